"""Which questions a requirement may prove: proposals from its words, kinds and area. Pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

BANYAK = 5
PANJANG = 300
SEPERTI_NAMA = 0.6  # share of the words of a sub-indikator that the row must have to be called alike
_BULAN = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_KATA = re.compile(r"[a-z0-9]+")
_WAKTU = re.compile(rf"\b(?:{_BULAN}|bulan|tahun|triwulan|tw|semester|tanggal|[ivx]+|\d+)\b")
_NOMOR = re.compile(r"^\s*(?:\d+|[a-z]|[ivx]+)[.)]\s+", re.I)
_LEMAH = frozenset(
    [
        "dan",
        "atau",
        "di",
        "ke",
        "dari",
        "yang",
        "untuk",
        "pada",
        "dengan",
        "terhadap",
        "atas",
        "telah",
        "ada",
        "oleh",
        "dalam",
        "tim",
        "rapat",
        "surat",
    ]
)


class Syarat(NamedTuple):
    """A requirement as the map reads it: its words, kinds, standard area, and the words of its row and indikator."""

    teks: str
    jenis: tuple[str, ...]
    area: str
    konteks: str = ""


@dataclass(frozen=True)
class Arah:
    """A question that some kinds prove; `area` is empty for a question that stands above the areas."""

    kode: str
    area: str
    teks: str
    simpul: str
    jenis: frozenset[str]
    kata: tuple[str, ...] = ()


class Usul(NamedTuple):
    """A question that the requirement may prove, why, and whether the words themselves say so."""

    kode: str
    alasan: str
    kuat: bool
    putusan: bool = False


def kunci(teks: str, konteks: str = "") -> str:
    """The words without case, marks, numbers and dates; the row's words make `Undangan` here differ from there."""
    bersih = [" ".join(_KATA.findall(_WAKTU.sub(" ", _NOMOR.sub("", x).lower()))) for x in (teks, konteks)]
    hasil = " | ".join(x for x in bersih if x) or " ".join(teks.lower().split())
    if len(hasil) <= PANJANG:
        return hasil
    return f"{hasil[: PANJANG - 17]} {hashlib.sha256(hasil.encode()).hexdigest()[:16]}"


@lru_cache(maxsize=4096)
def _kata(teks: str) -> frozenset[str]:
    return frozenset(_KATA.findall(teks.lower()))


def _punya(kata: frozenset[str], istilah: str) -> bool:
    """All words of the term are there; a long one also as the beginning of a word (evaluasi, evaluasinya)."""
    return all(x in kata or (len(x) > 4 and any(k.startswith(x) for k in kata)) for x in _kata(istilah))


def usulkan(syarat: Syarat, peta: Iterable[Arah], putusan: Mapping[str, bool] | None = None) -> list[Usul]:
    """At most BANYAK questions, the strongest first; what the unit decided overrides and is never cut off."""
    putusan = putusan or {}
    pasti = [Usul(kode, "Ditetapkan tim", True, True) for kode, cocok in putusan.items() if cocok]
    dinilai = [(nilai, arah) for arah in peta if arah.kode not in putusan and (nilai := _nilai(syarat, arah))]
    dinilai.sort(key=lambda x: (-x[0].jumlah, x[1].kode))
    sisa = dinilai[: max(0, BANYAK - len(pasti))]
    return pasti + [Usul(arah.kode, nilai.alasan, nilai.kuat) for nilai, arah in sisa]


class _Nilai(NamedTuple):
    jumlah: float
    alasan: str
    kuat: bool


def _nilai(syarat: Syarat, arah: Arah) -> _Nilai | None:
    if arah.area and arah.area != syarat.area:
        return None
    sendiri = _kata(syarat.teks)
    semua = sendiri | _kata(syarat.konteks)
    di_teks = [k for k in arah.kata if _punya(sendiri, k)]
    di_konteks = [k for k in arah.kata if _punya(semua, k)]
    if not _boleh(syarat, arah, bool(di_teks), bool(di_konteks)):
        return None
    mirip = _mirip(arah.simpul, semua)
    jumlah = 2 * mirip + _mirip(arah.teks, semua) + 0.5 * _mirip(arah.teks, sendiri)
    if di_teks:
        return _Nilai(jumlah + 3 + _panjang(di_teks), f"Memuat kata “{max(di_teks, key=len)}”", True)
    if di_konteks:
        jumlah += 1 + _panjang(di_konteks)
        return _Nilai(jumlah, f"Barisnya memuat kata “{max(di_konteks, key=len)}”", mirip >= SEPERTI_NAMA)
    return _Nilai(jumlah, "Jenis dan areanya sama", mirip >= SEPERTI_NAMA)


def _boleh(syarat: Syarat, arah: Arah, di_teks: bool, di_konteks: bool) -> bool:
    """The kind fits and so do the words; without a known kind, or above the areas, its own words must say it."""
    if not syarat.jenis or not arah.area:
        return di_teks and (not syarat.jenis or not arah.jenis.isdisjoint(syarat.jenis))
    return not arah.jenis.isdisjoint(syarat.jenis) and (di_konteks or not arah.kata)


def _panjang(istilah: list[str]) -> float:
    """A term of more words says more."""
    return 0.5 * max(len(_kata(x)) for x in istilah)


def _mirip(nama: str, kata: frozenset[str]) -> float:
    """Share of the telling words of `nama` that stand among `kata`."""
    inti = _kata(nama) - _LEMAH
    return len(inti & kata) / len(inti) if inti else 0.0
