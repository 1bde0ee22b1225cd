"""Who may take which step of an approval (DESIGN section 3)."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.naskah.models import Versi
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran
from zi.satker.pejabat import ada_kepala_berakun
from zi.satker.queries import hak

J = Peran.Jenis
SENDIRI = "Rencana yang Anda ajukan sendiri harus disetujui orang lain."


def boleh_ajukan(user: Any, rencana: RencanaKerja) -> Verdict:
    """Submit, check, withdraw: the head of the team."""
    if hak(user).punya(rencana.satker_id, J.KETUA_TIM):
        return YA
    return tidak("Hanya ketua tim yang dapat melakukan ini.")


def boleh_putuskan(user: Any, rencana: RencanaKerja) -> Verdict:
    """Return: the kepala satker, or who stands in for him."""
    if hak(user).punya(rencana.satker_id, J.KEPALA):
        return YA
    return tidak("Hanya kepala satker yang dapat melakukan ini.")


def boleh_setujui(user: Any, rencana: RencanaKerja) -> Verdict:
    """Approve: the kepala satker, never what he submitted himself."""
    verdict = boleh_putuskan(user, rencana)
    return tidak(SENDIRI) if verdict and _pengaju(user, rencana) else verdict


def boleh_catat_luar(user: Any, rencana: RencanaKerja) -> Verdict:
    """Record an approval on paper: the admin, where no kepala can log in; never what he submitted himself."""
    if not hak(user).punya(rencana.satker_id, J.ADMIN_SATKER):
        return tidak("Hanya admin satker yang mencatat persetujuan di luar sistem.")
    if ada_kepala_berakun(rencana.satker):
        return tidak("Kepala satker mempunyai akun, jadi ia memutuskan sendiri di sini.")
    return tidak(SENDIRI) if _pengaju(user, rencana) else YA


def boleh_cabut(user: Any, rencana: RencanaKerja) -> Verdict:
    """Revoke the version in force, also while the next one is being written."""
    verdict = boleh_putuskan(user, rencana)
    if verdict and Versi.objects.berlaku(rencana) is None:
        return tidak("Belum ada versi yang berlaku untuk dicabut.")
    return verdict


def boleh_unggah_salinan(user: Any, rencana: RencanaKerja) -> Verdict:
    """Bring back the signed copy: who handles the paper of the unit."""
    if hak(user).punya(rencana.satker_id, J.KETUA_TIM, J.KEPALA, J.ADMIN_SATKER):
        return YA
    return tidak("Salinan bertanda tangan diunggah ketua tim, kepala satker, atau admin satker.")


def orang_dalam(user: Any, satker_id: int) -> bool:
    """The unit and those above it; not an evaluator."""
    h = hak(user)
    return satker_id in h.satker_sendiri | h.subpohon


def _pengaju(user: Any, rencana: RencanaKerja) -> bool:
    return user is not None and rencana.diajukan_oleh_id == user.pk
