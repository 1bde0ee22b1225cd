"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def dasar(request: HttpRequest) -> dict[str, Any]:
    return {"MODE": settings.MODE, "CONTOH": settings.CONTOH}
