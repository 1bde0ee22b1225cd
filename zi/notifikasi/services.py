"""One function sends: `kirim()` writes to the inbox and queues one mail; it knows no domain."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan
from zi.notifikasi.models import Notifikasi


@layanan
def kirim(penerima: Any, *, kunci: str, judul: str, isi: str = "", tautan: str = "", surel: bool = True) -> Notifikasi:
    """Tell one person one thing, once: the same `kunci` again is the same message. `tautan` is a path of this site."""
    notifikasi, baru = Notifikasi.objects.get_or_create(
        penerima=penerima, kunci=kunci, defaults={"judul": judul, "isi": isi, "tautan": tautan}
    )
    if baru and surel and penerima.is_active:
        pesan("kirim_surel", f"surel:{notifikasi.pk}", notifikasi=notifikasi.pk)
    return notifikasi


def kerjakan_surel(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Send the mail of one message; a second run finds it sent. The Message-ID is the same on every try."""
    notifikasi = Notifikasi.objects.select_related("penerima").get(pk=pekerjaan.data["notifikasi"])
    if notifikasi.surel_pada:
        return {"terkirim": False}
    teks = render_to_string(
        "notifikasi/surel.txt",
        {"notifikasi": notifikasi, "tautan": notifikasi.tautan and settings.ZI_ALAMAT + notifikasi.tautan},
    )
    host = settings.ZI_ALAMAT.split("//")[1].split(":")[0]
    EmailMessage(
        subject=notifikasi.judul,
        body=teks,
        to=[notifikasi.penerima.email],
        headers={"Message-ID": f"<zi-{notifikasi.pk}-{notifikasi.dibuat_pada:%Y%m%d%H%M%S}@{host}>"},
    ).send()
    Notifikasi.objects.filter(pk=notifikasi.pk).update(surel_pada=timezone.now())
    return {"terkirim": True}


@layanan
def tandai_dibaca(notifikasi: Notifikasi, *, oleh: Any) -> None:
    """Mark one message of the reader as read; again is harmless."""
    Notifikasi.objects.filter(pk=notifikasi.pk, penerima=oleh, dibaca_pada=None).update(dibaca_pada=timezone.now())


@layanan
def tandai_semua(*, oleh: Any) -> int:
    return Notifikasi.objects.filter(penerima=oleh, dibaca_pada=None).update(dibaca_pada=timezone.now())
