"""Units: the tree, one unit, its form, its place; where one is; the own profile."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman, kembali
from zi.common.verdict import Verdict
from zi.satker import policies, queries, services
from zi.satker.context import KUNCI_SESI
from zi.satker.forms import FormPindah, FormSatker
from zi.satker.models import Satker


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The tree of the units that the user may see."""
    return render(request, "satker/daftar.html", {"pohon": queries.pohon(request.user)})


def ambil(request: HttpRequest, kode: str) -> Satker:
    """A unit that the user may see, else 404."""
    return get_object_or_404(queries.daftar_satker(request.user), kode=kode)


def hanya_bila(verdict: Verdict) -> None:
    """403 with the reason for a page of a visible unit that is not for this user."""
    if not verdict:
        raise PermissionDenied(verdict.alasan)


@halaman
def rincian(request: HttpRequest, kode: str) -> HttpResponse:
    satker = ambil(request, kode)
    konteks = {
        "satker": satker,
        "kop": queries.baris_kop(satker),
        "lihat_orang": policies.boleh_lihat_orang(request.user, satker),
        "kelola": policies.boleh_kelola(request.user, satker),
        "tambah": policies.boleh_tambah_anak(request.user, satker),
        "pindah": policies.boleh_pindah(request.user, satker),
    }
    return render(request, "satker/rincian.html", konteks)


@halaman
def tambah(request: HttpRequest, kode: str) -> HttpResponse:
    """A new unit under this one."""
    induk = ambil(request, kode)
    hanya_bila(policies.boleh_tambah_anak(request.user, induk))
    form = FormSatker(request.POST or None, oleh=request.user, instance=Satker(instansi=induk.instansi, parent=induk))
    if request.method == "POST" and form.is_valid():
        baru = services.buat_satker(induk, oleh=request.user, **form.isi())
        messages.success(request, f"{baru.nama} ditambahkan.")
        return redirect("satker:rincian", baru.kode)
    return render(request, "satker/tambah.html", {"form": form, "induk": induk})


@halaman
def ubah(request: HttpRequest, kode: str) -> HttpResponse:
    """The form of a unit; of two people who save at once the second sees both versions."""
    satker = ambil(request, kode)
    hanya_bila(policies.boleh_kelola(request.user, satker))
    form = FormSatker(request.POST or None, oleh=request.user, instance=ambil(request, kode))
    konteks: dict[str, Any] = {"form": form, "satker": satker}
    if request.method == "POST" and form.is_valid():
        try:
            baru = services.ubah_satker(satker, oleh=request.user, versi=form.cleaned_data["versi"] or 0, **form.isi())
        except SudahBerubah as galat:
            konteks |= {"galat": str(galat), "beda": _beda(form, satker), "form": _dengan_versi(request, satker)}
        else:
            messages.success(request, "Data satker tersimpan.")
            return redirect("satker:rincian", baru.kode)
    return render(request, "satker/ubah.html", konteks, status=409 if "galat" in konteks else 200)


def _beda(form: FormSatker, satker: Satker) -> list[dict[str, Any]]:
    """The fields that were saved by the other one and read otherwise here."""
    pasangan = [(form.fields[nama].label, isi, getattr(satker, nama)) for nama, isi in form.isi().items()]
    return [{"label": x, "ketikan": isi, "tersimpan": ada} for x, isi, ada in pasangan if isi != ada]


def _dengan_versi(request: HttpRequest, satker: Satker) -> FormSatker:
    """The same form as typed, now based on the saved version."""
    return FormSatker({**request.POST.dict(), "versi": satker.versi}, oleh=request.user, instance=satker)


@halaman
def pindah(request: HttpRequest, kode: str) -> HttpResponse:
    satker = ambil(request, kode)
    hanya_bila(policies.boleh_pindah(request.user, satker))
    form = FormPindah(request.POST or None, pilihan=queries.calon_induk(request.user, satker))
    if request.method == "POST" and form.is_valid():
        services.pindahkan(satker, form.cleaned_data["induk"], oleh=request.user)
        messages.success(request, "Satker dipindahkan.")
        return redirect("satker:rincian", kode)
    return render(request, "satker/pindah.html", {"form": form, "satker": satker})


@halaman
def ganti(request: HttpRequest) -> HttpResponse:
    """The switcher: where the user is from now on."""
    if request.method == "POST":
        pilihan = request.POST.get("satker", "")
        milik = {p.satker_id for p in queries.hak(request.user).peran}
        if not pilihan.isdecimal() or int(pilihan) not in milik:
            raise GalatDomain("Anda tidak punya peran di satker itu.")
        request.session[KUNCI_SESI] = int(pilihan)
        return kembali(request, "/")
    aktif = queries.satker_aktif(request.user, request.session.get(KUNCI_SESI))
    return render(request, "satker/ganti.html", {"peran": queries.hak(request.user).peran, "aktif": aktif})


@halaman
def profil(request: HttpRequest) -> HttpResponse:
    """The own account: name, address, roles from–to, second step."""
    konteks = {"peran": queries.peran_saya(request.user), "dua_langkah": is_mfa_enabled(request.user)}
    return render(request, "satker/profil.html", konteks)
