"""The documented warning codes of the schedule reader, each with its Indonesian sentence (docs/jadwal.md)."""

from dataclasses import dataclass
from enum import StrEnum

MAKS_KUTIPAN = 80


class Kode(StrEnum):
    """A code never changes its meaning; the sentence may be reworded."""

    BELUM_TERBACA = "BELUM_TERBACA"
    SEBAGIAN_TERBACA = "SEBAGIAN_TERBACA"
    AMBIGU = "AMBIGU"
    TANGGAL_MUSTAHIL = "TANGGAL_MUSTAHIL"
    RENTANG_TERBALIK = "RENTANG_TERBALIK"
    BATAS_TERBUKA = "BATAS_TERBUKA"
    BATAS_TERSIRAT = "BATAS_TERSIRAT"
    HARI_TIDAK_COCOK = "HARI_TIDAK_COCOK"
    BULAN_TIDAK_JELAS = "BULAN_TIDAK_JELAS"
    BULAN_INGGRIS = "BULAN_INGGRIS"
    TAHUN_TIDAK_JELAS = "TAHUN_TIDAK_JELAS"
    TAHUN_DUA_ANGKA = "TAHUN_DUA_ANGKA"
    TAHUN_LUAR_RENCANA = "TAHUN_LUAR_RENCANA"
    TAHUN_JAUH = "TAHUN_JAUH"
    FREKUENSI_BELUM_ADA = "FREKUENSI_BELUM_ADA"
    TANPA_TANGGAL = "TANPA_TANGGAL"
    TANGGAL_TIDAK_TIAP_BULAN = "TANGGAL_TIDAK_TIAP_BULAN"
    TERLALU_BANYAK_KEJADIAN = "TERLALU_BANYAK_KEJADIAN"
    TEKS_TERLALU_PANJANG = "TEKS_TERLALU_PANJANG"


PESAN: dict[Kode, str] = {
    Kode.BELUM_TERBACA: "“{teks}” belum terbaca sebagai jadwal; tulis tanggal, bulan, atau frekuensinya.",
    Kode.SEBAGIAN_TERBACA: "Kata “{sisa}” tidak ikut dibaca sebagai jadwal.",
    Kode.AMBIGU: "“{teks}” dapat dibaca lebih dari satu cara; tulis ulang dengan tanggal yang jelas.",
    Kode.TANGGAL_MUSTAHIL: "“{teks}” tidak dibaca: {apa} tidak ada dalam kalender.",
    Kode.RENTANG_TERBALIK: "“{teks}” tidak dibaca: akhir rentang ({selesai}) lebih dahulu daripada awalnya ({mulai}).",
    Kode.BATAS_TERBUKA: "“{teks}” hanya menyebut satu ujung rentang; tulis awal dan akhirnya.",
    Kode.BATAS_TERSIRAT: "“{teks}” hanya menyebut satu ujung; ujung lainnya dibaca {tanggal}.",
    Kode.HARI_TIDAK_COCOK: "{tanggal} jatuh pada hari {hari}, bukan {tertulis}.",
    Kode.BULAN_TIDAK_JELAS: "Bulan “{kata}” dapat berarti {pilihan}; perbaiki ejaannya.",
    Kode.BULAN_INGGRIS: "Bulan “{kata}” tertulis dalam bahasa Inggris; tulis {pilihan}.",
    Kode.TAHUN_TIDAK_JELAS: "Tahun pada “{teks}” tidak tertulis dan tidak dapat dipastikan.",
    Kode.TAHUN_DUA_ANGKA: "Tahun dua angka pada “{teks}” dibaca {tahun}.",
    Kode.TAHUN_LUAR_RENCANA: "“{teks}” menyebut tahun {tahun}, di luar masa rencana kerja ({rencana}).",
    Kode.TAHUN_JAUH: "“{teks}” menyebut tahun {tahun}, jauh di luar masa rencana kerja ({rencana}).",
    Kode.FREKUENSI_BELUM_ADA: "“{teks}” belum menyebut frekuensi; tentukan misalnya setiap bulan atau setiap triwulan.",
    Kode.TANPA_TANGGAL: "“{teks}” menyebut frekuensi, tetapi tanggalnya belum dapat ditentukan.",
    Kode.TANGGAL_TIDAK_TIAP_BULAN: "Tanggal {hari} tidak ada pada setiap bulan; bulan tanpa tanggal itu dilewati.",
    Kode.TERLALU_BANYAK_KEJADIAN: "“{teks}” menghasilkan terlalu banyak kejadian; persempit masa pelaksanaannya.",
    Kode.TEKS_TERLALU_PANJANG: "Teks jadwal lebih dari {maks} huruf dan tidak dibaca.",
}


@dataclass(frozen=True)
class Peringatan:
    """One warning; `teks` and `posisi` name the piece of the text that it is about."""

    kode: Kode
    pesan: str
    teks: str = ""
    posisi: tuple[int, int] = (0, 0)

    def ke_dict(self) -> dict[str, str]:
        return {"kode": str(self.kode), "pesan": self.pesan}


class GagalBaca(Exception):
    """Raised inside the reader when a piece cannot be read; it becomes a Peringatan and never leaves the reader."""

    def __init__(self, kode: Kode, **isi: object) -> None:
        super().__init__(str(kode))
        self.kode = kode
        self.isi = isi


def kutip(teks: str) -> str:
    """One line, shortened, so that a warning stays a sentence."""
    rapat = " ".join(teks.split())
    return rapat if len(rapat) <= MAKS_KUTIPAN else rapat[: MAKS_KUTIPAN - 1] + "…"


def peringatan(kode: Kode, teks: str, posisi: tuple[int, int], **isi: object) -> Peringatan:
    return Peringatan(kode, PESAN[kode].format(**{"teks": kutip(teks), **isi}), teks, posisi)
