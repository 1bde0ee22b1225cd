"""Who writes a report, submits it and decides on it (DESIGN section 3)."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.monev.models import LaporanBerkala
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

J = Peran.Jenis
SENDIRI = "Laporan yang Anda ajukan sendiri harus disetujui orang lain."


def boleh_susun(user: Any, satker: Satker) -> Verdict:
    """Begin the report of a period."""
    if hak(user).punya(satker.pk, J.KETUA_TIM, J.KOORDINATOR):
        return YA
    return tidak("Laporan disusun ketua tim atau koordinator area.")


def boleh_tulis(user: Any, laporan: LaporanBerkala, area: str = "") -> Verdict:
    """Write texts: the ketua tim all of them, koordinator and anggota those of their areas (`area`: the code by which
    roles name it); while the report is open.
    """
    h = hak(user)
    milik = bool(area) and area in h.area(laporan.satker_id, J.KOORDINATOR, J.ANGGOTA)
    if not (milik or h.punya(laporan.satker_id, J.KETUA_TIM)):
        return tidak("Bagian ini diisi ketua tim, atau koordinator dan anggota areanya.")
    if not laporan.terbuka:
        return tidak(f"Laporan ini sudah {laporan.get_status_display().lower()}, jadi isinya tidak diubah lagi.")
    return YA


def boleh_ajukan(user: Any, laporan: LaporanBerkala) -> Verdict:
    """Submit and withdraw."""
    if hak(user).punya(laporan.satker_id, J.KETUA_TIM):
        return YA
    return tidak("Laporan diajukan dan ditarik kembali oleh ketua tim.")


def boleh_putuskan(user: Any, laporan: LaporanBerkala) -> Verdict:
    """Return, open again: the kepala satker, or who stands in for him."""
    if hak(user).punya(laporan.satker_id, J.KEPALA):
        return YA
    return tidak("Hanya kepala satker yang dapat melakukan ini.")


def boleh_setujui(user: Any, laporan: LaporanBerkala) -> Verdict:
    """Approve: never what one submitted oneself."""
    verdict = boleh_putuskan(user, laporan)
    sendiri = user is not None and laporan.diajukan_oleh_id == user.pk
    return tidak(SENDIRI) if verdict and sendiri else verdict


def orang_dalam(user: Any, satker_id: int) -> bool:
    """Does the person read drafts and the way of the report? Only people of the unit."""
    return satker_id in hak(user).satker_sendiri
