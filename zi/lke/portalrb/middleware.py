"""Below /api/ no answer is HTML or a redirect, whoever gives it: a router, another middleware, a crash."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from zi.lke.portalrb import galat
from zi.lke.portalrb.views_api import TIPE, jawab_galat

log = logging.getLogger(__name__)
API = "/api/"
TETAP = ("Retry-After", "Strict-Transport-Security", "Allow")  # headers of the original that are kept


class GalatJson:
    """Stands outermost, so that it sees the error pages that Django made of exceptions; asks no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        try:
            jawab = self.get_response(request)
        except Exception:  # even the error page failed
            log.exception("galat pada API")
            return jawab_galat(galat.Tolak(500))
        if jawab.status_code < 300 or jawab.headers.get("Content-Type") == TIPE:
            return jawab
        alihan = 300 <= jawab.status_code < 400
        pesan = galat.HTTPS if alihan and not request.is_secure() else ""
        kepala = tuple((k, jawab.headers[k]) for k in TETAP if k in jawab.headers)
        return jawab_galat(galat.Tolak(galat.status_api(jawab.status_code), pesan, kepala))
