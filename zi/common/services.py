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
from zi.common.pengirim import kirim, pengirim

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
    """Tell the broker that a job waits; a broker that is gone or silent is no error, the sweep comes by."""
    from zi.common.tasks import kerjakan as tugas

    if settings.CELERY_TASK_ALWAYS_EAGER:
        kirim(tugas, pk)
    else:
        pengirim.titip(tugas, pk)


def _bebas() -> Q:
    """Jobs that may run now: due, or with a lease that is over and a try left."""
    kini = timezone.now()
    return Q(status=S.MENUNGGU, jalan_mulai__lte=kini) | Q(
        status=S.BERJALAN, sewa_sampai__lt=kini, percobaan__lt=PERCOBAAN_MAKS
    )


def ambil(pk: int) -> Pekerjaan | None:
    """Claim a waiting job, or one whose lease is over; None when somebody else has it or it is done."""
    diambil = Pekerjaan.objects.filter(_bebas(), pk=pk).update(
        status=S.BERJALAN, sewa_sampai=timezone.now() + SEWA, percobaan=F("percobaan") + 1
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
        _catat(pekerjaan, pesan=str(galat)[:2000], **_sesudah_gagal(pekerjaan))
    else:
        _catat(pekerjaan, status=S.SELESAI, kemajuan=100, hasil=hasil, pesan="", selesai_pada=timezone.now())
    return True


def _catat(pekerjaan: Pekerjaan, **nilai: Any) -> None:
    """Write the outcome of this very try: one whose lease ended may not touch what another try has made since."""
    milik = Pekerjaan.objects.filter(pk=pekerjaan.pk, status=S.BERJALAN, percobaan=pekerjaan.percobaan)
    milik.update(sewa_sampai=None, **nilai)


def _sesudah_gagal(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Wait longer after each failure; after the last one give up."""
    if pekerjaan.percobaan >= PERCOBAAN_MAKS:
        return {"status": S.GAGAL, "selesai_pada": timezone.now()}
    jeda = timedelta(seconds=30 * 2**pekerjaan.percobaan)
    return {"status": S.MENUNGGU, "jalan_mulai": timezone.now() + jeda}


def gugurkan() -> int:
    """Give up jobs whose worker was lost at every try, for example for want of memory."""
    habis = Pekerjaan.objects.filter(status=S.BERJALAN, sewa_sampai__lt=timezone.now(), percobaan__gte=PERCOBAAN_MAKS)
    return habis.update(
        status=S.GAGAL, sewa_sampai=None, selesai_pada=timezone.now(), pesan="Terhenti berulang kali sebelum selesai."
    )


def menunggu() -> list[int]:
    """Ids of the jobs that may run now: never taken, due again, or with a lease that is over."""
    return list(Pekerjaan.objects.filter(_bebas()).order_by("jalan_mulai").values_list("pk", flat=True)[:500])
