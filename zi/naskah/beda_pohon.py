"""A plan document as a tree in which each part has a key and references lead to parts, for comparing. Pure.

The key is the permanent id; when a document has parts without one (an older format), the place in the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import models

from zi.jadwal.tampil import BELUM, BULAN, rentang, tulis
from zi.naskah.bentuk import KUNCI_ANAK, RENCANA, Bentuk
from zi.naskah.kanonik import Isi, bawaan
from zi.rencana.models import TabelRencana
from zi.ui.teks import angka

UTAMA = ("uraian", "teks", "nama", "judul", "istilah", "predikat", "teks_tertulis")
NOMOR = ("no_tertulis", "nomor_tertulis", "label")
PENDEK = 80


@dataclass(eq=False)
class Simpul:
    """A part with its place. `alamat`: how references name it (see Bentuk.alamat)."""

    bentuk: Bentuk
    isi: Isi
    kunci: str
    induk: "Simpul | None"
    daftar: str
    alamat: Any = None
    anak: list["Simpul"] = field(default_factory=list)

    @property
    def model(self) -> type[models.Model]:
        return self.bentuk.model

    def nilai(self, medan: models.Field) -> Any:
        """The value of a field; what is absent or empty in any way is None or the default."""
        return isian(self.isi[medan.name] if medan.name in self.isi else bawaan(medan))


def isian(nilai: Any) -> Any:
    return None if not isinstance(nilai, bool) and nilai in ("", [], {}) else nilai


@cache
def _medan(model: type[models.Model], tanpa: frozenset[str]) -> tuple[models.Field, ...]:
    return Bentuk(model, tanpa=tanpa).nilai


def medan(bentuk: Bentuk) -> tuple[models.Field, ...]:
    """The plain fields of a shape, worked out once."""
    return _medan(bentuk.model, bentuk.tanpa)


class Pohon:
    """All parts of one document by key, and by address."""

    def __init__(self, isi: Isi, *, pakai_uid: bool) -> None:
        self.pakai_uid = pakai_uid
        self.semua: dict[tuple[type[models.Model], str], Simpul] = {}
        self.atas: list[Simpul] = []
        self._alamat: dict[tuple[type[models.Model], str, Any], Simpul] = {}
        for kunci, bentuk in RENCANA.items():
            self.atas += self._daftar(bentuk, isi.get(kunci) or [], None, kunci)

    def _daftar(self, bentuk: Bentuk, daftar: list[Isi], induk: Simpul | None, nama: str) -> list[Simpul]:
        return [self._satu(bentuk, isi, n, induk, nama) for n, isi in enumerate(daftar, start=1)]

    def _satu(self, bentuk: Bentuk, isi: Isi, posisi: int, induk: Simpul | None, nama: str) -> Simpul:
        kunci = str(isi.get("uid", "")) if self.pakai_uid else ""
        if not kunci or (bentuk.model, kunci) in self.semua:
            kunci = f"{induk.kunci}/{nama}.{posisi}" if induk else f"{nama}.{posisi}"
        simpul = Simpul(bentuk, isi, kunci, induk, nama, self._sebut(bentuk, isi, posisi, induk))
        self.semua[bentuk.model, kunci] = simpul
        tempat = induk.kunci if induk and bentuk.alamat == "posisi" else ""
        self._alamat[bentuk.model, tempat, simpul.alamat] = simpul
        for anak, bentuk_anak in bentuk.anak.items():
            simpul.anak += self._daftar(bentuk_anak, isi.get(anak) or [], simpul, anak)
        if bentuk.pohon:
            simpul.anak += self._daftar(bentuk, isi.get(KUNCI_ANAK) or [], simpul, KUNCI_ANAK)
        return simpul

    @staticmethod
    def _sebut(bentuk: Bentuk, isi: Isi, posisi: int, induk: Simpul | None) -> Any:
        if bentuk.alamat == "kode":
            return isi.get("kode")
        if bentuk.alamat == "posisi":
            return posisi
        jalur = induk.alamat if induk else ()
        return (*(jalur if isinstance(jalur, tuple) else (jalur,)), posisi)

    def acuan(self, simpul: Simpul, nama: str) -> list[Simpul]:
        """The parts that a reference names, positions in the nearest list; what leads nowhere is left out."""
        isi, model = simpul.isi.get(nama), simpul.bentuk.acuan[nama]
        banyak = simpul.model._meta.get_field(nama).many_to_many
        semua = (isi or []) if banyak else [isi]
        return [x for x in (self._cari(simpul, model, alamat) for alamat in semua) if x]

    def _cari(self, simpul: Simpul, model: type[models.Model], alamat: Any) -> Simpul | None:
        kunci = tuple(alamat) if isinstance(alamat, list) else alamat
        atas: Simpul | None = simpul
        while atas:
            if kena := self._alamat.get((model, atas.kunci, kunci)):
                return kena
            atas = atas.induk
        return self._alamat.get((model, "", kunci))


def semua_isi(isi: Isi) -> Iterator[Isi]:
    """Every part of a document, to see whether each has an id."""
    for kunci, bentuk in RENCANA.items():
        yield from _di_bawah(bentuk, isi.get(kunci) or [])


def _di_bawah(bentuk: Bentuk, daftar: list[Isi]) -> Iterator[Isi]:
    for isi in daftar:
        yield isi
        for kunci, anak in bentuk.anak.items():
            yield from _di_bawah(anak, isi.get(kunci) or [])
        if bentuk.pohon:
            yield from _di_bawah(bentuk, isi.get(KUNCI_ANAK) or [])


# --- in words --------------------------------------------------------------------------------------------------------


def nomor(simpul: Simpul) -> str:
    """The printed number or label."""
    return next((str(simpul.isi[n]) for n in NOMOR if simpul.isi.get(n)), "")


def judul(simpul: Simpul) -> str:
    """What people call the part, without its number."""
    nilai = {f.name: simpul.isi.get(f.name, bawaan(f)) for f in medan(simpul.bentuk)}
    teks = str(simpul.model(**nilai)).removeprefix(nomor(simpul)).strip()
    tahun = nilai.get("tahun")
    if simpul.model is TabelRencana and tahun and str(tahun) not in teks:
        teks = f"{teks} {tahun}"
    return teks or str(simpul.model._meta.verbose_name).capitalize()


def sebut(simpul: Simpul) -> str:
    """A part named in passing: number and the beginning of its text."""
    teks = " ".join(filter(None, [nomor(simpul), judul(simpul)]))
    return teks if len(teks) <= PENDEK else f"{teks[: PENDEK - 1].rstrip()}…"


def utama(bentuk: Bentuk) -> str:
    """The field by which people know a part."""
    nama = {f.name for f in medan(bentuk)}
    return next((n for n in UTAMA if n in nama), "")


def tulis_nilai(f: models.Field | None, nilai: Any) -> str:
    """A value as people read it; empty stays empty."""
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, list | tuple):
        return ", ".join(filter(None, (tulis_nilai(None, x).replace("_", " ") for x in nilai)))
    if isinstance(nilai, dict):
        return "; ".join(f"{str(k).replace('_', ' ')}: {tulis_nilai(None, v)}" for k, v in nilai.items())
    if isinstance(f, models.DateField):
        hari = tanggal(nilai)
        return rentang(hari, hari, BULAN) if hari else str(nilai)
    if isinstance(f, models.DecimalField):
        return _bilangan(str(nilai))
    pilihan = dict(f.flatchoices) if f is not None and f.choices else {}
    return str(pilihan.get(nilai, nilai))


def _bilangan(nilai: str) -> str:
    try:
        pangkat = Decimal(nilai).as_tuple().exponent
    except InvalidOperation:
        return nilai
    return angka(nilai, max(0, -pangkat)) if isinstance(pangkat, int) else nilai


def tanggal(nilai: Any) -> date | None:
    try:
        return date.fromisoformat(nilai) if nilai else None
    except (TypeError, ValueError):
        return None


def bacaan(simpul: Simpul) -> str:
    """How a schedule was read, in words."""
    isi = {f.name: simpul.nilai(f) for f in medan(simpul.bentuk)}
    isi |= {"mulai": tanggal(isi["mulai"]), "selesai": tanggal(isi["selesai"]), "bulan": isi["bulan"] or []}
    try:
        return tulis(SimpleNamespace(**isi))
    except (AttributeError, TypeError, ValueError):  # a reading without its dates
        return BELUM
