"""`make bench`: prints a table; the limits themselves are held by test_batas."""

import pytest

from tests.bench.kasus import SEMUA, muat, ukur

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
