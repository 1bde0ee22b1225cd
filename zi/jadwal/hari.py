"""Working days: weekends and the holiday table."""

from dataclasses import dataclass
from datetime import date, timedelta

from zi.jadwal.models import HariLibur

SABTU = 5
NAMA_HARI = ("Sabtu", "Minggu")


def hari_kerja_pertama(awal: date) -> date:
    """The first day from `awal` on that is no Saturday, Sunday or holiday (at most 31 days on)."""
    akhir = awal + timedelta(days=31)
    libur = set(HariLibur.objects.filter(tanggal__range=(awal, akhir)).values_list("tanggal", flat=True))
    hari = (awal + timedelta(days=n) for n in range(31))
    return next((h for h in hari if h.weekday() < 5 and h not in libur), awal)


@dataclass(frozen=True)
class Kalender:
    """The days off between two dates by name, and the years whose joint leave is not in the table yet."""

    libur: dict[date, str]
    tanpa_cuti: frozenset[int]

    def keterangan(self, mulai: date, selesai: date) -> str:
        """Why nobody works in this window, or what is not known of it: `Sabtu`, `Hari Raya Natal`; often empty."""
        hari = [mulai + timedelta(days=n) for n in range(min((selesai - mulai).days + 1, 31))]
        if all(h in self.libur or h.weekday() >= SABTU for h in hari):
            nama = dict.fromkeys(self.libur.get(h) or NAMA_HARI[h.weekday() - SABTU] for h in hari)
            return ", ".join(nama)
        if len(hari) == 1 and mulai.year in self.tanpa_cuti:
            return f"Cuti bersama {mulai.year} belum ditetapkan"
        return ""


def kalender(awal: date, akhir: date) -> Kalender:
    """In one query: the table holds some twenty days a year."""
    isi = HariLibur.objects.filter(tanggal__year__range=(awal.year, akhir.year)).values_list("tanggal", "nama", "jenis")
    semua = list(isi)
    bercuti = {tanggal.year for tanggal, _, jenis in semua if jenis == HariLibur.Jenis.CUTI_BERSAMA}
    return Kalender(
        {tanggal: nama for tanggal, nama, _ in semua},
        frozenset(range(awal.year, akhir.year + 1)) - bercuti,
    )
