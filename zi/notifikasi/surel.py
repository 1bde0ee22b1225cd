"""One mail: its text, its address, its Message-ID, and what a refusal of the server means."""

import smtplib
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from zi.notifikasi.butir import KELOMPOK
from zi.notifikasi.models import Notifikasi


class TertundaSementara(Exception):
    """The server refused this mail for now; others may go."""


def id_surel(notifikasi: Notifikasi) -> str:
    """The same on every try."""
    host = settings.ZI_ALAMAT.split("//")[1].split(":")[0]
    return f"<zi-{notifikasi.pk}-{notifikasi.dibuat_pada:%Y%m%d%H%M%S}@{host}>"


def surat(notifikasi: Notifikasi, sambungan: Any = None) -> EmailMultiAlternatives:
    """The mail of a message; a digest has its lines with links, as text and as HTML."""
    konteks = {
        "notifikasi": notifikasi,
        "situs": settings.ZI_ALAMAT,
        "tautan": notifikasi.tautan and settings.ZI_ALAMAT + notifikasi.tautan,
        "kelompok": kelompok_tampil(notifikasi.rincian),
    }
    nama = "ringkasan" if notifikasi.rincian else "surel"
    hasil = EmailMultiAlternatives(
        subject=notifikasi.judul,
        body=render_to_string(f"notifikasi/{nama}.txt", konteks),
        to=[notifikasi.penerima.email],
        headers={"Message-ID": id_surel(notifikasi)},
        connection=sambungan,
    )
    if notifikasi.rincian:
        hasil.attach_alternative(render_to_string("notifikasi/ringkasan_surel.html", konteks), "text/html")
    return hasil


def kelompok_tampil(rincian: dict[str, Any]) -> list[dict[str, Any]]:
    """The groups of a digest in order, as templates show them; units are named when there is more than one."""
    semua = {b["tempat"] for isi in rincian.values() for b in isi["butir"]}
    hasil = []
    for kode, nama in KELOMPOK.items():
        isi = rincian.get(kode)
        if not isi:
            continue
        butir = [
            {**b, "tenggat": date.fromisoformat(b["tenggat"]), "tempat": b["tempat"] if len(semua) > 1 else ""}
            for b in isi["butir"]
        ]
        lebih = isi["jumlah"] - len(butir)
        hasil.append({"kode": kode, "nama": nama, "jumlah": isi["jumlah"], "butir": butir, "lebih": lebih})
    return hasil


def antar(pesan: EmailMultiAlternatives) -> str:
    """Send one mail. Returns why the server refuses it for good, empty when it went out.

    Raises TertundaSementara for this one; OSError or smtplib.SMTPException when the server itself is the trouble.
    """
    teks: bytes | str
    try:
        _kirim(pesan)
    except smtplib.SMTPRecipientsRefused as galat:
        kode, teks = next(iter(galat.recipients.values()))
    except smtplib.SMTPDataError as galat:
        kode, teks = galat.smtp_code, galat.smtp_error
    except (ValueError, smtplib.SMTPNotSupportedError) as galat:  # an address or a header that cannot be written
        kode, teks = 550, str(galat)
    else:
        return ""
    kata = teks.decode(errors="replace") if isinstance(teks, bytes) else teks
    if kode < 500:
        raise TertundaSementara(f"{kode} {kata}")
    return f"{kode} {kata}"[:300]


def _kirim(pesan: EmailMultiAlternatives) -> None:
    """Send; a server that ended the connection (many do so after a number of mails) is called once more."""
    try:
        pesan.send()
    except smtplib.SMTPServerDisconnected:
        if pesan.connection:
            pesan.connection.close()
        pesan.send()
