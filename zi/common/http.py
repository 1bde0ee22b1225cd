"""What every view shares: GET cannot write, POST is one transaction, a domain error is a message."""

import re
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from zi.common.galat import GalatDomain

View = Callable[..., HttpResponseBase]
_MENULIS = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|COPY|CREATE|ALTER|DROP)\b|\s*WITH\b.*\)\s*(INSERT|UPDATE|DELETE)\b",
    re.IGNORECASE | re.DOTALL,
)
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
        if request.method != "POST":
            with connection.execute_wrapper(_tolak_tulisan):
                return view(request, *args, **kwargs)
        try:
            with transaction.atomic() if satu_transaksi else nullcontext():
                return view(request, *args, **kwargs)
        except GalatDomain as galat:
            messages.error(request, str(galat))
            return kembali(request)

    return bungkus


def halaman(view: View) -> View:
    """A page: GET and HEAD may only read; POST is one transaction, undone when the service refuses.

    A GalatDomain that the view lets through becomes a message and a redirect to `next` or to the same page.
    """
    return _halaman(view, satu_transaksi=True)


def halaman_berkas(view: View) -> View:
    """A page that receives a file on POST: no transaction around the file work; its services have their own."""
    return _halaman(view, satu_transaksi=False)


def kembali(request: HttpRequest, cadangan: str = "") -> HttpResponse:
    """Redirect to the posted `next` when it is on this site, else to `cadangan`, else to the same address."""
    from django.shortcuts import redirect
    from django.utils.http import url_has_allowed_host_and_scheme

    tujuan = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(tujuan, allowed_hosts={request.get_host()}):
        tujuan = cadangan or request.path
    return redirect(tujuan)
