"""Who is responsible for a row, as one types it: a party a line, or parties with a semicolon between them. Pure."""

import re
from collections.abc import Iterable

MAKS_PIHAK = 120
_PISAH = re.compile(r"[;\r\n]+")
_GABUNG = re.compile(r"\s*(?:,|&|/|\bdan\b|\bserta\b)\s*", re.I)


def daftar_pihak(teks: str) -> list[str]:
    """The parties in order, each once."""
    rapat = (" ".join(satu.split()).strip(",. ") for satu in _PISAH.split(teks))
    return list(dict.fromkeys(filter(None, rapat)))


def cocok(tertulis: str, dikenal: Iterable[tuple[int, str, list[str]]]) -> list[int]:
    """The ids of the known parties (id, name, synonyms) that words stand for, case aside.

    `Ketua Tim dan Sekretaris` stands for two when both are known; nothing when one of them is not.
    """
    kamus = {kata.casefold(): pk for pk, nama, sinonim in dikenal for kata in [*sinonim, nama]}
    if tertulis.casefold() in kamus:
        return [kamus[tertulis.casefold()]]
    bagian = [x for x in _GABUNG.split(tertulis) if x]
    if not all(x.casefold() in kamus for x in bagian):
        return []
    return list(dict.fromkeys(kamus[x.casefold()] for x in bagian))
