"""What a person still has to bring for a plan, and which requirement comes after another."""

from typing import Any

from django.db.models import Q

from zi.bukti.models import SyaratBukti
from zi.bukti.queries_syarat import TERBUKA, saring, syarat_rencana
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran
from zi.satker.queries import TIM, hak

J = Peran.Jenis
AREA_SAYA = "saya"  # as the choice of an area: all of mine


def di_area(syarat: Any, user: Any, rencana: RencanaKerja, *jenis: str) -> Any:
    """Narrow to the areas in which the person has one of these roles; a ketua tim has all."""
    h = hak(user)
    if h.punya(rencana.satker_id, J.KETUA_TIM):
        return syarat
    kode = h.area(rencana.satker_id, *jenis)
    area = rencana.area.hidup().filter(Q(area_baku__kode__in=kode) | Q(area_baku=None, kode__in=kode))
    di_baris = Q(baris__area__in=area) | Q(baris__area=None, baris__tabel__area__in=area)
    return syarat.filter(di_baris | Q(area__in=area))


def saring_tugas(user: Any, rencana: RencanaKerja, syarat: Any, *, area: str = "", **pilihan: str) -> Any:
    """As `saring`; the area AREA_SAYA stands for those of the person."""
    if area == AREA_SAYA:
        return saring(di_area(syarat, user, rencana, *TIM), **pilihan)
    return saring(syarat, area=area, **pilihan)


def tugas_berikut(user: Any, syarat: SyaratBukti) -> SyaratBukti | None:
    """The open requirement of the person that follows `syarat` in its plan; after the last comes the first."""
    rencana = syarat.baris.tabel.rencana if syarat.baris else syarat.area.rencana if syarat.area else None
    if rencana is None or not hak(user).punya(rencana.satker_id, *TIM):
        return None
    urut = list(di_area(syarat_rencana(rencana), user, rencana, *TIM).values_list("pk", "keadaan"))
    sesudah = next((n for n, (pk, _) in enumerate(urut, start=1) if pk == syarat.pk), 0)
    lain = (pk for pk, keadaan in urut[sesudah:] + urut[:sesudah] if keadaan in TERBUKA and pk != syarat.pk)
    berikut = next(lain, None)
    return SyaratBukti.objects.filter(pk=berikut).first() if berikut else None
