"""Import in two steps (read, then confirm), and the workbook out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify

from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.impor import services
from zi.impor.forms import FormImpor
from zi.impor.models import DrafImpor
from zi.impor.rencana_ada import buku_rencana
from zi.rencana.models import RencanaKerja
from zi.satker.queries import satker_aktif

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@halaman
def unggah(request: HttpRequest) -> HttpResponse:
    """Take a file or a paste and show what it says; nothing of the plan is saved here."""
    awal = {
        "satker": request.GET.get("satker") or satker_aktif(request.user, request.session.get("satker")),
        "tahun": request.GET.get("tahun") or timezone.localdate().year,
    }
    form = FormImpor(request.POST or None, request.FILES or None, user=request.user, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            draf = _simpan(request, form.cleaned_data)
        except GalatDomain as galat:
            form.add_error("berkas" if form.cleaned_data["berkas"] else "teks", str(galat))
        else:
            return redirect("impor:pratinjau", pk=draf.pk)
    status = 422 if form.is_bound else 200
    return render(request, "impor/unggah.html", {"form": form}, status=status)


def _simpan(request: HttpRequest, data: dict) -> DrafImpor:
    berkas = data["berkas"]
    nama = berkas.name if berkas else "tempelan"
    hasil = services.baca(nama, berkas.file if berkas else None, data["teks"], data["html"])
    return services.simpan_draf(data["satker"], data["tahun"], nama, hasil, oleh=request.user)


@halaman
def pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood, row by row; POST confirms it."""
    draf = get_object_or_404(DrafImpor.objects.select_related("satker"), pk=pk, pengguna=request.user)
    if draf.diterapkan_pada:
        return _sudah_disimpan(request, draf)
    if request.method == "POST":
        ragu = {int(k[5:]): str(v) for k, v in request.POST.items() if k.startswith("ragu-") and k[5:].isdecimal()}
        buang = {int(x) for x in request.POST.getlist("buang") if x.isdecimal()}
        sidik = request.POST.get("sidik", "")
        rencana = services.terapkan_draf(draf, sidik, oleh=request.user, ragu=ragu, buang=buang)
        messages.success(request, f"{rencana} diperbarui dari “{draf.nama}”.")
        return redirect("naskah:rencana", pk=rencana.pk)
    hasil = services.pratinjau_draf(draf)
    konteks = {"draf": draf, "hasil": hasil, "hitung": hasil.hitung(), "sidik": hasil.sidik()}
    return render(request, "impor/pratinjau.html", konteks)


def _sudah_disimpan(request: HttpRequest, draf: DrafImpor) -> HttpResponse:
    """Confirmed before: the Back button, or a second click; it leads to the plan."""
    messages.info(request, f"“{draf.nama}” sudah disimpan.")
    rencana = (
        RencanaKerja.objects.terlihat_oleh(request.user).filter(satker=draf.satker, tahun_mulai=draf.tahun).first()
    )
    return redirect("naskah:rencana", pk=rencana.pk) if rencana else redirect("naskah:daftar")


@halaman
def ekspor(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a workbook that reads back."""
    rencana = get_object_or_404(RencanaKerja.objects.terlihat_oleh(request.user).select_related("satker"), pk=pk)
    isi = buku_rencana(rencana)
    nama = f"rencana-kerja-{slugify(rencana.satker.kode)}-{rencana.tahun_mulai}.xlsx"
    return HttpResponse(isi, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{nama}"'})
