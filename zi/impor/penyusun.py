"""Placing cells with spans on a grid, and the printed labels of numbered lists."""

from __future__ import annotations

import itertools
from typing import Any

from .tabel import BarisKisi, Gabungan, Kisi

RENTANG_MAKS = 5_000


class Penyusun:
    """Places cells with spans on a grid, left to right and top to bottom, as HTML tables and Word tables do."""

    def __init__(self, kolom_maks: int) -> None:
        self.kolom_maks = kolom_maks
        self.baris: list[dict[int, str]] = []
        self.gabungan: list[Gabungan] = []
        self._tertutup: dict[int, int] = {}

    def baris_baru(self) -> None:
        """Start the next row."""
        self.baris.append({})

    def sel(self, teks: str, lebar: int = 1, tinggi: int = 1) -> None:
        """Put a cell in the first free column of the current row."""
        nomor = len(self.baris)
        kolom = next(k for k in itertools.count() if self._bebas(k, nomor))
        if kolom >= self.kolom_maks:
            return
        kanan = min(kolom + max(lebar, 1), self.kolom_maks) - 1
        bawah = nomor + min(max(tinggi, 1), RENTANG_MAKS) - 1
        self.baris[-1][kolom] = teks
        for k in range(kolom, kanan + 1):
            self.baris[-1].setdefault(k, "")
            self._tertutup[k] = bawah
        if (nomor, kolom) != (bawah, kanan):
            self.gabungan.append(Gabungan(nomor, bawah, kolom, kanan))

    def _bebas(self, kolom: int, nomor: int) -> bool:
        return kolom not in self.baris[-1] and self._tertutup.get(kolom, 0) < nomor

    def kisi(self, **lain: Any) -> Kisi:
        """The finished grid."""
        baris = (BarisKisi(i, _lebar_penuh(b)) for i, b in enumerate(self.baris, start=1))
        return Kisi(tuple(b for b in baris if any(b.sel)), tuple(self.gabungan), **lain)


def _lebar_penuh(sel: dict[int, str]) -> tuple[str, ...]:
    return tuple(sel.get(k, "") for k in range(max(sel, default=-1) + 1))


def label_nomor(nomor: int, gaya: str) -> str:
    """3 → `3`, `c`, `C`, `iii` or `III` (HTML's `type`)."""
    if gaya in ("a", "A") and nomor > 0:
        huruf = chr(97 + (nomor - 1) % 26) * ((nomor - 1) // 26 + 1)
        return huruf if gaya == "a" else huruf.upper()
    if gaya in ("i", "I") and 0 < nomor < 100:
        return romawi(nomor) if gaya == "I" else romawi(nomor).lower()
    return str(nomor)


def romawi(nomor: int) -> str:
    """Roman numeral of 1 … 99."""
    puluhan = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    satuan = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return puluhan[nomor // 10] + satuan[nomor % 10]
