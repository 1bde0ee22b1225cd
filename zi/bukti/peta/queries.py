"""Reading the map: per question of the instrument the requirements that prove it, decided or proposed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from zi.bukti.berlaku import naskah_berlaku
from zi.bukti.models import PemenuhanBukti, PetaBukti, SyaratBukti, VersiBerkas
from zi.bukti.peta.usul import Arah, Syarat, Usul, kunci, usulkan
from zi.bukti.policies import area_pertanyaan, area_tanya, boleh_petakan, boleh_unggah, boleh_verifikasi, tempat
from zi.bukti.queries_berlaku import syarat_dibaca
from zi.bukti.queries_syarat import dengan_keadaan, pemenuhan_terlihat, perlu_alasan
from zi.common.verdict import Verdict
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan
from zi.rencana.models import RencanaKerja
from zi.satker.models import Satker
from zi.satker.queries import daftar_satker, hak

SURVEI = "SURVEI"
LAIN = "LAIN"  # the code by which the page names what stands above the areas
URUT_KEADAAN = ("dikembalikan", "belum", "menunggu", "diterima")  # what a person must do first, first
RELASI_TANYA = ("simpul__area", "simpul__induk__area", "simpul__induk__induk__area")
RELASI = ("baris__indikator", "baris__area__area_baku", "baris__tabel__area__area_baku", "area__area_baku")
RELASI_RENCANA = (*RELASI, "baris__tabel__rencana__satker", "area__rencana__satker")


@dataclass(frozen=True)
class Bukti:
    """Requirements with the same words, which one decision is about, and why they stand under a question."""

    syarat: tuple[Any, ...]  # SyaratBukti with `keadaan`
    usul: Usul | None  # None: filed under the question itself
    boleh: bool

    @property
    def pertama(self) -> Any:
        return self.syarat[0]

    @property
    def keadaan(self) -> str:
        return min((s.keadaan for s in self.syarat), key=URUT_KEADAAN.index)

    @property
    def diterima(self) -> int:
        return sum(s.keadaan == "diterima" for s in self.syarat)

    @property
    def usulan(self) -> bool:
        return self.usul is not None and not self.usul.putusan


@dataclass(frozen=True)
class Tanya:
    """A question with all that proves it or may prove it."""

    pertanyaan: Pertanyaan
    bukti: tuple[Bukti, ...]

    @property
    def luar(self) -> bool:
        """Its figure comes from a survey by others: the unit has nothing to prove."""
        return self.pertanyaan.tipe == SURVEI

    @property
    def pasti(self) -> tuple[Bukti, ...]:
        return tuple(b for b in self.bukti if not b.usulan)

    @property
    def keadaan(self) -> str:
        """luar, kosong, usulan (nothing decided yet), else the best state of what is decided."""
        if self.luar or not self.bukti:
            return "luar" if self.luar else "kosong"
        return max((b.keadaan for b in self.pasti), key=URUT_KEADAAN.index) if self.pasti else "usulan"


@dataclass(frozen=True)
class AreaPeta:
    """The questions of one area, and the requirements of that area for which there is no question yet."""

    area: AreaBaku | None
    tanya: tuple[Tanya, ...]
    lepas: tuple[Bukti, ...]

    @property
    def kode(self) -> str:
        return self.area.kode if self.area else LAIN

    @property
    def nama(self) -> str:
        return self.area.nama if self.area else "Hasil dan lainnya"

    @property
    def kosong(self) -> int:
        return sum(t.keadaan == "kosong" for t in self.tanya)


def baca_pertanyaan(pertanyaan: QuerySet[Pertanyaan]) -> tuple[list[Pertanyaan], tuple[Arah, ...]]:
    """The questions in order, each with its node and area, and what `usulkan` needs of the map; one query."""
    peta = {"jenis_": F("peta_jenis__jenis__kode"), "kata_": F("peta_jenis__kata")}
    per_tanya: dict[int, list[Any]] = defaultdict(list)
    semua: Any = pertanyaan.select_related(*RELASI_TANYA).annotate(**peta)
    for satu in semua.order_by("urutan", "peta_jenis__pk"):
        per_tanya[satu.pk].append(satu)
    return [isi[0] for isi in per_tanya.values()], tuple(_arah(isi) for isi in per_tanya.values() if isi[0].jenis_)


def arah_instrumen(instrumen: Instrumen) -> tuple[Arah, ...]:
    """What `usulkan` needs of the map of an instrument."""
    return baca_pertanyaan(instrumen.pertanyaan.all())[1]


def _arah(isi: list[Any]) -> Arah:
    """Of one question, which the query gives once for each kind of evidence that may prove it."""
    tanya = isi[0]
    kata = tuple(dict.fromkeys(k for x in isi for k in x.kata_))
    return Arah(tanya.kode, area_tanya(tanya), tanya.teks, tanya.simpul.nama, frozenset(x.jenis_ for x in isi), kata)


def konteks(syarat: SyaratBukti) -> str:
    """The words around a requirement: its row, else its area, else its question."""
    if syarat.baris:
        return syarat.baris.uraian
    return syarat.area.nama if syarat.area else ""


def kunci_syarat(syarat: SyaratBukti) -> str:
    return kunci(syarat.teks, konteks(syarat))


def ke_syarat(syarat: SyaratBukti) -> Syarat:
    """A requirement of a plan as the map reads it."""
    area = syarat.area or (syarat.baris and (syarat.baris.area or syarat.baris.tabel.area))
    baku = area.area_baku.kode if area and area.area_baku else ""
    indikator = syarat.baris.indikator.nama if syarat.baris and syarat.baris.indikator else ""
    return Syarat(syarat.teks, tuple(syarat.jenis), baku, f"{konteks(syarat)} {indikator}")


def putusan_satker(satker: Satker, instrumen: Instrumen | int) -> dict[str, dict[str, bool]]:
    """What the unit decided: key of the words → question → does it prove it."""
    hasil: dict[str, dict[str, bool]] = defaultdict(dict)
    baris = PetaBukti.objects.filter(satker=satker, pertanyaan__instrumen=instrumen)
    for teks, kode, cocok in baris.values_list("kunci", "pertanyaan__kode", "cocok"):
        hasil[teks][kode] = cocok
    return hasil


def syarat_tanya(user: Any, satker: Satker, tahun: Iterable[int], instrumen: Instrumen | int) -> QuerySet[Any]:
    """Requirements filed under a question itself that the user may see, each with its `keadaan`."""
    syarat = SyaratBukti.objects.terlihat_oleh(user)
    milik = syarat.filter(satker=satker, tahun__in=tahun, pertanyaan__instrumen=instrumen)
    return dengan_keadaan(milik).order_by("tahun", "urutan", "pk")


def peta_rencana(rencana: RencanaKerja, instrumen: Instrumen, user: Any) -> list[AreaPeta]:
    """All questions by area with what proves them; the same number of queries however long the plan is."""
    kumpul: dict[str, list[Bukti]] = defaultdict(list)
    lepas: dict[str, list[Bukti]] = defaultdict(list)
    tanya, arah = baca_pertanyaan(instrumen.pertanyaan.all())
    for kode_area, bukti in _bukti_rencana(rencana, instrumen, arah, user):
        (kumpul[bukti.usul.kode] if bukti.usul else lepas[kode_area]).append(bukti)
    kode = {p.pk: p.kode for p in tanya}
    tahun = range(rencana.tahun_mulai, rencana.tahun_selesai + 1)
    for syarat in syarat_tanya(user, rencana.satker, tahun, instrumen):
        kumpul[kode[syarat.pertanyaan_id]].insert(0, Bukti((syarat,), None, False))
    return _per_area([Tanya(p, _urut(kumpul[p.kode])) for p in tanya], lepas)


def _bukti_rencana(
    rencana: RencanaKerja, instrumen: Instrumen | int, arah: tuple[Arah, ...], user: Any
) -> Iterator[tuple[str, Bukti]]:
    """What a plan asks for, once for each question that it proves or may prove, with the code of its area."""
    putusan = putusan_satker(rencana.satker, instrumen)
    for (teks, kode_area), grup in _kelompok(syarat_dibaca(user, rencana, *RELASI_RENCANA)).items():
        usul, boleh = usulkan(ke_syarat(grup[0]), arah, putusan.get(teks)), bool(boleh_petakan(user, grup[0]))
        for satu in (*usul,) or (None,):
            yield kode_area, Bukti(tuple(grup), satu, boleh)


def _per_area(tanya: list[Tanya], lepas: dict[str, list[Bukti]]) -> list[AreaPeta]:
    """In the order of the instrument; what belongs to no area of it is shown with what stands above the areas."""
    hasil: dict[AreaBaku | None, list[Tanya]] = defaultdict(list)
    for satu in tanya:
        hasil[area_pertanyaan(satu.pertanyaan)].append(satu)
    dikenal = {a.kode for a in hasil if a}
    sisa = [b for kode, isi in lepas.items() if kode not in dikenal for b in isi]
    return [AreaPeta(a, tuple(isi), tuple(lepas[a.kode] if a else sisa)) for a, isi in hasil.items()]


def _kelompok(syarat: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    """Alike are requirements with the same words in the same area."""
    hasil: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for satu in syarat:
        hasil[kunci_syarat(satu), ke_syarat(satu).area].append(satu)
    return hasil


def _urut(bukti: Iterable[Bukti]) -> tuple[Bukti, ...]:
    """Filed here first, then decided, then the strong proposals."""
    return tuple(sorted(bukti, key=lambda b: (b.usul is not None, b.usulan, bool(b.usul and not b.usul.kuat))))


def usul_satu(syarat: SyaratBukti, instrumen: Instrumen) -> list[tuple[Usul, Pertanyaan]]:
    """Decided and proposed questions of one requirement of a plan."""
    putusan = putusan_satker(tempat(syarat)[0].satker, instrumen).get(kunci_syarat(syarat))
    tanya, arah = baca_pertanyaan(instrumen.pertanyaan.all())
    per_kode = {p.kode: p for p in tanya}
    return [(u, per_kode[u.kode]) for u in usulkan(ke_syarat(syarat), arah, putusan)]


def ditolak(syarat: SyaratBukti, instrumen: Instrumen) -> QuerySet[Pertanyaan]:
    """Questions of which the unit said that a requirement does not prove them."""
    hal = {"satker": tempat(syarat)[0].satker, "kunci": kunci_syarat(syarat), "cocok": False}
    return instrumen.pertanyaan.filter(peta_bukti__in=PetaBukti.objects.filter(**hal)).order_by("urutan")


@dataclass(frozen=True)
class SyaratTanya:
    """A requirement filed under a question: may the user add files, and what was offered with his right to check it."""

    syarat: Any
    boleh: Verdict
    pemenuhan: tuple[tuple[PemenuhanBukti, Verdict], ...]
    perlu_alasan: tuple[VersiBerkas, ...]

    @property
    def tersembunyi(self) -> dict[str, int]:
        """The hidden field of the form that takes its files."""
        return {"syarat": self.syarat.pk}


def satker_tanya(user: Any, tahun: int) -> QuerySet[Satker]:
    """Units whose questions of a year the user may see."""
    return daftar_satker(user).filter(pk__in=pk_satker_tanya(user, tahun))


def pk_satker_tanya(user: Any, tahun: int) -> frozenset[int]:
    """Ids of these: his own, his subtree, those that he evaluates that year."""
    h = hak(user)
    return h.satker_sendiri | h.subpohon | {satker for satker, t in h.evaluasi if t == tahun}


def syarat_satu_tanya(user: Any, satker: Satker, tahun: int, pertanyaan: Pertanyaan) -> list[SyaratTanya]:
    """What was filed under one question of the unit and year."""
    semua = list(syarat_tanya(user, satker, [tahun], pertanyaan.instrumen_id).filter(pertanyaan=pertanyaan))
    per_syarat: dict[int, list[PemenuhanBukti]] = defaultdict(list)
    for satu in pemenuhan_terlihat(user).filter(syarat__in=[s.pk for s in semua]):
        per_syarat[satu.syarat_id].append(satu)
    beralasan = perlu_alasan(user, semua)
    hasil = []
    for syarat in semua:
        syarat.satker, syarat.pertanyaan = satker, pertanyaan  # known already; the policies ask them
        for satu in per_syarat[syarat.pk]:
            satu.syarat = syarat
        pemenuhan = tuple((p, boleh_verifikasi(user, p)) for p in per_syarat[syarat.pk])
        hasil.append(SyaratTanya(syarat, boleh_unggah(user, syarat), pemenuhan, tuple(beralasan[syarat.pk])))
    return hasil


def dihapus_tanya(satker: Satker, tahun: int, pertanyaan: Pertanyaan) -> QuerySet[SyaratBukti]:
    """What was deleted from under a question, the last one first."""
    ada = SyaratBukti.objects.filter(satker=satker, tahun=tahun, pertanyaan=pertanyaan)
    return ada.exclude(dihapus_pada=None).select_related("dihapus_oleh").order_by("-dihapus_pada", "pk")


def syarat_tanya_satker(user: Any) -> QuerySet[Any]:
    """Requirements under questions of the user's own units, deleted ones too."""
    milik = SyaratBukti.objects.filter(satker__in=hak(user).satker_sendiri, pertanyaan__isnull=False)
    return milik.select_related("satker", "pertanyaan__simpul__area", "pertanyaan__simpul__induk__area")


def bukti_rencana(
    user: Any, satker: Satker, tahun: int, pertanyaan: Pertanyaan, arah: tuple[Arah, ...]
) -> tuple[Bukti, ...]:
    """What the plan of the year asks for that proves one question, decided or proposed."""
    terlihat = RencanaKerja.objects.terlihat_oleh(user).select_related("satker")
    rencana = terlihat.filter(satker=satker, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun).first()
    pengganti = (n.rencana for n in naskah_berlaku(user) if n.rencana.satker_id == satker.pk)
    rencana = rencana or next((r for r in pengganti if r.tahun_mulai <= tahun <= r.tahun_selesai), None)
    if rencana is None:
        return ()
    semua = (b for _, b in _bukti_rencana(rencana, pertanyaan.instrumen_id, arah, user))
    return _urut(b for b in semua if b.usul and b.usul.kode == pertanyaan.kode)


def syarat_dalam_rencana(user: Any) -> QuerySet[Any]:
    """Requirements of plans that the user may see, with all that the map reads of them."""
    semua = SyaratBukti.objects.terlihat_oleh(user).filter(Q(baris__isnull=False) | Q(area__isnull=False))
    return semua.select_related(*RELASI_RENCANA)
