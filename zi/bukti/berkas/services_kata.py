"""What is ordered for a content once it is stored, and the job that fills the words for the search."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from zi.bukti.berkas.services_pindai import minta_pindai
from zi.bukti.berkas.services_pratinjau import pesan_pratinjau
from zi.bukti.isi.kata import JENIS as BERKATA
from zi.bukti.isi.kata import baca, berkata
from zi.bukti.models import Berkas, TeksBerkas, VersiBerkas
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan

JENIS = "kata_berkas"
KUNCI = "kata:"
SEKALI_SUSUL = 1000


@layanan
def sesudah_simpan(versi: VersiBerkas, *, oleh: Any) -> None:
    """Order the scan, the pictures and the words of a new content, in the transaction that stores its row."""
    minta_pindai(versi, oleh=oleh)
    pesan_pratinjau(versi, oleh=oleh)
    pesan_kata(versi, oleh=oleh)


@layanan
def pesan_kata(versi: VersiBerkas, *, oleh: Any) -> Pekerjaan | None:
    """Put the job; None for a kind without words. The words of older versions are no longer found."""
    TeksBerkas.objects.filter(versi__berkas=versi.berkas_id).exclude(versi=versi).delete()
    if not berkata(versi):
        return None
    return pesan(JENIS, f"{KUNCI}{versi.pk}", oleh=oleh, versi=versi.pk)


def susulkan_kata() -> int:
    """Order the words of contents that were stored before they were read, the newest first; returns how many. What has
    been ordered once is not ordered again.
    """
    lain = VersiBerkas.objects.filter(berkas=OuterRef("berkas"), nomor__gt=OuterRef("nomor"))
    dipesan = Pekerjaan.objects.filter(kunci=Concat(Value(KUNCI), Cast(OuterRef("pk"), CharField())))
    lama = VersiBerkas.objects.filter(~Exists(lain), ~Exists(dipesan), berkas__dihapus_pada=None, tipe__in=BERKATA)
    lama = lama.filter(teks=None).exclude(pindai=VersiBerkas.Pindai.TERJANGKIT).order_by("-pk")
    return sum(pesan_kata(satu, oleh=None) is not None for satu in list(lama[:SEKALI_SUSUL]))


def kerjakan_kata(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Do the job for the newest version of a living file; twice writes the same. A content that is gone has none."""
    hidup = Berkas.objects.filter(dihapus_pada=None)
    versi = VersiBerkas.objects.filter(pk=pekerjaan.data["versi"], berkas__in=hidup).first()
    if versi is None or not berkata(versi):
        return {}
    try:
        teks = baca(versi)
    except FileNotFoundError:
        return {}
    return {"huruf": catat_kata(versi, teks, oleh=None)}


@layanan
def catat_kata(versi: VersiBerkas, teks: str, *, oleh: Any) -> int:
    """Keep the words, unless a newer version came meanwhile; returns how many letters are kept."""
    berkas = Berkas.objects.select_for_update().filter(pk=versi.berkas_id).first()
    if not teks or berkas is None or berkas.versi.filter(nomor__gt=versi.nomor).exists():
        TeksBerkas.objects.filter(versi=versi).delete()
        return 0
    TeksBerkas.objects.update_or_create(versi=versi, defaults={"isi": teks})
    return len(teks)
