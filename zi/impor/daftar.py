"""Splitting the list an office writes into one cell: lines, `a.`, `1)`, `(1)`, bullets, semicolons.

Comma lists stay one item (`Undangan, daftar hadir, dan notula` is one printed item that names three documents).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .hasil import satu_baris

_BULAN = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember"
)  # fmt: skip
_POIN = r"[-–—•●▪◦‣·*§✓➢►]"
_BULET = re.compile(rf"{_POIN}(?!\d)(?!{_POIN})\s*(?P<teks>.+)", re.S)
_LABEL = re.compile(
    r"(?P<label>\((?:[a-z]|\d{1,3}|[ivx]{1,5})\)|(?:[a-zA-Z]|\d{1,3}|[ivx]{1,5})[.)])(?P<jarak>\s*)(?P<teks>.*)", re.S
)
_BULET_O = re.compile(r"o\s+(?P<teks>\S.*)", re.S)  # Word's hollow bullet, once pasted
_BULET_O = re.compile(r"\s*o\s+(?=\S)")
_MULAI_ANGKA = re.compile(r"\d")  # `1.000` glued to its label
_SINGKATAN = re.compile(r"[a-zA-Z]\.(?:\s|\w|$)")
_SAMBUNGAN = re.compile(
    r"(?:dan|serta|atau|yang|untuk|dengan|dari|pada|oleh|terhadap|tentang|melalui|sesuai|dalam|kepada)\b"
)
_TANGGAL_GABUNG = re.compile(
    rf"(?<=\b(?:19|20)\d\d)\s*(?:[,&]|\bdan\b)?\s*(?=\d{{1,2}}\s+(?:{_BULAN})\b)", re.I
)  # fmt: skip

LABEL_MENEMPEL = "label_menempel"
LANJUTAN_RAGU = "lanjutan_ragu"


@dataclass(frozen=True)
class Butir:
    """One item of a list: its label as printed (may be empty) and its text."""

    label: str
    teks: str


@dataclass(frozen=True)
class HasilDaftar:
    """The items of a cell and the doubts met on the way (codes)."""

    butir: tuple[Butir, ...]
    tanda: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Baris:
    """A piece of the cell; `berlabel` also for bullets, `baru` when a semicolon stands before it."""

    label: str
    teks: str
    berlabel: bool
    baru: bool = False


def pisah_label(teks: str) -> Butir:
    """`a. Menyusun` → label `a.`, text `Menyusun`; no label when the text has none."""
    cocok = _LABEL.fullmatch(teks)
    if cocok is None or not _label_wajar(cocok):
        return Butir("", teks)
    return Butir(cocok["label"], cocok["teks"].strip())


def gabung_label(label: str, teks: str) -> str:
    """What a cell shows for one item."""
    return f"{label} {teks}".strip() if label else teks


def _label_wajar(cocok: re.Match[str]) -> bool:
    """Refuse what only looks like a label: `s.d.`, `a.n.`, `1.000`, `1.2 juta`, `25. Januari`."""
    label, teks = cocok["label"], cocok["teks"]
    if label[0].isalpha() and label.endswith(".") and _SINGKATAN.match(teks) and len(label) == 2:
        return False
    if label[0].isdigit() and re.match(_BULAN, teks, re.I):
        return False
    if cocok["jarak"] or not teks:
        return True
    return teks[0].isupper() or (teks[0].isalpha() and not label[0].isalpha()) or label.startswith("(")


def pisah_daftar(teks: str) -> HasilDaftar:
    """The items of one cell, in order; white space inside an item becomes single spaces."""
    if urut := _label_berurutan(teks):
        return HasilDaftar(urut)
    teks = _bulet_huruf(teks)
    baris = _tolak_label_besar_tunggal([b for satu in teks.split("\n") for b in _pecah_baris(satu)])
    hasil = _sambung(baris)
    tanda = [LABEL_MENEMPEL] if _ada_label_menempel(hasil) else []
    if _ada_lanjutan_ragu(baris):
        tanda.append(LANJUTAN_RAGU)
    return HasilDaftar(tuple(b for b in hasil if b.teks), tuple(tanda))


def _label_berurutan(teks: str) -> tuple[Butir, ...]:
    """`1. Februari 2023`, `2. Maret 2023`; `a.surat`, `b.daftar`: labels on every line that follow each other.

    Only for what a single line could not tell; empty for everything else.
    """
    cocok = [c for satu in teks.split("\n") if satu.strip() and (c := _LABEL.fullmatch(satu_baris(satu)))]
    label = [c["label"] for c in cocok]
    if len(cocok) < 2 or len(cocok) != sum(bool(satu.strip()) for satu in teks.split("\n")):
        return ()
    if label[0].strip("().") not in {"a", "A", "1"} or any(_label_berikut(a) != b for a, b in pairwise(label)):
        return ()
    if any(not c["teks"] or _MULAI_ANGKA.match(c["jarak"] + c["teks"]) for c in cocok):
        return ()
    return () if all(_label_wajar(c) for c in cocok) else tuple(Butir(c["label"], c["teks"].strip()) for c in cocok)


def _bulet_huruf(teks: str) -> str:
    """Word's hollow bullet arrives as the letter o: on every line it is a bullet."""
    baris = [satu for satu in teks.split("\n") if satu.strip()]
    if len(baris) < 2 or not all(_BULET_O.match(satu) for satu in baris):
        return teks
    return "\n".join(_BULET_O.sub("• ", satu) for satu in baris)


def _pecah_baris(satu: str) -> list[_Baris]:
    bagian = [satu_baris(s) for s in pisah_titik_koma(satu)]
    urut = [(i > 0, s) for i, s in enumerate(bagian) if s]
    return [_kenali(s, baru and i == 0) for baru, b in urut for i, s in enumerate(_pecah_label_sebaris(b))]


def pisah_titik_koma(teks: str) -> list[str]:
    """Split at semicolons that do not stand inside parentheses."""
    potongan, dalam = [""], 0
    for huruf in teks:
        dalam = max(dalam + (huruf == "(") - (huruf == ")"), 0)
        if huruf == ";" and not dalam:
            potongan.append("")
        else:
            potongan[-1] += huruf
    return potongan


def _kenali(teks: str, baru: bool) -> _Baris:
    if bulet := _BULET.fullmatch(teks):
        return _Baris("", bulet["teks"].strip(), True, baru)
    butir = pisah_label(teks)
    return _Baris(butir.label, butir.teks, bool(butir.label), baru)


def _pecah_label_sebaris(teks: str) -> list[str]:
    """`a. Satu b. Dua` → two pieces, only when the labels follow each other; ` • ` always."""
    if "•" in teks:
        return [f"• {s.strip()}" if i else s.strip() for i, s in enumerate(teks.split("•")) if s.strip() or i]
    hasil = []
    label = pisah_label(teks).label
    while label and (cocok := _cari_label_berikut(label, teks)):
        hasil.append(teks[: cocok.start()].strip())
        teks, label = teks[cocok.start() :], _label_berikut(label)
    return [*hasil, teks]


def _cari_label_berikut(label: str, teks: str) -> re.Match[str] | None:
    """The next label inside the line, followed by a word (by a capital after a number: `tahap 2. lalu` is text)."""
    huruf = r"[^\W\d_]" if label.strip("(")[0].isalpha() else "[A-Z]"
    pola = rf"(?<=\s)(?<!\b[Nn]o\. ){re.escape(_label_berikut(label))}\s+(?={huruf})"
    return re.search(pola, teks)


def _label_berikut(label: str) -> str:
    """`a.` → `b.`, `(1)` → `(2)`; roman and `z` are left alone."""
    inti = label.strip("().")
    if inti.isdigit():
        return label.replace(inti, str(int(inti) + 1))
    return label.replace(inti, chr(ord(inti) + 1)) if len(inti) == 1 and inti not in "zZ" else "\0"


def _tolak_label_besar_tunggal(baris: list[_Baris]) -> list[_Baris]:
    """`A. Yani` alone is a name; capital letters are labels only when there are two of them."""
    if sum(b.label[:1].isupper() for b in baris) > 1:
        return baris
    return [_Baris("", gabung_label(b.label, b.teks), False, b.baru) if b.label[:1].isupper() else b for b in baris]


def _sambung(baris: list[_Baris]) -> list[Butir]:
    """Join continuation lines to the item before them."""
    berlabel = any(b.berlabel for b in baris)
    hasil: list[Butir] = []
    sudah = False
    for b in baris:
        sudah = sudah or b.berlabel
        if hasil and not b.baru and not b.berlabel and _lanjutan(b.teks, berlabel and sudah):
            hasil[-1] = Butir(hasil[-1].label, f"{hasil[-1].teks} {b.teks}".strip())
        else:
            hasil.append(Butir(b.label, b.teks))
    return hasil


def _lanjutan(teks: str, berlabel: bool) -> bool:
    return berlabel or bool(_SAMBUNGAN.match(teks))


def _ada_lanjutan_ragu(baris: list[_Baris]) -> bool:
    """A line without label that begins like a sentence, below labelled lines."""
    pertama = next((i for i, b in enumerate(baris) if b.berlabel), len(baris))
    return any(b.teks[:1].isupper() and not b.berlabel and not b.baru and sebelum.teks
               for sebelum, b in pairwise(baris[pertama:]))  # fmt: skip


def _ada_label_menempel(butir: list[Butir]) -> bool:
    """`a. Mekanisme Kerjab. Pembentukan`: the next label glued to a word."""
    return any(
        b.label and re.search(rf"[a-z]{re.escape(_label_berikut(b.label).lstrip('('))}\s*[A-Z]", b.teks) for b in butir
    )


def pisah_jadwal(teks: str) -> tuple[Butir, ...]:
    """Pieces of a schedule cell: lines, semicolons, and full dates glued or listed after each other."""
    potongan = (satu_baris(p) for baris in teks.split("\n") for p in pisah_titik_koma(baris))
    butir = _label_berurutan(teks) or [_butir_jadwal(p) for p in potongan if p]
    return tuple(Butir(b.label if i == 0 else "", t) for b in butir for i, t in enumerate(_pecah_tanggal(b.teks)))


def _butir_jadwal(teks: str) -> Butir:
    bulet = _BULET.fullmatch(teks)
    return Butir("", bulet["teks"].strip()) if bulet else pisah_label(teks)


def _pecah_tanggal(teks: str) -> list[str]:
    return [t.strip() for t in _TANGGAL_GABUNG.split(teks) if t.strip()] or [teks]
