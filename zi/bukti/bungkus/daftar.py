"""The index of a bundle, as a workbook and as a document; both lead to the files that lie beside them."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from zi.bukti.bungkus.susun import TINDAK_LANJUT, BarisDaftar, Letak
from zi.dokumen.bagian import MENDATAR, PITA, Baris, Butir, Data, Dokumen, Judul, Kolom, Sel, Tabel
from zi.dokumen.html import KENDALI
from zi.dokumen.ukuran import lembar
from zi.ui.teks import tanggal

KOLOM = {
    "Kode": 12,
    "Pertanyaan LKE": 50,
    "Bukti yang diminta": 40,
    "Judul berkas": 40,
    "Nomor": 22,
    "Tanggal dokumen": 14,
    "Keadaan": 18,
    "Berkas di dalam bungkus": 70,
    "Keterangan": 34,
}
SEL_MAKS = 32_000  # characters of a cell; Excel stops at 32.767
CETAK_MAKS = 600
TANPA_TANYA = "Belum dipetakan ke pertanyaan LKE"
_TANDA = re.compile(r"([\\*_`])")


@dataclass(frozen=True)
class Kepala:
    """What stands above the index."""

    judul: str
    satker: str
    fakta: tuple[tuple[str, str], ...]
    contoh: bool = False


def _alamat(baris: BarisDaftar) -> str:
    """Where a line leads: into the bundle, to a web address, or nowhere."""
    tautan = baris.letak.bahan.tautan
    return quote(baris.jalur) or (tautan if tautan.startswith(("http://", "https://")) else "")


def _keterangan(baris: BarisDaftar, masalah: dict[str, str]) -> str:
    bagian = (masalah.get(baris.jalur, ""), baris.letak.dasar, "Tautan" if baris.letak.bahan.tautan else "")
    return "; ".join(x for x in bagian if x)


def daftar_xlsx(kepala: Kepala, daftar: Iterable[BarisDaftar], masalah: dict[str, str]) -> bytes:
    """Line by line, so that its size does not matter; every cell is text or a date, never a formula."""
    buku = Workbook(write_only=True)
    buku_lembar: Any = buku.create_sheet("Daftar bukti")
    for nomor, lebar in enumerate(KOLOM.values(), start=1):
        buku_lembar.column_dimensions[get_column_letter(nomor)].width = lebar
    atas = [(kepala.judul,), (kepala.satker,), *kepala.fakta, ()]
    buku_lembar.freeze_panes = f"A{len(atas) + 2}"
    for baris in atas:
        buku_lembar.append([_sel(buku_lembar, x) for x in baris])
    buku_lembar.append([_sel(buku_lembar, x, font=Font(bold=True)) for x in KOLOM])
    for satu in daftar:
        buku_lembar.append(list(_baris_xlsx(buku_lembar, satu, masalah)))
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _baris_xlsx(buku_lembar: Any, baris: BarisDaftar, masalah: dict[str, str]) -> Iterator[Any]:
    letak, bahan, rata = baris.letak, baris.letak.bahan, Alignment(wrap_text=True, vertical="top")
    for teks in (letak.kode, letak.pertanyaan, letak.syarat, bahan.judul, bahan.nomor):
        yield _sel(buku_lembar, teks, alignment=rata)
    hari = WriteOnlyCell(buku_lembar, value=bahan.tanggal)
    hari.number_format, hari.alignment = "DD/MM/YYYY", rata
    yield hari
    yield _sel(buku_lembar, letak.keadaan, alignment=rata)
    tempat = _sel(buku_lembar, baris.jalur or bahan.tautan, alignment=rata)
    if alamat := _alamat(baris):
        tempat.hyperlink, tempat.font = alamat, Font(color="0563C1", underline="single")
        _jadikan_teks(tempat)
    yield tempat
    yield _sel(buku_lembar, _keterangan(baris, masalah), alignment=rata)


def _sel(buku_lembar: Any, teks: str, **gaya: Any) -> Any:
    sel = WriteOnlyCell(buku_lembar, value=KENDALI.sub("", teks)[:SEL_MAKS])
    for nama, nilai in gaya.items():
        setattr(sel, nama, nilai)
    _jadikan_teks(sel)
    return sel


def _jadikan_teks(sel: Any) -> None:
    """`=1+1` stays what was written, also after somebody edits the cell."""
    sel.data_type = "s"
    sel.quotePrefix = str(sel.value).startswith(("=", "+", "-", "@"))


def daftar_dokumen(kepala: Kepala, daftar: Iterable[BarisDaftar], masalah: dict[str, str]) -> Dokumen:
    """One table a question: short tables are laid out in a time that grows with their number only."""
    blok: list[Any] = [Judul(_polos(kepala.judul)), Data(tuple((k, v) for k, v in kepala.fakta))]
    for judul, isi in groupby(daftar, key=lambda x: _judul(x.letak)):
        baris = tuple(_baris_dokumen(x, masalah) for x in isi)
        blok.append(Tabel(CETAK, baris, judul_baris=_polos(judul)))
    return Dokumen(
        judul=kepala.judul,
        lembar=(lembar(blok, MENDATAR),),
        pengarang=kepala.satker,
        kaki=f"Daftar bukti · {kepala.satker}",
        pita=PITA if kepala.contoh else "",
    )


CETAK = (
    Kolom("Bukti yang diminta", 30),
    Kolom("Berkas", 34),
    Kolom("Tanggal", 11),
    Kolom("Keadaan dan keterangan", 25),
)


def _judul(letak: Letak) -> str:
    if letak.kode:
        return f"{letak.kode} {letak.pertanyaan}"
    tempat = " · ".join(letak.folder[1:])
    return f"{TINDAK_LANJUT if letak.folder[0] == TINDAK_LANJUT else TANPA_TANYA}: {tempat}"


def _baris_dokumen(baris: BarisDaftar, masalah: dict[str, str]) -> Baris:
    bahan = baris.letak.bahan
    berkas = [Butir(_polos(bahan.judul), tautan=_alamat(baris))]
    berkas += [Butir(_polos(f"Nomor {bahan.nomor}"))] if bahan.nomor else []
    keadaan = [Butir(_polos(x)) for x in (baris.letak.keadaan, _keterangan(baris, masalah)) if x]
    hari = tanggal(bahan.tanggal, "pendek")
    return Baris(
        (Sel((Butir(_polos(baris.letak.syarat)),)), Sel(tuple(berkas)), Sel((Butir(hari),)), Sel(tuple(keadaan)))
    )


def _polos(teks: str) -> str:
    """The document reads Markdown; here a star is a star."""
    pendek = teks if len(teks) <= CETAK_MAKS else f"{teks[:CETAK_MAKS]}…"
    return _TANDA.sub(r"\\\1", pendek)
