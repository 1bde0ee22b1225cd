"""Deleting a file: reversible for 30 days, refused for what an approved document relies on, then really gone."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.pabrik import BarisFactory, SatkerFactory, orang
from zi.bukti.berkas.services_hapus import buang_berkas, hapus_berkas, pulihkan_berkas
from zi.bukti.models import Berkas, BukaBerkas, PemenuhanBukti, SyaratBukti, TeksBerkas, VersiBerkas
from zi.bukti.queries_syarat import hitung_keadaan, syarat_rencana
from zi.bukti.tasks import buang_berkas as tugas
from zi.common.galat import GalatDomain, TidakBerhak
from zi.naskah.models import Versi
from zi.naskah.services import bekukan

pytestmark = pytest.mark.django_db


@pytest.fixture
def syarat():
    return SyaratBukti.objects.create(baris=BarisFactory(), teks="SK Tim Kerja")


@pytest.fixture
def rencana(syarat):
    return syarat.baris.tabel.rencana


@pytest.fixture
def satker(rencana):
    return rencana.satker


@pytest.fixture
def ketua(satker):
    return orang(satker, "ketua_tim")


@pytest.fixture
def berkas(satker, ketua, syarat):
    """Accepted for the requirement, with its bytes, its words and its log."""
    satu = Berkas.objects.create(satker=satker, judul="SK Tim", diunggah_oleh=ketua)
    versi = VersiBerkas(
        berkas=satu,
        satker=satker,
        nama_asli="sk.pdf",
        tipe="application/pdf",
        ukuran=4,
        sha256="0" * 64,
        sha256_terima="0" * 64,
        diunggah_oleh=ketua,
    )
    versi.isi.save("isi.pdf", ContentFile(b"%PDF"))
    TeksBerkas.objects.create(versi=versi, isi="kata")
    BukaBerkas.objects.create(versi=versi, oleh=ketua, cara="unduh")
    tanda = {"diverifikasi_oleh": ketua, "diverifikasi_pada": timezone.now(), "status": "diterima"}
    PemenuhanBukti.objects.create(syarat=syarat, berkas=satu, ditawarkan_oleh=ketua, **tanda)
    return satu


def setujui(rencana, ketua, status="disetujui"):
    versi = bekukan(rencana, oleh=ketua)
    versi.status, versi.diputus_oleh, versi.diputus_pada = status, ketua, timezone.now()
    if status == "dicabut":
        versi.dicabut_oleh, versi.dicabut_pada, versi.alasan_cabut = ketua, timezone.now(), "keliru"
    versi.save()
    return versi


def test_dihapus_lalu_pulih_dengan_pemakaiannya(client, berkas, ketua, rencana):
    client.force_login(ketua)
    jawab = client.post(f"/bukti/register/{berkas.pk}/", follow=True)
    assert "dapat dipulihkan" in jawab.text
    assert "SK Tim" in jawab.text
    assert not Berkas.objects.terlihat_oleh(ketua).exists()
    assert hitung_keadaan(syarat_rencana(rencana), rencana.satker.hari_ini())["diterima"] == 0
    assert client.get(f"/bukti/register/{berkas.pk}/").status_code == 404
    jawab = client.post("/bukti/register/dihapus/", {"berkas": berkas.pk}, follow=True)
    assert "dipulihkan" in jawab.text
    assert hitung_keadaan(syarat_rencana(rencana), rencana.satker.hari_ini())["diterima"] == 1


def test_dua_kali_sama_dengan_sekali(berkas, ketua):
    hapus_berkas(berkas, oleh=ketua)
    pada = Berkas.objects.get().dihapus_pada
    hapus_berkas(berkas, oleh=ketua)
    assert Berkas.objects.get().dihapus_pada == pada
    for _ in range(2):
        pulihkan_berkas(berkas, oleh=ketua)
    assert Berkas.objects.get().dihapus_pada is None


def test_yang_dipakai_versi_berlaku_tidak_terhapus(client, berkas, ketua, rencana):
    setujui(rencana, ketua)
    client.force_login(ketua)
    jawab = client.post(f"/bukti/register/{berkas.pk}/", follow=True)
    assert "sudah disetujui, jadi tidak dapat dihapus" in jawab.text
    assert Berkas.objects.get().dihapus_pada is None


def test_versi_yang_dicabut_tidak_mengikat(berkas, ketua, rencana):
    setujui(rencana, ketua, Versi.Status.DICABUT)
    hapus_berkas(berkas, oleh=ketua)
    assert Berkas.objects.get().dihapus_pada


def test_syarat_yang_tidak_ada_dalam_versi_tidak_mengikat(berkas, ketua, rencana):
    setujui(rencana, ketua)
    baru = SyaratBukti.objects.create(baris=BarisFactory(tabel=rencana.tabel.get()), teks="Syarat sesudah persetujuan")
    PemenuhanBukti.objects.filter(berkas=berkas).update(syarat=baru)
    hapus_berkas(berkas, oleh=ketua)
    assert Berkas.objects.get().dihapus_pada


def test_yang_belum_diterima_tidak_mengikat(berkas, ketua, rencana):
    setujui(rencana, ketua)
    PemenuhanBukti.objects.update(status="menunggu", diverifikasi_oleh=None, diverifikasi_pada=None)
    hapus_berkas(berkas, oleh=ketua)
    assert Berkas.objects.get().dihapus_pada


@pytest.mark.parametrize("jenis", ["anggota", "kepala", "admin_satker", "evaluator"])
def test_bukan_yang_berhak(client, satker, berkas, ketua, jenis):
    lain = orang(satker, jenis)
    with pytest.raises(TidakBerhak):
        hapus_berkas(berkas, oleh=lain)
    hapus_berkas(berkas, oleh=ketua)
    with pytest.raises(TidakBerhak):
        pulihkan_berkas(berkas, oleh=lain)
    client.force_login(lain)
    client.post("/bukti/register/dihapus/", {"berkas": berkas.pk})
    assert Berkas.objects.get().dihapus_pada
    assert ("SK Tim" in client.get("/bukti/register/dihapus/").text) == (jenis in {"anggota", "kepala"})


def test_satker_lain_tidak_memulihkan(client, berkas, ketua):
    hapus_berkas(berkas, oleh=ketua)
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    assert client.post("/bukti/register/dihapus/", {"berkas": berkas.pk}).status_code == 404
    assert "SK Tim" not in client.get("/bukti/register/dihapus/").text


@pytest.mark.parametrize("buruk", ["", "x", "-1", "9" * 40, "²"])
def test_pulihkan_dengan_sampah(client, berkas, ketua, buruk):
    hapus_berkas(berkas, oleh=ketua)
    client.force_login(ketua)
    assert client.post("/bukti/register/dihapus/", {"berkas": buruk}).status_code == 404


def test_dibuang_setelah_30_hari(berkas, ketua, django_capture_on_commit_callbacks):
    nama = berkas.versi.get().isi.name
    hapus_berkas(berkas, oleh=ketua)
    kini = timezone.now()
    with time_machine.travel(kini + datetime.timedelta(days=29, hours=23)):
        assert buang_berkas() == 0
    with time_machine.travel(kini + datetime.timedelta(days=30, hours=1)):
        with django_capture_on_commit_callbacks(execute=True):
            assert tugas() == 1
        assert buang_berkas() == 0
    assert not Berkas.objects.exists()
    assert not VersiBerkas.objects.exists()
    assert not PemenuhanBukti.objects.exists()
    assert not TeksBerkas.objects.exists()
    assert not default_storage.exists(nama)
    with pytest.raises(GalatDomain, match="dibuang"):
        pulihkan_berkas(berkas, oleh=ketua)


def test_yang_tidak_dihapus_tidak_dibuang(berkas):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=400)):
        assert buang_berkas() == 0
    assert default_storage.exists(berkas.versi.get().isi.name)


def test_yang_terikat_sesudah_dihapus_tetap_ada(berkas, ketua, rencana):
    hapus_berkas(berkas, oleh=ketua)
    setujui(rencana, ketua)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert buang_berkas() == 0
    assert Berkas.objects.exists()
