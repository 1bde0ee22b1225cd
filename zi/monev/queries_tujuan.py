"""Requirements that papers of a meeting or a report may serve, each with a tick for a person to make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zi.bukti.kejadian.queries import saat_baris, unit_bukti
from zi.bukti.models import SyaratBukti
from zi.bukti.policies import boleh_unggah
from zi.bukti.queries_syarat import RELASI_SYARAT, dengan_keadaan
from zi.jadwal.models import Kejadian
from zi.jadwal.tampil import rentang


@dataclass(frozen=True)
class Centang:
    """A paper for one requirement; `kunci` is what the form posts."""

    jenis: str
    label: str
    kunci: str


@dataclass(frozen=True)
class Tujuan:
    """A requirement (at an occurrence) with the papers of its kinds; `alasan`: why this person may not offer there."""

    syarat: SyaratBukti
    kejadian: Kejadian | None
    waktu: str
    centang: tuple[Centang, ...]
    alasan: str
    terpenuhi: bool


def kunci_tujuan(jenis: str, syarat: SyaratBukti, kejadian: int | None) -> str:
    return f"{jenis}:{syarat.pk}:{kejadian or 0}"


def susun_tujuan(
    syarat: QuerySet[Any],
    kejadian: Mapping[int, Kejadian],
    user: Any,
    hari_ini: date,
    centang: Callable[[SyaratBukti, int | None], tuple[Centang, ...]],
) -> list[Tujuan]:
    """Those that get a tick, in the order of the plan; of what is asked at occurrences only these ones."""
    lengkap = dengan_keadaan(syarat).select_related(*RELASI_SYARAT, "baris__tabel__rencana__satker__instansi")
    semua: Any = {s.pk: s for s in lengkap.order_by("baris__urutan", "baris", "urutan", "pk")}
    saat = saat_baris({s.baris_id for s in semua.values() if s.baris_id})
    hasil = []
    for u in unit_bukti(semua.values(), saat, hari_ini):
        satu, saja = semua[u.syarat], kejadian.get(u.kejadian or 0)
        pilihan = centang(satu, u.kejadian) if u.kejadian is None or saja else ()
        if pilihan:
            waktu = rentang(saja.mulai, saja.selesai) if saja else ""
            alasan = boleh_unggah(user, satu).alasan
            hasil.append(Tujuan(satu, saja, waktu, pilihan, alasan, u.keadaan == "diterima"))
    return hasil
