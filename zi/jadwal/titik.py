"""The parts of a list of dates as written: points, items (a point or a range), lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from zi.jadwal.lexer import J, Token

BULAN = (J.BULAN, J.BULAN_RUSAK)
NOMOR = (J.URUTAN, J.ROMAWI, J.ANGKA)
PINGGIR = frozenset({J.PISAH, J.BUKA, J.TUTUP, J.TITIK_DUA})


class T(StrEnum):
    """Kinds of point."""

    HARI = "hari"
    BULAN = "bulan"
    BAGIAN = "bagian"
    MINGGU = "minggu"
    TAHUN = "tahun"
    PERIODE = "periode"


@dataclass(frozen=True)
class Titik:
    """One point in time as written; `nilai` is the week, the quarter or the semester, `lama` its months."""

    jenis: T
    awal: int
    akhir: int
    hari: int | None = None
    bulan: int | None = None
    tahun: int | None = None
    nilai: int = 0
    lama: int = 0
    bagian: str = ""
    hari_pekan: int | None = None
    rusak: Token | None = None
    tahun_pendek: bool = False
    tersirat: bool = False
    warisan: bool = False
    ejaan: str = ""

    @property
    def utuh(self) -> bool:
        """A whole day as written, `25 Januari` or `25/01/2023`."""
        return self.jenis == T.HARI and self.bulan is not None

    @property
    def butuh_bulan(self) -> bool:
        return self.bulan is None and self.jenis in (T.HARI, T.BAGIAN, T.MINGGU)


@dataclass(frozen=True)
class Butir:
    """One item of a list: a point or a range."""

    mulai: Titik
    selesai: Titik | None = None

    @property
    def titik(self) -> tuple[Titik, ...]:
        return (self.mulai, self.selesai) if self.selesai else (self.mulai,)

    @property
    def posisi(self) -> tuple[int, int]:
        return self.mulai.awal, (self.selesai or self.mulai).akhir


@dataclass(frozen=True)
class Kelompok:
    """A list of items that share their year: from `hari_pekan` the weekdays written before the whole list."""

    butir: tuple[Butir, ...]
    hari_pekan: tuple[int, ...] = ()
    awalan: tuple[Token, ...] = ()
    akhiran: tuple[Token, ...] = ()
    awal: int = 0

    @property
    def posisi(self) -> tuple[int, int]:
        kata = next((token.awal for token in self.awalan if token.jenis not in PINGGIR), self.awal)
        return kata, self.butir[-1].posisi[1]

    @property
    def titik(self) -> tuple[Titik, ...]:
        return tuple(t for butir in self.butir for t in butir.titik)


def tertutup(butir: Sequence[Butir]) -> bool:
    """Whether the list ends with a year of its own, so that what follows cannot change it."""
    return butir[-1].titik[-1].tahun is not None or butir[-1].titik[-1].jenis == T.TAHUN
