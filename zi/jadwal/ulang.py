"""Expansion of recurrence rules into occurrences: pure and bounded."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

MAKS_KEJADIAN = 2000
FREKUENSI = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:INTERVAL|BYMONTH|BYMONTHDAY|BYDAY)=[-+0-9A-Z,]+)*")
DURASI = re.compile(r"P([0-9]{1,3})([DWMY])")


def perluas(
    rrule: str | None,
    mulai: date | None,
    selesai: date | None,
    durasi: str | None = None,
    *,
    bulan: Sequence[str] = (),
    maks: int = MAKS_KEJADIAN,
) -> list[tuple[date, date]]:
    """Occurrences as (first day, last day): those that begin from `mulai` to `selesai`, at most `maks`.

    Without a rule: the months of a list, or the one span itself; without dates: none.
    """
    if mulai is None or selesai is None or selesai < mulai:
        return []
    if bulan:
        return sorted({rentang_bulan(*(int(bagian) for bagian in satu.split("-"))) for satu in bulan})[:maks]
    if not rrule:
        return [(mulai, selesai)]
    return [(awal, _akhir(awal, durasi)) for awal in islice(_awal(rrule, mulai, selesai), maks)]


def rentang_bulan(tahun: int, bulan: int) -> tuple[date, date]:
    return date(tahun, bulan, 1), date(tahun, bulan, monthrange(tahun, bulan)[1])


def geser_bulan(hari: date, banyak: int) -> date:
    """The same day `banyak` months later, the last day of the month when that day does not exist."""
    tahun, bulan = divmod(hari.year * 12 + hari.month - 1 + banyak, 12)
    return date(tahun, bulan + 1, min(hari.day, monthrange(tahun, bulan + 1)[1]))


def _awal(rrule: str, mulai: date, selesai: date) -> Iterator[date]:
    if not FREKUENSI.fullmatch(rrule):
        raise ValueError(f"Aturan berulang tidak dikenal: {rrule!r}")
    sampai = f"{rrule};UNTIL={selesai.year:04d}{selesai:%m%d}"
    dtstart = datetime.combine(mulai, time())  # whole days, no time zone
    return (saat.date() for saat in rrulestr(sampai, dtstart=dtstart))


def _akhir(awal: date, durasi: str | None) -> date:
    if not durasi:
        return awal
    cocok = DURASI.fullmatch(durasi)
    if not cocok:
        raise ValueError(f"Durasi tidak dikenal: {durasi!r}")
    banyak, satuan = int(cocok[1]), cocok[2]
    if satuan in "DW":
        return awal + timedelta(days=max(banyak * (7 if satuan == "W" else 1) - 1, 0))
    return geser_bulan(awal, banyak * (12 if satuan == "Y" else 1)) - timedelta(days=1)
