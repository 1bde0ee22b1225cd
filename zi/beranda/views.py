"""The home of each user."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zi.beranda.queries import beranda as isi_beranda
from zi.common.http import halaman
from zi.satker.queries import satker_aktif


@halaman
def beranda(request: HttpRequest) -> HttpResponse:
    satker = satker_aktif(request.user, request.session.get("satker"))
    isi = isi_beranda(request.user, satker, request.GET.get("page")) if satker else None
    return render(request, "beranda/beranda.html", {"isi": isi})
