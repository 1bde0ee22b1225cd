"""Who makes a follow-up of a remark."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.lke.models import Putaran
from zi.lke.policies import boleh_mulai
from zi.tindaklanjut.policies import boleh_kelola

BELUM_TERBIT = "Catatan evaluator menjadi tindak lanjut setelah putarannya terbit."


def boleh_lanjut(user: Any, putaran: Putaran, area: str) -> Verdict:
    """Who keeps the register of the unit; evaluators their own remarks, once the unit reads them."""
    verdict = boleh_kelola(user, putaran.satker, area)
    if verdict or putaran.mandiri or not boleh_mulai(user, putaran.satker, putaran.tahun, putaran.jenis):
        return verdict
    return YA if putaran.terbit_pada else tidak(BELUM_TERBIT)
