"""Conflicts of interest: nobody evaluates a unit he works in, or what he answered or proved himself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from zi.bukti.models import PemenuhanBukti
from zi.lke.models import Jawaban, Putaran
from zi.satker.models import Peran

MANDIRI = {"putaran__jenis": Putaran.Jenis.MANDIRI}
Pasangan = tuple[int, int]  # who, unit


def benturan(orang: Iterable[Any], satker: Iterable[Any], tahun: int, mulai: date, selesai: date) -> list[str]:
    """A sentence for each person and unit that do not go together in these days, in five queries."""
    siapa, di = {p.pk: p for p in orang}, {s.pk: s for s in satker}
    sebab: dict[Pasangan, str] = {}
    for pasangan in _bukti(siapa, di, tahun):
        sebab[pasangan] = "mengunggah bukti"
    for pasangan in _jawaban(siapa, di, tahun):
        sebab[pasangan] = "menjawab pertanyaan LKE"
    for pasangan in _bekerja(siapa, di, mulai, selesai):
        sebab[pasangan] = "bekerja di satker itu"
    return [
        f"{siapa[p]} tidak dapat mengevaluasi {di[s]} {tahun}: ia {kata}."
        for (p, s), kata in sorted(sebab.items())
        if p in siapa and s in di
    ]


def _bekerja(siapa: Iterable[int], di: Iterable[int], mulai: date, selesai: date) -> Iterable[Pasangan]:
    """Any role but that of an evaluator, in force on one of these days."""
    peran = Peran.objects.filter(pengguna__in=siapa, satker__in=di, dibatalkan_pada=None, mulai__lte=selesai)
    peran = peran.exclude(jenis=Peran.Jenis.EVALUATOR).filter(Q(selesai=None) | Q(selesai__gte=mulai))
    return peran.values_list("pengguna", "satker")


def _jawaban(siapa: Iterable[int], di: Iterable[int], tahun: int) -> Iterable[Pasangan]:
    """Answers of the unit that year: who gave them, also when somebody answered otherwise since."""
    semua = Jawaban.objects.filter(putaran__satker__in=di, putaran__tahun=tahun, **MANDIRI)
    yield from semua.filter(oleh__in=siapa).values_list("oleh", "putaran__satker").distinct().order_by()
    jejak = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Jawaban), actor__in=siapa)
    satker_dari = dict(semua.filter(pk__in=jejak.values("object_id")).values_list("pk", "putaran__satker"))
    milik = jejak.filter(object_id__in=satker_dari).values_list("actor", "object_id").distinct().order_by()
    yield from ((p, satker_dari[j]) for p, j in milik)


def _bukti(siapa: Iterable[int], di: Iterable[int], tahun: int) -> Iterable[Pasangan]:
    """Files brought for what the plans and the questions of that year ask for."""
    diminta = Q(syarat__tahun=tahun)
    for jalur in ("syarat__baris__tabel__rencana", "syarat__area__rencana"):
        diminta |= Q(**{f"{jalur}__tahun_mulai__lte": tahun, f"{jalur}__tahun_selesai__gte": tahun})
    ada = PemenuhanBukti.objects.filter(diminta, berkas__satker__in=di)
    for medan in ("ditawarkan_oleh", "berkas__versi__diunggah_oleh"):
        milik = ada.filter(**{f"{medan}__in": siapa})
        yield from milik.values_list(medan, "berkas__satker").distinct().order_by()
