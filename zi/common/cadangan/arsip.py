"""The archive: a plain tar whose last member, manifest.json, names the SHA-256 of every other one.

Everything is streamed; nothing is believed before the whole archive has been read once and every hash agrees.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from zi.common.galat import GalatDomain

FORMAT = 1
MANIFES = "manifest.json"
POTONG = 1024 * 1024
MANIFES_MAKS = 256  # pieces
RUSAK = "Arsip ini rusak, terpotong, atau bukan cadangan zi; tidak ada yang diubah."


class ArsipRusak(GalatDomain):
    """The archive cannot be trusted; nothing was changed."""


class _Penghitung(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, sumber: IO[bytes]) -> None:
        self.sumber, self.sidik = sumber, hashlib.sha256()

    def read(self, ukuran: int = -1) -> bytes:
        data = self.sumber.read(ukuran)
        self.sidik.update(data)
        return data


@dataclass
class Penulis:
    """Writes members one after the other and the manifest at the end."""

    tar: tarfile.TarFile
    isi: dict[str, dict[str, Any]] = field(default_factory=dict)

    def tambah(self, nama: str, sumber: IO[bytes], ukuran: int) -> None:
        info = tarfile.TarInfo(nama)
        info.size, info.mode = ukuran, 0o600
        hitung = _Penghitung(sumber)
        self.tar.addfile(info, hitung)
        self.isi[nama] = {"ukuran": ukuran, "sha256": hitung.sidik.hexdigest()}

    def tambah_byte(self, nama: str, data: bytes) -> None:
        self.tambah(nama, io.BytesIO(data), len(data))

    def tambah_berkas(self, nama: str, path: Path) -> None:
        with path.open("rb") as sumber:
            self.tambah(nama, sumber, path.stat().st_size)

    def tutup(self, keterangan: dict[str, Any]) -> None:
        manifes = {"format": FORMAT, **keterangan, "isi": dict(self.isi)}
        self.tambah_byte(MANIFES, json.dumps(manifes, ensure_ascii=False, indent=1).encode())


@contextmanager
def tulis(tujuan: Path) -> Iterator[Penulis]:
    """A new archive, readable by its owner only, that appears under its name only when it is complete."""
    if tujuan.exists():
        raise GalatDomain(f"{tujuan} sudah ada; pilih nama lain.")
    sementara = tujuan.with_name(f".{tujuan.name}.{os.getpid()}.sebagian")
    try:
        fd = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as galat:
        raise GalatDomain(f"{tujuan} tidak bisa ditulis: {galat.strerror}.") from galat
    try:
        with os.fdopen(fd, "wb") as berkas:
            with tarfile.open(fileobj=berkas, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield Penulis(tar)
            berkas.flush()
            os.fsync(berkas.fileno())
        sementara.replace(tujuan)
    finally:
        sementara.unlink(missing_ok=True)


def nama_aman(nama: str) -> bool:
    """A member that an archive of ours can have: no absolute path, no step upwards, known folders only."""
    path = PurePosixPath(nama)
    if path.is_absolute() or ".." in path.parts or str(path) != nama or "\\" in nama or "\0" in nama:
        return False
    return nama in {MANIFES, "kunci"} or (len(path.parts) > 1 and path.parts[0] in {"basis", "berkas"})


@contextmanager
def _satu_kalimat(sumber: Path) -> Iterator[None]:
    """Whatever is wrong with an archive is one sentence."""
    try:
        yield
    except FileNotFoundError as galat:
        raise GalatDomain(f"{sumber} tidak ada.") from galat
    except (tarfile.TarError, EOFError, OSError, ValueError) as galat:
        raise ArsipRusak(RUSAK) from galat


def anggota(sumber: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every member with its content, in order; nothing but regular files under names of ours."""
    with cast(Any, tarfile.open(sumber, mode="r:")) as tar:  # its type does not know `members`
        while info := tar.next():
            if not info.isreg() or not nama_aman(info.name):
                raise ArsipRusak(RUSAK)
            isi = tar.extractfile(info)
            assert isi is not None
            yield info.name, isi
            tar.members.clear()  # tarfile would keep every name


def periksa(sumber: Path) -> dict[str, Any]:
    """Read the whole archive once; return its manifest when every member is there, once, with its hash."""
    ada: dict[str, dict[str, Any]] = {}
    manifes: dict[str, Any] = {}
    with _satu_kalimat(sumber):
        for nama, isi in anggota(sumber):
            if nama in ada or manifes:
                raise ArsipRusak(RUSAK)
            if nama == MANIFES:
                manifes = _baca_manifes(isi)
            else:
                ada[nama] = _ukur(isi)
    if not manifes or manifes["isi"] != ada or "kunci" not in ada:
        raise ArsipRusak(RUSAK)
    return manifes


def _ukur(isi: IO[bytes]) -> dict[str, Any]:
    sidik, ukuran = hashlib.sha256(), 0
    while data := isi.read(POTONG):
        sidik.update(data)
        ukuran += len(data)
    return {"ukuran": ukuran, "sha256": sidik.hexdigest()}


def _baca_manifes(isi: IO[bytes]) -> dict[str, Any]:
    try:
        manifes = json.loads(b"".join(islice(iter(lambda: isi.read(POTONG), b""), MANIFES_MAKS)))
    except ValueError as galat:
        raise ArsipRusak(RUSAK) from galat
    wajib = {"format": int, "mesin": str, "migrasi": list, "tabel": dict, "isi": dict}
    if not isinstance(manifes, dict) or not all(isinstance(manifes.get(k), jenis) for k, jenis in wajib.items()):
        raise ArsipRusak(RUSAK)
    if manifes["format"] != FORMAT:
        raise GalatDomain(f"Arsip ini berformat {manifes['format']}; versi zi ini hanya membaca format {FORMAT}.")
    return manifes


def salin(isi: IO[bytes], tujuan: Path) -> None:
    """Write one member to a new file."""
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    with tujuan.open("xb") as keluar:
        while data := isi.read(POTONG):
            keluar.write(data)
