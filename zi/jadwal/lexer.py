"""From text to tokens. One pass, one regular expression without nested repetition; positions are those of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from zi.jadwal import kata as k


class J(StrEnum):
    """Kinds of token."""

    ANGKA = "angka"  # one or two digits
    TAHUN = "tahun"  # four digits, 1900-2199
    TAHUN_PENDEK = "tahun_pendek"  # '23
    TANGGAL = "tanggal"  # 25/01/2023, 2023-01-25: (year, month, day)
    JAM = "jam"
    BULAN = "bulan"  # one month, maybe corrected
    BULAN_RUSAK = "bulan_rusak"  # several months fit, or an English form
    HARI = "hari"
    MINGGU = "minggu"  # Sunday or week: the parser decides
    BAGIAN = "bagian"
    PERIODE = "periode"  # triwulan (3) or semester (6)
    URUTAN = "urutan"  # pertama, ke-2
    ROMAWI = "romawi"
    SAMPAI = "sampai"
    PISAH = "pisah"  # , dan & /
    BARIS = "baris"  # a hard separator
    BUKA = "buka"
    TUTUP = "tutup"
    TITIK_DUA = "titik_dua"
    TITIK = "titik"
    KATA = "kata"  # everything else
    BILANGAN = "bilangan"  # a number that means nothing here


@dataclass(frozen=True)
class Token:
    jenis: J
    teks: str
    awal: int
    akhir: int
    kata: str = ""
    nilai: tuple[int, ...] = ()
    tepat: bool = True
    inggris: bool = False

    @property
    def n(self) -> int:
        return self.nilai[0]


POLA = re.compile(
    r"""(?P<iso>(?P<iy>[0-9]{4})-(?P<im>[0-9]{1,2})-(?P<id>[0-9]{1,2})
        (?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?Z?)?)
    |(?P<numerik>(?P<d>[0-9]{1,2})(?P<s>[/.-])(?P<m>[0-9]{1,2})(?P=s)(?P<y>[0-9]{4}|[0-9]{2}(?![0-9]))
        (?:\ [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?)
    |(?P<jam>[0-9]{1,2}[.:][0-9]{2}(?::[0-9]{2})?(?![0-9]))
    |['’‘](?P<pendek>[0-9]{2})(?![0-9])
    |(?P<tahun>(?:19|2[01])[0-9]{2}(?![0-9])|(?:19|20)[0-9]{2}(?=[0-9]{1,2}(?![0-9])))
    |(?P<angka>[0-9]+)
    |(?P<sampai>(?:s\s?[./]\s?d|sd|sampai(?:\s+(?:dengan|dgn|dg))?|hingga)(?![^\W\d_])\.?)
    |(?P<ke>ke(?:\s?-\s?|\s|(?=[0-9]))(?P<ken>[0-9]|iii|ii|iv|i|v|satu|dua|tiga|empat)(?![^\W_]))
    |(?P<kata>[^\W\d_]+(?:['’‘`´][^\W\d_]+)*)
    |(?P<baris>\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029;•●▪|])
    |(?P<simbol>\S)""",
    re.IGNORECASE | re.VERBOSE,
)
SIMBOL = {
    **dict.fromkeys("-–—‒―−‐‑", J.SAMPAI), **dict.fromkeys(",&/+", J.PISAH), **dict.fromkeys("([{", J.BUKA),
    **dict.fromkeys(")]}", J.TUTUP), ":": J.TITIK_DUA, ".": J.TITIK,
}  # fmt: skip
ABAIKAN = frozenset("\"'“”‘’*_`´\u200b\u200c\u200d\ufeff\u00ad")
KATA_PISAH = frozenset({"dan", "serta"})
TW_RAPAT = re.compile(r"(tw|smt)(i{1,3}|iv)")


def pecah(teks: str, inggris: bool = False) -> list[Token]:
    """All tokens of the text, months already judged by their neighbours."""
    mentah = [token for cocok in POLA.finditer(teks) for token in _token(cocok, inggris)]
    return _nilai_bulan(_kode(mentah))


def _token(cocok: re.Match[str], inggris: bool) -> Iterator[Token]:
    jenis = cocok.lastgroup or ""
    isi = Token(J.KATA, cocok[0], cocok.start(), cocok.end(), cocok[0].lower())
    if jenis == "kata":
        yield from _kata(isi, inggris)
    elif jenis == "simbol":
        if cocok[0] not in ABAIKAN:
            yield replace(isi, jenis=SIMBOL.get(cocok[0], J.KATA))
    else:
        yield _bernilai(jenis, cocok, isi)


def _bernilai(jenis: str, cocok: re.Match[str], isi: Token) -> Token:
    if jenis == "iso":
        return replace(isi, jenis=J.TANGGAL, nilai=_numerik(cocok["id"], cocok["im"], cocok["iy"]))
    if jenis == "numerik":
        nilai = _numerik(cocok["d"], cocok["m"], cocok["y"])
        return replace(isi, jenis=J.TANGGAL, nilai=nilai, tepat=len(cocok["y"]) == 4)
    if jenis == "pendek":
        return replace(isi, jenis=J.TAHUN_PENDEK, nilai=(2000 + int(cocok["pendek"]),))
    if jenis == "tahun":
        return replace(isi, jenis=J.TAHUN, nilai=(int(cocok[0]),))
    if jenis == "angka":
        pendek = len(cocok[0]) <= 2
        return replace(isi, jenis=J.ANGKA if pendek else J.BILANGAN, nilai=(int(cocok[0]),) if pendek else ())
    if jenis == "ke":
        return replace(isi, jenis=J.URUTAN, nilai=(_ke(cocok["ken"].lower()),))
    return replace(isi, jenis=J(jenis))


def _numerik(hari: str, bulan: str, tahun: str) -> tuple[int, int, int]:
    return int(tahun) + (2000 if len(tahun) == 2 else 0), int(bulan), int(hari)


def _ke(kata: str) -> int:
    return k.ROMAWI.get(kata) or k.ANGKA.get(kata) or int(kata)


def _kata(isi: Token, inggris: bool) -> Iterator[Token]:
    kata = isi.kata.translate({ord(c): "'" for c in "’‘`´"})
    if rapat := TW_RAPAT.fullmatch(kata):
        batas = isi.awal + len(rapat[1])
        yield Token(J.PERIODE, isi.teks[: len(rapat[1])], isi.awal, batas, k.baku(rapat[1]), (k.PERIODE[rapat[1]],))
        yield Token(J.ROMAWI, isi.teks[len(rapat[1]) :], batas, isi.akhir, rapat[2], (k.ROMAWI[rapat[2]],))
    else:
        yield _satu_kata(replace(isi, kata=k.baku(kata)), kata, inggris)


def _satu_kata(isi: Token, kata: str, inggris: bool) -> Token:
    if isi.kata == "minggu":
        return replace(isi, jenis=J.MINGGU, tepat=kata == "minggu")
    if kata in k.BAGIAN:
        return replace(isi, jenis=J.BAGIAN, kata=k.BAGIAN[kata])
    if kata in KATA_PISAH:
        return replace(isi, jenis=J.PISAH)
    for jenis, daftar in ((J.HARI, k.HARI), (J.URUTAN, k.URUTAN), (J.ROMAWI, k.ROMAWI), (J.PERIODE, k.PERIODE)):
        if kata in daftar:
            return replace(isi, jenis=jenis, nilai=(daftar[kata],))
    if cocok := k.cari_bulan(kata, inggris):
        jenis = J.BULAN if len(cocok.calon) == 1 and not cocok.inggris else J.BULAN_RUSAK
        return replace(isi, jenis=jenis, nilai=cocok.calon, tepat=cocok.tepat, inggris=cocok.inggris)
    return isi


def _kode(tokens: list[Token]) -> list[Token]:
    """A number glued to a word or sign (`M1`, `Q3`, `±3`) is a code, not a day."""
    hasil = tokens[:1]
    for kiri, token in pairwise(tokens):
        lekat = token.jenis == J.ANGKA and kiri.jenis == J.KATA and kiri.akhir == token.awal and kiri.kata != "tanggal"
        hasil.append(replace(token, jenis=J.BILANGAN, nilai=()) if lekat else token)
    return hasil


def _nilai_bulan(tokens: list[Token]) -> list[Token]:
    """A corrected or doubtful month counts only where a month can stand; elsewhere it is an ordinary word."""
    bulan = (J.BULAN, J.BULAN_RUSAK)
    return [_di_tempat(tokens, i) if token.jenis in bulan else token for i, token in enumerate(tokens)]


SEBELUM_BULAN = frozenset({J.ANGKA, J.BAGIAN, J.URUTAN, J.ROMAWI})
SESUDAH_BULAN = frozenset({J.TAHUN, J.TAHUN_PENDEK})
RANGKAI = frozenset({J.SAMPAI, J.PISAH})


def _di_tempat(tokens: list[Token], i: int) -> Token:
    token = tokens[i]
    if token.tepat and token.jenis == J.BULAN:
        return token
    kiri = tokens[max(i - 2, 0) : i]
    kanan = [lain for lain in tokens[i + 1 : i + 4] if lain.jenis != J.TITIK]
    dekat = (kiri and (kiri[-1].jenis in SEBELUM_BULAN or kiri[-1].kata == "bulan")) or (
        kanan and kanan[0].jenis in SESUDAH_BULAN
    )
    dirangkai = (len(kiri) == 2 and kiri[1].jenis in RANGKAI and kiri[0].jenis == J.BULAN) or (
        len(kanan) > 1 and kanan[0].jenis in RANGKAI and kanan[1].jenis in (J.BULAN, J.ANGKA)
    )
    return token if dekat or dirangkai else replace(token, jenis=J.KATA)
