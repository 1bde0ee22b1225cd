"""The clock of the unit where the user is: WIB, WITA or WIT for every date and time of a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zi.satker.context import aktif


class ZonaWaktu:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        satker = aktif(request) if request.user.is_authenticated else None
        with timezone.override(satker.tz if satker else None):
            return self.get_response(request)
