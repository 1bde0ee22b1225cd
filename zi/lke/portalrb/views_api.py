"""The API that PortalRB reads (technical guide 1.0.0): JSON alone, by bearer token, every call logged."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from zi.common.http import halaman
from zi.lke.models import Pengusulan, TokenPortal
from zi.lke.portalrb import galat, queries
from zi.lke.portalrb.galat import Tolak, isi_galat
from zi.lke.portalrb.services_akses import Pemanggil, catat_akses, jatah

log = logging.getLogger(__name__)
AWALAN = "/api/portalrb/v1/"
TIPE = "application/json; charset=utf-8"
METODE = {"Allow": "GET, HEAD, OPTIONS"}
KEPALA = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}
ID_MAKS = 18  # digits, so that the number fits a key of the database


def jawab_json(isi: dict[str, Any], status: int = 200, **kepala: str) -> JsonResponse:
    headers = KEPALA | kepala
    return JsonResponse(
        isi, status=status, headers=headers, content_type=TIPE, json_dumps_params={"ensure_ascii": False}
    )


def jawab_galat(tolak: Tolak) -> JsonResponse:
    return jawab_json(isi_galat(tolak.status, tolak.pesan), tolak.status, **dict(tolak.kepala))


def titik(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """An address of the API: who calls, how often, how; the view gets the token. Stands outside @halaman: it logs."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def bungkus(request: HttpRequest, **isi: Any) -> HttpResponseBase:
        token = queries.cari_token(request.headers.get("Authorization", ""))
        siapa = Pemanggil(ratelimit.get_ip(request), token)
        sisa = jatah(siapa)
        status = 500
        try:
            jawab = _jawab(view, request, token, sisa.tunggu, isi)
            status = jawab.status_code
        finally:
            if sisa.catat:
                _catat(siapa, request, status)
        return jawab

    return bungkus


def _jawab(view: Any, request: HttpRequest, token: TokenPortal | None, tunggu: int, isi: dict[str, Any]) -> Any:
    try:
        if tunggu:
            raise Tolak(429, kepala=(("Retry-After", str(tunggu)),))
        if token is None or token.status() != "berjalan":
            raise Tolak(401, kepala=(("WWW-Authenticate", 'Bearer realm="PortalRB"'),))
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=KEPALA | METODE)
        if request.method not in {"GET", "HEAD"}:
            raise Tolak(403, galat.METODE, tuple(METODE.items()))
        return view(request, token, **isi)
    except Tolak as tolak:
        return jawab_galat(tolak)


def _catat(siapa: Pemanggil, request: HttpRequest, status: int) -> None:
    """A log that cannot be written does not hide what went wrong before."""
    try:
        catat_akses(siapa, str(request.method), request.path.removeprefix(AWALAN), status)
    except DatabaseError:
        if status < 500:
            raise
        log.exception("akses PortalRB tidak tercatat")


def _pengusulan(token: TokenPortal) -> Pengusulan:
    if ada := queries.pengusulan_kini(token.pusat):
        return ada
    raise Tolak(404, galat.TIDAK_BERLANGSUNG)


@titik
@halaman
def unit_wbk(request: HttpRequest, token: TokenPortal) -> HttpResponse:
    """The units proposed for WBK, by afirmasi too."""
    return _unit(token, queries.WBK)


@titik
@halaman
def unit_wbbm(request: HttpRequest, token: TokenPortal) -> HttpResponse:
    """The units proposed for WBBM."""
    return _unit(token, queries.WBBM)


def _unit(token: TokenPortal, kategori: tuple[str, ...]) -> HttpResponse:
    pengusulan = _pengusulan(token)
    units = [queries.isi_unit(u) for u in queries.unit_kini(pengusulan, *kategori)]
    return jawab_json({"tahun": pengusulan.tahun, "units": units})


@titik
@halaman
def jawaban_unit(request: HttpRequest, token: TokenPortal, unit_id: str) -> HttpResponse:
    """All answers of one proposed unit in its published rounds."""
    if not (unit_id.isascii() and unit_id.isdecimal() and len(unit_id) <= ID_MAKS):
        raise Tolak(422, galat.ID_SALAH)
    unit = queries.satu_unit(_pengusulan(token), int(unit_id))
    if unit is None:
        raise Tolak(404, galat.BUKAN_UNIT)
    return jawab_json(queries.isi_jawaban(unit))


@titik
@halaman
def tidak_ada(request: HttpRequest, token: TokenPortal, jalur: str) -> HttpResponse:
    """Any other address below the API."""
    raise Tolak(404, galat.JALUR_ASING)
