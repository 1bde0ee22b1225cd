"""Recognising area headings: `I. Manajemen Perubahan`, `Pengungkit II: …`, `AREA 3 …`, `Zona VII …`, torn cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from .hasil import satu_baris
from .penyusun import romawi

NAMA_BAKU = {
    "MP": ("manajemenperubahan", "penguatanmanajemenperubahan"),
    "TL": ("penataantatalaksana", "tatalaksana", "penguatantatalaksana", "deregulasikebijakan"),
    "SDM": (
        "penataansistemmanajemensdm", "penataansistemmanajemensdmaparatur", "manajemensdm", "sdm", "sdmaparatur",
        "penataansistemmanajemensumberdayamanusia", "penataansistemmanajemensumberdayamanusiaaparatur",
        "penataanmanajemensdm", "sistemmanajemensdm", "penataansdm", "penataansdmaparatur", "manajemensdmaparatur",
        "sumberdayamanusia", "manajemensumberdayamanusia",
    ),
    "AK": ("penguatanakuntabilitas", "penguatanakuntabilitaskinerja", "akuntabilitas", "akuntabilitaskinerja"),
    "PW": ("penguatanpengawasan", "pengawasan", "penguatanpengawasanintern", "penguatanpengawasaninternal"),
    "PP": (
        "peningkatankualitaspelayananpublik", "kualitaspelayananpublik", "pelayananpublik",
        "peningkatanpelayananpublik", "penguatankualitaspelayananpublik", "peningkatankualitaspelayanan",
    ),
}  # fmt: skip
KATA_KUNCI = (
    ("MP", "manajemenperubahan"), ("TL", "tatalaksana"), ("SDM", "manajemensdm"), ("SDM", "sumberdayamanusia"),
    ("AK", "akuntabilitas"), ("PW", "pengawasan"), ("PP", "pelayananpublik"),
)  # fmt: skip
KODE = tuple(NAMA_BAKU)
_SEBUTAN = r"(?:komponen\s+pengungkit|pengungkit|area\s+perubahan|area|zona|pokja|kelompok\s+kerja)"
_NOMOR = r"(?:[IVX]{1,5}|\d{1,2}|[A-Z])"
_JUDUL = re.compile(
    rf"(?:(?P<sebutan>(?i:{_SEBUTAN}))(?:\s+|\s*[:.-]\s*))?"
    rf"(?:(?P<nomor>{_NOMOR}(?:\s?[.)](?=\s|$|[A-Z])|(?=[\s:–—-]|$)))\s*[:–—-]?\s*)?(?P<nama>.*)"
)
_ROMAWI = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_MIRIP = 0.87


@dataclass(frozen=True)
class JudulArea:
    """A heading taken apart; `pasti` when its name is a standard one."""

    sebutan: str
    nomor: str
    nama: str
    area_baku: str | None
    pasti: bool

    @property
    def bernomor_romawi(self) -> bool:
        """The number is a roman numeral."""
        inti = self.nomor.rstrip(".) ")
        return bool(inti) and bool(_ROMAWI.fullmatch(inti))


def urai_judul(teks: str) -> JudulArea:
    """Take a heading text apart; always gives something, `pasti` says whether it is a known area."""
    bersih = satu_baris(teks)
    cocok = _JUDUL.fullmatch(bersih)
    sebutan, nomor, nama = (cocok["sebutan"] or "", cocok["nomor"] or "", cocok["nama"]) if cocok else ("", "", bersih)
    pasti = kode_nama(nama)
    tebakan = pasti or (kode_kata_kunci(nama) if (sebutan or nomor) and len(nama) <= 80 else None)
    return JudulArea(sebutan, nomor.replace(" ", ""), nama, tebakan, pasti is not None)


def rapat(teks: str) -> str:
    """Letters only, lower case, without what stands in brackets."""
    return re.sub(r"[^a-z]+", "", re.sub(r"\([^)]*\)", "", teks.lower()))


def kode_nama(nama: str) -> str | None:
    """The standard area whose name this is, near spellings included."""
    kata = rapat(nama)
    for kode, daftar in NAMA_BAKU.items():
        if any(kata == baku or (len(kata) > 9 and _mirip(kata, baku)) for baku in daftar):
            return kode
    return None


def _mirip(kata: str, baku: str) -> bool:
    if abs(len(kata) - len(baku)) > 4:
        return False
    return SequenceMatcher(None, kata, baku, autojunk=False).ratio() >= _MIRIP


def kode_kata_kunci(nama: str) -> str | None:
    """The standard area whose key word stands in the name."""
    kata = rapat(nama)
    return next((kode for kode, kunci in KATA_KUNCI if kunci in kata), None)


def kode_lembar(judul: str) -> str | None:
    """A sheet name (at most 31 letters, often cut off) → standard area."""
    uraian = urai_judul(judul.replace("_", " "))
    singkat = re.sub(r"[^A-Z]", "", uraian.nama.upper())
    if singkat in KODE:
        return singkat
    terpotong = rapat(uraian.nama)
    potong = (k for k, d in NAMA_BAKU.items() if len(terpotong) >= 12 and any(b.startswith(terpotong) for b in d))
    return uraian.area_baku or kode_kata_kunci(judul) or next(potong, None) or _kode_urutan(uraian)


def _kode_urutan(uraian: JudulArea) -> str | None:
    """`Pengungkit 3` or `Area III` without a name: the third standard area."""
    inti = uraian.nomor.rstrip(".)")
    urutan = {angka: kode for i, kode in enumerate(KODE, 1) for angka in (str(i), romawi(i))}
    return urutan.get(inti) if uraian.sebutan and not uraian.nama else None


def gabung_sobek(kiri: str, kanan: str) -> JudulArea | None:
    """`I. M` | `anajemen Perubahan`: two cells that read as one known heading."""
    penyambung = ("", " ") if urai_judul(kiri).nama else (" ",)
    for antara in penyambung:
        judul = urai_judul(f"{kiri}{antara}{kanan}")
        if judul.pasti:
            return judul
    return None
