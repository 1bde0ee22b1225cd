"""What every upload is asked, whoever takes it: its name, its size, its SHA-256, whether it opens as a PDF."""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from zi.common.galat import GalatDomain

RUSAK = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)
AKHIR_PDF = 4096  # the end mark stands in the last bytes; some programs add a few of their own
OBJEK_MAKS = 100_000
ANGGOTA_MAKS = 10_000
RASIO_MAKS = 100
RASIO_MULAI = 10 * 1024 * 1024  # small files of repeated text shrink more, and harm nobody
KUNCI_SKRIP = {"/JS", "/JavaScript", "/AA", "/Launch", "/XFA", "/OnInstantiate"}
KUNCI_LAMPIRAN = {"/EmbeddedFiles", "/EF", "/RichMediaContent", "/Collection"}
TINDAKAN_SKRIP = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute", "/GoToE"}
CATATAN_BERISI = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
# What runs or is shown when a PDF hides behind it: programs, archives, web pages, pictures.
AWAL_LAIN = (b"MZ", b"PK", b"\x7fELF", b"#!", b"<", b"\xd0\xcf", b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF", b"Rar!")
# Parts of a PDF that hold no action and may be large; what holds the bytes of a script or attachment is known by then.
_DATAR = "/Contents /Resources /Metadata /StructTreeRoot /AP /Thumb /EF /JS /Encrypt /EmbeddedFiles /XFA /PieceInfo"
BUKAN_TINDAKAN = frozenset(_DATAR.split())


def bersihkan_nama(nama: str) -> str:
    """The last part of the name without control characters, 200 characters at most."""
    polos = "".join(c for c in PurePosixPath(nama.replace("\\", "/")).name if c.isprintable()).strip()
    jalur = PurePosixPath(polos or "tanpa nama")
    return jalur.stem[: 200 - len(jalur.suffix)] + jalur.suffix[:12]


def periksa_ukuran(berkas: UploadedFile, nama: str) -> int:
    """The size in bytes; raises GalatDomain for an empty file and for one above the limit."""
    if not berkas.size:
        raise GalatDomain(f"“{nama}” kosong (0 bita).")
    if berkas.size > settings.BATAS_UNGGAH_MB * 1024 * 1024:
        raise GalatDomain(f"“{nama}” lebih besar dari {settings.BATAS_UNGGAH_MB} MB.")
    return berkas.size


def sidik_berkas(berkas: File) -> str:
    """SHA-256 (hex) by chunks, or the one counted while it came in; leaves the file at its beginning."""
    if sidik := getattr(berkas, "sha256", ""):
        berkas.seek(0)
        return sidik
    hitung = hashlib.sha256()
    berkas.seek(0)
    for potong in berkas.chunks():
        hitung.update(potong)
    berkas.seek(0)
    return hitung.hexdigest()


def bom_zip(anggota: Sequence[zipfile.ZipInfo], terurai_maks: int) -> bool:
    """Would it swell beyond `terurai_maks` bytes or beyond reason? Also when its members lie on each other, so that few
    bytes are read many times.
    """
    terurai, terpadat = sum(x.file_size for x in anggota), sum(x.compress_size for x in anggota)
    if len(anggota) > ANGGOTA_MAKS or terurai > terurai_maks:
        return True
    urut = sorted(anggota, key=lambda x: x.header_offset)
    bertumpuk = any(a.header_offset + 30 + a.compress_size > b.header_offset for a, b in pairwise(urut))
    return bertumpuk or (terurai > RASIO_MULAI and terurai > RASIO_MAKS * terpadat)


def mirip_pdf(isi: BinaryIO) -> bool:
    """Does it begin as a PDF does? Some programs write a line before; what begins as another kind of file is that one.
    Leaves the file at its beginning.
    """
    isi.seek(0)
    awal = isi.read(1024)
    isi.seek(0)
    return b"%PDF-" in awal and not awal.lstrip(b"\xef\xbb\xbf\0 \t\r\n\f").startswith(AWAL_LAIN)


@dataclass(frozen=True)
class IsiPdf:
    """Pages, and what makes it unfit to be shown inline: `skrip`, `lampiran`."""

    halaman: int
    tanda: tuple[str, ...]


def periksa_pdf(isi: BinaryIO, nama: str) -> IsiPdf:
    """Open the PDF and look for scripts and attachments; raises GalatDomain when it is broken, cut off, locked or
    without a page.
    """
    try:
        pembaca = PdfReader(isi)
        if pembaca.is_encrypted and not pembaca.decrypt(""):  # one that only forbids printing or editing opens
            raise GalatDomain(f"“{nama}” terkunci kata sandi. Simpan ulang tanpa kata sandi.")
        if not (halaman := len(pembaca.pages)):
            raise GalatDomain(f"“{nama}” tidak berisi halaman.")
        tanda = _tanda_pdf(pembaca.trailer)
    except RUSAK:
        raise GalatDomain(f"“{nama}” rusak: tidak dapat dibuka sebagai PDF.") from None
    if not _berakhir(isi):
        raise GalatDomain(f"“{nama}” terpotong: bagian akhirnya tidak ada. Unggah lagi.")
    return IsiPdf(halaman, tanda)


def _berakhir(isi: BinaryIO) -> bool:
    """A PDF says where it ends; one whose upload was cut does not, though much of it may open."""
    isi.seek(0, 2)
    isi.seek(max(0, isi.tell() - AKHIR_PDF))
    akhir = isi.read()
    isi.seek(0)
    return b"%%EOF" in akhir


def _tanda_pdf(akar: DictionaryObject) -> tuple[str, ...]:
    """Walk what can hold actions: the catalogue, the pages, notes, fields, outlines; not pictures, fonts, texts.

    A PDF with more of these than anybody looks through counts as one with a script.
    """
    antre: list[Any] = [akar]
    dilihat: set[int] = set()
    tanda: set[str] = set()
    while antre:
        objek = antre.pop()
        if isinstance(objek, IndirectObject):
            if objek.idnum in dilihat:
                continue
            dilihat.add(objek.idnum)
            objek = objek.get_object()
        if isinstance(objek, DictionaryObject):
            tanda |= _tanda_kamus(objek)
            antre += [v for k, v in objek.items() if k not in BUKAN_TINDAKAN and _bercabang(v)]
        elif isinstance(objek, ArrayObject):
            antre += [v for v in objek if _bercabang(v)]
        if len(dilihat) > OBJEK_MAKS:
            tanda.add("skrip")
            break
    return tuple(sorted(tanda))


def _bercabang(nilai: Any) -> bool:
    return isinstance(nilai, IndirectObject | DictionaryObject | ArrayObject)


def _nilai(kamus: DictionaryObject, kunci: str) -> Any:
    nilai = kamus.get(kunci)
    return nilai.get_object() if isinstance(nilai, IndirectObject) else nilai


def _tanda_kamus(kamus: DictionaryObject) -> set[str]:
    tanda = set()
    if KUNCI_SKRIP & kamus.keys() or _nilai(kamus, "/S") in TINDAKAN_SKRIP:
        tanda.add("skrip")
    if KUNCI_LAMPIRAN & kamus.keys() or _nilai(kamus, "/Subtype") in CATATAN_BERISI:
        tanda.add("lampiran")
    return tanda
