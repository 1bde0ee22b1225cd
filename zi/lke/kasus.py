"""One case of answers as a mapping (`default`, `answers`, `inferred`, `inputs`, `surveys`) → its score. Pure.

`default`: best, worst or none, for what is not listed; `none` (also as an answer) is unanswered.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from zi.common.galat import GalatDomain
from zi.lke.alat import Alat, Soal
from zi.lke.isian import baca, urai_desimal
from zi.lke.nilai import Hasil, dari_skor, skor

BAGIAN = ("answers", "inferred", "inputs", "surveys")
BAWAAN = ("best", "worst", "none")


def nilai_kasus(alat: Alat, kasus: Any, *, abaikan: bool = False) -> Hasil:
    """Raises GalatDomain naming the question, when an answer cannot be."""
    if not isinstance(kasus, Mapping):
        raise GalatDomain("Berkas tidak berisi satu kasus: yang diharapkan adalah default, answers, inputs, surveys.")
    bawaan = kasus.get("default", "none")
    if bawaan not in BAWAAN:
        raise GalatDomain(f"default “{bawaan}” bukan salah satu dari {', '.join(BAWAAN)}.")
    tulisan = _tulisan(alat, kasus)
    per_soal = {
        kode: skor(s, baca(s, tulisan[kode])) if kode in tulisan else _bawaan(s, bawaan)
        for kode, s in alat.soal.items()
    }
    return dari_skor(alat, per_soal, abaikan=abaikan)


def _bawaan(soal: Soal, bawaan: str) -> Fraction | None:
    return {"best": soal.atas, "worst": soal.bawah}.get(bawaan)


def _tulisan(alat: Alat, kasus: Mapping[str, Any]) -> dict[str, Any]:
    """What is written for each question; two parts that name one question are refused."""
    hasil: dict[str, Any] = {}
    for bagian in BAGIAN:
        isi = kasus.get(bagian) or {}
        if not isinstance(isi, Mapping):
            raise GalatDomain(f"Bagian {bagian} harus berisi kode pertanyaan dengan jawabannya.")
        for kode, satu in isi.items():
            if kode not in alat.soal:
                raise GalatDomain(f"Instrumen {alat.kode} tidak mempunyai pertanyaan {kode}.")
            if kode in hasil:
                raise GalatDomain(f"Pertanyaan {kode} dijawab lebih dari satu kali.")
            hasil[kode] = None if satu == "none" else satu
    return hasil


def ke_json(hasil: Hasil) -> dict[str, Any]:
    """`nilai` by node and question and `total`, decimal strings of at most 12 places; `ambang`; `belum_dijawab`."""
    poin = {k: n.poin for k, n in (hasil.cabang | hasil.soal).items()} | {"total": hasil.total}
    return {
        "nilai": {kode: urai_desimal(p) for kode, p in poin.items()},
        "ambang": {
            predikat: {
                "terpenuhi": hasil.terpenuhi(predikat),
                "kurang": [p.syarat.kode for p in semua if not p.terpenuhi],
            }
            for predikat, semua in hasil.ambang.items()
        },
        "belum_dijawab": hasil.belum,
    }
