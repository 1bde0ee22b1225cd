"""What a draft of the LKE would change in its round, question by question, as things stand now."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zi.common.galat import GalatDomain
from zi.impor.hasil import rapikan
from zi.impor.lke.isi import Bacaan
from zi.impor.models import DrafLke
from zi.lke.alat import Soal
from zi.lke.isian import baca, simpan
from zi.lke.models import Jawaban, Putaran
from zi.lke.queries import alat
from zi.lke.queries_jejak import dari_orang_lain, tulisan
from zi.lke.queries_putaran import peringatan
from zi.pengungkit.models import Pertanyaan

MENJAWAB_SENDIRI = "Dinilai evaluator lain: Anda yang menjawabnya pada penilaian mandiri."
URUT = ("gagal", "ragu", "berubah", "baru", "sama")


@dataclass(frozen=True)
class BarisLke:
    """One question of the file. `status` is one of URUT; `jawaban` and `catatan`: (now, afterwards) in words.

    `isi` and `teks_catatan` are what would be stored; `peringatan`: what is odd about it; `ganti`: the answer of
    another evaluator is replaced.
    """

    pertanyaan: Pertanyaan
    bacaan: Bacaan
    status: str
    lama: Jawaban | None
    isi: Any = None
    teks_catatan: str = ""
    galat: str = ""
    peringatan: str = ""
    ganti: bool = False

    @property
    def versi(self) -> int:
        return self.lama.versi if self.lama else 0

    @property
    def jawaban(self) -> tuple[str, str]:
        return tulisan(self.pertanyaan, self.lama.isi if self.lama else None), tulisan(self.pertanyaan, self.isi)

    @property
    def catatan(self) -> tuple[str, str]:
        return self.lama.catatan if self.lama else "", self.teks_catatan

    @property
    def beda_jawaban(self) -> bool:
        return self.jawaban[0] != self.jawaban[1]

    @property
    def beda_catatan(self) -> bool:
        return self.catatan[0] != self.catatan[1]

    @property
    def tertulis(self) -> str:
        """The answer as it stands in the file."""
        isi = self.bacaan["tulisan"]
        return ", ".join(f"{k} {v}" for k, v in isi.items()) if isinstance(isi, dict) else isi or ""


@dataclass(frozen=True)
class PratinjauLke:
    """All questions that the file answers, the troubled ones first."""

    baris: tuple[BarisLke, ...]

    @cached_property
    def hitung(self) -> dict[str, int]:
        return {s: sum(b.status == s for b in self.baris) for s in URUT}

    @property
    def jumlah(self) -> int:
        """How many are written without being asked about."""
        return self.hitung["berubah"] + self.hitung["baru"]

    @property
    def tampil(self) -> list[BarisLke]:
        return [b for s in URUT[:-1] for b in self.baris if b.status == s]

    @property
    def ganti(self) -> bool:
        """Is the answer of another evaluator replaced?"""
        return any(b.ganti for b in self.tampil)

    @property
    def berbukti(self) -> int:
        return sum(bool(b.bacaan["bukti"]) for b in self.baris)


def pratinjau_lke(draf: DrafLke, user: Any) -> PratinjauLke:
    """In three queries."""
    putaran = draf.putaran
    tanya = {p.kode: p for p in putaran.instrumen.pertanyaan.all()}
    lama = {j.pertanyaan_id: j for j in putaran.jawaban.select_related("oleh")}
    sendiri = _dijawab_sendiri(putaran, user)
    soal = alat(putaran.instrumen).soal
    ada = [b for b in draf.isi["bacaan"] if b["kode"] in tanya]
    return PratinjauLke(
        tuple(
            _baris(putaran, user, soal[b["kode"]], tanya[b["kode"]], b, lama.get(tanya[b["kode"]].pk), sendiri)
            for b in ada
        )
    )


def _dijawab_sendiri(putaran: Putaran, user: Any) -> frozenset[int]:
    """The questions that an evaluator answered himself for the unit that year."""
    if putaran.mandiri:
        return frozenset()
    mandiri = {"putaran__jenis": Putaran.Jenis.MANDIRI, "putaran__satker": putaran.satker_id}
    semua = Jawaban.objects.filter(putaran__tahun=putaran.tahun, oleh=user, **mandiri)
    return frozenset(semua.values_list("pertanyaan", flat=True))


def _baris(
    putaran: Putaran,
    user: Any,
    soal: Soal,
    tanya: Pertanyaan,
    bacaan: Bacaan,
    lama: Jawaban | None,
    sendiri: frozenset[int],
) -> BarisLke:
    galat = bacaan["galat"] or (MENJAWAB_SENDIRI if tanya.pk in sendiri else "")
    if galat:
        return BarisLke(tanya, bacaan, "gagal", lama, galat=galat)
    kini, catatan_kini = (lama.isi, lama.catatan) if lama else (None, "")
    try:
        isi = simpan(baca(soal, _gabung(kini, bacaan["tulisan"])))
    except GalatDomain as salah:
        return BarisLke(tanya, bacaan, "gagal", lama, galat=str(salah))
    catatan = bacaan["catatan"] if bacaan["catatan"] and bacaan["catatan"] != rapikan(catatan_kini) else catatan_kini
    ganti = isi != kini and dari_orang_lain(putaran, lama, user)
    status, aneh = _status(bacaan, lama, isi, catatan), peringatan(soal, isi)
    return BarisLke(tanya, bacaan, status, lama, isi, catatan, peringatan=aneh, ganti=ganti)


def _gabung(kini: Any, tertulis: Any) -> Any:
    """Empty cells do not erase: what the file does not say stays."""
    if tertulis is None:
        return kini
    return {**(kini or {}), **tertulis} if isinstance(tertulis, dict) else tertulis


def _status(bacaan: Bacaan, lama: Jawaban | None, isi: Any, catatan: str) -> str:
    if (isi, catatan) == ((lama.isi, lama.catatan) if lama else (None, "")):
        return "sama"
    if bacaan["ragu"]:
        return "ragu"
    return "berubah" if lama and (lama.isi is not None or lama.catatan) else "baru"
