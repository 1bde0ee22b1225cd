"""Refuse a body that is too large before anything reads it into memory or onto disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zi.ui.views import terlalu_besar

POTONG = 64 * 1024
LEBIH = 1024 * 1024  # room for the other fields of the form


class BatasUkuran:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        batas_mb = settings.BATAS_ALAMAT_MB.get(request.path_info, settings.BATAS_UNGGAH_MB)
        batas = batas_mb * 1024 * 1024 + LEBIH
        panjang = int(request.META.get("CONTENT_LENGTH") or 0)
        if panjang <= batas:
            return self.get_response(request)
        _buang(request, min(panjang, 10 * batas))
        return terlalu_besar(batas_mb)


def _buang(request: HttpRequest, sisa: int) -> None:
    """Read and forget, so that the browser gets the answer instead of a broken connection."""
    while sisa > 0 and (isi := request.read(min(POTONG, sisa))):
        sisa -= len(isi)
