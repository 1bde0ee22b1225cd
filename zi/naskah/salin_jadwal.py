"""One schedule in another year: its words, its reading, and the day that a weekend or holiday pushes it to. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from zi.jadwal.enums import StatusKoreksi as K
from zi.jadwal.kata import NAMA_HARI
from zi.jadwal.nilai import MAKS_TEKS, nilai_jadwal
from zi.jadwal.tampil import BULAN, tulis
from zi.jadwal.ulang import rentang_bulan
from zi.naskah.kanonik import Isi, polos
from zi.naskah.salin_kata import ganti_tanggal, geser_kata, sebut_hari

BACAAN = ("jenis", "presisi", "presisi_selesai", "bagian", "rrule", "durasi", "mulai", "selesai", "bulan")


@dataclass(frozen=True)
class Geser:
    """How a plan moves: by `n` years; the days that are no working days, by name; whether proposals apply at once."""

    n: int
    libur: Mapping[date, str]
    terima: bool = False


@dataclass(frozen=True)
class Masa:
    """The years that a schedule is read in: the table's own and those of its plan."""

    tahun: int | None
    awal: int
    akhir: int

    def geser(self, n: int) -> "Masa":
        return Masa(None if self.tahun is None else self.tahun + n, self.awal + n, self.akhir + n)

    @property
    def tersirat(self) -> int | None:
        """The year of words that name none."""
        return self.tahun if self.tahun is not None else self.awal if self.awal == self.akhir else None


@dataclass(frozen=True)
class JadwalSalin:
    """What became of one schedule, for people to check.

    `usulan`: the working day that is proposed, or that the schedule was moved to when `pindah`. `perlu`: why somebody
    should look at it, one sentence each.
    """

    lama: str
    baru: str
    bacaan: str
    usulan: str = ""
    pindah: bool = False
    perlu: tuple[str, ...] = ()


def salin_jadwal(jadwal: Isi, masa: Masa, geser: Geser) -> tuple[Isi, JadwalSalin]:
    """The fields of the schedule in the new year (the rules stand in `salin.salin_isi`).

    Its `catatan` says what was lost on the way: a 29 February.
    """
    kabisat: list[str] = []
    if jadwal["terbaca"] and jadwal["jenis"]:
        hasil = _terbaca(jadwal, masa, geser.n)
        kabisat = list(_kabisat(jadwal, hasil))
        perlu = [*kabisat, *_dibaca_ulang(jadwal, masa)]
    else:
        hasil = jadwal | pindah_bacaan(jadwal, geser.n)
        perlu = ["Belum terbaca; katanya tidak diubah."]
    hasil, usulan, pindah = _hari_kerja(hasil, masa.geser(geser.n), geser)
    if hasil["status_koreksi"] == K.DIUSULKAN:
        perlu.append(hasil["alasan_usulan"])
    bacaan = tulis(_dengan_tanggal(hasil))
    salin = JadwalSalin(jadwal["teks"], hasil["teks"], bacaan, usulan, pindah, tuple(perlu))
    return hasil | {"catatan": " ".join(kabisat)}, salin


def _terbaca(jadwal: Isi, masa: Masa, n: int) -> Isi:
    """Read anew from the moved words; a reading that no words give (marks, a correction) is moved itself."""
    pindah = jadwal | pindah_bacaan(jadwal, n)
    harus_sama = jadwal["status_koreksi"] == K.DITERIMA
    for kata in _calon(jadwal, pindah, masa, n):
        baru = _baca(kata, masa.geser(n))
        if baru and (not harus_sama or _sama(baru, pindah)):
            return _setelah_ditolak(jadwal, jadwal | baru)
    return pindah | {"teks": geser_kata(jadwal["teks"], n, masa.tersirat)}


def _dibaca_ulang(jadwal: Isi, masa: Masa) -> Iterator[str]:
    """Dates that somebody or an older reader set against the words: the words count from now on."""
    harfiah = _baca(jadwal["teks"], masa)
    if harfiah and jadwal["status_koreksi"] != K.DITERIMA and not _sama(harfiah, jadwal):
        yield "Tanggalnya dibaca ulang dari katanya."


def _setelah_ditolak(jadwal: Isi, baru: Isi) -> Isi:
    """What a person turned down last year is not asked again."""
    tetap = jadwal["status_koreksi"] == K.DITOLAK and baru["usulan"]
    return baru | {"status_koreksi": K.DITOLAK} if tetap else baru


def _calon(jadwal: Isi, pindah: Isi, masa: Masa, n: int) -> Iterator[str]:
    """Words to try: the old ones moved; after a correction those that say what was meant, in the end written out."""
    kata = geser_kata(jadwal["teks"], n, masa.tersirat)
    yield _hari_benar(kata, masa.geser(n))
    if jadwal["status_koreksi"] == K.DITERIMA:
        harfiah = _baca(jadwal["teks"], masa)
        if harfiah and harfiah["mulai"] and jadwal["mulai"]:
            beda = _tahun(jadwal["mulai"]) - _tahun(harfiah["mulai"])
            yield _hari_benar(geser_kata(jadwal["teks"], n + beda, masa.tersirat), masa.geser(n))
        yield tulis(_dengan_tanggal(pindah), panjang=True)


def _hari_benar(kata: str, masa: Masa) -> str:
    """The words with the weekday that their date has; a recurring `setiap Senin` stays."""
    baca = _baca(kata, masa)
    if baca is None or baca["rrule"] or not baca["mulai"] or baca["presisi"] != "hari":
        return kata
    hari = [baca["mulai"]] if baca["jenis"] == "tanggal" else [baca["mulai"], baca["selesai"]]
    benar = sebut_hari(kata, [date.fromisoformat(x) for x in hari])
    return benar if len(benar) <= MAKS_TEKS else kata


def _baca(kata: str, masa: Masa) -> Isi | None:
    """The fields that these words are read as; None when they are not one schedule."""
    semua = nilai_jadwal(kata, tahun=masa.tahun, tahun_mulai=masa.awal, tahun_selesai=masa.akhir)
    if len(semua) != 1 or not semua[0]["terbaca"]:
        return None
    return {k: polos(v) for k, v in semua[0].items() if k != "teks_tertulis"} | {"teks": kata}


def _sama(satu: Isi, lain: Isi) -> bool:
    return all(satu[k] == lain[k] for k in BACAAN)


# --- dates -----------------------------------------------------------------------------------------------------------


def geser_hari(hari: str, n: int, *, akhir_bulan: bool = False) -> str:
    """An ISO date `n` years on; 29 February becomes the 28th, the end of a month stays its end when asked."""
    d = date.fromisoformat(hari)
    penuh = rentang_bulan(d.year, d.month)[1] == d
    akhir = rentang_bulan(d.year + n, d.month)[1]
    return (akhir if akhir_bulan and penuh else date(d.year + n, d.month, min(d.day, akhir.day))).isoformat()


def pindah_bacaan(isi: Isi, n: int) -> Isi:
    """The dates of a reading, and of the proposal beside it, moved by `n` years."""
    baru: Isi = {}
    if isi.get("mulai"):
        baru["mulai"] = geser_hari(isi["mulai"], n)
    if isi.get("selesai"):
        presisi = isi.get("presisi_selesai") or isi.get("presisi")
        baru["selesai"] = geser_hari(isi["selesai"], n, akhir_bulan=presisi != "hari")
    if isi.get("bulan"):
        baru["bulan"] = [f"{int(x[:4]) + n}{x[4:]}" for x in isi["bulan"]]
    if isi.get("usulan"):
        baru["usulan"] = isi["usulan"] | pindah_bacaan(isi["usulan"], n)
    return baru


def _kabisat(lama: Isi, baru: Isi) -> Iterator[str]:
    """29 February that the new year does not have; the end of a whole February needs no word."""
    tepat = {"mulai": lama["presisi"], "selesai": lama["presisi_selesai"] or lama["presisi"]}
    for nama, presisi in tepat.items():
        kabisat = str(lama[nama]).endswith("-02-29") and presisi == "hari" and not lama["rrule"]
        if kabisat and baru[nama] and not str(baru[nama]).endswith("-02-29"):
            yield f"29 Februari tidak ada pada tahun {_tahun(baru[nama])}, menjadi 28 Februari."
            return


def _tahun(hari: str) -> int:
    return int(hari[:4])


def _dengan_tanggal(isi: Isi) -> Any:
    """The reading as `tulis` takes it."""
    hari = {k: date.fromisoformat(isi[k]) if isi[k] else None for k in ("mulai", "selesai")}
    return SimpleNamespace(**{k: isi[k] for k in BACAAN} | hari)


# --- working days ----------------------------------------------------------------------------------------------------


def sebab_libur(hari: date, libur: Mapping[date, str]) -> str:
    """Why a day is no working day: the name of the holiday, else of the weekend; empty on a working day."""
    return libur.get(hari) or (f"hari {NAMA_HARI[hari.weekday()]}" if hari.weekday() >= 5 else "")


def hari_kerja(hari: date, libur: Mapping[date, str]) -> date:
    """The next working day; in the last days of December the last one before, so that it stays in its year."""
    for arah in (1, -1):
        calon = hari
        while calon.year == hari.year:
            if not sebab_libur(calon, libur):
                return calon
            calon += timedelta(days=arah)
    return hari


def tulis_hari(hari: date) -> str:
    return f"{NAMA_HARI[hari.weekday()]}, {hari.day} {BULAN[hari.month - 1]} {hari.year}"


def _hari_kerja(isi: Isi, masa: Masa, geser: Geser) -> tuple[Isi, str, bool]:
    """A single day that is no working day gets a proposal, or the proposed day when that was accepted beforehand."""
    if isi["status_koreksi"] == K.DIUSULKAN:
        return _usulan_hari_kerja(isi, geser.libur), "", False
    if not _satu_hari(isi) or not isi["terbaca"]:
        return isi, "", False
    hari = date.fromisoformat(isi["mulai"])
    sebab, ke = sebab_libur(hari, geser.libur), hari_kerja(hari, geser.libur)
    if not sebab or ke == hari:
        return isi, "", False
    kata = ganti_tanggal(isi["teks"], hari, ke)
    baru = _baca(kata, masa) if len(kata) <= MAKS_TEKS else None
    cocok = baru is not None and (baru["mulai"], baru["jenis"]) == (ke.isoformat(), "tanggal")
    if geser.terima and baru and cocok:
        return isi | baru, tulis_hari(ke), True
    usulan = {"jenis": "tanggal", "mulai": ke.isoformat(), "selesai": ke.isoformat(), "presisi": "hari"}
    alasan = f"{hari.day} {BULAN[hari.month - 1]} {hari.year} jatuh pada {sebab}."
    baru_usulan = {"usulan": usulan | ({"teks": kata} if cocok else {}), "alasan_usulan": alasan}
    return isi | baru_usulan | {"status_koreksi": K.DIUSULKAN}, tulis_hari(ke), False


def _satu_hari(isi: Isi) -> bool:
    tunggal = isi.get("mulai") and isi["mulai"] == isi.get("selesai") and not isi.get("rrule")
    return bool(tunggal) and isi.get("jenis") == "tanggal" and isi.get("presisi") == "hari"


def _usulan_hari_kerja(isi: Isi, libur: Mapping[date, str]) -> Isi:
    """Another proposal waits already: it too names a working day."""
    if not _satu_hari(isi["usulan"]):
        return isi
    hari = date.fromisoformat(isi["usulan"]["mulai"])
    if not (sebab := sebab_libur(hari, libur)):
        return isi
    ke = hari_kerja(hari, libur)
    alasan = f"{isi['alasan_usulan']} {hari.day} {BULAN[hari.month - 1]} {hari.year} jatuh pada {sebab}."
    return isi | {
        "usulan": isi["usulan"] | {"mulai": ke.isoformat(), "selesai": ke.isoformat()},
        "alasan_usulan": alasan,
    }
