"""The way of a meeting: one table for the services, the buttons and the history."""

from zi.common.workflow import Alur, Langkah
from zi.monev.models import Rapat
from zi.monev.policies import boleh_tutup, boleh_urus

S = Rapat.Status
SIAPA = "Ketua tim; rapat selain monev juga koordinator area"
RAPAT = Alur(
    nama="Rapat",
    label_status=dict(S.choices),
    langkah=(
        Langkah("undang", "Kirim undangan", (S.USULAN,), S.DIJADWALKAN, boleh_urus, SIAPA),
        Langkah("tutup", "Tutup rapat", (S.DIJADWALKAN,), S.SELESAI, boleh_tutup, SIAPA, kesan="success"),
        Langkah("batalkan", "Batalkan", Rapat.TERBUKA, S.BATAL, boleh_urus, SIAPA, True, "danger"),
        Langkah("buka", "Jadwalkan lagi", (S.BATAL,), S.USULAN, boleh_urus, SIAPA, kesan="secondary"),
    ),
)
