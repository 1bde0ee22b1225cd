"""What every view shares: GET cannot write, POST is one transaction, a domain error is a message."""

import logging
import re
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from zi.common.galat import GalatDomain, PenyimpananDiam

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
_MENULIS = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|COPY|CREATE|ALTER|DROP)\b|\s*WITH\b.*\)\s*(INSERT|UPDATE|DELETE)\b",
    re.IGNORECASE | re.DOTALL,
)
KUNCI_MAKS = 2**63 - 1  # a larger number in an address fits no key, and the database would fail
_boleh_menulis: ContextVar[bool] = ContextVar("boleh_menulis", default=False)


class Permintaan(HttpRequest):
    """A request as our middleware leaves it, for type checkers; views annotate with it when they ask for htmx."""

    htmx: HtmxDetails


class MenulisDiGet(RuntimeError):
    """A GET view tried to change the database."""


def _tolak_tulisan(jalankan: Any, sql: str, params: Any, many: bool, konteks: Any) -> Any:
    if _MENULIS.match(sql) and not _boleh_menulis.get():
        raise MenulisDiGet(sql[:120])
    return jalankan(sql, params, many, konteks)


@contextmanager
def boleh_menulis():
    """Let a GET write after all; only for the log of who opened what."""
    token = _boleh_menulis.set(True)
    try:
        yield
    finally:
        _boleh_menulis.reset(token)


def _halaman(view: View, *, satu_transaksi: bool) -> View:
    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def bungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if any(isinstance(x, int) and x > KUNCI_MAKS for x in kwargs.values()):
            raise Http404
        try:
            if request.method != "POST":
                with connection.execute_wrapper(_tolak_tulisan):
                    return view(request, *args, **kwargs)
            with transaction.atomic() if satu_transaksi else nullcontext():
                return view(request, *args, **kwargs)
        except PenyimpananDiam:
            return _coba_lagi()
        except GalatDomain as galat:
            if request.method != "POST":
                raise
            messages.error(request, str(galat))
            return kembali(request)

    return bungkus


def _coba_lagi() -> HttpResponse:
    """The storage does not answer: nobody's fault, nothing lost, soon again."""
    isi = render_to_string("503.html", {"CONTOH": settings.CONTOH})
    return HttpResponse(isi, status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})


def halaman(view: View) -> View:
    """A page: GET and HEAD may only read; POST is one transaction, undone when the service refuses.

    A GalatDomain that the view lets through becomes a message and a redirect to `next` or to the same page.
    """
    return _halaman(view, satu_transaksi=True)


def halaman_berkas(view: View) -> View:
    """A page that receives a file on POST: no transaction around the file work; its services have their own."""
    return _halaman(view, satu_transaksi=False)


def tujuan(request: HttpRequest, cadangan: str = "") -> str:
    """The posted `next` when it is on this site, else `cadangan`, else the same address."""
    from django.utils.http import url_has_allowed_host_and_scheme

    diminta = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(diminta, allowed_hosts={request.get_host()}):
        return diminta
    return cadangan or request.path


def kembali(request: HttpRequest, cadangan: str = "") -> HttpResponse:
    """Redirect to `tujuan`."""
    from django.shortcuts import redirect

    return redirect(tujuan(request, cadangan))


def buka_simpanan(path: str) -> File | None:
    """A stored file to be sent, None where nginx opens it. One that is gone is a 404; raises PenyimpananDiam."""
    try:
        if not path or not default_storage.exists(path):
            raise Http404("Berkas tidak ada di penyimpanan.")
        return None if settings.X_ACCEL else default_storage.open(path)
    except (Http404, FileNotFoundError):
        raise Http404("Berkas tidak ada di penyimpanan.") from None
    except Exception as galat:  # each storage has errors of its own
        log.exception("penyimpanan tidak menjawab")
        raise PenyimpananDiam(path) from galat


def kirim_berkas(path: str, nama: str, tipe: str) -> HttpResponseBase:
    """A stored file as an attachment called `nama`; nginx sends it where it can. One that is gone is a 404.

    The caller has asked who may have it. No cache keeps it.
    """
    kepala = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    isi = buka_simpanan(path)
    if isi is None:
        kepala["Content-Disposition"] = str(content_disposition_header(True, nama))
        kepala["X-Accel-Redirect"] = f"/_berkas/{path}"
        return HttpResponse(content_type=tipe, headers=kepala)
    return FileResponse(isi, as_attachment=True, filename=nama, content_type=tipe, headers=kepala)


def kirim_gambar(path: str, tipe: str) -> HttpResponseBase:
    """A picture of our own making, to be shown in the page; the caller has asked who may see it."""
    kepala = {
        "Content-Disposition": "inline",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }
    isi = buka_simpanan(path)
    if isi is None:
        return HttpResponse(content_type=tipe, headers={**kepala, "X-Accel-Redirect": f"/_berkas/{path}"})
    return FileResponse(isi, content_type=tipe, headers=kepala)
