"""Reading the reports: which there are, and what stands in one of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from zi.monev.laporan.periode import BANYAK, JenisLaporan, Periode
from zi.monev.laporan.policies import orang_dalam
from zi.monev.models import LaporanBerkala, VersiLaporan
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

S = VersiLaporan.Status
RELASI = ("satker__instansi", "satker__parent", "rencana", "diajukan_oleh")


def laporan_terlihat(user: Any) -> QuerySet[LaporanBerkala]:
    return LaporanBerkala.objects.terlihat_oleh(user).select_related(*RELASI)


def versi_terlihat(user: Any) -> QuerySet[VersiLaporan]:
    """Own unit: all that was ever submitted; others: what waits for a decision or was approved."""
    milik = Q(laporan__satker__in=hak(user).satker_sendiri)
    semua = VersiLaporan.objects.filter(milik | Q(status__in=VersiLaporan.TERLIHAT_LUAR))
    semua = semua.filter(laporan__in=LaporanBerkala.objects.terlihat_oleh(user))
    relasi = (f"laporan__{nama}" for nama in RELASI)
    return semua.select_related(*relasi, "diajukan_oleh", "diputus_oleh", "dibuka_oleh", "terbitan")


def versi_terkait(laporan: LaporanBerkala) -> list[VersiLaporan]:
    """All versions of this report, the newest first; of a quarter also the approved ones of its months."""
    bulan = Q(
        laporan__satker=laporan.satker_id,
        laporan__jenis=JenisLaporan.BULANAN,
        laporan__tahun=laporan.tahun,
        laporan__ke__in=[p.ke for p in laporan.periode.bulan],
        status=S.DISETUJUI,
    )
    semua = VersiLaporan.objects.filter(Q(laporan=laporan) | bulan)
    relasi = ("laporan", "diajukan_oleh", "diputus_oleh", "dibuka_oleh", "terbitan")
    return list(semua.select_related(*relasi).order_by("-nomor", "pk"))


def versi_tampil(user: Any, laporan: LaporanBerkala, versi: list[VersiLaporan]) -> VersiLaporan | None:
    """The frozen version that this reader is shown; None: the live draft."""
    milik = [v for v in versi if v.laporan_id == laporan.pk]
    if not orang_dalam(user, laporan.satker_id):
        return next(v for v in milik if v.status in VersiLaporan.TERLIHAT_LUAR)
    return None if laporan.terbuka else milik[0]


def rencana_periode(satker: Satker, tahun: int) -> RencanaKerja | None:
    """The plan that covers the year; of several the one that begins last."""
    semua = RencanaKerja.objects.hidup().filter(satker=satker, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun)
    return semua.order_by("-tahun_mulai").first()


def menunggu_putusan(user: Any, satker: Satker) -> list[LaporanBerkala]:
    """The reports of the unit that this person is asked to decide on, the oldest first."""
    if not hak(user).punya(satker.pk, Peran.Jenis.KEPALA):
        return []
    menunggu = LaporanBerkala.objects.filter(satker=satker, status=LaporanBerkala.Status.DIAJUKAN)
    return list(menunggu.select_related("diajukan_oleh").order_by("diajukan_pada", "pk"))


@dataclass(frozen=True)
class BarisPeriode:
    """One month or quarter in the list; `keadaan` is a word of the badges, empty when it has not begun."""

    periode: Periode
    laporan: LaporanBerkala | None
    keadaan: str
    boleh_mulai: bool

    @property
    def dibuka(self) -> bool:
        """Was it approved once, and is it being written again?"""
        return self.laporan is not None and self.laporan.terbuka and bool(getattr(self.laporan, "pernah", 0))


def tahun_laporan(user: Any, satker: Satker) -> list[int]:
    """The years that the plans of the unit cover, the newest first; to an evaluator only those that he evaluates."""
    if not orang_dalam(user, satker.pk) and satker.pk not in hak(user).subpohon:
        return sorted({t for s, t in hak(user).evaluasi if s == satker.pk}, reverse=True)
    rencana = RencanaKerja.objects.hidup().filter(satker=satker).values_list("tahun_mulai", "tahun_selesai")
    return sorted({t for awal, akhir in rencana for t in range(awal, akhir + 1)}, reverse=True)


def daftar_periode(user: Any, satker: Satker, tahun: int) -> dict[str, list[BarisPeriode]]:
    """The twelve months and the four quarters of a year, each with its report as far as the user may see it."""
    ada = LaporanBerkala.objects.terlihat_oleh(user).filter(satker=satker, tahun=tahun)
    pernah = VersiLaporan.objects.filter(laporan__satker=satker, laporan__tahun=tahun, status=S.DISETUJUI)
    disetujui = set(pernah.values_list("laporan", flat=True))
    per = {}
    for satu in ada:
        satu.pernah = satu.pk in disetujui
        per[satu.jenis, satu.ke] = satu
    dalam, hari_ini = orang_dalam(user, satker.pk), satker.hari_ini()
    hasil: dict[str, list[BarisPeriode]] = {}
    for jenis, banyak in BANYAK.items():
        semua = [Periode(jenis, tahun, ke) for ke in range(1, banyak + 1)]
        hasil[jenis] = [_baris(p, per.get((jenis, p.ke)), dalam, hari_ini) for p in semua]
    return hasil


def _baris(periode: Periode, laporan: LaporanBerkala | None, dalam: bool, hari_ini: Any) -> BarisPeriode:
    """To people outside the unit a report without a submitted version is none, and what they see was submitted."""
    mulai = periode.awal <= hari_ini
    if not dalam:
        kata = (laporan.status if not laporan.terbuka else "disetujui") if laporan else ""
    elif laporan and not (laporan.terbuka and hari_ini > periode.batas and not getattr(laporan, "pernah", 0)):
        kata = laporan.status
    elif hari_ini > periode.batas:
        kata = "terlambat"
    else:
        kata = ("berjalan" if hari_ini <= periode.akhir else "belum") if mulai else ""
    return BarisPeriode(periode, laporan, kata, dalam and mulai and laporan is None)
