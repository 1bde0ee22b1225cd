"""Meetings of the unit."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from zi.common.http import halaman
from zi.monev.models import Rapat


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    rapat = Rapat.objects.terlihat_oleh(request.user).select_related("satker")
    return render(request, "monev/daftar.html", {"laman": Paginator(rapat, 30).get_page(request.GET.get("page"))})


@halaman
def rapat(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(Rapat.objects.terlihat_oleh(request.user).select_related("satker"), pk=pk)
    return render(request, "monev/rapat.html", {"rapat": satu})
