"""A calendar: its entries, one month laid out by day, one year as rows of bars. Pure.

Higher apps give the entries, with the pages that they lead to (settings.SUMBER_KALENDER): functions of
(user, Lingkup) that yield the Acara of one unit that the user may see.
"""

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from zi.jadwal.hari import SABTU, Kalender
from zi.jadwal.tampil import BULAN, PENDEK, rentang
from zi.satker.models import Satker
from zi.ui.gantt import Batang, Gantt, Lajur
from zi.ui.teks import HARI

PANJANG = 7  # days; a longer window stands on its first and last day only
PENUH = 4  # entries of a day that are seen at once
TANPA_AREA = "Tanpa area"
LAIN = "Rapat dan tindak lanjut"
# The state of a month in which several entries fall: the first of these that one of them has.
URUT = ("terlambat", "berjalan", "dilaporkan", "belum", "terbuka", "usulan", "dijadwalkan", "selesai", "batal")


@dataclass(frozen=True)
class Seseorang:
    """Whose calendar it is; `area`: codes of the areas that he works in, None for all of them."""

    pk: int
    nama: str
    area: frozenset[str] | None = frozenset()


@dataclass(frozen=True)
class Lingkup:
    """What a source of entries is asked for; the days count where the unit is."""

    satker: Satker
    awal: date
    akhir: date
    hari_ini: date
    area: str = ""
    orang: Seseorang | None = None

    @property
    def kode_area(self) -> frozenset[str] | None:
        """The codes of the areas that are asked for; None for all, also for what belongs to no area."""
        milik = self.orang.area if self.orang else None
        if not self.area:
            return milik
        return frozenset({self.area}) if milik is None else milik & {self.area}


class Kelompok(NamedTuple):
    """The row of the year in which entries stand together; `area` None: below all areas."""

    kunci: str
    judul: str
    tautan: str
    area: str | None = None


@dataclass(frozen=True)
class Acara:
    """One entry. `kunci` never changes; `keadaan` is a key of zi.ui.status.

    `waktu`: when it begins and ends on the clock of the unit, for a meeting; all else takes whole days.
    """

    kunci: str
    judul: str
    mulai: date
    selesai: date
    keadaan: str
    tautan: str
    kelompok: Kelompok
    diubah_pada: datetime
    revisi: int = 0
    keterangan: str = ""
    tempat: str = ""
    waktu: tuple[datetime, datetime] | None = None

    @property
    def panjang(self) -> bool:
        return (self.selesai - self.mulai).days >= PANJANG

    @property
    def pukul(self) -> str:
        return f"{self.waktu[0]:%H.%M}–{self.waktu[1]:%H.%M}" if self.waktu else ""

    @property
    def jendela(self) -> str:
        return rentang(self.mulai, self.selesai)

    @property
    def urut(self) -> tuple[Any, ...]:
        """What is late first, then by the clock."""
        return (self.keadaan != "terlambat", self.pukul == "", self.pukul, self.selesai, self.judul, self.kunci)


@dataclass(frozen=True)
class Hari:
    """One day of a month: `libur` says why it is off; of each entry, which part of its window the day is."""

    tanggal: date
    acara: tuple[tuple[Acara, str], ...]
    libur: str = ""
    hari_ini: bool = False

    @property
    def nama(self) -> str:
        return f"{HARI[self.tanggal.weekday()]}, {self.tanggal.day} {BULAN[self.tanggal.month - 1]}"

    @property
    def akhir_pekan(self) -> bool:
        return self.tanggal.weekday() >= SABTU

    @property
    def tampak(self) -> tuple[tuple[Acara, str], ...]:
        return self.acara if len(self.acara) == PENUH + 1 else self.acara[:PENUH]

    @property
    def lagi(self) -> tuple[tuple[Acara, str], ...]:
        return self.acara[len(self.tampak) :]


@dataclass(frozen=True)
class BulanKalender:
    """`panjang`: the entries whose window is longer than a week."""

    hari: tuple[Hari, ...]
    panjang: tuple[Acara, ...]
    jumlah: int

    @property
    def kosong_di_depan(self) -> int:
        """How many days the first week has before the first of the month."""
        return self.hari[0].tanggal.weekday()


def batas_bulan(tahun: int, bulan: int) -> tuple[date, date]:
    return date(tahun, bulan, 1), date(tahun, bulan, calendar.monthrange(tahun, bulan)[1])


def susun_bulan(tahun: int, bulan: int, acara: Iterable[Acara], libur: Kalender, hari_ini: date) -> BulanKalender:
    """Each entry on each day of its window; one longer than a week on its first and its last day."""
    awal, akhir = batas_bulan(tahun, bulan)
    isi: dict[date, list[tuple[Acara, str]]] = defaultdict(list)
    semua = sorted((a for a in acara if a.mulai <= akhir and a.selesai >= awal), key=lambda a: a.urut)
    for satu in semua:
        for hari, bagian in _hari(satu, awal, akhir):
            isi[hari].append((satu, bagian))
    return BulanKalender(
        tuple(Hari(h, tuple(isi[h]), libur.libur.get(h, ""), h == hari_ini) for h in _rentang(awal, akhir)),
        tuple(sorted((a for a in semua if a.panjang), key=lambda a: (a.selesai, a.mulai, a.judul))),
        len(semua),
    )


def _rentang(awal: date, akhir: date) -> list[date]:
    return [awal + timedelta(days=n) for n in range((akhir - awal).days + 1)]


def _hari(satu: Acara, awal: date, akhir: date) -> Iterable[tuple[date, str]]:
    if satu.mulai == satu.selesai:
        yield satu.mulai, ""
        return
    hari = [satu.mulai, satu.selesai] if satu.panjang else _rentang(satu.mulai, satu.selesai)
    for h in hari:
        if awal <= h <= akhir:
            yield h, "Mulai" if h == satu.mulai else "Hari terakhir" if h == satu.selesai else "Lanjutan"


@dataclass(frozen=True)
class BarisTahun:
    """One row of the year: an entry of the plan with all its windows."""

    judul: str
    tautan: str
    acara: tuple[Acara, ...]

    def bulan(self, tahun: int) -> list[tuple[str, str]]:
        """Each month with the state that counts most in it, empty where nothing is."""
        hasil = []
        for n in range(1, 13):
            awal, akhir = batas_bulan(tahun, n)
            ada = {a.keadaan for a in self.acara if a.mulai <= akhir and a.selesai >= awal}
            hasil.append((PENDEK[n - 1], next((k for k in URUT if k in ada), "")))
        return hasil

    @property
    def menurut_keadaan(self) -> list[tuple[str, str]]:
        """(state, its windows in words), the worst first."""
        per: dict[str, list[str]] = defaultdict(list)
        for satu in self.acara:
            per[satu.keadaan].append(satu.jendela)
        return [(k, "; ".join(per[k])) for k in URUT if k in per]


@dataclass(frozen=True)
class GrupTahun:
    """The rows of one area."""

    nama: str
    baris: tuple[BarisTahun, ...]
    tahun: int
    hari_ini: date

    @property
    def bulan(self) -> list[tuple[BarisTahun, list[tuple[str, str]]]]:
        return [(b, b.bulan(self.tahun)) for b in self.baris]

    @property
    def gantt(self) -> Gantt:
        lajur = tuple(Lajur(b.judul, tuple(_batang(a) for a in b.acara)) for b in self.baris)
        return Gantt(self.tahun, self.nama, lajur, self.hari_ini)


def _batang(satu: Acara) -> Batang:
    return Batang(satu.mulai, satu.selesai, satu.keadaan, f"{satu.judul}: {satu.jendela}")


def susun_tahun(
    tahun: int, acara: Iterable[Acara], area: Collection[tuple[str, str]], hari_ini: date
) -> list[GrupTahun]:
    """The rows in the order in which they come, by area in the order of `area`; what is of no area comes last."""
    per: dict[str | None, dict[Kelompok, list[Acara]]] = defaultdict(lambda: defaultdict(list))
    for satu in acara:
        per[satu.kelompok.area][satu.kelompok].append(satu)
    nama: dict[str | None, str] = {**dict(area), "": TANPA_AREA}
    nama |= {k: f"Area {k}" for k in sorted(k for k in per if k is not None and k not in nama)}
    nama[None] = LAIN
    return [GrupTahun(kata, _baris(per[k]), tahun, hari_ini) for k, kata in nama.items() if k in per]


def _baris(isi: dict[Kelompok, list[Acara]]) -> tuple[BarisTahun, ...]:
    urut = {k: sorted(semua, key=lambda a: (a.mulai, a.kunci)) for k, semua in isi.items()}
    return tuple(BarisTahun(k.judul, k.tautan, tuple(semua)) for k, semua in urut.items())
