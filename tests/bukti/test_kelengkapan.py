"""Completeness: the one definition, per area, row and person, and the months of the year."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.kejadian.queries import Saat, Unit
from zi.bukti.kelengkapan.queries import Lengkap, kelengkapan, sel_bulan
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.bukti.queries_syarat import hitung_keadaan, syarat_rencana
from zi.jadwal.models import Jadwal, Kejadian
from zi.jadwal.services_kejadian import selaraskan
from zi.pengungkit.models import AreaBaku

pytestmark = pytest.mark.django_db
HARI = datetime.date(2023, 6, 15)


@pytest.fixture
def rencana():
    rencana = RencanaFactory()
    for n, kode in enumerate(("MP", "PP"), start=1):
        baku = AreaBaku.objects.create(kode=kode, nama=f"Area {kode}", urutan=n)
        TabelFactory(area=AreaFactory(rencana=rencana, kode=kode, nama=f"Area {kode}", area_baku=baku, urutan=n))
    return rencana


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


def baris(rencana, kode, *keadaan, bulan=(), oleh=None):
    """A row with one requirement for each state and a schedule of one month each."""
    satu = BarisFactory(tabel=rencana.tabel.get(area__kode=kode), uraian=f"Baris {kode} {keadaan}")
    for n in bulan:
        awal = datetime.date(2023, n, 1)
        Jadwal.objects.create(baris=satu, teks="x", jenis="bulan", mulai=awal, selesai=datetime.date(2023, n, 28))
    selaraskan(rencana, satu)
    for n, status in enumerate(keadaan):
        syarat = SyaratBukti.objects.create(baris=satu, teks=f"Bukti {status}", urutan=n + 1)
        if status != "belum":
            tawarkan(syarat, status, oleh)
    return satu


def tawarkan(syarat, status, oleh):
    rencana = syarat.baris.tabel.rencana
    berkas = Berkas.objects.create(satker=rencana.satker, judul="Berkas", diunggah_oleh=oleh)
    tanda = {} if status == "menunggu" else {"diverifikasi_oleh": oleh, "diverifikasi_pada": timezone.now()}
    tanda |= {"catatan": "x"} if status == "dikembalikan" else {}
    return PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=oleh, status=status, **tanda)


def test_satu_definisi(rencana, ketua):
    baris(rencana, "MP", "diterima", "menunggu", oleh=ketua)
    baris(rencana, "MP", "dikembalikan", oleh=ketua)
    baris(rencana, "PP", "diterima", "belum", oleh=ketua)
    tawarkan(SyaratBukti.objects.get(teks="Bukti dikembalikan"), "menunggu", ketua)
    isi = kelengkapan(ketua, rencana, 2023, HARI)
    assert isi.hitung == Lengkap(**hitung_keadaan(syarat_rencana(rencana), HARI))
    assert isi.hitung == Lengkap(semua=5, diterima=2, menunggu=2, dikembalikan=0, belum=1)
    assert [(a.area.kode, a.hitung.diterima, a.hitung.semua) for a in isi.area] == [("MP", 1, 3), ("PP", 1, 2)]


def test_berkas_terhapus_tidak_memenuhi(rencana, ketua):
    baris(rencana, "MP", "diterima", oleh=ketua)
    Berkas.objects.update(dihapus_pada=timezone.now())
    assert kelengkapan(ketua, rencana, 2023, HARI).hitung == Lengkap(semua=1, belum=1)


@pytest.mark.parametrize(
    ("keadaan", "sel"),
    [
        (["diterima"], ["selesai", "selesai", "selesai"]),
        (["diterima", "menunggu"], ["terlambat", "rencana", "rencana"]),
        (["belum", "belum"], ["kosong", "rencana", "rencana"]),
        ([], ["terlambat", "rencana", "rencana"]),
    ],
)
def test_bulan_lewat_kini_nanti(rencana, ketua, keadaan, sel):
    baris(rencana, "MP", *keadaan, bulan=(5, 6, 7), oleh=ketua)
    satu = kelengkapan(ketua, rencana, 2023, HARI).area[0].baris[0]
    assert list(satu.sel) == [""] * 4 + sel + [""] * 5


def test_rentang_belum_lewat_sampai_akhirnya():
    rentang = Saat(1, 1, 1, datetime.date(2022, 11, 1), datetime.date(2023, 6, 30), "belum")
    belum = [Unit(1, 1, None, "belum", True)]
    assert sel_bulan([rentang], belum, 2023, HARI) == ("rencana",) * 6 + ("",) * 6
    assert sel_bulan([rentang], belum, 2023, datetime.date(2023, 7, 1)) == ("kosong",) * 6 + ("",) * 6
    assert sel_bulan([rentang], belum, 2024, HARI) == ("",) * 12


def test_tiap_kejadian_dengan_buktinya_sendiri():
    saat = [Saat(n, 1, 1, datetime.date(2023, n, 5), datetime.date(2023, n, 5), "belum") for n in (1, 2, 3, 9)]
    keadaan = {1: "diterima", 2: "menunggu", 3: "belum", 9: "belum"}
    unit = [Unit(1, 1, n, k, tempo=n < 6) for n, k in keadaan.items()]
    sel = sel_bulan(saat, unit, 2023, HARI)
    assert [sel[n - 1] for n in keadaan] == ["selesai", "terlambat", "kosong", "rencana"]


def test_yang_tidak_minta_bukti_selesai_bila_dicatat(rencana, ketua):
    satu = baris(rencana, "MP", bulan=(5, 6, 7))
    satu.jadwal.first().kejadian.update(status="selesai", realisasi=datetime.date(2023, 5, 2))
    Kejadian.objects.filter(jadwal=satu.jadwal.last()).update(status="batal", alasan="x")
    sel = kelengkapan(ketua, rencana, 2023, HARI).area[0].baris[0].sel
    assert list(sel) == [""] * 4 + ["selesai", "rencana"] + [""] * 6


def test_tabel_tahun_lain_tidak_ikut(rencana, ketua):
    satu = baris(rencana, "MP", "belum", bulan=(5,))
    satu.tabel.tahun = 2024
    satu.tabel.save()
    assert kelengkapan(ketua, rencana, 2023, HARI).area[0].baris == ()
    assert len(kelengkapan(ketua, rencana, 2024, HARI).area[0].baris) == 1


def test_per_orang(rencana, ketua):
    anggota = orang(rencana.satker, "anggota", pengguna__nama="Anggota Satu")
    orang(rencana.satker, "koordinator", area="PP", pengguna__nama="Koordinator Dua")
    baris(rencana, "MP", "diterima", "dikembalikan", "belum", oleh=anggota)
    satu, dua = kelengkapan(ketua, rencana, 2023, HARI).orang
    assert (satu.nama, satu.peran, satu.hitung.diterima, satu.hitung.semua) == ("Anggota Satu", "Anggota MP", 1, 3)
    assert satu.diajukan == {"menunggu": 0, "diterima": 1, "dikembalikan": 1}
    assert (dua.hitung.semua, dua.diajukan["diterima"]) == (0, 0)


def test_halaman_dan_empat_orang(client, rencana, ketua):
    baris(rencana, "MP", "belum", bulan=(1,))
    anggota = orang(rencana.satker, "anggota", pengguna__nama="Anggota Satu")
    client.force_login(anggota)
    with time_machine.travel(datetime.datetime(2023, 6, 15, tzinfo=datetime.UTC)):
        isi = client.get("/bukti/kelengkapan/").text
        assert "Lewat, belum ada bukti" in isi
        assert "Anggota Satu" in isi
        client.force_login(orang(SatkerFactory(), "ketua_tim"))
        assert client.get(f"/bukti/kelengkapan/?rencana={rencana.pk}").status_code == 404
        assert "Belum ada rencana kerja" in client.get("/bukti/kelengkapan/").text
    client.force_login(orang(rencana.satker, "evaluator"))
    assert client.get(f"/bukti/kelengkapan/?rencana={rencana.pk}").status_code == 404
    from zi.naskah.services import ajukan

    ajukan(rencana, oleh=ketua)
    jawab = client.get(f"/bukti/kelengkapan/?rencana={rencana.pk}")
    assert jawab.status_code == 200
    assert "Anggota Satu" not in jawab.text


@pytest.mark.parametrize("tahun", ["", "x", "1", "9999", "0000", "²⁰²³", "20233"])
def test_tahun_sampah(client, rencana, ketua, tahun):
    client.force_login(ketua)
    assert client.get("/bukti/kelengkapan/", {"tahun": tahun}).context["isi"].tahun == 2023


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 40])
def test_rencana_sampah(client, rencana, ketua, pk):
    client.force_login(ketua)
    assert client.get("/bukti/kelengkapan/", {"rencana": pk}).status_code == 404


def test_html_tetap_kata(client, rencana, ketua):
    satu = baris(rencana, "MP", "belum", bulan=(1,))
    satu.uraian = "<script>alert(1)</script>"
    satu.save()
    client.force_login(ketua)
    assert "<script>alert(1)" not in client.get("/bukti/kelengkapan/").text


def test_kueri_sama_dengan_2_dan_50(client, rencana, ketua):
    client.force_login(ketua)

    def hitung():
        client.get("/bukti/kelengkapan/")
        with CaptureQueriesContext(connection) as kueri:
            client.get("/bukti/kelengkapan/")
        return len(kueri)

    for _ in range(2):
        baris(rencana, "MP", "menunggu", bulan=(1,), oleh=ketua)
    dua = hitung()
    for _ in range(48):
        baris(rencana, "PP", "menunggu", bulan=(1, 2), oleh=ketua)
    assert hitung() == dua <= 12
