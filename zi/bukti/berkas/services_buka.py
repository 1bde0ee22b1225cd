"""The log of who opened evidence."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from zi.bukti.models import BukaBerkas, VersiBerkas
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan

ALASAN_MIN = 10
SEKALI_DUDUK = timedelta(minutes=15)


@layanan
def catat_buka(versi: VersiBerkas, cara: str, *, oleh: Any, alasan: str = "") -> BukaBerkas:
    """One line for one opening; pictures looked at in one sitting are one. On GET the caller wraps it in
    `boleh_menulis`.
    """
    if cara == BukaBerkas.Cara.PRATINJAU:
        baru = {"pada__gte": timezone.now() - SEKALI_DUDUK}
        if ada := BukaBerkas.objects.filter(versi=versi, oleh=oleh, cara=cara, **baru).first():
            return ada
    return BukaBerkas.objects.create(versi=versi, oleh=oleh, cara=cara, alasan=alasan.strip()[:2000])


def catat_buka_beralasan(versi: VersiBerkas, alasan: str, *, oleh: Any) -> BukaBerkas:
    """For a central admin, who gives his reason."""
    if len(alasan.strip()) < ALASAN_MIN:
        raise GalatDomain("Tulis alasan membuka berkas ini, paling sedikit 10 huruf.")
    return catat_buka(versi, BukaBerkas.Cara.UNDUH, oleh=oleh, alasan=alasan)
