"""Celery's side of the job table."""

from celery import shared_task

from zi.common import services


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
