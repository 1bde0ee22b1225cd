"""A workbook of the LKE into a round: upload it, see what would change, confirm it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain
from zi.common.http import halaman, halaman_berkas
from zi.impor.lke import services
from zi.impor.lke.forms import FormImporLke
from zi.impor.lke.pratinjau import pratinjau_lke
from zi.impor.models import DrafLke
from zi.lke.models import Putaran
from zi.lke.policies import boleh_isi

ALASAN_MAKS = 4000
BENTROK = "{} jawaban disimpan. Yang ini baru saja diubah orang lain dan belum disimpan: {}. Bandingkan lagi."


@halaman_berkas
def unggah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file; nothing of the round is changed here."""
    semua = Putaran.objects.terlihat_oleh(request.user).select_related("satker__instansi", "instrumen")
    putaran = get_object_or_404(semua, pk=pk)
    boleh = boleh_isi(request.user, putaran)
    form = FormImporLke(request.POST or None, request.FILES or None)
    if form.is_valid():
        berkas, pakai = form.cleaned_data["berkas"], form.cleaned_data["bukti_ke_catatan"]
        try:
            draf = services.siapkan_draf(putaran, berkas.name, berkas.file, oleh=request.user, bukti_ke_catatan=pakai)
        except GalatDomain as galat:
            form.add_error("berkas", str(galat))
        else:
            return redirect("impor:lke_draf", pk=draf.pk)
    konteks = {"putaran": putaran, "form": form, "boleh": boleh}
    return render(request, "lke/tukar_unggah.html", konteks, status=422 if form.is_bound else 200)


@halaman
def draf(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change, question by question; POST confirms it."""
    satu = get_object_or_404(
        DrafLke.objects.select_related("putaran__satker__instansi", "putaran__instrumen"),
        pk=pk,
        pengguna=request.user,
        putaran__in=Putaran.objects.terlihat_oleh(request.user),
    )
    if satu.diterapkan_pada:
        messages.info(request, f"“{satu.nama}” sudah disimpan.")
        return redirect(satu.putaran)
    if request.method == "POST":
        return _terapkan(request, satu)
    hasil = pratinjau_lke(satu, request.user)
    konteks = {"draf": satu, "putaran": satu.putaran, "hasil": hasil, "hitung": hasil.hitung}
    konteks["boleh"] = boleh_isi(request.user, satu.putaran)
    return render(request, "lke/tukar_draf.html", konteks)


def _terapkan(request: HttpRequest, satu: DrafLke) -> HttpResponse:
    alasan = request.POST.get("alasan", "")[:ALASAN_MAKS]
    versi, pilih = _angka(request, "versi-"), _angka(request, "pilih-")
    jumlah, bentrok = services.terapkan_draf(satu, versi, pilih, oleh=request.user, alasan=alasan)
    if bentrok:
        messages.warning(request, BENTROK.format(jumlah, ", ".join(bentrok)))
        return redirect("impor:lke_draf", pk=satu.pk)
    messages.success(request, f"{jumlah} jawaban disimpan dari “{satu.nama}”.")
    return redirect(satu.putaran)


def _angka(request: HttpRequest, awal: str) -> dict[int, int]:
    """The posted fields `versi-12=3` as {12: 3}; what is no number is left out."""
    semua: dict[str, Any] = {k.removeprefix(awal): v for k, v in request.POST.items() if k.startswith(awal)}
    return {int(k): int(v) for k, v in semua.items() if k.isdecimal() and str(v).isdecimal() and len(k + v) < 20}
