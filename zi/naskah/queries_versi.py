"""Reading versions: whose, and which one is in force."""

from typing import Any

from django.db.models import Q, QuerySet

from zi.naskah.models import Versi
from zi.rencana.models import RencanaKerja
from zi.satker.queries import hak

S = Versi.Status


def keputusan_terakhir(rencana: RencanaKerja) -> Versi | None:
    """The decision that the team must answer: the last version when it was returned or revoked and nothing followed."""
    if rencana.status not in {S.DIKEMBALIKAN, S.DICABUT}:
        return None
    return rencana.versi_naskah.select_related("diputus_oleh").order_by("-nomor").first()


def versi_terlihat(user: Any) -> QuerySet[Versi]:
    """Own unit and subtree: all. An evaluator: of his unit and year, those under review or approved."""
    h = hak(user)
    boleh = Q(rencana__satker__in=h.satker_sendiri | h.subpohon)
    for satker, tahun in h.evaluasi:
        boleh |= Q(
            rencana__satker=satker,
            rencana__tahun_mulai__lte=tahun,
            rencana__tahun_selesai__gte=tahun,
            status__in=[S.DIAJUKAN, S.DISETUJUI],
        )
    terlihat = Versi.objects.filter(boleh, rencana__dihapus_pada=None)
    return terlihat.select_related("rencana__satker", "diajukan_oleh", "diputus_oleh").order_by("-nomor")
