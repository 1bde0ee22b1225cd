"""Reading recipes."""

from django.db.models import F, Prefetch, QuerySet

from zi.bukti.models import JenisBukti, Resep
from zi.satker.models import Satker


def resep_satker(satker: Satker | int) -> QuerySet[Resep]:
    """The recipes that a unit may use, its own before the common ones, each with its kinds."""
    semua = Resep.objects.filter(satker=None) | Resep.objects.filter(satker=satker)
    jenis = Prefetch("jenis", JenisBukti.objects.order_by("urutan"))
    return semua.order_by(F("satker").asc(nulls_last=True), "nama").prefetch_related(jenis)


def tanda(resep: Resep) -> str:
    """What a recipe says now; a form posts the one that it was rendered from."""
    return f"{resep.nama}: {', '.join(sorted(j.kode for j in resep.jenis.all()))}"
