"""The official sheet of an instrument as a list of rows, in the official order: what is written, and what is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from zi.lke.tukar.bentuk import BENTUK, Bentuk
from zi.pengungkit.models import Instrumen
from zi.pengungkit.queries import BarisPertanyaan, BarisSimpul, pohon

SIMPUL, SOAL, MASUKAN, TURUNAN, JUMLAH = "simpul", "soal", "masukan", "turunan", "jumlah"
TIPE_MASUKAN = "Jumlah"
DALAM_MAKS = 4  # numbering stands in columns B to F, the text one column to the right


@dataclass(frozen=True)
class Baris:
    """One row. `kode`: of its node or question; `kunci`: of its input; `dalam`: columns to the right of B.

    `rumus`: of a percentage or of a computed row; `anak`: places of what a node adds up; `tempat`: the row in the
    form of PortalRB.
    """

    jenis: str
    kode: str
    teks: str
    dalam: int
    nomor: str = ""
    kunci: str = ""
    bobot: Decimal | None = None
    tipe: str = ""
    penjelasan: str = ""
    rumus: str = ""
    cara: str = ""
    tempat: int | None = None
    anak: tuple[tuple[str, str], ...] = field(default=())

    @property
    def letak(self) -> tuple[str, str]:
        """What names it in the sheet: code and key of the input."""
        return (self.kode, self.kunci)


def susun(instrumen: Instrumen) -> tuple[Baris, ...]:
    """All rows of the instrument; read once a process for each content of its file."""
    return _susun(instrumen.pk, instrumen.sidik)


@lru_cache(maxsize=16)
def _susun(pk: int, sidik: str) -> tuple[Baris, ...]:
    return tuple(b for akar in pohon(Instrumen.objects.get(pk=pk, sidik=sidik)) for b in _simpul(akar, 0))


def _simpul(satu: BarisSimpul, dalam: int) -> Iterator[Baris]:
    s = satu.simpul
    anak = tuple((a.simpul.kode, "") for a in satu.anak) + tuple((p.pertanyaan.kode, "") for p in satu.pertanyaan)
    letak = min(dalam, DALAM_MAKS)
    yield Baris(SIMPUL, s.kode, s.nama, letak, _nomor(s.kode), bobot=s.bobot, cara=s.cara, anak=anak)
    for di_bawah in satu.anak:
        yield from _simpul(di_bawah, dalam + 1)
    for tanya in satu.pertanyaan:
        yield from _soal(tanya, min(dalam + 1, DALAM_MAKS))
    if dalam == 0:
        yield Baris(JUMLAH, s.kode, f"Total {s.nama}", 0, anak=((s.kode, ""),))


def _nomor(kode: str) -> str:
    return f"{kode.rpartition('.')[2]}."


def _soal(satu: BarisPertanyaan, dalam: int) -> Iterator[Baris]:
    p = satu.pertanyaan
    lain: dict[str, Any] = {"bobot": p.bobot, "tipe": satu.tipe, "rumus": p.rumus, "tempat": p.portalrb_baris}
    penjelasan = "\n".join(f"{huruf}: {teks}" for huruf, teks, _ in satu.opsi)
    yield Baris(SOAL, p.kode, p.teks, dalam, _nomor(p.kode), penjelasan=penjelasan, **lain)
    turunan: dict[str, Any] = p.lain.get("turunan") or {}
    for m in p.masukan:
        if turunan.get("sebelum") == m["kunci"]:
            yield Baris(TURUNAN, p.kode, turunan["label"], dalam, kunci="=", rumus=turunan["rumus"], tipe=TIPE_MASUKAN)
        lain = {"tipe": TIPE_MASUKAN, "tempat": m.get("portalrb_baris")}
        yield Baris(MASUKAN, p.kode, f"- {m['label']}", dalam, kunci=m["kunci"], **lain)


def bentuk_tersedia(instrumen: Instrumen) -> tuple[Bentuk, ...]:
    """The shapes that fit an instrument: the form of PortalRB only where it knows its rows."""
    portalrb = any(b.tempat for b in susun(instrumen))
    return tuple(b for b in BENTUK.values() if portalrb or not b.portalrb)


def nomor_baris(baris: Iterable[Baris], awal: int, *, portalrb: bool) -> dict[tuple[str, str, str], int]:
    """By kind and place the number of its row, from `awal` on without gaps, or as PortalRB numbers them.

    There a row without a number of its own stands right above the next one that has one.
    """
    semua = list(baris)
    tempat = [b.tempat if portalrb else None for b in semua]
    hasil, nomor = [0] * len(semua), awal - 1
    for n, letak in enumerate(tempat):
        nomor = max(nomor + 1, letak or 0)
        hasil[n] = nomor
    for n in range(len(semua) - 2, -1, -1):
        if tempat[n] is None and hasil[n + 1] > hasil[n] + 1 and any(t is not None for t in tempat[n + 1 :]):
            hasil[n] = hasil[n + 1] - 1
    return {(b.jenis, *b.letak): n for b, n in zip(semua, hasil, strict=True)}
