"""Evidence of an area as a whole, and recipes where requirements are written."""

import pytest
from django.utils import timezone

from tests.naskah.bantu import HTMX, alamat, segarkan, urut
from zi.bukti.models import Resep, SyaratBukti
from zi.rencana.enums import StatusRencana
from zi.rencana.models import RencanaKerja


@pytest.fixture
def rapat(dunia):
    return Resep.objects.get(nama="Rapat")


def test_tambah_ubah_hapus_pulihkan(dunia, ketua, isian):
    area = dunia.area[0]
    jawab = ketua.post(alamat("bukti_area_baru", area), {"teks": "1. SK Tim (2 Januari 2023)\nNotula"}, follow=True)
    assert "Bukti fisik pengungkit ini</h3>" in jawab.text
    satu = area.syarat.get(label="1.")
    assert (satu.jenis, str(satu.tanggal)) == (["sk"], "2023-01-02")
    ubah = alamat("bukti_area_ubah", satu)
    ketua.post(ubah, isian(ketua.get(ubah), "form.kartu", teks="Pedoman tim", jenis=["pedoman"]))
    segarkan(satu)
    assert (satu.teks, satu.jenis, satu.tanggal) == ("Pedoman tim", ["pedoman"], None)
    jawab = ketua.post(alamat("bukti_area_hapus", satu), {"versi": satu.versi}, follow=True)
    assert urut(area.syarat) == ["Notula"]
    assert "Bukti fisik dihapus: Pedoman tim" in jawab.text
    ketua.post(f"/rencana/pulihkan/syarat_area/{satu.pk}/")
    assert urut(area.syarat) == ["Pedoman tim", "Notula"]


def test_versi_lama_ditunjukkan_berdampingan(dunia, ketua, isian):
    satu = SyaratBukti.objects.create(area=dunia.area[0], teks="SK Tim")
    ubah = alamat("bukti_area_ubah", satu)
    lama = isian(ketua.get(ubah), "form.kartu", teks="Isian saya")
    ketua.post(ubah, isian(ketua.get(ubah), "form.kartu", teks="Isian lain"))
    jawab = ketua.post(ubah, lama)
    assert jawab.status_code == 409
    assert "Isian lain" in jawab.text
    jawab = ketua.post(alamat("bukti_area_hapus", satu), {"versi": 1}, follow=True)
    assert "Baru saja diubah orang lain" in jawab.text
    assert urut(dunia.area[0].syarat) == ["Isian lain"]


@pytest.mark.parametrize(
    ("kirim", "kata"),
    [({}, "pilih resep"), ({"teks": " \n "}, "pilih resep"), ({"resep": "999999"}, "tidak ada lagi")],
)
def test_isian_kosong_dan_resep_asing(dunia, ketua, kirim, kata):
    jawab = ketua.post(alamat("bukti_area_baru", dunia.area[0]), {"csrf": "x", **kirim})
    assert jawab.status_code == 422
    assert kata in jawab.text
    assert not dunia.area[0].syarat.exists()


def test_resep_di_area(dunia, ketua, rapat):
    url = alamat("bukti_area_baru", dunia.area[0])
    ketua.post(url, {"teks": "", "resep": rapat.pk})
    assert urut(dunia.area[0].syarat) == ["Undangan", "Daftar hadir", "Notula", "Dokumentasi kegiatan"]
    assert "sudah diminta di sini" in ketua.post(url, {"resep": rapat.pk}, follow=True).text
    assert dunia.area[0].syarat.count() == 4


def test_resep_di_editor_baris(dunia, ketua, isian, ubah, rapat):
    data = isian(ketua.get(ubah), **{"isi-syarat": "Notula rapat", "isi-resep": str(rapat.pk)})
    jawab = ketua.post(ubah, data, headers=HTMX)
    assert "Sudah diminta sebelumnya: Notula." in jawab.text
    teks = ["SK Tim Kerja", "Notula rapat", "Undangan", "Daftar hadir", "Dokumentasi kegiatan"]
    assert urut(dunia.baris.syarat) == teks
    assert all(f'value="hapus-syarat-{s.pk}"' in jawab.text for s in dunia.baris.syarat.all())
    jawab = ketua.post(ubah, isian(ketua.get(ubah), **{"isi-resep": str(rapat.pk)}), follow=True)
    assert "sudah diminta di sini" in jawab.text
    assert urut(dunia.baris.syarat) == teks


def test_resep_asing_di_editor_baris_tidak_menyimpan_apa_pun(dunia, ketua, isian, ubah):
    asing = Resep.objects.create(satker=dunia.orang["satker_lain"].peran.get().satker, nama="Rahasia")
    halaman = ketua.get(ubah)
    assert "Rahasia" not in halaman.text
    jawab = ketua.post(ubah, isian(halaman, **{"isi-resep": str(asing.pk), "baris-uraian": "Baru"}))
    assert jawab.status_code == 422
    segarkan(dunia.baris)
    assert dunia.baris.uraian != "Baru"


def test_resep_di_baris_baru(dunia, ketua, rapat):
    url = alamat("baris_baru", dunia.area[0])
    assert "Rapat: Undangan" in ketua.get(url).text
    ketua.post(url, {"uraian": "Rapat tim", "resep": rapat.pk})
    baru = dunia.tabel[0].baris.get(uraian="Rapat tim")
    assert len(urut(baru.syarat)) == 4


def test_rencana_diajukan_terkunci(dunia, ketua, rapat):
    satu = SyaratBukti.objects.create(area=dunia.area[0], teks="SK Tim")
    isian = {"status": StatusRencana.DIAJUKAN, "diajukan_pada": timezone.now(), "diajukan_oleh": dunia.ketua}
    RencanaKerja.objects.filter(pk=dunia.rencana.pk).update(**isian)
    for url, kirim in (
        (alamat("bukti_area_baru", dunia.area[0]), {"teks": "X", "resep": rapat.pk}),
        (alamat("bukti_area_hapus", satu), {"versi": 1}),
    ):
        assert "diajukan" in ketua.post(url, kirim, follow=True).text
    assert urut(dunia.area[0].syarat) == ["SK Tim"]


def test_empat_orang(dunia, client, rapat):
    satu = SyaratBukti.objects.create(area=dunia.area[0], teks="SK Tim")
    baru, ubah = alamat("bukti_area_baru", dunia.area[0]), alamat("bukti_area_ubah", satu)
    for peran in ("anggota", "kepala"):
        client.force_login(dunia.orang[peran])
        assert 'name="teks"' not in client.get(baru).text + client.get(ubah).text
        client.post(baru, {"teks": "X", "resep": rapat.pk})
        client.post(alamat("bukti_area_hapus", satu), {"versi": 1})
    for peran in ("satker_lain", "evaluator"):
        client.force_login(dunia.orang[peran])
        assert {client.get(u).status_code for u in (baru, ubah)} == {404}
        assert client.post(baru, {"teks": "X"}).status_code == 404
    assert urut(dunia.area[0].syarat) == ["SK Tim"]
    client.force_login(dunia.orang["koordinator"])
    client.post(baru, {"teks": "Notula"})
    assert urut(dunia.area[0].syarat) == ["SK Tim", "Notula"]
    assert 'name="teks"' not in client.get(alamat("bukti_area_baru", dunia.area[1])).text
