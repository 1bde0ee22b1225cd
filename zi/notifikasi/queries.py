"""Reading the inbox and the preferences."""

from typing import Any

from django.db.models import QuerySet

from zi.akun.models import Pengguna
from zi.notifikasi.models import Notifikasi, PilihanPengingat
from zi.satker.models import Peran
from zi.satker.queries import TIM, hak

PELAKSANA = TIM | {Peran.Jenis.KEPALA}  # who has work that a reminder can tell of


def kotak(user: Any) -> QuerySet[Notifikasi]:
    """The inbox of a person, newest first."""
    return Notifikasi.objects.filter(penerima=user)


def belum_dibaca(user: Any) -> int:
    return kotak(user).filter(dibaca_pada=None).count()


def pilihan_saya(user: Any) -> PilihanPengingat:
    """The preferences of a person; those of somebody who never chose are not stored."""
    return PilihanPengingat.objects.filter(pengguna=user).first() or PilihanPengingat(pengguna=user)


def calon_pengganti(user: Any) -> QuerySet[Pengguna]:
    """Colleagues who may get a person's reminders: the team and kepala of the units where he works himself."""
    peran = Peran.objects.berlaku().filter(satker__in=hak(user).satker(*PELAKSANA), jenis__in=PELAKSANA)
    return Pengguna.objects.filter(peran__in=peran, is_active=True).exclude(pk=user.pk).distinct().order_by("nama")
