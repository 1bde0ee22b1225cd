"""Reading schedules and what follows from them."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.module_loading import import_string

from zi.jadwal.enums import JenisJadwal, StatusKejadian
from zi.jadwal.kejadian import Ada, Masa, beda_kejadian, horizon, ingin
from zi.jadwal.models import Jadwal
from zi.rencana.models import BarisRencana, RencanaKerja


def berulang(baris: BarisRencana) -> bool:
    """Does a schedule of the row repeat, so that its evidence is asked anew each time?"""
    return baris.jadwal.hidup().filter(~Q(rrule="") | Q(jenis=JenisJadwal.DAFTAR_BULAN)).exists()


def tertahan() -> Q:
    """Occurrences that something of a higher app hangs on (settings.PENAHAN_KEJADIAN)."""
    return Q(*(import_string(nama)() for nama in settings.PENAHAN_KEJADIAN), _connector=Q.OR)


def masa(rencana: RencanaKerja, tahun_tabel: int | None, *, terbaru: bool) -> Masa:
    satu = rencana.tahun_mulai if rencana.tahun_mulai == rencana.tahun_selesai else None
    sampai = horizon(rencana.satker.hari_ini()) if terbaru else None
    return Masa(date(rencana.tahun_selesai, 12, 31), tahun_tabel or satu, sampai)


def terbaru(rencana: RencanaKerja) -> bool:
    """Is there no later plan of the unit that has schedules of its own?"""
    lain = RencanaKerja.objects.hidup().filter(satker=rencana.satker_id, tahun_mulai__gt=rencana.tahun_mulai)
    berjadwal = Jadwal.objects.hidup().filter(baris__dihapus_pada=None, baris__tabel__rencana=OuterRef("pk"))
    return not lain.filter(Exists(berjadwal)).exists()


def kalimat_beda(jadwal: Jadwal, baru: Iterable[Jadwal]) -> str:
    """What saving these readings in place of a schedule does to its occurrences, in one sentence; often empty."""
    rencana = jadwal.baris.tabel.rencana
    tetap = Case(When(~Q(versi=1, status=StatusKejadian.BELUM) | tertahan(), then=Value(True)), default=Value(False))
    medan = ("tanggal_asal", "mulai", "selesai", "tetap")
    ada = [Ada(*isi) for isi in jadwal.kejadian.annotate(tetap=tetap).values_list(*medan)]
    rentang = masa(rencana, jadwal.baris.tabel.tahun, terbaru=terbaru(rencana))
    mau = {asal: w for satu in baru for asal, w in ingin(satu, rentang).items()}
    return beda_kejadian(ada, mau, rencana.satker.hari_ini()).kalimat()
