"""A grid of cell texts: what every kind of office file becomes before it is understood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_KUTIPAN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')


@dataclass(frozen=True)
class Gabungan:
    """A merged range; rows are printed row numbers, columns count from 0, both ends included."""

    atas: int
    bawah: int
    kiri: int
    kanan: int


@dataclass(frozen=True)
class BarisKisi:
    """One line of the grid with the row number a person sees; covered cells are empty."""

    nomor: int
    sel: tuple[str, ...]

    def teks(self, kolom: int | None) -> str:
        """The text in a column; empty outside the line."""
        return self.sel[kolom] if kolom is not None and kolom < len(self.sel) else ""

    def terisi(self) -> tuple[tuple[int, str], ...]:
        """Column and text of every cell with content."""
        return tuple((k, t) for k, t in enumerate(self.sel) if t)


@dataclass(frozen=True)
class Kisi:
    """One sheet or one table; `sebutan` names it to a person, `pengantar` are lines printed above it.

    `rumus`: the cells (`K9`) that hold a formula, with or without a saved value; `tautan`: by cell the address that it
    links to.
    """

    baris: tuple[BarisKisi, ...]
    gabungan: tuple[Gabungan, ...] = ()
    sebutan: str = "Tabel"
    lembar: str = ""
    pengantar: tuple[str, ...] = ()
    bersambung: bool = False
    catatan: tuple[tuple[str, str], ...] = ()
    rumus: frozenset[str] = frozenset()
    tautan: Mapping[str, str] = field(default_factory=dict)

    def tempat(self, nomor: int) -> str:
        """Where a line stands, for the user."""
        return f"{self.sebutan} baris {nomor}"

    @cached_property
    def jangkar(self) -> Mapping[tuple[int, int], Gabungan]:
        """Merged ranges by (row number, column) of their first cell."""
        return {(g.atas, g.kiri): g for g in self.gabungan}


def kisi_dari(rows: Iterable[Iterable[str]], **lain: Any) -> Kisi:
    """A grid from plain lists of texts, rows counted from 1; rows without content are left out."""
    baris = (BarisKisi(i, tuple(r)) for i, r in enumerate(rows, start=1))
    return Kisi(tuple(b for b in baris if any(b.sel)), **lain)


def nilai_sebagai_teks(nilai: object, format_angka: str = "General") -> str:
    """A cell value the way an Indonesian office prints it."""
    if nilai is None:
        return ""
    if isinstance(nilai, dt.datetime):
        return _waktu(nilai, format_angka)
    if isinstance(nilai, dt.date):
        return tanggal_indonesia(nilai)
    if isinstance(nilai, dt.time):
        return f"{nilai:%H.%M}"
    if isinstance(nilai, float):
        return _angka(nilai)
    return str(nilai)


def tanggal_indonesia(hari: dt.date) -> str:
    """`25 Januari 2023`."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def _waktu(nilai: dt.datetime, format_angka: str) -> str:
    pola = _KUTIPAN.sub("", format_angka).lower().split(";")[0]
    if "y" in pola and "d" not in pola:
        return f"{BULAN[nilai.month - 1]} {nilai.year}" if "m" in pola else str(nilai.year)
    jam = f" pukul {nilai:%H.%M}" if nilai.time() != dt.time() else ""
    return tanggal_indonesia(nilai) + jam


def _angka(nilai: float) -> str:
    if nilai == int(nilai) and abs(nilai) < 1e15:
        return str(int(nilai))
    return f"{nilai:.10g}".replace(".", ",")
