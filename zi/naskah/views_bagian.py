"""Chapters and signers: the list, one form each, and the small steps (move, delete, restore)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import Permintaan, halaman
from zi.naskah import services_bagian as services
from zi.naskah.forms_bagian import FormBagian, FormBagianBaru, FormPengesahan, FormPengesahanBaru
from zi.naskah.models import BagianNaskah, Pengesahan
from zi.naskah.queries_bagian import MODEL, bagian_terhapus, penanda_tangan, pohon
from zi.naskah.queries_beda import tanda_naskah
from zi.naskah.views import ambil_rencana
from zi.rencana.models import RencanaKerja
from zi.rencana.policies import boleh_ubah_rencana

AKSI = {"naik": "", "turun": "", "hapus": "Dihapus. Bisa dipulihkan di bawah.", "pulihkan": "Dipulihkan."}


@halaman
def bagian(request: Permintaan, pk: int) -> HttpResponse:
    """Sections as a tree, signers below; POST makes the usual chapters."""
    rencana = ambil_rencana(request, pk)
    if request.method == "POST":
        services.pakai_susunan_baku(rencana, oleh=request.user)
        messages.success(request, "Susunan baku dibuat. Isi bab-babnya.")
        return redirect("naskah:bagian", pk=pk)
    verdict = boleh_ubah_rencana(request.user, rencana)
    simpul, penanda = pohon(rencana), list(penanda_tangan(rencana))
    tanda_naskah(rencana, [s.bagian for s in simpul], penanda)
    konteks = {
        "rencana": rencana,
        "pohon": simpul,
        "penanda": penanda,
        "verdict": verdict,
        "terhapus": bagian_terhapus(rencana) if verdict.ok else [],
    }
    return render(request, "naskah/bagian.html", konteks)


@halaman
def bagian_baru(request: Permintaan, pk: int) -> HttpResponse:
    """A new section; its text is written on the next page."""
    rencana = ambil_rencana(request, pk)
    form = FormBagianBaru(request.POST or None, rencana=rencana)
    if request.method == "POST" and form.is_valid():
        baru = services.tambah_bagian(rencana, oleh=request.user, **form.cleaned_data)
        return redirect("naskah:bagian_ubah", pk=baru.pk)
    return _formulir(request, rencana, form, "Bagian baru")


@halaman
def bagian_ubah(request: Permintaan, pk: int) -> HttpResponse:
    """Title, text and list of a section; `pratinjau` shows the text as it prints and saves nothing."""
    terlihat = BagianNaskah.objects.terlihat_oleh(request.user).select_related("rencana__satker")
    satu = get_object_or_404(terlihat, pk=pk)
    if "pratinjau" in request.POST:
        return _pratinjau(request, satu)
    form = FormBagian(request.POST or None, objek=satu)
    if request.method == "POST" and form.is_valid() and _simpan(request, form, services.ubah_bagian):
        return redirect(_alamat(satu.rencana, f"bagian-{pk}"))
    return _formulir(request, satu.rencana, form, f"Ubah {satu}", isi=satu.isi if "isi" in form.fields else None)


def _pratinjau(request: Permintaan, satu: BagianNaskah) -> HttpResponse:
    isi = request.POST.get("isi", "")[:20_000]
    if request.htmx:
        return render(request, "naskah/bagian_formulir.html#pratinjau", {"isi": isi})
    return _formulir(request, satu.rencana, FormBagian(request.POST, objek=satu), f"Ubah {satu}", isi=isi)


@halaman
def pengesahan_baru(request: Permintaan, pk: int) -> HttpResponse:
    rencana = ambil_rencana(request, pk)
    form = FormPengesahanBaru(request.POST or None, rencana=rencana)
    if request.method == "POST" and form.is_valid():
        baru = services.tambah_pengesahan(rencana, oleh=request.user, **form.cleaned_data)
        messages.success(request, f"{baru.nama} ditambahkan.")
        return redirect(_alamat(rencana, f"pengesahan-{baru.pk}"))
    return _formulir(request, rencana, form, "Penanda tangan baru")


@halaman
def pengesahan_ubah(request: Permintaan, pk: int) -> HttpResponse:
    terlihat = Pengesahan.objects.terlihat_oleh(request.user).select_related("rencana__satker")
    satu = get_object_or_404(terlihat, pk=pk)
    form = FormPengesahan(request.POST or None, objek=satu)
    if request.method == "POST" and form.is_valid() and _simpan(request, form, services.ubah_pengesahan):
        return redirect(_alamat(satu.rencana, f"pengesahan-{pk}"))
    return _formulir(request, satu.rencana, form, f"Ubah {satu.nama}")


@halaman
def tindakan(request: Permintaan, jenis: str, pk: int, aksi: str) -> HttpResponse:
    """Move, delete or restore a section or a signer; a GET leads to the list."""
    if jenis not in MODEL or aksi not in AKSI:
        raise Http404
    rencana = RencanaKerja.objects.terlihat_oleh(request.user)
    satu = get_object_or_404(MODEL[jenis].objects.filter(rencana__in=rencana).select_related("rencana__satker"), pk=pk)
    if request.method == "POST":
        versi = request.POST.get("versi", "")
        try:
            services.tindak(satu, aksi, int(versi) if versi.isdecimal() else 0, oleh=request.user)
        except GalatDomain as galat:
            messages.error(request, str(galat))
        else:
            if AKSI[aksi]:
                messages.success(request, AKSI[aksi])
    return redirect(_alamat(satu.rencana, f"{jenis}-{pk}"))


def _simpan(request: Permintaan, form: Any, simpan: Callable[..., None]) -> bool:
    """Save what this person changed; on a clash make the form show both versions."""
    nilai = form.nilai_simpan()
    if not nilai:
        return True
    try:
        simpan(form.objek, form.versi_simpan(), oleh=request.user, **nilai)
    except SudahBerubah:
        form.objek.refresh_from_db()
        form.bandingkan()
        return False
    messages.success(request, "Perubahan disimpan.")
    return True


def _formulir(
    request: Permintaan, rencana: RencanaKerja, form: Any, judul: str, isi: str | None = None
) -> HttpResponse:
    """The page of one form; `isi` None means that there is nothing to preview."""
    bentrok = getattr(form, "bentrok", [])
    konteks = {
        "rencana": rencana,
        "form": form,
        "judul": judul,
        "isi": isi,
        "bentrok": bentrok,
        "verdict": boleh_ubah_rencana(request.user, rencana),
    }
    galat = form.is_bound and form.errors and "pratinjau" not in request.POST
    status = 409 if bentrok else 422 if galat else 200
    return render(request, "naskah/bagian_formulir.html", konteks, status=status)


def _alamat(rencana: RencanaKerja, jangkar: str) -> str:
    return reverse("naskah:bagian", args=[rencana.pk], fragment=jangkar)
