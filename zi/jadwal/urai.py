"""One piece of text into lists of dates, the words around them, and the place where reading stopped."""

from dataclasses import dataclass, replace
from itertools import takewhile

from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.lexer import J, Token
from zi.jadwal.pola import LEWAT, Pengurai
from zi.jadwal.titik import BULAN, NOMOR, PINGGIR, Kelompok, T, tertutup

# Words that make a date relative, conditional or void: the piece is not read at all.
PENGGANJAL = frozenset({
    "atau", "setelah", "sesudah", "sebelum", "pasca", "jika", "bila", "apabila", "kecuali", "selain", "bukan", "tidak",
    "batal", "ditunda", "ditiadakan", "±", "~", "<", ">", "≤", "≥", "≈",
})  # fmt: skip
# Words that weaken a date: it is read, and the words are named in a warning.
RAGU = frozenset(
    {"tbd", "tba", "tentatif", "kondisional", "menyesuaikan", "sekitar", "kira", "perkiraan", "estimasi", "rencana"}
)
MULAI = frozenset({"mulai", "sejak", "terhitung", "dimulai"})
KATA_KOSONG = LEWAT | MULAI | {"dalam", "tahun", "untuk", "jadwal", "waktu", "pelaksanaan", "masa", "kurun", "anggaran"}
AWAL_BUTIR = frozenset({J.ANGKA, J.TANGGAL, J.BULAN, J.BULAN_RUSAK, J.TAHUN})
BISA_KATA = frozenset(
    {J.KATA, J.TITIK_DUA, J.PISAH, J.BUKA, J.TUTUP, J.ROMAWI, J.URUTAN, J.BAGIAN, J.PERIODE, J.MINGGU, J.HARI}
)
ZONA = frozenset({"wib", "wita", "wit", "selesai"})


@dataclass(frozen=True)
class Uraian:
    """`gagal` and `gagal_awal`: why and from which position the rest of the piece could not be read."""

    kelompok: tuple[Kelompok, ...] = ()
    sisa: tuple[Token, ...] = ()
    gagal: GagalBaca | None = None
    gagal_awal: int = 0


def urai(tokens: list[Token], *, tahun_bebas: bool = False) -> Uraian:
    """All lists of the piece. With `tahun_bebas` a bare year may stand beside other words."""
    if any(token.kata in PENGGANJAL for token in tokens if token.jenis == J.KATA):
        return Uraian(gagal=GagalBaca(Kode.BELUM_TERBACA), gagal_awal=tokens[0].awal)
    pengurai, hasil, kata = Pengurai(tokens), list[Kelompok](), list[Token]()
    while token := pengurai.lihat():
        mulai = kata[0].awal if kata else token.awal
        try:
            if _waktu(pengurai, bool(hasil)) or _hari_dalam_kurung(pengurai, hasil):
                continue
            if _awal_butir(pengurai):
                hasil.append(_kelompok(pengurai, hasil, kata, tahun_bebas))
                kata = []
            else:
                kata.append(_satu_kata(pengurai, kata))
        except GagalBaca as gagal:
            return _terhenti(hasil, gagal, mulai)
    return Uraian(tuple(hasil), tuple(kata))


def _terhenti(hasil: list[Kelompok], gagal: GagalBaca, mulai: int) -> Uraian:
    """Keep only the lists before the fault that have their own year: the rest may have meant something else."""
    utuh = list(takewhile(lambda kelompok: tertutup(kelompok.butir), hasil))
    return Uraian(tuple(utuh), (), gagal, hasil[len(utuh)].posisi[0] if len(utuh) < len(hasil) else mulai)


def _kelompok(pengurai: Pengurai, hasil: list[Kelompok], kata: list[Token], tahun_bebas: bool) -> Kelompok:
    kelompok = pengurai.kelompok()
    bertahun = kelompok.butir[0].mulai.jenis == T.TAHUN
    if bertahun and not tahun_bebas and (hasil or _berisi(kata)):
        raise GagalBaca(Kode.BELUM_TERBACA)
    if any(token.kata in MULAI for token in kata) and not tahun_bebas and kelompok.butir[0].selesai is None:
        raise GagalBaca(Kode.BATAS_TERBUKA)
    kiri, kanan = _belah(kata) if hasil else ([], kata)
    if kiri:
        hasil[-1] = replace(hasil[-1], akhiran=tuple(kiri))
    return replace(kelompok, awalan=tuple(kanan))


def _belah(kata: list[Token]) -> tuple[list[Token], list[Token]]:
    """Words between two dates belong to the first up to the last separator, then to the second."""
    batas = max((i for i, token in enumerate(kata) if token.jenis in (J.PISAH, J.TUTUP)), default=-1)
    return [token for token in kata[: batas + 1] if token.jenis != J.PISAH], kata[batas + 1 :]


def _berisi(kata: list[Token]) -> bool:
    return any(token.jenis not in PINGGIR and token.kata not in KATA_KOSONG for token in kata)


def _awal_butir(pengurai: Pengurai) -> bool:
    """Whether a date can begin here; words such as `akhir` or `semester` begin one only before the right neighbour."""
    jenis, kanan, kata = pengurai.jenis(), pengurai.jenis(1), pengurai.kata(1)
    if jenis in AWAL_BUTIR:
        return True
    if jenis == J.HARI:
        return True
    if jenis == J.MINGGU:
        return kanan in (*NOMOR, J.PISAH, J.SAMPAI)
    if jenis == J.PERIODE:
        return kanan in NOMOR or (kanan == J.SAMPAI and pengurai.jenis(2) in NOMOR)
    if jenis == J.BAGIAN:
        return _awal_bagian(kanan, kata, pengurai)
    return (pengurai.kata() == "tahun" and kanan == J.TAHUN) or _sepanjang(pengurai)


def _awal_bagian(kanan: J | None, kata: str, pengurai: Pengurai) -> bool:
    if kanan in (J.TAHUN, J.PERIODE, J.MINGGU) or kata in ("tahun", "pekan"):
        raise GagalBaca(Kode.BELUM_TERBACA)
    return kanan in (*BULAN, J.SAMPAI, J.PISAH) or (kata == "bulan" and pengurai.jenis(2) in BULAN)


def _sepanjang(pengurai: Pengurai) -> bool:
    return pengurai.kata() in ("selama", "sepanjang") and pengurai.setahun()


def _satu_kata(pengurai: Pengurai, kata: list[Token]) -> Token:
    token = pengurai.lihat()
    assert token
    if token.jenis == J.SAMPAI:
        if not _garis_pemisah(pengurai, kata):
            raise GagalBaca(Kode.BELUM_TERBACA if kata else Kode.BATAS_TERBUKA)
    elif token.jenis not in BISA_KATA:
        raise GagalBaca(Kode.BELUM_TERBACA)
    return pengurai.ambil()


def _garis_pemisah(pengurai: Pengurai, kata: list[Token]) -> bool:
    """`Apel Kesadaran - 17 Maret 2023`: a dash after words with spaces around it (`H-3` has none), or inside words."""
    token, kanan = pengurai.lihat(), pengurai.lihat(1)
    if not (token and kanan and kata and kata[-1].jenis == J.KATA and not token.kata[0].isalpha()):
        return False
    lekat = kata[-1].akhir == token.awal and kanan.awal == token.akhir
    renggang = kata[-1].akhir < token.awal and kanan.awal > token.akhir
    return (lekat and kanan.jenis == J.KATA) or (renggang and len(kata[-1].kata) > 2)


def _hari_dalam_kurung(pengurai: Pengurai, hasil: list[Kelompok]) -> bool:
    """`25 Januari 2023 (Rabu)`: the weekday after the date."""
    if not hasil or pengurai.jenis() not in (J.HARI, J.MINGGU) or pengurai.jenis(1) not in (None, J.TUTUP):
        return False
    token = pengurai.ambil()
    hasil[-1] = replace(hasil[-1], hari_pekan=(token.n if token.jenis == J.HARI else 6,))
    return True


def _waktu(pengurai: Pengurai, sesudah: bool) -> bool:
    """Skip the time of day: `pukul 09.00 WIB s.d. selesai`."""
    bertanda = pengurai.kata() in ("pukul", "jam")
    if not (bertanda and pengurai.jenis(1) in (J.JAM, J.ANGKA)) and not (sesudah and pengurai.jenis() == J.JAM):
        return False
    pengurai.i += 1 + bertanda
    while (sampai := pengurai.jenis() == J.SAMPAI) or pengurai.kata() in ZONA:
        if sampai and pengurai.jenis(1) != J.JAM and pengurai.kata(1) not in ZONA:
            break
        pengurai.i += 1 + sampai
    return True
