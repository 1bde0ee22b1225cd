"""A round beside the same round with supposed answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from zi.lke.kesiapan.andai import Andai
from zi.lke.kesiapan.queries import Bahan
from zi.lke.nilai import Hasil, Ukuran
from zi.pengungkit.models import Pertanyaan


@dataclass(frozen=True)
class BarisSyarat:
    """One thing that a condition measures, now and supposed."""

    satuan: str
    kini: Ukuran
    andai: Ukuran

    @property
    def beda(self) -> Fraction:
        return self.andai.nilai - self.kini.nilai


@dataclass(frozen=True)
class BandingPredikat:
    predikat: str
    kini: bool
    andai: bool
    baris: tuple[BarisSyarat, ...]

    @property
    def kurang(self) -> int:
        return sum(b.andai.selisih < 0 for b in self.baris)


@dataclass(frozen=True)
class Perubahan:
    """A supposed answer: what it is now, what it would be, and what that gives."""

    tanya: Pertanyaan
    dari: str
    ke: str
    beda: Fraction


def banding_syarat(kini: Hasil, andai: Hasil) -> list[BandingPredikat]:
    return [
        BandingPredikat(p, kini.terpenuhi(p), andai.terpenuhi(p), tuple(_baris(kini, andai, p))) for p in kini.ambang
    ]


def _baris(kini: Hasil, andai: Hasil, predikat: str) -> Iterator[BarisSyarat]:
    """What is or would be missing, and what would change."""
    for a, b in zip(kini.ambang[predikat], andai.ambang[predikat], strict=True):
        satuan = " (persen)" if a.syarat.ukuran == "area_persen" else ""
        for x, y in zip(a.ukuran, b.ukuran, strict=True):
            if x.nilai != y.nilai or y.selisih < 0:
                yield BarisSyarat(satuan, x, y)


def perubahan(b: Bahan, andai: Andai, hasil: Hasil) -> list[Perubahan]:
    """In the official order."""
    return [
        Perubahan(
            b.tanya[kode],
            *b.dari_ke(kode, b.jawaban.get(kode), baru),
            hasil.soal[kode].poin - b.hasil.soal[kode].poin,
        )
        for kode, baru in andai.ubah.items()
    ]
