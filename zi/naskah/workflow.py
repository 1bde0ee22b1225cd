"""The approval of a plan: one table, read by the services, the buttons and the history."""

from zi.common.workflow import Alur, Langkah
from zi.naskah.policies import boleh_ajukan, boleh_putuskan, boleh_setujui
from zi.rencana.enums import StatusRencana as S

TERBUKA = (S.DRAF, S.DIKEMBALIKAN, S.DICABUT)
DINILAI = (S.DIAJUKAN, S.DIPERIKSA)

PENGESAHAN = Alur(
    nama="Pengesahan rencana kerja",
    label_status=dict(S.choices),
    langkah=(
        Langkah("ajukan", "Ajukan", TERBUKA, S.DIAJUKAN, boleh_ajukan, "Ketua tim"),
        Langkah("tarik", "Tarik kembali", DINILAI, S.DRAF, boleh_ajukan, "Ketua tim", kesan="secondary"),
        Langkah("periksa", "Nyatakan sudah diperiksa", (S.DIAJUKAN,), S.DIPERIKSA, boleh_ajukan, "Ketua tim"),
        Langkah("setujui", "Setujui", DINILAI, S.DISETUJUI, boleh_setujui, "Kepala satker", kesan="success"),
        Langkah(
            "kembalikan", "Kembalikan", DINILAI, S.DIKEMBALIKAN, boleh_putuskan, "Kepala satker", True, kesan="danger"
        ),
        Langkah("cabut", "Cabut", (S.DISETUJUI,), S.DICABUT, boleh_putuskan, "Kepala satker", True, kesan="danger"),
    ),
)
