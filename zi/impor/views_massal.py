"""Evidence in bulk: the workbook out, workbook and files in, what would happen, what happened."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from zi.common.galat import GalatDomain
from zi.common.http import Permintaan, halaman, halaman_berkas
from zi.common.models import Pekerjaan
from zi.impor.forms_massal import FormBuktiMassal, satker_pengisi
from zi.impor.massal_pratinjau import pratinjau_bukti
from zi.impor.models import DrafBukti
from zi.impor.services_massal import (
    MASA_DRAF,
    kunci,
    lembar_ditolak,
    lembar_isian,
    siapkan_draf,
    terapkan_bukti,
)
from zi.impor.views import XLSX
from zi.rencana.models import RencanaKerja
from zi.satker.models import Satker
from zi.satker.queries import satker_aktif

PER_LAMAN = 100
RAGU_MAKS = 100  # choices on one page; what is not chosen is not registered and stands in the workbook to correct


@halaman_berkas
def bukti(request: HttpRequest) -> HttpResponse:
    """Step one and two: fetch the workbook, upload it with its files; nothing is registered here."""
    pilihan = list(satker_pengisi(request.user))
    if not pilihan:
        return render(request, "impor/bukti.html", {"satker": None})
    satker, tahun = _tempat(request, pilihan)
    awal = {"satker": satker, "tahun": tahun}
    form = FormBuktiMassal(request.POST or None, request.FILES or None, user=request.user, initial=awal)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            draf = siapkan_draf(data["satker"], data["tahun"], data["lembar"], form.unggahan, oleh=request.user)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            return redirect("impor:bukti_draf", pk=draf.pk)
    konteks = {**awal, "pilihan": pilihan, "form": form, "batas": settings.BATAS_UNGGAH_MB, "hari": MASA_DRAF.days}
    return render(request, "impor/bukti.html", konteks, status=422 if form.is_bound else 200)


def _tempat(request: HttpRequest, pilihan: list[Satker]) -> tuple[Satker, int]:
    """Unit and year of the page: as asked, else where the user is and the year of its newest plan."""
    data = request.POST if request.method == "POST" else request.GET
    aktif = satker_aktif(request.user, request.session.get("satker"))
    diminta = data.get("satker", "")
    satker = next((s for s in pilihan if str(s.pk) == diminta), None) or next(
        (s for s in pilihan if s == aktif), pilihan[0]
    )
    tahun = data.get("tahun", "")
    if tahun.isascii() and tahun.isdecimal() and 2000 <= int(tahun[:5]) <= 2100:
        return satker, int(tahun)
    terbaru = RencanaKerja.objects.hidup().filter(satker=satker).order_by("-tahun_mulai").first()
    return satker, terbaru.tahun_mulai if terbaru else satker.hari_ini().year


@halaman
def lembar(request: HttpRequest, satker: int, tahun: int) -> HttpResponse:
    """The workbook to fill in."""
    unit = get_object_or_404(satker_pengisi(request.user), pk=satker)
    if not 2000 <= tahun <= 2100:
        raise Http404
    return _unduhan(lembar_isian(request.user, unit, tahun), f"bukti-{unit.kode}-{tahun}.xlsx")


def _unduhan(isi: bytes, nama: str) -> HttpResponse:
    kepala = {"Content-Disposition": str(content_disposition_header(True, nama))}
    return HttpResponse(isi, content_type=XLSX, headers=kepala)


def _draf(request: HttpRequest, pk: int) -> DrafBukti:
    semua = DrafBukti.objects.select_related("satker", "rencana__satker")
    draf: Any = get_object_or_404(semua, pk=pk, pengguna=request.user)
    draf.pengguna = request.user  # its roles are read already
    return draf


@halaman
def draf(request: Permintaan, pk: int) -> HttpResponse:
    """Step three: what would happen, line by line; POST confirms. Afterwards how far it is, and what happened."""
    satu = _draf(request, pk)
    if request.method == "POST":
        pilihan = {k[7:]: str(v) for k, v in request.POST.items() if k.startswith("tempat-") and v}
        terapkan_bukti(satu, pilihan, oleh=request.user)
        return redirect("impor:bukti_draf", pk=pk)
    if satu.diterapkan_pada:
        return _hasil(request, satu)
    hasil = pratinjau_bukti(satu)
    ragu = hasil.menurut("ragu")
    konteks = {
        "draf": satu,
        "hasil": hasil,
        "hitung": hasil.hitung,
        "ragu": ragu[:RAGU_MAKS],
        "ragu_lebih": len(ragu) - RAGU_MAKS,
        "laman": _laman(request, hasil.menurut("gagal", "baru", "sama", "tautan")),
    }
    return render(request, "impor/bukti_draf.html", konteks)


def _laman(request: HttpRequest, baris: list[Any]) -> Any:
    return Paginator(baris, PER_LAMAN).get_page(request.GET.get("page"))


def _hasil(request: Permintaan, satu: DrafBukti) -> HttpResponse:
    """How far the job is, or the outcome of each line, the refused ones first."""
    pekerjaan = get_object_or_404(Pekerjaan, kunci=kunci(satu))
    lajur = {x["baris"]: x for x in satu.isi["lajur"]}
    baris = [{"pk": None, "tempat": "", **lajur[n], **x} for n, x in satu.hasil.items()]
    baris.sort(key=lambda x: (x["status"] != "gagal", int(x["baris"])))
    gagal = sum(x["status"] == "gagal" for x in baris)
    konteks = {
        "draf": satu,
        "pekerjaan": pekerjaan,
        "berjalan": pekerjaan.status in {Pekerjaan.Status.MENUNGGU, Pekerjaan.Status.BERJALAN},
        "terhenti": pekerjaan.status == Pekerjaan.Status.GAGAL,
        "gagal": gagal,
        "tersimpan": len(baris) - gagal,
        "laman": _laman(request, baris),
        "hari": MASA_DRAF.days,
    }
    return render(request, "impor/bukti_hasil.html#keadaan" if request.htmx else "impor/bukti_hasil.html", konteks)


@halaman
def ditolak(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that were not registered, to correct and upload again."""
    satu = _draf(request, pk)
    return _unduhan(lembar_ditolak(satu), f"perlu-diperbaiki-{satu.satker.kode}-{satu.tahun}.xlsx")
