"""From the stored answers of a round to its result, and that as it is stored."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from zi.lke.isian import Jawaban as Isi
from zi.lke.isian import baca, urai_desimal
from zi.lke.kasus import ke_json
from zi.lke.models import Jawaban
from zi.lke.nilai import MESIN, Hasil, nilai
from zi.lke.queries import alat
from zi.pengungkit.models import Instrumen


def terjawab(instrumen: Instrumen, jawaban: Iterable[Jawaban]) -> dict[str, Isi]:
    """The answers by the code of the question, as the engine takes them; their questions come with them."""
    soal = alat(instrumen).soal
    dibaca = ((j.pertanyaan.kode, baca(soal[j.pertanyaan.kode], j.isi)) for j in jawaban)
    return {kode: satu for kode, satu in dibaca if satu is not None}


def hitung(instrumen: Instrumen, jawaban: Iterable[Jawaban]) -> Hasil:
    return nilai(alat(instrumen), terjawab(instrumen, jawaban))


def versi_mesin(instrumen: Instrumen) -> str:
    """What a stored result was computed with: the engine, and the content of the instrument's file."""
    return f"{MESIN}-{instrumen.sidik[:7]}"


def ke_hasil(hasil: Hasil) -> tuple[Decimal, dict[str, Any]]:
    """The total and all of it as they are stored with the round."""
    return Decimal(urai_desimal(hasil.total)), ke_json(hasil)
