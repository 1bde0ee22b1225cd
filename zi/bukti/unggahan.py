"""What an upload really is: each file is opened, its name and its magic number prove nothing."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from zi.common.galat import GalatDomain

GAMBAR = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}
PIKSEL_MAKS = 60_000_000
OFFICE = {
    "word/document.xml": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
DITERIMA = "PDF, JPG, PNG, WEBP, DOCX, XLSX, atau PPTX"


@dataclass(frozen=True)
class Unggahan:
    """What was found: our own ending, the type, size in bytes, SHA-256 (hex)."""

    nama: str
    akhiran: str
    tipe: str
    ukuran: int
    sha256: str


def periksa(berkas: UploadedFile) -> Unggahan:
    """Open the upload and say what it is; raises GalatDomain with one sentence that names the file."""
    nama = bersihkan_nama(berkas.name or "")
    if not berkas.size:
        raise GalatDomain(f"“{nama}” kosong (0 bita).")
    if berkas.size > settings.BATAS_UNGGAH_MB * 1024 * 1024:
        raise GalatDomain(f"“{nama}” lebih besar dari {settings.BATAS_UNGGAH_MB} MB.")
    akhiran, tipe = _kenali(cast(BinaryIO, berkas.file), nama)
    return Unggahan(nama, akhiran, tipe, berkas.size, _sidik(berkas))


def bersihkan_nama(nama: str) -> str:
    """The last part of the name without control characters, 200 characters at most."""
    polos = "".join(c for c in PurePosixPath(nama.replace("\\", "/")).name if c.isprintable()).strip()
    jalur = PurePosixPath(polos or "tanpa nama")
    return jalur.stem[: 200 - len(jalur.suffix)] + jalur.suffix[:12]


def _sidik(berkas: UploadedFile) -> str:
    hitung = hashlib.sha256()
    berkas.seek(0)
    for potong in berkas.chunks():
        hitung.update(potong)
    berkas.seek(0)
    return hitung.hexdigest()


def _kenali(isi: BinaryIO, nama: str) -> tuple[str, str]:
    isi.seek(0)
    awal = isi.read(1024)
    isi.seek(0)
    if b"%PDF-" in awal:
        return _pdf(isi, nama)
    if zipfile.is_zipfile(isi):
        return _office(isi, nama)
    return _gambar(isi, nama)


def _pdf(isi: BinaryIO, nama: str) -> tuple[str, str]:
    try:
        pembaca = PdfReader(isi)
        if pembaca.is_encrypted:
            raise GalatDomain(f"“{nama}” terkunci kata sandi. Simpan ulang tanpa kata sandi.")
        if not len(pembaca.pages):
            raise GalatDomain(f"“{nama}” tidak berisi halaman.")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise GalatDomain(f"“{nama}” rusak: tidak dapat dibuka sebagai PDF.") from None
    return "pdf", "application/pdf"


def _office(isi: BinaryIO, nama: str) -> tuple[str, str]:
    isi.seek(0)
    with zipfile.ZipFile(isi) as arsip:
        anggota = set(arsip.namelist())
    if any(x.endswith("vbaProject.bin") for x in anggota):
        raise GalatDomain(f"“{nama}” berisi makro. Simpan ulang tanpa makro.")
    for penanda, hasil in OFFICE.items():
        if {penanda, "[Content_Types].xml"} <= anggota:
            return hasil
    raise GalatDomain(f"“{nama}” bukan {DITERIMA}.")


def _gambar(isi: BinaryIO, nama: str) -> tuple[str, str]:
    isi.seek(0)
    try:
        with Image.open(isi, formats=list(GAMBAR)) as gambar:
            if gambar.width * gambar.height > PIKSEL_MAKS:
                raise GalatDomain(f"Gambar “{nama}” terlalu besar (lebih dari 60 megapiksel).")
            gambar.load()
            return GAMBAR[str(gambar.format)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise GalatDomain(f"“{nama}” bukan {DITERIMA}.") from None
