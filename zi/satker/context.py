"""What the header of every page asks of the units."""

from typing import Any

from zi.satker.hak import J, hak
from zi.satker.models import Satker
from zi.satker.queries import satker_aktif

KUNCI_SESI = "satker"


def aktif(request: Any) -> Satker | None:
    """The unit of the switcher."""
    return satker_aktif(request.user, request.session.get(KUNCI_SESI))


def pilihan(request: Any) -> list[Satker]:
    """The units to switch between; empty when there is only one."""
    satker = {p.satker_id: p.satker for p in hak(request.user).peran}
    return sorted(satker.values(), key=str) if len(satker) > 1 else []


def bekerja_di_sini(request: Any) -> bool:
    """Does the person work in the unit of the switcher? Not as an evaluator or from above."""
    satker = aktif(request)
    return satker is not None and satker.pk in hak(request.user).satker_sendiri


def boleh_kelola(request: Any) -> bool:
    """Does the person look after people or units anywhere?"""
    return bool(hak(request.user).satker(J.ADMIN_SATKER, J.ADMIN_PUSAT))
