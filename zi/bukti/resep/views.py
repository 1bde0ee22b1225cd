"""Recipes: the list, one of the unit, applying one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.bukti.resep.forms import FormResep
from zi.bukti.resep.policies import boleh_ubah_resep
from zi.bukti.resep.queries import resep_satker
from zi.bukti.resep.services import buat_resep, hapus_resep, ubah_resep
from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.satker.models import Satker
from zi.satker.queries import satker_aktif


@halaman
def resep(request: HttpRequest) -> HttpResponse:
    """The recipes of the unit where the user is, and the common ones."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    if satker is None:
        return render(request, "bukti/resep.html", {"satker": None})
    konteks = {"satker": satker, "semua": resep_satker(satker), "boleh": boleh_ubah_resep(request.user, satker)}
    return render(request, "bukti/resep.html", konteks)


@halaman
def resep_baru(request: HttpRequest) -> HttpResponse:
    """A recipe of the unit; ?dari= begins with the kinds of another one."""
    satker = _satker(request)
    dari = request.GET.get("dari", "")
    contoh = resep_satker(satker).filter(pk=dari).first() if dari.isdecimal() and len(dari) < 19 else None
    form = FormResep(request.POST or None, resep=contoh, nama=f"{contoh} satker"[:80] if contoh else "")
    if request.method == "POST" and form.is_valid():
        try:
            satu = buat_resep(satker, form.cleaned_data["nama"], form.cleaned_data["jenis"], oleh=request.user)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"Resep “{satu}” tersimpan.")
            return redirect("bukti:resep")
    return _formulir(request, satker, form, "Resep baru")


@halaman
def resep_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """A recipe of the unit; `lalu=hapus` deletes it."""
    satker = _satker(request)
    satu = get_object_or_404(resep_satker(satker).filter(satker=satker), pk=pk)
    if request.POST.get("lalu") == "hapus":
        hapus_resep(satu, oleh=request.user)
        messages.success(request, f"Resep “{satu}” dihapus. Bukti yang sudah diminta dengannya tetap ada.")
        return redirect("bukti:resep")
    form = FormResep(request.POST or None, resep=satu)
    if request.method == "POST" and form.is_valid():
        try:
            ubah_resep(satu, oleh=request.user, **form.cleaned_data)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"Resep “{form.cleaned_data['nama']}” tersimpan.")
            return redirect("bukti:resep")
    return _formulir(request, satker, form, f"Ubah resep “{satu}”", hapus=True)


def _satker(request: HttpRequest) -> Satker:
    satker = satker_aktif(request.user, request.session.get("satker"))
    if satker is None:
        raise Http404("Tidak ada satker.")
    return satker


def _formulir(
    request: HttpRequest, satker: Satker, form: FormResep, judul: str, *, hapus: bool = False
) -> HttpResponse:
    konteks = {"form": form, "judul": judul, "hapus": hapus, "boleh": boleh_ubah_resep(request.user, satker)}
    return render(request, "bukti/resep_ubah.html", konteks, status=422 if form.errors else 200)
