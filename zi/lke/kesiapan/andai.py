"""Other answers than those of a round, as an address or a form carries them. Pure; nothing is stored.

A letter or a number stands under the code of its question, a count under `code-key`; empty is no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zi.common.galat import GalatDomain
from zi.lke.alat import Alat, Soal
from zi.lke.isian import Jawaban, baca, simpan

PANJANG = 60


@dataclass(frozen=True)
class Andai:
    """What is other than in the round (None: no answer), and by question what could not be read."""

    ubah: dict[str, Jawaban | None] = field(default_factory=dict)
    galat: dict[str, str] = field(default_factory=dict)

    def pada(self, jawaban: Mapping[str, Jawaban]) -> dict[str, Jawaban]:
        """The answers of the round with these instead."""
        return {k: v for k, v in {**jawaban, **self.ubah}.items() if v is not None}


def baca_andai(alat: Alat, kini: Mapping[str, Jawaban], data: Mapping[str, str]) -> Andai:
    """What is not named stays as it is; so does what cannot be read."""
    hasil = Andai()
    for kode, soal in alat.soal.items():
        if (tulisan := _tulisan(soal, kini.get(kode), data)) is None:
            continue
        try:
            baru = baca(soal, tulisan)
        except GalatDomain as galat:
            hasil.galat[kode] = str(galat)
            continue
        if baru != kini.get(kode):
            hasil.ubah[kode] = baru
    return hasil


def _tulisan(soal: Soal, kini: Jawaban | None, data: Mapping[str, str]) -> Any:
    if soal.jenis != "hitung":
        return data[soal.kode][:PANJANG] if soal.kode in data else None
    ada = {k: data[nama][:PANJANG] for k in soal.masukan if (nama := f"{soal.kode}-{k}") in data}
    return {**(kini if isinstance(kini, dict) else {}), **ada} if ada else None


def tulis_andai(alat: Alat, kini: Mapping[str, Jawaban], ubah: Mapping[str, Jawaban | None]) -> dict[str, str]:
    """The same for an address: of counts only those that are other than today's."""
    hasil: dict[str, str] = {}
    for kode, baru in ubah.items():
        soal, isi = alat.soal[kode], simpan(baru)
        if soal.jenis != "hitung":
            hasil[kode] = isi or ""
            continue
        dulu, isi = simpan(kini.get(kode)) or {}, isi or {}
        hasil |= {f"{kode}-{k}": isi.get(k, "") for k in soal.masukan if isi.get(k) != dulu.get(k)}
    return hasil
