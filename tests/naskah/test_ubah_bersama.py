"""Two people at one row, and who may not."""

import pytest

from tests.naskah.bantu import HTMX, alamat, segarkan, sup, urut
from tests.pabrik import BarisFactory, TabelFactory, orang
from zi.bukti.models import SyaratBukti
from zi.common.versi import simpan_versi
from zi.jadwal.services import tambah_jadwal
from zi.rencana.models import BarisRencana, RencanaKerja
from zi.rencana.services import hapus

pytestmark = pytest.mark.django_db


# --- two people


def test_orang_kedua_melihat_kedua_versi_baris(dunia, ketua, isian, ubah, client):
    milik_saya = isian(ketua.get(ubah), **{"baris-uraian": "Isian saya", "isi-aksi": "Aksi saya"})
    ketua.post(ubah, isian(ketua.get(ubah), **{"baris-uraian": "Isian orang lain"}))
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    bandingan = sup(jawab).select_one(".bandingan").text
    assert all(x in bandingan for x in ("Isian orang lain", "Isian saya", "Penyusunan Tim Kerja"))
    assert "Ketua Contoh" in sup(jawab).select_one(".alert-warning h2").text
    assert sup(jawab).select_one("[name=baris-pilih][checked]")["value"] == "saya"
    segarkan(dunia.baris)
    assert (dunia.baris.uraian, dunia.baris.aksi.count()) == ("Isian orang lain", 2)
    assert sup(jawab).select_one("[name=baris-uraian]").text.strip() == "Isian saya"
    ketua.post(ubah, isian(jawab))
    segarkan(dunia.baris)
    assert (dunia.baris.uraian, dunia.baris.aksi.count()) == ("Isian saya", 3)


def test_pakai_yang_tersimpan(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{"baris-uraian": "Isian saya", "isi-aksi": "Aksi saya"})
    ketua.post(ubah, isian(ketua.get(ubah), **{"baris-uraian": "Isian orang lain"}))
    jawab = ketua.post(ubah, milik_saya, headers=HTMX)
    ketua.post(ubah, isian(jawab, **{"baris-pilih": "tersimpan"}))
    segarkan(dunia.baris)
    assert (dunia.baris.uraian, dunia.baris.aksi.last().teks) == ("Isian orang lain", "Aksi saya")


@pytest.mark.parametrize("kelompok", ["aksi", "jadwal", "syarat"])
def test_orang_kedua_melihat_kedua_versi_butir(dunia, ketua, isian, ubah, kelompok):
    objek = {"aksi": dunia.aksi[0], "jadwal": dunia.jadwal, "syarat": dunia.syarat}[kelompok]
    kunci, semula = f"{kelompok}-{objek.pk}-teks", objek.teks
    milik_saya = isian(ketua.get(ubah), **{kunci: "3 Maret 2023"})
    ketua.post(ubah, isian(ketua.get(ubah), **{kunci: "4 April 2023"}))
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    bandingan = sup(jawab).select_one(".bandingan").text
    assert all(x in bandingan for x in ("3 Maret 2023", "4 April 2023", semula))
    ketua.post(ubah, isian(jawab))
    segarkan(objek)
    assert objek.teks == "3 Maret 2023"


def test_pasangan_yang_diubah_dua_orang(dunia, ketua, isian, ubah):
    kunci = f"jadwal-{dunia.jadwal.pk}-aksi"
    a, b = (str(x.pk) for x in dunia.aksi)
    milik_saya = isian(ketua.get(ubah), **{kunci: [a, b]})
    ketua.post(ubah, isian(ketua.get(ubah), **{kunci: [b]}))
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    assert "b. Membentuk tim" in sup(jawab).select_one(".bandingan").text
    assert [x.label for x in dunia.jadwal.aksi.all()] == ["b."]
    ketua.post(ubah, isian(jawab))
    assert dunia.jadwal.aksi.count() == 2


def test_usulan_yang_sudah_diputus_orang_lain(dunia, ketua, isian, ubah):
    (jadwal,) = tambah_jadwal(dunia.baris, "8 Februari 2022", oleh=dunia.ketua)
    kunci = f"jadwal-{jadwal.pk}-usulan"
    milik_saya = isian(ketua.get(ubah), **{kunci: "terima"})
    ketua.post(ubah, isian(ketua.get(ubah), **{kunci: "tolak"}))
    ketua.post(ubah, milik_saya)
    segarkan(jadwal)
    assert (jadwal.status_koreksi, jadwal.mulai.year) == ("ditolak", 2022)


def test_dua_orang_mengubah_bagian_berbeda_tidak_bentrok(dunia, ketua, isian, ubah):
    a, b = dunia.aksi
    milik_saya = isian(ketua.get(ubah), **{f"aksi-{a.pk}-teks": "Punya saya", "baris-no_tertulis": "9."})
    ketua.post(ubah, isian(ketua.get(ubah), **{f"aksi-{b.pk}-teks": "Punya dia", "baris-uraian": "Uraian dia"}))
    assert ketua.post(ubah, milik_saya).status_code == 302
    segarkan(dunia.baris, a, b)
    assert (a.teks, b.teks) == ("Punya saya", "Punya dia")
    assert (dunia.baris.no_tertulis, dunia.baris.uraian) == ("9.", "Uraian dia")


def test_baris_yang_dihapus_orang_lain_menyimpan_isian_saya(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{"baris-uraian": "Isian saya"})
    hapus(BarisRencana.objects.get(pk=dunia.baris.pk), 1, oleh=dunia.ketua)
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    assert "Baris ini dihapus Ketua Contoh" in jawab.text
    assert sup(jawab).select_one("[name=baris-uraian]").text.strip() == "Isian saya"
    segarkan(dunia.baris)
    assert dunia.baris.dihapus_pada
    ketua.post(ubah, isian(jawab))
    segarkan(dunia.baris)
    assert (dunia.baris.dihapus_pada, dunia.baris.uraian) == (None, "Isian saya")


def test_butir_yang_dihapus_orang_lain_menyimpan_isian_saya(dunia, ketua, isian, ubah):
    a = dunia.aksi[0]
    milik_saya = isian(ketua.get(ubah), **{f"aksi-{a.pk}-teks": "Isian saya"})
    hapus(a, 1, oleh=dunia.ketua)
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    segarkan(a)
    assert a.dihapus_pada
    ketua.post(ubah, isian(jawab))
    segarkan(a)
    assert (a.dihapus_pada, a.teks) == (None, "Isian saya")


def test_butir_terhapus_yang_tidak_saya_ubah_tidak_mengganggu(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{"baris-uraian": "Isian saya"})
    hapus(dunia.aksi[0], 1, oleh=dunia.ketua)
    assert ketua.post(ubah, milik_saya).status_code == 302
    segarkan(dunia.aksi[0])
    assert dunia.aksi[0].dihapus_pada


def test_hapus_butir_yang_baru_diubah_orang_lain(dunia, ketua, isian, ubah):
    a = dunia.aksi[0]
    milik_saya = isian(ketua.get(ubah), lalu=f"hapus-aksi-{a.pk}")
    ketua.post(ubah, isian(ketua.get(ubah), **{f"aksi-{a.pk}-teks": "Diubah orang lain"}))
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    segarkan(a)
    assert (a.dihapus_pada, a.teks) == (None, "Diubah orang lain")
    assert "Diubah orang lain" in jawab.text


def test_hapus_baris_yang_baru_diubah_orang_lain(dunia, ketua, isian, ubah):
    ketua.post(ubah, isian(ketua.get(ubah), **{"baris-uraian": "Diubah orang lain"}))
    jawab = ketua.post(alamat("baris_hapus", dunia.baris), {"baris-versi": "1"})
    assert jawab.status_code == 409
    assert "Baca dulu sebelum menghapusnya" in jawab.text
    assert "Diubah orang lain" in jawab.text
    segarkan(dunia.baris)
    assert dunia.baris.dihapus_pada is None


def test_geser_baris_yang_baru_digeser_orang_lain(dunia, ketua, isian, ubah):
    for n in (2, 3):
        BarisFactory(tabel=dunia.tabel[0], urutan=n, uraian=str(n))
    milik_saya = isian(ketua.get(ubah), lalu="turun")
    ketua.post(ubah, isian(ketua.get(ubah), lalu="turun"))
    assert ketua.post(ubah, milik_saya).status_code == 409
    assert urut(dunia.area[0].baris) == ["2", "Penyusunan Tim Kerja", "3"]


def test_pindah_baris_yang_baru_dipindah_orang_lain(dunia, ketua, isian, ubah):
    ketiga = TabelFactory(area__rencana=dunia.rencana).area
    milik_saya = isian(ketua.get(ubah), lalu="pindah", area_tujuan=str(ketiga.pk))
    ketua.post(ubah, isian(ketua.get(ubah), lalu="pindah", area_tujuan=str(dunia.area[1].pk)))
    assert ketua.post(ubah, milik_saya).status_code == 409
    segarkan(dunia.baris)
    assert dunia.baris.area == dunia.area[1]


def test_geser_tetap_bisa_setelah_teksnya_diubah_orang_lain(dunia, ketua, isian, ubah):
    BarisFactory(tabel=dunia.tabel[0], urutan=2, uraian="Kedua")
    milik_saya = isian(ketua.get(ubah), lalu="turun")
    simpan_versi(dunia.baris, 1, uraian="Diubah orang lain")
    assert ketua.post(ubah, milik_saya).status_code == 302
    assert urut(dunia.area[0].baris) == ["Kedua", "Diubah orang lain"]


def test_butir_baru_dari_orang_lain_ikut_tampil(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{"baris-uraian": ""})
    SyaratBukti.objects.create(baris=dunia.baris, teks="Tambahan orang lain", urutan=2)
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 422
    assert "Tambahan orang lain" in jawab.text


# --- locks and rights


def test_terkunci_di_tengah_jalan_menyimpan_isian_di_halaman(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{"baris-uraian": "Isian saya"})
    waktu = dunia.rencana.created_at
    RencanaKerja.objects.update(status="diajukan", diajukan_oleh=dunia.ketua, diajukan_pada=waktu)
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    assert "ketua tim dapat menariknya kembali" in jawab.text
    assert sup(jawab).select_one("[name=baris-uraian]").text.strip() == "Isian saya"
    segarkan(dunia.baris)
    assert dunia.baris.uraian == "Penyusunan Tim Kerja"


def test_mengubah_rencana_disetujui_membuat_draf(dunia, ketua, isian, ubah):
    waktu = dunia.rencana.created_at
    RencanaKerja.objects.update(status="disetujui", diajukan_oleh=dunia.ketua, diajukan_pada=waktu)
    halaman = ketua.get(ubah)
    assert "menjadikannya draf berikutnya" in halaman.text
    ketua.post(ubah, isian(halaman, **{"baris-uraian": "Baru"}))
    assert RencanaKerja.objects.get().status == "draf"
    assert "menjadikannya draf berikutnya" not in ketua.get(ubah).text


@pytest.mark.parametrize("peran", ["anggota", "kepala", "admin_satker", "admin_pusat"])
def test_peran_lain_tidak_menyimpan(dunia, client, isian, ubah, peran):
    client.force_login(dunia.ketua)
    data = isian(client.get(ubah), **{"baris-uraian": "Dibajak"})
    client.force_login(dunia.orang[peran])
    assert client.post(ubah, data).status_code == 409
    segarkan(dunia.baris)
    assert dunia.baris.uraian == "Penyusunan Tim Kerja"
    assert not sup(client.get(ubah)).select(".bilah-simpan .btn-primary")


def test_koordinator_hanya_di_areanya(dunia, client, isian, ubah):
    lain = orang(dunia.satker, "koordinator", area="TL")
    for pelaku, uraian in ((dunia.orang["koordinator"], "Oleh MP"), (lain, "Oleh TL")):
        client.force_login(dunia.ketua)
        data = isian(client.get(ubah), **{"baris-uraian": uraian})
        client.force_login(pelaku)
        client.post(ubah, data)
    segarkan(dunia.baris)
    assert dunia.baris.uraian == "Oleh MP"
