"""The steps of an approval: each has a page that asks once more, and the versions that came of it."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from zi.common.http import halaman, kembali
from zi.common.workflow import riwayat as riwayat_alur
from zi.naskah import services
from zi.naskah.kanonik import lengkapi
from zi.naskah.queries_versi import versi_terlihat
from zi.naskah.views import alamat_rencana
from zi.naskah.workflow import PENGESAHAN
from zi.rencana.models import RencanaKerja
from zi.satker.queries import hak


@halaman
def langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """Ask for the note and take the step; the page says why when it cannot be taken."""
    rencana = get_object_or_404(RencanaKerja.objects.terlihat_oleh(request.user).select_related("satker"), pk=pk)
    if aksi not in {x.aksi for x in PENGESAHAN.langkah}:
        raise Http404
    if request.method == "POST":
        catatan = request.POST.get("catatan", "")[:2000]
        if aksi == "ajukan":
            services.ajukan(rencana, oleh=request.user, catatan=catatan)
        else:
            services.langkah(rencana, aksi, oleh=request.user, catatan=catatan)
        messages.success(request, f"{rencana}: {rencana.get_status_display().lower()}.")
        return kembali(request, alamat_rencana(rencana))
    konteks = {
        "rencana": rencana,
        "langkah": PENGESAHAN.cari(aksi),
        "verdict": PENGESAHAN.periksa(rencana, aksi, request.user),
    }
    return render(request, "naskah/langkah.html", konteks)


@halaman
def riwayat(request: HttpRequest, pk: int) -> HttpResponse:
    """Versions and decisions of a plan, the newest first."""
    rencana = get_object_or_404(RencanaKerja.objects.terlihat_oleh(request.user).select_related("satker"), pk=pk)
    konteks = {
        "rencana": rencana,
        "versi": versi_terlihat(request.user).filter(rencana=rencana),
        "catatan": riwayat_alur(rencana).order_by("-pada", "-pk") if _orang_dalam(request, rencana) else [],
    }
    return render(request, "naskah/riwayat.html", konteks)


def _orang_dalam(request: HttpRequest, rencana: RencanaKerja) -> bool:
    """The notes of the way are for the unit and those above it, not for an evaluator."""
    h = hak(request.user)
    return rencana.satker_id in h.satker_sendiri | h.subpohon


@halaman
def versi(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as it was submitted, read from its snapshot."""
    satu = get_object_or_404(versi_terlihat(request.user), pk=pk)
    return render(request, "naskah/versi.html", {"versi": satu, "dokumen": lengkapi(json.loads(satu.isi))})
