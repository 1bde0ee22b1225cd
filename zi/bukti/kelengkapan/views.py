"""How complete the evidence of a plan is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zi.bukti.kelengkapan.queries import BULAN, SEL, kelengkapan, pilih_tahun, rencana_dipilih
from zi.bukti.queries_berlaku import kelengkapan_naskah, naskah_pengganti
from zi.common.http import halaman
from zi.satker.queries import satker_aktif


@halaman
def tampilkan(request: HttpRequest) -> HttpResponse:
    """Completeness of ?rencana= (else the newest plan of the unit) in ?tahun=."""
    pk = request.GET.get("rencana", "")
    satker = satker_aktif(request.user, request.session.get("satker"))
    rencana, naskah = rencana_dipilih(request.user, satker, pk), None
    if rencana is None and (naskah := naskah_pengganti(request.user, satker, pk)):
        rencana = naskah.rencana
    if rencana is None and pk:
        raise Http404("Rencana ini tidak ada.")
    if rencana is None:
        return render(request, "bukti/kelengkapan.html", {"isi": None})
    hari_ini = rencana.satker.hari_ini()
    tahun = pilih_tahun(rencana, request.GET.get("tahun", ""), hari_ini)
    konteks = {
        "isi": kelengkapan_naskah(naskah, tahun) if naskah else kelengkapan(request.user, rencana, tahun, hari_ini),
        "naskah": naskah,
        "semua_tahun": range(rencana.tahun_mulai, rencana.tahun_selesai + 1),
        "nama_bulan": BULAN,
        "kata": SEL,
    }
    return render(request, "bukti/kelengkapan.html", konteks)
