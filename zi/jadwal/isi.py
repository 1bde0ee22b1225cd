"""Fill in what a list writes only once: the month of `3, 10 dan 17 Maret`, the year of `April dan Juli 2022`."""

from dataclasses import replace

from zi.jadwal.hasil import Konteks
from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.titik import Butir, Kelompok, T, Titik


def isi(kelompok: Kelompok, konteks: Konteks) -> list[Butir | GagalBaca]:
    """Every item with its month and year, or the reason why it has no year. Raises when an item has no month."""
    titik = _hari_pekan([t for butir in kelompok.butir for t in butir.titik], list(kelompok.hari_pekan))
    titik = _bulan(titik)
    if any(t.butuh_bulan for t in titik):
        raise GagalBaca(Kode.BELUM_TERBACA)
    tertulis = any(t.tahun for t in titik)
    titik = _tahun_mundur(titik)
    hasil: list[Butir | GagalBaca] = []
    lalu: Titik | None = None
    for butir in _susun_kembali(kelompok, titik):
        terisi = _tahun_maju(butir, lalu, konteks.tahun, tertulis)
        lalu = terisi.titik[-1] if isinstance(terisi, Butir) else lalu
        hasil.append(terisi)
    return hasil


def _susun_kembali(kelompok: Kelompok, titik: list[Titik]) -> list[Butir]:
    sisa = iter(titik)
    return [Butir(next(sisa), next(sisa) if butir.selesai else None) for butir in kelompok.butir]


def _hari_pekan(titik: list[Titik], hari: list[int]) -> list[Titik]:
    """Weekdays written before (or after) the whole list go to its days in order."""
    tanpa = [i for i, t in enumerate(titik) if t.jenis == T.HARI and t.hari_pekan is None]
    for i, nilai in zip(tanpa, hari, strict=False):
        titik[i] = replace(titik[i], hari_pekan=nilai)
    return titik


def _bulan(titik: list[Titik]) -> list[Titik]:
    hasil: list[Titik] = []
    sumber: Titik | None = None
    for t in reversed(titik):
        if t.butuh_bulan and sumber and sumber.jenis == t.jenis:
            t = replace(t, bulan=sumber.bulan, rusak=sumber.rusak, ejaan=sumber.ejaan)
        sumber = t if t.bulan else None
        hasil.append(t)
    return hasil[::-1]


def _tahun_mundur(titik: list[Titik]) -> list[Titik]:
    hasil: list[Titik] = []
    sumber: Titik | None = None
    for t in reversed(titik):
        if t.tahun is None and sumber:
            t = replace(t, tahun=sumber.tahun, tahun_pendek=sumber.tahun_pendek)
        sumber = t if t.tahun else sumber
        hasil.append(t)
    return hasil[::-1]


def _tahun_maju(butir: Butir, lalu: Titik | None, tahun: int | None, tertulis: bool) -> Butir | GagalBaca:
    """Years that nothing after them gives: from before in the same list when order allows, else from the context."""
    mulai, selesai = butir.mulai, butir.selesai
    if mulai.tahun is None:
        calon = lalu.tahun if tertulis and lalu else tahun
        mulai = replace(mulai, tahun=calon, tersirat=True)
        if calon is None or (tertulis and lalu and _kunci(mulai) < _kunci(lalu)):
            return GagalBaca(Kode.TAHUN_TIDAK_JELAS)
    if selesai and selesai.tahun is None:
        selesai = replace(selesai, tahun=mulai.tahun, tersirat=True)
    return Butir(mulai, selesai)


def _kunci(titik: Titik) -> tuple[int, int, int]:
    return titik.tahun or 0, titik.bulan or titik.nilai * titik.lama, titik.hari or 0
