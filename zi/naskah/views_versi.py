"""One version: as it was submitted, as it was issued, and as it came back signed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain
from zi.common.http import Permintaan, halaman, halaman_berkas, kirim_berkas
from zi.common.models import Pekerjaan
from zi.dokumen.models import SalinanBertandaTangan
from zi.dokumen.services import PerluDicocokkan
from zi.naskah.forms_luar import FormLuar
from zi.naskah.models import Versi
from zi.naskah.policies import boleh_unggah_salinan
from zi.naskah.queries_versi import PERNAH, dengan_resmi, isi_versi, keadaan_versi, versi_terlihat
from zi.naskah.services_luar import catat_luar
from zi.naskah.services_terbit import JENIS, pesan_terbit, unggah_salinan
from zi.naskah.views import ambil_rencana, tindakan
from zi.naskah.workflow import PENGESAHAN
from zi.rencana.models import RencanaKerja

TIPE = "application/pdf"


@halaman
def versi(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as it was submitted, read from its snapshot."""
    satu = get_object_or_404(versi_terlihat(request.user), pk=pk)
    isi = isi_versi(satu)
    pengaju = isi.get("pejabat", {}).get("pengaju", {}).get("nama", "")
    konteks = {"versi": satu, "dokumen": isi, "pengaju": pengaju, **_sekitar(request, satu)}
    return render(request, "naskah/versi.html", konteks)


def _sekitar(request: HttpRequest, satu: Versi) -> dict[str, Any]:
    """Ways from a version: to the plan (an evaluator has none while the next one is being written), back to deciding,
    and the number of the version that replaced it.
    """
    keadaan = keadaan_versi(satu.rencana)
    digantikan = satu.status in PERNAH and (keadaan.sah_nomor or 0) > satu.nomor
    menunggu = satu.status == Versi.Status.DIAJUKAN
    return {
        "tertaut": RencanaKerja.objects.terlihat_oleh(request.user).filter(pk=satu.rencana_id).exists(),
        "boleh_putus": menunggu and tindakan(satu.rencana, request.user)["boleh_putus"],
        "pengganti": keadaan.sah_nomor if digantikan else None,
    }


def _versi(request: HttpRequest, pk: int) -> Versi:
    """A version that was issued and that the user may see; else 404. The snapshot is not read."""
    return get_object_or_404(versi_terlihat(request.user).defer("isi").exclude(terbitan=None), pk=pk)


@halaman_berkas
def dokumen(request: Permintaan, pk: int) -> HttpResponse:
    """The official document of a version: how far it is, the download, the signed copies; POST brings one back."""
    satu = _versi(request, pk)
    galat, perlu = "", False
    if request.method == "POST":
        try:
            return _terima(request, satu)
        except GalatDomain as keliru:
            galat, perlu = str(keliru), isinstance(keliru, PerluDicocokkan)
    konteks = {"versi": satu, "galat": galat, "perlu": perlu, **_sekitar(request, satu)}
    konteks |= _konteks_dokumen(request, satu)
    templat = "naskah/dokumen.html#keadaan" if request.htmx else "naskah/dokumen.html"
    return render(request, templat, konteks, status=422 if galat else 200)


def _konteks_dokumen(request: HttpRequest, satu: Versi) -> dict[str, Any]:
    terbitan = satu.terbitan
    pekerjaan = Pekerjaan.objects.filter(jenis=JENIS, kunci=f"terbit:{satu.pk}").first()
    gagal = pekerjaan is None or pekerjaan.status == Pekerjaan.Status.GAGAL or bool(pekerjaan.hasil.get("galat"))
    salinan = list(terbitan.salinan.select_related("diunggah_oleh").order_by("-nomor")) if terbitan else []
    return {
        "terbitan": terbitan,
        "rencana": satu.rencana,
        "salinan": salinan,
        "kemajuan_kerja": pekerjaan.kemajuan if pekerjaan else 0,
        "kabar": pekerjaan.pesan if pekerjaan and not gagal else "",
        "gagal": gagal,
        "galat_terbit": pekerjaan.hasil.get("galat", "") if pekerjaan else "",
        "boleh": boleh_unggah_salinan(request.user, satu.rencana),
        "berlaku": satu.status == Versi.Status.DISETUJUI,
    }


def _terima(request: HttpRequest, satu: Versi) -> HttpResponse:
    """A signed copy, or the wish to make the PDF once more after it failed."""
    if "ulangi" in request.POST:
        boleh_unggah_salinan(request.user, satu.rencana).wajib()
        pesan_terbit(satu, oleh=request.user)
        return redirect("naskah:dokumen", pk=satu.pk)
    berkas = request.FILES.get("berkas")
    if berkas is None:
        raise GalatDomain("Pilih berkas PDF yang sudah ditandatangani.")
    salinan = unggah_salinan(satu, berkas, oleh=request.user, dicocokkan="dicocokkan" in request.POST)
    messages.success(request, f"Salinan {salinan.nomor} tersimpan dan menjadi dokumen resmi versi {satu.nomor}.")
    return redirect("naskah:dokumen", pk=satu.pk)


@halaman
def unduh_resmi(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The newest signed copy, else the PDF as issued: one query and the file."""
    satu: Any = get_object_or_404(dengan_resmi(versi_terlihat(request.user)), pk=pk)
    return kirim_berkas(satu.path_salinan or satu.path_terbitan, nama_unduhan(satu, bool(satu.path_salinan)), TIPE)


@halaman
def unduh_terbitan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF as issued, to be signed."""
    satu: Any = get_object_or_404(dengan_resmi(versi_terlihat(request.user)), pk=pk)
    return kirim_berkas(satu.path_terbitan, nama_unduhan(satu, False), TIPE)


@halaman
def unduh_salinan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One signed copy, also one that was replaced."""
    terlihat = versi_terlihat(request.user).exclude(terbitan=None)
    satu = get_object_or_404(SalinanBertandaTangan, pk=pk, terbitan__in=terlihat.values("terbitan"))
    return kirim_berkas(str(satu.berkas.name), satu.nama_asli, TIPE)


@halaman_berkas
def luar(request: HttpRequest, pk: int) -> HttpResponse:
    """The admin records what a kepala without an account signed on paper."""
    rencana = ambil_rencana(request, pk)
    menunggu = rencana.versi_naskah.defer("isi").filter(status=Versi.Status.DIAJUKAN).first()
    verdict = PENGESAHAN.periksa(rencana, "catat_luar", request.user)
    form = FormLuar(request.POST or None, request.FILES or None, satker=rencana.satker, versi=menunggu)
    galat = ""
    if request.method == "POST" and verdict and form.is_valid():
        try:
            satu = catat_luar(rencana, oleh=request.user, **form.isi())
        except GalatDomain as keliru:
            galat = str(keliru)
        else:
            messages.success(request, f"Versi {satu.nomor} tercatat disetujui di luar sistem.")
            return redirect("naskah:dokumen", pk=satu.pk)
    konteks = {"rencana": rencana, "form": form, "verdict": verdict, "versi": menunggu, "galat": galat}
    return render(request, "naskah/luar.html", konteks, status=422 if request.method == "POST" else 200)


def nama_unduhan(satu: Versi, bertanda: bool) -> str:
    rencana = satu.rencana
    akhir = "-bertanda-tangan" if bertanda else ""
    return f"rencana-kerja-zi-{rencana.satker.kode}-{rencana.tahun}-versi-{satu.nomor}{akhir}.pdf"
