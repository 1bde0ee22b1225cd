"""People of a unit: the list, one person, giving and ending roles, one-time links."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from zi.akun.models import Pengguna
from zi.akun.views import batasi
from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.satker import policies, queries, services_orang
from zi.satker.forms import FormAkhiri, FormOrang, FormPeran
from zi.satker.models import Peran, Satker
from zi.satker.views import hanya_bila


def ambil(request: HttpRequest, kode: str) -> Satker:
    """A unit whose people the user may see, else 404."""
    return get_object_or_404(queries.daftar_satker_berorang(request.user), kode=kode)


def ambil_orang(request: HttpRequest, kode: str, pk: int) -> tuple[Satker, Pengguna]:
    """A person who has or had a role in the unit, else 404."""
    satker = ambil(request, kode)
    return satker, get_object_or_404(queries.orang_satker(satker, semua=True), pk=pk)


@halaman
def daftar(request: HttpRequest, kode: str) -> HttpResponse:
    satker = ambil(request, kode)
    cari, semua = request.GET.get("cari", "").strip()[:100], request.GET.get("semua") == "1"
    laman = Paginator(queries.orang_satker(satker, cari, semua=semua), 50).get_page(request.GET.get("page"))
    kelola = policies.boleh_kelola(request.user, satker)
    konteks = {"satker": satker, "laman": laman, "cari": cari, "semua": semua, "kelola": kelola}
    return render(request, "satker/orang.html", konteks)


@halaman
def seseorang(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """One person in one unit."""
    satker, orang = ambil_orang(request, kode, pk)
    peran = [
        (p, policies.boleh_atur_peran(request.user, satker, p.jenis, orang)) for p in queries.peran_di(satker, orang)
    ]
    konteks = {
        "satker": satker,
        "orang": orang,
        "peran": peran,
        "kelola": policies.boleh_kelola(request.user, satker),
        "akun": policies.boleh_kelola_akun(request.user, orang),
        "sudah_bersandi": orang.has_usable_password(),
    }
    return render(request, "satker/seseorang.html", konteks)


@halaman
def beri(request: HttpRequest, kode: str) -> HttpResponse:
    """Give a role to a person named by his address."""
    satker = ambil(request, kode)
    hanya_bila(policies.boleh_kelola(request.user, satker))
    form = FormPeran(request.POST or None, satker=satker, oleh=request.user, initial=_awal(request, satker))
    if request.method == "POST" and form.is_valid():
        try:
            orang = form.orang(form.cleaned_data["surel"])
            peran = services_orang.beri_peran(satker, orang, form.peran(), oleh=request.user)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{peran.get_jenis_display()} diberikan kepada {peran.pengguna.nama}.")
            return redirect("satker:seseorang", kode, peran.pengguna_id)
    return render(request, "satker/beri.html", {"form": form, "satker": satker})


def _awal(request: HttpRequest, satker: Satker) -> dict[str, str]:
    """A further role for somebody of the unit: his data are filled in."""
    pk = request.GET.get("orang", "")
    orang = queries.orang_satker(satker, semua=True).filter(pk=pk if pk.isdecimal() else 0).first()
    return {"surel": orang.email, **data_orang(satker, orang)} if orang else {}


def data_orang(satker: Satker, orang: Pengguna) -> dict[str, str]:
    """How the unit names the person; his account's name where it does not."""
    pegawai = queries.pegawai_dari(satker, orang)
    nomor = (pegawai.nomor_induk if pegawai else None) or orang.nomor_induk or ""
    lain = {k: getattr(pegawai, k, "") for k in ("jabatan", "pangkat")}
    return {"nama": pegawai.nama if pegawai else orang.nama, "nomor_induk": nomor, **lain}


@halaman
def ubah(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    satker, orang = ambil_orang(request, kode, pk)
    hanya_bila(policies.boleh_kelola(request.user, satker))
    form = FormOrang(request.POST or None, initial=data_orang(satker, orang))
    if request.method == "POST" and form.is_valid():
        try:
            services_orang.ubah_orang(satker, orang, form.orang(orang.email), oleh=request.user)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Data orang tersimpan.")
            return redirect("satker:seseorang", kode, pk)
    akun = policies.boleh_kelola_akun(request.user, orang)
    return render(request, "satker/ubah_orang.html", {"form": form, "satker": satker, "orang": orang, "akun": akun})


@halaman
def akhiri(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """End a role (POST only)."""
    satker = ambil(request, kode)
    peran = get_object_or_404(Peran.objects.filter(satker=satker).select_related("satker", "pengguna"), pk=pk)
    if request.method != "POST":
        return redirect("satker:seseorang", kode, peran.pengguna_id)
    form = FormAkhiri(request.POST)
    if not form.is_valid():
        raise GalatDomain("Isi tanggal yang benar.")
    services_orang.akhiri_peran(peran, oleh=request.user, pada=form.cleaned_data["pada"])
    messages.success(request, "Peran diakhiri.")
    return redirect("satker:seseorang", kode, peran.pengguna_id)


@batasi("buat_tautan")
@never_cache
@halaman
def tautan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Make a one-time link and show it once, in the answer to the POST itself: a redirect would have to store it."""
    satker, orang = ambil_orang(request, kode, pk)
    if request.method != "POST":
        return redirect("satker:seseorang", kode, pk)
    alamat = services_orang.tautan_untuk(satker, orang, oleh=request.user)
    return render(request, "satker/tautan.html", {"satker": satker, "orang": orang, "alamat": alamat})


@batasi("buat_tautan")
@halaman
def kirim(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Mail a one-time link to the person himself (POST only)."""
    satker, orang = ambil_orang(request, kode, pk)
    if request.method == "POST":
        if not orang.is_active:
            raise Http404
        services_orang.kirim_tautan_untuk(satker, orang, oleh=request.user)
        messages.success(request, f"Tautan sedang dikirim ke {orang.email}.")
    return redirect("satker:seseorang", kode, pk)
