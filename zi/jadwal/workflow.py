"""What may become of an occurrence: one table for the service, the buttons and the history."""

from zi.common.workflow import Alur, Langkah
from zi.jadwal.enums import StatusKejadian as S
from zi.jadwal.policies import boleh_atur_kejadian, boleh_catat_kejadian

TIM, KOORDINATOR = "Anggota dan koordinator area, ketua tim", "Koordinator area, ketua tim"
KEJADIAN = Alur(
    "Kejadian",
    (
        Langkah("selesaikan", "Selesai", (S.BELUM,), S.SELESAI, boleh_catat_kejadian, TIM, kesan="success"),
        Langkah("pindahkan", "Pindahkan", (S.BELUM,), S.BELUM, boleh_atur_kejadian, KOORDINATOR),
        Langkah(
            "batalkan", "Batalkan", (S.BELUM,), S.BATAL, boleh_atur_kejadian, KOORDINATOR, wajib_catatan=True,
            kesan="outline-danger",
        ),
        Langkah("buka", "Buka lagi", (S.SELESAI, S.BATAL), S.BELUM, boleh_catat_kejadian, TIM),
    ),
    {s.value: s.label for s in S},
)  # fmt: skip
