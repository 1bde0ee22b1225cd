"""A round as a workbook in one of the official shapes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from zi.common.http import halaman_berkas
from zi.lke.models import Putaran
from zi.lke.tukar.buku import tulis_buku
from zi.lke.tukar.queries import isi_berdampingan, isi_sendiri
from zi.lke.tukar.susunan import bentuk_tersedia, susun

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@halaman_berkas
def unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponse:
    """What the user may see of the round; the form of PortalRB only where the instrument knows its rows."""
    semua = Putaran.objects.terlihat_oleh(request.user).select_related("satker__instansi", "instrumen")
    putaran = get_object_or_404(semua, pk=pk)
    dipilih = next((b for b in bentuk_tersedia(putaran.instrumen) if b.kunci == bentuk), None)
    if dipilih is None:
        raise Http404
    baca = isi_berdampingan if dipilih.portalrb else isi_sendiri
    isi = tulis_buku(putaran, dipilih, susun(putaran.instrumen), baca(putaran, request.user))
    nama = f"{dipilih.kunci}-{slugify(putaran.satker.kode)}-{putaran.jenis}-{putaran.tahun}-{putaran.nomor}.xlsx"
    kepala = {"Content-Disposition": str(content_disposition_header(True, nama)), "Cache-Control": "private, no-store"}
    return HttpResponse(isi, content_type=XLSX, headers=kepala)
