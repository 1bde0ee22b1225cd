"""Evidence that is asked for an area as a whole: add, change, delete."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from zi.bukti.models import JenisBukti
from zi.bukti.resep.services import terapkan_resep
from zi.bukti.services_syarat import tambah_syarat, ubah_syarat
from zi.common.http import halaman
from zi.naskah.forms_bukti import FormBuktiArea, FormBuktiAreaBaru
from zi.naskah.queries_hapus import JENIS, bagian
from zi.naskah.views import alamat_rencana, halaman_formulir, simpan_satu
from zi.naskah.views_area import ambil_area, hapus_satu
from zi.rencana.policies import boleh_ubah_baris


def ambil_syarat(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(bagian(JENIS["syarat_area"], request.user), pk=pk)


@halaman
def bukti_area_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """One or more requirements of an area, typed or from a recipe."""
    area = ambil_area(request, pk)
    form = FormBuktiAreaBaru(request.POST or None, satker=area.rencana.satker_id)
    if request.method == "POST" and form.is_valid():
        tambah_syarat(area, form.cleaned_data["teks"], oleh=request.user)
        resep = form.cleaned_data["resep"]
        kabar = terapkan_resep(resep, area, oleh=request.user).kalimat if resep else "Bukti fisik ditambahkan."
        messages.success(request, kabar)
        return redirect(alamat_rencana(area.rencana, f"bukti-{pk}"))
    lain = {"judul": f"Bukti fisik {area.nama}", "jangkar": f"bukti-{pk}"}
    return halaman_formulir(request, area.rencana, form, boleh_ubah_baris(request.user, area), **lain)


@halaman
def bukti_area_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """One requirement of an area."""
    syarat = ambil_syarat(request, pk)
    jenis = list(JenisBukti.objects.values_list("kode", "nama"))
    form = FormBuktiArea(request.POST or None, jenis=jenis, objek=syarat)
    rencana, jangkar = syarat.area.rencana, f"bukti-{syarat.area_id}"
    if request.method == "POST" and form.is_valid() and simpan_satu(form, ubah_syarat, request):
        return redirect(alamat_rencana(rencana, jangkar))
    lain = {"judul": "Ubah bukti fisik", "jangkar": jangkar, "url_hapus": "naskah:bukti_area_hapus", "objek": syarat}
    return halaman_formulir(request, rencana, form, boleh_ubah_baris(request.user, syarat.area), **lain)


@halaman
def bukti_area_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one requirement of an area."""
    syarat = ambil_syarat(request, pk)
    return hapus_satu(request, syarat, syarat.area.rencana, f"syarat_area-{pk}", "naskah:bukti_area_ubah")
