"""Pages of the instruments, for everybody who is logged in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from zi.common.http import halaman
from zi.pengungkit import queries


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    return render(request, "pengungkit/daftar.html", {"daftar": queries.daftar_instrumen()})


@halaman
def instrumen(request: HttpRequest, kode: str) -> HttpResponse:
    """The whole tree, the conditions and the prerequisites; `?q=` searches all, `?buka=semua` opens the tree."""
    objek = get_object_or_404(queries.daftar_instrumen(), kode=kode)
    cari = request.GET.get("q", "")[:100]
    buka = request.GET.get("buka") == "semua"
    pohon = queries.pohon(objek, cari, buka=buka)
    isi = {
        "instrumen": objek,
        "pohon": pohon,
        "syarat": queries.syarat_instrumen(objek, cari),
        "q": cari,
        "buka": buka,
        "jumlah": sum(s.jumlah for s in pohon),
    }
    return render(request, "pengungkit/instrumen.html", isi)
