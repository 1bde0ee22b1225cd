"""Filing the closing evidence of a follow-up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from zi.bukti.tindaklanjut.services import minta_bukti
from zi.common.http import halaman
from zi.tindaklanjut.models import TindakLanjut


@halaman
def bukti_tindak_lanjut(request: HttpRequest, pk: int) -> HttpResponse:
    """POST opens the requirement of the follow-up, as every other; a GET leads to the follow-up itself."""
    satu = get_object_or_404(TindakLanjut.objects.terlihat_oleh(request.user).select_related("satker"), pk=pk)
    if request.method == "POST":
        return redirect(minta_bukti(satu, oleh=request.user))
    return redirect(satu)
