"""Per cents on spokes as a chart: numbers in, points of lines out, drawn by components/radar.svg for screen and PDF.

Attributes only, no style, as zi.ui.gantt; the table beside it says the same. Places are text: a template would write
them with a comma.
"""

import textwrap
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, sin

LEBAR, TINGGI = 450, 332
PUSAT_X, PUSAT_Y, JARI = LEBAR // 2, 168, 104
HURUF, BARIS = 15, 16  # letters of a line, its height
GARIS = ("6 4", "2 4", "10 4 2 4")  # how the limits are dashed, in their order


@dataclass(frozen=True)
class Batas:
    """A limit that is the same on every spoke, 0 to 100."""

    nama: str
    nilai: float


@dataclass(frozen=True)
class Radar:
    """`sumbu`: the names of the spokes; `nilai`: 0 to 100 on each."""

    judul: str
    sumbu: tuple[str, ...]
    nilai: tuple[float, ...]
    batas: tuple[Batas, ...] = ()
    lebar: int = LEBAR
    tinggi: int = TINGGI
    pusat: tuple[int, int] = (PUSAT_X, PUSAT_Y)

    def _titik(self, n: int, persen: float) -> tuple[float, float]:
        sudut = 2 * pi * n / len(self.sumbu) - pi / 2
        jari = JARI * persen / 100
        return round(PUSAT_X + jari * cos(sudut), 1), round(PUSAT_Y + jari * sin(sudut), 1)

    def _garis(self, persen: tuple[float, ...]) -> str:
        return " ".join(f"{x},{y}" for x, y in (self._titik(n, p) for n, p in enumerate(persen)))

    @property
    def isi(self) -> str:
        return self._garis(self.nilai)

    @property
    def titik(self) -> list[tuple[str, ...]]:
        return [tuple(map(str, self._titik(n, p))) for n, p in enumerate(self.nilai)]

    @property
    def jaring(self) -> list[str]:
        """The rings at 25, 50, 75 and 100 per cent."""
        return [self._garis((p,) * len(self.sumbu)) for p in (25, 50, 75, 100)]

    @property
    def jari(self) -> list[tuple[str, ...]]:
        return [tuple(map(str, self._titik(n, 100))) for n in range(len(self.sumbu))]

    @property
    def lingkar(self) -> list[tuple[str, str, str]]:
        """Each limit: its name, its line, its dashes."""
        return [(b.nama, self._garis((b.nilai,) * len(self.sumbu)), g) for b, g in zip(self.batas, GARIS, strict=False)]

    @cached_property
    def tulisan(self) -> list[tuple[str, str, str, str]]:
        """The lines of the names, outside the ring: place, anchor, words."""
        hasil = []
        for n, nama in enumerate(self.sumbu):
            x, y = self._titik(n, 112)
            baris = textwrap.wrap(nama, HURUF) or [""]
            sisi = "middle" if abs(x - PUSAT_X) < 10 else "start" if x > PUSAT_X else "end"
            turun = -len(baris) + 0.9 if y < PUSAT_Y - JARI else 0.9 if y > PUSAT_Y + JARI else (1.4 - len(baris)) / 2
            hasil += [(str(x), f"{y + BARIS * (turun + m):.1f}", sisi, teks) for m, teks in enumerate(baris)]
        return hasil

    @property
    def keterangan(self) -> str:
        isi = ", ".join(f"{nama} {nilai:.0f} persen" for nama, nilai in zip(self.sumbu, self.nilai, strict=True))
        return f"{isi}. Angka lengkapnya ada pada tabel."
