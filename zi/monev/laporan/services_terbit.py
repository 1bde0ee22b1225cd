"""The issued PDF of an approved report: registered with the approval, made once by a job from the frozen content."""

from typing import Any

from django.utils import timezone

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.dokumen.bagian import Cap
from zi.dokumen.models import Terbitan
from zi.dokumen.services import daftarkan, simpan_pdf
from zi.monev.laporan.cetak import cetak_html
from zi.monev.laporan.kanonik import Isi, baca
from zi.monev.models import VersiLaporan
from zi.naskah.services_cetak import tata

JENIS = "terbitkan_laporan"
KIRA_HALAMAN = 8


def kunci(versi: VersiLaporan) -> str:
    return f"terbit-laporan:{versi.pk}"


@layanan
def terbitkan(versi: VersiLaporan, *, oleh: Any) -> Terbitan:
    """Register the issued report, and put the job that makes its PDF; a later version takes its place."""
    laporan = versi.laporan
    terbitan = daftarkan(
        satker=laporan.satker,
        seri=f"laporan:{laporan.pk}",
        versi=versi.nomor,
        judul=f"{laporan} Pembangunan Zona Integritas",
        sha_isi=versi.sha256,
        disahkan_pada=versi.diputus_pada or timezone.now(),
        contoh=laporan.rencana.contoh,
        oleh=oleh,
    )
    pesan_terbit(versi, oleh=oleh)
    return terbitan


@layanan
def pesan_terbit(versi: VersiLaporan, *, oleh: Any) -> Pekerjaan:
    """Put the job, once; one that failed for good is put again."""
    pekerjaan = pesan(JENIS, kunci(versi), oleh=oleh, versi=versi.pk)
    gagal = pekerjaan.status == Pekerjaan.Status.GAGAL or pekerjaan.hasil.get("galat")
    return pesan(JENIS, kunci(versi), oleh=oleh, ulang=True, versi=versi.pk) if gagal else pekerjaan


def kerjakan_terbit(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Render the frozen content once; a document that has its PDF is left as it is."""
    versi = VersiLaporan.objects.select_related("terbitan").get(pk=pekerjaan.data["versi"])
    terbitan = versi.terbitan
    if terbitan is None or terbitan.terbit:
        return {}
    isi = baca(versi.isi)
    try:
        pdf = tata(pekerjaan, lambda: html_terbitan(isi, versi, terbitan), KIRA_HALAMAN)
    except GalatDomain as galat:
        return {"galat": str(galat)}
    kemajuan(pekerjaan.pk, 95, "Menyimpan")
    simpan_pdf(terbitan, pdf.isi, pdf.halaman)
    return {"halaman": pdf.halaman, "bita": len(pdf.isi)}


def html_terbitan(isi: Isi, versi: VersiLaporan, terbitan: Terbitan) -> str:
    cap = Cap(terbitan.alamat, terbitan.kode, terbitan.versi, terbitan.sha_isi)
    hari = terbitan.disahkan_pada.astimezone(terbitan.satker.tz).date()
    return cetak_html(isi, cap=cap, pengesah=versi.pengesah, hari=hari)
