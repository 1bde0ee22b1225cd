"""An official LKE workbook as rows of text: which sheet, which shape, which column is what. Pure: no database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from openpyxl.utils import column_index_from_string, get_column_letter

from zi.common.galat import GalatDomain
from zi.impor.berkas import Jenis, buka
from zi.impor.buku import kisi_buku
from zi.impor.hasil import Batas, BerkasTidakTerbaca, satu_baris
from zi.impor.tabel import BarisKisi, Kisi
from zi.lke.tukar.bentuk import (
    BENTUK,
    KET_INSTRUMEN,
    KET_SATKER,
    KET_TAHUN,
    KOLOM_BOBOT,
    KOLOM_TEKS,
    KOLOM_TIPE,
    LKE,
    PORTALRB,
    Bentuk,
)

BATAS = Batas(byte_berkas=20_000_000, baris_isi=2_000, kolom=40, sel=120_000, huruf=2_000_000)
KEPALA_MAKS = 15  # the headings stand within the first rows
TIPE_MIN = 3  # so many cells with a type of answer make a sheet an LKE
BUKAN_EXCEL = "Yang dapat diimpor hanya berkas Excel (.xlsx)."
BUKAN_LKE = (
    "Buku kerja ini kosong atau tidak berisi lembar LKE. Yang dibaca: lembar “LKE ZI” dari Lampiran III, atau lembar "
    "“Jawaban” dari PortalRB, dengan kolom Pilihan Jawaban (misalnya Ya/Tidak, A/B/C)."
)
BUKTI = re.compile(r"bukti|eviden|evidence|tautan|link|alamat|data dukung|drive", re.IGNORECASE)
TAHUN = re.compile(r"(?<![\w/])tahun[\s:]*(?:penilaian|evaluasi|anggaran|yang dinilai)?[\s:]*(20\d\d)\b", re.IGNORECASE)
NOMOR_TAHUN = re.compile(r"nomor\s+\S+\s+tahun\s+\d{4}", re.IGNORECASE)
NOMOR = re.compile(r"(?:[A-Za-z]{1,5}|\d{1,2})[.)]?|-")
NOMOR_TEKS = re.compile(r"((?:[A-Za-z]{1,5}|\d{1,2})[.)]|-)\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Lajur:
    """One row: `nomor` as Excel counts, `label` the printed number, `tipe` what stands in the column of the type.

    `sel` is the address of the answer; `rumus`: a formula stands in it.
    """

    nomor: int
    label: str = ""
    teks: str = ""
    dalam: int = 0
    bobot: str = ""
    tipe: str = ""
    jawaban: str = ""
    catatan: str = ""
    bukti: str = ""
    sel: str = ""
    rumus: bool = False

    @property
    def berisi(self) -> bool:
        """Is there anything that would be imported?"""
        return bool(self.jawaban or self.catatan or self.rumus)


@dataclass(frozen=True)
class LembarLke:
    """The rows of the sheet that was chosen, and what the workbook says of itself."""

    bentuk: Bentuk
    nama: str
    lajur: tuple[Lajur, ...]
    tahun: frozenset[int]
    satker: str
    instrumen: str
    catatan: tuple[str, ...]


def baca_lembar(isi: BinaryIO, tipe: Iterable[str], *, evaluator: bool) -> LembarLke:
    """Read an upload; `tipe`: the names of the answer types of the instrument. `evaluator`: take his columns where
    the shape has them. Raises GalatDomain with one sentence.
    """
    try:
        aman = buka(isi, BATAS)
        with aman.arsip:
            if aman.jenis is not Jenis.XLSX:
                raise GalatDomain(BUKAN_EXCEL)
            semua, peringatan = kisi_buku(aman, BATAS)
    except BerkasTidakTerbaca as galat:
        raise GalatDomain(str(galat)) from galat
    kisi, kolom_tipe = _pilih(semua, {rapat(t) for t in tipe})
    bentuk = _bentuk(kisi, kolom_tipe)
    sisi = bentuk.tpi if evaluator and bentuk.tpi else bentuk.unit
    kolom = _Kolom(kisi, bentuk, sisi.jawaban, sisi.catatan, kolom_tipe - _indeks(KOLOM_TIPE))
    lain = [f"Lembar {k.lembar} tidak dibaca." for k in semua if k is not kisi and _jumlah_tipe(k, tipe)]
    keterangan = _keterangan(semua)
    return LembarLke(
        bentuk,
        kisi.lembar,
        tuple(kolom.lajur(b) for b in kisi.baris),
        _tahun(kisi, keterangan),
        keterangan.get(KET_SATKER, ""),
        keterangan.get(KET_INSTRUMEN, ""),
        (*lain, *(p.pesan for p in peringatan)),
    )


def rapat(teks: str) -> str:
    """For comparing types: `Nilai\\n(0-4)` is `nilai(0-4)`."""
    return "".join(teks.split()).casefold()


def _indeks(huruf: str) -> int:
    return column_index_from_string(huruf) - 1


def _pilih(semua: Sequence[Kisi], tipe: set[str]) -> tuple[Kisi, int]:
    """The sheet with an official name, else the one with the most types; and its column of types."""
    resmi = [rapat(b.lembar) for b in BENTUK.values()]
    terbaik = max(semua, key=lambda k: (rapat(k.lembar) in resmi, _jumlah_tipe(k, tipe)), default=None)
    if terbaik is None or _jumlah_tipe(terbaik, tipe) < TIPE_MIN:
        terbaik = max(semua, key=lambda k: _jumlah_tipe(k, tipe), default=None)
    if terbaik is None or _jumlah_tipe(terbaik, tipe) < TIPE_MIN:
        raise GalatDomain(BUKAN_LKE)
    per_kolom = _per_kolom(terbaik, {rapat(t) for t in tipe})
    return terbaik, max(per_kolom, key=lambda k: per_kolom[k])


def _jumlah_tipe(kisi: Kisi, tipe: Iterable[str]) -> int:
    return max(_per_kolom(kisi, {rapat(t) for t in tipe}).values(), default=0)


def _per_kolom(kisi: Kisi, tipe: set[str]) -> dict[int, int]:
    hasil: dict[int, int] = {}
    for baris in kisi.baris:
        for kolom, teks in baris.terisi():
            if len(teks) < 20 and rapat(teks) in tipe:
                hasil[kolom] = hasil.get(kolom, 0) + 1
    return hasil


def _kepala(kisi: Kisi, kolom_tipe: int) -> BarisKisi | None:
    """The row with the headings."""
    return next((b for b in kisi.baris[:KEPALA_MAKS] if "jawaban" in b.teks(kolom_tipe).casefold()), None)


def _bentuk(kisi: Kisi, kolom_tipe: int) -> Bentuk:
    if rapat(kisi.lembar) in (rapat(b.lembar) for b in BENTUK.values()):
        return next(b for b in BENTUK.values() if rapat(b.lembar) == rapat(kisi.lembar))
    kepala = _kepala(kisi, kolom_tipe)
    tpi = kepala and any("tpi" in teks.casefold().split() for _, teks in kepala.terisi())
    return PORTALRB if tpi else LKE


class _Kolom:
    """Which column is what; `geser`: columns that were inserted (or, below 0, deleted) left of the type."""

    def __init__(self, kisi: Kisi, bentuk: Bentuk, jawaban: str, catatan: str, geser: int) -> None:
        self.kisi = kisi
        self.teks = [_indeks(k) + geser for k in KOLOM_TEKS]
        self.bobot, self.tipe, self.jawaban = (_indeks(k) + geser for k in (KOLOM_BOBOT, KOLOM_TIPE, jawaban))
        self.catatan, self.bukti = [_indeks(catatan) + geser], [_indeks(bentuk.bukti) + geser]
        if not bentuk.portalrb:
            self._catatan_bebas(geser)

    def _catatan_bebas(self, geser: int) -> None:
        """Units use O to Q as they like; what is headed as evidence is evidence, the rest are notes."""
        kepala = _kepala(self.kisi, self.tipe)
        bebas = [_indeks(k) + geser for k in "OPQ"]
        self.bukti = [k for k in bebas if kepala and BUKTI.search(kepala.teks(k))]
        self.catatan = [k for k in bebas if k not in self.bukti]

    def lajur(self, baris: BarisKisi) -> Lajur:
        label, teks, dalam = self._judul(baris)
        sel = f"{get_column_letter(self.jawaban + 1)}{baris.nomor}"
        return Lajur(
            baris.nomor,
            label,
            teks,
            dalam,
            self._isi(baris, [self.bobot]),
            satu_baris(self._isi(baris, [self.tipe])),
            satu_baris(self._isi(baris, [self.jawaban])),
            self._isi(baris, self.catatan),
            self._isi(baris, self.bukti),
            sel,
            sel in self.kisi.rumus,
        )

    def _isi(self, baris: BarisKisi, kolom: Sequence[int]) -> str:
        return "\n".join(t for k in kolom if k >= 0 and (t := baris.teks(k)))

    def _judul(self, baris: BarisKisi) -> tuple[str, str, int]:
        """Number, words and depth of a row; the number may stand in a cell of its own or before the words."""
        isi = [(d, satu_baris(baris.teks(k))) for d, k in enumerate(self.teks) if k >= 0 and baris.teks(k).strip()]
        if not isi:
            return "", "", 0
        dalam, awal = isi[0]
        if len(isi) > 1 and NOMOR.fullmatch(awal):
            return awal, isi[1][1], dalam
        if cocok := NOMOR_TEKS.fullmatch(awal):
            return cocok[1], cocok[2], dalam
        return "", awal, dalam


def _keterangan(semua: Sequence[Kisi]) -> dict[str, str]:
    """What our own workbook says of itself on its second sheet."""
    kenal = {KET_SATKER, KET_TAHUN, KET_INSTRUMEN}
    return {b.teks(0): b.teks(1) for k in semua for b in k.baris[:KEPALA_MAKS] if b.teks(0) in kenal and b.teks(1)}


def _tahun(kisi: Kisi, keterangan: dict[str, str]) -> frozenset[int]:
    """Years that the workbook names as its own; that of a regulation is none."""
    if (tahun := keterangan.get(KET_TAHUN, "")).isdecimal():
        return frozenset({int(tahun)})
    judul = " ".join(satu_baris(t) for b in kisi.baris[:KEPALA_MAKS] if b.nomor <= 3 for _, t in b.terisi())
    return frozenset(int(t) for t in TAHUN.findall(NOMOR_TAHUN.sub(" ", judul)))
