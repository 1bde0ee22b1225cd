"""What `make run` and an update do before the application starts; quick when nothing has changed."""

import hashlib
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zi.common.galat import GalatDomain
from zi.common.models import Pekerjaan, Penanda

Kabar = Callable[[str], None]


def pastikan_port_bebas(host: str, port: int) -> None:
    """Refuse with one sentence when somebody already listens there."""
    keluarga = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(keluarga) as soket:
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            soket.bind((host, port))
            soket.listen(1)
        except OSError as galat:
            raise GalatDomain(
                f"Port {port} di {host} tidak bisa dipakai ({galat.strerror}). "
                f"Hentikan program yang memakainya, atau pilih port lain: make run PORT={port + 1}"
            ) from galat


def siapkan(kabar: Kabar) -> None:
    """Database, cache table, static files, data: each only when needed."""
    migrasi(kabar)
    call_command("createcachetable", verbosity=0)
    kumpulkan_statis(kabar)
    muat(kabar)


def migrasi(kabar: Kabar) -> None:
    pelaksana = MigrationExecutor(connection)
    if pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
        kabar("Menyiapkan basis data …")
        call_command("migrate", verbosity=0, interactive=False)


def _berkas_statis() -> Iterator[str]:
    for pencari in get_finders():
        for nama, gudang in pencari.list([]):
            info = Path(gudang.path(nama)).stat()
            yield f"{nama} {info.st_size} {info.st_mtime_ns}"


def kumpulkan_statis(kabar: Kabar) -> None:
    """Collect and compress the static files when one of them has changed since the last time."""
    stempel = Path(settings.STATIC_ROOT) / ".stempel"
    sidik = _sidik(_berkas_statis())
    if stempel.exists() and stempel.read_text() == sidik:
        return
    kabar("Menyiapkan berkas tampilan …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stempel.write_text(sidik)


def _sidik(baris: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(baris)).encode()).hexdigest()


def _sumber_data() -> Iterator[str]:
    """The data files and the code that loads them, as name, size and time."""
    akar = Path(settings.BASE_DIR)
    yield from settings.PERINTAH_MUAT
    for berkas in (*akar.glob("fixtures/**/*"), *akar.glob("zi/**/*.py")):
        info = berkas.stat()
        yield f"{berkas.relative_to(akar)} {info.st_size} {info.st_mtime_ns}"


def muat(kabar: Kabar) -> None:
    """Run the load commands of this mode, unless this database has had these very files; each is idempotent."""
    sidik = _sidik(_sumber_data())
    if Penanda.objects.filter(kunci="muat", nilai=sidik).exists():
        return
    kabar("Memuat data …")
    for perintah in settings.PERINTAH_MUAT:
        call_command(perintah, verbosity=0)
    Penanda.objects.update_or_create(kunci="muat", defaults={"nilai": sidik})


def lepas_sewa() -> int:
    """On one PC nothing runs before the start: let jobs that a stop interrupted run again at once."""
    berjalan = Pekerjaan.objects.filter(status=Pekerjaan.Status.BERJALAN)
    return berjalan.update(status=Pekerjaan.Status.MENUNGGU, sewa_sampai=None)
