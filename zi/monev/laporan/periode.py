"""A month or a quarter: its days, its name, the one after it. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.formats import date_format

ROMAWI = ("I", "II", "III", "IV")
HARI_BATAS = 10  # day of the next month by which a report is expected


class JenisLaporan(TextChoices):
    BULANAN = "bulanan", "Bulanan"
    TRIWULAN = "triwulan", "Triwulan"


PANJANG = {JenisLaporan.BULANAN.value: 1, JenisLaporan.TRIWULAN.value: 3}  # months
BANYAK = {jenis: 12 // panjang for jenis, panjang in PANJANG.items()}  # in a year


@dataclass(frozen=True)
class Periode:
    """`ke`: 1–12 for a month, 1–4 for a quarter."""

    jenis: str
    tahun: int
    ke: int

    @property
    def awal(self) -> date:
        return date(self.tahun, (self.ke - 1) * PANJANG[self.jenis] + 1, 1)

    @property
    def akhir(self) -> date:
        return self.berikutnya.awal - timedelta(days=1)

    @property
    def berikutnya(self) -> "Periode":
        if self.ke < BANYAK[self.jenis]:
            return Periode(self.jenis, self.tahun, self.ke + 1)
        return Periode(self.jenis, self.tahun + 1, 1)

    @property
    def bulan(self) -> tuple["Periode", ...]:
        """The months of a quarter; a month has none."""
        if self.jenis == JenisLaporan.BULANAN:
            return ()
        return tuple(Periode(JenisLaporan.BULANAN, self.tahun, n) for n in range(self.ke * 3 - 2, self.ke * 3 + 1))

    @property
    def batas(self) -> date:
        """Until when the report is expected."""
        return self.akhir + timedelta(days=HARI_BATAS)

    @property
    def nama(self) -> str:
        """Maret 2026, Triwulan I 2026."""
        if self.jenis == JenisLaporan.BULANAN:
            return date_format(self.awal, "F Y")
        return f"Triwulan {ROMAWI[self.ke - 1]} {self.tahun}"

    def __str__(self) -> str:
        return self.nama


def sah(jenis: str, tahun: int, ke: int) -> bool:
    """Is this a month or a quarter at all?"""
    return jenis in BANYAK and 1 <= ke <= BANYAK[jenis] and 2000 <= tahun <= 2100
