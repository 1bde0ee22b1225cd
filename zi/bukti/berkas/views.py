"""The register of files of a unit, one file, and what is written about it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zi.bukti.berkas.forms import FormBerkas
from zi.bukti.berkas.policies import boleh_ubah_berkas
from zi.bukti.berkas.queries import (
    HARI_SEGERA,
    HITUNG_MAKS,
    PER_LAMAN,
    PaginatorTerbatas,
    Saringan,
    berkas_dihapus,
    berkas_satker,
    dengan_rincian,
    pilihan_saringan,
    saring_berkas,
    satu_berkas,
)
from zi.bukti.berkas.services import ubah_berkas
from zi.bukti.berkas.services_hapus import MASA_PULIH, hapus_berkas, pulihkan_berkas
from zi.bukti.berlaku import semua_berlaku
from zi.bukti.models import Berkas
from zi.bukti.pakai.queries import dilayani
from zi.bukti.queries_berlaku import kenakan
from zi.bukti.views_unggah import konteks_betul
from zi.common.galat import SudahBerubah
from zi.common.http import Permintaan, halaman, kembali
from zi.satker.models import Satker
from zi.satker.queries import TIM, hak, satker_aktif


@halaman
def register(request: HttpRequest) -> HttpResponse:
    """The files of the unit where the user is, the newest first."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    if satker is None:
        return render(request, "bukti/register.html", {"satker": None})
    s = Saringan.dari(request.GET)
    terlihat = saring_berkas(berkas_satker(request.user, satker), s, satker.hari_ini())
    laman = PaginatorTerbatas(terlihat, PER_LAMAN).get_page(request.GET.get("page"))
    laman.object_list = dengan_rincian(terlihat, request.user)[max(laman.start_index() - 1, 0) : laman.end_index()]
    _pakai_naskah(request.user, laman.object_list)
    konteks = {
        "satker": satker,
        "laman": laman,
        "s": s,
        "saringan": [(n, label, getattr(s, n), daftar) for n, label, daftar in pilihan_saringan(satker)],
        **_hari(satker),
        "hitung_maks": HITUNG_MAKS,
    }
    return render(request, "bukti/register.html", konteks)


def _pakai_naskah(user: Any, baris: Iterable[Any]) -> None:
    """Name the first use with the words that the user may read."""
    berlaku = semua_berlaku(user)
    for b in baris:
        if isi := berlaku.get(str(b.uid_syarat)):
            b.nama_syarat = isi.teks


def _hari(satker: Satker) -> dict[str, date]:
    """Today and the last day that is soon, for the words about validity."""
    return {"hari_ini": satker.hari_ini(), "segera": satker.hari_ini() + timedelta(days=HARI_SEGERA)}


@halaman
def berkas(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what is written about it, its versions, where it is used; POST deletes it."""
    satu: Any = get_object_or_404(satu_berkas(request.user), pk=pk)
    if request.method == "POST":
        hapus_berkas(satu, oleh=request.user)
        messages.success(request, f"“{satu.judul}” dihapus. Selama {MASA_PULIH.days} hari dapat dipulihkan di sini.")
        return redirect("bukti:dihapus")
    kenakan(request.user, [p.syarat for p in satu.dipakai_di])
    dilayani(request.user, satu.satker, satu.dipakai_di)
    konteks = {
        "berkas": satu,
        "boleh": boleh_ubah_berkas(request.user, satu),
        "boleh_pakai": hak(request.user).punya(satu.satker_id, *TIM),
        **_hari(satu.satker),
    }
    return render(request, "bukti/berkas.html", konteks)


@halaman
def berkas_ubah(request: Permintaan, pk: int) -> HttpResponse:
    """The form of what is written about a file; when somebody was faster, both are shown."""
    satu = get_object_or_404(Berkas.objects.terlihat_oleh(request.user), pk=pk)
    boleh_ubah = boleh_ubah_berkas(request.user, satu)
    form = FormBerkas(request.POST or None, objek=satu)
    if boleh_ubah and form.is_valid():
        try:
            kini = ubah_berkas(satu, form.cleaned_data["diubah"], oleh=request.user, **form.nilai)
        except SudahBerubah:
            form.bandingkan(satu)
        else:
            return _setelah_ubah(request, kini, form.kabar)
    elif request.method == "POST":
        boleh_ubah.wajib()
    if request.htmx:
        return render(request, "bukti/_berkas_betul.html", konteks_betul(request, form))
    return render(request, "bukti/berkas_ubah.html", {"berkas": satu, "form": form, "boleh": boleh_ubah})


def _setelah_ubah(request: Permintaan, kini: Berkas, kabar: str) -> HttpResponse:
    """Back to where the form stood; for htmx the form itself with what is stored now."""
    if request.htmx:
        konteks = konteks_betul(request, FormBerkas(objek=kini))
        return render(request, "bukti/_berkas_betul.html", konteks | {"tersimpan": kabar})
    messages.success(request, kabar)
    return kembali(request, reverse("bukti:berkas", args=[kini.pk]))


@halaman
def dihapus(request: HttpRequest) -> HttpResponse:
    """Deleted files of the unit, which POST brings back."""
    satker = satker_aktif(request.user, request.session.get("satker"))
    semua = berkas_dihapus(request.user, satker)
    if request.method == "POST":
        pk = request.POST.get("berkas", "")
        satu = get_object_or_404(semua, pk=pk if pk.isdecimal() and len(pk) < 19 else 0)
        pulihkan_berkas(satu, oleh=request.user)
        messages.success(request, f"“{satu.judul}” dipulihkan.")
        return redirect("bukti:berkas", pk=satu.pk)
    laman = Paginator(semua, PER_LAMAN).get_page(request.GET.get("page"))
    baris = [(b, boleh_ubah_berkas(request.user, b), b.dihapus_pada + MASA_PULIH) for b in laman if b.dihapus_pada]
    return render(request, "bukti/dihapus.html", {"laman": laman, "baris": baris, "hari": MASA_PULIH.days})
