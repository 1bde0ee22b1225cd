"""The ZIP with the files of a bulk registration: opening it without trusting it, and finding a file by its name."""

import hashlib
import re
import shutil
import tempfile
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from zi.bukti.isi.office import DAFTAR_ISI
from zi.common.galat import GalatDomain
from zi.common.unggahan import bersihkan_nama, bom_zip

POTONG = 1 << 20
RUSAK = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError)
PESAN_RUSAK = "ZIP ini rusak atau tidak utuh. Buat ulang ZIP-nya, lalu unggah lagi."
PESAN_KUNCI = "ZIP ini terkunci kata sandi. Buat ulang tanpa kata sandi."
PESAN_BOM = "ZIP ini terlalu besar atau terlalu banyak isinya bila dibuka. Bagilah menjadi beberapa ZIP."
PESAN_DUA = "Unggah satu ZIP saja, atau berkas-berkasnya saja, jangan dicampur."
# What systems add by themselves; `..` is no such thing.
SAMPAH = re.compile(r"(^|/)(__MACOSX/|\.(?!\.?/)|thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)


@dataclass(frozen=True)
class Anggota:
    """A file of the ZIP: `jalur` as it stands there, `ukuran` in bytes, `sha256` in hex."""

    jalur: str
    ukuran: int
    sha256: str


@contextmanager
def susun(unggahan: Sequence[UploadedFile]) -> Iterator[File | None]:
    """What was uploaded as one ZIP: the one that came, or the files packed into one; None without files."""
    zip_nya = [satu for satu in unggahan if _zip_biasa(satu)]
    if zip_nya and len(unggahan) > 1:
        raise GalatDomain(PESAN_DUA)
    if zip_nya or not unggahan:
        yield zip_nya[0] if zip_nya else None
        return
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as keluar:
        _bungkus(unggahan, keluar)
        yield File(keluar, name="berkas.zip")


def _zip_biasa(berkas: UploadedFile) -> bool:
    """A ZIP, but not an office file, which is a ZIP too."""
    isi = cast(BinaryIO, berkas.file)
    if not zipfile.is_zipfile(isi):
        return False
    try:
        with zipfile.ZipFile(isi) as arsip:
            return not {DAFTAR_ISI, "mimetype"} & set(arsip.namelist())
    except RUSAK:
        raise GalatDomain(PESAN_RUSAK) from None


def _bungkus(unggahan: Sequence[UploadedFile], keluar: IO[bytes]) -> None:
    """Two files of one name stand in folders 1, 2, …, so that a line which names them is told so."""
    ada: set[str] = set()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as arsip:
        for n, satu in enumerate(unggahan, 1):
            nama = bersihkan_nama(satu.name or "")
            jalur = f"{n}/{nama}" if _kunci(nama) in ada else nama
            ada.add(_kunci(nama))
            satu.seek(0)
            with arsip.open(jalur, "w", force_zip64=True) as isi:
                shutil.copyfileobj(satu, isi, POTONG)


def daftar(isi: BinaryIO) -> list[Anggota]:
    """The files in a ZIP, each read once for its hash; raises GalatDomain when it is broken, locked, or a bomb."""
    isi.seek(0)
    try:
        with zipfile.ZipFile(isi) as arsip:
            anggota = arsip.infolist()
            if any(x.flag_bits & 0x1 for x in anggota):
                raise GalatDomain(PESAN_KUNCI)
            if bom_zip(anggota, 2 * settings.BATAS_ZIP_MB * 1024 * 1024):
                raise GalatDomain(PESAN_BOM)
            return [_anggota(arsip, x) for x in anggota if not x.is_dir() and not SAMPAH.search(x.filename)]
    except RUSAK:
        raise GalatDomain(PESAN_RUSAK) from None


def _anggota(arsip: zipfile.ZipFile, satu: zipfile.ZipInfo) -> Anggota:
    hitung = hashlib.sha256()
    with arsip.open(satu) as isi:
        for potong in iter(lambda: isi.read(POTONG), b""):
            hitung.update(potong)
    return Anggota(satu.filename, satu.file_size, hitung.hexdigest())


@contextmanager
def keluarkan(arsip: zipfile.ZipFile, satu: Anggota) -> Iterator[UploadedFile]:
    """A file of the ZIP as an upload, on disk; its name in the ZIP decides nothing about where that is."""
    nama = bersihkan_nama(satu.jalur)
    with TemporaryUploadedFile(nama, "", satu.ukuran, None) as keluar:
        try:
            with arsip.open(satu.jalur) as isi:
                shutil.copyfileobj(isi, cast(BinaryIO, keluar.file), POTONG)
        except RUSAK:
            raise GalatDomain(f"“{nama}” rusak di dalam ZIP.") from None
        keluar.seek(0)
        yield keluar


class Pencari:
    """Finds the file that a person means: with or without folder and ending, in any case."""

    def __init__(self, anggota: Sequence[Anggota]) -> None:
        self.menurut: list[dict[str, list[Anggota]]] = [defaultdict(list) for _ in range(4)]
        for satu in anggota:
            jalur = _kunci(satu.jalur)
            for indeks, kunci in zip(self.menurut, _bentuk(jalur), strict=True):
                indeks[kunci].append(satu)

    def cari(self, tertulis: str) -> Anggota:
        """Raises GalatDomain when there is none, or several with different content."""
        kunci = _kunci(tertulis)
        for dicari in dict.fromkeys((kunci, PurePosixPath(kunci).name)):
            for indeks in self.menurut:
                if dicari and (cocok := indeks.get(dicari)):
                    return _satu(tertulis, cocok)
        raise GalatDomain(f"Berkas “{tertulis}” tidak ada di ZIP atau folder yang diunggah.")


def _satu(tertulis: str, cocok: Sequence[Anggota]) -> Anggota:
    if len({x.sha256 for x in cocok}) > 1:
        nama = ", ".join(f"“{x.jalur}”" for x in cocok[:3])
        raise GalatDomain(f"“{tertulis}” dapat berarti {nama}. Tulis lengkap dengan folder dan akhirannya.")
    return cocok[0]


def _bentuk(jalur: str) -> tuple[str, str, str, str]:
    """Path, path without ending, name, name without ending."""
    j = PurePosixPath(jalur)
    return jalur, str(j.with_suffix("")) if j.name else jalur, j.name, j.stem


def _kunci(nama: str) -> str:
    """Letters alike whatever wrote them, one kind of slash, no way out of the folder."""
    rata = unicodedata.normalize("NFC", nama).casefold().replace("\\", "/")
    return "/".join(bagian for x in rata.split("/") if (bagian := " ".join(x.split())) not in ("", ".", ".."))
