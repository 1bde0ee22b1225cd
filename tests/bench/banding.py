"""What our own way to a PDF costs beside a bare WeasyPrint run on the same HTML with the same interpreter."""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from zi.dokumen.pdf import buat_pdf

POLOS = "import sys, weasyprint as w; w.HTML(string=sys.stdin.read()).write_pdf(sys.argv[1], pdf_variant='pdf/ua-1')"


@dataclass(frozen=True)
class Banding:
    """Medians in milliseconds: by the clock, and of the processor, which other work on the machine leaves alone."""

    jam: tuple[float, float]  # bare, ours
    prosesor: tuple[float, float]

    @property
    def tambahan(self) -> tuple[float, float]:
        """Per cent that ours costs more, by clock and by processor."""
        jam, prosesor = ((kita / polos - 1) * 100 for polos, kita in (self.jam, self.prosesor))
        return jam, prosesor


def bandingkan(html: str, ulang: int = 5) -> Banding:
    """Both in turns, so that what changes on the machine meanwhile meets both."""
    polos, kita = [], []
    for _ in range(ulang):
        polos.append(_ukur(lambda: _polos(html)))
        kita.append(_ukur(lambda: buat_pdf(html)))
    jam, prosesor = ((_tengah(polos, n), _tengah(kita, n)) for n in (0, 1))
    return Banding(jam, prosesor)


def _tengah(semua: list[tuple[float, float]], nomor: int) -> float:
    return statistics.median(satu[nomor] for satu in semua)


def _polos(html: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        keluar = Path(folder) / "polos.pdf"
        subprocess.run([sys.executable, "-c", POLOS, str(keluar)], input=html, text=True, check=True)
        assert keluar.read_bytes().startswith(b"%PDF")


def _ukur(jalankan: Callable[[], object]) -> tuple[float, float]:
    jam, prosesor = time.perf_counter(), _prosesor()
    jalankan()
    return (time.perf_counter() - jam) * 1000, (_prosesor() - prosesor) * 1000


def _prosesor() -> float:
    """Seconds of this process and of its children that ended."""
    anak = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + anak.ru_utime + anak.ru_stime
