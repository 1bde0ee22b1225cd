"""What the central admin gives to PortalRB: proposal periods, units, evidence links, tokens, and who used them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman
from zi.lke.models import Pengusulan, TokenPortal, UnitUsulan
from zi.lke.portalrb import queries, services
from zi.lke.portalrb import queries_pusat as pusat
from zi.lke.portalrb.forms import FormKategori, FormMasaPengusulan, FormPengusulan, FormToken, FormUnit
from zi.lke.portalrb.views_api import AWALAN
from zi.satker.queries import hak

PER_LAMAN = 50
KABAR = {
    "kategori": "Kategori disimpan.",
    "putaran": "PortalRB sekarang membaca putaran terbaru yang terbit.",
    "tautan": "Alamat bukti baru dibuat. Alamat sebelumnya, bila ada, sudah tertutup.",
    "cabut_tautan": "Alamat bukti dicabut dan tidak dapat dibuka lagi.",
    "cabut": "Unit dicabut dari pengusulan; alamat buktinya tertutup.",
}


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """Periods and tokens of the subtree, and the address to register."""
    if not hak(request.user).subpohon:
        return render(request, "lke/portalrb.html", {"boleh": False})
    konteks = {
        "boleh": True,
        "alamat": settings.ZI_ALAMAT + AWALAN.rstrip("/"),
        "pengusulan": list(pusat.daftar_pengusulan(request.user)),
        "token": list(pusat.daftar_token(request.user)),
        "asing": pusat.panggilan_asing(),
    }
    return render(request, "lke/portalrb.html", konteks)


@halaman
def pengusulan_baru(request: HttpRequest) -> HttpResponse:
    form = FormPengusulan(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            return redirect(services.buat_pengusulan(oleh=request.user, **form.cleaned_data))
        except GalatDomain as galat:
            form.add_error(None, str(galat))
    return _formulir(request, form, "Pengusulan baru", "Buat pengusulan")


def _formulir(request: HttpRequest, form: Any, judul: str, tombol: str, **lain: Any) -> HttpResponse:
    konteks = {"form": form, "judul_form": judul, "tombol": tombol, "induk": None, **lain}
    konteks["boleh"] = "pusat" not in form.fields or form.fields["pusat"].queryset.exists()
    status = 409 if getattr(form, "beda", ()) else 422 if form.errors else 200
    return render(request, "lke/portalrb_form.html", konteks, status=status)


def _ambil(request: HttpRequest, pk: int) -> Pengusulan:
    return get_object_or_404(Pengusulan.objects.terlihat_oleh(request.user).select_related("pusat"), pk=pk)


@halaman
def pengusulan(request: HttpRequest, pk: int) -> HttpResponse:
    """One period with its units; POST proposes others."""
    satu = _ambil(request, pk)
    form = FormUnit(request.POST or None, pengusulan=satu)
    if form.is_valid():
        try:
            unit = services.usulkan(satu, oleh=request.user, **form.cleaned_data)
        except GalatDomain as galat:
            form.add_error("satker", str(galat))
        else:
            messages.success(request, f"{unit[0].satker if len(unit) == 1 else f'{len(unit)} unit'} diusulkan.")
            return redirect(satu if len(unit) > 1 else unit[0])
    semua = list(pusat.unit_pengusulan(satu))
    di_bawah = frozenset(pusat.satker_pusat(satu.pusat).values_list("pk", flat=True))
    konteks = {
        "pengusulan": satu,
        "form": form,
        "semua": [(u, u.satker_id in di_bawah) for u in semua],
        "ada_calon": bool(form.calon),
    }
    return render(request, "lke/portalrb_pengusulan.html", konteks, status=422 if form.errors else 200)


@halaman
def pengusulan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """The days of a period; when somebody was faster, both are shown."""
    satu = _ambil(request, pk)
    form = FormMasaPengusulan(request.POST or None, initial=FormMasaPengusulan.awal(satu))
    if form.is_valid():
        try:
            services.ubah_masa(satu, oleh=request.user, **form.cleaned_data)
        except SudahBerubah:
            form.bandingkan(FormMasaPengusulan.awal(_ambil(request, pk)))
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Masa pengusulan disimpan.")
            return redirect(satu)
    return _formulir(request, form, "Ubah masa pengusulan", "Simpan", induk=satu)


@never_cache
@halaman
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposed unit: its category and rounds, prerequisites, evidence link, who opened it."""
    satu = get_object_or_404(pusat.unit_terlihat(request.user), pk=pk)
    if request.method == "POST":
        return _ubah_unit(request, satu)
    tautan = satu.tautan.filter(dicabut_pada=None).first()
    laman = Paginator(pusat.akses_unit(satu), PER_LAMAN).get_page(request.GET.get("page"))
    konteks = {
        "unit": satu,
        "kategori": UnitUsulan.Kategori.choices,
        "tautan": tautan,
        "alamat": queries.alamat_tautan(tautan) if tautan else "",
        "terbaru": pusat.putaran_terbit(satu.satker, satu.pengusulan.tahun) == (satu.mandiri, satu.tpi),
        "ambang": satu.mandiri.hasil.get("ambang", {}).get(satu.predikat),
        "prasyarat": pusat.prasyarat_unit(satu, request.user),
        "laman": laman,
    }
    return render(request, "lke/portalrb_unit.html", konteks)


def _ubah_unit(request: HttpRequest, satu: UnitUsulan) -> HttpResponse:
    aksi, oleh = request.POST.get("aksi", ""), request.user
    form = FormKategori(request.POST)
    if aksi == "kategori" and form.is_valid():
        services.ubah_kategori(satu, form.cleaned_data["kategori"], oleh=oleh)
    elif aksi == "putaran":
        services.perbarui_putaran(satu, oleh=oleh)
    elif aksi == "tautan":
        services.buat_tautan(satu, oleh=oleh)
    elif aksi == "cabut_tautan":
        services.cabut_tautan(satu, oleh=oleh)
    elif aksi == "cabut":
        services.cabut_unit(satu, oleh=oleh)
    else:
        raise GalatDomain("Pilihan ini tidak dikenal. Muat ulang halamannya.")
    messages.success(request, KABAR[aksi])
    return redirect(satu.pengusulan if aksi == "cabut" else satu)


@never_cache
@halaman
def token_baru(request: HttpRequest) -> HttpResponse:
    """Make a token; its secret stands in the answer to the POST and nowhere else."""
    form = FormToken(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            token, rahasia = services.buat_token(oleh=request.user, **form.cleaned_data)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            alamat = settings.ZI_ALAMAT + AWALAN.rstrip("/")
            return render(request, "lke/portalrb_rahasia.html", {"token": token, "rahasia": rahasia, "alamat": alamat})
    return _formulir(request, form, "Token baru", "Buat token")


@halaman
def token(request: HttpRequest, pk: int) -> HttpResponse:
    """One token with its calls; POST revokes it."""
    relasi = ("pusat", "dibuat_oleh", "dicabut_oleh")
    satu = get_object_or_404(TokenPortal.objects.terlihat_oleh(request.user).select_related(*relasi), pk=pk)
    if request.method == "POST":
        services.cabut_token(satu, oleh=request.user)
        messages.success(request, "Token dicabut. Pemegangnya tidak dapat membaca lagi.")
        return redirect(satu)
    laman = Paginator(satu.akses.all(), PER_LAMAN).get_page(request.GET.get("page"))
    return render(request, "lke/portalrb_token.html", {"token": satu, "laman": laman})
