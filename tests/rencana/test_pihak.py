"""Reading who is responsible from typed words. No database."""

import pytest

from zi.rencana.pihak import cocok, daftar_pihak

DIKENAL = [(1, "Tim Kerja ZI", ["Tim ZI"]), (2, "Sekretaris", []), (3, "Sarana dan Prasarana", [])]


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("", []),
        (" ; \r\n;", []),
        ("Tim ZI", ["Tim ZI"]),
        ("Tim ZI; Sekretaris", ["Tim ZI", "Sekretaris"]),
        ("Tim  ZI\r\nSekretaris\n\nTim ZI", ["Tim ZI", "Sekretaris"]),
        ("Ketua, Sekretaris,", ["Ketua, Sekretaris"]),
    ],
)
def test_daftar_pihak(teks, harapan):
    assert daftar_pihak(teks) == harapan


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("tim kerja zi", [1]),
        ("TIM ZI", [1]),
        ("Tim ZI dan Sekretaris", [1, 2]),
        ("Sekretaris, Tim ZI, Tim Kerja ZI", [2, 1]),
        ("Sarana dan Prasarana", [3]),
        ("Tim ZI dan Bendahara", []),
        ("Bendahara", []),
        ("dan", []),
    ],
)
def test_cocok(teks, harapan):
    assert cocok(teks, DIKENAL) == harapan
