"""The calendar of the unit where the user is: month, year, the year as PDF; the feed of a person."""

import hashlib
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zi.common.galat import GalatDomain
from zi.common.http import Permintaan, boleh_menulis, halaman
from zi.dokumen.html import susun_html
from zi.dokumen.pdf import buat_pdf
from zi.jadwal import services_kalender as services
from zi.jadwal.cetak_kalender import susun
from zi.jadwal.ics import TIPE, tulis
from zi.jadwal.queries_kalender import (
    Saringan,
    alamat_dari,
    alamat_saya,
    baca_saringan,
    lembar_bulan,
    lembar_tahun,
    umpan,
)
from zi.jadwal.tampil import BULAN
from zi.satker.queries import hak, satker_aktif

TERTUTUP = {"Cache-Control": "private, no-store"}


@halaman
def bulan(request: Permintaan) -> HttpResponse:
    """One month by day."""
    saringan = _saringan(request)
    lembar = lembar_bulan(request.user, saringan) if saringan else None
    return _lembar(request, "jadwal/bulan.html", lembar)


@halaman
def tahun(request: Permintaan) -> HttpResponse:
    """One year: a chart for each area, and its table."""
    saringan = _saringan(request)
    lembar = lembar_tahun(request.user, saringan) if saringan else None
    return _lembar(request, "jadwal/tahun.html", lembar)


def _saringan(request: HttpRequest) -> Saringan | None:
    """None for somebody without any role; the calendar of a unit is for who works in it."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    if satker is None:
        return None
    if satker.pk not in hak(request.user).satker_sendiri:
        raise Http404("Kalender hanya untuk tim satker ini.")
    saringan = baca_saringan(request.user, satker, request.GET)
    if saringan is None:
        raise Http404("Orang ini tidak ada di satker ini.")
    return saringan


def _lembar(request: Permintaan, templat: str, lembar: Any) -> HttpResponse:
    """The page, or its changing part for htmx."""
    sebagian = lembar and request.htmx
    konteks = {"lembar": lembar, "s": lembar and lembar.saringan, "nama_bulan": list(enumerate(BULAN, start=1))}
    return render(request, f"{templat}#isi" if sebagian else templat, konteks)


@halaman
def tahun_pdf(request: HttpRequest) -> HttpResponseBase:
    """The year to print and hand out."""
    saringan = _saringan(request)
    if saringan is None:
        raise Http404("Tidak ada satker.")
    try:
        pdf = buat_pdf(susun_html(susun(lembar_tahun(request.user, saringan))))
    except GalatDomain as galat:
        messages.error(request, str(galat))
        return redirect(f"{reverse('jadwal:tahun')}?{saringan.kueri}")
    nama = f"{slugify(f'kalender {saringan.tahun} {saringan.nama}')[:80]}.pdf"
    return FileResponse(
        BytesIO(pdf.isi), as_attachment=True, filename=nama, content_type="application/pdf", headers=TERTUTUP
    )


@never_cache
@halaman
def alamat(request: HttpRequest) -> HttpResponse:
    """The address at which calendar programs read what concerns the user: make it, make it anew, revoke it."""
    if request.method == "POST":
        if request.POST.get("aksi") == "cabut":
            services.cabut_alamat(oleh=request.user)
            messages.success(request, "Alamat dicabut. Program kalender yang memakainya tidak dapat membaca lagi.")
        else:
            services.buat_alamat(oleh=request.user)
            messages.success(request, "Alamat baru siap disalin. Alamat sebelumnya, bila ada, tidak berlaku lagi.")
        return redirect("jadwal:alamat")
    saya = alamat_saya(request.user)
    penuh = f"{settings.ZI_ALAMAT}{saya.get_absolute_url()}" if saya else ""
    konteks = {"alamat": saya, "penuh": penuh, "webcal": f"webcal:{penuh.partition(':')[2]}"}
    return render(request, "jadwal/alamat.html", konteks)


def batasi(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Throttle unknown addresses (ACCOUNT_RATE_LIMITS); stands outside @halaman, for it writes."""

    @wraps(view)
    def bungkus(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            return view(request, token)
        except Http404:
            tolak: Any = ratelimit.consume_or_429(request, app="allauth.account", action="kalender", limit_get=True)
            if tolak:
                return tolak
            raise

    return bungkus


@login_not_required
@require_safe
@batasi
@halaman
def ics(request: HttpRequest, token: str) -> HttpResponseBase:
    """The feed: who knows the address needs no login. It holds what its owner would see today."""
    satu = alamat_dari(token)
    if satu is None:
        raise Http404("Alamat kalender ini tidak dikenal atau sudah dicabut.")
    isi = tulis(f"ZI {satu.pengguna.nama}", umpan(satu.pengguna), settings.ZI_ALAMAT)
    with boleh_menulis():
        services.catat_dibaca(satu)
    sidik = f'"{hashlib.sha256(isi).hexdigest()[:32]}"'
    kepala = {**TERTUTUP, "X-Robots-Tag": "noindex", "Content-Disposition": 'inline; filename="zi.ics"'}
    jawab = HttpResponse(isi, content_type=TIPE, headers={**kepala, "ETag": sidik})
    return get_conditional_response(request, etag=sidik, response=jawab) or jawab
