"""Writing a bundle: stored files one after the other into a ZIP, hashed in the same pass, and a manifest of them."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage

from zi.bukti.bungkus.susun import MANIFES, Entri

log = logging.getLogger(__name__)
POTONG = 256 * 1024
BESAR = 2**31 - 1  # from here on an entry gives its size in 64 bits
AWAL = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can name
HILANG = "Berkas tidak ada di penyimpanan"
BERUBAH = "Isi berkas tidak sama dengan saat disimpan"


class Perakit:
    """Writes one ZIP, in constant memory. A file that is missing or has changed never stops it: see `masalah`.

    Errors in writing (a full disk) are raised as they are.
    """

    def __init__(self, keluar: IO[bytes]) -> None:
        self.zip = ZipFile(keluar, "w", ZIP_STORED)
        self.masalah: dict[str, str] = {}  # path → what is wrong with it
        self._baris: list[str] = []
        self._waktu = AWAL

    def __enter__(self) -> "Perakit":
        return self

    def __exit__(self, *galat: object) -> None:
        self.zip.close()

    def salin(self, entri: Entri) -> None:
        """One stored file, compared with the hash that was noted when it came."""
        bahan = entri.bahan
        try:
            sumber = default_storage.open(bahan.isi)
        except Exception:  # each storage has errors of its own
            log.exception("%s tidak terbuka", bahan.isi)
            self._catat_masalah(entri, HILANG)
            return
        waktu = _waktu_zip(bahan.waktu)
        self._waktu = max(self._waktu, waktu)
        info = _info(entri.jalur, waktu)
        with sumber, self.zip.open(info, "w", force_zip64=bahan.ukuran >= BESAR) as keluar:
            sidik = _alirkan(sumber, keluar, bahan.ukuran)
        self._baris.append(f"{sidik}  {entri.jalur}\n")
        if sidik != bahan.sha256:
            self._catat_masalah(entri, BERUBAH)

    def _catat_masalah(self, entri: Entri, sebab: str) -> None:
        self.masalah[entri.jalur] = sebab

    def tambah(self, nama: str, isi: bytes) -> None:
        """A file of ours, dated as the newest of those before it."""
        self.zip.writestr(_info(nama, self._waktu), isi)
        self._baris.append(f"{hashlib.sha256(isi).hexdigest()}  {nama}\n")

    def tutup(self) -> str:
        """Write the manifest (`sha256sum -c` reads it) and return its SHA-256: it stands for all that is in the ZIP."""
        catatan = (f"# {sebab}: {jalur}\n" for jalur, sebab in self.masalah.items())
        isi = "".join([*catatan, *self._baris]).encode()
        self.zip.writestr(_info(MANIFES, self._waktu), isi)
        return hashlib.sha256(isi).hexdigest()


def _alirkan(sumber: IO[bytes], keluar: IO[bytes], ukuran: int) -> str:
    """Copy, and return the SHA-256 of what was copied."""
    sidik = hashlib.sha256()
    for potong in _potongan(sumber, ukuran):
        sidik.update(potong)
        keluar.write(potong)
    return sidik.hexdigest()


def _potongan(sumber: IO[bytes], ukuran: int) -> Iterator[bytes]:
    """The bytes of a file, hardly more than it ought to have; one that stops in between ends early."""
    sisa = ukuran + 1
    while sisa > 0:
        try:
            potong = sumber.read(min(POTONG, sisa))
        except Exception:
            log.exception("berkas berhenti di tengah")
            return
        if not potong:
            return
        sisa -= len(potong)
        yield potong


def _info(nama: str, waktu: tuple[int, int, int, int, int, int]) -> ZipInfo:
    info = ZipInfo(nama, waktu)
    info.create_system, info.external_attr = 3, 0o644 << 16
    return info


def _waktu_zip(waktu: datetime | None) -> tuple[int, int, int, int, int, int]:
    if waktu is None or not 1980 <= waktu.year <= 2107:
        return AWAL
    return waktu.year, waktu.month, waktu.day, waktu.hour, waktu.minute, waktu.second
