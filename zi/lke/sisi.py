"""The three scores of a round side by side: klaim (the unit's answers), didukung bukti, evaluator. Pure.

Didukung bukti is the claim, counted only where accepted evidence stands; a survey is proved by others and counts.
Each is a mapping code of node or question → points, with the total under `total`.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi.lke.alat import Alat

NOL = Fraction(0)
TOTAL = "total"
Poin = Mapping[str, Fraction]


@dataclass(frozen=True)
class Tiga:
    """The three scores of one thing; None where there is no such round, or none that the user may see."""

    klaim: Fraction | None
    didukung: Fraction | None
    evaluator: Fraction | None


@dataclass(frozen=True)
class TigaNilai:
    """The three scores of everything in a round."""

    alat: Alat
    klaim: Poin | None = None
    didukung: Poin | None = None
    evaluator: Poin | None = None

    def pada(self, kode: str) -> Tiga:
        """Of a node, a question, or the total."""
        return Tiga(*(p.get(kode, NOL) if p is not None else None for p in (self.klaim, self.didukung, self.evaluator)))

    def area(self, kode: str) -> Tiga:
        """Of a standard area, all its halves together."""
        bagian = self.alat.area[kode].bagian
        semua = (self.klaim, self.didukung, self.evaluator)
        return Tiga(*(sum((p.get(b, NOL) for b in bagian), NOL) if p is not None else None for p in semua))


def didukung(alat: Alat, klaim: Poin, diterima: Container[str]) -> dict[str, Fraction]:
    """The points of the claim where evidence was accepted, by the codes in `diterima`; every node is a plain sum."""
    hasil = {k: klaim.get(k, NOL) if s.jenis == "angka" or k in diterima else NOL for k, s in alat.soal.items()}
    for cabang in reversed(alat.cabang.values()):
        bawah = [x.kode for x in cabang.anak] + [x.kode for x in cabang.soal]
        hasil[cabang.kode] = sum((hasil[kode] for kode in bawah), NOL)
    return hasil | {TOTAL: sum((hasil[a.kode] for a in alat.akar), NOL)}
