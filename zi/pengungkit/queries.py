"""Reading the instruments: the list, and one whole tree as frozen values."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Subquery

from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul


def daftar_instrumen() -> QuerySet[Instrumen]:
    """All instruments, the newest first, with the number of their questions."""
    return Instrumen.objects.annotate(jumlah_pertanyaan=Count("pertanyaan")).order_by("-berlaku_mulai", "kode")


def instrumen_tahun(tahun: int) -> Instrumen | None:
    """The instrument in force in a year; the newest one when several are."""
    return _berlaku(tahun).first()


def pertanyaan_tahun(tahun: int) -> QuerySet[Pertanyaan]:
    """The questions of the instrument in force in a year."""
    return Pertanyaan.objects.filter(instrumen=Subquery(_berlaku(tahun).values("pk")[:1]))


def _berlaku(tahun: int) -> QuerySet[Instrumen]:
    berlaku = Instrumen.objects.filter(berlaku_mulai__lte=tahun).exclude(berlaku_sampai__lt=tahun)
    return berlaku.order_by("-berlaku_mulai")


def area_baku_dari_nama() -> dict[str, AreaBaku]:
    """Standard areas by every name that plans use for them, lower case."""
    return {nama.lower(): area for area in AreaBaku.objects.all() for nama in [area.kode, area.nama, *area.sinonim]}


@dataclass(frozen=True)
class BarisPertanyaan:
    """A question as the page shows it."""

    pertanyaan: Pertanyaan
    tipe: str
    opsi: tuple[tuple[str, str, Decimal], ...]  # letter, words, score
    skala: tuple[tuple[str, Decimal], ...] = ()  # letter, score, where the letters say it all


@dataclass(frozen=True)
class BarisSimpul:
    """A node as the page shows it; with a search only what leads to a hit."""

    simpul: Simpul
    cara: str
    anak: tuple["BarisSimpul", ...]
    pertanyaan: tuple[BarisPertanyaan, ...]
    terbuka: bool

    @property
    def jumlah(self) -> int:
        """Questions in this node and below."""
        return len(self.pertanyaan) + sum(a.jumlah for a in self.anak)


def pohon(instrumen: Instrumen, cari: str = "", *, buka: bool = False) -> tuple[BarisSimpul, ...]:
    """The tree in three queries; `cari` keeps the questions and nodes that hold all its words, with their parents.

    `buka`: every node is open, as after a search; else the topmost.
    """
    return _Pohon(instrumen, kata_cari(cari), buka=buka).di_bawah(None)


def kata_cari(cari: str) -> tuple[str, ...]:
    """The words of a search, lower case, each once."""
    return tuple(dict.fromkeys(cari.lower().split()))


def memuat(kata: tuple[str, ...], *teks: str) -> bool:
    """Do these texts together hold every word?"""
    gabung = "\n".join(teks).lower()
    return all(satu in gabung for satu in kata)


@dataclass(frozen=True)
class SyaratInstrumen:
    """What an instrument asks for a predicate: conditions by predicate, and prerequisites by who has to meet them."""

    ambang: dict[str, list[dict[str, Any]]]
    prasyarat: dict[str, list[dict[str, Any]]]

    @property
    def jumlah(self) -> int:
        return sum(len(isi) for semua in (self.ambang, self.prasyarat) for isi in semua.values())


def syarat_instrumen(instrumen: Instrumen, cari: str = "") -> SyaratInstrumen:
    """All of them, or those that hold all words of `cari`; parts without one are left out."""
    kata = kata_cari(cari)

    def saring(semua: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        cocok = {k: [s for s in isi if memuat(kata, k, *map(str, s.values()))] for k, isi in semua.items()}
        return {k: isi for k, isi in cocok.items() if isi}

    return SyaratInstrumen(saring(instrumen.ambang), saring(instrumen.prasyarat))


class _Pohon:
    def __init__(self, instrumen: Instrumen, kata: tuple[str, ...], *, buka: bool) -> None:
        self.tipe, self.kata, self.buka = instrumen.tipe_jawaban, kata, buka or bool(kata)
        self.anak: dict[int | None, list[Simpul]] = defaultdict(list)
        self.pertanyaan: dict[int, list[Pertanyaan]] = defaultdict(list)
        for simpul in instrumen.simpul.select_related("area").order_by("urutan"):
            self.anak[simpul.induk_id].append(simpul)
        for tanya in instrumen.pertanyaan.order_by("urutan"):
            self.pertanyaan[tanya.simpul_id].append(tanya)

    def di_bawah(self, induk: int | None, *, semua: bool = False) -> tuple[BarisSimpul, ...]:
        baris = (self._simpul(s, semua=semua) for s in self.anak[induk])
        return tuple(b for b in baris if b is not None)

    def _simpul(self, simpul: Simpul, *, semua: bool) -> BarisSimpul | None:
        semua = semua or memuat(self.kata, simpul.kode, simpul.nama)
        anak = self.di_bawah(simpul.pk, semua=semua)
        tanya = tuple(self._baris(p) for p in self.pertanyaan[simpul.pk] if semua or self._kena_pertanyaan(p))
        if not (semua or anak or tanya):
            return None
        terbuka = self.buka or simpul.induk_id is None
        return BarisSimpul(simpul, simpul.get_cara_display(), anak, tanya, terbuka)

    def _kena_pertanyaan(self, p: Pertanyaan) -> bool:
        catatan = p.lain.get("catatan", "")
        return memuat(self.kata, p.kode, p.teks, *p.opsi.values(), *(m["label"] for m in p.masukan), catatan)

    def _baris(self, p: Pertanyaan) -> BarisPertanyaan:
        tipe: dict[str, Any] = self.tipe[p.tipe]
        nilai = tipe.get("nilai", {})
        opsi = tuple((huruf, teks, Decimal(nilai[huruf])) for huruf, teks in p.opsi.items())
        skala = () if opsi else tuple((huruf, Decimal(n)) for huruf, n in nilai.items())
        return BarisPertanyaan(p, tipe["nama"], opsi, skala)
