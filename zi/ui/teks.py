"""Indonesian dates and numbers as text."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def tanggal(nilai: Any, bentuk: str = "") -> str:
    """3 Maret 2023; `waktu` adds the clock, `hari` the weekday, `pendek` cuts the month."""
    if not nilai:
        return "–"
    if isinstance(nilai, datetime):
        nilai = timezone.localtime(nilai) if timezone.is_aware(nilai) else nilai
    elif bentuk == "waktu":
        bentuk = ""
    teks = date_format(nilai, {"waktu": "j F Y, H.i", "pendek": "j M Y", "bulan": "F Y"}.get(bentuk, "j F Y"))
    return f"{HARI[nilai.weekday()]}, {teks}" if bentuk == "hari" else teks


def angka(nilai: Any, desimal: int | None = None) -> str:
    """95,71 and 1.250; a whole number has no decimals unless asked."""
    if nilai is None or nilai == "":
        return "–"
    if isinstance(nilai, Fraction) and desimal and nilai >= 0:  # as below, for pages of a thousand scores
        bulat, sisa = divmod(nilai.numerator * 10**desimal, nilai.denominator)
        bulat += 2 * sisa > nilai.denominator or (2 * sisa == nilai.denominator and bulat % 2)
        utuh, sisa = divmod(bulat, 10**desimal)
        return f"{utuh:,}".replace(",", ".") + f",{sisa:0{desimal}d}"
    try:
        bilangan = Decimal(nilai.numerator) / nilai.denominator if isinstance(nilai, Fraction) else Decimal(str(nilai))
        if desimal is None:
            desimal = 0 if bilangan == bilangan.to_integral_value() else 2
        bilangan = round(bilangan, desimal)
    except InvalidOperation:
        return str(nilai)
    return number_format(bilangan, decimal_pos=desimal, use_l10n=True, force_grouping=True)


def ukuran(bita: int | None) -> str:
    """The size of a file: 840 bita, 12 kB, 3,4 MB."""
    if not bita:
        return "0 bita"
    for satuan, besar in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if bita >= besar:
            return f"{angka(bita / besar, 1 if bita < 10 * besar and besar > 10**3 else 0)} {satuan}"
    return f"{bita} bita"
