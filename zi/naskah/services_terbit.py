"""The issued document of an approved version: put the job, do it, take the signed copies back."""

import json
from datetime import datetime, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.dokumen.bagian import Cap
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.dokumen.services import daftarkan, simpan_pdf, simpan_salinan
from zi.naskah.cetak import cetak_html
from zi.naskah.kanonik import Isi, lengkapi
from zi.naskah.models import Versi
from zi.naskah.policies import boleh_unggah_salinan
from zi.naskah.services_cetak import kira_halaman, tata
from zi.rencana.models import RencanaKerja

JENIS = "terbitkan_naskah"


def seri(rencana: RencanaKerja) -> str:
    """What joins the issued versions of one plan."""
    return f"rencana:{rencana.pk}"


@layanan
def terbitkan(versi: Versi, *, oleh: Any) -> Terbitan:
    """Register the issued document of a version that is approved now, and put the job that makes its PDF."""
    rencana = versi.rencana
    terbitan = daftarkan(
        satker=rencana.satker,
        seri=seri(rencana),
        versi=versi.nomor,
        judul=f"Rencana Kerja Zona Integritas {rencana.tahun}",
        sha_isi=versi.sha256,
        disahkan_pada=_disahkan(versi),
        luar=versi.luar,
        contoh=rencana.contoh,
        oleh=oleh,
    )
    pesan_terbit(versi, oleh=oleh)
    return terbitan


def _disahkan(versi: Versi) -> datetime:
    """When it was decided; of a decision on paper noon of the day that it bears, as it is printed."""
    if hari := versi.tanggal_luar:
        return datetime.combine(hari, time(12), tzinfo=versi.rencana.satker.tz)
    return versi.diputus_pada or timezone.now()


@layanan
def pesan_terbit(versi: Versi, *, oleh: Any) -> Pekerjaan:
    """Put the job, once; one that failed for good is put again."""
    kunci = f"terbit:{versi.pk}"
    pekerjaan = pesan(JENIS, kunci, oleh=oleh, versi=versi.pk)
    gagal = pekerjaan.status == Pekerjaan.Status.GAGAL or pekerjaan.hasil.get("galat")
    return pesan(JENIS, kunci, oleh=oleh, ulang=True, versi=versi.pk) if gagal else pekerjaan


def kerjakan_terbit(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Render the snapshot once; a document that has its PDF is left as it is."""
    versi = Versi.objects.select_related("terbitan", "rencana").get(pk=pekerjaan.data["versi"])
    terbitan = versi.terbitan
    if terbitan is None or terbitan.terbit:
        return {}
    try:
        isi = lengkapi(json.loads(versi.isi))
        pdf = tata(pekerjaan, lambda: html_terbitan(isi, versi, terbitan), kira_halaman(isi))
    except GalatDomain as galat:
        return {"galat": str(galat)}
    kemajuan(pekerjaan.pk, 95, "Menyimpan")
    simpan_pdf(terbitan, pdf.isi, pdf.halaman)
    return {"halaman": pdf.halaman, "bita": len(pdf.isi), "detik": round(pdf.detik, 1)}


def html_terbitan(isi: Isi, versi: Versi, terbitan: Terbitan) -> str:
    """The document as it is issued: the snapshot `isi`, who approved it, and the stamp at the foot."""
    keterangan = "Disetujui di luar sistem." if versi.luar else ""
    cap = Cap(terbitan.alamat, terbitan.kode, terbitan.versi, terbitan.sha_isi, keterangan)
    return cetak_html(isi, draf=False, cap=cap, pengesah=versi.pengesah)


def unggah_salinan(versi: Versi, berkas: UploadedFile, *, oleh: Any, dicocokkan: bool) -> SalinanBertandaTangan:
    """Take back a signed copy of this very version. Raises PerluDicocokkan when nothing in it says which it is."""
    boleh_unggah_salinan(oleh, versi.rencana).wajib()
    if versi.terbitan is None or versi.status != Versi.Status.DISETUJUI:
        raise GalatDomain("Salinan bertanda tangan hanya untuk versi yang disetujui dan berlaku.")
    return simpan_salinan(versi.terbitan, berkas, dicocokkan=dicocokkan, oleh=oleh)
