"""The four papers, and the page that closes the meeting."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify

from zi.common.galat import GalatDomain
from zi.common.http import halaman
from zi.dokumen.docx import buat_docx
from zi.dokumen.html import susun_html
from zi.dokumen.pdf import buat_pdf
from zi.monev import services_tutup
from zi.monev.models import BerkasRapat
from zi.monev.queries_tutup import daftar_tujuan, kertas
from zi.monev.surat import judul, susun
from zi.monev.views import ambil
from zi.monev.workflow import RAPAT

J = BerkasRapat.Jenis
PDF = ("pdf", "application/pdf")
DOCX = ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


@halaman
def surat(request: HttpRequest, pk: int, jenis: str) -> HttpResponseBase:
    """One paper as PDF, or with `?bentuk=docx` for Word; `?kosong=1`: the attendance list to be signed by hand.

    Once the meeting is closed, its PDF is the one that was filed.
    """
    rapat = ambil(request, pk)
    if jenis not in J.values:
        raise Http404
    bentuk = DOCX if request.GET.get("bentuk") == "docx" else PDF
    arsip = rapat.berkas.filter(jenis=jenis, berkas__dihapus_pada=None).exclude(berkas=None).first()
    if arsip and bentuk == PDF:
        return redirect("bukti:berkas", pk=arsip.berkas_id)
    naskah = susun(rapat, jenis, kosong=jenis == J.DAFTAR_HADIR and "kosong" in request.GET)
    isi = buat_docx(naskah) if bentuk == DOCX else buat_pdf(susun_html(naskah)).isi
    return FileResponse(
        BytesIO(isi),
        as_attachment=True,
        filename=f"{slugify(judul(rapat, jenis))[:80]}.{bentuk[0]}",
        content_type=bentuk[1],
        headers={"Cache-Control": "private, no-store"},
    )


@halaman
def tutup(request: HttpRequest, pk: int) -> HttpResponse:
    """What closing will do, each paper for each requirement with a tick; POST does it, or tries the job again."""
    rapat = ambil(request, pk)
    if request.method == "POST" and request.POST.get("aksi") == "ulangi":
        services_tutup.ulangi(rapat, oleh=request.user)
        return redirect(rapat)
    galat, pilihan = "", set(request.POST.getlist("untuk"))
    if request.method == "POST":
        try:
            services_tutup.tutup(rapat, sorted(pilihan), oleh=request.user)
        except GalatDomain as keliru:
            galat, rapat = str(keliru), ambil(request, pk)
        else:
            messages.success(request, "Rapat ditutup. Berkasnya sedang disimpan sebagai bukti.")
            return redirect(rapat)
    agenda, jenis = list(rapat.agenda.filter(dihapus=False)), kertas(rapat)
    konteks = {
        "rapat": rapat,
        "verdict": RAPAT.periksa(rapat, "tutup", request.user),
        "kertas": [J(j).label for j in jenis],
        "tujuan": daftar_tujuan(rapat, request.user, jenis),
        "keputusan": [b for b in agenda if b.penanggung_jawab_id],
        "terbuka": sum(not b.keputusan for b in agenda),
        "galat": galat,
        "pilihan": pilihan if galat else None,
    }
    return render(request, "monev/tutup.html", konteks, status=409 if galat else 200)
