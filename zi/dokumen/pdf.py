"""HTML → PDF in a child process with limits of time and memory, so that no text can hold a worker."""

import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zi.common.galat import GalatDomain
from zi.dokumen.proses import jalankan

ANAK = Path(__file__).with_name("anak.py")
DETIK_MAKS = 120
MEMORI_MAKS_MB = 1536
TERLALU_BESAR = "Naskah ini terlalu besar atau terlalu rumit untuk dicetak. Pendekkan isian yang sangat panjang."


@dataclass(frozen=True)
class Pdf:
    isi: bytes
    halaman: int
    detik: float
    memori_mb: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.isi).hexdigest()


def buat_pdf(html: str, *, lapor: Callable[[int], None] | None = None, detik: int = DETIK_MAKS) -> Pdf:
    """Lay out `html`; `lapor` is told the number of each page. Raises GalatDomain when a limit is reached."""
    mulai = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="zi-cetak-") as folder:
        keluar = Path(folder) / "naskah.pdf"
        fakta = _tata(html, keluar, detik, lapor)
        return Pdf(keluar.read_bytes(), fakta["halaman"], time.monotonic() - mulai, fakta["memori_mb"])


def _tata(html: str, keluar: Path, detik: int, lapor: Callable[[int], None] | None) -> dict[str, Any]:
    masuk = keluar.with_suffix(".html")
    masuk.write_text(html, encoding="utf-8")

    def terima(baris: str) -> None:
        if lapor and baris.startswith("page "):
            lapor(int(baris.split()[1]))

    akhir = jalankan(ANAK, str(keluar), str(MEMORI_MAKS_MB), str(detik), detik=detik, masuk=masuk, lapor=terima)
    if akhir.kehabisan:
        raise GalatDomain(TERLALU_BESAR)
    if akhir.kode:
        raise RuntimeError(akhir.pesan)
    return json.loads(akhir.baris)
