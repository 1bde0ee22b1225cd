"""Who may record what became of an occurrence (DESIGN section 3)."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.jadwal.models import Kejadian
from zi.rencana.policies import asal
from zi.satker.models import Peran
from zi.satker.queries import hak

J = Peran.Jenis


def boleh_catat_kejadian(user: Any, kejadian: Kejadian) -> Verdict:
    """Realisation and notes: the team of the area, ketua tim."""
    alasan = "Hanya tim kerja area ini yang dapat mencatat kejadian."
    return _di_area(user, kejadian, (J.ANGGOTA, J.KOORDINATOR), alasan)


def boleh_atur_kejadian(user: Any, kejadian: Kejadian) -> Verdict:
    """Moving or cancelling, as the schedule itself: koordinator of the area, ketua tim."""
    alasan = "Hanya koordinator area ini atau ketua tim yang dapat memindahkan atau membatalkan kejadian."
    return _di_area(user, kejadian, (J.KOORDINATOR,), alasan)


def _di_area(user: Any, kejadian: Kejadian, jenis: tuple[str, ...], alasan: str) -> Verdict:
    rencana, area = asal(kejadian.jadwal.baris)
    h = hak(user)
    if h.punya(rencana.satker_id, J.KETUA_TIM):
        return YA
    return YA if area is not None and area.kode_peran in h.area(rencana.satker_id, *jenis) else tidak(alasan)
