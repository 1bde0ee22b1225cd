"""Which contents may be opened, and how often they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from zi.bukti.models import Berkas, BukaBerkas, VersiBerkas
from zi.satker.queries import hak


@dataclass(frozen=True)
class Pembukaan:
    """Of one version: how often it was opened, and when last."""

    kali: int
    terakhir: datetime


def versi_terlihat(user: Any) -> QuerySet[VersiBerkas]:
    """Contents that the user may open as he likes; never one with a virus."""
    return _bersih().filter(berkas__in=Berkas.objects.terlihat_oleh(user))


def versi_beralasan(user: Any) -> QuerySet[VersiBerkas]:
    """Contents in the subtree of a central admin, which he may open with a reason (DESIGN section 3)."""
    return _bersih().filter(satker__in=hak(user).subpohon, berkas__dihapus_pada=None)


def _bersih() -> QuerySet[VersiBerkas]:
    return VersiBerkas.objects.exclude(pindai=VersiBerkas.Pindai.TERJANGKIT).select_related("berkas", "satker")


def pembukaan(versi: Iterable[int]) -> dict[int, Pembukaan]:
    """For these versions, in one query; one that nobody opened is not in it."""
    hitung = BukaBerkas.objects.filter(versi__in=list(versi)).values("versi").order_by()
    return {x["versi"]: Pembukaan(x["kali"], x["akhir"]) for x in hitung.annotate(kali=Count("pk"), akhir=Max("pada"))}
