"""A program of ours in a child process with limits of time and memory and without secrets, so that no file holds us."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

KEHABISAN = re.compile(r"MemoryError|RecursionError|Cannot allocate|can't start new thread|bad_alloc")
LINGKUNGAN = ("PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")  # no secrets


@dataclass(frozen=True)
class Akhir:
    """How the child ended: its exit code, the last line that it printed, the end of what it complained about."""

    kode: int
    baris: str
    pesan: str

    @property
    def kehabisan(self) -> bool:
        """It reached a limit: killed by us or by the kernel, or out of memory."""
        return self.kode < 0 or bool(KEHABISAN.search(self.pesan))


def jalankan(
    program: Path, *argumen: str, detik: int, masuk: Path | None = None, lapor: Callable[[str], None] | None = None
) -> Akhir:
    """Run `program` with the file `masuk` as its input; `lapor` is told each line that it prints.

    The program sets its own limits of memory and processor time; whatever it does, it ends after `detik` seconds.
    """
    perintah = [sys.executable, "-I", str(program), *argumen]
    env = {k: os.environ[k] for k in LINGKUNGAN if k in os.environ} | {"LANG": "C.UTF-8"}
    with (
        open(masuk or os.devnull, "rb") as sumber,
        tempfile.TemporaryFile() as galat,
        subprocess.Popen(perintah, stdin=sumber, stdout=subprocess.PIPE, stderr=galat, env=env, text=True) as anak,
    ):
        waktu = Timer(detik, anak.kill)
        waktu.start()
        try:
            baris = _ikuti(anak, lapor)
        finally:
            waktu.cancel()
            anak.kill()
        galat.seek(0)
        pesan = galat.read()[-2000:].decode(errors="replace")
    return Akhir(anak.returncode, baris, pesan)


def _ikuti(anak: "subprocess.Popen[str]", lapor: Callable[[str], None] | None) -> str:
    """Pass on the lines; the last one is the outcome."""
    akhir = ""
    for akhir in anak.stdout or ():
        if lapor:
            lapor(akhir)
    anak.wait()
    return akhir
