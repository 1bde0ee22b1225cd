"""Error pages and the gallery of components.

An error page needs no database, no session and no context processor, so that it also works when those are what failed.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from zi.common.http import halaman
from zi.ui.contoh import FormulirContoh, ikon_semua
from zi.ui.status import RUPA

TERLALU_BESAR = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def galat(status: int, templat: str = "", **isi: Any) -> HttpResponse:
    return HttpResponse(
        render_to_string(templat or f"{status}.html", {"CONTOH": settings.CONTOH, "alasan": "", **isi}), status=status
    )


@requires_csrf_token
def permintaan_salah(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when what was sent is more than the settings allow."""
    return terlalu_besar() if isinstance(exception, TERLALU_BESAR) else galat(400)


def terlalu_besar(batas_mb: float | None = None) -> HttpResponse:
    return galat(413, batas=settings.BATAS_UNGGAH_MB if batas_mb is None else batas_mb)


def ditolak(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the sentence of the policy when it gave one."""
    return galat(403, alasan=str(exception))


def tidak_ditemukan(request: HttpRequest, exception: Exception) -> HttpResponse:
    return galat(404)


def terlalu_sering(request: HttpRequest) -> HttpResponse:
    jawab = galat(429)
    jawab["Retry-After"] = "300"
    return jawab


def gangguan(request: HttpRequest) -> HttpResponse:
    return galat(500)


def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    return galat(403, "403_csrf.html", alamat=request.path)


@halaman
def galeri(request: HttpRequest) -> HttpResponse:
    """Every component in every state, on one page to look at."""
    formulir = FormulirContoh({"nama": "", "surel": "bukan surel"} if "galat" in request.GET else None)
    isi = {
        "rupa": RUPA,
        "ikon_semua": ikon_semua(),
        "formulir": formulir,
        "laman": Paginator(range(230), 10).get_page(request.GET.get("page")),
        "kemajuan_contoh": [(0, 0), (0, 12), (7, 12), (124, 124)],
    }
    return render(request, "ui/galeri.html", isi)
