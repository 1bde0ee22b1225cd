"""The overview of a central admin and its workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zi.common.http import halaman
from zi.lke.pusat.queries import KEADAAN, URUT, Rekap, Saringan, rekap, saring, tahun_putaran
from zi.lke.pusat.sumber import TIPE_XLSX, SumberPusat
from zi.satker.queries import hak

PER_LAMAN = 50
JUDUL_URUT = {
    "nama": "Satker",
    "mandiri": "Penilaian mandiri",
    "tpi": "Penilaian TPI",
    "nilai": "Nilai",
    "siap": "Syarat nilai",
}


def _baca(request: HttpRequest) -> tuple[Saringan, Rekap, list[int]]:
    """404 for who is no central admin anywhere."""
    if not hak(request.user).subpohon:
        raise Http404("Rekap ini untuk admin pusat.")
    tahun, kini = tahun_putaran(request.user), timezone.localdate().year
    s = Saringan.dari(request.GET, tahun[0] if tahun else kini)
    return s, rekap(request.user, s.tahun), sorted({*tahun, kini, s.tahun}, reverse=True)


@halaman
def pusat(request: HttpRequest) -> HttpResponse:
    """All units below the user in one year: how far, what score, ready for which predicate, who is late."""
    s, isi, tahun = _baca(request)
    laman = Paginator(saring(isi.baris, s), PER_LAMAN).get_page(request.GET.get("page"))
    konteks: dict[str, Any] = {
        "s": s,
        "rekap": isi,
        "laman": laman,
        "baris": [(b, [(k, nama, b.area.get(k)) for k, nama in isi.area.items()]) for b in laman],
        "tahun": tahun,
        "keadaan": [(k, nama, isi.jumlah[k]) for k, nama in KEADAAN.items()],
        "kepala": [_kepala(request, s, k, JUDUL_URUT[k]) for k in URUT],
        "kepala_area": [_kepala(request, s, f"area_{k}", k, nama) for k, nama in isi.area.items()],
    }
    return render(request, "lke/pusat.html", konteks)


def _kepala(request: HttpRequest, s: Saringan, kunci: str, judul: str, uraian: str = "") -> dict[str, str]:
    """A heading that sorts: highest first for figures, and the other way round when it is clicked again."""
    naik, turun = s.urut == kunci, s.urut == f"-{kunci}"
    angka = kunci == "nilai" or kunci.startswith("area_")
    berikut = f"-{kunci}" if naik or (angka and not turun) else kunci
    saringan = request.GET.copy()
    saringan.pop("page", None)
    saringan["urut"] = berikut
    return {
        "kunci": kunci,
        "judul": judul,
        "uraian": uraian,
        "alamat": f"?{saringan.urlencode()}",
        "arah": "ascending" if naik else "descending" if turun else "",
        "pilihan": f"-{kunci}" if angka else kunci,
    }


@halaman
def unduh(request: HttpRequest) -> HttpResponse:
    """The lines of the overview, narrowed and sorted in the same way, as a workbook."""
    s, isi, _ = _baca(request)
    predikat = list(dict.fromkeys(p for b in isi.baris for p in b.kurang))
    buku = SumberPusat(isi.area, predikat).buku(saring(isi.baris, s))
    kepala = {"Content-Disposition": f'attachment; filename="rekap-lke-{s.tahun}.xlsx"'}
    return HttpResponse(buku, content_type=TIPE_XLSX, headers=kepala)
