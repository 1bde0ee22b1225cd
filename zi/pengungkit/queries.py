"""Reading the instruments: the list, and one whole tree as frozen values."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Subquery

from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul


def daftar_instrumen() -> QuerySet[Instrumen]:
    """All instruments, the newest first, with the number of their questions."""
    return Instrumen.objects.annotate(jumlah_pertanyaan=Count("pertanyaan"))


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


def pohon(instrumen: Instrumen, cari: str = "") -> tuple[BarisSimpul, ...]:
    """The tree in three queries; `cari` keeps the questions and nodes in whose words it occurs, with their parents."""
    return _Pohon(instrumen, cari.strip().lower()).di_bawah(None)


class _Pohon:
    def __init__(self, instrumen: Instrumen, cari: str) -> None:
        self.tipe, self.cari = instrumen.tipe_jawaban, cari
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
        semua = semua or not self.cari or self._kena(simpul.kode, simpul.nama)
        anak = self.di_bawah(simpul.pk, semua=semua)
        tanya = tuple(self._baris(p) for p in self.pertanyaan[simpul.pk] if semua or self._kena_pertanyaan(p))
        if not (semua or anak or tanya):
            return None
        terbuka = simpul.induk_id is None or bool(self.cari)
        return BarisSimpul(simpul, simpul.get_cara_display(), anak, tanya, terbuka)

    def _kena(self, *teks: str) -> bool:
        return any(self.cari in t.lower() for t in teks)

    def _kena_pertanyaan(self, p: Pertanyaan) -> bool:
        return self._kena(p.kode, p.teks, *p.opsi.values(), *(m["label"] for m in p.masukan))

    def _baris(self, p: Pertanyaan) -> BarisPertanyaan:
        tipe: dict[str, Any] = self.tipe[p.tipe]
        nilai = tipe.get("nilai", {})
        opsi = tuple((huruf, teks, Decimal(nilai[huruf])) for huruf, teks in p.opsi.items())
        return BarisPertanyaan(p, tipe["nama"], opsi)
