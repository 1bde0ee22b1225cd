"""The check of offered files: the queues, one file with its pictures and the decision, a new version of a file."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zi.bukti.berkas.services_buka import catat_buka
from zi.bukti.berkas.services_pratinjau import kunci, pesan_pratinjau
from zi.bukti.berkas.services_versi import atur_halaman, boleh_versi_baru, versi_baru
from zi.bukti.isi.pratinjau import HALAMAN_MAKS, dapat_dilihat, jalur_gambar
from zi.bukti.models import Berkas, BukaBerkas, PemenuhanBukti, VersiBerkas
from zi.bukti.periksa.alasan import ALASAN, susun_catatan
from zi.bukti.periksa.banding import bandingkan
from zi.bukti.periksa.queries import ANTREAN, Giliran, antrean, giliran, hitung_antrean
from zi.bukti.policies import boleh_unggah, boleh_verifikasi
from zi.bukti.queries import nama_jenis
from zi.bukti.queries_berlaku import kenakan
from zi.bukti.queries_syarat import pemenuhan_terlihat
from zi.bukti.services import verifikasi
from zi.bukti.tindaklanjut.forms import FormTindakLanjutBukti
from zi.bukti.tindaklanjut.queries import menunggu_perbaikan
from zi.bukti.tindaklanjut.services import catat_tindak_lanjut
from zi.common.galat import GalatDomain
from zi.common.http import boleh_menulis, halaman, halaman_berkas, kirim_gambar
from zi.common.models import Pekerjaan
from zi.satker.queries import satker_aktif


@halaman
def daftar_periksa(request: HttpRequest) -> HttpResponse:
    """One of the three queues of the unit where the user is."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    hitung = hitung_antrean(request.user, satker) if satker else []
    kode = request.GET.get("antrean", "")
    kode = kode if kode in ANTREAN else "belum"
    konteks: dict[str, Any] = {"hitung": hitung, "kode": kode, "nama": ANTREAN[kode], "laman": None}
    if satker and hitung:
        tempat = ("syarat__baris", "syarat__area", "syarat__pertanyaan", "syarat__tindak_lanjut")
        relasi = ("berkas", "ditawarkan_oleh", *tempat)
        semua = antrean(request.user, satker, kode).select_related(*relasi)
        konteks["laman"] = Paginator(semua, 40).get_page(request.GET.get("page"))
    return render(request, "bukti/antrean.html", konteks)


@halaman
def periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """One offered file: its pictures at the hinted page, the decision, the neighbours in the queue."""
    pemenuhan = get_object_or_404(pemenuhan_terlihat(request.user), pk=pk)
    kenakan(request.user, [pemenuhan.syarat])
    giliran_ini = giliran(request.user, pemenuhan, request.GET.get("antrean", ""))
    if request.method == "POST":
        return _terima(request, pemenuhan, giliran_ini)
    versi, boleh = list(pemenuhan.berkas.versi.all()), boleh_verifikasi(request.user, pemenuhan)
    konteks = {
        "pemenuhan": pemenuhan,
        "giliran": giliran_ini,
        "versi": versi,
        "boleh": boleh,
        "tim": boleh_unggah(request.user, pemenuhan.syarat),
        "alasan": ALASAN,
        "banding": bandingkan(pemenuhan, nama_jenis(pemenuhan.syarat.jenis), pemenuhan.berkas.satker.hari_ini()),
        "menunggu_perbaikan": menunggu_perbaikan(pemenuhan),
        "tindak_lanjut": FormTindakLanjutBukti(pemenuhan=pemenuhan) if boleh else None,
        **_pratinjau(pemenuhan, versi, request.GET.get("hal", "")),
    }
    return render(request, "bukti/periksa.html", konteks)


def _pratinjau(pemenuhan: PemenuhanBukti, versi: list[VersiBerkas], hal: str) -> dict[str, Any]:
    """What of the newest version is shown in place: a picture, that it is being made, or why there is none."""
    satu = versi[0] if versi else None
    diminta = int(hal) if hal.isdecimal() and len(hal) < 5 else pemenuhan.halaman or 1
    konteks: dict[str, Any] = {"gambar": satu, "nomor": 0, "galat": "", "berjalan": False, "dapat": False}
    if satu is None or not dapat_dilihat(satu):
        return konteks
    konteks |= {"dapat": True, "terpotong": satu.halaman > satu.pratinjau, "maks": HALAMAN_MAKS}
    if satu.pratinjau:
        return konteks | {"nomor": max(1, min(diminta, satu.pratinjau)), "diminta": diminta}
    pekerjaan = Pekerjaan.objects.filter(kunci=kunci(satu)).first()
    if pekerjaan is None:
        return konteks
    gagal = "Pratinjau gagal dibuat." if pekerjaan.status == Pekerjaan.Status.GAGAL else ""
    galat = pekerjaan.hasil.get("galat", gagal)
    return konteks | {"galat": galat, "berjalan": not galat}


def _terima(request: HttpRequest, pemenuhan: PemenuhanBukti, giliran_ini: Giliran | None) -> HttpResponse:
    """What a button of the page asks for: pictures, a page hint, or the decision, after which the next one opens."""
    if "pratinjau" in request.POST:
        terbaru = pemenuhan.berkas.versi.order_by("-nomor").first()
        if terbaru:
            pesan_pratinjau(terbaru, oleh=request.user)
        return redirect(request.get_full_path())
    if "halaman" in request.POST:
        return _petunjuk(request, pemenuhan)
    versi, terima = request.POST.get("versi", ""), request.POST.get("keputusan") == "terima"
    pemenuhan.versi = int(versi) if versi.isdecimal() and len(versi) < 10 else 0
    catatan = susun_catatan([] if terima else request.POST.getlist("alasan"), request.POST.get("catatan", ""))
    verifikasi(pemenuhan, terima, oleh=request.user, catatan=catatan)
    if not terima and "tindak_lanjut" in request.POST:
        _catat_tindak_lanjut(request, pemenuhan)
    messages.success(request, f"“{pemenuhan.berkas}”: " + ("Bukti diterima." if terima else "Bukti dikembalikan."))
    if giliran_ini is None:
        return redirect(pemenuhan.syarat.get_absolute_url())
    daftar = f"?antrean={giliran_ini.kode}"
    if giliran_ini.berikut:
        return redirect(reverse("bukti:periksa", args=[giliran_ini.berikut]) + daftar)
    return redirect(reverse("bukti:daftar_periksa") + daftar)


def _catat_tindak_lanjut(request: HttpRequest, pemenuhan: PemenuhanBukti) -> None:
    """The tick beside a return; without a person and a date nothing is decided yet."""
    form = FormTindakLanjutBukti(request.POST, pemenuhan=pemenuhan)
    if not form.is_valid():
        raise GalatDomain("Pilih penanggung jawab dan tenggat tindak lanjutnya, lalu kembalikan lagi.")
    catat_tindak_lanjut(pemenuhan, oleh=request.user, **form.cleaned_data)


def _petunjuk(request: HttpRequest, pemenuhan: PemenuhanBukti) -> HttpResponse:
    tulisan = request.POST["halaman"].strip()
    nomor = int(tulisan) if tulisan.isdecimal() and len(tulisan) < 6 else 0
    atur_halaman(pemenuhan, nomor if tulisan else None, oleh=request.user)
    messages.success(request, "Halaman yang dituju disimpan.")
    return redirect("bukti:periksa", pk=pemenuhan.pk)


@halaman
def gambar(request: HttpRequest, pk: int, nomor: int) -> HttpResponseBase:
    """One picture of ours, for whom the file itself is; the first look of a sitting is logged."""
    versi = get_object_or_404(VersiBerkas, pk=pk, berkas__in=Berkas.objects.terlihat_oleh(request.user))
    jalur = jalur_gambar(versi, nomor)
    if not 1 <= nomor <= versi.pratinjau or not dapat_dilihat(versi):
        raise Http404("Gambar ini tidak ada.")
    jawaban = kirim_gambar(jalur, "image/webp")
    with boleh_menulis():
        catat_buka(versi, BukaBerkas.Cara.PRATINJAU, oleh=request.user)
    return jawaban


@halaman_berkas
def versi_perbaikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a mended version of an offered file; the older ones stay."""
    pemenuhan = get_object_or_404(pemenuhan_terlihat(request.user), pk=pk)
    versi = list(pemenuhan.berkas.versi.all())
    if request.method == "POST":
        unggahan, sesudah = request.FILES.get("berkas"), request.POST.get("sesudah", "")
        if unggahan is None:
            raise GalatDomain("Pilih dulu berkasnya.")
        nomor = int(sesudah) if sesudah.isdecimal() and len(sesudah) < 6 else None
        baru = versi_baru(pemenuhan.berkas, unggahan, oleh=request.user, sesudah=nomor)
        messages.success(request, f"Versi {baru.nomor} tersimpan dan menunggu diperiksa.")
        return redirect(pemenuhan.syarat.get_absolute_url())
    konteks = {
        "pemenuhan": pemenuhan,
        "versi": versi,
        "boleh": boleh_versi_baru(request.user, pemenuhan.berkas),
        "batas": settings.BATAS_UNGGAH_MB,
    }
    return render(request, "bukti/periksa_versi.html", konteks)
