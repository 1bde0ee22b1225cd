"""Meetings as entries of the calendar (settings.SUMBER_KALENDER)."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse

from zi.jadwal.kalender import Acara, Kelompok, Lingkup
from zi.monev.models import Rapat


def acara(user: Any, lingkup: Lingkup) -> Iterator[Acara]:
    """Those that were not cancelled; a person's are those that he is invited to or keeps the minutes of.

    A meeting is of no area, so it stands in the calendar of each.
    """
    awal = datetime.combine(lingkup.awal, time.min, lingkup.satker.tz)
    akhir = datetime.combine(lingkup.akhir, time.max, lingkup.satker.tz)
    semua = Rapat.objects.terlihat_oleh(user).filter(satker=lingkup.satker, mulai__lte=akhir, selesai__gte=awal)
    if lingkup.orang:
        pk = lingkup.orang.pk
        semua = semua.filter(Q(pk__in=Rapat.objects.filter(peserta__pengguna=pk).values("pk")) | Q(notulis=pk))
    kelompok = Kelompok("rapat", "Rapat", reverse("monev:daftar"))
    for satu in semua.exclude(status=Rapat.Status.BATAL).select_related("satker").order_by("mulai", "pk"):
        mulai, selesai = satu.setempat(satu.mulai), satu.setempat(satu.selesai)
        yield Acara(
            kunci=f"rapat-{satu.pk}",
            judul=satu.judul,
            mulai=mulai.date(),
            selesai=selesai.date(),
            keadaan=satu.status,
            tautan=satu.get_absolute_url(),
            kelompok=kelompok,
            diubah_pada=satu.updated_at,
            revisi=satu.versi - 1,
            tempat=satu.tempat,
            waktu=(mulai, selesai),
        )
