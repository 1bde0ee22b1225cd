"""Loading the public holidays and the joint leave days."""

from typing import Any

from zi.common.layanan import layanan
from zi.jadwal.models import HariLibur
from zi.pengungkit.services import TETAP, Hasil, baca_acuan


@layanan
def muat_hari_libur(*, oleh: Any = None) -> list[Hasil]:
    """Add the days of years that have none yet; in a year that people keep themselves nothing is touched."""
    terisi = set(HariLibur.objects.values_list("tanggal__year", flat=True))
    baru = [h for h in baca_acuan("hari_libur.yaml")["hari_libur"] if h["tanggal"].year not in terisi]
    for hari in baru:
        HariLibur.objects.create(**hari)
    return [Hasil("Hari libur", f"{len(baru)} hari dimuat" if baru else TETAP)]
