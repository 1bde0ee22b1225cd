"""What the daily reminder says of follow-ups (settings.SUMBER_PENGINGAT)."""

from collections.abc import Iterator
from datetime import date, timedelta
from heapq import merge
from typing import Any

from django.urls import reverse
from django.utils import timezone

from zi.notifikasi.butir import MASA_CEK, Butir, batas
from zi.satker.models import Satker
from zi.tindaklanjut.models import TindakLanjut

S = TindakLanjut.Status


def butir(satker: Satker, tanggal: date) -> Iterator[Butir]:
    """The open ones with a date, and the check of those that were reported."""
    yield from merge(_terbuka(satker, tanggal), _dilaporkan(satker, tanggal), key=lambda satu: satu.tenggat)


def _terbuka(satker: Satker, tanggal: date) -> Iterator[Butir]:
    terbuka = TindakLanjut.objects.filter(satker=satker, status=S.TERBUKA, tenggat__lte=batas(tanggal))
    medan = ("pk", "penanggung_jawab", "tenggat", "uraian", "area")
    for pk, orang, tenggat, uraian, area in terbuka.order_by("tenggat", "pk").values_list(*medan).iterator(500):
        yield Butir(orang, tenggat, f"Tindak lanjut: {_pendek(uraian)}", _langkah(pk, "laporkan"), area)


def _dilaporkan(satker: Satker, tanggal: date) -> Iterator[Butir]:
    """What waits for the check by somebody else, due MASA_CEK after the report."""
    menunggu: Any = TindakLanjut.objects.filter(satker=satker, status=S.DILAPORKAN)
    medan = ("pk", "dilaporkan_pada", "uraian", "area", "dilaporkan_oleh", "penanggung_jawab")
    for pk, pada, uraian, area, *orang in menunggu.order_by("dilaporkan_pada", "pk").values_list(*medan).iterator(500):
        tenggat = timezone.localdate(pada, satker.tz) + timedelta(days=MASA_CEK)
        if tenggat <= batas(tanggal):
            teks = f"Cek tindak lanjut yang dilaporkan selesai: {_pendek(uraian)}"
            yield Butir(None, tenggat, teks, _langkah(pk, "terima"), area, frozenset(x for x in orang if x))


def _langkah(pk: int, aksi: str) -> str:
    return reverse("tindaklanjut:langkah", args=[pk, aksi])


def _pendek(uraian: str) -> str:
    return " ".join(uraian.split())[:150]
