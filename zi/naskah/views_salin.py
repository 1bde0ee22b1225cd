"""Copy a plan to the next year: first what was not finished, then one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.naskah.forms_salin import FormSalin
from zi.naskah.queries_salin import jadwal_perlu_dilihat, pratinjau, rencana_tujuan
from zi.naskah.queries_versi import versi_berlaku
from zi.naskah.services_salin import salin_rencana
from zi.naskah.views import ambil_rencana
from zi.rencana.enums import StatusRencana
from zi.rencana.models import BarisRencana, RencanaKerja
from zi.rencana.policies import boleh_buat_rencana
from zi.rencana.services import RencanaSudahAda


@halaman
def salin(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a copy; a plan that exists is shown, never doubled."""
    sumber = ambil_rencana(request, pk)
    form = FormSalin(request.POST if request.method == "POST" else request.GET, rencana=sumber)
    if request.method != "POST":
        return _halaman(request, sumber, form)
    boleh_buat_rencana(request.user, sumber.satker).wajib()
    if not form.is_valid():
        return _halaman(request, sumber, form, status=422)
    try:
        baru = salin_rencana(
            sumber, form.tahun_tujuan, oleh=request.user, baris=form.baris, terima_usulan=form.terima_usulan
        )
    except RencanaSudahAda as galat:
        return _halaman(request, sumber, form, ada=galat.rencana, status=409)
    except GalatDomain as galat:
        return _halaman(request, sumber, form, galat=str(galat), status=422)
    messages.success(request, _kabar(baru))
    return redirect("naskah:rencana", pk=baru.pk)


def _kabar(baru: RencanaKerja) -> str:
    baris = BarisRencana.objects.hidup().filter(tabel__rencana=baru).count()
    perlu = jadwal_perlu_dilihat(baru)
    kabar = f"{baru} dibuat sebagai draf dengan {baris} baris."
    return f"{kabar} {perlu} jadwal perlu dilihat: ada usulan tanggal atau belum terbaca." if perlu else kabar


def _halaman(
    request: HttpRequest,
    sumber: RencanaKerja,
    form: FormSalin,
    *,
    ada: RencanaKerja | None = None,
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    verdict = boleh_buat_rencana(request.user, sumber.satker)
    tahun = form.tahun_tujuan
    if verdict:
        ada = ada or rencana_tujuan(sumber, tahun)
    isi = None
    if verdict and not ada:
        dipilih = form.baris if request.method == "POST" else None
        isi = pratinjau(sumber, tahun, hanya_belum=form.hanya_belum, dipilih=dipilih)
    berlaku = versi_berlaku(sumber) if isi and sumber.status != StatusRencana.DISETUJUI else None
    konteks = {"rencana": sumber, "form": form, "verdict": verdict, "ada": ada, "isi": isi, "galat": galat}
    return render(request, "naskah/salin.html", konteks | {"tahun": tahun, "berlaku": berlaku}, status=status)
