"""The job table at work: put, claim, run, finish; every step survives a dead broker and a killed worker."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from zi.common.models import Pekerjaan

log = logging.getLogger(__name__)
SEWA = timedelta(minutes=10)
PERCOBAAN_MAKS = 5
S = Pekerjaan.Status


def pesan(
    jenis: str, kunci: str, *, oleh: Any = None, ulang: bool = False, mulai: datetime | None = None, **data: Any
) -> Pekerjaan:
    """Put a job in the caller's transaction; the same `kunci` twice is the same job.

    `ulang=True` puts a finished or failed job again. The broker is only nudged after the commit.
    """
    if jenis not in settings.PELAKSANA_PEKERJAAN:
        raise LookupError(jenis)
    nilai = {"jenis": jenis, "data": data, "pemilik": oleh, "jalan_mulai": mulai or timezone.now()}
    try:
        with transaction.atomic():
            pekerjaan, baru = Pekerjaan.objects.get_or_create(kunci=kunci, defaults=nilai)
    except IntegrityError:
        pekerjaan, baru = Pekerjaan.objects.get(kunci=kunci), False
    if not baru and ulang:
        Pekerjaan.objects.filter(pk=pekerjaan.pk, status__in=[S.SELESAI, S.GAGAL]).update(
            status=S.MENUNGGU, percobaan=0, kemajuan=0, pesan="", hasil={}, selesai_pada=None, sewa_sampai=None, **nilai
        )
        pekerjaan.refresh_from_db()
    if pekerjaan.status == S.MENUNGGU:
        transaction.on_commit(lambda: senggol(pekerjaan.pk))
    return pekerjaan


def senggol(pk: int) -> None:
    """Tell the broker that a job waits; a broker that is gone is no error, the sweep comes by.

    Runs in a thread of its own: a Redis that accepts and never answers would hold the request for minutes.
    """
    import threading

    from zi.common.tasks import kerjakan

    def kirim() -> None:
        try:
            kerjakan.apply_async(args=[pk], retry=False)
        except Exception as galat:
            log.warning("antrean tidak terjangkau: %s", galat)

    if settings.CELERY_TASK_ALWAYS_EAGER:
        kirim()
    else:
        threading.Thread(target=kirim, daemon=True).start()


def ambil(pk: int) -> Pekerjaan | None:
    """Claim a waiting job, or one whose lease is over; None when somebody else has it or it is done."""
    kini = timezone.now()
    bebas = Q(status=S.MENUNGGU, jalan_mulai__lte=kini) | Q(status=S.BERJALAN, sewa_sampai__lt=kini)
    diambil = Pekerjaan.objects.filter(bebas, pk=pk).update(
        status=S.BERJALAN, sewa_sampai=kini + SEWA, percobaan=F("percobaan") + 1
    )
    return Pekerjaan.objects.get(pk=pk) if diambil else None


def kemajuan(pk: int, persen: int, teks: str = "") -> None:
    """Report progress (0–100) and renew the lease."""
    Pekerjaan.objects.filter(pk=pk, status=S.BERJALAN).update(
        kemajuan=max(0, min(persen, 100)), pesan=teks, sewa_sampai=timezone.now() + SEWA
    )


def kerjakan(pk: int) -> bool:
    """Run one job now if it is free; the outcome is written to the table. True when it was run."""
    pekerjaan = ambil(pk)
    if pekerjaan is None:
        return False
    try:
        hasil = import_string(settings.PELAKSANA_PEKERJAAN[pekerjaan.jenis])(pekerjaan) or {}
    except Exception as galat:
        log.exception("pekerjaan %s gagal", pekerjaan)
        _catat_gagal(pekerjaan, str(galat))
    else:
        Pekerjaan.objects.filter(pk=pk, status=S.BERJALAN).update(
            status=S.SELESAI, kemajuan=100, hasil=hasil, pesan="", sewa_sampai=None, selesai_pada=timezone.now()
        )
    return True


def _catat_gagal(pekerjaan: Pekerjaan, teks: str) -> None:
    """Wait longer after each failure; after the last one give up with the reason."""
    if pekerjaan.percobaan >= PERCOBAAN_MAKS:
        nilai: dict[str, Any] = {"status": S.GAGAL, "selesai_pada": timezone.now()}
    else:
        nilai = {"status": S.MENUNGGU, "jalan_mulai": timezone.now() + timedelta(seconds=30 * 2**pekerjaan.percobaan)}
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(pesan=teks[:2000], sewa_sampai=None, **nilai)


def menunggu() -> list[int]:
    """Ids of the jobs that may run now: never taken, due again, or with a lease that is over."""
    kini = timezone.now()
    bebas = Q(status=S.MENUNGGU, jalan_mulai__lte=kini) | Q(status=S.BERJALAN, sewa_sampai__lt=kini)
    return list(Pekerjaan.objects.filter(bebas).order_by("jalan_mulai").values_list("pk", flat=True)[:500])
