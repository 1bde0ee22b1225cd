"""Years that contradict the plan: a warning and, where one can be made, a proposal that only a person may apply."""

from collections.abc import Callable
from dataclasses import replace

from zi.jadwal.hasil import JadwalTerbaca, Konteks
from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.susun import Ungkapan, ganti_tahun
from zi.jadwal.titik import Titik


def kode_tahun(tahun: tuple[int, ...], konteks: Konteks) -> Kode | None:
    """None inside the plan, one code up to a year outside it, another beyond."""
    if not konteks.rencana or not tahun:
        return None
    awal, akhir = konteks.rencana
    if awal <= tahun[0] and tahun[-1] <= akhir:
        return None
    return Kode.TAHUN_LUAR_RENCANA if awal - 1 <= tahun[0] and tahun[-1] <= akhir + 1 else Kode.TAHUN_JAUH


def usulkan(
    ungkapan: Ungkapan, jadwal: JadwalTerbaca, konteks: Konteks, susun: Callable[[Ungkapan], JadwalTerbaca]
) -> JadwalTerbaca:
    """The same schedule with a proposal attached, when moving years into the plan gives a valid other schedule."""
    calon = ganti_tahun(ungkapan, lambda titik: _pindah(titik, ungkapan.tahun, konteks))
    if calon == ungkapan or _urut(ungkapan) != _urut(calon):
        return jadwal
    try:
        usulan = susun(calon)
    except GagalBaca:
        return jadwal
    luar = tulis_luar(ungkapan.tahun, konteks)
    alasan = f"Tahun {luar} di luar masa rencana kerja ({tulis_rencana(konteks)})."
    return replace(jadwal, usulan=replace(usulan, teks=jadwal.teks), alasan_usulan=f"{alasan} Perlu konfirmasi satker.")


def _urut(ungkapan: Ungkapan) -> bool:
    """Whether the points stand in order of time: a proposal must not change that."""
    kunci = [(t.tahun or 0, t.bulan or t.nilai * t.lama, t.hari or 0) for t in ungkapan.titik]
    return kunci == sorted(kunci)


def _pindah(titik: Titik, tahun: tuple[int, ...], konteks: Konteks) -> int | None:
    """Years before the plan move to it; the year after it stays when it only closes the work."""
    if titik.tahun is None or titik.tersirat or not konteks.rencana:
        return titik.tahun
    awal, akhir = konteks.rencana
    if titik.tahun < awal:
        return _tujuan(awal, titik.tahun < awal - 1, konteks) or titik.tahun
    menutup = titik.tahun == akhir + 1 and (tahun[0] <= akhir or titik.bulan == 1)
    if titik.tahun > akhir and not menutup:
        return _tujuan(akhir, titik.tahun > akhir + 1, konteks) or titik.tahun
    return titik.tahun


def _tujuan(tepi: int, jauh: bool, konteks: Konteks) -> int | None:
    """The table's year or the only plan year; else the near edge of the plan, from one year away."""
    if konteks.tahun is not None:
        return konteks.tahun
    return None if jauh else tepi


def tulis_luar(tahun: tuple[int, ...], konteks: Konteks) -> str:
    awal, akhir = konteks.rencana or (0, 9999)
    return " dan ".join(str(t) for t in tahun if not awal <= t <= akhir)


def tulis_rencana(konteks: Konteks) -> str:
    awal, akhir = konteks.rencana or (0, 0)
    return str(awal) if awal == akhir else f"{awal}–{akhir}"
