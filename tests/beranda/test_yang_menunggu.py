"""What waits for whom on the home, the clock of the unit, and ids in links and fields. Each was a fault once."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from tests.dunia import bangun
from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.bukti.services import verifikasi
from zi.naskah.services import ajukan, langkah
from zi.notifikasi.models import Notifikasi
from zi.rencana.models import RencanaKerja

pytestmark = pytest.mark.django_db


def isi(client, pengguna, alamat="/"):
    client.force_login(pengguna)
    jawab = client.get(alamat)
    assert jawab.status_code == 200
    return jawab.content.decode()


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def satker(dunia):
    return dunia.satker


@pytest.mark.parametrize("peran", ["admin_satker", "admin_pusat"])
def test_beranda_admin_menaut_ke_satker(client, satker, peran):
    assert f'href="{reverse("satker:rincian", args=[satker.kode])}"' in isi(client, orang(satker, peran))


def test_nomor_besar_tetap_utuh_di_tautan_dan_isian(client, satker):
    """Ids above 999 and years get no thousands dot, or every link and field with them breaks."""
    RencanaKerja.objects.update(tahun_mulai=2020, tahun_selesai=2020)
    rencana = RencanaFactory(pk=12345, satker=satker)
    baris = BarisFactory(pk=45678, tabel=TabelFactory(area=AreaFactory(pk=23456, rencana=rencana)))
    SyaratBukti.objects.create(baris=baris, teks="Notula", urutan=1)
    ketua = orang(satker, "ketua_tim")
    assert "?rencana=12345" in isi(client, ketua)
    assert 'name="rencana" value="12345"' in isi(client, ketua, reverse("bukti:daftar"))
    assert 'id="baris-45678"' in isi(client, ketua, reverse("naskah:rencana", args=[rencana.pk]))
    assert "Evaluator 2023" in isi(client, ketua, reverse("satker:orang", args=[satker.kode]))


@pytest.fixture
def tawaran(dunia):
    anggota = orang(dunia.satker, "anggota")
    syarat = SyaratBukti.objects.create(baris=dunia.baris, teks="SK Tim Kerja", urutan=9)
    berkas = Berkas.objects.create(satker=dunia.satker, judul="SK yang diunggah", diunggah_oleh=anggota)
    return PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=anggota)


@pytest.mark.parametrize(
    ("peran", "area", "tampil"),
    [
        ("ketua_tim", "", True),
        ("koordinator", "MP", True),
        ("koordinator", "PP", False),
        ("anggota", "MP", False),
        ("kepala", "", False),
    ],
)
def test_pemeriksa_menemukan_yang_menunggu(client, satker, tawaran, peran, area, tampil):
    halaman = isi(client, orang(satker, peran, area=area))
    assert (reverse("bukti:periksa", args=[tawaran.pk]) in halaman) is tampil


def test_milik_sendiri_bukan_untuk_diperiksa(client, satker, tawaran):
    ketua = orang(satker, "ketua_tim")
    PemenuhanBukti.objects.filter(pk=tawaran.pk).update(ditawarkan_oleh=ketua)
    assert reverse("bukti:periksa", args=[tawaran.pk]) not in isi(client, ketua)


def test_pengunggah_diberi_tahu_sekali_saat_buktinya_kembali(satker, tawaran):
    koordinator = orang(satker, "koordinator")
    for _ in range(2):
        verifikasi(tawaran, False, oleh=koordinator, catatan="Tanggalnya belum benar")
    kabar = Notifikasi.objects.get(penerima=tawaran.ditawarkan_oleh)
    assert "Tanggalnya belum benar" in kabar.isi
    assert kabar.tautan == tawaran.syarat.get_absolute_url()


def test_catatan_pengembalian_terbaca_tim_di_beranda_dan_rencana(client, dunia):
    ketua, kepala = dunia.orang["ketua_tim"], dunia.orang["kepala"]
    ajukan(dunia.rencana, oleh=ketua)
    langkah(dunia.rencana, "kembalikan", oleh=kepala, catatan="Perbaiki jadwal baris 3")
    rencana = reverse("naskah:rencana", args=[dunia.rencana.pk])
    assert "Perbaiki jadwal baris 3" in isi(client, ketua)
    assert "Perbaiki jadwal baris 3" in isi(client, ketua, rencana)
    ajukan(dunia.rencana, oleh=ketua)
    assert "Perbaiki jadwal baris 3" not in isi(client, ketua, rencana)


def test_evaluator_membaca_apa_yang_dievaluasinya(client, dunia):
    lain = isi(client, orang(SatkerFactory(nama="Kantor Lain"), "evaluator"))
    assert all(kata in lain for kata in ("Evaluasi Anda", "Kantor Lain 2023", "Belum diserahkan"))
    assert "Versi berikutnya sedang disusun" in isi(client, dunia.orang["evaluator"])
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    assert "Versi berikutnya sedang disusun" not in isi(client, dunia.orang["evaluator"])


@pytest.mark.parametrize(
    ("zona", "pukul"), [("Asia/Jakarta", "08.00"), ("Asia/Makassar", "09.00"), ("Asia/Jayapura", "10.00")]
)
def test_waktu_menurut_zona_satker(client, dunia, zona, pukul):
    dunia.satker.zona_waktu = zona
    dunia.satker.save()
    with time_machine.travel(datetime(2023, 3, 3, 1, 0, tzinfo=UTC)):
        ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    riwayat = isi(client, dunia.orang["kepala"], reverse("naskah:riwayat", args=[dunia.rencana.pk]))
    assert f"3 Maret 2023, {pukul}" in riwayat


@time_machine.travel("2023-06-01", tick=False)
def test_rencana_tahun_depan_tidak_menutupi_tahun_ini(client, dunia):
    depan = RencanaFactory(satker=dunia.satker, tahun_mulai=2024, tahun_selesai=2024)
    ketua, kepala = dunia.orang["ketua_tim"], dunia.orang["kepala"]
    client.force_login(ketua)
    assert client.get("/").context["isi"].rencana == dunia.rencana
    BarisFactory(tabel=TabelFactory(area=AreaFactory(rencana=depan)))
    ajukan(depan, oleh=ketua)
    client.force_login(kepala)
    assert client.get("/").context["isi"].rencana == depan
    assert "Menunggu keputusan Anda" in isi(client, kepala)
