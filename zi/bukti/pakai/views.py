"""Using a file that is there already: for one requirement, or one file for several."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zi.bukti.kejadian.queries_halaman import PilihanKejadian, pilihan_kejadian
from zi.bukti.models import Berkas, SyaratBukti
from zi.bukti.pakai.forms import FormTautan
from zi.bukti.pakai.queries import syarat_terlihat, usul_berkas, usul_syarat
from zi.bukti.pakai.services import pakai_ulang
from zi.bukti.pakai.services_tautan import catat_tautan
from zi.bukti.policies import boleh_unggah, tempat
from zi.common.galat import GalatDomain
from zi.common.http import Permintaan, halaman


@halaman
def pakai(request: Permintaan, pk: int) -> HttpResponse:
    """Files of the register that suit a requirement, or that were searched for; POST offers one."""
    syarat = get_object_or_404(syarat_terlihat(request.user), pk=pk)
    boleh, saat = boleh_unggah(request.user, syarat), _saat(request, syarat)
    if request.method == "POST":
        boleh.wajib()
        return _pakai(request, syarat, saat)
    cari = request.GET.get("cari", "")[:200]
    usul = usul_berkas(request.user, syarat, cari, saat.kejadian) if boleh else []
    konteks = {"syarat": syarat, "boleh": boleh, "cari": cari, "usul": usul, "saat": saat}
    return render(request, "bukti/_pakai_daftar.html" if request.htmx else "bukti/pakai.html", konteks)


def _saat(request: HttpRequest, syarat: SyaratBukti) -> PilihanKejadian:
    """The occurrence at which the page was opened that leads here."""
    return pilihan_kejadian(syarat, request.POST.get("kejadian", "") or request.GET.get("kejadian", ""))


def _pakai(request: HttpRequest, syarat: SyaratBukti, saat: PilihanKejadian) -> HttpResponse:
    """The files of the unit, deleted ones too: the service says why such a one cannot be used."""
    milik = Berkas.objects.filter(satker=tempat(syarat)[0].satker_id)
    berkas = get_object_or_404(milik, pk=_angka(request.POST.get("berkas", "")) or 0)
    tertulis = request.POST.get("halaman", "").strip()
    hal = (_angka(tertulis) or 0) if tertulis else None
    pakai_ulang(berkas, [syarat], oleh=request.user, halaman=hal, kejadian=saat.kejadian)
    messages.success(request, f"“{berkas}” diajukan untuk bukti ini.")
    return redirect(saat.alamat(syarat))


@halaman
def pakai_untuk(request: Permintaan, pk: int) -> HttpResponse:
    """Requirements for which one file may serve too; POST offers it for all that are ticked."""
    berkas = get_object_or_404(Berkas.objects.terlihat_oleh(request.user).select_related("satker", "jenis"), pk=pk)
    if request.method == "POST":
        dipilih = [_angka(x) or 0 for x in request.POST.getlist("syarat")]
        syarat = list(syarat_terlihat(request.user).filter(pk__in=dipilih))
        if not syarat:
            raise GalatDomain("Pilih paling sedikit satu bukti.")
        pakai_ulang(berkas, syarat, oleh=request.user)
        messages.success(request, f"Berkas ini diajukan untuk {len(syarat)} bukti lagi.")
        return redirect(reverse("bukti:berkas", args=[pk], fragment="dipakai"))
    cari = request.GET.get("cari", "")[:200]
    konteks = {"berkas": berkas, "cari": cari, "usul": usul_syarat(request.user, berkas, cari)}
    return render(request, "bukti/pakai_untuk.html", konteks)


@halaman
def tautan(request: HttpRequest, pk: int) -> HttpResponse:
    """Evidence of last resort: an address instead of a file."""
    syarat = get_object_or_404(syarat_terlihat(request.user), pk=pk)
    boleh, form, saat = boleh_unggah(request.user, syarat), FormTautan(request.POST or None), _saat(request, syarat)
    if request.method == "POST":
        boleh.wajib()
        if form.is_valid():
            catat_tautan(syarat, oleh=request.user, kejadian=saat.kejadian, **form.keterangan)
            messages.success(request, "Tautan tercatat. Ganti dengan berkas aslinya begitu ada.")
            return redirect(saat.alamat(syarat))
    konteks = {"syarat": syarat, "boleh": boleh, "form": form, "saat": saat}
    return render(request, "bukti/tautan.html", konteks, status=422 if form.errors else 200)


def _angka(tulisan: str) -> int | None:
    """A short number of a form or address; None for anything else."""
    return int(tulisan) if tulisan.isascii() and tulisan.isdecimal() and len(tulisan) < 10 else None
