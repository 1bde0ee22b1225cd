"""Comparing two rounds: choosing the other one, and both side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.lke.banding.queries import RELASI, bandingkan, pilihan_banding
from zi.lke.models import Putaran


def _ambil(request: HttpRequest, pk: int) -> Putaran:
    return get_object_or_404(Putaran.objects.terlihat_oleh(request.user).select_related(*RELASI), pk=pk)


@halaman
def pilih(request: HttpRequest, pk: int) -> HttpResponse:
    """The other rounds of the unit, to compare this one with."""
    satu = _ambil(request, pk)
    pilihan = list(pilihan_banding(satu, request.user)[:100])
    return render(request, "lke/banding_pilih.html", {"putaran": satu, "pilihan": pilihan})


@halaman
def dua(request: HttpRequest, pk: int, lain: int) -> HttpResponse:
    """From round `pk` to round `lain`; `?berubah=1` leaves out what is the same."""
    kiri, kanan = _ambil(request, pk), _ambil(request, lain)
    konteks = {"kiri": kiri, "kanan": kanan, "berubah": request.GET.get("berubah") == "1"}
    try:
        semua = bandingkan(kiri, kanan)
    except GalatDomain as galat:
        return render(request, "lke/banding.html", konteks | {"galat": str(galat)}, status=409)
    konteks |= {"galat": "", "jumlah": semua.jumlah_berubah, "jumlah_soal": len(semua.soal)}
    konteks["banding"] = semua.yang_berubah() if konteks["berubah"] else semua
    return render(request, "lke/banding.html", konteks)
