"""Printed labels: taken off a pasted line, and continued for the next one. Pure."""

import re
from typing import NamedTuple

_LABEL = re.compile(r"(?P<label>\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)])\s+(?=\S)", re.I)
_BULAT = re.compile(r"[-–—•●▪◦‣·*§✓➢►]\s+")
_URUT = re.compile(r"(?P<depan>\(?)(?P<inti>\d{1,3}|[a-y])(?P<belakang>[.)]?)")
_BULAN = re.compile(r"(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|ags|sep|okt|nop|nov|des)[a-z]*\b", re.I)


class Butir(NamedTuple):
    label: str
    teks: str


def pisah(baris: str) -> Butir:
    """`a. Menyusun` → label `a.`, text `Menyusun`. Bullets go; `25. Januari` and `s.d.` are no labels."""
    teks = _BULAT.sub("", " ".join(baris.split()), count=1) if _BULAT.match(baris.strip()) else " ".join(baris.split())
    cocok = _LABEL.match(teks)
    if cocok is None or _BULAN.match(teks, cocok.end()):
        return Butir("", teks)
    return Butir(cocok["label"], teks[cocok.end() :])


def daftar(teks: str) -> list[Butir]:
    """One item a line, empty lines left out."""
    return [butir for baris in teks.splitlines() if (butir := pisah(baris)).teks]


def berikut(label: str) -> str:
    """`b.` → `c.`, `(3)` → `(4)`; empty for what cannot be continued."""
    cocok = _URUT.fullmatch(label.strip())
    if cocok is None:
        return ""
    inti = cocok["inti"]
    lanjut = str(int(inti) + 1) if inti.isdigit() else chr(ord(inti) + 1)
    return f"{cocok['depan']}{lanjut}{cocok['belakang']}"


def lanjutkan(ada: list[str], baru: list[Butir]) -> list[Butir]:
    """Give new items without label the labels that follow those that exist."""
    terakhir = ada[-1] if ada else ""
    hasil = []
    for butir in baru:
        terakhir = butir.label or (berikut(terakhir) if terakhir else "")
        hasil.append(Butir(terakhir, butir.teks))
    return hasil


def romawi(nomor: int) -> str:
    """1 → I, 7 → VII; for numbers up to 39."""
    satuan = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (nomor // 10) + satuan[nomor % 10]
