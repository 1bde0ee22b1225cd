"""The lines of the home about evidence: queues, what expires, one's own returned evidence first."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.dunia import bangun
from tests.pabrik import orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    d = bangun("MILIKKU")
    PemenuhanBukti.objects.all().delete()
    return d


def tawarkan(d, teks, *, status="menunggu", catatan="", oleh=None):
    oleh = oleh or d.orang["anggota"]
    syarat = SyaratBukti.objects.create(baris=d.baris, teks=teks, urutan=SyaratBukti.objects.count() + 1)
    berkas = Berkas.objects.create(satker=d.satker, judul=f"Berkas {teks}", diunggah_oleh=oleh)
    beres = {} if status == "menunggu" else {"diverifikasi_oleh": d.tetua, "diverifikasi_pada": timezone.now()}
    nilai = {"status": status, "catatan": catatan, "ditawarkan_oleh": oleh} | beres
    return PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, **nilai)


@pytest.fixture
def penuh(dunia):
    dunia.tetua = dunia.orang["ketua_tim"]
    tawarkan(dunia, "Baru masuk")
    tawarkan(dunia, "Sudah betul", catatan="Belum ditandatangani.")
    tawarkan(dunia, "Dikembalikan teman", status="dikembalikan", catatan="x", oleh=orang(dunia.satker, "anggota"))
    tawarkan(dunia, "Dikembalikan saya", status="dikembalikan", catatan="x")
    return dunia


def beranda(client, user):
    client.force_login(user)
    return client.get("/").text


@pytest.mark.parametrize("peran", ["koordinator", "ketua_tim"])
def test_antrean_untuk_yang_memeriksa(client, penuh, peran):
    isi = beranda(client, penuh.orang[peran])
    kepala, sisa = isi.split('aria-label="Antrean pemeriksaan"')[1].split("</nav>", 1)
    for kode, jumlah in (("belum", 1), ("diperbaiki", 1), ("dikembalikan", 2)):
        assert f"?antrean={kode}" in kepala
        assert f"{jumlah} berkas</span></a>" in kepala.split(f"?antrean={kode}")[1][:120]
    assert "Berkas Baru masuk" in sisa
    assert "Berkas Sudah betul" in sisa
    assert "Berkas Dikembalikan" not in sisa.split('id="periksa"')[1].split("</section>")[0]


@pytest.mark.parametrize("peran", ["anggota", "kepala", "admin_satker", "evaluator"])
def test_antrean_tidak_untuk_yang_lain(client, penuh, peran):
    assert "Antrean pemeriksaan" not in beranda(client, penuh.orang[peran])
    assert "Antrean pemeriksaan" not in beranda(client, orang(penuh.satker, "koordinator", area="PP"))


def test_antrean_kosong_tidak_tampil(client, dunia):
    assert "Antrean pemeriksaan" not in beranda(client, dunia.orang["ketua_tim"])


def test_kembalian_sendiri_lebih_dulu(client, penuh):
    isi = beranda(client, penuh.orang["anggota"])
    urut = [isi.index(x) for x in ("Dikembalikan saya", "Dikembalikan teman", "Bukti MILIKKU")]
    assert urut == sorted(urut)


def test_berkas_segera_habis(client, penuh):
    hari_ini = penuh.satker.hari_ini()
    for hari in (-1, 3, 30, 31):
        sampai = hari_ini + datetime.timedelta(days=hari)
        isian = {"satker": penuh.satker, "diunggah_oleh": penuh.tetua, "berlaku_sampai": sampai}
        Berkas.objects.create(judul=f"Sampai {hari}.", **isian)
    assert "2 berkas habis berlaku dalam 30 hari" in beranda(client, penuh.orang["ketua_tim"])
    register = client.get(reverse("bukti:register"), {"masa": "sebulan"}).text
    assert register.index("Sampai 3.") < register.index("Sampai 30.")
    assert "Sampai 31." not in register
    assert "Sampai -1." not in register
    segera = client.get(reverse("bukti:register"), {"masa": "segera"}).text
    assert segera.index("Sampai 3.") < segera.index("Sampai 30.") < segera.index("Sampai 31.")
    for peran in ("anggota", "kepala", "evaluator"):
        assert "habis berlaku" not in beranda(client, penuh.orang[peran])


@pytest.mark.parametrize("peran", ["anggota", "koordinator", "ketua_tim", "kepala", "evaluator", "admin_pusat"])
def test_kueri_beranda(client, penuh, peran):
    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            client.get("/")
        return len(kueri)

    beranda(client, penuh.orang[peran])
    awal = hitung()
    for n in range(12):
        tawarkan(penuh, f"Banyak {n}")
        tawarkan(penuh, f"Kembali {n}", status="dikembalikan", catatan="x")
    assert hitung() == awal
    assert awal <= 12
