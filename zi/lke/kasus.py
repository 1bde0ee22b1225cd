"""One case of answers as a mapping (`default`, `answers`, `inferred`, `inputs`, `surveys`) → its score. Pure.

`default`: best, worst or none, for what is not listed; `none` (also as an answer) is unanswered. A percentage is
answered by its counts, or by the ratio itself: 0.85 or 85%. YAML makes true and false of yes and no: Ya and Tidak.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from zi.common.galat import GalatDomain
from zi.lke.alat import Alat, Soal
from zi.lke.isian import angka, baca, tulis, urai_desimal
from zi.lke.nilai import Hasil, dari_skor, skor

BAGIAN = ("answers", "inferred", "inputs", "surveys")
BAWAAN = ("best", "worst", "none")
BENTUK = "default, answers, inferred, inputs, surveys"


def nilai_kasus(alat: Alat, kasus: Any, *, abaikan: bool = False) -> Hasil:
    """Raises GalatDomain naming the question, when an answer cannot be."""
    kasus = _satu(kasus)
    if (instrumen := kasus.get("instrument", alat.kode)) != alat.kode:
        raise GalatDomain(f"Kasus ini untuk instrumen {instrumen}, bukan {alat.kode}.")
    bawaan = kasus.get("default") or "none"
    if bawaan not in BAWAAN:
        raise GalatDomain(f"default “{bawaan}” bukan salah satu dari {', '.join(BAWAAN)}.")
    tulisan = _tulisan(alat, kasus)
    per_soal = {
        kode: _skor(s, tulisan[kode]) if kode in tulisan else _bawaan(s, bawaan) for kode, s in alat.soal.items()
    }
    return dari_skor(alat, per_soal, abaikan=abaikan)


def _satu(kasus: Any) -> Mapping[str, Any]:
    """The one case of a file, also where it stands alone in a list or under `score_cases`."""
    if isinstance(kasus, Mapping) and "score_cases" in kasus:
        kasus = kasus["score_cases"]
    if isinstance(kasus, list) and len(kasus) > 1:
        raise GalatDomain(f"Berkas berisi {len(kasus)} kasus. Simpan tiap kasus dalam berkas sendiri.")
    if isinstance(kasus, list) and kasus:
        kasus = kasus[0]
    if not isinstance(kasus, Mapping) or not {"default", *BAGIAN} & kasus.keys():
        raise GalatDomain(f"Berkas tidak berisi kasus. Yang diharapkan adalah {BENTUK}.")
    for kunci in kasus.keys() - {"default", *BAGIAN}:
        if mirip := get_close_matches(str(kunci), ("default", *BAGIAN), 1, 0.85):
            raise GalatDomain(f"Bagian {kunci} tidak dikenal. Maksudnya {mirip[0]}?")
    return kasus


def _bawaan(soal: Soal, bawaan: str) -> Fraction | None:
    return {"best": soal.atas, "worst": soal.bawah}.get(bawaan)


def _skor(soal: Soal, tulisan: Any) -> Fraction | None:
    if soal.jenis == "hitung" and isinstance(tulisan, str | int | float):
        return _rasio(soal, tulisan)
    return skor(soal, baca(soal, tulisan))


def _rasio(soal: Soal, tulisan: str | float) -> Fraction:
    bawah, atas = soal.rentang
    teks = str(tulisan).strip()
    persen = teks.endswith("%")
    nilai = angka(teks.removesuffix("%") if persen else tulisan)
    if nilai is None or not bawah <= (nilai := nilai / 100 if persen else nilai) <= atas:
        raise GalatDomain(
            f"{soal.kode} “{teks[:60]}” harus isiannya ({', '.join(soal.masukan)}), angka {tulis(bawah)} sampai "
            f"{tulis(atas)}, atau persen seperti 85%."
        )
    return nilai


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
            hasil[kode] = _jawaban(alat.soal[kode], satu)
    return hasil


def _jawaban(soal: Soal, satu: Any) -> Any:
    if isinstance(satu, bool):
        return "Ya" if satu else "Tidak"
    if isinstance(satu, list | set) or (isinstance(satu, Mapping) and soal.jenis != "hitung"):
        raise GalatDomain(f"Jawaban {soal.kode} harus satu nilai saja.")
    return None if satu == "none" or not str(satu).strip() else satu


def ke_json(hasil: Hasil) -> dict[str, Any]:
    """`nilai` by node and question and `total`, decimal strings of at most 12 places; `ambang`; `belum_dijawab`."""
    poin = {k: n.poin for k, n in (hasil.cabang | hasil.soal).items()} | {"total": hasil.total}
    return {
        "nilai": {kode: urai_desimal(p) for kode, p in poin.items()},
        "ambang": {
            predikat: {"terpenuhi": not kurang, "kurang": [p.syarat.kode for p in kurang]}
            for predikat, kurang in hasil.kurang.items()
        },
        "belum_dijawab": hasil.belum,
    }
