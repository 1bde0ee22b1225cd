"""Bad input and faults while uploading: one clear sentence, nothing half stored, nothing already stored harmed."""

import errno
import hashlib
import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image, ImageCms, ImageFile, WebPImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.bukti.test_berkas import WORD, berkas, docx, pdf, png
from tests.pabrik import BarisFactory, orang
from zi.bukti.isi import urai
from zi.bukti.isi.foto import hari_potret
from zi.bukti.isi.unggahan import periksa
from zi.bukti.models import Berkas, SyaratBukti, VersiBerkas
from zi.bukti.services import unggah
from zi.common.galat import GalatDomain
from zi.pengungkit.models import AreaBaku

pytestmark = pytest.mark.django_db
GPS, ARAH = 0x8825, 0x0112


@pytest.fixture
def syarat():
    baris = BarisFactory()
    baris.area.area_baku = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
    baris.area.save()
    return SyaratBukti.objects.create(baris=baris, teks="Foto rapat")


@pytest.fixture
def anggota(syarat):
    return orang(syarat.baris.tabel.rencana.satker, "anggota", area="MP")


def foto(bentuk="JPEG", arah=6, *, exif=True, **lain) -> bytes:
    """A photo with its place, turned, with a colour profile."""
    keluar, gambar = io.BytesIO(), Image.effect_noise((160, 90), 80).convert("RGB")
    if exif:
        isi = Image.Exif()
        isi[ARAH] = arah
        isi.get_ifd(GPS)[1], isi.get_ifd(GPS)[2] = "S", (8.0, 35.0, 1.5)
        lain |= {"exif": isi, "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    gambar.save(keluar, bentuk, **lain)
    return keluar.getvalue()


def tersimpan(versi) -> bytes:
    with versi.isi.open() as isi:
        return isi.read()


@pytest.mark.parametrize(
    ("bentuk", "lain"),
    [("JPEG", {"progressive": True}), ("JPEG", {"quality": 95}), ("PNG", {}), ("WEBP", {"lossless": True})],
)
def test_tempat_memotret_dibuang_gambar_utuh(syarat, anggota, bentuk, lain):
    asal = foto(bentuk, **lain)
    versi = unggah(syarat, berkas(asal, f"IMG_1.{bentuk}"), oleh=anggota).berkas.versi.get()
    isi = tersimpan(versi)
    assert GPS in Image.open(io.BytesIO(asal)).getexif()
    with Image.open(io.BytesIO(isi)) as kini, Image.open(io.BytesIO(asal)) as dulu:
        assert dict(kini.getexif()) == {ARAH: 6}
        assert kini.info["icc_profile"] == dulu.info["icc_profile"]
        assert kini.tobytes() == dulu.tobytes()
    assert versi.sha256_terima == hashlib.sha256(asal).hexdigest()
    assert versi.sha256 == hashlib.sha256(isi).hexdigest() != versi.sha256_terima
    assert versi.ukuran == len(isi)


@pytest.mark.parametrize("bentuk", ["JPEG", "PNG", "WEBP"])
def test_gambar_tanpa_exif_disimpan_apa_adanya(syarat, anggota, bentuk):
    asal = foto(bentuk, exif=False)
    versi = unggah(syarat, berkas(asal, "gambar"), oleh=anggota).berkas.versi.get()
    assert tersimpan(versi) == asal
    assert versi.sha256 == versi.sha256_terima


def test_film_dan_xmp_di_foto_ponsel_ikut_dibuang():
    """What phones hang behind the picture, and what editors write beside EXIF."""
    asal = foto(exif=False)
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>exif:GPSLatitude</x:xmpmeta>"
    berisi = asal[:2] + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + asal[2:] + b"ftypmp42 GPS lokasi"
    with periksa(berkas(berisi, "a.jpg")) as hasil:
        assert hasil.isi.read() == asal


def test_foto_dua_gambar_dari_ponsel_diterima():
    keluar, gambar = io.BytesIO(), Image.new("RGB", (40, 40))
    gambar.save(keluar, "MPO", save_all=True, append_images=[gambar])
    with periksa(berkas(keluar.getvalue(), "a.jpg")) as hasil, Image.open(hasil.isi) as kini:
        assert (hasil.tipe, kini.format) == ("image/jpeg", "JPEG")


def test_salinan_yang_diunduh_dikenali_lagi(syarat, anggota):
    versi = unggah(syarat, berkas(foto(), "a.jpg"), oleh=anggota).berkas.versi.get()
    assert unggah(syarat, berkas(tersimpan(versi), "b.jpg"), oleh=anggota).berkas == versi.berkas
    assert VersiBerkas.objects.count() == 1


def png_kosong(lebar: int, tinggi: int) -> bytes:
    """A PNG that only says how large it is; its pixels would not decode."""
    kepala = b"IHDR" + struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0)
    badan = b"IDAT" + zlib.compress(b"\0" * 100)
    potong = [struct.pack(">I", len(x) - 4) + x + struct.pack(">I", zlib.crc32(x)) for x in (kepala, badan, b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(potong)


def bom(ukuran: int, padat: bool = True) -> bytes:
    keluar = io.BytesIO(docx("word/document.xml"))
    with zipfile.ZipFile(keluar, "a", zipfile.ZIP_DEFLATED if padat else zipfile.ZIP_STORED) as arsip:
        arsip.writestr("word/besar.xml", b"0" * ukuran)
    return keluar.getvalue()


def bertumpuk() -> bytes:
    """Two members that share their bytes: the second entry of the directory points at the first."""
    isi = bytearray(docx("word/document.xml", "word/lain.xml"))
    pertama = isi.find(b"PK\x01\x02")
    kedua = isi.find(b"PK\x01\x02", pertama + 1)
    isi[kedua + 42 : kedua + 46] = isi[pertama + 42 : pertama + 46]
    return bytes(isi)


def banyak_anggota() -> bytes:
    return docx("word/document.xml", *(f"a{n}" for n in range(10_001)))


MAKRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("buat", "nama", "kata"),
    [
        (lambda: b"", "kosong.pdf", r"kosong \(0 bita\)"),
        (lambda: b"MZ" + b"\0" * 500, "program.pdf", "bukan PDF"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "gambar.svg", "bukan PDF"),
        (lambda: b"<html><script>1</script></html>", "gambar.png", "bukan PDF"),
        (lambda: pdf("rahasia"), "terkunci.pdf", "kata sandi"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "terkunci.docx", "kata sandi"),
        (lambda: png_kosong(12_000, 8_400), "foto.png", "60 megapiksel"),
        (lambda: png_kosong(40_000, 40_000), "bom.png", "60 megapiksel"),
        (lambda: png_kosong(8_000, 8_000), "foto.png", "60 megapiksel"),
        (lambda: foto()[:-800], "terputus.jpg", "terpotong"),
        (lambda: png()[:-20], "terputus.png", "terpotong"),
        (lambda: pdf()[:-40], "terputus.pdf", "terpotong|rusak"),
        (lambda: bom(40_000_000), "bom.docx", "terlalu besar bila dibuka"),
        (bertumpuk, "tumpuk.docx", "terlalu besar bila dibuka"),
        (banyak_anggota, "banyak.docx", "terlalu besar bila dibuka"),
        (lambda: docx("xl/workbook.xml", utama=MAKRO), "makro.xlsx", "makro"),
        (lambda: docx("word/document.xml", "word/VbaProject.bin"), "makro.docx", "makro"),
        (lambda: docx("word/document.xml", utama="text/xml"), "palsu.docx", "bukan PDF"),
        (lambda: docx("word/document.xml")[:-30], "terputus.docx", "bukan PDF"),
    ],
)
def test_yang_buruk_ditolak_dengan_satu_kalimat(syarat, anggota, settings, buat, nama, kata):
    lama = unggah(syarat, berkas(pdf()), oleh=anggota).berkas.versi.get()
    with pytest.raises(GalatDomain, match=kata) as galat:
        unggah(syarat, berkas(buat(), nama), oleh=anggota)
    assert nama in str(galat.value)
    assert "\n" not in str(galat.value)
    assert [VersiBerkas.objects.get(), Berkas.objects.get()] == [lama, lama.berkas]
    assert [x.name for x in settings.MEDIA_ROOT.rglob("*.*")] == [lama.isi.name.rpartition("/")[2]]
    assert tersimpan(lama) == pdf()


def test_daftar_isi_office_yang_menyedot_entitas_ditolak():
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        arsip.writestr("[Content_Types].xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Types>&a;</Types>')
        arsip.writestr("word/document.xml", WORD)
    with pytest.raises(GalatDomain, match="bukan PDF"):
        periksa(berkas(keluar.getvalue(), "a.docx"))


def test_lebih_dari_50_mb_ditolak_sebelum_dibuka(syarat, anggota):
    besar = SimpleUploadedFile("besar.pdf", b"x")
    besar.size = 51 * 1024 * 1024
    with pytest.raises(GalatDomain, match="lebih besar dari 50 MB"):
        unggah(syarat, besar, oleh=anggota)


@pytest.mark.parametrize(
    "nama", ["../../../etc/sandi.pdf", "n" * 300 + ".pdf", "a\x00b\x1b\u202ec.pdf", "..\\..\\x.pdf"]
)
def test_nama_aneh_tidak_sampai_ke_penyimpanan(syarat, anggota, nama):
    unggahan = berkas()
    unggahan._name = nama  # past Django's own cleaning
    versi = unggah(syarat, unggahan, oleh=anggota).berkas.versi.get()
    assert versi.nama_asli.isprintable()
    assert not set(versi.nama_asli) & set("/\\")
    assert len(versi.nama_asli) <= 212
    assert versi.isi.name.startswith("bukti/")
    assert ".." not in versi.isi.name


def pdf_dengan(ubah) -> bytes:
    tulis, keluar = PdfWriter(), io.BytesIO()
    for _ in range(3):
        tulis.add_blank_page(100, 100)
    ubah(tulis)
    tulis.write(keluar)
    return keluar.getvalue()


def tindakan(jenis: str, **lain) -> DictionaryObject:
    isi = {"/Type": NameObject("/Action"), "/S": NameObject(jenis)} | {f"/{k}": v for k, v in lain.items()}
    return DictionaryObject({NameObject(k): v for k, v in isi.items()})


def pasang(tulis, kunci, nilai, di_halaman=False):
    (tulis.pages[1] if di_halaman else tulis.root_object)[NameObject(kunci)] = tulis._add_object(nilai)


JS = {"JS": TextStringObject("app.alert(1)")}


@pytest.mark.parametrize(
    ("ubah", "tanda"),
    [
        (lambda t: None, []),
        (lambda t: pasang(t, "/Names", DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})), ["skrip"]),
        (lambda t: pasang(t, "/OpenAction", tindakan("/JavaScript", **JS)), ["skrip"]),
        (lambda t: pasang(t, "/OpenAction", tindakan("/Launch", F=TextStringObject("cmd.exe"))), ["skrip"]),
        (
            lambda t: pasang(t, "/AA", DictionaryObject({NameObject("/O"): tindakan("/JavaScript", **JS)}), True),
            ["skrip"],
        ),
        (lambda t: t.add_attachment("a.exe", b"MZ"), ["lampiran"]),
        (
            lambda t: (t.add_attachment("a.exe", b"MZ"), pasang(t, "/OpenAction", tindakan("/JavaScript", **JS))),
            ["lampiran", "skrip"],
        ),
        (lambda t: t.add_outline_item(title="Bab 1", page_number=0), []),
    ],
)
def test_pdf_berskrip_diterima_dan_ditandai(syarat, anggota, ubah, tanda):
    isi = pdf_dengan(ubah)
    versi = unggah(syarat, berkas(isi), oleh=anggota).berkas.versi.get()
    versi.refresh_from_db()
    assert (versi.tanda, versi.halaman) == (tanda, 3)
    assert tersimpan(versi) == isi


def test_catatan_pdf_yang_melampirkan_berkas_ditandai():
    def lampirkan(tulis):
        catatan = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")})
        pasang(tulis, "/Annots", _larik(tulis, catatan), True)

    isi = pdf_dengan(lampirkan)
    assert len(PdfReader(io.BytesIO(isi)).pages) == 3
    assert periksa(berkas(isi)).tanda == ("lampiran",)


def _larik(tulis, *isi):
    from pypdf.generic import ArrayObject

    return ArrayObject([tulis._add_object(x) for x in isi])


@pytest.mark.parametrize(
    ("galat", "kata"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "penyimpanan penuh"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "penyimpanan penuh"),
        (TimeoutError("lama"), "penyimpanan tidak menjawab"),
        (RuntimeError("galat dari S3"), "penyimpanan tidak menjawab"),
    ],
)
def test_penyimpanan_penuh_atau_diam(client, syarat, anggota, settings, monkeypatch, galat, kata):
    """Half of the file is written when the storage gives up; the other file of the same request is not harmed."""
    asli = FileSystemStorage._save

    def gagal(self, nama, isi):
        if nama.endswith(".png"):
            jalur = settings.MEDIA_ROOT / nama
            jalur.parent.mkdir(parents=True, exist_ok=True)
            jalur.write_bytes(isi.read(10))
            raise galat
        return asli(self, nama, isi)

    monkeypatch.setattr(FileSystemStorage, "_save", gagal)
    client.force_login(anggota)
    dua = {"berkas": [berkas(png(), "foto.png"), berkas()]}
    jawab = client.post(f"/bukti/syarat/{syarat.pk}/", dua, follow=True)
    assert f"“foto.png” belum tersimpan: {kata}" in jawab.text
    assert VersiBerkas.objects.get().nama_asli == "SK Tim.pdf"
    assert len([x for x in settings.MEDIA_ROOT.rglob("*") if x.is_file()]) == 1


# --- large pictures are decoded elsewhere


def tolak_urai(self):
    raise AssertionError("gambar besar diurai di proses ini")


BESAR = [("PNG", {"compress_level": 1}), ("WEBP", {"method": 0}), ("JPEG", {"progressive": True})]


@pytest.mark.parametrize(("bentuk", "lain"), BESAR)
@pytest.mark.parametrize("di_cakram", [True, False])
def test_gambar_besar_diurai_di_proses_lain(monkeypatch, bentuk, lain, di_cakram):
    """Its pixels never stand in the memory of the web server; place data goes, the rotation stays."""
    keluar, exif = io.BytesIO(), Image.Exif()
    exif[ARAH], exif.get_ifd(GPS)[1] = 6, "S"
    Image.new("RGB", (2500, 1700), "white").save(keluar, bentuk, exif=exif, **lain)
    unggahan = di_berkas(keluar.getvalue()) if di_cakram else berkas(keluar.getvalue(), "foto")
    monkeypatch.setattr(ImageFile.ImageFile, "load", tolak_urai)
    monkeypatch.setattr(WebPImagePlugin.WebPImageFile, "load", tolak_urai)
    with periksa(unggahan) as hasil:
        assert hari_potret(unggahan.file) is None
        monkeypatch.undo()
        with Image.open(hasil.isi) as kini:
            assert dict(kini.getexif()) == {ARAH: 6}


def di_berkas(isi: bytes) -> TemporaryUploadedFile:
    """As an upload comes: on disk, not yet flushed."""
    satu = TemporaryUploadedFile("foto", "image/png", len(isi), None)
    satu.write(isi)
    return satu


@pytest.mark.parametrize(("bentuk", "lain"), BESAR)
def test_gambar_besar_yang_terpotong_ditolak(bentuk, lain):
    keluar = io.BytesIO()
    Image.effect_noise((2500, 1700), 90).convert("RGB").save(keluar, bentuk, **lain)
    with pytest.raises(GalatDomain, match=r"rusak atau terpotong|bukan PDF"):
        periksa(berkas(keluar.getvalue()[:-9000], "foto"))


def test_gambar_yang_perlu_terlalu_banyak_memori_ditolak(monkeypatch):
    keluar = io.BytesIO()
    Image.new("RGB", (6000, 6000)).save(keluar, "PNG", compress_level=1)
    monkeypatch.setattr(urai, "MEMORI_MAKS_MB", 100)
    with pytest.raises(GalatDomain, match="terlalu banyak memori"):
        periksa(berkas(keluar.getvalue(), "foto.png"))


def test_galat_pengurai_bukan_salah_gambarnya(monkeypatch, tmp_path):
    anak = tmp_path / "anak.py"
    anak.write_text("raise ImportError('tidak terpasang')\n")
    monkeypatch.setattr(urai, "ANAK", anak)
    keluar = io.BytesIO()
    Image.new("RGB", (2500, 1700)).save(keluar, "PNG")
    with pytest.raises(RuntimeError, match="tidak terpasang"):
        periksa(berkas(keluar.getvalue(), "foto.png"))
