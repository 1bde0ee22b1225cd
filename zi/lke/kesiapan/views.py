"""Pages of readiness: the summary of a round, its gaps, the shortest way, what if, the prerequisites."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.lke.kesiapan.andai import baca_andai, tulis_andai
from zi.lke.kesiapan.forms import formulir_andai, formulir_usaha
from zi.lke.kesiapan.gambar import gambar_tren, radar_area
from zi.lke.kesiapan.prasyarat import prasyarat as baca_prasyarat
from zi.lke.kesiapan.prasyarat import rekap
from zi.lke.kesiapan.queries import (
    URUT,
    bahan,
    baris_area,
    bukti_dan_pemilik,
    minimal_area,
    syarat,
    urutkan,
)
from zi.lke.kesiapan.queries import celah as baca_celah
from zi.lke.kesiapan.queries import tren as baca_tren
from zi.lke.kesiapan.queries_andai import banding_syarat, perubahan
from zi.lke.kesiapan.queries_jalan import baca_permintaan, dapat_naik, lembar_jalan, survei
from zi.lke.kesiapan.services import centang
from zi.lke.nilai import nilai
from zi.lke.views import ambil

TERATAS = 5


@halaman
def kesiapan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the round is from each predicate, at a glance."""
    satu = ambil(request, pk)
    b = bahan(satu)
    area, titik, pra = baris_area(b.alat, b.hasil), baca_tren(b, request.user), baca_prasyarat(satu, request.user)
    konteks = {
        "putaran": satu,
        "hasil": b.hasil,
        "syarat": syarat(b.hasil),
        "area": area,
        "paruh": [(a, x) for a in area for x in a.bagian if x.terendah],
        "radar": radar_area(area, minimal_area(b.hasil)),
        "celah": baca_celah(b, {}, {})[:TERATAS],
        "tren": titik,
        "gambar_tren": gambar_tren(b, titik),
        "prasyarat": pra,
        "rekap": rekap(satu, pra),
    }
    return render(request, "lke/kesiapan.html", konteks)


@halaman
def celah(request: HttpRequest, pk: int) -> HttpResponse:
    """What each question does not give yet, by gain, by loss or in the official order; of one area or of all."""
    satu = ambil(request, pk)
    b = bahan(satu)
    urut = request.GET.get("urut", "")
    urut = urut if urut in URUT else next(iter(URUT))
    semua = urutkan(baca_celah(b, *bukti_dan_pemilik(b, request.user)), urut)
    area = request.GET.get("area", "") if request.GET.get("area", "") in b.alat.area else ""
    konteks = {
        "putaran": satu,
        "celah": [c for c in semua if area in ("", c.area)],
        "urut": urut,
        "pilihan_urut": URUT,
        "area": area,
        "semua_area": b.alat.area.values(),
    }
    return render(request, "lke/kesiapan_celah.html", konteks)


@halaman
def jalan(request: HttpRequest, pk: int) -> HttpResponse:
    """The least effort to a predicate. A POST only leads to the address that asks the same."""
    satu = ambil(request, pk)
    b = bahan(satu)
    data = request.POST if request.method == "POST" else request.GET
    minta = baca_permintaan(b.alat, data)
    if request.method == "POST" and not minta.galat:
        return redirect(f"{request.path}?{minta.alamat()}")
    konteks = {
        "putaran": satu,
        "minta": minta,
        "predikat": list(b.alat.ambang),
        "survei": [b.tanya[k] for k in survei(b.alat)],
        "lembar": lembar_jalan(b, minta, request.user) if minta.tujuan and not minta.galat else None,
        "usaha": formulir_usaha(b, dapat_naik(b), data, minta.galat),
        "hasil": b.hasil,
    }
    return render(request, "lke/kesiapan_jalan.html", konteks, status=422 if minta.galat else 200)


@halaman
def andai(request: HttpRequest, pk: int) -> HttpResponse:
    """What other answers would give. Nothing is stored: a POST only leads to the address that says what is supposed."""
    satu = ambil(request, pk)
    b = bahan(satu)
    data = (request.POST if request.method == "POST" else request.GET).dict()
    dibaca = baca_andai(b.alat, b.jawaban, data)
    if request.method == "POST" and not dibaca.galat:
        isi = urlencode(tulis_andai(b.alat, b.jawaban, dibaca.ubah))
        return redirect(f"{request.path}?{isi}" if isi else request.path)
    hasil = nilai(b.alat, dibaca.pada(b.jawaban))
    konteks: dict[str, Any] = {
        "putaran": satu,
        "kini": b.hasil,
        "hasil": hasil,
        "naik": max(hasil.total - b.hasil.total, 0),
        "turun": max(b.hasil.total - hasil.total, 0),
        "syarat": banding_syarat(b.hasil, hasil),
        "perubahan": perubahan(b, dibaca, hasil),
        "galat": list(dibaca.galat.items()),
        "kelompok": formulir_andai(b, dibaca, data),
    }
    return render(request, "lke/kesiapan_andai.html", konteks, status=422 if dibaca.galat else 200)


@halaman
def prasyarat(request: HttpRequest, pk: int) -> HttpResponse:
    """What the instrument asks before a proposal, with ticks, notes, persons and dates; POST ticks one."""
    satu = ambil(request, pk)
    semua = baca_prasyarat(satu, request.user)
    galat, kode = "", ""
    isi: dict[str, Any] = {}
    if request.method == "POST":
        kode = request.POST.get("kode", "")
        butir = next((p for p in semua if p.kode == kode), None)
        if butir is None:
            raise Http404
        versi = request.POST.get("versi", "")
        isi = {"predikat": request.POST.getlist("predikat"), "catatan": request.POST.get("catatan", "")}
        try:
            centang(satu, butir, int(versi) if versi.isdecimal() and len(versi) < 9 else 0, **isi, oleh=request.user)
        except GalatDomain as keliru:
            galat, semua = str(keliru), baca_prasyarat(satu, request.user)
        else:
            messages.success(request, f"{butir.uraian}: disimpan.")
            return redirect(f"{reverse('lke:prasyarat', args=[satu.pk])}#{kode}")
    konteks = {
        "putaran": satu,
        "prasyarat": semua,
        "rekap": rekap(satu, semua),
        "galat": galat,
        "kode": kode,
        "isian": isi,
    }
    return render(request, "lke/kesiapan_prasyarat.html", konteks, status=409 if galat else 200)
