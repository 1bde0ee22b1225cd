"""Recognising a signed copy: by certificate, as a scan, of another version; and files made to harm."""

import datetime
import io
import time
from functools import cache
from types import SimpleNamespace

import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from zi.common.galat import GalatDomain
from zi.dokumen import pindai as mesin
from zi.dokumen.bagian import MENDATAR, TEGAK, Cap, Dokumen, Pesan, Prosa
from zi.dokumen.html import susun_html
from zi.dokumen.pdf import buat_pdf
from zi.dokumen.pindai import GALAT, RUMIT, Temuan, memuat_utuh, pindai
from zi.dokumen.ukuran import lembar

KODE, LAIN = "ABCDEFGHJKLM", "NPQRSTUVWXYZ"
ALAMAT = "https://zona-integritas.balai-penjaminan-mutu.kementerian.go.id/d/"
KOSONG = Temuan(frozenset(), 1, ())


@cache
def terbitan(kode=KODE):
    """An issued document of four pages."""
    bagian = (
        lembar([Prosa("\n\n".join(["Prosa " * 60] * 20))], TEGAK),
        lembar([Pesan("Pesan")], MENDATAR),
    )
    pdf = buat_pdf(susun_html(Dokumen("Judul", bagian, cap=Cap(f"{ALAMAT}{kode}/", kode, 2, "a1b2c3d4" * 8))))
    return SimpleNamespace(isi=pdf.isi, sha256=pdf.sha256, ukuran=len(pdf.isi))


def berkas(isi):
    return io.BytesIO(isi)


def cari(isi, awalan="/d/"):
    return pindai(berkas(isi), awalan)


def tulis(penulis):
    keluar = io.BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def kosong(halaman=1):
    penulis = PdfWriter()
    for _ in range(halaman):
        penulis.add_blank_page(595, 842)
    return penulis


def kamus(**isi):
    return DictionaryObject({NameObject(f"/{k}"): v for k, v in isi.items()})


def tanda(**lain):
    """The dictionary of a signature, as signing programs write it."""
    isi = {
        "Type": NameObject("/Sig"),
        "Filter": NameObject("/Adobe.PPKLite"),
        "SubFilter": NameObject("/ETSI.CAdES.detached"),
        "ByteRange": ArrayObject(map(NumberObject, (0, 100, 200, 300))),
        "Contents": ByteStringObject(b"\0" * 64),
        "M": TextStringObject("D:20230201101530+08'00'"),
        "Reason": TextStringObject("Disetujui"),
    }
    return kamus(**isi | lain)


def tandatangani(isi, *tanda_tangan):
    """Append the signatures to the file, as signing by certificate does."""
    penulis = PdfWriter(berkas(isi), incremental=True)
    medan = [
        penulis._add_object(kamus(FT=NameObject("/Sig"), T=TextStringObject(f"Tanda {n}"), V=penulis._add_object(satu)))
        for n, satu in enumerate(tanda_tangan)
    ]
    penulis._root_object[NameObject("/AcroForm")] = kamus(Fields=ArrayObject(medan), SigFlags=NumberObject(3))
    return tulis(penulis)


def pindaian(isi, dpi=150, kualitas=40, hanya=None):
    """Printed, signed and scanned: a PDF of pictures only, a little askew."""
    gambar = []
    with pypdfium2.PdfDocument(isi) as pdf:
        for n in range(len(pdf)):
            satu = pdf[n].render(scale=dpi / 72, grayscale=True).to_pil()
            if hanya is not None and n not in hanya:
                satu = Image.new("L", satu.size, 255)
            satu = satu.rotate(2, resample=Image.Resampling.BICUBIC, fillcolor=245)
            gambar.append(Image.blend(satu, Image.effect_noise(satu.size, 40), 0.2))
    keluar = io.BytesIO()
    gambar[0].save(keluar, "PDF", save_all=True, append_images=gambar[1:], quality=kualitas, resolution=dpi)
    return keluar.getvalue()


def pkcs7_dari(*nama):
    """A signature whose certificates are a chain: the first signs, the next ones have issued it."""
    kunci = [ec.generate_private_key(ec.SECP256R1()) for _ in nama]
    subjek = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, n)]) for n in nama]
    kini = datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC)
    rantai = []
    for n in range(len(nama)):
        atas = min(n + 1, len(nama) - 1)
        bangun = x509.CertificateBuilder(subjek[atas], subjek[n], kunci[n].public_key(), x509.random_serial_number())
        bangun = bangun.not_valid_before(kini).not_valid_after(kini + datetime.timedelta(days=3650))
        rantai.append(bangun.sign(kunci[atas], hashes.SHA256()))
    bangun = pkcs7.PKCS7SignatureBuilder().set_data(b"isi").add_signer(rantai[0], kunci[0], hashes.SHA256())
    for satu in rantai[1:]:
        bangun = bangun.add_certificate(satu)
    return bangun.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


# --- by certificate


def test_terbitan_sendiri_dikenali():
    assert cari(terbitan().isi) == Temuan(frozenset({KODE}), len(PdfReader(berkas(terbitan().isi)).pages), ())


def test_salinan_bertanda_tangan_elektronik():
    isi = tandatangani(terbitan().isi, tanda(Name=TextStringObject("Orang Rekaan, M.Hum.")))
    temuan = cari(isi)
    assert temuan.kode == {KODE}
    assert temuan.tanda_tangan == (
        {
            "nama": "Orang Rekaan, M.Hum.",
            "waktu": "2023-02-01T10:15:30+08:00",
            "alasan": "Disetujui",
            "jenis": "ETSI.CAdES.detached",
        },
    )
    assert memuat_utuh(berkas(isi), terbitan())


def test_beberapa_tanda_tangan_dan_yang_bukan():
    """Empty fields, time stamps and other fields are no signatures."""
    waktu = tanda(Type=NameObject("/DocTimeStamp"), SubFilter=NameObject("/ETSI.RFC3161"))
    satu = tanda(SubFilter=NameObject("/adbe.pkcs7.detached"), M=TextStringObject("D:20230201"))
    isi = tandatangani(terbitan().isi, satu, waktu, kamus(Teks=TextStringObject("x")), tanda(M=TextStringObject("?")))
    semua = cari(isi).tanda_tangan
    assert [(t["jenis"], t["waktu"]) for t in semua] == [
        ("adbe.pkcs7.detached", "2023-02-01T00:00:00"),
        ("ETSI.CAdES.detached", ""),
    ]
    assert cari(terbitan().isi).tanda_tangan == ()


def test_nama_dari_sertifikat_penanda_tangan():
    """The one that signs, not who issued its certificate; the room for a signature is filled up with zeros."""
    isi = ByteStringObject(pkcs7_dari("Orang Rekaan", "Penerbit Antara", "Penerbit Akar") + b"\0" * 500)
    temuan = cari(tandatangani(terbitan().isi, tanda(Contents=isi)))
    assert [t["nama"] for t in temuan.tanda_tangan] == ["Orang Rekaan"]


@pytest.mark.parametrize("isi", [b"", b"\x30", b"\x30\x82\xff\xff", b"\xff" * 90])
def test_sertifikat_yang_tak_terbaca_tanpa_nama(isi):
    (satu,) = cari(tandatangani(terbitan().isi, tanda(Contents=ByteStringObject(isi)))).tanda_tangan
    assert (satu["nama"], satu["jenis"]) == ("", "ETSI.CAdES.detached")


def test_pohon_medan_yang_menggigit_ekornya():
    penulis = PdfWriter(berkas(tandatangani(terbitan().isi, tanda())))
    medan = penulis._root_object["/AcroForm"]["/Fields"]
    induk = penulis._add_object(kamus(T=TextStringObject("induk")))
    induk.get_object()[NameObject("/Kids")] = ArrayObject([induk, medan[0]])
    penulis._root_object["/AcroForm"][NameObject("/Fields")] = ArrayObject([induk, NumberObject(1)])
    assert len(cari(tulis(penulis)).tanda_tangan) >= 1


# --- the issued bytes at the beginning


def test_memuat_utuh_hanya_bita_yang_sama():
    isi = terbitan().isi
    assert memuat_utuh(berkas(isi), terbitan())
    assert memuat_utuh(berkas(isi + b"lanjut"), terbitan())
    for salah in (isi[:-1], b"\n" + isi, isi[:500] + b"x" + isi[501:], b"", tulis(PdfWriter(berkas(isi)))):
        assert not memuat_utuh(berkas(salah), terbitan())
    assert not memuat_utuh(berkas(terbitan(LAIN).isi), terbitan())


def test_terbitan_tanpa_pdf_tidak_dimuat_siapa_pun():
    belum = SimpleNamespace(sha256="", ukuran=0)
    assert not memuat_utuh(berkas(b""), belum)
    assert not memuat_utuh(berkas(terbitan().isi), belum)


def test_jalur_dan_berkas_sama(tmp_path):
    jalur = tmp_path / "-salinan.pdf"
    jalur.write_bytes(terbitan().isi)
    unggahan = ContentFile(terbitan().isi, "x.pdf")
    unggahan.read(7)
    assert pindai(jalur, "/d/") == pindai(str(jalur), "/d/") == pindai(unggahan, "/d/") == cari(terbitan().isi)
    assert unggahan.tell() == 0
    assert memuat_utuh(jalur, terbitan())
    assert memuat_utuh(unggahan, terbitan())
    assert unggahan.tell() == 0


# --- scans, text, links


def test_pindaian_dikenali_dari_qr():
    isi = pindaian(terbitan().isi)
    assert cari(isi, ALAMAT).kode == {KODE}
    assert not memuat_utuh(berkas(isi), terbitan())


def test_pindaian_versi_lain():
    assert cari(pindaian(terbitan(LAIN).isi)).kode == {LAIN}


def test_qr_hanya_terbaca_di_halaman_terakhir():
    asal = terbitan().isi
    akhir = len(PdfReader(berkas(asal)).pages) - 1
    assert cari(pindaian(asal, dpi=120, hanya={akhir})).kode == {KODE}
    assert cari(pindaian(asal, dpi=120, hanya={})).kode == frozenset()


def test_pindaian_terbalik():
    pembaca = PdfReader(berkas(pindaian(terbitan().isi)))
    penulis = PdfWriter()
    for halaman in pembaca.pages:
        penulis.add_page(halaman).rotate(180)
    assert cari(tulis(penulis)).kode == {KODE}


def test_alamat_dalam_teks_walau_terpenggal():
    """Printed anew as PDF: no metadata and no picture, but the address, wrapped at a hyphen or anywhere."""
    html = f"<html lang='id'><title>x</title><p style='width: 20mm; overflow-wrap: anywhere'>Periksa: {ALAMAT}{KODE}/"
    assert cari(buat_pdf(html).isi, ALAMAT).kode == {KODE}


def test_tautan():
    penulis = kosong(5)
    for n, kode in ((0, KODE), (4, LAIN)):
        penulis.add_annotation(n, Link(rect=(0, 0, 9, 9), url=f"{ALAMAT}{kode}/"))
    penulis.pages[0]["/Annots"].insert(0, NumberObject(3))
    assert cari(tulis(penulis), ALAMAT) == Temuan(frozenset({KODE, LAIN}), 5, ())


@pytest.mark.parametrize(
    ("awalan", "kena"),
    [
        ("/d/", True),
        ("zi.kantor.go.id/d/", True),
        ("http://ZI.kantor.go.id/d/", True),
        ("https://zi.kantor.go.id", True),
        ("https://kantor.go.id/d/", False),
        ("https://zi.kantor.go.id.invalid/d/", False),
        ("/x/d/", False),
    ],
)
def test_awalan(awalan, kena):
    penulis = kosong()
    penulis.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"https://zi.kantor.go.id/d/{KODE}/"))
    assert cari(tulis(penulis), awalan).kode == ({KODE} if kena else frozenset())


@pytest.mark.parametrize("kode", [KODE[:-1], f"{KODE}A", KODE.lower(), "ABCDEFGHIJKL", "ABCDEFGHJKL1"])
def test_yang_mirip_kode_bukan_kode(kode):
    penulis = kosong()
    penulis.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"{ALAMAT}{kode}/"))
    penulis.add_metadata({"/Keywords": f"zi:{kode}:2:{'a' * 64}, zi:{KODE}:2:pendek, xzi:{KODE}:2:{'a' * 64}"})
    assert cari(tulis(penulis)) == KOSONG


# --- files that cannot be read, or should not be


@pytest.mark.parametrize("algoritma", ["RC4-128", "AES-256"])
def test_kata_sandi(algoritma):
    for pengguna, galat in (("rahasia", True), ("", False)):
        penulis = PdfWriter(berkas(tandatangani(terbitan().isi, tanda())))
        penulis.encrypt(pengguna, "pemilik", algorithm=algoritma)
        if galat:
            with pytest.raises(GalatDomain, match="terkunci kata sandi"):
                cari(tulis(penulis))
        else:
            temuan = cari(tulis(penulis))
            assert (temuan.kode, len(temuan.tanda_tangan)) == ({KODE}, 1)


@pytest.mark.parametrize(
    "isi",
    [b"", b"bukan PDF", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"\0" * 5000, b"\x89PNG\r\n\x1a\n", tulis(PdfWriter())],
    ids=["kosong", "teks", "kepala saja", "nol", "gambar", "tanpa halaman"],
)
def test_bukan_pdf_atau_tanpa_halaman(isi):
    with pytest.raises(GalatDomain) as galat:
        cari(isi)
    assert str(galat.value) == GALAT["rusak"]


def test_terpotong_di_tengah():
    """Either refused with the sentence or searched as far as it can be read."""
    isi = terbitan().isi
    hasil = [_hasil(isi[: int(len(isi) * bagian)]) for bagian in (0.2, 0.5, 0.9, 0.99)]
    assert all(h == GALAT["rusak"] or h.kode <= {KODE} for h in hasil)


def _hasil(isi):
    """What was found, or the sentence."""
    try:
        return cari(isi)
    except GalatDomain as galat:
        return str(galat)


def test_ribuan_halaman():
    mulai = time.monotonic()
    assert cari(tulis(kosong(5000))) == Temuan(frozenset(), 5000, ())
    assert time.monotonic() - mulai < mesin.DETIK_MAKS


@pytest.mark.parametrize("sisi", [(14_400, 14_400), (14_400, 0.5), (1e7, 1e7)])
def test_halaman_raksasa(sisi):
    penulis = PdfWriter()
    penulis.add_blank_page(*sisi)
    assert cari(tulis(penulis)).halaman == 1


def test_skrip_dan_aksi_pembuka_diabaikan():
    penulis = kosong()
    aksi = kamus(S=NameObject("/JavaScript"), JS=TextStringObject("while (true) { app.alert('x') }"))
    penulis._root_object[NameObject("/OpenAction")] = aksi
    assert cari(tulis(penulis)) == KOSONG


def bom(isi, ulang):
    """A page whose contents are run again and again, by forms within forms."""
    penulis = kosong()
    bentuk = DecodedStreamObject()
    bentuk.set_data(isi)
    bentuk.update(
        kamus(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=ArrayObject([NumberObject(0)] * 4))
    )
    dalam = penulis._add_object(bentuk)
    for _ in range(ulang):
        luar = DecodedStreamObject()
        luar.set_data(b"/F Do " * 40)
        sumber = kamus(XObject=kamus(F=dalam))
        kotak = ArrayObject(map(NumberObject, (0, 0, 595, 842)))
        luar.update(kamus(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=kotak, Resources=sumber))
        dalam = penulis._add_object(luar)
    penulis.pages[0][NameObject("/Resources")] = kamus(XObject=kamus(F=dalam))
    halaman = DecodedStreamObject()
    halaman.set_data(b"/F Do")
    penulis.pages[0][NameObject("/Contents")] = penulis._add_object(halaman)
    return tulis(penulis)


def test_bom_gambar_dihentikan(monkeypatch):
    """What was found before the time was over counts."""
    monkeypatch.setattr(mesin, "DETIK_MAKS", 3)
    mulai = time.monotonic()
    assert cari(bom(b"0 0 m 595 842 l S " * 200, 6)) == KOSONG
    assert time.monotonic() - mulai < 8


def test_batas_memori():
    """A picture of 30 000 × 30 000 points from a few kilobytes."""
    gambar = io.BytesIO()
    Image.MAX_IMAGE_PIXELS, lama = None, Image.MAX_IMAGE_PIXELS
    try:
        Image.new("1", (30_000, 30_000)).save(gambar, "PDF")
    finally:
        Image.MAX_IMAGE_PIXELS = lama
    assert _hasil(gambar.getvalue()) in {RUMIT, KOSONG}


def test_habis_sebelum_terbuka(monkeypatch):
    monkeypatch.setattr(mesin, "DETIK_MAKS", 0)
    with pytest.raises(GalatDomain) as galat:
        cari(terbitan().isi)
    assert str(galat.value) == RUMIT


def test_kesalahan_program_tidak_disembunyikan(monkeypatch):
    monkeypatch.setattr(mesin, "MEMORI_MAKS_MB", "banyak")
    with pytest.raises(RuntimeError, match="ValueError"):
        cari(terbitan().isi)
