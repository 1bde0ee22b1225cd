"""What is in a bundle, and what goes wrong while it is built."""

import datetime
import errno
import hashlib
import io
import os
import re
import subprocess
import time
import tracemalloc
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.bukti.bantu_bungkus import (
    HARI,
    KODE,
    D,
    alamat,
    buat_berkas,
    buat_rencana,
    buat_syarat,
    buka,
    nama,
    pekerjaan,
    susun,
    tawarkan,
)
from tests.pabrik import AreaFactory, BarisFactory, TabelFactory, orang
from zi.bukti.bungkus import rakit as rakit_bungkus
from zi.bukti.bungkus import services as services_bungkus
from zi.bukti.bungkus.queries import VIRUS
from zi.bukti.bungkus.rakit import Perakit
from zi.bukti.bungkus.services import DISK_PENUH, buang_bungkus, kerjakan_bungkus, pesan_bungkus
from zi.bukti.bungkus.susun import Bahan, Entri
from zi.bukti.models import Berkas, SyaratBukti, VersiBerkas
from zi.common import services
from zi.common.galat import GalatDomain
from zi.common.models import Pekerjaan
from zi.dokumen.pdf import Pdf
from zi.pengungkit.models import Instrumen, Pertanyaan

pytestmark = pytest.mark.django_db
KINI, JAM = datetime.datetime(2023, 2, 1, 0, 30, tzinfo=datetime.UTC), "1 Februari 2023, 08.30 WITA"


@pytest.fixture
def rencana():
    return buat_rencana()


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


@pytest.fixture
def tanpa_cetak(monkeypatch):
    """The index is printed by a child process of a second: where it does not matter, a stub."""
    monkeypatch.setattr(services_bungkus, "buat_pdf", lambda html, **_: Pdf(b"%PDF-1.7", 1, 0, 0))


# --- what is in it


def test_isi_urut_resmi_dengan_manifes_dan_daftar(rencana, ketua, monkeypatch):
    monkeypatch.setattr(services_bungkus, "timezone", SimpleNamespace(now=lambda: KINI, localtime=timezone.localtime))
    satu = buat_syarat(rencana, "SK Tim Kerja", [KODE[1], KODE[0]])
    dua = buat_syarat(rencana, "Notula rapat, =HYPERLINK(1)", [KODE[1]])
    lepas = buat_syarat(rencana, "Foto kegiatan")
    versi = buat_berkas(satu, ketua, nomor="W21/1")
    buat_berkas(dua, ketua, "=1+1 *bintang*", b"%PDF notula")
    buat_berkas(lepas, ketua, "Foto", b"%PDF foto")
    tautan = Berkas.objects.create(
        satker=rencana.satker, judul="Video", diunggah_oleh=ketua, tautan="https://video.invalid/a?b=1"
    )
    tawarkan(lepas, tautan, ketua)
    bungkus = susun(rencana, ketua)
    assert nama(bungkus) == [
        "A.I.1.i.a Tim kerja/01 SK Tim Kerja (2023-01-27).pdf",
        "A.I.1.ii.b Terbuka/01 =1+1 bintang (2023-01-27).pdf",
        "Rencana/I Manajemen Perubahan/03 Baris Foto kegiatan/01 Foto (2023-01-27).pdf",
        "Daftar bukti.xlsx",
        "Daftar bukti.pdf",
        "MANIFES.sha256",
    ]
    with buka(bungkus) as arsip:
        assert arsip.testzip() is None
        manifes = arsip.read("MANIFES.sha256")
        assert bungkus.sha256 == hashlib.sha256(manifes).hexdigest()
        tercatat = dict(reversed(baris.split("  ", 1)) for baris in manifes.decode().splitlines())
        assert tercatat == {n: hashlib.sha256(arsip.read(n)).hexdigest() for n in arsip.namelist()[:-1]}
        assert tercatat["A.I.1.i.a Tim kerja/01 SK Tim Kerja (2023-01-27).pdf"] == versi.sha256
        periksa_xlsx(arsip)
        periksa_pdf(arsip)
    assert (bungkus.jumlah, bungkus.ukuran) == (3, default_storage.size(bungkus.isi.name))


def periksa_xlsx(arsip):
    lembar = load_workbook(io.BytesIO(arsip.read("Daftar bukti.xlsx"))).active
    semua = list(lembar.iter_rows())
    kepala = next(n for n, baris in enumerate(semua) if baris[0].value == "Kode")
    isi = semua[kepala + 1 :]
    assert [(b[0].value, b[2].value, b[3].value, b[4].value) for b in isi] == [
        (KODE[0], "SK Tim Kerja", "SK Tim Kerja", "W21/1"),
        (KODE[1], "SK Tim Kerja", "SK Tim Kerja", "W21/1"),
        (KODE[1], "Notula rapat, =HYPERLINK(1)", "=1+1 *bintang*", None),
        (None, "Foto kegiatan", "Foto", None),
        (None, "Foto kegiatan", "Video", None),
    ]
    assert {sel.data_type for baris in semua for sel in baris if sel.value} <= {"s", "d"}
    assert isi[2][3].quotePrefix
    assert isi[0][5].value.date() == HARI
    assert isi[0][6].value == "Diterima"
    assert isi[0][7].value == isi[1][7].value == arsip.namelist()[0]
    assert isi[1][7].hyperlink.target == "A.I.1.i.a%20Tim%20kerja/01%20SK%20Tim%20Kerja%20%282023-01-27%29.pdf"
    assert (isi[4][7].hyperlink.target, isi[4][8].value) == ("https://video.invalid/a?b=1", "Tautan")


def periksa_pdf(arsip):
    """The hour is that of the unit, which is not that of the server."""
    pembaca = PdfReader(io.BytesIO(arsip.read("Daftar bukti.pdf")))
    teks = " ".join(" ".join(h.extract_text() for h in pembaca.pages).split())
    for kata in (f"{KODE[0]} Pertanyaan Tim kerja", "=1+1 *bintang*", "27 Jan 2023", "W21/1", "Belum dipetakan", JAM):
        assert kata in teks
    catatan = [c.get_object() for h in pembaca.pages for c in h.get("/Annots", [])]
    tujuan = [c["/A"]["/URI"] for c in catatan if c["/Subtype"] == "/Link"]
    assert tujuan[0] == "A.I.1.i.a%20Tim%20kerja/01%20SK%20Tim%20Kerja%20%282023-01-27%29.pdf"
    assert tujuan[-1] == "https://video.invalid/a?b=1"
    assert len(tujuan) == 5


@pytest.mark.usefixtures("tanpa_cetak")
def test_manifes_dibaca_sha256sum(rencana, ketua, tmp_path):
    buat_berkas(buat_syarat(rencana, tanya=KODE), ketua)
    with buka(susun(rencana, ketua)) as arsip:
        arsip.extractall(tmp_path)
    periksa = ["sha256sum", "-c", "--strict", "MANIFES.sha256"]
    assert subprocess.run(periksa, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    next(tmp_path.glob("A.I.1.i.a*/*.pdf")).write_bytes(b"diubah")
    assert subprocess.run(periksa, cwd=tmp_path, capture_output=True, check=False).returncode == 1


@pytest.mark.usefixtures("tanpa_cetak")
def test_isi_yang_sama_dari_dua_berkas_disimpan_sekali(rencana, ketua):
    syarat = buat_syarat(rencana, tanya=KODE[:1])
    buat_berkas(syarat, ketua, "Satu", b"sama")
    buat_berkas(syarat, ketua, "Dua", b"sama")
    assert len([n for n in nama(susun(rencana, ketua)) if n.endswith("(2023-01-27).pdf")]) == 1


@pytest.mark.usefixtures("tanpa_cetak")
def test_yang_belum_diperiksa_hanya_bila_diminta_yang_dikembalikan_tidak(rencana, ketua):
    syarat = buat_syarat(rencana, tanya=KODE[:1])
    for kata, status in (("Diterima", D), ("Menunggu", "menunggu"), ("Kembali", "dikembalikan")):
        buat_berkas(syarat, ketua, kata, kata.encode(), status)
    assert [n.split()[3] for n in nama(susun(rencana, ketua))[:-3]] == ["Diterima"]
    assert [n.split()[3] for n in nama(susun(rencana, ketua, belum=True))[:-3]] == ["Diterima", "Menunggu"]


@pytest.mark.usefixtures("tanpa_cetak")
def test_versi_terbaru_yang_dibungkus_dan_tanggalnya_tetap(rencana, ketua):
    versi = buat_berkas(buat_syarat(rencana, tanya=KODE[:1]), ketua, isi=b"lama")
    versi.pk, versi.nomor, versi.sha256_terima = None, 2, "f" * 64
    versi.sha256, versi.ukuran = hashlib.sha256(b"terbaru").hexdigest(), 7
    versi.diunggah_pada = datetime.datetime(2023, 2, 1, 0, 30, 10, tzinfo=datetime.UTC)
    versi.isi.save("isi.pdf", ContentFile(b"terbaru"), save=False)
    versi.save(force_insert=True)
    with buka(susun(rencana, ketua)) as arsip:
        info = arsip.infolist()[0]
        assert arsip.read(info) == b"terbaru"
        assert info.date_time == (2023, 2, 1, 8, 30, 10)  # WITA
        assert info.compress_type == zipfile.ZIP_STORED
        assert {i.date_time for i in arsip.infolist()} == {info.date_time}


@pytest.mark.usefixtures("tanpa_cetak")
def test_satu_area_dengan_yang_dicatat_di_pertanyaannya(rencana, ketua):
    lain = AreaFactory(rencana=rencana, kode="II", nama="Tata Laksana")
    syarat_lain = SyaratBukti.objects.create(baris=BarisFactory(tabel=TabelFactory(area=lain)), teks="SOP")
    buat_berkas(syarat_lain, ketua, "SOP", b"sop")
    buat_berkas(buat_syarat(rencana, tanya=KODE[:1]), ketua)
    tanya = Pertanyaan.objects.get(kode=KODE[1])
    for tahun in (2023, 2024):
        langsung = SyaratBukti.objects.create(pertanyaan=tanya, satker=rencana.satker, tahun=tahun, teks="LHKPN")
        buat_berkas(langsung, ketua, f"LHKPN {tahun}", str(tahun).encode())
    semua = ["A.I.1.i.a Tim kerja", "A.I.1.ii.b Terbuka", "Rencana"]
    assert [n.split("/")[0] for n in nama(susun(rencana, ketua))[:-3]] == semua
    assert [n.split("/")[0] for n in nama(susun(rencana, ketua, rencana.area.get(kode="I")))[:-3]] == semua[:2]
    assert nama(susun(rencana, ketua, lain))[0].startswith("Rencana/II Tata Laksana/01 ")


@pytest.mark.usefixtures("tanpa_cetak")
def test_tanpa_instrumen_menurut_area_dan_baris(rencana, ketua):
    Pertanyaan.objects.all().delete()
    Instrumen.objects.all().delete()
    buat_berkas(buat_syarat(rencana), ketua)
    assert nama(susun(rencana, ketua))[0].startswith("Rencana/I Manajemen Perubahan/01 Baris SK Tim Kerja/01 SK")


@pytest.mark.usefixtures("tanpa_cetak")
def test_kueri_tidak_bertambah_dengan_berkas(rencana, ketua):
    syarat = buat_syarat(rencana, tanya=KODE)
    jumlah = []
    for ke, banyak in enumerate((1, 1, 30)):
        for n in range(banyak):
            buat_berkas(syarat, ketua, f"Berkas {ke} {n}", f"{ke} {n}".encode())
        bungkus = pesan_bungkus(rencana, None, oleh=ketua)
        with CaptureQueriesContext(connection) as kueri:
            services.kerjakan(pekerjaan(bungkus).pk)
        jumlah.append(len([q for q in kueri if "UPDATE" not in q["sql"]]))
    assert jumlah[1] == jumlah[2] <= 29  # the first had no former bundle to replace


# --- what goes wrong


@pytest.mark.usefixtures("tanpa_cetak")
def test_berkas_hilang_berubah_dan_terjangkit_tidak_merusak_bungkus(client, rencana, ketua):
    syarat = buat_syarat(rencana, tanya=KODE[:1])
    hilang, berubah, panjang, terjangkit, _ = (
        buat_berkas(syarat, ketua, kata, kata.encode()) for kata in ("Hilang", "Berubah", "Panjang", "Virus", "Baik")
    )
    default_storage.delete(hilang.isi.name)
    Path(default_storage.path(berubah.isi.name)).write_bytes(b"b3rubah")
    Path(default_storage.path(panjang.isi.name)).write_bytes(b"P" * 3_000_000)
    VersiBerkas.objects.filter(pk=terjangkit.pk).update(pindai="terjangkit")
    bungkus = susun(rencana, ketua)
    with buka(bungkus) as arsip:
        assert arsip.testzip() is None
        assert [n.split()[3] for n in arsip.namelist()[:-3]] == ["Berubah", "Panjang", "Baik"]
        assert arsip.getinfo(arsip.namelist()[1]).file_size < 100  # no more than was noted
        manifes = arsip.read("MANIFES.sha256").decode()
        assert len(re.findall(r"^# .*: A\.I\.1\.i\.a Tim kerja/", manifes, re.M)) == 3
        assert hashlib.sha256(b"b3rubah").hexdigest() in manifes
        lembar = load_workbook(io.BytesIO(arsip.read("Daftar bukti.xlsx"))).active
        baris = {b[3]: b for b in lembar.iter_rows(values_only=True)}
        assert (baris["Virus"][6], baris["Virus"][7]) == (VIRUS, None)
        assert baris["Hilang"][8] == "Berkas tidak ada di penyimpanan"
        assert baris["Berubah"][8] == "Isi berkas tidak sama dengan saat disimpan"
    client.force_login(ketua)
    teks = client.get(alamat(bungkus)).text
    assert "3 berkas tidak cocok" in teks
    assert "1 berkas tidak disertakan" in teks
    assert bungkus.jumlah == 3


class Macet(io.BytesIO):
    """Stops in the middle, as a disk or a network does."""

    def read(self, n=-1):
        if self.tell():
            raise OSError(errno.EIO, "macet")
        return super().read(min(n, 3))


def test_bacaan_yang_berhenti_di_tengah_ditandai(monkeypatch):
    monkeypatch.setattr(rakit_bungkus, "default_storage", SimpleNamespace(open=lambda nama: Macet(b"separuh")))
    keluar = io.BytesIO()
    with Perakit(keluar) as perakit:
        perakit.salin(Entri("a/01 x.pdf", Bahan("k", "x", isi="x.pdf", ukuran=7, sha256="00")))
        perakit.tutup()
    with zipfile.ZipFile(keluar) as arsip:
        assert arsip.read("a/01 x.pdf") == b"sep"
    assert list(perakit.masalah) == ["a/01 x.pdf"]


@pytest.mark.usefixtures("tanpa_cetak")
def test_disk_penuh_satu_kalimat_dan_tidak_ada_sisa(client, rencana, ketua, monkeypatch, settings):
    buat_berkas(buat_syarat(rencana), ketua)

    def penuh(*args, **kwargs):
        raise OSError(errno.ENOSPC, "penuh")

    monkeypatch.setattr(Perakit, "tambah", penuh)
    bungkus = susun(rencana, ketua)
    assert not bungkus.isi
    assert list((Path(settings.MEDIA_ROOT) / "bungkus").iterdir()) == []
    client.force_login(ketua)
    assert DISK_PENUH in client.get(alamat(bungkus)).text
    assert client.get(alamat(bungkus, "unduh/"))["Location"] == alamat(bungkus)


@pytest.mark.usefixtures("tanpa_cetak")
def test_terbunuh_di_tengah_disusun_lagi_tanpa_sisa(client, rencana, ketua, monkeypatch, settings):
    """The process dies while it writes; then once more between the storage and the row."""
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus, folder = pesan_bungkus(rencana, None, oleh=ketua), Path(settings.MEDIA_ROOT) / "bungkus"
    folder.mkdir(parents=True)
    satu = services.ambil(pekerjaan(bungkus).pk)
    (folder / f"{satu.pk}-1.sebagian").write_bytes(b"separuh")
    (folder / "yatim.zip").write_bytes(b"tanpa baris")
    client.force_login(ketua)
    assert "Menyalin" not in client.get(alamat(bungkus)).text
    assert client.get(alamat(bungkus, "unduh/"))["Location"] == alamat(bungkus)
    lewat = timezone.now() - datetime.timedelta(seconds=1)
    Pekerjaan.objects.update(sewa_sampai=lewat)
    services.kerjakan(satu.pk)
    bungkus.refresh_from_db()
    assert {x.name for x in folder.iterdir()} == {"yatim.zip", Path(bungkus.isi.name).name}
    lama = time.time() - 2 * 86_400
    for x in folder.iterdir():
        os.utime(x, (lama, lama))
    buang_bungkus()
    assert [x.name for x in folder.iterdir()] == [Path(bungkus.isi.name).name]


@pytest.mark.usefixtures("tanpa_cetak")
def test_percobaan_yang_tersusul_tidak_menimpa(rencana, ketua, settings):
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus = pesan_bungkus(rencana, None, oleh=ketua)
    lama = services.ambil(pekerjaan(bungkus).pk)
    Pekerjaan.objects.update(sewa_sampai=timezone.now() - datetime.timedelta(seconds=1))
    assert services.ambil(lama.pk).percobaan == 2
    with pytest.raises(RuntimeError):
        kerjakan_bungkus(lama)
    bungkus.refresh_from_db()
    assert not bungkus.isi
    assert list((Path(settings.MEDIA_ROOT) / "bungkus").iterdir()) == []


@pytest.mark.usefixtures("tanpa_cetak")
def test_dikerjakan_dua_kali_hasilnya_satu(rencana, ketua, settings):
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus = susun(rencana, ketua)
    satu = pekerjaan(bungkus)
    assert kerjakan_bungkus(satu) == satu.hasil
    assert len(list((Path(settings.MEDIA_ROOT) / "bungkus").iterdir())) == 1


def test_daftar_terlalu_panjang_untuk_pdf_tetap_ada_excelnya(client, rencana, ketua, monkeypatch):
    def panjang(*args, **kwargs):
        raise GalatDomain("terlalu besar")

    monkeypatch.setattr(services_bungkus, "buat_pdf", panjang)
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus = susun(rencana, ketua)
    assert "Daftar bukti.pdf" not in nama(bungkus)
    client.force_login(ketua)
    assert "hanya ada dalam Excel" in client.get(alamat(bungkus)).text


def test_tanpa_bukti_tidak_ada_bungkus(client, rencana, ketua):
    buat_berkas(buat_syarat(rencana), ketua, status="menunggu")
    bungkus = susun(rencana, ketua)
    assert not bungkus.isi
    client.force_login(ketua)
    assert services_bungkus.KOSONG in client.get(alamat(bungkus)).text


# --- memory


def test_memori_tidak_ikut_besarnya_berkas(settings):
    """60 files of 1 MB pass through the ZIP; `make bench` does the same with 1,000 files and 2 GB."""
    isi = bytes(range(256)) * 4096
    sidik = hashlib.sha256(isi).hexdigest()
    entri = []
    for n in range(60):
        simpanan = default_storage.save(f"uji/{n}.pdf", ContentFile(isi))
        bahan = Bahan(str(n), f"Berkas {n}", isi=simpanan, ukuran=len(isi), sha256=sidik)
        entri.append(Entri(f"A/{n:02d} Berkas.pdf", bahan))
    jalur = Path(settings.MEDIA_ROOT) / "uji.zip"
    tracemalloc.start()
    with jalur.open("wb") as keluar, Perakit(keluar) as perakit:
        for satu in entri:
            perakit.salin(satu)
        perakit.tutup()
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert jalur.stat().st_size > 60 * len(isi)
    assert not perakit.masalah
    assert puncak < 4 * 2**20
