"""The shortest way: which answers to better, by how much, so that every condition of a predicate holds with the least
effort. Exact and pure.

Effort is one for each option up, each thing more that is counted, or each tenth of a freed survey, unless the caller
says otherwise. Ties go to fewer questions, then to those that come first in the official order.

The conditions measure sets of questions that lie within each other (an area in the pengungkit, these in the total):
zi.lke.jalan_cari searches these.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from zi.lke.alat import Alat, Cabang, Soal, Syarat
from zi.lke.isian import Jawaban
from zi.lke.jalan_cari import Himpunan, Pencari, Pilihan
from zi.lke.nilai import NOL, Hasil, nilai, skor
from zi.lke.rumus import NolPerNol, hitung

LANGKAH_SURVEI = Fraction(1, 10)
LANGKAH_MAKS = 500  # of one question; a count that lacks more is raised in larger steps


@dataclass(frozen=True)
class Langkah:
    """One answer to better: how many steps, at which effort, for how many points."""

    kode: str
    dari: Jawaban | None
    ke: Jawaban
    langkah: int
    usaha: Fraction
    tambah: Fraction


@dataclass(frozen=True)
class Jalan:
    """What to better, in the official order, and the score then. `mustahil`: conditions that even the best answers do
    not meet; then there are no steps."""

    langkah: tuple[Langkah, ...]
    usaha: Fraction
    hasil: Hasil
    mustahil: tuple[Syarat, ...] = ()


def terpendek(
    alat: Alat,
    jawaban: Mapping[str, Jawaban],
    predikat: str,
    *,
    bebas: Iterable[str] = (),
    usaha: Callable[[Soal], Fraction] = lambda soal: Fraction(1),
) -> Jalan:
    """The way from these answers to the predicate. `bebas`: surveys whose value may change; `usaha`: per step."""
    kini = nilai(alat, jawaban)
    lepas = set(bebas)
    pilihan = {
        k: lebih_baik(s, jawaban.get(k), kini.soal[k].maksimum, usaha(s))
        for k, s in alat.soal.items()
        if s.jenis != "angka" or k in lepas
    }
    puncak = {k: p[-1].jawaban for k, p in pilihan.items() if p}
    terbaik = nilai(alat, {**jawaban, **puncak})
    mustahil = tuple(p.syarat for p in terbaik.kurang[predikat])
    if mustahil:
        return Jalan((), NOL, terbaik, mustahil)
    akar = _laminar(alat, predikat)
    dipilih = Pencari(akar, alat.soal, pilihan, {k: n.poin for k, n in kini.soal.items()}).cari()
    langkah = tuple(_langkah(k, jawaban.get(k), pilihan[k][n], kini) for k, n in dipilih)
    return Jalan(
        langkah, sum((x.usaha for x in langkah), NOL), nilai(alat, {**jawaban, **{x.kode: x.ke for x in langkah}})
    )


def _langkah(kode: str, dari: Jawaban | None, pilih: Pilihan, kini: Hasil) -> Langkah:
    return Langkah(kode, dari, pilih.jawaban, pilih.langkah, pilih.usaha, pilih.poin - kini.soal[kode].poin)


def lebih_baik(soal: Soal, kini: Jawaban | None, bobot: Fraction, usaha: Fraction) -> list[Pilihan]:
    """The better answers, from the nearest to the best. A question without an answer stands at its worst option."""
    if soal.jenis == "pilihan":
        calon = _huruf(soal, kini)
    elif soal.jenis == "angka":
        calon = _tangga(soal, kini)
    else:
        calon = _cacah(soal, kini)
    hasil: list[Pilihan] = []
    dulu = skor(soal, kini) or NOL
    for langkah, jawaban in calon:
        dapat = skor(soal, jawaban)
        if dapat is not None and dapat > dulu:
            hasil.append(Pilihan(jawaban, langkah, usaha * langkah, dapat * bobot))
            dulu = dapat
    return hasil


def _huruf(soal: Soal, kini: Jawaban | None) -> Iterable[tuple[int, Jawaban]]:
    naik = sorted(soal.nilai, key=lambda h: soal.nilai[h])
    di = naik.index(kini) if isinstance(kini, str) and kini in naik else 0
    return [(n, huruf) for n, huruf in enumerate(naik[di + 1 :], start=1)]


def _tangga(soal: Soal, kini: Jawaban | None) -> Iterable[tuple[int, Jawaban]]:
    """The tenths above a survey value, and the most that it can be."""
    bawah, atas = soal.rentang
    mulai = kini if isinstance(kini, Fraction) else bawah
    dari = mulai // LANGKAH_SURVEI + 1
    return [
        (n, min(x * LANGKAH_SURVEI, atas)) for n, x in enumerate(range(dari, ceil(atas / LANGKAH_SURVEI) + 1), start=1)
    ]


def _cacah(soal: Soal, kini: Jawaban | None) -> Iterable[tuple[int, Jawaban]]:
    """One more (or one fewer) of the count that stands only above the line of the formula, until the score is full.

    Without all counts nobody knows how far it is, so there is nothing to offer.
    """
    if not isinstance(kini, dict) or skor(soal, kini) is None:
        return []
    for kunci in soal.masukan:
        for arah in (1, -1):
            if hasil := _deret(soal, kini, kunci, arah):
                return hasil
    return []


def _deret(soal: Soal, kini: dict[str, Fraction], kunci: str, arah: int) -> list[tuple[int, Jawaban]]:
    """The answers with `kunci` moved in one direction while that raises the ratio; empty when it moves the base."""
    selisih = [_nilai(soal, {**kini, kunci: kini[kunci] + arah * n}) for n in (0, 1, 2)]
    if None in selisih or kini[kunci] + arah < 0:
        return []
    a, b, c = (x or NOL for x in selisih)
    if b <= a or b - a != c - b:  # a count below the line does not move the ratio evenly
        return []
    batas = int(kini[kunci]) if arah < 0 else LANGKAH_MAKS * (1 + int(kini[kunci]))
    perlu = min(ceil((soal.rentang[1] - a) / (b - a)), batas)
    lompat = max(1, ceil(Fraction(perlu, LANGKAH_MAKS)))
    semua = [*range(lompat, perlu, lompat), perlu]
    return [(n, {**kini, kunci: kini[kunci] + arah * n}) for n in semua if n > 0]


def _nilai(soal: Soal, masukan: dict[str, Fraction]) -> Fraction | None:
    try:
        return hitung(soal.rumus, masukan)
    except (NolPerNol, ZeroDivisionError):
        return None


def _laminar(alat: Alat, predikat: str) -> Himpunan:
    """The sets that the conditions measure, each within the smallest that holds it; raises ValueError when two overlap
    without one holding the other, which no instrument does."""
    semua: dict[frozenset[str], Fraction] = {}
    for syarat in alat.ambang[predikat]:
        for soal, minimal in _ukur(alat, syarat):
            semua[soal] = max(minimal, semua.get(soal, NOL))
    akar = Himpunan(frozenset(alat.soal), semua.pop(frozenset(alat.soal), NOL))
    for soal in sorted(semua, key=lambda s: (-len(s), sorted(s))):
        _sisipkan(akar, Himpunan(soal, semua[soal]))
    return akar


def _sisipkan(induk: Himpunan, satu: Himpunan) -> None:
    for anak in induk.anak:
        if satu.soal <= anak.soal:
            _sisipkan(anak, satu)
            return
        if satu.soal & anak.soal:
            raise ValueError("Syarat instrumen ini saling memotong; jalan terpendek tidak dapat dihitung.")
    induk.anak.append(satu)


def _ukur(alat: Alat, syarat: Syarat) -> Iterable[tuple[frozenset[str], Fraction]]:
    """Each set of questions that a condition measures, with its least points."""
    if syarat.ukuran == "total":
        yield frozenset(alat.soal), syarat.minimal
    elif syarat.ukuran == "pertanyaan":
        yield frozenset({syarat.pada}), syarat.minimal
    elif syarat.ukuran == "simpul":
        yield _di_bawah(alat.cabang[syarat.pada]), syarat.minimal
    else:
        for area in alat.area.values():
            soal = frozenset().union(*(_di_bawah(alat.cabang[b]) for b in area.bagian))
            yield soal, syarat.minimal * area.bobot / 100


def _di_bawah(cabang: Cabang) -> frozenset[str]:
    return frozenset(s.kode for c in cabang.semua() for s in c.soal)
