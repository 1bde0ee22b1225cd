"""The page of differences, and the marks of what changed since approval on the page of the plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.naskah.bantu import HTMX, alamat, sup
from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, TabelFactory, orang
from zi.bukti.models import SyaratBukti
from zi.bukti.services_syarat import ubah_syarat
from zi.jadwal.services import tambah_jadwal, ubah_jadwal
from zi.naskah.models import Versi
from zi.naskah.queries import matriks
from zi.naskah.queries_beda import beda_versi
from zi.naskah.services import ajukan, langkah
from zi.rencana.label import Butir
from zi.rencana.models import BarisRencana, RencanaKerja
from zi.rencana.services import geser, hapus
from zi.rencana.services_baris import pindah_area, tambah_aksi, tambah_baris, ubah_baris

pytestmark = pytest.mark.django_db


def segar(objek):
    return type(objek).objects.get(pk=objek.pk)


def setujui(dunia):
    """Submit the plan as it is and approve it."""
    rencana = segar(dunia.rencana)
    ajukan(rencana, oleh=dunia.ketua)
    langkah(rencana, "setujui", oleh=dunia.orang["kepala"])
    return rencana.versi_naskah.order_by("-nomor").first()


def ubah(dunia, uraian="Penyusunan Tim Kerja ZI", baris=None):
    b = segar(baris or dunia.baris)
    ubah_baris(b, b.versi, oleh=dunia.ketua, uraian=uraian)


@pytest.fixture
def disetujui(dunia):
    """Two rows that are approved as version 1."""
    dunia.kedua = BarisFactory(tabel=dunia.tabel[0], urutan=2, no_tertulis="2.", uraian="Pemilihan agen")
    dunia.versi = setujui(dunia)
    return dunia


@pytest.fixture
def halaman(client, disetujui):
    """Open the page of differences as somebody."""

    def buka(siapa="ketua_tim", **kueri):
        client.force_login(disetujui.orang[siapa])
        return client.get(reverse("naskah:banding", args=[disetujui.rencana.pk]), kueri)

    return buka


def pilihan(jawab):
    """What the two selects offer, and what is chosen."""
    dom = sup(jawab)
    return {
        n: (
            [o["value"] for o in dom.select(f"#{n} option")],
            (dom.select_one(f"#{n} option[selected]") or {"value": None})["value"],
        )
        for n in ("dari", "ke")
    }


# --- the page --------------------------------------------------------------------------------------------------------


def test_draf_dibandingkan_dengan_yang_berlaku(halaman, disetujui):
    ubah(disetujui)
    tambah_baris(disetujui.area[1], oleh=disetujui.ketua, uraian="Baris baru")
    jawab = halaman()
    dom = sup(jawab)
    assert pilihan(jawab) == {"dari": (["1"], "1"), "ke": (["", "1"], "")}
    antara = " ".join(dom.select_one(".beda-antara").get_text(" ").split())
    assert antara.startswith("Dari Versi 1 Disetujui diajukan")
    assert antara.endswith("Ke Isi rencana sekarang Draf")
    assert [x.text for x in dom.select(".beda-grup h3")] == ["I. Manajemen Perubahan", "II. Penataan Tata Laksana"]
    assert [x.text.strip() for x in dom.select(".beda-isi ins")] == ["ditambah:  ZI", "Baris baru"]
    assert dom.select_one(".beda-ringkas").parent.select_one("strong").text == "1 ditambah, 1 diubah"
    for a in dom.select(".beda-ringkas a"):
        assert dom.find(id=a["href"].removeprefix("#"))


def test_yang_dihapus_dan_ditambah_terdengar(halaman, disetujui):
    ubah(disetujui, "Pembentukan Tim Kerja")
    teks = " ".join(sup(halaman()).select_one(".beda-isi").text.split())
    assert teks == "1. dihapus: Penyusunan ditambah: Pembentukan Tim Kerja"


def test_jadwal_yang_bergeser_dalam_kata(halaman, disetujui):
    ubah_jadwal(segar(disetujui.jadwal), 1, oleh=disetujui.ketua, teks="2 Februari 2023")
    dom = sup(halaman())
    assert "1 jadwal bergeser" in dom.select_one(".beda-grup .keterangan").text
    assert dom.select_one(".geser").text == "mundur 8 hari"


def test_belum_ada_versi(client, dunia):
    client.force_login(dunia.ketua)
    jawab = client.get(alamat("banding", dunia.rencana))
    assert "Belum ada versi" in jawab.text
    assert client.get(alamat("banding", dunia.rencana), {"dari": "1"}).status_code == 404


def test_tidak_berubah_dikatakan(halaman):
    assert "Tidak ada perbedaan" in halaman().text


def test_versi_yang_sama_dua_kali(halaman):
    assert "Versi yang sama" in halaman(dari=1, ke=1).text


def test_dua_versi_dan_arah_sebaliknya(halaman, disetujui):
    ubah(disetujui)
    setujui(disetujui)
    assert pilihan(halaman(ke=2))["dari"][1] == "1"
    assert sup(halaman(dari=1, ke=2)).select_one(".beda-isi ins").text.endswith("ZI")
    assert sup(halaman(dari=2, ke=1)).select_one(".beda-isi del").text.endswith("ZI")
    assert pilihan(halaman()) == {"dari": (["2", "1"], "2"), "ke": (["", "2", "1"], "")}


def test_yang_ditolak_tidak_menjadi_pembanding(halaman, disetujui):
    ubah(disetujui)
    rencana = segar(disetujui.rencana)
    ajukan(rencana, oleh=disetujui.ketua)
    langkah(rencana, "kembalikan", oleh=disetujui.orang["kepala"], catatan="Lengkapi.")
    ubah(disetujui, "Uraian ketiga")
    assert pilihan(halaman())["dari"][1] == "1"


@pytest.mark.parametrize("kueri", [{"dari": "9"}, {"ke": "9"}, {"dari": "abc"}, {"ke": "-1"}, {"dari": "١"}])
def test_nomor_yang_tidak_ada(halaman, kueri):
    assert halaman(**kueri).status_code == 404


def test_teks_dilolos_kan(halaman, disetujui):
    ubah(disetujui, "<script>alert(1)</script> & Tim")
    jawab = halaman()
    assert "<script>alert" not in jawab.text
    assert "&lt;script&gt;" in jawab.text


# --- who sees what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("siapa", ["ketua_tim", "anggota", "koordinator", "kepala", "admin_satker", "admin_pusat"])
def test_orang_dalam_melihat_draf(halaman, disetujui, siapa):
    ubah(disetujui, "Rahasia draf")
    jawab = halaman(siapa)
    assert "Rahasia" in jawab.text
    assert pilihan(jawab)["ke"] == (["", "1"], "")


def test_satker_lain_tidak_melihat(halaman):
    assert halaman("satker_lain").status_code == 404


def test_evaluator_tidak_melihat_draf(halaman, disetujui):
    ubah(disetujui, "Rahasia draf")
    jawab = halaman("evaluator")
    assert "Rahasia" not in jawab.text
    assert pilihan(jawab) == {"dari": (["1"], "1"), "ke": (["1"], "1")}
    assert "Versi yang sama" in jawab.text
    assert reverse("naskah:rencana", args=[disetujui.rencana.pk]) not in jawab.text


def test_evaluator_membandingkan_yang_boleh_ia_lihat(halaman, disetujui):
    ubah(disetujui, "Uraian yang ditarik")
    rencana = segar(disetujui.rencana)
    ajukan(rencana, oleh=disetujui.ketua)
    langkah(rencana, "tarik", oleh=disetujui.ketua)
    ubah(disetujui, "Uraian ketiga")
    ajukan(segar(rencana), oleh=disetujui.ketua)
    jawab = halaman("evaluator")
    assert pilihan(jawab) == {"dari": (["3", "1"], "1"), "ke": (["3", "1"], "3")}
    assert "ketiga" in jawab.text
    assert "ditarik" not in jawab.text
    assert halaman("evaluator", dari=2).status_code == 404


def test_evaluator_tahun_lain_tidak_melihat(client, disetujui):
    client.force_login(orang(disetujui.satker, "evaluator", tahun=2030))
    assert client.get(alamat("banding", disetujui.rencana)).status_code == 404


def test_evaluator_tanpa_versi_tidak_melihat(client, dunia):
    client.force_login(dunia.orang["evaluator"])
    assert client.get(alamat("banding", dunia.rencana)).status_code == 404


# --- marks on the page of the plan -----------------------------------------------------------------------------------


def tanda(dunia, siapa=None):
    """Row → mark, and section → rows that are gone."""
    seksi = matriks(segar(dunia.rencana), siapa or dunia.ketua)
    baris = {s.baris.uraian: s.tanda for x in seksi for s in x.baris if s.tanda}
    return baris, {x.judul: x.dihapus for x in seksi if x.dihapus}


def test_tanpa_perubahan_tanpa_tanda(disetujui):
    """Nothing in the plan differs: the draft that began and ended with the same words shows no mark."""
    ubah(disetujui, "Lain")
    ubah(disetujui, "Penyusunan Tim Kerja")
    assert segar(disetujui.rencana).status == "draf"
    assert tanda(disetujui) == ({}, {})


def test_baru_berubah_dan_dihapus(disetujui):
    ubah(disetujui)
    tambah_baris(disetujui.area[1], oleh=disetujui.ketua, uraian="Baris baru")
    hapus(segar(disetujui.kedua), 1, oleh=disetujui.ketua)
    assert tanda(disetujui) == (
        {"Penyusunan Tim Kerja ZI": "berubah", "Baris baru": "baru"},
        {"Manajemen Perubahan": 1},
    )


BERUBAH = {
    "aksi ditambah": lambda d: tambah_aksi(segar(d.baris), [Butir("c.", "X")], oleh=d.ketua),
    "aksi dihapus": lambda d: hapus(segar(d.aksi[0]), 1, oleh=d.ketua),
    "aksi ditukar": lambda d: geser(segar(d.aksi[1]), 1, "naik", oleh=d.ketua),
    "jadwal": lambda d: ubah_jadwal(segar(d.jadwal), 1, oleh=d.ketua, teks="3 Maret 2023"),
    "jadwal baru": lambda d: tambah_jadwal(segar(d.baris), "3 Maret 2023", oleh=d.ketua),
    "bukti": lambda d: ubah_syarat(segar(d.syarat), 1, oleh=d.ketua, teks="SK Tim"),
    "pindah": lambda d: pindah_area(segar(d.baris), 1, d.area[1], oleh=d.ketua),
}


@pytest.mark.parametrize("cara", BERUBAH)
def test_apa_saja_di_baris_menandainya(disetujui, cara):
    BERUBAH[cara](disetujui)
    assert tanda(disetujui) == ({"Penyusunan Tim Kerja": "berubah"}, {})


def test_semua_isi_baris_dibaca_sama_dengan_versi(disetujui):
    """What the matrix has loaded, with a tree of evidence and pairings, equals its own snapshot."""
    induk = SyaratBukti.objects.create(baris=disetujui.baris, teks="Dokumen", urutan=2, jumlah=2)
    anak = SyaratBukti.objects.create(baris=disetujui.baris, teks="Notula", induk=induk, tanggal="2023-01-26")
    anak.aksi.set(disetujui.aksi)
    SyaratBukti.objects.create(area=disetujui.area[0], teks="Analisis beban kerja")
    disetujui.jadwal.aksi.set(disetujui.aksi)
    ubah(disetujui, "Lain")
    setujui(disetujui)
    ubah(disetujui, "Pemilihan agen perubahan", disetujui.kedua)
    assert tanda(disetujui) == ({"Pemilihan agen perubahan": "berubah"}, {})
    assert not beda_versi(*reversed(Versi.objects.order_by("nomor")), disetujui.rencana).kosong


def test_sesudah_disetujui_lagi_tanda_hilang(disetujui):
    ubah(disetujui)
    assert tanda(disetujui)[0]
    setujui(disetujui)
    assert tanda(disetujui) == ({}, {})


def test_selama_diajukan_tanda_tetap_ada(disetujui, client):
    """Who decides sees them too, an evaluator beside the approved version that he may read anyway."""
    ubah(disetujui)
    ajukan(segar(disetujui.rencana), oleh=disetujui.ketua)
    for siapa in ("kepala", "anggota", "evaluator"):
        client.force_login(disetujui.orang[siapa])
        assert "sejak disetujui" in client.get(alamat("rencana", disetujui.rencana)).text


def test_tanpa_versi_berlaku_tidak_ada_tanda(disetujui):
    langkah(segar(disetujui.rencana), "cabut", oleh=disetujui.orang["kepala"], catatan="Salah tahun.")
    ubah(disetujui)
    assert tanda(disetujui) == ({}, {})


def test_draf_pertama_tidak_bertanda(dunia):
    ubah(dunia)
    assert tanda(dunia) == ({}, {})


def test_tanda_dan_jumlah_di_halaman(disetujui, client):
    ubah(disetujui)
    hapus(segar(disetujui.kedua), 1, oleh=disetujui.ketua)
    client.force_login(disetujui.ketua)
    dom = sup(client.get(alamat("rencana", disetujui.rencana)))
    baris = dom.find(id=f"baris-{disetujui.baris.pk}")
    assert " ".join(baris.select_one(".tanda-sejak").text.split()) == "Berubah sejak disetujui"
    tautan = dom.find("a", string="1 baris dihapus sejak disetujui")
    halaman = sup(client.get(tautan["href"]))
    assert halaman.find(id=tautan["href"].partition("#")[2])


def test_baris_yang_dimuat_ulang_htmx_bertanda(disetujui, client):
    client.force_login(disetujui.ketua)
    url = alamat("baris", disetujui.baris)
    assert "sejak disetujui" not in client.get(url, headers=HTMX).text
    ubah(disetujui)
    assert "Berubah" in client.get(url, headers=HTMX).text
    baru = tambah_baris(disetujui.area[0], oleh=disetujui.ketua, uraian="Baris baru")
    dom = sup(client.get(alamat("baris", baru), headers=HTMX))
    assert dom.select_one(".tanda-sejak .lencana").text == "Baru"


# --- queries ---------------------------------------------------------------------------------------------------------


def rencana_dengan(jumlah, dunia):
    """A plan with an approved version, of which half the rows changed."""
    rencana = RencanaFactory(satker=dunia.satker, tahun_mulai=1990 + jumlah, tahun_selesai=1990 + jumlah)
    tabel = TabelFactory(area=AreaFactory(rencana=rencana))
    for _ in range(jumlah):
        baris = BarisFactory(tabel=tabel)
        AksiFactory.create_batch(2, baris=baris)
        tambah_jadwal(baris, "25 Januari 2023", oleh=dunia.ketua)
        SyaratBukti.objects.create(baris=baris, teks="Undangan", jenis=["undangan"])
    ajukan(rencana, oleh=dunia.ketua)
    langkah(rencana, "setujui", oleh=dunia.orang["kepala"])
    for b in BarisRencana.objects.filter(tabel=tabel)[: jumlah // 2]:
        ubah_baris(b, b.versi, oleh=dunia.ketua, uraian="Lain")
    return rencana


def kueri(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as hasil:
        assert client.get(url).status_code == 200
    return len(hasil)


def test_kueri_sama_dengan_2_dan_50_baris(client, dunia):
    client.force_login(dunia.ketua)
    for nama, maks in (("rencana", 12), ("banding", 50)):
        jumlah = {n: kueri(client, alamat(nama, rencana_dengan(n, dunia))) for n in (2, 50)}
        assert jumlah[2] == jumlah[50] <= maks, nama
        RencanaKerja.objects.filter(satker=dunia.satker).update(dihapus_pada="2023-01-01T00:00Z")


def test_kueri_dua_versi(client, dunia):
    client.force_login(dunia.ketua)
    rencana = rencana_dengan(2, dunia)
    ajukan(segar(rencana), oleh=dunia.ketua)
    assert kueri(client, f"{alamat('banding', rencana)}?dari=1&ke=2") <= 12
