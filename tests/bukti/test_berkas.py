"""Offering a file, checking it, downloading it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from tests.pabrik import BarisFactory, SatkerFactory, orang
from zi.bukti.isi.unggahan import periksa
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.services import unggah, verifikasi
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.unggahan import bersihkan_nama
from zi.pengungkit.models import AreaBaku

pytestmark = pytest.mark.django_db


def pdf(sandi: str = "") -> bytes:
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(100, 100)
    if sandi:
        tulis.encrypt(sandi, algorithm="RC4-128")
    tulis.write(keluar)
    return keluar.getvalue()


def png() -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (4, 4)).save(keluar, "PNG")
    return keluar.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(*anggota: str, utama: str = WORD) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        daftar = "".join(f'<Override PartName="/{nama}" ContentType="{utama}"/>' for nama in anggota[:1])
        arsip.writestr("[Content_Types].xml", f"<Types>{daftar}</Types>")
        for nama in anggota:
            arsip.writestr(nama, "<x/>")
    return keluar.getvalue()


def berkas(isi: bytes | None = None, nama: str = "SK Tim.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, pdf() if isi is None else isi)


@pytest.fixture
def syarat():
    baris = BarisFactory()
    baris.area.area_baku = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
    baris.area.save()
    return SyaratBukti.objects.create(baris=baris, teks="SK Tim Kerja ZI-WBK", jenis=["sk"])


@pytest.fixture
def satker(syarat):
    return syarat.baris.tabel.rencana.satker


@pytest.fixture
def anggota(satker):
    return orang(satker, "anggota", area="MP")


@pytest.fixture
def koordinator(satker):
    return orang(satker, "koordinator", area="MP")


def test_tersimpan_dan_terhitung(client, syarat, anggota):
    client.force_login(anggota)
    jawab = client.post(f"/bukti/syarat/{syarat.pk}/", {"berkas": [berkas(), berkas(png(), "foto.png")]}, follow=True)
    assert jawab.status_code == 200
    assert PemenuhanBukti.objects.filter(syarat=syarat, status="menunggu").count() == 2
    assert "foto.png" in jawab.text
    laman = client.get("/bukti/?keadaan=menunggu")
    hitung = {"semua": 1, "menunggu": 1, "diterima": 0, "dikembalikan": 0, "belum": 0, "nanti": 0}
    assert laman.context["hitung"] == hitung
    assert "SK Tim Kerja ZI-WBK" in laman.text


def test_isi_sama_tidak_disimpan_dua_kali(syarat, anggota):
    satu = unggah(syarat, berkas(), oleh=anggota)
    dua = unggah(syarat, berkas(nama="nama lain.pdf"), oleh=anggota)
    lain = SyaratBukti.objects.create(baris=syarat.baris, teks="Notula")
    tiga = unggah(lain, berkas(), oleh=anggota)
    assert satu == dua
    assert tiga.berkas == satu.berkas
    assert VersiBerkas.objects.count() == 1


def test_nama_di_penyimpanan_milik_kita(syarat, anggota):
    versi = unggah(syarat, berkas(nama="../../../etc/pass\x00wd.pdf"), oleh=anggota).berkas.versi.get()
    assert versi.nama_asli == "passwd.pdf"
    assert versi.isi.name.startswith(f"bukti/{versi.berkas.satker_id}/")
    assert "passwd" not in versi.isi.name


@pytest.mark.parametrize("nama", ["a/b\\c.pdf", "x" * 400 + ".pdf", "\u202e\n.pdf", "..", ""])
def test_nama_dibersihkan(nama):
    bersih = bersihkan_nama(nama)
    assert bersih
    assert len(bersih) <= 212
    assert not set(bersih) & set("/\\\n\u202e")


def test_pdf_yang_hanya_melarang_menyunting_diterima(syarat, anggota):
    """An owner's password, as some signing services set; nobody is asked for it to read."""
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(100, 100)
    tulis.encrypt(user_password="", owner_password="pemilik", algorithm="AES-256")
    tulis.write(keluar)
    assert unggah(syarat, berkas(keluar.getvalue()), oleh=anggota).berkas.versi.get().tipe == "application/pdf"


@pytest.mark.parametrize(
    ("isi", "nama", "kata"),
    [
        (b"", "kosong.pdf", "kosong"),
        (b"MZ" + b"\0" * 500, "program.pdf", "bukan PDF"),
        (b"%PDF-1.4<script>alert(1)</script>", "palsu.pdf", "rusak"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "gambar.svg", "bukan PDF"),
        (pdf("rahasia"), "terkunci.pdf", "kata sandi"),
        (docx("lain.xml", utama="text/xml"), "arsip.docx", "bukan PDF"),
        (docx("word/document.xml", "word/vbaProject.bin"), "makro.docx", "makro"),
    ],
)
def test_isi_buruk_ditolak_dan_tidak_tersisa(syarat, anggota, settings, isi, nama, kata):
    with pytest.raises(GalatDomain, match=kata):
        unggah(syarat, berkas(isi, nama), oleh=anggota)
    assert not Berkas.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_terlalu_besar(syarat, anggota, settings):
    settings.BATAS_UNGGAH_MB = 0.0001
    with pytest.raises(GalatDomain, match="lebih besar"):
        unggah(syarat, berkas(), oleh=anggota)


def test_dokumen_word_dikenali():
    assert periksa(berkas(docx("word/document.xml"), "surat.docx")).akhiran == "docx"


def test_baris_gagal_berkas_tidak_tertinggal(syarat, anggota, settings, monkeypatch):
    def gagal(*_, **__):
        raise RuntimeError("putus")

    monkeypatch.setattr("zi.bukti.services.tawarkan", gagal)
    with pytest.raises(RuntimeError, match="putus"):
        unggah(syarat, berkas(), oleh=anggota)
    assert not VersiBerkas.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.pdf"))


@pytest.mark.parametrize("jenis", ["kepala", "admin_satker", "evaluator", "admin_pusat"])
def test_bukan_tim_tidak_mengunggah(syarat, satker, jenis):
    with pytest.raises(GalatDomain):
        unggah(syarat, berkas(), oleh=orang(satker, jenis))


def test_area_lain_tidak_mengunggah(syarat, satker):
    with pytest.raises(GalatDomain, match="area ini"):
        unggah(syarat, berkas(), oleh=orang(satker, "anggota", area="PP"))


def test_tidak_memeriksa_milik_sendiri(syarat, koordinator, satker):
    pemenuhan = unggah(syarat, berkas(), oleh=koordinator)
    with pytest.raises(GalatDomain, match="sendiri"):
        verifikasi(pemenuhan, True, oleh=koordinator)
    verifikasi(pemenuhan, True, oleh=orang(satker, "ketua_tim"))
    assert pemenuhan.status == "diterima"


def test_kembalikan_perlu_alasan(syarat, anggota, koordinator):
    pemenuhan = unggah(syarat, berkas(), oleh=anggota)
    with pytest.raises(GalatDomain, match="alasan"):
        verifikasi(pemenuhan, False, oleh=koordinator)


def test_dua_pemeriksa_yang_kedua_melihat_perubahan(syarat, anggota, koordinator, satker):
    pemenuhan = unggah(syarat, berkas(), oleh=anggota)
    lama = PemenuhanBukti.objects.get()
    verifikasi(pemenuhan, True, oleh=koordinator)
    with pytest.raises(SudahBerubah):
        verifikasi(lama, False, oleh=orang(satker, "ketua_tim"), catatan="Salah berkas")
    assert PemenuhanBukti.objects.get().status == "diterima"


def test_unduh_hanya_yang_berhak(client, syarat, satker, anggota, koordinator):
    pemenuhan = unggah(syarat, berkas(), oleh=anggota)
    alamat = f"/bukti/berkas/{pemenuhan.berkas.versi.get().pk}/"
    client.force_login(koordinator)
    jawab = client.get(alamat)
    assert b"".join(jawab.streaming_content) == pdf()
    assert jawab["Content-Disposition"].startswith("attachment")
    assert jawab["X-Content-Type-Options"] == "nosniff"
    for orang_lain in (orang(satker, "evaluator"), orang(satker, "admin_satker"), orang(SatkerFactory(), "ketua_tim")):
        client.force_login(orang_lain)
        assert client.get(alamat).status_code == 404


def test_evaluator_melihat_yang_diterima_saat_rencana_diajukan(client, syarat, satker, anggota, koordinator):
    from zi.naskah.services import ajukan

    pemenuhan = unggah(syarat, berkas(), oleh=anggota)
    alamat = f"/bukti/berkas/{pemenuhan.berkas.versi.get().pk}/"
    client.force_login(orang(satker, "evaluator"))
    ajukan(syarat.baris.tabel.rencana, oleh=orang(satker, "ketua_tim"))
    assert client.get(alamat).status_code == 404
    verifikasi(pemenuhan, True, oleh=koordinator)
    assert b"".join(client.get(alamat).streaming_content) == pdf()
    assert client.get(f"/bukti/syarat/{syarat.pk}/").status_code == 200


def test_nginx_mengirim(client, syarat, anggota, settings):
    settings.X_ACCEL = True
    versi = unggah(syarat, berkas(), oleh=anggota).berkas.versi.get()
    client.force_login(anggota)
    assert client.get(f"/bukti/berkas/{versi.pk}/")["X-Accel-Redirect"] == f"/_berkas/{versi.isi.name}"


def test_kueri_daftar_tetap(client, syarat, anggota, django_assert_max_num_queries):
    client.force_login(anggota)
    for n in range(30):
        SyaratBukti.objects.create(baris=syarat.baris, teks=f"Bukti {n}", urutan=n + 2)
    client.get("/bukti/")
    with django_assert_max_num_queries(12):
        client.get("/bukti/")


def test_basis_data_menolak_tawaran_ganda(syarat, anggota):
    from django.db import IntegrityError, transaction

    satu = unggah(syarat, berkas(), oleh=anggota)
    with pytest.raises(IntegrityError), transaction.atomic():
        PemenuhanBukti.objects.create(syarat=syarat, berkas=satu.berkas, ditawarkan_oleh=anggota)
