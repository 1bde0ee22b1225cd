"""`make bench`: prints a table; the limits themselves are held by test_batas."""

import time

import pytest

from tests.bench.banding import bandingkan
from tests.bench.kasus import SEMUA, muat, ukur
from zi.naskah.services_cetak import cetakan

pytestmark = [pytest.mark.django_db, pytest.mark.bench]


def test_bench(capsys):
    contoh = muat()
    hasil = [(kasus, ukur(kasus, contoh, ulang=3 if kasus.anak else 7)) for kasus in SEMUA]
    with capsys.disabled():
        print(f"\n{'':28}{'waktu':>10}{'kueri':>14}{'memori':>18}")
        for kasus, u in hasil:
            kueri, memori = f"{u.kueri} (≤ {kasus.kueri_maks})", f"{u.memori_mb:.1f} MB (≤ {kasus.memori_maks_mb})"
            print(f"{kasus.nama:28}{u.milidetik:>7.0f} ms{kueri:>14}{memori:>18}")
    assert all(u.milidetik > 0 for _, u in hasil)


def test_biaya_pdf(capsys):
    """Laying out costs what WeasyPrint alone costs on the same HTML, and at most a tenth more."""
    c = cetakan(muat().rencana)
    c.html()
    mulai = time.perf_counter()
    html = c.html()
    susun = (time.perf_counter() - mulai) * 1000
    b = bandingkan(html)
    with capsys.disabled():
        print(f"\n{'PDF rencana NTB':28}{'WeasyPrint':>12}{'zi':>10}{'tambahan':>12}")
        for nama, (polos, kita), lebih in zip(("waktu", "prosesor"), (b.jam, b.prosesor), b.tambahan, strict=True):
            print(f"{nama:28}{polos:>9.0f} ms{kita:>7.0f} ms{lebih:>+10.1f} %")
        print(f"{'menyusun HTML':28}{'':12}{susun:>7.0f} ms")
    assert b.tambahan[1] <= 10
