"""Values in the course of time as a chart: numbers in, points out, drawn by components/tren.svg for screen and PDF."""

from dataclasses import dataclass
from math import floor

from zi.ui.radar import GARIS, Batas

LEBAR, TINGGI = 720, 270
KIRI, KANAN, ATAS, BAWAH = 44, 66, 16, 50


@dataclass(frozen=True)
class Tren:
    """`titik`: two lines of label under the axis and the value, from left to right; `puncak`: the most of it."""

    judul: str
    titik: tuple[tuple[str, str, float], ...]
    batas: tuple[Batas, ...] = ()
    puncak: float = 100
    lebar: int = LEBAR
    tinggi: int = TINGGI

    @property
    def dasar(self) -> float:
        """Where the axis begins: a ten below everything that is drawn."""
        terendah = min([n for _, _, n in self.titik] + [b.nilai for b in self.batas])
        return max(0, 10 * floor((terendah - 5) / 10))

    def _y(self, nilai: float) -> str:
        tinggi = (TINGGI - ATAS - BAWAH) * (nilai - self.dasar) / (self.puncak - self.dasar)
        return f"{TINGGI - BAWAH - tinggi:.1f}"

    def _x(self, n: int) -> str:
        return f"{KIRI + (LEBAR - KIRI - KANAN) * (n + 0.5) / len(self.titik):.1f}"

    @property
    def jadi(self) -> list[tuple[str, str, tuple[str, str], str]]:
        """Each point: place, label, value."""
        semua = enumerate(self.titik)
        return [(self._x(n), self._y(v), (atas, bawah), f"{v:.1f}".replace(".", ",")) for n, (atas, bawah, v) in semua]

    @property
    def garis(self) -> str:
        return " ".join(f"{x},{y}" for x, y, _, _ in self.jadi)

    @property
    def tingkat(self) -> list[tuple[str, int]]:
        """The lines across: place and value."""
        langkah = 10 if self.puncak - self.dasar <= 60 else 20
        return [(self._y(n), n) for n in range(int(self.dasar), int(self.puncak) + 1, langkah)]

    @property
    def mendatar(self) -> list[tuple[str, str, str]]:
        """Each limit: its name, its place, its dashes."""
        return [(b.nama, self._y(b.nilai), g) for b, g in zip(self.batas, GARIS, strict=False)]

    @property
    def keterangan(self) -> str:
        return (
            ", ".join(f"{' '.join(nama)}: {nilai}" for _, _, nama, nilai in self.jadi)
            + ". Isinya ada pada tabel di bawah."
        )
