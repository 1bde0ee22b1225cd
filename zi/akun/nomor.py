"""NIP (18 digits that begin with a date of birth) and NRP: what is plausible."""

import re
from datetime import date

from django.core.exceptions import ValidationError


def rapikan_nomor(nilai: str | None) -> str | None:
    """The number without the spaces, dots and hyphens people type; None when nothing is left."""
    return re.sub(r"[\s.\-]", "", nilai or "") or None


def periksa_nomor(nilai: str) -> None:
    """Accept an NRP of 5–10 digits, or an NIP: YYYYMMDD birth, YYYYMM appointment, 1 digit sex, 3 digits order.

    Raises ValidationError with an Indonesian sentence. Source: Peraturan Kepala BKN 22/2007 (NIP of 18 digits).
    """
    angka = rapikan_nomor(nilai) or ""
    if not re.fullmatch(r"[0-9]{5,10}|[0-9]{18}", angka):
        raise ValidationError("Isi NIP 18 angka, atau NRP 5–10 angka, tanpa huruf.")
    if len(angka) == 18 and not _mungkin_nip(angka):
        raise ValidationError(
            "NIP ini tidak mungkin: tanggal lahir, bulan pengangkatan, atau kode jenis kelaminnya tidak ada."
        )


def _mungkin_nip(angka: str) -> bool:
    try:
        lahir = date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError:
        return False
    angkat, bulan = int(angka[8:12]), int(angka[12:14])
    # PPPK numbers (NI PPPK) carry 21 and more where civil servants carry the month of appointment.
    bulan_mungkin = 1 <= bulan <= 12 or 21 <= bulan <= 99
    return lahir.year >= 1930 and lahir.year + 15 <= angkat <= lahir.year + 65 and bulan_mungkin and angka[14] in "12"
