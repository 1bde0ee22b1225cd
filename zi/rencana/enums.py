"""Closed lists of the plan."""

from django.db.models import TextChoices


class StatusRencana(TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIPERIKSA = "diperiksa", "Diperiksa"
    DISETUJUI = "disetujui", "Disetujui"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DICABUT = "dicabut", "Dicabut"


TERKUNCI = frozenset({StatusRencana.DIAJUKAN, StatusRencana.DIPERIKSA})
TERLIHAT_EVALUATOR = frozenset({StatusRencana.DIAJUKAN, StatusRencana.DIPERIKSA, StatusRencana.DISETUJUI})


class Predikat(TextChoices):
    WBK = "WBK", "Wilayah Bebas dari Korupsi"
    WBBM = "WBBM", "Wilayah Birokrasi Bersih dan Melayani"
    KEDUANYA = "WBK/WBBM", "WBK dan WBBM"


class JenisArea(TextChoices):
    PENGUNGKIT = "pengungkit", "Pengungkit"
    TAMBAHAN = "pengungkit_tambahan", "Pengungkit tambahan"
    HASIL = "hasil", "Hasil"
    LAIN = "lain", "Lain"


class JenisTabel(TextChoices):
    MATRIK = "matrik", "Matrik rencana kerja"
    TAHUNAN = "tahunan", "Rencana aksi tahunan"
    GANTT = "gantt", "Jadwal bulanan"
    TRIWULAN = "triwulan", "Matrik triwulan"


class BentukPoin(TextChoices):
    BUTIR = "butir", "Butir"
    KALIMAT = "kalimat", "Dalam kalimat"


class BentukProgram(TextChoices):
    BUTIR = "butir", "Butir"
    NARASI = "narasi", "Narasi"
