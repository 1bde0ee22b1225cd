"""What the daily reminder says of monthly and quarterly reports (settings.SUMBER_PENGINGAT)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from zi.monev.laporan.periode import BANYAK, Periode
from zi.monev.models import LaporanBerkala, VersiLaporan
from zi.notifikasi.butir import MASA_CEK, Butir, batas
from zi.rencana.models import RencanaKerja
from zi.satker.models import Peran, Satker

S = LaporanBerkala.Status


def butir(satker: Satker, tanggal: date) -> Iterator[Butir]:
    """The reports of ended periods that nobody approved, and those that wait for the kepala, in the order of time."""
    periode = _tempo(satker, tanggal)
    ada = {(x.jenis, x.tahun, x.ke): x for x in _laporan(satker)} if periode else {}
    hasil = [*_belum(periode, ada), *_menunggu(satker, tanggal, ada.values())]
    yield from sorted(hasil, key=lambda satu: satu.tenggat)


def _tempo(satker: Satker, tanggal: date) -> list[Periode]:
    """The periods of the living plans whose report is due by now, the oldest first; none from before the unit wrote
    its first plan here.
    """
    rencana = RencanaKerja.objects.hidup().filter(satker=satker).order_by("created_at")
    masa = list(rencana.values_list("tahun_mulai", "tahun_selesai", "created_at"))
    if not masa:
        return []
    mulai = timezone.localdate(masa[0][2], satker.tz).replace(day=1)
    tahun = sorted({t for awal, akhir, _ in masa for t in range(max(awal, mulai.year), min(akhir, tanggal.year) + 1)})
    semua = (Periode(jenis, t, ke) for jenis, banyak in BANYAK.items() for t in tahun for ke in range(1, banyak + 1))
    return [p for p in semua if p.akhir >= mulai and p.batas <= batas(tanggal)]


def _laporan(satker: Satker) -> Any:
    sah = VersiLaporan.objects.filter(laporan=OuterRef("pk"), status=VersiLaporan.Status.DISETUJUI)
    return LaporanBerkala.objects.filter(satker=satker).annotate(sah=Exists(sah))


def _belum(periode: list[Periode], ada: dict[Any, Any]) -> Iterator[Butir]:
    """One line a month or quarter kind: the oldest one that is not submitted, and how many more there are."""
    kurang = [p for p in periode if _kurang(ada.get((p.jenis, p.tahun, p.ke)))]
    for jenis in BANYAK:
        milik = [p for p in kurang if p.jenis == jenis]
        if milik:
            satu, lain = milik[0], len(milik) - 1
            laporan = ada.get((satu.jenis, satu.tahun, satu.ke))
            tautan = f"{reverse('laporan:daftar')}?tahun={satu.tahun}#{jenis}"
            kata = f"Susun dan ajukan laporan {satu}" + (f", dan {lain} periode sesudahnya" if lain else "")
            yield Butir(None, satu.batas, kata, laporan.get_absolute_url() if laporan else tautan)


def _kurang(laporan: Any) -> bool:
    return laporan is None or (laporan.terbuka and not laporan.sah)


def _menunggu(satker: Satker, tanggal: date, semua: Any) -> Iterator[Butir]:
    """Submitted reports, for who decides; due MASA_CEK after they came."""
    menunggu = [x for x in semua if x.status == S.DIAJUKAN]
    kepala = Peran.objects.berlaku(tanggal).filter(satker=satker, jenis=Peran.Jenis.KEPALA) if menunggu else []
    orang = sorted({p.pengguna_id for p in kepala})
    for satu in menunggu:
        tenggat = timezone.localdate(satu.diajukan_pada, satker.tz) + timedelta(days=MASA_CEK)
        if tenggat <= batas(tanggal):
            for siapa in [x for x in orang if x != satu.diajukan_oleh_id] or [None]:
                yield Butir(siapa, tenggat, f"Putuskan: {satu}", satu.get_absolute_url())
