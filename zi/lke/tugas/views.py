"""Pages of the assignment: the queue of an evaluator, the letters, one letter with its units and members."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman
from zi.common.verdict import Verdict
from zi.lke.models import Putaran, SuratTugas
from zi.lke.services import mulai_putaran
from zi.lke.tugas import queries, services
from zi.lke.tugas.forms import FormAnggota, FormSurat, FormUbahSurat
from zi.lke.tugas.policies import boleh_ubah_surat
from zi.satker.queries import hak


@halaman
def antrean(request: HttpRequest) -> HttpResponse:
    """The units that the user evaluates, by state; a POST starts a round of his from the unit's."""
    tugas = queries.antrean(request.user)
    if request.method == "POST":
        return _mulai(request, tugas)
    keadaan = request.GET.get("keadaan", "")
    konteks = {
        "tugas": [t for t in tugas if keadaan not in queries.KEADAAN or t.keadaan == keadaan],
        "hitung": queries.hitung_keadaan(tugas),
        "keadaan": keadaan,
    }
    return render(request, "lke/antrean.html", konteks)


def _mulai(request: HttpRequest, tugas: list[queries.Tugas]) -> HttpResponse:
    kunci = (request.POST.get("satker"), request.POST.get("tahun"))
    satu = next((t for t in tugas if (str(t.satker.pk), str(t.tahun)) == kunci), None)
    jenis = request.POST.get("jenis", "")
    if satu is None or jenis not in dict(satu.jenis):
        raise Http404
    asal = satu.tpi if jenis == Putaran.Jenis.TPN else satu.asal
    if asal is None:
        raise GalatDomain("Satker ini belum menyerahkan penilaian mandirinya.")
    milik = (satu.satker, satu.tahun, jenis)  # the unit's remarks stand beside; those of the round are the evaluator's
    baru = mulai_putaran(*milik, asal=asal, dengan_catatan=False, oleh=request.user)
    messages.success(request, f"{baru} dimulai dari {asal}.")
    return redirect(baru)


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The letters that the user wrote or that name him."""
    laman = Paginator(queries.daftar_surat(request.user), 30).get_page(request.GET.get("page"))
    boleh = bool(hak(request.user).subpohon)
    return render(request, "lke/tugas_daftar.html", {"laman": laman, "boleh": boleh})


@halaman
def baru(request: HttpRequest) -> HttpResponse:
    if not hak(request.user).subpohon:
        raise Http404
    form = FormSurat(request.POST or None, user=request.user)
    if form.is_valid():
        isi = form.cleaned_data
        try:
            surat = services.buat_surat(isi["penerbit"], isi["tahun"], form.isi(), oleh=request.user)
        except GalatDomain as galat:
            form.add_error(_medan(galat), str(galat))
        else:
            messages.success(request, f"{surat} dibuat. Tambahkan evaluator dan satkernya.")
            return redirect(surat)
    return render(request, "lke/tugas_baru.html", {"form": form}, status=422 if form.errors else 200)


def _medan(galat: GalatDomain) -> str | None:
    """The field that the sentence is about."""
    return "nomor" if str(galat) == services.SUDAH_ADA else None


def _ambil(request: HttpRequest, pk: int) -> SuratTugas:
    return get_object_or_404(queries.daftar_surat(request.user), pk=pk)


@halaman
def tugas(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter. A POST adds a member; what is wrong is said at the field."""
    surat = _ambil(request, pk)
    boleh = boleh_ubah_surat(request.user, surat)
    form = FormAnggota(request.POST or None)
    if form.is_valid():
        isi = form.cleaned_data
        try:
            orang = services.tambah_anggota(surat, isi["surel"], isi["nama"], ketua=isi["ketua"], oleh=request.user)
        except GalatDomain as galat:
            form.add_error("surel", str(galat))
        else:
            tautan = "" if orang.pengguna.has_usable_password() else " Tautan masuk dikirim ke surelnya."
            messages.success(request, f"{orang.pengguna} bertugas dalam {surat}.{tautan}")
            return redirect(surat)
    return _halaman_tugas(request, surat, boleh, form)


def _halaman_tugas(request: HttpRequest, surat: SuratTugas, boleh: Verdict, form: FormAnggota) -> HttpResponse:
    cari = request.GET.get("cari", "").replace("\0", "")[:80]
    calon = list(queries.calon_satker(request.user, surat, cari)[: queries.CALON_TAMPIL + 1]) if boleh.ok else []
    konteks: dict[str, Any] = {
        "surat": surat,
        "satker": surat.satker.order_by("nama"),
        "boleh": boleh,
        "form": form,
        "cari": cari,
        "calon": calon[: queries.CALON_TAMPIL],
        "lebih": len(calon) > queries.CALON_TAMPIL,
    }
    return render(request, "lke/tugas.html", konteks, status=422 if form.errors else 200)


@halaman
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """The words and the period of a letter; when somebody was faster, both are shown."""
    surat = _ambil(request, pk)
    form = FormUbahSurat(request.POST or None, initial=FormUbahSurat.awal(surat))
    if form.is_valid():
        versi = form.cleaned_data["versi"] or 0
        try:
            services.ubah_surat(surat, versi, form.isi(), oleh=request.user)
        except SudahBerubah:
            form.bandingkan(FormUbahSurat.awal(_ambil(request, pk)))
        except GalatDomain as galat:
            form.add_error(_medan(galat), str(galat))
        else:
            messages.success(request, "Surat tugas disimpan; peran evaluatornya ikut berubah.")
            return redirect(surat)
    konteks = {"surat": surat, "form": form, "boleh": boleh_ubah_surat(request.user, surat)}
    status = 409 if form.beda else 422 if form.errors else 200
    return render(request, "lke/tugas_ubah.html", konteks, status=status)


@halaman
def aksi(request: HttpRequest, pk: int) -> HttpResponse:
    """Add or release units, name the ketua, release a member, end the letter (POST only)."""
    surat = _ambil(request, pk)
    if request.method == "POST":
        messages.success(request, _lakukan(request, surat, request.POST.get("aksi", "")))
    return redirect(surat)


def _lakukan(request: HttpRequest, surat: SuratTugas, apa: str) -> str:
    """Do it and say what was done."""
    user = request.user
    if apa == "satker":
        pilihan = [x for x in request.POST.getlist("satker") if x.isdecimal() and len(x) < 19]
        semua = queries.calon_satker(user, surat).filter(pk__in=pilihan)
        return f"{services.tambah_satker(surat, semua, oleh=user)} satker ditambahkan."
    if apa == "lepas_satker":
        satker: Any = get_object_or_404(surat.satker, pk=_pk(request))
        services.lepas_satker(surat, satker, oleh=user)
        return f"{satker} dilepas dari surat tugas ini."
    if apa in {"ketua", "lepas"}:
        anggota = get_object_or_404(surat.anggota.select_related("pengguna"), pk=_pk(request))
        if apa == "ketua":
            services.tunjuk_ketua(surat, anggota, oleh=user)
            return f"{anggota.pengguna} menjadi ketua."
        services.lepas_anggota(surat, anggota, oleh=user)
        return f"{anggota.pengguna} dilepas dari surat tugas ini."
    if apa == "akhiri":
        services.akhiri_surat(surat, oleh=user)
        return "Surat tugas diakhiri; peran evaluatornya berakhir."
    raise Http404


def _pk(request: HttpRequest) -> int:
    kiriman = request.POST.get("pk", "")
    return int(kiriman) if kiriman.isdecimal() and len(kiriman) < 19 else 0
