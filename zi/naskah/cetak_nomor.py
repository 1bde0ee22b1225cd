"""Tidy numbering: a copy of the canonical document whose printed numbers and labels run on. Pure."""

import copy
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from zi.rencana.label import romawi

Isi = dict[str, Any]
ROMAWI, BESAR, KECIL, ANGKA = "I", "A", "a", "1"
POLA = re.compile(r"(?P<depan>BAB\s+|\(|(?:\d+\.)+(?=\d))?(?P<inti>[IVXL]+|[A-Z]|[a-z]|\d+)(?P<belakang>[.)]?)", re.I)


@dataclass(frozen=True)
class Gaya:
    """How a number is written: BAB I, A., 1), (a), 1.1."""

    jenis: str
    depan: str = ""
    belakang: str = "."

    def tulis(self, nomor: int) -> str:
        return f"{self.depan}{TULIS[self.jenis](nomor)}{self.belakang}"


def huruf(nomor: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    hasil = ""
    while nomor > 0:
        nomor, sisa = divmod(nomor - 1, 26)
        hasil = chr(ord("a") + sisa) + hasil
    return hasil


TULIS: dict[str, Callable[[int], str]] = {
    ROMAWI: romawi,
    BESAR: lambda n: huruf(n).upper(),
    KECIL: huruf,
    ANGKA: str,
}


def baca_gaya(label: str) -> Gaya | None:
    """The style of a printed number; a lone I, V or X is Roman, which is right for the first of a list."""
    cocok = POLA.fullmatch(label.strip())
    if cocok is None:
        return None
    inti = cocok["inti"]
    if inti.isdigit():
        jenis = ANGKA
    elif inti.isupper() and set(inti) <= set("IVXL"):
        jenis = ROMAWI
    else:
        jenis = BESAR if inti.isupper() else KECIL
    return Gaya(jenis, cocok["depan"] or "", cocok["belakang"])


def urutkan(daftar: list[Isi], kunci: str, bawaan: Gaya | None = None, mulai: int = 1) -> None:
    """Number the items 1…n in the style of the first label, else in `bawaan`; one item alone keeps what it has."""
    gaya = next((g for x in daftar if (g := baca_gaya(x.get(kunci, "")))), None) or bawaan
    if gaya is None or (len(daftar) == 1 and not daftar[0].get(kunci)):
        return
    for nomor, x in enumerate(daftar, start=mulai):
        x[kunci] = gaya.tulis(nomor)


def seragam(daftar: list[Isi], kunci: str, gaya: Gaya) -> None:
    """Number the items 1…n in one style for the whole document; one item alone has no label."""
    for nomor, x in enumerate(daftar, start=1):
        x[kunci] = gaya.tulis(nomor) if len(daftar) > 1 else ""


def rapikan(isi: Isi) -> Isi:
    """The same document, numbered properly."""
    isi = copy.deepcopy(isi)
    _bagian(isi["bagian"], jumlah_area=_area(isi["area"]))
    for kunci, medan in (("dasar_hukum", "label"), ("pengertian", "label"), ("anggaran", "label")):
        urutkan(isi[kunci], medan, Gaya(ANGKA))
    urutkan(isi["target_prioritas"], "no_tertulis", Gaya(ANGKA))
    for tabel in isi["tabel"]:
        _baris(tabel["baris"])
    return isi


def _bagian(daftar: list[Isi], jumlah_area: int, bab: int = 0, mulai: int = 1) -> None:
    bernomor = [b for b in daftar if b["nomor_tertulis"]]
    gaya = next((g for b in bernomor if (g := baca_gaya(b["nomor_tertulis"]))), None)
    for nomor, b in enumerate(bernomor, start=mulai if gaya and gaya.jenis == ROMAWI else 1):
        if gaya:
            b["nomor_tertulis"] = _desimal(gaya, bab).tulis(nomor)
            b["_nomor"] = nomor
    for b in daftar:
        urutkan(b["butir"], "label", Gaya(ANGKA))
        lanjut = jumlah_area + 1 if b["jenis"] == "area" else 1
        _bagian(b["anak"], jumlah_area, b.pop("_nomor", 0), lanjut)


def _desimal(gaya: Gaya, bab: int) -> Gaya:
    """1.1 takes the number of its chapter."""
    return replace(gaya, depan=f"{bab}.") if bab and gaya.depan[:1].isdigit() else gaya


def _area(daftar: list[Isi]) -> int:
    """Number the areas that hold something to do or to reach; returns how many."""
    bernomor = [a for a in daftar if a["nomor_tertulis"] or a["jenis"].startswith("pengungkit")]
    urutkan(bernomor, "nomor_tertulis", Gaya(ROMAWI))
    for a in daftar:
        urutkan(a["indikator"], "label", Gaya(KECIL))
        urutkan(a["target"], "label", Gaya(KECIL))
        urutkan(a["sasaran"], "label", Gaya(KECIL))
        urutkan([p for p in a["program"] if p["bentuk"] == "butir"], "label", Gaya(ANGKA))
        _syarat(a["syarat"])
        for indikator in a["indikator"]:
            urutkan([p for p in indikator["poin"] if not p["lanjutan_dari"]], "label", Gaya(ANGKA, belakang=")"))
    return len(bernomor)


def _baris(daftar: Iterable[Isi]) -> None:
    for nomor, baris in enumerate(daftar, start=1):
        baris["no_tertulis"] = str(nomor)
        seragam(baris["aksi"], "label", Gaya(KECIL))
        _syarat(baris["syarat"])


def _syarat(daftar: list[Isi]) -> None:
    seragam(daftar, "label", Gaya(ANGKA))
    for x in daftar:
        seragam(x["anak"], "label", Gaya(KECIL))
