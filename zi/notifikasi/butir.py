"""One line of a reminder, and on which days it is told. Pure.

Higher apps give the lines (settings.SUMBER_PENGINGAT): functions of (satker, tanggal) that yield a Butir for each
thing that is still open and due at most MUKA days after `tanggal`, in the order of `tenggat`, without reading it all
at once. Which of them are told on a day, and to whom else, is decided here.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

MUKA = 7
MENDEKAT = (7, 3, 1, 0)  # days before the last day
PEKAN = 7
MASA_CEK = 7  # days after which a check of what others did is due
KE_KOORDINATOR, KE_KEPALA = 7, 14  # days overdue after which others are told
KELOMPOK = {
    "terlambat": "Terlambat",
    "eskalasi": "Terlambat lebih dari seminggu, dikerjakan orang lain",
    "hari_ini": "Jatuh tempo hari ini",
    "h1": "Jatuh tempo besok",
    "h3": "Dalam 3 hari",
    "h7": "Dalam 7 hari",
    "kabar": "Kabar yang belum Anda baca",
}


class Butir(NamedTuple):
    """`orang`: id of who does it; None, or somebody who left the unit: the team of `area` (a code of roles).

    `tautan`: path of this site, straight to the form that finishes it. `kecuali`: given when it is a check that waits:
    who may not make it, because it is of his own work; it is told to who leads the area.
    """

    orang: int | None
    tenggat: date
    teks: str
    tautan: str
    area: str = ""
    kecuali: frozenset[int] | None = None


def lewat(tenggat: date, tanggal: date) -> int:
    """Days overdue; negative before the last day."""
    return (tanggal - tenggat).days


def hari_diingatkan(n: int) -> bool:
    """Is something told when it is `n` days overdue? H-7, H-3, H-1, the day; then weekly from the first day late."""
    return -n in MENDEKAT if n <= 0 else (n - 1) % PEKAN == 0


def diingatkan(tenggat: date, sejak: date, tanggal: date) -> bool:
    """Is it told on `tanggal`, when the last reminder went out on `sejak`? What a day off left out is made up for."""
    selang = min(max(lewat(sejak, tanggal), 1), PEKAN)
    n = lewat(tenggat, tanggal)
    return any(hari_diingatkan(n - mundur) for mundur in range(selang))


def kelompok(tenggat: date, tanggal: date) -> str:
    """A key of KELOMPOK."""
    n = lewat(tenggat, tanggal)
    if n > 0:
        return "terlambat"
    return {0: "hari_ini", 1: "h1", 2: "h3", 3: "h3"}.get(-n, "h7")


def batas(tanggal: date) -> date:
    """The last due day that a source gives lines for."""
    return tanggal + timedelta(days=MUKA)


def singkat(isi: dict[str, Any]) -> str:
    """`2 terlambat, 1 jatuh tempo hari ini`: how many there are of each group of a digest."""
    kata = {
        "terlambat": "terlambat",
        "eskalasi": "terlambat di tim",
        "hari_ini": "jatuh tempo hari ini",
        "h1": "besok",
        "h3": "dalam 3 hari",
        "h7": "dalam 7 hari",
        "kabar": "kabar",
    }
    return ", ".join(f"{isi[k]['jumlah']} {apa}" for k, apa in kata.items() if k in isi)
