"""Reading an instrument: for the scoring engine, and for the pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from zi.lke.alat import Alat, Cabang, Soal, Syarat
from zi.pengungkit.berkas import IsiPertanyaan, IsiSimpul, baca
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul
from zi.pengungkit.queries import BarisSimpul, pohon
from zi.pengungkit.services import FIXTURES, baca_acuan


def alat(instrumen: Instrumen) -> Alat:
    """The instrument as values; read once a process for each content of its file."""
    return _alat(instrumen.pk, instrumen.sidik)


@lru_cache(maxsize=16)
def _alat(pk: int, sidik: str) -> Alat:
    instrumen = Instrumen.objects.get(pk=pk, sidik=sidik)
    anak: dict[int | None, list[Simpul]] = defaultdict(list)
    tanya: dict[int, list[Pertanyaan]] = defaultdict(list)
    for simpul in instrumen.simpul.select_related("area").order_by("urutan"):
        anak[simpul.induk_id].append(simpul)
    for satu in instrumen.pertanyaan.order_by("urutan"):
        tanya[satu.simpul_id].append(satu)

    def cabang(induk: int | None) -> tuple[Cabang, ...]:
        return tuple(
            Cabang(
                s.kode,
                s.nama,
                Fraction(s.bobot),
                s.cara,
                s.area.kode if s.area else "",
                cabang(s.pk),
                tuple(soal_dari(p, instrumen.tipe_jawaban[p.tipe]) for p in tanya[s.pk]),
            )
            for s in anak[induk]
        )

    return Alat(
        instrumen.kode,
        Fraction(instrumen.nilai_maksimum),
        cabang(None),
        _ambang(instrumen.ambang),
        dict(AreaBaku.objects.values_list("kode", "nama")),
    )


def alat_berkas(kode: str) -> Alat | None:
    """A shipped instrument straight from its file, without the database; None when there is no such file."""
    berkas = next((b for b in (FIXTURES / "instrumen").glob("*.yaml") if b.stem == kode), None)
    if berkas is None:
        return None
    isi = baca(berkas.read_bytes())

    def cabang(s: IsiSimpul) -> Cabang:
        soal = tuple(soal_dari(p, isi.tipe_jawaban[p.tipe]) for p in s.pertanyaan)
        return Cabang(s.kode, s.nama, Fraction(s.bobot), s.cara, s.area, tuple(map(cabang, s.anak)), soal)

    nama = {a["kode"]: a["nama"] for a in baca_acuan("area_baku.yaml")["area_baku"]}
    return Alat(kode, Fraction(isi.nilai_maksimum), tuple(map(cabang, isi.simpul)), _ambang(isi.ambang), nama)


def _ambang(semua: dict[str, Any]) -> dict[str, tuple[Syarat, ...]]:
    return {predikat: tuple(map(syarat_dari, isi)) for predikat, isi in semua.items()}


def soal_dari(satu: Pertanyaan | IsiPertanyaan, tipe: dict[str, Any]) -> Soal:
    nol = satu.lain.get("nol_per_nol")
    bawah, atas = (Fraction(x) for x in tipe.get("rentang", ("0", "1")))
    return Soal(
        satu.kode,
        tipe["jenis"],
        satu.tipe,
        {huruf: Fraction(n) for huruf, n in tipe.get("nilai", {}).items()},
        (bawah, atas),
        satu.rumus,
        {m["kunci"]: m["label"] for m in satu.masukan},
        Fraction(nol["nilai"]) if nol else None,
        None if satu.bobot is None else Fraction(satu.bobot),
        satu.teks,
    )


def syarat_dari(satu: dict[str, Any]) -> Syarat:
    ukuran = satu["ukuran"]
    return Syarat(
        satu["kode"],
        satu["uraian"],
        ukuran,
        satu.get(ukuran, ""),
        Fraction(satu["minimal"]),
        bool(satu.get("peringatan_per_bagian")),
    )


@dataclass(frozen=True)
class Kerangka:
    """An instrument as the pages walk it, shared by all of a process: never save or change what is in it.

    By id and in the official order; each question has its node, each node its parent and area, without a query.
    """

    pohon: tuple[BarisSimpul, ...]
    simpul: dict[int, Simpul] = field(default_factory=dict)
    tanya: dict[int, Pertanyaan] = field(default_factory=dict)
    di_simpul: dict[int, tuple[Pertanyaan, ...]] = field(default_factory=dict)  # nodes that hold questions


def kerangka(instrumen: Instrumen) -> Kerangka:
    """The same as `alat` for people; read once a process for each content of its file."""
    return _kerangka(instrumen.pk, instrumen.sidik)


@lru_cache(maxsize=16)
def _kerangka(pk: int, sidik: str) -> Kerangka:
    instrumen = Instrumen.objects.get(pk=pk, sidik=sidik)
    hasil = Kerangka(pohon(instrumen))
    _sambung(hasil, instrumen, hasil.pohon, None)
    return hasil


def _sambung(hasil: Kerangka, instrumen: Instrumen, semua: Iterable[BarisSimpul], induk: Simpul | None) -> None:
    for satu in semua:
        satu.simpul.induk, hasil.simpul[satu.simpul.pk] = induk, satu.simpul
        for baris in satu.pertanyaan:
            baris.pertanyaan.simpul, baris.pertanyaan.instrumen = satu.simpul, instrumen
            hasil.tanya[baris.pertanyaan.pk] = baris.pertanyaan
        if satu.pertanyaan:
            hasil.di_simpul[satu.simpul.pk] = tuple(b.pertanyaan for b in satu.pertanyaan)
        _sambung(hasil, instrumen, satu.anak, satu.simpul)


def dengan_pertanyaan(instrumen: Instrumen, jawaban: Iterable[Any]) -> list[Any]:
    """These answers, each with its question of `kerangka`; what has none is of another instrument and left out."""
    tanya, hasil = kerangka(instrumen).tanya, []
    for satu in jawaban:
        if satu.pertanyaan_id in tanya:
            satu.pertanyaan = tanya[satu.pertanyaan_id]
            hasil.append(satu)
    return hasil
