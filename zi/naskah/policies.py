"""Who may take which step of an approval (DESIGN section 3)."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran
from zi.satker.queries import hak


def boleh_ajukan(user: Any, rencana: RencanaKerja) -> Verdict:
    """Submit, check, withdraw: the head of the team."""
    if hak(user).punya(rencana.satker_id, Peran.Jenis.KETUA_TIM):
        return YA
    return tidak("Hanya ketua tim yang dapat melakukan ini.")


def boleh_putuskan(user: Any, rencana: RencanaKerja) -> Verdict:
    """Return and revoke: the kepala satker."""
    if hak(user).punya(rencana.satker_id, Peran.Jenis.KEPALA):
        return YA
    return tidak("Hanya kepala satker yang dapat melakukan ini.")


def boleh_setujui(user: Any, rencana: RencanaKerja) -> Verdict:
    """Approve: the kepala satker, never what he submitted himself."""
    verdict = boleh_putuskan(user, rencana)
    if verdict and rencana.diajukan_oleh_id == user.pk:
        return tidak("Rencana yang Anda ajukan sendiri harus disetujui orang lain.")
    return verdict
