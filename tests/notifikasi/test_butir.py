"""On which days something is told, and in which group: expectations written by hand."""

from datetime import date, timedelta

import pytest

from zi.notifikasi.butir import diingatkan, kelompok

TENGGAT = date(2026, 3, 20)
# days from the last day → group in which it is told when a reminder goes out every day, "" when it is not told
HARIAN = {
    -8: "",
    -7: "h7",
    -6: "",
    -5: "",
    -4: "",
    -3: "h3",
    -2: "",
    -1: "h1",
    0: "hari_ini",
    1: "terlambat",
    2: "",
    7: "",
    8: "terlambat",
    9: "",
    14: "",
    15: "terlambat",
    16: "",
    22: "terlambat",
    365: "terlambat",
    366: "",
}
# (last reminder, today) in days from the last day → group: what the days in between left out is made up for
SESUDAH_MATI = {
    (-9, -6): "h7",
    (-8, -5): "h7",
    (-7, -4): "",
    (-5, -2): "h3",
    (-4, -1): "h1",
    (-3, 0): "hari_ini",
    (0, 3): "terlambat",
    (1, 4): "",
    (1, 8): "terlambat",
    (5, 11): "terlambat",
    (8, 14): "",
    (-60, 4): "terlambat",
    (3, 1): "terlambat",  # the clock had been ahead
}


def pada(n):
    return TENGGAT + timedelta(days=n)


@pytest.mark.parametrize(("n", "harapan"), HARIAN.items())
def test_setiap_hari(n, harapan):
    hari = pada(n)
    assert (kelompok(TENGGAT, hari) if diingatkan(TENGGAT, pada(n - 1), hari) else "") == harapan


@pytest.mark.parametrize(("mati", "harapan"), SESUDAH_MATI.items())
def test_sesudah_komputer_mati(mati, harapan):
    sejak, hari = map(pada, mati)
    assert (kelompok(TENGGAT, hari) if diingatkan(TENGGAT, sejak, hari) else "") == harapan


@pytest.mark.parametrize(
    ("tenggat", "hari", "harapan"),
    [
        (date(2028, 2, 29), date(2028, 2, 28), "h1"),
        (date(2028, 2, 29), date(2028, 3, 1), "terlambat"),
        (date(2028, 3, 1), date(2028, 2, 29), "h1"),
        (date(2027, 3, 1), date(2027, 2, 28), "h1"),
        (date(2026, 12, 31), date(2026, 12, 31), "hari_ini"),
        (date(2026, 12, 31), date(2027, 1, 1), "terlambat"),
        (date(2027, 1, 3), date(2026, 12, 31), "h3"),
        (date(2026, 12, 31), date(2027, 1, 8), "terlambat"),
    ],
)
def test_kabisat_dan_akhir_tahun(tenggat, hari, harapan):
    assert diingatkan(tenggat, hari - timedelta(days=1), hari)
    assert kelompok(tenggat, hari) == harapan
