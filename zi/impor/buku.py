"""Workbook (.xlsx, .xlsm) → grids. Values come from openpyxl, row by row; formulas are never evaluated."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .berkas import PESAN_RUMIT, PESAN_RUSAK, RUSAK, ArsipAman, IkhtisarLembar
from .hasil import Batas, BerkasTidakTerbaca, PeringatanBaca, rapikan
from .tabel import BarisKisi, Kisi, nilai_sebagai_teks

KEGALATAN = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


def kisi_buku(aman: ArsipAman, batas: Batas) -> tuple[tuple[Kisi, ...], tuple[PeringatanBaca, ...]]:
    """The visible sheets of a checked workbook and notes about those left out."""
    buku: Any = None
    try:
        aman.sumber.seek(0)
        buku = load_workbook(aman.sumber, read_only=True, data_only=True, keep_links=False)
        return _semua_lembar(buku, aman, batas)
    except BerkasTidakTerbaca:
        raise
    except RUSAK as galat:
        raise BerkasTidakTerbaca(PESAN_RUSAK) from galat
    finally:
        if buku is not None:
            buku.close()


def _semua_lembar(buku: Any, aman: ArsipAman, batas: Batas) -> tuple[tuple[Kisi, ...], tuple[PeringatanBaca, ...]]:
    if len(buku.worksheets) > batas.lembar:
        raise BerkasTidakTerbaca(PESAN_RUMIT)
    tampak = [lembar for lembar in buku.worksheets if lembar.sheet_state == "visible"]
    tersembunyi = [lembar.title for lembar in buku.worksheets if lembar.sheet_state != "visible"]
    penghitung = _PenghitungHuruf(batas)
    # openpyxl names the part of a read-only sheet only in this attribute
    kisi = (_kisi_lembar(lembar, aman.lembar[lembar._worksheet_path], penghitung, batas) for lembar in tampak)
    return tuple(kisi), tuple(_catatan_tersembunyi(judul) for judul in tersembunyi)


def _catatan_tersembunyi(judul: str) -> PeringatanBaca:
    return PeringatanBaca("lembar_tersembunyi", f"Lembar {judul} tersembunyi dan tidak dibaca.", f"Lembar {judul}")


def _kisi_lembar(lembar: Any, ikhtisar: IkhtisarLembar, penghitung: _PenghitungHuruf, batas: Batas) -> Kisi:
    _tolak_berlebih(lembar.title, ikhtisar, batas)
    baris = tuple(_baris_lembar(lembar, ikhtisar, penghitung, batas))
    return Kisi(
        tuple(b for b in baris if any(b.sel)),
        tuple(ikhtisar.gabungan),
        f"Lembar {lembar.title}",
        lembar.title,
        catatan=_catatan_lembar(ikhtisar, baris, batas),
        rumus=frozenset(ikhtisar.rumus),
        tautan=ikhtisar.tautan,
    )


def _tolak_berlebih(judul: str, ikhtisar: IkhtisarLembar, batas: Batas) -> None:
    if ikhtisar.melebihi == "baris":
        raise BerkasTidakTerbaca(
            f"Lembar {judul} terlalu panjang: lebih dari {batas.baris_isi:_} baris berisi "
            f"atau {batas.baris:_} baris seluruhnya.".replace("_", ".")
        )
    if ikhtisar.melebihi:
        raise BerkasTidakTerbaca(f"Lembar {judul} memuat terlalu banyak sel; salin tabel rencananya saja.")


def _baris_lembar(
    lembar: Any, ikhtisar: IkhtisarLembar, penghitung: _PenghitungHuruf, batas: Batas
) -> Iterator[BarisKisi]:
    if not ikhtisar.baris_isi:
        return
    kolom = min(ikhtisar.kolom_akhir, batas.kolom)
    semua = lembar.iter_rows(min_row=1, max_row=max(ikhtisar.baris_isi), min_col=1, max_col=kolom)
    for nomor, sel in zip(itertools.count(1), semua, strict=False):
        if nomor in ikhtisar.baris_isi:
            yield BarisKisi(nomor, tuple(penghitung.teks(lembar.title, nomor, k, s) for k, s in enumerate(sel)))


class _PenghitungHuruf:
    """Turns cells into text and holds the caps on text, per cell and for the whole file."""

    def __init__(self, batas: Batas) -> None:
        self.batas = batas
        self.jumlah = 0

    def teks(self, lembar: str, nomor: int, kolom: int, sel: Any) -> str:
        """The text of a cell in normal form."""
        if sel.value is None:
            return ""
        teks = rapikan(nilai_sebagai_teks(sel.value, sel.number_format))
        self.jumlah += len(teks)
        if len(teks) > self.batas.huruf_sel:
            raise BerkasTidakTerbaca(
                f"Sel {get_column_letter(kolom + 1)}{nomor} di lembar {lembar} terlalu panjang "
                f"({len(teks):_} huruf; paling banyak {self.batas.huruf_sel:_}).".replace("_", ".")
            )
        if self.jumlah > self.batas.huruf:
            raise BerkasTidakTerbaca(PESAN_RUMIT)
        return teks


def _catatan_lembar(
    ikhtisar: IkhtisarLembar, baris: tuple[BarisKisi, ...], batas: Batas
) -> tuple[tuple[str, str], ...]:
    catatan = [("rumus_tanpa_nilai", f"Sel {alamat} berisi rumus tanpa hasil; isinya tidak terbaca.")
               for alamat in ikhtisar.rumus_kosong]  # fmt: skip
    if ikhtisar.kolom_akhir > batas.kolom:
        akhir = get_column_letter(batas.kolom)
        catatan.append(("kolom_terlalu_jauh", f"Isi di kanan kolom {akhir} tidak dibaca."))
    return (*catatan, *_catatan_galat(baris))


def _catatan_galat(baris: tuple[BarisKisi, ...]) -> Iterator[tuple[str, str]]:
    for b in baris:
        for kolom, teks in b.terisi():
            if teks in KEGALATAN:
                yield "sel_galat", f"Sel {get_column_letter(kolom + 1)}{b.nomor} berisi galat {teks}."
