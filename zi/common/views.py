"""Health checks: is the process alive, and is it ready to serve."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse

from zi.common import kesehatan
from zi.common.http import halaman


@login_not_required
@halaman
def hidup(request: HttpRequest) -> HttpResponse:
    """Alive: touches no store, so a restart is only asked for when the process itself hangs."""
    return HttpResponse("hidup", content_type="text/plain; charset=utf-8")


@login_not_required
@halaman
def siap(request: HttpRequest) -> HttpResponse:
    """Ready: database, cache and queue; 503 names the part that is not."""
    bagian = kesehatan.periksa()
    return JsonResponse(bagian, status=200 if set(bagian.values()) == {"baik"} else 503)
