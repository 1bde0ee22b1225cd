"""Which version a page shows."""

from typing import Any

from django import template

from zi.naskah.queries_versi import keadaan_versi as baca
from zi.rencana.models import RencanaKerja

register = template.Library()


@register.inclusion_tag("naskah/_keadaan.html")
def keadaan_versi(rencana: RencanaKerja, tautan: bool = True) -> dict[str, Any]:
    """The status, the version shown and the version in force, with links to both and to their difference."""
    return {"rencana": rencana, "keadaan": baca(rencana), "tautan": tautan}
