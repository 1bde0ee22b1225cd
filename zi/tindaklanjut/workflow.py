"""The way of a follow-up: one table, read by the services, the buttons, the history and the page "Siapa memutuskan"."""

from zi.common.workflow import Alur, Langkah
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.policies import boleh_cek, boleh_lapor, boleh_urus

S = TindakLanjut.Status
TUTUP = (S.SELESAI, S.BATAL)
PENGELOLA = "Koordinator area, ketua tim"
PENGECEK = "Koordinator area, ketua tim, kepala satker; bukan yang mengerjakan atau melaporkan"

TINDAK_LANJUT = Alur(
    nama="Tindak lanjut",
    label_status=dict(S.choices),
    langkah=(
        Langkah(
            "laporkan",
            "Laporkan selesai",
            (S.TERBUKA,),
            S.DILAPORKAN,
            boleh_lapor,
            "Penanggung jawab, tim kerja area",
            True,
        ),
        Langkah("terima", "Terima", (S.DILAPORKAN,), S.SELESAI, boleh_cek, PENGECEK, kesan="success"),
        Langkah("kembalikan", "Kembalikan", (S.DILAPORKAN,), S.TERBUKA, boleh_cek, PENGECEK, True, "danger"),
        Langkah("batalkan", "Batalkan", TindakLanjut.BELUM_SELESAI, S.BATAL, boleh_urus, PENGELOLA, True, "secondary"),
        Langkah("buka", "Buka lagi", TUTUP, S.TERBUKA, boleh_urus, PENGELOLA, True, "secondary"),
    ),
)
