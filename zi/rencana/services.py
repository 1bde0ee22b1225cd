"""Writing a plan: its head, its areas, and what every part of it shares (delete, restore, move)."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN, simpan_versi
from zi.common.workflow import catat
from zi.pengungkit.models import AreaBaku
from zi.rencana.enums import JenisArea, JenisTabel, StatusRencana
from zi.rencana.label import romawi
from zi.rencana.models import AreaRencana, BagianRencana, BarisRencana, RencanaKerja, TabelRencana
from zi.rencana.policies import (
    Tempat,
    asal,
    boleh_buat_rencana,
    boleh_ubah_baris,
    boleh_ubah_rencana,
    tidak_terkunci,
)
from zi.rencana.queries import rencana_tahun
from zi.satker.models import Satker

KODE_HASIL = "HASIL"  # the result component: no area of actions
KOLOM = ["No", "Rencana Kerja", "Rencana Aksi", "Jadwal Pelaksanaan", "Bukti Fisik"]
INDUK = ("baris", "tabel", "area", "rencana")
ARAH = {"naik": -1, "turun": 1}


class RencanaSudahAda(GalatDomain):
    """The unit already has a plan for one of these years."""

    def __init__(self, rencana: RencanaKerja) -> None:
        super().__init__(f"{rencana.satker} sudah mempunyai rencana kerja {rencana.tahun}.")
        self.rencana = rencana


# --- the plan --------------------------------------------------------------------------------------------------------


@layanan
def buat_rencana(satker: Satker, *, oleh: Any, tahun_mulai: int, tahun_selesai: int, **kepala: Any) -> RencanaKerja:
    """A new plan with the standard areas, each with an empty matrix; raises RencanaSudahAda."""
    boleh_buat_rencana(oleh, satker).wajib()
    if ada := rencana_tahun(satker, tahun_mulai, tahun_selesai):
        raise RencanaSudahAda(ada)
    nilai = {"tahun_mulai": tahun_mulai, "tahun_selesai": tahun_selesai, "contoh": satker.contoh, **kepala}
    try:
        with transaction.atomic():
            rencana = RencanaKerja.objects.create(satker=satker, **nilai)
    except IntegrityError:
        raise GalatDomain(
            "Rencana kerja untuk tahun ini baru saja dibuat orang lain. Buka dari daftar rencana."
        ) from None
    for urutan, baku in enumerate(AreaBaku.objects.exclude(kode=KODE_HASIL), start=1):
        nomor = romawi(urutan)
        _buat_area(rencana, urutan, kode=nomor, nomor_tertulis=f"{nomor}.", nama=baku.nama, area_baku=baku)
    return rencana


@layanan
def ubah_kepala(rencana: RencanaKerja, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """Title, predicate and the other facts of the head."""
    boleh_ubah_rencana(oleh, rencana).wajib()
    if RencanaKerja.objects.select_for_update().get(pk=rencana.pk).versi != versi:
        raise SudahBerubah(PESAN)
    kini = siap_diubah(rencana, oleh)  # which may take a version of its own
    simpan_versi(rencana, kini.versi, **nilai)


@layanan
def siap_diubah(rencana: RencanaKerja, oleh: Any) -> RencanaKerja:
    """Hold the plan for an edit. Refuses one under review; an approved, returned or revoked one becomes the next draft.

    Every service that changes what a plan says calls this first; the row lock makes edits and `ajukan` take turns.
    """
    kini = RencanaKerja.objects.select_for_update().get(pk=rencana.pk)
    tidak_terkunci(kini).wajib()
    if kini.status != StatusRencana.DRAF:
        lama = kini.status
        simpan_versi(kini, kini.versi, status=StatusRencana.DRAF, diajukan_pada=None, diajukan_oleh=None)
        catat(kini, "ubah", lama, StatusRencana.DRAF, oleh=oleh)
    return kini


def buka(tempat: Tempat, oleh: Any) -> RencanaKerja:
    """The check before a change of a row or of what hangs on it: the right, then the plan."""
    boleh_ubah_baris(oleh, tempat).wajib()
    rencana = siap_diubah(asal(tempat)[0], oleh)
    if not type(tempat).objects.hidup().filter(pk=tempat.pk).exists():
        raise SudahBerubah("Tempatnya sudah dihapus. Pulihkan dulu dari halaman Dihapus.")
    return rencana


# --- areas -----------------------------------------------------------------------------------------------------------


@layanan
def tambah_area(rencana: RencanaKerja, *, oleh: Any, nama: str, nomor_tertulis: str = "") -> AreaRencana:
    """An extra area, outside the standard ones, with an empty matrix."""
    boleh_ubah_rencana(oleh, rencana).wajib()
    siap_diubah(rencana, oleh)
    nomor = _nomor_area(rencana)
    nilai = {"kode": romawi(nomor), "nama": nama, "nomor_tertulis": nomor_tertulis or f"{romawi(nomor)}."}
    return _buat_area(rencana, urutan_berikut(rencana.area.all()), jenis=JenisArea.TAMBAHAN, **nilai)


@layanan
def ubah_area(area: AreaRencana, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """Rename or renumber."""
    boleh_ubah_rencana(oleh, area.rencana).wajib()
    siap_diubah(area.rencana, oleh)
    simpan_versi(area, versi, **nilai)


def tabel_area(area: AreaRencana) -> TabelRencana:
    """The matrix of an area, made when it has none."""
    tabel = area.tabel.hidup().filter(jenis=JenisTabel.MATRIK).first()
    return tabel or _buat_tabel(area)


def _buat_area(rencana: RencanaKerja, urutan: int, **nilai: Any) -> AreaRencana:
    area = AreaRencana.objects.create(rencana=rencana, urutan=urutan, **nilai)
    _buat_tabel(area)
    return area


def _buat_tabel(area: AreaRencana) -> TabelRencana:
    urutan = urutan_berikut(area.rencana.tabel.all())
    return TabelRencana.objects.create(rencana=area.rencana, area=area, urutan=urutan, kolom=KOLOM)


def _nomor_area(rencana: RencanaKerja) -> int:
    """The first number whose code no area of the plan ever had."""
    dipakai = set(rencana.area.values_list("kode", flat=True))
    return next(n for n in range(rencana.area.hidup().count() + 1, 1000) if romawi(n) not in dipakai)


# --- what all parts share --------------------------------------------------------------------------------------------


@layanan
def hapus(bagian: Any, versi: int, *, oleh: Any) -> None:
    """Delete a part, reversibly. Twice is once."""
    _buka_bagian(bagian, oleh)
    if isinstance(bagian, AreaRencana) and bagian.baris.hidup().exists():
        raise GalatDomain("Area ini masih berisi baris. Pindahkan atau hapus barisnya dulu.")
    if bagian.dihapus_pada is None:
        simpan_versi(bagian, versi, dihapus_pada=timezone.now(), dihapus_oleh=oleh)
        _kabari(bagian)


@layanan
def pulihkan(bagian: Any, *, oleh: Any) -> None:
    """Bring a deleted part back to its place. Twice is once."""
    _buka_bagian(bagian, oleh)
    if bagian.dihapus_pada is None:
        return
    try:
        simpan_versi(bagian, bagian.versi, dihapus_pada=None, dihapus_oleh=None)
    except IntegrityError:
        raise GalatDomain("Tempatnya sudah dipakai bagian lain, jadi tidak dapat dipulihkan.") from None
    _kabari(bagian)


def _kabari(bagian: Any) -> None:
    """Higher apps keep something that follows from the parts of a plan (settings.SESUDAH_BAGIAN)."""
    for nama in settings.SESUDAH_BAGIAN:
        import_string(nama)(bagian)


@layanan
def geser(bagian: Any, versi: int, arah: str, *, oleh: Any) -> None:
    """Swap a part with the one above (`naik`) or below (`turun`); at the end of the list nothing happens."""
    _buka_bagian(bagian, oleh)
    urut = list(saudara(bagian).hidup())
    dari = next((n for n, x in enumerate(urut) if x.pk == bagian.pk), None)
    if dari is None:
        raise SudahBerubah("Bagian ini sudah dihapus orang lain.")
    ke = dari + ARAH[arah]
    if 0 <= ke < len(urut):
        urut[dari], urut[ke] = urut[ke], urut[dari]
        susun_urutan(urut, kecuali=bagian.pk)
        simpan_versi(bagian, versi, urutan=ke + 1)


def saudara(bagian: Any) -> Any:
    """All parts with the same parent, deleted ones too, in order."""
    nama = next(n for n in INDUK if getattr(bagian, f"{n}_id", None))
    return type(bagian).objects.filter(**{f"{nama}_id": getattr(bagian, f"{nama}_id")}).order_by("urutan", "pk")


def susun_urutan(urut: list[Any], kecuali: int | None = None) -> None:
    """Number the parts 1…n; a neighbour that only gives way keeps its version, so open forms stay good."""
    for n, x in enumerate(urut, start=1):
        if x.urutan != n and x.pk != kecuali:
            x.urutan = n
            x.save(update_fields=["urutan"])


def urutan_berikut(daftar: models.QuerySet) -> int:
    return (daftar.aggregate(n=Max("urutan"))["n"] or 0) + 1


def tempat(bagian: BagianRencana) -> Tempat:
    """Where the right to change a part is asked: its row, else its area."""
    if isinstance(bagian, BarisRencana):
        return bagian
    sebagai: Any = bagian
    return getattr(bagian, "baris", None) or sebagai.area


def _buka_bagian(bagian: Any, oleh: Any) -> None:
    if isinstance(bagian, AreaRencana):
        boleh_ubah_rencana(oleh, bagian.rencana).wajib()
        siap_diubah(bagian.rencana, oleh)
    elif isinstance(bagian, BarisRencana):
        boleh_ubah_baris(oleh, bagian).wajib()
        siap_diubah(bagian.tabel.rencana, oleh)
    else:
        buka(tempat(bagian), oleh)
