"""The address of one's own calendar feed: made, made anew, revoked, read."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.common.layanan import layanan
from zi.jadwal.models import AlamatKalender

SEKALI = timedelta(hours=1)  # programs read every few minutes; once an hour is noted


@layanan
def buat_alamat(*, oleh: Any) -> AlamatKalender:
    """A new address for the person himself; the one before answers no more."""
    Pengguna.objects.select_for_update().get(pk=oleh.pk)
    cabut_alamat(oleh=oleh)
    return AlamatKalender.objects.create(pengguna=oleh)


@layanan
def cabut_alamat(*, oleh: Any) -> None:
    AlamatKalender.objects.filter(pengguna=oleh, dicabut_pada=None).update(dicabut_pada=timezone.now())


def catat_dibaca(alamat: AlamatKalender) -> None:
    """So that its owner sees whether anybody uses it."""
    lama = Q(dibaca_pada=None) | Q(dibaca_pada__lt=timezone.now() - SEKALI)
    AlamatKalender.objects.filter(lama, pk=alamat.pk).update(dibaca_pada=timezone.now())
