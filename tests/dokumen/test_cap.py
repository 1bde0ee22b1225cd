"""The stamp of an issued document: on every page, readable by eye and by machine, and nothing without it."""

import io
import re
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from zi.dokumen.bagian import (
    MENDATAR,
    TEGAK,
    Baris,
    Butir,
    Cap,
    DaftarIsi,
    Dokumen,
    Judul,
    Kolom,
    Prosa,
    Sampul,
    Sel,
    Tabel,
)
from zi.dokumen.html import susun_html
from zi.dokumen.pdf import buat_pdf
from zi.dokumen.ukuran import lembar

KODE, SIDIK = "ABCDEFGHJKLM", "a1b2c3d4" * 8
PENDEK = f"https://zi.kantor.go.id/d/{KODE}/"
PANJANG = f"https://zona-integritas.balai-besar-pengembangan-penjaminan-mutu.kementerian.go.id/d/{KODE}/"
KETERANGAN = "Disetujui di luar sistem pada 1 Februari 2023, lalu dicatat di sini oleh admin satuan kerja itu sendiri."


def cap(alamat=PENDEK, keterangan=""):
    return Cap(alamat, KODE, 2, SIDIK, keterangan)


@cache
def bita(satu=None):
    """A document with a cover, upright pages and pages on their side, of which each is filled to the foot."""
    baris = tuple(Baris((Sel((Butir(f"{n}"),)), Sel((Butir("kata " * 40),)))) for n in range(60))
    bagian = (
        lembar([Sampul("Rencana", "Tim", ("Kantor Uji",), tahun="2023"), DaftarIsi()], TEGAK),
        lembar([Judul("SATU", "BAB I", bab=True), Prosa("\n\n".join(["Prosa " * 60] * 30))], TEGAK),
        lembar([Tabel((Kolom("No", 10), Kolom("Uraian", 90)), baris)], MENDATAR),
    )
    return buat_pdf(susun_html(Dokumen("Judul", bagian, "Kantor Uji", "Kaki uji · Kantor Uji", cap=satu))).isi


def baca(satu=None):
    return PdfReader(io.BytesIO(bita(satu)))


def rapat(teks):
    return "".join(teks.split())


def gambar(isi, dpi):
    """Each page as a grey picture."""
    with pypdfium2.PdfDocument(isi) as pdf:
        for n in range(len(pdf)):
            yield pdf[n].render(scale=dpi / 72, grayscale=True).to_pil()


def pindaian_buruk(satu):
    """Askew, grey noise over all of it, and strongly compressed."""
    miring = satu.rotate(2, resample=Image.Resampling.BICUBIC, fillcolor=245)
    keluar = io.BytesIO()
    Image.blend(miring, Image.effect_noise(satu.size, 40), 0.2).save(keluar, "JPEG", quality=40)
    return Image.open(keluar)


def qr(satu):
    return [x.text for x in zxingcpp.read_barcodes(satu, formats=zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("satu", [cap(), cap(PANJANG, KETERANGAN)], ids=["pendek", "panjang"])
def test_teks_di_tiap_halaman(satu):
    pdf = baca(satu)
    assert len(pdf.pages) >= 6
    for n, halaman in enumerate(pdf.pages, start=1):
        isi = halaman.extract_text()
        assert "Versi 2 · a1b2c3d4" in isi, n
        assert "QR ini bukan tanda tangan elektronik." in isi
        assert rapat(f"Periksa keasliannya: {satu.alamat.removeprefix('https://')}") in rapat(isi)
        assert rapat(satu.keterangan) in rapat(isi)
        assert (f"Halaman {n} dari {len(pdf.pages)}" in isi) == ("Kaki uji · Kantor Uji" in isi) == (n > 1)
        assert "https://" not in isi


@pytest.mark.parametrize("satu", [cap(), cap(PANJANG, KETERANGAN)], ids=["pendek", "panjang"])
def test_qr_terbaca_di_tiap_halaman(satu):
    assert all(qr(g) == [satu.alamat] for g in gambar(bita(satu), 200))


@pytest.mark.parametrize("satu", [cap(), cap(PANJANG, KETERANGAN)], ids=["pendek", "panjang"])
def test_qr_terbaca_dari_pindaian_buruk(satu):
    assert [qr(pindaian_buruk(g)) for g in gambar(bita(satu), 150)] == [[satu.alamat]] * len(baca(satu).pages)


def test_tapak_qr_dan_tepi_putih():
    """About 15 mm, with four squares of white around it, and 5 mm from the edge of the paper."""
    mm = 300 / 25.4
    for halaman in gambar(bita(cap(PANJANG, KETERANGAN)), 300):
        (satu,) = zxingcpp.read_barcodes(halaman, formats=zxingcpp.BarcodeFormat.QRCode)
        sudut = satu.position
        kiri, atas, kanan, bawah = (sudut.top_left.x, sudut.top_left.y, sudut.bottom_right.x, sudut.bottom_right.y)
        assert 14 * mm < kanan - kiri < 16 * mm
        tepi = round(1.6 * mm)  # four squares of the longest address
        kotak = halaman.crop((kiri - tepi, atas - tepi, kanan + tepi, bawah + tepi))
        kosong = Image.new("L", (kanan - kiri + 8, bawah - atas + 8), 255)
        kotak.paste(kosong, (tepi - 4, tepi - 4))
        assert kotak.getextrema()[0] > 200
        assert halaman.height - bawah > 5 * mm


def test_kaki_tidak_menyentuh_isi_dan_tepi_kertas():
    """Below the last line of the text and above the edge, even with the longest of stamps."""
    titik = 72 / 25.4
    with pypdfium2.PdfDocument(bita(cap(PANJANG, KETERANGAN))) as pdf:
        for n, halaman in enumerate(pdf):
            batas = (25 if n == 0 else 28 if halaman.get_width() < halaman.get_height() else 24) * titik
            teks = halaman.get_textpage()
            kotak = [teks.get_rect(k) for k in range(teks.count_rects())]
            kaki = [k for k in kotak if k[3] <= batas - 2 * titik]
            assert len(kaki) >= 4
            assert min(k[1] for k in kaki) > 4 * titik
            assert all(k[1] >= batas for k in kotak if k not in kaki)


def test_tertanam_sekali_dan_kecil():
    asal, bercap = baca(), baca(cap())
    assert len(bita(cap())) - len(bita()) < 60_000
    assert len(_gambar(asal)) == 0
    assert len(_gambar(bercap)) == 1
    assert len(bercap.pages) - len(asal.pages) in {0, 1}


def _gambar(pdf):
    """The object numbers of images."""
    semua = (pdf.get_object(n) for n in range(1, pdf.trailer["/Size"]))
    return [x for x in semua if isinstance(x, dict) and x.get("/Subtype") == "/Image"]


def test_penanda_bagi_mesin():
    assert baca(cap()).metadata["/Keywords"] == f"zi:{KODE}:2:{SIDIK}"
    assert f"zi:{KODE}:2:{SIDIK}".encode() in baca(cap()).trailer["/Root"]["/Metadata"].get_object().get_data()


def test_bertag_seperti_tanpa_cap():
    """The foot is no part of the text: the tree of tags is the same, and the QR is an artifact, no figure."""
    asal, bercap = _tag(baca()), _tag(baca(cap()))
    assert bercap == asal
    assert "/Figure" not in bercap
    for halaman in baca(cap()).pages:
        isi = halaman.get_contents().get_data()
        (sebelum,) = re.findall(rb"/(\w+)\s+BMC(?:(?!BMC|BDC).)*/x\d+ Do", isi, re.S)
        assert sebelum == b"Artifact"


def _tag(pdf):
    """The kinds of the tree of tags below pages, once each in the order in which they first stand."""
    jenis, antrean = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while antrean:
        satu = antrean.pop(0)
        if isinstance(satu, dict):
            jenis.append(satu.get("/S"))
            anak = satu.get("/K", [])
            antrean += [x.get_object() for x in (anak if isinstance(anak, list) else [anak])]
    return list(dict.fromkeys(jenis))


def test_tanpa_cap_tidak_berubah():
    html = susun_html(Dokumen("Judul", (), kaki="Kaki"))
    assert not any(kata in html for kata in ("keywords", "data-cap", "image/png", "string(cap)", "margin-bottom: 24mm"))
    assert "Versi 2" not in " ".join(h.extract_text() for h in baca().pages)
    assert "/Keywords" not in baca().metadata


def test_teks_jahat_dalam_keterangan():
    jahat = '"></body><script>x</script>;} @page{} \\A '
    (halaman,) = PdfReader(
        io.BytesIO(buat_pdf(susun_html(Dokumen("J", (lembar([Prosa("a")], TEGAK),), cap=cap(keterangan=jahat)))).isi)
    ).pages
    assert rapat(jahat) in rapat(halaman.extract_text())
