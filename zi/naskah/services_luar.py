"""An approval on paper, recorded by the admin where no kepala can log in: scan and decision, both or neither."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.dokumen.services import catat_salinan, salinan_baru
from zi.naskah.models import Versi
from zi.naskah.services import cocokkan, putuskan
from zi.naskah.services_terbit import seri
from zi.naskah.workflow import PENGESAHAN
from zi.rencana.models import RencanaKerja
from zi.satker.pejabat import Pejabat

S = Versi.Status


def catat_luar(
    rencana: RencanaKerja, pengesah: Pejabat, tanggal: date, berkas: UploadedFile, *, oleh: Any, **lain: Any
) -> Versi:
    """Approve what was signed on paper; `lain` as in `setujui_di_luar`. The scan is read before anything is decided."""
    PENGESAHAN.periksa(rencana, "catat_luar", oleh).wajib()
    calon = Terbitan(satker=rencana.satker, seri=seri(rencana), versi=lain.get("versi") or 0, luar=True)
    with salinan_baru(calon, berkas, dicocokkan=True, oleh=oleh) as salinan:
        return _catat(rencana, pengesah, tanggal, salinan, oleh=oleh, **lain)


@layanan
def _catat(
    rencana: RencanaKerja, pengesah: Pejabat, tanggal: date, salinan: SalinanBertandaTangan, *, oleh: Any, **lain: Any
) -> Versi:
    versi = setujui_di_luar(rencana, pengesah, tanggal, oleh=oleh, **lain)
    if versi.terbitan:
        salinan.terbitan = versi.terbitan
        catat_salinan(salinan, oleh=oleh)
    return versi


@layanan
def setujui_di_luar(
    rencana: RencanaKerja, pengesah: Pejabat, tanggal: date, *, oleh: Any, versi: int | None, catatan: str = ""
) -> Versi:
    """Record who signed on which day. Twice is once."""
    if tanggal > rencana.satker.hari_ini():
        raise GalatDomain("Tanggal persetujuan belum tiba.")
    if tanggal.year < rencana.tahun_mulai - 1:
        raise GalatDomain(f"Tanggal persetujuan terlalu lama untuk rencana {rencana.tahun}. Periksa tahunnya.")
    baru = PENGESAHAN.jalankan(rencana, "catat_luar", oleh=oleh, catatan=catatan)
    satu = cocokkan(rencana, versi, S.DIAJUKAN if baru else S.DISETUJUI)
    if baru:
        putuskan(satu, S.DISETUJUI, pengesah, oleh=oleh, catatan=catatan, luar=tanggal)
    return satu
