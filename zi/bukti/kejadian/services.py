"""Which occurrence a piece of evidence is for."""

from zi.bukti.kejadian.queries import kejadian_kurang, kejadian_syarat
from zi.bukti.models import SyaratBukti
from zi.bukti.policies import tempat
from zi.common.galat import GalatDomain
from zi.jadwal.models import Kejadian


def kejadian_dipilih(syarat: SyaratBukti, kejadian: Kejadian | None) -> Kejadian | None:
    """The occurrence to file under, locked, so that no edit of its schedule takes it away meanwhile.

    None when the requirement is asked once, or its row has no occurrence. Raises GalatDomain for one of another row.
    """
    if not syarat.per_kejadian:
        return None
    pk = kejadian.pk if kejadian else _bawaan(syarat)
    if pk is None:
        return None
    satu = kejadian_syarat(syarat).select_for_update().filter(pk=pk).first()
    if satu is None:
        raise GalatDomain("Kejadian itu tidak meminta bukti ini. Pilih kejadian lain.")
    return satu


def _bawaan(syarat: SyaratBukti) -> int | None:
    """The oldest due one that lacks evidence, else the next; when all have some, the last."""
    if kurang := kejadian_kurang([syarat], tempat(syarat)[0].satker.hari_ini()).get(syarat.pk):
        return kurang.pk
    akhir = kejadian_syarat(syarat).order_by("selesai", "pk").last()
    return akhir.pk if akhir else None
