"""Who may tick the prerequisites of a unit; tests/lke/test_kesiapan.py holds the verdicts."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

J = Peran.Jenis
INSTANSI = "instansi"  # the level of Instrumen.prasyarat that is the agency's
BUKAN_PUSAT = "Prasyarat instansi dicentang admin pusat."
BUKAN_SATKER = "Prasyarat satker dicentang ketua tim atau admin satker."


def boleh_centang(user: Any, satker: Satker, tingkat: str) -> Verdict:
    """Those of the agency: a central admin above the unit. Those of the unit: its ketua tim and its admin."""
    h = hak(user)
    if tingkat == INSTANSI:
        return YA if satker.pk in h.subpohon else tidak(BUKAN_PUSAT)
    return YA if h.punya(satker.pk, J.KETUA_TIM, J.ADMIN_SATKER) else tidak(BUKAN_SATKER)
