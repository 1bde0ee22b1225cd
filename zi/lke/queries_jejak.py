"""Reading what stays of a round: replaced answers with their reasons, and the evidence as it was at publishing."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from zi.bukti.models import Berkas
from zi.lke.models import BuktiPutaran, Jawaban, Penggantian, Putaran
from zi.pengungkit.models import Pertanyaan


def dari_orang_lain(putaran: Putaran, jawaban: Jawaban | None, user: Any) -> bool:
    """Did another evaluator give this answer? Who replaces it says why."""
    if putaran.mandiri or jawaban is None or jawaban.isi is None:
        return False
    return not jawaban.bawaan and jawaban.oleh_id != user.pk


def menjawab_mandiri(putaran: Putaran, pertanyaan: Pertanyaan, user: Any) -> bool:
    """Did the user himself answer this question for the unit that year?"""
    mandiri = {"putaran__jenis": Putaran.Jenis.MANDIRI, "putaran__satker": putaran.satker_id}
    ada = Jawaban.objects.filter(pertanyaan=pertanyaan, putaran__tahun=putaran.tahun, oleh=user, **mandiri)
    return ada.exists()


def tulisan(pertanyaan: Pertanyaan, isi: Any) -> str:
    """A stored answer as people write it; empty when there is none."""
    if isinstance(isi, dict):
        return ", ".join(f"{m['kunci']} {isi[m['kunci']]}" for m in pertanyaan.masukan if m["kunci"] in isi)
    return str(isi or "").replace(".", ",")


@dataclass(frozen=True)
class Ganti:
    """A replaced answer with both answers as people write them."""

    jejak: Penggantian
    dari: str
    ke: str


def penggantian(putaran: Putaran, pertanyaan: int | None = None) -> list[Ganti]:
    """What was replaced in a round (at one question), oldest first, for templates/lke/_penggantian.html."""
    semua = putaran.penggantian.select_related("pertanyaan", "dari_oleh", "oleh")
    if pertanyaan is not None:
        semua = semua.filter(pertanyaan=pertanyaan)
    return [Ganti(p, tulisan(p.pertanyaan, p.dari), tulisan(p.pertanyaan, p.ke)) for p in semua]


@dataclass(frozen=True)
class BuktiTerbit:
    """The evidence under one question as it was when the round was published; counted as queries_putaran.Bukti is.

    `berkas`: each with `terlihat`, whether the reader may open the file.
    """

    berkas: tuple[Any, ...]
    syarat: tuple[Any, ...] = ()
    menunggu: int = 0
    belum: int = 0

    @property
    def diterima(self) -> int:
        return len(self.berkas)


def bukti_terbit(putaran: Putaran, user: Any) -> dict[str, BuktiTerbit]:
    """By the code of the question what proved it when the round was published, in one query."""
    terlihat = Berkas.objects.terlihat_oleh(user).filter(pk=OuterRef("berkas"))
    semua = putaran.bukti.select_related("pertanyaan", "versi").annotate(terlihat=Exists(terlihat))
    kumpul: dict[str, list[BuktiPutaran]] = defaultdict(list)
    for satu in semua:
        kumpul[satu.pertanyaan.kode].append(satu)
    return {kode: BuktiTerbit(tuple(isi)) for kode, isi in kumpul.items()}


def pengikat_berkas(berkas: Berkas) -> str:
    """A file that proves something in a published round must stay (settings.PENGIKAT_BERKAS)."""
    satu = berkas.bukti_putaran.filter(putaran__terbit_pada__isnull=False).select_related("putaran").first()
    return f"Berkas ini bukti dalam {satu.putaran} yang sudah terbit, jadi tidak dapat dihapus." if satu else ""
