"""Writing one row as its form shows it: the row, its actions, schedules and requirements in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from zi.bukti.models import Resep, SyaratBukti
from zi.bukti.resep.services import HasilResep, terapkan_resep
from zi.bukti.services_syarat import tambah_syarat, ubah_syarat
from zi.common.galat import SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN, versi_aman
from zi.jadwal.models import Jadwal
from zi.jadwal.services import pasangkan, putuskan_usulan, tambah_jadwal, ubah_jadwal
from zi.rencana.label import Butir
from zi.rencana.models import AreaRencana, BarisRencana, RencanaAksi, TabelRencana
from zi.rencana.policies import boleh_ubah_baris
from zi.rencana.queries import tulis_penanggung_jawab
from zi.rencana.services import geser, hapus, pulihkan, siap_diubah
from zi.rencana.services_baris import pindah_area, tambah_aksi, tambah_baris, ubah_aksi, ubah_baris


class Bentrok(SudahBerubah):
    """Some parts were saved by somebody else meanwhile; nothing was written."""

    def __init__(self, bagian: list[Any]) -> None:
        super().__init__(PESAN)
        self.bagian = bagian


@dataclass(frozen=True)
class Ubahan:
    """What one person wants of one part. `awal`: the changed fields as he saw them, `tempat`: where it stood then.

    `perintah`: hapus, naik, turun, or nothing.
    """

    objek: Any
    versi: int
    nilai: dict[str, Any] = field(default_factory=dict)
    awal: dict[str, Any] = field(default_factory=dict)
    tempat: dict[str, Any] = field(default_factory=dict)
    perintah: str = ""


@dataclass(frozen=True)
class IsiBaru:
    """What is added to a row, as it was typed: one item a line."""

    aksi: Iterable[Butir] = ()
    jadwal: str = ""
    syarat: Iterable[Butir] = ()
    resep: Resep | None = None


@layanan
def tambah_baris_lengkap(
    tempat: AreaRencana | TabelRencana, isi: IsiBaru, *, oleh: Any, uraian: str, no_tertulis: str = ""
) -> BarisRencana:
    baris = tambah_baris(tempat, oleh=oleh, uraian=uraian, no_tertulis=no_tertulis)
    tambah_isi(baris, isi, oleh=oleh)
    return baris


@layanan
def tambah_isi(baris: BarisRencana, isi: IsiBaru, *, oleh: Any) -> HasilResep | None:
    """Says what the recipe added when there was one."""
    if isi.aksi:
        tambah_aksi(baris, isi.aksi, oleh=oleh)
    if isi.jadwal.strip():
        tambah_jadwal(baris, isi.jadwal, oleh=oleh)
    if isi.syarat:
        tambah_syarat(baris, isi.syarat, oleh=oleh)
    return terapkan_resep(isi.resep, baris, oleh=oleh) if isi.resep else None


@layanan
def simpan_baris(
    baris: Ubahan, bagian: list[Ubahan], isi: IsiBaru, *, oleh: Any, pindah: AreaRencana | None = None
) -> HasilResep | None:
    """All or nothing; raises Bentrok with the parts that somebody else saved meanwhile.

    A row that was deleted meanwhile comes back when the form knew that (its version is today's).
    """
    objek = baris.objek
    boleh_ubah_baris(oleh, objek).wajib()
    siap_diubah(objek.tabel.rencana, oleh)  # from here on nobody else writes this plan
    objek.refresh_from_db()
    if objek.dihapus_pada:
        if objek.versi != baris.versi:
            raise Bentrok([objek])
        pulihkan(objek, oleh=oleh)
        baris = replace(baris, versi=objek.versi)
    bentrok = [satu.objek for satu in [baris, *bagian] if not _terapkan(satu, pindah, oleh)]
    if bentrok:
        raise Bentrok(bentrok)
    return tambah_isi(objek, isi, oleh=oleh)


def _terapkan(satu: Ubahan, pindah: AreaRencana | None, oleh: Any) -> bool:
    """False when somebody else was faster."""
    objek = satu.objek
    objek.refresh_from_db()
    try:
        if satu.perintah == "hapus":
            hapus(objek, satu.versi, oleh=oleh)
            return True
        _tempat(satu, pindah, oleh)
        if satu.nilai:
            _tulis(satu, oleh)
    except SudahBerubah:
        objek.refresh_from_db()
        return False
    return True


def _tempat(satu: Ubahan, pindah: AreaRencana | None, oleh: Any) -> None:
    """Move a part, unless somebody else moved it meanwhile."""
    objek = satu.objek
    if satu.perintah:
        geser(objek, versi_aman(objek, satu.versi, {"urutan": satu.tempat.get("urutan")}), satu.perintah, oleh=oleh)
    if pindah and isinstance(objek, BarisRencana) and pindah.pk != objek.area_id:
        pindah_area(objek, versi_aman(objek, satu.versi, {"area_id": satu.tempat.get("area_id")}), pindah, oleh=oleh)


def _tulis(satu: Ubahan, oleh: Any) -> None:
    objek, versi = satu.objek, satu.versi
    if objek.dihapus_pada and versi == objek.versi:
        pulihkan(objek, oleh=oleh)
        versi = objek.versi
    versi = _versi_aman(satu, versi)
    if isinstance(objek, Jadwal):
        _tulis_jadwal(objek, versi, satu.nilai, oleh)
    else:
        PENULIS[type(objek)](objek, versi, oleh=oleh, **satu.nilai)


def _versi_aman(satu: Ubahan, versi: int) -> int:
    """`versi_aman`, also for who is responsible for a row: a field of its form that is no field of the model."""
    awal = {nama: isi for nama, isi in satu.awal.items() if nama != "penanggung_jawab"}
    tertulis = satu.awal.get("penanggung_jawab")
    if satu.objek.versi != versi and tertulis is not None and tulis_penanggung_jawab(satu.objek) != tertulis:
        return versi
    return versi_aman(satu.objek, versi, awal)


PENULIS: dict[type, Any] = {BarisRencana: ubah_baris, RencanaAksi: ubah_aksi, SyaratBukti: ubah_syarat}


def _tulis_jadwal(jadwal: Jadwal, versi: int, nilai: dict[str, Any], oleh: Any) -> None:
    if nilai.get("usulan") and "teks" not in nilai:
        putuskan_usulan(jadwal, versi, terima=nilai["usulan"] == "terima", oleh=oleh)
        versi = jadwal.versi
    if "teks" in nilai:
        ubah_jadwal(jadwal, versi, oleh=oleh, teks=nilai["teks"])
        versi = jadwal.versi
    if "aksi" in nilai:
        pasangkan(jadwal, versi, nilai["aksi"], oleh=oleh)
