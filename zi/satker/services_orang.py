"""People of a unit: roles from–to, one-time links, the list of people. Roles are ended, never deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.akun.nomor import rapikan_nomor
from zi.akun.services import buat_akun, buat_tautan, kirim_tautan, ubah_akun
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.satker import policies
from zi.satker.models import Pegawai, Peran, Satker
from zi.satker.services import simpan_bersih


@dataclass(frozen=True)
class IsiPeran:
    """A role as a form or a row of a workbook asks for it."""

    jenis: str
    area: str = ""
    tahun: int | None = None
    surat_tugas: str = ""
    mulai: date | None = None
    selesai: date | None = None
    sebutan: str = ""

    @property
    def kunci(self) -> dict[str, Any]:
        evaluator = self.jenis == Peran.Jenis.EVALUATOR
        area = self.area if self.jenis in Peran.PER_AREA else ""
        return {"jenis": self.jenis, "area": area, "tahun": self.tahun if evaluator else None}


@dataclass(frozen=True)
class IsiOrang:
    """A person as a form or a row of a workbook names him; None leaves a field as it is."""

    surel: str
    nama: str
    nomor_induk: str | None = None
    jabatan: str | None = None
    pangkat: str | None = None


@layanan
def beri_peran(satker: Satker, orang: IsiOrang, peran: IsiPeran, *, oleh: Any) -> Peran:
    """Give a role; the account is made when the address is new. Called twice it gives the same role once."""
    policies.boleh_atur_peran(oleh, satker, peran.jenis).wajib()
    pengguna = pengguna_untuk(orang, oleh=oleh)
    policies.boleh_atur_peran(oleh, satker, peran.jenis, pengguna).wajib()
    mulai = peran.mulai or satker.hari_ini()
    lama = peran_bertumpuk(pengguna, satker, peran, mulai)
    if lama and lama.sebutan:
        raise GalatDomain("Orang ini wakil kepala pada masa itu. Akhiri dulu perannya sebagai wakil.")
    if lama and (lama.mulai, lama.selesai) != (mulai, peran.selesai):
        raise GalatDomain("Peran ini sudah dimilikinya pada masa itu. Ubah masanya di halaman orangnya.")
    simpan_pegawai(satker, pengguna, orang, oleh=oleh)
    return lama or tulis_peran(pengguna, satker, peran, mulai)


@layanan
def akhiri_peran(peran: Peran, *, oleh: Any, pada: date | None = None) -> Peran:
    """End a role: after the day `pada`, or at once. A role that began today or later and ends at once is cancelled."""
    policies.boleh_atur_peran(oleh, peran.satker, peran.jenis, peran.pengguna).wajib()
    return tutup_peran(peran, pada)


def tutup_peran(peran: Peran, pada: date | None = None) -> Peran:
    """What ending means; who may is asked before. A role that is over already stays as it is."""
    peran = Peran.objects.select_for_update().get(pk=peran.pk)
    if peran.status() in {"selesai", "batal"}:
        return peran
    kemarin = peran.satker.hari_ini() - timedelta(days=1)
    if pada and pada > kemarin:
        peran.selesai = pada
    elif peran.mulai <= kemarin:
        peran.selesai = kemarin
    else:
        peran.dibatalkan_pada = timezone.now()
    simpan_bersih(peran)
    return peran


@layanan
def ubah_masa(peran: Peran, *, oleh: Any, mulai: date, selesai: date | None, surat_tugas: str = "") -> Peran:
    policies.boleh_atur_peran(oleh, peran.satker, peran.jenis, peran.pengguna).wajib()
    peran = Peran.objects.select_for_update().get(pk=peran.pk)
    peran.mulai, peran.selesai, peran.surat_tugas = mulai, selesai, surat_tugas
    simpan_bersih(peran)
    return peran


@layanan
def ubah_orang(satker: Satker, pengguna: Pengguna, orang: IsiOrang, *, oleh: Any) -> None:
    """Change how the unit names a person, and his account where the actor answers for all of it."""
    policies.boleh_kelola(oleh, satker).wajib()
    simpan_pegawai(satker, pengguna, orang, oleh=oleh)
    nomor = pengguna.nomor_induk if orang.nomor_induk is None else rapikan_nomor(orang.nomor_induk)
    beda = (orang.nama, nomor) != (pengguna.nama, pengguna.nomor_induk)
    if beda and policies.boleh_kelola_akun(oleh, pengguna):
        with _galat_model():
            ubah_akun(pengguna, oleh=oleh, nama=orang.nama, nomor_induk=nomor)


@layanan
def terapkan_baris(satker: Satker, orang: IsiOrang, peran: IsiPeran, lama: Peran | None, *, oleh: Any) -> None:
    """One row of the list of people: the person's data, then the role (new, or another period for `lama`)."""
    policies.boleh_kelola(oleh, satker).wajib()
    if lama is None:
        lama = beri_peran(satker, orang, peran, oleh=oleh)
    ubah_orang(satker, lama.pengguna, orang, oleh=oleh)
    mulai = peran.mulai or lama.mulai
    if (lama.mulai, lama.selesai, lama.surat_tugas) != (mulai, peran.selesai, peran.surat_tugas):
        ubah_masa(lama, oleh=oleh, mulai=mulai, selesai=peran.selesai, surat_tugas=peran.surat_tugas)


@layanan
def tautan_untuk(satker: Satker, pengguna: Pengguna, *, oleh: Any) -> str:
    """A one-time link that the admin sees once, to hand on himself."""
    policies.boleh_kelola(oleh, satker).wajib()
    policies.boleh_kelola_akun(oleh, pengguna).wajib()
    return buat_tautan(pengguna, oleh=oleh)


@layanan
def kirim_tautan_untuk(satker: Satker, pengguna: Pengguna, *, oleh: Any) -> None:
    """Mail a one-time link to the person's own address."""
    policies.boleh_kelola(oleh, satker).wajib()
    kirim_tautan(pengguna, oleh=oleh)


def pengguna_untuk(orang: IsiOrang, *, oleh: Any) -> Pengguna:
    """The account of the address, made without a password when there is none."""
    ada = Pengguna.objects.filter(email=orang.surel.strip().lower()).first()
    if ada:
        return ada
    with _galat_model():
        return buat_akun(orang.surel, orang.nama, oleh=oleh, nomor_induk=orang.nomor_induk)


def simpan_pegawai(satker: Satker, pengguna: Pengguna, orang: IsiOrang, *, oleh: Any) -> Pegawai:
    """The person as the documents of this unit name him; nothing is written when nothing differs."""
    nomor = rapikan_nomor(orang.nomor_induk)
    pegawai = _pegawai_yang_ada(satker, pengguna, nomor) or Pegawai(satker=satker)
    baru = {
        "pengguna": pengguna,
        "nama": orang.nama.strip() or pengguna.nama,
        "nomor_induk": pegawai.nomor_induk if orang.nomor_induk is None else nomor,
        **{k: isi.strip() for k in ("jabatan", "pangkat") if (isi := getattr(orang, k)) is not None},
    }
    if pegawai.pk and all(getattr(pegawai, k) == isi for k, isi in baru.items()):
        return pegawai
    for medan, isi in baru.items():
        setattr(pegawai, medan, isi)
    simpan_bersih(pegawai)
    return pegawai


def _pegawai_yang_ada(satker: Satker, pengguna: Pengguna, nomor: str | None) -> Pegawai | None:
    milik = satker.pegawai.filter(pengguna=pengguna).first()
    tanpa_akun = satker.pegawai.filter(pengguna=None, nomor_induk=nomor) if nomor else satker.pegawai.none()
    return milik or tanpa_akun.first()


def peran_bertumpuk(pengguna: Pengguna, satker: Satker, peran: IsiPeran, mulai: date) -> Peran | None:
    """The same role at the same time, if he has it."""
    sama = Peran.objects.filter(pengguna=pengguna, satker=satker, dibatalkan_pada=None, **peran.kunci)
    if peran.selesai:
        sama = sama.filter(mulai__lte=peran.selesai)
    return sama.filter(Q(selesai=None) | Q(selesai__gte=mulai)).first()


def tulis_peran(pengguna: Pengguna, satker: Satker, isi: IsiPeran, mulai: date) -> Peran:
    """Insert the role; one that was cancelled on the same first day lives again."""
    kunci = {"pengguna": pengguna, "satker": satker, "mulai": mulai, **isi.kunci}
    peran = Peran.objects.filter(**kunci).first() or Peran(**kunci)
    peran.selesai, peran.surat_tugas, peran.sebutan = isi.selesai, isi.surat_tugas, isi.sebutan
    peran.dibatalkan_pada = None
    simpan_bersih(peran, periksa_batasan=False)
    return peran


@contextmanager
def _galat_model() -> Iterator[None]:
    try:
        yield
    except ValidationError as galat:
        raise GalatDomain(" ".join(galat.messages)) from galat
