"""Public pages: is this document genuine, and is it the version in force? They need no login and name no person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from zi.common.http import Permintaan, halaman_berkas
from zi.common.unggahan import sidik_berkas
from zi.dokumen import queries
from zi.dokumen.forms import FormBerkas, FormSidik
from zi.dokumen.models import Terbitan


def batasi(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Throttle questions about a file and unknown codes; whoever scans the QR of a document is never held up."""

    @wraps(view)
    def bungkus(request: Permintaan, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" or "sha256" in request.GET:
            return _terlalu_sering(request) or view(request, *args, **kwargs)
        jawab = view(request, *args, **kwargs)
        return (_terlalu_sering(request) if jawab.status_code == 404 else None) or jawab

    return bungkus


def _terlalu_sering(request: Permintaan) -> Any:
    return ratelimit.consume_or_429(request, app="allauth.account", action="keaslian", limit_get=True)


@login_not_required
@batasi
@never_cache
@halaman_berkas
def periksa(request: Permintaan) -> HttpResponse:
    """Any PDF: is it one of ours?"""
    return _jawab(request, "keaslian/periksa.html")


@login_not_required
@batasi
@never_cache
@halaman_berkas
def keaslian(request: Permintaan, kode: str) -> HttpResponse:
    """One document, by the code in its QR."""
    if kode != kode.upper():
        return redirect("dokumen:keaslian", kode.upper())
    terbitan = Terbitan.objects.filter(kode=kode).select_related("satker__instansi").first() if kode.isalnum() else None
    if terbitan is None:
        return render(request, "keaslian/tidak_dikenal.html", {"kode": kode}, status=404)
    return _jawab(request, "keaslian/dokumen.html", queries.keaslian(terbitan))


def _jawab(request: Permintaan, templat: str, dokumen: queries.Keaslian | None = None) -> HttpResponse:
    """The page with its file check. A posted file is hashed and forgotten; the answer stands at ?sha256=."""
    form = FormBerkas(request.POST, request.FILES) if request.method == "POST" else FormBerkas()
    if form.is_valid():
        return redirect(f"{request.path}?sha256={sidik_berkas(form.cleaned_data['berkas'])}#hasil")
    tanya = FormSidik(request.GET) if request.method == "GET" and "sha256" in request.GET else None
    salah = [str(x) for satu in (form, tanya) if satu for daftar in satu.errors.values() for x in daftar]
    konteks = {
        "dokumen": dokumen,
        "form": form,
        "salah": salah[0] if salah else "",
        "hasil": queries.periksa_sidik(tanya.cleaned_data["sha256"]) if tanya and tanya.is_valid() else None,
    }
    return render(request, "keaslian/_hasil.html" if request.htmx else templat, konteks, status=400 if salah else 200)
