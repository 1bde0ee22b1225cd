"""The reports of a unit: which periods are closed, one report, its steps, its PDF."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain
from zi.common.http import halaman, kirim_berkas
from zi.common.models import Pekerjaan
from zi.dokumen.pdf import buat_pdf
from zi.monev.laporan import services, services_terbit
from zi.monev.laporan.cetak import cetak_html, judul_berkas
from zi.monev.laporan.kanonik import baca
from zi.monev.laporan.periode import sah
from zi.monev.laporan.policies import boleh_susun, orang_dalam
from zi.monev.laporan.queries import (
    daftar_periode,
    laporan_terlihat,
    tahun_laporan,
    versi_tampil,
    versi_terkait,
    versi_terlihat,
)
from zi.monev.laporan.susun import susun
from zi.monev.laporan.tampil import untuk_layar
from zi.monev.laporan.usul import peringatan, wajib_catatan
from zi.monev.laporan.views_isi import formulir, simpan
from zi.monev.laporan.workflow import LAPORAN, PUTUSAN
from zi.monev.models import LaporanBerkala, VersiLaporan
from zi.satker.queries import satker_aktif

TIPE = "application/pdf"
KABAR = {
    "ajukan": "Laporan diajukan; isinya dibekukan dan kepala satker diberi tahu.",
    "tarik": "Laporan ditarik kembali dan dapat diubah lagi.",
    "setujui": "Laporan disetujui. PDF resminya sedang dibuat.",
    "kembalikan": "Laporan dikembalikan dengan catatan Anda; ketua tim diberi tahu.",
    "buka": "Laporan dibuka lagi; versi yang disetujui tetap berlaku sampai yang baru disetujui.",
}


def _angka(teks: str) -> int:
    return int(teks) if teks.isdecimal() and len(teks) < 5 else 0


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The months and quarters of a year; POST begins the report of one."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    if satker is None:
        return render(request, "monev/laporan/daftar.html", {"satker": None})
    if request.method == "POST":
        jenis, tahun, ke = request.POST.get("jenis", ""), *(_angka(request.POST.get(n, "")) for n in ("tahun", "ke"))
        return redirect(services.mulai(satker, jenis, tahun, ke, oleh=request.user))
    semua = tahun_laporan(request.user, satker)
    kini = min(semua, key=lambda t: abs(t - satker.hari_ini().year), default=satker.hari_ini().year)
    tahun = _angka(request.GET.get("tahun", ""))
    tahun = tahun if tahun in semua and sah("bulanan", tahun, 1) else kini
    konteks = {
        "satker": satker,
        "tahun": tahun,
        "semua_tahun": semua,
        "periode": daftar_periode(request.user, satker, tahun),
        "boleh": boleh_susun(request.user, satker),
    }
    return render(request, "monev/laporan/daftar.html", konteks)


def ambil(request: HttpRequest, pk: int) -> LaporanBerkala:
    return get_object_or_404(laporan_terlihat(request.user), pk=pk)


@halaman
def laporan(request: HttpRequest, pk: int) -> HttpResponse:
    """The report: live while it is open, else as it was frozen. POST writes one text, or decides."""
    satu = ambil(request, pk)
    galat, ditolak = "", {}
    if request.method == "POST":
        if not orang_dalam(request.user, satu.satker_id):
            raise Http404
        try:
            if request.POST.get("aksi") in PUTUSAN:
                _putuskan(request, satu)
            else:
                ditolak = simpan(request, satu)
        except GalatDomain as keliru:
            galat = str(keliru)
        if not (galat or ditolak):
            return redirect((request.POST.get("balik") == "beranda" and "beranda:beranda") or satu)
        satu = ambil(request, pk)
    konteks = _konteks(request, satu, ditolak) | {"galat": galat, "catatan": request.POST.get("catatan", "")}
    return render(request, "monev/laporan/laporan.html", konteks, status=409 if galat or ditolak else 200)


def _putuskan(request: HttpRequest, satu: LaporanBerkala) -> None:
    aksi = request.POST["aksi"]
    services.langkah(satu, aksi, oleh=request.user, catatan=_catatan(request), nomor=_versi(request))
    messages.success(request, KABAR[aksi])


def _catatan(request: HttpRequest) -> str:
    """The note; PostgreSQL stores no NUL."""
    return request.POST.get("catatan", "").replace("\0", "")[:2000]


def _versi(request: HttpRequest) -> int:
    """The number of the version that was read."""
    return _angka(request.POST.get("versi", ""))


def _konteks(request: HttpRequest, satu: LaporanBerkala, ditolak: dict[str, Any]) -> dict[str, Any]:
    terkait = versi_terkait(satu)
    beku = versi_tampil(request.user, satu, terkait)
    isi = untuk_layar(baca(beku.isi) if beku else susun(satu, terkait))
    milik = [v for v in terkait if v.laporan_id == satu.pk]
    dalam = orang_dalam(request.user, satu.satker_id)
    tombol = LAPORAN.tombol(satu, request.user) if dalam else []
    return {
        "laporan": satu,
        "isi": isi,
        "beku": beku,
        "versi": milik if dalam else [v for v in milik if v.status in VersiLaporan.TERLIHAT_LUAR],
        "dalam": dalam,
        "tombol": [t for t in tombol if t.langkah.aksi not in PUTUSAN],
        "putusan": [t for t in tombol if t.langkah.aksi in PUTUSAN],
        "isian": formulir(request.user, satu, isi, ditolak) if not beku else None,
        "usulan_terbuka": any(kunci.startswith("tambah") for kunci in ditolak),
        "terbit": _terbit(beku, dalam),
    }


def _terbit(beku: VersiLaporan | None, dalam: bool) -> dict[str, Any]:
    """How far the issued PDF is; `dalam`: the viewer is of the unit."""
    if beku is None or beku.terbitan is None:
        return {}
    if beku.terbitan.terbit:
        return {"terbitan": beku.terbitan, "gagal": False, "dalam": dalam}
    kerja = Pekerjaan.objects.filter(kunci=services_terbit.kunci(beku)).first()
    gagal = kerja is None or kerja.status == Pekerjaan.Status.GAGAL or bool(kerja.hasil.get("galat"))
    return {"terbitan": beku.terbitan, "gagal": gagal, "dalam": dalam}


@halaman
def langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """Submit, withdraw, open again: what it will do, what is still missing, the note."""
    satu = ambil(request, pk)
    if aksi not in KABAR or aksi in PUTUSAN or not orang_dalam(request.user, satu.satker_id):
        raise Http404
    galat = ""
    if request.method == "POST":
        try:
            if aksi == "ajukan":
                services.ajukan(satu, oleh=request.user, catatan=_catatan(request), nomor=_versi(request))
            else:
                services.langkah(satu, aksi, oleh=request.user, catatan=_catatan(request), nomor=_versi(request))
        except GalatDomain as keliru:
            galat, satu = str(keliru), ambil(request, pk)
        else:
            messages.success(request, KABAR[aksi])
            return redirect(satu)
    konteks = {"laporan": satu, "galat": galat, "catatan": _catatan(request), **_konteks_langkah(request, satu, aksi)}
    return render(request, "monev/laporan/langkah.html", konteks, status=409 if galat else 200)


def _konteks_langkah(request: HttpRequest, satu: LaporanBerkala, aksi: str) -> dict[str, Any]:
    verdict, terkait = LAPORAN.periksa(satu, aksi, request.user), versi_terkait(satu)
    nomor = max((v.nomor for v in terkait if v.laporan_id == satu.pk), default=0)
    isi = susun(satu, terkait) if aksi == "ajukan" and verdict else None
    wajib = wajib_catatan(isi) if isi else []
    return {
        "langkah": LAPORAN.cari(aksi),
        "verdict": verdict,
        "nomor": nomor + 1 if aksi == "ajukan" else nomor,
        "wajib": wajib,
        "wajib_catatan": bool(wajib) or LAPORAN.cari(aksi).wajib_catatan,
        "peringatan": peringatan(isi) if isi else [],
    }


@halaman
def versi(request: HttpRequest, pk: int) -> HttpResponse:
    """One frozen version, also one that was replaced. POST makes its PDF once more after that failed."""
    satu = get_object_or_404(versi_terlihat(request.user), pk=pk)
    if request.method == "POST":
        if satu.terbitan is None or not orang_dalam(request.user, satu.laporan.satker_id):
            raise Http404
        services_terbit.pesan_terbit(satu, oleh=request.user)
        return redirect("laporan:versi", pk=pk)
    konteks = {
        "laporan": satu.laporan,
        "isi": untuk_layar(baca(satu.isi)),
        "beku": satu,
        "versi": [],
        "dalam": False,
        "tombol": [],
        "putusan": [],
        "isian": None,
        "terbit": _terbit(satu, orang_dalam(request.user, satu.laporan.satker_id)),
        "galat": "",
        "catatan": "",
    }
    return render(request, "monev/laporan/laporan.html", konteks)


@halaman
def draf(request: HttpRequest, pk: int) -> FileResponse:
    """The report as it is now, as PDF with the word DRAF on each page; of a submitted one its frozen content."""
    satu = ambil(request, pk)
    if not orang_dalam(request.user, satu.satker_id):
        raise Http404
    terkait = versi_terkait(satu)
    beku = versi_tampil(request.user, satu, terkait)
    isi = baca(beku.isi) if beku else susun(satu, terkait)
    pdf = buat_pdf(cetak_html(isi, draf=True))
    nama, kepala = f"{judul_berkas(isi)}-draf.pdf", {"Cache-Control": "private, no-store"}
    return FileResponse(BytesIO(pdf.isi), as_attachment=True, filename=nama, content_type=TIPE, headers=kepala)


@halaman
def unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The issued PDF of an approved version."""
    satu = get_object_or_404(versi_terlihat(request.user).exclude(terbitan=None), pk=pk)
    nama = f"{judul_berkas(baca(satu.isi))}-versi-{satu.nomor}.pdf"
    return kirim_berkas(str(satu.terbitan.berkas.name) if satu.terbitan else "", nama, TIPE)
