"""The button that prints: put the job, show how far it is, hand over the file."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.http import Permintaan, halaman, kirim_berkas
from zi.common.models import Pekerjaan
from zi.naskah.queries_cetak import JENIS, boleh_lihat_cetakan, cetakan_terakhir
from zi.naskah.services_cetak import pesan_cetak
from zi.naskah.views import ambil_rencana
from zi.rencana.enums import StatusRencana
from zi.rencana.models import RencanaKerja


def _cetakan(request: Permintaan, pk: int) -> tuple[Pekerjaan, RencanaKerja]:
    """A print job of a plan that the user may see; else 404."""
    pekerjaan = get_object_or_404(Pekerjaan, pk=pk, jenis=JENIS)
    rencana = ambil_rencana(request, pekerjaan.data["rencana"])
    if not boleh_lihat_cetakan(request.user, rencana, pekerjaan):
        raise Http404
    return pekerjaan, rencana


@halaman
def cetak(request: Permintaan, pk: int) -> HttpResponse:
    """Choose how numbers are written; POST puts the job."""
    rencana = ambil_rencana(request, pk)
    if request.method == "POST":
        pekerjaan = pesan_cetak(rencana, oleh=request.user, rapi=request.POST.get("nomor") == "rapi")
        return redirect("naskah:cetak_status", pk=pekerjaan.pk)
    konteks = {
        "rencana": rencana,
        "draf": rencana.status != StatusRencana.DISETUJUI,
        "terakhir": cetakan_terakhir(request.user, rencana),
    }
    return render(request, "naskah/cetak.html", konteks)


@halaman
def status(request: Permintaan, pk: int) -> HttpResponse:
    """How far the job is; the page asks again by itself, and one may leave it."""
    pekerjaan, rencana = _cetakan(request, pk)
    berjalan = pekerjaan.status in {Pekerjaan.Status.MENUNGGU, Pekerjaan.Status.BERJALAN}
    konteks = {
        "pekerjaan": pekerjaan,
        "rencana": rencana,
        "berjalan": berjalan,
        "kabar": pekerjaan.pesan if pekerjaan.status == Pekerjaan.Status.BERJALAN else "",
        "galat": "" if berjalan else _galat(pekerjaan),
        "halaman": pekerjaan.hasil.get("halaman", 0),
        "bita": pekerjaan.hasil.get("bita", 0),
    }
    templat = "naskah/cetak_status.html#keadaan" if request.htmx else "naskah/cetak_status.html"
    return render(request, templat, konteks)


def _galat(pekerjaan: Pekerjaan) -> str:
    if pekerjaan.status == Pekerjaan.Status.GAGAL:
        return "Naskah tidak berhasil dicetak. Coba lagi; bila tetap gagal, beri tahu admin."
    return pekerjaan.hasil.get("galat", "")


@halaman
def unduh(request: Permintaan, pk: int) -> HttpResponseBase:
    """The PDF as an attachment; nginx sends it where it can."""
    pekerjaan, rencana = _cetakan(request, pk)
    nama = f"rencana-kerja-zi-{rencana.satker.kode}-{rencana.tahun}{'-draf' if pekerjaan.data['draf'] else ''}.pdf"
    return kirim_berkas(pekerjaan.hasil.get("path", ""), nama, "application/pdf")
