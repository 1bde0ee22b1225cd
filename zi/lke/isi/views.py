"""Answering: one question or all of a node on one page, and the follow-up of a remark."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zi.bukti.peta.queries import pk_satker_tanya
from zi.bukti.policies import area_tanya, boleh_tambah_tanya
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import Permintaan, halaman, kembali
from zi.lke import services
from zi.lke.forms import FormJawab
from zi.lke.isi.catatan import kalimat, sisipkan
from zi.lke.isi.forms import FormTindakLanjut
from zi.lke.isi.policies import boleh_lanjut
from zi.lke.isi.queries import Kiriman, bersebelahan, jawaban_kini, keadaan, lembar_isi
from zi.lke.isi.services import tindak_lanjuti
from zi.lke.models import Jawaban, Putaran
from zi.lke.policies import boleh_isi
from zi.lke.queries import alat, kerangka
from zi.lke.queries_jejak import penggantian
from zi.lke.views import ambil
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import instrumen_tahun
from zi.satker.queries import TIM, hak
from zi.tindaklanjut.models import TindakLanjut

RUSAK = "Formulir ini rusak. Muat ulang halamannya."


@halaman
def jawab(request: Permintaan, pk: int, tanya: int) -> HttpResponse:
    """One question. Saves as one goes (htmx) or with the button; a GET by htmx is the scores alone."""
    satu = ambil(request, pk)
    pertanyaan = kerangka(satu.instrumen).tanya.get(tanya)
    if pertanyaan is None:
        raise Http404
    if request.method == "POST":
        return _simpan(request, satu, pertanyaan)
    return _tampil(request, satu, (pertanyaan,))


@halaman
def bagian(request: Permintaan, pk: int, simpul: int) -> HttpResponse:
    """All questions of a node on one page; each is saved by `jawab`."""
    satu = ambil(request, pk)
    semua = kerangka(satu.instrumen).di_simpul.get(simpul)
    if semua is None:
        raise Http404
    return _tampil(request, satu, semua, nama="bagian")


def _tampil(
    request: Permintaan,
    satu: Putaran,
    semua: tuple[Pertanyaan, ...],
    *,
    nama: str = "jawab",
    status: int = 200,
    kiriman: Kiriman | None = None,
) -> HttpResponse:
    """The page `nama` with these questions; for htmx its scores alone."""
    konteks: dict[str, Any] = {"putaran": satu, "lembar": lembar_isi(satu, semua, request.user, kiriman)}
    if request.htmx:
        return render(request, "lke/_tiga.html", konteks)
    tunggal = nama == "jawab"
    ganti = penggantian(satu, semua[0].pk if tunggal else None) if not satu.mandiri else []
    kunci = semua[0].pk if tunggal else semua[0].simpul_id
    sebelum, sesudah, ke = bersebelahan(satu, kunci, simpul=not tunggal)
    konteks |= {
        "tunggal": tunggal,
        "sebelum": reverse(f"lke:{nama}", args=[satu.pk, sebelum]) if sebelum else "",
        "sesudah": reverse(f"lke:{nama}", args=[satu.pk, sesudah]) if sesudah else "",
        "ke": ke,
        "boleh": boleh_isi(request.user, satu),
        "kalimat": kalimat(satu),
        "penggantian": [g for g in ganti if g.jejak.pertanyaan in semua],
        "berbukti": _berbukti(request, satu),
        "boleh_bukti": bool(boleh_tambah_tanya(request.user, satu.satker, semua[0])),
        "satker_sendiri": hak(request.user).punya(satu.satker_id, *TIM, "kepala"),
        "batas": settings.BATAS_UNGGAH_MB,
        "kembali_ke": {"next": request.path},
    }
    return render(request, "lke/jawab.html", konteks, status=status)


def _simpan(request: Permintaan, satu: Putaran, pertanyaan: Pertanyaan) -> HttpResponse:
    """Kept: the state alone for htmx, else the page again. Refused: what was sent, with the reason."""
    form = FormJawab(request.POST, soal=alat(satu.instrumen).soal[pertanyaan.kode])
    catatan = sisipkan(satu, request.POST.get("catatan", ""), request.POST.get("baku", ""))
    isi = {"tulisan": form.tulisan, "catatan": catatan, "alasan": request.POST.get("alasan", "")}
    try:
        if not form.is_valid():
            raise GalatDomain(RUSAK)
        jawaban = services.jawab(satu, pertanyaan, form.cleaned_data["versi"], oleh=request.user, **isi)
    except GalatDomain as galat:
        bentrok = isinstance(galat, SudahBerubah)
        kiriman = Kiriman(form.tulisan, catatan, isi["alasan"], str(galat), bentrok)
        return _tolak(request, satu, pertanyaan, kiriman, 409 if bentrok else 422)
    if not request.htmx:
        messages.success(request, f"Jawaban {pertanyaan.kode} disimpan.")
        return kembali(request, request.path)
    disisipi = jawaban.catatan if "baku" in request.POST else None
    baru = keadaan(satu, pertanyaan, jawaban, request.user, tersimpan=True, disisipi=disisipi)
    hasil = render(request, "lke/_keadaan.html", {"putaran": satu, "keadaan": baru})
    hasil["HX-Trigger"] = "tersimpan"
    return hasil


def _tolak(request: Permintaan, satu: Putaran, pertanyaan: Pertanyaan, kiriman: Kiriman, status: int) -> HttpResponse:
    if not request.htmx:
        return _tampil(request, satu, (pertanyaan,), status=status, kiriman=kiriman)
    jawaban = jawaban_kini(satu, pertanyaan)
    ini = keadaan(satu, pertanyaan, jawaban, request.user, kiriman=kiriman)
    return render(request, "lke/_keadaan.html", {"putaran": satu, "keadaan": ini}, status=status)


def _berbukti(request: HttpRequest, satu: Putaran) -> bool:
    """Is evidence filed under the questions? Not under an instrument that is not in force that year."""
    boleh = satu.satker_id in pk_satker_tanya(request.user, satu.tahun)
    return boleh and instrumen_tahun(satu.tahun) == satu.instrumen


@halaman
def lanjut(request: HttpRequest, pk: int, tanya: int) -> HttpResponse:
    """Make a follow-up of the remark of a round under a question; once made, this leads to it."""
    satu = ambil(request, pk)
    relasi = ("pertanyaan__simpul__induk__area", "pertanyaan__simpul__area", "lanjutan__tindak_lanjut", "oleh")
    jawaban = get_object_or_404(Jawaban.objects.select_related(*relasi), putaran=satu, pertanyaan=tanya)
    jawaban.putaran = satu
    if hasattr(jawaban, "lanjutan"):
        return _ke_tindak_lanjut(request, jawaban, jawaban.lanjutan.tindak_lanjut)
    boleh = boleh_lanjut(request.user, satu, area_tanya(jawaban.pertanyaan))
    form = FormTindakLanjut(request.POST or None, jawaban=jawaban)
    if form.is_valid():
        try:
            baru = tindak_lanjuti(jawaban, oleh=request.user, **form.cleaned_data)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Tindak lanjut dicatat; penanggung jawab diberi tahu.")
            return _ke_tindak_lanjut(request, jawaban, baru)
    konteks = {"putaran": satu, "jawaban": jawaban, "form": form, "boleh": boleh}
    return render(request, "lke/lanjut.html", konteks, status=422 if form.errors else 200)


def _ke_tindak_lanjut(request: HttpRequest, jawaban: Jawaban, satu: TindakLanjut) -> HttpResponse:
    """The follow-up; for an evaluator, who does not read the register of the unit, the question."""
    if TindakLanjut.objects.terlihat_oleh(request.user).filter(pk=satu.pk).exists():
        return redirect(satu)
    return redirect("lke:jawab", jawaban.putaran_id, jawaban.pertanyaan_id)
