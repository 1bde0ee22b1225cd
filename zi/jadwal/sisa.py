"""What is left of a piece beside its repetition: the period, an open bound, or dates after all."""

from dataclasses import replace
from itertools import pairwise

from zi.jadwal.berulang import Pengulangan, Posisi, Sisa
from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.lexer import J, Token
from zi.jadwal.titik import BULAN, Butir, T
from zi.jadwal.urai import MULAI


def tanpa_setiap(tokens: list[Token]) -> list[Token]:
    """Drop `setiap` when the date itself follows (`setiap bulan April`, `setiap 17 Agustus`); else it means more."""
    di = [i for i, token in enumerate(tokens) if token.kata == "setiap"]
    if not di:
        return tokens
    kanan = tokens[di[0] + 1 : di[0] + 3]
    if len(di) > 1 or not kanan or (kanan[0].kata == "bulan" and kanan[-1].jenis not in BULAN):
        raise GagalBaca(Kode.AMBIGU)
    if kanan[0].kata not in ("bulan", "tanggal", "hari") and kanan[0].jenis not in (*BULAN, J.ANGKA, J.HARI, J.BAGIAN):
        raise GagalBaca(Kode.AMBIGU)
    return tokens[: di[0]] + tokens[di[0] + 1 :]


def kata_ragu(tokens: list[Token]) -> bool:
    """Words left beside a repetition that still speak of time: `minggu pertama [dan ketiga] setiap bulan`."""
    rangkai = [J.BUKA, *(token.jenis for token in tokens)]
    return any(
        jenis in (J.URUTAN, J.HARI, J.MINGGU) or (jenis == J.ROMAWI and kiri in (J.PISAH, J.SAMPAI))
        for kiri, jenis in pairwise(rangkai)
    )


def kata_di(sisa: Sisa, kata: frozenset[str]) -> bool:
    return any(token is not None and token.jenis == J.KATA and token.kata in kata for token in sisa.isi)


def batas_terbuka(sisa: Sisa) -> tuple[list[Token], str]:
    """Tokens with a neutral bracket where something was taken out, and which bound of the period is left open."""
    tokens: list[Token] = []
    for asli in sisa.isi:
        akhir = tokens[-1].akhir if tokens else 0
        tokens.append(asli or Token(J.TUTUP, "", akhir, akhir))
    pinggir = (J.TUTUP, J.BUKA, J.PISAH)
    hasil: list[Token] = []
    buka = ""
    for i, token in enumerate(tokens):
        kiri = tokens[i - 1].jenis if i else J.TUTUP
        kanan = tokens[i + 1].jenis if i + 1 < len(tokens) else J.TUTUP
        if token.jenis != J.SAMPAI or (kiri not in pinggir and kanan not in pinggir):
            hasil.append(token)
        elif token.kata[0].isalpha():
            buka = "awal"
    if kata_di(sisa, MULAI):
        buka = "akhir"
    return hasil, buka


def tahunan_bulan(ulang: Pengulangan, butir: list[Butir]) -> Pengulangan | None:
    """`setiap tahun pada bulan April`, `17 Agustus setiap tahun`: the month, or the day, of a yearly repetition."""
    if ulang.lama != 12 or not ulang.kuat or ulang.posisi or ulang.kali > 1 or len(butir) != 1 or butir[0].selesai:
        return None
    titik = butir[0].mulai
    if titik.jenis not in (T.BULAN, T.HARI) or titik.tahun is not None or titik.bulan is None or titik.rusak:
        return None
    if titik.jenis == T.HARI and not 1 <= (titik.hari or 0) <= 31:
        return None
    return replace(ulang, posisi=Posisi(bulan=titik.bulan, hari=(titik.hari,) if titik.hari else ()))


def kali_disebut(ulang: Pengulangan, banyak: int) -> bool:
    """`2 kali setahun (Juni dan Desember 2024)`, `setiap semester (Juni, Desember)`: all dates are named."""
    if ulang.posisi or ulang.geser or ulang.hari_pekan:
        return False
    return banyak > 1 and (banyak == ulang.kali if ulang.kali > 1 else banyak * ulang.lama == 12)


def sebenarnya_tanggal(ulang: Pengulangan, butir: list[Butir], buka: str) -> bool:
    """Whether the repetition is only a word beside dates: one day, one month or a list, without open bound."""
    if not butir or ulang.kali > 1:
        return False
    if len(butir) > 1:
        return True
    tunggal = butir[0].selesai is None and butir[0].mulai.jenis not in (T.TAHUN, T.PERIODE)
    if buka or not tunggal:
        return not ulang.kuat and ulang.berkala and not ulang.ada
    return not (ulang.hari_pekan or ulang.satuan in ("hari", "hari kerja")) or butir[0].mulai.jenis == T.HARI


def belah_ulang(tokens: list[Token]) -> list[list[Token]]:
    """`setiap bulan dan setiap triwulan`: the parts around the separators, when each begins its own repetition."""
    for i, token in enumerate(tokens):
        kanan = [lain for lain in tokens[i + 1 :] if lain.jenis != J.PISAH]
        if token.jenis == J.PISAH and i and kanan and kanan[0].kata in ("setiap", "per"):
            return [tokens[:i], kanan]
    return []
