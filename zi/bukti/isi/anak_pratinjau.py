"""A PDF or a photo → WebP pictures of its pages, in a process of its own that ends; run by `pratinjau.py`.

Usage: python -I anak_pratinjau.py PATH FOLDER KIND MEMORY_MB CPU_SECONDS PAGES WIDTH; imports nothing of zi.
Stdout: a JSON line after each picture that is complete, so that the last line holds when the process is stopped.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

PIKSEL_MAKS = 6_000_000  # of one picture: a strip of paper is not drawn at full width
TINGGI_MAKS = 8_000  # a WebP picture is never higher than 16,383
MUTU = 78


def main(path: str, folder: str, jenis: str, memori_mb: str, detik: str, maks: str, lebar: str) -> None:
    batas = int(memori_mb) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (batas, batas))
    resource.setrlimit(resource.RLIMIT_CPU, (int(detik), int(detik) + 5))
    if jenis == "pdf":
        _pdf(path, Path(folder), int(maks), int(lebar))
    else:
        _foto(path, Path(folder), int(lebar))


def _lapor(**isi: Any) -> None:
    print(json.dumps(isi), flush=True)


def _pdf(path: str, folder: Path, maks: int, lebar: int) -> None:
    """Each page in turn; a page that cannot be drawn ends it, so that picture n is always page n."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(path)
    except PdfiumError:
        _lapor(gambar=0, halaman=0)
        return
    _lapor(gambar=0, halaman=len(pdf))
    for n in range(min(maks, len(pdf))):
        try:
            gambar = _lukis(pdf[n], lebar)
        except (PdfiumError, ValueError):
            return
        gambar.save(folder / f"{n + 1}.webp", "WEBP", quality=MUTU, method=2)
        _lapor(gambar=n + 1, halaman=len(pdf))


def _lukis(halaman: Any, lebar: int) -> Any:
    w, h = (max(1.0, sisi) for sisi in halaman.get_size())
    skala = min(lebar / w, TINGGI_MAKS / h, (PIKSEL_MAKS / (w * h)) ** 0.5)
    return halaman.render(scale=skala).to_pil().convert("RGB")


def _foto(path: str, folder: Path, lebar: int) -> None:
    """One picture, upright, without what the camera wrote into it."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as gambar:
            gambar.draft("RGB", (lebar, lebar))
            gambar.thumbnail((lebar * 2, lebar * 2))  # smaller first: turning a large picture takes it twice
            tegak = ImageOps.exif_transpose(gambar)
            tegak.thumbnail((lebar, lebar))
            tegak.convert("RGB").save(folder / "1.webp", "WEBP", quality=MUTU, method=2, exif=b"")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        _lapor(gambar=0, halaman=0)
    else:
        _lapor(gambar=1, halaman=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
