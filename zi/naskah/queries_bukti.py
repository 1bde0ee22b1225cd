"""What evidence has to know of issued plans: what an approved document relies on, what stands in it."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from zi.bukti.berlaku import AreaBerlaku, NaskahBerlaku, SyaratBerlaku
from zi.bukti.models import Berkas, PemenuhanBukti
from zi.naskah.kanonik import Isi
from zi.naskah.models import Versi
from zi.naskah.queries_versi import versi_pengganti


def pengikat_berkas(berkas: Berkas) -> str:
    """A file accepted for a requirement that stands in a version in force must stay (settings.PENGIKAT_BERKAS)."""
    diterima = berkas.pemenuhan.filter(status=PemenuhanBukti.Status.DITERIMA)
    relasi = ("syarat__baris__tabel__rencana__satker", "syarat__area__rencana__satker")
    versi: dict[int, Versi | None] = {}
    for satu in diterima.select_related(*relasi):
        syarat = satu.syarat
        rencana = syarat.baris.tabel.rencana if syarat.baris else syarat.area and syarat.area.rencana
        if not rencana:
            continue
        if rencana.pk not in versi:
            versi[rencana.pk] = Versi.objects.berlaku(rencana)
        berlaku = versi[rencana.pk]
        if berlaku and str(syarat.uid) in berlaku.isi:
            return f"Berkas ini bukti yang diterima dalam {rencana} yang sudah disetujui, jadi tidak dapat dihapus."
    return ""


def naskah_berlaku(user: Any) -> list[NaskahBerlaku]:
    """What an evaluator reads in place of hidden plans (settings.NASKAH_BERLAKU), in one query."""
    semua = versi_pengganti(user).order_by("rencana__satker__nama", "-rencana__tahun_mulai")
    return [NaskahBerlaku(v.rencana, v.pk, v.nomor, dict(_syarat(json.loads(v.isi)))) for v in semua]


def _syarat(isi: Isi) -> Iterator[tuple[str, SyaratBerlaku]]:
    """The requirements of a snapshot with their permanent ids: those of each row, then those of the areas."""
    semua_area = {a["kode"]: AreaBerlaku(a["kode"], a.get("nama", "")) for a in isi.get("area", [])}
    for tabel in isi.get("tabel", []):
        for baris in tabel.get("baris", []):
            area = semua_area.get(baris.get("area") or tabel.get("area") or "")
            for satu in _rata(baris.get("syarat", [])):
                yield satu["uid"], _satu(satu, baris.get("uraian", ""), area)
    for satu_area in isi.get("area", []):
        for satu in _rata(satu_area.get("syarat", [])):
            yield satu["uid"], _satu(satu, "", semua_area[satu_area["kode"]])


def _rata(semua: list[Isi]) -> Iterator[Isi]:
    for satu in semua:
        yield satu
        yield from _rata(satu.get("anak", []))


def _satu(isi: Isi, uraian: str, area: AreaBerlaku | None) -> SyaratBerlaku:
    tanggal = date.fromisoformat(isi["tanggal"]) if isi.get("tanggal") else None
    return SyaratBerlaku(isi.get("teks", ""), uraian, area, tuple(isi.get("jenis", [])), tanggal)
