"""The files part: everything in the default storage, a folder or a bucket."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from zi.common.cadangan.arsip import Penulis

SISI = (".pulih", ".lama")


def _gudang() -> Storage:
    return storages["default"]


def daftar(folder: str = "") -> Iterator[str]:
    """Names of all stored files, side folders of a restore excepted."""
    gudang = _gudang()
    if isinstance(gudang, FileSystemStorage) and not Path(gudang.path(folder or ".")).is_dir():
        return
    sub, berkas = gudang.listdir(folder)
    yield from (f"{folder}{nama}" for nama in sorted(berkas))
    for nama in sorted(sub):
        if folder or nama not in SISI:
            yield from daftar(f"{folder}{nama}/")


def simpan(penulis: Penulis) -> int:
    jumlah = 0
    for nama in daftar():
        with _gudang().open(nama, "rb") as isi:
            penulis.tambah(f"berkas/{nama}", isi, isi.size)
        jumlah += 1
    return jumlah


@contextmanager
def ganti(baru: Path) -> Iterator[None]:
    """Put the extracted files in the place of the stored ones; back to the old ones when the block fails.

    Inside MEDIA_ROOT, because it may be a volume: entries are renamed, never copied. A bucket has no such
    step back: there the files of the archive are written over those of the same name.
    """
    gudang = _gudang()
    if isinstance(gudang, FileSystemStorage):
        with _ganti_folder(Path(gudang.location), baru):
            yield
    else:
        _tulis_semua(gudang, baru)
        yield


def folder_sisi(cadangan: Path) -> Path:
    """Where to extract the files: beside their place when that is a folder, else in `cadangan`."""
    gudang = _gudang()
    return Path(gudang.location) / SISI[0] if isinstance(gudang, FileSystemStorage) else cadangan / "berkas"


@contextmanager
def _ganti_folder(akar: Path, baru: Path) -> Iterator[None]:
    lama = akar / SISI[1]
    shutil.rmtree(lama, ignore_errors=True)
    lama.mkdir(parents=True)
    try:
        _pindah(akar, lama)
        _pindah(baru, akar)
        yield
    except BaseException:
        _pindah(akar, baru)
        _pindah(lama, akar)
        raise
    finally:
        shutil.rmtree(lama, ignore_errors=True)


def _pindah(dari: Path, ke: Path) -> None:
    for entri in list(dari.iterdir()):
        if entri.name not in SISI:
            entri.rename(ke / entri.name)


def _tulis_semua(gudang: Storage, baru: Path) -> None:
    for path in sorted(p for p in baru.rglob("*") if p.is_file()):
        nama = path.relative_to(baru).as_posix()
        gudang.delete(nama)
        with path.open("rb") as isi:
            gudang.save(nama, File(isi))
