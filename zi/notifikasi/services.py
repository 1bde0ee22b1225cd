"""One function tells: `kirim()` writes to the inbox and queues one mail; it knows no domain.

At once by mail go only account matters, invitations to meetings, and approvals asked for or returned. Everything else
is written with `surel=False`: the inbox now, the digest of the next morning (`ringkas=True`, or a line of a source).
"""

import hashlib
from typing import Any

from django.urls import reverse
from django.utils import timezone

from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan
from zi.notifikasi.models import Notifikasi, PilihanPengingat
from zi.notifikasi.surel import antar, surat
from zi.satker.models import Peran


@layanan
def kirim(
    penerima: Any,
    *,
    kunci: str,
    judul: str,
    isi: str = "",
    tautan: str = "",
    surel: bool = True,
    ringkas: bool = False,
) -> Notifikasi:
    """Tell one person one thing, once: the same `kunci` again is the same message. `tautan` is a path of this site."""
    nilai = {"judul": judul, "isi": isi, "tautan": tautan, "ringkas": ringkas and not surel}
    notifikasi, baru = Notifikasi.objects.get_or_create(penerima=penerima, kunci=kunci, defaults=nilai)
    if baru and surel and penerima.is_active:
        pesan("kirim_surel", f"surel:{notifikasi.pk}", notifikasi=notifikasi.pk)
    return notifikasi


def kerjakan_surel(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Send the mail of one message; a second run finds it sent. The Message-ID is the same on every try."""
    notifikasi = Notifikasi.objects.select_related("penerima").get(pk=pekerjaan.data["notifikasi"])
    if notifikasi.surel_pada:
        return {"terkirim": False}
    if alasan := antar(surat(notifikasi)):
        catat_ditolak(notifikasi, alasan)
        return {"terkirim": False, "ditolak": alasan}
    Notifikasi.objects.filter(pk=notifikasi.pk).update(surel_pada=timezone.now())
    return {"terkirim": True}


@layanan
def catat_ditolak(notifikasi: Notifikasi, alasan: str) -> None:
    """The server refuses this address: remember why, and say so to the admins of the person's units once an address."""
    Notifikasi.objects.filter(pk=notifikasi.pk).update(surel_ditolak=alasan[:300])
    orang = notifikasi.penerima
    kunci = f"surel-ditolak:{orang.pk}:{hashlib.sha256(orang.email.encode()).hexdigest()[:12]}"
    tempat = Peran.objects.berlaku().filter(pengguna=orang).values("satker")
    admin = Peran.objects.berlaku().filter(satker__in=tempat, jenis=Peran.Jenis.ADMIN_SATKER)
    for satu in admin.filter(pengguna__is_active=True).select_related("pengguna", "satker"):
        kirim(
            satu.pengguna,
            kunci=kunci,
            judul=f"Surel untuk {orang} ditolak"[:200],
            isi=f"Alamat {orang.email} tidak menerima surel: {alasan}. Perbaiki alamatnya.",
            tautan=reverse("satker:seseorang", args=[satu.satker.kode, orang.pk]),
            surel=False,
        )


@layanan
def tandai_dibaca(notifikasi: Notifikasi, *, oleh: Any) -> None:
    """Mark one message of the reader as read; again is harmless."""
    Notifikasi.objects.filter(pk=notifikasi.pk, penerima=oleh, dibaca_pada=None).update(dibaca_pada=timezone.now())


@layanan
def tandai_semua(*, oleh: Any) -> int:
    return Notifikasi.objects.filter(penerima=oleh, dibaca_pada=None).update(dibaca_pada=timezone.now())


@layanan
def simpan_pilihan(*, oleh: Any, **nilai: Any) -> PilihanPengingat:
    """How the person wants to be reminded; the form has checked the values."""
    return PilihanPengingat.objects.update_or_create(pengguna=oleh, defaults=nilai)[0]
