"""The occurrences of a row, one occurrence with its checklist of evidence, and the steps it takes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.bukti.kejadian.queries_halaman import daftar_kejadian, jendela, periksa_bukti
from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.common.workflow import riwayat
from zi.jadwal import services_catat
from zi.jadwal.forms_kejadian import FORM, FormLangkah
from zi.jadwal.hari import kalender
from zi.jadwal.models import Kejadian
from zi.jadwal.workflow import KEJADIAN
from zi.rencana.models import BarisRencana

LAYANAN: dict[str, Any] = {
    "selesaikan": services_catat.selesaikan,
    "batalkan": services_catat.batalkan,
    "pindahkan": services_catat.pindahkan,
    "buka": services_catat.buka_lagi,
}


def ambil_kejadian(request: HttpRequest, pk: int) -> Any:
    """A visible occurrence with its `keadaan` today where its unit is."""
    relasi = ("jadwal__baris__area__area_baku", "jadwal__baris__tabel__area__area_baku")
    semua = Kejadian.objects.terlihat_oleh(request.user).select_related(
        "jadwal__baris__tabel__rencana__satker", *relasi
    )
    satu: Any = get_object_or_404(semua, pk=pk)
    hari_ini = satu.jadwal.baris.tabel.rencana.satker.hari_ini()
    return semua.dengan_keadaan(hari_ini).get(pk=pk)


@halaman
def kejadian_baris(request: HttpRequest, pk: int) -> HttpResponse:
    """All occurrences of a row with state, realisation and evidence."""
    terlihat = BarisRencana.objects.terlihat_oleh(request.user).select_related("tabel__rencana__satker")
    baris = get_object_or_404(terlihat, pk=pk)
    rencana = baris.tabel.rencana
    daftar = daftar_kejadian(baris, rencana.satker.hari_ini())
    berkala = [j.teks for j in baris.jadwal.hidup() if j.jenis and not j.mulai and not j.tanda_bulan]
    konteks = {"baris": baris, "rencana": rencana, "daftar": daftar, "tanpa_tanggal": berkala}
    return render(request, "bukti/kejadian_baris.html", konteks)


@halaman
def kejadian(request: HttpRequest, pk: int) -> HttpResponse:
    """One occurrence: its window and state, what evidence it asks for, what may be done."""
    satu = ambil_kejadian(request, pk)
    rencana = satu.jadwal.baris.tabel.rencana
    langkah = {x.aksi: x.label for x in KEJADIAN.langkah}
    konteks = {
        "kejadian": satu,
        "jendela": jendela(satu),
        "hari": kalender(satu.mulai, satu.selesai).keterangan(satu.mulai, satu.selesai),
        "rencana": rencana,
        "bukti": periksa_bukti(request.user, satu, rencana.satker.hari_ini()),
        "tombol": KEJADIAN.tombol(satu, request.user),
        "riwayat": [(c, langkah.get(c.aksi, c.aksi)) for c in riwayat(satu).order_by("-pada", "-pk")],
    }
    return render(request, "bukti/kejadian.html", konteks)


@halaman
def kejadian_langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """One step of an occurrence: done, cancelled, moved, open again."""
    if aksi not in FORM:
        raise Http404("Langkah ini tidak ada.")
    satu = ambil_kejadian(request, pk)
    hari_ini = satu.jadwal.baris.tabel.rencana.satker.hari_ini()
    form = FORM[aksi](request.POST if request.method == "POST" else None, kejadian=satu, hari_ini=hari_ini)
    if request.method == "POST" and form.is_valid():
        try:
            LAYANAN[aksi](satu, form.cleaned_data["versi"], oleh=request.user, **form.nilai)
        except GalatDomain as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Kejadian dicatat.")
            return redirect("bukti:kejadian", pk=pk)
    return _formulir(request, satu, aksi, form)


def _formulir(request: HttpRequest, satu: Any, aksi: str, form: FormLangkah) -> HttpResponse:
    konteks = {
        "kejadian": satu,
        "jendela": jendela(satu),
        "langkah": KEJADIAN.cari(aksi),
        "verdict": KEJADIAN.periksa(satu, aksi, request.user),
        "form": form,
    }
    return render(request, "bukti/kejadian_langkah.html", konteks, status=422 if form.errors else 200)
