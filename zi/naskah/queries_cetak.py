"""Reading what was printed: which content a plan prints, and whose prints one may see."""

import json
from typing import Any

from zi.common.models import Pekerjaan
from zi.naskah.kanonik import Isi, lengkapi, susun
from zi.naskah.models import Versi
from zi.rencana.enums import TERLIHAT_EVALUATOR, StatusRencana
from zi.rencana.models import RencanaKerja
from zi.satker.queries import hak

JENIS = "cetak_rencana"


def isi_cetak(rencana: RencanaKerja) -> tuple[Isi, Isi | None]:
    """The canonical document to print, and who approved it (None: a draft)."""
    if rencana.status == StatusRencana.DISETUJUI:
        sah = rencana.versi_naskah.filter(status=Versi.Status.DISETUJUI).order_by("-nomor").first()
        if sah:
            return lengkapi(json.loads(sah.isi)), sah.pengesah
    return susun(rencana), None


def boleh_lihat_cetakan(user: Any, rencana: RencanaKerja, pekerjaan: Pekerjaan) -> bool:
    """The plan must be visible already; an evaluator reads only what was printed while it was before him."""
    h = hak(user)
    if rencana.satker_id in h.satker_sendiri | h.subpohon:
        return True
    return pekerjaan.data.get("status") in TERLIHAT_EVALUATOR


def cetakan_terakhir(user: Any, rencana: RencanaKerja, banyak: int = 5) -> list[Pekerjaan]:
    """Finished prints of a plan, newest first."""
    selesai = Pekerjaan.objects.filter(jenis=JENIS, status=Pekerjaan.Status.SELESAI, data__rencana=rencana.pk)
    daftar = selesai.order_by("-selesai_pada")[: banyak * 2]
    return [p for p in daftar if p.hasil.get("path") and boleh_lihat_cetakan(user, rencana, p)][:banyak]
