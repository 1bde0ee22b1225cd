"""The shortest way: which answers to better, by how much, so that every condition of a predicate holds with the least
effort. Exact and pure.

Effort is one for each option up, each thing more that is counted, or each tenth of a freed survey, unless the caller
says otherwise. Ties go to fewer questions, then to those that come first in the official order.

The conditions measure sets of questions that lie within each other (an area in the pengungkit, these in the total), so
each set has a front of its own, least effort by points, and the fronts of disjoint sets are added. What a front keeps
is only what nothing beats: no more effort and no fewer points. First by effort alone, which bounds all that follows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, lcm
from typing import NamedTuple

from zi.lke.alat import Alat, Cabang, Soal, Syarat
from zi.lke.isian import Jawaban
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


class Pilihan(NamedTuple):
    """An answer that is better than today's."""

    jawaban: Jawaban
    langkah: int
    usaha: Fraction
    poin: Fraction


class Titik(NamedTuple):
    """A point of a front: what it takes (a key that adds up), what it gives, and the choices that lead to it."""

    usaha: int
    soal: int
    urut: int
    poin: int
    pilih: tuple[tuple[str, int], ...]


@dataclass
class Himpunan:
    """A set of questions with the least points that a condition asks of them; sets within it, questions left over."""

    soal: frozenset[str]
    minimal: Fraction
    anak: list["Himpunan"] = field(default_factory=list)


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
        k: _pilihan(s, jawaban.get(k), kini.soal[k].maksimum, usaha(s))
        for k, s in alat.soal.items()
        if s.jenis != "angka" or k in lepas
    }
    puncak = {k: p[-1].jawaban for k, p in pilihan.items() if p}
    terbaik = nilai(alat, {**jawaban, **puncak})
    mustahil = tuple(p.syarat for p in terbaik.ambang[predikat] if not p.terpenuhi)
    if mustahil:
        return Jalan((), NOL, terbaik, mustahil)
    akar = _laminar(alat, predikat)
    dipilih = _Pencari(alat, pilihan, {k: n.poin for k, n in kini.soal.items()}).cari(akar)
    langkah = tuple(_langkah(k, jawaban.get(k), pilihan[k][n], kini) for k, n in dipilih)
    return Jalan(
        langkah, sum((x.usaha for x in langkah), NOL), nilai(alat, {**jawaban, **{x.kode: x.ke for x in langkah}})
    )


def _langkah(kode: str, dari: Jawaban | None, pilih: Pilihan, kini: Hasil) -> Langkah:
    return Langkah(kode, dari, pilih.jawaban, pilih.langkah, pilih.usaha, pilih.poin - kini.soal[kode].poin)


def _pilihan(soal: Soal, kini: Jawaban | None, bobot: Fraction, usaha: Fraction) -> list[Pilihan]:
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
    for kunci in sorted(soal.perlu):
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


class _Pencari:
    """The search over fronts. Points and effort are whole numbers here, in units of `skala` and `satuan`."""

    def __init__(self, alat: Alat, pilihan: Mapping[str, list[Pilihan]], kini: Mapping[str, Fraction]) -> None:
        self.urutan = {k: n for n, k in enumerate(reversed(alat.soal))}
        pecahan = [x.poin for p in pilihan.values() for x in p] + list(kini.values())
        self.skala = lcm(*(f.denominator for f in pecahan))
        self.satuan = lcm(*(x.usaha.denominator for p in pilihan.values() for x in p), 1)
        self.dasar = 1 + max((x.langkah for p in pilihan.values() for x in p), default=0)
        self.titik = {k: self._titik(k, pilihan.get(k, []), kini[k]) for k in alat.soal}
        self.sisa: dict[frozenset[str], int] = {}

    def _titik(self, kode: str, pilihan: list[Pilihan], kini: Fraction) -> list[Titik]:
        """What a question offers; `urut` is smaller the more steps are taken at the earlier questions."""
        berat = self.dasar ** self.urutan[kode]
        diam = Titik(0, 0, 0, int(kini * self.skala), ())
        return [diam] + [
            Titik(int(p.usaha * self.satuan), 1, -p.langkah * berat, int(p.poin * self.skala), ((kode, n),))
            for n, p in enumerate(pilihan)
        ]

    def cari(self, akar: Himpunan) -> list[tuple[str, int]]:
        kasar = self._muka(akar, None, _usaha_saja)
        batas = kasar[0].usaha
        for satu in _susuri(akar):
            self.sisa[satu.soal] = self._muka(satu, None, _usaha_saja)[0].usaha
        pilih = self._muka(akar, batas, lambda t: t)[0].pilih
        return sorted(pilih, key=lambda x: -self.urutan[x[0]])

    def _muka(self, satu: Himpunan, batas: int | None, bentuk: Callable[[Titik], Titik]) -> list[Titik]:
        """The front of a set, the least effort first, of points that meet its condition.

        `batas` is the least effort of the whole way: what takes more, together with the least that the sets around
        this one take, is left out.
        """
        anak_bebas = satu.soal - frozenset().union(*(a.soal for a in satu.anak))
        boleh = {a.soal: None if batas is None else batas - self._lain(satu, a) for a in satu.anak}
        muka = [Titik(0, 0, 0, 0, ())]
        for anak in satu.anak:
            muka = _gabung(muka, self._muka(anak, boleh[anak.soal], bentuk), batas)
        for kode in sorted(anak_bebas, key=lambda k: -self.urutan[k]):
            muka = _gabung(muka, _saring([bentuk(t) for t in self.titik[kode]]), batas)
        perlu = ceil(satu.minimal * self.skala)
        return [t for t in muka if t.poin >= perlu]

    def _lain(self, induk: Himpunan, anak: Himpunan) -> int:
        """The least effort that the other sets within `induk` take, whatever this one does."""
        return sum(self.sisa[a.soal] for a in induk.anak if a is not anak)


def _susuri(satu: Himpunan) -> Iterable[Himpunan]:
    yield satu
    for anak in satu.anak:
        yield from _susuri(anak)


def _usaha_saja(titik: Titik) -> Titik:
    return titik._replace(soal=0, urut=0, pilih=())


def _gabung(kiri: list[Titik], kanan: list[Titik], batas: int | None) -> list[Titik]:
    """Every pair of two disjoint fronts, then what nothing beats."""
    if len(kanan) == 1 and not kanan[0].usaha:
        tambah = kanan[0].poin
        return [t._replace(poin=t.poin + tambah) for t in kiri]
    semua = [
        Titik(a.usaha + b.usaha, a.soal + b.soal, a.urut + b.urut, a.poin + b.poin, a.pilih + b.pilih)
        for a in kiri
        for b in kanan
        if batas is None or a.usaha + b.usaha <= batas
    ]
    return _saring(semua)


def _saring(semua: list[Titik]) -> list[Titik]:
    """The chain of those that give more than everything that takes less, or as much."""
    hasil: list[Titik] = []
    for titik in sorted(semua, key=lambda t: (t.usaha, t.soal, t.urut, -t.poin)):
        if not hasil or titik.poin > hasil[-1].poin:
            hasil.append(titik)
    return hasil
