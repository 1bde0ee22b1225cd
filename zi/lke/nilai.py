"""The official score, exactly: answers → points, and points → conditions. Pure; the instrument is the only rule book.

Source: PermenPANRB 90/2021 Lampiran III for the tree and the weights. Not regulated and chosen here: a question
without an answer counts 0 (`abaikan` leaves it out of the mean, as the spreadsheet does).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from zi.lke.alat import Alat, Cabang, Soal, Syarat
from zi.lke.isian import Jawaban, tulis
from zi.lke.rumus import NolPerNol, hitung
from zi.pengungkit.models import Simpul

MESIN = "2"  # changes whenever the same answers could give another result
NOL, SERATUS = Fraction(0), Fraction(100)
C = Simpul.Cara


@dataclass(frozen=True)
class Nilai:
    """Points of a node or question: of how many, and how many questions below have no answer."""

    poin: Fraction
    maksimum: Fraction
    belum: int
    soal: int

    @property
    def persen(self) -> Fraction:
        return self.poin * SERATUS / self.maksimum if self.maksimum else NOL


@dataclass(frozen=True)
class Poin:
    """What the conditions measure: points by node, by question and by area."""

    total: Fraction
    cabang: Mapping[str, Fraction] = field(default_factory=dict)
    soal: Mapping[str, Fraction] = field(default_factory=dict)
    area: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Ukuran:
    """One thing that a condition measures; `selisih` < 0 is what is missing."""

    nama: str
    nilai: Fraction
    minimal: Fraction

    @property
    def selisih(self) -> Fraction:
        return self.nilai - self.minimal

    @property
    def kurang(self) -> Fraction:
        """What is missing; 0 when it is met."""
        return max(-self.selisih, NOL)


@dataclass(frozen=True)
class Putusan:
    """A condition: met or not, by how much (the worst of what it measures), and why, in words."""

    syarat: Syarat
    ukuran: tuple[Ukuran, ...]
    peringatan: tuple[str, ...] = ()

    @property
    def terpenuhi(self) -> bool:
        return all(u.selisih >= 0 for u in self.ukuran)

    @property
    def selisih(self) -> Fraction:
        return min((u.selisih for u in self.ukuran), default=NOL)

    @property
    def kurang(self) -> Fraction:
        """What is missing of the worst; 0 when it is met."""
        return max(-self.selisih, NOL)

    @property
    def alasan(self) -> str:
        satuan = " persen" if self.syarat.ukuran == "area_persen" else ""
        kurang = [
            f"{u.nama} {tulis(u.nilai)}{satuan} dari minimal {tulis(u.minimal)}{satuan}"
            for u in self.ukuran
            if u.selisih < 0
        ]
        return "; ".join(kurang) + "." if kurang else f"{self.syarat.uraian} terpenuhi."


@dataclass(frozen=True)
class Hasil:
    """A scored round: per node and question, the total, and per predicate its conditions."""

    total: Fraction
    belum: int
    cabang: dict[str, Nilai]
    soal: dict[str, Nilai]
    area: dict[str, Nilai]
    ambang: dict[str, tuple[Putusan, ...]]

    @cached_property
    def kurang(self) -> dict[str, tuple[Putusan, ...]]:
        """Per predicate the conditions that are not met."""
        return {predikat: tuple(p for p in semua if not p.terpenuhi) for predikat, semua in self.ambang.items()}

    def terpenuhi(self, predikat: str) -> bool:
        return not self.kurang[predikat]


def skor(soal: Soal, jawaban: Jawaban | None) -> Fraction | None:
    """The score of one answer, 0 to 1; None when it is not answered, or not whole.

    A ratio is cut to its range (PermenPANRB 90/2021 Lampiran III prints the cut in its formulas); 0 / 0 is what the
    question says of it, any other division by zero is incomplete.
    """
    if soal.jenis == "pilihan":
        return soal.nilai.get(jawaban) if isinstance(jawaban, str) else None
    if soal.jenis == "angka":
        bawah, atas = soal.rentang
        return (jawaban - bawah) / (atas - bawah) if isinstance(jawaban, Fraction) else None
    if not isinstance(jawaban, dict) or not soal.masukan.keys() <= jawaban.keys():
        return None
    try:
        hasil = hitung(soal.rumus, jawaban)
    except NolPerNol:
        return soal.nol_per_nol
    except ZeroDivisionError:
        return None
    bawah, atas = soal.rentang
    return min(max(hasil, bawah), atas)


def nilai(alat: Alat, jawaban: Mapping[str, Jawaban], *, abaikan: bool = False) -> Hasil:
    """Answers → points. `abaikan`: questions without an answer are left out of their mean."""
    return dari_skor(alat, {k: skor(s, jawaban.get(k)) for k, s in alat.soal.items()}, abaikan=abaikan)


def dari_skor(alat: Alat, per_soal: Mapping[str, Fraction | None], *, abaikan: bool = False) -> Hasil:
    """Scores by question (None: not answered) → points."""
    cabang: dict[str, Nilai] = {}
    soal: dict[str, Nilai] = {}
    for akar in alat.akar:
        _cabang(akar, per_soal, cabang, soal, abaikan=abaikan)
    total = sum((cabang[a.kode].poin for a in alat.akar), NOL)
    area = {kode: _gabung([cabang[b] for b in satu.bagian]) for kode, satu in alat.area.items()}
    poin = Poin(
        total,
        {k: n.poin for k, n in cabang.items()},
        {k: n.poin for k, n in soal.items()},
        {k: n.poin for k, n in area.items()},
    )
    belum = sum(per_soal.get(k) is None for k in alat.soal)
    urut = {k: cabang[k] for k in alat.cabang}
    return Hasil(total, belum, urut, soal, area, ambang(alat, poin))


def _gabung(semua: list[Nilai]) -> Nilai:
    return Nilai(
        sum((n.poin for n in semua), NOL),
        sum((n.maksimum for n in semua), NOL),
        sum(n.belum for n in semua),
        sum(n.soal for n in semua),
    )


def _cabang(
    simpul: Cabang,
    per_soal: Mapping[str, Fraction | None],
    cabang: dict[str, Nilai],
    soal: dict[str, Nilai],
    *,
    abaikan: bool,
) -> Nilai:
    if simpul.anak:
        isi = _gabung([_cabang(a, per_soal, cabang, soal, abaikan=abaikan) for a in simpul.anak])
    else:
        milik = _soal(simpul, per_soal, abaikan=abaikan)
        soal |= milik
        isi = _gabung(list(milik.values()))
    cabang[simpul.kode] = Nilai(isi.poin, simpul.bobot, isi.belum, isi.soal)
    return cabang[simpul.kode]


def _soal(simpul: Cabang, per_soal: Mapping[str, Fraction | None], *, abaikan: bool) -> dict[str, Nilai]:
    """The questions of a node: each its own weight, or an equal share of the node's."""
    isi = {s.kode: per_soal.get(s.kode) for s in simpul.soal}
    pembagi = sum(x is not None for x in isi.values()) if abaikan else len(isi)
    rata = simpul.bobot / pembagi if pembagi else NOL
    hasil = {}
    for satu in simpul.soal:
        skor_, bobot = isi[satu.kode], rata if simpul.cara == C.RATA_RATA_KALI_BOBOT else satu.bobot or NOL
        hasil[satu.kode] = Nilai((skor_ or NOL) * bobot, bobot, int(skor_ is None), 1)
    return hasil


def ambang(alat: Alat, poin: Poin) -> dict[str, tuple[Putusan, ...]]:
    """Points → conditions, per predicate in the order of the instrument."""
    return {predikat: tuple(_putus(alat, s, poin) for s in semua) for predikat, semua in alat.ambang.items()}


def _putus(alat: Alat, syarat: Syarat, poin: Poin) -> Putusan:
    if syarat.ukuran == "area_persen":
        return _putus_area(alat, syarat, poin)
    if syarat.ukuran == "total":
        dapat = poin.total
    else:
        dapat = (poin.cabang if syarat.ukuran == "simpul" else poin.soal).get(syarat.pada, NOL)
    return Putusan(syarat, (Ukuran(syarat.uraian, dapat, syarat.minimal),))


def _putus_area(alat: Alat, syarat: Syarat, poin: Poin) -> Putusan:
    """Every area as a per cent of its weight; a half of it below the minimum is a warning."""
    semua = tuple(
        Ukuran(a.nama, poin.area.get(k, NOL) * SERATUS / a.bobot, syarat.minimal) for k, a in alat.area.items()
    )
    return Putusan(syarat, semua, tuple(_peringatan(alat, syarat, poin)) if syarat.per_bagian else ())


def _peringatan(alat: Alat, syarat: Syarat, poin: Poin) -> list[str]:
    hasil = []
    for area in alat.area.values():
        for kode in area.bagian if len(area.bagian) > 1 else ():
            simpul = alat.cabang[kode]
            if kode in poin.cabang and (persen := poin.cabang[kode] * SERATUS / simpul.bobot) < syarat.minimal:
                hasil.append(f"{kode} {simpul.nama} {tulis(persen)} persen, di bawah {tulis(syarat.minimal)} persen.")
    return hasil
