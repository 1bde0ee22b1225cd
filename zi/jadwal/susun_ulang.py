"""From a repetition and its period to a schedule with RRULE, first and last day, and the number of occurrences."""

from dataclasses import dataclass, field, replace
from datetime import date

from zi.jadwal.berulang import SATUAN, Pengulangan, Posisi
from zi.jadwal.hasil import JadwalTerbaca, Konteks
from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.susun import bagian_bulan, batas, tulis_tanggal
from zi.jadwal.titik import Butir, T
from zi.jadwal.ulang import MAKS_KEJADIAN, geser_bulan, perluas, rentang_bulan

JENIS = {1: "bulanan", 2: "bulanan", 3: "triwulanan", 4: "bulanan", 6: "semesteran", 12: "tahunan"}
HARI_IKAL = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Ringan = tuple[Kode, dict[str, object]]
Hasil = tuple[JadwalTerbaca, list[Ringan]]


@dataclass(frozen=True)
class Masa:
    """The period in which something repeats; `tersirat` when a bound is not in the text."""

    mulai: date
    selesai: date
    tersirat: bool = False
    peringatan: tuple[Ringan, ...] = field(default=())


@dataclass(frozen=True)
class Irama:
    """The rule of a repetition: how it is written in RFC 5545, how long an occurrence is, how exact."""

    rrule: str
    durasi: str | None = None
    presisi: str = "bulan"
    bagian: str | None = None


def susun_berulang(ulang: Pengulangan, butir: Butir | None, buka: str, konteks: Konteks) -> Hasil:
    """`buka` names the bound that the text leaves open: "", "awal" or "akhir"."""
    if ulang.kali > 1 or (ulang.berkala and (ulang.minimal or not ulang.ada)):
        return _tanpa_tanggal(ulang, butir)
    if not ulang.lama:
        return _pekanan(ulang, butir, buka, konteks)
    return _bulanan(ulang, masa(ulang, butir, buka, konteks), konteks)


# --- the period ---------------------------------------------------------------------------------------------------


def masa(ulang: Pengulangan, butir: Butir | None, buka: str, konteks: Konteks) -> Masa:
    if butir is None:
        return _masa_tersirat(ulang, konteks)
    awal, akhir = batas(butir.titik[0], konteks.aturan), batas(butir.titik[-1], konteks.aturan)
    if akhir.selesai < awal.mulai:
        raise GagalBaca(Kode.RENTANG_TERBALIK, mulai=tulis_tanggal(awal.mulai), selesai=tulis_tanggal(akhir.selesai))
    tersirat = any(t.tersirat for t in butir.titik)
    if buka == "akhir":
        return _terbuka_akhir(awal.mulai, konteks)
    if buka == "awal":
        return _terbuka_awal(akhir.selesai, konteks)
    if butir.selesai is None and butir.mulai.jenis not in (T.TAHUN, T.PERIODE) and ulang.lama:
        raise GagalBaca(Kode.AMBIGU)
    return Masa(awal.mulai, akhir.selesai, tersirat)


def _masa_tersirat(ulang: Pengulangan, konteks: Konteks) -> Masa:
    if konteks.tahun is not None:
        return Masa(date(konteks.tahun, 1, 1), date(konteks.tahun, 12, 31), True)
    if ulang.lama == 12 and konteks.rencana:
        return Masa(date(konteks.rencana[0], 1, 1), date(konteks.rencana[1], 12, 31), True)
    raise GagalBaca(Kode.TAHUN_TIDAK_JELAS)


def _terbuka_akhir(mulai: date, konteks: Konteks) -> Masa:
    tahun = konteks.tahun or (konteks.rencana[1] if konteks.rencana else mulai.year)
    selesai = date(max(tahun, mulai.year), 12, 31)
    return Masa(mulai, selesai, True, ((Kode.BATAS_TERSIRAT, {"tanggal": tulis_tanggal(selesai)}),))


def _terbuka_awal(selesai: date, konteks: Konteks) -> Masa:
    tahun = konteks.tahun or (konteks.rencana[0] if konteks.rencana else selesai.year)
    mulai = date(min(tahun, selesai.year), 1, 1)
    return Masa(mulai, selesai, True, ((Kode.BATAS_TERSIRAT, {"tanggal": tulis_tanggal(mulai)}),))


# --- without dates ------------------------------------------------------------------------------------------------


def _tanpa_tanggal(ulang: Pengulangan, butir: Butir | None) -> Hasil:
    """`secara berkala`, `dua kali setahun`, `berkala (minimal setahun sekali)`: a rule at most, never a date."""
    if butir is not None and not ulang.ada:
        raise GagalBaca(Kode.BELUM_TERBACA)
    rrule = _rrule_dasar(ulang) if ulang.ada and ulang.kali == 1 else None
    kode = Kode.TANPA_TANGGAL if ulang.ada else Kode.FREKUENSI_BELUM_ADA
    return JadwalTerbaca("", "berkala", rrule=rrule, makna=_makna(ulang)), [(kode, {})]


def _makna(ulang: Pengulangan) -> str | None:
    return "minimal" if ulang.minimal else None


def _rrule_dasar(ulang: Pengulangan) -> str:
    if ulang.lama:
        return {1: "FREQ=MONTHLY", 12: "FREQ=YEARLY"}.get(ulang.lama, f"FREQ=MONTHLY;INTERVAL={ulang.lama}")
    selang, _, satuan = ulang.satuan.rpartition(" ") if ulang.satuan[:1].isdigit() else ("", "", ulang.satuan)
    if satuan == "hari kerja":
        return _rrule_pekan((0, 1, 2, 3, 4))
    dasar = "FREQ=DAILY" if satuan == "hari" else "FREQ=WEEKLY"
    return f"{dasar};INTERVAL={selang}" if selang else dasar


def _rrule_pekan(hari: tuple[int, ...]) -> str:
    return f"FREQ=WEEKLY;BYDAY={','.join(HARI_IKAL[satu] for satu in hari)}"


def _pekanan(ulang: Pengulangan, butir: Butir | None, buka: str, konteks: Konteks) -> Hasil:
    """Weekly and daily: kind `berkala`. Dates only when the rule itself says which days (SHAPES has no weekly kind)."""
    if ulang.posisi or ulang.geser or ulang.lama:
        raise GagalBaca(Kode.AMBIGU)
    if ulang.hari_pekan and ulang.satuan not in ("", "minggu"):
        raise GagalBaca(Kode.AMBIGU)
    rrule = _rrule_pekan(ulang.hari_pekan) if ulang.hari_pekan else _rrule_dasar(ulang)
    if not (ulang.hari_pekan or ulang.satuan in ("hari", "hari kerja")):
        return JadwalTerbaca("", "berkala", rrule=rrule, makna=_makna(ulang)), [(Kode.TANPA_TANGGAL, {})]
    lingkup = masa(ulang, butir, buka, konteks)
    jadwal = _terhitung(JadwalTerbaca("", "berkala"), Irama(rrule, presisi="hari"), lingkup, ulang)
    return jadwal, list(lingkup.peringatan)


# --- months, quarters, half-years, years ---------------------------------------------------------------------------


def _bulanan(ulang: Pengulangan, lingkup: Masa, konteks: Konteks) -> Hasil:
    if ulang.hari_pekan or (ulang.geser and SATUAN[ulang.geser] not in (1, ulang.lama)):
        raise GagalBaca(Kode.AMBIGU)
    irama = _irama(ulang, konteks)
    penuh = not ulang.geser and (ulang.posisi is None or (ulang.lama > 1 and not ulang.posisi.bulan))
    if (ulang.geser or penuh) and not _bulan_penuh(lingkup):
        raise GagalBaca(Kode.AMBIGU)
    jangkauan = _geser(lingkup) if ulang.geser else lingkup
    jadwal = _terhitung(JadwalTerbaca("", JENIS[ulang.lama]), irama, jangkauan, ulang)
    if penuh:
        jadwal = replace(jadwal, mulai=lingkup.mulai, selesai=lingkup.selesai)
    if ulang.geser:
        jadwal = replace(jadwal, periode_dinilai=f"{NAMA_LAMA.get(ulang.lama, 'periode')} sebelumnya")
    return jadwal, [*lingkup.peringatan, *_hari_langka(ulang)]


NAMA_LAMA = {1: "bulan", 3: "triwulan", 6: "semester", 12: "tahun"}


def _bulan_penuh(lingkup: Masa) -> bool:
    return lingkup.mulai.day == 1 and lingkup.selesai == rentang_bulan(lingkup.selesai.year, lingkup.selesai.month)[1]


def _geser(lingkup: Masa) -> Masa:
    akhir = geser_bulan(lingkup.selesai.replace(day=1), 1)
    return replace(lingkup, mulai=geser_bulan(lingkup.mulai, 1), selesai=rentang_bulan(akhir.year, akhir.month)[1])


def _hari_langka(ulang: Pengulangan) -> list[Ringan]:
    langka = [hari for hari in (ulang.posisi.hari if ulang.posisi else ()) if hari > 28]
    return [(Kode.TANGGAL_TIDAK_TIAP_BULAN, {"hari": hari}) for hari in langka]


def _terhitung(dasar: JadwalTerbaca, irama: Irama, lingkup: Masa, ulang: Pengulangan) -> JadwalTerbaca:
    kejadian = perluas(irama.rrule, lingkup.mulai, lingkup.selesai, irama.durasi, maks=MAKS_KEJADIAN + 1)
    if len(kejadian) > MAKS_KEJADIAN:
        raise GagalBaca(Kode.TERLALU_BANYAK_KEJADIAN)
    if not kejadian:
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa="hari yang dimaksud")
    return replace(
        dasar,
        mulai=kejadian[0][0],
        selesai=kejadian[-1][1],
        presisi=irama.presisi,
        bagian=irama.bagian,
        rrule=irama.rrule,
        durasi=irama.durasi,
        tahun_tersirat=lingkup.tersirat,
        jumlah_kejadian=len(kejadian),
        makna=_makna(ulang),
    )


def _irama(ulang: Pengulangan, konteks: Konteks) -> Irama:
    """A period of several months names its months: the last of each period, or the one after it (`geser`)."""
    lama, posisi = ulang.lama, ulang.posisi
    akhir_periode = posisi is None or (posisi.bagian == "akhir" and lama > 1)
    if posisi and posisi.bulan and not ulang.geser:
        return _irama_tahunan(posisi)
    if lama > 1 and not ulang.geser and not akhir_periode:
        raise GagalBaca(Kode.AMBIGU)
    if lama == 1 or ulang.geser:
        dasar = "FREQ=MONTHLY" if lama == 1 else f"FREQ=MONTHLY;BYMONTH={_bulan_sesudah(lama)}"
        return _irama_posisi(dasar, posisi, konteks) if posisi else _irama_penuh(dasar)
    if lama == 12:
        return Irama("FREQ=YEARLY", "P1Y") if posisi is None else Irama("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1")
    return Irama(f"FREQ=MONTHLY;BYMONTH={_daftar(range(lama, 13, lama))};BYMONTHDAY=-1")


def _irama_tahunan(posisi: Posisi) -> Irama:
    dasar = f"FREQ=YEARLY;BYMONTH={posisi.bulan};BYMONTHDAY="
    return Irama(f"{dasar}{posisi.hari[0]}", presisi="hari") if posisi.hari else Irama(f"{dasar}1", "P1M")


def _irama_penuh(dasar: str) -> Irama:
    return Irama(dasar if "BYMONTH" not in dasar else f"{dasar};BYMONTHDAY=1", "P1M")


def _bulan_sesudah(lama: int) -> str:
    return _daftar(sorted(akhir % 12 + 1 for akhir in range(lama, 13, lama)))


def _daftar(angka: "range | list[int] | tuple[int, ...]") -> str:
    return ",".join(str(satu) for satu in angka)


def _irama_posisi(dasar: str, posisi: Posisi, konteks: Konteks) -> Irama:
    if posisi.hari_pekan >= 0:
        return Irama(f"{dasar};BYDAY={posisi.minggu}{HARI_IKAL[posisi.hari_pekan]}", presisi="hari")
    if posisi.hari:
        durasi = f"P{posisi.lama}D" if posisi.lama > 1 else None
        return Irama(f"{dasar};BYMONTHDAY={_daftar(posisi.hari)}", durasi, "hari")
    if posisi.minggu:
        hari = -7 if posisi.minggu == -1 else posisi.minggu * 7 - 6
        return Irama(f"{dasar};BYMONTHDAY={hari}", "P7D", "minggu")
    if posisi.bagian == "akhir":
        return Irama(f"{dasar};BYMONTHDAY=-1", None, "sepertiga_bulan", "akhir")
    awal, akhir = bagian_bulan(posisi.bagian, konteks.aturan)
    return Irama(f"{dasar};BYMONTHDAY={awal}", f"P{akhir - awal + 1}D", "sepertiga_bulan", posisi.bagian)
