"""Two versions of a plan side by side, or a version and the live draft: only what differs."""

from typing import Any

from django.http import Http404
from django.http.response import HttpResponse
from django.shortcuts import get_object_or_404, render

from zi.common.http import Permintaan, halaman
from zi.naskah.models import Versi
from zi.naskah.queries_beda import beda_versi
from zi.naskah.queries_versi import PERNAH, versi_terlihat
from zi.rencana.models import RencanaKerja
from zi.satker.queries import hak


@halaman
def banding(request: Permintaan, pk: int) -> HttpResponse:
    """`dari` and `ke` are numbers of versions; an empty `ke` is the live plan for those who may see drafts."""
    terlihat = versi_terlihat(request.user).filter(rencana=pk)
    boleh = RencanaKerja.objects.terlihat_oleh(request.user).filter(pk=pk)
    semua = RencanaKerja.objects.select_related("satker__instansi", "satker__parent", "tim").filter(dihapus_pada=None)
    rencana = get_object_or_404(semua.filter(pk__in=boleh) | semua.filter(pk__in=terlihat.values("rencana")), pk=pk)
    versi = {str(v.nomor): v for v in terlihat.defer("isi")}
    h = hak(request.user)
    draf = rencana.satker_id in h.satker_sendiri | h.subpohon
    ke = _pilih(versi, request.GET.get("ke", ""), None if draf else _terbaru(versi))
    dari = _pilih(versi, request.GET.get("dari", ""), _sebelum(versi, ke))
    konteks: dict[str, Any] = {"rencana": rencana, "versi": list(versi.values()), "draf": draf, "dari": dari, "ke": ke}
    konteks["beda"] = beda_versi(dari, ke, rencana) if dari and dari != ke else None
    konteks["tertaut"] = boleh.exists()
    return render(request, "naskah/banding.html", konteks)


def _pilih(versi: dict[str, Versi], nomor: str, bawaan: Versi | None) -> Versi | None:
    """The version of that number; 404 when there is none that the user may see."""
    if not nomor:
        return bawaan
    if nomor not in versi:
        raise Http404
    return versi[nomor]


def _terbaru(versi: dict[str, Versi]) -> Versi | None:
    return next(iter(versi.values()), None)


def _sebelum(versi: dict[str, Versi], ke: Versi | None) -> Versi | None:
    """What `ke` is compared with unless told: the last version approved before it, else the one before it."""
    lebih_lama = [v for v in versi.values() if ke is None or v.nomor < ke.nomor]
    pernah = (v for v in lebih_lama if v.status in PERNAH)
    return next(pernah, lebih_lama[0] if lebih_lama else ke)
