"""One row: read, edited in place with everything on it, deleted, added. With htmx the same address is a fragment."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django_htmx.http import reswap, retarget

from zi.bukti.models import JenisBukti
from zi.bukti.resep.forms import FormPilihResep
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import Permintaan, halaman
from zi.naskah.forms import EditorBaris
from zi.naskah.periksa import JENIS as JENIS_PERIKSA
from zi.naskah.queries import (
    alamat_baru,
    beda_jadwal,
    kunci_seksi,
    matriks,
    pratinjau_jadwal,
    pratinjau_jenis,
    sel_baris,
)
from zi.naskah.queries_hapus import JENIS, bagian, baru_dihapus
from zi.naskah.services_matriks import Bentrok, IsiBaru, simpan_baris, tambah_baris_lengkap
from zi.naskah.views import alamat_rencana, ambil_rencana
from zi.rencana.forms import FormBarisBaru
from zi.rencana.models import AreaRencana, BarisRencana, RencanaKerja, TabelRencana
from zi.rencana.policies import boleh_ubah_baris, boleh_ubah_rencana
from zi.rencana.services import hapus as hapus_bagian

TETAP = ("tetap", "hapus-", "naik-", "turun-")
PERIKSA = {x.kode for x in JENIS_PERIKSA}


def ambil_baris(request: Permintaan, pk: int) -> BarisRencana:
    """A row of a visible plan, also a deleted one: somebody may still have it open."""
    return get_object_or_404(bagian(JENIS["baris"], request.user), pk=pk)


@halaman
def baris(request: Permintaan, pk: int) -> HttpResponse:
    """One row as the matrix shows it (the answer to Batal); as a page, the plan at that row."""
    satu = ambil_baris(request, pk)
    if not request.htmx or satu.dihapus_pada:
        return redirect(alamat_rencana(satu.tabel.rencana, f"baris-{pk}"))
    return _jawab_baris(request, satu)


def _jawab_baris(request: Permintaan, satu: BarisRencana) -> HttpResponse:
    konteks = {"sel": sel_baris(satu, request.user), "rencana": satu.tabel.rencana, "fokus": True}
    return render(request, "naskah/_baris.html", konteks)


@halaman
def ubah(request: Permintaan, pk: int) -> HttpResponse:
    """The editor of a row; every button of it saves first."""
    satu = ambil_baris(request, pk)
    if request.method != "POST":
        return _editor(request, satu, EditorBaris(sel_baris(satu, request.user), jenis=_jenis()))
    editor = EditorBaris(sel_baris(satu, request.user), request.POST, jenis=_jenis())
    if not editor.is_valid() or editor.lalu == "baca":
        return _editor(request, satu, editor, status=200 if editor.lalu == "baca" else 422)
    try:
        pindah = _tujuan(request, editor, satu)
        hasil = simpan_baris(*editor.ubahan(), editor.isi_baru(), oleh=request.user, pindah=pindah)
    except Bentrok as bentrok:
        editor.tandai(bentrok.bagian)
    except GalatDomain as galat:
        editor.galat = str(galat)
    else:
        return _sesudah(request, satu, editor.lalu, hasil.kalimat if hasil else "")
    return _editor(request, satu, editor, status=409)


def _jenis() -> list[tuple[str, str]]:
    return list(JenisBukti.objects.values_list("kode", "nama"))


def _tujuan(request: Permintaan, editor: EditorBaris, satu: BarisRencana) -> AreaRencana | None:
    if editor.lalu != "pindah":
        return None
    pk = request.POST.get("area_tujuan", "")
    return get_object_or_404(satu.tabel.rencana.area.hidup(), pk=pk if pk.isdecimal() else 0)


def _editor(
    request: Permintaan, satu: BarisRencana, editor: EditorBaris, status: int = 200, dihapus: str = ""
) -> HttpResponse:
    rencana = satu.tabel.rencana
    konteks = {
        "editor": editor,
        "baris": satu,
        "rencana": rencana,
        "boleh": boleh_ubah_baris(request.user, satu),
        "di_tempat": bool(request.htmx),
        "periksa": _periksa(request),
        "fokus_uraian": not _periksa(request),  # the address names the field instead
        "asal": _asal(request, satu),
        "area": editor.sel.semua_area,
        "urungkan": baru_dihapus(rencana, dihapus or request.GET.get("dihapus", ""), request.user),
    }
    templat = "naskah/_baris_ubah.html" if request.htmx else "naskah/baris.html"
    return render(request, templat, konteks, status=status)


def _periksa(request: Permintaan) -> str:
    """The kind of warning from whose list the editor was opened, which is where it leads back."""
    kode = (request.POST if request.method == "POST" else request.GET).get("periksa", "")
    return kode if kode in PERIKSA else ""


def _asal(request: Permintaan, satu: BarisRencana, **kueri: str) -> str:
    """Where an editor on its own page leads back: the list of warnings, or the row in the plan."""
    rencana = satu.tabel.rencana
    if kode := _periksa(request):
        return reverse("naskah:perlu_diperiksa", args=[rencana.pk], query=kueri or None, fragment=kode)
    return alamat_rencana(rencana, kunci_seksi(satu) if kueri else f"baris-{satu.pk}", **kueri)


def _sesudah(request: Permintaan, satu: BarisRencana, lalu: str, kabar: str = "") -> HttpResponse:
    """Where a saved editor leads: back to the row, on with the editor, or to the section where the row stands now.

    What a recipe added (`kabar`) is looked at in the editor.
    """
    satu = ambil_baris(request, satu.pk)
    tetap = lalu.startswith(TETAP) or bool(kabar)
    dihapus = lalu.removeprefix("hapus-") if lalu.startswith("hapus-") else ""
    if tetap and request.htmx:
        editor = EditorBaris(sel_baris(satu, request.user), jenis=_jenis())
        editor.kabar = kabar
        return _editor(request, satu, editor, dihapus=dihapus)
    if kabar:
        messages.success(request, kabar)
    if tetap:
        kueri = {"dihapus": dihapus, "periksa": _periksa(request)}
        kueri = {nama: isi for nama, isi in kueri.items() if isi}
        return redirect(reverse("naskah:baris_ubah", args=[satu.pk], query=kueri or None))
    if not request.htmx:
        messages.success(request, "Perubahan disimpan.")
        return redirect(_asal(request, satu))
    if lalu:
        return jawab_seksi(request, satu.tabel.rencana, {request.POST.get("seksi", ""), kunci_seksi(satu)}, satu.pk)
    return _jawab_baris(request, satu)


def jawab_seksi(
    request: Permintaan,
    rencana: RencanaKerja,
    kunci_seksi: set[str],
    fokus: int | None = None,
    terhapus: str = "",
    **lain: Any,
) -> HttpResponse:
    """Some sections of the plan anew, each put in its place; the focus goes to the row."""
    seksi = [x for x in matriks(rencana, request.user) if x.kunci in kunci_seksi]
    konteks = {
        "rencana": rencana,
        "seksi": seksi,
        "boleh_susun": boleh_ubah_rencana(request.user, rencana),
        "fokus_baris": fokus,
        "urungkan": baru_dihapus(rencana, terhapus, request.user),
        **lain,
    }
    return reswap(retarget(render(request, "naskah/_seksi_baru.html", konteks), "#kabar"), "outerHTML")


@halaman
def hapus(request: Permintaan, pk: int) -> HttpResponse:
    """Delete a row as it was seen; a row that changed meanwhile is shown first."""
    satu = ambil_baris(request, pk)
    rencana = satu.tabel.rencana
    if request.method != "POST":
        return redirect("naskah:baris_ubah", pk=pk)
    versi = request.POST.get("baris-versi", "")
    try:
        hapus_bagian(satu, int(versi) if versi.isdecimal() else 0, oleh=request.user)
    except SudahBerubah:
        editor = EditorBaris(sel_baris(ambil_baris(request, pk), request.user), jenis=_jenis())
        editor.galat = f"Baris ini baru saja diubah {editor.baris.pengubah()}. Baca dulu sebelum menghapusnya."
        return _editor(request, satu, editor, status=409)
    except GalatDomain as galat:
        messages.error(request, str(galat))
    if request.htmx:
        return jawab_seksi(request, rencana, {kunci_seksi(satu)}, terhapus=f"baris-{pk}")
    return redirect(_asal(request, satu, dihapus=f"baris-{pk}"))


@halaman
def baru(request: Permintaan, pk: int) -> HttpResponse:
    """A new row of an area."""
    terlihat = AreaRencana.objects.terlihat_oleh(request.user).select_related("rencana__satker", "area_baku")
    return _baru(request, get_object_or_404(terlihat, pk=pk), f"area-{pk}")


@halaman
def baru_tabel(request: Permintaan, pk: int) -> HttpResponse:
    """A new row of a table that spans areas."""
    terlihat = TabelRencana.objects.terlihat_oleh(request.user).select_related("rencana__satker", "area__area_baku")
    return _baru(request, get_object_or_404(terlihat, pk=pk), f"tabel-{pk}")


def _baru(request: Permintaan, tempat: AreaRencana | TabelRencana, kunci: str) -> HttpResponse:
    """`lalu=lagi` keeps an empty form open, `lalu=baca` shows how the schedule is read, without JavaScript."""
    form, galat, lalu = FormBarisBaru(request.POST or None, auto_id=f"id_{kunci}_%s"), "", request.POST.get("lalu", "")
    resep = _form_resep(tempat, kunci, request.POST or None)
    if request.method == "POST" and lalu != "baca" and form.is_valid() and resep.is_valid():
        try:
            satu = _tambah(request, tempat, form, resep)
        except GalatDomain as keliru:
            galat = str(keliru)
        else:
            return _ditambah(request, tempat, kunci, satu, lagi=lalu == "lagi")
    templat = "naskah/_baris_baru.html" if request.htmx else "naskah/baris_baru.html"
    status = 422 if request.method == "POST" and lalu != "baca" else 200
    konteks = _konteks_baru(request, tempat, kunci, form, resep) | {"rencana": tempat.rencana, "galat": galat}
    return render(request, templat, konteks, status=status)


def _form_resep(tempat: AreaRencana | TabelRencana, kunci: str, data: Any = None) -> FormPilihResep:
    return FormPilihResep(data, satker=tempat.rencana.satker_id, auto_id=f"id_{kunci}_%s")


def _konteks_baru(
    request: Permintaan, tempat: AreaRencana | TabelRencana, kunci: str, form: FormBarisBaru, resep: FormPilihResep
) -> dict[str, Any]:
    tahun, jadwal = getattr(tempat, "tahun", None), form["jadwal"].value() or ""
    return {
        "form_baru": form,
        "form_resep": resep,
        "tempat": tempat,
        "tahun": tahun,
        "kunci": kunci,
        "boleh": boleh_ubah_baris(request.user, tempat),
        "galat": "",
        "alamat": alamat_baru(tempat),
        "baca_form": pratinjau_jadwal(tempat.rencana, tahun, jadwal),
        "usul_form": pratinjau_jenis(form["syarat"].value() or ""),
    }


def _tambah(
    request: Permintaan, tempat: AreaRencana | TabelRencana, form: FormBarisBaru, resep: FormPilihResep
) -> BarisRencana:
    nilai = form.cleaned_data | resep.cleaned_data
    isi = IsiBaru(**{nama: nilai.pop(nama) for nama in ("aksi", "jadwal", "syarat", "resep")})
    return tambah_baris_lengkap(tempat, isi, oleh=request.user, **nilai)


def _ditambah(
    request: Permintaan, tempat: AreaRencana | TabelRencana, kunci: str, satu: BarisRencana, *, lagi: bool
) -> HttpResponse:
    if request.htmx:
        kosong = FormBarisBaru(auto_id=f"id_{kunci}_%s")
        lain = _konteks_baru(request, tempat, kunci, kosong, _form_resep(tempat, kunci)) if lagi else {}
        return jawab_seksi(request, tempat.rencana, {kunci}, None if lagi else satu.pk, **lain)
    messages.success(request, "Baris ditambahkan.")
    return redirect(alamat_baru(tempat) if lagi else alamat_rencana(tempat.rencana, f"baris-{satu.pk}"))


@halaman
def baca_jadwal(request: Permintaan, pk: int) -> HttpResponse:
    """How typed words would be read, at once; nothing is saved."""
    rencana = ambil_rencana(request, pk)
    nama = request.htmx.trigger_name or "teks"
    tahun = request.GET.get("tahun", "")
    baca = pratinjau_jadwal(rencana, int(tahun) if tahun.isdecimal() else None, request.GET.get(nama, "")[:5000])
    return render(request, "naskah/_bacaan.html", {"baca": baca, "beda": beda_jadwal(rencana, nama, baca)})


@halaman
def usul_jenis(request: Permintaan, pk: int) -> HttpResponse:
    """Which kinds of evidence typed words name, at once; nothing is saved."""
    ambil_rencana(request, pk)
    teks = request.GET.get(request.htmx.trigger_name or "teks", "")[:5000]
    return render(request, "naskah/_usul_jenis.html", {"usul": pratinjau_jenis(teks)})
