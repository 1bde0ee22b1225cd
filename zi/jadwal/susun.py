"""From filled items to schedules in normal form. A date that does not exist, or a range that runs backwards, raises."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from zi.jadwal.berulang import Pengulangan
from zi.jadwal.hasil import Aturan, JadwalTerbaca
from zi.jadwal.kata import NAMA_BULAN, NAMA_HARI, TAHUN_AKHIR, TAHUN_AWAL
from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.titik import Butir, T, Titik
from zi.jadwal.ulang import geser_bulan, rentang_bulan

PERIODE = {3: "triwulan", 6: "semester"}


@dataclass(frozen=True)
class Ungkapan:
    """One schedule still in its written parts, so that it can be built again with other years."""

    butir: tuple[Butir, ...]
    daftar_bulan: bool = False
    ulang: Pengulangan | None = None
    buka: str = ""

    @property
    def titik(self) -> tuple[Titik, ...]:
        return tuple(t for butir in self.butir for t in butir.titik)

    @property
    def tahun(self) -> tuple[int, ...]:
        """The years that the text itself states."""
        return tuple(sorted({t.tahun for t in self.titik if t.tahun is not None and not t.tersirat}))

    @property
    def ejaan(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((t.ejaan, NAMA_BULAN[t.bulan - 1]) for t in self.titik if t.ejaan and t.bulan))


@dataclass(frozen=True)
class Batas:
    mulai: date
    selesai: date
    presisi: str


def tulis_tanggal(hari: date) -> str:
    return f"{hari.day} {NAMA_BULAN[hari.month - 1]} {hari.year}"


def ganti_tahun(ungkapan: Ungkapan, peta: Callable[[Titik], int | None]) -> Ungkapan:
    """The same words with other years (for a proposal; never applied by the reader)."""

    def satu(butir: Butir) -> Butir:
        mulai = replace(butir.mulai, tahun=peta(butir.mulai))
        return Butir(mulai, replace(butir.selesai, tahun=peta(butir.selesai)) if butir.selesai else None)

    return replace(ungkapan, butir=tuple(satu(butir) for butir in ungkapan.butir))


def susun(ungkapan: Ungkapan, aturan: Aturan) -> JadwalTerbaca:
    dasar = _daftar_bulan(ungkapan) if ungkapan.daftar_bulan else _butir(ungkapan.butir[0], aturan)
    return replace(dasar, tahun_tersirat=any(t.tersirat for t in ungkapan.titik), ejaan=ungkapan.ejaan)


def _daftar_bulan(ungkapan: Ungkapan) -> JadwalTerbaca:
    bulan = sorted({(t.tahun or 0, t.bulan or 0) for t in ungkapan.titik})
    mulai, selesai = rentang_bulan(*bulan[0])[0], rentang_bulan(*bulan[-1])[1]
    if len(bulan) == 1:
        return JadwalTerbaca("", "bulan", mulai, selesai, "bulan")
    return JadwalTerbaca("", "daftar_bulan", mulai, selesai, "bulan", bulan=tuple(f"{t:04d}-{b:02d}" for t, b in bulan))


def _butir(butir: Butir, aturan: Aturan) -> JadwalTerbaca:
    if butir.selesai is None:
        return _titik(butir.mulai, batas(butir.mulai, aturan))
    mulai, selesai = batas(butir.mulai, aturan), batas(butir.selesai, aturan)
    if selesai.selesai < mulai.mulai:
        raise GagalBaca(Kode.RENTANG_TERBALIK, mulai=tulis_tanggal(mulai.mulai), selesai=tulis_tanggal(selesai.selesai))
    lain = selesai.presisi if selesai.presisi != mulai.presisi else None
    return JadwalTerbaca("", "rentang", mulai.mulai, selesai.selesai, mulai.presisi, lain)


def _titik(titik: Titik, b: Batas) -> JadwalTerbaca:
    jenis = {T.HARI: "tanggal", T.TAHUN: "rentang", T.PERIODE: "rentang"}.get(titik.jenis, "bulan")
    return JadwalTerbaca("", jenis, b.mulai, b.selesai, b.presisi, bagian=titik.bagian or None)


def batas(titik: Titik, aturan: Aturan) -> Batas:
    """First and last day of a point."""
    if titik.rusak:
        raise _bulan_rusak(titik)
    tahun = titik.tahun or 0
    if not TAHUN_AWAL <= tahun <= TAHUN_AKHIR:
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa=f"tahun {tahun}")
    match titik.jenis:
        case T.TAHUN:
            return Batas(date(tahun, 1, 1), date(tahun, 12, 31), "bulan")
        case T.PERIODE:
            return _batas_periode(tahun, titik)
        case T.HARI:
            return _batas_hari(tahun, titik)
    awal, akhir = rentang_bulan(tahun, titik.bulan or 0)
    if titik.jenis == T.BULAN:
        return Batas(awal, akhir, "bulan")
    hari = bagian_bulan(titik.bagian, aturan) if titik.bagian else minggu_bulan(titik.nilai, akhir.day)
    if not 1 <= hari[0] <= akhir.day:
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa=f"minggu ke-{titik.nilai} {NAMA_BULAN[awal.month - 1]} {tahun}")
    presisi = "sepertiga_bulan" if titik.bagian else "minggu"
    return Batas(awal.replace(day=hari[0]), awal.replace(day=min(hari[1], akhir.day)), presisi)


def _batas_hari(tahun: int, titik: Titik) -> Batas:
    bulan, hari = titik.bulan or 0, titik.hari or 0
    if not 1 <= bulan <= 12:
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa=f"bulan ke-{bulan}")
    if not 1 <= hari <= monthrange(tahun, bulan)[1]:
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa=f"{hari} {NAMA_BULAN[bulan - 1]} {tahun}")
    satu = date(tahun, bulan, hari)
    return Batas(satu, satu, "hari")


def _batas_periode(tahun: int, titik: Titik) -> Batas:
    if not 1 <= titik.nilai <= 12 // titik.lama:
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa=f"{PERIODE[titik.lama]} {titik.nilai}")
    awal = date(tahun, (titik.nilai - 1) * titik.lama + 1, 1)
    akhir = geser_bulan(awal, titik.lama - 1)
    return Batas(awal, rentang_bulan(akhir.year, akhir.month)[1], "bulan")


def bagian_bulan(bagian: str, aturan: Aturan) -> tuple[int, int]:
    return {
        "awal": (1, aturan.akhir_awal),
        "tengah": (aturan.akhir_awal + 1, aturan.akhir_tengah),
        "akhir": (aturan.akhir_tengah + 1, 31),
    }[bagian]


def minggu_bulan(nilai: int, hari_terakhir: int) -> tuple[int, int]:
    """Week n is days 7n-6 to 7n (the fifth what is left), the last week (-1) the last seven days."""
    if nilai == -1:
        return hari_terakhir - 6, hari_terakhir
    return (nilai * 7 - 6, nilai * 7) if 1 <= nilai <= 5 else (0, 0)


def _bulan_rusak(titik: Titik) -> GagalBaca:
    token = titik.rusak
    assert token
    pilihan = " atau ".join(NAMA_BULAN[nomor - 1] for nomor in token.nilai)
    return GagalBaca(Kode.BULAN_INGGRIS if token.inggris else Kode.BULAN_TIDAK_JELAS, kata=token.teks, pilihan=pilihan)


def hari_tidak_cocok(ungkapan: Ungkapan) -> list[dict[str, object]]:
    """Facts of each weekday that disagrees with its date (the date itself is valid by then)."""
    hasil: list[dict[str, object]] = []
    for t in ungkapan.titik:
        if t.hari_pekan is not None and t.tahun and t.bulan and t.hari:
            satu = date(t.tahun, t.bulan, t.hari)
            if satu.weekday() != t.hari_pekan:
                isi = {"hari": NAMA_HARI[satu.weekday()], "tertulis": NAMA_HARI[t.hari_pekan]}
                hasil.append({"tanggal": tulis_tanggal(satu), **isi})
    return hasil
