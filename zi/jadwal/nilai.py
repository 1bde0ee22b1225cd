"""From words to the fields of Jadwal: one text may become several schedules, and no word is lost. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from zi.jadwal.baca import baca
from zi.jadwal.enums import StatusKoreksi
from zi.jadwal.hasil import Bacaan, JadwalTerbaca
from zi.jadwal.kode import Kode, Peringatan
from zi.jadwal.tampil import tulis

MAKS_TEKS = 300
_TEPI = r"(?:[\s,;&/]|\b(?:dan|serta)\b)+"
_TEPI_AWAL, _TEPI_AKHIR = re.compile(rf"^{_TEPI}", re.I), re.compile(rf"{_TEPI}$", re.I)
BIASA = ("jenis", "presisi", "presisi_selesai", "bagian", "rrule", "durasi", "periode_dinilai", "makna")


@dataclass
class _Potong:
    """A stretch of the text that becomes one schedule, read or not."""

    awal: int
    akhir: int
    jadwal: JadwalTerbaca | None = None
    teks: str = ""
    peringatan: list[Peringatan] = field(default_factory=list)


def nilai_jadwal(
    teks: str, *, tahun: int | None = None, tahun_mulai: int | None = None, tahun_selesai: int | None = None
) -> list[dict[str, Any]]:
    """The fields of each Jadwal that `teks` stands for; empty for an empty text or a dash."""
    bacaan = baca(teks, tahun=tahun, tahun_mulai=tahun_mulai, tahun_selesai=tahun_selesai)
    if not bacaan.jadwal and not bacaan.peringatan:
        return []
    return [_nilai(potong, teks) for potong in _potong(teks, bacaan)]


def _potong(teks: str, bacaan: Bacaan) -> list[_Potong]:
    hasil = [_Potong(*j.posisi, jadwal=j) for j in bacaan.jadwal]
    for p in bacaan.peringatan:
        lepas = not any(x.awal < p.posisi[1] and p.posisi[0] < x.akhir for x in hasil)
        if lepas and p.kode != Kode.SEBAGIAN_TERBACA:
            hasil.append(_Potong(*p.posisi))
    hasil = sorted(hasil, key=lambda x: x.awal) or [_Potong(0, len(teks))]
    for p in bacaan.peringatan:
        [x for i, x in enumerate(hasil) if i == 0 or x.awal <= p.posisi[0]][-1].peringatan.append(p)
    return _bagi_teks(teks, hasil)


def _bagi_teks(teks: str, potong: list[_Potong]) -> list[_Potong]:
    """Give each piece its words up to the next one; dates that share a month are written out instead."""
    batas = [0, *(x.awal for x in potong[1:]), len(teks)]
    for i, satu in enumerate(potong):
        bersama = [x for x in potong if x is not satu and x.awal < satu.akhir and satu.awal < x.akhir]
        utuh = _TEPI_AKHIR.sub("", _TEPI_AWAL.sub("", teks[batas[i] : batas[i + 1]]))
        satu.teks = tulis(satu.jadwal, panjang=True) if bersama and satu.jadwal else utuh
    return [x for x in potong if x.teks]


def _nilai(potong: _Potong, seluruh: str) -> dict[str, Any]:
    teks = " ".join(potong.teks.split())
    tertulis = "" if teks in " ".join(seluruh.split()) and len(teks) <= MAKS_TEKS else seluruh
    if len(teks) > MAKS_TEKS:
        teks = f"{teks[: MAKS_TEKS - 1]}…"
    nilai: dict[str, Any] = {"teks": teks, "teks_tertulis": tertulis, "terbaca": potong.jadwal is not None}
    return nilai | nilai_bacaan(potong.jadwal) | {"peringatan": [p.ke_dict() for p in potong.peringatan]}


def nilai_bacaan(jadwal: JadwalTerbaca | None) -> dict[str, Any]:
    """The fields of the reading alone; all empty when there is none."""
    nilai: dict[str, Any] = {nama: getattr(jadwal, nama, None) or "" for nama in BIASA}
    nilai |= {"mulai": getattr(jadwal, "mulai", None), "selesai": getattr(jadwal, "selesai", None)}
    nilai |= {"bulan": list(getattr(jadwal, "bulan", ())), "tahun_tersirat": getattr(jadwal, "tahun_tersirat", False)}
    usulan = jadwal.ke_dict().get("usulan", {}) if jadwal else {}
    nilai["alasan_usulan"] = usulan.pop("alasan", None) or ""
    return nilai | {"usulan": usulan, "status_koreksi": StatusKoreksi.DIUSULKAN if usulan else ""}


def nilai_usulan(usulan: dict[str, Any]) -> dict[str, Any]:
    """A stored proposal as field values; what it does not mention stays. One that gives words changes them too."""
    nama = {*BIASA, "mulai", "selesai", "bulan", "teks"}
    nilai = {k: v for k, v in usulan.items() if k in nama}
    return nilai | {k: date.fromisoformat(nilai[k]) for k in ("mulai", "selesai") if nilai.get(k)}


def teks_usulan(jadwal: Any) -> str:
    """The proposed reading of a Jadwal in words."""
    kini = {nama: getattr(jadwal, nama) for nama in ("jenis", "mulai", "selesai", "presisi", "bulan")}
    return tulis(SimpleNamespace(**kini | nilai_usulan(jadwal.usulan)))
