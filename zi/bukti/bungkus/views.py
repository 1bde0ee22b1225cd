"""Bundles: order one, see how far it is, take it home."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from zi.bukti.bungkus.policies import boleh_belum_diperiksa
from zi.bukti.bungkus.queries import (
    KeadaanBungkus,
    bungkus_saya,
    keadaan_bungkus,
    nama_unduhan,
    rencana_bungkus,
)
from zi.bukti.bungkus.services import MASA, catat_unduh_bungkus, pesan_bungkus
from zi.bukti.models import Bungkus
from zi.common.galat import GalatDomain
from zi.common.http import Permintaan, boleh_menulis, halaman, kirim_berkas
from zi.rencana.models import AreaRencana, RencanaKerja

SEBANYAK = 20


@halaman
def bungkus(request: HttpRequest) -> HttpResponse:
    """Choose what is bundled (POST orders it); below, what the user ordered before."""
    if request.method == "POST":
        rencana, area = _lingkup(request)
        belum = "belum" in request.POST
        satu = pesan_bungkus(rencana, area, belum=belum, oleh=request.user)
        return redirect("bukti:bungkus_satu", kode=satu.kode)
    rencana_semua = list(rencana_bungkus(request.user))
    konteks = {
        "pilihan": [(r, _pilihan(r)) for r in rencana_semua],
        "boleh_belum": any(boleh_belum_diperiksa(request.user, r) for r in rencana_semua),
        "terpilih": request.GET.get("lingkup", ""),
        "daftar": keadaan_bungkus(list(bungkus_saya(request.user)[:SEBANYAK])),
        "hari": MASA.days,
    }
    return render(request, "bukti/bungkus.html", konteks)


def _pilihan(rencana: Any) -> list[tuple[str, str]]:
    """The plan as a whole, then its areas."""
    area = ((f"{rencana.pk}.{a.pk}", f"{a.kode}. {a.nama}") for a in rencana.area_hidup)
    return [(str(rencana.pk), f"Seluruh rencana {rencana.tahun}"), *area]


def _lingkup(request: HttpRequest) -> tuple[RencanaKerja, AreaRencana | None]:
    """`12` is a plan, `12.34` one of its areas; what the user does not see does not exist."""
    pk, _, pk_area = request.POST.get("lingkup", "").partition(".")
    if not pk:
        raise GalatDomain("Pilih dulu apa yang dibungkus.")
    rencana = next((r for r in rencana_bungkus(request.user) if str(r.pk) == pk), None)
    area = next((a for a in rencana.area_hidup if str(a.pk) == pk_area), None) if rencana else None
    if rencana is None or (pk_area and area is None):
        raise Http404("Rencana atau areanya tidak ada.")
    return rencana, area


def _ambil(request: HttpRequest, kode: str) -> KeadaanBungkus:
    """A bundle that the user ordered himself; else 404."""
    return keadaan_bungkus([get_object_or_404(bungkus_saya(request.user), kode=kode)])[0]


@halaman
def bungkus_satu(request: Permintaan, kode: str) -> HttpResponse:
    """How far it is, what is in it, until when; the page asks again by itself. POST builds it once more."""
    satu = _ambil(request, kode)
    if request.method == "POST":
        baru = _susun_ulang(satu, request)
        return redirect("bukti:bungkus_satu", kode=baru.kode)
    konteks = {
        "satu": satu,
        "keadaan": satu.kode,
        "masalah": satu.hasil.get("masalah", []),
        "jumlah_masalah": satu.hasil.get("jumlah_masalah", 0),
        "ditolak": satu.hasil.get("ditolak", 0),
        "tanpa_pdf": satu.hasil.get("tanpa_pdf", False),
        "galat": satu.hasil.get(
            "galat", "Bungkus tidak berhasil disusun. Coba lagi; bila tetap gagal, beri tahu admin."
        ),
    }
    templat = "bukti/bungkus_satu.html#keadaan" if request.htmx else "bukti/bungkus_satu.html"
    return render(request, templat, konteks)


def _susun_ulang(satu: KeadaanBungkus, request: HttpRequest) -> Bungkus:
    lama = satu.bungkus
    if satu.kode == "selesai":
        messages.info(request, "Bungkus disusun ulang dengan bukti yang ada sekarang.")
    return pesan_bungkus(lama.rencana, lama.area, belum=satu.belum, oleh=request.user)


@halaman
def bungkus_unduh(request: HttpRequest, kode: str) -> HttpResponseBase:
    """The ZIP, logged for each file in it. One that has expired leads to the page that says so."""
    satu = _ambil(request, kode)
    if not satu.siap:
        return redirect("bukti:bungkus_satu", kode=kode)
    jawab = kirim_berkas(str(satu.bungkus.isi.name), nama_unduhan(satu.bungkus), "application/zip")
    if request.method != "HEAD":
        with boleh_menulis():
            catat_unduh_bungkus(satu.bungkus, satu.hasil.get("versi", []), oleh=request.user)
    return jawab
