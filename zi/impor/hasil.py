"""What the reader of office files gives back: plain frozen values, no database.

`lembar`, `sumber` and `peringatan` tell where something stood and how well it was read; they take no part in
comparison, so that two readings of the same plan are equal wherever they came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

KENDALI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class BerkasTidakTerbaca(ValueError):
    """The file as a whole cannot be read; the text is one Indonesian sentence for the user."""


@dataclass(frozen=True)
class Batas:
    """Upper bounds that keep memory and time of one reading small."""

    byte_berkas: int = 50_000_000
    byte_terbuka: int = 200_000_000
    anggota: int = 3_000
    unsur: int = 200_000
    unsur_docx: int = 2_000_000
    lembar: int = 60
    baris_isi: int = 5_000
    baris: int = 20_000
    kolom: int = 100
    sel: int = 300_000
    huruf_sel: int = 20_000
    huruf: int = 10_000_000


@dataclass(frozen=True)
class PeringatanBaca:
    """Something read with doubt or not read at all; `teks` keeps the words concerned."""

    kode: str
    pesan: str
    tempat: str = ""
    teks: str = ""


@dataclass(frozen=True)
class AksiTerbaca:
    """One action; `label` as printed (`a.`, `(1)`), may be empty."""

    label: str
    teks: str


@dataclass(frozen=True)
class JadwalTerbaca:
    """One schedule as written; `aksi` are indexes into the row's actions, empty = whole row or unknown.

    `dasar_pasangan` is a value of `DasarPasangan`, empty when the row has no action to pair with.
    """

    teks: str
    aksi: tuple[int, ...] = ()
    dasar_pasangan: str = ""


@dataclass(frozen=True)
class BuktiTerbaca:
    """One item of evidence; `aksi` as in JadwalTerbaca."""

    label: str
    teks: str
    aksi: tuple[int, ...] = ()


@dataclass(frozen=True)
class BarisTerbaca:
    """One row of the plan; `kunci` is the value of the hidden key column or empty."""

    kunci: str = ""
    no_tertulis: str = ""
    uraian: str = ""
    aksi: tuple[AksiTerbaca, ...] = ()
    jadwal: tuple[JadwalTerbaca, ...] = ()
    bukti: tuple[BuktiTerbaca, ...] = ()
    sumber: str = field(default="", compare=False)
    peringatan: tuple[PeringatanBaca, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class AreaTerbaca:
    """One area; `area_baku` is MP, TL, SDM, AK, PW, PP or None; `sebutan` the printed word (Pengungkit, Zona)."""

    nomor_tertulis: str = ""
    nama: str = ""
    area_baku: str | None = None
    baris: tuple[BarisTerbaca, ...] = ()
    kunci: str = ""
    sebutan: str = ""
    lembar: str = field(default="", compare=False)
    sumber: str = field(default="", compare=False)


@dataclass(frozen=True)
class HasilBaca:
    """The whole reading, areas in printed order."""

    areas: tuple[AreaTerbaca, ...]
    peringatan: tuple[PeringatanBaca, ...] = field(default=(), compare=False)


def rapikan(teks: str) -> str:
    """The normal form of any text: LF line ends, no control characters, no blank edges."""
    teks = teks.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return KENDALI.sub("", teks).strip()


def satu_baris(teks: str) -> str:
    """All white space, line breaks included, as single spaces."""
    return " ".join(teks.split())
