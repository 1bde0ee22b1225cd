"""A photo without what tells where it was taken: only what shows the picture is kept, and that bit for bit. EXIF, XMP,
IPTC, comments and the private parts of programs are left out.

A file is read as spans: what to copy, and bytes to put in. Nothing is decoded, so nothing is lost and little is held.
The rotation stays, as the only entry of a new EXIF.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, NamedTuple

from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

POTONG = 256 * 1024
_PENANDA_JPEG = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)  # in the pixels: anything but stuffing and restarts
# What is needed to show the picture, moving or not; texts and what programs add of their own may tell the place.
_PNG = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_JPEG = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
EXIF, DIPOTRET = 0x8769, 0x9003  # where EXIF keeps DateTimeOriginal


class FotoRusak(ValueError):
    """The container ends too early or does not hold together."""


class Rentang(NamedTuple):
    """Bytes of the file from `mulai` up to `akhir`."""

    mulai: int
    akhir: int


Potongan = Rentang | bytes


def hari_potret(isi: BinaryIO) -> date | None:
    """The day on which a photo was taken, as the camera wrote it; None when there is none to be read. Nothing is
    decoded; leaves the file at its beginning.
    """
    isi.seek(0)
    try:
        with Image.open(isi, formats=["JPEG", "PNG", "WEBP"]) as gambar:
            exif = Image.Image.getexif(gambar)  # that of a PNG would decode it, to look behind its pixels
            return date.fromisoformat(str(exif.get_ifd(EXIF)[DIPOTRET])[:10].replace(":", "-"))
    except Exception:  # odd cameras break EXIF in many ways; whether it is a picture at all is asked elsewhere
        return None
    finally:
        isi.seek(0)


def tanpa_tempat(isi: BinaryIO, format_gambar: str, arah: int) -> TemporaryUploadedFile | None:
    """The photo without its place data, as a temporary file; None when there is none. `arah`: EXIF orientation."""
    isi.seek(0, 2)
    panjang = isi.tell()
    potongan = _gabung(_PEMBACA[format_gambar](isi, panjang, arah if 2 <= arah <= 8 else 0))
    if potongan == [Rentang(0, panjang)]:
        return None
    keluar = TemporaryUploadedFile("foto", "application/octet-stream", 0, None)
    for satu in potongan:
        for bita in _bita(isi, satu):
            keluar.write(bita)
    keluar.size = keluar.tell()
    keluar.seek(0)
    return keluar


def _gabung(potongan: Iterator[Potongan]) -> list[Potongan]:
    """Join spans that touch."""
    hasil: list[Potongan] = []
    for satu in potongan:
        akhir = hasil[-1] if hasil else b""
        if isinstance(satu, Rentang) and isinstance(akhir, Rentang) and akhir.akhir == satu.mulai:
            hasil[-1] = Rentang(akhir.mulai, satu.akhir)
        else:
            hasil.append(satu)
    return hasil


def _bita(isi: BinaryIO, satu: Potongan) -> Iterator[bytes]:
    if isinstance(satu, bytes):
        yield satu
        return
    isi.seek(satu.mulai)
    sisa = satu.akhir - satu.mulai
    while sisa > 0:
        bita = _baca(isi, min(POTONG, sisa))
        sisa -= len(bita)
        yield bita


def _baca(isi: BinaryIO, panjang: int) -> bytes:
    bita = isi.read(panjang)
    if len(bita) != panjang:
        raise FotoRusak("berkas berakhir terlalu cepat")
    return bita


def _exif(arah: int) -> bytes:
    """A TIFF block with one entry: the orientation."""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, arah, 0, 0)


def _jpeg(isi: BinaryIO, panjang: int, arah: int) -> Iterator[Potongan]:
    """Segments up to the end of the first picture; what phones hang behind it (films, second pictures) is left out."""
    yield Rentang(0, 2)
    if arah:
        blok = b"Exif\x00\x00" + _exif(arah)
        sisipan: bytes = b"\xff\xe1" + struct.pack(">H", len(blok) + 2) + blok
    else:
        sisipan = b""
    letak = 2
    while True:
        isi.seek(letak)
        tanda, ukuran = struct.unpack(">2sH", _baca(isi, 4))
        if tanda[0] != 0xFF:
            raise FotoRusak("penanda tidak ada")
        akhir = letak + 2 + ukuran
        if sisipan and tanda[1] != 0xE0:  # the JFIF header stays the first
            yield sisipan
            sisipan = b""
        if _segmen_tinggal(tanda[1], isi.read(12)):
            yield Rentang(letak, akhir)
        letak = akhir
        if tanda[1] == 0xDA:
            letak = _akhir_pindaian(isi, letak)
            yield Rentang(akhir, letak)
            isi.seek(letak)
            if _baca(isi, 2) == b"\xff\xd9":
                yield Rentang(letak, panjang if panjang == letak + 2 else letak + 2)
                return


def _segmen_tinggal(tanda: int, awal: bytes) -> bool:
    """Everything but comments and application segments; of these JFIF, the colour profile, Adobe's colour transform."""
    if tanda != 0xFE and not 0xE0 <= tanda <= 0xEF:
        return True
    return tanda in _JPEG and awal.startswith(_JPEG[tanda])


def _akhir_pindaian(isi: BinaryIO, mulai: int) -> int:
    """Where the next marker after the pixels that begin at `mulai` stands."""
    isi.seek(mulai)
    letak, sisa = mulai, b""
    while bita := isi.read(POTONG):
        blok = sisa + bita
        if cocok := _PENANDA_JPEG.search(blok):
            return letak - len(sisa) + cocok.start()
        letak, sisa = letak + len(bita), blok[-1:]
    raise FotoRusak("gambar terpotong")


def _png(isi: BinaryIO, panjang: int, arah: int) -> Iterator[Potongan]:
    """The chunks of the picture up to IEND."""
    yield Rentang(0, 8)
    letak = 8
    while True:
        isi.seek(letak)
        ukuran, jenis = struct.unpack(">I4s", _baca(isi, 8))
        akhir = letak + 12 + ukuran
        if akhir > panjang:
            raise FotoRusak("gambar terpotong")
        if jenis == b"IDAT" and arah:
            blok = b"eXIf" + _exif(arah)
            yield struct.pack(">I", len(blok) - 4) + blok + struct.pack(">I", zlib.crc32(blok))
            arah = 0
        if jenis in _PNG:
            yield Rentang(letak, akhir)
        if jenis == b"IEND":
            return
        letak = akhir


def _webp(isi: BinaryIO, panjang: int, arah: int) -> Iterator[Potongan]:
    """The chunks of the picture in the RIFF file; the header is written anew when something is left out."""
    isi.seek(0)
    ukuran = struct.unpack("<4xI4x", _baca(isi, 12))[0]
    letak, akhir = 12, min(panjang, ukuran + 8)
    if ukuran + 8 > panjang + 1:
        raise FotoRusak("gambar terpotong")
    tinggal: list[Potongan] = []
    while letak + 8 <= akhir:
        isi.seek(letak)
        jenis, besar = struct.unpack("<4sI", _baca(isi, 8))
        ujung = min(letak + 8 + besar + besar % 2, akhir)
        if jenis == b"VP8X":
            tinggal.append(_vp8x(_baca(isi, besar), arah))
        elif jenis in _WEBP:
            tinggal.append(Rentang(letak, ujung))
        letak = ujung
    if arah:
        blok = _exif(arah)
        tinggal.append(b"EXIF" + struct.pack("<I", len(blok)) + blok)
    badan = sum(len(x) if isinstance(x, bytes) else x.akhir - x.mulai for x in tinggal)
    if badan == panjang - 12:
        yield Rentang(0, panjang)
        return
    yield b"RIFF" + struct.pack("<I", badan + 4) + b"WEBP"
    yield from tinggal


def _vp8x(isi: bytes, arah: int) -> bytes:
    """The extended header with the flags for what is still there."""
    bendera = isi[0] & ~0x0C | (0x08 if arah else 0)
    return b"VP8X" + struct.pack("<I", len(isi)) + bytes([bendera]) + isi[1:]


_PEMBACA = {"JPEG": _jpeg, "MPO": _jpeg, "PNG": _png, "WEBP": _webp}
