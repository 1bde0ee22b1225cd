"""The overview as a workbook: a django-import-export resource whose rows are BarisPusat."""

from collections.abc import Callable
from typing import Any

from import_export import resources
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from zi.lke.pusat.queries import KEADAAN, BarisPusat

TIPE_XLSX = XLSX.CONTENT_TYPE
Kolom = Callable[[BarisPusat], Any]


class SumberPusat(resources.Resource):
    """One line a unit; the columns follow the areas and predicates of the year's instruments."""

    def __init__(self, area: dict[str, str], predikat: list[str]) -> None:
        super().__init__()
        for judul, isi in _kolom(area, predikat).items():
            self.fields[judul] = Field(column_name=judul, dehydrate_method=isi)

    def buku(self, baris: list[BarisPusat]) -> bytes:
        """The workbook; text is never a formula."""
        isi = self.export(baris)
        isi.title = "Rekap LKE"
        return isi.export("xlsx", escape=True)


def _kolom(area: dict[str, str], predikat: list[str]) -> dict[str, Kolom]:
    return {
        "Satker": lambda b: _teks(b.satker.nama),
        "Kode": lambda b: b.satker.kode,
        "Di bawah": lambda b: _teks(b.induk.nama) if b.induk else "",
        "Penilaian mandiri": lambda b: KEADAAN[b.keadaan],
        "Penilaian TPI": lambda b: b.tpi.get_status_display() if b.tpi else "",
        "Terlambat": lambda b: "; ".join(str(p) for p in b.terlambat),
        "Nilai dari": lambda b: str(b.dinilai or ""),
        "Nilai": lambda b: _angka(b.nilai),
        "Belum dijawab": lambda b: b.dinilai.belum if b.dinilai else "",
        **{f"{nama} (%)": _persen(kode) for kode, nama in area.items()},
        **{f"Syarat {p} yang kurang": _kurang(p) for p in predikat},
    }


def _persen(kode: str) -> Kolom:
    return lambda b: _angka(b.area.get(kode))


def _kurang(predikat: str) -> Kolom:
    return lambda b: b.kurang.get(predikat, "")


def _angka(nilai: Any) -> Any:
    """As a number of the workbook, two decimals as on the page."""
    return "" if nilai is None else round(float(nilai), 2)


def _teks(isi: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", isi)
