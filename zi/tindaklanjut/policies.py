"""Who may keep the register of follow-ups, report one as done, and check what was reported."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.satker.models import Peran, Satker
from zi.satker.queries import SATKER_SENDIRI, TIM, hak
from zi.tindaklanjut.models import TindakLanjut

J = Peran.Jenis
PENGELOLA = "Hanya koordinator area ini atau ketua tim yang dapat melakukannya."
PELAPOR = "Hanya penanggung jawab atau tim kerja area ini yang dapat melaporkannya."
PENGECEK = "Hanya koordinator area ini, ketua tim, atau kepala satker yang dapat mengeceknya."
SENDIRI = "Yang Anda kerjakan atau laporkan sendiri harus dicek orang lain."


def boleh_kelola(user: Any, satker: Satker, area: str) -> Verdict:
    """Write a follow-up, change it, cancel it, open it again: koordinator in his areas, ketua tim everywhere."""
    h = hak(user)
    if h.punya(satker.pk, J.KETUA_TIM) or area in h.area(satker.pk, J.KOORDINATOR):
        return YA
    return tidak(PENGELOLA)


def boleh_catat(user: Any, satker: Satker) -> bool:
    """May the person write a follow-up of any area?"""
    return hak(user).punya(satker.pk, J.KETUA_TIM, J.KOORDINATOR)


def boleh_urus(user: Any, tindak_lanjut: TindakLanjut) -> Verdict:
    return boleh_kelola(user, tindak_lanjut.satker, tindak_lanjut.area)


def boleh_ubah(user: Any, tindak_lanjut: TindakLanjut) -> Verdict:
    """Its words, person and date; only while it is open, so that nobody is checked against other words."""
    if tindak_lanjut.status != TindakLanjut.Status.TERBUKA:
        return tidak("Tindak lanjut ini hanya dapat diubah selagi terbuka.")
    return boleh_urus(user, tindak_lanjut)


def boleh_lapor(user: Any, tindak_lanjut: TindakLanjut) -> Verdict:
    """The person in charge, and the team of the area; without an area the whole team."""
    h, satker, area = hak(user), tindak_lanjut.satker_id, tindak_lanjut.area
    penanggung_jawab = user is not None and user.pk == tindak_lanjut.penanggung_jawab_id
    if penanggung_jawab and h.punya(satker, *SATKER_SENDIRI):
        return YA
    di_area = h.punya(satker, *TIM) if not area else area in h.area(satker, *TIM)
    return YA if di_area or h.punya(satker, J.KETUA_TIM) else tidak(PELAPOR)


def boleh_beri_bukti(user: Any, tindak_lanjut: TindakLanjut) -> Verdict:
    """File closing evidence: who may report it, until it is closed."""
    if tindak_lanjut.status not in TindakLanjut.BELUM_SELESAI:
        return tidak("Tindak lanjut ini sudah ditutup. Buka lagi dulu untuk menambah buktinya.")
    return boleh_lapor(user, tindak_lanjut)


def boleh_cek(user: Any, tindak_lanjut: TindakLanjut) -> Verdict:
    """Accept or return what was reported: never who reported it or is in charge.

    The kepala may too: what the only ketua tim does himself must find somebody who checks it.
    """
    h, satker = hak(user), tindak_lanjut.satker_id
    koordinator = tindak_lanjut.area in h.area(satker, J.KOORDINATOR)
    if not koordinator and not h.punya(satker, J.KETUA_TIM, J.KEPALA):
        return tidak(PENGECEK)
    sendiri = {tindak_lanjut.dilaporkan_oleh_id, tindak_lanjut.penanggung_jawab_id} - {None}
    return tidak(SENDIRI) if user is not None and user.pk in sendiri else YA
