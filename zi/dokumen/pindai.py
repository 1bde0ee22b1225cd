"""Recognising a signed copy: which issued document a PDF is, and which electronic signatures it carries."""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zi.common.galat import GalatDomain
from zi.dokumen.models import HURUF_KODE, PANJANG_KODE, Terbitan
from zi.dokumen.proses import jalankan

ANAK = Path(__file__).with_name("anak_pindai.py")
DETIK_MAKS = 20
MEMORI_MAKS_MB = 1024
JALUR = "/d/"  # of the public address
GALAT = {
    "sandi": "PDF ini terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.",
    "rusak": "PDF ini tidak dapat dibuka: rusak atau tidak berisi halaman.",
}
RUMIT = "PDF ini terlalu rumit untuk dibaca. Pindai atau cetak ulang menjadi PDF, lalu unggah lagi."
Berkas = Any  # a path, or anything with seek and read: an upload, a stored file, an open one


@dataclass(frozen=True)
class Temuan:
    """What was found. `tanda_tangan`: nama, waktu (ISO), alasan, jenis of each; present, not validated."""

    kode: frozenset[str]
    halaman: int
    tanda_tangan: tuple[dict[str, str], ...]


def pindai(berkas: Berkas, awalan: str) -> Temuan:
    """Look for codes of ours: in the metadata, in text and links, in the QR of page images.

    `awalan` is what stands before a code in a public address, "https://example.org/d/" or "/d/". With a host only
    addresses of that host count; a scheme makes no difference. Raises GalatDomain when the file is locked, broken,
    empty or too heavy; what only takes too long to find is left out.
    """
    with _di_cakram(berkas) as path:
        argumen = (str(path), pola(awalan), str(MEMORI_MAKS_MB), str(DETIK_MAKS))
        akhir = jalankan(ANAK, *argumen, detik=DETIK_MAKS)
    if not akhir.baris:
        if akhir.kehabisan:
            raise GalatDomain(RUMIT)
        raise RuntimeError(akhir.pesan)
    isi = json.loads(akhir.baris)
    if "galat" in isi:
        raise GalatDomain(GALAT[isi["galat"]])
    return Temuan(frozenset(isi["kode"]), isi["halaman"], tuple(isi["tanda_tangan"]))


def pola(awalan: str) -> str:
    """The pattern of a public address, with the code as its group."""
    depan = re.sub(r"^https?://", "", awalan, flags=re.I)
    if not depan.endswith(JALUR):
        depan = depan.rstrip("/") + JALUR
    batas = "" if depan == JALUR else r"(?<![\w.-])"
    return rf"{batas}(?i:{re.escape(depan)})([{HURUF_KODE}]{{{PANJANG_KODE}}})/"


def memuat_utuh(berkas: Berkas, terbitan: Terbitan) -> bool:
    """Does the copy begin with exactly the bytes of the issued PDF, as after signing by certificate?"""
    if not terbitan.sha256 or not terbitan.ukuran:
        return False
    with _terbuka(berkas) as isi:
        hitung, sisa = hashlib.sha256(), terbitan.ukuran
        while sisa and (potong := isi.read(min(sisa, 1 << 20))):
            hitung.update(potong)
            sisa -= len(potong)
    return not sisa and hitung.hexdigest() == terbitan.sha256


@contextmanager
def _terbuka(berkas: Berkas) -> Iterator[Any]:
    """The file at its beginning, and left there."""
    if isinstance(berkas, str | Path):
        with open(berkas, "rb") as isi:
            yield isi
    else:
        berkas.seek(0)
        yield berkas
        berkas.seek(0)


@contextmanager
def _di_cakram(berkas: Berkas) -> Iterator[Path]:
    """A path that the child can open."""
    if isinstance(berkas, str | Path):
        yield Path(berkas).absolute()
        return
    with tempfile.NamedTemporaryFile(prefix="zi-pindai-", suffix=".pdf") as salinan, _terbuka(berkas) as isi:
        shutil.copyfileobj(isi, salinan)
        salinan.flush()
        yield Path(salinan.name)
