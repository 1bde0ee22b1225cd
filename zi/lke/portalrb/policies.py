"""Who decides what PortalRB is given: the central admin whose subtree holds the unit that proposes."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.satker.models import Satker
from zi.satker.queries import hak

BUKAN_PUSAT = "Hanya admin pusat yang mengatur PortalRB untuk satker di bawahnya."


def boleh_atur(user: Any, pusat: Satker) -> Verdict:
    """Periods, units, tokens and links of `pusat`."""
    return YA if pusat.pk in hak(user).subpohon else tidak(BUKAN_PUSAT)
