"""Printing a plan: the job, and what it leaves behind."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.dokumen.pdf import Pdf, buat_pdf
from zi.naskah.cetak import VERSI_CETAK, Isi, cetak_html
from zi.naskah.kanonik import sidik
from zi.naskah.queries_cetak import JENIS, isi_cetak
from zi.rencana.models import RencanaKerja

BERUBAH = "Rencana berubah sewaktu dicetak. Cetak sekali lagi."


@dataclass(frozen=True)
class Cetakan:
    """What is printed: the canonical document, who approved it (None: a draft), and how numbers are written."""

    isi: Isi
    pengesah: Isi | None
    rapi: bool

    @property
    def draf(self) -> bool:
        return self.pengesah is None

    @property
    def sidik(self) -> str:
        return sidik(self.isi | {"pengesah": self.pengesah})

    def html(self) -> str:
        return cetak_html(self.isi, draf=self.draf, rapi=self.rapi, pengesah=self.pengesah)


def cetakan(rencana: RencanaKerja, rapi: bool | None = None) -> Cetakan:
    """The plan as it prints now: the approved snapshot while it is in force, else the live rows as a draft."""
    isi, pengesah = isi_cetak(rencana)
    return Cetakan(isi, pengesah, rencana.nomor_rapi if rapi is None else rapi)


@layanan
def pesan_cetak(rencana: RencanaKerja, *, oleh: Any, rapi: bool | None = None) -> Pekerjaan:
    """Put the print job; the same plan with the same content is the same job, so nobody waits twice."""
    c = cetakan(rencana, rapi)
    data: dict[str, Any] = {
        "rencana": rencana.pk,
        "status": rencana.status,
        "sidik": c.sidik,
        "rapi": c.rapi,
        "draf": c.draf,
    }
    kunci = f"cetak:{rencana.pk}:{c.sidik[:32]}:{rencana.status}:{int(c.rapi)}:{VERSI_CETAK}"
    pekerjaan = pesan(JENIS, kunci, oleh=oleh, **data)
    return pesan(JENIS, kunci, oleh=oleh, ulang=True, **data) if _sia_sia(pekerjaan) else pekerjaan


def _sia_sia(pekerjaan: Pekerjaan) -> bool:
    """Ended without a file that is still there."""
    if pekerjaan.status == Pekerjaan.Status.GAGAL:
        return True
    path = pekerjaan.hasil.get("path", "")
    return pekerjaan.status == Pekerjaan.Status.SELESAI and not (path and default_storage.exists(path))


def kerjakan_cetak(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Do the job. What a person must mend is an outcome with a sentence, not a failure to be tried again."""
    rencana = RencanaKerja.objects.hidup().filter(pk=pekerjaan.data["rencana"]).select_related("satker").first()
    if rencana is None:
        return {"galat": "Rencana ini sudah dihapus."}
    c = cetakan(rencana, pekerjaan.data["rapi"])
    if (c.sidik, c.draf) != (pekerjaan.data["sidik"], pekerjaan.data["draf"]):
        return {"galat": BERUBAH}
    try:
        pdf = tata(pekerjaan, c.html, kira_halaman(c.isi))
    except GalatDomain as galat:
        return {"galat": str(galat)}
    path = default_storage.save(f"cetak/{rencana.satker_id}/{uuid.uuid4().hex}.pdf", ContentFile(pdf.isi))
    fakta = {"halaman": pdf.halaman, "bita": len(pdf.isi), "detik": round(pdf.detik, 1), "memori_mb": pdf.memori_mb}
    return {"path": path, "sha256": pdf.sha256, **fakta}


def kira_halaman(isi: Isi) -> int:
    """About how many pages a plan prints, for the progress bar."""
    return 6 + sum(len(t["baris"]) for t in isi["tabel"]) // 3


def tata(pekerjaan: Pekerjaan, susun: Callable[[], str], kira: int) -> Pdf:
    """Compose the HTML and lay it out, telling the job table how far it is. Raises GalatDomain at a limit."""
    kemajuan(pekerjaan.pk, 10, "Menyusun naskah")

    def lapor(halaman: int) -> None:
        kemajuan(pekerjaan.pk, 20 + min(70, 70 * halaman // kira), f"Menata halaman {halaman}")

    return buat_pdf(susun(), lapor=lapor)
