"""Grids → plan: areas and rows, whatever the order of columns and the shape of the sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .blok import baca_blok
from .hasil import AreaTerbaca, BarisTerbaca, BerkasTidakTerbaca, HasilBaca, PeringatanBaca, satu_baris
from .judul_area import JudulArea, kode_lembar, rapat, urai_judul
from .kepala import Kepala, baris_nomor_kolom, cari_kepala, mungkin_kepala
from .lajur import Lajur, buat_lajur, judul_baris, lebar_penuh, mulai_tanda_tangan, sel_tampak, teks_lajur
from .susunan import Susunan, baca_susunan
from .tabel import BarisKisi, Kisi

PESAN_TANPA_KOLOM = (
    "Tidak ditemukan tabel rencana: sertakan baris judul kolom seperti No, Rencana Kerja, Rencana Aksi, "
    "Jadwal Pelaksanaan, dan Bukti Fisik."
)
PESAN_KOSONG = "Tabel rencana ditemukan, tetapi tidak berisi satu baris pun."
_LEMBAR_UMUM = re.compile(r"(?:sheet|lembar|worksheet)\s*\d*", re.I)


@dataclass
class _Area:
    """An area while its lines are collected; `judul` None until a heading or the sheet gives it a name."""

    judul: JudulArea | None
    lembar: str
    sumber: str
    kunci: str = ""
    blok: list[list[Lajur]] = field(default_factory=list)
    tanda: dict[int, list[str]] = field(default_factory=dict)


@dataclass
class _Bacaan:
    """Everything collected so far."""

    areas: list[_Area] = field(default_factory=list)
    catatan: list[PeringatanBaca] = field(default_factory=list)
    kepala: Kepala | None = None
    selesai: bool = False
    ada_kepala: bool = False
    awal_kisi: int = 0

    def catat(self, kode: str, pesan: str, tempat: str, teks: str = "") -> None:
        self.catatan.append(PeringatanBaca(kode, pesan, tempat, teks))


def baca_kisi(semua: Sequence[Kisi]) -> HasilBaca:
    """Read the plan from all grids of a file; raises BerkasTidakTerbaca when there is none."""
    bacaan = _Bacaan()
    for kisi in semua:
        _baca_satu(bacaan, kisi)
    if not bacaan.ada_kepala:
        raise BerkasTidakTerbaca(PESAN_TANPA_KOLOM)
    areas = [a for a in bacaan.areas if a.blok or a.judul]
    if not areas:
        raise BerkasTidakTerbaca(PESAN_KOSONG)
    hasil = [_selesaikan(a, len(areas)) for a in areas]
    _catat_tanpa_area(bacaan, areas, hasil)
    return HasilBaca(*_tanpa_kunci_ganda(hasil, bacaan.catatan))


def _baca_satu(bacaan: _Bacaan, kisi: Kisi) -> None:
    for kode, pesan in kisi.catatan:
        bacaan.catat(kode, pesan, kisi.sebutan)
    bacaan.awal_kisi = len(bacaan.areas)
    lama, bacaan.kepala, bacaan.selesai = bacaan.kepala, None, False
    _judul_pengantar(bacaan, kisi)
    i = 0
    while i < len(kisi.baris):
        i = _baca_baris(bacaan, kisi, i, lama)
    if bacaan.kepala is None:
        bacaan.kepala = lama
        del bacaan.areas[bacaan.awal_kisi :]
        if kisi.baris:
            bacaan.catat("bukan_tabel_rencana", f"{kisi.sebutan} tidak berisi tabel rencana.", kisi.sebutan)


def _judul_pengantar(bacaan: _Bacaan, kisi: Kisi) -> None:
    """A heading printed above the table; without one, a new sheet begins an area that is not named yet."""
    judul = next((j for t in reversed(kisi.pengantar) if (j := urai_judul(t)).pasti), None)
    if judul:
        _mulai_area(bacaan, kisi, judul, kisi.sebutan)
    elif not kisi.bersambung or not bacaan.areas:
        bacaan.areas.append(_Area(None, kisi.lembar, kisi.sebutan))


def _baca_baris(bacaan: _Bacaan, kisi: Kisi, i: int, lama: Kepala | None) -> int:
    """Read the line at this index; gives the index of the next one."""
    baris = kisi.baris[i]
    kita = _susunan_baris(baris, bacaan.kepala)
    if kita is None and (bacaan.kepala is None or mungkin_kepala(baris)):
        kepala = cari_kepala(kisi, i)
        if kepala is not None and _kepala_berlaku(kepala, bacaan.kepala):
            return _pakai_kepala(bacaan, kisi, kepala)
    if bacaan.kepala is None:
        _sebelum_kepala(bacaan, kisi, baris, lama if i == 0 else None)
    if bacaan.kepala is not None:
        _isi_tabel(bacaan, kisi, baris, buat_lajur(kisi, baris, bacaan.kepala))
    return i + 1


def _susunan_baris(baris: BarisKisi, kepala: Kepala | None) -> Susunan | None:
    return baca_susunan(baris.teks(kepala.kolom.get("susunan"))) if kepala else None


def _kepala_berlaku(baru: Kepala, lama: Kepala | None) -> bool:
    """A header further down must be as good as a header: three kinds, or the same places as before."""
    if lama is None or len(baru.kolom) >= 3:
        return True
    return all(lama.kolom.get(jenis) == k for jenis, k in baru.kolom.items())


def _pakai_kepala(bacaan: _Bacaan, kisi: Kisi, kepala: Kepala) -> int:
    pertama = bacaan.kepala is None
    bacaan.kepala, bacaan.ada_kepala, bacaan.selesai = kepala, True, False
    if pertama:
        for kolom in kepala.tak_dikenal:
            bacaan.catat("kolom_diabaikan", f"Kolom “{kolom}” tidak dibaca.", kisi.sebutan, kolom)
        for kode, pesan in kepala.catatan:
            bacaan.catat(kode, pesan, kisi.sebutan)
    if pertama and kepala.milik_kita:
        bacaan.areas[bacaan.awal_kisi :] = [_Area(None, kisi.lembar, kisi.sebutan)]
    berikut = kepala.akhir + 1
    return berikut + (berikut < len(kisi.baris) and baris_nomor_kolom(kisi.baris[berikut]))


def _sebelum_kepala(bacaan: _Bacaan, kisi: Kisi, baris: BarisKisi, lama: Kepala | None) -> None:
    """Above the header: area headings count, titles do not; a table without header may continue the one before."""
    judul = judul_baris(kisi, baris, None)
    if judul is not None and judul.pasti:
        _mulai_area(bacaan, kisi, judul, kisi.tempat(baris.nomor))
    elif lama is not None and kisi.bersambung and len(baris.sel) == lama.lebar:
        bacaan.kepala = lama


def _mulai_area(bacaan: _Bacaan, kisi: Kisi, judul: JudulArea, sumber: str, kunci: str = "") -> None:
    bacaan.areas.append(_Area(judul, kisi.lembar, sumber, kunci))


def _judul_terulang(area: _Area | None, judul: JudulArea) -> bool:
    """The heading is printed again (next page, or above and inside the table)."""
    if area is None or area.judul is None:
        return False
    nama = rapat(area.judul.nama) == rapat(judul.nama)
    return nama and area.judul.nomor.strip(".) ") == judul.nomor.strip(".) ")


def _isi_tabel(bacaan: _Bacaan, kisi: Kisi, baris: BarisKisi, lajur: Lajur) -> None:
    if lajur.susunan is not None:
        _isi_kita(bacaan, kisi, baris, lajur)
        return
    judul = judul_baris(kisi, baris, bacaan.kepala)
    if judul is not None:
        bacaan.selesai = False
        if not _judul_terulang(bacaan.areas[-1] if bacaan.areas else None, judul):
            _mulai_area(bacaan, kisi, judul, lajur.tempat)
    elif bacaan.selesai or not lajur.berisi:
        return
    elif mulai_tanda_tangan(lajur):
        bacaan.selesai = True
        pesan = "Mulai baris ini dianggap bagian tanda tangan dan tidak dibaca."
        bacaan.catat("tanda_tangan", pesan, lajur.tempat, teks_lajur(lajur))
    elif _bukan_isi(bacaan, kisi, baris, lajur):
        return
    else:
        _isi_asing(bacaan.areas[-1], lajur)


def _bukan_isi(bacaan: _Bacaan, kisi: Kisi, baris: BarisKisi, lajur: Lajur) -> bool:
    """Full-width remarks and rows with nothing but a number are kept as a warning only."""
    sel = sel_tampak(baris, bacaan.kepala)
    if len(sel) == 1 and lebar_penuh(kisi, baris, sel[0][0]):
        bacaan.catat("baris_lebar", "Baris selebar tabel ini tidak dikenali.", lajur.tempat, satu_baris(sel[0][1]))
        return True
    if lajur.berisi == ("no",):
        pesan = "Baris ini hanya berisi nomor dan tidak dibaca."
        bacaan.catat("nomor_saja", pesan, lajur.tempat, satu_baris(sel[0][1]))
        return True
    return False


def _isi_asing(area: _Area, lajur: Lajur) -> None:
    """A line of anybody's sheet: a new row when it has a number or a text, else it continues the row above."""
    blok = area.blok[-1] if area.blok else None
    if blok is not None and _berulang(blok[0], lajur):
        if "baris_berulang" not in (tanda := area.tanda.setdefault(len(area.blok) - 1, [])):
            tanda.append("baris_berulang")
        blok.append(replace(lajur, isi={**lajur.isi, "no": "", "rencana": ""}))
        return
    if blok is None or (not _rencana_berlanjut(blok, lajur) and (lajur.teks("no") or lajur.teks("rencana"))):
        area.blok.append([lajur])
        return
    if lajur.teks("rencana"):
        area.tanda.setdefault(len(area.blok) - 1, []).append("uraian_disambung")
    blok.append(lajur)


def _berulang(awal: Lajur, lajur: Lajur) -> bool:
    """Offices fill number and text down over the lines of one row."""
    sama = all(satu_baris(awal.teks(j)) == satu_baris(lajur.teks(j)) for j in ("no", "rencana"))
    return sama and bool(lajur.teks("no") and lajur.teks("rencana"))


def _rencana_berlanjut(blok: Sequence[Lajur], lajur: Lajur) -> bool:
    rencana = lajur.teks("rencana")
    if not rencana:
        return any(b.bawah.get("rencana", 0) >= lajur.nomor for b in blok)
    return not lajur.teks("no") and rencana[:1].islower() and bool(blok[0].teks("rencana"))


def _isi_kita(bacaan: _Bacaan, kisi: Kisi, baris: BarisKisi, lajur: Lajur) -> None:
    """A line of our own workbook: the hidden column says what it is, a number or text typed later counts too."""
    susunan = lajur.susunan
    if susunan is None or susunan.area is not None:
        judul = _judul_kita(susunan.area if susunan else None, baris, bacaan.kepala)
        _mulai_area(bacaan, kisi, judul, lajur.tempat, lajur.teks("kunci"))
        return
    area = bacaan.areas[-1]
    asal = next((b.susunan.blok for b in area.blok[-1] if b.susunan), None) if area.blok else -1
    baru = susunan.awal or bool(lajur.teks("no") or lajur.teks("rencana"))
    if baru or asal not in (None, susunan.blok):
        area.blok.append([lajur])
        if not baru:
            area.tanda[len(area.blok) - 1] = ["baris_terputus"]
    else:
        area.blok[-1].append(lajur)


def _judul_kita(
    tersimpan: tuple[str, str, str, str | None] | None, baris: BarisKisi, kepala: Kepala | None
) -> JudulArea:
    teks = " ".join(t for _, t in sel_tampak(baris, kepala))
    if tersimpan is not None and teks == judul_teks(*tersimpan[:3]):
        sebutan, nomor, nama, baku = tersimpan
        return JudulArea(sebutan, nomor, nama, baku, baku is not None)
    return urai_judul(teks)


def judul_teks(sebutan: str, nomor: str, nama: str) -> str:
    """What a heading line shows."""
    return " ".join(filter(None, (sebutan, nomor, nama)))


def _selesaikan(area: _Area, banyak: int) -> AreaTerbaca:
    judul = area.judul or _judul_lembar(area.lembar, banyak)
    baris = [baca_blok(b, area.tanda.get(i, ())) for i, b in enumerate(area.blok)]
    kita = any(b[0].susunan for b in area.blok)
    return AreaTerbaca(
        judul.nomor,
        judul.nama,
        judul.area_baku,
        tuple(baris if kita else _tandai_nomor_ganda(baris)),
        area.kunci,
        judul.sebutan,
        area.lembar,
        area.sumber,
    )


def _judul_lembar(lembar: str, banyak: int) -> JudulArea:
    """The sheet's name as area: when it is a known one, or when there is a sheet per area."""
    kode = kode_lembar(lembar) if lembar else None
    if kode is None and (banyak == 1 or _LEMBAR_UMUM.fullmatch(lembar)):
        return JudulArea("", "", "", None, False)
    judul = urai_judul(lembar)
    return JudulArea(judul.sebutan, judul.nomor, judul.nama or lembar, kode, kode is not None)


def _tandai_nomor_ganda(baris: Sequence[BarisTerbaca]) -> list[BarisTerbaca]:
    hitung = Counter(b.no_tertulis.strip(".) ") for b in baris if b.no_tertulis)
    pesan = "Nomor ini dipakai lebih dari sekali dalam area yang sama."
    return [
        replace(b, peringatan=(*b.peringatan, PeringatanBaca("nomor_ganda", pesan, b.sumber, b.no_tertulis)))
        if hitung[b.no_tertulis.strip(".) ")] > 1
        else b
        for b in baris
    ]


def _catat_tanpa_area(bacaan: _Bacaan, areas: Sequence[_Area], hasil: Sequence[AreaTerbaca]) -> None:
    for area, jadi in zip(areas, hasil, strict=True):
        if area.judul is None and not jadi.nama:
            pesan = "Nama area tidak ditemukan. Barisnya masuk ke area tersendiri; pindahkan setelah disimpan."
            bacaan.catat("tanpa_area", pesan, area.sumber)


def _tanpa_kunci_ganda(
    areas: Sequence[AreaTerbaca], catatan: Sequence[PeringatanBaca]
) -> tuple[tuple[AreaTerbaca, ...], tuple[PeringatanBaca, ...]]:
    """A row copied in Excel carries its key along: the second one counts as new."""
    terpakai: set[str] = set()
    hasil = []
    for area in areas:
        kunci = _sekali(area.kunci and f"area {area.kunci}", terpakai) and area.kunci
        baris = tuple(_kunci_sekali(b, terpakai) for b in area.baris)
        hasil.append(replace(area, kunci=kunci, baris=baris))
    return tuple(hasil), tuple(catatan)


def _sekali(kunci: str, terpakai: set[str]) -> str:
    if not kunci or kunci in terpakai:
        return ""
    terpakai.add(kunci)
    return kunci


def _kunci_sekali(baris: BarisTerbaca, terpakai: set[str]) -> BarisTerbaca:
    if baris.kunci == _sekali(baris.kunci, terpakai):
        return baris
    pesan = "Kunci baris ini sama dengan baris lain; baris ini dibaca sebagai baris baru."
    ganda = PeringatanBaca("kunci_ganda", pesan, baris.sumber, baris.uraian)
    return replace(baris, kunci="", peringatan=(*baris.peringatan, ganda))
