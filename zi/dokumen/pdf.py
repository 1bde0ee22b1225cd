"""HTML → PDF in a child process with limits of time and memory, so that no text can hold a worker."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO, Any

from zi.common.galat import GalatDomain

ANAK = Path(__file__).with_name("anak.py")
DETIK_MAKS = 120
MEMORI_MAKS_MB = 1536
KEHABISAN = re.compile(r"MemoryError|RecursionError|Cannot allocate|can't start new thread")
TERLALU_BESAR = "Naskah ini terlalu besar atau terlalu rumit untuk dicetak. Pendekkan isian yang sangat panjang."
LINGKUNGAN = ("PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")  # no secrets


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
        fakta = _jalankan(html, keluar, detik, lapor)
        return Pdf(keluar.read_bytes(), fakta["halaman"], time.monotonic() - mulai, fakta["memori_mb"])


def _jalankan(html: str, keluar: Path, detik: int, lapor: Callable[[int], None] | None) -> dict[str, Any]:
    masuk = keluar.with_suffix(".html")
    masuk.write_text(html, encoding="utf-8")
    perintah = [sys.executable, "-I", str(ANAK), str(keluar), str(MEMORI_MAKS_MB), str(detik)]
    env = {k: os.environ[k] for k in LINGKUNGAN if k in os.environ} | {"LANG": "C.UTF-8"}
    with (
        masuk.open("rb") as sumber,
        masuk.with_suffix(".log").open("w+b") as galat,
        subprocess.Popen(perintah, stdin=sumber, stdout=subprocess.PIPE, stderr=galat, env=env, text=True) as anak,
    ):
        waktu = Timer(detik, anak.kill)
        waktu.start()
        try:
            akhir = _ikuti(anak, lapor)
        finally:
            waktu.cancel()
            anak.kill()
        pesan = _akhir(galat)
    if anak.returncode < 0 or KEHABISAN.search(pesan):
        raise GalatDomain(TERLALU_BESAR)
    if anak.returncode:
        raise RuntimeError(pesan)
    return json.loads(akhir)


def _akhir(galat: IO[bytes]) -> str:
    galat.seek(0)
    return galat.read()[-2000:].decode(errors="replace")


def _ikuti(anak: "subprocess.Popen[str]", lapor: Callable[[int], None] | None) -> str:
    """Pass on the progress; the last line is the outcome."""
    akhir = ""
    for akhir in anak.stdout or ():
        if lapor and akhir.startswith("page "):
            lapor(int(akhir.split()[1]))
    anak.wait()
    return akhir
