"""Pages of the LKE: the rounds, a whole one, its days and its steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.common.workflow import riwayat
from zi.lke import services
from zi.lke.forms import FormMasa, FormMulai, satker_mulai
from zi.lke.models import Putaran
from zi.lke.policies import boleh_atur_masa, boleh_isi
from zi.lke.portalrb.queries_pusat import berbagi
from zi.lke.queries_putaran import lembar
from zi.lke.tukar.susunan import bentuk_tersedia
from zi.lke.workflow import DARI_EVALUATOR, PENILAIAN, tombol_putaran
from zi.satker.queries import hak, satker_aktif

KABAR = {
    "serahkan": "Putaran diserahkan; jawabannya terkunci.",
    "tarik": "Putaran menjadi draf lagi.",
    "terbitkan": "Putaran terbit. Jawaban dan nilainya tidak dapat diubah lagi.",
    "kembalikan": "Putaran dikembalikan dengan alasannya.",
    "belum_siap": "Penilaian mandiri dikembalikan ke satker dengan alasannya.",
    "minta_baru": "Satker diminta membuka penilaian mandiri baru; alasannya dikirim.",
}


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The rounds that the user may see, the newest year first."""
    semua = Putaran.objects.terlihat_oleh(request.user).select_related("satker")
    laman = Paginator(semua, 30).get_page(request.GET.get("page"))
    konteks = {"laman": laman, "boleh": bool(satker_mulai(request.user)), "pusat": bool(hak(request.user).subpohon)}
    konteks["evaluator"] = bool(hak(request.user).evaluasi)
    return render(request, "lke/daftar.html", konteks)


@halaman
def mulai(request: HttpRequest) -> HttpResponse:
    if not satker_mulai(request.user):
        return render(request, "lke/mulai.html", {"boleh": False})
    satker = satker_aktif(request.user, request.session.get("satker"))
    form = FormMulai(request.POST or None, user=request.user, satker=satker)
    if form.is_valid():
        isi = form.cleaned_data
        try:
            baru = services.mulai_putaran(oleh=request.user, **isi)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{baru} dimulai.")
            return redirect(baru)
    return render(request, "lke/mulai.html", {"form": form, "boleh": True}, status=422 if form.errors else 200)


def ambil(request: HttpRequest, pk: int) -> Putaran:
    relasi = ("satker__instansi", "instrumen", "asal", "diserahkan_oleh", "terbit_oleh")
    return get_object_or_404(Putaran.objects.terlihat_oleh(request.user).select_related(*relasi), pk=pk)


@halaman
def putaran(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole of one round: the tree with answers, evidence and scores, and what is missing of the conditions."""
    satu = ambil(request, pk)
    konteks = {
        "putaran": satu,
        "lembar": lembar(satu, request.user),
        "tombol": tombol_putaran(satu, request.user),
        "boleh_isi": boleh_isi(request.user, satu),
        "boleh_masa": boleh_atur_masa(request.user, satu),
        "riwayat": (jejak := list(riwayat(satu))),
        "dikembalikan": jejak[-1] if jejak and jejak[-1].aksi in DARI_EVALUATOR else None,
        "dari_evaluator": DARI_EVALUATOR,
        "berbagi": berbagi(satu),
        "bentuk_buku": bentuk_tersedia(satu.instrumen),
    }
    return render(request, "lke/putaran.html", konteks)


@halaman
def masa(request: HttpRequest, pk: int) -> HttpResponse:
    """The days in which a round is answered."""
    satu = ambil(request, pk)
    boleh, form = boleh_atur_masa(request.user, satu), FormMasa(request.POST or None)
    form.initial = {"buka": satu.buka, "tutup": satu.tutup}
    if form.is_valid():
        try:
            services.atur_masa(satu, oleh=request.user, **form.cleaned_data)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Masa pengisian disimpan.")
            return redirect(satu)
    konteks = {"putaran": satu, "form": form, "boleh": boleh}
    return render(request, "lke/masa.html", konteks, status=422 if form.errors else 200)


@halaman
def langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """Hand in, take back, publish, send back; the page says why when it cannot be done."""
    satu = ambil(request, pk)
    if aksi not in KABAR:
        raise Http404
    galat, catatan = "", request.POST.get("catatan", "")
    if request.method == "POST":
        tetap = request.POST.get("tetap") == "1"
        try:
            services.langkah(satu, aksi, oleh=request.user, catatan=catatan, tetap=tetap)
        except GalatDomain as keliru:
            galat, satu = str(keliru), ambil(request, pk)
        else:
            messages.success(request, KABAR[aksi])
            return redirect("lke:antrean" if aksi in DARI_EVALUATOR else satu)
    konteks = {
        "putaran": satu,
        "langkah": PENILAIAN.cari(aksi),
        "verdict": PENILAIAN.periksa(satu, aksi, request.user),
        "perlu_tetap": aksi in services.PERLU_LENGKAP and satu.belum,
        "galat": galat,
        "catatan": catatan,
        "dari_evaluator": DARI_EVALUATOR,
    }
    return render(request, "lke/langkah.html", konteks, status=409 if galat else 200)
