"""Decode a picture whole, in a process of its own that ends; run by `urai.py`.

Usage: python -I anak_urai.py PATH MEMORY_MB CPU_SECONDS; imports nothing of zi.
Stdout: `utuh` when every pixel decodes.
"""

import resource
import sys


def main(path: str, memori_mb: str, detik: str) -> None:
    batas = int(memori_mb) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (batas, batas))
    resource.setrlimit(resource.RLIMIT_CPU, (int(detik), int(detik) + 5))
    from PIL import Image

    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as gambar:
            gambar.draft("RGB", (gambar.width // 8, gambar.height // 8))
            gambar.load()
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError, Image.DecompressionBombError):
        return
    print("utuh", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
