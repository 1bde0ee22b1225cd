"""An instrument as values for the scoring engine: frozen, exact, without the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Soal:
    """A question. `jenis`: pilihan (letters with scores), hitung (a formula of counts) or angka (a number in a range).

    `bobot` is None where a node takes the mean of its questions; `rentang` bounds what a number may be, and what a
    formula gives is cut to it; `nol_per_nol` is the score of 0 / 0, None where that is incomplete. `masukan`: the
    counts that are asked, key → words. As on the official sheet none may be missing, also if no formula uses it.
    """

    kode: str
    jenis: str
    tipe: str = ""
    nilai: dict[str, Fraction] = field(default_factory=dict)
    rentang: tuple[Fraction, Fraction] = (Fraction(0), Fraction(1))
    rumus: str = ""
    masukan: dict[str, str] = field(default_factory=dict)
    nol_per_nol: Fraction | None = None
    bobot: Fraction | None = None
    teks: str = ""

    @property
    def atas(self) -> Fraction:
        """The best score, between 0 and 1 but for odd instruments."""
        return max(self.nilai.values()) if self.nilai else Fraction(1)

    @property
    def bawah(self) -> Fraction:
        return min(self.nilai.values()) if self.nilai else Fraction(0)


@dataclass(frozen=True)
class Cabang:
    """A node: either `anak` or `soal` below it. `cara` as pengungkit.Simpul.Cara, `area` as AreaBaku.kode or empty."""

    kode: str
    nama: str
    bobot: Fraction
    cara: str
    area: str = ""
    anak: tuple["Cabang", ...] = ()
    soal: tuple[Soal, ...] = ()

    def semua(self) -> Iterator["Cabang"]:
        yield self
        for satu in self.anak:
            yield from satu.semua()


@dataclass(frozen=True)
class Syarat:
    """A condition of a predicate: what is measured (`ukuran`: total, simpul, pertanyaan, area_persen; `pada` names the
    node or question) and the least that it must be, in points, or in per cent of an area's weight."""

    kode: str
    uraian: str
    ukuran: str
    pada: str
    minimal: Fraction
    per_bagian: bool = False  # each half of an area below the minimum is a warning


@dataclass(frozen=True)
class Area:
    """A standard area in an instrument: its weight, and its share in each half by the code of the node of the half."""

    kode: str
    nama: str
    bobot: Fraction
    bagian: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alat:
    """A whole instrument."""

    kode: str
    maksimum: Fraction
    akar: tuple[Cabang, ...]
    ambang: dict[str, tuple[Syarat, ...]] = field(default_factory=dict)
    nama_area: dict[str, str] = field(default_factory=dict)

    @cached_property
    def cabang(self) -> dict[str, Cabang]:
        """Every node by its code, parents first, in the official order."""
        return {c.kode: c for a in self.akar for c in a.semua()}

    @cached_property
    def soal(self) -> dict[str, Soal]:
        """Every question by its code, in the official order."""
        return {s.kode: s for c in self.cabang.values() for s in c.soal}

    @cached_property
    def bobot_soal(self) -> dict[str, Fraction]:
        """The most points of every question: its own weight, or an equal share of its node's."""
        return {
            s.kode: c.bobot / len(c.soal) if s.bobot is None else s.bobot for c in self.cabang.values() for s in c.soal
        }

    @cached_property
    def area(self) -> dict[str, Area]:
        """The areas that have a weight, with the topmost nodes (the halves) that their nodes lie below."""
        per_area: dict[str, list[Cabang]] = {}
        for satu in self.cabang.values():
            if satu.area:
                per_area.setdefault(satu.area, []).append(satu)
        return {
            kode: Area(
                kode,
                self.nama_area.get(kode, kode),
                sum((c.bobot for c in semua), Fraction(0)),
                tuple(c.kode for c in semua),
            )
            for kode, semua in per_area.items()
        }
