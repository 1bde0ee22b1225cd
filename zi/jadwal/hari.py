"""Working days: weekends and the holiday table."""

from datetime import date, timedelta

from zi.jadwal.models import HariLibur


def hari_kerja_pertama(awal: date) -> date:
    """The first day from `awal` on that is no Saturday, Sunday or holiday (at most 31 days on)."""
    akhir = awal + timedelta(days=31)
    libur = set(HariLibur.objects.filter(tanggal__range=(awal, akhir)).values_list("tanggal", flat=True))
    hari = (awal + timedelta(days=n) for n in range(31))
    return next((h for h in hari if h.weekday() < 5 and h not in libur), awal)
