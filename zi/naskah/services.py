"""Submitting, deciding and withdrawing a plan; each step binds to the snapshot that was made when it was submitted."""

import hashlib
from typing import Any

from django.urls import reverse
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.naskah.kanonik import ke_teks, susun
from zi.naskah.models import Versi
from zi.naskah.workflow import PENGESAHAN
from zi.notifikasi.services import kirim
from zi.rencana.models import BarisRencana, RencanaKerja
from zi.satker.models import Peran

KEPUTUSAN = {
    "setujui": Versi.Status.DISETUJUI,
    "kembalikan": Versi.Status.DIKEMBALIKAN,
    "cabut": Versi.Status.DICABUT,
}


@layanan
def ajukan(rencana: RencanaKerja, *, oleh: Any, catatan: str = "") -> None:
    """Freeze the plan as a version and ask the kepala satker; a plan without rows is refused."""
    if not BarisRencana.objects.hidup().filter(tabel__rencana=rencana, tabel__dihapus_pada=None).exists():
        raise GalatDomain("Rencana ini belum berisi satu baris pun. Isi dulu, lalu ajukan.")
    kini = timezone.now()
    if not PENGESAHAN.jalankan(rencana, "ajukan", oleh=oleh, catatan=catatan, diajukan_pada=kini, diajukan_oleh=oleh):
        return
    versi = bekukan(rencana, oleh=oleh)
    judul = f"Mohon persetujuan: {rencana}"
    isi = f"{oleh} mengajukan versi {versi.nomor}. {catatan}".strip()
    for penerima in pemegang(rencana, Peran.Jenis.KEPALA):
        kirim(penerima, kunci=f"ajukan:{versi.pk}", judul=judul, isi=isi, tautan=tautan(rencana))


def bekukan(rencana: RencanaKerja, *, oleh: Any) -> Versi:
    """Store the canonical document of the live rows as the next version."""
    isi = ke_teks(susun(rencana, dengan_id=True))
    akhir = rencana.versi_naskah.order_by("-nomor").values_list("nomor", flat=True).first() or 0
    return Versi.objects.create(
        rencana=rencana, nomor=akhir + 1, isi=isi, sha256=hashlib.sha256(isi.encode()).hexdigest(), diajukan_oleh=oleh
    )


@layanan
def langkah(rencana: RencanaKerja, aksi: str, *, oleh: Any, catatan: str = "") -> None:
    """Any other step of the table: tarik, periksa, setujui, kembalikan, cabut."""
    if not PENGESAHAN.jalankan(rencana, aksi, oleh=oleh, catatan=catatan):
        return
    if aksi in KEPUTUSAN:
        versi = _putuskan(rencana, aksi, oleh, catatan)
        _kabarkan(rencana, versi, catatan)
    elif aksi == "tarik":
        _tarik(rencana, oleh)


def _putuskan(rencana: RencanaKerja, aksi: str, oleh: Any, catatan: str) -> Versi:
    versi = rencana.versi_naskah.order_by("-nomor").first()
    if versi is None:
        raise GalatDomain("Rencana ini belum pernah diajukan.")
    versi.status, versi.catatan = KEPUTUSAN[aksi], catatan.strip()
    versi.diputus_oleh, versi.diputus_pada = oleh, timezone.now()
    versi.save()
    return versi


def _tarik(rencana: RencanaKerja, oleh: Any) -> None:
    versi = rencana.versi_naskah.filter(status=Versi.Status.DIAJUKAN).order_by("-nomor").first()
    if versi:
        versi.status, versi.diputus_oleh, versi.diputus_pada = Versi.Status.DITARIK, oleh, timezone.now()
        versi.save()


def _kabarkan(rencana: RencanaKerja, versi: Versi, catatan: str) -> None:
    judul = f"{versi.get_status_display()}: {rencana}"
    for penerima in pemegang(rencana, Peran.Jenis.KETUA_TIM):
        kirim(penerima, kunci=f"{versi.status}:{versi.pk}", judul=judul, isi=catatan, tautan=tautan(rencana))


def pemegang(rencana: RencanaKerja, *jenis: str) -> list[Pengguna]:
    """Active people who hold one of these roles in the plan's unit today."""
    peran = Peran.objects.berlaku().filter(satker=rencana.satker_id, jenis__in=jenis)
    return list(Pengguna.objects.filter(peran__in=peran, is_active=True).distinct())


def tautan(rencana: RencanaKerja) -> str:
    return reverse("naskah:rencana", args=[rencana.pk])
