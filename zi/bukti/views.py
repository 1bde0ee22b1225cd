"""Evidence: the register of requirements, one requirement with its files, the check, the download."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.policies import boleh_unggah, boleh_verifikasi
from zi.bukti.queries_berkas import KEADAAN, hitung_keadaan, pemenuhan_terlihat, saring, syarat_rencana
from zi.bukti.services_berkas import unggah, verifikasi
from zi.bukti.unggahan import bersihkan_nama
from zi.common.galat import GalatDomain
from zi.common.http import halaman, halaman_berkas, kembali
from zi.rencana.models import RencanaKerja
from zi.satker.queries import satker_aktif


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The requirements of one plan: of ?rencana=, else the newest of the unit where the user is."""
    rencana = _pilih_rencana(request)
    if rencana is None:
        return render(request, "bukti/daftar.html", {"rencana": None})
    semua = syarat_rencana(rencana)
    pilihan = {k: request.GET.get(k, "") for k in ("keadaan", "area", "cari")}
    laman = Paginator(saring(semua, **pilihan), 40).get_page(request.GET.get("page"))
    konteks = {
        "rencana": rencana,
        "laman": laman,
        "hitung": hitung_keadaan(semua),
        "pilihan": pilihan,
        "keadaan": KEADAAN,
        "area": rencana.area.hidup(),
    }
    return render(request, "bukti/daftar.html", konteks)


def _pilih_rencana(request: HttpRequest) -> RencanaKerja | None:
    terlihat = RencanaKerja.objects.terlihat_oleh(request.user).select_related("satker")
    if pk := request.GET.get("rencana", ""):
        return get_object_or_404(terlihat, pk=pk if pk.isdecimal() else 0)
    satker = satker_aktif(request.user, request.session.get("satker"))
    return terlihat.filter(satker=satker).order_by("-tahun_mulai").first()


@halaman_berkas
def syarat(request: HttpRequest, pk: int) -> HttpResponse:
    """One requirement: what was offered, and the form to add files (several at once)."""
    terlihat = SyaratBukti.objects.terlihat_oleh(request.user).exclude(baris=None, area=None)
    satu = get_object_or_404(terlihat.select_related("baris__tabel__rencana__satker", "area__rencana__satker"), pk=pk)
    if request.method == "POST":
        return _terima_unggahan(request, satu)
    pemenuhan = [(p, boleh_verifikasi(request.user, p)) for p in pemenuhan_terlihat(request.user).filter(syarat=satu)]
    konteks = {
        "syarat": satu,
        "rencana": satu.baris.tabel.rencana if satu.baris else satu.area.rencana,
        "pemenuhan": pemenuhan,
        "boleh_unggah": boleh_unggah(request.user, satu),
        "batas": settings.BATAS_UNGGAH_MB,
    }
    return render(request, "bukti/syarat.html", konteks)


def _terima_unggahan(request: HttpRequest, satu: SyaratBukti) -> HttpResponse:
    """Each file stands for itself: a bad one is named, the good ones are kept."""
    berkas = request.FILES.getlist("berkas")
    if not berkas:
        raise GalatDomain("Pilih dulu berkasnya.")
    for satu_berkas in berkas:
        try:
            pemenuhan = unggah(satu, satu_berkas, oleh=request.user)
        except GalatDomain as galat:
            messages.error(request, str(galat))
        else:
            _kabarkan(request, satu_berkas.name or "", pemenuhan)
    return redirect("bukti:syarat", pk=satu.pk)


def _kabarkan(request: HttpRequest, nama: str, pemenuhan: PemenuhanBukti) -> None:
    """Say what became of an upload; one with the content of a known file is that file."""
    ada = list(pemenuhan.berkas.versi.values_list("nama_asli", flat=True))
    if pemenuhan.status == PemenuhanBukti.Status.DIKEMBALIKAN:
        messages.warning(request, f"“{nama}” sama isinya dengan yang dikembalikan. Unggah yang sudah diperbaiki.")
    elif bersihkan_nama(nama) in ada:
        messages.success(request, f"“{nama}” tersimpan.")
    else:
        messages.success(request, f"“{nama}” sama isinya dengan “{ada[0]}”, jadi berkas itu yang dipakai.")


@halaman
def periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or return one offered file."""
    pemenuhan = get_object_or_404(pemenuhan_terlihat(request.user), pk=pk)
    if request.method == "POST":
        pemenuhan.versi = int(request.POST.get("versi") or 0)
        terima = request.POST.get("keputusan") == "terima"
        verifikasi(pemenuhan, terima, oleh=request.user, catatan=request.POST.get("catatan", "")[:2000])
        messages.success(request, "Bukti diterima." if terima else "Bukti dikembalikan.")
        return kembali(request, pemenuhan.syarat.get_absolute_url())
    konteks = {"pemenuhan": pemenuhan, "boleh": boleh_verifikasi(request.user, pemenuhan)}
    return render(request, "bukti/periksa.html", konteks)


@halaman
def unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes of one version, as an attachment; nginx sends them where it can."""
    versi = get_object_or_404(VersiBerkas, pk=pk, berkas__in=Berkas.objects.terlihat_oleh(request.user))
    kepala = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    if settings.X_ACCEL:
        kepala["Content-Disposition"] = str(content_disposition_header(True, versi.nama_asli))
        kepala["X-Accel-Redirect"] = f"/_berkas/{versi.isi.name}"
        return HttpResponse(content_type=versi.tipe, headers=kepala)
    try:
        isi = versi.isi.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas tidak ada di penyimpanan.") from None
    return FileResponse(isi, as_attachment=True, filename=versi.nama_asli, content_type=versi.tipe, headers=kepala)
