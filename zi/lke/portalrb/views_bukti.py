"""What the unguessable address of a proposed unit shows: the evidence of its published rounds, read-only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zi.bukti.berkas.services_buka import catat_buka
from zi.bukti.models import BukaBerkas
from zi.common.http import boleh_menulis, halaman, kirim_berkas
from zi.lke.models import TautanBukti
from zi.lke.portalrb import queries
from zi.lke.portalrb.services_akses import Pemanggil, catat_akses, jatah

KEPALA = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",  # the address is the key
}
ALASAN = "Lewat tautan bukti untuk PortalRB"


def lewat_tautan(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Every opening is counted and logged, also of a link that is closed; the view gets the open link."""

    @wraps(view)
    def bungkus(request: HttpRequest, token: str, **isi: Any) -> HttpResponseBase:
        tautan = queries.tautan_dari(token)
        siapa = Pemanggil(ratelimit.get_ip(request), tautan=tautan)
        sisa = jatah(siapa)
        jawab = _tunggu(request, sisa.tunggu) if sisa.tunggu else _buka(view, request, tautan, isi)
        for nama, nilai in KEPALA.items():
            jawab.headers[nama] = nilai
        if sisa.catat:
            jalur = f"bukti-dukung/berkas/{isi['pk']}" if isi else "bukti-dukung"
            catat_akses(siapa, str(request.method), jalur, jawab.status_code)
        return jawab

    return bungkus


def _tunggu(request: HttpRequest, detik: int) -> HttpResponseBase:
    jawab = render(request, "lke/portalrb_tutup.html", {"tunggu": detik}, status=429)
    jawab.headers["Retry-After"] = str(detik)
    return jawab


def _buka(view: Any, request: HttpRequest, tautan: TautanBukti | None, isi: dict[str, Any]) -> HttpResponseBase:
    try:
        if tautan is None or not queries.tautan_terbuka(tautan):
            raise Http404
        return view(request, tautan, **isi)
    except Http404:
        return render(request, "lke/portalrb_tutup.html", {"tunggu": 0}, status=404)


@login_not_required
@require_safe
@lewat_tautan
@halaman
def bukti(request: HttpRequest, tautan: TautanBukti) -> HttpResponseBase:
    """The files by question."""
    lembar = queries.lembar_bukti(tautan.unit)
    return render(request, "lke/portalrb_bukti.html", {"tautan": tautan, "unit": tautan.unit, "lembar": lembar})


@login_not_required
@require_safe
@lewat_tautan
@halaman
def berkas(request: HttpRequest, tautan: TautanBukti, pk: int) -> HttpResponseBase:
    """One of these files, as an attachment."""
    versi = queries.versi_bukti(tautan.unit, pk)
    if versi is None:
        raise Http404
    jawab = kirim_berkas(str(versi.isi.name), versi.nama_asli, versi.tipe)
    if request.method != "HEAD":
        with boleh_menulis():
            catat_buka(versi, BukaBerkas.Cara.UNDUH, oleh=None, alasan=ALASAN)
    return jawab
