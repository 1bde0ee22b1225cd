"""Approval seen from outside: stale pages, odd input, forms of plans, and what each reader can still reach."""

import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter

from tests.naskah.bantu import alamat, segarkan, sup
from tests.naskah.test_lima_bentuk import LIMA, muat_lagi
from tests.pabrik import orang
from zi.naskah.models import Versi
from zi.naskah.services import ajukan, langkah
from zi.naskah.services_cetak import cetakan
from zi.notifikasi.models import Notifikasi
from zi.pengungkit.services import muat_area_dan_peraturan
from zi.rencana.models import RencanaKerja
from zi.rencana.services import hapus, siap_diubah
from zi.rencana.services_baris import ubah_baris

pytestmark = pytest.mark.django_db


def klien(orang):
    satu = Client()
    satu.force_login(orang)
    return satu


@pytest.fixture
def kantor(dunia):
    """The plan of `dunia` with a browser for each person."""
    orang = {nama: klien(x) for nama, x in dunia.orang.items()}
    return SimpleNamespace(**vars(dunia), ketua_tim=orang["ketua_tim"], kepala=orang["kepala"], browser=orang)


def tekan(klien, rencana, aksi, **isi):
    """Take a step on the page that has it."""
    if aksi in {"setujui", "kembalikan"}:
        return klien.post(alamat("persetujuan", rencana), {"aksi": aksi, **isi})
    return klien.post(reverse("naskah:langkah", args=[rencana.pk, aksi]), isi)


def galat(jawab):
    return sup(jawab).select_one("[role=alert]").text


# --- stale pages and odd input ---------------------------------------------------------------------------------------


def test_halaman_ajukan_yang_basi_tidak_mengajukan_lagi(kantor):
    """Two heads of the team open the same page; the first submits, the kepala returns it, the second presses."""
    for _ in range(2):  # a double click is one submission
        assert tekan(kantor.ketua_tim, kantor.rencana, "ajukan", versi=1).status_code == 302
    tekan(kantor.kepala, kantor.rencana, "kembalikan", versi=1, catatan="Jadwal kurang.")
    jawab = tekan(kantor.ketua_tim, kantor.rencana, "ajukan", versi=1)
    assert jawab.status_code == 409
    assert "versi 2, bukan 1" in galat(jawab)
    assert (RencanaKerja.objects.get().status, Versi.objects.count()) == ("dikembalikan", 1)
    assert tekan(kantor.ketua_tim, kantor.rencana, "ajukan", versi=2).status_code == 302


def test_menyetujui_versi_lama_setelah_yang_baru_disetujui_ditolak(kantor):
    for nomor in (1, 2):
        ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
        tekan(kantor.kepala, kantor.rencana, "setujui", versi=nomor)
        if nomor == 1:
            siap_diubah(kantor.rencana, kantor.orang["ketua_tim"])
    jawab = tekan(kantor.kepala, kantor.rencana, "setujui", versi=1)
    assert jawab.status_code == 409
    assert "versi 1, yang terakhir diputus versi 2" in galat(jawab)
    assert tekan(kantor.kepala, kantor.rencana, "setujui", versi=2).status_code == 302  # twice is once


@pytest.mark.parametrize("nomor", ["9" * 5000, "-1", "1.0", "²", "", "satu"])
def test_nomor_versi_yang_aneh_ditolak(kantor, nomor):
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    jawab = tekan(kantor.kepala, kantor.rencana, "setujui", versi=nomor)
    assert jawab.status_code == 409
    assert "sekarang versi 1" in galat(jawab)
    assert Versi.objects.get().status == "diajukan"


def test_catatan_dengan_nul_tersimpan_tanpanya(kantor):
    """PostgreSQL refuses the character; SQLite keeps it."""
    tekan(kantor.ketua_tim, kantor.rencana, "ajukan", versi=1, catatan="Mohon\0 dibaca")
    assert Versi.objects.get().pesan == "Mohon dibaca"
    tekan(kantor.kepala, kantor.rencana, "kembalikan", versi=1, catatan="\0")
    assert Versi.objects.get().status == "diajukan"


def test_ajuan_yang_ditolak_menjaga_pesannya(kantor):
    """Refused after the step was taken and undone: the page shows the plan as it is, with the form."""
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    langkah(kantor.rencana, "kembalikan", oleh=kantor.orang["kepala"], catatan="Kurang.")
    jawab = tekan(kantor.ketua_tim, kantor.rencana, "ajukan", versi=1, catatan="Pesan yang panjang")
    assert sup(jawab).select_one("textarea#catatan").text.strip() == "Pesan yang panjang"
    assert sup(jawab).select_one("input[name=versi]")["value"] == "2"
    assert "statusnya “Diajukan”" not in jawab.text


@pytest.mark.parametrize("catatan", ["", " \n ", "\u200b", "\0\u200b\u00a0", "\u2060", "\u3164 \u2800"])
def test_catatan_tanpa_huruf_bukan_catatan(kantor, catatan):
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    jawab = tekan(kantor.kepala, kantor.rencana, "kembalikan", versi=1, catatan=catatan)
    assert jawab.status_code == 409
    assert "Tulis catatannya dulu" in galat(jawab)
    assert Versi.objects.get().status == "diajukan"


def test_catatan_panjang_tidak_dipotong_diam_diam(kantor):
    """A browser lets 2,000 letters pass and sends each new line as two."""
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    jawab = tekan(kantor.kepala, kantor.rencana, "kembalikan", versi=1, catatan="b" * 2001)
    assert jawab.status_code == 409
    assert "paling panjang 2000 huruf; ini 2001" in galat(jawab)
    assert sup(jawab).select_one("textarea#catatan").text.strip() == "b" * 2001
    penuh = "a\r\n" * 999 + "ab"
    assert tekan(kantor.kepala, kantor.rencana, "kembalikan", versi=1, catatan=penuh).status_code == 302
    assert Versi.objects.get().catatan == penuh.replace("\r\n", "\n")


def test_catatan_kedua_yang_lain_tidak_dikatakan_tersimpan(kantor):
    """Pressed twice is once; but another note was not sent, and says so."""
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    for _ in range(2):
        assert tekan(kantor.kepala, kantor.rencana, "kembalikan", versi=1, catatan="Satu").status_code == 302
    jawab = tekan(kantor.kepala, kantor.rencana, "kembalikan", versi=1, catatan="Dua yang lain")
    assert jawab.status_code == 409
    assert "statusnya “Dikembalikan”" in galat(jawab)
    assert "Catatan Anda tidak tersimpan" in jawab.text
    assert "Dua yang lain" in jawab.text
    assert Versi.objects.get().catatan == "Satu"


def test_nama_satker_sepanjang_batas_tetap_mengabari(kantor):
    kantor.satker.nama = "Kantor " + "Panjang " * 24
    kantor.satker.save()
    ajukan(RencanaKerja.objects.get(), oleh=kantor.orang["ketua_tim"])
    assert len(Notifikasi.objects.get(penerima=kantor.orang["kepala"]).judul) == 200


def test_riwayat_dengan_versi_yang_ditarik(kantor):
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    langkah(kantor.rencana, "tarik", oleh=kantor.orang["ketua_tim"])
    jawab = kantor.ketua_tim.get(alamat("riwayat", kantor.rencana))
    assert "Ditarik kembali" in jawab.text


# --- forms of plans --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kode", LIMA)
def test_setiap_bentuk_dapat_diajukan_dan_dibaca(kode):
    """Two of the five have indicators and no matrix."""
    muat_area_dan_peraturan()
    rencana = muat_lagi(kode)
    ketua, kepala = orang(rencana.satker, "ketua_tim"), orang(rencana.satker, "kepala")
    ajukan(rencana, oleh=ketua)
    versi = Versi.objects.get()
    teks = " ".join(sup(klien(kepala).get(alamat("versi", versi))).select_one("main").text.split())
    isi = [b.uraian for t in rencana.tabel.all() for b in t.baris.all()]
    isi += [i.nama for a in rencana.area.all() for i in a.indikator.all()]
    assert isi
    assert [x for x in isi if " ".join(x.split()) not in teks] == []
    langkah(rencana, "setujui", oleh=kepala)
    assert Versi.objects.get().terbitan


def test_rencana_yang_semua_barisnya_dihapus_tidak_diajukan(kantor):
    hapus(kantor.baris, kantor.baris.versi, oleh=kantor.orang["ketua_tim"])
    jawab = tekan(kantor.ketua_tim, kantor.rencana, "ajukan", versi=1)
    assert jawab.status_code == 409
    assert "belum berisi" in galat(jawab)


def test_bentuk_tanpa_matrik_yang_indikatornya_dihapus_tidak_diajukan():
    muat_area_dan_peraturan()
    rencana = muat_lagi("001")
    ketua = orang(rencana.satker, "ketua_tim")
    for area in rencana.area.all():
        for indikator in area.indikator.all():
            indikator.dihapus_pada = rencana.created_at
            indikator.save()
    jawab = tekan(klien(ketua), rencana, "ajukan", versi=1)
    assert "belum berisi" in galat(jawab)


# --- what an evaluator reaches while the next version is being written -----------------------------------------------


def test_evaluator_membuka_versi_berlaku_sewaktu_draf_berikutnya_disusun(kantor):
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    langkah(kantor.rencana, "setujui", oleh=kantor.orang["kepala"])
    segarkan(kantor.baris)
    ubah_baris(kantor.baris, kantor.baris.versi, oleh=kantor.orang["ketua_tim"], uraian="Rahasia draf")
    versi, evaluator = Versi.objects.get(), kantor.browser["evaluator"]
    assert evaluator.get(alamat("rencana", kantor.rencana)).url == alamat("versi", versi)
    for halaman in ("/", alamat("versi", versi), alamat("dokumen", versi), alamat("banding", kantor.rencana)):
        jawab = evaluator.get(halaman)
        assert "Rahasia draf" not in jawab.text
        tautan = [a["href"].split("#")[0] for a in sup(jawab).select("main a[href]")]
        assert [x for x in tautan if x and evaluator.get(x).status_code >= 400] == [], halaman
        if halaman == "/":
            assert alamat("versi", versi) in tautan


def test_evaluator_tidak_ditawari_versi_lama_setelah_yang_baru_dicabut(kantor):
    for nomor in (1, 2):
        ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
        langkah(kantor.rencana, "setujui", oleh=kantor.orang["kepala"], versi=nomor)
        siap_diubah(kantor.rencana, kantor.orang["ketua_tim"])
    langkah(kantor.rencana, "cabut", oleh=kantor.orang["kepala"], versi=2, catatan="Keliru.")
    assert "/rencana/versi/" not in kantor.browser["evaluator"].get("/").text


# --- decided on paper ------------------------------------------------------------------------------------------------


@pytest.fixture
def luar(kantor):
    """The plan waits, and only the admin can record what was signed."""
    kantor.orang["kepala"].peran.update(selesai="2022-01-01")
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    return kantor


def catat(kantor, **lain):
    penulis, isi = PdfWriter(), io.BytesIO()
    penulis.add_blank_page(200, 200)
    penulis.write(isi)
    data = {"versi": "1", "nama": "Kepala Tanpa Akun", "sebutan": "Plt.", "jabatan": "Kepala", "tanggal": "2023-02-01"}
    berkas = SimpleUploadedFile("pindaian.pdf", isi.getvalue())
    return kantor.browser["admin_satker"].post(alamat("luar", kantor.rencana), data | {"berkas": berkas} | lain)


def test_tanpa_kepala_berakun_admin_yang_dikabari(luar):
    kabar = Notifikasi.objects.get(judul__startswith="Mohon persetujuan")
    assert kabar.penerima == luar.orang["admin_satker"]
    assert "catat persetujuannya" in kabar.isi
    assert "Catat persetujuan" in luar.browser["admin_satker"].get(kabar.tautan).text


def test_keputusan_di_kertas_bertanggal_kertasnya(luar, client):
    assert catat(luar).status_code == 302
    versi, admin = Versi.objects.get(), luar.browser["admin_satker"]
    halaman = [admin.get(alamat(nama, versi)) for nama in ("versi", "dokumen")]
    for jawab in (client.get(versi.terbitan.get_absolute_url()), *halaman):
        assert "1 Februari 2023" in jawab.text
    riwayat = sup(admin.get(alamat("riwayat", luar.rencana))).text
    assert "mencatat keputusan Plt. Kepala Kantor Contoh Kepala Tanpa Akun" in riwayat
    siap_diubah(luar.rencana, luar.orang["ketua_tim"])
    assert "Disetujui di luar sistem" in admin.get(alamat("banding", luar.rencana)).text


def test_pembanding_yang_disetujui_di_luar_disebut_begitu(luar):
    """Where the next approver reads against which version the difference is."""
    catat(luar)
    segarkan(luar.baris)
    ubah_baris(luar.baris, luar.baris.versi, oleh=luar.orang["ketua_tim"], uraian="Uraian baru")
    ajukan(RencanaKerja.objects.get(), oleh=luar.orang["ketua_tim"])
    teks = " ".join(sup(luar.ketua_tim.get(alamat("persetujuan", luar.rencana))).select_one("main").text.split())
    assert "Versi 1 disetujui di luar sistem, 1 Februari 2023." in teks
    banding = sup(luar.ketua_tim.get(alamat("banding", luar.rencana)))
    assert banding.select_one('option[value="1"]').text == "Versi 1, disetujui di luar sistem"
    assert "diputus 1 Februari 2023" in banding.text


def test_cetakan_menyebut_siapa_yang_menyetujui(luar):
    """Also what is printed without a stamp: the deputy where the head signs, and that it was decided on paper."""
    assert "Disetujui di luar sistem" not in cetakan(luar.rencana).html()
    catat(luar)
    html = cetakan(RencanaKerja.objects.get()).html()
    assert "Disetujui di luar sistem" in html
    assert "Plt. Kepala Kantor Contoh" in html
    assert "Kepala Tanpa Akun" in html
    assert "1 Februari 2023" in html


def test_pengesah_lain_dicetak_lagi(kantor):
    """The same content approved by another is another print."""
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    langkah(kantor.rencana, "setujui", oleh=kantor.orang["kepala"], versi=1)
    sidik = cetakan(kantor.rencana).sidik
    langkah(kantor.rencana, "cabut", oleh=kantor.orang["kepala"], versi=1, catatan="Keliru.")
    ajukan(kantor.rencana, oleh=kantor.orang["ketua_tim"])
    wakil = orang(kantor.satker, "kepala", sebutan="Plh.", mulai="2020-01-01", selesai="2099-12-31")
    langkah(kantor.rencana, "setujui", oleh=wakil, versi=2)
    assert cetakan(kantor.rencana).sidik != sidik


@pytest.mark.parametrize("tanggal", ["1800-01-01", "2021-12-31"])
def test_tanggal_kertas_yang_mustahil_ditolak(luar, tanggal):
    jawab = catat(luar, tanggal=tanggal)
    assert jawab.status_code == 422
    assert "terlalu lama untuk rencana 2023" in jawab.text
    assert RencanaKerja.objects.get().status == "diajukan"


def test_yang_tidak_dapat_dicetak_tidak_diajukan(kantor):
    """Once approved it could neither be issued nor changed."""
    ubah_baris(kantor.baris, kantor.baris.versi, oleh=kantor.orang["ketua_tim"], uraian="kata " * 5000)
    jawab = tekan(kantor.ketua_tim, kantor.rencana, "ajukan", versi=1)
    assert jawab.status_code == 409
    assert "terlalu panjang untuk dicetak" in galat(jawab)
    assert RencanaKerja.objects.get().status == "draf"
