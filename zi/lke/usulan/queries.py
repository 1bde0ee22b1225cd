"""Proposals: what a round of another year, from which this one was started, says of questions not answered here.

They are read from there and stored nowhere, so they never count; taking one over is answering the question.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from zi.bukti.models import Berkas
from zi.lke.models import BuktiPutaran, Jawaban, Putaran
from zi.lke.queries import alat
from zi.lke.queries_jejak import tulisan
from zi.lke.usulan.masa import Masa, masa
from zi.pengungkit.models import Pertanyaan, Simpul


@dataclass(frozen=True)
class BuktiLama:
    """Evidence of the other year; `terlihat`: the reader may open its file."""

    bukti: BuktiPutaran
    masa: Masa
    terlihat: bool


@dataclass(frozen=True)
class Usulan:
    """A proposed answer. `pilihan`: a letter; counts and survey values are of the other year, so each is looked at."""

    pertanyaan: Pertanyaan
    jawaban: Jawaban
    pilihan: bool
    bukti: tuple[BuktiLama, ...]

    @property
    def tulisan(self) -> str:
        return tulisan(self.pertanyaan, self.jawaban.isi)

    @property
    def rubrik(self) -> str:
        """What the letter stands for."""
        return self.pertanyaan.opsi.get(self.jawaban.isi, "") if self.pilihan else ""

    @property
    def perlu(self) -> int:
        """How much evidence has to be renewed."""
        return sum(not b.masa.berlaku for b in self.bukti)


@dataclass(frozen=True)
class Kelompok:
    """The proposals of one sub-indikator."""

    simpul: Simpul
    usulan: tuple[Usulan, ...]

    @property
    def sekaligus(self) -> int:
        """How many are taken over together: those with a letter."""
        return sum(u.pilihan for u in self.usulan)


def asal_usulan(putaran: Putaran) -> Putaran | None:
    """The round of another year that this draft was started from."""
    asal = putaran.asal
    return asal if asal and asal.tahun != putaran.tahun and putaran.status == Putaran.Status.DRAF else None


def jawaban_usulan(putaran: Putaran, asal: Putaran, user: Any) -> QuerySet[Jawaban]:
    """The answers of `asal` to questions that are not answered here, as far as the user may see that round."""
    terlihat = Putaran.objects.terlihat_oleh(user).filter(pk=asal.pk).order_by().values("pk")
    sudah = putaran.jawaban.filter(isi__isnull=False).order_by().values("pertanyaan")
    semua = Jawaban.objects.filter(putaran__in=terlihat, isi__isnull=False).exclude(pertanyaan__in=sudah)
    return semua.select_related("pertanyaan__simpul").order_by("pertanyaan__urutan")


def daftar_usulan(putaran: Putaran, asal: Putaran, user: Any, pertanyaan: int | None = None) -> list[Usulan]:
    """All proposals of a round (at one question) with their evidence, in two queries."""
    jawaban = jawaban_usulan(putaran, asal, user)
    if pertanyaan is not None:
        jawaban = jawaban.filter(pertanyaan=pertanyaan)
    if not (semua := list(jawaban)):
        return []
    bukti, soal = _bukti(putaran, asal, user, pertanyaan), alat(putaran.instrumen).soal
    return [
        Usulan(j.pertanyaan, j, soal[j.pertanyaan.kode].jenis == "pilihan", tuple(bukti.get(j.pertanyaan_id, ())))
        for j in semua
    ]


def _bukti(putaran: Putaran, asal: Putaran, user: Any, pertanyaan: int | None) -> dict[int, list[BuktiLama]]:
    """By question what stood accepted under it when `asal` was published."""
    terlihat = Berkas.objects.terlihat_oleh(user).filter(pk=OuterRef("berkas"))
    semua = asal.bukti.select_related("berkas__jenis").annotate(terlihat=Exists(terlihat))
    kumpul: dict[int, list[BuktiLama]] = defaultdict(list)
    for satu in semua.filter(pertanyaan=pertanyaan) if pertanyaan is not None else semua:
        berkas = satu.berkas
        keadaan = masa(
            sampai=berkas.berlaku_sampai,
            tetap=bool(berkas.jenis and berkas.jenis.tetap),
            dari=satu.tanggal,
            dihapus=berkas.dihapus_pada is not None,
            tahun=putaran.tahun,
            hari_ini=putaran.satker.hari_ini(),
        )
        kumpul[satu.pertanyaan_id].append(BuktiLama(satu, keadaan, satu.terlihat))
    return kumpul


def per_simpul(semua: list[Usulan]) -> list[Kelompok]:
    kelompok = groupby(semua, key=lambda u: u.pertanyaan.simpul)
    return [Kelompok(simpul, tuple(isi)) for simpul, isi in kelompok]
