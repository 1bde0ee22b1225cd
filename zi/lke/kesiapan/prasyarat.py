"""Reading the prerequisites of a unit and year: what the instrument asks, and what was ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zi.common.verdict import Verdict
from zi.lke.kesiapan.policies import INSTANSI, boleh_centang
from zi.lke.models import CentangPrasyarat, Putaran
from zi.satker.models import Satker
from zi.satker.queries import hak

TIDAK_DIMINTA = "tidak disyaratkan"  # what an instrument writes for a predicate that does not ask it


@dataclass(frozen=True)
class Prasyarat:
    """One prerequisite. `diminta`: what each predicate asks; `centang`: the newest tick that holds for the unit;
    `sendiri`: the one that the reader would change."""

    tingkat: str
    nomor: str
    uraian: str
    diminta: tuple[tuple[str, str], ...]
    centang: CentangPrasyarat | None
    sendiri: CentangPrasyarat | None
    tempat: Satker
    boleh: Verdict

    @property
    def kode(self) -> str:
        return f"{self.tingkat}.{self.nomor}"

    @property
    def versi(self) -> int:
        return self.sendiri.versi if self.sendiri else 0

    @property
    def keadaan(self) -> list[tuple[str, str, bool]]:
        """By predicate: what it asks, and whether that is fulfilled."""
        ada = self.centang.predikat if self.centang else []
        return [(predikat, isi, predikat in ada) for predikat, isi in self.diminta]


@dataclass(frozen=True)
class Rekap:
    """How many prerequisites of a predicate are fulfilled."""

    predikat: str
    terpenuhi: int
    semua: int


def prasyarat(putaran: Putaran, user: Any) -> list[Prasyarat]:
    """In the order of the instrument, those of the agency first, in at most two queries."""
    satker = putaran.satker
    atas = [satker] if satker.parent_id is None else [*satker.ancestors(include_self=True)]
    ada = CentangPrasyarat.objects.filter(satker__in=atas, tahun=putaran.tahun, instrumen=putaran.instrumen_id)
    semua = list(ada.select_related("oleh", "satker").order_by("pada", "pk"))
    pusat = next((s for s in atas if s.pk in hak(user).subpohon), satker)
    hasil = []
    for tingkat, daftar in putaran.instrumen.prasyarat.items():
        boleh = boleh_centang(user, satker, tingkat)
        tempat = pusat if tingkat == INSTANSI else satker
        for satu in daftar:
            diminta = tuple(
                (p, satu[p]) for p in putaran.instrumen.ambang if satu.get(p, TIDAK_DIMINTA) != TIDAK_DIMINTA
            )
            milik = [c for c in semua if c.kode == f"{tingkat}.{satu['kode']}"]
            milik = milik if tingkat == INSTANSI else [c for c in milik if c.satker_id == satker.pk]
            sendiri = next((c for c in milik if c.satker_id == tempat.pk), None)
            terbaru = milik[-1] if milik else None
            isi = (satu["kode"], satu["uraian"], diminta, terbaru, sendiri, tempat, boleh)
            hasil.append(Prasyarat(tingkat, *isi))
    return hasil


def rekap(putaran: Putaran, semua: Iterable[Prasyarat]) -> list[Rekap]:
    """For each predicate of the instrument."""
    keadaan = [k for satu in semua for k in satu.keadaan]
    return [
        Rekap(p, sum(ok for predikat, _, ok in keadaan if predikat == p), sum(k[0] == p for k in keadaan))
        for p in putaran.instrumen.ambang
    ]
