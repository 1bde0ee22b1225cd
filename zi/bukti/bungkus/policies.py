"""Who may have the evidence of a plan as one file: whoever may open it piece by piece."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran
from zi.satker.queries import TIM, hak

J = Peran.Jenis
SATKER = (*TIM, J.KEPALA)


def boleh_bungkus(user: Any, rencana: RencanaKerja) -> Verdict:
    """Team, kepala and evaluator of its unit; that he sees the plan is asked before."""
    if hak(user).punya(rencana.satker_id, *SATKER, J.EVALUATOR):
        return YA
    return tidak("Hanya tim kerja, kepala, dan evaluator satker ini yang dapat membungkus buktinya.")


def boleh_belum_diperiksa(user: Any, rencana: RencanaKerja) -> bool:
    """What nobody has checked yet leaves the unit in no bundle."""
    return hak(user).punya(rencana.satker_id, *SATKER)
