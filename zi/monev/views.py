"""Meetings of the unit: the list, one of them, its form, its steps."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman
from zi.common.workflow import riwayat
from zi.jadwal.models import Kejadian
from zi.monev import services_rapat
from zi.monev.forms import FormRapat
from zi.monev.models import BerkasRapat, Rapat
from zi.monev.policies import PENYIAP, boleh_siapkan, boleh_tutup, boleh_ubah
from zi.monev.queries import jumlah_isi
from zi.monev.queries_tutup import keadaan_arsip, tersimpan
from zi.monev.workflow import RAPAT
from zi.rencana.models import BarisRencana, RencanaAksi
from zi.satker.models import Satker
from zi.satker.queries import satker_aktif

KABAR = {
    "undang": "Undangan terkirim kepada yang mempunyai akun.",
    "batalkan": "Rapat dibatalkan; yang diundang diberi tahu.",
    "buka": "Rapat menjadi usulan lagi.",
}


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    semua = Rapat.objects.terlihat_oleh(request.user).select_related("satker")
    satker = satker_aktif(request.user, request.session.get("satker"))
    boleh = satker is not None and bool(boleh_siapkan(request.user, satker))
    laman = Paginator(semua, 30).get_page(request.GET.get("page"))
    return render(request, "monev/daftar.html", {"laman": laman, "boleh": boleh})


def ambil(request: HttpRequest, pk: int) -> Rapat:
    relasi = ("satker__instansi", "satker__parent", "notulis", "resep", "ditutup_oleh")
    terlihat = Rapat.objects.terlihat_oleh(request.user).select_related(*relasi)
    return get_object_or_404(terlihat.annotate(**jumlah_isi()), pk=pk)


@halaman
def rapat(request: HttpRequest, pk: int) -> HttpResponse:
    """All of one meeting, with what is to be done next."""
    satu = ambil(request, pk)
    nama = {x.aksi: x.label for x in RAPAT.langkah}
    konteks = {
        "rapat": satu,
        "tombol": RAPAT.tombol(satu, request.user),
        "boleh_ubah": boleh_ubah(request.user, satu),
        "agenda": satu.agenda.filter(dihapus=False).select_related("tindak_lanjut"),
        "kertas": BerkasRapat.Jenis.choices,
        "berkas": tersimpan(satu),
        "arsip": keadaan_arsip(satu),
        "boleh_ulangi": boleh_tutup(request.user, satu).ok,
        "riwayat": [(c, nama.get(c.aksi, c.aksi)) for c in riwayat(satu).order_by("-pada", "-pk")],
    }
    return render(request, "monev/rapat.html", konteks)


@halaman
def baru(request: HttpRequest) -> HttpResponse:
    """A meeting from a recipe, an action, a row or an occurrence (named in the address)."""
    sumber = _sumber(request)
    satker = sumber.satker or satker_aktif(request.user, request.session.get("satker"))
    if satker is None or not boleh_siapkan(request.user, satker):
        return render(request, "monev/formulir.html", {"rapat": None, "boleh": False, "alasan": PENYIAP})
    awal = {"tanggal": satker.hari_ini(), "resep": request.GET.get("resep", "")} | sumber.awal
    form = FormRapat(request.POST or None, satker=satker, awal=awal, aksi=sumber.aksi)
    if form.is_valid():
        pilihan = {n: form.cleaned_data.get(n) for n in ("resep", "aksi")}
        try:
            objek = services_rapat.buat(satker, oleh=request.user, **pilihan, **sumber.milik, **form.nilai)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            _kabarkan(request, objek, "Rapat dicatat. Berikutnya: pilih siapa yang diundang.")
            return redirect(objek)
    return _formulir(request, form, None)


@dataclass(frozen=True)
class Sumber:
    """What a new meeting is made from: its unit, what it is linked to, the actions to choose from, the form."""

    satker: Satker | None = None
    milik: dict[str, Any] = field(default_factory=dict)
    aksi: Any = None
    awal: dict[str, Any] = field(default_factory=dict)


def _sumber(request: HttpRequest) -> Sumber:
    """What the address names and the user may see: aksi, baris or kejadian."""
    pilihan: dict[str, tuple[Any, str]] = {
        "kejadian": (Kejadian, "jadwal__baris__tabel__rencana__satker__instansi"),
        "aksi": (RencanaAksi, "baris__tabel__rencana__satker__instansi"),
        "baris": (BarisRencana, "tabel__rencana__satker__instansi"),
    }
    for nama, (model, relasi) in pilihan.items():
        nomor = request.GET.get(nama, "")
        if nomor.isdecimal() and len(nomor) < 12:
            objek = get_object_or_404(model.objects.terlihat_oleh(request.user).select_related(relasi), pk=nomor)
            baris = objek.jadwal.baris if nama == "kejadian" else objek.baris if nama == "aksi" else objek
            satker = baris.tabel.rencana.satker
            hari = max(objek.mulai, satker.hari_ini()) if nama == "kejadian" else satker.hari_ini()
            judul = " ".join((objek.teks if nama == "aksi" else baris.uraian).split())[:180]
            awal = {"tanggal": hari, "judul": f"Rapat {judul}", "aksi": objek.pk if nama == "aksi" else ""}
            milik = {"kejadian": objek} if nama == "kejadian" else {"baris": baris}
            return Sumber(satker, milik, baris.aksi.hidup(), awal)
    return Sumber()


@halaman
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Its time, place and letter; when somebody was faster, both are shown."""
    objek = ambil(request, pk)
    boleh = boleh_ubah(request.user, objek)
    if not boleh:
        return render(request, "monev/formulir.html", {"rapat": objek, "boleh": False, "alasan": boleh.alasan})
    form = FormRapat(request.POST or None, satker=objek.satker, objek=objek)
    if form.is_valid():
        try:
            pindah = services_rapat.ubah(objek, form.cleaned_data["versi"] or 0, oleh=request.user, **form.nilai)
        except SudahBerubah:
            form.bandingkan(ambil(request, pk))
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            _kabarkan(request, objek, "Perubahan disimpan" + ("; yang diundang diberi tahu." if pindah else "."))
            return redirect(objek)
    return _formulir(request, form, objek)


def _formulir(request: HttpRequest, form: FormRapat, objek: Rapat | None) -> HttpResponse:
    status = 409 if form.beda else 422 if form.errors else 200
    konteks = {"form": form, "rapat": objek, "boleh": True, "alasan": ""}
    return render(request, "monev/formulir.html", konteks, status=status)


def _kabarkan(request: HttpRequest, objek: Rapat, kalimat: str) -> None:
    messages.success(request, kalimat)
    if objek.selesai < timezone.now():
        messages.warning(request, "Waktu rapat ini sudah lewat. Undangannya tetap dapat dicetak, tetapi tidak dikirim.")


@halaman
def langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """Send the invitation, cancel, plan again; the page says why when it cannot be done."""
    objek = ambil(request, pk)
    if aksi not in KABAR:
        raise Http404
    galat, catatan = "", request.POST.get("catatan", "").replace("\0", "")
    if request.method == "POST":
        try:
            services_rapat.langkah(objek, aksi, oleh=request.user, catatan=catatan)
        except GalatDomain as keliru:
            galat, objek = str(keliru), ambil(request, pk)
        else:
            messages.success(request, KABAR[aksi])
            return redirect(objek)
    konteks = {
        "rapat": objek,
        "langkah": RAPAT.cari(aksi),
        "verdict": RAPAT.periksa(objek, aksi, request.user),
        "peserta": objek.peserta.count(),
        "galat": galat,
        "catatan": catatan,
    }
    return render(request, "monev/langkah.html", konteks, status=409 if galat else 200)
