"""The grammar of repetition: `setiap bulan`, `tanggal 17 dalam bulan`, `minimal setahun sekali`, `secara berkala`.

The tokens of a piece are written as a line of symbols (`setiap bulan sekali ( minggu U1 bulan berikutnya )`), and each
pattern takes its part out of that line. What is left is the period in which it repeats, and words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from zi.jadwal.kata import ANGKA
from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.lexer import J, Token

SATUAN = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}
AJEKTIF = {
    "bulanan": "bulan", "triwulanan": "triwulan", "semesteran": "semester", "tahunan": "tahun",
    "mingguan": "minggu", "harian": "hari",
}  # fmt: skip
SE = {"sebulan": "bulan", "setahun": "tahun", "seminggu": "minggu", "sehari": "hari"}


@dataclass(frozen=True)
class Posisi:
    """Where in the month: days, a week, a part, or the nth weekday; where in the year: a month."""

    hari: tuple[int, ...] = ()
    lama: int = 0
    minggu: int = 0
    bagian: str = ""
    hari_pekan: int = -1
    bulan: int = 0


@dataclass(frozen=True)
class Pengulangan:
    """A repetition as written. `lama` is the length of its period in months (0: weeks or days, see `satuan`)."""

    satuan: str = ""
    lama: int = 0
    kali: int = 1
    posisi: Posisi | None = None
    hari_pekan: tuple[int, ...] = ()
    geser: str = ""
    minimal: bool = False
    berkala: bool = False
    kuat: bool = False

    @property
    def ada(self) -> bool:
        return bool(self.satuan or self.hari_pekan)


@dataclass(frozen=True)
class Sisa:
    """Tokens not yet taken; None marks a place where some were taken."""

    isi: tuple[Token | None, ...]

    def tarik(self, pola: re.Pattern[str]) -> tuple[re.Match[str], "Sisa"] | None:
        garis = " " + " ".join(_lambang(self.isi, i) for i in range(len(self.isi))) + " "
        cocok = pola.search(garis)
        if cocok is None:
            return None
        awal, akhir = garis.count(" ", 0, cocok.start()) - 1, garis.count(" ", 0, cocok.end())
        return cocok, Sisa((*self.isi[:awal], None, *self.isi[akhir:]))


def _lambang(isi: tuple[Token | None, ...], i: int) -> str:
    token = isi[i]
    if token is None:
        return "¦"
    if token.jenis == J.KATA:
        return f"#{ANGKA[token.kata]}" if token.kata in ANGKA else token.kata if token.kata.isalpha() else "?"
    if token.jenis == J.MINGGU:
        return "H6" if token.tepat and _hari_minggu(isi[max(i - 2, 0) : i]) else "minggu"
    if token.jenis in LAMBANG_NILAI:
        return f"{LAMBANG_NILAI[token.jenis]}{token.n}"
    if token.teks == "/":
        return "/"
    return LAMBANG.get(token.jenis, "?") if token.jenis not in (J.PERIODE, J.BAGIAN) else _kata_lambang(token)


LAMBANG_NILAI = {J.ANGKA: "#", J.URUTAN: "U", J.ROMAWI: "U", J.HARI: "H"}
LAMBANG = {
    J.SAMPAI: "~", J.PISAH: ",", J.BUKA: "(", J.TUTUP: ")", J.TITIK_DUA: ":", J.BULAN: "B", J.BULAN_RUSAK: "B",
    J.TAHUN: "T",
}  # fmt: skip


def _kata_lambang(token: Token) -> str:
    return f"G{token.kata}" if token.jenis == J.BAGIAN else {3: "triwulan", 6: "semester"}[token.n]


def _hari_minggu(kiri: tuple[Token | None, ...]) -> bool:
    """Whether `Minggu` after these two tokens is the Sunday: `hari Minggu`, `Sabtu dan Minggu`."""
    dekat = kiri[-1] if kiri else None
    if dekat and dekat.kata == "hari":
        return True
    jauh = kiri[0] if len(kiri) == 2 else None
    return bool(dekat and jauh and dekat.jenis in (J.PISAH, J.SAMPAI) and jauh.jenis == J.HARI)


def _pola(isi: str) -> re.Pattern[str]:
    return re.compile(f"(?<= )(?:{isi})(?= )")


TIAP = "(?:setiap|per)"
UNIT = "(bulan|triwulan|semester|tahun|minggu|hari kerja|hari)"
SE_UNIT = f"({'|'.join(SE)})"
HARI_HARI = r"((?>#\d+(?:(?: [,/]){1,2} (?:tanggal )?#\d+| ~ (?:tanggal )?#\d+)*))"
PEKAN = r"(H\d(?:(?: [,/~]){1,2} (?:hari )?H\d)*)"
MINIMAL = _pola(r"minimal|paling (?:sedikit|kurang)|sekurang ~ kurangnya|sekurangnya|sedikitnya")
BERKALA = _pola(r"(?:secara )?(?:berkala|periodik|rutin)(?:(?: [,/]){0,2}(?: atau)? (?:berkala|periodik|rutin))*")
BAGIAN_GESER = _pola(r"(?:pada )?G(awal|tengah|akhir) (bulan) berikutnya")
GESER = _pola(r"(?:pada )?(bulan|triwulan|semester|tahun) berikutnya")
HARI_KE = _pola(r"(?:hari )?H(\d) U(-?\d)")
MINGGU_KE = _pola(r"(?:pada )?minggu (?:U(-?\d+)|#([1-5]))(?! B| bulan B)(?: bulan)?")
BAGIAN = _pola(r"(?:pada )?G(awal|tengah|akhir) (bulan|triwulan|semester|tahun)(?! [BT~U#])")
TANGGAL = _pola(
    rf"(?<= setiap )tanggal {HARI_HARI}"
    rf"|(?:: )?(?:pada )?tanggal {HARI_HARI}(?! B| bulan B)"
    rf"|(?:: )?{HARI_HARI}(?= (?:dalam|setiap) bulan )"
)
PEKANAN = _pola(rf"{TIAP} (?:hari )?{PEKAN}|(?:hari )?{PEKAN}(?= {TIAP} minggu )")
SETIAP = _pola("setiap")
FREKUENSI = tuple(
    _pola(isi)
    for isi in (
        rf"(?:#(?P<selang>\d+) )?(?P<unit>{UNIT}) (?:sekali|#(?P<kali>1) kali)",
        rf"(?:sekali|#(?P<kali>\d+) kali) (?:dalam |/ |{TIAP} )+(?:#(?P<selang>\d+) )?(?P<unit>{UNIT})",
        rf"(?:dalam )?{TIAP} (?:#(?P<selang>\d+) )?(?P<unit>{UNIT})(?: (?:sekali|#(?P<kali>\d+) kali))?",
        rf"(?:dalam )?(?P<unit>{SE_UNIT}) (?:sekali|#(?P<kali>\d+) kali)",
        rf"(?:sekali|#(?P<kali>\d+) kali) (?:dalam )?(?P<unit>{SE_UNIT})",
        rf"(?:sekali|#(?P<kali>\d+) kali) (?P<unit>{'|'.join(AJEKTIF)})",
        r"(?P<unit>dalam bulan)(?P<kali>)(?P<selang>)(?! B)",
        rf"(?:#(?P<selang>\d+) )?(?P<unit>{'|'.join(AJEKTIF)})(?P<kali>)",
    )
)
LEMAH = FREKUENSI[-1]


def tarik_ulang(tokens: list[Token]) -> tuple[Pengulangan, Sisa] | None:
    """The repetition in these tokens and what is left, or None when nothing repeats here."""
    ulang, sisa = Pengulangan(), Sisa(tuple(_tanpa_angka_ganda(tokens)))
    for pola, tambah in LANGKAH:
        if hasil := sisa.tarik(pola):
            ulang, sisa = tambah(ulang, hasil[0]), hasil[1]
    ulang, sisa = _tarik_frekuensi(ulang, sisa)
    if hasil := sisa.tarik(SETIAP):
        ulang, sisa = replace(ulang, kuat=True), hasil[1]
        if not ulang.ada and ulang.posisi:
            ulang = replace(ulang, satuan="bulan", lama=1)
    if not ulang.kuat and ulang.posisi and ulang.posisi.bagian and ulang.lama > 1:
        return None  # `akhir tahun` alone repeats nothing
    return (ulang, sisa) if ulang.ada or ulang.berkala or ulang.kuat else None


def _tarik_frekuensi(ulang: Pengulangan, sisa: Sisa) -> tuple[Pengulangan, Sisa]:
    for pola in FREKUENSI:
        while hasil := sisa.tarik(pola):
            baru = _dengan_frekuensi(ulang, hasil[0], pola is not LEMAH)
            if ulang.satuan and (baru.satuan, baru.lama, baru.kali) != (ulang.satuan, ulang.lama, ulang.kali):
                raise GagalBaca(Kode.AMBIGU)
            ulang, sisa = baru, hasil[1]
    return ulang, sisa


def _dengan_frekuensi(ulang: Pengulangan, cocok: re.Match[str], kuat: bool) -> Pengulangan:
    unit = cocok["unit"]
    satuan = AJEKTIF.get(unit) or SE.get(unit) or ("bulan" if unit == "dalam bulan" else unit)
    selang, kali = int(cocok.groupdict().get("selang") or 1), int(cocok["kali"] or 1)
    lama = SATUAN.get(satuan, 0) * selang
    if not 1 <= kali <= 99 or (lama and 12 % lama):
        raise GagalBaca(Kode.BELUM_TERBACA)
    nama = f"{selang} {satuan}" if selang > 1 and not lama else satuan
    return replace(ulang, satuan=nama, lama=lama, kali=kali, kuat=ulang.kuat or kuat)


def _tanpa_angka_ganda(tokens: list[Token]) -> list[Token]:
    """`3 (tiga) bulan` → `3 bulan`."""
    hasil: list[Token] = []
    i = 0
    while i < len(tokens):
        tiga = [token.jenis for token in tokens[i : i + 3]]
        if hasil and hasil[-1].jenis == J.ANGKA and tiga == [J.BUKA, J.KATA, J.TUTUP] and tokens[i + 1].kata in ANGKA:
            i += 3
        else:
            hasil.append(tokens[i])
            i += 1
    return hasil


def _posisi_hari(ulang: Pengulangan, cocok: re.Match[str]) -> Pengulangan:
    tulisan = cocok[1] or cocok[2] or cocok[3]
    hari = tuple(int(angka) for angka in re.findall(r"\d+", tulisan))
    if not all(1 <= satu <= 31 for satu in hari):
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa=f"tanggal {max(hari)}")
    if "~" not in tulisan:
        return _taruh(ulang, Posisi(hari=tuple(sorted(set(hari)))))
    if len(hari) != 2 or hari[1] > 28:
        raise GagalBaca(Kode.AMBIGU)
    if hari[1] < hari[0]:
        raise GagalBaca(Kode.RENTANG_TERBALIK, mulai=f"tanggal {hari[0]}", selesai=f"tanggal {hari[1]}")
    return _taruh(ulang, Posisi(hari=hari[:1], lama=hari[1] - hari[0] + 1))


def _posisi_minggu(ulang: Pengulangan, cocok: re.Match[str]) -> Pengulangan:
    nilai = int(cocok[1] or cocok[2])
    if nilai not in (-1, 1, 2, 3, 4):
        raise GagalBaca(Kode.TANGGAL_MUSTAHIL, apa=f"minggu ke-{nilai}")
    return _taruh(ulang, Posisi(minggu=nilai))


def _posisi_bagian(ulang: Pengulangan, cocok: re.Match[str]) -> Pengulangan:
    bagian, satuan = cocok[1], cocok[2]
    if satuan == "bulan":
        return _taruh(ulang, Posisi(bagian=bagian))
    if bagian != "akhir":
        raise GagalBaca(Kode.BELUM_TERBACA)
    return replace(_taruh(ulang, Posisi(bagian="akhir")), satuan=satuan, lama=SATUAN[satuan])


def _posisi_hari_ke(ulang: Pengulangan, cocok: re.Match[str]) -> Pengulangan:
    return _taruh(ulang, Posisi(hari_pekan=int(cocok[1]), minggu=int(cocok[2])))


def _taruh(ulang: Pengulangan, posisi: Posisi) -> Pengulangan:
    if ulang.posisi:
        raise GagalBaca(Kode.AMBIGU)
    return replace(ulang, posisi=posisi)


def _pekanan(ulang: Pengulangan, cocok: re.Match[str]) -> Pengulangan:
    tulisan = cocok[1] or cocok[2]
    hari = [int(angka) for angka in re.findall(r"\d", tulisan)]
    if "~" in tulisan:
        if len(hari) != 2 or hari[1] < hari[0]:
            raise GagalBaca(Kode.BELUM_TERBACA)
        hari = list(range(hari[0], hari[1] + 1))
    return replace(ulang, hari_pekan=tuple(sorted(set(hari))), kuat=True)


Langkah = tuple[re.Pattern[str], Callable[[Pengulangan, re.Match[str]], Pengulangan]]
LANGKAH: tuple[Langkah, ...] = (
    (MINIMAL, lambda ulang, _: replace(ulang, minimal=True)),
    (BERKALA, lambda ulang, _: replace(ulang, berkala=True)),
    (BAGIAN_GESER, lambda ulang, cocok: replace(_posisi_bagian(ulang, cocok), geser="bulan")),
    (GESER, lambda ulang, cocok: replace(ulang, geser=cocok[1])),
    (HARI_KE, _posisi_hari_ke),
    (MINGGU_KE, _posisi_minggu),
    (BAGIAN, _posisi_bagian),
    (TANGGAL, _posisi_hari),
    (PEKANAN, _pekanan),
)
