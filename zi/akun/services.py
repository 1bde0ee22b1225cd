"""Accounts and their one-time links: open, mail, use. Who may do it for whom is decided above, by the roles."""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from zi.akun.models import MASA_UNDANGAN, Pengguna, Undangan
from zi.akun.nomor import rapikan_nomor
from zi.akun.queries import cari_pengguna, rapikan_nama_masuk, sidik_token, undangan_terbuka
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import pesan

TIDAK_BERLAKU = "Tautan ini sudah dipakai, sudah lewat masanya, atau tidak dikenal."


@layanan
def buat_akun(surel: str, nama: str, *, oleh: Pengguna | None, nomor_induk: str | None = None) -> Pengguna:
    """A new account without a password; its owner sets one through a one-time link."""
    pengguna = Pengguna(email=surel.strip().lower(), nama=nama.strip(), nomor_induk=rapikan_nomor(nomor_induk))
    pengguna.set_unusable_password()
    pengguna.full_clean()
    pengguna.save()
    return pengguna


@layanan
def ubah_akun(pengguna: Pengguna, *, oleh: Pengguna | None, nama: str, nomor_induk: str | None) -> bool:
    """Set name and number; False when nothing changes."""
    baru = (nama.strip(), rapikan_nomor(nomor_induk))
    if baru == (pengguna.nama, pengguna.nomor_induk):
        return False
    pengguna.nama, pengguna.nomor_induk = baru
    pengguna.full_clean()
    pengguna.save(update_fields=["nama", "nomor_induk"])
    return True


@layanan
def buat_tautan(pengguna: Pengguna, *, oleh: Pengguna | None, gantikan: bool = True) -> str:
    """A new one-time link; the address is returned once and only its hash is stored.

    `gantikan` closes the links that are still open, so that one that went to the wrong chat is dead.
    """
    if not pengguna.is_active:
        raise GalatDomain("Akun ini tidak aktif.")
    if gantikan:
        _tutup_tautan(pengguna)
    token = secrets.token_urlsafe(32)
    jenis = Undangan.Jenis.RESET if pengguna.has_usable_password() else Undangan.Jenis.UNDANGAN
    Undangan.objects.create(
        pengguna=pengguna,
        jenis=jenis,
        sidik=sidik_token(token),
        dibuat_oleh=oleh,
        berlaku_sampai=timezone.now() + MASA_UNDANGAN,
    )
    return settings.ZI_ALAMAT + reverse("akun:tautan", args=[token])


@layanan
def pakai_tautan(token: str, sandi: str) -> Pengguna:
    """Set the password by a link. Of two simultaneous uses one wins (compare-and-set), the other is refused.

    The new password ends every session of the account and closes its other links.
    """
    kini = timezone.now()
    sidik = sidik_token(token)
    if not undangan_terbuka().filter(sidik=sidik).update(dipakai_pada=kini):
        raise GalatDomain(TIDAK_BERLAKU)
    pengguna = Pengguna.objects.select_for_update().get(undangan__sidik=sidik)
    pengguna.set_password(sandi)
    pengguna.save(update_fields=["password"])
    _tutup_tautan(pengguna)
    transaction.on_commit(lambda: _pesan_pemberitahuan(pengguna))
    return pengguna


def _tutup_tautan(pengguna: Pengguna) -> None:
    Undangan.objects.filter(pengguna=pengguna, dipakai_pada=None, berlaku_sampai__gt=timezone.now()).update(
        berlaku_sampai=timezone.now()
    )


@layanan
def kirim_tautan(pengguna: Pengguna, *, oleh: Pengguna | None) -> Pekerjaan:
    """Mail a one-time link to the owner's own address."""
    return minta_tautan(pengguna.email, oleh=oleh)


@layanan
def minta_tautan(nama_masuk: str, *, oleh: Pengguna | None = None) -> Pekerjaan:
    """Ask for a link by mail. Does the same work for a known and an unknown name, so neither can be told apart.

    The job holds the name only: the token is made by the worker at the moment of sending and is stored nowhere.
    """
    rapi = rapikan_nama_masuk(nama_masuk)
    kunci = "tautan:" + hashlib.sha256(rapi.encode()).hexdigest()
    return pesan("kirim_tautan", kunci, oleh=oleh, ulang=True, masuk=rapi[:254])


def kerjakan_tautan(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """The job: make the link and mail it; nothing happens for an unknown or inactive account."""
    pengguna = cari_pengguna(pekerjaan.data["masuk"])
    if pengguna is None or not pengguna.is_active:
        return {"terkirim": 0}
    alamat = buat_tautan(pengguna, oleh=pekerjaan.pemilik, gantikan=False)
    _kirim("tautan", pengguna, alamat=alamat, baru=not pengguna.has_usable_password(), oleh=pekerjaan.pemilik)
    return {"terkirim": 1}


def _pesan_pemberitahuan(pengguna: Pengguna) -> None:
    pesan("kabar_sandi", f"kabar_sandi:{pengguna.pk}", ulang=True, pengguna=pengguna.pk)


def kerjakan_kabar_sandi(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """The job: tell the owner that the password was set, so that a stolen link does not stay unseen."""
    _kirim("kabar_sandi", Pengguna.objects.get(pk=pekerjaan.data["pengguna"]))
    return {}


def _kirim(nama: str, pengguna: Pengguna, **isi: Any) -> None:
    """One account mail; the first line of the template is the subject."""
    teks = render_to_string(f"akun/surel/{nama}.txt", {"pengguna": pengguna, "ZI_ALAMAT": settings.ZI_ALAMAT, **isi})
    judul, _, badan = teks.strip().partition("\n")
    send_mail(judul, badan.strip() + "\n", None, [pengguna.email])
