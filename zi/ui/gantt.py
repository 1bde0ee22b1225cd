"""A year of windows as a chart: dates in, whole numbers out, drawn by components/gantt.svg for screen and PDF.

Attributes only, no style, so that a strict content policy takes it and the PDF draws the same. A state is told by the
colour, the line and the sign of its bar, and by the table that stands beneath.
"""

import textwrap
from calendar import isleap, monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
HARI = 2  # width of a day
KIRI = 292  # width of the titles
HURUF, BARIS_JUDUL = 44, 2  # letters of a line of a title, and its lines
ATAS, SELA, TINGGI, TERKECIL = 26, 5, 14, 12
TULIS = 14  # height of a line of a title


class Bentuk(NamedTuple):
    """The look of a bar; `tanda`: its sign, drawn from the top left corner of the bar, in the colour `tinta`."""

    kata: str
    isi: str
    garis: str
    tinta: str = "#ffffff"
    tanda: str = ""
    putus: str = ""


BENTUK = {
    "rencana": Bentuk("Belum", "#ffffff", "#474f52"),
    "jalan": Bentuk("Berjalan", "#b5cbe3", "#1a4b7c", "#1a4b7c", "M4 4 L8 7 L4 10 Z"),
    "selesai": Bentuk("Selesai", "#17552f", "#17552f", "#ffffff", "M3 7 L5 10 L9 4"),
    "terlambat": Bentuk("Terlambat", "#8f2119", "#8f2119", "#ffffff", "M6 3 V8 M6 9.5 V11"),
    "batal": Bentuk("Batal", "#ffffff", "#8a8f8c", "#474f52", "M4 4 L8 10 M8 4 L4 10", "3 2"),
}
MENURUT_KEADAAN = {
    "berjalan": "jalan",
    "dilaporkan": "jalan",
    "selesai": "selesai",
    "terlambat": "terlambat",
    "batal": "batal",
}  # all others are planned


@dataclass(frozen=True)
class Batang:
    """One window; `keadaan` a key of zi.ui.status, `judul` what is said of it."""

    mulai: date
    selesai: date
    keadaan: str
    judul: str


@dataclass(frozen=True)
class Lajur:
    judul: str
    batang: tuple[Batang, ...]


@dataclass(frozen=True)
class Kotak:
    """A bar in its place."""

    x: int
    y: int
    lebar: int
    judul: str
    bentuk: Bentuk


@dataclass(frozen=True)
class LajurJadi:
    """A row in its place: the lines of its title, its bars side by side where windows meet."""

    y: int
    tinggi: int
    judul: tuple[tuple[int, str], ...]
    kotak: tuple[Kotak, ...]


@dataclass(frozen=True)
class Gantt:
    tahun: int
    judul: str
    lajur: tuple[Lajur, ...]
    hari_ini: date | None = None

    @property
    def lebar(self) -> int:
        return KIRI + HARI * (366 if isleap(self.tahun) else 365)

    @cached_property
    def jadi(self) -> list[LajurJadi]:
        hasil, y = [], ATAS
        for satu in self.lajur:
            hasil.append(_tempatkan(satu, self.tahun, y))
            y += hasil[-1].tinggi
        return hasil

    @property
    def tinggi(self) -> int:
        return ATAS + sum(satu.tinggi for satu in self.jadi) + 1

    @property
    def bulan(self) -> list[tuple[int, int, str]]:
        """Left edge, middle and name of each month."""
        hasil, x = [], KIRI
        for n, nama in enumerate(BULAN, start=1):
            lebar = HARI * monthrange(self.tahun, n)[1]
            hasil.append((x, x + lebar // 2, nama))
            x += lebar
        return hasil

    @property
    def garis_hari_ini(self) -> int | None:
        if self.hari_ini is None or self.hari_ini.year != self.tahun:
            return None
        return _x(self.hari_ini) + HARI // 2

    @property
    def keterangan(self) -> str:
        """What the chart shows, in a sentence for those who do not see it."""
        batang = sum(len(satu.batang) for satu in self.lajur)
        return f"{len(self.lajur)} baris dengan {batang} jadwal sepanjang {self.tahun}; isinya ada pada tabel di bawah."

    def bagi(self, tinggi: int) -> list["Gantt"]:
        """The same rows in charts that are at most so high, a row being the least."""
        hasil: list[list[Lajur]] = []
        sisa = 0
        for satu, jadi in zip(self.lajur, self.jadi, strict=True):
            if jadi.tinggi > sisa:
                hasil.append([])
                sisa = tinggi - ATAS
            hasil[-1].append(satu)
            sisa -= jadi.tinggi
        return [replace(self, lajur=tuple(isi)) for isi in hasil]


def _x(hari: date) -> int:
    return KIRI + HARI * (hari.timetuple().tm_yday - 1)


def _tempatkan(lajur: Lajur, tahun: int, y: int) -> LajurJadi:
    """Bars in the first line in which they do not touch another."""
    ujung: list[int] = []
    kotak = []
    awal, akhir = date(tahun, 1, 1), date(tahun, 12, 31)
    for satu in sorted(lajur.batang, key=lambda b: (b.mulai, b.selesai)):
        if satu.selesai < awal or satu.mulai > akhir:
            continue
        kanan = _x(min(satu.selesai, akhir)) + HARI
        x = min(_x(max(satu.mulai, awal)), _x(akhir) + HARI - TERKECIL)
        lebar = max(kanan - x, TERKECIL)
        tingkat = next((n for n, batas in enumerate(ujung) if batas < x), len(ujung))
        ujung[tingkat : tingkat + 1] = [x + lebar]
        bentuk = BENTUK[MENURUT_KEADAAN.get(satu.keadaan, "rencana")]
        kotak.append(Kotak(x, y + SELA + tingkat * (TINGGI + 3), lebar, satu.judul, bentuk))
    judul = textwrap.wrap(lajur.judul, HURUF, max_lines=BARIS_JUDUL, placeholder=" …") or [""]
    tinggi = 2 * SELA + max(len(ujung) * (TINGGI + 3) - 3, TULIS * len(judul))
    tulisan = tuple((y + SELA + 11 + TULIS * n, baris) for n, baris in enumerate(judul))
    return LajurJadi(y, tinggi, tulisan, tuple(kotak))
