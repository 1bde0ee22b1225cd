"""The database part. SQLite: one consistent copy of the file. PostgreSQL: COPY of every table in one snapshot.

pg_dump is not used: it refuses a server newer than itself, and the image would have to follow the server's version.
Restoring between the two engines is not supported; the canonical plan document moves plans between installations.
"""

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from psycopg2 import sql

from zi.common.cadangan.arsip import RUSAK, ArsipRusak, Penulis
from zi.common.galat import GalatDomain

Migrasi = list[list[str]]


def migrasi_terpasang() -> Migrasi:
    return sorted([app, nama] for app, nama in MigrationRecorder(connection).applied_migrations())


def simpan(penulis: Penulis, sementara: Path) -> dict[str, Any]:
    """Put the database into the archive; returns what the manifest says about it."""
    keterangan = {"mesin": connection.vendor, "migrasi": migrasi_terpasang(), "tabel": {}}
    if connection.vendor == "sqlite":
        _simpan_sqlite(penulis, sementara)
    else:
        keterangan["tabel"] = _simpan_postgres(penulis, sementara)
    return keterangan


def _simpan_sqlite(penulis: Penulis, sementara: Path) -> None:
    salinan = sementara / "basis.sqlite3"
    with connection.cursor() as kursor:
        kursor.execute("VACUUM INTO %s", [str(salinan)])
    penulis.tambah_berkas("basis/zi.sqlite3", salinan)
    salinan.unlink()


def _simpan_postgres(penulis: Penulis, sementara: Path) -> dict[str, list[str]]:
    tabel: dict[str, list[str]] = {}
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for nama in sorted(connection.introspection.table_names(kursor)):
            tabel[nama] = _kolom(kursor, nama)
            salinan = sementara / "tabel"
            with salinan.open("wb") as keluar:
                kursor.copy_expert(_sql("COPY {t} ({k}) TO STDOUT", nama, tabel[nama]), keluar)
            penulis.tambah_berkas(f"basis/{nama}", salinan)
            salinan.unlink()
    return tabel


def _sql(teks: str, tabel: str, kolom: list[str] | None = None) -> sql.Composed:
    """SQL with quoted names: {t} is the table, {k} its columns."""
    daftar = sql.SQL(", ").join(map(sql.Identifier, kolom or []))
    return sql.SQL(teks).format(t=sql.Identifier(tabel), k=daftar)


def _kolom(kursor: Any, tabel: str) -> list[str]:
    """Columns that can be written; generated ones are not."""
    kursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [tabel],
    )
    return [baris[0] for baris in kursor.fetchall()]


def periksa_cocok(manifes: dict[str, Any]) -> None:
    """Refuse an archive of the other engine or of a newer zi before anything is touched."""
    if manifes["mesin"] != connection.vendor:
        raise GalatDomain(
            f"Arsip ini berisi basis data {manifes['mesin']}, sedangkan tujuan memakai {connection.vendor}; "
            "pulihkan ke jenis basis data yang sama."
        )
    dikenal = MigrationExecutor(connection).loader.graph.nodes
    if any(tuple(m) not in dikenal for m in manifes["migrasi"]):
        raise GalatDomain("Arsip ini dibuat oleh versi zi yang lebih baru; perbarui zi dulu, lalu pulihkan.")


def pulihkan(manifes: dict[str, Any], folder: Path) -> Generator[None, None, None]:
    """Replace the database by the extracted one. A generator: what follows its yield is the commit.

    SQLite copies into the live file in one transaction; PostgreSQL does all of it, tables too, in one transaction.
    """
    if connection.vendor == "sqlite":
        yield from _pulihkan_sqlite(folder / "zi.sqlite3")
    else:
        yield from _pulihkan_postgres(manifes, folder)


def _pulihkan_sqlite(sumber: Path) -> Generator[None, None, None]:
    try:
        with closing(sqlite3.connect(sumber)) as baru:
            if baru.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise ArsipRusak(RUSAK)
            yield
            connection.close()
            with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as hidup:
                baru.backup(hidup)
    except sqlite3.DatabaseError as galat:
        raise GalatDomain(f"Basis data tidak bisa diganti: {galat}. Hentikan zi dulu.") from galat


def _pulihkan_postgres(manifes: dict[str, Any], folder: Path) -> Generator[None, None, None]:
    if set(manifes["tabel"]) != {p.name for p in folder.iterdir()}:
        raise ArsipRusak(RUSAK)
    with transaction.atomic():
        if migrasi_terpasang() != manifes["migrasi"]:
            _bangun_ulang(manifes["migrasi"])
        with connection.cursor() as kursor:
            _isi_tabel(kursor, manifes["tabel"], folder)
        yield
    call_command("migrate", verbosity=0, interactive=False)


def _bangun_ulang(migrasi: Migrasi) -> None:
    """Make the tables as they were in the archive; newer migrations run after the rows are in."""
    with connection.cursor() as kursor:
        for tabel in connection.introspection.table_names(kursor):
            kursor.execute(_sql("DROP TABLE IF EXISTS {t} CASCADE", tabel))
    pelaksana = MigrationExecutor(connection)
    graf, ada = pelaksana.loader.graph, {(app, nama) for app, nama in migrasi}
    ujung = [m for m in ada if not any(anak.key in ada for anak in graf.node_map[m].children)]
    pelaksana.migrate(sorted(ujung))
    call_command("createcachetable", verbosity=0)


def _isi_tabel(kursor: Any, tabel: dict[str, list[str]], folder: Path) -> None:
    ada = {nama: set(_kolom(kursor, nama)) for nama in connection.introspection.table_names(kursor)}
    if any(not set(kolom) <= ada.get(nama, set()) for nama, kolom in tabel.items()):
        raise GalatDomain("Susunan tabel arsip berbeda dari yang diharapkan; tidak ada yang diubah.")
    kursor.execute("SET CONSTRAINTS ALL DEFERRED")
    kursor.execute(_sql("TRUNCATE {k} CASCADE", "", sorted(ada)))
    for nama, kolom in tabel.items():
        # a row may come after the one that seals it (zi/common/beku.py)
        kursor.execute(_sql("ALTER TABLE {t} DISABLE TRIGGER USER", nama))
        with (folder / nama).open("rb") as masuk:
            kursor.copy_expert(_sql("COPY {t} ({k}) FROM STDIN", nama, kolom), masuk)
    kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for nama in tabel:
        kursor.execute(_sql("ALTER TABLE {t} ENABLE TRIGGER USER", nama))
    for nama in ada:
        for urut in connection.introspection.get_sequences(kursor, nama):
            setel = "SELECT setval(%s, COALESCE(MAX({k}), 1), MAX({k}) IS NOT NULL) FROM {t}"
            kursor.execute(_sql(setel, nama, [urut["column"]]), [urut["name"]])
