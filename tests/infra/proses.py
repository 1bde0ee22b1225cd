"""Processes of the application as tests start them: own var folder, own port, and everything that runs in it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

AKAR = Path(__file__).resolve().parents[2]


def lingkungan(var: Path, **lain: str) -> dict[str, str]:
    """The machine's environment without its settings of zi, and with these."""
    bersih = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("ZI_", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DJANGO_", "PYTEST"))
    }
    return {**bersih, "ZI_VAR": str(var), **lain}


def manage(var: Path, *perintah: str, **lain: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *perintah],
        cwd=AKAR,
        env=lingkungan(var, **lain),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def port_bebas() -> int:
    with socket.create_server(("127.0.0.1", 0)) as soket:
        return soket.getsockname()[1]


def tunggu(syarat, detik: float = 60, jeda: float = 0.1):
    """The first true value of `syarat()`; fails when none comes in time."""
    tenggat = time.monotonic() + detik
    while time.monotonic() < tenggat:
        if hasil := syarat():
            return hasil
        time.sleep(jeda)
    raise AssertionError(f"tidak terjadi dalam {detik} detik")


def buka(alamat: str) -> int:
    """Status of a page, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(alamat, timeout=5) as jawaban:
            return jawaban.status
    except urllib.error.HTTPError as galat:
        return galat.code
    except OSError:
        return 0


def proses_dengan(var: Path) -> list[str]:
    """Command lines of all living processes whose environment names this var folder."""
    tanda, hasil = f"ZI_VAR={var}".encode(), []
    for proc in Path("/proc").glob("[0-9]*"):
        try:
            if tanda in (proc / "environ").read_bytes().split(b"\0"):
                hasil.append((proc / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return hasil
