"""The job that draws the pictures of a stored file, and its state."""

from typing import Any

from zi.bukti.isi.pratinjau import RUSAK, buat, dapat_dilihat
from zi.bukti.models import Berkas, VersiBerkas
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan

JENIS = "pratinjau_berkas"


def kunci(versi: VersiBerkas) -> str:
    return f"pratinjau:{versi.pk}"


@layanan
def pesan_pratinjau(versi: VersiBerkas, *, oleh: Any) -> Pekerjaan | None:
    """Put the job; None when there is nothing to draw. Twice is once; one that failed is not put again."""
    if versi.pratinjau or not dapat_dilihat(versi):
        return None
    return pesan(JENIS, kunci(versi), oleh=oleh, versi=versi.pk)


def kerjakan_pratinjau(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Do the job. A file that cannot be drawn is an outcome with a sentence, not a failure to be tried again."""
    hidup = Berkas.objects.filter(dihapus_pada=None)
    versi = VersiBerkas.objects.filter(pk=pekerjaan.data["versi"], berkas__in=hidup).first()
    if versi is None:
        return {"galat": "Berkas ini sudah dihapus."}
    try:
        hasil = buat(versi)
    except FileNotFoundError:
        return {"galat": RUSAK}
    except GalatDomain as galat:
        return {"galat": str(galat)}
    nilai = {"pratinjau": hasil.gambar} | ({} if versi.halaman else {"halaman": hasil.halaman})
    VersiBerkas.objects.filter(pk=versi.pk).update(**nilai)
    return {"gambar": hasil.gambar, "halaman": hasil.halaman}
