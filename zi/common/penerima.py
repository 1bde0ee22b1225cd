"""Receiving a file: into a temporary file, hashed on the way, so that its bytes are neither held nor read twice."""

import hashlib
import logging
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from zi.common.galat import GalatDomain

log = logging.getLogger(__name__)
MASA_SEMENTARA = timedelta(days=1)  # no request and no job holds one as long


class TidakTertulis(GalatDomain, ValidationError):
    """The disk did not take an upload: a form says it at its field, every other page as a message."""

    def __str__(self) -> str:
        return str(self.message)


class TidakDiterima(SimpleUploadedFile):
    """Stands for a file that the disk did not take: who asks for its size, as all do first, gets the sentence."""

    def __init__(self, nama: str) -> None:
        super().__init__(nama, b"")

    @property
    def size(self) -> int:
        raise TidakTertulis(f"“{self.name}” belum diterima: penyimpanan sementara di server penuh. Beri tahu admin.")

    @size.setter
    def size(self, nilai: int) -> None:
        """Django sets it; there is none."""


class PenerimaBerkas(TemporaryFileUploadHandler):
    """Leaves the SHA-256 of what came in on the file, where `sidik_berkas` finds it.

    When the disk takes no more, the rest is read and forgotten, and what comes out is TidakDiterima.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.galat: OSError | None = None
        self.terbuka = False
        try:
            super().new_file(*args, **kwargs)
            self.terbuka = True
        except OSError as galat:
            self.galat = galat
        self.hitung = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.galat:
            return
        self.hitung.update(raw_data)
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as galat:
            self.galat = galat

    def file_complete(self, file_size: int) -> UploadedFile | None:
        try:
            berkas = None if self.galat else super().file_complete(file_size)
        except OSError as galat:
            self.galat = galat
        if self.galat:
            return self._gagal()
        if berkas is not None:
            vars(berkas)["sha256"] = self.hitung.hexdigest()
        return berkas

    def _gagal(self) -> UploadedFile:
        log.error("berkas sementara tidak tertulis: %s", self.galat)
        with suppress(OSError):  # closing writes what is left, and fails again; the file is gone all the same
            if self.terbuka:
                self.file.close()
        return TidakDiterima(self.file_name or "berkas")


def sapu_sementara() -> int:
    """Remove what processes that were killed while receiving left behind. Returns how many files went."""
    jumlah, batas = 0, time.time() - MASA_SEMENTARA.total_seconds()
    for satu in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        with suppress(OSError):  # whoever was using it took it away meanwhile
            if satu.is_file() and satu.stat().st_mtime < batas:
                satu.unlink()
                jumlah += 1
    return jumlah
