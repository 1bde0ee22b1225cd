"""Copying a plan to another year: a new draft, nothing retyped; the source stays as it is."""

from collections.abc import Collection
from typing import Any

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.workflow import catat
from zi.naskah.kanonik import Isi, susun
from zi.naskah.muat import muat
from zi.naskah.queries_salin import hari_libur, rencana_tujuan, tahun_salinan
from zi.naskah.salin import Salinan, salin_isi
from zi.rencana.enums import StatusRencana
from zi.rencana.models import RencanaKerja
from zi.rencana.policies import boleh_buat_rencana
from zi.rencana.services import RencanaSudahAda
from zi.satker.models import TimKerja


@layanan
def salin_rencana(
    rencana: RencanaKerja,
    tahun: int,
    *,
    oleh: Any,
    baris: Collection[str] | None = None,
    terima_usulan: bool = False,
) -> RencanaKerja:
    """The live rows of `rencana` as the draft of the years from `tahun` on; raises RencanaSudahAda.

    `baris`: uids of the rows to take (None = all). `terima_usulan`: dates on a weekend or holiday go to the next
    working day at once instead of being proposed. Versions, approvals and files are not copied.
    """
    boleh_buat_rencana(oleh, rencana.satker).wajib()
    if tahun <= rencana.tahun_selesai:
        raise GalatDomain(f"Pilih tahun sesudah {rencana.tahun_selesai}.")
    RencanaKerja.objects.select_for_update().get(pk=rencana.pk)  # two presses at once take turns
    if ada := rencana_tujuan(rencana, tahun):
        raise RencanaSudahAda(ada)
    isi = susun(rencana, dengan_id=True)
    _pastikan_ada(isi, baris)
    salinan = salin_isi(isi, tahun, hari_libur(), terima=terima_usulan, baris=baris)
    _tim_tahun_baru(rencana, tahun, salinan)
    try:
        baru = muat(salinan.isi, rencana.satker, oleh=oleh)
    except GalatDomain:
        if ada := rencana_tujuan(rencana, tahun):  # somebody made one by another way meanwhile
            raise RencanaSudahAda(ada) from None
        raise
    catat(baru, "salin", "", StatusRencana.DRAF, oleh=oleh, catatan=_catatan(rencana, salinan))
    return baru


def _pastikan_ada(isi: Isi, baris: Collection[str] | None) -> None:
    """A selection that leaves nothing is a slip; a plan without rows has nothing to select."""
    ada = {b["uid"] for t in isi["tabel"] for b in t["baris"]}
    if baris is not None and ada and ada.isdisjoint(baris):
        raise GalatDomain("Belum ada baris yang dipilih. Centang sedikitnya satu.")


def _tim_tahun_baru(rencana: RencanaKerja, tahun: int, salinan: Salinan) -> None:
    """The team of the new years, when the unit has entered it already."""
    masa = tahun_salinan(rencana, tahun)
    tim = TimKerja.objects.filter(satker=rencana.satker, tahun__range=(masa[0], masa[-1])).order_by("tahun", "pk")
    if (satu := tim.first()) and not salinan.isi["rencana"]["tim"]:
        salinan.isi["rencana"]["tim"] = {"tahun": satu.tahun, "sebutan": satu.sebutan}


def _catatan(rencana: RencanaKerja, salinan: Salinan) -> str:
    """Where the copy comes from, and what its prose still has to say anew."""
    sumber = f"Disalin dari rencana kerja {rencana.tahun}."
    return f"{sumber} Masih menyebut tahun lama: {', '.join(salinan.prosa)}." if salinan.prosa else sumber
