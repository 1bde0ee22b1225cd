"""Taking over answers of another year, one by one or those of a sub-indikator together."""

from typing import Any

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.lke.models import Jawaban, Putaran
from zi.lke.policies import boleh_isi
from zi.lke.services import Isian, jawab_banyak
from zi.lke.usulan.queries import Usulan, asal_usulan, daftar_usulan


@layanan
def terima_usulan(putaran: Putaran, *, oleh: Any, tanya: int | None = None, simpul: int | None = None) -> int:
    """Answer as the other year did: question `tanya`, or every letter of node `simpul`. Its remark comes along unless
    one is written here already.

    Questions that have been answered meanwhile stay as they are. Returns how many were taken over.
    """
    boleh_isi(oleh, putaran).wajib()
    asal = asal_usulan(putaran)
    if asal is None:
        raise GalatDomain("Putaran ini tidak mempunyai usulan dari tahun lain.")
    semua = daftar_usulan(putaran, asal, oleh, tanya)
    if tanya is None:
        semua = [u for u in semua if u.pertanyaan.simpul_id == simpul and u.pilihan]
    kosong = {j.pertanyaan_id: j for j in putaran.jawaban.filter(isi__isnull=True)}
    return jawab_banyak(putaran, [_isian(u, kosong.get(u.pertanyaan.pk)) for u in semua], oleh=oleh)[0]


def _isian(usulan: Usulan, kini: Jawaban | None) -> Isian:
    """`kini`: the row that holds only a remark so far."""
    catatan = kini.catatan if kini and kini.catatan else usulan.jawaban.catatan
    return Isian(usulan.pertanyaan, kini.versi if kini else 0, usulan.jawaban.isi, catatan)
