"""Reading versions: whose, which one a page shows, and which one is in force."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from zi.dokumen.models import SalinanBertandaTangan
from zi.naskah.kanonik import Isi, lengkapi
from zi.naskah.models import Versi
from zi.rencana.enums import StatusRencana
from zi.rencana.models import RencanaKerja
from zi.satker.queries import Hak, hak

S = Versi.Status
PERNAH = [S.DISETUJUI, S.DICABUT]
ANOTASI = ("nomor_akhir", "sah_pk", "sah_nomor", "sah_status", "sah_pada", "sah_luar", "sah_bertanda")


@dataclass(frozen=True)
class KeadaanVersi:
    """Which version the live rows are, and the last one that was approved (`sah_…`, None when there is none)."""

    status: str
    nomor: int
    sah_pk: int | None
    sah_nomor: int | None
    sah_status: str | None
    sah_pada: datetime | None
    sah_luar: bool
    sah_bertanda: bool

    @property
    def luar(self) -> bool:
        """What is shown was approved outside the system."""
        return self.status == StatusRencana.DISETUJUI and self.sah_luar

    @property
    def kata(self) -> str:
        """The status in words where it says more than its own word."""
        return "Disetujui di luar sistem" if self.luar else ""

    @property
    def draf_setelah(self) -> bool:
        """The live rows are not the version in force."""
        return self.sah_status == S.DISETUJUI and self.status != StatusRencana.DISETUJUI


def dengan_versi(rencana: QuerySet[RencanaKerja]) -> QuerySet[RencanaKerja]:
    """Plans with what `keadaan_versi` needs, in the same query."""
    versi = Versi.objects.filter(rencana=OuterRef("pk")).order_by("-nomor")
    sah = versi.filter(status__in=PERNAH)
    salinan = SalinanBertandaTangan.objects.filter(terbitan=OuterRef("terbitan"))
    return rencana.annotate(
        nomor_akhir=Subquery(versi.values("nomor")[:1]),
        sah_pk=Subquery(sah.values("pk")[:1]),
        sah_nomor=Subquery(sah.values("nomor")[:1]),
        sah_status=Subquery(sah.values("status")[:1]),
        sah_pada=Subquery(sah.values("terbitan__disahkan_pada")[:1]),
        sah_luar=Subquery(sah.values("luar")[:1]),
        sah_bertanda=Subquery(sah.annotate(ada=Exists(salinan)).values("ada")[:1]),
    )


def keadaan_versi(rencana: RencanaKerja) -> KeadaanVersi:
    """The state of a plan from `dengan_versi`; one more query for a plan that was read without it."""
    if not hasattr(rencana, "nomor_akhir"):
        nilai = dengan_versi(RencanaKerja.objects.filter(pk=rencana.pk)).values(*ANOTASI).get()
    else:
        nilai = {nama: getattr(rencana, nama) for nama in ANOTASI}
    akhir = nilai.pop("nomor_akhir") or 0
    terbuka = rencana.status in {StatusRencana.DRAF, StatusRencana.DIKEMBALIKAN, StatusRencana.DICABUT}
    nilai |= {n: bool(nilai[n]) for n in ("sah_luar", "sah_bertanda")}
    return KeadaanVersi(rencana.status, akhir + 1 if terbuka else akhir, **nilai)


def keputusan_terakhir(rencana: RencanaKerja) -> Versi | None:
    """The decision that the team must answer: the version that was returned or revoked when nothing followed."""
    if rencana.status not in {S.DIKEMBALIKAN, S.DICABUT}:
        return None
    sama = rencana.versi_naskah.filter(status=rencana.status).select_related("diputus_oleh", "dicabut_oleh")
    return sama.order_by("-nomor").first()


def versi_berlaku(rencana: RencanaKerja) -> Versi | None:
    """The approved version in force: the last one that was approved, unless it was revoked."""
    return Versi.objects.berlaku(rencana)


def versi_terlihat(user: Any) -> QuerySet[Versi]:
    """Own unit and subtree: all. An evaluator: of his unit and year, those under review or approved."""
    h = hak(user)
    boleh = Q(rencana__satker__in=h.satker_sendiri | h.subpohon)
    boleh |= _dievaluasi(h) & Q(status__in=[S.DIAJUKAN, S.DISETUJUI])
    terlihat = Versi.objects.filter(boleh, rencana__dihapus_pada=None)
    return terlihat.select_related(
        "rencana__satker", "diajukan_oleh", "diputus_oleh", "dicabut_oleh", "terbitan"
    ).order_by("-nomor")


def _dievaluasi(h: Hak) -> Q:
    milik = Q(pk__in=[])
    for satker, tahun in h.evaluasi:
        milik |= Q(rencana__satker=satker, rencana__tahun_mulai__lte=tahun, rencana__tahun_selesai__gte=tahun)
    return milik


def versi_pengganti(user: Any) -> QuerySet[Versi]:
    """The versions in force that an evaluator reads in place of plans whose next version is being written."""
    h = hak(user)
    sejak = Versi.objects.filter(rencana=OuterRef("rencana"), nomor__gt=OuterRef("nomor"), status__in=PERNAH)
    berlaku = versi_terlihat(user).filter(_dievaluasi(h), ~Exists(sejak), status=S.DISETUJUI)
    luar = berlaku.exclude(rencana__in=RencanaKerja.objects.dinilai_oleh(user))
    return luar.exclude(rencana__satker__in=h.satker_sendiri)


def isi_versi(versi: Versi) -> Isi:
    """The snapshot with all its keys; each table knows the name of its area."""
    isi = lengkapi(json.loads(versi.isi))
    nama = {a["kode"]: " ".join(filter(None, [a["nomor_tertulis"], a["nama"]])) for a in isi["area"]}
    for tabel in isi["tabel"]:
        tabel["nama_area"] = nama.get(tabel["area"], "")
    return isi


def dengan_pengaju(versi: QuerySet[Versi]) -> QuerySet[Any]:
    """Versions without their snapshot, but with the name that it gives to who submitted it."""
    isi = versi.defer("isi").annotate(dokumen=Cast("isi", models.JSONField()))
    return isi.annotate(nama_pengaju=KT("dokumen__pejabat__pengaju__nama"))


def dengan_resmi(versi: QuerySet[Versi]) -> QuerySet[Any]:
    """Issued versions with the names in the storage of the PDF and of the newest signed copy, in one query."""
    salinan = SalinanBertandaTangan.objects.filter(terbitan=OuterRef("terbitan")).order_by("-nomor")
    isi = versi.defer("isi").exclude(terbitan=None)
    return isi.annotate(path_terbitan=F("terbitan__berkas"), path_salinan=Subquery(salinan.values("berkas")[:1]))
