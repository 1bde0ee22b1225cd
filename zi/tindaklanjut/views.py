"""The register of follow-ups, one of them with its history, its form, and its steps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman
from zi.common.workflow import riwayat
from zi.satker.queries import pilihan_area, satker_aktif
from zi.tindaklanjut import services
from zi.tindaklanjut.forms import FormTindakLanjut
from zi.tindaklanjut.lembar import XLSX, buku_tindak_lanjut
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.policies import PENGELOLA, boleh_beri_bukti, boleh_catat, boleh_ubah
from zi.tindaklanjut.queries import KEADAAN, Bukti, Saringan, asal, bukti, daftar_satker, hitung, saring
from zi.tindaklanjut.workflow import TINDAK_LANJUT

KABAR = {
    "laporkan": "Laporan tersimpan; sekarang menunggu dicek.",
    "terima": "Tindak lanjut selesai.",
    "kembalikan": "Dikembalikan dengan catatan Anda; penanggung jawab diberi tahu.",
    "batalkan": "Tindak lanjut dibatalkan; penanggung jawab diberi tahu.",
    "buka": "Tindak lanjut dibuka lagi; penanggung jawab diberi tahu.",
}


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The register of the unit where the user is."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    if satker is None:
        return render(request, "tindaklanjut/daftar.html", {"satker": None, "boleh": False})
    hari_ini, s = satker.hari_ini(), Saringan.dari(request.GET)
    semua = daftar_satker(request.user, satker)
    laman = Paginator(saring(semua, s, request.user, hari_ini), 40).get_page(request.GET.get("page"))
    ada = bukti(request.user, [t.pk for t in laman])
    jumlah = hitung(semua, hari_ini)
    konteks = {
        "satker": satker,
        "boleh": boleh_catat(request.user, satker),
        "s": s,
        "laman": laman,
        "baris": [(t, ada.get(t.pk, Bukti())) for t in laman],
        "keadaan": [(k, nama, jumlah[k]) for k, nama in KEADAAN.items()],
        "asal": TindakLanjut.Asal.choices,
        "area": pilihan_area(satker),
    }
    return render(request, "tindaklanjut/daftar.html", konteks)


@halaman
def ekspor(request: HttpRequest) -> FileResponse:
    """The lines of the register, narrowed in the same way, as a workbook."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    if satker is None:
        raise Http404("Tidak ada satker.")
    semua = saring(daftar_satker(request.user, satker), Saringan.dari(request.GET), request.user, satker.hari_ini())
    nama = f"tindak-lanjut-{satker.kode}.xlsx"
    return FileResponse(buku_tindak_lanjut(semua), as_attachment=True, filename=nama, content_type=XLSX)


@halaman
def baru(request: HttpRequest) -> HttpResponse:
    """Write down a follow-up of the unit where the user is."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    boleh = satker is not None and boleh_catat(request.user, satker)
    if satker is None or not boleh:
        return render(request, "tindaklanjut/formulir.html", {"objek": None, "boleh": False, "alasan": PENGELOLA})
    form = FormTindakLanjut(request.POST or None, satker=satker)
    if form.is_valid():
        try:
            objek = services.buat(satker, oleh=request.user, **form.nilai)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            _kabarkan(request, objek, "Tindak lanjut dicatat; penanggung jawab diberi tahu.")
            return redirect(objek)
    return _formulir(request, form, None)


@halaman
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Its words, person and date; when somebody was faster, both are shown."""
    objek = _ambil(request, pk)
    boleh = boleh_ubah(request.user, objek)
    if not boleh:
        return render(request, "tindaklanjut/formulir.html", {"objek": objek, "boleh": False, "alasan": boleh.alasan})
    form = FormTindakLanjut(request.POST or None, satker=objek.satker, objek=objek)
    if form.is_valid():
        try:
            services.ubah(objek, form.cleaned_data["versi"] or 0, oleh=request.user, **form.nilai)
        except SudahBerubah:
            form.bandingkan(_ambil(request, pk))
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            _kabarkan(request, objek, "Perubahan disimpan.")
            return redirect(objek)
    return _formulir(request, form, objek)


def _formulir(request: HttpRequest, form: FormTindakLanjut, objek: TindakLanjut | None) -> HttpResponse:
    status = 409 if form.beda else 422 if form.errors else 200
    konteks = {"form": form, "objek": objek, "boleh": True, "alasan": ""}
    return render(request, "tindaklanjut/formulir.html", konteks, status=status)


def _kabarkan(request: HttpRequest, objek: TindakLanjut, kalimat: str) -> None:
    messages.success(request, kalimat)
    if objek.tenggat and objek.tenggat < objek.satker.hari_ini():
        messages.warning(request, "Tenggatnya sudah lewat, jadi langsung tercatat terlambat.")


def _ambil(request: HttpRequest, pk: int) -> TindakLanjut:
    relasi = ("satker", "penanggung_jawab", "dibuat_oleh", "dilaporkan_oleh", "ditutup_oleh")
    return get_object_or_404(TindakLanjut.objects.terlihat_oleh(request.user).select_related(*relasi), pk=pk)


@halaman
def satu(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done, by whom and until when; its evidence, its steps, its history."""
    objek = _ambil(request, pk)
    konteks = {
        "objek": objek,
        "area": dict(pilihan_area(objek.satker)).get(objek.area, objek.area),
        "tombol": TINDAK_LANJUT.tombol(objek, request.user),
        "boleh_ubah": boleh_ubah(request.user, objek),
        "boleh_bukti": boleh_beri_bukti(request.user, objek).ok,
        "bukti": bukti(request.user, [pk]).get(pk, Bukti()),
        "asal": asal(request.user, pk),
        "riwayat": _riwayat(objek),
    }
    return render(request, "tindaklanjut/satu.html", konteks)


def _riwayat(objek: TindakLanjut) -> list[tuple[Any, str]]:
    """The log, the newest first, each line with the name of its step."""
    nama = {x.aksi: x.label for x in TINDAK_LANJUT.langkah}
    return [(c, nama.get(c.aksi, c.aksi)) for c in riwayat(objek).order_by("-pada", "-pk")]


@halaman
def langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """Ask for the note and take the step; the page says why when it cannot be taken, and keeps the note."""
    objek = _ambil(request, pk)
    if aksi not in KABAR:
        raise Http404
    galat, catatan = "", request.POST.get("catatan", "").replace("\0", "")
    if request.method == "POST":
        versi = request.POST.get("versi", "")
        nomor = int(versi) if versi.isdecimal() and len(versi) < 10 else 0
        try:
            services.langkah(objek, aksi, oleh=request.user, catatan=catatan, versi=nomor)
        except GalatDomain as keliru:
            galat, objek = str(keliru), _ambil(request, pk)
        else:
            messages.success(request, KABAR[aksi])
            return redirect(objek)
    konteks = {
        "objek": objek,
        "langkah": TINDAK_LANJUT.cari(aksi),
        "verdict": TINDAK_LANJUT.periksa(objek, aksi, request.user),
        "bukti": bukti(request.user, [pk]).get(pk, Bukti()),
        "galat": galat,
        "catatan": catatan,
    }
    return render(request, "tindaklanjut/langkah.html", konteks, status=409 if galat else 200)
