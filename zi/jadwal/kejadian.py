"""From a schedule to the occurrences that it wants, and what a new rule would change. Pure.

The horizon (docs/keputusan/0009-kejadian.md): a schedule is expanded within its own dates, whole. A repetition whose
end nobody wrote, and that ran to the end of its plan, goes on past it to `sampai` (a rolling day) as long as nobody
has made the next plan; so nothing stops at New Year. Those further ones are `lanjutan`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from zi.jadwal.ulang import perluas, rentang_bulan

HARI_KE_DEPAN = 400


class Wujud(NamedTuple):
    """One wanted occurrence; `mulai` is also its original date."""

    mulai: date
    selesai: date
    lanjutan: bool = False


@dataclass(frozen=True)
class Masa:
    """What a schedule stands in. `tahun`: of its table, or of a plan of one year; `akhir`: last day of the plan.

    `sampai`: how far a repetition without end goes on, None when the unit has a newer plan.
    """

    akhir: date
    tahun: int | None = None
    sampai: date | None = None


@dataclass(frozen=True)
class Ada:
    """One stored occurrence; `tetap`: somebody touched it, or it has evidence."""

    asal: date
    mulai: date
    selesai: date
    tetap: bool = False


@dataclass(frozen=True)
class Beda:
    """What a new rule changes: how many occurrences move, come, go, and stay although the rule no longer has them."""

    bergeser: int = 0
    bertambah: int = 0
    hilang: int = 0
    tetap: int = 0

    def kalimat(self) -> str:
        """`3 kejadian bergeser, 2 yang sudah dicatat atau berbukti tetap.`; empty when nothing changes."""
        isi = [(self.bergeser, "bergeser"), (self.bertambah, "bertambah"), (self.hilang, "hilang")]
        kata = [f"{n} kejadian {apa}" for n, apa in isi if n]
        kata += [f"{self.tetap} yang sudah dicatat atau berbukti tetap"] if self.tetap else []
        return f"{', '.join(kata)}." if kata else ""


def ingin(jadwal: Any, masa: Masa) -> dict[date, Wujud]:
    """The occurrences of a Jadwal (or of anything with its fields) by their original date.

    Words that nobody could read, and a frequency without dates, give none.
    """
    try:
        isi = _dalam(jadwal.rrule, jadwal.mulai, jadwal.selesai, jadwal.durasi, tuple(jadwal.bulan or ()))
        isi = isi or _tanda(jadwal, masa.tahun)
        return {w.mulai: w for w in (*isi, *_lanjutan(jadwal, masa))}
    except ValueError:  # a rule that none of ours wrote
        return {}


@lru_cache(maxsize=4096)
def _dalam(
    rrule: str, mulai: date | None, selesai: date | None, durasi: str, bulan: tuple[str, ...]
) -> tuple[Wujud, ...]:
    return tuple(Wujud(*satu) for satu in perluas(rrule, mulai, selesai, durasi, bulan=bulan))


def _tanda(jadwal: Any, tahun: int | None) -> tuple[Wujud, ...]:
    """Ticks in the columns of months or quarters, where the year is known."""
    if tahun is None:
        return ()
    bulan = [(int(n), int(n)) for n, tanda in (jadwal.tanda_bulan or {}).items() if tanda]
    bulan += [(int(n) * 3 - 2, int(n) * 3) for n, tanda in (jadwal.tanda_triwulan or {}).items() if tanda]
    return tuple(Wujud(date(tahun, a, 1), rentang_bulan(tahun, b)[1]) for a, b in sorted(set(bulan)))


def _lanjutan(jadwal: Any, masa: Masa) -> list[Wujud]:
    """What comes after the dates of a rule that ended only because its plan did."""
    if not (masa.sampai and jadwal.rrule and jadwal.mulai and jadwal.selesai and jadwal.tahun_tersirat):
        return []
    if masa.sampai <= jadwal.selesai:
        return []
    semua = _dalam(jadwal.rrule, jadwal.mulai, masa.sampai, jadwal.durasi, ())
    lebih = [w._replace(lanjutan=True) for w in semua if w.mulai > jadwal.selesai]
    return lebih if lebih and lebih[0].mulai > masa.akhir else []


def horizon(hari_ini: date) -> date:
    return hari_ini + timedelta(days=HARI_KE_DEPAN)


def beda_kejadian(ada: Iterable[Ada], mau: Mapping[date, Wujud], hari_ini: date) -> Beda:
    """What making the stored occurrences agree with a rule would do; the rule's past `lanjutan` are not made up for."""
    ada = list(ada)
    lain = [x for x in ada if x.asal not in mau or (not x.tetap and (x.mulai, x.selesai) != mau[x.asal][:2])]
    tetap = sum(x.tetap for x in lain)
    geser_tempat = sum(not x.tetap and x.asal in mau for x in lain)
    pergi = len(lain) - tetap - geser_tempat
    baru = len(yang_baru(mau, {x.asal for x in ada}, {x.asal for x in lain if x.tetap}, hari_ini))
    geser = min(pergi, baru)
    return Beda(geser + geser_tempat, baru - geser, pergi - geser, tetap)


def yang_baru(
    mau: Mapping[date, Wujud], dikenal: Collection[date], tetap: Iterable[date], hari_ini: date
) -> list[Wujud]:
    """The wanted ones that are to be made; `dikenal`: original dates that exist.

    An old plan that is entered late owes its own occurrences, not those of the years after it (`lanjutan`). One that
    was done under an earlier rule (`tetap`: no longer wanted, yet kept) stands for the new one nearest to it in the
    same month, so that nobody is asked twice.
    """
    baru = {a: w for a, w in mau.items() if a not in dikenal and (not w.lanjutan or w.selesai >= hari_ini)}
    for asal in sorted(set(tetap) - mau.keys()):
        sebulan = [a for a in baru if (a.year, a.month) == (asal.year, asal.month)]
        if sebulan:
            del baru[min(sebulan, key=lambda a: abs(a - asal))]
    return list(baru.values())
