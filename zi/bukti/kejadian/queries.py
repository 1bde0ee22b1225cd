"""Evidence by occurrence, and the one definition of what is asked so far (docs/keputusan/0009-kejadian.md).

A unit is a requirement, or a requirement at one occurrence of its row when it is asked per kejadian. Due is an
occurrence that has ended (its last day counts) or was recorded as done; a requirement that is asked once is due with
the first occurrence of its row, and always when its row has none. A cancelled occurrence asks for nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.models import Jadwal, Kejadian

S = PemenuhanBukti.Status
TERBAIK = (S.DITERIMA, S.MENUNGGU, S.DIKEMBALIKAN)


class Saat(NamedTuple):
    """One occurrence that was not cancelled, as the counting needs it."""

    pk: int
    baris: int
    jadwal: int
    mulai: date
    selesai: date
    status: str

    def tempo(self, hari_ini: date) -> bool:
        return self.selesai <= hari_ini or self.status == StatusKejadian.SELESAI


@dataclass(frozen=True)
class Unit:
    """One thing that evidence is asked for; `kejadian` None: once for all. `keadaan`: a key of KEADAAN."""

    syarat: int
    baris: int | None
    kejadian: int | None
    keadaan: str
    tempo: bool


def berbukti() -> Exists:
    """Has the occurrence of the outer query evidence, of whatever state?"""
    return Exists(PemenuhanBukti.objects.filter(kejadian=OuterRef("pk")))


def saat_baris(baris: Collection[int] | QuerySet[Any]) -> dict[int, list[Saat]]:
    """The occurrences of these rows by row, in order of time."""
    hasil: dict[int, list[Saat]] = defaultdict(list)
    if isinstance(baris, QuerySet) or baris:
        hidup = Kejadian.objects.berlaku().exclude(status=StatusKejadian.BATAL).filter(jadwal__baris__in=baris)
        medan = ("pk", "jadwal__baris", "jadwal", "mulai", "selesai", "status")
        for satu in hidup.order_by("selesai", "pk").values_list(*medan):
            hasil[satu[1]].append(Saat(*satu))
    return hasil


def unit_bukti(syarat: Iterable[Any], saat: Mapping[int, list[Saat]], hari_ini: date) -> list[Unit]:
    """What these requirements ask for; each has pk, baris_id, per_kejadian and `keadaan`."""
    semua = list(syarat)
    berulang = [s for s in semua if s.per_kejadian and saat.get(s.baris_id)]
    ajuan = baca_ajuan(berulang)
    hasil = []
    for s in semua:
        punya = saat.get(s.baris_id, [])
        milik = [k for k in punya if ajuan.cocok(s.pk, k.jadwal)] if s.per_kejadian else []
        hasil += [
            Unit(s.pk, s.baris_id, k.pk, ajuan.keadaan.get((s.pk, k.pk), "belum"), k.tempo(hari_ini)) for k in milik
        ]
        if not milik:
            tempo = any(k.tempo(hari_ini) for k in punya) or not punya
            hasil.append(Unit(s.pk, s.baris_id, None, getattr(s, "keadaan", ""), tempo))
    return hasil


@dataclass(frozen=True)
class Ajuan:
    """What is known of requirements per kejadian: which actions each names, and the best offer at each occurrence."""

    aksi: dict[tuple[str, int], set[int]]
    keadaan: dict[tuple[int, int], str]

    def cocok(self, syarat: int, jadwal: int) -> bool:
        """Do they belong together? Not when each names actions and none is common."""
        a, b = self.aksi.get(("syarat", syarat)), self.aksi.get(("jadwal", jadwal))
        return not a or not b or bool(a & b)


def baca_ajuan(syarat: list[Any]) -> Ajuan:
    """In one query; each requirement has pk and baris_id."""
    hasil = Ajuan(defaultdict(set), {})
    if not syarat:
        return hasil
    baris = {s.baris_id for s in syarat}
    milik = SyaratBukti.aksi.through.objects.filter(syaratbukti__baris__in=baris)
    jadwal = Jadwal.aksi.through.objects.filter(jadwal__baris__in=baris)
    ada = PemenuhanBukti.objects.filter(syarat__in=[s.pk for s in syarat], berkas__dihapus_pada=None).order_by()
    semua = ada.filter(kejadian__isnull=False).values_list(Value("ajuan"), "syarat", "kejadian", "status")
    kosong = Value("")
    for apa, pk, lain, status in semua.union(
        milik.values_list(Value("syarat"), "syaratbukti", "rencanaaksi", kosong),
        jadwal.values_list(Value("jadwal"), "jadwal", "rencanaaksi", kosong),
    ):
        if apa == "ajuan":
            lama = hasil.keadaan.get((pk, lain))
            hasil.keadaan[pk, lain] = min(lama, status, key=TERBAIK.index) if lama else status
        else:
            hasil.aksi[apa, pk].add(lain)
    return hasil


def kejadian_syarat(syarat: SyaratBukti) -> QuerySet[Kejadian]:
    """The occurrences at which a requirement is asked, and those for which something was offered."""
    if not syarat.baris_id:
        return Kejadian.objects.none()
    aksi = list(syarat.aksi.values_list("pk", flat=True))
    milik = Q(jadwal__in=Jadwal.objects.filter(Q(aksi=None) | Q(aksi__in=aksi))) if aksi else Q()
    berlaku = Kejadian.objects.berlaku().filter(milik, jadwal__baris=syarat.baris_id)
    dipakai = PemenuhanBukti.objects.filter(syarat=syarat, kejadian__isnull=False)
    return Kejadian.objects.filter(Q(pk__in=berlaku.values("pk")) | Q(pk__in=dipakai.values("kejadian")))


def kejadian_kurang(syarat: Iterable[Any], hari_ini: date | None = None) -> dict[int, Saat]:
    """By requirement that is asked per kejadian: the oldest due occurrence for which evidence is still to be brought,
    else the next one.
    """
    berulang = [s for s in syarat if s.per_kejadian and s.baris_id]
    hari_ini = hari_ini or timezone.localdate()
    saat = saat_baris({s.baris_id for s in berulang})
    per_pk = {k.pk: k for isi in saat.values() for k in isi}
    hasil: dict[int, Saat] = {}
    for u in unit_bukti(berulang, saat, hari_ini):
        if u.kejadian and u.keadaan in ("belum", S.DIKEMBALIKAN):
            hasil.setdefault(u.syarat, per_pk[u.kejadian])
    return hasil


def _saat_syarat(hari_ini: date) -> tuple[QuerySet[Kejadian], Q, Q]:
    """For a query of requirements: the occurrences of the row of each, those that belong to it, those that are due."""
    jadwal, milik = Jadwal.aksi.through.objects, SyaratBukti.aksi.through.objects
    bersama = milik.filter(syaratbukti=OuterRef(OuterRef(OuterRef("pk")))).values("rencanaaksi")
    cocok = (
        ~Exists(jadwal.filter(jadwal=OuterRef("jadwal")))
        | ~Exists(milik.filter(syaratbukti=OuterRef(OuterRef("pk"))))
        | Exists(jadwal.filter(jadwal=OuterRef("jadwal"), rencanaaksi__in=bersama))
    )
    saat = Kejadian.objects.berlaku().exclude(status=StatusKejadian.BATAL).filter(jadwal__baris=OuterRef("baris"))
    return saat, Q(cocok), Q(selesai__lte=hari_ini) | Q(status=StatusKejadian.SELESAI)


def _ajuan_saat() -> QuerySet[PemenuhanBukti]:
    """What was offered for the requirement at the occurrence of _saat_syarat."""
    saat = {"syarat": OuterRef(OuterRef("pk")), "kejadian": OuterRef("pk")}
    return PemenuhanBukti.objects.filter(**saat, berkas__dihapus_pada=None)


def keadaan_berulang(hari_ini: date) -> list[When]:
    """Cases of `keadaan` for a requirement per kejadian: the worst of what is due."""
    saat, cocok, lewat = _saat_syarat(hari_ini)
    tempo, ajuan = saat.filter(cocok, lewat), _ajuan_saat()
    baik: list[str] = [S.DITERIMA, S.MENUNGGU]
    aturan = [
        ("belum", ajuan),
        (S.DIKEMBALIKAN, ajuan.filter(status__in=baik)),
        (S.MENUNGGU, ajuan.filter(status=S.DITERIMA)),
    ]
    hasil = [When(Q(Exists(tempo.filter(~Exists(perlu))), per_kejadian=True), then=Value(k)) for k, perlu in aturan]
    return [*hasil, When(Q(Exists(tempo), per_kejadian=True), then=Value("diterima"))]


def jumlah_tempo(hari_ini: date) -> dict[str, Case]:
    """For a query of requirements with `keadaan`: how much each asks for so far and how much of it was accepted, as
    unit_bukti counts it, where a page has no query left to read every occurrence.
    """
    saat, cocok, lewat = _saat_syarat(hari_ini)
    milik, diterima = saat.filter(cocok), Exists(_ajuan_saat().filter(status=S.DITERIMA))
    berulang = Q(Exists(milik), per_kejadian=True)
    sekali = Q(Exists(saat.filter(lewat))) | ~Exists(saat)
    return {
        "tempo": Case(When(berulang, then=_banyak(milik.filter(lewat))), When(sekali, then=1), default=0),
        "tempo_diterima": Case(
            When(berulang, then=_banyak(milik.filter(lewat, diterima))),
            When(sekali & Q(keadaan=S.DITERIMA), then=1),
            default=0,
        ),
    }


def _banyak(semua: QuerySet[Any]) -> Coalesce:
    hitung = semua.order_by().annotate(semua=Value(1)).values("semua").annotate(banyak=Count("pk")).values("banyak")
    return Coalesce(Subquery(hitung), 0)


def berkejadian(syarat: Iterable[Any], hari_ini: date) -> tuple[Any, ...]:
    """The same requirements, each with `kejadian_kurang`: the day for which evidence is missing, or None."""
    semua = tuple(syarat)
    kurang = kejadian_kurang(semua, hari_ini)
    for s in semua:
        s.kejadian_kurang = kurang[s.pk].mulai if s.pk in kurang else None
    return semua
