"""Planned against done, as of the end of a period. Pure: occurrences in, counts and groups out.

An occurrence belongs to the period in which it ends. Done is what was done until the end of the period (or until today
while it still runs): what is caught up later is late here, and counted as caught up in the report of that later period.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from zi.jadwal.enums import StatusKejadian as S

RENCANA, BATAL, TUNGGAKAN, DIKEJAR, MENDAHULUI = "rencana", "batal", "tunggakan", "dikejar", "mendahului"
ANGKA = (RENCANA, "selesai", "terlambat", BATAL, TUNGGAKAN, DIKEJAR, MENDAHULUI, "rencana_sd", "selesai_sd")
BUKTI = ("bukti", "bukti_diterima")


class Saat(NamedTuple):
    """One occurrence with its row."""

    pk: int
    baris: int
    mulai: date
    selesai: date
    status: str
    realisasi: date | None
    catatan: str
    alasan: str


@dataclass(frozen=True)
class Jendela:
    """A period, seen on the day `per`."""

    awal: date
    akhir: date
    per: date

    @property
    def sampai(self) -> date:
        return min(self.akhir, self.per)

    def memuat(self, hari: date) -> bool:
        return self.awal <= hari <= self.akhir


def dikerjakan(k: Saat, j: Jendela) -> bool:
    """Was it done by the end of the period?"""
    return k.realisasi is not None and k.realisasi <= j.sampai


def golongan(k: Saat, j: Jendela) -> str:
    """Why the report names it: planned or cancelled in the period, left over from before, caught up in it, done ahead
    of time in it; empty when it does not.
    """
    if k.status == S.BATAL:
        return BATAL if j.memuat(k.selesai) else ""
    if j.memuat(k.selesai):
        return RENCANA
    if k.selesai < j.awal and not dikerjakan(k, j):
        return TUNGGAKAN
    if dikerjakan(k, j) and k.realisasi and k.realisasi >= j.awal:
        return DIKEJAR if k.selesai < j.awal else MENDAHULUI
    return ""


def keadaan(k: Saat, j: Jendela) -> str:
    """Its state as of the end of the period: a word of the badges."""
    if k.status == S.BATAL:
        return S.BATAL.value
    if dikerjakan(k, j):
        return S.SELESAI.value
    if k.selesai < j.per:
        return S.TERLAMBAT.value
    return S.BERJALAN.value if k.mulai <= j.per else S.BELUM.value


def angka(semua: Iterable[Saat], j: Jendela) -> dict[str, int]:
    """The counts of one area, by the keys of ANGKA; `…_sd`: since the beginning of the year."""
    awal_tahun, hasil = date(j.awal.year, 1, 1), Counter[str]()
    for k in semua:
        jenis, kata = golongan(k, j), keadaan(k, j)
        hasil[jenis] += 1
        if jenis == RENCANA and kata in ("selesai", "terlambat"):
            hasil[kata] += 1
        if awal_tahun <= k.selesai <= j.akhir and k.status != S.BATAL:
            hasil["rencana_sd"] += 1
            hasil["selesai_sd"] += dikerjakan(k, j)
    return {nama: hasil[nama] for nama in ANGKA}


def jumlahkan(daftar: Iterable[dict[str, int]]) -> dict[str, int]:
    semua = list(daftar)
    return {nama: sum(satu[nama] for satu in semua) for nama in (*ANGKA, *BUKTI)}


def satu_saat(k: Saat, j: Jendela) -> dict[str, Any]:
    """An occurrence as the report keeps it; done after the period it stays late, with the day on which it was done."""
    return {
        "id": k.pk,
        "golongan": golongan(k, j),
        "mulai": k.mulai,
        "selesai": k.selesai,
        "keadaan": keadaan(k, j),
        "realisasi": k.realisasi,
        "catatan": k.alasan if k.status == S.BATAL else k.catatan,
    }


def depan(semua: Iterable[Saat], awal: date, akhir: date, j: Jendela) -> list[Saat]:
    """What is planned for the next period and not done yet, the first first."""
    kena = (k for k in semua if awal <= k.selesai <= akhir and k.status != S.BATAL and not dikerjakan(k, j))
    return sorted(kena, key=lambda k: (k.selesai, k.pk))
