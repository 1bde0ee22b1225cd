"""The queues of those who check evidence: what nobody has looked at, what came back mended, what was returned."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from zi.bukti.models import PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.rencana.models import AreaRencana
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

J = Peran.Jenis
S = PemenuhanBukti.Status
ANTREAN = {"belum": "Belum diperiksa", "diperbaiki": "Sudah diperbaiki", "dikembalikan": "Dikembalikan"}


@dataclass(frozen=True)
class Antrean:
    """One queue: its key, its name, how many wait in it."""

    kode: str
    nama: str
    jumlah: int


@dataclass(frozen=True)
class Giliran:
    """Where one offer stands in a queue: `sebelum` and `sesudah` are ids of its neighbours; `nomor` 0 = not in it."""

    kode: str
    nomor: int = 0
    jumlah: int = 0
    sebelum: int | None = None
    sesudah: int | None = None

    @property
    def nama(self) -> str:
        return ANTREAN[self.kode]

    @property
    def berikut(self) -> int | None:
        """What opens after a decision here."""
        return self.sesudah or self.sebelum


def boleh_antrean(user: Any, satker: Satker) -> bool:
    return hak(user).punya(satker.pk, J.KOORDINATOR, J.KETUA_TIM)


def antrean(user: Any, satker: Satker, kode: str) -> QuerySet[PemenuhanBukti]:
    """One queue of the areas that `user` checks in the unit, the oldest offer first."""
    isi = VersiBerkas.objects.filter(berkas=OuterRef("berkas"))
    semua = _semua(user, satker).filter(Q(antrean=kode)).annotate(tautan_saja=~Exists(isi))
    return semua.order_by("ditawarkan_pada", "pk")


def papan(user: Any, satker: Satker, tampil: int) -> tuple[list[Antrean], list[PemenuhanBukti]]:
    """The queues with their counts, and the first `tampil` that wait for a check by `user`, in one query."""
    if not boleh_antrean(user, satker):
        return [], []
    per_antrean: Any = {"partition_by": [F("antrean")]}
    semua = _semua(user, satker).filter(Q(antrean__in=[*ANTREAN]))
    semua = semua.annotate(
        jumlah=Window(Count("pk"), **per_antrean),
        nomor=Window(RowNumber(), order_by=["ditawarkan_pada", "pk"], **per_antrean),
    ).filter(nomor__lte=tampil)
    relasi = ("berkas", "syarat__tindak_lanjut", "ditawarkan_oleh")
    baris = list(semua.select_related(*relasi).order_by("ditawarkan_pada", "pk"))
    jumlah = {p.antrean: p.jumlah for p in baris}
    menunggu = [p for p in baris if p.antrean != "dikembalikan"][:tampil]
    return [Antrean(kode, nama, jumlah.get(kode, 0)) for kode, nama in ANTREAN.items()], menunggu


def hitung_antrean(user: Any, satker: Satker) -> list[Antrean]:
    """The three queues with their counts, in one query; none for somebody who checks nothing."""
    if not boleh_antrean(user, satker):
        return []
    hitung = _semua(user, satker).aggregate(**{k: Count("pk", filter=Q(antrean=k)) for k in ANTREAN})
    return [Antrean(kode, nama, hitung[kode]) for kode, nama in ANTREAN.items()]


def giliran(user: Any, pemenuhan: PemenuhanBukti, kode: str) -> Giliran | None:
    """Its place in the queue `kode`, else in the queue that it belongs to; None for somebody who checks nothing."""
    satker = pemenuhan.berkas.satker
    if not boleh_antrean(user, satker):
        return None
    kode = kode if kode in ANTREAN else _kode(pemenuhan)
    urut = list(antrean(user, satker, kode).values_list("pk", flat=True))
    if pemenuhan.pk not in urut:
        return Giliran(kode, jumlah=len(urut), sesudah=urut[0] if urut else None)
    n = urut.index(pemenuhan.pk)
    sebelum, sesudah = (urut[n - 1] if n else None), (urut[n + 1] if n + 1 < len(urut) else None)
    return Giliran(kode, n + 1, len(urut), sebelum, sesudah)


def _kode(pemenuhan: PemenuhanBukti) -> str:
    if pemenuhan.status == S.DIKEMBALIKAN:
        return "dikembalikan"
    return "diperbaiki" if pemenuhan.status == S.MENUNGGU and pemenuhan.catatan else "belum"


def _semua(user: Any, satker: Satker) -> QuerySet[Any]:
    """Living offers of the unit in the areas of `user`, each with its `antrean`; his own are in none that he checks."""
    versinya = Exists(VersiBerkas.objects.filter(berkas=OuterRef("berkas"), diunggah_oleh=user))
    kode = Case(
        When(status=S.DIKEMBALIKAN, then=Value("dikembalikan")),
        When(Q(ditawarkan_oleh=user) | Q(berkas__diunggah_oleh=user) | versinya, then=Value("sendiri")),
        When(status=S.MENUNGGU, catatan="", then=Value("belum")),
        When(status=S.MENUNGGU, then=Value("diperbaiki")),
        default=Value("selesai"),
    )
    ada = PemenuhanBukti.objects.filter(berkas__satker=satker, berkas__dihapus_pada=None)
    return ada.filter(syarat__in=syarat_diurus(user, satker, J.KOORDINATOR)).annotate(antrean=kode)


def syarat_diurus(user: Any, satker: Satker, *jenis: str) -> QuerySet[SyaratBukti]:
    """Living requirements of the unit that are the user's: a ketua tim's all, of these roles those of their areas."""
    di_baris = Q(baris__dihapus_pada=None, baris__tabel__dihapus_pada=None, baris__tabel__rencana__dihapus_pada=None)
    di_area = Q(area__dihapus_pada=None, area__rencana__dihapus_pada=None)
    milik = Q(baris__tabel__rencana__satker=satker) | Q(area__rencana__satker=satker) | Q(satker=satker)
    milik |= Q(tindak_lanjut__satker=satker)
    semua = SyaratBukti.objects.hidup().filter(milik & di_baris & di_area)
    if hak(user).punya(satker.pk, J.KETUA_TIM):
        return semua
    kode = hak(user).area(satker.pk, *jenis)
    area = AreaRencana.objects.filter(rencana__satker=satker)
    area = area.filter(Q(area_baku__kode__in=kode) | Q(area_baku=None, kode__in=kode))
    baris = Q(baris__area__in=area) | Q(baris__area=None, baris__tabel__area__in=area)
    simpul = [f"pertanyaan__simpul__{'induk__' * naik}area__kode__in" for naik in range(4)]
    tanya = Q(*((jalur, kode) for jalur in simpul), _connector=Q.OR)
    return semua.filter(baris | Q(area__in=area) | tanya | Q(tindak_lanjut__area__in=kode))
