"""Columns that never change once they are written: triggers refuse it by ORM, bulk, admin and SQL alike.

A model says so by `beku = (Beku(...), …)`, or by `segel = Segel(...)` for whole rows. The triggers are set after every
migrate, because SQLite drops them whenever a migration remakes its table. What is refused is an IntegrityError on both
databases.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections, models

PESAN = "zi: baris ini tidak boleh berubah"
PERISTIWA = {"UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",), "INSERT": ("NEW",)}


@dataclass(frozen=True)
class Beku:
    """`medan`: names of fields. `bila`: they freeze when this field is filled; without it at once."""

    medan: tuple[str, ...]
    bila: str = ""


@dataclass(frozen=True)
class Segel:
    """Whole rows: once the field `bila` is filled they are neither changed nor deleted.

    With `induk`, a foreign key: once `bila` is filled in the row that it names, and then nothing is added there either.
    `selalu`: they are never changed nor deleted, before that only added.
    """

    bila: str
    induk: str = ""
    selalu: bool = False


def pasang(sender: Any, using: str = "default", **lain: Any) -> None:
    """Receiver of post_migrate: set the triggers of the models of one app."""
    for model in sender.get_models():
        if model._meta.db_table not in connections[using].introspection.table_names():
            continue
        for nomor, beku in enumerate(getattr(model, "beku", ()), start=1):
            _pasang(connections[using], model, beku, f"{model._meta.db_table}_beku_{nomor}")
        if segel := getattr(model, "segel", None):
            _segel(connections[using], model, segel)


def lepas(sender: Any, using: str = "default", **lain: Any) -> None:
    """Receiver of pre_migrate: SQLite does not remake a table that a trigger of another one reads."""
    koneksi = connections[using]
    if koneksi.vendor != "sqlite":
        return
    with koneksi.cursor() as kursor:
        for model in sender.get_models():
            for peristiwa in PERISTIWA if getattr(model, "segel", None) else ():
                kursor.execute(f"DROP TRIGGER IF EXISTS {koneksi.ops.quote_name(_nama_segel(model, peristiwa))}")


def _pasang(koneksi: Any, model: type[models.Model], beku: Beku, nama: str) -> None:
    tabel, sebut = model._meta.db_table, koneksi.ops.quote_name
    perintah = _sqlite if koneksi.vendor == "sqlite" else _postgresql
    with koneksi.cursor() as kursor:
        for sql in perintah(sebut(tabel), sebut(nama), _syarat(koneksi, model, beku)):
            kursor.execute(sql)


def _syarat(koneksi: Any, model: type[models.Model], beku: Beku) -> str:
    """The UPDATE that is refused, in terms of OLD and NEW."""
    sebut = koneksi.ops.quote_name
    beda = "IS NOT" if koneksi.vendor == "sqlite" else "IS DISTINCT FROM"
    kolom = [sebut(_kolom(model, n)) for n in beku.medan]
    berubah = " OR ".join(f"OLD.{k} {beda} NEW.{k}" for k in kolom)
    return f"{_terisi(model, beku.bila, sebut)} AND ({berubah})" if beku.bila else berubah


def _terisi(model: type[models.Model], nama: str, sebut: Any) -> str:
    kolom = f"OLD.{sebut(_kolom(model, nama))}"
    return f"{kolom} IS NOT NULL" if model._meta.get_field(nama).null else f"{kolom} <> ''"


def _kolom(model: type[models.Model], nama: str) -> str:
    return str(getattr(model._meta.get_field(nama), "column", nama))


def _sqlite(tabel: str, nama: str, syarat: str) -> list[str]:
    tolak = f"BEGIN SELECT RAISE(ABORT, '{PESAN}'); END"
    return [
        f"DROP TRIGGER IF EXISTS {nama}",
        f"CREATE TRIGGER {nama} BEFORE UPDATE ON {tabel} FOR EACH ROW WHEN {syarat} {tolak}",
    ]


def _postgresql(tabel: str, nama: str, syarat: str) -> list[str]:
    badan = f"BEGIN RAISE EXCEPTION '{PESAN}' USING ERRCODE = 'check_violation'; END"
    return [
        f"CREATE OR REPLACE FUNCTION zi_beku() RETURNS trigger LANGUAGE plpgsql AS $$ {badan} $$",
        f"DROP TRIGGER IF EXISTS {nama} ON {tabel}",
        f"CREATE TRIGGER {nama} BEFORE UPDATE ON {tabel} FOR EACH ROW WHEN ({syarat}) EXECUTE FUNCTION zi_beku()",
    ]


def _nama_segel(model: type[models.Model], peristiwa: str) -> str:
    return f"{model._meta.db_table}_segel_{peristiwa.lower()}"


def _segel(koneksi: Any, model: type[models.Model], segel: Segel) -> None:
    sebut = koneksi.ops.quote_name
    tabel = sebut(model._meta.db_table)
    perintah = _segel_sqlite if koneksi.vendor == "sqlite" else _segel_postgresql
    with koneksi.cursor() as kursor:
        for peristiwa, baris in PERISTIWA.items():
            if segel.selalu and peristiwa != "INSERT":
                syarat = "1 = 1"
            elif segel.induk:
                syarat = " OR ".join(_induk_terisi(model, segel, b, sebut) for b in baris)
            else:
                syarat = f"OLD.{sebut(_kolom(model, segel.bila))} IS NOT NULL"
            if segel.induk or peristiwa != "INSERT":
                for sql in perintah(tabel, sebut(_nama_segel(model, peristiwa)), peristiwa, syarat):
                    kursor.execute(sql)


def _induk_terisi(model: type[models.Model], segel: Segel, baris: str, sebut: Any) -> str:
    """Is `bila` filled in the row that this one belongs to?"""
    induk: Any = model._meta.get_field(segel.induk).related_model
    kunci, terisi = sebut(induk._meta.pk.column), sebut(_kolom(induk, segel.bila))
    milik = f"{baris}.{sebut(_kolom(model, segel.induk))}"
    tabel = sebut(induk._meta.db_table)
    return " ".join(["EXISTS (SELECT 1 FROM", tabel, "WHERE", kunci, "=", milik, "AND", terisi, "IS NOT NULL)"])


def _segel_sqlite(tabel: str, nama: str, peristiwa: str, syarat: str) -> list[str]:
    tolak = f"BEGIN SELECT RAISE(ABORT, '{PESAN}'); END"
    return [
        f"DROP TRIGGER IF EXISTS {nama}",
        f"CREATE TRIGGER {nama} BEFORE {peristiwa} ON {tabel} FOR EACH ROW WHEN {syarat} {tolak}",
    ]


def _segel_postgresql(tabel: str, nama: str, peristiwa: str, syarat: str) -> list[str]:
    """The condition stands in the function: WHEN takes no subquery there."""
    kembali = "OLD" if peristiwa == "DELETE" else "NEW"
    tolak = f"RAISE EXCEPTION '{PESAN}' USING ERRCODE = 'check_violation'"
    badan = f"BEGIN IF {syarat} THEN {tolak}; END IF; RETURN {kembali}; END"
    return [
        f"CREATE OR REPLACE FUNCTION {nama}() RETURNS trigger LANGUAGE plpgsql AS $$ {badan} $$",
        f"DROP TRIGGER IF EXISTS {nama} ON {tabel}",
        f"CREATE TRIGGER {nama} BEFORE {peristiwa} ON {tabel} FOR EACH ROW EXECUTE FUNCTION {nama}()",
    ]
