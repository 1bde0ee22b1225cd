"""The hidden column with which our own workbook says how each of its lines is to be read back.

A line of our workbook holds at most one action, one schedule and one item of evidence. The hidden text says which
plan row the line belongs to, what of a cell is its label, and which actions a schedule or evidence belongs to. It
names actions by the number they had when written, and those are looked up again on reading: so lines may be
inserted, removed and edited in Excel, and what was not touched is read back exactly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zi.jadwal.enums import DasarPasangan

from .daftar import Butir, gabung_label, pisah_label

DASAR = frozenset({"", *DasarPasangan.values})


@dataclass(frozen=True)
class Letak:
    """One item: its place in the row's list, its label where it cannot be seen, the actions it belongs to."""

    urutan: int
    label: str | None = None
    aksi: tuple[int, ...] = ()
    dasar: str = ""


@dataclass(frozen=True)
class Susunan:
    """What the hidden column says of one line."""

    blok: int = 0
    awal: bool = False
    aksi: Letak | None = None
    jadwal: Letak | None = None
    bukti: Letak | None = None
    area: tuple[str, str, str, str | None] | None = None


def tulis_susunan(susunan: Susunan) -> str:
    """The text of the hidden cell."""
    if susunan.area is not None:
        return _json({"area": list(susunan.area)})
    letak = {"a": susunan.aksi, "j": susunan.jadwal, "b": susunan.bukti}
    isi = {k: [v.urutan, v.label, list(v.aksi), v.dasar] for k, v in letak.items() if v is not None}
    return _json({"r": susunan.blok, "m": int(susunan.awal), **isi})


def _json(isi: Mapping[str, Any]) -> str:
    return json.dumps(isi, ensure_ascii=False, separators=(",", ":"))


def baca_susunan(teks: str) -> Susunan | None:
    """The reverse; None for anything that we did not write."""
    if not teks.startswith("{"):
        return None
    try:
        isi = json.loads(teks)
        if "area" in isi:
            return Susunan(area=_area(isi["area"]))
        aksi, jadwal, bukti = (_letak(isi.get(k)) for k in ("a", "j", "b"))
        return Susunan(int(isi["r"]), bool(isi["m"]), aksi, jadwal, bukti)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def _area(isi: Any) -> tuple[str, str, str, str | None]:
    sebutan, nomor, nama, baku = isi
    return str(sebutan), str(nomor), str(nama), None if baku is None else str(baku)


def _letak(isi: Any) -> Letak | None:
    if isi is None:
        return None
    urutan, label, aksi, dasar = isi
    if dasar not in DASAR:
        raise ValueError(dasar)
    return Letak(int(urutan), None if label is None else str(label), tuple(int(a) for a in aksi), dasar)


def label_tersimpan(label: str, teks: str) -> str | None:
    """The label to store: None when reading the cell gives it anyway."""
    return None if pisah_label(gabung_label(label, teks)) == Butir(label, teks) else label


def pulihkan(sel: str, label: str | None) -> Butir:
    """The item of a cell; a stored label counts as long as the cell still begins with it."""
    if label == "":
        return Butir("", sel)
    if label is not None and (sel == label or sel.startswith(f"{label} ")):
        return Butir(label, sel[len(label) + 1 :])
    return pisah_label(sel)
