"""Builds office files in code: workbooks, Word tables and broken archives."""

import io
import zipfile

from docx import Document
from openpyxl import Workbook

KEPALA = ("No", "Rencana Kerja", "Rencana Aksi", "Jadwal Pelaksanaan", "Bukti Fisik")


def buku(*lembar, gabung=(), judul=("Sheet1",), lembar_ubah=None):
    """Bytes of a workbook; every argument is the list of rows of one sheet."""
    wb = Workbook()
    wb.remove(wb.active)
    for i, baris in enumerate(lembar):
        ws = wb.create_sheet(judul[i] if i < len(judul) else f"Sheet{i + 1}")
        for satu in baris:
            ws.append(satu)
        for rentang in gabung:
            ws.merge_cells(rentang)
        if lembar_ubah:
            lembar_ubah(ws)
    return simpan(wb)


def simpan(wb):
    """Bytes of an openpyxl workbook."""
    aliran = io.BytesIO()
    wb.save(aliran)
    return aliran.getvalue()


def matriks(*baris):
    """A sheet with the usual header and one area."""
    return [KEPALA, ("I. Manajemen Perubahan",), *baris]


def docx(*tabel, pengantar=()):
    """Bytes of a Word file; each table is a list of rows."""
    dok = Document()
    for i, baris in enumerate(tabel):
        if i < len(pengantar):
            dok.add_paragraph(pengantar[i])
        isi_tabel(dok, baris)
    return simpan(dok)


def isi_tabel(dok, baris):
    """Add a table to a Word document."""
    tabel = dok.add_table(rows=0, cols=max(len(b) for b in baris))
    for satu in baris:
        sel = tabel.add_row().cells
        for k, teks in enumerate(satu):
            sel[k].text = teks
    return tabel


def ganti_bagian(data, nama, isi):
    """The same archive with one part replaced or added."""
    aliran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as lama, zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as baru:
        for anggota in lama.namelist():
            if anggota != nama:
                baru.writestr(anggota, lama.read(anggota))
        baru.writestr(nama, isi)
    return aliran.getvalue()


def baca_bagian(data, nama):
    """One part of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        return arsip.read(nama)


LEMBAR1 = "xl/worksheets/sheet1.xml"


def lembar_xml(baris_xml, dimensi="A1:E3"):
    """The XML of a sheet around ready-made rows."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimensi}"/><sheetData>{baris_xml}</sheetData></worksheet>'
    ).encode()


def baris_xml(nomor, isi):
    """One row of inline texts; `isi` maps column letters to text."""
    sel = "".join(f'<c r="{k}{nomor}" t="inlineStr"><is><t>{t}</t></is></c>' for k, t in isi.items())
    return f'<row r="{nomor}">{sel}</row>'


def baris_kepala(nomor=1):
    """The usual header as a row of XML."""
    return baris_xml(nomor, dict(zip("ABCDE", KEPALA, strict=True)))


def teks_bersama(data, *butir):
    """The same workbook with shared strings, as Excel itself writes them; `butir` is the XML inside each `<si>`."""
    ruang = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    daftar = baca_bagian(data, "[Content_Types].xml").decode()
    daftar = daftar.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{jenis}"/></Types>')
    isi = f'<sst xmlns="{ruang}">{"".join(f"<si>{b}</si>" for b in butir)}</sst>'
    return ganti_bagian(ganti_bagian(data, "[Content_Types].xml", daftar), "xl/sharedStrings.xml", isi)
