"""Who writes surat tugas: the central admin, within his subtree and never for himself."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.lke.models import SuratTugas
from zi.satker.models import Satker
from zi.satker.policies import BUKAN_PUSAT, J, boleh_atur_peran
from zi.satker.queries import hak

BERAKHIR = "Surat tugas ini sudah diakhiri."


def boleh_terbitkan_surat(user: Any, penerbit: Satker) -> Verdict:
    """Issue one in the name of a unit."""
    return YA if penerbit.pk in hak(user).subpohon else tidak(BUKAN_PUSAT)


def boleh_ubah_surat(user: Any, surat: SuratTugas) -> Verdict:
    """Change its words, its units and its members, and end it."""
    verdict = boleh_terbitkan_surat(user, surat.penerbit)
    return tidak(BERAKHIR) if verdict and surat.diakhiri_pada else verdict


def boleh_tugaskan(user: Any, satker: Satker, pengguna: Any = None) -> Verdict:
    """Send somebody to a unit: the policy of roles decides."""
    return boleh_atur_peran(user, satker, J.EVALUATOR, pengguna)
