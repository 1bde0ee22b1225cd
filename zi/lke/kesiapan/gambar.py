"""What the pages of readiness draw."""

from collections.abc import Mapping
from fractions import Fraction

from zi.lke.kesiapan.queries import Bahan, BarisArea, TitikTren
from zi.ui.radar import Batas, Radar
from zi.ui.tren import Tren


def radar_area(baris: list[BarisArea], minimal: Mapping[str, Fraction]) -> Radar | None:
    """The areas on spokes; fewer than three make no figure."""
    if len(baris) < 3:
        return None
    return Radar(
        "Persen tiap area dan batas minimalnya",
        tuple(b.nama for b in baris),
        tuple(float(b.nilai.persen) for b in baris),
        tuple(Batas(predikat, float(m)) for predikat, m in minimal.items()),
    )


def gambar_tren(b: Bahan, titik: list[TitikTren]) -> Tren | None:
    """The totals of the rounds; one alone is no course."""
    if len(titik) < 2:
        return None
    total = ((predikat, p.syarat) for predikat, isi in b.hasil.ambang.items() for p in isi)
    return Tren(
        "Nilai total dari putaran ke putaran",
        tuple((str(t.putaran.tahun), _singkat(t.putaran.jenis), float(t.putaran.total)) for t in titik),
        tuple(Batas(predikat, float(s.minimal)) for predikat, s in total if s.ukuran == "total"),
        float(b.alat.maksimum),
    )


def _singkat(jenis: str) -> str:
    """A kind of round under a point of the axis."""
    return jenis.upper() if len(jenis) < 4 else f"{jenis[:7]}.".capitalize() if len(jenis) > 8 else jenis.capitalize()
