"""Making the occurrences of a plan agree with its schedules, at each edit and once a day.

The plan row is locked meanwhile, so that an edit and the daily run take turns.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.kejadian import Wujud, ingin, yang_baru
from zi.jadwal.models import Jadwal, Kejadian
from zi.jadwal.queries import masa, terbaru, tertahan
from zi.rencana.models import BarisRencana, RencanaKerja
from zi.satker.models import Satker

POTONG = 500  # schedules at a time: some 6,000 occurrences


@layanan
def selaraskan(rencana: RencanaKerja, baris: BarisRencana | None = None, *, oleh: Any = None) -> None:
    """Insert what is missing, shift and delete what nobody touched; the rest stays as it is. Twice is once.

    Of the whole plan, or only of the row that was edited.
    """
    rencana = RencanaKerja.objects.select_for_update(of=("self",)).select_related("satker").get(pk=rencana.pk)
    hari_ini, akhir = rencana.satker.hari_ini(), terbaru(rencana)
    for potong in _potongan(rencana, baris):
        mau: dict[int, dict[date, Wujud]] = {}
        for j in potong:
            hidup = rencana.dihapus_pada is None and j.dihapus_pada is None and j.hidup_di
            mau[j.pk] = ingin(j, masa(rencana, j.tahun_tabel, terbaru=akhir)) if hidup else {}
        _samakan(mau, hari_ini)


def _potongan(rencana: RencanaKerja, baris: BarisRencana | None) -> Iterator[list[Any]]:
    """The schedules of a plan or row, deleted ones too, in pieces; each says if its row lives and its table's year."""
    hidup = Q(baris__dihapus_pada=None, baris__tabel__dihapus_pada=None)
    semua: Any = Jadwal.objects.filter(baris=baris) if baris else Jadwal.objects.filter(baris__tabel__rencana=rencana)
    semua = semua.order_by("pk").annotate(hidup_di=hidup, tahun_tabel=F("baris__tabel__tahun"))
    terakhir = 0
    while potong := list(semua.filter(pk__gt=terakhir)[:POTONG]):
        terakhir = potong[-1].pk
        yield potong


def _samakan(mau: dict[int, dict[date, Wujud]], hari_ini: date) -> None:
    medan = ("pk", "jadwal_id", "tanggal_asal", "mulai", "selesai")
    dikenal: dict[int, set[date]] = {pk: set() for pk in mau}
    lain: dict[int, tuple[int, date]] = {}
    for pk, jadwal, asal, mulai, selesai in Kejadian.objects.filter(jadwal__in=mau).values_list(*medan):
        dikenal[jadwal].add(asal)
        if mau[jadwal].get(asal, ())[:2] != (mulai, selesai):
            lain[pk] = (jadwal, asal)
    tetap = _lepas(lain, mau)
    baru = (
        Kejadian(jadwal_id=pk, tanggal_asal=w.mulai, mulai=w.mulai, selesai=w.selesai)
        for pk, isi in mau.items()
        for w in yang_baru(isi, dikenal[pk], tetap.get(pk, ()), hari_ini)
    )
    while bagian := list(islice(baru, 2000)):
        Kejadian.objects.bulk_create(bagian, ignore_conflicts=True)


def _lepas(lain: dict[int, tuple[int, date]], mau: dict[int, dict[date, Wujud]]) -> dict[int, list[date]]:
    """Shift or delete those that nobody touched; returns the original dates of the others by schedule.

    They are locked first, then asked for evidence, so that what comes meanwhile is seen.
    """
    if not lain:
        return {}
    asli = Kejadian.objects.filter(pk__in=lain, versi=1, status=StatusKejadian.BELUM)
    list(asli.select_for_update().values_list("pk"))
    bebas = {x.pk: x for x in asli.exclude(tertahan())}
    geser = []
    for x in bebas.values():
        if wujud := mau[x.jadwal_id].get(x.tanggal_asal):
            x.mulai, x.selesai, x.diubah_pada = wujud.mulai, wujud.selesai, timezone.now()
            geser.append(x)
    Kejadian.objects.bulk_update(geser, ["mulai", "selesai", "diubah_pada"], batch_size=500)
    Kejadian.objects.filter(pk__in=bebas.keys() - {x.pk for x in geser}).delete()
    tetap: dict[int, list[date]] = {}
    for pk in lain.keys() - bebas.keys():
        tetap.setdefault(lain[pk][0], []).append(lain[pk][1])
    return tetap


def sesudah_bagian(bagian: Any) -> None:
    """A part of a plan was deleted or came back: a schedule, or something that has schedules below it."""
    jalur = {"jadwal": "", "barisrencana": "baris", "tabelrencana": "baris__tabel"}.get(bagian._meta.model_name)
    if jalur is None:
        return
    ada = Jadwal.objects.filter(**{jalur or "pk": bagian.pk}).select_related("baris__tabel__rencana").first()
    if ada:
        selaraskan(ada.baris.tabel.rencana, ada.baris if jalur in ("", "baris") else None)


def selaraskan_satker(satker: Satker) -> None:
    """A plan came or went: an older one may have gone on in its place."""
    for rencana in RencanaKerja.objects.filter(satker=satker).order_by("pk"):
        selaraskan(rencana)


def pesan_gulir() -> int:
    """Queue today's roll of the horizon; the key makes it once a day. Returns how many plans it goes through."""
    pesan("gulir_kejadian", f"gulir_kejadian:{timezone.localdate().isoformat()}")
    return RencanaKerja.objects.count()


def kerjakan_gulir(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Plan by plan, each in a transaction of its own: a job that was killed begins again and finds most done."""
    semua = list(RencanaKerja.objects.order_by("pk").values_list("pk", flat=True))
    for n, pk in enumerate(semua):
        if n % 20 == 0:
            kemajuan(pekerjaan.pk, 100 * n // len(semua))
        if rencana := RencanaKerja.objects.filter(pk=pk).first():
            selaraskan(rencana)
    return {"rencana": len(semua), "kejadian": Kejadian.objects.count()}
