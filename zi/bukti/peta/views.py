"""The map: which evidence proves which question, deciding on proposals, and evidence filed under a question."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.bukti.models import SyaratBukti
from zi.bukti.peta.queries import (
    baca_pertanyaan,
    bukti_rencana,
    ditolak,
    peta_rencana,
    satker_tanya,
    syarat_dalam_rencana,
    syarat_satu_tanya,
    syarat_tanya,
    usul_satu,
)
from zi.bukti.peta.services import putuskan, tambah_syarat_tanya
from zi.bukti.policies import boleh_petakan, boleh_tambah_tanya
from zi.bukti.queries_berlaku import rencana_dibaca
from zi.bukti.views_unggah import pasang_betul, terima
from zi.common.galat import GalatDomain
from zi.common.http import halaman, halaman_berkas, kembali, tujuan
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import instrumen_tahun, pertanyaan_tahun
from zi.satker.models import Satker


@halaman
def peta(request: HttpRequest, pk: int) -> HttpResponse:
    """One area (?area=) of the map of a plan."""
    rencana = rencana_dibaca(request.user, None, str(pk))
    if rencana is None:
        raise Http404("Rencana ini tidak ada.")
    instrumen = instrumen_tahun(rencana.tahun_mulai)
    semua = peta_rencana(rencana, instrumen, request.user) if instrumen else []
    pilihan = request.GET.get("area")
    terpilih = next((a for a in semua if a.kode == pilihan), semua[0] if semua else None)
    konteks = {"rencana": rencana, "instrumen": instrumen, "semua": semua, "terpilih": terpilih}
    return render(request, "bukti/peta.html", konteks)


@halaman
def peta_syarat(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of one requirement; POST says of one whether it fits."""
    syarat = get_object_or_404(syarat_dalam_rencana(request.user), pk=pk)
    rencana = syarat.baris.tabel.rencana if syarat.baris else syarat.area.rencana
    instrumen = instrumen_tahun(rencana.tahun_mulai)
    if instrumen is None:
        raise Http404("Tidak ada instrumen untuk tahun rencana ini.")
    if request.method == "POST":
        return _putuskan(request, syarat, instrumen.pertanyaan.all())
    konteks = {
        "syarat": syarat,
        "rencana": rencana,
        "usul": usul_satu(syarat, instrumen),
        "ditolak": ditolak(syarat, instrumen),
        "pertanyaan": instrumen.pertanyaan.select_related("simpul").order_by("urutan"),
        "boleh": boleh_petakan(request.user, syarat),
    }
    return render(request, "bukti/peta_syarat.html", konteks)


def _putuskan(request: HttpRequest, syarat: SyaratBukti, pertanyaan: QuerySet[Pertanyaan]) -> HttpResponse:
    pk = request.POST.get("pertanyaan", "")
    boleh_petakan(request.user, syarat).wajib()
    if not pk.isdecimal():
        raise GalatDomain("Pilih dulu pertanyaannya.")
    satu, cocok = get_object_or_404(pertanyaan, pk=pk), request.POST.get("cocok") == "1"
    putuskan(syarat, satu, cocok, oleh=request.user)
    kata = "sebagai bukti" if cocok else "bukan bukti"
    messages.success(request, f"Dicatat {kata} {satu.kode}. Berlaku juga untuk rencana tahun berikutnya.")
    return kembali(request, request.path)


@halaman_berkas
def pertanyaan(request: HttpRequest, satker: int, tahun: int, pk: int) -> HttpResponse:
    """One question of a unit and year: what proves it; POST files evidence directly under it."""
    unit = get_object_or_404(satker_tanya(request.user, tahun), pk=satker)
    semua, arah = baca_pertanyaan(pertanyaan_tahun(tahun))
    tanya = next((p for p in semua if p.pk == pk), None)
    if tanya is None:
        raise Http404
    if request.method == "POST":
        return _catat(request, unit, tahun, tanya)
    langsung = syarat_satu_tanya(request.user, unit, tahun, tanya)
    konteks = {
        "satker": unit,
        "tahun": tahun,
        "tanya": tanya,
        "langsung": langsung,
        "dari_rencana": bukti_rencana(request.user, unit, tahun, tanya, arah),
        "boleh": boleh_tambah_tanya(request.user, unit, tanya),
        "batas": settings.BATAS_UNGGAH_MB,
        **pasang_betul(request, [p for satu in langsung for p, _ in satu.pemenuhan]),
    }
    return render(request, "bukti/pertanyaan.html", konteks)


def _catat(request: HttpRequest, satker: Satker, tahun: int, tanya: Pertanyaan) -> HttpResponse:
    """Files for a requirement that is there (`syarat`), for one named here (`teks`), or without a name; or a name."""
    teks = request.POST.get("teks", "")
    if pk := request.POST.get("syarat", ""):
        ada = syarat_tanya(request.user, satker, [tahun], tanya.instrumen_id).filter(pertanyaan=tanya)
        syarat = get_object_or_404(ada, pk=pk if pk.isdecimal() and len(pk) < 19 else 0)
    else:
        bernama = teks if teks.strip() or not request.FILES else f"Bukti {tanya.kode}"
        syarat = tambah_syarat_tanya(satker, tahun, tanya, bernama, oleh=request.user)
        if not request.FILES:
            messages.success(request, f"“{syarat}” dicatat. Unggah berkasnya di bawah.")
            return redirect(f"{request.path}#syarat-{syarat.pk}")
    return terima(request, syarat, tujuan(request))
