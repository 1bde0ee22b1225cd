"""The journeys of the people in the browser, on the demonstration; plan, evidence, approval also without JavaScript."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader, PdfWriter

from zi.akun.models import Pengguna
from zi.beranda.contoh import muat_contoh, sandi_contoh
from zi.bukti.models import JenisBukti, PemenuhanBukti
from zi.common.models import Pekerjaan
from zi.common.services import kerjakan
from zi.dokumen.pdf import Pdf
from zi.naskah.queries_cetak import JENIS as JENIS_CETAK
from zi.pengungkit.services import muat_acuan
from zi.rencana.models import BarisRencana, RencanaKerja

TELEPON = {"lebar": 360, "tinggi": 740}
KOMPUTER = {"lebar": 1280, "tinggi": 800}
SINI = 10_000  # milliseconds; two cores are shared with others
dua_cara = pytest.mark.parametrize("skrip", [True, False], ids=["javascript", "tanpa-javascript"])


@pytest.fixture
def contoh(settings, live_server, client):
    """The demonstration in the database of the live server."""
    settings.MODE = "contoh"
    muat_acuan()
    muat_contoh()
    assert JenisBukti.objects.exists()


@pytest.fixture
def sebagai(contoh, buka_halaman):
    """A page of the browser as a demonstration account, at the home: sebagai("ketua", **TELEPON)."""

    def buka(siapa, **pilihan):
        laman = buka_halaman(akun(siapa), **pilihan)
        laman.set_default_timeout(SINI)
        laman.goto("/")
        return laman

    return buka


def akun(siapa):
    return Pengguna.objects.get(email=f"{siapa}@contoh.invalid")


def rencana():
    return RencanaKerja.objects.get(satker__kode="kb-ntb")


def isi(laman):
    return laman.locator("main")


def buka_rencana(laman):
    """As a person does it: by the menu, then by the list."""
    laman.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Rencana").click()
    isi(laman).get_by_role("link", name=re.compile("Kantor Bahasa Provinsi")).first.click()
    expect(laman.get_by_role("heading", level=1)).to_contain_text("2023")


def kartu_baris(laman, baris):
    return laman.locator(f"#baris-{baris.pk}")


def sunting(laman, baris):
    kartu_baris(laman, baris).get_by_role("link", name="Ubah").click()
    expect(laman.get_by_label("Rencana kerja", exact=True)).to_be_visible()


def pdf(teks="undangan"):
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(200, 200)
    tulis.add_metadata({"/Title": teks})
    tulis.write(keluar)
    return keluar.getvalue()


def unggahan(nama, isi_berkas):
    return {"name": nama, "mimeType": "application/octet-stream", "buffer": isi_berkas}


# --- the ketua tim works on the plan ---------------------------------------------------------------------------------


@dua_cara
def test_ketua_tim_mengubah_baris(sebagai, skrip):
    laman = sebagai("ketua", skrip=skrip, **TELEPON)
    buka_rencana(laman)
    alamat = laman.url
    baris = BarisRencana.objects.order_by("tabel__urutan", "urutan").first()
    sunting(laman, baris)
    assert (laman.url == alamat) is skrip  # in place only with JavaScript
    laman.get_by_label("Rencana kerja", exact=True).fill("Penyusunan Tim Kerja “Lapis Dua” & <b>Agen</b>")
    laman.get_by_label("Tambah rencana aksi").fill("c. Menetapkan agen perubahan")
    laman.get_by_label("Tambah jadwal").press_sequentially("26 Januari–Juni 2023")
    if not skrip:
        laman.get_by_role("button", name="Baca isian").click()
    expect(isi(laman).get_by_text("26 Jan 2023 – 30 Jun 2023").first).to_be_visible()
    laman.get_by_role("button", name="Simpan", exact=True).last.click()
    kartu = kartu_baris(laman, baris)
    expect(kartu).to_contain_text("Penyusunan Tim Kerja “Lapis Dua” & <b>Agen</b>")
    expect(kartu).to_contain_text("c. Menetapkan agen perubahan")
    expect(kartu).to_contain_text("26 Jan 2023 – 30 Jun 2023")
    assert laman.url.split("#")[0] == alamat


@dua_cara
def test_ketua_tim_menghapus_lalu_mengurungkan(sebagai, skrip):
    laman = sebagai("ketua", skrip=skrip, **KOMPUTER)
    buka_rencana(laman)
    baris = BarisRencana.objects.order_by("tabel__urutan", "urutan").first()
    sunting(laman, baris)
    laman.get_by_text("Pindah atau hapus").click()
    laman.get_by_role("button", name="Hapus baris").click()
    expect(kartu_baris(laman, baris)).to_have_count(0)
    baris.refresh_from_db()
    assert baris.dihapus_pada
    laman.get_by_role("button", name="Urungkan").click()
    expect(kartu_baris(laman, baris)).to_contain_text(baris.uraian)
    assert BarisRencana.objects.hidup().count() == 39


@dua_cara
def test_ketua_tim_menambah_baris(sebagai, skrip):
    laman = sebagai("ketua", skrip=skrip, **TELEPON)
    buka_rencana(laman)
    laman.get_by_role("link", name="Tambah baris di Manajemen Perubahan").click()
    laman.get_by_label("Rencana kerja", exact=True).fill("Pembinaan agen perubahan")
    laman.get_by_label("Rencana aksi").fill("Memilih agen\nMelatih agen")
    laman.get_by_label("Jadwal pelaksanaan").fill("TW II")
    laman.get_by_label("Bukti fisik").fill("Undangan, daftar hadir, notula")
    if skrip:  # what the words are taken for appears while typing
        expect(laman.locator(".bacaan").filter(has_text="1 Apr 2023 – 30 Jun 2023")).to_be_visible()
        expect(laman.locator(".bacaan").filter(has_text="Notula")).to_be_visible()
    laman.get_by_role("button", name="Simpan", exact=True).click()
    kartu = isi(laman).get_by_role("row").filter(has_text="Pembinaan agen perubahan")
    expect(kartu).to_contain_text("Melatih agen")
    expect(kartu).to_contain_text("1 Apr 2023 – 30 Jun 2023")
    baru = BarisRencana.objects.get(uraian="Pembinaan agen perubahan")
    assert {j for s in baru.syarat.all() for j in s.jenis} == {"undangan", "daftar_hadir", "notula"}


def test_dua_orang_menyunting_baris_yang_sama(sebagai):
    dua = [sebagai("koordinator", **KOMPUTER), sebagai("ketua", **KOMPUTER)]
    baris = BarisRencana.objects.order_by("tabel__urutan", "urutan").first()
    for laman in dua:
        buka_rencana(laman)
        sunting(laman, baris)
    for laman, teks in zip(dua, ("Susunan koordinator", "Susunan ketua"), strict=True):
        laman.get_by_label("Rencana kerja", exact=True).fill(teks)
        laman.get_by_role("button", name="Simpan", exact=True).last.click()
    expect(kartu_baris(dua[0], baris)).to_contain_text("Susunan koordinator")
    bentrok = kartu_baris(dua[1], baris)
    expect(bentrok.get_by_role("heading", name=re.compile("Baru saja diubah Nirmala"))).to_be_visible()
    expect(bentrok.locator("dl")).to_contain_text("Susunan koordinator")
    expect(bentrok.locator("dl")).to_contain_text("Susunan ketua")
    baris.refresh_from_db()
    assert baris.uraian == "Susunan koordinator"


def test_sesi_habis_saat_menyunting_membawa_ke_halaman_masuk(sebagai):
    laman = sebagai("ketua", **KOMPUTER)
    buka_rencana(laman)
    laman.context.clear_cookies()
    kartu_baris(laman, BarisRencana.objects.order_by("tabel__urutan", "urutan").first()).get_by_role(
        "link"
    ).first.click()
    expect(laman.get_by_label("Surel atau NIP")).to_be_visible()
    laman.get_by_label("Surel atau NIP").fill("ketua@contoh.invalid")
    laman.get_by_label("Kata sandi").fill(sandi_contoh())
    laman.get_by_role("button", name="Masuk").click()
    expect(laman.get_by_role("heading", level=1)).to_contain_text("2023")


# --- evidence --------------------------------------------------------------------------------------------------------


@dua_cara
def test_bukti_dari_telepon_sampai_diterima(sebagai, skrip):
    anggota = sebagai("anggota", skrip=skrip, **TELEPON)
    tugas = isi(anggota).get_by_role("region", name="Tugas saya").get_by_role("link").first
    nama = tugas.inner_text()
    tugas.click()
    anggota.get_by_label("Pilih berkas").set_input_files(
        [unggahan("undangan rapat.pdf", pdf()), unggahan("catatan <b>.txt", b"bukan dokumen")]
    )
    if not skrip:
        anggota.get_by_role("button", name="Unggah").click()
    expect(isi(anggota)).to_contain_text("“undangan rapat.pdf” tersimpan.")
    expect(isi(anggota)).to_contain_text("“catatan <b>.txt” bukan PDF")
    anggota.goto("/")
    expect(isi(anggota)).to_contain_text("1 menunggu diperiksa")
    expect(isi(anggota)).to_contain_text("135 belum ada bukti")

    koordinator = sebagai("koordinator", skrip=skrip, **TELEPON)
    koordinator.get_by_role("region", name="Menunggu Anda periksa").get_by_role("link").click()
    koordinator.get_by_role("button", name="Terima").click()
    expect(isi(koordinator)).to_contain_text("Bukti diterima.")
    anggota.goto("/")
    expect(isi(anggota)).to_contain_text("1 dari 136")
    expect(isi(anggota).get_by_role("link", name=nama)).to_have_count(0)
    assert PemenuhanBukti.objects.get().status == "diterima"


# --- approval --------------------------------------------------------------------------------------------------------


def masuk(buka_halaman, nama, skrip):
    """By the form, with the NIP, as on the first day."""
    laman = buka_halaman(skrip=skrip, **TELEPON)
    laman.goto("/")
    laman.get_by_label("Surel atau NIP").fill(akun(nama).nomor_induk)
    laman.get_by_label("Kata sandi").fill(sandi_contoh())
    laman.get_by_role("button", name="Masuk").click()
    expect(laman.get_by_role("heading", name="Beranda")).to_be_visible()
    return laman


def ajukan(laman):
    laman.goto(f"/rencana/{rencana().pk}/")
    isi(laman).get_by_role("link", name="Ajukan").click()
    isi(laman).get_by_role("button", name="Ajukan").click()
    expect(isi(laman).locator(".ringkas-rencana")).to_contain_text("Diajukan")


@dua_cara
def test_pengesahan_dikembalikan_lalu_disetujui(sebagai, buka_halaman, skrip):
    ketua = sebagai("ketua", skrip=skrip, **KOMPUTER)
    ajukan(ketua)

    kepala = masuk(buka_halaman, "kepala", skrip)
    expect(kepala.get_by_role("heading", name="Menunggu keputusan Anda")).to_be_visible()
    kepala.get_by_role("link", name="Baca dan putuskan").click()
    kepala.get_by_role("button", name="Kembalikan").click()
    expect(isi(kepala)).to_contain_text("Tulis catatannya dulu")
    kepala.get_by_label("Catatan").fill("Perbaiki jadwal baris 3")
    kepala.get_by_role("button", name="Kembalikan").click()
    expect(isi(kepala)).to_contain_text("dikembalikan")

    ketua.goto("/")
    expect(isi(ketua)).to_contain_text("Perbaiki jadwal baris 3")
    buka_rencana(ketua)
    expect(isi(ketua)).to_contain_text("Perbaiki jadwal baris 3")
    baris = BarisRencana.objects.order_by("tabel__urutan", "urutan")[2]
    sunting(ketua, baris)
    ketua.get_by_label("Tambah jadwal").fill("Maret 2023")
    ketua.get_by_role("button", name="Simpan", exact=True).last.click()
    expect(kartu_baris(ketua, baris)).to_contain_text("Maret 2023")
    ajukan(ketua)

    kepala.goto("/")
    kepala.get_by_role("link", name="Baca dan putuskan").click()
    kepala.get_by_role("button", name="Setujui").click()
    expect(isi(kepala)).to_contain_text("disetujui")
    kepala.goto("/")
    expect(kepala.get_by_role("heading", name="Menunggu keputusan Anda")).to_have_count(0)

    evaluator = sebagai("evaluator", skrip=skrip, **KOMPUTER)
    evaluator.get_by_role("region", name="Yang Anda evaluasi").get_by_role("link", name="2023").first.click()
    expect(kartu_baris(evaluator, baris)).to_contain_text("Maret 2023")
    expect(isi(evaluator).locator(".tombol-ubah")).to_have_count(0)
    kartu_baris(evaluator, baris).locator("a.syarat").first.click()
    expect(isi(evaluator)).to_contain_text("Belum ada bukti")
    expect(evaluator.get_by_role("button", name="Unggah")).to_have_count(0)


# --- in and out of spreadsheets --------------------------------------------------------------------------------------


def menu_lain(laman, nama):
    isi(laman).get_by_text("Lainnya").click()
    return isi(laman).get_by_role("link", name=nama)


def test_buku_kerja_keluar_dan_masuk_lagi(sebagai):
    laman = sebagai("ketua", **KOMPUTER)
    buka_rencana(laman)
    with laman.expect_download() as unduhan:
        menu_lain(laman, "Unduh Excel").click()
    buku = load_workbook(io.BytesIO(unduhan.value.path().read_bytes()))
    sel = next(x for lembar in buku for lajur in lembar.iter_rows() for x in lajur if x.value == "Penyusunan Tim Kerja")
    sel.value = "Penyusunan Tim Kerja ZI"
    keluar = io.BytesIO()
    buku.save(keluar)

    laman.goto(f"/rencana/{rencana().pk}/")
    menu_lain(laman, "Impor dari Excel atau Word").click()
    laman.get_by_label("Berkas Excel").set_input_files(unggahan("rencana.xlsx", keluar.getvalue()))
    laman.get_by_role("button", name="Baca dan tampilkan").click()
    expect(isi(laman)).to_contain_text("38 sama")
    expect(isi(laman)).to_contain_text("1 berubah")
    assert not BarisRencana.objects.filter(uraian="Penyusunan Tim Kerja ZI").exists()
    laman.get_by_role("button", name="Simpan ke rencana").click()
    expect(isi(laman).get_by_role("rowheader", name="Penyusunan Tim Kerja ZI")).to_be_visible()
    assert BarisRencana.objects.hidup().count() == 39


def test_tempelan_menjadi_rencana_baru(sebagai):
    laman = sebagai("ketua.kosong", **TELEPON)
    laman.get_by_role("link", name="Impor").click()
    laman.get_by_label("Tahun rencana").fill("2024")
    laman.get_by_role("button", name="Baca dan tampilkan").click()
    expect(isi(laman)).to_contain_text("Pilih berkasnya, atau tempel tabelnya.")
    kepala = ("No", "Rencana Kerja", "Rencana Aksi", "Jadwal Pelaksanaan", "Bukti Fisik")
    baris = ("1", "Membentuk tim", "a. Memilih anggota", "12 Januari 2024", "Notula, daftar hadir")
    laman.get_by_label("Atau tempel tabel").fill("\t".join(kepala) + "\n" + "\t".join(baris))
    laman.get_by_role("button", name="Baca dan tampilkan").click()
    expect(isi(laman)).to_contain_text("1 baru")
    laman.get_by_role("button", name="Simpan ke rencana").click()
    expect(isi(laman).get_by_role("rowheader", name="Membentuk tim")).to_be_visible()
    assert RencanaKerja.objects.get(satker__kode="kosong").tahun_mulai == 2024


# --- the official document -------------------------------------------------------------------------------------------


def test_pdf_dibuat_sambil_menunggu_lalu_diunduh(sebagai, monkeypatch):
    monkeypatch.setattr("zi.common.services.senggol", lambda pk: None)  # the worker is this test
    laman = sebagai("ketua", **TELEPON)
    buka_rencana(laman)
    menu_lain(laman, "Cetak").click()
    laman.get_by_role("button", name="Buat PDF").click()
    expect(laman.get_by_role("progressbar")).to_be_visible()
    expect(isi(laman)).to_contain_text("Halaman ini boleh ditinggalkan")
    laman.goto("/")  # and it is made all the same
    pekerjaan = Pekerjaan.objects.get(jenis=JENIS_CETAK)
    assert kerjakan(pekerjaan.pk)
    buka_rencana(laman)
    menu_lain(laman, "Cetak").click()
    with laman.expect_download() as unduhan:
        isi(laman).get_by_role("link", name=re.compile("^PDF")).click()
    assert unduhan.value.suggested_filename == "rencana-kerja-zi-kb-ntb-2023-draf.pdf"
    teks = "".join(h.extract_text() for h in PdfReader(unduhan.value.path()).pages)
    assert "Penyusunan Tim Kerja" in teks


def test_bilah_kemajuan_berganti_tombol_unduh_dengan_sendirinya(sebagai, monkeypatch):
    monkeypatch.setattr("zi.common.services.senggol", lambda pk: None)
    monkeypatch.setattr("zi.naskah.services_cetak.buat_pdf", lambda *_, **__: Pdf(pdf(), 1, 0.1, 1))
    laman = sebagai("ketua", **KOMPUTER)
    buka_rencana(laman)
    menu_lain(laman, "Cetak").click()
    laman.get_by_role("button", name="Buat PDF").click()
    expect(laman.get_by_role("progressbar")).to_be_visible()
    assert kerjakan(Pekerjaan.objects.get(jenis=JENIS_CETAK).pk)
    expect(laman.get_by_role("link", name="Unduh PDF")).to_be_visible()
    expect(laman.get_by_role("progressbar")).to_have_count(0)
