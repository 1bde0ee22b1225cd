"""The main pages ask as many queries for two rows as for fifty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.jadwal.services import tambah_jadwal
from zi.naskah.services import ajukan, langkah
from zi.rencana.models import PenanggungJawab
from zi.rencana.services_baris import ubah_baris

pytestmark = pytest.mark.django_db
BATAS = 12
DENGAN_RENCANA = ("rencana", "persetujuan", "perlu_diperiksa", "banding", "salin", "riwayat", "bagian")
BUKTI = ("daftar", "kelengkapan", "register", "daftar_periksa")


def isi_baris(tabel, n, ketua):
    """A row with an action, a schedule, a responsible party, and evidence that waits for a check."""
    baris = BarisFactory(tabel=tabel, uraian=f"Baris {n}")
    AksiFactory(baris=baris)
    tambah_jadwal(baris, "25 Januari 2023", oleh=ketua)
    PenanggungJawab.objects.create(baris=baris, teks_tertulis="Tim ZI")
    syarat = SyaratBukti.objects.create(baris=baris, teks="Undangan", jenis=["undangan"])
    berkas = Berkas.objects.create(satker=tabel.rencana.satker, judul=f"Berkas {n}", diunggah_oleh=ketua)
    PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=ketua)
    return baris


def satker_dengan(banyak):
    """A unit whose plan of so many rows was approved once, changed in each row, and submitted again."""
    satker = SatkerFactory()
    orang_satker = {j: orang(satker, j) for j in ("ketua_tim", "kepala")}
    ketua = orang_satker["ketua_tim"]
    rencana = RencanaFactory(satker=satker, tahun_mulai=2023, tahun_selesai=2023)
    tabel = TabelFactory(area=AreaFactory(rencana=rencana))
    semua = [isi_baris(tabel, n, ketua) for n in range(banyak)]
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "setujui", oleh=orang_satker["kepala"])
    for baris in semua:
        baris.refresh_from_db()
        ubah_baris(baris, baris.versi, oleh=ketua, uraian=f"{baris.uraian} yang baru")
    rencana.refresh_from_db()
    return rencana, orang_satker


def hitung(client, pengguna, alamat):
    client.force_login(pengguna)
    client.get(alamat)
    with CaptureQueriesContext(connection) as kueri:
        assert client.get(alamat).status_code == 200
    return len(kueri)


def semua_alamat(rencana):
    yield reverse("beranda:beranda")
    yield from (reverse(f"naskah:{n}", args=[rencana.pk]) for n in DENGAN_RENCANA)
    yield from (reverse(f"bukti:{n}") for n in BUKTI)
    yield reverse("bukti:peta", args=[rencana.pk])
    yield reverse("naskah:baris_ubah", args=[rencana.tabel.get().baris.first().pk])


@pytest.mark.parametrize("jenis", ["ketua_tim", "kepala"])
@pytest.mark.parametrize("diajukan", [False, True])
def test_dua_dan_lima_puluh_baris_sama(client, jenis, diajukan):
    jumlah = []
    for banyak in (2, 50):
        rencana, semua = satker_dengan(banyak)
        if diajukan:
            ajukan(rencana, oleh=semua["ketua_tim"])
        alamat = list(semua_alamat(rencana))
        jumlah.append([hitung(client, semua[jenis], satu) for satu in alamat])
    sedikit, banyak = jumlah
    beda = [(a, x, y) for a, x, y in zip(alamat, sedikit, banyak, strict=True) if x != y or y > BATAS]
    assert beda == []
