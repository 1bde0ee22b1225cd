"""Files that are two kinds at once, that hide what runs, or that tell where a photo was taken in an unusual way."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from tests.bukti.test_berkas import WORD, berkas, docx, pdf
from tests.bukti.test_unggah_aman import ARAH, GPS, foto, pasang, pdf_dengan, tindakan
from zi.bukti.isi.unggahan import periksa
from zi.common.galat import GalatDomain

RUJUKAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
BERMAKRO = "application/vnd.ms-office.vbaProject"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def zip_berisi(**anggota: bytes) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        for nama, isi in anggota.items():
            arsip.writestr(nama, isi)
    return keluar.getvalue()


def word(*, jenis: str = "", rujukan: str = "", utama: str = "<x/>", lain: str = "word/lain.bin") -> bytes:
    """A document with one more part: of this content type, or referred to so (kind, then target)."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        tambah = f'<Override PartName="/{lain}" ContentType="{jenis}"/>' if jenis else ""
        daftar = f'<Override PartName="/word/document.xml" ContentType="{WORD}"/>{tambah}'
        arsip.writestr("[Content_Types].xml", f"<Types>{daftar}</Types>")
        arsip.writestr("word/document.xml", utama)
        arsip.writestr(lain, "isi yang lain")
        if rujukan:
            apa, tujuan = rujukan.split()
            satu = f'<Relationship Id="r1" Type="{apa}" Target="{tujuan}" TargetMode="External"/>'
            arsip.writestr("word/_rels/document.xml.rels", f"<Relationships>{satu}</Relationships>")
    return keluar.getvalue()


def heic(merek: bytes = b"heic") -> bytes:
    return b"\0\0\0\x18ftyp" + merek + b"\0\0\0\0mif1heic" + bytes(4000)


def gif() -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (9, 9)).save(keluar, "GIF")
    return keluar.getvalue()


DITOLAK = {
    "halaman web lalu PDF": (lambda: b"<html><script>1</script>\n" + pdf(), "a.pdf", "bukan PDF"),
    "program lalu PDF": (lambda: b"MZ\x90\0" + pdf(), "a.pdf", "bukan PDF"),
    "ZIP yang memuat PDF": (lambda: zip_berisi(x=pdf()), "a.pdf", "bukan PDF"),
    "program lalu dokumen": (lambda: b"MZ\x90\0" * 20 + docx("word/document.xml"), "a.docx", "bukan PDF"),
    "GIF bernama PNG": (gif, "a.png", "bukan PDF"),
    "foto iPhone": (heic, "IMG_1.HEIC", "berformat HEIC.* Simpan ulang sebagai JPG"),
    "foto iPhone bernama JPG": (lambda: heic(b"mif1"), "IMG_1.jpg", "berformat HEIC"),
    "WEBP terputus": (lambda: foto("WEBP")[:-300], "a.webp", "terpotong"),
    "makro berganti nama": (lambda: word(jenis=BERMAKRO), "a.docx", "makro"),
    "makro menurut rujukan": (lambda: word(rujukan=f"{RUJUKAN}vbaProject lain.bin"), "a.docx", "makro"),
    "lembar makro": (lambda: word(jenis="application/vnd.ms-excel.macrosheet+xml"), "a.xlsx", "makro"),
    "templat dari internet": (
        lambda: word(rujukan=f"{RUJUKAN}attachedTemplate https://contoh.invalid/a.dotm"),
        "a.docx",
        "dari internet",
    ),
    "objek dari internet": (
        lambda: word(rujukan=f"{RUJUKAN}oleObject HTTP://contoh.invalid/x"),
        "a.docx",
        "dari internet",
    ),
    "dokumen bukan XML": (lambda: word(utama="\0\1"), "a.docx", "rusak"),
    "dokumen dengan DOCTYPE": (lambda: word(utama='<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'), "a.docx", "rusak"),
    "bagian berubah": (lambda: word().replace(b"isi yang lain", b"isi yang lian"), "a.docx", "rusak"),
}


@pytest.mark.parametrize("apa", DITOLAK)
def test_ditolak_dengan_satu_kalimat(apa):
    buat, nama, kata = DITOLAK[apa]
    with pytest.raises(GalatDomain, match=f"“{nama}” .*{kata}"):
        periksa(berkas(buat(), nama))


DITERIMA = {
    "tanda urutan bita lalu PDF": (lambda: b"\xef\xbb\xbf\r\n" + pdf(), "pdf"),
    "perintah pencetak lalu PDF": (lambda: b"@PJL SET RESOLUTION=600\r\n" + pdf(), "pdf"),
    "lembar bernama dokumen": (lambda: docx("xl/workbook.xml", utama=EXCEL), "xlsx"),
    "tautan biasa": (lambda: word(rujukan=f"{RUJUKAN}hyperlink https://contoh.invalid/"), "docx"),
    "templat kantor": (lambda: word(rujukan=f"{RUJUKAN}attachedTemplate file:///C:/Kop.dotx"), "docx"),
    "gambar bernama makro": (lambda: word(lain="word/media/macro.png"), "docx"),
    "lembar tertanam": (lambda: word(lain="word/embeddings/lembar.xlsx"), "docx"),
}


@pytest.mark.parametrize("apa", DITERIMA)
def test_yang_sah_tetap_diterima(apa):
    buat, akhiran = DITERIMA[apa]
    assert periksa(berkas(buat(), "a.docx")).akhiran == akhiran


def isi_simpan(bita: bytes, nama: str = "a.jpg") -> bytes:
    with periksa(berkas(bita, nama)) as hasil:
        return hasil.isi.read()


@pytest.mark.parametrize("ekor", [b"<html><script>alert(1)</script>", zip_berisi(program=b"MZ" * 9)])
@pytest.mark.parametrize("bentuk", ["JPEG", "PNG", "WEBP"])
def test_yang_menempel_di_belakang_gambar_dibuang(bentuk, ekor):
    polos = foto(bentuk, exif=False)
    assert isi_simpan(polos + ekor) == polos


def segmen(tanda: int, isi: bytes) -> bytes:
    polos = foto(exif=False)
    return polos[:2] + bytes([0xFF, tanda]) + struct.pack(">H", len(isi) + 2) + isi + polos[2:]


def bongkah(jenis: bytes, isi: bytes) -> bytes:
    polos = foto("PNG", exif=False)
    letak = polos.find(b"IDAT") - 4
    return (
        polos[:letak]
        + struct.pack(">I", len(isi))
        + jenis
        + isi
        + struct.pack(">I", zlib.crc32(jenis + isi))
        + polos[letak:]
    )


def bagian_webp(jenis: bytes, isi: bytes) -> bytes:
    badan = foto("WEBP", exif=False)[8:] + jenis + struct.pack("<I", len(isi)) + isi
    return b"RIFF" + struct.pack("<I", len(badan)) + badan


TEMPAT = b"GPS -8,58 116,10"
TERSEMBUNYI = {
    "komentar JPG": lambda: segmen(0xFE, TEMPAT),
    "segmen IPTC": lambda: segmen(0xED, b"Photoshop 3.0\0" + TEMPAT),
    "segmen XMP": lambda: segmen(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + TEMPAT),
    "gambar kecil JFIF": lambda: segmen(0xE0, b"JFXX\0" + TEMPAT),
    "segmen kamera": lambda: segmen(0xE5, TEMPAT),
    "teks PNG": lambda: bongkah(b"tEXt", b"exif:GPSInfo\0" + TEMPAT),
    "teks PNG dipadatkan": lambda: bongkah(b"zTXt", b"Comment\0\0" + TEMPAT),
    "XMP PNG": lambda: bongkah(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + TEMPAT),
    "bongkah asing PNG": lambda: bongkah(b"prVt", TEMPAT),
    "bagian asing WEBP": lambda: bagian_webp(b"GPS ", TEMPAT),
    "XMP WEBP": lambda: bagian_webp(b"XMP ", TEMPAT),
}


@pytest.mark.parametrize("apa", TERSEMBUNYI)
def test_tempat_di_mana_pun_dibuang(apa):
    bita = TERSEMBUNYI[apa]()
    assert TEMPAT in bita
    hasil = isi_simpan(bita)
    assert TEMPAT not in hasil
    with Image.open(io.BytesIO(bita)) as lama, Image.open(io.BytesIO(hasil)) as baru:
        assert baru.tobytes() == lama.tobytes()


@pytest.mark.parametrize("bentuk", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("arah", range(1, 9))
def test_arah_tinggal_tempat_hilang(bentuk, arah):
    with Image.open(io.BytesIO(isi_simpan(foto(bentuk, arah)))) as gambar:
        assert gambar.getexif().get(ARAH, 1) == arah
        assert dict(gambar.getexif().get_ifd(GPS)) == {}


@pytest.mark.parametrize("bentuk", ["PNG", "WEBP"])
def test_gambar_bergerak_utuh(bentuk):
    keluar, layar = io.BytesIO(), [Image.effect_noise((40, 40), n).convert("RGB") for n in (20, 60, 90)]
    layar[0].save(keluar, bentuk, save_all=True, append_images=layar[1:], exif=foto_exif())
    with Image.open(io.BytesIO(isi_simpan(keluar.getvalue()))) as gambar:
        assert (gambar.n_frames, gambar.getexif()[ARAH]) == (3, 6)
        assert dict(gambar.getexif().get_ifd(GPS)) == {}


def foto_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ARAH] = 6
    exif.get_ifd(GPS)[1] = "S"
    return exif


@pytest.mark.parametrize("rupa", ["CMYK", "L"])
def test_foto_cetak_dan_hitam_putih(rupa):
    keluar = io.BytesIO()
    Image.effect_noise((60, 40), 50).convert(rupa).save(keluar, "JPEG", exif=foto_exif())
    with Image.open(io.BytesIO(isi_simpan(keluar.getvalue()))) as gambar:
        assert (gambar.mode, gambar.getexif()[ARAH], dict(gambar.getexif().get_ifd(GPS))) == (rupa, 6, {})


def test_png_16_bit_disimpan_apa_adanya():
    keluar = io.BytesIO()
    Image.new("I;16", (40, 40), 40_000).save(keluar, "PNG")
    assert isi_simpan(keluar.getvalue(), "a.png") == keluar.getvalue()


def kamus(**isi) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{k}"): v for k, v in isi.items()})


def catatan(tulis, **isi) -> None:
    """A note on the second page."""
    isi = {k: NameObject(v) if isinstance(v, str) else v for k, v in isi.items()}
    tulis.pages[1][NameObject("/Annots")] = ArrayObject([tulis._add_object(kamus(**isi))])


def tiga_dimensi(tulis) -> None:
    model, skrip = DecodedStreamObject(), DecodedStreamObject()
    model.set_data(b"u3d")
    skrip.set_data(b"app.alert(1)")
    model[NameObject("/OnInstantiate")] = tulis._add_object(skrip)
    catatan(tulis, Subtype="/Widget", Isi=tulis._add_object(model))


@pytest.mark.parametrize(
    ("ubah", "tanda"),
    [
        (lambda t: pasang(t, "/OpenAction", tindakan("/SubmitForm", F=TextStringObject("https://x"))), ("skrip",)),
        (lambda t: pasang(t, "/OpenAction", tindakan("/ImportData", F=TextStringObject("x.fdf"))), ("skrip",)),
        (lambda t: pasang(t, "/OpenAction", tindakan("/GoTo", Next=ArrayObject([tindakan("/Launch")]))), ("skrip",)),
        (tiga_dimensi, ("skrip",)),
        (lambda t: catatan(t, Subtype="/RichMedia"), ("lampiran",)),
        (lambda t: catatan(t, Subtype="/Movie"), ("lampiran",)),
        (lambda t: catatan(t, Subtype="/3D"), ("lampiran",)),
        (lambda t: pasang(t, "/Collection", kamus(View=NameObject("/D"))), ("lampiran",)),
        (lambda t: pasang(t, "/OpenAction", tindakan("/URI", URI=TextStringObject("https://x"))), ()),
        (lambda t: pasang(t, "/OpenAction", tindakan("/Named", N=NameObject("/LastPage"))), ()),
    ],
)
def test_isi_pdf_yang_berjalan_atau_terlampir_ditandai(ubah, tanda):
    assert periksa(berkas(pdf_dengan(ubah))).tanda == tanda


def pdf_padat() -> bytes:
    """A PDF whose objects lie compressed in one stream, its script with the letters of its names written in hex."""
    objek = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /S /Java#53cript /J#53 (app.alert) >>",
    ]
    letak = [sum(len(x) + 1 for x in objek[:n]) for n in range(4)]
    kepala = b"".join(b"%d %d " % (n, x) for n, x in enumerate(letak, 1))
    badan = zlib.compress(kepala + b" ".join(objek))
    isi = b"%PDF-1.5\n"
    mulai = len(isi)
    isi += b"5 0 obj\n<</Type/ObjStm/N 4/First %d/Length %d/Filter/FlateDecode>>" % (len(kepala), len(badan))
    isi += b"\nstream\n" + badan + b"\nendstream\nendobj\n"
    baris = [(0, 0, 255), *((2, 5, n) for n in range(4)), (1, mulai, 0), (1, len(isi), 0)]
    tabel = b"".join(struct.pack(">BHB", *x) for x in baris)
    akhir = len(isi)
    isi += b"6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>" % len(tabel)
    return isi + b"\nstream\n" + tabel + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % akhir


def test_skrip_di_dalam_aliran_objek_ditandai():
    assert periksa(berkas(pdf_padat())).tanda == ("skrip",)


@pytest.mark.parametrize("cara", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_pdf_terkunci_hanya_bila_perlu_sandi(cara):
    def kunci(sandi):
        return lambda t: t.encrypt(sandi, "pemilik", algorithm=cara)

    assert periksa(berkas(pdf_dengan(kunci("")))).halaman == 3
    with pytest.raises(GalatDomain, match="kata sandi"):
        periksa(berkas(pdf_dengan(kunci("rahasia"))))
