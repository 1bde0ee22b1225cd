"""The overview of a central admin: where every unit below him stands in a year. Scores are the stored results."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from zi.lke.alat import Alat
from zi.lke.models import Putaran
from zi.lke.queries import alat
from zi.pengungkit.models import Instrumen
from zi.satker.models import Satker
from zi.satker.queries import hak

J, S = Putaran.Jenis, Putaran.Status
TAHUN_AWAL, TAHUN_AKHIR = 2000, 2100
NOL = Decimal(0)
SATKER = ("kode", "nama", "nama_pendek", "zona_waktu", "parent")
PUTARAN = ("satker", "tahun", "instrumen", "jenis", "nomor", "status", "tutup", "total")
KEADAAN = {
    "belum": "Belum mulai",
    "draf": "Penilaian mandiri draf",
    "diserahkan": "Penilaian mandiri diserahkan",
    "terbit": "Penilaian mandiri terbit",
    "tpi": "Sedang dinilai TPI",
    "tpi_terbit": "Penilaian TPI terbit",
    "terlambat": "Terlambat",
    "siap": "Semua syarat nilai terpenuhi",
}


@dataclass(frozen=True)
class BarisPusat:
    """A unit: its newest own round, the newest one of the TPI, and the newest round whose score may be read here.

    `induk`: the unit above, when that is in the overview too. `lemah`: the areas below the minimum of the first
    predicate that is not reached.
    """

    satker: Satker
    induk: Satker | None = None
    mandiri: Putaran | None = None
    tpi: Putaran | None = None
    dinilai: Putaran | None = None
    area: dict[str, Decimal] = field(default_factory=dict)  # per cent of each area's weight, by code
    kurang: dict[str, int] = field(default_factory=dict)  # by predicate: conditions that are not met
    lemah: frozenset[str] = frozenset()

    @property
    def nilai(self) -> Any:
        return self.dinilai.total if self.dinilai else None

    @property
    def keadaan(self) -> str:
        """How far the own round is: belum, or its status."""
        return self.mandiri.status if self.mandiri else "belum"

    @cached_property
    def terlambat(self) -> tuple[Putaran, ...]:
        """Rounds whose days are over while they are still drafts."""
        hari_ini = self.satker.hari_ini()
        semua = (p for p in (self.mandiri, self.tpi) if p)
        return tuple(p for p in semua if p.status == S.DRAF and p.tutup and p.tutup < hari_ini)

    @property
    def siap(self) -> tuple[str, ...]:
        """Predicates of which every condition is met."""
        return tuple(predikat for predikat, n in self.kurang.items() if not n)

    @property
    def sela(self) -> tuple[str, int] | None:
        """The first predicate that is not reached, and how many of its conditions are missing."""
        return next(((predikat, n) for predikat, n in self.kurang.items() if n), None)

    @cached_property
    def golongan(self) -> frozenset[str]:
        """The keys of KEADAAN that the unit belongs under."""
        tpi = ("tpi_terbit" if self.tpi.status == S.TERBIT else "tpi",) if self.tpi else ()
        lain = (("terlambat", self.terlambat), ("siap", self.siap))
        return frozenset((self.keadaan, *tpi, *(kode for kode, ada in lain if ada)))

    def memuat(self, cari: str) -> bool:
        induk = self.induk.nama if self.induk else ""
        return cari in f"{self.satker.nama}\n{self.satker.nama_pendek}\n{self.satker.kode}\n{induk}".casefold()


@dataclass(frozen=True)
class Rekap:
    """One year: the units, and the areas that their instruments weigh, by code with their names."""

    tahun: int
    baris: tuple[BarisPusat, ...]
    area: dict[str, str]

    @cached_property
    def berinduk(self) -> bool:
        """Do the units stand below different ones?"""
        return len({b.induk for b in self.baris if b.induk}) > 1

    @cached_property
    def jumlah(self) -> dict[str, int]:
        """How many units belong under each key of KEADAAN."""
        semua = Counter(k for b in self.baris for k in b.golongan)
        return {k: semua[k] for k in KEADAAN}


@dataclass(frozen=True)
class Saringan:
    """What the overview is narrowed and sorted by; what makes no sense is dropped."""

    tahun: int
    cari: str = ""
    keadaan: str = ""
    urut: str = ""

    @classmethod
    def dari(cls, isi: Any, tahun: int) -> "Saringan":
        """`tahun`: the year when none is asked for."""
        diminta = str(isi.get("tahun", ""))
        sah = diminta.isascii() and diminta.isdecimal() and TAHUN_AWAL <= int(diminta[:5]) <= TAHUN_AKHIR
        return cls(
            int(diminta) if sah else tahun,
            str(isi.get("cari", "")).replace("\0", "").strip()[:100],
            k if (k := isi.get("keadaan", "")) in KEADAAN else "",
            str(isi.get("urut", ""))[:20],
        )

    @property
    def ada(self) -> bool:
        return bool(self.cari or self.keadaan)


def tahun_putaran(user: Any) -> list[int]:
    """The years in which units below the user have rounds, the newest first."""
    semua = Putaran.objects.filter(satker__in=hak(user).subpohon).order_by("-tahun")
    return list(semua.values_list("tahun", flat=True).distinct())


def rekap(user: Any, tahun: int) -> Rekap:
    """Every unit below the user in one year, in a number of queries that does not grow."""
    per_satker: dict[int, list[Putaran]] = defaultdict(list)
    semua = Putaran.objects.filter(satker__in=hak(user).subpohon, tahun=tahun).exclude(jenis=J.PENDAMPINGAN)
    for satu in semua.only(*PUTARAN).order_by("-nomor"):
        per_satker[satu.satker_id].append(satu)
    dibaca = _dengan_hasil({pk: nilai for pk, semua in per_satker.items() if (nilai := _dinilai(semua))})
    ukur = {pk: alat(i) for pk, i in Instrumen.objects.in_bulk({p.instrumen_id for p in dibaca.values()}).items()}
    satker = {s.pk: s for s in Satker.objects.filter(pk__in=hak(user).subpohon).only(*SATKER).order_by("nama")}
    baris = []
    for satu in satker.values():
        dilihat = dibaca.get(satu.pk)
        isi = _hasil(ukur[dilihat.instrumen_id], dilihat.hasil) if dilihat else ()
        baris.append(BarisPusat(satu, satker.get(satu.parent_id), *_terbaru(per_satker[satu.pk]), dilihat, *isi))
    area = {kode: a.nama for satu in ukur.values() for kode, a in satu.area.items()}
    return Rekap(tahun, tuple(baris), area)


def _dengan_hasil(dibaca: dict[int, Putaran]) -> dict[int, Putaran]:
    """Each with its stored result: large, so read only of those whose score is shown."""
    dipilih = Putaran.objects.filter(pk__in=[p.pk for p in dibaca.values()]).order_by()
    hasil = dict(dipilih.values_list("pk", "hasil"))
    for satu in dibaca.values():
        satu.hasil = hasil[satu.pk]
    return dibaca


def _terbaru(semua: list[Putaran]) -> tuple[Putaran | None, Putaran | None]:
    """The newest own round and the newest of the TPI."""
    return (
        next((p for p in semua if p.jenis == J.MANDIRI), None),
        next((p for p in semua if p.jenis == J.TPI), None),
    )


def _dinilai(semua: list[Putaran]) -> Putaran | None:
    """What a central admin may read (PutaranQuerySet.terlihat_oleh), the highest side first: TPN, TPI, the unit."""
    terbit = {p.jenis: p for p in reversed(semua) if p.status == S.TERBIT}
    mandiri = next((p for p in semua if p.jenis == J.MANDIRI and p.status != S.DRAF), None)
    return terbit.get(J.TPN) or terbit.get(J.TPI) or mandiri


def _hasil(ukur: Alat, hasil: dict[str, Any]) -> tuple[dict[str, Decimal], dict[str, int], frozenset[str]]:
    """Areas in per cent, conditions missing and weak areas, of a stored result."""
    poin = hasil.get("nilai", {})
    area = {}
    for kode, a in ukur.area.items():
        dapat = sum((Decimal(poin.get(bagian, 0)) for bagian in a.bagian), NOL)
        area[kode] = dapat * 100 * a.bobot.denominator / a.bobot.numerator
    kurang = {predikat: len(isi["kurang"]) for predikat, isi in hasil.get("ambang", {}).items()}
    sela = next((predikat for predikat, n in kurang.items() if n), "")
    batas = [s.minimal for s in ukur.ambang.get(sela, ()) if s.ukuran == "area_persen"]
    return area, kurang, frozenset(k for k, persen in area.items() if any(persen < b for b in batas))


def saring(baris: Iterable[BarisPusat], s: Saringan) -> list[BarisPusat]:
    """The units that fit, sorted by `urut`; with a minus before it the other way round."""
    cari = s.cari.casefold()
    hasil = [b for b in baris if (not s.keadaan or s.keadaan in b.golongan) and (not cari or b.memuat(cari))]
    kunci = _kunci(s.urut.removeprefix("-"))
    return _urutkan(hasil, kunci, turun=s.urut.startswith("-")) if kunci else hasil


def _kunci(urut: str) -> Callable[[BarisPusat], Any] | None:
    """Of URUT, or `area_` with the code of an area."""
    awal, _, kode = urut.partition("area_")
    return URUT.get(urut) if awal or not kode else lambda b: b.area.get(kode)


def _urutkan(baris: list[BarisPusat], kunci: Callable[[BarisPusat], Any], *, turun: bool) -> list[BarisPusat]:
    """Those without a value come last, whichever way."""
    isi = [b for b in baris if kunci(b) is not None]
    kosong = [b for b in baris if kunci(b) is None]
    return sorted(isi, key=kunci, reverse=turun) + kosong


TAHAP = {"belum": 0, S.DRAF: 1, S.DISERAHKAN: 2, S.TERBIT: 3}
URUT: dict[str, Callable[[BarisPusat], Any]] = {
    "nama": lambda b: b.satker.nama.casefold(),
    "mandiri": lambda b: (not b.terlambat, TAHAP[b.keadaan]),
    "tpi": lambda b: TAHAP[b.tpi.status] if b.tpi else None,
    "nilai": lambda b: b.nilai,
    "siap": lambda b: sum(b.kurang.values()) if b.kurang else None,
}
