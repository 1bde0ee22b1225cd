"""Reading what people answer: letters, ya or tidak, counts and survey values, as typed. Pure; errors are sentences.

An answer (`Jawaban`) is a letter of the options, a survey value as Fraction, or counts by the key of the input.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from zi.common.galat import GalatDomain
from zi.lke.alat import Soal

Jawaban = str | Fraction | dict[str, Fraction]
ANGKA = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?")
RIBUAN = re.compile(r"[.,]\d{2,}")
HURUF_MAKS = 60
CACAH_MAKS = 10**9


def baca(soal: Soal, tulisan: Any) -> Jawaban | None:
    """The answer to a question; None when nothing is written. Raises GalatDomain with what is wrong and what is right.

    Counts are given as a mapping; those not written stay out of it, and all empty is no answer.
    """
    if soal.jenis == "hitung":
        return _masukan(soal, tulisan)
    if tulisan is None or (isinstance(tulisan, str) and not tulisan.strip()):
        return None
    return _pilihan(soal, tulisan) if soal.jenis == "pilihan" else _angka_dalam(soal, tulisan)


def _pilihan(soal: Soal, tulisan: Any) -> str:
    rapi = " ".join(str(tulisan).split()).casefold()
    for pilihan in soal.nilai:
        if rapi == pilihan.casefold():
            return pilihan
    sah = ", ".join(soal.nilai)
    raise GalatDomain(f"Jawaban {soal.kode} “{str(tulisan)[:HURUF_MAKS]}” bukan salah satu dari {sah}.")


def _angka_dalam(soal: Soal, tulisan: Any) -> Fraction:
    bawah, atas = soal.rentang
    nilai = angka(tulisan)
    if nilai is None or not bawah <= nilai <= atas:
        raise GalatDomain(
            f"Nilai {soal.kode} “{str(tulisan)[:HURUF_MAKS]}” harus angka antara {tulis(bawah)} dan {tulis(atas)}, "
            f"misalnya {tulis(bawah + (atas - bawah) * Fraction(9, 10))}."
        )
    return nilai


def _masukan(soal: Soal, tulisan: Any) -> dict[str, Fraction] | None:
    if tulisan is None:
        return None
    if not isinstance(tulisan, Mapping):
        raise GalatDomain(f"{soal.kode} dihitung dari isiannya ({', '.join(soal.masukan)}), tidak dijawab langsung.")
    asing = sorted(str(k) for k in tulisan if k not in soal.masukan)
    if asing:
        raise GalatDomain(f"{soal.kode} tidak mempunyai isian {', '.join(asing)[:HURUF_MAKS]}.")
    hasil = {k: _cacah(soal, k, v) for k, v in tulisan.items() if v is not None and str(v).strip()}
    return hasil or None


def _cacah(soal: Soal, kunci: str, tulisan: Any) -> Fraction:
    nilai = angka(tulisan)
    ribuan = isinstance(tulisan, str) and RIBUAN.search(tulisan)  # 1.000 is a thousand to who writes it
    if nilai is None or ribuan or nilai.denominator != 1 or nilai > CACAH_MAKS:
        raise GalatDomain(
            f"{soal.masukan[kunci]} ({soal.kode}): “{str(tulisan)[:HURUF_MAKS]}” harus bilangan bulat, nol atau lebih, "
            "tanpa titik ribuan."
        )
    return nilai


def simpan(jawaban: Jawaban | None) -> Any:
    """An answer as it is stored in JSON: text, or text by the key of the input; `baca` reads it again."""
    if isinstance(jawaban, dict):
        return {kunci: urai_desimal(n) for kunci, n in sorted(jawaban.items())}
    return urai_desimal(jawaban) if isinstance(jawaban, Fraction) else jawaban


def angka(tulisan: Any) -> Fraction | None:
    """A number that is not negative, exact; text with a comma or a point as decimal mark. None for anything else."""
    if isinstance(tulisan, bool):
        return None
    if isinstance(tulisan, float):
        tulisan = Decimal(repr(tulisan)) if isfinite(tulisan) else None
    if isinstance(tulisan, int | Fraction | Decimal):
        return Fraction(tulisan) if tulisan >= 0 else None
    teks = str(tulisan).strip()
    return Fraction(teks.replace(",", ".")) if ANGKA.fullmatch(teks) else None


def tulis(nilai: Fraction, desimal: int = 2) -> str:
    """As people write it: 3,6. At most `desimal` decimals, without zeros at the end."""
    return urai_desimal(nilai, desimal).replace(".", ",")


def urai_desimal(nilai: Fraction, desimal: int = 12) -> str:
    """A decimal string with a point, rounded half to even at `desimal` places, without zeros at the end."""
    bulat = round(nilai * 10**desimal)
    tanda, angka_ = ("-", -bulat) if bulat < 0 else ("", bulat)
    utuh, sisa = divmod(angka_, 10**desimal)
    ekor = f"{sisa:0{desimal}d}".rstrip("0") if desimal else ""
    return f"{tanda}{utuh}.{ekor}" if ekor else f"{tanda}{utuh}"
