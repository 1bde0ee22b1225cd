"""A document as a Word file: a walk over the same blocks that the PDF is drawn from.

For papers of some pages that offices edit before they sign: it runs in the process of the request. What is official
is the PDF.
"""

import base64
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Naskah
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from zi.dokumen import bagian
from zi.dokumen.bagian import MENDATAR, Butir, Dokumen, Penanda
from zi.dokumen.html import KENDALI
from zi.dokumen.markdown import Potongan, alinea, potongan

TENGAH, KANAN_KIRI = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
HURUF, HURUF_TABEL = "Bookman Old Style", "Arial"
LEBAR = {"tegak": 15.5, MENDATAR: 26.1}  # of the text, in cm
FOTO_LEBAR, FOTO_TINGGI = Cm(15), Cm(9.5)


def buat_docx(dokumen: Dokumen) -> bytes:
    """The whole document; control characters, which Word cannot hold, are left out."""
    naskah = Document()
    _gaya(naskah)
    naskah.core_properties.title, naskah.core_properties.author = dokumen.judul[:255], dokumen.pengarang[:255]
    for nomor, lembar in enumerate(dokumen.lembar):
        seksi = naskah.add_section() if nomor else naskah.sections[0]
        _halaman(seksi, mendatar=lembar.orientasi == MENDATAR)
        for blok in lembar.blok:
            if isinstance(blok, bagian.DaftarIsi):
                _daftar_isi(naskah, dokumen)
            else:
                PENULIS[type(blok)](naskah, blok, LEBAR[lembar.orientasi])
    _kaki(naskah, dokumen)
    keluar = BytesIO()
    naskah.save(keluar)
    return keluar.getvalue()


def _gaya(naskah: Naskah) -> None:
    gaya: Any = naskah.styles["Normal"]
    gaya.font.name, gaya.font.size = HURUF, Pt(11.5)
    gaya.paragraph_format.space_after, gaya.paragraph_format.line_spacing = Pt(6), 1.15
    for tingkat in range(1, 7):
        judul: Any = naskah.styles[f"Heading {tingkat}"]
        judul.font.name, judul.font.size, judul.font.bold = HURUF, Pt(13 if tingkat == 1 else 11.5), True
        judul.font.italic, judul.font.color.rgb = False, None
        judul.paragraph_format.space_before, judul.paragraph_format.space_after = Pt(12), Pt(6)
        huruf = judul.element.get_or_add_rPr().get_or_add_rFonts()  # the theme's font would win
        for nama in list(huruf.attrib):
            del huruf.attrib[nama]
        for nama in ("w:ascii", "w:hAnsi", "w:cs"):
            huruf.set(qn(nama), HURUF)
    bahasa = OxmlElement("w:lang")
    bahasa.set(qn("w:val"), "id-ID")
    gaya.element.get_or_add_rPr().append(bahasa)


def _halaman(seksi: Any, *, mendatar: bool) -> None:
    lebar, tinggi = (Cm(29.7), Cm(21)) if mendatar else (Cm(21), Cm(29.7))
    seksi.orientation = WD_ORIENT.LANDSCAPE if mendatar else WD_ORIENT.PORTRAIT
    seksi.page_width, seksi.page_height = lebar, tinggi
    seksi.left_margin, seksi.right_margin = (Cm(1.8), Cm(1.8)) if mendatar else (Cm(3), Cm(2.5))
    seksi.top_margin = seksi.bottom_margin = Cm(2.5)


def _kaki(naskah: Naskah, dokumen: Dokumen) -> None:
    """Of every section, as the later ones follow the first: what it is and the page; on top the line of a demo."""
    kaki = naskah.sections[0].footer.paragraphs[0]
    _tulis(kaki, [Potongan(f"{dokumen.kaki} · Halaman ")], Pt(8))
    for medan, sesudah in (("PAGE", " dari "), ("NUMPAGES", "")):
        _medan(kaki, medan)
        _tulis(kaki, [Potongan(sesudah)], Pt(8))
    if dokumen.pita:
        kepala = naskah.sections[0].header.paragraphs[0]
        kepala.alignment = TENGAH
        _tulis(kepala, [Potongan(dokumen.pita, tebal=True)], Pt(8.5))


def _medan(alinea: Any, nama: str) -> None:
    """A field that Word computes."""
    medan, lari = OxmlElement("w:fldSimple"), alinea.add_run("1")
    medan.set(qn("w:instr"), nama)
    lari.font.size = Pt(8)
    medan.append(lari._r)
    alinea._p.append(medan)


def _tulis(tempat: Any, isi: Iterable[Potongan], ukuran: Length | None = None, *, tebal: bool = False) -> Any:
    """Add pieces of text to a paragraph."""
    for satu in isi:
        lari = tempat.add_run(KENDALI.sub("", satu.teks))
        lari.bold, lari.italic = (satu.tebal or tebal) or None, satu.miring or None
        lari.font.size = ukuran
    return tempat


def _alinea(tempat: Any, teks: str = "", *, rata: Any = None, jarak: float | None = None, **lain: Any) -> Any:
    """A paragraph of one run of text in a document or a cell; `jarak`: points after it."""
    satu = tempat.add_paragraph()
    satu.alignment = rata
    if jarak is not None:
        satu.paragraph_format.space_after = Pt(jarak)
    return _tulis(satu, potongan(teks), **lain)


def _kop(naskah: Naskah, blok: bagian.Kop, lebar: float) -> None:
    for n, baris in enumerate(blok.nama, start=1):
        akhir = n == len(blok.nama)
        _alinea(naskah, baris, rata=TENGAH, jarak=0, ukuran=Pt(14 if akhir else 12), tebal=akhir)
    for baris in blok.alamat:
        _alinea(naskah, baris, rata=TENGAH, jarak=0, ukuran=Pt(9))
    garis, tepi = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for nama, isi in (("val", "double"), ("sz", "6"), ("space", "4"), ("color", "000000")):
        tepi.set(qn(f"w:{nama}"), isi)
    garis.append(tepi)
    akhir_kop = naskah.paragraphs[-1]
    akhir_kop._p.get_or_add_pPr().append(garis)
    akhir_kop.paragraph_format.space_after = Pt(14)


def _kepala_surat(naskah: Naskah, blok: bagian.KepalaSurat, lebar: float) -> None:
    tabel = _kisi(naskah, len(blok.pasangan), (2.3, 0.5, lebar - 9.3, 6.5))
    for n, (nama, nilai) in enumerate(blok.pasangan):
        sel = tabel.rows[n].cells
        _isi_sel(sel[0], nama), _isi_sel(sel[1], ":"), _isi_sel(sel[2], nilai)
    kanan = _isi_sel(tabel.rows[0].cells[3], blok.tempat_tanggal)
    kanan.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _alinea(naskah, jarak=0), _alinea(naskah, "Yth.", jarak=0)
    sendiri = len(blok.kepada) == 1
    for n, nama in enumerate(blok.kepada, start=1):
        _berlabel(naskah, "" if sendiri else f"{n}.", potongan(nama), 0 if sendiri else 1, jarak=0)
    _alinea(naskah, "di tempat", jarak=12)


def _berlabel(
    tempat: Any, label: str, isi: Iterable[Potongan], tingkat: int, jarak: float = 3, ukuran: Length | None = None
) -> Any:
    """A line with its label hanging left of it."""
    satu, masuk = tempat.add_paragraph(), Cm(0.8 * (max(tingkat, 1) if label else tingkat))
    satu.paragraph_format.left_indent, satu.paragraph_format.space_after = masuk, Pt(jarak)
    if label:
        satu.paragraph_format.first_line_indent = Cm(-0.8)
        satu.paragraph_format.tab_stops.add_tab_stop(masuk)
        _tulis(satu, [Potongan(f"{label}\t")], ukuran)
    return _tulis(satu, isi, ukuran)


def _butir(tempat: Any, butir: Iterable[Butir], tingkat: int, ukuran: Length | None = None) -> None:
    for satu in butir:
        _berlabel(tempat, satu.label, potongan(satu.teks), tingkat, ukuran=ukuran)
        _butir(tempat, satu.anak, tingkat + 1, ukuran)


def _judul(naskah: Naskah, blok: bagian.Judul, lebar: float) -> None:
    satu = naskah.add_heading(level=min(blok.tingkat, 6))
    satu.alignment = TENGAH if blok.bab else None
    _tulis(satu, [Potongan(f"{blok.nomor} ")] if blok.nomor else [])
    _tulis(satu, potongan(blok.teks))


def _prosa(naskah: Naskah, blok: bagian.Prosa, lebar: float) -> None:
    for satu in alinea(blok.isi):
        if satu.tingkat:
            _berlabel(naskah, satu.label, satu.potongan, satu.tingkat)
        else:
            _tulis(naskah.add_paragraph(), satu.potongan).alignment = KANAN_KIRI


def _daftar(naskah: Naskah, blok: bagian.Daftar, lebar: float) -> None:
    if blok.pengantar:
        _alinea(naskah, blok.pengantar).paragraph_format.keep_with_next = True
    _butir(naskah, blok.butir, 1)


def _data(naskah: Naskah, blok: bagian.Data, lebar: float) -> None:
    tabel = _kisi(naskah, len(blok.pasangan), (4, 0.5, lebar - 4.5))
    for n, (nama, nilai) in enumerate(blok.pasangan):
        sel = tabel.rows[n].cells
        _isi_sel(sel[0], nama), _isi_sel(sel[1], ":"), _isi_sel(sel[2], nilai)
    _alinea(naskah, jarak=0)


def _kisi(naskah: Any, baris: int, lebar: tuple[float, ...], gaya: str | None = None) -> Any:
    """A table of fixed columns in cm; without a style it has no lines."""
    tabel = naskah.add_table(baris, len(lebar), gaya)
    tabel.autofit, tabel.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for kolom, satu in zip(tabel.columns, lebar, strict=True):
        kolom.width = Cm(satu)
    for satu_baris in tabel.rows:
        for sel, satu in zip(satu_baris.cells, lebar, strict=True):
            sel.width = Cm(satu)
    return tabel


def _isi_sel(sel: Any, teks: str, ukuran: Length | None = None, *, tebal: bool = False) -> Any:
    satu = sel.paragraphs[0]
    satu.paragraph_format.space_after = Pt(2)
    return _tulis(satu, potongan(teks), ukuran, tebal=tebal)


def _tabel(naskah: Naskah, blok: bagian.Tabel, lebar: float) -> None:
    jumlah = sum(k.lebar for k in blok.kolom) or 1
    tabel = _kisi(naskah, 1, tuple(lebar * k.lebar / jumlah for k in blok.kolom), "Table Grid")
    for sel, kolom in zip(tabel.rows[0].cells, blok.kolom, strict=True):
        kepala = f"{kolom.kelompok}: {kolom.judul}" if kolom.kelompok else kolom.judul
        _isi_sel(sel, kepala, Pt(9), tebal=True).alignment = TENGAH
    _ulang_kepala(tabel.rows[0])
    if blok.judul_baris:
        _selebar(tabel, blok.judul_baris)
    for baris in blok.baris:
        if baris.judul:
            _selebar(tabel, baris.judul)
            continue
        for sel, isi in zip(tabel.add_row().cells, baris.sel, strict=False):
            _sel(sel, isi)
    if not blok.baris:
        _selebar(tabel, blok.kosong)
    _alinea(naskah, blok.catatan, ukuran=Pt(9))


def _ulang_kepala(baris: Any) -> None:
    """Word repeats the head of a table on each page."""
    baris._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _selebar(tabel: Any, teks: str) -> None:
    sel = tabel.add_row().cells
    _isi_sel(sel[0].merge(sel[-1]), teks, Pt(9), tebal=True)


def _sel(sel: Any, isi: bagian.Sel) -> None:
    _butir(sel, isi.butir, 0, Pt(9))
    if len(sel.paragraphs) > 1:  # a cell begins with an empty paragraph
        sel._tc.remove(sel.paragraphs[0]._p)
    if isi.tengah:
        for satu in sel.paragraphs:
            satu.alignment = TENGAH


def _tanda_tangan(naskah: Naskah, blok: bagian.TandaTangan, lebar: float) -> None:
    """Two side by side; one alone, and the odd last one, at the right when it is the only one."""
    jarak = _alinea(naskah, jarak=0)
    jarak.paragraph_format.keep_with_next = True
    sel = [None, *blok.blok] if len(blok.blok) == 1 else [*blok.blok]
    tabel = _kisi(naskah, (len(sel) + 1) // 2, (lebar / 2, lebar / 2))
    for n, penanda in enumerate(sel):
        if penanda:
            _penanda(tabel.rows[n // 2].cells[n % 2], penanda)


def _penanda(sel: Any, p: Penanda) -> None:
    atas = [p.tempat_tanggal, *filter(None, [p.peran, p.jabatan])]
    _isi_sel(sel, atas[0])
    for teks in atas[1:]:
        _alinea(sel, teks, jarak=0)
    for _ in range(3):
        _alinea(sel, jarak=0)
    _alinea(sel, p.nama, jarak=0, tebal=True)
    for teks in filter(None, [p.pangkat, p.nomor_induk]):
        _alinea(sel, teks, jarak=0)
    for satu in sel.paragraphs:
        satu.paragraph_format.keep_with_next = True


def _foto(naskah: Naskah, blok: bagian.Foto, lebar: float) -> None:
    satu = naskah.add_paragraph()
    satu.alignment, satu.paragraph_format.keep_with_next = TENGAH, True
    gambar = satu.add_run().add_picture(BytesIO(base64.b64decode(blok.data.partition(",")[2])))
    skala = min(FOTO_LEBAR / gambar.width, FOTO_TINGGI / gambar.height)
    gambar.width, gambar.height = Length(gambar.width * skala), Length(gambar.height * skala)
    gambar._inline.docPr.set("descr", KENDALI.sub("", blok.keterangan))
    _alinea(naskah, blok.keterangan, rata=TENGAH, jarak=12, ukuran=Pt(9.5))


def _pesan(naskah: Naskah, blok: bagian.Pesan, lebar: float) -> None:
    _isi_sel(_kisi(naskah, 1, (lebar,), "Table Grid").rows[0].cells[0], blok.teks).alignment = TENGAH


def _sampul(naskah: Naskah, blok: bagian.Sampul, lebar: float) -> None:
    _alinea(naskah, blok.judul.upper(), rata=TENGAH, jarak=60, ukuran=Pt(17), tebal=True)
    for teks in filter(None, [blok.oleh, *blok.pemilik, *blok.alamat, blok.tahun]):
        _alinea(naskah, teks, rata=TENGAH)
    naskah.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _daftar_isi(naskah: Naskah, dokumen: Dokumen) -> None:
    """The headings; Word knows the pages only once it has laid the text out."""
    _alinea(naskah, "DAFTAR ISI", rata=TENGAH, tebal=True)
    for entri in dokumen.daftar_isi:
        _berlabel(naskah, "", potongan(f"{entri.nomor} {entri.teks}".strip()), entri.tingkat - 1)


PENULIS: dict[type[bagian.Blok], Callable[[Naskah, Any, float], None]] = {
    bagian.Daftar: _daftar,
    bagian.Data: _data,
    bagian.Foto: _foto,
    bagian.Judul: _judul,
    bagian.KepalaSurat: _kepala_surat,
    bagian.Kop: _kop,
    bagian.Pesan: _pesan,
    bagian.Prosa: _prosa,
    bagian.Sampul: _sampul,
    bagian.Tabel: _tabel,
    bagian.TandaTangan: _tanda_tangan,
}
