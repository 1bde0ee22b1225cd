"""The first unit and its first admin, before anybody can log in."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from zi.akun.models import Pengguna
from zi.akun.services import buat_akun, buat_tautan
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.satker.models import Instansi, Peran, Satker
from zi.satker.services import simpan_bersih

ADMIN = (Peran.Jenis.ADMIN_SATKER, Peran.Jenis.ADMIN_PUSAT)
SUDAH_ADA = "Sudah ada admin. Tambahkan --paksa bila Anda memang ingin membuat admin lagi."


@dataclass(frozen=True)
class IsiAwal:
    instansi: str
    kode: str
    nama: str
    zona: str
    surel: str
    nama_admin: str


def sudah_ada_admin() -> bool:
    """Is there an admin who is not part of the demonstration?"""
    peran = Peran.objects.berlaku().filter(jenis__in=ADMIN, pengguna__contoh=False)
    return peran.exists() or Pengguna.objects.filter(is_superuser=True, contoh=False).exists()


@layanan
def siapkan_awal(isi: IsiAwal, *, sandi: str = "", paksa: bool = False, oleh: None = None) -> str:
    """Make agency, unit and admin (of the unit, of what will hang under it, and of the admin site).

    Returns the one-time link, or nothing when a password was given. The same call again changes nothing but the link.
    """
    if sudah_ada_admin() and not paksa:
        raise GalatDomain(SUDAH_ADA)
    admin = _admin(isi)
    satker = _satker(isi)
    for jenis in ADMIN:
        Peran.objects.get_or_create(pengguna=admin, satker=satker, jenis=jenis, selesai=None)
    if not sandi:
        return buat_tautan(admin, oleh=None)
    _atur_sandi(admin, sandi)
    return ""


def _satker(isi: IsiAwal) -> Satker:
    ada = Satker.objects.filter(kode=isi.kode).first()
    if ada:
        return ada
    instansi, _ = Instansi.objects.get_or_create(nama=isi.instansi)
    satker = Satker(instansi=instansi, kode=isi.kode, nama=isi.nama, zona_waktu=Satker.ZonaWaktu[isi.zona])
    simpan_bersih(satker)
    return satker


def _admin(isi: IsiAwal) -> Pengguna:
    try:
        ada = Pengguna.objects.filter(email=isi.surel.strip().lower()).first()
        admin = ada or buat_akun(isi.surel, isi.nama_admin, oleh=None)
    except ValidationError as galat:
        raise GalatDomain(" ".join(galat.messages)) from galat
    admin.is_staff = admin.is_superuser = True
    admin.save(update_fields=["is_staff", "is_superuser"])
    return admin


def _atur_sandi(admin: Pengguna, sandi: str) -> None:
    try:
        validate_password(sandi, admin)
    except ValidationError as galat:
        raise GalatDomain(" ".join(galat.messages)) from galat
    admin.set_password(sandi)
    admin.save(update_fields=["password"])
