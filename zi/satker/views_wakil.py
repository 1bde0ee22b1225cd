"""Deputies of the kepala: who stands in for him now, later and before; naming one and ending his time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.satker import policies, queries, services_wakil
from zi.satker.forms import FormWakil
from zi.satker.models import Peran, Satker
from zi.satker.pejabat import jabatan_kepala, kepala_definitif
from zi.satker.views import hanya_bila
from zi.satker.views_orang import ambil


@halaman
def wakil(request: HttpRequest, kode: str) -> HttpResponse:
    """Everybody of the unit reads who stands in; the form is for those who may name a deputy."""
    satker = ambil(request, kode)
    boleh = policies.boleh_tunjuk_wakil(request.user, satker)
    form = FormWakil(request.POST or None, satker=satker, oleh=request.user)
    if request.method == "POST":
        hanya_bila(boleh)
        if form.is_valid() and (peran := _tunjuk(request, satker, form)):
            _sampaikan(request, peran)
            return redirect("satker:wakil", kode)
    daftar, kepala = list(queries.daftar_wakil(satker)), kepala_definitif(satker)
    konteks = {
        "satker": satker,
        "boleh": boleh,
        "form": form,
        "kepala": kepala,
        "judul_kepala": kepala.jabatan_kepala if kepala else jabatan_kepala(satker, None),
        "kini": [p for p in daftar if p.status() in {"berjalan", "belum"}],
        "riwayat": [p for p in daftar if p.status() in {"selesai", "batal"}],
    }
    return render(request, "satker/wakil.html", konteks)


def _tunjuk(request: HttpRequest, satker: Satker, form: FormWakil) -> Peran | None:
    try:
        return services_wakil.tunjuk_wakil(
            satker,
            form.cleaned_data["orang"],
            form.cleaned_data["sebutan"],
            form.cleaned_data["mulai"],
            form.cleaned_data["selesai"],
            oleh=request.user,
        )
    except GalatDomain as galat:
        form.add_error(None, str(galat))
        return None


def _sampaikan(request: HttpRequest, peran: Peran) -> None:
    messages.success(request, f"{peran.pengguna.nama} mewakili kepala satker ({peran.sebutan}). Ia sudah diberi tahu.")
    if lain := services_wakil.wakil_lain(peran):
        nama = ", ".join(f"{p.pengguna.nama} ({p.sebutan})" for p in lain)
        messages.warning(request, f"Pada masa itu ada juga wakil lain: {nama}. Akhiri bila tidak disengaja.")


@halaman
def akhiri(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """End a deputy's time (POST only)."""
    satker = ambil(request, kode)
    peran = get_object_or_404(queries.daftar_wakil(satker), pk=pk)
    if request.method == "POST":
        hanya_bila(policies.boleh_tunjuk_wakil(request.user, satker))
        services_wakil.akhiri_wakil(peran, oleh=request.user)
        messages.success(request, f"{peran.pengguna.nama} tidak lagi mewakili kepala satker.")
    return redirect("satker:wakil", kode)
