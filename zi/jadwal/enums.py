"""Closed lists of schedules (SHAPES a.1)."""

from django.db.models import TextChoices


class JenisJadwal(TextChoices):
    TANGGAL = "tanggal", "Tanggal"
    RENTANG = "rentang", "Rentang"
    BULAN = "bulan", "Bulan"
    DAFTAR_BULAN = "daftar_bulan", "Daftar bulan"
    BULANAN = "bulanan", "Bulanan"
    TRIWULANAN = "triwulanan", "Triwulanan"
    SEMESTERAN = "semesteran", "Semesteran"
    TAHUNAN = "tahunan", "Tahunan"
    BERKALA = "berkala", "Berkala"


class Presisi(TextChoices):
    HARI = "hari", "Hari"
    SEPERTIGA_BULAN = "sepertiga_bulan", "Sepertiga bulan"
    BULAN = "bulan", "Bulan"
    MINGGU = "minggu", "Minggu"


class DasarPasangan(TextChoices):
    POSISI = "posisi", "Posisi"
    SATU_UNTUK_SEMUA = "satu_untuk_semua", "Satu untuk semua"
    BEBERAPA_TANGGAL = "beberapa_tanggal_satu_aksi", "Beberapa tanggal satu aksi"
    TIDAK_PASTI = "tidak_pasti", "Tidak pasti"


class StatusKoreksi(TextChoices):
    DIUSULKAN = "diusulkan", "Diusulkan"
    DITERIMA = "diterima", "Diterima"
    DITOLAK = "ditolak", "Ditolak"


class StatusKejadian(TextChoices):
    BELUM = "belum", "Belum"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    TERLAMBAT = "terlambat", "Terlambat"
    BATAL = "batal", "Batal"
