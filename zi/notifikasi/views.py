"""The inbox."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.http import halaman
from zi.notifikasi.queries import kotak
from zi.notifikasi.services import tandai_dibaca, tandai_semua


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The inbox; POST marks all as read."""
    if request.method == "POST":
        tandai_semua(oleh=request.user)
        return redirect("notifikasi:daftar")
    laman = Paginator(kotak(request.user), 30).get_page(request.GET.get("page"))
    return render(request, "notifikasi/daftar.html", {"laman": laman})


@halaman
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and go where it points; a GET only shows it."""
    notifikasi = get_object_or_404(kotak(request.user), pk=pk)
    if request.method == "POST":
        tandai_dibaca(notifikasi, oleh=request.user)
        return redirect(notifikasi.tautan or "notifikasi:daftar")
    return render(request, "notifikasi/buka.html", {"notifikasi": notifikasi})
