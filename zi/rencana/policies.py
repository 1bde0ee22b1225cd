"""Who may change a plan (DESIGN section 3): the role first, then the state of the plan."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.rencana.enums import TERKUNCI
from zi.rencana.models import AreaRencana, BarisRencana, RencanaKerja, TabelRencana
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

J = Peran.Jenis
Tempat = AreaRencana | BarisRencana | TabelRencana

ALASAN_PERAN = {
    J.KOORDINATOR: "Anda koordinator area lain; bagian ini diubah koordinatornya atau ketua tim.",
    J.ANGGOTA: "Anggota melengkapi bukti; isi rencana diubah koordinator area atau ketua tim.",
    J.KEPALA: "Kepala satker menyetujui rencana; isinya diubah tim kerja.",
    J.ADMIN_SATKER: "Admin satker mengatur orang dan peran; isi rencana diubah tim kerja.",
    J.EVALUATOR: "Evaluator membaca rencana; isinya diubah tim kerja satker.",
}
ALASAN_SUSUNAN = "Area dan kepala rencana hanya diubah ketua tim."
ALASAN_LUAR = "Isi rencana hanya diubah tim kerja satker ini."


def boleh_buat_rencana(user: Any, satker: Satker) -> Verdict:
    """A new plan: the head of the team."""
    return YA if hak(user).punya(satker.pk, J.KETUA_TIM) else tidak("Rencana kerja dibuat oleh ketua tim.")


def boleh_ubah_rencana(user: Any, rencana: RencanaKerja) -> Verdict:
    """The head of a plan and its areas: the head of the team."""
    if not hak(user).punya(rencana.satker_id, J.KETUA_TIM):
        return _alasan(user, rencana, susunan=True)
    return tidak_terkunci(rencana)


def boleh_ubah_baris(user: Any, tempat: Tempat) -> Verdict:
    """Rows and what hangs on them, program prioritas: the koordinator of the area, the head of the team."""
    rencana, area = asal(tempat)
    h = hak(user)
    koordinator = area is not None and area.kode_peran in h.area(rencana.satker_id, J.KOORDINATOR)
    if not koordinator and not h.punya(rencana.satker_id, J.KETUA_TIM):
        return _alasan(user, rencana)
    return tidak_terkunci(rencana)


def tidak_terkunci(rencana: RencanaKerja) -> Verdict:
    """While a plan is under review nobody changes it."""
    if rencana.status in TERKUNCI:
        return tidak(
            f"Rencana sedang {rencana.get_status_display().lower()}; ketua tim dapat menariknya kembali untuk diubah."
        )
    return YA


def asal(tempat: Tempat) -> tuple[RencanaKerja, AreaRencana | None]:
    """The plan of a part, and the area whose koordinator it belongs to."""
    if isinstance(tempat, AreaRencana):
        return tempat.rencana, tempat
    if isinstance(tempat, TabelRencana):
        return tempat.rencana, tempat.area
    return tempat.tabel.rencana, tempat.area or tempat.tabel.area


def _alasan(user: Any, rencana: RencanaKerja, *, susunan: bool = False) -> Verdict:
    peran = hak(user).di(rencana.satker_id)
    if susunan and any(p.jenis == J.KOORDINATOR for p in peran):
        return tidak(ALASAN_SUSUNAN)
    return tidak(next((ALASAN_PERAN[j] for j in ALASAN_PERAN for p in peran if p.jenis == j), ALASAN_LUAR))
