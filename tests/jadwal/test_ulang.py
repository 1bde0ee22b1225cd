"""Expansion of schedules into occurrences."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zi.jadwal.baca import baca
from zi.jadwal.ulang import MAKS_KEJADIAN, geser_bulan, perluas


def d(teks: str) -> date:
    return date.fromisoformat(teks)


def kejadian(teks: str, tahun: int = 2024) -> list[tuple[date, date]]:
    jadwal = baca(teks, tahun=tahun).jadwal[0]
    return perluas(jadwal.rrule, jadwal.mulai, jadwal.selesai, jadwal.durasi, bulan=jadwal.bulan)


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("5 April 2024", [("2024-04-05", "2024-04-05")]),
        ("5–9 April 2024", [("2024-04-05", "2024-04-09")]),
        ("April 2024", [("2024-04-01", "2024-04-30")]),
        ("Februari dan April 2024", [("2024-02-01", "2024-02-29"), ("2024-04-01", "2024-04-30")]),
        ("setiap triwulan", [(h, h) for h in ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31")]),
        ("per semester", [("2024-06-30", "2024-06-30"), ("2024-12-31", "2024-12-31")]),
        ("setiap tahun", [("2024-01-01", "2024-12-31")]),
        ("setiap bulan (Januari s.d. Februari 2024)", [("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29")]),
        (
            "setiap minggu terakhir bulan (Februari – Maret 2024)",
            [("2024-02-23", "2024-02-29"), ("2024-03-25", "2024-03-31")],
        ),
        ("secara berkala", []),
        ("setiap minggu", []),
    ],
)
def test_kejadian(teks, harapan):
    assert kejadian(teks) == [(d(mulai), d(selesai)) for mulai, selesai in harapan]


def test_bulan_berikutnya():
    hasil = kejadian("Setiap bulan sekali (minggu pertama bulan berikutnya)", 2023)
    assert len(hasil) == 12
    assert hasil[0] == (d("2023-02-01"), d("2023-02-07"))
    assert hasil[-1] == (d("2024-01-01"), d("2024-01-07"))


@pytest.mark.parametrize(
    "teks", ["setiap bulan", "tiap tanggal 31", "setiap Senin", "setiap hari", "setiap awal bulan"]
)
def test_jumlah_dan_batas_sama_dengan_bacaan(teks):
    jadwal = baca(teks, tahun=2024).jadwal[0]
    hasil = kejadian(teks)
    assert len(hasil) == jadwal.jumlah_kejadian
    assert (hasil[0][0], hasil[-1][1]) == (jadwal.mulai, jadwal.selesai)


def test_banyaknya_terbatas():
    assert len(perluas("FREQ=DAILY", d("2000-01-01"), d("2099-12-31"))) == MAKS_KEJADIAN
    assert len(perluas("FREQ=DAILY", d("2000-01-01"), d("2099-12-31"), maks=3)) == 3


def test_tanpa_tanggal_atau_terbalik():
    assert perluas("FREQ=MONTHLY", None, None) == []
    assert perluas(None, d("2024-02-01"), d("2024-01-01")) == []


@pytest.mark.parametrize("rrule", ["FREQ=SECONDLY", "BUKAN", "FREQ=MONTHLY;COUNT=3", "FREQ=MONTHLY\nEXRULE:FREQ=DAILY"])
def test_aturan_lain_ditolak(rrule):
    with pytest.raises(ValueError, match="Aturan berulang"):
        perluas(rrule, d("2024-01-01"), d("2024-12-31"))


@pytest.mark.parametrize("durasi", ["P1H", "7", "P", "PT5M"])
def test_durasi_lain_ditolak(durasi):
    with pytest.raises(ValueError, match="Durasi"):
        perluas("FREQ=MONTHLY", d("2024-01-01"), d("2024-12-31"), durasi)


@pytest.mark.parametrize(("durasi", "selesai"), [("P1D", "2024-01-31"), ("P2W", "2024-02-13"), ("P1M", "2024-02-28")])
def test_durasi(durasi, selesai):
    assert perluas("FREQ=YEARLY", d("2024-01-31"), d("2024-01-31"), durasi) == [(d("2024-01-31"), d(selesai))]


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 500))
@settings(max_examples=80, deadline=None, database=None)
def test_geser_bulan(hari, banyak):
    hasil = geser_bulan(hari, banyak)
    assert (hasil.year * 12 + hasil.month) - (hari.year * 12 + hari.month) == banyak
    assert hasil.day == min(hari.day, monthrange(hasil.year, hasil.month)[1])
