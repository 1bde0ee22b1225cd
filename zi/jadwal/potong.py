"""From tokens to pieces: list marks, line ends and tight dates. Each piece is read on its own."""

from dataclasses import replace
from itertools import pairwise

from zi.jadwal.lexer import J, Token
from zi.jadwal.titik import BULAN

HURUF_TANDA = frozenset("abcdefgh")
SELESAI_TANGGAL = frozenset({J.TAHUN, J.TANGGAL, J.BARIS})
SAMBUNG_KIRI = frozenset({J.SAMPAI, J.PISAH, J.BAGIAN, J.BUKA, J.HARI, J.PERIODE, J.TITIK_DUA})
SAMBUNG_KANAN = frozenset({J.SAMPAI, J.PISAH, J.TAHUN, J.TAHUN_PENDEK, J.BUKA, J.TUTUP})
KATA_KIRI = frozenset({"setiap", "tanggal", "mulai", "secara", "dalam", "pada", "minimal"})
KATA_WAKTU = frozenset({"bulan", "tahun", "minggu"})
SESUDAH_WAKTU = frozenset({J.BULAN, J.BULAN_RUSAK, J.TAHUN, J.URUTAN, J.ROMAWI})
KATA_KANAN = frozenset({"sekali", "berikutnya", "dalam"})


def potongan(tokens: list[Token]) -> list[list[Token]]:
    """The pieces that hard separators (line end, semicolon, bullet, list mark) make of the text."""
    tokens = _rapat(_tanda_angka(_tanda_huruf(tokens)))
    hasil: list[list[Token]] = [[]]
    for i, token in enumerate(tokens):
        if token.jenis != J.BARIS:
            hasil[-1].append(token)
        elif not (token.teks.isspace() and _bersambung(hasil[-1], tokens[i + 1 : i + 2])):
            hasil.append([])
    return [bersih for satu in hasil if (bersih := _bersih(satu))]


def _bersih(tokens: list[Token]) -> list[Token]:
    tokens = [token for token in tokens if token.jenis != J.TITIK]
    while _butir(tokens) or (tokens and tokens[0].jenis in (J.PISAH, J.TITIK_DUA)):
        tokens = tokens[1:]
    while tokens and tokens[-1].jenis == J.PISAH:
        tokens = tokens[:-1]
    return tokens


def _butir(tokens: list[Token]) -> bool:
    """A dash at the beginning of a piece is a bullet, not a range."""
    return bool(tokens) and tokens[0].jenis == J.SAMPAI and not tokens[0].kata[0].isalpha()


def _tanda_huruf(tokens: list[Token]) -> list[Token]:
    """`a. 25 Januari 2023 b) 27 Januari 2023`: a single letter closed by a dot or bracket begins a piece."""
    hasil = list(tokens)
    for i in range(len(tokens) - 1):
        token, kanan = tokens[i], tokens[i + 1]
        if token.kata in HURUF_TANDA and token.jenis == J.KATA and _penutup(token, kanan):
            hasil[i] = replace(token, jenis=J.BARIS)
            hasil[i + 1] = replace(kanan, jenis=J.TITIK)
            if i and tokens[i - 1].jenis == J.BUKA:
                hasil[i - 1] = replace(tokens[i - 1], jenis=J.TITIK)
    return hasil


def _penutup(token: Token, kanan: Token) -> bool:
    return kanan.jenis in (J.TITIK, J.TUTUP) and kanan.awal == token.akhir


def _tanda_angka(tokens: list[Token]) -> list[Token]:
    """`1. 25 Januari 2023 2. 27 Januari 2023`: numbers that count pieces. `17. Maret` stays a day."""
    calon = [i for i in range(len(tokens) - 2) if _calon_tanda(tokens, i)]
    urut = len(calon) > 1 and [tokens[i].n for i in calon] == list(range(1, len(calon) + 1))
    hasil = list(tokens)
    for i in calon:
        bulan_sesudah = tokens[i + 2].jenis in BULAN
        if urut or not bulan_sesudah or tokens[i + 1].jenis == J.TUTUP:
            hasil[i] = replace(tokens[i], jenis=J.BARIS)
            hasil[i + 1] = replace(tokens[i + 1], jenis=J.TITIK)
        elif tokens[i].n == 1:
            hasil[i] = replace(tokens[i], jenis=J.BILANGAN)
    return hasil


def _calon_tanda(tokens: list[Token], i: int) -> bool:
    token, kanan, lanjut = tokens[i : i + 3]
    return (
        token.jenis == J.ANGKA
        and _penutup(token, kanan)
        and (lanjut.awal > kanan.akhir or kanan.jenis == J.TUTUP)
        and (i == 0 or tokens[i - 1].jenis in SELESAI_TANGGAL)
    )


def _rapat(tokens: list[Token]) -> list[Token]:
    """`25-Jan-2023`, `25/Jan/23` and `Jan-2023` without spaces are dates, not ranges."""
    hasil: list[Token] = []
    i = 0
    while i < len(tokens):
        if _tanggal_rapat(tokens[i : i + 6]):
            hasil += [tokens[i], tokens[i + 2], _tahun_rapat(tokens[i + 4])]
            i += 5
        elif _dua_rapat(tokens[i : i + 3], hasil):
            hasil += [tokens[i], tokens[i + 2]]
            i += 3
        else:
            hasil.append(tokens[i])
            i += 1
    return hasil


def _tanggal_rapat(enam: list[Token]) -> bool:
    if [token.jenis for token in enam[:4:2]] != [J.ANGKA, J.BULAN] or len(enam) < 5:
        return False
    ekor = enam[4]
    tahun = ekor.jenis == J.TAHUN or (ekor.jenis == J.ANGKA and len(ekor.teks) == 2 and not _diikuti_bulan(enam))
    return tahun and enam[1].teks == enam[3].teks and enam[1].teks in "-/." and _lekat(enam[:5])


def _diikuti_bulan(enam: list[Token]) -> bool:
    return len(enam) == 6 and enam[5].jenis in BULAN


def _dua_rapat(tiga: list[Token], hasil: list[Token]) -> bool:
    """`26-Juni` is a day, `Jan-2023` a month."""
    ujung = [token.jenis for token in tiga[::2]]
    if len(tiga) < 3 or not _lekat(tiga):
        return False
    if ujung == [J.ANGKA, J.BULAN]:
        return tiga[1].teks == "-"
    return ujung == [J.BULAN, J.TAHUN] and tiga[1].teks in "-/" and not (hasil and hasil[-1].jenis == J.SAMPAI)


def _lekat(tokens: list[Token]) -> bool:
    return all(kiri.akhir == kanan.awal for kiri, kanan in pairwise(tokens))


def _tahun_rapat(token: Token) -> Token:
    return token if token.jenis == J.TAHUN else replace(token, jenis=J.TAHUN_PENDEK, nilai=(2000 + token.n,))


def _bersambung(kiri: list[Token], kanan: list[Token]) -> bool:
    """A line end inside one expression: `10 ⏎ Januari 2023`, `25 Januari 2023 – ⏎ 27 Januari 2023`."""
    if not kiri or not kanan or kanan[0].jenis == J.BARIS or (_butir(kiri) and _butir(kanan)):
        return False
    a, b = kiri[-1], kanan[0]
    if a.jenis in SAMBUNG_KIRI or a.kata in KATA_KIRI or b.kata in KATA_KANAN:
        return True
    if a.kata in KATA_WAKTU:
        return b.jenis in SESUDAH_WAKTU or b.jenis == J.BUKA
    if a.jenis == J.ANGKA:
        return b.jenis in (J.BULAN, J.BULAN_RUSAK, J.SAMPAI, J.PISAH)
    if b.jenis == J.TAHUN:
        return a.jenis in (J.BULAN, J.BULAN_RUSAK, J.ROMAWI, J.URUTAN)
    return b.jenis in SAMBUNG_KANAN
