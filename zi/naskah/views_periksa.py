"""Perlu diperiksa: what to look at before a plan is submitted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zi.common.http import halaman
from zi.naskah.policies import orang_dalam
from zi.naskah.queries_hapus import baru_dihapus
from zi.naskah.queries_periksa import perlu_diperiksa as periksa
from zi.naskah.views import ambil_rencana
from zi.rencana.policies import tidak_terkunci


@halaman
def perlu_diperiksa(request: HttpRequest, pk: int) -> HttpResponse:
    """Warnings by kind, each a link to its field. An evaluator reads the plan, not what its authors still check."""
    satu = ambil_rencana(request, pk)
    if not orang_dalam(request.user, satu.satker_id):
        raise Http404
    konteks = {
        "rencana": satu,
        "hasil": periksa(satu, request.user),
        "terkunci": tidak_terkunci(satu).alasan,
        "urungkan": baru_dihapus(satu, request.GET.get("dihapus", ""), request.user),
    }
    return render(request, "naskah/perlu_diperiksa.html", konteks)
