"""Error pages and the gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
