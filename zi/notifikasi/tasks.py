"""Celery's side of the daily reminder."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from zi.notifikasi import services_pengingat


@shared_task
def ingatkan() -> int:
    services_pengingat.ulangi_surel()
    return services_pengingat.pesan_pengingat()


@shared_task
def buang_notifikasi() -> int:
    return services_pengingat.buang_lama()


@worker_ready.connect
def ingatkan_saat_mulai(**kwargs: Any) -> None:
    """An office PC that was off at seven catches up when it starts."""
    ingatkan.delay()
