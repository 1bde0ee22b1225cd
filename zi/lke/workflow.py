"""The way of a round: one table for the services, the buttons and the history.

What is published stays as it is: `minta_baru` only writes to the history that the unit has to open another round.
"""

from typing import Any

from zi.common.workflow import Alur, Langkah, Tombol
from zi.lke.models import Putaran
from zi.lke.policies import boleh_belum_siap, boleh_kembalikan, boleh_serahkan, boleh_tarik, boleh_terbitkan

S = Putaran.Status
PENGISI = "Ketua tim; pendampingan, TPI, dan TPN: evaluator"
PENERBIT = "Kepala satker; pendampingan, TPI, dan TPN: ketua dalam surat tugas"
EVALUATOR = "Evaluator"
BELUM_SIAP = "Belum siap dievaluasi"
PENILAIAN = Alur(
    nama="Penilaian LKE",
    label_status=dict(S.choices),
    langkah=(
        Langkah("serahkan", "Serahkan", (S.DRAF,), S.DISERAHKAN, boleh_serahkan, PENGISI),
        Langkah("tarik", "Tarik kembali", (S.DISERAHKAN,), S.DRAF, boleh_tarik, PENGISI, kesan="secondary"),
        Langkah("terbitkan", "Terbitkan", (S.DISERAHKAN,), S.TERBIT, boleh_terbitkan, PENERBIT, kesan="success"),
        Langkah("kembalikan", "Kembalikan", (S.DISERAHKAN,), S.DRAF, boleh_kembalikan, PENERBIT, True, kesan="danger"),
        Langkah("belum_siap", BELUM_SIAP, (S.DISERAHKAN,), S.DRAF, boleh_belum_siap, EVALUATOR, True, kesan="danger"),
        Langkah("minta_baru", BELUM_SIAP, (S.TERBIT,), S.TERBIT, boleh_belum_siap, EVALUATOR, True, kesan="danger"),
    ),
)
DARI_EVALUATOR = ("belum_siap", "minta_baru")  # about the self-assessment, by who was to assess it


def tombol_putaran(putaran: Putaran, user: Any) -> list[Tombol]:
    """The steps of a round as buttons; what only evaluators do is not held out to others."""
    semua = PENILAIAN.tombol(putaran, user)
    return [t for t in semua if t.verdict or t.langkah.aksi not in DARI_EVALUATOR]
