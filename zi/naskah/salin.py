"""A canonical plan document moved to another year: what the next plan begins with. Pure."""

import copy
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from zi.bukti.models import SyaratBukti
from zi.jadwal.models import Jadwal
from zi.naskah.bentuk import KUNCI_ANAK, RENCANA, Bentuk
from zi.naskah.kanonik import Isi
from zi.naskah.models import BagianNaskah, Lampiran, Pengesahan
from zi.naskah.salin_jadwal import Geser, JadwalSalin, Masa, geser_hari, hari_kerja, salin_jadwal
from zi.naskah.salin_kata import ganti_tanggal, geser_judul, geser_kata, sebut_hari, tahun_disebut
from zi.rencana.models import (
    AreaRencana,
    BarisRencana,
    ItemAnggaran,
    ProgramPrioritas,
    RencanaAksi,
    Rincian,
    TabelRencana,
    TargetArea,
    TargetPredikat,
    TargetPrioritas,
)

# Clean texts whose companion `…_tertulis` tells how last year's paper spelled them: the copy was never on that paper.
BERPENDAMPING = ("judul", "nama", "teks", "uraian", "pengantar", "definisi", "ukuran", "jabatan")
TAHUN: dict[type[models.Model], str] = {
    TargetPredikat: "tahun",
    TargetArea: "tahun_target",
    ItemAnggaran: "tahun_anggaran",
    TabelRencana: "tahun",
}
JUDUL: dict[type[models.Model], tuple[str, ...]] = {
    AreaRencana: ("judul_indikator", "judul_target", "judul_program"),
    TargetArea: ("teks",),
    TargetPrioritas: ("teks",),
    ItemAnggaran: ("teks",),
    BarisRencana: ("uraian",),
    RencanaAksi: ("teks",),
    Rincian: ("teks",),
    BagianNaskah: ("judul",),
    Lampiran: ("judul",),
}
PROSA: dict[type[models.Model], tuple[str, ...]] = {
    AreaRencana: ("tujuan", "pengantar"),
    BagianNaskah: ("isi", "data", "butir"),
}


@dataclass
class BarisSalin:
    """What became of one row: its new words, its schedules, and the past years that its words still name."""

    uid: str
    isi: Isi
    jadwal: list[JadwalSalin] = field(default_factory=list)
    tahun_lama: tuple[int, ...] = ()

    @property
    def perlu(self) -> bool:
        return bool(self.tahun_lama) or any(x.perlu for x in self.jadwal)


@dataclass
class Salinan:
    """The document of the new plan. `prosa`: parts whose prose still names the old plan's years, to be written anew."""

    isi: Isi
    baris: list[BarisSalin] = field(default_factory=list)
    prosa: list[str] = field(default_factory=list)

    @property
    def jadwal(self) -> list[JadwalSalin]:
        return [j for b in self.baris for j in b.jadwal]


def salin_isi(
    isi: Isi,
    tahun_baru: int,
    libur: Mapping[date, str],
    *,
    terima: bool = False,
    baris: Collection[str] | None = None,
) -> Salinan:
    """The document `isi` (as `susun` gives it) for the years from `tahun_baru` on.

    - All years move by the same number, also those of a plan of several years and of a table that covers earlier ones.
    - Schedules: every year in the words moves, weekday names follow the new date, and the words are read anew in the
      new years, so that words and reading agree. A correction that was accepted goes into the words. A reading that no
      words give (quarter marks) is moved itself. Words that could not be read stay and are named.
    - 29 February becomes the 28th, with a note, where the new year has none.
    - A single day on a weekend or in `libur` (day → name) moves plainly and gets a proposal: the next working day, in
      the last days of December the last one before. `terima` applies these proposals at once, also to the date of a
      requirement. Spans, months and recurring schedules get none: their days are chosen when the work is done.
    - Titles, targets, budget lines and the words of rows, actions and requirements move the plan's own years only;
      other years are left and named in `BarisSalin.tahun_lama`. Prose, legal bases and letter numbers stay;
      `Salinan.prosa` names the parts that still speak of the old years.
    - Signers stay without dates. A team of another year is not taken along: the new year has its own SK.
    - `baris`: uids of the rows to take; nothing else refers to a row, so the rest stays whole. The rows that are taken
      get the first numbers of their table, in the way it numbers. Ids, notes and the spelling of last year's paper
      are left behind.
    """
    penyalin = _Penyalin(copy.deepcopy(isi), Geser(tahun_baru - isi["rencana"]["tahun_mulai"], libur, terima), baris)
    return penyalin.jalan()


class _Penyalin:
    """Walks the document by its shape and changes it in place; it owns its copy."""

    def __init__(self, isi: Isi, geser: Geser, baris: Collection[str] | None) -> None:
        kepala = isi["rencana"]
        self.geser, self.pilihan = geser, baris
        self.tahun = frozenset(range(kepala["tahun_mulai"], kepala["tahun_selesai"] + 1))
        self.masa = Masa(None, kepala["tahun_mulai"], kepala["tahun_selesai"])
        self.hasil = Salinan(isi)

    def jalan(self) -> Salinan:
        self._kepala(self.hasil.isi["rencana"])
        for kunci, bentuk in RENCANA.items():
            for part in self.hasil.isi[kunci]:
                self._satu(bentuk, part)
        return self.hasil

    def _satu(self, bentuk: Bentuk, part: Isi) -> None:
        if bentuk.model is TabelRencana:
            self._pilih(part)
            self._tabel(part)
        uid = part.pop("uid", "")
        if bentuk.model is BarisRencana:
            self._jadwal(BarisSalin(uid, part))
        for kunci, anak in bentuk.anak.items():
            for x in part[kunci]:
                self._satu(anak, x)
        for x in part[KUNCI_ANAK] if bentuk.pohon else ():
            self._satu(bentuk, x)
        self._isian(bentuk.model, part)

    def _isian(self, model: type[models.Model], part: Isi) -> None:
        """The fields of one part; a schedule keeps the note that its move made."""
        if model is not Jadwal:
            part["catatan"] = ""
        for nama in BERPENDAMPING:
            if nama in part and f"{nama}_tertulis" in part and not str(part[nama]).endswith("…"):
                part[f"{nama}_tertulis"] = ""
        if model in TAHUN and part[TAHUN[model]] is not None:
            part[TAHUN[model]] += self.geser.n
        for nama in JUDUL.get(model, ()):
            part[nama] = self._judul(part[nama])
        if khusus := KHUSUS.get(model):
            khusus(self, part)
        self._tandai_prosa(model, part)

    def _judul(self, teks: str, lain: Collection[int] = ()) -> str:
        return geser_judul(teks, self.tahun | set(lain), self.geser.n)

    # --- the parts with rules of their own

    def _kepala(self, kepala: Isi) -> None:
        n = self.geser.n
        kepala["judul"], kepala["judul_tertulis"], kepala["catatan"] = self._judul(kepala["judul"]), "", ""
        tertulis = self._judul(kepala["tahun_tertulis"])
        kepala["tahun_mulai"] += n
        kepala["tahun_selesai"] += n
        baru = range(kepala["tahun_mulai"], kepala["tahun_selesai"] + 1)
        kepala["tahun_tertulis"] = tertulis if all(t in baru for t in tahun_disebut(tertulis)) else ""
        if kepala["tim"] and kepala["tim"]["tahun"] not in baru:
            kepala["tim"] = None

    def _pilih(self, tabel: Isi) -> None:
        """Leave out the rows that are not wanted; those that stay are numbered as the table began."""
        if self.pilihan is None:
            return
        nomor = [b["no_tertulis"] for b in tabel["baris"] if b["no_tertulis"]]
        tabel["baris"] = [b for b in tabel["baris"] if b["uid"] in self.pilihan]
        for satu, tulis in zip((b for b in tabel["baris"] if b["no_tertulis"]), nomor, strict=False):
            satu["no_tertulis"] = tulis

    def _tabel(self, tabel: Isi) -> None:
        tercakup, n = tabel["tahun_tercakup"], self.geser.n
        tabel["judul"] = self._judul(tabel["judul"], tercakup)
        masa = [*self.tahun, *tercakup]
        self.masa = Masa(tabel["tahun"], min(masa), max(masa))
        tabel["tahun_tercakup"] = [t + n for t in tercakup]

    def _jadwal(self, baris: BarisSalin) -> None:
        """The schedules of a row, in the years of its table."""
        hasil = [salin_jadwal(j, self.masa, self.geser) for j in baris.isi["jadwal"]]
        baris.isi["jadwal"] = [isi for isi, _ in hasil]
        baris.jadwal = [salin for _, salin in hasil]
        self.hasil.baris.append(baris)

    def _syarat(self, syarat: Isi) -> None:
        """The date of a requirement moves with the words that give it, in its text too."""
        tertulis, n = syarat["tanggal_tertulis"], self.geser.n
        if not syarat["tanggal"]:
            syarat["teks"], syarat["tanggal_tertulis"] = self._judul(syarat["teks"]), self._judul(tertulis)
            return
        lama = date.fromisoformat(syarat["tanggal"])
        baru = date.fromisoformat(geser_hari(syarat["tanggal"], n))
        kata = sebut_hari(geser_kata(tertulis, n, lama.year), [baru])
        if self.geser.terima:
            ke = hari_kerja(baru, self.geser.libur)
            pindah = ganti_tanggal(kata, baru, ke)
            baru, kata = (ke, pindah) if pindah else (baru, kata)
        potong = syarat["teks"].split(tertulis) if tertulis else [syarat["teks"]]
        syarat["teks"] = kata.join(self._judul(x) for x in potong)
        syarat["tanggal"], syarat["tanggal_tertulis"] = baru.isoformat(), kata

    def _baris(self, baris: Isi) -> None:
        """Past years that the words of the row still name."""
        teks = [baris["uraian"], *(x["teks"] for k in ("aksi", "syarat", "rincian") for x in _semua(baris[k]))]
        awal = min(self.tahun) + self.geser.n
        self.hasil.baris[-1].tahun_lama = tuple(sorted({t for x in teks for t in tahun_disebut(x) if t < awal}))

    def _program(self, program: Isi) -> None:
        if program["bentuk"] != "narasi":
            program["teks"] = self._judul(program["teks"])

    def _bagian(self, bagian: Isi) -> None:
        if isinstance(bagian["data"].get("judul"), str):
            bagian["data"]["judul"] = self._judul(bagian["data"]["judul"])

    def _pengesahan(self, satu: Isi) -> None:
        satu["tanggal"], satu["tanggal_tertulis"] = None, ""

    def _tandai_prosa(self, model: type[models.Model], part: Isi) -> None:
        teks = json.dumps([part[nama] for nama in PROSA.get(model, ())], ensure_ascii=False)
        if any(t in self.tahun for t in tahun_disebut(teks)):
            self.hasil.prosa.append(part.get("judul") or part.get("nama") or part["jenis"].replace("_", " "))


KHUSUS: dict[type[models.Model], Callable[[_Penyalin, Isi], None]] = {
    BarisRencana: _Penyalin._baris,
    SyaratBukti: _Penyalin._syarat,
    ProgramPrioritas: _Penyalin._program,
    BagianNaskah: _Penyalin._bagian,
    Pengesahan: _Penyalin._pengesahan,
}


def _semua(daftar: list[Isi]) -> Iterator[Any]:
    """A list of parts with those below them."""
    for x in daftar:
        yield x
        yield from _semua(x.get(KUNCI_ANAK, []))
