"""Pictures of a stored file, drawn in a child process with limits, so that no file can hold a worker."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from zi.bukti.models import VersiBerkas
from zi.common.galat import GalatDomain
from zi.dokumen.proses import jalankan

ANAK = Path(__file__).with_name("anak_pratinjau.py")
DETIK_MAKS = 60
MEMORI_MAKS_MB = 1024
HALAMAN_MAKS = 20
LEBAR = 1200
JENIS = {"application/pdf": "pdf", "image/jpeg": "foto", "image/png": "foto", "image/webp": "foto"}
RUMIT = "Berkas ini terlalu besar atau terlalu rumit untuk pratinjau. Unduh aslinya untuk memeriksanya."
RUSAK = "Pratinjau berkas ini tidak dapat dibuat. Unduh aslinya untuk memeriksanya."


@dataclass(frozen=True)
class Hasil:
    """How many pictures were stored, of how many pages."""

    gambar: int
    halaman: int


def jalur_gambar(versi: VersiBerkas, nomor: int) -> str:
    return f"pratinjau/{versi.satker_id}/{versi.pk}/{nomor}.webp"


def gambar_dari(versi: VersiBerkas) -> list[str]:
    """Where the pictures of the version are stored."""
    return [jalur_gambar(versi, nomor) for nomor in range(1, versi.pratinjau + 1)]


def dapat_dilihat(versi: VersiBerkas) -> bool:
    """Is it of a kind that pictures can be made of? An office file is not."""
    return versi.tipe in JENIS and versi.pindai != VersiBerkas.Pindai.TERJANGKIT


def buat(versi: VersiBerkas, *, detik: int = DETIK_MAKS, memori_mb: int = MEMORI_MAKS_MB) -> Hasil:
    """Draw and store the pictures of one version; raises GalatDomain when not even the first can be drawn.

    What was complete when a limit was reached is kept. Pictures of an earlier try are written over.
    """
    with di_cakram(versi) as sumber, tempfile.TemporaryDirectory(prefix="zi-pratinjau-") as folder:
        batas = (str(memori_mb), str(detik), str(HALAMAN_MAKS), str(LEBAR))
        akhir = jalankan(ANAK, str(sumber), folder, JENIS[versi.tipe], *batas, detik=detik)
        if not akhir.baris and not akhir.kehabisan:
            raise RuntimeError(akhir.pesan)
        isi: dict[str, Any] = json.loads(akhir.baris) if akhir.baris else {"gambar": 0, "halaman": 0}
        if not isi["gambar"]:
            raise GalatDomain(RUMIT if akhir.kehabisan else RUSAK)
        for nomor in range(1, isi["gambar"] + 1):
            _simpan(jalur_gambar(versi, nomor), Path(folder) / f"{nomor}.webp")
    return Hasil(isi["gambar"], isi["halaman"])


def _simpan(jalur: str, gambar: Path) -> None:
    if default_storage.exists(jalur):
        default_storage.delete(jalur)
    default_storage.save(jalur, ContentFile(gambar.read_bytes()))


@contextmanager
def di_cakram(versi: VersiBerkas) -> Iterator[Path]:
    """A copy that the child can open, wherever the storage is."""
    with tempfile.NamedTemporaryFile(prefix="zi-pratinjau-") as salinan, versi.isi.open("rb") as isi:
        shutil.copyfileobj(isi, salinan, 1 << 20)
        salinan.flush()
        yield Path(salinan.name)
