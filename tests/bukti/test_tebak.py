"""Guessing what a file is from its name: right, or nothing."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from zi.bukti.isi.tebak import JUDUL_MAKS, NOMOR_MAKS, TAHUN_AWAL, tebak
from zi.bukti.jenis import kamus

KINI = date(2026, 11, 21)
D = date(2023, 1, 27)
ISI = yaml.safe_load((Path(settings.BASE_DIR) / "fixtures" / "jenis_bukti.yaml").read_text(encoding="utf-8"))
ISTILAH = kamus((j["kode"], j["nama"], j["sinonim"]) for j in ISI["jenis_bukti"] if j.get("dokumen", True))
RAPAT = ("undangan", "daftar_hadir", "notula", "dokumentasi")


def coba(nama, syarat="Bukti rapat", jenis=RAPAT, dipotret=None):
    return tebak(nama, hari_ini=KINI, syarat=syarat, jenis=jenis, istilah=ISTILAH, dipotret=dipotret)


@pytest.mark.parametrize(
    ("nama", "tanggal"),
    [
        ("2023-01-27 SK Tim.pdf", D),
        ("2023.01.27 SK Tim.pdf", D),
        ("SK_2023_01_27.pdf", D),
        ("27012023.pdf", D),
        ("SK Tim 27012023.pdf", D),
        ("27-01-2023.pdf", D),
        ("27.1.2023 SK.pdf", D),
        ("undangan 27.01.23.pdf", D),
        ("Notula 27 Januari 2023.docx", D),
        ("NOTULA 27 JANUARI 2023.docx", D),
        ("Notula_27_Januari_2023.docx", D),
        ("Notula 27-Jan-2023.docx", D),
        ("Notula 5 Pebruari 2023.docx", date(2023, 2, 5)),
        ("20230127_101500.jpg", D),
        ("IMG_20230127_101500.jpg", D),
        ("IMG-20230127-WA0001.jpg", D),
        ("PXL_20230127_031500123.jpg", D),
        ("WhatsApp Image 2023-01-27 at 10.05.12.jpeg", D),
        ("WhatsApp Image 2023-01-27 at 10.05.12 (1).jpeg", D),
        ("Screenshot_2023-01-27-10-05-12-123_com.whatsapp.jpg", D),
        ("Screenshot 2023-01-27 at 10.05.12.png", D),
        ("2023-01-27 notula 27 Januari 2023.pdf", D),  # said twice
        # ambiguous, to come, or no date at all
        ("Notula 27-28 Januari 2023.pdf", None),
        ("Notula 27 s.d. 28 Januari 2023.pdf", None),
        ("Undangan 27 Jan 2023 untuk 3 Feb 2023.pdf", None),
        ("Undangan 3 Februari 2031.pdf", None),
        ("Laporan Januari 2023.pdf", None),
        ("Laporan 2023.pdf", None),
        ("31-02-2023.pdf", None),
        ("KP.01.02.2023 laporan.pdf", None),
        ("B-12_KP.01.02_2023.pdf", None),
        ("A.1.2.10 notula.pdf", None),
        ("1.2.10 SK.pdf", None),
        ("SK 01.02.03.pdf", None),
        ("NIP 198001012005011001.pdf", None),
        ("19800101 200501 1 001.pdf", None),
        ("0812345678.pdf", None),
    ],
)
def test_tanggal(nama, tanggal):
    assert coba(nama).tanggal == tanggal


@pytest.mark.parametrize(
    ("nama", "nomor"),
    [
        ("Nomor W21.PK.01.02-123 SK Tim.pdf", "W21.PK.01.02-123"),
        ("W21.PK.01.02-123 SK Tim.pdf", "W21.PK.01.02-123"),
        ("B-123_KP.01.02_2023 Undangan.pdf", "B-123/KP.01.02/2023"),
        ("Surat Tugas B_45_PW.01_II_2023.pdf", "B/45/PW.01/II/2023"),
        ("0123_I5.5_OT_2023.pdf", "0123/I5.5/OT/2023"),
        ("ST-123_K.ABC_2023_27 Januari 2023.pdf", "ST-123/K.ABC/2023"),
        ("SK No 12 Tahun 2023 tentang Tim.pdf", "12 Tahun 2023"),
        ("SK_No_12_Tahun_2023_Tim_Kerja.pdf", "12 Tahun 2023"),
        ("SK_Nomor_12_KP_I_2023_Tim_Kerja.pdf", "12/KP/I/2023"),
        ("SK No. 12 Tim.pdf", "12"),
        ("No 1 Undangan.pdf", ""),  # counts the files
        ("01 Undangan.pdf", ""),
        ("Notula_12_Januari_2023.pdf", ""),
        ("27_01_2023.pdf", ""),
        ("LAPORAN_2_TRIWULAN_2023.pdf", ""),
        ("Laporan_2_Triwulan_2023.pdf", ""),
        ("IMG_20230127_101500.jpg", ""),
        ("SK Tim 2023.pdf", ""),
        ("Nopember 2023.pdf", ""),
    ],
)
def test_nomor(nama, nomor):
    assert coba(nama).nomor == nomor


@pytest.mark.parametrize(
    ("nama", "judul"),
    [
        ("2023-01-27 SK_Tim_Kerja.pdf", "SK Tim Kerja"),
        ("Notula rapat tanggal 27 Januari 2023.docx", "Notula rapat"),
        ("B-123_KP.01_2023 Undangan rapat (2).pdf", "Undangan rapat"),
        ("SK No 12 Tahun 2023 tentang Tim Kerja ZI.pdf", "SK tentang Tim Kerja ZI"),
        ("Undangan 3 Februari 2031.pdf", "Undangan 3 Februari 2031"),
        ("IMG_20230127_101500.jpg", "Bukti rapat"),
        ("WhatsApp Image 2023-01-27 at 10.05.12.jpeg", "Bukti rapat"),
        ("scan0001.pdf", "Bukti rapat"),
        ("image.png", "Bukti rapat"),
        ("27-01-2023.pdf", "Bukti rapat"),
    ],
)
def test_judul(nama, judul):
    assert coba(nama).judul == judul


def test_nama_kamera_tanpa_kata_syarat_tetap_berjudul():
    assert coba("IMG_1.jpg", syarat="").judul == "IMG 1"
    assert coba("", syarat="").judul == "Tanpa nama"
    assert coba("IMG_1.jpg", syarat="kata " * 200).judul.endswith("kata …")


@pytest.mark.parametrize(
    ("nama", "jenis", "kode"),
    [
        ("SK Tim Kerja.pdf", ["notula"], "notula"),  # the only kind asked for wins
        ("apa saja.pdf", ["sk"], "sk"),
        ("undangan rapat.pdf", RAPAT, "undangan"),
        ("2023-01-27_Notulen.pdf", RAPAT, "notula"),
        ("Rapat tim, absensi.pdf", RAPAT, "daftar_hadir"),
        ("scan daftar hadir.pdf", RAPAT, "daftar_hadir"),
        ("Rapat-tim-notula-final.pdf", RAPAT, "notula"),
        ("Undangan dan notula.pdf", RAPAT, ""),
        ("Undangan dan laporan.pdf", RAPAT, "undangan"),  # of two the one that is asked for
        ("SK Tim.pdf", RAPAT, "sk"),
        ("apa saja.pdf", RAPAT, ""),
        ("Screenshot 2023-01-27.png", RAPAT, "tangkap_layar"),
        ("apa saja.pdf", [], ""),
    ],
)
def test_jenis(nama, jenis, kode):
    assert coba(nama, jenis=jenis).jenis == kode


def test_jenis_dari_kata_syarat():
    assert coba("apa saja.pdf", syarat="SK Tim Kerja", jenis=[]).jenis == "sk"


def test_tanggal_potret():
    assert coba("IMG_1.jpg", dipotret=D).tanggal == D
    assert coba("Rapat tim.jpg", dipotret=D).tanggal == D
    assert coba("Rapat 3 Januari 2023.jpg", dipotret=D).tanggal == date(2023, 1, 3)
    assert coba("Rapat 3 Januari 2023 dan 4 Januari 2023.jpg", dipotret=D).tanggal is None
    assert coba("IMG_1.jpg", dipotret=date(2031, 1, 1)).tanggal is None
    assert coba("IMG_1.jpg", dipotret=date(1980, 1, 1)).tanggal is None


def test_kertas_yang_dipotret_hari_ini_tidak_bertanggal_hari_ini():
    """The day of filing is not that of the document; a picture of an event is of its day."""
    assert coba("IMG_20261121_101500.jpg", jenis=["sk"]).tanggal is None
    assert coba("IMG_1.jpg", jenis=["sk"], dipotret=KINI).tanggal is None
    assert coba("IMG_20261121_101500.jpg", jenis=["dokumentasi"]).tanggal == KINI
    assert coba("SK Tim 21 November 2026.pdf", jenis=["sk"]).tanggal == KINI


POTONG = st.sampled_from(
    [*"-_. /()0123456789", "2023", "27", "Januari", "No", "Nomor ", "Tahun", "SK", "W21.PK", "IMG", "²", "٣"]
)


@given(
    nama=st.one_of(st.text(max_size=200), st.lists(POTONG, max_size=60).map("".join)),
    syarat=st.text(max_size=300),
    jenis=st.lists(st.sampled_from(["sk", "notula", "foto"]), max_size=3),
    dipotret=st.none() | st.dates(),
)
def test_tidak_pernah_gagal_dan_muat_di_kolomnya(nama, syarat, jenis, dipotret):
    hasil = coba(nama, syarat, jenis, dipotret)
    assert 0 < len(hasil.judul) <= JUDUL_MAKS
    assert len(hasil.nomor) <= NOMOR_MAKS
    assert hasil.tanggal is None or date(TAHUN_AWAL, 1, 1) <= hasil.tanggal <= KINI


@given(hari=st.dates(min_value=date(2000, 1, 1), max_value=KINI))
def test_setiap_tanggal_terbaca_kembali(hari):
    assert coba(f"{hari:%Y-%m-%d} notula.pdf").tanggal == hari
    assert coba(f"notula {hari:%d-%m-%Y}.pdf").tanggal == hari
