"""One piece of evidence on a phone, from a member's task to the ZIP of the plan, through a return and its mending."""

import hashlib
import io
import zipfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.bukti.bantu_bungkus import KODE, buat_rencana, buat_syarat
from tests.e2e.test_unggah_peramban import pdf
from tests.pabrik import orang
from zi.bukti.models import BukaBerkas, PemenuhanBukti
from zi.bukti.periksa.alasan import ALASAN

TELEPON = {"lebar": 360, "tinggi": 740}
SINI = 20_000  # milliseconds; two cores are shared with others
NAMA = "SK Tim Kerja 27 Januari 2023.pdf"
JALUR = f"{KODE[0]} Tim kerja/01 SK Tim Kerja (2023-01-27).pdf"


@pytest.fixture
def syarat(settings, live_server):
    settings.MODE = "contoh"
    return buat_syarat(buat_rencana(), tanya=[KODE[0]])


@pytest.fixture
def telepon(syarat, buka_halaman):
    """The phone of a new person of the unit, at the home: telepon("anggota"). It must never be wider than it is."""
    satker, semua = syarat.baris.tabel.rencana.satker, []

    def buka(jenis):
        laman = buka_halaman(orang(satker, jenis), **TELEPON)
        laman.set_default_timeout(SINI)
        laman.on("pageerror", lambda galat: semua.append(str(galat)))
        laman.on("load", lambda: semua.extend([laman.url] * laman.evaluate("document.body.scrollWidth > 360")))
        laman.goto("/")
        return laman

    yield buka
    assert not semua


def pilih_berkas(laman, label, isi):
    with laman.expect_file_chooser() as pemilih:
        laman.get_by_label(label).click()
    pemilih.value.set_files([{"name": NAMA, "mimeType": "application/pdf", "buffer": isi}])


def kabar(laman, kata):
    expect(laman.locator("main")).to_contain_text(kata, timeout=SINI)


def buka_antrean(laman, nama):
    """From the home to the only file of one queue."""
    laman.goto("/")
    laman.get_by_role("link", name=nama).click()
    laman.locator("main").get_by_role("link", name="SK Tim Kerja").first.click()
    expect(laman.get_by_role("img", name="Halaman 1 dari")).to_be_visible(timeout=SINI)


def test_diunggah_dikembalikan_diperbaiki_diterima_lalu_dibungkus(syarat, telepon):
    anggota, koordinator = telepon("anggota"), telepon("koordinator")
    salah, betul = pdf(200), pdf(210)

    anggota.get_by_role("region", name="Tugas saya").get_by_role("link", name="SK Tim Kerja").click()
    pilih_berkas(anggota, "Pilih berkas", salah)
    kabar(anggota, f"“{NAMA}” tersimpan.")
    kabar(anggota, "27 Januari 2023")

    buka_antrean(koordinator, "Belum diperiksa")
    koordinator.get_by_role("link", name="Pilih alasan").click()
    koordinator.get_by_label(ALASAN[1]).check()
    koordinator.get_by_role("button", name="Kembalikan").click()
    kabar(koordinator, "Bukti dikembalikan.")

    anggota.goto("/")
    tugas = anggota.get_by_role("region", name="Tugas saya").get_by_role("listitem").filter(has_text="Dikembalikan")
    tugas.get_by_role("link", name="SK Tim Kerja").click()
    kabar(anggota, ALASAN[1])
    anggota.get_by_role("link", name="Unggah versi perbaikan").click()
    pilih_berkas(anggota, "Berkas yang sudah diperbaiki", betul)
    anggota.get_by_role("button", name="Unggah").click()
    kabar(anggota, "Versi 2 tersimpan dan menunggu diperiksa.")

    buka_antrean(koordinator, "Sudah diperbaiki")
    kabar(koordinator, f"Catatan terakhir: {ALASAN[1]}")
    koordinator.get_by_role("button", name="Terima").click()
    kabar(koordinator, "Bukti diterima.")
    satu = PemenuhanBukti.objects.get()
    assert (satu.status, satu.berkas.versi.count()) == ("diterima", 2)

    _periksa_zip(_unduh_bungkus(koordinator), betul)
    assert BukaBerkas.objects.filter(cara="bungkus", versi__nomor=2).count() == 1


def _unduh_bungkus(laman):
    """From the menu, as a person does it."""
    laman.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Bukti").click()
    laman.get_by_role("link", name="unduh semua sebagai ZIP").click()
    laman.get_by_role("button", name="Susun bungkus").click()
    tautan = laman.get_by_role("link", name="Unduh ZIP")
    expect(tautan).to_be_visible(timeout=3 * SINI)
    with laman.expect_download() as unduhan:
        tautan.click()
    assert unduhan.value.suggested_filename.endswith(".zip")
    return unduhan.value.path()


def _periksa_zip(jalur, betul):
    """The mended content under the coded name of its question, listed in both indexes and in the manifest."""
    with zipfile.ZipFile(jalur) as arsip:
        assert arsip.testzip() is None
        assert arsip.namelist() == [JALUR, "Daftar bukti.xlsx", "Daftar bukti.pdf", "MANIFES.sha256"]
        assert arsip.read(JALUR) == betul
        manifes = arsip.read("MANIFES.sha256").decode()
        lembar = load_workbook(io.BytesIO(arsip.read("Daftar bukti.xlsx"))).active
        teks = " ".join(PdfReader(io.BytesIO(arsip.read("Daftar bukti.pdf"))).pages[0].extract_text().split())
    assert f"{hashlib.sha256(betul).hexdigest()}  {JALUR}" in manifes
    isi = [str(sel.value) for baris in lembar.iter_rows() for sel in baris if sel.value]
    assert KODE[0] in isi
    assert "SK Tim Kerja" in teks
