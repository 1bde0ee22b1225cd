"""Celery's side of the occurrences."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from zi.jadwal import services_kejadian


@shared_task
def gulir_kejadian() -> int:
    return services_kejadian.pesan_gulir()


@worker_ready.connect
def gulir_saat_mulai(**kwargs: Any) -> None:
    """An office PC is off at midnight; it catches up when it starts."""
    gulir_kejadian.delay()
