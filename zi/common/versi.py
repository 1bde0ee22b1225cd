"""Concurrent edits: compare-and-set on `versi`, with field history, the same on both databases."""

from typing import Any

from django.db import models, transaction
from django.db.models import F

from zi.common.galat import SudahBerubah

PESAN = "Bagian ini baru saja diubah orang lain. Bandingkan dulu kedua versinya."


def simpan_versi(objek: Any, versi_lama: int, **nilai: Any) -> None:
    """Save `nilai` on `objek` unless somebody saved it after `versi_lama`; raises SudahBerubah then.

    The UPDATE takes the row: of two writers at once the second waits, then finds its version gone. It touches only
    `versi`; the values go through save(), so that the field history sees them. Other changes of `objek` are dropped.
    """
    semua = type(objek)._base_manager
    with transaction.atomic():
        if not semua.filter(pk=objek.pk, versi=versi_lama).update(versi=F("versi") + 1):
            raise SudahBerubah(PESAN)
        objek.refresh_from_db()
        biasa, banyak = _pisah(objek, nilai)
        for nama, isi in biasa.items():
            setattr(objek, nama, isi)
        otomatis = [f.name for f in objek._meta.concrete_fields if getattr(f, "auto_now", False)]
        objek.save(update_fields=[*biasa, *otomatis])
        for nama, isi in banyak.items():
            getattr(objek, nama).set(isi)


def versi_aman(objek: Any, versi: int, awal: dict[str, Any]) -> int:
    """The version to save against: the one the form saw, or today's when nobody touched the fields that it changes.

    `awal` holds those fields as the form saw them (many-to-many: the ids). So two people who edit different fields
    of one row do not meet, and a move does not spoil an open form. A deleted row always meets.
    """
    if objek.versi == versi or getattr(objek, "dihapus_pada", None):
        return versi
    return objek.versi if all(_kini(objek, nama) == isi for nama, isi in awal.items()) else versi


def _pisah(objek: models.Model, nilai: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    banyak = {f.name for f in objek._meta.many_to_many}
    return {k: v for k, v in nilai.items() if k not in banyak}, {k: v for k, v in nilai.items() if k in banyak}


def _kini(objek: models.Model, nama: str) -> Any:
    if objek._meta.get_field(nama).many_to_many:
        return set(getattr(objek, nama).values_list("pk", flat=True))
    return getattr(objek, nama)
