"""Areas of a plan and their program prioritas: plain forms of one thing each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from zi.common.galat import SudahBerubah
from zi.common.http import halaman
from zi.naskah.views import alamat_rencana, ambil_rencana, halaman_formulir, simpan_satu
from zi.rencana import services, services_baris
from zi.rencana.enums import BentukProgram
from zi.rencana.forms import FormArea, FormAreaBaru, FormProgram, FormProgramBaru
from zi.rencana.models import AreaRencana, ProgramPrioritas, RencanaKerja
from zi.rencana.policies import boleh_ubah_baris, boleh_ubah_rencana


def ambil_area(request: HttpRequest, pk: int) -> AreaRencana:
    terlihat = AreaRencana.objects.terlihat_oleh(request.user).select_related("rencana__satker", "area_baku")
    return get_object_or_404(terlihat, pk=pk)


def ambil_program(request: HttpRequest, pk: int) -> ProgramPrioritas:
    terlihat = ProgramPrioritas.objects.terlihat_oleh(request.user)
    return get_object_or_404(terlihat.select_related("area__rencana__satker", "area__area_baku"), pk=pk)


@halaman
def area_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """One more area, outside the standard ones."""
    rencana = ambil_rencana(request, pk)
    form = FormAreaBaru(request.POST or None)
    if request.method == "POST" and form.is_valid():
        area = services.tambah_area(rencana, oleh=request.user, **form.cleaned_data)
        messages.success(request, f"{area.nama} ditambahkan.")
        return redirect(alamat_rencana(rencana, f"area-{area.pk}"))
    verdict = boleh_ubah_rencana(request.user, rencana)
    return halaman_formulir(request, rencana, form, verdict, judul=f"{rencana.sebutan_area} baru")


@halaman
def area_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and number of an area."""
    area = ambil_area(request, pk)
    form = FormArea(request.POST or None, objek=area)
    jangkar = f"area-{pk}"
    if request.method == "POST" and form.is_valid() and simpan_satu(form, services.ubah_area, request):
        return redirect(alamat_rencana(area.rencana, jangkar))
    verdict = boleh_ubah_rencana(request.user, area.rencana)
    url_hapus = "naskah:area_hapus"
    lain = {"judul": f"Ubah {area.nama}", "jangkar": jangkar, "url_hapus": url_hapus, "objek": area}
    return halaman_formulir(request, area.rencana, form, verdict, **lain)


@halaman
def area_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an area without rows."""
    area = ambil_area(request, pk)
    return hapus_satu(request, area, area.rencana, f"area-{pk}", "naskah:area_ubah")


@halaman
def program_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """One or more program prioritas of an area, one a line."""
    area = ambil_area(request, pk)
    form = FormProgramBaru(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for butir in form.cleaned_data["teks"]:
            nilai = {"label": butir.label[:20], "teks": butir.teks, "bentuk": BentukProgram.BUTIR}
            services_baris.tambah_program(area, oleh=request.user, **nilai)
        messages.success(request, "Program prioritas ditambahkan.")
        return redirect(alamat_rencana(area.rencana, f"program-{pk}"))
    lain = {"judul": f"Program prioritas {area.nama}", "jangkar": f"program-{pk}"}
    return halaman_formulir(request, area.rencana, form, boleh_ubah_baris(request.user, area), **lain)


@halaman
def program_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """One program prioritas."""
    program = ambil_program(request, pk)
    form = FormProgram(request.POST or None, objek=program)
    rencana, jangkar = program.area.rencana, f"program-{program.area_id}"
    if request.method == "POST" and form.is_valid() and simpan_satu(form, services_baris.ubah_program, request):
        return redirect(alamat_rencana(rencana, jangkar))
    lain = {
        "judul": "Ubah program prioritas",
        "jangkar": jangkar,
        "url_hapus": "naskah:program_hapus",
        "objek": program,
    }
    return halaman_formulir(request, rencana, form, boleh_ubah_baris(request.user, program.area), **lain)


@halaman
def program_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one program prioritas."""
    program = ambil_program(request, pk)
    return hapus_satu(request, program, program.area.rencana, f"program-{pk}", "naskah:program_ubah")


def hapus_satu(request: HttpRequest, objek: Any, rencana: RencanaKerja, kunci: str, formulir: str) -> HttpResponse:
    """Delete as it was seen; what changed meanwhile is shown first."""
    versi = request.POST.get("versi", "")
    if request.method == "POST":
        try:
            services.hapus(objek, int(versi) if versi.isdecimal() else 0, oleh=request.user)
        except SudahBerubah:
            messages.warning(request, "Baru saja diubah orang lain. Baca dulu sebelum menghapusnya.")
        else:
            return redirect(alamat_rencana(rencana, dihapus=kunci))
    return redirect(formulir, pk=objek.pk)
