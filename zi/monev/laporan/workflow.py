"""The way of a report: one table, read by the services, the buttons and the tests."""

from zi.common.workflow import Alur, Langkah
from zi.monev.laporan.policies import boleh_ajukan, boleh_putuskan, boleh_setujui
from zi.monev.models import LaporanBerkala

S = LaporanBerkala.Status
PUTUSAN = ("setujui", "kembalikan")
KEPALA = "Kepala satker, atau Plh., Plt., a.n. selama masanya"

LAPORAN = Alur(
    nama="Laporan bulanan dan triwulan",
    label_status=dict(S.choices),
    langkah=(
        Langkah("ajukan", "Ajukan", LaporanBerkala.TERBUKA, S.DIAJUKAN, boleh_ajukan, "Ketua tim"),
        Langkah("tarik", "Tarik kembali", (S.DIAJUKAN,), S.DRAF, boleh_ajukan, "Ketua tim", kesan="secondary"),
        Langkah("setujui", "Setujui", (S.DIAJUKAN,), S.DISETUJUI, boleh_setujui, KEPALA, kesan="success"),
        Langkah("kembalikan", "Kembalikan", (S.DIAJUKAN,), S.DIKEMBALIKAN, boleh_putuskan, KEPALA, True, "danger"),
        Langkah("buka", "Buka lagi", (S.DISETUJUI,), S.DRAF, boleh_putuskan, KEPALA, True, "secondary"),
    ),
)
