"""An evaluator reads the evidence of the version in force, in its words, while the next version is being written."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.dunia import bangun
from tests.pabrik import orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.bukti.queries_berlaku import cari_syarat, naskah_pengganti
from zi.naskah.models import Versi
from zi.naskah.services import bekukan
from zi.pengungkit.models import Instrumen

pytestmark = pytest.mark.django_db
LAMA, BARU, TETAP, DIHAPUS, SUSULAN = "Notula lama", "Naskah bocor", "SK tetap", "Laporan dihapus", "Susulan bocor"


def syarat(baris, teks, urutan, **lain):
    return SyaratBukti.objects.create(baris=baris, teks=teks, urutan=urutan, **lain)


def terima(dunia, satu, judul=""):
    """An accepted file for the requirement."""
    ketua = dunia.orang["ketua_tim"]
    berkas = Berkas.objects.create(satker=dunia.satker, judul=judul or f"Berkas {satu}", diunggah_oleh=ketua)
    beres = {"status": "diterima", "diverifikasi_oleh": ketua, "diverifikasi_pada": timezone.now()}
    return PemenuhanBukti.objects.create(syarat=satu, berkas=berkas, ditawarkan_oleh=ketua, **beres)


@pytest.fixture
def dunia():
    """Approved with three requirements; since then one was reworded, one deleted, one added, the row renamed."""
    d = bangun("MILIKKU")
    d.satu = syarat(d.baris, LAMA, 2, tanggal=datetime.date(2023, 1, 25))
    d.tetap, d.dihapus = syarat(d.baris, TETAP, 3), syarat(d.baris, DIHAPUS, 4)
    versi = bekukan(d.rencana, oleh=d.orang["ketua_tim"])
    beres = {"status": "disetujui", "diputus_oleh": d.orang["kepala"], "diputus_pada": timezone.now()}
    Versi.objects.filter(pk=versi.pk).update(**beres)
    d.versi, d.tawaran = versi, [terima(d, s) for s in (d.satu, d.tetap, d.dihapus)]
    SyaratBukti.objects.filter(pk=d.satu.pk).update(teks=BARU, tanggal=None)
    SyaratBukti.objects.filter(pk=d.dihapus.pk).update(dihapus_pada=timezone.now())
    d.susulan = syarat(d.baris, SUSULAN, 5)
    terima(d, d.susulan, "Berkas tersembunyi")
    type(d.baris).objects.update(uraian="Baris bocor")
    return d


@pytest.fixture
def evaluator(client, dunia):
    client.force_login(dunia.orang["evaluator"])
    return dunia.orang["evaluator"]


def halaman(dunia):
    """Address → the words of the version that stand there."""
    rencana, satu = dunia.rencana.pk, dunia.tawaran[0]
    return {
        reverse("bukti:daftar"): (LAMA, TETAP, DIHAPUS, "Baris MILIKKU"),
        reverse("bukti:daftar") + f"?rencana={rencana}": (LAMA, TETAP, DIHAPUS),
        reverse("bukti:syarat", args=[dunia.satu.pk]): (LAMA, "Baris MILIKKU"),
        reverse("bukti:syarat", args=[dunia.dihapus.pk]): (DIHAPUS,),
        reverse("bukti:periksa", args=[satu.pk]): (LAMA,),
        reverse("bukti:register"): (LAMA, TETAP, DIHAPUS),
        reverse("bukti:berkas", args=[satu.berkas_id]): (LAMA, "Baris MILIKKU"),
        reverse("bukti:kelengkapan") + f"?rencana={rencana}": ("3 dari",),
        reverse("bukti:peta", args=[rencana]): (LAMA, DIHAPUS),
    }


def test_semua_halaman_memakai_kata_versi_yang_berlaku(client, dunia, evaluator):
    Instrumen.objects.update(berlaku_mulai=2021)
    for alamat, kata in halaman(dunia).items():
        jawab = client.get(alamat)
        assert jawab.status_code == 200, alamat
        assert [k for k in kata if k not in jawab.text] == [], alamat
        assert "bocor" not in jawab.text, alamat
        assert "tersembunyi" not in jawab.text, alamat


def test_yang_baru_di_draf_tidak_ada(client, dunia, evaluator):
    tawaran = dunia.susulan.pemenuhan.get()
    for nama, pk in (("syarat", dunia.susulan.pk), ("periksa", tawaran.pk), ("berkas", tawaran.berkas_id)):
        assert client.get(reverse(f"bukti:{nama}", args=[pk])).status_code == 404
    for cari in ("bocor", SUSULAN, BARU):
        assert "Tidak ada yang cocok" in client.get(reverse("bukti:daftar"), {"cari": cari}).text


def test_saringan_memakai_isi_versi(client, dunia, evaluator):
    alamat = reverse("bukti:daftar")
    assert DIHAPUS in (isi := client.get(alamat, {"cari": "notula", "area": "I"}).text) or LAMA in isi
    assert LAMA not in client.get(alamat, {"keadaan": "belum"}).text
    assert LAMA in client.get(alamat, {"keadaan": "diterima", "area": "I"}).text
    assert LAMA not in client.get(alamat, {"area": "X"}).text


def test_tim_tetap_melihat_draf(client, dunia):
    client.force_login(dunia.orang["ketua_tim"])
    assert BARU in client.get(reverse("bukti:syarat", args=[dunia.satu.pk])).text
    isi = client.get(reverse("bukti:daftar")).text
    assert BARU in isi
    assert DIHAPUS not in isi
    assert client.get(reverse("bukti:syarat", args=[dunia.dihapus.pk])).status_code == 404


def test_halaman_rencana_membawa_ke_versi(client, dunia, evaluator):
    jawab = client.get(reverse("naskah:rencana", args=[dunia.rencana.pk]))
    assert jawab.url == reverse("naskah:versi", args=[dunia.versi.pk])
    beranda = client.get("/").text
    assert f"{reverse('bukti:daftar')}?rencana={dunia.rencana.pk}" in beranda


def test_bukan_untuk_evaluator_lain(dunia):
    for user in (orang(dunia.satker, "evaluator", tahun=2022), orang(dunia.satker, "admin_satker")):
        assert naskah_pengganti(user, dunia.satker, "") is None
        assert cari_syarat(user, dunia.dihapus.pk) is None


def test_kueri_tidak_bertambah(client, dunia, evaluator):
    def hitung():
        hasil = {}
        for alamat in semua_alamat:
            client.get(alamat)
            with CaptureQueriesContext(connection) as kueri:
                assert client.get(alamat).status_code == 200
            hasil[alamat] = len(kueri)
        return hasil

    SyaratBukti.objects.filter(pk=dunia.dihapus.pk).update(dihapus_pada=None)
    semua_alamat = [*halaman(dunia)]

    awal = hitung()
    assert max(n for alamat, n in awal.items() if "peta" not in alamat) <= 12, awal
    semua = [syarat(dunia.baris, f"Banyak {n}", 10 + n) for n in range(20)]
    Versi.objects.filter(pk=dunia.versi.pk).update(status="ditarik")
    baru = bekukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    beres = {"status": "disetujui", "diputus_oleh": dunia.orang["kepala"], "diputus_pada": timezone.now()}
    Versi.objects.filter(pk=baru.pk).update(**beres)
    for satu in (*semua, dunia.satu, dunia.satu):
        terima(dunia, satu)
    assert hitung() == awal


def test_daftar_menyebut_antrean_bagi_yang_memeriksa(client, dunia):
    for jenis, ada in (("koordinator", True), ("anggota", False), ("evaluator", False)):
        client.force_login(dunia.orang[jenis])
        assert ("?antrean=belum" in client.get(reverse("bukti:daftar")).text) is ada
