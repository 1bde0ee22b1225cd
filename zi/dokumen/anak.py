"""HTML on stdin → PDF at the given path, in a process of its own that ends; run by `pdf.py`, imports nothing of zi.

Usage: python -I anak.py PATH MEMORY_MB CPU_SECONDS. Stdout: lines "page N" while it lays out, at last one JSON line.
"""

import gc
import json
import logging
import re
import resource
import sys

VARIAN = "pdf/ua-1"


class Kemajuan(logging.Handler):
    """Tell the parent which page is being laid out."""

    def emit(self, record: logging.LogRecord) -> None:
        if cocok := re.search(r"Page (\d+)", record.getMessage()):
            print(f"page {cocok[1]}", flush=True)


def main(path: str, memori_mb: str, detik: str) -> None:
    batas = int(memori_mb) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (batas, batas))
    resource.setrlimit(resource.RLIMIT_CPU, (int(detik), int(detik) + 5))
    gc.disable()  # the process ends anyway; 10 % faster
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    jejak = logging.getLogger("weasyprint.progress")
    jejak.setLevel(logging.INFO)
    jejak.addHandler(Kemajuan())
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    html = sys.stdin.buffer.read().decode()
    # Only data: addresses, so no text can reach the network or a file.
    naskah = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).render(pdf_variant=VARIAN)
    naskah.write_pdf(path, pdf_variant=VARIAN)
    print(json.dumps({"halaman": len(naskah.pages), "memori_mb": puncak_mb()}), flush=True)


def puncak_mb() -> int:
    """Peak of resident memory of this program alone; ru_maxrss would count the process that it was forked from."""
    with open("/proc/self/status") as status:
        return next(int(baris.split()[1]) // 1024 for baris in status if baris.startswith("VmHWM"))


if __name__ == "__main__":
    main(*sys.argv[1:])
