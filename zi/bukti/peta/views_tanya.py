"""Requirements filed under a question: rename, delete, restore, add those of a recipe."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.bukti.models import SyaratBukti
from zi.bukti.peta.forms import FormSyaratTanya
from zi.bukti.peta.queries import RELASI_TANYA, dihapus_tanya, satker_tanya, syarat_tanya_satker
from zi.bukti.peta.services import hapus_syarat_tanya, pulihkan_syarat_tanya, ubah_syarat_tanya
from zi.bukti.policies import boleh_tambah_tanya
from zi.bukti.resep.forms import FormPilihResep
from zi.bukti.resep.services import terapkan_resep_tanya
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman
from zi.pengungkit.queries import pertanyaan_tahun


@halaman
def syarat_tanya(request: HttpRequest, pk: int) -> HttpResponse:
    """Words and kinds of one; `lalu=hapus` deletes it as it was seen."""
    satu = get_object_or_404(syarat_tanya_satker(request.user).filter(dihapus_pada=None), pk=pk)
    form = FormSyaratTanya(request.POST or None, objek=satu)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("lalu") == "hapus":
            hapus_syarat_tanya(satu, form.cleaned_data["versi"], oleh=request.user)
            messages.success(
                request, f"“{satu}” dihapus. Bila keliru, pulihkan dari “Dari resep, atau pulihkan yang dihapus”."
            )
            return redirect(satu.get_absolute_url())
        if _simpan(request, satu, form):
            return redirect(satu.get_absolute_url())
    boleh = boleh_tambah_tanya(request.user, satu.satker, satu.pertanyaan)
    status = 409 if form.bentrok else 422 if form.errors else 200
    return render(request, "bukti/syarat_tanya.html", {"syarat": satu, "form": form, "boleh": boleh}, status=status)


def _simpan(request: HttpRequest, satu: SyaratBukti, form: FormSyaratTanya) -> bool:
    """False on a clash; the form then shows both versions."""
    if not form.ubahan:
        return True
    try:
        ubah_syarat_tanya(satu, form.versi_simpan(), oleh=request.user, **form.ubahan)
    except SudahBerubah:
        satu.refresh_from_db()
        form.bandingkan()
        return False
    messages.success(request, "Perubahan disimpan.")
    return True


@halaman
def syarat_tanya_pulihkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a delete; a GET leads to the question."""
    satu = get_object_or_404(syarat_tanya_satker(request.user), pk=pk)
    if request.method == "POST":
        pulihkan_syarat_tanya(satu, oleh=request.user)
        messages.success(request, f"“{satu}” dipulihkan.")
    return redirect(satu.get_absolute_url())


@halaman
def resep_tanya(request: HttpRequest, satker: int, tahun: int, pk: int) -> HttpResponse:
    """Add what a recipe asks for, or bring back what was deleted from under the question."""
    unit = get_object_or_404(satker_tanya(request.user, tahun), pk=satker)
    tanya = get_object_or_404(pertanyaan_tahun(tahun).select_related(*RELASI_TANYA), pk=pk)
    form = FormPilihResep(request.POST or None, satker=unit)
    if request.method == "POST":
        resep = form.cleaned_data["resep"] if form.is_valid() else None
        if resep is None:
            raise GalatDomain("Pilih dulu resepnya.")
        messages.success(request, terapkan_resep_tanya(resep, unit, tahun, tanya, oleh=request.user).kalimat)
        return redirect("bukti:pertanyaan", satker=satker, tahun=tahun, pk=pk)
    konteks = {
        "satker": unit,
        "tahun": tahun,
        "tanya": tanya,
        "resep": form,
        "boleh": (boleh := boleh_tambah_tanya(request.user, unit, tanya)),
        "dihapus": dihapus_tanya(unit, tahun, tanya) if boleh else [],
    }
    return render(request, "bukti/resep_tanya.html", konteks)
