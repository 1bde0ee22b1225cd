"""An official LKE workbook as rows of text: which sheet, which shape, which column is what. Pure: no database."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from openpyxl.utils import column_index_from_string, get_column_letter

from zi.common.galat import GalatDomain
from zi.impor.berkas import Jenis, buka
from zi.impor.buku import kisi_buku
from zi.impor.hasil import Batas, BerkasTidakTerbaca, rapikan, satu_baris
from zi.impor.tabel import BarisKisi, Kisi
from zi.lke.tukar.bentuk import (
    BENTUK,
    KET_INSTRUMEN,
    KET_SATKER,
    KET_TAHUN,
    KOLOM_BOBOT,
    KOLOM_TEKS,
    KOLOM_TIPE,
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
CATATAN = re.compile(r"catatan|keterangan|penjelasan", re.IGNORECASE)
BANYAK_JAWABAN = "Ada beberapa kolom jawaban: {}. Beri judul “{}” pada kolom yang akan diimpor, lalu unggah lagi."
GABUNGAN = "Sel gabungan {} hanya dibaca untuk baris {}, tidak untuk {} baris di bawahnya."
KOMENTAR = re.compile(r"xl/(?:threadedComments/|comments)")
BERKOMENTAR = "Komentar yang menempel pada sel tidak dibaca."
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
            komentar = any(KOMENTAR.match(nama) for nama in aman.arsip.namelist())
    except BerkasTidakTerbaca as galat:
        raise GalatDomain(str(galat)) from galat
    kisi, kolom_tipe = _pilih(semua, {rapat(t) for t in tipe})
    kepala = _kepala(kisi, kolom_tipe)
    bentuk = _bentuk(kisi, kepala)
    kolom = _Kolom(kisi, bentuk, kepala, kolom_tipe, evaluator=evaluator)
    lain = [f"Lembar {k.lembar} tidak dibaca." for k in semua if k is not kisi and _jumlah_tipe(k, tipe)]
    keterangan = _keterangan(semua)
    return LembarLke(
        bentuk,
        kisi.lembar,
        tuple(kolom.lajur(b) for b in kisi.baris),
        _tahun(kisi, keterangan),
        keterangan.get(KET_SATKER, ""),
        keterangan.get(KET_INSTRUMEN, ""),
        (*lain, *kolom.tak_dibaca(), *([BERKOMENTAR] if komentar else []), *(p.pesan for p in peringatan)),
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


def _kepala(kisi: Kisi, kolom_tipe: int) -> BarisKisi:
    """The row with the headings; an empty one above all rows where there is none."""
    semua = (b for b in kisi.baris[:KEPALA_MAKS] if "jawaban" in b.teks(kolom_tipe).casefold())
    return next(semua, BarisKisi(0, ()))


def _bentuk(kisi: Kisi, kepala: BarisKisi) -> Bentuk:
    """The shape whose headings are there, else whose name the sheet has."""
    ada, nama = {rapat(teks) for _, teks in kepala.terisi()}, rapat(kisi.lembar)
    cocok = {k: (len(ada & {rapat(t) for t in b.judul.values()}), nama == rapat(b.lembar)) for k, b in BENTUK.items()}
    return BENTUK[max(cocok, key=lambda k: cocok[k])]


class _Kolom:
    """Which column is what: by its heading, else by its place, counted from the type or (right of it) the answer."""

    def __init__(self, kisi: Kisi, bentuk: Bentuk, kepala: BarisKisi, tipe: int, *, evaluator: bool) -> None:
        self.kisi, self.bentuk, self.kepala, self.tipe = kisi, bentuk, kepala, tipe
        self.sisi = bentuk.tpi if evaluator and bentuk.tpi else bentuk.unit
        geser = tipe - _indeks(KOLOM_TIPE)
        self.bobot = self._cari(KOLOM_BOBOT, geser)
        self.teks = [self._cari(KOLOM_TEKS[0], geser) + n for n in range(len(KOLOM_TEKS))]
        self.jawaban = self._cari(self.sisi.jawaban, geser)
        self._satu_jawaban()
        self.geser = self.jawaban - _indeks(self.sisi.jawaban)
        self.catatan, self.bukti = [self._cari(self.sisi.catatan, self.geser)], [self._cari(bentuk.bukti, self.geser)]
        if not bentuk.portalrb:
            self._catatan_bebas()
        if evaluator and not bentuk.portalrb:
            self._milik_tpi()

    def _cari(self, huruf: str, geser: int) -> int:
        """Its place, unless the official heading stands over one other column alone."""
        tempat, judul = _indeks(huruf) + geser, rapat(self.bentuk.judul[huruf])
        sama = [k for k, teks in self.kepala.terisi() if rapat(teks) == judul]
        return sama[0] if len(sama) == 1 else tempat

    def _satu_jawaban(self) -> None:
        """Of several columns of answers one must have the official heading: nobody else knows which is meant."""
        judul = self.bentuk.judul[self.sisi.jawaban]
        semua = [k for k, teks in self.kepala.terisi() if k > self.tipe and "jawaban" in teks.casefold()]
        if len(semua) > 1 and rapat(self.kepala.teks(self.jawaban)) != rapat(judul):
            raise GalatDomain(BANYAK_JAWABAN.format(", ".join(map(self._sebut, semua)), judul))

    def _catatan_bebas(self) -> None:
        """Units use O to Q, and more beside them, as they like: what is headed as evidence is evidence, the rest are
        notes; columns of the other side are left alone."""
        bebas = [_indeks(k) + self.geser for k in "OPQ"]
        kepala = {k: teks for k, teks in self.kepala.terisi() if k > self.jawaban}
        bebas += [k for k, teks in kepala.items() if k not in bebas and (CATATAN.search(teks) or BUKTI.search(teks))]
        bebas = [k for k in bebas if "tpi" not in kepala.get(k, "").casefold().split()]
        self.bukti = [k for k in bebas if BUKTI.search(kepala.get(k, ""))]
        self.catatan = [k for k in bebas if k not in self.bukti]

    def _milik_tpi(self) -> None:
        """The columns that evaluators added to the sheet of the regulation: theirs, not the unit's."""
        semua = [(k, teks.casefold().split()) for k, teks in self.kepala.terisi() if k > self.tipe]
        tpi = {kata: [k for k, teks in semua if {kata, "tpi"} <= set(teks)] for kata in ("jawaban", "catatan")}
        if tpi["jawaban"]:
            self.jawaban, self.catatan, self.bukti = tpi["jawaban"][0], tpi["catatan"], []

    def tak_dibaca(self) -> list[str]:
        """The columns right of the type that hold something in a row with a type, and are not read."""
        semua = {k for b in self.kisi.baris if b.nomor > self.kepala.nomor and b.teks(self.tipe) for k, _ in b.terisi()}
        resmi = {k for s in self.bentuk.sisi for k in (s.jawaban, s.catatan, s.nilai, s.persen)} - {self.sisi.jawaban}
        kenal = {_indeks(k) + self.geser for k in resmi} | {self.jawaban, *self.catatan, *self.bukti}
        sisa = sorted(k for k in semua - kenal if k > self.tipe)
        kalimat = [f"Kolom {self._sebut(k)} berisi tulisan, tetapi tidak dibaca." for k in sisa]
        return [*kalimat, *self._gabungan()]

    def _gabungan(self) -> Iterator[str]:
        """Merged cells over several questions: what stands in them is of the first row alone."""
        baris = {b.nomor: b for b in self.kisi.baris if b.teks(self.tipe)}
        for g in self.kisi.gabungan:
            kena = [n for n in range(g.atas, g.bawah + 1) if n in baris] if g.atas < g.bawah else []
            pakai = g.kiri in {self.jawaban, *self.catatan, *self.bukti}
            if pakai and len(kena) > 1 and g.atas in baris and baris[g.atas].teks(g.kiri):
                yield GABUNGAN.format(f"{get_column_letter(g.kiri + 1)}{g.atas}", g.atas, len(kena) - 1)

    def _sebut(self, kolom: int) -> str:
        judul = satu_baris(self.kepala.teks(kolom))[:40]
        return get_column_letter(kolom + 1) + (f" (“{judul}”)" if judul else "")

    def lajur(self, baris: BarisKisi) -> Lajur:
        label, teks = self._judul(baris)
        sel = f"{get_column_letter(self.jawaban + 1)}{baris.nomor}"
        return Lajur(
            baris.nomor,
            label,
            teks,
            self._isi(baris, [self.bobot]),
            satu_baris(self._isi(baris, [self.tipe])),
            satu_baris(self._isi(baris, [self.jawaban])),
            self._bertaut(baris, self.catatan),
            self._bertaut(baris, self.bukti),
            sel,
            sel in self.kisi.rumus,
        )

    def _isi(self, baris: BarisKisi, kolom: Sequence[int]) -> str:
        return "\n".join(t for k in kolom if k >= 0 and (t := baris.teks(k)))

    def _bertaut(self, baris: BarisKisi, kolom: Sequence[int]) -> str:
        """The texts of notes, each followed by the address behind it where that is not its text."""
        isi: list[str] = []
        for k in kolom:
            teks, alamat = baris.teks(k), self.kisi.tautan.get(f"{get_column_letter(k + 1)}{baris.nomor}", "")
            isi += [t for t in (teks, "" if alamat in teks else rapikan(alamat)) if t]
        return "\n".join(isi)

    def _judul(self, baris: BarisKisi) -> tuple[str, str]:
        """Number and words of a row; the number may stand in a cell of its own or before the words."""
        isi = [satu_baris(baris.teks(k)) for k in self.teks if 0 <= k < self.tipe and baris.teks(k).strip()]
        if not isi:
            return "", ""
        if len(isi) > 1 and NOMOR.fullmatch(isi[0]):
            return isi[0], isi[1]
        if cocok := NOMOR_TEKS.fullmatch(isi[0]):
            return cocok[1], cocok[2]
        return "", isi[0]


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
