"""Who may add, change and delete the recipes of a unit."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

J = Peran.Jenis


def boleh_ubah_resep(user: Any, satker: Satker) -> Verdict:
    """Koordinator and ketua tim, who write requirements, and the admin of the unit (DESIGN section 3)."""
    if hak(user).punya(satker.pk, J.KOORDINATOR, J.KETUA_TIM, J.ADMIN_SATKER):
        return YA
    return tidak("Resep diubah koordinator, ketua tim, atau admin satker.")
