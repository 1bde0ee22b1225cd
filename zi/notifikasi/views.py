"""The inbox."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.http import halaman
from zi.notifikasi.forms import FormPilihan
from zi.notifikasi.queries import kotak, pilihan_saya
from zi.notifikasi.services import simpan_pilihan, tandai_dibaca, tandai_semua
from zi.notifikasi.surel import kelompok_tampil


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
    konteks = {"notifikasi": notifikasi, "kelompok": kelompok_tampil(notifikasi.rincian)}
    return render(request, "notifikasi/buka.html", konteks)


@halaman
def pilihan(request: HttpRequest) -> HttpResponse:
    """How the user wants to be reminded."""
    form = FormPilihan(request.POST or None, instance=pilihan_saya(request.user))
    if request.method == "POST" and form.is_valid():
        simpan_pilihan(oleh=request.user, **form.cleaned_data)
        messages.success(request, "Pilihan pengingat disimpan.")
        return redirect("notifikasi:pilihan")
    return render(request, "notifikasi/pilihan.html", {"form": form}, status=422 if form.errors else 200)
