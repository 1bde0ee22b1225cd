"""Moving years inside words: schedules (every year in them) and titles (the plan's years only). Pure."""

import re
import unicodedata
from calendar import isleap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from zi.jadwal.baca import baca
from zi.jadwal.kata import BULAN_PENDEK, BULAN_PENUH, NAMA_BULAN, NAMA_HARI
from zi.jadwal.lexer import J, Token, pecah

Ubahan = tuple[int, int, str]  # from, to, the new words
_BULAN = "|".join(sorted({*BULAN_PENUH, *BULAN_PENDEK}, key=len, reverse=True))
_TAHUN = r"(?:19|20|21)\d\d"
_HINGGA = r"\s*(?:[-–—/]|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s*"
_PERATURAN = r"nomor|no\.?|uu|pp|perpres|keppres|inpres|permen\w*|kepmen\w*|perda|pergub|perbup|perwali|sk|se"
POLA = re.compile(
    rf"""(?P<acuan>\b(?:{_PERATURAN})\s*(?=\S*\d)\S+\s+tahun\s+{_TAHUN}\b)
    |(?P<tanggal>(?:\b(?:{"|".join(NAMA_HARI)}|jum'at),?\s+)?(?<!\d)\d{{1,2}}\s+(?:{_BULAN})\s+(?P<th>{_TAHUN})(?!\w)
        |(?<![\w/.-])\d{{1,2}}(?P<s>[/.-])\d{{1,2}}(?P=s)(?P<ta>{_TAHUN})(?!\w))
    |(?P<rentang>(?<![\w/.-])(?P<dari>{_TAHUN}){_HINGGA}(?P<ke>{_TAHUN})(?![\w/-]))
    |(?P<surat>(?<![\w./-])[\w.-]*/[\w./-]*)
    |(?P<satu>(?<!\w){_TAHUN}(?!\w))""",
    re.IGNORECASE | re.VERBOSE,
)


# --- words of schedules ----------------------------------------------------------------------------------------------


def geser_kata(teks: str, n: int, tahun: int | None = None) -> str:
    """The words with every year moved by `n`; 29 February becomes the 28th where the new year has none.

    `tahun` is the year that a date without one stands in.
    """
    tokens = _tokens(teks)
    return _ganti(teks, [u for i in range(len(tokens)) if (u := _geser(tokens, i, n, tahun))])


def sebut_hari(teks: str, hari: Sequence[date]) -> str:
    """The words with their weekday names corrected to these days, in order; untouched when the counts differ."""
    nama = [t for t in _tokens(teks) if t.jenis == J.HARI or (t.jenis == J.MINGGU and t.tepat)]
    if len(nama) != len(hari):
        return teks
    pasangan = [(t, h) for t, h in zip(nama, hari, strict=True) if _nomor_hari(t) != h.weekday()]
    return _ganti(teks, [(t.awal, t.akhir, _gaya(t.teks, NAMA_HARI[h.weekday()])) for t, h in pasangan])


def ganti_tanggal(teks: str, dari: date, ke: date) -> str:
    """The words with this one date replaced by another of the same year; empty when it does not stand there once."""
    tokens = _tokens(teks)
    kena = [u for i in range(len(tokens)) if (u := _tukar(tokens, i, dari, ke))]
    return sebut_hari(_ganti(teks, kena[0]), [ke]) if len(kena) == 1 else ""


def _tokens(teks: str) -> list[Token]:
    """The reader's own tokens; foreign digits count as digits, one for one, so that positions stay."""
    tokens = pecah("".join(str(unicodedata.decimal(h)) if h.isdecimal() else h for h in teks))
    return [_tahun_di_ujung(tokens, i) for i in range(len(tokens))]


def _tahun_di_ujung(tokens: list[Token], i: int) -> Token:
    """`25 Januari 23`: the last number of a date is its year, as the reader has it."""
    token, depan = tokens[i], [t.jenis for t in tokens[max(i - 2, 0) : i]]
    ujung = i + 1 == len(tokens) or tokens[i + 1].jenis == J.TUTUP
    if ujung and token.jenis == J.ANGKA and len(token.teks) == 2 and depan == [J.ANGKA, J.BULAN]:
        return replace(token, jenis=J.TAHUN_PENDEK, nilai=(2000 + token.n,))
    return token


def _geser(tokens: list[Token], i: int, n: int, tahun: int | None) -> Ubahan | None:
    token = tokens[i]
    if token.jenis == J.TAHUN:
        return token.awal, token.akhir, str(token.n + n)
    if token.jenis == J.TAHUN_PENDEK:
        return token.awal, token.akhir, f"{token.teks[:-2]}{(token.n + n) % 100:02}"
    if token.jenis == J.TANGGAL:
        y, m, d = token.nilai
        return token.awal, token.akhir, _angka(token.teks, (y + n, m, _hari_ada(y + n, m, d)))
    if token.jenis == J.ANGKA and token.n == 29 and i + 1 < len(tokens):
        milik, bulan = _tahun_sesudah(tokens[i + 1 :], tahun), tokens[i + 1]
        if bulan.jenis == J.BULAN and milik is not None and _hari_ada(milik + n, bulan.n, 29) == 28:
            return _sampai_28(tokens, i)
    return None


def _sampai_28(tokens: list[Token], i: int) -> Ubahan:
    """The 29th becomes the 28th; of `28–29 Februari` one day is left."""
    token, depan = tokens[i], tokens[max(i - 2, 0) : i]
    if [t.jenis for t in depan] == [J.ANGKA, J.SAMPAI] and depan[0].n == 28:
        return depan[0].akhir, token.akhir, ""
    return token.awal, token.akhir, "28"


def _tahun_sesudah(tokens: list[Token], bawaan: int | None) -> int | None:
    return next((t.n for t in tokens if t.jenis in (J.TAHUN, J.TAHUN_PENDEK)), bawaan)


def _hari_ada(tahun: int, bulan: int, hari: int) -> int:
    return 28 if (bulan, hari) == (2, 29) and not isleap(tahun) else hari


def _angka(teks: str, baru: tuple[int, int, int]) -> str:
    """25/01/2023 and 2023-01-25 with other figures, each as wide as it was."""
    bagian = re.findall(r"\d+|\D+", teks)
    urut = (0, 2, 4) if len(bagian[0]) == 4 else (4, 2, 0)
    for tempat, nilai in zip(urut, baru, strict=True):
        lebar = len(bagian[tempat])
        bagian[tempat] = f"{nilai % 100 if tempat == 4 and lebar == 2 else nilai:0{lebar}}"
    return "".join(bagian)


def _tukar(tokens: list[Token], i: int, dari: date, ke: date) -> list[Ubahan]:
    """What to change where token `i` begins this date."""
    token, sesudah = tokens[i], tokens[i + 1 : i + 3]
    if token.jenis == J.TANGGAL and token.nilai == (dari.year, dari.month, dari.day):
        return [(token.awal, token.akhir, _angka(token.teks, (ke.year, ke.month, ke.day)))]
    if token.jenis != J.ANGKA or token.n != dari.day or not sesudah or sesudah[0].jenis != J.BULAN:
        return []
    bulan, tahun = sesudah[0], sesudah[1:]
    if bulan.n != dari.month or (tahun and tahun[0].jenis == J.TAHUN and tahun[0].n != dari.year):
        return []
    hasil = [(token.awal, token.akhir, str(ke.day))]
    if ke.month != dari.month:
        hasil.append((bulan.awal, bulan.akhir, _gaya(bulan.teks, NAMA_BULAN[ke.month - 1])))
    return hasil


def _nomor_hari(token: Token) -> int:
    return 6 if token.jenis == J.MINGGU else token.n


def _gaya(lama: str, baru: str) -> str:
    """SENIN stays in capitals, senin small."""
    return baru.upper() if lama.isupper() else baru.lower() if lama.islower() else baru


def _ganti(teks: str, ubahan: list[Ubahan]) -> str:
    for awal, akhir, baru in sorted(ubahan, reverse=True):
        teks = teks[:awal] + baru + teks[akhir:]
    return teks


# --- titles and other short texts ------------------------------------------------------------------------------------


def geser_judul(teks: str, tahun: Collection[int], n: int) -> str:
    """The text with the plan's years moved: `Tahun 2023`, `2019 - 2022`, `Rabu, 1 Februari 2023`.

    What cites something outside the plan stays: `Nomor 5 Tahun 2023`, `0100/SK/2023`, a span of years that is not
    the plan's own (`Renstra 2020–2024`).
    """

    def baru(cocok: re.Match[str]) -> str:
        if cocok["tanggal"] and int(cocok["th"] or cocok["ta"]) in tahun:
            return _tanggal_judul(geser_kata(cocok[0], n))
        if cocok["rentang"] and {int(cocok["dari"]), int(cocok["ke"])} <= set(tahun):
            return re.sub(_TAHUN, lambda x: str(int(x[0]) + n), cocok[0])
        if cocok["satu"] and int(cocok[0]) in tahun:
            return str(int(cocok[0]) + n)
        return cocok[0]

    return POLA.sub(baru, teks)


def _tanggal_judul(teks: str) -> str:
    mulai = [j.mulai for j in baca(teks).jadwal if j.mulai]
    return sebut_hari(teks, mulai)


def tahun_disebut(teks: str) -> Iterator[int]:
    """The years that a text names, of a span its last one; citations are not counted."""
    for cocok in POLA.finditer(teks):
        kata = cocok["th"] or cocok["ta"] or cocok["ke"] or cocok["satu"]
        if kata:
            yield int(kata)
