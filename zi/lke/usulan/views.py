"""The proposals of a round: see them all, take them over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zi.common.http import halaman, kembali
from zi.lke.policies import boleh_isi
from zi.lke.usulan.queries import asal_usulan, daftar_usulan, per_simpul
from zi.lke.usulan.services import terima_usulan
from zi.lke.views import ambil


@halaman
def usulan(request: HttpRequest, pk: int) -> HttpResponse:
    """By sub-indikator; POST takes one over (`tanya`) or the letters of a sub-indikator (`simpul`)."""
    satu = ambil(request, pk)
    if request.method == "POST":
        pilih = {k: _nomor(request.POST.get(k, "")) for k in ("tanya", "simpul")}
        jumlah = terima_usulan(satu, oleh=request.user, **pilih)
        messages.success(request, f"{jumlah} usulan diterima." if jumlah else "Usulan itu sudah diterima atau diganti.")
        return kembali(request)
    asal = asal_usulan(satu)
    semua = daftar_usulan(satu, asal, request.user) if asal else []
    konteks = {
        "putaran": satu,
        "asal": asal,
        "jumlah": len(semua),
        "perlu": sum(u.perlu for u in semua),
        "kelompok": per_simpul(semua),
        "boleh": boleh_isi(request.user, satu),
    }
    return render(request, "lke/usulan.html", konteks)


def _nomor(teks: str) -> int | None:
    return int(teks) if teks.isascii() and teks.isdecimal() and len(teks) < 19 else None
