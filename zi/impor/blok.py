"""The lines of one plan row → a row: its actions, and which action each schedule and evidence stands beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zi.jadwal.enums import DasarPasangan

from .daftar import LABEL_MENEMPEL, LANJUTAN_RAGU, Butir, HasilDaftar, pisah_daftar, pisah_jadwal, pisah_label
from .hasil import AksiTerbaca, BarisTerbaca, BuktiTerbaca, JadwalTerbaca, PeringatanBaca, satu_baris
from .lajur import Lajur
from .susunan import Letak, pulihkan

PESAN = {
    LABEL_MENEMPEL: "Label butir tampaknya menempel pada kata; periksa pemisahan butirnya.",
    LANJUTAN_RAGU: "Baris tanpa label disambung ke butir sebelumnya; periksa.",
    "angka_serial": "Jadwal berupa angka, mungkin tanggal Excel yang tidak diformat; dibiarkan sebagai teks.",
    "tanpa_uraian": "Baris ini tidak mempunyai rencana kerja.",
    "tanpa_nomor": "Baris ini tidak bernomor.",
    "uraian_disambung": "Rencana kerja disambung dengan baris di bawahnya.",
    "baris_berulang": "Nomor dan rencana kerja yang diulang pada baris berikutnya dibaca sebagai satu baris.",
    "baris_terputus": "Baris pertama dari rencana ini tampaknya terhapus; sisanya dibaca sebagai baris baru.",
}
SERIAL = re.compile(r"(?:3[6-9]|[4-6]\d|7[0-3])\d{3}")
Pasangan = tuple[tuple[int, ...], str]


@dataclass(frozen=True)
class _Butir:
    """An item on its line: `letak` when our own workbook says where it belongs."""

    butir: Butir
    lajur: int
    letak: Letak | None = None


def baca_blok(blok: Sequence[Lajur], tambahan: Sequence[str] = ()) -> BarisTerbaca:
    """Read the lines of one plan row."""
    aksi, tanda_aksi = _kumpulkan(blok, "aksi", pisah_daftar)
    bukti, tanda_bukti = _kumpulkan(blok, "bukti", pisah_daftar)
    jadwal, _ = _kumpulkan(blok, "jadwal", lambda t: HasilDaftar(pisah_jadwal(t)))
    peta = _PetaAksi(blok, aksi)
    no, uraian = _no_dan_uraian(blok)
    hasil_jadwal = _jadwal(jadwal, peta)
    tanda = [*tambahan, *tanda_aksi, *tanda_bukti, *_tanda_baris(blok, no, uraian, hasil_jadwal)]
    return BarisTerbaca(
        blok[0].teks("kunci"),
        no,
        uraian,
        tuple(AksiTerbaca(b.butir.label, b.butir.teks) for b in aksi),
        hasil_jadwal,
        _bukti(bukti, peta),
        blok[0].tempat,
        tuple(PeringatanBaca(t, PESAN[t], blok[0].tempat, uraian) for t in dict.fromkeys(tanda)),
    )


def _no_dan_uraian(blok: Sequence[Lajur]) -> tuple[str, str]:
    """Number and text of the row; a number typed before the text counts when its own cell is empty."""
    if blok[0].susunan is not None:
        return blok[0].teks("no"), blok[0].teks("rencana")
    no = satu_baris(blok[0].teks("no"))
    uraian = satu_baris(" ".join(lajur.teks("rencana") for lajur in blok))
    depan = pisah_label(uraian)
    return (depan.label, depan.teks) if not no and depan.label[:1].isdigit() else (no, uraian)


def _tanda_baris(blok: Sequence[Lajur], no: str, uraian: str, jadwal: Sequence[JadwalTerbaca]) -> list[str]:
    serial = ["angka_serial"] if any(SERIAL.fullmatch(j.teks) for j in jadwal) else []
    if blok[0].susunan is not None:
        return serial
    return [*serial, *(["tanpa_uraian"] if not uraian else []), *(["tanpa_nomor"] if not no else [])]


def _kumpulkan(
    blok: Sequence[Lajur], jenis: str, pisah: Callable[[str], HasilDaftar]
) -> tuple[list[_Butir], list[str]]:
    """All items of one column, in order, each with the line it stands on."""
    hasil: list[_Butir] = []
    tanda: list[str] = []
    for i, lajur in enumerate(blok):
        letak: Letak | None = getattr(lajur.susunan, jenis, None)
        if not lajur.teks(jenis):
            continue
        if letak is not None:
            hasil.append(_Butir(_butir_kita(lajur.teks(jenis), jenis, letak), i, letak))
            continue
        daftar = pisah(lajur.teks(jenis))
        tanda.extend(daftar.tanda)
        _tambah(hasil, _berlabel_no(daftar.butir, lajur, jenis, i), i)
    return _urutkan(hasil), tanda


def _butir_kita(sel: str, jenis: str, letak: Letak) -> Butir:
    return Butir("", sel) if jenis == "jadwal" else pulihkan(sel, letak.label)


def _berlabel_no(butir: tuple[Butir, ...], lajur: Lajur, jenis: str, i: int) -> tuple[Butir, ...]:
    """A number in the `No` cell of a continuation line belongs to the action beside it."""
    if jenis == "aksi" and i and lajur.teks("no") and len(butir) == 1 and not butir[0].label:
        return (Butir(satu_baris(lajur.teks("no")), butir[0].teks),)
    return butir


def _tambah(hasil: list[_Butir], butir: tuple[Butir, ...], i: int) -> None:
    """Append, joining a lower case line without label to the labelled item that it continues (page breaks)."""
    if butir and hasil and hasil[-1].lajur < i and _menyambung(hasil[-1].butir, butir[0]):
        lama = hasil[-1]
        hasil[-1] = replace(lama, butir=Butir(lama.butir.label, f"{lama.butir.teks} {butir[0].teks}"))
        butir = butir[1:]
    hasil.extend(_Butir(b, i) for b in butir)


def _menyambung(sebelum: Butir, sesudah: Butir) -> bool:
    return bool(sebelum.label) and not sesudah.label and sesudah.teks[:1].islower()


def _urutkan(butir: list[_Butir]) -> list[_Butir]:
    """Our own items in their stored order; a new one stays behind the item it was written under."""
    kunci, terakhir = [], -1
    for b in butir:
        terakhir = b.letak.urutan if b.letak else terakhir
        kunci.append(terakhir)
    return [b for _, b in sorted(zip(kunci, butir, strict=True), key=lambda p: p[0])]


class _PetaAksi:
    """Which actions stand on which line of the block."""

    def __init__(self, blok: Sequence[Lajur], aksi: Sequence[_Butir]) -> None:
        self.blok = blok
        self.banyak = len(aksi)
        self.label = [b.butir.label for b in aksi]
        self.lama = {b.letak.urutan: i for i, b in enumerate(aksi) if b.letak}
        self.di_lajur: dict[int, list[int]] = {}
        for i, b in enumerate(aksi):
            self.di_lajur.setdefault(b.lajur, []).append(i)
        self.akhir = max(self.di_lajur, default=-1)
        self.bawah_akhir = blok[self.akhir].bawah.get("aksi", blok[self.akhir].nomor) if aksi else 0
        self.berjarak = len(self.di_lajur) < self.akhir + 1

    def dari_kita(self, letak: Letak) -> Pasangan:
        """The pairing that our own workbook stored, with the numbers the actions have now."""
        aksi = tuple(self.lama[a] for a in letak.aksi if a in self.lama)
        if letak.aksi and not aksi:
            return (), DasarPasangan.TIDAK_PASTI.value if self.banyak else ""
        return aksi, letak.dasar

    def di_samping(self, lajur: int, jenis: str) -> list[int]:
        """Actions on the lines that the cell of this kind covers."""
        bawah = self.blok[lajur].bawah.get(jenis, 0)
        baris = (i for i, b in enumerate(self.blok) if i == lajur or (i > lajur and b.nomor <= bawah))
        return [a for i in baris for a in self.di_lajur.get(i, ())]

    def di_atas(self, lajur: int) -> tuple[int, ...]:
        """The single action that a line without action continues; empty when there are several."""
        if self.banyak == 1:
            return (0,)
        atas = max((i for i in self.di_lajur if i < lajur), default=-1)
        return tuple(self.di_lajur[atas]) if atas >= 0 and len(self.di_lajur[atas]) == 1 else ()

    def kolom_lepas(self, butir: Sequence[_Butir]) -> bool:
        """The column runs on below the last action, so that its lines are not beside their actions."""
        if self.banyak < 2 or self.berjarak or self.blok[0].susunan is not None:
            return False
        return any(b.lajur > self.akhir and self.blok[b.lajur].nomor > self.bawah_akhir for b in butir if not b.letak)


def _jadwal(butir: Sequence[_Butir], peta: _PetaAksi) -> tuple[JadwalTerbaca, ...]:
    lepas = peta.kolom_lepas(butir)
    pasangan = {id(b): p for b, p in _pasangan_jadwal(butir, peta, lepas)}
    hasil = [JadwalTerbaca(b.butir.teks, *pasangan[id(b)]) for b in butir]
    dari_kita = [b.letak is not None for b in butir]
    return _samakan(hasil, dari_kita)


def _pasangan_jadwal(butir: Sequence[_Butir], peta: _PetaAksi, lepas: bool) -> list[tuple[_Butir, Pasangan]]:
    hasil: list[tuple[_Butir, Pasangan]] = [(b, peta.dari_kita(b.letak)) for b in butir if b.letak]
    for lajur in dict.fromkeys(b.lajur for b in butir if not b.letak):
        sel = [b for b in butir if b.lajur == lajur and not b.letak]
        hasil.extend(zip(sel, _pasangkan([b.butir.label for b in sel], peta, lajur, lepas), strict=True))
    return hasil


def _pasangkan(label: Sequence[str], peta: _PetaAksi, lajur: int, lepas: bool) -> list[Pasangan]:
    """Pair the schedules of one cell with the actions beside it."""
    banyak = len(label)
    if not peta.banyak:
        return [((), "")] * banyak
    samping = peta.di_samping(lajur, "jadwal")
    if lepas or (not samping and not peta.di_atas(lajur)):
        return [((), DasarPasangan.TIDAK_PASTI.value)] * banyak
    if not samping:
        return [(peta.di_atas(lajur), DasarPasangan.BEBERAPA_TANGGAL.value)] * banyak
    return _pasangkan_samping(label, samping, [peta.label[a] for a in samping])


def _pasangkan_samping(label: Sequence[str], samping: Sequence[int], label_aksi: Sequence[str]) -> list[Pasangan]:
    banyak = len(label)
    if all(label) and set(label) <= set(label_aksi) and len(set(label_aksi)) == len(label_aksi):
        return [((samping[label_aksi.index(satu)],), DasarPasangan.POSISI.value) for satu in label]
    if banyak == len(samping):
        return [((a,), DasarPasangan.POSISI.value) for a in samping]
    if banyak == 1:
        return [(tuple(samping), DasarPasangan.SATU_UNTUK_SEMUA.value)]
    if len(samping) == 1:
        return [(tuple(samping), DasarPasangan.BEBERAPA_TANGGAL.value)] * banyak
    return [((), DasarPasangan.TIDAK_PASTI.value)] * banyak


def _samakan(jadwal: list[JadwalTerbaca], dari_kita: Sequence[bool]) -> tuple[JadwalTerbaca, ...]:
    """Dates of one action on several lines say so, the first one included."""
    hitung: Counter[tuple[int, ...]] = Counter(j.aksi for j in jadwal if len(j.aksi) == 1)
    return tuple(
        replace(j, dasar_pasangan=DasarPasangan.BEBERAPA_TANGGAL.value) if hitung[j.aksi] > 1 and not kita else j
        for j, kita in zip(jadwal, dari_kita, strict=True)
    )


def _bukti(butir: Sequence[_Butir], peta: _PetaAksi) -> tuple[BuktiTerbaca, ...]:
    lepas = peta.kolom_lepas(butir)
    return tuple(BuktiTerbaca(b.butir.label, b.butir.teks, _aksi_bukti(b, peta, lepas)) for b in butir)


def _aksi_bukti(butir: _Butir, peta: _PetaAksi, lepas: bool) -> tuple[int, ...]:
    if butir.letak:
        return peta.dari_kita(butir.letak)[0]
    if lepas or not peta.banyak:
        return ()
    samping = peta.di_samping(butir.lajur, "bukti")
    if samping:
        return tuple(samping) if len(samping) == 1 else ()
    return peta.di_atas(butir.lajur)
