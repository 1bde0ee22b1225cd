"""Recognising the header of a plan table, wherever it stands and however its columns are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from .hasil import satu_baris
from .tabel import BULAN, BarisKisi, Kisi

KOLOM_KUNCI = "Kunci (jangan diubah)"
KOLOM_SUSUNAN = "Susunan (jangan diubah)"
KOLOM_BAKU = {
    "no": "No",
    "rencana": "Rencana Kerja",
    "aksi": "Rencana Aksi",
    "jadwal": "Jadwal Pelaksanaan",
    "bukti": "Bukti Fisik",
    "kunci": KOLOM_KUNCI,
    "susunan": KOLOM_SUSUNAN,
}
# the first word of each list is the most certain; near spellings of any are accepted
SINONIM: Mapping[str, tuple[str, ...]] = {
    "no": ("no", "nomor", "nomer", "no urut", "nomor urut"),
    "rencana": (
        "rencana kerja", "rencana kegiatan", "program kerja", "kegiatan", "uraian kegiatan", "uraian", "program",
        "uraian rencana kerja", "nama kegiatan", "program kegiatan", "rincian kegiatan",
    ),
    "aksi": (
        "rencana aksi", "aksi", "langkah", "langkah langkah", "langkah kerja", "langkah kegiatan", "rencana tindak",
        "uraian aksi", "uraian rencana aksi", "tahapan", "tahapan kegiatan", "sub kegiatan", "langkah langkah kegiatan",
    ),
    "jadwal": (
        "jadwal pelaksanaan", "jadwal", "jadual", "jadual pelaksanaan", "waktu pelaksanaan", "waktu", "tanggal",
        "tanggal pelaksanaan", "target waktu", "jangka waktu", "jadwal kegiatan", "periode", "waktu kegiatan",
    ),
    "bukti": (
        "bukti fisik", "bukti dukung", "bukti pendukung", "bukti", "data dukung", "data pendukung", "eviden",
        "evidence", "evidens", "output", "keluaran", "dokumen pendukung", "bukti kegiatan", "hasil kegiatan",
    ),
    "kunci": ("kunci",),
    "susunan": ("susunan",),
}  # fmt: skip
_ASAL = {kata: jenis for jenis, daftar in SINONIM.items() for kata in daftar}
_URUTAN = {kata: i for daftar in SINONIM.values() for i, kata in enumerate(daftar)}
_SISIPAN = re.compile(r"\b(?:tahun|zi|wbk|wbbm|pembangunan|zona|integritas|menuju)\b")
_BULAN_PENDEK = {b[:3].lower(): b for b in BULAN} | {"ags": "Agustus", "agt": "Agustus", "agu": "Agustus"}
_TRIWULAN = re.compile(r"(?:tw|triwulan|tri wulan)\s*([1-4]|i{1,3}|iv)")
TINGGI_MAKS = 3
PANJANG_MAKS = 50


@dataclass(frozen=True)
class Kepala:
    """Where each kind of column stands; `sub` names month or quarter columns below the schedule."""

    kolom: Mapping[str, int]
    akhir: int
    sub: tuple[tuple[int, str], ...] = ()
    tak_dikenal: tuple[str, ...] = ()
    lebar: int = 0
    catatan: tuple[tuple[str, str], ...] = ()

    @property
    def milik_kita(self) -> bool:
        """True for a workbook that this application wrote."""
        return "susunan" in self.kolom


def kata_kepala(teks: str) -> str:
    """Lower case words only: no brackets, digits, punctuation or filling words."""
    teks = re.sub(r"\([^)]*\)", " ", teks.lower())
    teks = _SISIPAN.sub(" ", re.sub(r"[\W\d_]+", " ", teks))
    return satu_baris(teks)


def jenis_kolom(teks: str) -> tuple[str, int] | None:
    """Kind of column and how certain its word is (0 = most), or None."""
    if not teks or len(teks) > PANJANG_MAKS:
        return None
    pilihan = [teks, *re.split(r"[/|]|\b(?:atau|dan)\b", teks)]
    return next((hasil for p in pilihan if (hasil := _jenis_kata(kata_kepala(p)))), None)


@lru_cache(maxsize=5_000)
def _jenis_kata(kata: str) -> tuple[str, int] | None:
    if kata not in _ASAL and 5 <= len(kata) <= 30:
        kata = next(iter(get_close_matches(kata, _ASAL, n=1, cutoff=0.85)), kata)
    return (_ASAL[kata], _URUTAN[kata]) if kata in _ASAL else None


def cari_kepala(kisi: Kisi, indeks: int) -> Kepala | None:
    """The header that begins at this line of the grid, or None."""
    tinggi = min(TINGGI_MAKS, len(kisi.baris) - indeks)
    calon = [(t, _teks_kolom(kisi, indeks, t)) for t in range(1, tinggi + 1)]
    t, teks = max(calon, key=lambda c: (len(_petakan(c[1])[0]), -c[0]))
    kolom, catatan = _petakan(teks)
    if not _cukup(kolom) or _lebih_baik_di_bawah(kisi, indeks, t, kolom):
        return None
    akhir = _akhir_kepala(kisi, indeks, indeks + t - 1, kolom)
    baris_sub, sub = _sub_jadwal(kisi, akhir, kolom)
    tak_dikenal = tuple(s for k, s in enumerate(teks) if s and jenis_kolom(s) is None and k not in dict(sub))
    return Kepala(kolom, max(akhir, baris_sub), sub, tuple(dict.fromkeys(tak_dikenal)), len(teks), catatan)


def _lebih_baik_di_bawah(kisi: Kisi, indeks: int, tinggi: int, kolom: Mapping[str, int]) -> bool:
    """Title lines above the real header must not be taken as its first lines."""
    calon = (cari_kepala(kisi, i) for i in range(indeks + 1, indeks + tinggi))
    return any(k is not None and len(k.kolom) >= len(kolom) for k in calon)


def mungkin_kepala(baris: BarisKisi) -> bool:
    """Quick test for a header repeated further down: most of its cells are header words."""
    jenis = [jenis_kolom(t) for _, t in baris.terisi()]
    return len({j[0] for j in jenis if j}) >= max(2, len(jenis) - 1)


def _cukup(kolom: Mapping[str, int]) -> bool:
    utama = {"rencana", "aksi"} & kolom.keys()
    return bool(utama) and len(kolom) >= 2


def _teks_kolom(kisi: Kisi, indeks: int, tinggi: int) -> tuple[str, ...]:
    """Header text per column over some lines, horizontal merges spread out."""
    lebar = max(len(b.sel) for b in kisi.baris[indeks : indeks + tinggi])
    baris = [_sebar(kisi, b, lebar) for b in kisi.baris[indeks : indeks + tinggi]]
    return tuple(satu_baris(" ".join(b[k] for b in baris)) for k in range(lebar))


def _sebar(kisi: Kisi, baris: BarisKisi, lebar: int) -> list[str]:
    jangkar = kisi.jangkar
    sel = [baris.teks(k) for k in range(lebar)]
    for k, teks in baris.terisi():
        gabungan = jangkar.get((baris.nomor, k))
        if gabungan and teks:
            sel[k : min(gabungan.kanan, lebar - 1) + 1] = [teks] * (min(gabungan.kanan, lebar - 1) + 1 - k)
    return sel


def _petakan(teks: Sequence[str]) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    """First, most certain column of each kind; a second plan column serves as the missing action column."""
    calon: dict[str, list[tuple[int, int]]] = {}
    for k, satu in enumerate(teks):
        if jenis := jenis_kolom(satu):
            calon.setdefault(jenis[0], []).append((jenis[1], k))
    kolom = {jenis: min(daftar)[1] for jenis, daftar in calon.items()}
    return _lengkapi(kolom, calon, teks)


def _lengkapi(
    kolom: dict[str, int], calon: Mapping[str, list[tuple[int, int]]], teks: Sequence[str]
) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    if "aksi" not in kolom and len({teks[k] for _, k in calon.get("rencana", [])}) > 1:
        urut = sorted(k for _, k in calon["rencana"])
        beda = next(k for k in urut if teks[k] != teks[urut[0]])
        kolom |= {"rencana": urut[0], "aksi": beda}
        return kolom, (("kolom_ditafsir", f"Kolom “{teks[beda]}” dibaca sebagai rencana aksi."),)
    if "rencana" not in kolom and "aksi" in kolom:
        kolom["rencana"] = kolom.pop("aksi")
        return kolom, (("kolom_ditafsir", f"Kolom “{teks[kolom['rencana']]}” dibaca sebagai rencana kerja."),)
    ganda = [teks[k] for jenis, d in calon.items() for _, k in d if teks[k] != teks[kolom[jenis]]]
    return kolom, tuple(("kolom_ganda", f"Kolom “{t}” tidak dibaca karena serupa dengan kolom lain.") for t in ganda)


def _akhir_kepala(kisi: Kisi, indeks: int, akhir: int, kolom: Mapping[str, int]) -> int:
    """The last line of the header: as far as its own cells are merged downwards."""
    jangkar = kisi.jangkar
    bawah = max(
        (g.bawah for b in kisi.baris[indeks : akhir + 1] for k in kolom.values() if (g := jangkar.get((b.nomor, k)))),
        default=0,
    )
    while akhir + 1 < len(kisi.baris) and kisi.baris[akhir + 1].nomor <= bawah and akhir < indeks + TINGGI_MAKS:
        akhir += 1
    return akhir


def _sub_jadwal(kisi: Kisi, akhir: int, kolom: Mapping[str, int]) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Month or quarter names in the last header line or the line below it, and the index of that line."""
    for i, baris in enumerate(kisi.baris[akhir : akhir + 2], start=akhir):
        sub = tuple((k, nama) for k, t in baris.terisi() if (nama := nama_bulan(t)) and k not in _bukan_jadwal(kolom))
        if len(sub) >= 2:
            return i, sub
    return -1, ()


def _bukan_jadwal(kolom: Mapping[str, int]) -> set[int]:
    return {k for jenis, k in kolom.items() if jenis != "jadwal"}


def nama_bulan(teks: str) -> str:
    """`Jan`, `JANUARI`, `TW II` → the full name; empty for anything else."""
    kata = satu_baris(re.sub(r"[^\w]+", " ", teks.lower()))
    if cocok := _TRIWULAN.fullmatch(kata):
        angka = cocok[1]
        return f"Triwulan {angka if angka.isdigit() else ('i', 'ii', 'iii', 'iv').index(angka) + 1}"
    bulan = _BULAN_PENDEK.get(kata[:3], "")
    return bulan if bulan and (len(kata) == 3 or bulan.lower() == kata or len(kata) == 4) else ""


def baris_nomor_kolom(baris: BarisKisi) -> bool:
    """`1 | 2 | 3 | 4 | 5` or `(1) | (2) …` below a header."""
    isi = [re.sub(r"\W", "", t) for _, t in baris.terisi()]
    return len(isi) >= 3 and isi == [str(i) for i in range(1, len(isi) + 1)]
