"""Proposing the kinds of evidence from the words of a requirement. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_PISAH = re.compile(r"[,;+/&]|\b(?:dan|serta|beserta|atau)\b", re.I)
_AWALAN = re.compile(
    r"^(?:[\d(]+\W*|(?:salinan|fotokopi|foto kopi|pindaian|scan|berkas|bukti|dokumen|arsip|daftar nama)\s+)", re.I
)


class Istilah(NamedTuple):
    kata: str
    kode: str


def kamus(jenis: Iterable[tuple[str, str, list[str]]]) -> tuple[Istilah, ...]:
    """The vocabulary (kode, nama, sinonim) as terms, the longest first."""
    semua = [Istilah(kata.lower(), kode) for kode, nama, sinonim in jenis for kata in (nama, *sinonim)]
    return tuple(sorted(set(semua), key=lambda x: (-len(x.kata), x.kata)))


def usulkan(teks: str, istilah: tuple[Istilah, ...]) -> list[str]:
    """`Undangan, daftar hadir, dan notula` → three kinds; `SK Pedoman …` → one; unknown words → none.

    A kind is what a part of the list begins with, so that `Notula rapat undangan terbuka` is only a notula.
    """
    hasil: list[str] = []
    for bagian in _PISAH.split(" ".join(teks.lower().split())):
        kode = _kode(bagian.strip(), istilah)
        if kode and kode not in hasil:
            hasil.append(kode)
    return hasil


def _kode(bagian: str, istilah: tuple[Istilah, ...]) -> str | None:
    cocok = next((x for x in istilah if re.match(rf"{re.escape(x.kata)}\b", bagian)), None)
    if cocok is None and (sisa := _AWALAN.sub("", bagian, count=1)) != bagian:
        return _kode(sisa, istilah)
    return cocok.kode if cocok else None
