"""Read Indonesian schedule text into normal form. Pure: text and years in, schedules and warnings out.

What cannot be read, or contradicts itself, gives a warning with a documented code (docs/jadwal.md) and never a date.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from zi.jadwal.berulang import Pengulangan, Sisa, tarik_ulang
from zi.jadwal.hasil import Aturan, Bacaan, JadwalTerbaca, Konteks
from zi.jadwal.isi import isi
from zi.jadwal.kode import GagalBaca, Kode, Peringatan, peringatan
from zi.jadwal.lexer import J, Token, pecah
from zi.jadwal.potong import potongan
from zi.jadwal.sisa import (
    batas_terbuka,
    belah_ulang,
    kali_disebut,
    kata_di,
    kata_ragu,
    sebenarnya_tanggal,
    tahunan_bulan,
    tanpa_setiap,
)
from zi.jadwal.susun import Ungkapan, hari_tidak_cocok, susun
from zi.jadwal.susun_ulang import susun_berulang
from zi.jadwal.titik import Butir, Kelompok, T
from zi.jadwal.urai import KATA_KOSONG, PENGGANJAL, RAGU, Uraian, urai
from zi.jadwal.usulan import kode_tahun, tulis_luar, tulis_rencana, usulkan

__all__ = ["Aturan", "Bacaan", "JadwalTerbaca", "Kode", "Peringatan", "baca"]

KOSONG = re.compile(r"[\s\-–—‒―−_.…]*")
BAWAAN = Aturan()
SUROGAT = re.compile("[\ud800-\udfff]")
ANGKA_LAIN = re.compile("(?![0-9])\\d")
Letak = tuple[int, int]


def baca(
    teks: str,
    *,
    tahun: int | None = None,
    tahun_mulai: int | None = None,
    tahun_selesai: int | None = None,
    aturan: Aturan = BAWAAN,
) -> Bacaan:
    """Read one cell. `tahun` is the year the text stands under; `tahun_mulai`–`tahun_selesai` are those of the plan.

    The year of a plan of one year is implied. In a plan of several years a text without year needs `tahun`.
    """
    konteks = Konteks.dari(tahun, tahun_mulai, tahun_selesai, aturan)
    if KOSONG.fullmatch(teks):
        return Bacaan()
    if len(teks) > aturan.maks_huruf:
        return Bacaan(peringatan=(peringatan(Kode.TEKS_TERLALU_PANJANG, "", (0, len(teks)), maks=aturan.maks_huruf),))
    pembaca = Pembaca(SUROGAT.sub("\ufffd", teks), konteks)
    latin = ANGKA_LAIN.sub(lambda cocok: str(unicodedata.decimal(cocok[0])), pembaca.teks)
    potong = potongan(pecah(latin, aturan.inggris))
    if not potong:
        pembaca.tolak(GagalBaca(Kode.BELUM_TERBACA), (0, len(teks)))
    for satu in potong:
        pembaca.potongan(satu)
    return Bacaan(tuple(pembaca.jadwal), tuple(dict.fromkeys(pembaca.peringatan)))


@dataclass
class Pembaca:
    """Collects the answer for one text; lives for one call of `baca`."""

    teks: str
    konteks: Konteks
    jadwal: list[JadwalTerbaca] = field(default_factory=list)
    peringatan: list[Peringatan] = field(default_factory=list)

    def ingatkan(self, kode: Kode, posisi: Letak, **fakta: object) -> None:
        self.peringatan.append(peringatan(kode, self.kutipan(posisi), posisi, **fakta))

    def tolak(self, gagal: GagalBaca, posisi: Letak) -> None:
        self.ingatkan(gagal.kode, posisi, **gagal.isi)

    # --- pieces -------------------------------------------------------------------------------------------------

    def potongan(self, tokens: list[Token]) -> None:
        """One piece: a repetition when there is one, else dates. Several repetitions are split at separators."""
        posisi = (tokens[0].awal, tokens[-1].akhir)
        try:
            hasil = tarik_ulang(tokens)
            if hasil is None or not self._berulang(*hasil, posisi):
                self._tanggal(tanpa_setiap(tokens))
        except GagalBaca as gagal:
            if gagal.kode == Kode.AMBIGU and (bagian := belah_ulang(tokens)):
                for satu in bagian:
                    self.potongan(satu)
            else:
                self.tolak(gagal, posisi)

    def _tanggal(self, tokens: list[Token]) -> None:
        hasil = urai(tokens)
        akhir = tokens[-1].akhir
        for kelompok in hasil.kelompok:
            try:
                self._kelompok(kelompok)
            except GagalBaca as gagal:  # an item without month: what follows may belong to it
                self.tolak(gagal, (kelompok.posisi[0], akhir))
                return
        if hasil.gagal:
            self.tolak(hasil.gagal, (hasil.gagal_awal, akhir))
        elif not hasil.kelompok:
            raise GagalBaca(Kode.BELUM_TERBACA)
        self._ekor(hasil.sisa)

    def _kelompok(self, kelompok: Kelompok) -> None:
        catatan = self.catatan(kelompok.awalan)
        terisi = isi(kelompok, self.konteks)
        if len(terisi) > 1 and all(isinstance(butir, Butir) and _bulan_tunggal(butir) for butir in terisi):
            self._daftar_bulan(kelompok, [butir for butir in terisi if isinstance(butir, Butir)], catatan)
        else:
            for nomor, hasil in enumerate(terisi):
                posisi = self._posisi(kelompok, nomor)
                if isinstance(hasil, GagalBaca):
                    self.tolak(hasil, posisi)
                else:
                    self._ungkapan(Ungkapan((hasil,)), posisi, catatan)
        self._ekor(kelompok.akhiran)
        self._ragu(kelompok.awalan)

    def _daftar_bulan(self, kelompok: Kelompok, daftar: list[Butir], catatan: str | None) -> None:
        for butir in daftar:
            if butir.mulai.rusak:
                self._ungkapan(Ungkapan((butir,)), butir.posisi, catatan)
        utuh = tuple(butir for butir in daftar if not butir.mulai.rusak)
        if utuh:
            self._ungkapan(Ungkapan(utuh, daftar_bulan=True), kelompok.posisi, catatan)

    def _posisi(self, kelompok: Kelompok, nomor: int) -> Letak:
        """An item that borrows its month or year is quoted with the list it belongs to."""
        asli = kelompok.butir[nomor]
        bertahun = any(t.tahun for t in kelompok.titik)
        if asli.mulai.warisan or asli.titik[-1].butuh_bulan or (bertahun and asli.titik[-1].tahun is None):
            return kelompok.posisi
        return (kelompok.posisi[0], asli.posisi[1]) if nomor == 0 else asli.posisi

    # --- repetitions --------------------------------------------------------------------------------------------

    def _berulang(self, ulang: Pengulangan, sisa: Sisa, posisi: Letak) -> bool:
        """False when the piece names dates after all (`setiap bulan April dan Juli`, `laporan bulanan 3 Maret`)."""
        if kata_di(sisa, PENGGANJAL):
            raise GagalBaca(Kode.BELUM_TERBACA)
        tokens, buka = batas_terbuka(sisa)
        hasil = urai(tokens, tahun_bebas=True) if tokens else Uraian()
        if hasil.gagal:
            raise GagalBaca(Kode.BELUM_TERBACA)
        butir = [butir for kelompok in hasil.kelompok for butir in kelompok.butir]
        if hasil_tahunan := tahunan_bulan(ulang, butir):
            ulang, butir = hasil_tahunan, []
        if butir and kali_disebut(ulang, len(butir)):
            self._tanggal(tokens)
            return True
        if sebenarnya_tanggal(ulang, butir, buka):
            return False
        if kata_ragu(tokens):
            raise GagalBaca(Kode.AMBIGU)
        if not (ulang.ada or ulang.berkala) or len(butir) > 1:
            raise GagalBaca(Kode.BELUM_TERBACA)
        terisi = isi(hasil.kelompok[0], self.konteks)[0] if butir else None
        if isinstance(terisi, GagalBaca):
            raise terisi
        awalan = [token for kelompok in hasil.kelompok for token in kelompok.awalan]
        ungkapan = Ungkapan((terisi,) if terisi else (), ulang=ulang, buka=buka)
        self._ungkapan(ungkapan, posisi, self.catatan((*awalan, *hasil.sisa)))
        self._ragu((*awalan, *hasil.sisa))
        return True

    # --- one schedule -------------------------------------------------------------------------------------------

    def _susun(self, ungkapan: Ungkapan) -> JadwalTerbaca:
        return self._susun_ringan(ungkapan)[0]

    def _susun_ringan(self, ungkapan: Ungkapan) -> tuple[JadwalTerbaca, list[tuple[Kode, dict[str, object]]]]:
        if not ungkapan.ulang:
            return susun(ungkapan, self.konteks.aturan), []
        butir = ungkapan.butir[0] if ungkapan.butir else None
        jadwal, ringan = susun_berulang(ungkapan.ulang, butir, ungkapan.buka, self.konteks)
        return replace(jadwal, ejaan=ungkapan.ejaan), ringan

    def _ungkapan(self, ungkapan: Ungkapan, posisi: Letak, catatan: str | None) -> None:
        try:
            jadwal, ringan = self._susun_ringan(ungkapan)
        except GagalBaca as gagal:
            self.tolak(gagal, posisi)
            return
        jadwal = replace(jadwal, teks=self.kutipan(posisi), posisi=posisi, catatan=catatan)
        if kode := kode_tahun(ungkapan.tahun, self.konteks):
            jadwal = usulkan(ungkapan, jadwal, self.konteks, self._susun)
            luar = tulis_luar(ungkapan.tahun, self.konteks)
            self.ingatkan(kode, posisi, tahun=luar, rencana=tulis_rencana(self.konteks))
        self.jadwal.append(jadwal)
        for kode_ringan, fakta in ringan:
            self.ingatkan(kode_ringan, posisi, **fakta)
        self._periksa_titik(ungkapan, posisi)

    def _periksa_titik(self, ungkapan: Ungkapan, posisi: Letak) -> None:
        for fakta in hari_tidak_cocok(ungkapan):
            self.ingatkan(Kode.HARI_TIDAK_COCOK, posisi, **fakta)
        for titik in ungkapan.titik:
            if titik.tahun_pendek:
                self.ingatkan(Kode.TAHUN_DUA_ANGKA, posisi, tahun=titik.tahun)

    # --- words --------------------------------------------------------------------------------------------------

    def _ekor(self, tokens: tuple[Token, ...]) -> None:
        """Words after a date are kept as a note, and said to be unread."""
        if kata := self.kata(tokens):
            self.ingatkan(Kode.SEBAGIAN_TERBACA, (tokens[0].awal, tokens[-1].akhir), sisa=kata)

    def _ragu(self, tokens: tuple[Token, ...]) -> None:
        if any(token.kata in RAGU for token in tokens):
            self._ekor(tokens)

    def kutipan(self, posisi: Letak) -> str:
        """The text at this place, with the bracket that closes it."""
        awal, akhir = posisi
        potong = self.teks[awal:akhir]
        if self.teks[akhir : akhir + 1] == ")" and potong.count("(") > potong.count(")"):
            potong += ")"
        return potong.strip()

    def catatan(self, tokens: tuple[Token, ...]) -> str | None:
        kata = self.kata(tokens)
        return kata if kata and any(huruf.isalnum() for huruf in kata) else None

    def kata(self, tokens: tuple[Token, ...]) -> str | None:
        """The words as written, without separators and small words at the ends."""
        isi_kata = [token for token in tokens if token.akhir > token.awal]
        while isi_kata and _hampa(isi_kata[-1]):
            isi_kata.pop()
        while isi_kata and _hampa(isi_kata[0]):
            isi_kata.pop(0)
        hasil = ""
        for kiri, token in zip([None, *isi_kata], isi_kata, strict=False):
            antara = self.teks[kiri.akhir : token.awal] if kiri else ""
            hasil += (antara if len(antara) < 3 else " ") + token.teks
        return " ".join(hasil.split()) or None


def _hampa(token: Token) -> bool:
    return token.jenis in (J.PISAH, J.TITIK_DUA, J.BUKA, J.TUTUP, J.SAMPAI) or token.kata in KATA_KOSONG


def _bulan_tunggal(butir: Butir) -> bool:
    return butir.selesai is None and butir.mulai.jenis == T.BULAN
