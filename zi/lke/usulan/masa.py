"""Whether a piece of evidence of an earlier year still serves. Pure."""

from dataclasses import dataclass
from datetime import date

from zi.ui.teks import tanggal


@dataclass(frozen=True)
class Masa:
    """Masih berlaku, or perlu diperbarui; `alasan` says why, in words."""

    berlaku: bool
    alasan: str


def masa(*, sampai: date | None, tetap: bool, dari: date | None, dihapus: bool, tahun: int, hari_ini: date) -> Masa:
    """`sampai`: the day until which the document says that it holds; `tetap`: its kind holds until it is replaced;
    `dari`: its own date; `tahun`: the year that is assessed now.

    What the document says of itself goes first, then its kind; of other kinds every year needs its own.
    """
    if dihapus:
        return Masa(False, "Berkasnya sudah dihapus.")
    if sampai:
        if sampai < max(hari_ini, date(tahun, 1, 1)):
            return Masa(False, f"Habis berlaku {tanggal(sampai)}.")
        return Masa(True, f"Berlaku sampai {tanggal(sampai)}.")
    if tetap:
        return Masa(True, "Jenis ini berlaku sampai diganti.")
    if dari is None:
        return Masa(False, f"Tanggalnya belum tercatat; perlu yang tahun {tahun}.")
    if dari.year < tahun:
        return Masa(False, f"Dokumen tahun {dari.year}; perlu yang tahun {tahun}.")
    return Masa(True, f"Dokumen tahun {dari.year}.")
