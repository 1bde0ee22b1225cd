"""Who writes and issues the LHE of a round: the ketua by surat tugas, and the central admin above the unit."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.lke.models import Putaran
from zi.lke.policies import boleh_putuskan
from zi.satker.queries import hak

BUKAN_TPI = "LHE dibuat untuk penilaian TPI."
BELUM_TERBIT = "Penilaian TPI ini belum terbit. Terbitkan dulu putarannya."


def boleh_susun_lhe(user: Any, putaran: Putaran) -> Verdict:
    if putaran.jenis != Putaran.Jenis.TPI:
        return tidak(BUKAN_TPI)
    if putaran.status != Putaran.Status.TERBIT:
        return tidak(BELUM_TERBIT)
    return YA if putaran.satker_id in hak(user).subpohon else boleh_putuskan(user, putaran)
