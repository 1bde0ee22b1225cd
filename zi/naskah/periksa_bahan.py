"""What the rules of "Perlu diperiksa" read and what they say. Plain data: no rule asks the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from zi.bukti.models import SyaratBukti
from zi.jadwal.models import Jadwal
from zi.jadwal.tampil import BULAN, rentang
from zi.naskah.models import Pengesahan
from zi.rencana.models import AreaRencana, BarisRencana, RencanaAksi, RencanaKerja

MAKS_KUTIPAN = 70


class JenisPeriksa(NamedTuple):
    kode: str
    judul: str
    penjelasan: str


# in the order of the page
JENIS = (
    JenisPeriksa("tanpa_jadwal", "Tanpa jadwal", "Baris yang belum menyebut kapan dikerjakan."),
    JenisPeriksa("belum_terbaca", "Jadwal belum terbaca", "Tetap dicetak seperti tertulis, tetapi tidak diingatkan."),
    JenisPeriksa("tanpa_tanggal", "Jadwal tanpa tanggal", "Tanpa frekuensi atau masanya, jadwal tidak diingatkan."),
    JenisPeriksa("aksi_tanpa_jadwal", "Rencana aksi tanpa jadwal", "Semua jadwal di barisnya untuk aksi lain."),
    JenisPeriksa("luar_masa", "Tanggal di luar masa rencana", "Perbaiki tanggalnya, atau biarkan bila memang begitu."),
    JenisPeriksa("bertentangan", "Tahun atau hari bertentangan", "Dua bagian naskah tidak mungkin sama-sama benar."),
    JenisPeriksa("hari_libur", "Jatuh pada hari libur", "Tanggal pada Sabtu, Minggu, hari libur, atau cuti bersama."),
    JenisPeriksa("undangan_terlambat", "Undangan setelah rapatnya", "Undangan bertanggal sesudah acaranya."),
    JenisPeriksa("tanpa_bukti", "Tanpa bukti fisik", "Baris yang belum menyebut bukti pelaksanaannya."),
    JenisPeriksa("tanpa_aksi", "Tanpa rencana aksi", "Baris yang belum menyebut langkahnya."),
    JenisPeriksa("tanpa_orang", "Tanpa penanggung jawab", "Belum jelas siapa yang mengerjakan."),
    JenisPeriksa("kembar", "Berbunyi sama", "Mungkin tercatat dua kali."),
    JenisPeriksa("area_kosong", "Area belum berisi baris", "Area ini belum punya satu baris pun."),
    JenisPeriksa("penanda_tangan", "Penanda tangan berbeda", "Tidak sama dengan data kepala satker saat ini."),
)


@dataclass(frozen=True)
class Sasaran:
    """Where a warning is put right: the editor of a baris, the area, tabel, kepala or pengesahan, the orang of an area.

    `medan`: the name of the field in the editor.
    """

    jenis: str
    pk: int
    medan: str = ""


@dataclass(frozen=True)
class ButirPeriksa:
    """One warning: the sentence, the row (or area) that it is about, the place of its field."""

    kode: str
    kalimat: str
    sasaran: Sasaran
    nomor: str = ""
    teks: str = ""
    area: str = ""
    url: str = ""


class Orang(NamedTuple):
    nama: str
    nomor_induk: str


@dataclass
class BarisBahan:
    """A row with its parts. `aksi_…`: the living actions that a schedule or a requirement is paired with, by its id."""

    baris: BarisRencana
    area: AreaRencana | None
    berorang: bool = False
    aksi: list[RencanaAksi] = field(default_factory=list)
    jadwal: list[Jadwal] = field(default_factory=list)
    syarat: list[SyaratBukti] = field(default_factory=list)
    aksi_jadwal: dict[int, frozenset[int]] = field(default_factory=dict)
    aksi_syarat: dict[int, frozenset[int]] = field(default_factory=dict)

    def butir(self, kode: str, kalimat: str, medan: str) -> ButirPeriksa:
        area = self.area.nama if self.area else str(self.baris.tabel)
        sasaran = Sasaran("baris", self.baris.pk, medan)
        return ButirPeriksa(kode, kalimat, sasaran, self.baris.no_tertulis, kutip(self.baris.uraian), area)


@dataclass
class AreaBahan:
    """An area; `berorang`: somebody has a role in it today, `berisi`: program prioritas or evidence of its own."""

    area: AreaRencana
    berorang: bool = False
    berisi: bool = False
    berindikator: bool = False


@dataclass(frozen=True)
class Bahan:
    rencana: RencanaKerja
    area: list[AreaBahan] = field(default_factory=list)
    baris: list[BarisBahan] = field(default_factory=list)
    libur: Mapping[date, str] = field(default_factory=dict)
    pengesahan: list[Pengesahan] = field(default_factory=list)
    kepala: list[Orang] = field(default_factory=list)

    def masa(self, baris: BarisRencana) -> tuple[int, int]:
        """The years that dates of a row may name; a table may cover years before its plan."""
        tahun = [self.rencana.tahun_mulai, self.rencana.tahun_selesai, *baris.tabel.tahun_tercakup]
        return min(tahun), max(tahun)


def kutip(teks: str, maks: int = MAKS_KUTIPAN) -> str:
    rapat = " ".join(teks.split())
    return rapat if len(rapat) <= maks else f"{rapat[: maks - 1]}…"


def hari(tanggal: date) -> str:
    return rentang(tanggal, tanggal, BULAN)
