"""What was deleted from a plan and can be brought back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zi.bukti.models import SyaratBukti
from zi.common.verdict import Verdict
from zi.jadwal.models import Jadwal
from zi.rencana.models import AreaRencana, BarisRencana, ProgramPrioritas, RencanaAksi, RencanaKerja
from zi.rencana.policies import boleh_ubah_baris, boleh_ubah_rencana
from zi.rencana.services import tempat
from zi.satker.queries import hak


@dataclass(frozen=True)
class Jenis:
    """A kind of part: its word, its model, the path to the plan, and the parents that must be living."""

    nama: str
    model: Any
    jalur: str
    induk: tuple[str, ...]
    muat: tuple[str, ...]


_DI_BARIS = ("baris__tabel__area__area_baku", "baris__area__area_baku", "baris__tabel__rencana")
JENIS = {
    "area": Jenis("Area", AreaRencana, "rencana", (), ("area_baku", "rencana")),
    "baris": Jenis(
        "Rencana kerja",
        BarisRencana,
        "tabel__rencana",
        ("tabel",),
        ("tabel__area__area_baku", "area__area_baku", "tabel__rencana__satker"),
    ),
    "aksi": Jenis("Rencana aksi", RencanaAksi, "baris__tabel__rencana", ("baris", "baris__tabel"), _DI_BARIS),
    "jadwal": Jenis("Jadwal", Jadwal, "baris__tabel__rencana", ("baris", "baris__tabel"), _DI_BARIS),
    "syarat": Jenis("Bukti fisik", SyaratBukti, "baris__tabel__rencana", ("baris", "baris__tabel"), _DI_BARIS),
    "syarat_area": Jenis("Bukti fisik", SyaratBukti, "area__rencana", ("area",), ("area__area_baku", "area__rencana")),
    "program": Jenis(
        "Program prioritas", ProgramPrioritas, "area__rencana", ("area",), ("area__area_baku", "area__rencana")
    ),
}


@dataclass(frozen=True)
class Terhapus:
    jenis: str
    nama: str
    objek: Any
    di: str
    boleh: Verdict

    @property
    def kunci(self) -> str:
        return f"{self.jenis}-{self.objek.pk}"


def bagian(jenis: Jenis, user: Any) -> QuerySet:
    """Parts of this kind, deleted ones too, of plans that the user may see."""
    rencana = RencanaKerja.objects.terlihat_oleh(user)
    return jenis.model.objects.filter(**{f"{jenis.jalur}__in": rencana}).select_related(*jenis.muat)


def boleh_lihat_hapusan(rencana: RencanaKerja, user: Any) -> bool:
    """The unit and those above it; an evaluator reads what stands, not what was thrown away."""
    return rencana.satker_id in hak(user).satker_sendiri | hak(user).subpohon


def terhapus(rencana: RencanaKerja, user: Any) -> list[Terhapus]:
    """Deleted parts whose parents still stand, the last deleted first."""
    semua = [x for kode in JENIS for x in _satu_jenis(kode, rencana, user)]
    return sorted(semua, key=lambda x: x.objek.dihapus_pada, reverse=True)


def _satu_jenis(kode: str, rencana: RencanaKerja, user: Any) -> Iterator[Terhapus]:
    jenis = JENIS[kode]
    hidup = {f"{induk}__dihapus_pada": None for induk in jenis.induk}
    daftar = jenis.model.objects.filter(**{jenis.jalur: rencana}, **hidup, dihapus_pada__isnull=False)
    for objek in daftar.select_related("dihapus_oleh", *jenis.muat):
        yield Terhapus(kode, jenis.nama, objek, _di(objek), boleh_pulihkan(objek, user))


def boleh_pulihkan(objek: Any, user: Any) -> Verdict:
    if isinstance(objek, AreaRencana):
        return boleh_ubah_rencana(user, objek.rencana)
    return boleh_ubah_baris(user, tempat(objek))


def _di(objek: Any) -> str:
    """Where it stood, in words."""
    if isinstance(objek, AreaRencana):
        return ""
    if isinstance(objek, BarisRencana):
        return str(objek.area or objek.tabel)
    return str(tempat(objek))


def baru_dihapus(rencana: RencanaKerja, kunci: str, user: Any) -> Terhapus | None:
    """The part that an address names (`baris-5`) when it is deleted and the user may bring it back."""
    kode, _, pk = kunci.partition("-")
    if kode not in JENIS or not pk.isdecimal() or len(pk) > 15:
        return None
    satu = (x for x in _satu_jenis(kode, rencana, user) if x.objek.pk == int(pk) and x.boleh)
    return next(satu, None)
