"""Pages for people who cannot log in yet: forgotten password, one-time link, how to get an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa.recovery_codes.views import download_recovery_codes
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from zi.akun import queries, services
from zi.akun.forms import FormLupa, FormSandi
from zi.common.http import View, halaman


def batasi(aksi: str, medan: str = "") -> Callable[[View], View]:
    """Throttle POSTs by ACCOUNT_RATE_LIMITS[aksi]; `medan` is the posted field that counts for rates "per key".

    Stands outside @halaman, so that a refused POST still counts when its transaction is undone.
    """

    def hias(view: View) -> View:
        @wraps(view)
        def bungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            kunci = queries.rapikan_nama_masuk(request.POST.get(medan, "")) if medan else None
            tolak: Any = ratelimit.consume_or_429(request, app="allauth.account", action=aksi, key=kunci)
            return tolak or view(request, *args, **kwargs)

        return bungkus

    return hias


@login_not_required
@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """Sign-up is closed; this page says how one gets an account."""
    return render(request, "akun/daftar.html")


@login_not_required
@batasi("reset_password", "masuk")
@never_cache
@halaman
def lupa(request: HttpRequest) -> HttpResponse:
    """Ask for a link to the own address; the answer is the same for every name."""
    form = FormLupa(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.minta_tautan(form.cleaned_data["masuk"])
        return redirect("akun:lupa_terkirim")
    return render(request, "akun/lupa.html", {"form": form})


@login_not_required
@halaman
def lupa_terkirim(request: HttpRequest) -> HttpResponse:
    return render(request, "akun/lupa_terkirim.html")


@login_not_required
@sensitive_post_parameters("sandi", "ulangi")
@batasi("tautan")
@never_cache
@halaman
def tautan(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by a one-time link. Opening it changes nothing; only the POST uses it up."""
    undangan = queries.undangan_dari_token(token)
    if undangan is None:
        return render(request, "akun/tautan_mati.html", status=404)
    form = FormSandi(undangan.pengguna, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.pakai_tautan(token, form.cleaned_data["sandi"])
        logout(request)
        messages.success(request, "Kata sandi tersimpan. Silakan masuk.")
        return redirect("account_login")
    return render(request, "akun/tautan.html", {"form": form, "undangan": undangan})


def unduh_kode_cadangan(request: HttpRequest) -> HttpResponse:
    """allauth's download under an Indonesian file name."""
    jawab = download_recovery_codes(request)
    jawab["Content-Disposition"] = 'attachment; filename="kode-cadangan.txt"'
    return jawab
