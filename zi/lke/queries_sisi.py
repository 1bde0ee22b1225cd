"""The rounds that a round is read beside: the unit's claim, the evaluator's, and the one before."""

from collections.abc import Container
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q

from zi.lke.models import Putaran
from zi.lke.queries import alat
from zi.lke.sisi import TOTAL, Poin, TigaNilai, didukung

J = Putaran.Jenis


@dataclass(frozen=True)
class Sekitar:
    """As far as the user may see them. A self-assessment is its own claim, a round of evaluators its own third.

    Of the evaluators the TPN counts before the TPI.
    """

    ini: Putaran
    klaim: Putaran | None
    evaluator: Putaran | None
    lalu: Putaran | None

    @property
    def lain(self) -> tuple[tuple[str, Putaran], ...]:
        """The others, each once, with what it is to this one."""
        semua = (("Satker", self.klaim), ("Evaluator", self.evaluator), ("Sebelumnya", self.lalu))
        return tuple((nama, p) for nama, p in semua if p and p != self.ini)


def sekitar(putaran: Putaran, user: Any) -> Sekitar:
    """In one query. `lalu` is the round that this one was started from, else the last published one of its kind."""
    pendahulu = Q(jenis=putaran.jenis, status=Putaran.Status.TERBIT, tahun__lt=putaran.tahun)
    setahun = Q(tahun=putaran.tahun, jenis__in=(putaran.jenis, J.MANDIRI, J.TPI, J.TPN))
    mungkin = setahun | pendahulu | Q(pk=putaran.asal_id)
    milik = {"satker": putaran.satker_id, "instrumen": putaran.instrumen_id}
    semua = Putaran.objects.terlihat_oleh(user).filter(mungkin, **milik).order_by("tahun", "nomor")
    lain = [p for p in semua if p.pk != putaran.pk]

    def terakhir(jenis: str) -> Putaran | None:
        return next((p for p in reversed(lain) if (p.tahun, p.jenis) == (putaran.tahun, jenis)), None)

    klaim = putaran if putaran.mandiri else terakhir(J.MANDIRI)
    evaluator = terakhir(J.TPN) or terakhir(J.TPI) if putaran.mandiri else putaran
    dulu = [p for p in lain if p.jenis == putaran.jenis and (p.tahun, p.nomor) < (putaran.tahun, putaran.nomor)]
    dulu += [p for p in lain if p.pk == putaran.asal_id]
    return Sekitar(putaran, klaim, evaluator, next((p for p in reversed(dulu) if p != klaim), None))


def tiga_nilai(s: Sekitar, diterima: Container[str]) -> TigaNilai:
    """From the stored results; `diterima`: the codes of questions under which accepted evidence stands."""
    kunci, klaim = alat(s.ini.instrumen), _poin(s.klaim)
    return TigaNilai(kunci, klaim, didukung(kunci, klaim, diterima) if klaim is not None else None, _poin(s.evaluator))


def _poin(putaran: Putaran | None) -> Poin | None:
    """What services stored; code of node or question → points."""
    if putaran is None:
        return None
    return {kode: Fraction(n) for kode, n in putaran.hasil.get("nilai", {TOTAL: "0"}).items()}
