"""The JSON of PortalRB's technical guide 1.0.0 (evaluation year 2026), from plain values. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any


def nomor_soal(pertanyaan: Any) -> Iterator[tuple[int, str]]:
    """The numbers by which PortalRB asks a question: one with no key, or one for each input of a percentage."""
    if pertanyaan.portalrb_soal:
        yield pertanyaan.portalrb_soal, ""
    for masukan in pertanyaan.masukan:
        if nomor := masukan.get("portalrb_soal"):
            yield nomor, masukan["kunci"]


def jangkar(pertanyaan: Any) -> str:
    """The place of a question on the evidence page; empty when PortalRB does not ask it."""
    nomor = next(nomor_soal(pertanyaan), None)
    return f"soal-{nomor[0]}" if nomor else ""


def _tulisan(jawaban: Any, kunci: str) -> str | None:
    """The answer, or one input of it, as text with a decimal point; None when there is none."""
    isi = jawaban.isi if jawaban else None
    if kunci:
        isi = isi.get(kunci) if isinstance(isi, dict) else None
    return isi if isinstance(isi, str) else None


def susun_jawaban(
    pertanyaan: Iterable[Any], unit: dict[int, Any], tpi: dict[int, Any], bukti: dict[int, str]
) -> list[dict[str, Any]]:
    """`answers`: all numbers in order. Answers (`isi`, `catatan`) and evidence addresses come by id of the question.

    What is not there is null. A remark and the evidence of a percentage stand with each of its inputs.
    """
    hasil = []
    for satu in pertanyaan:
        j_unit, j_tpi = unit.get(satu.pk), tpi.get(satu.pk)
        for nomor, kunci in nomor_soal(satu):
            isi = {
                "soal_id": nomor,
                "jawaban_unit": _tulisan(j_unit, kunci),
                "jawaban_tpi": _tulisan(j_tpi, kunci),
                "catatan_unit": (j_unit and j_unit.catatan) or None,
                "bukti_dukung_unit": bukti.get(satu.pk),
                "catatan_tpi": (j_tpi and j_tpi.catatan) or None,
            }
            hasil.append(isi)
    return sorted(hasil, key=lambda j: j["soal_id"])
