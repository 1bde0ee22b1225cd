"""Reading requirements: the vocabulary, and how far the evidence of each row is."""

from dataclasses import dataclass

from django.db.models import Count, Q

from zi.bukti.jenis import Istilah, kamus
from zi.bukti.models import JenisBukti, PemenuhanBukti, SyaratBukti
from zi.rencana.models import RencanaKerja

S = PemenuhanBukti.Status


@dataclass(frozen=True)
class HitungSyarat:
    """Of one row: requirements asked, those with a file offered (waiting or accepted), those with one accepted."""

    diminta: int = 0
    ditawarkan: int = 0
    diterima: int = 0


def kamus_jenis() -> tuple[Istilah, ...]:
    return kamus(JenisBukti.objects.values_list("kode", "nama", "sinonim"))


def hitung_syarat(rencana: RencanaKerja) -> dict[int, HitungSyarat]:
    """By id of the row, in one query; rows that ask for nothing are not in it."""
    ada = Q(pemenuhan__berkas__dihapus_pada=None)
    syarat = SyaratBukti.objects.hidup().filter(baris__tabel__rencana=rencana, baris__dihapus_pada=None)
    hitungan = (
        syarat.order_by()
        .values("baris")
        .annotate(
            diminta=Count("pk", distinct=True),
            ditawarkan=Count("pk", distinct=True, filter=ada & Q(pemenuhan__status__in=[S.MENUNGGU, S.DITERIMA])),
            diterima=Count("pk", distinct=True, filter=ada & Q(pemenuhan__status=S.DITERIMA)),
        )
    )
    return {x.pop("baris"): HitungSyarat(**x) for x in hitungan}
