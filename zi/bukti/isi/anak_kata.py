"""A PDF or an office file → its words, in a process of its own that ends; run by `kata.py`.

Usage: python -I anak_kata.py PATH KIND MEMORY_MB CPU_SECONDS LETTERS; imports nothing of zi.
Stdout: a JSON string a line, one for each page or part, so that what was read holds when the process is stopped.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator

BAGIAN = {
    "docx": ("word/document.xml", "word/footnotes.xml"),
    "xlsx": ("xl/sharedStrings.xml", "xl/worksheets/sheet"),
    "pptx": ("ppt/slides/slide", "ppt/notesSlides/notesSlide"),
}
BATAS_KATA = ("p", "si", "is", "tc", "br", "tab")  # after these a new word begins; runs within one belong together
HALAMAN_MAKS = 500


def main(path: str, jenis: str, memori_mb: str, detik: str, huruf: str) -> None:
    batas = int(memori_mb) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (batas, batas))
    resource.setrlimit(resource.RLIMIT_CPU, (int(detik), int(detik) + 5))
    sisa = int(huruf)
    for teks in _pdf(path, sisa) if jenis == "pdf" else _office(path, BAGIAN[jenis]):
        print(json.dumps(teks[:sisa]), flush=True)
        sisa -= len(teks)
        if sisa <= 0:
            return


def _pdf(path: str, huruf: int) -> Iterator[str]:
    """Page by page; a page that cannot be read has no words."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(path)
    except PdfiumError:
        return
    for n in range(min(len(pdf), HALAMAN_MAKS)):
        try:
            teks = pdf[n].get_textpage()
            yield teks.get_text_range(0, min(teks.count_chars(), huruf), errors="ignore")
        except (PdfiumError, ValueError):
            continue


def _office(path: str, bagian: tuple[str, ...]) -> Iterator[str]:
    """The parts that hold text, in the order of their numbers; one that is broken ends it."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    try:
        with zipfile.ZipFile(path) as arsip:
            nama = [x for x in arsip.namelist() if x.startswith(bagian) and x.endswith(".xml")]
            for satu in sorted(nama, key=lambda x: (len(x), x)):
                yield from _kata_xml(arsip, satu)
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, OSError, ValueError, NotImplementedError):
        return


def _kata_xml(arsip: zipfile.ZipFile, nama: str) -> Iterator[str]:
    """The text of the `t` elements, a paragraph or cell at a time; what was read is dropped from memory."""
    from defusedxml.ElementTree import iterparse

    potong: list[str] = []
    with arsip.open(nama) as isi:
        for n, (_, unsur) in enumerate(iterparse(isi), start=1):
            polos = unsur.tag.rpartition("}")[2]
            if polos == "t":
                potong.append(unsur.text or "")
            elif polos in BATAS_KATA:
                potong.append(" ")
                unsur.clear()
            if n % 5000 == 0 and potong:
                yield "".join(potong)
                potong = []
    yield "".join(potong)


if __name__ == "__main__":
    main(*sys.argv[1:])
