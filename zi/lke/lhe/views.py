"""The LHE of a round: write it, issue it, fetch it as PDF or as a Word file."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.http import halaman, kirim_berkas
from zi.common.models import Pekerjaan
from zi.dokumen.docx import buat_docx
from zi.dokumen.pdf import buat_pdf
from zi.lke.lhe import services
from zi.lke.lhe.cetak import cetak_html, susun_dokumen
from zi.lke.lhe.forms import FormLhe
from zi.lke.lhe.policies import boleh_susun_lhe
from zi.lke.lhe.queries import lhe_putaran, surat_putaran
from zi.lke.models import Lhe, Putaran
from zi.lke.views import ambil

TIPE = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@halaman
def lhe(request: HttpRequest, pk: int) -> HttpResponse:
    """The issued document; before that the form, for who may write it. POST saves, issues, or makes the PDF again."""
    putaran = ambil(request, pk)
    boleh, satu = boleh_susun_lhe(request.user, putaran), lhe_putaran(putaran)
    if putaran.jenis != Putaran.Jenis.TPI:
        raise Http404("LHE dibuat untuk penilaian TPI.")
    form = None
    if request.method == "POST":
        boleh.wajib()
        if satu and satu.terbit_pada:
            services.pesan_pdf(satu, oleh=request.user)
            return redirect("lke:lhe", pk)
        form = FormLhe(request.POST, putaran=putaran, lhe=satu)
        if form.is_valid() and _simpan(request, putaran, form):
            return redirect("lke:lhe", pk)
    elif boleh and not (satu and satu.terbit_pada):
        form = FormLhe(None, putaran=putaran, lhe=satu)
    konteks = {
        "putaran": putaran,
        "lhe": satu if satu and (boleh or satu.terbit_pada) else None,
        "boleh": boleh,
        "form": form,
        "surat": surat_putaran(putaran) if form else None,
        "gagal": bool(satu and _gagal(satu)),
    }
    status = 200 if form is None else 409 if form.beda else 422 if form.errors else 200
    return render(request, "lke/lhe.html", konteks, status=status)


def _simpan(request: HttpRequest, putaran: Putaran, form: FormLhe) -> bool:
    """Save, and issue when that was asked for; what is wrong stands in the form."""
    terbit = request.POST.get("aksi") == "terbitkan"
    try:
        satu = services.simpan_lhe(putaran, oleh=request.user, **form.cleaned_data)
        if terbit:
            services.terbitkan_lhe(satu, oleh=request.user)
    except SudahBerubah:
        form.bandingkan(FormLhe.awal(Lhe.objects.get(putaran=putaran)))
    except GalatDomain as keliru:
        form.add_error("nomor" if isinstance(keliru, services.NomorDipakai) else None, str(keliru))
    else:
        kabar = "LHE terbit; satker diberi tahu. PDF-nya sedang dibuat." if terbit else "LHE disimpan."
        messages.success(request, kabar)
    return form.is_valid() and not form.beda


def _gagal(satu: Lhe) -> bool:
    """Issued, and its PDF was given up."""
    if satu.terbitan is None or satu.terbitan.terbit:
        return False
    kerja = Pekerjaan.objects.filter(kunci=services.kunci(satu)).first()
    return kerja is None or kerja.status == Pekerjaan.Status.GAGAL or bool(kerja.hasil.get("galat"))


@halaman
def unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponseBase:
    """`pdf`: the issued file, of a draft one with the word DRAF on each page; `docx`: the same as a Word file."""
    putaran = ambil(request, pk)
    satu = lhe_putaran(putaran)
    if bentuk not in TIPE or satu is None or not (satu.terbit_pada or boleh_susun_lhe(request.user, putaran)):
        raise Http404
    draf = not satu.terbit_pada
    nama = f"lhe-{putaran.satker.kode}-{putaran.tahun}{'-draf' if draf else ''}.{bentuk}"
    if bentuk == "pdf" and satu.terbitan:
        return kirim_berkas(str(satu.terbitan.berkas.name), nama, TIPE[bentuk])
    isi = services.isi_lhe(satu)
    data = buat_pdf(cetak_html(isi)).isi if bentuk == "pdf" else buat_docx(susun_dokumen(isi, draf=draf))
    kepala = {"Cache-Control": "private, no-store"}
    return FileResponse(BytesIO(data), as_attachment=True, filename=nama, content_type=TIPE[bentuk], headers=kepala)
