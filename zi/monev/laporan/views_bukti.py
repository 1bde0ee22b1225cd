"""The confirming page on which an approved report becomes evidence."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain
from zi.common.http import halaman_berkas
from zi.monev.laporan.policies import orang_dalam
from zi.monev.laporan.queries import versi_terlihat
from zi.monev.laporan.queries_bukti import sudah_diajukan, terkait_rapat, tujuan_laporan
from zi.monev.laporan.services_bukti import jadikan_bukti


@halaman_berkas
def bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Each requirement that the report may serve, with a tick; POST offers it for those."""
    versi = get_object_or_404(versi_terlihat(request.user).exclude(terbitan=None), pk=pk)
    if not orang_dalam(request.user, versi.laporan.satker_id):
        raise Http404
    galat, pilihan = "", set(request.POST.getlist("untuk"))
    if request.method == "POST":
        try:
            hasil = jadikan_bukti(versi, sorted(pilihan), oleh=request.user)
        except GalatDomain as keliru:
            galat = str(keliru)
        else:
            messages.success(request, f"Laporan diajukan untuk {len(hasil)} bukti dan menunggu diperiksa.")
            return redirect("laporan:bukti", pk=pk)
    sudah = list(sudah_diajukan(versi))
    kena = {(p.syarat_id, p.kejadian_id) for p in sudah}
    tujuan = [t for t in tujuan_laporan(versi, request.user) if (t.syarat.pk, t.kejadian and t.kejadian.pk) not in kena]
    konteks = {
        "versi": versi,
        "laporan": versi.laporan,
        "sudah": sudah,
        "tujuan": tujuan,
        "galat": galat,
        "pilihan": pilihan if galat else terkait_rapat(versi.laporan, tujuan),
    }
    return render(request, "monev/laporan/bukti.html", konteks, status=409 if galat else 200)
