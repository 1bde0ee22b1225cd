"""The list of plans, a new plan, the plan as a matrix, its head, and what was deleted."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman
from zi.common.verdict import Verdict
from zi.naskah.queries import daftar_rencana, matriks, satker_ketua
from zi.naskah.queries_hapus import JENIS, bagian, baru_dihapus, boleh_lihat_hapusan, terhapus
from zi.naskah.queries_versi import dengan_versi, keputusan_terakhir, versi_pengganti
from zi.naskah.workflow import PENGESAHAN, PUTUSAN
from zi.rencana import services
from zi.rencana.forms import FormKepala, FormRencanaBaru
from zi.rencana.models import AreaRencana, RencanaKerja
from zi.rencana.policies import asal, boleh_ubah_rencana


def ambil_rencana(request: HttpRequest, pk: int) -> RencanaKerja:
    """A plan that the user may see, with its unit and the state of its versions; else 404."""
    terlihat = RencanaKerja.objects.terlihat_oleh(request.user)
    return get_object_or_404(dengan_versi(terlihat.select_related("satker__instansi", "satker__parent", "tim")), pk=pk)


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """Plans that the user may see."""
    laman = Paginator(dengan_versi(daftar_rencana(request.user)), 25).get_page(request.GET.get("page"))
    return render(request, "naskah/daftar.html", {"laman": laman, "boleh_buat": satker_ketua(request.user).exists()})


@halaman
def buat(request: HttpRequest) -> HttpResponse:
    """A new plan of a unit and year; one that exists is shown, never doubled."""
    form = FormRencanaBaru(request.POST or None, satker=satker_ketua(request.user))
    konteks: dict[str, Any] = {"form": form, "ada": None, "boleh": form.fields["satker"].queryset.exists()}
    if request.method == "POST" and form.is_valid():
        try:
            rencana = services.buat_rencana(oleh=request.user, **form.cleaned_data)
        except services.RencanaSudahAda as galat:
            konteks["ada"] = galat.rencana
            return render(request, "naskah/buat.html", konteks, status=409)
        messages.success(request, f"{rencana} dibuat. Isi barisnya, atau impor dari Excel atau Word.")
        return redirect("naskah:rencana", pk=rencana.pk)
    return render(request, "naskah/buat.html", konteks)


@halaman
def rencana(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a matrix per area; an evaluator is led to the version in force of one that is being rewritten."""
    if pengganti := versi_pengganti(request.user).filter(rencana=pk).first():
        return redirect("naskah:versi", pk=pengganti.pk)
    satu = ambil_rencana(request, pk)
    return render(request, "naskah/rencana.html", konteks_rencana(request, satu))


def konteks_rencana(request: HttpRequest, satu: RencanaKerja) -> dict[str, Any]:
    """What the plan page needs. A reason that holds for the whole plan is said once."""
    seksi = matriks(satu, request.user)
    alasan = {x.boleh.alasan for x in seksi}
    return {
        "rencana": satu,
        "seksi": seksi,
        "alasan": alasan.pop() if len(alasan) == 1 else "",
        "boleh_isi": any(x.boleh.ok for x in seksi) or boleh_ubah_rencana(request.user, satu).ok,
        "boleh_susun": boleh_ubah_rencana(request.user, satu),
        **tindakan(satu, request.user),
        "keputusan": keputusan_terakhir(satu),
        "boleh_hapusan": boleh_lihat_hapusan(satu, request.user),
        "urungkan": baru_dihapus(satu, request.GET.get("dihapus", ""), request.user),
    }


def tindakan(satu: RencanaKerja, user: Any) -> dict[str, Any]:
    """The steps that the user may take now: those with a button of their own, and the two that stand elsewhere."""
    boleh = [t for t in PENGESAHAN.tombol(satu, user) if t.verdict]
    aksi = {t.langkah.aksi for t in boleh}
    sendiri = [t for t in boleh if t.langkah.aksi not in {*PUTUSAN, "cabut"}]
    return {"langkah": sendiri, "boleh_putus": bool(aksi & set(PUTUSAN)), "boleh_cabut": "cabut" in aksi}


@halaman
def kepala(request: HttpRequest, pk: int) -> HttpResponse:
    """Title and predicate."""
    satu = ambil_rencana(request, pk)
    form = FormKepala(request.POST or None, objek=satu)
    if request.method == "POST" and form.is_valid() and simpan_satu(form, services.ubah_kepala, request):
        return redirect("naskah:rencana", pk=satu.pk)
    return halaman_formulir(request, satu, form, boleh_ubah_rencana(request.user, satu), judul="Kepala rencana")


def halaman_formulir(
    request: HttpRequest, rencana: RencanaKerja, form: Any, verdict: Verdict, **lain: Any
) -> HttpResponse:
    """The page of one form of a plan; on a clash it shows both versions."""
    konteks = {"rencana": rencana, "form": form, "verdict": verdict, "jangkar": "", "url_hapus": "", "objek": None}
    konteks |= {"bentrok": getattr(form, "bentrok", []), **lain}
    status = 409 if konteks["bentrok"] else 422 if form.errors else 200
    return render(request, "naskah/formulir.html", konteks, status=status)


def simpan_satu(form: Any, simpan: Any, request: HttpRequest) -> bool:
    """Save a form of one row; on a clash make the form show both versions."""
    if not form.ubahan:
        return True
    try:
        simpan(form.objek, form.versi_simpan(), oleh=request.user, **form.ubahan)
    except SudahBerubah:
        form.objek.refresh_from_db()
        form.bandingkan()
        return False
    messages.success(request, "Perubahan disimpan.")
    return True


@halaman
def dihapus(request: HttpRequest, pk: int) -> HttpResponse:
    """What was deleted from a plan, to be restored."""
    satu = ambil_rencana(request, pk)
    if not boleh_lihat_hapusan(satu, request.user):
        raise Http404
    return render(request, "naskah/dihapus.html", {"rencana": satu, "daftar": terhapus(satu, request.user)})


@halaman
def pulihkan(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """Undo a delete; the address is only for POST, a GET leads to the list of what was deleted."""
    if jenis not in JENIS:
        raise Http404
    satu = get_object_or_404(bagian(JENIS[jenis], request.user), pk=pk)
    rencana = rencana_dari(satu)
    try:
        if request.method != "POST":
            return redirect("naskah:dihapus", pk=rencana.pk)
        services.pulihkan(satu, oleh=request.user)
    except GalatDomain as galat:
        messages.error(request, str(galat))
        return redirect("naskah:dihapus", pk=rencana.pk)
    messages.success(request, f"{JENIS[jenis].nama} dikembalikan ke tempatnya.")
    baris = satu.pk if jenis == "baris" else getattr(satu, "baris_id", None)
    return redirect(alamat_rencana(rencana, f"baris-{baris}" if baris else ""))


def rencana_dari(satu: Any) -> RencanaKerja:
    return satu.rencana if isinstance(satu, AreaRencana) else asal(services.tempat(satu))[0]


def alamat_rencana(rencana: RencanaKerja, jangkar: str = "", **kueri: str) -> str:
    """The plan page, at one of its parts."""
    return reverse("naskah:rencana", args=[rencana.pk], query=kueri or None, fragment=jangkar or None)
