"""Import of people and roles: template, upload, preview, confirmation."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from zi.common.http import halaman, halaman_berkas
from zi.satker import policies, queries, services_impor
from zi.satker.forms import FormBerkasOrang
from zi.satker.lembar import baca_lembar, tulis_templat
from zi.satker.models import Peran, PratinjauOrang
from zi.satker.views import hanya_bila
from zi.satker.views_orang import ambil

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@halaman_berkas
def impor(request: HttpRequest, kode: str) -> HttpResponse:
    """Upload a workbook; nothing is saved but the preview."""
    satker = ambil(request, kode)
    hanya_bila(policies.boleh_kelola(request.user, satker))
    form = FormBerkasOrang(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        baris = baca_lembar(berkas)
        pratinjau = services_impor.buat_pratinjau(satker, berkas.name, baris, oleh=request.user)
        return redirect("satker:pratinjau", kode, pratinjau.pk)
    return render(request, "satker/impor.html", {"satker": satker, "form": form})


@halaman
def pratinjau(request: HttpRequest, kode: str, pk: UUID) -> HttpResponse:
    """What the workbook would change, row by row; the POST saves it."""
    satker = ambil(request, kode)
    hanya_bila(policies.boleh_kelola(request.user, satker))
    satu = get_object_or_404(PratinjauOrang, pk=pk, satker=satker, oleh=request.user)
    if request.method == "POST":
        jumlah = services_impor.terapkan(satu, oleh=request.user, undang="undang" in request.POST)
        messages.success(request, f"Tersimpan: {jumlah['baru']} peran baru, {jumlah['berubah']} baris berubah.")
        return redirect("satker:orang", kode)
    konteks = {
        "satker": satker,
        "pratinjau": satu,
        "jumlah": (jumlah := services_impor.hitung(satu.hasil)),
        "ada_yang_disimpan": jumlah["baru"] + jumlah["berubah"],
        "laman": Paginator(satu.hasil, 100).get_page(request.GET.get("page")),
    }
    return render(request, "satker/pratinjau.html", konteks)


@halaman
def templat(request: HttpRequest, kode: str) -> HttpResponse:
    """The workbook to fill in, with the people that are there."""
    satker = ambil(request, kode)
    hanya_bila(policies.boleh_kelola(request.user, satker))
    isi = tulis_templat(services_impor.baris_sekarang(satker), Peran.Jenis.labels, queries.pilihan_area(satker))
    nama = content_disposition_header(as_attachment=True, filename=f"orang-{satker.kode}.xlsx")
    return HttpResponse(isi, content_type=XLSX, headers={"Content-Disposition": nama})
