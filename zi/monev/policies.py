"""Who may prepare a meeting, write what happened there, and close it (DESIGN section 3)."""

from typing import Any

from django.utils import timezone

from zi.common.verdict import YA, Verdict, tidak
from zi.monev.models import Rapat
from zi.satker.models import Peran, Satker
from zi.satker.queries import SATKER_SENDIRI, hak

J = Peran.Jenis
PENYIAP = "Hanya koordinator area atau ketua tim yang dapat menyiapkan rapat."
PENYIAP_MONEV = "Hanya ketua tim yang dapat menyiapkan dan menutup rapat monev."
PENCATAT = "Hanya notulis rapat ini, atau yang menyiapkannya, yang dapat mencatatnya."
BELUM_MULAI = "Rapat ini belum mulai. Tutup sesudah rapatnya berlangsung."
BUKAN_PESERTA = "Rapat ini bukan rapat satker Anda, dan Anda tidak diundang. Hubungi panitia rapat."


def boleh_siapkan(user: Any, satker: Satker) -> Verdict:
    """Make a meeting of the unit: ketua tim and koordinator."""
    return YA if hak(user).punya(satker.pk, J.KETUA_TIM, J.KOORDINATOR) else tidak(PENYIAP)


def boleh_urus(user: Any, rapat: Rapat) -> Verdict:
    """Take a step of the meeting: whoever may prepare one like it. The monev of all areas is the ketua tim's."""
    if rapat.jenis == Rapat.Jenis.MONEV:
        return YA if hak(user).punya(rapat.satker_id, J.KETUA_TIM) else tidak(PENYIAP_MONEV)
    return boleh_siapkan(user, rapat.satker)


def boleh_tutup(user: Any, rapat: Rapat) -> Verdict:
    """Not before it has begun."""
    verdict = boleh_urus(user, rapat)
    return tidak(BELUM_MULAI) if verdict and rapat.mulai > timezone.now() else verdict


def boleh_ubah(user: Any, rapat: Rapat) -> Verdict:
    """Its time, its agenda, who is invited, what it is linked to; until it is closed or cancelled."""
    return _selagi_terbuka(rapat, boleh_urus(user, rapat))


def boleh_catat(user: Any, rapat: Rapat) -> Verdict:
    """Minutes, photos, who came: also the minute taker, as long as he has a role in the unit."""
    notulis = user is not None and user.pk == rapat.notulis_id and hak(user).punya(rapat.satker_id, *SATKER_SENDIRI)
    return _selagi_terbuka(rapat, YA if notulis or boleh_urus(user, rapat) else tidak(PENCATAT))


def boleh_hadir(user: Any, rapat: Rapat) -> Verdict:
    """Sign the attendance list with an account: somebody of the unit, or who is invited."""
    if hak(user).punya(rapat.satker_id, *SATKER_SENDIRI) or rapat.peserta.filter(pengguna=user).exists():
        return YA
    return tidak(BUKAN_PESERTA)


def _selagi_terbuka(rapat: Rapat, verdict: Verdict) -> Verdict:
    if verdict and not rapat.terbuka:
        return tidak(f"Rapat ini sudah {rapat.get_status_display().lower()}, jadi tidak diubah lagi.")
    return verdict
