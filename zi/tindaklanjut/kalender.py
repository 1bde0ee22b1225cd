"""The dates of follow-ups as entries of the calendar (settings.SUMBER_KALENDER)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from zi.jadwal.kalender import Acara, Kelompok, Lingkup
from zi.tindaklanjut.models import TindakLanjut

PANJANG = 150


def acara(user: Any, lingkup: Lingkup) -> Iterator[Acara]:
    """Those with a date that were not cancelled; a person's: his own, and those of his areas that name nobody."""
    semua = TindakLanjut.objects.terlihat_oleh(user).filter(
        satker=lingkup.satker, tenggat__range=(lingkup.awal, lingkup.akhir)
    )
    if lingkup.area:
        semua = semua.filter(area=lingkup.area)
    if lingkup.orang:
        area = lingkup.orang.area
        tanpa_orang = Q(penanggung_jawab=None) & (Q() if area is None else Q(area__in=area))
        semua = semua.filter(Q(penanggung_jawab=lingkup.orang.pk) | tanpa_orang)
    kelompok = Kelompok("tindak-lanjut", "Tindak lanjut", reverse("tindaklanjut:daftar"))
    for satu in semua.exclude(status=TindakLanjut.Status.BATAL).select_related("satker").order_by("tenggat", "pk"):
        judul = " ".join(satu.uraian.split())
        yield Acara(
            kunci=f"tindak-lanjut-{satu.pk}",
            judul=f"Tindak lanjut: {judul}"[:PANJANG],
            mulai=satu.tenggat,
            selesai=satu.tenggat,
            keadaan="terlambat" if satu.lewat else satu.status,
            tautan=satu.get_absolute_url(),
            kelompok=kelompok,
            diubah_pada=satu.updated_at,
            revisi=satu.versi - 1,
            keterangan=f"Tenggat tindak lanjut. {satu.keterangan_asal}".strip(),
        )
