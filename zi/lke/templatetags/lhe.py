"""The LHE on the page of its round."""

from typing import Any

from django import template
from django.template.context import Context

from zi.lke.lhe.policies import boleh_susun_lhe
from zi.lke.models import Lhe, Putaran

register = template.Library()


@register.inclusion_tag("lke/_lhe.html", takes_context=True)
def tautan_lhe(context: Context, putaran: Putaran) -> dict[str, Any]:
    """The way to the LHE of a published round of the TPI, for who may read or write it."""
    if putaran.jenis != Putaran.Jenis.TPI or putaran.status != Putaran.Status.TERBIT:
        return {"putaran": putaran, "tampil": False}
    satu = Lhe.objects.filter(putaran=putaran).only("nomor", "terbit_pada").first()
    boleh = boleh_susun_lhe(context["request"].user, putaran)
    tampil = bool(boleh or (satu and satu.terbit_pada))
    return {"putaran": putaran, "lhe": satu, "tampil": tampil}
