"""The plan page, the copy, the home and the page of completeness count evidence in the same way."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, TabelFactory, orang
from zi.beranda.queries import beranda
from zi.bukti.kejadian.queries import jumlah_tempo
from zi.bukti.kelengkapan.queries import Lengkap, hitung_menurut, kelengkapan
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.bukti.queries_syarat import syarat_rencana
from zi.bukti.services import tawarkan
from zi.bukti.services_syarat import tambah_syarat
from zi.jadwal.models import Kejadian
from zi.jadwal.services import pasangkan, tambah_jadwal
from zi.naskah.queries import matriks
from zi.naskah.queries_salin import BELUM, SELESAI, TIDAK_DIKETAHUI, hitung_baris, keadaan_baris
from zi.rencana.label import daftar
from zi.rencana.services_baris import tambah_aksi

pytestmark = pytest.mark.django_db
HARI = datetime.date(2023, 3, 20)


@pytest.fixture(autouse=True)
def maret():
    with time_machine.travel(datetime.datetime(2023, 3, 20, 4, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def area():
    return AreaFactory(rencana=RencanaFactory(), kode="MP")


@pytest.fixture
def ketua(area):
    return orang(area.rencana.satker, "ketua_tim")


@pytest.fixture
def baris(area, ketua):
    """A notula is asked on the 5th of every month, three of them so far; the first was accepted."""
    satu = BarisFactory(tabel=TabelFactory(area=area))
    tambah_jadwal(satu, "setiap tanggal 5", oleh=ketua)
    notula = tambah_syarat(satu, daftar("Notula"), oleh=ketua)[0]
    diterima(notula, ketua)
    return satu


def diterima(syarat, ketua):
    berkas = Berkas.objects.create(satker=ketua.peran.get().satker, judul=syarat.teks, diunggah_oleh=ketua)
    tanda = {"diverifikasi_oleh": ketua, "diverifikasi_pada": timezone.now(), "status": "diterima"}
    PemenuhanBukti.objects.filter(pk=tawarkan(syarat, berkas, oleh=ketua).pk).update(**tanda)


def test_angkanya_sama_di_semua_halaman(area, baris, ketua):
    SyaratBukti.objects.create(area=area, teks="SK tim")
    rencana = area.rencana
    satu = Lengkap(semua=4, diterima=1, belum=3, nanti=13)
    assert beranda(ketua, rencana.satker).hitung == vars(satu)
    assert kelengkapan(ketua, rencana, 2023, HARI).hitung == satu
    assert [(x.tempo, x.diterima) for x in matriks(rencana, ketua)] == [(4, 1)]


def test_angkanya_menurut_jam_satker_siapa_pun_yang_melihat(area, baris, ketua, client):
    """At 23.30 in Jakarta it is tomorrow where the unit is: what falls due there is due for everybody."""
    rencana, pusat = area.rencana, orang(area.rencana.satker, "admin_pusat")
    rencana.satker.zona_waktu = "Asia/Jayapura"
    rencana.satker.save()
    with time_machine.travel(datetime.datetime(2023, 4, 4, 16, 30, tzinfo=datetime.UTC), tick=False):
        satu = Lengkap(semua=4, diterima=1, belum=3, nanti=12)
        assert beranda(ketua, rencana.satker).hitung == vars(satu)
        assert [(x.tempo, x.diterima) for x in matriks(rencana, ketua)] == [(4, 1)]
        for siapa in (ketua, pusat):
            client.force_login(siapa)
            for alamat in ("/bukti/", "/bukti/kelengkapan/"):
                isi = client.get(alamat, {"rencana": rencana.pk}).context
                hitung = isi["hitung"] if "hitung" in isi else vars(isi["isi"].hitung)
                assert hitung == vars(satu), (siapa, alamat)


def test_lajur_area_menyebut_yang_jatuh_tempo(area, baris, ketua, client):
    client.force_login(ketua)
    isi = client.get(f"/rencana/{area.rencana.pk}/").content.decode()
    assert "1/3<span" in isi


def test_baris_selesai_hanya_bila_semua_kejadian_terpenuhi(area, baris, ketua):
    """A copy for the next year takes what was not finished along; one accepted notula of twelve is not finished."""
    tuntas, kosong = BarisFactory(tabel=baris.tabel), BarisFactory(tabel=baris.tabel)
    diterima(tambah_syarat(tuntas, daftar("SK"), oleh=ketua)[0], ketua)
    nanti = BarisFactory(tabel=baris.tabel)
    tambah_jadwal(nanti, "5 Desember 2023", oleh=ketua)
    tambah_syarat(nanti, daftar("Laporan"), oleh=ketua)
    hitung = hitung_baris(area.rencana)
    keadaan = [keadaan_baris(hitung.get(str(b.uid), Lengkap())) for b in (baris, tuntas, kosong, nanti)]
    assert keadaan == [BELUM, SELESAI, TIDAK_DIKETAHUI, BELUM]


def test_hitungan_basis_data_sama_dengan_hitungan_kejadian(area, baris, ketua):
    """Schedules and requirements of one action each, one moved past today, one cancelled, one recorded as done."""
    for n, teks in enumerate(("a", "b")):
        aksi = tambah_aksi(baris, daftar(f"{teks}. Aksi {teks}"), oleh=ketua)[0]
        jadwal = tambah_jadwal(baris, f"setiap tanggal {10 + n}", oleh=ketua)[0]
        pasangkan(jadwal, jadwal.versi, [aksi.pk], oleh=ketua)
        syarat = tambah_syarat(baris, daftar(f"Laporan {teks}"), oleh=ketua)[0]
        syarat.aksi.set([aksi])
        diterima(syarat, ketua)
    kejadian = list(Kejadian.objects.filter(jadwal=jadwal).order_by("mulai"))
    Kejadian.objects.filter(pk=kejadian[1].pk).update(status="batal", alasan="x")
    Kejadian.objects.filter(pk=kejadian[5].pk).update(status="selesai", realisasi=HARI)
    semua = syarat_rencana(area.rencana)
    hitung = {pk: (satu.semua, satu.diterima) for pk, satu in hitung_menurut(semua, lambda s: s.pk, HARI).items()}
    assert {x.pk: (x.tempo, x.tempo_diterima) for x in semua.annotate(**jumlah_tempo(HARI))} == hitung
    assert len({*hitung.values()}) > 1
