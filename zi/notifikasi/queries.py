"""Reading the inbox."""

from typing import Any

from django.db.models import QuerySet

from zi.notifikasi.models import Notifikasi


def kotak(user: Any) -> QuerySet[Notifikasi]:
    """The inbox of a person, newest first."""
    return Notifikasi.objects.filter(penerima=user)


def belum_dibaca(user: Any) -> int:
    return kotak(user).filter(dibaca_pada=None).count()
