"""Is the application ready: database, cache, and how long the oldest due job has been waiting."""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import Error, connection
from django.db.models import Min
from django.utils import timezone
from redis.exceptions import RedisError

from zi.common.models import Pekerjaan

ANTREAN_LAMBAT = timedelta(minutes=15)


def umur_antrean() -> timedelta:
    """How long the oldest job that may run has been waiting for a worker."""
    kini = timezone.now()
    tertua = Pekerjaan.objects.filter(status=Pekerjaan.Status.MENUNGGU).aggregate(m=Min("jalan_mulai"))["m"]
    return max(kini - tertua, timedelta()) if tertua else timedelta()


def _database() -> str:
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    return "baik"


def _tembolok() -> str:
    cache.has_key("sehat")  # of Redis itself: reading falls back to the database
    return "baik"


def _antrean() -> str:
    return "lambat" if umur_antrean() > ANTREAN_LAMBAT else "baik"


def _coba(fungsi: Callable[[], str]) -> str:
    try:
        return fungsi()
    except (Error, RedisError, OSError):
        return "mati"


def periksa() -> dict[str, str]:
    """Each part with `baik`, `lambat` or `mati`; never an error."""
    return {"database": _coba(_database), "tembolok": _coba(_tembolok), "antrean": _coba(_antrean)}
