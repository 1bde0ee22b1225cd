"""The two commands at work."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from zi.common.cadangan import arsip, basis, media
from zi.common.galat import GalatDomain


def cadangkan(tujuan: Path) -> dict[str, Any]:
    """Write one archive with database, files and key; the database first, so every file it names is in it."""
    with arsip.tulis(tujuan) as penulis, _sementara(tujuan) as folder:
        keterangan = {"dibuat": timezone.now().isoformat(), "django": version("django"), "mode": settings.MODE}
        keterangan |= basis.simpan(penulis, folder)
        jumlah = media.simpan(penulis)
        penulis.tambah_byte("kunci", settings.SECRET_KEY.encode())
        penulis.tutup(keterangan)
    return {"berkas": jumlah, "ukuran": tujuan.stat().st_size}


def pulihkan(sumber: Path, *, timpa: bool = False) -> dict[str, Any]:
    """Restore an archive: check all of it, extract beside, then swap; on any error everything is as before."""
    manifes = arsip.periksa(sumber)
    basis.periksa_cocok(manifes)
    if not timpa and terisi():
        raise GalatDomain("Tujuan sudah berisi data. Tambahkan --timpa bila memang akan diganti seluruhnya.")
    with _sementara(sumber) as folder:
        berkas = media.folder_sisi(folder)
        try:
            kunci = _bongkar(sumber, folder, berkas)
            langkah = basis.pulihkan(manifes, folder / "basis")
            with closing(langkah), media.ganti(berkas):
                next(langkah)
                next(langkah, None)
        finally:
            shutil.rmtree(berkas, ignore_errors=True)
    return {"migrasi": len(manifes["migrasi"]), "kunci_sama": pasang_kunci(kunci)}


def terisi() -> bool:
    """Does the target hold people or files?"""
    pengguna = get_user_model()
    ada_tabel = pengguna._meta.db_table in connection.introspection.table_names()
    return (ada_tabel and pengguna.objects.exists()) or next(iter(media.daftar()), None) is not None


def pasang_kunci(kunci: str) -> bool:
    """Embedded modes keep the restored key in var/; elsewhere the operator sets it. False: it is not in use yet."""
    if kunci == settings.SECRET_KEY:
        return True
    if settings.PRODUKSI:
        return False
    tujuan = Path(settings.VAR_DIR) / "kunci"
    fd, sementara = tempfile.mkstemp(dir=tujuan.parent)
    with os.fdopen(fd, "w", encoding="ascii") as keluar:
        keluar.write(kunci)
    os.replace(sementara, tujuan)
    return True


def _bongkar(sumber: Path, folder: Path, berkas: Path) -> str:
    """Extract the checked archive to the two side folders; returns the key."""
    shutil.rmtree(berkas, ignore_errors=True)
    berkas.mkdir(parents=True)
    (folder / "basis").mkdir()
    kunci = ""
    for nama, isi in arsip.anggota(sumber):
        bagian, _, sisa = nama.partition("/")
        if bagian == "kunci":
            kunci = isi.read().decode("ascii")
        elif sisa:
            arsip.salin(isi, (berkas if bagian == "berkas" else folder / "basis") / sisa)
    return kunci


@contextmanager
def _sementara(path: Path) -> Iterator[Path]:
    """A folder beside the archive, where there is room for it; a container's /tmp is memory."""
    tempat = path.parent if os.access(path.parent, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix=".zi-cadangan-", dir=tempat))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
