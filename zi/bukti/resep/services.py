"""Recipes: writing those of a unit, and asking for all kinds of one in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from zi.bukti.models import JenisBukti, Resep, SyaratBukti
from zi.bukti.peta.services import tambah_jenis_tanya
from zi.bukti.resep.policies import boleh_ubah_resep
from zi.bukti.resep.queries import tanda
from zi.bukti.services_syarat import Wadah, tambah_jenis
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.pengungkit.models import Pertanyaan
from zi.rencana.policies import asal
from zi.satker.models import Satker

NAMA_MAKS = 80


@dataclass(frozen=True)
class HasilResep:
    """What a recipe added, and the names of the kinds that were asked for already."""

    resep: Resep
    baru: tuple[SyaratBukti, ...]
    sudah: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        sisa = f" Sudah diminta sebelumnya: {', '.join(self.sudah)}." if self.sudah else ""
        if not self.baru:
            return f"Semua isi resep “{self.resep}” sudah diminta di sini."
        return f"{len(self.baru)} bukti ditambahkan dari resep “{self.resep}”.{sisa}"


@layanan
def buat_resep(satker: Satker, nama: str, jenis: Iterable[JenisBukti], *, oleh: Any) -> Resep:
    """A recipe of the unit; its name stands once."""
    boleh_ubah_resep(oleh, satker).wajib()
    return _simpan(Resep(satker=satker), nama, jenis)


@layanan
def ubah_resep(resep: Resep, semula: str, nama: str, jenis: Iterable[JenisBukti], *, oleh: Any) -> Resep:
    """Raises SudahBerubah when the recipe no longer says what the form saw (`semula`, of queries_resep.tanda)."""
    kini = _milik_sendiri(resep, oleh)
    if tanda(kini) != semula:
        raise SudahBerubah("Resep ini baru saja diubah orang lain. Lihat dulu isinya.")
    return _simpan(kini, nama, jenis)


@layanan
def hapus_resep(resep: Resep, *, oleh: Any) -> None:
    """What was asked for with it stays. Twice is once."""
    if Resep.objects.filter(pk=resep.pk).exists():
        _milik_sendiri(resep, oleh).delete()


def _milik_sendiri(resep: Resep, oleh: Any) -> Resep:
    kini = Resep.objects.select_for_update(of=("self",)).select_related("satker").filter(pk=resep.pk).first()
    if kini is None:
        raise SudahBerubah("Resep ini sudah dihapus orang lain.")
    if kini.satker is None:
        raise GalatDomain("Resep bersama tidak dapat diubah. Buat resep sendiri dengan isi yang sama.")
    boleh_ubah_resep(oleh, kini.satker).wajib()
    return kini


def _simpan(resep: Resep, nama: str, jenis: Iterable[JenisBukti]) -> Resep:
    resep.nama, isi = " ".join(nama.split()), list(jenis)
    if not resep.nama or len(resep.nama) > NAMA_MAKS:
        raise GalatDomain(f"Tulis nama resep, paling panjang {NAMA_MAKS} huruf.")
    if not isi:
        raise GalatDomain("Pilih paling sedikit satu jenis bukti.")
    kembar = GalatDomain(f"Satker ini sudah mempunyai resep “{resep.nama}”.")
    if Resep.objects.filter(satker=resep.satker, nama__iexact=resep.nama).exclude(pk=resep.pk).exists():
        raise kembar
    try:
        with transaction.atomic():
            resep.save()
    except IntegrityError:
        raise kembar from None
    resep.jenis.set(isi)
    return resep


@layanan
def terapkan_resep(resep: Resep, tempat: Wadah, *, oleh: Any) -> HasilResep:
    """Ask for all kinds of the recipe at a row or an area; what is asked for there already is not doubled."""
    jenis = _isi(resep, asal(tempat)[0].satker_id)
    baru, sudah = tambah_jenis(tempat, jenis, oleh=oleh)
    return HasilResep(resep, tuple(baru), tuple(sudah))


@layanan
def terapkan_resep_tanya(resep: Resep, satker: Satker, tahun: int, pertanyaan: Pertanyaan, *, oleh: Any) -> HasilResep:
    """The same under an LKE question of the unit and year."""
    baru, sudah = tambah_jenis_tanya(satker, tahun, pertanyaan, _isi(resep, satker.pk), oleh=oleh)
    return HasilResep(resep, tuple(baru), tuple(sudah))


def _isi(resep: Resep, satker_id: int) -> list[JenisBukti]:
    if resep.satker_id not in {None, satker_id}:
        raise GalatDomain("Resep ini milik satker lain.")
    if not (jenis := list(resep.jenis.order_by("urutan"))):
        raise GalatDomain(f"Resep “{resep}” belum berisi jenis bukti.")
    return jenis
