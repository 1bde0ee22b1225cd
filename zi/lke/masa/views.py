"""The days that a central admin sets for all units below him."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman
from zi.lke.masa.forms import FormMasaBersama
from zi.lke.masa.services import tetapkan_masa
from zi.lke.models import MasaBersama, Putaran
from zi.satker.queries import hak

BANYAK = 100


@halaman
def masa(request: HttpRequest) -> HttpResponse:
    """What is set, the newest year first, and the form; `?ubah=` opens one of them in it."""
    if not hak(request.user).subpohon:
        raise Http404("Masa ini ditetapkan admin pusat.")
    semua = MasaBersama.objects.terlihat_oleh(request.user).select_related("satker")
    diubah = request.GET.get("ubah", "")
    satu = semua.filter(pk=diubah).first() if diubah.isdecimal() and len(diubah) < 19 else None
    form = FormMasaBersama(request.POST or None, user=request.user, tahun=timezone.localdate().year, masa=satu)
    if form.is_valid() and _simpan(request, form):
        return redirect("lke:pusat_masa")
    nama = dict(Putaran.Jenis.choices)
    konteks = {"semua": [(m, nama[m.jenis]) for m in semua[:BANYAK]], "form": form}
    status = 409 if form.beda else 422 if form.errors else 200
    return render(request, "lke/pusat_masa.html", konteks, status=status)


def _simpan(request: HttpRequest, form: FormMasaBersama) -> bool:
    """Set it; what is wrong stands in the form."""
    isi = form.cleaned_data
    kunci = {k: isi[k] for k in ("satker", "tahun", "jenis")}
    masa: dict[str, Any] = {k: isi[k] for k in ("buka", "tutup")}
    try:
        jumlah = tetapkan_masa(**kunci, versi=isi["versi"] or 0, **masa, oleh=request.user)
    except SudahBerubah:
        form.bandingkan(FormMasaBersama.awal(MasaBersama.objects.get(**kunci)))
    except GalatDomain as galat:
        form.add_error(None, str(galat))
    else:
        nama = Putaran.Jenis(isi["jenis"]).label
        messages.success(
            request, f"Masa {nama} {isi['tahun']} disimpan; {jumlah} putaran yang belum terbit mengikutinya."
        )
        return True
    return False
