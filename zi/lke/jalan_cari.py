"""The search behind the shortest way: the least effort with which nested sets of questions reach their points. Exact,
pure, whole numbers.

Each set is given a price for a point, the best ones of the problem in which options may be mixed; they bound the effort
from below. What an option, or a surplus of points, costs more than its price says (`rugi`) adds up exactly to what a
way takes more than that bound. So a partial choice whose `rugi` is more than the room above the bound leads nowhere.
The room grows until a way is found; more room than needed finds the same. Of two choices for the same questions only
what nothing beats is kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import ceil, lcm
from typing import NamedTuple

from zi.lke.isian import Jawaban

NOL = Fraction(0)
TUMBUH = 8  # at least this part of the room is added to it, else efforts of 0,01 take a thousand searches


class Pilihan(NamedTuple):
    """An answer that is better than today's."""

    jawaban: Jawaban
    langkah: int
    usaha: Fraction
    poin: Fraction


class Titik(NamedTuple):
    """A choice for some questions: what it takes (a key that adds up), what it gives, how far it lies above the
    bound."""

    usaha: int
    soal: int
    urut: int
    poin: int
    rugi: int
    pilih: tuple[tuple[str, int], ...]


@dataclass
class Himpunan:
    """A set of questions with the least points that a condition asks of them; sets within it."""

    soal: frozenset[str]
    minimal: Fraction
    anak: list["Himpunan"] = field(default_factory=list)

    @property
    def sendiri(self) -> frozenset[str]:
        """The questions that lie in none of the sets within."""
        return self.soal - frozenset().union(*(a.soal for a in self.anak))

    def semua(self) -> Iterable["Himpunan"]:
        yield self
        for anak in self.anak:
            yield from anak.semua()


Ruas = tuple[Fraction, int]  # effort per point, points


class Pencari:
    """The search, in units of `skala` for points and `satuan` for effort. The best options reach every minimum."""

    def __init__(
        self,
        akar: Himpunan,
        urutan: Iterable[str],
        pilihan: Mapping[str, list[Pilihan]],
        kini: Mapping[str, Fraction],
    ) -> None:
        """`urutan`: the questions in the official order; `kini`: the points that each gives today."""
        self.akar = akar
        self.urutan = {k: n for n, k in enumerate(reversed(list(urutan)))}
        self.skala = lcm(*(f.denominator for f in [*kini.values(), *(x.poin for p in pilihan.values() for x in p)]))
        self.satuan = lcm(*(x.usaha.denominator for p in pilihan.values() for x in p), 1)
        self.dasar = 1 + max((x.langkah for p in pilihan.values() for x in p), default=0)
        self.titik = {k: self._titik(k, pilihan.get(k, []), kini[k]) for k in self.urutan}
        self.perlu = {s.soal: ceil(s.minimal * self.skala) for s in akar.semua()}
        self.harga = self._harga()
        self.paling = dict.fromkeys(self.harga, 0)  # no choice for a set has less rugi

    def _titik(self, kode: str, pilihan: list[Pilihan], kini: Fraction) -> list[Titik]:
        """What a question offers; `urut` is smaller the more steps are taken at the earlier questions."""
        berat = self.dasar ** self.urutan[kode]
        diam = Titik(0, 0, 0, int(kini * self.skala), 0, ())
        return [diam] + [
            Titik(int(p.usaha * self.satuan), 1, -p.langkah * berat, int(p.poin * self.skala), 0, ((kode, n),))
            for n, p in enumerate(pilihan)
        ]

    def _harga(self) -> dict[frozenset[str], int]:
        """The price of a point in each set, never less than in the set around it, times `kali` to be whole."""
        ambang: dict[frozenset[str], Fraction] = {}
        self._penuhi(self.akar, ambang)
        harga: dict[frozenset[str], Fraction] = {}

        def turun(satu: Himpunan, atas: Fraction) -> None:
            harga[satu.soal] = max(ambang[satu.soal], atas)
            for anak in satu.anak:
                turun(anak, harga[satu.soal])

        turun(self.akar, NOL)
        self.kali = lcm(*(h.denominator for h in harga.values()))
        return {soal: int(h * self.kali) for soal, h in harga.items()}

    def _penuhi(self, satu: Himpunan, ambang: dict[frozenset[str], Fraction]) -> tuple[int, list[Ruas]]:
        """The points that a set has once its minimum is met in the cheapest mixed way, and what is left to buy."""
        poin, ruas = 0, list[Ruas]()
        for anak in satu.anak:
            dapat, sisa = self._penuhi(anak, ambang)
            poin, ruas = poin + dapat, ruas + sisa
        for kode in satu.sendiri:
            poin += self.titik[kode][0].poin
            ruas += _selubung(self.titik[kode])
        kurang, ambang[satu.soal], sisa = self.perlu[satu.soal] - poin, NOL, []
        for harga, panjang in sorted(ruas):
            ambil = min(max(kurang, 0), panjang)
            if ambil:
                ambang[satu.soal], kurang = harga, kurang - ambil
            if panjang > ambil:
                sisa.append((harga, panjang - ambil))
        return max(poin, self.perlu[satu.soal]), sisa

    def cari(self) -> list[tuple[str, int]]:
        """The chosen options by question, in the official order."""
        ruang = -self._nilai_rugi(self.akar, 0) % self.kali
        while not (muka := self._muka(self.akar, 0, ruang)):
            kurang = self.paling[self.akar.soal] - ruang
            ruang += self.kali * max(1, -(-kurang // self.kali), ruang // self.kali // TUMBUH)
        return sorted(muka[0].pilih, key=lambda x: -self.urutan[x[0]])

    def _nilai_rugi(self, satu: Himpunan, atas: int) -> int:
        """Write the `rugi` of every option below a set; returns the bound of the effort there, times `kali`."""
        harga = self.harga[satu.soal]
        bawah = (harga - atas) * self.perlu[satu.soal] + sum(self._nilai_rugi(a, harga) for a in satu.anak)
        for kode in satu.sendiri:
            bersih = [self.kali * t.usaha - harga * t.poin for t in self.titik[kode]]
            bawah += min(bersih)
            self.titik[kode] = [t._replace(rugi=n - min(bersih)) for t, n in zip(self.titik[kode], bersih, strict=True)]
        return bawah

    def _muka(self, satu: Himpunan, atas: int, ruang: int) -> list[Titik]:
        """What nothing beats among the choices for a set that meet its condition, the least effort first."""
        lebih, perlu = self.harga[satu.soal] - atas, self.perlu[satu.soal]
        bagian = self._bagian(satu, ruang)
        muka = [Titik(0, 0, 0, 0, 0, ())] if bagian is not None else []
        nanti = [(0, 0, 0)]  # of the parts still to come: most points, least points, least rugi
        for isi in reversed(bagian or []):
            poin = [t.poin for t in isi]
            banyak, sedikit, rugi = nanti[-1]
            nanti.append((banyak + max(poin), sedikit + min(poin), rugi + min(t.rugi for t in isi)))
        for isi, (banyak, sedikit, rugi) in zip(bagian or [], nanti[-2::-1], strict=True):
            paling = perlu + ruang // lebih - sedikit if lebih else None
            muka = _gabung(muka, isi, ruang - rugi, perlu - banyak, paling)
        muka = [t._replace(rugi=t.rugi + lebih * (t.poin - perlu)) for t in muka]
        muka = [t for t in muka if t.rugi <= ruang]
        paling_sedikit = min((t.rugi for t in muka), default=ruang + 1)
        self.paling[satu.soal] = max(self.paling[satu.soal], paling_sedikit)
        return muka

    def _bagian(self, satu: Himpunan, ruang: int) -> list[list[Titik]] | None:
        """The choices of each part of a set that fit into the room, the fewest first; None when a part has none.

        A part has the room that the others leave it: none of them takes less than is known of it (`paling`).
        """
        hasil = []
        for anak in satu.anak:
            lain = sum(self.paling[a.soal] for a in satu.anak if a is not anak)
            isi = self._muka(anak, self.harga[satu.soal], ruang - lain) if lain <= ruang else []
            if not isi:
                self.paling[satu.soal] = max(self.paling[satu.soal], sum(self.paling[a.soal] for a in satu.anak))
                return None
            hasil.append(isi)
        hasil += [[t for t in self.titik[kode] if t.rugi <= ruang] for kode in satu.sendiri]
        return sorted(hasil, key=len)


def _selubung(titik: list[Titik]) -> list[Ruas]:
    """The stretches of the concave hull over the options, the cheapest points first."""
    puncak: list[Titik] = []
    for t in titik:
        while len(puncak) > 1 and _harga(puncak[-2], puncak[-1]) >= _harga(puncak[-1], t):
            puncak.pop()
        puncak.append(t)
    return [(_harga(a, b), b.poin - a.poin) for a, b in pairwise(puncak)]


def _harga(a: Titik, b: Titik) -> Fraction:
    return Fraction(b.usaha - a.usaha, b.poin - a.poin)


def _gabung(kiri: list[Titik], kanan: list[Titik], ruang: int, dari: int, sampai: int | None) -> list[Titik]:
    """Every pair of two disjoint choices that still leads somewhere, then what nothing beats. `dari`, `sampai`: the
    points that a pair must have."""
    semua, urut = [], sorted(kanan, key=lambda t: t.poin)
    poin = [t.poin for t in urut]
    for a in kiri:
        akhir = len(urut) if sampai is None else bisect_right(poin, sampai - a.poin)
        for b in urut[bisect_left(poin, dari - a.poin) : akhir]:
            if (rugi := a.rugi + b.rugi) <= ruang:
                jumlah = (a.usaha + b.usaha, a.soal + b.soal, a.urut + b.urut, a.poin + b.poin)
                semua.append(Titik(*jumlah, rugi, a.pilih + b.pilih))
    return _saring(semua)


def _saring(semua: list[Titik]) -> list[Titik]:
    """The chain of those that give more than everything that takes less, or as much."""
    hasil: list[Titik] = []
    for titik in sorted(semua, key=lambda t: (t.usaha, t.soal, t.urut, -t.poin)):
        if not hasil or titik.poin > hasil[-1].poin:
            hasil.append(titik)
    return hasil
