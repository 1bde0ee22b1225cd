"""The scan for viruses, when one is set (settings.PEMINDAI): a job after each upload."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from zi.bukti.models import VersiBerkas
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan

P = VersiBerkas.Pindai


@layanan
def minta_pindai(versi: VersiBerkas, *, oleh: Any = None) -> None:
    """Put the job; without a scanner there is none, and the state stays `belum`."""
    if settings.PEMINDAI:
        pesan("pindai_berkas", f"pindai:{versi.pk}", oleh=oleh, versi=versi.pk)


def kerjakan_pindai(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """The scanner gets the open file and says whether it is clean; one that raises is asked again later."""
    versi = VersiBerkas.objects.filter(pk=pekerjaan.data["versi"]).first()
    if versi is None or not settings.PEMINDAI:
        return {}
    with versi.isi.open("rb") as isi:
        bersih = import_string(settings.PEMINDAI)(isi)
    catat_pindai(versi, P.BERSIH if bersih else P.TERJANGKIT, oleh=None)
    return {"pindai": versi.pindai}


@layanan
def catat_pindai(versi: VersiBerkas, hasil: str, *, oleh: Any) -> None:
    versi.pindai = hasil
    versi.save(update_fields=["pindai"])
