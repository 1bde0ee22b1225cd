"""Two rounds side by side: per question, per area and per condition what differs, and who replaced what and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from zi.common.galat import GalatDomain
from zi.lke.hasil import hitung
from zi.lke.models import Jawaban, Putaran
from zi.lke.nilai import Hasil, Nilai, Ukuran
from zi.lke.queries import alat, dengan_pertanyaan, kerangka
from zi.lke.queries_jejak import Ganti, penggantian, tulisan
from zi.pengungkit.models import Pertanyaan

RELASI = ("satker__instansi", "instrumen")


@dataclass(frozen=True)
class Sisi:
    """What one round says of one question."""

    tulisan: str
    catatan: str
    nilai: Nilai
    ganti: tuple[Ganti, ...]


@dataclass(frozen=True)
class BandingSoal:
    pertanyaan: Pertanyaan
    kiri: Sisi
    kanan: Sisi

    @property
    def selisih(self) -> Fraction:
        return self.kanan.nilai.poin - self.kiri.nilai.poin

    @property
    def berubah(self) -> bool:
        """Another answer or score, something else remarked, or an answer replaced on the way to the same one.

        A remark that was not taken along is no change.
        """
        kiri, kanan = ((s.tulisan, s.nilai.poin) for s in (self.kiri, self.kanan))
        catatan = self.kanan.catatan not in ("", self.kiri.catatan)
        return kiri != kanan or catatan or bool(self.kiri.ganti or self.kanan.ganti)


@dataclass(frozen=True)
class BandingNilai:
    """The points of an area or of the whole; `maksimum` is the same on both sides."""

    nama: str
    maksimum: Fraction
    kiri: Fraction
    kanan: Fraction

    @property
    def selisih(self) -> Fraction:
        return self.kanan - self.kiri

    @property
    def berubah(self) -> bool:
        return self.selisih != 0


@dataclass(frozen=True)
class BandingSyarat:
    """One thing that a condition of a predicate measures."""

    predikat: str
    persen: bool
    kiri: Ukuran
    kanan: Ukuran

    @property
    def berubah(self) -> bool:
        return self.kiri.nilai != self.kanan.nilai


@dataclass(frozen=True)
class Banding:
    kiri: Putaran
    kanan: Putaran
    area: tuple[BandingNilai, ...]
    syarat: tuple[BandingSyarat, ...]
    soal: tuple[BandingSoal, ...]

    @property
    def jumlah_berubah(self) -> int:
        return sum(s.berubah for s in self.soal)

    def yang_berubah(self) -> "Banding":
        """Only what differs."""
        return Banding(
            self.kiri,
            self.kanan,
            tuple(a for a in self.area if a.berubah),
            tuple(s for s in self.syarat if s.berubah),
            tuple(s for s in self.soal if s.berubah),
        )


def pilihan_banding(putaran: Putaran, user: Any) -> QuerySet[Any]:
    """The other rounds of the unit that the user may see, newest first."""
    semua = Putaran.objects.terlihat_oleh(user).filter(satker=putaran.satker_id).exclude(pk=putaran.pk)
    return semua.select_related("instrumen").defer("hasil").order_by("-created_at", "-pk")


def bandingkan(kiri: Putaran, kanan: Putaran) -> Banding:
    """Both as they are now. Raises GalatDomain when their questions are not the same."""
    if kiri.instrumen_id != kanan.instrumen_id:
        raise GalatDomain(
            f"{kiri} memakai {kiri.instrumen} dan {kanan} memakai {kanan.instrumen}. Pertanyaannya berbeda, jadi "
            "keduanya tidak dapat dibandingkan."
        )
    a, b = _Terbaca(kiri), _Terbaca(kanan)
    tanya = kerangka(kiri.instrumen).tanya.values()
    return Banding(
        kiri,
        kanan,
        tuple(_area(kiri, a.hasil, b.hasil)),
        tuple(_syarat(a.hasil, b.hasil)),
        tuple(BandingSoal(p, a.sisi(p), b.sisi(p)) for p in tanya),
    )


class _Terbaca:
    """A round with its answers read once."""

    def __init__(self, putaran: Putaran) -> None:
        semua = dengan_pertanyaan(putaran.instrumen, putaran.jawaban.all())
        self.hasil = hitung(putaran.instrumen, semua)
        self.jawaban: dict[int, Jawaban] = {j.pertanyaan_id: j for j in semua}
        self.ganti: dict[int, list[Ganti]] = defaultdict(list)
        for satu in [] if putaran.mandiri else penggantian(putaran):
            self.ganti[satu.jejak.pertanyaan_id].append(satu)

    def sisi(self, pertanyaan: Pertanyaan) -> Sisi:
        jawaban = self.jawaban.get(pertanyaan.pk)
        isi = tulisan(pertanyaan, jawaban.isi if jawaban else None)
        catatan = jawaban.catatan if jawaban else ""
        return Sisi(isi, catatan, self.hasil.soal[pertanyaan.kode], tuple(self.ganti[pertanyaan.pk]))


def _area(putaran: Putaran, kiri: Hasil, kanan: Hasil) -> Iterable[BandingNilai]:
    """The areas of the instrument in their order, then the whole."""
    susun = alat(putaran.instrumen)
    for kode, area in susun.area.items():
        yield BandingNilai(area.nama, kiri.area[kode].maksimum, kiri.area[kode].poin, kanan.area[kode].poin)
    yield BandingNilai("Nilai total", susun.maksimum, kiri.total, kanan.total)


def _syarat(kiri: Hasil, kanan: Hasil) -> Iterable[BandingSyarat]:
    for predikat, semua in kiri.ambang.items():
        for a, b in zip(semua, kanan.ambang[predikat], strict=True):
            persen = a.syarat.ukuran == "area_persen"
            for u, v in zip(a.ukuran, b.ukuran, strict=True):
                yield BandingSyarat(predikat, persen, u, v)
