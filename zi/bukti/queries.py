"""Reading requirements: the vocabulary, and what a count of them says."""

from dataclasses import dataclass

from zi.bukti.jenis import Istilah, kamus
from zi.bukti.models import JenisBukti


@dataclass(frozen=True)
class HitungSyarat:
    """Of one row: requirements asked, those with a file offered (waiting or accepted), those with one accepted."""

    diminta: int = 0
    ditawarkan: int = 0
    diterima: int = 0


def kamus_jenis() -> tuple[Istilah, ...]:
    return kamus(JenisBukti.objects.values_list("kode", "nama", "sinonim"))
