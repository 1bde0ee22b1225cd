"""Offering a file that is there already for more requirements."""

from collections.abc import Iterable
from typing import Any

from zi.bukti.berkas.services_versi import atur_halaman
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.services import tawarkan
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.jadwal.models import Kejadian


@layanan
def pakai_ulang(
    berkas: Berkas,
    syarat: Iterable[SyaratBukti],
    *,
    oleh: Any,
    halaman: int | None = None,
    kejadian: Kejadian | None = None,
) -> list[PemenuhanBukti]:
    """All or nothing; a requirement for which it is offered already stays as it is.

    `kejadian`: of a single requirement that is asked per kejadian, as `tawarkan`.
    """
    kini = Berkas.objects.select_for_update().filter(pk=berkas.pk).first()
    if kini is None or kini.dihapus_pada:
        raise GalatDomain("Berkas ini sudah dihapus. Pulihkan dulu dari halaman Dihapus.")
    if kini.versi.filter(pindai=VersiBerkas.Pindai.TERJANGKIT).exists():
        raise GalatDomain("Berkas ini mengandung virus, jadi tidak dapat dipakai.")
    hasil = []
    for satu in syarat:
        if satu.dihapus_pada:
            raise GalatDomain(f"“{satu}” sudah tidak diminta lagi. Muat ulang halamannya.")
        hasil.append(tawarkan(satu, kini, oleh=oleh, kejadian=kejadian))
    for pemenuhan in hasil if halaman is not None else ():
        atur_halaman(pemenuhan, halaman, oleh=oleh)
    return hasil
