"""How each status word of the glossary looks: its word, its colour and its icon. Never the colour alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rupa:
    kata: str
    warna: str  # netral, biru, hijau, kuning, merah: classes in zi.css
    ikon: str


RUPA = {
    "draf": Rupa("Draf", "netral", "pensil-lingkar"),
    "diajukan": Rupa("Diajukan", "biru", "kirim"),
    "diserahkan": Rupa("Diserahkan", "biru", "kirim"),
    "diperiksa": Rupa("Diperiksa", "biru", "mata"),
    "disetujui": Rupa("Disetujui", "hijau", "centang-lingkar"),
    "dikembalikan": Rupa("Dikembalikan", "kuning", "kembali"),
    "dicabut": Rupa("Dicabut", "netral", "lingkar-silang"),
    "menunggu": Rupa("Menunggu", "biru", "jam"),
    "ditarik": Rupa("Ditarik kembali", "netral", "urungkan"),
    "diterima": Rupa("Diterima", "hijau", "centang-lingkar"),
    "belum": Rupa("Belum", "netral", "lingkar"),
    "berjalan": Rupa("Berjalan", "biru", "putar"),
    "selesai": Rupa("Selesai", "hijau", "centang-lingkar"),
    "terlambat": Rupa("Terlambat", "merah", "peringatan"),
    "batal": Rupa("Batal", "netral", "lingkar-silang"),
    "buka": Rupa("Buka", "biru", "lingkar"),
    "terbit": Rupa("Terbit", "hijau", "centang-lingkar"),
    "terbuka": Rupa("Terbuka", "netral", "lingkar"),
    "dilaporkan": Rupa("Menunggu dicek", "biru", "jam"),
    "usulan": Rupa("Usulan", "netral", "pensil-lingkar"),
    "diusulkan": Rupa("Diusulkan", "biru", "pensil-lingkar"),
    "ditolak": Rupa("Ditolak", "merah", "lingkar-silang"),
    "dijadwalkan": Rupa("Dijadwalkan", "biru", "kalender"),
    "gagal": Rupa("Gagal", "merah", "peringatan"),
    "bersih": Rupa("Bersih", "hijau", "centang-lingkar"),
    "terjangkit": Rupa("Terjangkit", "merah", "peringatan"),
    "tautan": Rupa("Tautan", "kuning", "tautan"),
    # what an import found
    "baru": Rupa("Baru", "hijau", "tambah"),
    "berubah": Rupa("Berubah", "kuning", "ubah"),
    "sama": Rupa("Sama", "netral", "centang"),
    "hilang": Rupa("Tidak ada di berkas", "merah", "silang"),
    "ragu": Rupa("Perlu dipilih", "kuning", "peringatan"),
}


def rupa(status: object) -> Rupa:
    """The look of a status; an unknown word is shown plainly."""
    kata = str(status)
    return RUPA.get(kata) or Rupa(kata.replace("_", " ").capitalize(), "netral", "lingkar")
