"""What a meeting is made of: agenda, minutes, who is invited, photos, what it is linked to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman, halaman_berkas, kirim_gambar
from zi.monev import services_agenda, services_foto, services_kaitan, services_peserta
from zi.monev.forms import FormCatat, FormTamu
from zi.monev.models import ButirAgenda, FotoRapat, PesertaRapat, Rapat
from zi.monev.policies import boleh_catat, boleh_ubah
from zi.monev.queries import calon_kejadian, calon_peserta
from zi.monev.views import ambil
from zi.tindaklanjut.queries import calon

KELIRU = "Ada isian yang keliru: tiap teks paling panjang 5.000 huruf, dan tanggalnya harus ada di kalender."
ARAH = {"naik": -1, "turun": 1}


def _nomor(isi: Any, nama: str) -> int:
    teks = isi.get(nama, "")
    return int(teks) if teks.isdecimal() and len(teks) < 12 else 0


def _butir(rapat: Rapat, pk: int) -> ButirAgenda:
    return get_object_or_404(rapat.agenda.filter(dihapus=False).select_related("rapat__satker"), pk=pk)


def _semua(rapat: Rapat) -> Any:
    return rapat.agenda.filter(dihapus=False).select_related("penanggung_jawab")


@halaman
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit, reorder, add and take off items; bring the proposed ones up to date."""
    rapat, isi = ambil(request, pk), request.POST
    if request.method == "POST":
        try:
            _ubah_agenda(request, rapat, isi.get("aksi", ""))
        except SudahBerubah as galat:
            konteks = _konteks(request, rapat) | {"bentrok": _nomor(isi, "butir"), "saya": isi.get("teks", "")}
            return render(request, "monev/agenda.html", konteks | {"galat": str(galat)}, status=409)
        return redirect("monev:agenda", pk=pk)
    return render(request, "monev/agenda.html", _konteks(request, rapat))


def _konteks(request: HttpRequest, rapat: Rapat) -> dict[str, Any]:
    boleh = boleh_catat(request.user, rapat)
    segarkan = boleh_ubah(request.user, rapat)
    return {"rapat": rapat, "agenda": _semua(rapat), "boleh": boleh, "boleh_segarkan": segarkan.ok, "bentrok": 0}


def _ubah_agenda(request: HttpRequest, rapat: Rapat, aksi: str) -> None:
    isi, oleh = request.POST, request.user
    if aksi == "segarkan":
        baru = services_agenda.segarkan(rapat, oleh=oleh)
        messages.success(request, f"Agenda disesuaikan dengan data: {baru} butir baru.")
    elif aksi == "tambah":
        services_agenda.tambah(rapat, isi.get("teks", ""), oleh=oleh)
    elif aksi == "ubah":
        services_agenda.ubah(_butir(rapat, _nomor(isi, "butir")), _nomor(isi, "versi"), isi.get("teks", ""), oleh=oleh)
    elif aksi in ARAH:
        services_agenda.pindahkan(_butir(rapat, _nomor(isi, "butir")), ARAH[aksi], oleh=oleh)
    elif aksi == "keluarkan":
        services_agenda.keluarkan(_butir(rapat, _nomor(isi, "butir")), oleh=oleh)
    else:
        raise Http404


@halaman
def notula(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said and decided, an item at a time; when somebody was faster, both are shown."""
    rapat = ambil(request, pk)
    konteks = {"rapat": rapat, "boleh": boleh_catat(request.user, rapat), "calon": list(calon(rapat.satker))}
    if request.method != "POST":
        return render(request, "monev/notula.html", konteks | {"agenda": _semua(rapat), "dipilih": 0})
    form = FormCatat(request.POST, satker=rapat.satker)
    butir = _butir(rapat, _nomor(request.POST, "butir"))
    galat = (
        "" if form.is_valid() else "Ada isian yang keliru: tiap teks paling panjang 5.000 huruf; periksa tanggalnya."
    )
    status = 422
    if not galat:
        try:
            services_agenda.catat(butir, form.cleaned_data["versi"], oleh=request.user, **form.nilai)
        except SudahBerubah as keliru:
            galat, status = str(keliru), 409
        except GalatDomain as keliru:
            galat = str(keliru)
        else:
            messages.success(request, "Catatan disimpan.")
            return redirect(f"{request.path}#butir-{butir.pk}")
    lebih = {
        "agenda": _semua(rapat),
        "dipilih": butir.pk,
        "saya": {n: request.POST.get(n, "") for n in form.fields},
        "galat": galat,
        "bentrok": status == 409,
    }
    return render(request, "monev/notula.html", konteks | lebih, status=status)


@halaman
def peserta(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is invited: people of the unit by ticks, guests by name."""
    rapat, isi = ambil(request, pk), request.POST
    form = FormTamu(isi if isi.get("aksi") == "tamu" else None)
    if request.method == "POST" and isi.get("aksi") == "tim":
        orang = [int(x) for x in isi.getlist("orang") if x.isdecimal() and len(x) < 12]
        services_peserta.undang_tim(rapat, orang, oleh=request.user)
        messages.success(request, "Daftar undangan disimpan.")
        return redirect(rapat)
    if request.method == "POST" and isi.get("aksi") == "keluarkan":
        satu = get_object_or_404(
            PesertaRapat.objects.select_related("rapat__satker"), rapat=rapat, pk=_nomor(isi, "orang")
        )
        services_peserta.keluarkan(satu, oleh=request.user)
        return redirect("monev:peserta", pk=pk)
    if form.is_valid():
        services_peserta.undang_tamu(rapat, form.cleaned_data.pop("nama"), oleh=request.user, **form.cleaned_data)
        return redirect("monev:peserta", pk=pk)
    konteks = {
        "rapat": rapat,
        "boleh": boleh_ubah(request.user, rapat),
        "calon": calon_peserta(rapat),
        "tamu": rapat.peserta.filter(tamu=True),
        "form": form,
    }
    return render(request, "monev/peserta.html", konteks, status=422 if form.errors else 200)


@halaman_berkas
def foto(request: HttpRequest, pk: int) -> HttpResponse:
    """The photos of a meeting; POST takes several at once, or takes one away."""
    rapat = ambil(request, pk)
    if request.method == "POST" and request.POST.get("aksi") == "hapus":
        satu = get_object_or_404(rapat.foto.select_related("rapat__satker"), pk=_nomor(request.POST, "foto"))
        services_foto.hapus_foto(satu, oleh=request.user)
        return redirect("monev:foto", pk=pk)
    if request.method == "POST":
        berkas = request.FILES.getlist("foto")
        if not berkas:
            raise GalatDomain("Pilih fotonya dulu.")
        for isi in berkas:
            services_foto.unggah_foto(rapat, isi, oleh=request.user, keterangan=request.POST.get("keterangan", ""))
        messages.success(request, "Foto tersimpan.")
        return redirect("monev:foto", pk=pk)
    konteks = {"rapat": rapat, "boleh": boleh_catat(request.user, rapat), "foto": rapat.foto.all()}
    return render(request, "monev/foto.html", konteks)


@halaman
def gambar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One photo, inline: it is a JPEG of our own making."""
    terlihat = Rapat.objects.terlihat_oleh(request.user)
    satu = get_object_or_404(FotoRapat.objects.filter(rapat__in=terlihat), pk=pk)
    return kirim_gambar(str(satu.isi), "image/jpeg")


@halaman
def kaitan(request: HttpRequest, pk: int) -> HttpResponse:
    """Which occurrences of the plan this meeting was, so that its papers can become their evidence."""
    rapat = ambil(request, pk)
    if request.method == "POST":
        dipilih = [int(x) for x in request.POST.getlist("kejadian") if x.isdecimal() and len(x) < 12]
        services_kaitan.kaitkan(rapat, dipilih, oleh=request.user)
        messages.success(request, "Kaitan dengan rencana disimpan.")
        return redirect(rapat)
    konteks = {
        "rapat": rapat,
        "boleh": boleh_ubah(request.user, rapat),
        "calon": calon_kejadian(rapat),
        "dipilih": set(rapat.kejadian.values_list("pk", flat=True)),
        "baris": rapat.baris.hidup(),
    }
    return render(request, "monev/kaitan.html", konteks)
