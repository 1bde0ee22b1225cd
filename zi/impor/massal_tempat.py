"""Where a line of the workbook belongs: key, code, row number or words → a requirement, a question, or proposals."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zi.bukti.models import SyaratBukti
from zi.bukti.peta.queries import RELASI_RENCANA, SURVEI, syarat_tanya
from zi.bukti.policies import boleh_tambah_tanya, boleh_unggah
from zi.bukti.queries_syarat import syarat_rencana
from zi.impor.massal_lembar import Lajur
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import instrumen_tahun
from zi.rencana.models import AreaRencana, RencanaKerja
from zi.satker.models import Satker

MIRIP = 0.5  # share of the words that two texts have in common to be proposed
USUL_MAKS = 5
TEKS_MAKS = 500
_KATA = re.compile(r"[a-z0-9]+")
TIDAK_DIKENAL = "Kunci baris ini bukan milik satker dan tahun ini. Unduh lembar isian yang baru."
TANPA_TEMPAT = "Tidak tertulis bukti apa ini. Isi Kode atau Bukti yang diminta."
TIDAK_KETEMU = "Tidak ada bukti yang diminta dengan kata-kata ini. Tulis kodenya, misalnya I.3 atau A.I.1.i.a."


@dataclass(frozen=True)
class Tempat:
    """Where a line goes: a requirement, or a question under which one with `teks` is made; or proposals, or an error.

    `pilihan` is the proposal that says the same words.
    """

    syarat: SyaratBukti | None = None
    pertanyaan: Pertanyaan | None = None
    teks: str = ""
    usul: tuple[SyaratBukti, ...] = ()
    pilihan: SyaratBukti | None = None
    galat: str = ""

    @property
    def opsi(self) -> list[tuple[str, str, bool]]:
        """The proposals for a choice: key, words, whether it says the same."""
        return [(str(s.uid), sebut(s), s == self.pilihan) for s in self.usul]

    @property
    def sebutan(self) -> str:
        """The place in words."""
        if self.syarat:
            return sebut(self.syarat)
        return f"{self.pertanyaan.kode}: {self.teks}" if self.pertanyaan else ""


def area_syarat(syarat: SyaratBukti) -> AreaRencana | None:
    """The area of a plan in which a requirement stands."""
    return syarat.area or (syarat.baris and (syarat.baris.area or syarat.baris.tabel.area)) or None


def kode_baris(syarat: SyaratBukti) -> list[str]:
    """How a line may call the row of a requirement: `I.3`, by the code and the printed number of its area."""
    if syarat.pertanyaan:
        return [syarat.pertanyaan.kode]
    if syarat.baris is None or not syarat.baris.no_tertulis:
        return []
    area = area_syarat(syarat)
    depan = dict.fromkeys(x for x in (area.nomor_tertulis, area.kode) if x) if area else {}
    return [f"{x.rstrip('. ')}.{syarat.baris.no_tertulis.rstrip('. ')}" for x in depan] or [syarat.baris.no_tertulis]


def sebut(syarat: SyaratBukti) -> str:
    """A requirement in words, with the code of its row or question."""
    return ": ".join([*kode_baris(syarat)[:1], syarat.teks])


def rata(teks: str) -> str:
    """Words and numbers only, in small letters: `A.I.1.i.a` and `a i 1 I a` are alike."""
    return " ".join(_KATA.findall(teks.casefold()))


class Denah:
    """All requirements and questions of a unit and year, found by whatever a line says; a fixed number of queries."""

    def __init__(self, user: Any, satker: Satker, tahun: int, rencana: RencanaKerja | None) -> None:
        self.satker, self.tahun = satker, tahun
        self.syarat: list[Any] = []
        if rencana and rencana.dihapus_pada is None:
            self.syarat += syarat_rencana(rencana).select_related(*RELASI_RENCANA)
        instrumen = instrumen_tahun(tahun)
        relasi = ("instrumen", "simpul__area", "simpul__induk__area", "simpul__induk__induk__area")
        self.tanya = list(instrumen.pertanyaan.select_related(*relasi).order_by("urutan")) if instrumen else []
        if instrumen:
            self.syarat += self._langsung(syarat_tanya(user, satker, [tahun], instrumen))
        self._susun()

    def _langsung(self, semua: Iterable[Any]) -> list[Any]:
        """What was filed under the questions themselves; the policies ask for unit and question."""
        menurut = {p.pk: p for p in self.tanya}
        hasil = list(semua)
        for satu in hasil:
            satu.satker, satu.pertanyaan = self.satker, menurut[satu.pertanyaan_id]
        return hasil

    def _susun(self) -> None:
        self.menurut_kunci = {str(s.uid): s for s in self.syarat}
        self.menurut_tanya = {rata(p.kode): p for p in self.tanya}
        self.menurut_baris: dict[str, list[Any]] = defaultdict(list)
        self.kata = {s.pk: frozenset(rata(s.teks).split()) for s in self.syarat}
        for satu in self.syarat:
            nomor = [satu.baris.no_tertulis] if satu.baris else []
            for kode in dict.fromkeys(rata(x) for x in (*kode_baris(satu), *nomor) if x):
                self.menurut_baris[kode].append(satu)

    def cari(self, lajur: Mapping[str, str]) -> Tempat:
        """By key; else by the code of a question or row; else by the words."""
        if lajur["kunci"]:
            return self._kunci(lajur)
        kode = rata(lajur["kode"])
        if kode in self.menurut_tanya:
            return self._tanya(self.menurut_tanya[kode], lajur)
        if kode:
            return self._baris(kode, lajur)
        return self._kata(lajur)

    def _kunci(self, lajur: Mapping[str, str]) -> Tempat:
        satu = self.menurut_kunci.get(lajur["kunci"].strip().lower())
        return Tempat(satu) if satu else Tempat(galat=TIDAK_DIKENAL)

    def _tanya(self, tanya: Pertanyaan, lajur: Mapping[str, str]) -> Tempat:
        """Under a question: the requirement with these words, the only one when there are no words, else a new one."""
        ada = [s for s in self.syarat if s.pertanyaan_id == tanya.pk]
        teks = lajur["syarat"] or lajur["judul"]
        sama = [s for s in ada if rata(s.teks) == rata(teks)]
        if sama or (len(ada) == 1 and not lajur["syarat"]):
            return Tempat((sama or ada)[0])
        return Tempat(pertanyaan=tanya, teks=(teks or f"Bukti {tanya.kode}")[:TEKS_MAKS])

    def _baris(self, kode: str, lajur: Mapping[str, str]) -> Tempat:
        area = rata(lajur["area"])
        calon = self.menurut_baris.get(kode, []) or self.menurut_baris.get(f"{area} {kode}", [])
        if area and (di_area := [s for s in calon if area in _sebutan_area(s)]):
            calon = di_area
        if not calon:
            return Tempat(galat=f"Kode “{lajur['kode']}” tidak ada di rencana maupun instrumen tahun {self.tahun}.")
        teks = lajur["syarat"]
        sama = [s for s in calon if teks and rata(s.teks) == rata(teks)]
        if len(sama) == 1 or (len(calon) == 1 and not teks):
            return Tempat((sama or calon)[0])
        return self._usulkan(lajur, calon, semua=True)

    def _kata(self, lajur: Mapping[str, str]) -> Tempat:
        if not (lajur["syarat"] or lajur["judul"]):
            return Tempat(galat=TANPA_TEMPAT)
        area = rata(lajur["area"])
        calon = [s for s in self.syarat if area in _sebutan_area(s)] if area else self.syarat
        return self._usulkan(lajur, calon or self.syarat)

    def _usulkan(self, lajur: Mapping[str, str], calon: Sequence[Any], *, semua: bool = False) -> Tempat:
        """The most similar of some requirements, for a person to choose from; `semua`: also those unlike."""
        teks = lajur["syarat"] or lajur["judul"]
        kata = frozenset(rata(teks).split())
        nilai = sorted(((_mirip(kata, self.kata[s.pk]), -n, s) for n, s in enumerate(calon)), reverse=True)
        usul = tuple(s for angka, _, s in nilai if semua or angka >= MIRIP)[:USUL_MAKS]
        if not usul:
            return Tempat(galat=TIDAK_KETEMU)
        sama = [s for s in calon if rata(s.teks) == rata(teks)]
        return Tempat(usul=usul, pilihan=sama[0] if len(sama) == 1 else None)

    def tetapkan(self, tempat: Tempat, kunci: str) -> Tempat:
        """The place after a person chose one of the proposals; anything else he may have sent changes nothing."""
        terpilih = next((s for s in tempat.usul if str(s.uid) == kunci), None)
        return replace(tempat, syarat=terpilih, usul=()) if terpilih else tempat


def _sebutan_area(syarat: Any) -> set[str]:
    area = area_syarat(syarat)
    return {rata(x) for x in (area.kode, area.nomor_tertulis, area.nama, area.kode_peran)} if area else set()


def _mirip(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def lajur_kosong(denah: Denah, user: Any) -> list[Lajur]:
    """The lines of the workbook to fill in: what the person may file and has no evidence yet, then the questions."""
    diminta = [s for s in denah.syarat if s.keadaan in ("belum", "dikembalikan") and boleh_unggah(user, s)]
    tanya = [p for p in denah.tanya if p.tipe != SURVEI and boleh_tambah_tanya(user, denah.satker, p)]
    return [_lajur_syarat(s) for s in diminta] + [_lajur_tanya(p) for p in tanya]


def _lajur_tanya(p: Pertanyaan) -> Lajur:
    area = p.simpul.area or (p.simpul.induk and p.simpul.induk.area)
    return {"kode": p.kode, "area": area.nama if area else "", "uraian": p.teks}


def _lajur_syarat(s: Any) -> Lajur:
    area = area_syarat(s)
    uraian = s.baris.uraian if s.baris else s.pertanyaan.teks if s.pertanyaan else ""
    kode = (kode_baris(s) or [""])[0]
    return {"kunci": str(s.uid), "kode": kode, "area": area.nama if area else "", "uraian": uraian, "syarat": s.teks}
