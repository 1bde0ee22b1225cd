"""Celery's side of the job table."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from zi.common import penerima, services


@shared_task
def kerjakan(pk: int) -> bool:
    return services.kerjakan(pk)


@shared_task
def sapu_pekerjaan() -> int:
    """Send again what waits or was lost with its worker."""
    services.gugurkan()
    daftar = services.menunggu()
    for pk in daftar:
        kerjakan.delay(pk)
    return len(daftar)


@shared_task
def sapu_sementara() -> int:
    return penerima.sapu_sementara()


@worker_ready.connect
def sapu_saat_mulai(**kwargs: Any) -> None:
    """What was waiting while no worker ran need not wait for beat."""
    sapu_pekerjaan.delay()
    sapu_sementara.delay()
