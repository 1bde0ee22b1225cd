"""How tall a row of a table will be, roughly: a row that nearly fills a page must be allowed to break inside."""

from dataclasses import replace
from math import ceil

from zi.dokumen.bagian import MENDATAR, TEGAK, Baris, Blok, Butir, Kolom, Lembar, Tabel

LEBAR_MM = {TEGAK: 155.0, MENDATAR: 261.0}
TINGGI_MM = {TEGAK: 245.0, MENDATAR: 168.0}
HURUF_MM, BARIS_MM, TEPI_MM = 1.75, 4.2, 3.2  # a letter and a line of 9 pt, the padding of a cell
BAGIAN_HALAMAN = 0.6


def lembar(blok: list[Blok], orientasi: str) -> Lembar:
    """Blocks on pages of one set-up, long rows marked."""
    return Lembar(tuple(_tandai(b, orientasi) if isinstance(b, Tabel) else b for b in blok), orientasi)


def _tandai(tabel: Tabel, orientasi: str) -> Tabel:
    batas = TINGGI_MM[orientasi] * BAGIAN_HALAMAN
    lebar = LEBAR_MM[orientasi]
    baris = (replace(b, panjang=tinggi(b, tabel.kolom, lebar) > batas) for b in tabel.baris)
    return replace(tabel, baris=tuple(baris))


def tinggi(baris: Baris, kolom: tuple[Kolom, ...], lebar: float) -> float:
    """Millimetres, from the tallest cell."""
    sel = zip(baris.sel, kolom, strict=False)
    return TEPI_MM + BARIS_MM * max((_baris_teks(s.butir, lebar * k.lebar / 100) for s, k in sel), default=1)


def _baris_teks(butir: tuple[Butir, ...], lebar: float) -> int:
    muat = max(1, int((lebar - TEPI_MM) / HURUF_MM))
    return sum(
        sum(ceil(max(1, len(b.label + baris)) / muat) for baris in (b.teks.splitlines() or [""]))
        + _baris_teks(b.anak, lebar)
        for b in butir
    )
