"""Lists in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zi.impor.daftar import (
    LABEL_MENEMPEL,
    LANJUTAN_RAGU,
    Butir,
    gabung_label,
    pisah_daftar,
    pisah_jadwal,
    pisah_label,
)


def butir(teks):
    return [(b.label, b.teks) for b in pisah_daftar(teks).butir]


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("a. Satu\nb. Dua", [("a.", "Satu"), ("b.", "Dua")]),
        ("a) Satu\nb) Dua", [("a)", "Satu"), ("b)", "Dua")]),
        ("1. Satu\n2. Dua", [("1.", "Satu"), ("2.", "Dua")]),
        ("1) Satu\n2) Dua", [("1)", "Satu"), ("2)", "Dua")]),
        ("(1) Satu\n(2) Dua", [("(1)", "Satu"), ("(2)", "Dua")]),
        ("i. satu\nii. dua\niii. tiga", [("i.", "satu"), ("ii.", "dua"), ("iii.", "tiga")]),
        ("A. Satu\nB. Dua", [("A.", "Satu"), ("B.", "Dua")]),
        ("c. Satu\nc. Dua", [("c.", "Satu"), ("c.", "Dua")]),
        ("a.Satu\nb.Dua", [("a.", "Satu"), ("b.", "Dua")]),
        ("1.Satu\n2.Dua", [("1.", "Satu"), ("2.", "Dua")]),
        ("a.\nSatu\nb.\nDua", [("a.", "Satu"), ("b.", "Dua")]),
        ("- satu\n- dua", [("", "satu"), ("", "dua")]),
        ("-satu\n-dua", [("", "satu"), ("", "dua")]),
        ("• satu\n• dua", [("", "satu"), ("", "dua")]),
        ("– satu\n– dua", [("", "satu"), ("", "dua")]),
        ("* satu\n* dua", [("", "satu"), ("", "dua")]),
        ("• satu • dua", [("", "satu"), ("", "dua")]),
        ("a. satu b. dua c. tiga", [("a.", "satu"), ("b.", "dua"), ("c.", "tiga")]),
        ("1. Satu 2. Dua", [("1.", "Satu"), ("2.", "Dua")]),
        ("Undangan; daftar hadir; notula", [("", "Undangan"), ("", "daftar hadir"), ("", "notula")]),
        ("Surat (asli; salinan); notula", [("", "Surat (asli; salinan)"), ("", "notula")]),
        ("surat undangan\ndaftar hadir\nnotula", [("", "surat undangan"), ("", "daftar hadir"), ("", "notula")]),
        ("Rapat persiapan:\n1. satu\n2. dua", [("", "Rapat persiapan:"), ("1.", "satu"), ("2.", "dua")]),
        ("a. Satu\n\n\nb.   Dua  kata", [("a.", "Satu"), ("b.", "Dua kata")]),
    ],
)
def test_dipecah(teks, hasil):
    assert butir(teks) == hasil


@pytest.mark.parametrize(
    "teks",
    [
        "Undangan, daftar hadir, notula, dan dokumentasi",
        "1.2 juta rupiah",
        "Rp1.000",
        "1.000 orang",
        "No. 5 Tahun 2023",
        "Permen No. 2. Tahun 2020",
        "s.d. Juni 2023",
        "s. d. Juni",
        "a.n. Kepala Kantor",
        "-5 derajat",
        "25. Januari",
        "A. Yani",
        "Nilai (a) dan (b)",
        "2023. Laporan",
        "5.1 Subbagian",
        "Membahas tahap 2. lalu selesai",
    ],
)
def test_tidak_dipecah(teks):
    assert butir(teks) == [("", teks)]


def test_baris_lanjutan_huruf_kecil_disambung():
    assert butir("a. Menyusun pedoman\npemilihan agen\nb. Dua") == [
        ("a.", "Menyusun pedoman pemilihan agen"),
        ("b.", "Dua"),
    ]


def test_baris_lanjutan_tanpa_label_dengan_kata_sambung():
    assert butir("Mengumpulkan POS\ndan menyimpannya\nMenilai") == [
        ("", "Mengumpulkan POS dan menyimpannya"),
        ("", "Menilai"),
    ]


def test_lanjutan_huruf_besar_disambung_dan_ditandai():
    hasil = pisah_daftar("a. Satu\nb. Penandatanganan\nKomitmen Bersama")
    assert hasil.butir == (Butir("a.", "Satu"), Butir("b.", "Penandatanganan Komitmen Bersama"))
    assert hasil.tanda == (LANJUTAN_RAGU,)


def test_label_menempel_ditandai():
    hasil = pisah_daftar("a. Menyusun Mekanisme Pemilihan Tim Kerjab. Pembentukan Tim Kerja")
    assert hasil.tanda == (LABEL_MENEMPEL,)
    assert len(hasil.butir) == 1


def test_sel_biasa_tanpa_tanda():
    assert pisah_daftar("a. Satu\nb. Dua").tanda == ()


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("25 Januari 202327 Januari 2023", ["25 Januari 2023", "27 Januari 2023"]),
        ("25 Januari 2023  27 Januari 2023", ["25 Januari 2023", "27 Januari 2023"]),
        ("25 Januari 2023, 3 Maret 2023 dan 4 Mei 2023", ["25 Januari 2023", "3 Maret 2023", "4 Mei 2023"]),
        ("25 Januari 2023\n27 Januari 2023", ["25 Januari 2023", "27 Januari 2023"]),
        ("25 Januari 2023; Februari 2023", ["25 Januari 2023", "Februari 2023"]),
        ("- 25 Januari 2023\n- 27 Januari 2023", ["25 Januari 2023", "27 Januari 2023"]),
        ("5 Desember 2019 – 30 Desember 2019", ["5 Desember 2019 – 30 Desember 2019"]),
        ("25-27 Nopember 2015", ["25-27 Nopember 2015"]),
        ("5 Mei 2023 s.d. 7 Juni 2023", ["5 Mei 2023 s.d. 7 Juni 2023"]),
        ("Bulan April, Juli, November 2022 dan Januari 2024", ["Bulan April, Juli, November 2022 dan Januari 2024"]),
        (
            "Setiap bulan sekali (minggu pertama; bulan berikutnya)",
            ["Setiap bulan sekali (minggu pertama; bulan berikutnya)"],
        ),
    ],
)
def test_jadwal_dipecah(teks, hasil):
    assert [b.teks for b in pisah_jadwal(teks)] == hasil


def test_label_jadwal_dipisahkan():
    assert pisah_jadwal("a. 25 Januari 2023\nb. 27 Januari 2023") == (
        Butir("a.", "25 Januari 2023"),
        Butir("b.", "27 Januari 2023"),
    )


KATA = st.lists(st.from_regex(r"[A-Z][a-z]{3,8}", fullmatch=True), min_size=1, max_size=4).map(" ".join)


@given(st.lists(KATA, min_size=1, max_size=6), st.sampled_from(["a.", "a)", "1.", "1)", "(1)", "-", "•"]))
def test_daftar_berlabel_kembali_utuh(isi, gaya):
    """A list written in any style comes back item by item, on lines and on one line where labels are numbered."""
    label = [gaya.replace("a", "abcdef"[i]).replace("1", str(i + 1)) for i in range(len(isi))]
    hasil = pisah_daftar("\n".join(f"{a} {t}" for a, t in zip(label, isi, strict=True)))
    assert [b.teks for b in hasil.butir] == isi
    assert [b.label for b in hasil.butir] == ([""] * len(isi) if gaya in "-•" else label)
    assert hasil.tanda == ()


@given(st.text(max_size=80))
def test_label_dan_teks_digabung_kembali(teks):
    satu = pisah_label(" ".join(teks.split()))
    assert pisah_label(gabung_label(satu.label, satu.teks)) == satu
