"""Celery's side of the monev meetings."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from zi.monev import services


@shared_task
def siapkan_rapat() -> int:
    return services.pesan_rapat()


@worker_ready.connect
def siapkan_saat_mulai(**kwargs: Any) -> None:
    """An office PC that was off at the turn of the month catches up when it starts."""
    siapkan_rapat.delay()
