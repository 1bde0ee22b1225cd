"""The attendance list on screen, and the page behind its QR."""

from typing import Any

import segno
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zi.common.galat import GalatDomain
from zi.common.http import Permintaan, halaman
from zi.monev import services_hadir
from zi.monev.forms import FormHadir
from zi.monev.models import Hadir, PesertaRapat, Rapat
from zi.monev.policies import boleh_catat, boleh_hadir
from zi.monev.queries import boleh_isi_hadir, daftar_hadir
from zi.monev.views import ambil


@halaman
def hadir(request: Permintaan, pk: int) -> HttpResponse:
    """The QR for the wall and who has signed; htmx asks for the list alone every few seconds."""
    rapat = ambil(request, pk)
    if request.method == "POST":
        _catat(request, rapat)
        return redirect("monev:hadir", pk=pk)
    daftar = daftar_hadir(rapat)
    konteks = {
        "rapat": rapat,
        "daftar": daftar,
        "datang": sum(1 for b in daftar if b.hadir),
        "boleh": boleh_catat(request.user, rapat).ok,
        "tertutup": boleh_isi_hadir(rapat),
    }
    if request.htmx:
        return render(request, "monev/_hadir.html", konteks)
    if rapat.token:
        alamat = settings.ZI_ALAMAT + reverse("monev:isi_hadir", args=[rapat.token])
        konteks |= {"alamat": alamat, "qr": segno.make(alamat, error="m", micro=False).png_data_uri(scale=8, border=2)}
    return render(request, "monev/hadir.html", konteks)


def _catat(request: HttpRequest, rapat: Rapat) -> None:
    aksi, nomor = request.POST.get("aksi", ""), request.POST.get("nomor", "")
    pk = int(nomor) if nomor.isdecimal() and len(nomor) < 12 else 0
    if aksi == "catat":
        peserta = get_object_or_404(PesertaRapat.objects.select_related("rapat__satker"), rapat=rapat, pk=pk)
        services_hadir.hadir_dicatat(peserta, oleh=request.user)
    elif aksi == "hapus":
        satu = get_object_or_404(Hadir.objects.select_related("rapat__satker"), rapat=rapat, pk=pk)
        services_hadir.batalkan_hadir(satu, oleh=request.user)
    else:
        raise Http404


@login_not_required
@never_cache
@halaman
def isi_hadir(request: Permintaan, token: str) -> HttpResponse:
    """What the QR opens: one tap with an account, else name and number. It names nobody but who has just signed."""
    rapat = Rapat.objects.filter(token=token).exclude(token="").select_related("satker__instansi").first()
    if rapat is None:
        raise Http404("Daftar hadir ini tidak ada.")
    orang: Any = request.user
    masuk = orang.is_authenticated
    form = FormHadir(request.POST if request.method == "POST" and not masuk else None)
    tertutup = boleh_isi_hadir(rapat)
    galat = tertutup or (boleh_hadir(request.user, rapat).alasan if masuk else "")
    konteks: dict[str, Any] = {"rapat": rapat, "form": form, "galat": galat, "bisa": not tertutup, "hadir": None}
    if masuk:
        konteks["hadir"] = rapat.hadir.filter(pengguna=orang).first()
    if request.method != "POST" or galat:
        return render(request, "monev/isi_hadir.html", konteks, status=409 if request.method == "POST" else 200)
    return _tanda_tangan(request, rapat, form, konteks, masuk=masuk)


def _tanda_tangan(
    request: Permintaan, rapat: Rapat, form: FormHadir, konteks: dict[str, Any], *, masuk: bool
) -> HttpResponse:
    if not masuk and _terlalu_sering(request, dry_run=True):
        return ratelimit.respond_429(request)
    try:
        if masuk:
            konteks["hadir"] = services_hadir.hadir_akun(rapat, oleh=request.user)
        elif form.is_valid():
            konteks["hadir"] = services_hadir.hadir_nomor(rapat, **form.cleaned_data)
    except GalatDomain as galat:
        _terlalu_sering(request)
        konteks["galat"] = str(galat)
    if masuk and konteks["hadir"]:
        messages.success(request, "Kehadiran Anda tercatat.")
        return redirect("monev:isi_hadir", token=rapat.token)
    status = 200 if konteks["hadir"] else 422
    return render(request, "monev/isi_hadir.html", konteks, status=status)


def _terlalu_sering(request: Permintaan, *, dry_run: bool = False) -> bool:
    """Only wrong attempts count, so that a whole room behind one address may sign in a minute."""
    return not ratelimit.consume(request, app="allauth.account", action="hadir", dry_run=dry_run)
