"""Reading accounts and one-time links."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from zi.akun.models import Pengguna, Undangan
from zi.akun.nomor import rapikan_nomor


def rapikan_nama_masuk(teks: str) -> str:
    """What was typed in the one login field, in the form in which it is stored: an address or a number."""
    teks = teks.strip()
    return teks.lower() if "@" in teks else rapikan_nomor(teks) or ""


def cari_pengguna(nama_masuk: str) -> Pengguna | None:
    """The account of an e-mail address or an NIP/NRP."""
    rapi = rapikan_nama_masuk(nama_masuk)
    try:
        validate_email(rapi)
    except ValidationError:
        return Pengguna.objects.filter(nomor_induk=rapi).first() if rapi else None
    return Pengguna.objects.filter(email=rapi).first()


def sidik_token(token: str) -> str:
    """The hash under which the database knows a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def undangan_terbuka():
    """Links that still open: not used, not over, of an active account."""
    return Undangan.objects.filter(
        dipakai_pada=None, berlaku_sampai__gt=timezone.now(), pengguna__is_active=True
    ).select_related("pengguna")


def undangan_dari_token(token: str) -> Undangan | None:
    """The open link of a token; reading it does not consume it (chats fetch links for a preview)."""
    return undangan_terbuka().filter(sidik=sidik_token(token)).first()
