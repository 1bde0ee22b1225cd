"""One line of a plan table with its cells under their kinds, and the question what sort of line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .hasil import satu_baris
from .judul_area import JudulArea, gabung_sobek, urai_judul
from .kepala import Kepala
from .susunan import Susunan, baca_susunan
from .tabel import BULAN, BarisKisi, Kisi

TANDA_BULAN = frozenset({"v", "√", "✓", "✔", "x", "●", "•", "■", "*", "1", "ya"})
_TANDA_TANGAN = re.compile(
    rf"(?:[A-Z][\w ]{{2,40}},\s*(?:\d{{1,2}}\s+)?(?:{'|'.join(BULAN)})\s+\d{{4}}"
    r"|(?:mengetahui|menyetujui|mengesahkan|disahkan oleh|disetujui oleh)\b.{0,40})[,:]?",
    re.I,
)


@dataclass(frozen=True)
class Lajur:
    """A line: text by kind of column, and down to which row number the merged cell of a kind reaches."""

    nomor: int
    tempat: str
    isi: Mapping[str, str]
    bawah: Mapping[str, int] = field(default_factory=dict)
    susunan: Susunan | None = None

    def teks(self, jenis: str) -> str:
        """The cell of this kind; empty when there is none."""
        return self.isi.get(jenis, "")

    @property
    def berisi(self) -> tuple[str, ...]:
        """Kinds with text."""
        return tuple(j for j, t in self.isi.items() if t and j not in ("kunci", "susunan"))


def buat_lajur(kisi: Kisi, baris: BarisKisi, kepala: Kepala) -> Lajur:
    """Put a grid line under its header."""
    isi = {jenis: baris.teks(k) for jenis, k in kepala.kolom.items()}
    if kepala.sub:
        isi["jadwal"] = _jadwal_bertanda(baris, kepala)
    bawah = {j: g.bawah for j, k in kepala.kolom.items() if (g := kisi.jangkar.get((baris.nomor, k)))}
    susunan = baca_susunan(isi.get("susunan", ""))
    return Lajur(baris.nomor, kisi.tempat(baris.nomor), isi, bawah, susunan)


def _jadwal_bertanda(baris: BarisKisi, kepala: Kepala) -> str:
    """Marks under month columns become words: `Januari, Maret`; quarters stay apart, one a line."""
    tanda = [(nama, baris.teks(k)) for k, nama in kepala.sub if baris.teks(k)]
    bulan = [n for n, t in tanda if t.lower() in TANDA_BULAN and n in BULAN]
    lain = [n if t.lower() in TANDA_BULAN else f"{n} ({t})" for n, t in tanda if n not in bulan]
    return "\n".join(filter(None, [", ".join(bulan), *lain]))


def sel_tampak(baris: BarisKisi, kepala: Kepala | None) -> tuple[tuple[int, str], ...]:
    """Cells with text, hidden columns left out."""
    rahasia = {kepala.kolom.get("kunci"), kepala.kolom.get("susunan")} if kepala else set()
    return tuple((k, t) for k, t in baris.terisi() if k not in rahasia)


def lebar_penuh(kisi: Kisi, baris: BarisKisi, kolom: int) -> bool:
    """The cell is merged over at least three columns."""
    gabungan = kisi.jangkar.get((baris.nomor, kolom))
    return gabungan is not None and gabungan.kanan - gabungan.kiri >= 2


def judul_baris(kisi: Kisi, baris: BarisKisi, kepala: Kepala | None) -> JudulArea | None:
    """The area heading that this line is, or None."""
    sel = sel_tampak(baris, kepala)
    if len(sel) == 1:
        return _judul_satu_sel(*sel[0], lebar_penuh(kisi, baris, sel[0][0]), kepala)
    if len(sel) == 2 and kepala and sel[0][0] < sel[1][0] <= kepala.kolom.get("rencana", 0):
        return _judul_dua_sel(sel[0][1], sel[1][1])
    return None


def _judul_satu_sel(kolom: int, teks: str, penuh: bool, kepala: Kepala | None) -> JudulArea | None:
    judul = urai_judul(teks)
    rencana = kepala.kolom.get("rencana", 0) if kepala else kolom
    di_depan = penuh or kolom < rencana or kolom == 0 != rencana
    bertanda = bool(judul.nomor or judul.sebutan)
    if judul.pasti and (di_depan or kolom == rencana):
        return judul
    if kepala is None or not di_depan or not judul.nama or len(teks) > 150:
        return None
    kuat = judul.bernomor_romawi or bool(judul.sebutan and judul.nomor)
    return judul if kuat or (bertanda and judul.area_baku) else None


def _judul_dua_sel(kiri: str, kanan: str) -> JudulArea | None:
    sobek = gabung_sobek(kiri, kanan)
    if sobek:
        return sobek
    judul = urai_judul(f"{kiri} {kanan}")
    nomor_saja = urai_judul(kiri)
    romawi = nomor_saja.bernomor_romawi and not nomor_saja.nama
    return judul if romawi and judul.nama else None


def mulai_tanda_tangan(lajur: Lajur) -> bool:
    """`Mataram, 1 Februari 2023` or `Mengetahui` alone on a line: the table is over."""
    teks = [satu_baris(lajur.teks(j)) for j in lajur.berisi]
    return 0 < len(teks) <= 2 and any(_TANDA_TANGAN.fullmatch(t) for t in teks)


def teks_lajur(lajur: Lajur) -> str:
    """All texts of the line, for a warning."""
    return " | ".join(_isi_tampak(lajur))


def _isi_tampak(lajur: Lajur) -> Iterator[str]:
    return (satu_baris(lajur.teks(j)) for j in lajur.berisi)
