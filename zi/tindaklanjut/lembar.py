"""The register as a workbook, to print or to send on."""

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from zi.tindaklanjut.models import TindakLanjut

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KOLOM = {
    "No": 5,
    "Yang harus dikerjakan": 60,
    "Asal": 24,
    "Keterangan asal": 32,
    "Area": 10,
    "Penanggung jawab": 28,
    "Tenggat": 14,
    "Status": 16,
    "Yang sudah dikerjakan": 60,
    "Alasan": 40,
}


def buku_tindak_lanjut(daftar: Iterable[TindakLanjut]) -> io.BytesIO:
    """One line a follow-up, in the order given; text is never a formula."""
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Tindak lanjut")
    for huruf, lebar in zip("ABCDEFGHIJ", KOLOM.values(), strict=True):
        lembar.column_dimensions[huruf].width = lebar
    lembar.freeze_panes = "A2"
    lembar.append([_sel(lembar, judul, tebal=True) for judul in KOLOM])
    for nomor, satu in enumerate(daftar, start=1):
        lembar.append([_sel(lembar, isi) for isi in _baris(nomor, satu)])
    hasil = io.BytesIO()
    buku.save(hasil)
    hasil.seek(0)
    return hasil


def _baris(nomor: int, satu: TindakLanjut) -> tuple[Any, ...]:
    asal, orang = (satu.get_asal_display(), satu.keterangan_asal, satu.area), str(satu.penanggung_jawab or "")
    return (nomor, satu.uraian, *asal, orang, satu.tenggat, satu.get_status_display(), satu.hasil, satu.alasan)


def _sel(lembar: Any, isi: Any, *, tebal: bool = False) -> WriteOnlyCell:
    sel = WriteOnlyCell(lembar, value=ILLEGAL_CHARACTERS_RE.sub("", isi) if isinstance(isi, str) else isi)
    if isinstance(isi, str):
        sel.data_type = "s"
    elif isi is not None and not isinstance(isi, int):
        sel.number_format = "DD/MM/YYYY"
    sel.font, sel.alignment = Font(bold=tebal), Alignment(wrap_text=True, vertical="top")
    return sel
