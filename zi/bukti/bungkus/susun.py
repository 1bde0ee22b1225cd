"""The order and the names of the files of a bundle: folder by question, each file once. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath

JALUR_MAKS = 180  # characters of a path; Windows stops at 260 with the folder into which it is unpacked
FOLDER_MAKS = 64
BITA_MAKS = 200  # of one part of a path; file systems of Linux stop at 255
DAFTAR_XLSX, DAFTAR_PDF, MANIFES = "Daftar bukti.xlsx", "Daftar bukti.pdf", "MANIFES.sha256"
TANPA_NAMA = "Tanpa nama"
TINDAK_LANJUT = "Tindak lanjut"  # the folder of their evidence
# What Windows forbids; # and % as well, which programs misread in a relative address.
_TERLARANG = re.compile(r'[<>:"/\\|?*#%]')
_PERANGKAT = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.I)


@dataclass(frozen=True)
class Bahan:
    """One content. Equal `kunci` = equal bytes; one with a `tautan` or a reason to refuse it (`tolak`) has no bytes."""

    kunci: str
    judul: str
    nomor: str = ""
    tanggal: date | None = None
    tautan: str = ""
    tolak: str = ""
    versi: int = 0
    isi: str = ""  # name in the storage
    ukuran: int = 0
    sha256: str = ""
    waktu: datetime | None = None  # when it was stored, by the clock of the unit

    @property
    def berisi(self) -> bool:
        return not self.tautan and not self.tolak


@dataclass(frozen=True)
class Letak:
    """One use of a content. Where `utama` is false it is listed, and stored only when it has no other place."""

    folder: tuple[str, ...]
    bahan: Bahan
    kode: str = ""
    pertanyaan: str = ""
    syarat: str = ""
    keadaan: str = ""
    dasar: str = ""
    utama: bool = True


@dataclass(frozen=True)
class Entri:
    """A file of the ZIP."""

    jalur: str
    bahan: Bahan


@dataclass(frozen=True)
class BarisDaftar:
    """A line of the index; `jalur` is empty for what is not in the ZIP."""

    letak: Letak
    jalur: str


@dataclass(frozen=True)
class Susunan:
    entri: tuple[Entri, ...]
    daftar: tuple[BarisDaftar, ...]


def susun(letak: Iterable[Letak]) -> Susunan:
    """From uses in the official order: every content once, in the first folder that may hold it; all uses listed."""
    semua = list(dict.fromkeys(letak))
    rumah: dict[str, Letak] = {}
    for satu in sorted(semua, key=lambda x: not x.utama):
        if satu.bahan.berisi:
            rumah.setdefault(satu.bahan.kunci, satu)
    nama, nomor, jalur, entri = _Folder(), Counter[tuple[str, ...]](), dict[str, str](), []
    for satu in semua:
        kunci = satu.bahan.kunci
        if rumah.get(kunci) is satu:
            nomor[satu.folder] += 1
            jalur[kunci] = _jalur(nama.aman(satu.folder), nomor[satu.folder], satu.bahan)
            entri.append(Entri(jalur[kunci], satu.bahan))
    daftar = (BarisDaftar(x, jalur[x.bahan.kunci] if x.bahan.berisi else "") for x in semua)
    return Susunan(tuple(entri), tuple(daftar))


class _Folder:
    """Safe names of folders; different ones stay different, also where upper and lower case are the same."""

    def __init__(self) -> None:
        self.kenal: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
        self.terpakai: set[tuple[str, ...]] = {(x.casefold(),) for x in (DAFTAR_XLSX, DAFTAR_PDF, MANIFES)}

    def aman(self, folder: tuple[str, ...]) -> tuple[str, ...]:
        if folder not in self.kenal:
            induk = self.aman(folder[:-1])
            self.kenal[folder] = (*induk, self._baru(induk, folder[-1]))
        return self.kenal[folder]

    def _baru(self, induk: tuple[str, ...], nama: str) -> str:
        calon, ke = nama_aman(nama, FOLDER_MAKS), 1
        while (lipat := (*(x.casefold() for x in induk), calon.casefold())) in self.terpakai:
            ke += 1
            calon = f"{nama_aman(nama, FOLDER_MAKS - len(str(ke)) - 3)} ({ke})"
        self.terpakai.add(lipat)
        return calon


def _jalur(folder: tuple[str, ...], nomor: int, bahan: Bahan) -> str:
    """`A.I.1.i.a Tim kerja/01 SK Tim Kerja (2023-01-27).pdf`: the number makes it unique in its folder."""
    awal, akhiran = f"{nomor:02d} ", _akhiran(bahan.isi)
    akhir = (f" ({bahan.tanggal:%Y-%m-%d})" if bahan.tanggal else "") + akhiran
    judul = bahan.judul.strip()
    if akhiran and judul.lower().endswith(akhiran):
        judul = judul[: -len(akhiran)]
    sisa = JALUR_MAKS - len("/".join(folder)) - 1 - len(awal + akhir)
    return "/".join([*folder, awal + nama_aman(judul, sisa) + akhir])


def _akhiran(isi: str) -> str:
    akhiran = PurePosixPath(isi).suffix.lower()
    return akhiran if re.fullmatch(r"\.[a-z0-9]{1,5}", akhiran) else ""


def nama_aman(teks: str, maks: int) -> str:
    """A name that Windows, macOS and Linux take, at most `maks` characters, composed (NFC), never empty."""
    baku = unicodedata.normalize("NFC", teks)
    bersih = "".join(" " if c.isspace() or _TERLARANG.match(c) else c for c in baku if c.isspace() or _tampak(c))
    nama = _potong(" ".join(bersih.split()).lstrip(" ."), maks) or TANPA_NAMA[:maks]
    if _PERANGKAT.match(nama):
        nama = f"_{_potong(nama, maks - 1)}"
    return nama


def _tampak(huruf: str) -> bool:
    """No control, no invisible mark that turns the direction, nothing unassigned."""
    return not unicodedata.category(huruf).startswith("C")


def _potong(teks: str, maks: int) -> str:
    """The beginning of the text that fits, in characters and in bytes, to the end of a word where that is near; without
    a dot or a blank at its end.
    """
    bita = teks[:maks].encode()[: BITA_MAKS - 40]  # room for the number and the date of a file
    muat = bita.decode(errors="ignore")
    if len(muat) < len(teks) and teks[len(muat)] != " ":
        kata = muat.rpartition(" ")[0]
        muat = kata if len(kata) > len(muat) * 2 // 3 else muat
    return unicodedata.normalize("NFC", muat).rstrip(" .")
