"""Reading assignments: the letters, the units that may still be added, and the queue of an evaluator."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, QuerySet

from zi.common.models import CatatanAlur
from zi.lke.models import Anggota, Putaran, SuratTugas
from zi.lke.policies import ketua_tugas
from zi.lke.workflow import DARI_EVALUATOR
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

J, S = Putaran.Jenis, Putaran.Status
# The states of a unit in the queue, in the order in which they call for work.
KEADAAN = {
    "siap": "Siap dievaluasi",
    "dinilai": "Sedang dinilai",
    "belum": "Belum diserahkan",
    "terbit": "Terbit",
}
CALON_TAMPIL = 30


def daftar_surat(user: Any) -> QuerySet[Any]:
    """The letters that the user may see, newest first, with `n_satker` and the members."""
    anggota = Prefetch("anggota", Anggota.objects.select_related("pengguna"))
    semua = SuratTugas.objects.terlihat_oleh(user).select_related("penerbit")
    return semua.annotate(n_satker=Count("satker")).prefetch_related(anggota).order_by("-tanggal", "-pk")


def calon_penerbit(user: Any) -> QuerySet[Satker]:
    """In whose name the user may issue one: the units of which he is central admin."""
    return Satker.objects.filter(pk__in=hak(user).satker(Peran.Jenis.ADMIN_PUSAT)).order_by("nama")


def calon_satker(user: Any, surat: SuratTugas, cari: str = "") -> QuerySet[Satker]:
    """Units of the user's subtree that the letter does not name yet, by words of name or code."""
    semua = Satker.objects.filter(pk__in=hak(user).subpohon).exclude(pk__in=surat.satker.values("pk"))
    return (semua.filter(nama__icontains=cari) | semua.filter(kode__icontains=cari)).order_by("nama")


@dataclass(frozen=True)
class Tugas:
    """A unit and year that somebody evaluates. `mandiri`: its last self-assessment that he may read.

    `dikembalikan`: why it was sent back as not ready, until the unit hands in another. `putaran`: the rounds of
    evaluators, newest first.
    """

    satker: Satker
    tahun: int
    surat: str
    selesai: Any
    ketua: bool
    mandiri: Putaran | None
    dikembalikan: str
    putaran: tuple[Putaran, ...]

    @property
    def terbuka(self) -> Putaran | None:
        return next((p for p in self.putaran if p.status != S.TERBIT), None)

    @property
    def asal(self) -> Putaran | None:
        """What a new round starts from: handed in or published, and not sent back."""
        return None if self.dikembalikan else self.mandiri

    @property
    def tpi(self) -> Putaran | None:
        """The newest published round of the TPI, from which a TPN starts."""
        return next((p for p in self.putaran if p.jenis == J.TPI and p.status == S.TERBIT), None)

    @property
    def jenis(self) -> list[tuple[str, str]]:
        """What may be started: a TPN after the TPI, and then before the others."""
        urut = ([J.TPN] if self.tpi else []) + [J.TPI, J.PENDAMPINGAN]
        return [(j.value, j.label) for j in urut]

    @property
    def keadaan(self) -> str:
        """A key of KEADAAN."""
        if self.terbuka:
            return "dinilai"
        akhir = next((p.terbit_pada for p in self.putaran if p.jenis != J.PENDAMPINGAN), None)
        diserahkan = self.asal and self.asal.diserahkan_pada
        if diserahkan and (akhir is None or akhir < diserahkan):
            return "siap"
        return "terbit" if akhir and not self.dikembalikan else "belum"

    @property
    def aksi_kembali(self) -> str:
        """The step of the self-assessment by which it is sent back as not ready."""
        return "minta_baru" if self.mandiri and self.mandiri.terbit_pada else "belum_siap"

    @property
    def label(self) -> str:
        return KEADAAN[self.keadaan]


def antrean(user: Any) -> list[Tugas]:
    """What the user evaluates, what is ready first, in a number of queries that does not grow."""
    h = hak(user)
    peran = [p for p in h.peran if p.jenis == Peran.Jenis.EVALUATOR and p.satker_id not in h.satker_sendiri]
    if not peran:
        return []
    per_satker: dict[tuple[int, int], list[Putaran]] = defaultdict(list)
    terlihat = Putaran.objects.terlihat_oleh(user).filter(satker__in={p.satker_id for p in peran})
    for satu in terlihat.defer("hasil").order_by("-created_at", "-pk"):
        per_satker[satu.satker_id, satu.tahun].append(satu)
    kembali, ketua = _dikembalikan({p.satker_id for p in peran}), ketua_tugas(user)
    tugas = {(p.satker_id, p.tahun): _tugas(p, per_satker, kembali, ketua) for p in peran}
    urut = list(KEADAAN)
    return sorted(tugas.values(), key=lambda t: (urut.index(t.keadaan), t.satker.nama, -t.tahun))


def _tugas(peran: Peran, per_satker: Any, kembali: dict[Any, CatatanAlur], ketua: frozenset[Any]) -> Tugas:
    kunci = (peran.satker_id, peran.tahun)
    semua = per_satker.get(kunci, [])
    mandiri, akhir = next((p for p in semua if p.mandiri), None), kembali.get(kunci)
    belum = akhir and not (mandiri and mandiri.diserahkan_pada and akhir.pada < mandiri.diserahkan_pada)
    return Tugas(
        peran.satker,
        peran.tahun or 0,
        peran.surat_tugas,
        peran.selesai,
        kunci in ketua,
        mandiri,
        akhir.catatan if akhir and belum else "",
        tuple(p for p in semua if not p.mandiri),
    )


def _dikembalikan(satker: set[int]) -> dict[tuple[int, int], CatatanAlur]:
    """By unit and year the last time that its self-assessment was sent back as not ready, with the reason."""
    mandiri = Putaran.objects.filter(satker__in=satker, jenis=Putaran.Jenis.MANDIRI)
    kunci = {pk: (satu, tahun) for pk, satu, tahun in mandiri.values_list("pk", "satker", "tahun")}
    catatan = CatatanAlur.objects.filter(jenis_objek=ContentType.objects.get_for_model(Putaran), objek_id__in=kunci)
    return {kunci[c.objek_id]: c for c in catatan.filter(aksi__in=DARI_EVALUATOR).order_by("pada", "pk")}


def hitung_keadaan(tugas: list[Tugas]) -> list[tuple[str, str, int]]:
    """Key, name and number of each state, those without any left out."""
    jumlah = Counter(t.keadaan for t in tugas)
    return [(kode, nama, jumlah[kode]) for kode, nama in KEADAAN.items() if jumlah[kode]]
