"""Pages of the LKE: the rounds, a whole one, its steps, and the page on which one question is answered."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zi.bukti.peta.queries import pk_satker_tanya
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import Permintaan, halaman
from zi.common.workflow import riwayat
from zi.lke import services
from zi.lke.forms import FormJawab, FormMasa, FormMulai, satker_mulai
from zi.lke.models import Putaran
from zi.lke.policies import boleh_atur_masa, boleh_isi
from zi.lke.portalrb.queries_pusat import berbagi
from zi.lke.queries import alat
from zi.lke.queries_jejak import dari_orang_lain, penggantian
from zi.lke.queries_putaran import lembar, lembar_tanya, peringatan
from zi.lke.workflow import PENILAIAN, tombol_putaran
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import instrumen_tahun
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
    """The whole of one round: the tree with answers, evidence and scores, and the conditions."""
    satu = ambil(request, pk)
    konteks = {
        "putaran": satu,
        "lembar": lembar(satu, request.user),
        "tombol": tombol_putaran(satu, request.user),
        "boleh_isi": boleh_isi(request.user, satu),
        "boleh_masa": boleh_atur_masa(request.user, satu),
        "riwayat": riwayat(satu),
        "berbagi": berbagi(satu),
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
    galat, catatan = "", request.POST.get("catatan", "").replace("\0", "")[:2000]
    if request.method == "POST":
        tetap = request.POST.get("tetap") == "1"
        try:
            services.langkah(satu, aksi, oleh=request.user, catatan=catatan, tetap=tetap)
        except GalatDomain as keliru:
            galat, satu = str(keliru), ambil(request, pk)
        else:
            messages.success(request, KABAR[aksi])
            return redirect(satu)
    konteks = {
        "putaran": satu,
        "langkah": PENILAIAN.cari(aksi),
        "verdict": PENILAIAN.periksa(satu, aksi, request.user),
        "perlu_tetap": aksi in services.PERLU_LENGKAP and satu.belum,
        "galat": galat,
        "catatan": catatan,
    }
    return render(request, "lke/langkah.html", konteks, status=409 if galat else 200)


@halaman
def jawab(request: Permintaan, pk: int, tanya: int) -> HttpResponse:
    """One question: options with rubric, remark, evidence. Saves as one goes (htmx) or with the button."""
    satu = ambil(request, pk)
    if request.method == "POST":
        return _simpan(request, satu, get_object_or_404(satu.instrumen.pertanyaan, pk=tanya))
    return _halaman_jawab(request, satu, tanya)


def _simpan(request: Permintaan, satu: Putaran, pertanyaan: Pertanyaan) -> HttpResponse:
    """Kept: the state alone for htmx, else the page again. Refused: what was sent, with the reason."""
    soal = alat(satu.instrumen).soal[pertanyaan.kode]
    form = FormJawab(request.POST, soal=soal)
    kiriman: dict[str, Any] = {"isi": form.tulisan, **{k: request.POST.get(k, "") for k in ("catatan", "alasan")}}
    try:
        if not form.is_valid():
            raise GalatDomain("Formulir ini rusak atau catatannya terlalu panjang. Muat ulang halamannya.")
        isi = form.cleaned_data
        jawaban = services.jawab(
            satu,
            pertanyaan,
            isi["versi"],
            tulisan=form.tulisan,
            catatan=isi["catatan"],
            alasan=isi["alasan"],
            oleh=request.user,
        )
    except SudahBerubah as galat:
        return _halaman_jawab(request, satu, pertanyaan.pk, 409, galat=str(galat), kiriman=kiriman, bentrok=True)
    except GalatDomain as galat:
        return _halaman_jawab(request, satu, pertanyaan.pk, 422, galat=str(galat), kiriman=kiriman)
    if request.htmx:
        keadaan = {"putaran": satu, "jawaban": jawaban, "peringatan": peringatan(soal, jawaban.isi), "tersimpan": True}
        keadaan |= {"perlu_alasan": dari_orang_lain(satu, jawaban, request.user), "alasan": ""}
        return render(request, "lke/_keadaan.html", keadaan)
    messages.success(request, f"Jawaban {pertanyaan.kode} disimpan.")
    return redirect("lke:jawab", satu.pk, pertanyaan.pk)


def _halaman_jawab(request: Permintaan, satu: Putaran, pk: int, status: int = 200, **lain: Any) -> HttpResponse:
    tanya = lembar_tanya(satu, pk, request.user)
    if tanya is None:
        raise Http404
    pertanyaan, jawaban = tanya.baris.pertanyaan, tanya.baris.jawaban
    isi = lain["kiriman"]["isi"] if "kiriman" in lain else (jawaban.isi if jawaban else "")
    konteks = {
        "putaran": satu,
        "tanya": tanya,
        "baris": tanya.baris,
        "jawaban": jawaban,
        "isi": isi,
        "masukan": [(m, isi.get(m["kunci"], "") if isinstance(isi, dict) else "") for m in pertanyaan.masukan],
        "catatan": lain["kiriman"]["catatan"] if "kiriman" in lain else (jawaban.catatan if jawaban else ""),
        "alasan": lain["kiriman"]["alasan"] if "kiriman" in lain else "",
        "boleh": (boleh := boleh_isi(request.user, satu)),
        "perlu_alasan": boleh.ok and dari_orang_lain(satu, jawaban, request.user),
        "penggantian": [] if satu.mandiri else penggantian(satu, pertanyaan.pk),
        "peringatan": peringatan(tanya.baris.soal, jawaban.isi if jawaban else None),
        "galat": "",
        "bentrok": False,
        "tersimpan": False,
        "tautan_bukti": _tautan_bukti(request, satu, pertanyaan),
        **lain,
    }
    return render(request, "lke/_keadaan.html" if request.htmx else "lke/jawab.html", konteks, status=status)


def _tautan_bukti(request: HttpRequest, satu: Putaran, pertanyaan: Pertanyaan) -> str:
    """Where evidence is filed under the question; none under an instrument that is not in force that year."""
    if instrumen_tahun(satu.tahun) != satu.instrumen or satu.satker_id not in pk_satker_tanya(request.user, satu.tahun):
        return ""
    return reverse("bukti:pertanyaan", args=[satu.satker_id, satu.tahun, pertanyaan.pk])
