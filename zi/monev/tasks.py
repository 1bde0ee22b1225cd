"""Celery's side of the monev meetings."""

from celery import shared_task

from zi.monev import services


@shared_task
def siapkan_rapat() -> int:
    return services.pesan_rapat()
