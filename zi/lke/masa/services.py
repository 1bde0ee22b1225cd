"""Setting the days in which all units below one answer a kind of round of a year."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN, simpan_versi
from zi.lke.masa.policies import boleh_tetapkan_masa
from zi.lke.models import MasaBersama, Putaran
from zi.lke.services import periksa_masa
from zi.satker.models import Satker


@layanan
def tetapkan_masa(
    satker: Satker, tahun: int, jenis: str, versi: int, *, buka: date | None, tutup: date | None, oleh: Any
) -> int:
    """Set them as the form saw them (`versi`; 0: there were none); both empty: no limit.

    Rounds that are not published take them over: how many. Raises GalatDomain, SudahBerubah.
    """
    boleh_tetapkan_masa(oleh, satker).wajib()
    if jenis not in Putaran.Jenis.values:
        raise GalatDomain("Pilih jenis putaran.")
    periksa_masa(buka, tutup)
    _tulis(MasaBersama(satker=satker, tahun=tahun, jenis=jenis, buka=buka, tutup=tutup, oleh=oleh), versi)
    terbuka = Putaran.objects.filter(satker__in=_di_bawah(satker, tahun, jenis), tahun=tahun, jenis=jenis)
    return terbuka.filter(terbit_pada=None).update(buka=buka, tutup=tutup)


def _tulis(baru: MasaBersama, versi: int) -> None:
    """The row of this unit, year and kind; the same again changes nothing."""
    isi = {"buka": baru.buka, "tutup": baru.tutup, "oleh": baru.oleh}
    lama = MasaBersama.objects.filter(satker=baru.satker, tahun=baru.tahun, jenis=baru.jenis).first()
    if lama and (lama.buka, lama.tutup) == (baru.buka, baru.tutup):
        return
    if lama:
        simpan_versi(lama, versi, **isi)
        return
    try:
        with transaction.atomic():
            baru.save()
    except IntegrityError:
        raise SudahBerubah(PESAN) from None


def _di_bawah(satker: Satker, tahun: int, jenis: str) -> list[int]:
    """The unit and all below it, without those to which a nearer one says otherwise."""
    semua = set(satker.descendants(include_self=True).values_list("pk", flat=True))
    lain = MasaBersama.objects.filter(satker__in=semua - {satker.pk}, tahun=tahun, jenis=jenis).select_related("satker")
    for satu in lain:
        semua -= set(satu.satker.descendants(include_self=True).values_list("pk", flat=True))
    return sorted(semua)
