"""Typed words become schedules; people decide on proposals and pairings."""

import datetime

import pytest

from tests.pabrik import AksiFactory, BarisFactory, TabelFactory, orang
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.jadwal import services
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import nilai_jadwal
from zi.jadwal.tampil import tulis

H = datetime.date


def nilai(teks):
    return nilai_jadwal(teks, tahun_mulai=2023, tahun_selesai=2023)


def test_contoh_dengan_bacaannya():
    (satu,) = nilai("26 Januari–Juni 2023")
    assert (satu["teks"], satu["mulai"], satu["selesai"]) == ("26 Januari–Juni 2023", H(2023, 1, 26), H(2023, 6, 30))
    assert satu["terbaca"]
    assert tulis(Jadwal(**satu)) == "26 Jan 2023 – 30 Jun 2023"


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("25 Januari 2023 27 Januari 2023", ["25 Januari 2023", "27 Januari 2023"]),
        ("25 Januari 2023; tbd; 3 Maret 2023", ["25 Januari 2023", "tbd", "3 Maret 2023"]),
        ("25 Januari 2023 (pagi), 3 Maret 2023 di aula", ["25 Januari 2023 (pagi)", "3 Maret 2023 di aula"]),
        ("25, 27 Januari 2023", ["25 Januari 2023", "27 Januari 2023"]),
        ("Rapat 25 Januari 2023 dan setiap bulan", ["Rapat 25 Januari 2023", "setiap bulan"]),
        ("tbd", ["tbd"]),
        ("30 Februari 2024", ["30 Februari 2024"]),
        ("", []),
        (" – ", []),
    ],
)
def test_tiap_kata_tetap_ada(teks, harapan):
    assert [x["teks"] for x in nilai(teks)] == harapan


def test_yang_tak_terbaca_disimpan_dengan_peringatan():
    satu, dua, tiga = nilai("25 Januari 2023; tbd; 3 Maret 2023")
    assert [x["terbaca"] for x in (satu, dua, tiga)] == [True, False, True]
    assert [p["kode"] for p in dua["peringatan"]] == ["BELUM_TERBACA"]
    assert not satu["peringatan"]
    assert (dua["jenis"], dua["mulai"]) == ("", None)


def test_tanggal_yang_berbagi_bulan_menyimpan_tulisan_asli():
    assert nilai("25, 27 Januari 2023")[0]["teks_tertulis"] == "25, 27 Januari 2023"


def test_teks_sangat_panjang_dipotong_dan_disimpan_utuh():
    panjang = "3 Maret 2023 " + "di aula " * 60
    (satu,) = nilai(panjang)
    assert len(satu["teks"]) == 300
    assert satu["teks_tertulis"] == panjang


@pytest.mark.parametrize(
    ("teks", "bacaan"),
    [
        ("25 Januari 2023", "25 Jan 2023"),
        ("Februari 2023", "1 Feb 2023 – 28 Feb 2023"),
        ("April dan Juli 2023", "Apr 2023, Jul 2023"),
        ("setiap tanggal 5", "Setiap bulan, 5 Jan 2023 – 5 Des 2023"),
        ("secara berkala", "Berkala, tanggalnya belum ditentukan"),
        ("tbd", "Belum terbaca"),
    ],
)
def test_bacaan_dalam_kata(teks, bacaan):
    assert tulis(Jadwal(**nilai(teks)[0])) == bacaan


# --- stored


@pytest.fixture
def baris(db):
    return BarisFactory()


@pytest.fixture
def ketua(baris):
    return orang(baris.tabel.rencana.satker, "ketua_tim")


def isi(baris):
    return [x.teks for x in baris.jadwal.hidup()]


def test_satu_baris_satu_jadwal_berlabel_dipasangkan(baris, ketua):
    a, b = AksiFactory(baris=baris, label="a."), AksiFactory(baris=baris, label="b.")
    services.tambah_jadwal(baris, "b. 27 Januari 2023\n• Februari 2023\n\na) 25 Januari 2023", oleh=ketua)
    assert [(x.teks, list(x.aksi.all()), x.urutan) for x in baris.jadwal.all()] == [
        ("27 Januari 2023", [b], 1),
        ("Februari 2023", [], 2),
        ("25 Januari 2023", [a], 3),
    ]


def test_tahun_tabel_dipakai(ketua, baris):
    rencana = baris.tabel.rencana
    rencana.tahun_selesai = 2025
    rencana.save()
    tabel = TabelFactory(area=baris.area, tahun=2025)
    (jadwal,) = services.tambah_jadwal(BarisFactory(tabel=tabel), "3 Maret", oleh=ketua)
    assert jadwal.mulai == H(2025, 3, 3)


def test_ubah_membaca_ulang_dan_menyisipkan_yang_lain(baris, ketua):
    aksi = AksiFactory(baris=baris)
    pertama, _ = services.tambah_jadwal(baris, "25 Januari 2023\nMaret 2023", oleh=ketua)
    services.pasangkan(pertama, 1, [aksi.pk], oleh=ketua)
    services.ubah_jadwal(pertama, 2, oleh=ketua, teks="26 Januari 2023 dan 3 Februari 2023")
    assert isi(baris) == ["26 Januari 2023", "3 Februari 2023", "Maret 2023"]
    assert [list(x.aksi.all()) for x in baris.jadwal.all()] == [[aksi], [aksi], []]


def test_ubah_menjadi_tak_terbaca_menghapus_bacaan(baris, ketua):
    (jadwal,) = services.tambah_jadwal(baris, "25 Januari 2023", oleh=ketua)
    services.ubah_jadwal(jadwal, 1, oleh=ketua, teks="tbd")
    jadwal.refresh_from_db()
    assert (jadwal.teks, jadwal.terbaca, jadwal.mulai, jadwal.jenis) == ("tbd", False, None, "")


def test_ubah_menjadi_kosong_ditolak(baris, ketua):
    (jadwal,) = services.tambah_jadwal(baris, "25 Januari 2023", oleh=ketua)
    with pytest.raises(GalatDomain, match="tidak boleh kosong"):
        services.ubah_jadwal(jadwal, 1, oleh=ketua, teks="-")


def test_pasangan_hanya_aksi_baris_ini(baris, ketua):
    aksi, asing = AksiFactory(baris=baris), AksiFactory()
    (jadwal,) = services.tambah_jadwal(baris, "25 Januari 2023", oleh=ketua)
    services.pasangkan(jadwal, 1, [aksi.pk, asing.pk], oleh=ketua)
    assert list(jadwal.aksi.all()) == [aksi]
    with pytest.raises(SudahBerubah):
        services.pasangkan(jadwal, 1, [], oleh=ketua)
    services.pasangkan(jadwal, 2, [], oleh=ketua)
    assert not jadwal.aksi.exists()


def test_usulan_hanya_berlaku_setelah_diterima(baris, ketua):
    (jadwal,) = services.tambah_jadwal(baris, "8 Februari 2022", oleh=ketua)
    assert (jadwal.mulai, jadwal.status_koreksi) == (H(2022, 2, 8), "diusulkan")
    services.putuskan_usulan(jadwal, 1, terima=True, oleh=ketua)
    services.putuskan_usulan(jadwal, 1, terima=True, oleh=ketua)
    jadwal.refresh_from_db()
    assert (jadwal.teks, jadwal.mulai, jadwal.selesai) == ("8 Februari 2022", H(2023, 2, 8), H(2023, 2, 8))
    assert (jadwal.status_koreksi, jadwal.versi) == ("diterima", 2)
    with pytest.raises(GalatDomain, match="tidak mempunyai usulan"):
        services.putuskan_usulan(jadwal, 2, terima=False, oleh=ketua)


def test_usulan_ditolak_membiarkan_bacaan(baris, ketua):
    (jadwal,) = services.tambah_jadwal(baris, "Bulan April, Juli, November 2022 dan Januari 2024", oleh=ketua)
    services.putuskan_usulan(jadwal, 1, terima=False, oleh=ketua)
    assert (jadwal.bulan[0], jadwal.status_koreksi) == ("2022-04", "ditolak")


def test_anggota_dan_area_lain_ditolak(baris):
    satker = baris.tabel.rencana.satker
    for pelaku in (orang(satker, "anggota", area=baris.area.kode), orang(satker, "koordinator", area="XX")):
        with pytest.raises(TidakBerhak):
            services.tambah_jadwal(baris, "25 Januari 2023", oleh=pelaku)


def test_tabel_yang_mencakup_tahun_sebelum_rencana(baris):
    """004 A covers 2015–2019: a date of 2018 is no contradiction there."""
    from zi.jadwal.services import baca_untuk

    baris.tabel.tahun = baris.tabel.rencana.tahun_mulai
    kode = [p["kode"] for p in baca_untuk(baris, "06 April 2018")[0]["peringatan"]]
    baris.tabel.tahun_tercakup = [2015, 2018]
    assert (bool(kode), baca_untuk(baris, "06 April 2018")[0]["peringatan"]) == (True, [])
