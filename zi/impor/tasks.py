"""Celery's side of the imports."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from zi.impor import services_massal


@shared_task
def buang_draf() -> int:
    return services_massal.buang_draf()


@worker_ready.connect
def buang_saat_mulai(**kwargs: Any) -> None:
    """An office PC is off at night; it catches up when it starts."""
    buang_draf.delay()
