import pytest

from zi.rencana.label import Butir, berikut, daftar, lanjutkan, pisah, romawi


@pytest.mark.parametrize(
    ("baris", "label", "teks"),
    [
        ("a. Menyusun mekanisme", "a.", "Menyusun mekanisme"),
        ("  1)  Rapat  tim ", "1)", "Rapat tim"),
        ("(2) Sosialisasi", "(2)", "Sosialisasi"),
        ("iv. Pelaporan", "iv.", "Pelaporan"),
        ("• Pembentukan tim", "", "Pembentukan tim"),
        ("- a. Pembentukan tim", "a.", "Pembentukan tim"),
        ("Menyusun rencana", "", "Menyusun rencana"),
        ("25. Januari 2023", "", "25. Januari 2023"),
        ("25 Januari 2023", "", "25 Januari 2023"),
        ("s.d. Juni 2023", "", "s.d. Juni 2023"),
        ("1.000 buku", "", "1.000 buku"),
    ],
)
def test_pisah(baris, label, teks):
    assert pisah(baris) == Butir(label, teks)


def test_daftar_membuang_baris_kosong():
    assert daftar("a. Satu\r\n\n  \nb. Dua") == [Butir("a.", "Satu"), Butir("b.", "Dua")]


@pytest.mark.parametrize(
    ("label", "lanjut"), [("a.", "b."), ("9", "10"), ("(3)", "(4)"), ("b)", "c)"), ("z.", ""), ("IV", ""), ("", "")]
)
def test_berikut(label, lanjut):
    assert berikut(label) == lanjut


def test_lanjutkan_dari_yang_ada():
    baru = [Butir("", "Satu"), Butir("x.", "Dua"), Butir("", "Tiga")]
    assert [x.label for x in lanjutkan(["a.", "b."], baru)] == ["c.", "x.", "y."]
    assert [x.label for x in lanjutkan([], [Butir("", "Satu"), Butir("", "Dua")])] == ["", ""]


@pytest.mark.parametrize(("nomor", "teks"), [(1, "I"), (4, "IV"), (7, "VII"), (19, "XIX"), (38, "XXXVIII")])
def test_romawi(nomor, teks):
    assert romawi(nomor) == teks
