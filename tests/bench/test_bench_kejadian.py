"""Expanding schedules: 100.000 on PostgreSQL in `make bench`, a hundred in the suite, in bounded memory."""

import time
import tracemalloc
from datetime import date

import pytest
from django.db import connection

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, TabelFactory
from zi.jadwal import services_kejadian
from zi.jadwal.models import Jadwal, Kejadian
from zi.jadwal.services_kejadian import selaraskan
from zi.rencana.models import RencanaKerja

RRULE = ("FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "")
MEMORI_MB = 40


def siapkan(rencana, jadwal):
    """Plans of `jadwal` schedules each: monthly, quarterly, single days."""
    for _ in range(rencana):
        tabel = TabelFactory(area=AreaFactory(rencana=RencanaFactory()))
        baris = BarisFactory(tabel=tabel)
        Jadwal.objects.bulk_create(
            Jadwal(
                baris=baris,
                teks="x",
                jenis="bulanan" if RRULE[i % 3] else "tanggal",
                rrule=RRULE[i % 3],
                mulai=date(2023, 1, 1),
                selesai=date(2023, 12, 31) if RRULE[i % 3] else date(2023, 1, 1),
            )
            for i in range(jadwal)
        )


def jalankan(rencana):
    """Seconds of one run over these plans."""
    mulai = time.perf_counter()
    for satu in rencana:
        selaraskan(satu)
    return time.perf_counter() - mulai


def puncak_mb(rencana):
    """Peak of Python's objects of one run over these plans."""
    tracemalloc.start()
    jalankan(rencana)
    puncak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return puncak


@pytest.mark.django_db
def test_memori_tidak_ikut_banyaknya_jadwal(monkeypatch):
    """They are read a hundred at a time."""
    monkeypatch.setattr(services_kejadian, "POTONG", 100)
    siapkan(1, 600)
    puncak = puncak_mb(RencanaKerja.objects.all())
    assert Kejadian.objects.count() == 200 * 12 + 200 * 4 + 200
    assert puncak < MEMORI_MB / 4


@pytest.mark.bench
@pytest.mark.django_db
def test_seratus_ribu_jadwal(capsys):
    if connection.vendor != "postgresql":
        pytest.skip("angka skala diukur di PostgreSQL")
    siapkan(100, 1000)
    semua = list(RencanaKerja.objects.order_by("pk"))
    pertama, kedua = jalankan(semua), jalankan(semua)
    jumlah = Kejadian.objects.count()
    Kejadian.objects.filter(jadwal__baris__tabel__rencana__in=semua[:5]).delete()
    puncak = puncak_mb(semua[:5])
    with capsys.disabled():
        print(f"\n100.000 jadwal, {jumlah} kejadian: {pertama:.0f} s, lagi tanpa perubahan {kedua:.0f} s, ", end="")
        print(f"puncak {puncak:.1f} MB (≤ {MEMORI_MB} MB)")
    assert pertama < 900  # minutes, also on a machine that has other work
    assert puncak < MEMORI_MB
