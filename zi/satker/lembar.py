"""The workbook of people: reading one without trusting it, writing the template."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from zi.common.galat import GalatDomain

# canonical name -> (heading in the template, other headings that are understood)
KOLOM = {
    "nama": ("Nama", ()),
    "surel": ("Surel", ("email", "e-mail")),
    "nomor_induk": ("NIP/NRP", ("nip", "nrp", "nip / nrp")),
    "jabatan": ("Jabatan", ()),
    "pangkat": ("Pangkat", ("pangkat/golongan",)),
    "jenis": ("Peran", ()),
    "area": ("Area", ()),
    "tahun": ("Tahun", ("tahun evaluasi",)),
    "surat_tugas": ("Surat tugas", ()),
    "mulai": ("Mulai", ()),
    "selesai": ("Selesai", ()),
}
WAJIB = {"surel", "jenis"}
BARIS_MAKS = 1000  # one request; a unit seldom has more people
KOLOM_MAKS = 40
KEPALA_MAKS = 20  # the headings stand within the first rows
BYTE_MAKS = 5_000_000
BYTE_TERBUKA_MAKS = 40_000_000
BUKAN_XLSX = "Berkas ini bukan berkas Excel .xlsx yang utuh. Buka di Excel lalu simpan sebagai .xlsx."
TERKUNCI = "Berkas ini terkunci kata sandi atau berformat lama (.xls). Simpan sebagai .xlsx tanpa kata sandi."
TANPA_KOLOM = "Tidak ada lembar dengan kolom Surel dan Peran. Pakai templat di halaman ini."
TERLALU_BANYAK = f"Berkas ini lebih dari {BARIS_MAKS} baris. Bagilah menjadi beberapa berkas.".replace("1000", "1.000")

_NAMA = {h.casefold(): k for k, (judul, lain) in KOLOM.items() for h in (judul, *lain)}


def baca_lembar(berkas: BinaryIO) -> list[dict[str, str]]:
    """The rows of the first sheet with known headings, as text; `_baris` is the row number in Excel.

    Formulas are never evaluated: the value that Excel saved counts. Raises GalatDomain with one sentence.
    """
    _periksa_arsip(berkas)
    try:
        buku = load_workbook(berkas, read_only=True, data_only=True, keep_links=False)
        return next(_lembar_terbaca(buku))
    except StopIteration:
        raise GalatDomain(TANPA_KOLOM) from None
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError) as galat:
        raise GalatDomain(BUKAN_XLSX) from galat


def _periksa_arsip(berkas: BinaryIO) -> None:
    """Kind and sizes, before any library loads it."""
    ukuran = berkas.seek(0, io.SEEK_END)
    berkas.seek(0)
    awal = berkas.read(4)
    berkas.seek(0)
    if ukuran > BYTE_MAKS:
        raise GalatDomain(f"Berkas ini lebih dari {BYTE_MAKS // 1_000_000} MB.")
    if awal == b"\xd0\xcf\x11\xe0":
        raise GalatDomain(TERKUNCI)
    try:
        with zipfile.ZipFile(berkas) as arsip:
            terbuka = sum(x.file_size for x in arsip.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as galat:
        raise GalatDomain(BUKAN_XLSX) from galat
    if terbuka > BYTE_TERBUKA_MAKS:
        raise GalatDomain("Isi berkas ini terlalu besar setelah dibuka. Salin daftarnya saja ke berkas baru.")
    berkas.seek(0)


def _lembar_terbaca(buku: Any) -> Iterator[list[dict[str, str]]]:
    for lembar in buku.worksheets[:10]:
        baris = lembar.iter_rows(max_row=BARIS_MAKS + KEPALA_MAKS + 1, max_col=KOLOM_MAKS, values_only=True)
        nomor, kepala = _cari_kepala(baris)
        if kepala:
            yield _isi(baris, nomor, kepala)


def _cari_kepala(baris: Iterator[tuple]) -> tuple[int, dict[int, str]]:
    """The row of headings: its number, and which column is what."""
    for nomor, sel in enumerate(baris, 1):
        kepala = {
            i: _NAMA[t] for i, isi in enumerate(sel) if (t := " ".join(str(isi or "").casefold().split())) in _NAMA
        }
        if set(kepala.values()) >= WAJIB:
            return nomor, kepala
        if nomor == KEPALA_MAKS:
            break
    return 0, {}


def _isi(baris: Iterable[tuple], nomor_kepala: int, kepala: dict[int, str]) -> list[dict[str, str]]:
    hasil = []
    for nomor, sel in enumerate(baris, nomor_kepala + 1):
        satu = {nama: _teks(sel[i]) for i, nama in kepala.items() if i < len(sel)}
        if any(satu.values()):
            hasil.append({**dict.fromkeys(KOLOM, ""), **satu, "_baris": str(nomor)})
        if len(hasil) > BARIS_MAKS:
            raise GalatDomain(TERLALU_BANYAK)
    return hasil


def _teks(isi: Any) -> str:
    """A cell as text; a number too long for Excel stays recognisable as such (1.98503e+17)."""
    if isi is None:
        return ""
    if isinstance(isi, datetime | date):
        return isi.strftime("%Y-%m-%d")
    if isinstance(isi, float) and isi.is_integer() and abs(isi) < 1e15:
        return str(int(isi))
    if isinstance(isi, int) and abs(isi) >= 10**15:
        return f"{isi:e}"
    return " ".join(str(isi).split())[:300]


def tulis_templat(baris: Iterable[dict[str, Any]], peran: list[str], area: list[tuple[str, str]]) -> bytes:
    """The template, filled with the people that are there; every text is text, never a formula."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "Orang"
    lembar.append([judul for judul, _ in KOLOM.values()])
    for satu in baris:
        lembar.append([satu.get(nama) for nama in KOLOM])
    for sel in (s for kolom in lembar.iter_rows(min_row=2) for s in kolom):
        _jadikan_teks(sel)
    _rapikan(lembar, peran, [kode for kode, _ in area])
    petunjuk = buku.create_sheet("Petunjuk")
    for teks in _petunjuk(peran, area):
        petunjuk.append([teks])
        _jadikan_teks(petunjuk.cell(petunjuk.max_row, 1))
    petunjuk.column_dimensions["A"].width = 100
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _jadikan_teks(sel: Any) -> None:
    if isinstance(sel.value, str):
        sel.data_type = "s"
        sel.quotePrefix = sel.value[:1] in "=+-@"
    elif isinstance(sel.value, date):
        sel.number_format = "DD/MM/YYYY"


def _rapikan(lembar: Any, peran: list[str], kode_area: list[str]) -> None:
    """Widths, text columns, lists to choose from."""
    nama = list(KOLOM)
    for sel in lembar[1]:
        sel.font = Font(bold=True)
        lembar.column_dimensions[sel.column_letter].width = 24
    lembar.freeze_panes = "A2"
    for sel in (s for s in lembar[1] if nama[s.column - 1] not in {"mulai", "selesai", "tahun"}):
        lembar.column_dimensions[sel.column_letter].number_format = "@"
    for kolom, isi in (("jenis", peran), ("area", kode_area)):
        daftar = ",".join(isi)
        if isi and len(daftar) < 250:
            huruf = lembar.cell(1, nama.index(kolom) + 1).column_letter
            pilihan = DataValidation(type="list", formula1=f'"{daftar}"', allow_blank=True)
            pilihan.add(f"{huruf}2:{huruf}{BARIS_MAKS + 1}")
            lembar.add_data_validation(pilihan)


def _petunjuk(peran: list[str], area: list[tuple[str, str]]) -> list[str]:
    return [
        "Satu baris = satu orang dengan satu peran. Orang dengan dua peran ditulis dua baris dengan surel yang sama.",
        "Wajib: Nama, Surel, Peran. Area wajib untuk Anggota dan Koordinator; Tahun dan Selesai untuk Evaluator.",
        "NIP/NRP: format kolomnya Teks, supaya angka belakangnya tidak hilang. Boleh dikosongkan.",
        "Mulai dan Selesai: tanggal. Mulai kosong berarti hari ini; Selesai kosong berarti tanpa batas.",
        "Sel kosong tidak mengubah data yang sudah ada. Orang yang tidak ada di berkas tidak dihapus.",
        "Peran: " + ", ".join(peran),
        "Area: " + (", ".join(f"{kode} ({nama})" for kode, nama in area) or "belum ada"),
    ]
