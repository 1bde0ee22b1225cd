"""Writing the file that a command was asked for."""

from pathlib import Path

from django.core.management.base import CommandError


def simpan_keluaran(keluar: Path, isi: bytes) -> None:
    """Write `isi` to `keluar`; raises CommandError with one sentence when that is not possible."""
    try:
        keluar.write_bytes(isi)
    except OSError as galat:
        raise CommandError(f"Berkas {keluar} tidak dapat ditulis: {galat.strerror}.") from galat
