"""The approval of a plan: one table, read by the services, the buttons, the history and the page "Siapa memutuskan"."""

from zi.common.workflow import Alur, Langkah
from zi.naskah.policies import boleh_ajukan, boleh_cabut, boleh_catat_luar, boleh_putuskan, boleh_setujui
from zi.rencana.enums import StatusRencana as S

TERBUKA = (S.DRAF, S.DIKEMBALIKAN, S.DICABUT)
DINILAI = (S.DIAJUKAN, S.DIPERIKSA)
BISA_CABUT = (S.DISETUJUI, S.DRAF, S.DIKEMBALIKAN)  # the version in force stays while the next one is written
PUTUSAN = ("setujui", "kembalikan", "catat_luar")  # the steps of the page on which a decision is taken
KEPALA = "Kepala satker, atau Plh., Plt., a.n. selama masanya"

PENGESAHAN = Alur(
    nama="Pengesahan rencana kerja",
    label_status=dict(S.choices),
    langkah=(
        Langkah("ajukan", "Ajukan", TERBUKA, S.DIAJUKAN, boleh_ajukan, "Ketua tim"),
        Langkah("tarik", "Tarik kembali", DINILAI, S.DRAF, boleh_ajukan, "Ketua tim", kesan="secondary"),
        Langkah(
            "periksa",
            "Nyatakan sudah diperiksa",
            (S.DIAJUKAN,),
            S.DIPERIKSA,
            boleh_ajukan,
            "Ketua tim",
            kesan="secondary",
        ),
        Langkah("setujui", "Setujui", DINILAI, S.DISETUJUI, boleh_setujui, KEPALA, kesan="success"),
        Langkah("kembalikan", "Kembalikan", DINILAI, S.DIKEMBALIKAN, boleh_putuskan, KEPALA, True, kesan="danger"),
        Langkah(
            "catat_luar", "Catat persetujuan di luar sistem", DINILAI, S.DISETUJUI, boleh_catat_luar, "Admin satker"
        ),
        Langkah("cabut", "Cabut", BISA_CABUT, S.DICABUT, boleh_cabut, KEPALA, True, kesan="danger"),
    ),
)
