"""Proposals of another year on the pages of a round."""

from typing import Any

from django import template
from django.template.context import Context

from zi.lke.models import Putaran
from zi.lke.usulan.queries import asal_usulan, daftar_usulan, jawaban_usulan
from zi.pengungkit.models import Pertanyaan

register = template.Library()


@register.inclusion_tag("lke/_usulan_kabar.html", takes_context=True)
def kabar_usulan(context: Context, putaran: Putaran) -> dict[str, Any]:
    """How many proposals wait, with the way to them; nothing when there are none."""
    asal, user = asal_usulan(putaran), context["request"].user
    return {"putaran": putaran, "asal": asal, "jumlah": jawaban_usulan(putaran, asal, user).count() if asal else 0}


@register.inclusion_tag("lke/_usulan.html", takes_context=True)
def usulan(context: Context, putaran: Putaran, pertanyaan: Pertanyaan, boleh: Any) -> dict[str, Any]:
    """The proposal for one question, to be taken over in one tap when `boleh`; nothing when there is none."""
    request = context["request"]
    asal = asal_usulan(putaran)
    semua = daftar_usulan(putaran, asal, request.user, pertanyaan.pk) if asal else []
    umum = {"putaran": putaran, "asal": asal, "usulan": semua[0] if semua else None, "boleh": boleh}
    return umum | {"next": request.path, "csrf_token": context.get("csrf_token")}
