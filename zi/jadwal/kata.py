"""Words of Indonesian schedule text: months (with correction of typing faults), weekdays, numerals, keywords."""

from dataclasses import dataclass
from functools import lru_cache

TAHUN_AWAL, TAHUN_AKHIR = 1900, 2199
NAMA_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
NAMA_HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

BULAN_PENUH = {nama.lower(): nomor for nomor, nama in enumerate(NAMA_BULAN, 1)} | {"pebruari": 2, "nopember": 11}
BULAN_PENDEK = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "ags": 8, "agt": 8, "agu": 8,
    "agust": 8, "agst": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
BULAN_INGGRIS = {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8, "october": 10,
    "oct": 10, "december": 12, "dec": 12,
}  # fmt: skip
HARI = {nama.lower(): nomor for nomor, nama in enumerate(NAMA_HARI)} | {"jum'at": 4, "ahad": 6}
ANGKA = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10,
}  # fmt: skip
URUTAN = {
    "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "terakhir": -1,
}  # fmt: skip
ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
BAGIAN = {
    "awal": "awal", "tengah": "tengah", "pertengahan": "tengah", "akhir": "akhir", "akir": "akhir",
}  # fmt: skip
PERIODE = {"triwulan": 3, "triwulannya": 3, "tw": 3, "kuartal": 3, "semester": 6, "semesternya": 6, "smt": 6}
BAKU = {
    "tiap": "setiap", "tgl": "tanggal", "bln": "bulan", "thn": "tahun", "pekan": "minggu", "x": "kali",
    "periodic": "periodik", "reguler": "rutin", "min": "minimal", "minimum": "minimal", "setidaknya": "minimal",
    "berikut": "berikutnya", "selanjutnya": "berikutnya", "kuartalan": "triwulanan", "th": "tahun",
    "bulannya": "bulan", "tahunnya": "tahun", "minggunya": "minggu", "harinya": "hari", "perbulan": "bulanan",
    "pertahun": "tahunan", "perminggu": "mingguan", "perhari": "harian", "pertriwulan": "triwulanan",
    "persemester": "semesteran",
}  # fmt: skip


@dataclass(frozen=True)
class CocokBulan:
    """What a word can mean as a month: one candidate reads, several or an English form do not."""

    calon: tuple[int, ...]
    tepat: bool
    inggris: bool = False


def baku(kata: str) -> str:
    return BAKU.get(kata, kata)


@lru_cache(maxsize=2048)
def cari_bulan(kata: str, inggris: bool = False) -> CocokBulan | None:
    """Exact form first, then (never for English forms) forms at edit distance one."""
    tepat = BULAN_PENUH.get(kata) or BULAN_PENDEK.get(kata)
    if tepat:
        return CocokBulan((tepat,), True)
    if kata in BULAN_INGGRIS:
        return CocokBulan((BULAN_INGGRIS[kata],), inggris, not inggris)
    if not 3 <= len(kata) <= 10:
        return None
    calon = tuple(sorted({nomor for nama, nomor in BULAN_PENUH.items() if beda_satu(kata, nama)}))
    return CocokBulan(calon, False) if calon else None


def beda_satu(a: str, b: str) -> bool:
    """True when one insertion, deletion or substitution makes the words equal (Levenshtein distance one)."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    awal = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[awal + (len(a) == len(b)) :] == b[awal + 1 :]
