"""Celery's side of the LKE."""

from celery import shared_task

from zi.lke.portalrb import services_akses


@shared_task
def buang_akses_asing() -> int:
    return services_akses.buang_akses_asing()
