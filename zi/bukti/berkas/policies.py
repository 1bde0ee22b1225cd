"""Who may change or delete a file of the unit, whatever it was uploaded for."""

from typing import Any

from zi.bukti.models import Berkas
from zi.common.verdict import YA, Verdict, tidak
from zi.satker.models import Peran
from zi.satker.queries import hak

J = Peran.Jenis


def boleh_ubah_berkas(user: Any, berkas: Berkas) -> Verdict:
    """Koordinator and ketua tim: every file of the unit; an anggota: what he brought himself."""
    h = hak(user)
    if h.punya(berkas.satker_id, J.KOORDINATOR, J.KETUA_TIM):
        return YA
    if h.punya(berkas.satker_id, J.ANGGOTA) and user.pk == berkas.diunggah_oleh_id:
        return YA
    return tidak("Hanya pengunggah, koordinator, atau ketua tim yang dapat mengubah berkas ini.")
