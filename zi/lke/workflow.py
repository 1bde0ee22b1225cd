"""The way of a round: one table for the services, the buttons and the history."""

from zi.common.workflow import Alur, Langkah
from zi.lke.models import Putaran
from zi.lke.policies import boleh_putuskan, boleh_serahkan, boleh_terbitkan

S = Putaran.Status
PENGISI = "Ketua tim; pendampingan, TPI, dan TPN: evaluator"
PENERBIT = "Kepala satker; pendampingan, TPI, dan TPN: evaluator"
PENILAIAN = Alur(
    nama="Penilaian LKE",
    label_status=dict(S.choices),
    langkah=(
        Langkah("serahkan", "Serahkan", (S.DRAF,), S.DISERAHKAN, boleh_serahkan, PENGISI),
        Langkah("tarik", "Tarik kembali", (S.DISERAHKAN,), S.DRAF, boleh_serahkan, PENGISI, kesan="secondary"),
        Langkah("terbitkan", "Terbitkan", (S.DISERAHKAN,), S.TERBIT, boleh_terbitkan, PENERBIT, kesan="success"),
        Langkah("kembalikan", "Kembalikan", (S.DISERAHKAN,), S.DRAF, boleh_putuskan, PENERBIT, True, kesan="danger"),
    ),
)
