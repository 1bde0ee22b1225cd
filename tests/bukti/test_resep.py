"""Recipes: who writes them, and asking for all kinds of one at a row, an area, a question."""

import pytest
from django.utils import timezone

from tests.pabrik import AreaFactory, BarisFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.acuan import muat_jenis_bukti
from zi.bukti.models import JenisBukti, Resep, SyaratBukti
from zi.bukti.resep.queries import tanda
from zi.bukti.resep.services import (
    buat_resep,
    hapus_resep,
    terapkan_resep,
    terapkan_resep_tanya,
    ubah_resep,
)
from zi.bukti.services_syarat import tambah_syarat
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul
from zi.rencana.enums import StatusRencana
from zi.rencana.label import Butir
from zi.rencana.models import RencanaKerja
from zi.rencana.services import hapus

pytestmark = pytest.mark.django_db


@pytest.fixture
def baris():
    muat_jenis_bukti()
    baku = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
    return BarisFactory(tabel=TabelFactory(area=AreaFactory(area_baku=baku)))


@pytest.fixture
def satker(baris):
    return baris.tabel.rencana.satker


@pytest.fixture
def ketua(satker):
    return orang(satker, "ketua_tim")


@pytest.fixture
def rapat(baris):
    return Resep.objects.get(nama="Rapat", satker=None)


def jenis(*kode):
    return JenisBukti.objects.filter(kode__in=kode)


def tanya(tipe="YT"):
    """A question of an instrument in force, in area MP."""
    isian = {"judul": "LKE uji", "dasar": "uji", "berlaku_mulai": 2022, "nilai_maksimum": 100}
    instrumen = Instrumen.objects.create(kode="uji", tipe_jawaban={"YT": {"nama": "Ya/Tidak"}}, **isian)
    simpul = Simpul.objects.create(
        instrumen=instrumen,
        kode="A",
        nama="Manajemen",
        area=AreaBaku.objects.get(kode="MP"),
        urutan=1,
        bobot=1,
        cara="rata_rata_kali_bobot",
    )
    return Pertanyaan.objects.create(instrumen=instrumen, simpul=simpul, kode="A.a", teks="Tim", tipe=tipe, urutan=1)


def teks(tempat):
    return [s.teks for s in tempat.syarat.hidup().order_by("urutan")]


def test_resep_bawaan_seperti_diminta(rapat):
    isi = {r.nama: {j.kode for j in r.jenis.all()} for r in Resep.objects.all()}
    assert isi["Rapat"] == {"undangan", "daftar_hadir", "notula", "dokumentasi"}
    assert isi["Pembentukan tim"] == {"mekanisme", "notula", "sk"}


def test_pemuatan_ulang_membetulkan_resep_bersama_bukan_milik_satker(rapat, satker, ketua):
    milik = buat_resep(satker, "Rapat", jenis("sk"), oleh=ketua)
    rapat.jenis.set(jenis("sk"))
    muat_jenis_bukti()
    assert rapat.jenis.count() == 4
    assert [j.kode for j in milik.jenis.all()] == ["sk"]
    assert Resep.objects.filter(nama="Rapat").count() == 2


def test_diterapkan_ke_baris_tanpa_menggandakan(baris, ketua, rapat):
    tambah_syarat(baris, [Butir("1.", "Undangan rapat dan notula")], oleh=ketua)
    hasil = terapkan_resep(rapat, baris, oleh=ketua)
    assert teks(baris) == ["Undangan rapat dan notula", "Daftar hadir", "Dokumentasi kegiatan"]
    assert [(s.label, s.jenis) for s in hasil.baru] == [("2.", ["daftar_hadir"]), ("3.", ["dokumentasi"])]
    assert "Sudah diminta sebelumnya: Undangan, Notula." in hasil.kalimat
    lagi = terapkan_resep(rapat, baris, oleh=ketua)
    assert (lagi.baru, len(lagi.sudah)) == ((), 4)
    assert "sudah diminta di sini" in lagi.kalimat


def test_yang_dihapus_diminta_lagi(baris, ketua, rapat):
    pertama = terapkan_resep(rapat, baris, oleh=ketua).baru[0]
    hapus(pertama, pertama.versi, oleh=ketua)
    assert [s.teks for s in terapkan_resep(rapat, baris, oleh=ketua).baru] == ["Undangan"]


def test_diterapkan_ke_area_dan_pertanyaan(baris, satker, ketua, rapat):
    terapkan_resep(rapat, baris.area, oleh=ketua)
    assert len(teks(baris.area)) == 4
    assert not teks(baris)
    satu = tanya()
    hasil = terapkan_resep_tanya(rapat, satker, 2023, satu, oleh=ketua)
    assert len(hasil.baru) == 4
    assert not terapkan_resep_tanya(rapat, satker, 2023, satu, oleh=ketua).baru
    assert SyaratBukti.objects.filter(satker=satker, tahun=2023, pertanyaan=satu).count() == 4
    with pytest.raises(GalatDomain, match="tidak berlaku untuk tahun 2020"):
        terapkan_resep_tanya(rapat, satker, 2020, satu, oleh=ketua)


def test_resep_yang_tidak_dapat_dipakai(baris, ketua):
    asing = Resep.objects.create(satker=SatkerFactory(), nama="Asing")
    asing.jenis.set(jenis("sk"))
    with pytest.raises(GalatDomain, match="satker lain"):
        terapkan_resep(asing, baris, oleh=ketua)
    with pytest.raises(GalatDomain, match="belum berisi"):
        terapkan_resep(Resep.objects.create(nama="Kosong"), baris, oleh=ketua)
    assert not SyaratBukti.objects.exists()


def test_rencana_yang_diajukan_terkunci(baris, satker, ketua, rapat):
    isian = {"status": StatusRencana.DIAJUKAN, "diajukan_pada": timezone.now(), "diajukan_oleh": ketua}
    RencanaKerja.objects.filter(pk=baris.tabel.rencana_id).update(**isian)
    baris = type(baris).objects.get(pk=baris.pk)
    for tempat in (baris, baris.area):
        with pytest.raises(GalatDomain, match="diajukan"):
            terapkan_resep(rapat, tempat, oleh=ketua)
    assert terapkan_resep_tanya(rapat, satker, 2023, tanya(), oleh=ketua).baru
    assert not SyaratBukti.objects.filter(pertanyaan=None).exists()


def test_hanya_yang_boleh_yang_menerapkan(baris, satker, rapat):
    koordinator = orang(satker, "koordinator", area="MP")
    for lain in (
        orang(satker, "anggota"),
        orang(satker, "koordinator", area="TL"),
        orang(SatkerFactory(), "ketua_tim"),
        orang(satker, "evaluator"),
    ):
        with pytest.raises(TidakBerhak):
            terapkan_resep(rapat, baris, oleh=lain)
    assert len(terapkan_resep(rapat, baris, oleh=koordinator).baru) == 4


# --- the recipes of a unit


def test_halaman_menambah_mengubah_menghapus(client, satker, ketua):
    client.force_login(ketua)
    sk, foto = jenis("sk").get().pk, jenis("foto").get().pk
    client.post("/bukti/resep/baru/", {"nama": " Bimbingan  teknis ", "jenis": [sk]})
    satu = Resep.objects.get(satker=satker)
    assert (satu.nama, [j.kode for j in satu.jenis.all()]) == ("Bimbingan teknis", ["sk"])
    url = f"/bukti/resep/{satu.pk}/"
    lama = tanda(satu)
    client.post(url, {"nama": "Bimtek", "jenis": [sk, foto], "semula": lama})
    satu.refresh_from_db()
    assert (satu.nama, satu.jenis.count()) == ("Bimtek", 2)
    jawab = client.post(url, {"nama": "Tertinggal", "jenis": [sk], "semula": lama})
    assert jawab.status_code == 422
    assert "baru saja diubah orang lain" in jawab.text
    halaman = client.get("/bukti/resep/").text
    assert "Bimtek" in halaman
    assert "Pembentukan tim" in halaman
    client.post(url, {"lalu": "hapus"})
    assert not Resep.objects.filter(satker=satker).exists()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("isian", "kata"),
    [
        ({"nama": "  ", "jenis": ["sk"]}, "nama"),
        ({"nama": "x" * 81, "jenis": ["sk"]}, "80"),
        ({"nama": "Tanpa isi", "jenis": []}, "paling sedikit satu"),
        ({"nama": "Asing", "jenis": ["999999"]}, "999999"),
        ({"nama": "Bukan dokumen", "jenis": ["rapat"]}, "pilihan"),
        ({"nama": "ada", "jenis": ["sk"]}, "sudah mempunyai resep"),
    ],
)
def test_isian_buruk_ditolak_dengan_kalimat(client, satker, ketua, isian, kata):
    buat_resep(satker, "Ada", jenis("sk"), oleh=ketua)
    client.force_login(ketua)
    kode = {j.kode: j.pk for j in JenisBukti.objects.all()}
    kirim = isian | {"jenis": [kode.get(k, k) for k in isian["jenis"]]}
    jawab = client.post("/bukti/resep/baru/", kirim)
    assert jawab.status_code == 422
    assert kata.lower() in jawab.text.lower()
    assert Resep.objects.filter(satker=satker).count() == 1


def test_resep_bersama_dan_milik_lain_tidak_tersentuh(client, satker, ketua, rapat):
    client.force_login(ketua)
    asing = Resep.objects.create(satker=SatkerFactory(), nama="Rahasia")
    for satu in (asing, rapat):
        url = f"/bukti/resep/{satu.pk}/"
        assert client.get(url).status_code == 404
        assert client.post(url, {"lalu": "hapus"}).status_code == 404
    assert "Rahasia" not in client.get("/bukti/resep/").text
    assert "Rahasia" not in client.get(f"/bukti/resep/baru/?dari={asing.pk}").text
    assert "Rapat satker" in client.get(f"/bukti/resep/baru/?dari={rapat.pk}").text
    for buruk in ("x", "9" * 30, "-1"):
        assert client.get(f"/bukti/resep/baru/?dari={buruk}").status_code == 200
    with pytest.raises(GalatDomain, match="Resep bersama"):
        hapus_resep(rapat, oleh=ketua)
    with pytest.raises(TidakBerhak):
        hapus_resep(asing, oleh=ketua)


def test_siapa_mengubah_resep(client, satker, ketua):
    milik = buat_resep(satker, "Milik", jenis("sk"), oleh=ketua)
    for peran, boleh in (
        ("koordinator", True),
        ("admin_satker", True),
        ("anggota", False),
        ("kepala", False),
        ("evaluator", False),
    ):
        user = orang(satker, peran)
        client.force_login(user)
        assert ("Resep baru" in client.get("/bukti/resep/").text) is boleh
        if boleh:
            ubah_resep(milik, tanda(milik), f"Milik {peran}", jenis("sk"), oleh=user)
            milik.refresh_from_db()
        else:
            assert 'name="nama"' not in client.get("/bukti/resep/baru/").text
            with pytest.raises(TidakBerhak):
                ubah_resep(milik, tanda(milik), "X", jenis("sk"), oleh=user)
    hapus_resep(milik, oleh=ketua)
    hapus_resep(milik, oleh=ketua)
    with pytest.raises(SudahBerubah):
        ubah_resep(milik, "", "X", jenis("sk"), oleh=ketua)


def test_jumlah_kueri_daftar_tetap(client, satker, ketua, django_assert_max_num_queries):
    client.force_login(ketua)
    for n in range(30):
        buat_resep(satker, f"Resep {n}", jenis("sk", "foto"), oleh=ketua)
    with django_assert_max_num_queries(10):
        client.get("/bukti/resep/")
