"""What the pages of the central admin show, and what the page of a round says about PortalRB."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from zi.lke.kesiapan.prasyarat import prasyarat
from zi.lke.models import AksesPortal, Pengusulan, Putaran, TautanBukti, TokenPortal, UnitUsulan
from zi.pengungkit.models import Pertanyaan
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak
from zi.ui.teks import angka

SEHARI = timedelta(days=1)
J = Putaran.Jenis


def pusat_saya(user: Any) -> QuerySet[Satker]:
    """The units for which the user may open a period and make tokens: those of which he is central admin."""
    return Satker.objects.filter(pk__in=hak(user).satker(Peran.Jenis.ADMIN_PUSAT)).order_by("nama")


def satker_pusat(pusat: Satker) -> QuerySet[Satker]:
    """The subtree of a central unit."""
    return Satker.objects.filter(pk__in=list(pusat.descendants(include_self=True).values_list("pk", flat=True)))


def _terbit(tahun: int) -> QuerySet[Putaran]:
    """Published rounds of a year by an instrument that PortalRB asks, the newest first."""
    dipakai = Pertanyaan.objects.filter(portalrb_soal__isnull=False).values("instrumen")
    ada = Putaran.objects.filter(tahun=tahun, status=Putaran.Status.TERBIT, instrumen__in=dipakai)
    return ada.order_by("-nomor")


def putaran_terbit(satker: Satker, tahun: int) -> tuple[Putaran | None, Putaran | None]:
    """The newest published round of the unit, and that of the TPI by the same instrument."""
    mandiri = _terbit(tahun).filter(satker=satker, jenis=J.MANDIRI).first()
    if mandiri is None:
        return None, None
    return mandiri, _terbit(tahun).filter(satker=satker, jenis=J.TPI, instrumen=mandiri.instrumen_id).first()


def calon_unit(pengusulan: Pengusulan) -> QuerySet[Satker]:
    """Units that may be proposed: below the central unit, with a published round, not proposed yet."""
    terbit = _terbit(pengusulan.tahun).filter(jenis=J.MANDIRI, satker=OuterRef("pk"))
    sudah = UnitUsulan.objects.hidup().filter(pengusulan=pengusulan, satker=OuterRef("pk"))
    return satker_pusat(pengusulan.pusat).filter(Exists(terbit), ~Exists(sudah)).order_by("nama")


def keterangan_calon(pengusulan: Pengusulan) -> dict[int, str]:
    """Of every unit that may be proposed its newest scores, and what is missing for each predicate; in one query."""
    semua = _terbit(pengusulan.tahun).filter(satker__in=calon_unit(pengusulan).order_by(), jenis__in=(J.MANDIRI, J.TPI))
    terbaru: dict[int, dict[Any, Any]] = defaultdict(dict)
    for satu in semua.values("satker", "jenis", "instrumen", "total", "hasil__ambang"):
        terbaru[satu["satker"]].setdefault((satu["jenis"], satu["instrumen"]), satu)
    return {pk: _keterangan(putaran) for pk, putaran in terbaru.items()}


def _keterangan(putaran: dict[Any, Any]) -> str:
    """The own round, and that of the TPI by the same instrument, whose score then says what is missing."""
    mandiri = next(p for (jenis, _), p in putaran.items() if jenis == J.MANDIRI)
    tpi = putaran.get((J.TPI, mandiri["instrumen"]))
    nilai = [f"Mandiri {angka(mandiri['total'], 2)}", *([f"TPI {angka(tpi['total'], 2)}"] if tpi else [])]
    ambang = (tpi or mandiri)["hasil__ambang"] or {}
    return " · ".join([*nilai, *(_syarat(predikat, isi["kurang"]) for predikat, isi in ambang.items())])


def _syarat(predikat: str, kurang: list[str]) -> str:
    return f"{predikat} kurang {len(kurang)} syarat" if kurang else f"{predikat} terpenuhi"


def daftar_pengusulan(user: Any) -> QuerySet[Any]:
    """Periods with the number of their units (`banyak`)."""
    hidup = Count("unit", filter=Q(unit__dicabut_pada=None))
    return Pengusulan.objects.terlihat_oleh(user).select_related("pusat").annotate(banyak=hidup)


def daftar_token(user: Any) -> QuerySet[Any]:
    """Tokens with the time of their last call (`dipakai_pada`)."""
    terlihat = TokenPortal.objects.terlihat_oleh(user).select_related("pusat", "dibuat_oleh", "dicabut_oleh")
    return terlihat.annotate(dipakai_pada=Max("akses__pada"))


def panggilan_asing() -> int:
    """Calls of the last day whose token or link is unknown."""
    return AksesPortal.objects.filter(token=None, tautan=None, pada__gte=timezone.now() - SEHARI).count()


def unit_pengusulan(pengusulan: Pengusulan) -> QuerySet[Any]:
    """The units of a period with their rounds; `bertautan`: a link is open; `dibuka`: when one was last used.

    `mandiri_kini`, `tpi_kini`: the newest published rounds, which are not read before the admin takes them over.
    """
    terbit = _terbit(pengusulan.tahun).filter(satker=OuterRef("satker"))
    kini = {
        "mandiri_kini": Subquery(terbit.filter(jenis=J.MANDIRI).values("pk")[:1]),
        "tpi_kini": Subquery(terbit.filter(jenis=J.TPI, instrumen=OuterRef("mandiri__instrumen")).values("pk")[:1]),
    }
    relasi = ("satker", "mandiri", "tpi", "pengusulan__pusat")
    ada = pengusulan.unit.hidup().select_related(*relasi).order_by("satker__nama", "pk")
    terbuka = TautanBukti.objects.filter(unit=OuterRef("pk"), dicabut_pada=None)
    return ada.annotate(bertautan=Exists(terbuka), dibuka=Max("tautan__akses__pada"), **kini)


def unit_terlihat(user: Any) -> QuerySet[Any]:
    """Proposed units, taken back or not, with what their page shows."""
    relasi = ("satker__instansi", "pengusulan__pusat", "tpi", "diusulkan_oleh", "dicabut_oleh")
    putaran = ("mandiri__instrumen", "mandiri__satker")
    return UnitUsulan.objects.terlihat_oleh(user).select_related(*relasi, *putaran)


def akses_unit(unit: UnitUsulan) -> QuerySet[AksesPortal]:
    """Openings of the links of a unit, the last one first."""
    return AksesPortal.objects.filter(tautan__unit=unit)


def prasyarat_unit(unit: UnitUsulan, user: Any) -> list[tuple[str, str, bool]]:
    """What must hold before the unit is proposed: words, what is asked, whether it was ticked."""
    semua = prasyarat(unit.mandiri, user)
    return [(s.uraian, isi, ok) for s in semua for predikat, isi, ok in s.keadaan if predikat == unit.predikat]


def berbagi(putaran: Putaran) -> QuerySet[Any]:
    """Where a round is given to PortalRB, with the last opening of its evidence (`dibuka`)."""
    if putaran.status != Putaran.Status.TERBIT:
        return UnitUsulan.objects.none()
    ada = UnitUsulan.objects.hidup().filter(Q(mandiri=putaran) | Q(tpi=putaran))
    return ada.select_related("pengusulan__pusat", "diusulkan_oleh").annotate(dibuka=Max("tautan__akses__pada"))
