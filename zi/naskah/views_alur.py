"""The steps of an approval, the page on which the kepala decides, and the way that a plan has come."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string

from zi.common.galat import GalatDomain
from zi.common.http import halaman, kembali
from zi.naskah import services
from zi.naskah.policies import orang_dalam
from zi.naskah.queries_persetujuan import persetujuan as baca_persetujuan
from zi.naskah.queries_riwayat import linimasa
from zi.naskah.queries_versi import dengan_pengaju, keadaan_versi, versi_terlihat
from zi.naskah.views import alamat_rencana, ambil_rencana
from zi.naskah.workflow import PENGESAHAN, PUTUSAN
from zi.rencana.models import RencanaKerja

KABAR = {
    "ajukan": "Rencana diajukan. Isinya terkunci sampai kepala satker memutuskan.",
    "tarik": "Rencana ditarik kembali dan dapat diubah lagi.",
    "periksa": "Rencana dinyatakan sudah diperiksa; sekarang menunggu keputusan kepala satker.",
    "setujui": "Rencana disetujui. PDF resminya sedang dibuat, ketua tim diberi tahu.",
    "kembalikan": "Rencana dikembalikan dengan catatan Anda; ketua tim diberi tahu.",
    "cabut": "Versi yang disetujui dicabut dan tidak berlaku lagi; ketua tim diberi tahu.",
}
CATATAN_MAKS = 2000
HALAMAN_SENDIRI = {"setujui": "naskah:persetujuan", "kembalikan": "naskah:persetujuan", "catat_luar": "naskah:luar"}


@halaman
def langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """Ask for the note and take the step; the page says why when it cannot be taken."""
    rencana = ambil_rencana(request, pk)
    if aksi not in {x.aksi for x in PENGESAHAN.langkah}:
        raise Http404
    if aksi in HALAMAN_SENDIRI:
        return redirect(HALAMAN_SENDIRI[aksi], pk=pk)
    galat, catatan = "", _catatan(request)
    if request.method == "POST":
        try:
            _jalankan(request, rencana, aksi, catatan)
        except GalatDomain as keliru:
            galat, rencana = str(keliru), ambil_rencana(request, pk)
        else:
            return kembali(request, alamat_rencana(rencana))
    konteks = {"rencana": rencana, "galat": galat, "catatan": catatan, **_konteks_langkah(request, rencana, aksi)}
    return render(request, "naskah/langkah.html", konteks, status=409 if galat else 200)


def _catatan(request: HttpRequest) -> str:
    """The note; PostgreSQL stores no NUL, and a browser counts a new line as one letter but sends two."""
    return request.POST.get("catatan", "").replace("\0", "").replace("\r\n", "\n")


def _konteks_langkah(request: HttpRequest, rencana: RencanaKerja, aksi: str) -> dict[str, Any]:
    keadaan = keadaan_versi(rencana)
    return {
        "langkah": PENGESAHAN.cari(aksi),
        "verdict": PENGESAHAN.periksa(rencana, aksi, request.user),
        "nomor": keadaan.sah_nomor if aksi == "cabut" else keadaan.nomor,
        "isi": baca_persetujuan(rencana, request.user, hidup=True) if aksi == "ajukan" else None,
    }


def _jalankan(request: HttpRequest, rencana: RencanaKerja, aksi: str, catatan: str) -> None:
    """Take the step for the version that the page showed, and say what came of it."""
    versi = request.POST.get("versi", "")
    nomor = int(versi) if versi.isdecimal() and len(versi) < 6 else 0
    if len(catatan) > CATATAN_MAKS:
        raise GalatDomain(f"Catatan paling panjang {CATATAN_MAKS} huruf; ini {len(catatan)}. Ringkas dulu.")
    if aksi == "ajukan":
        services.ajukan(rencana, oleh=request.user, catatan=catatan, versi=nomor or None)
    else:
        services.langkah(rencana, aksi, oleh=request.user, catatan=catatan, versi=nomor)
    messages.success(request, KABAR[aksi])


@halaman
def persetujuan(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, by whom, and what changed; approve or return from here. A refused decision keeps the note."""
    rencana = ambil_rencana(request, pk)
    if not orang_dalam(request.user, rencana.satker_id):
        raise Http404
    galat, catatan, aksi = "", _catatan(request), request.POST.get("aksi", "")
    if request.method == "POST":
        try:
            if aksi not in PUTUSAN[:2]:
                raise GalatDomain("Pilih Setujui atau Kembalikan.")
            _jalankan(request, rencana, aksi, catatan)
        except GalatDomain as keliru:
            galat, rencana = str(keliru), ambil_rencana(request, pk)
        else:
            return redirect("naskah:persetujuan", pk=pk)
    konteks = {"rencana": rencana, "isi": baca_persetujuan(rencana, request.user), "galat": galat, "catatan": catatan}
    return render(request, "naskah/persetujuan.html", konteks, status=409 if galat else 200)


@halaman
def riwayat(request: HttpRequest, pk: int) -> HttpResponse:
    """The way of a plan as a timeline, the newest first, with its versions."""
    rencana = ambil_rencana(request, pk)
    versi = dengan_pengaju(versi_terlihat(request.user).filter(rencana=rencana))
    dalam = orang_dalam(request.user, rencana.satker_id)
    konteks = {"rencana": rencana, "versi": versi, "linimasa": linimasa(rencana, versi) if dalam else []}
    return render(request, "naskah/riwayat.html", konteks)


@halaman
def alur(request: HttpRequest) -> HttpResponse:
    """Who takes which step, from the very tables that decide it."""
    return render(request, "naskah/alur.html", {"semua": [import_string(nama) for nama in settings.ALUR]})
