"""Is an office file what it says? Its parts are checked where they lie; nothing is unpacked to disk."""

import struct
import zipfile
import zlib
from typing import Any, BinaryIO
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from zi.common.galat import GalatDomain
from zi.common.unggahan import bom_zip

_OPENXML = "application/vnd.openxmlformats-officedocument"
OFFICE = {
    f"{_OPENXML}.wordprocessingml.document": "docx",
    f"{_OPENXML}.spreadsheetml.sheet": "xlsx",
    f"{_OPENXML}.presentationml.presentation": "pptx",
}
TERURAI_MAKS = 500 * 1024 * 1024
DAFTAR_ISI = "[Content_Types].xml"
DAFTAR_MAKS = 16 * 1024 * 1024  # of the list of parts, and of all that the parts refer to
POTONG = 1 << 20
MAKRO = ("macro", "vbaproject")
DARI_LUAR = ("/attachedtemplate", "/oleobject", "/frame", "/subdocument")  # opened together with the document
RUSAK = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, NotImplementedError, RuntimeError, OSError,
    EOFError, ValueError, KeyError, struct.error, expat.ExpatError,
)  # fmt: skip


def kenali_office(isi: BinaryIO, nama: str, bukan: str) -> tuple[str, str]:
    """Ending and type, by the list of parts inside, which says what the main part is.

    Raises GalatDomain: `bukan` for another kind of ZIP, else with its own sentence.
    """
    isi.seek(0)
    try:
        with zipfile.ZipFile(isi) as arsip:
            if bom_zip(arsip.infolist(), TERURAI_MAKS) or sum(x.file_size for x in _daftar(arsip)) > DAFTAR_MAKS:
                raise GalatDomain(
                    f"“{nama}” terlalu besar bila dibuka. Simpan ulang dari aplikasinya, lalu unggah lagi."
                )
            bagian = {x.get("PartName", "").lstrip("/"): x.get("ContentType", "") for x in _akar(arsip, DAFTAR_ISI)}
            _tolak_makro(arsip, nama)
            utama = _utama(arsip, bagian)
            if utama:
                _tolak_rusak(arsip, nama, utama)
    except RUSAK:
        raise GalatDomain(bukan) from None
    if not utama:
        raise GalatDomain(bukan)
    tipe = bagian[utama].removesuffix(".main+xml")
    return OFFICE[tipe], tipe


def _daftar(arsip: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What says which parts there are and what they refer to."""
    return [x for x in arsip.infolist() if x.filename == DAFTAR_ISI or x.filename.endswith(".rels")]


def _akar(arsip: zipfile.ZipFile, bagian: str | zipfile.ZipInfo) -> Any:
    return fromstring(arsip.read(bagian))


def _utama(arsip: zipfile.ZipFile, bagian: dict[str, str]) -> str:
    """The part that is the document itself, empty when there is none of a kind that we know."""
    ada, dikenal = set(arsip.namelist()), {f"{tipe}.main+xml" for tipe in OFFICE}
    return next((x for x, tipe in bagian.items() if tipe in dikenal and x in ada), "")


def _tolak_makro(arsip: zipfile.ZipFile, nama: str) -> None:
    """By the name or the type of a part, or by how it is referred to; also one that would be fetched on opening."""
    semua = [x for bagian in _daftar(arsip) for x in _akar(arsip, bagian)]
    jenis = [x.get("ContentType", x.get("Type", "")).lower() for x in semua]
    if any(x.lower().endswith("vbaproject.bin") for x in arsip.namelist()) or any(k in x for x in jenis for k in MAKRO):
        raise GalatDomain(f"“{nama}” berisi makro. Simpan ulang tanpa makro.")
    for satu, apa in zip(semua, jenis, strict=True):
        if apa.endswith(DARI_LUAR) and satu.get("Target", "").lower().startswith(("http:", "https:")):
            raise GalatDomain(f"“{nama}” mengambil isi dari internet saat dibuka. Simpan ulang tanpa tautan itu.")


def _tolak_rusak(arsip: zipfile.ZipFile, nama: str, utama: str) -> None:
    """Every part has the checksum that it had when it was written, and the main one is XML; nothing is held."""
    pengurai = expat.ParserCreate()
    pengurai.StartDoctypeDeclHandler = _tolak_doctype
    try:
        rusak = arsip.testzip()
        with arsip.open(utama) as isi:
            for potong in iter(lambda: isi.read(POTONG), b""):
                pengurai.Parse(potong, False)
        pengurai.Parse(b"", True)
    except RUSAK:
        rusak = utama
    if rusak:
        raise GalatDomain(f"“{nama}” rusak. Simpan ulang dari aplikasinya, lalu unggah lagi.")


def _tolak_doctype(*_: object) -> None:
    raise ValueError("DOCTYPE")
