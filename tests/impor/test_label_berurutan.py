"""Labels that only the lines together can tell, pairs that a person must judge, and texts that stay whole."""

import pytest
from django.core.management import CommandError, call_command

from zi.impor.cocok import RAGU, Baris, cocokkan
from zi.impor.daftar import pisah_daftar, pisah_jadwal
from zi.impor.hasil import JadwalTerbaca
from zi.impor.pratinjau import baca_jadwal

LAIN = "Menyusun pedoman pemilihan agen perubahan\nSK Agen Perubahan"


def teks(butir):
    return [(b.label, b.teks) for b in butir]


def test_nomor_di_depan_bulan_adalah_label_bila_berurutan():
    isi = "1. Februari 2023\n2. Februari 2023\n3. 31 Januari 2023"
    assert [t for _, t in teks(pisah_jadwal(isi))] == ["Februari 2023", "Februari 2023", "31 Januari 2023"]


@pytest.mark.parametrize("isi", ["25. Januari 2023", "1. Februari 2023\n3. Maret 2023", "1. Februari 2023\ntbd"])
def test_nomor_di_depan_bulan_tetap_teks_bila_tidak_berurutan(isi):
    assert isi.split("\n")[0] in [t for _, t in teks(pisah_jadwal(isi))]


def test_label_menempel_pada_huruf_kecil():
    hasil = pisah_daftar("a.surat undangan rapat\nb.daftar hadir rapat").butir
    assert teks(hasil) == [("a.", "surat undangan rapat"), ("b.", "daftar hadir rapat")]


def test_angka_ribuan_bukan_label():
    assert teks(pisah_daftar("1.000 lembar\n2.000 lembar").butir) == [("", "1.000 lembar"), ("", "2.000 lembar")]


def test_huruf_o_sebagai_bulet_word():
    assert teks(pisah_daftar("o Undangan\no  Notula").butir) == [("", "Undangan"), ("", "Notula")]
    assert teks(pisah_daftar("o Undangan\nNotula").butir)[0] == ("", "o Undangan")


def test_uraian_lain_di_atas_isi_yang_sama_ditanyakan():
    ada = [Baris("", "I", 1, "Perubahan pola pikir dan budaya kerja", LAIN)]
    baru = [Baris("", "I", 1, "Budaya pegawai yang lebih baik", LAIN)]
    assert [(j.ada, j.ragu) for j in cocokkan(ada, baru)] == [(0, True)]
    assert cocokkan([Baris("", "I", 1, ada[0].uraian, "SK")], [Baris("", "I", 1, baru[0].uraian, "SK")])[0].ada is None
    assert RAGU < 1


def test_jadwal_yang_sudah_satu_tidak_dipecah_lagi():
    satu = JadwalTerbaca("TW 1; TW 2")
    assert [j.teks for j in baca_jadwal(satu, (2023, 2023))] == ["TW 1", "TW 2"]
    utuh = baca_jadwal(satu, (2023, 2023), utuh=True)
    assert [(j.teks, j.nilai["terbaca"]) for j in utuh] == [("TW 1; TW 2", False)]


@pytest.mark.django_db
@pytest.mark.parametrize("tahun", ["99999", "0"])
def test_tahun_mustahil_ditolak(tahun, tmp_path):
    from tests.pabrik import SatkerFactory

    satker = SatkerFactory()
    with pytest.raises(CommandError, match="Tahun rencana harus"):
        call_command("impor_rencana", str(tmp_path / "x.xlsx"), f"--satker={satker.kode}", f"--tahun={tahun}")
