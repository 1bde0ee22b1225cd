"""Tables of a Word file (.docx) → grids: merged cells, automatic numbering, line breaks.

Read row by row from the XML: python-docx keeps the whole tree in memory and knows no automatic numbers, and an
office numbers its `No` column and its `a. b. c.` lists automatically more often than by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from .berkas import PESAN_RUSAK, RUSAK, ArsipAman
from .hasil import Batas, BerkasTidakTerbaca, rapikan
from .penyusun import label_nomor
from .tabel import BarisKisi, Gabungan, Kisi
from .tempelan import periksa_ukuran

GAYA = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimal": "1", "decimalZero": "1",
}  # fmt: skip
HURUF_KHUSUS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}
DILEWATI = frozenset({"pPr", "rPr", "drawing", "pict", "AlternateContent", "del", "moveFrom"})
PENGANTAR = 3


def kisi_docx(aman: ArsipAman, batas: Batas) -> tuple[Kisi, ...]:
    """All outer tables of the document, in order, each with the lines printed above it."""
    try:
        penomor = Penomor(_penomoran(aman))
        with aman.arsip.open(_bagian_utama(aman)) as aliran:
            return tuple(periksa_ukuran(k, batas) for k in _tabel(aliran, penomor, batas))
    except BerkasTidakTerbaca:
        raise
    except RUSAK as galat:
        raise BerkasTidakTerbaca(PESAN_RUSAK) from galat


def _bagian_utama(aman: ArsipAman) -> str:
    return next(n for n in aman.arsip.namelist() if n.startswith("word/document") and n.endswith(".xml"))


def _lokal(unsur: Element) -> str:
    return unsur.tag.rpartition("}")[2] if isinstance(unsur.tag, str) else ""


def _nilai(unsur: Element | None, nama: str = "val") -> str:
    if unsur is None:
        return ""
    return next((v for k, v in unsur.attrib.items() if k.rpartition("}")[2] == nama), "")


def _anak(unsur: Element | None, *jalur: str) -> Element | None:
    for nama in jalur:
        unsur = next((a for a in unsur if _lokal(a) == nama), None) if unsur is not None else None
    return unsur


# --- automatic numbers


@dataclass
class TataNomor:
    """One level of a list: its style, its pattern (`%1.`) and its first number."""

    gaya: str = "decimal"
    pola: str = "%1."
    mulai: int = 1


Penomoran = dict[str, dict[int, TataNomor]]


def _penomoran(aman: ArsipAman) -> Penomoran:
    if "word/numbering.xml" not in aman.arsip.namelist():
        return {}
    with aman.arsip.open("word/numbering.xml") as aliran:
        akar = next(reversed([u for _, u in iterparse(aliran)]))
    abstrak = {_nilai(u, "abstractNumId"): _tingkat(u) for u in akar if _lokal(u) == "abstractNum"}
    nomor = (u for u in akar if _lokal(u) == "num")
    return {_nilai(u, "numId"): abstrak.get(_nilai(_anak(u, "abstractNumId")), {}) for u in nomor}


def _tingkat(abstrak: Element) -> dict[int, TataNomor]:
    return {
        int(_nilai(u, "ilvl") or 0): TataNomor(
            _nilai(_anak(u, "numFmt")) or "decimal",
            _nilai(_anak(u, "lvlText")),
            int(_nilai(_anak(u, "start")) or 1),
        )
        for u in abstrak
        if _lokal(u) == "lvl"
    }


@dataclass
class Penomor:
    """Counts numbered paragraphs in document order and gives the label Word shows."""

    penomoran: Penomoran
    _hitungan: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraf: Element) -> str:
        """`a. `, `1. `, `• ` or nothing."""
        sifat = _anak(paragraf, "pPr", "numPr")
        nomor = _nilai(_anak(sifat, "numId"))
        if not nomor or nomor == "0":
            return ""
        tingkat = int(_nilai(_anak(sifat, "ilvl")) or 0)
        tata = self.penomoran.get(nomor, {})
        if tata.get(tingkat, TataNomor("bullet")).gaya not in GAYA:
            return "• "
        hitungan = self._naik(nomor, tingkat, tata[tingkat].mulai)
        label = tata[tingkat].pola
        for t, banyak in hitungan.items():
            label = label.replace(f"%{t + 1}", label_nomor(banyak, GAYA.get(tata.get(t, TataNomor()).gaya, "1")))
        return f"{label} " if "%" not in label else "• "

    def _naik(self, nomor: str, tingkat: int, mulai: int) -> dict[int, int]:
        lama = {t: n for t, n in self._hitungan.get(nomor, {}).items() if t <= tingkat}
        lama[tingkat] = lama.get(tingkat, mulai - 1) + 1
        self._hitungan[nomor] = lama
        return lama


# --- tables


def _tabel(aliran: IO[bytes], penomor: Penomor, batas: Batas) -> Iterator[Kisi]:
    """Stream the body; a finished row or paragraph is forgotten at once, so memory stays that of one row."""
    dalam = urutan = 0
    susunan = _TabelWord(penomor, batas.kolom)
    pengantar: list[str] = []
    for peristiwa, unsur in iterparse(aliran, events=("start", "end")):
        nama = _lokal(unsur)
        if nama == "tbl":
            dalam += 1 if peristiwa == "start" else -1
            if peristiwa == "end" and dalam == 0:
                urutan += 1
                yield susunan.kisi(f"Tabel {urutan}", tuple(pengantar[-PENGANTAR:]))
                susunan, pengantar = _TabelWord(penomor, batas.kolom), []
                unsur.clear()
        elif peristiwa == "end" and nama == "tr" and dalam == 1:
            susunan.tambah(unsur)
            unsur.clear()
        elif peristiwa == "end" and nama == "p" and dalam == 0:
            pengantar = [*pengantar[-PENGANTAR:], *filter(None, [rapikan(_teks_paragraf(unsur, penomor))])]
            unsur.clear()


class _TabelWord:
    """One table under construction; vertical merges are closed as rows arrive."""

    def __init__(self, penomor: Penomor, kolom_maks: int) -> None:
        self.penomor = penomor
        self.kolom_maks = kolom_maks
        self.baris: list[BarisKisi] = []
        self.gabungan: dict[tuple[int, int], Gabungan] = {}
        self._jangkar: dict[int, tuple[int, int]] = {}

    def tambah(self, unsur: Element) -> None:
        """Append a table row."""
        nomor = len(self.baris) + 1
        kolom = _bilangan(_nilai(_anak(unsur, "trPr", "gridBefore")), 0)
        sel: dict[int, str] = {}
        for tc in _sel_baris(unsur):
            lebar = _bilangan(_nilai(_anak(tc, "tcPr", "gridSpan")), 1)
            if kolom < self.kolom_maks:
                sel[kolom] = self._sel(tc, nomor, kolom, min(kolom + lebar, self.kolom_maks) - 1)
            kolom += lebar
        self.baris.append(BarisKisi(nomor, tuple(sel.get(k, "") for k in range(max(sel, default=-1) + 1))))

    def _sel(self, tc: Element, nomor: int, kolom: int, kanan: int) -> str:
        gabung = _anak(tc, "tcPr", "vMerge")
        jangkar = self._jangkar.get(kolom)
        if gabung is not None and _nilai(gabung) != "restart" and jangkar:
            self.gabungan[jangkar] = Gabungan(jangkar[0], nomor, kolom, self.gabungan[jangkar].kanan)
            return ""
        self._jangkar.pop(kolom, None)
        if gabung is not None or kanan > kolom:
            self.gabungan[nomor, kolom] = Gabungan(nomor, nomor, kolom, kanan)
        if gabung is not None:
            self._jangkar[kolom] = (nomor, kolom)
        return rapikan("\n".join(_baris_teks(tc, self.penomor)))

    def kisi(self, sebutan: str, pengantar: tuple[str, ...]) -> Kisi:
        """The finished grid."""
        baris = tuple(b for b in self.baris if any(b.sel))
        gabungan = tuple(g for g in self.gabungan.values() if (g.atas, g.kiri) != (g.bawah, g.kanan))
        return Kisi(baris, gabungan, sebutan, pengantar=pengantar, bersambung=True)


def _bilangan(teks: str, cadangan: int) -> int:
    return int(teks) if teks.isdecimal() and len(teks) < 6 else cadangan


def _sel_baris(baris: Element) -> Iterator[Element]:
    """Cells of a row, also inside content controls; not those of inner tables."""
    for anak in baris:
        if _lokal(anak) == "tc":
            yield anak
        elif _lokal(anak) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _sel_baris(anak)


def _baris_teks(tc: Element, penomor: Penomor) -> Iterable[str]:
    paragraf = [p for p in tc.iter() if _lokal(p) == "p"]
    return [teks for p in paragraf if (teks := _teks_paragraf(p, penomor)).strip()]


def _teks_paragraf(paragraf: Element, penomor: Penomor) -> str:
    return penomor.label(paragraf) + _teks_dalam(paragraf)


def _teks_dalam(unsur: Element) -> str:
    nama = _lokal(unsur)
    if nama in DILEWATI:
        return ""
    if nama == "t":
        return unsur.text or ""
    return HURUF_KHUSUS.get(nama) or "".join(_teks_dalam(anak) for anak in unsur)
