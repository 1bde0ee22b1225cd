"""The grammar of dates: points, ranges and lists of them. Years and months not yet filled in (see isi.py)."""

from dataclasses import dataclass, field, replace

from zi.jadwal.kode import GagalBaca, Kode
from zi.jadwal.lexer import J, Token
from zi.jadwal.titik import BULAN, NOMOR, Butir, Kelompok, T, Titik, tertutup

LEWAT = frozenset({"hari", "tanggal", "pada", "di", "bulan", "selama", "sepanjang", "dari", "antara"})
BUKAN_SESUDAH = frozenset({
    J.ANGKA, J.BILANGAN, J.ROMAWI, J.TAHUN, J.TAHUN_PENDEK, J.URUTAN, J.BULAN, J.BULAN_RUSAK, J.TANGGAL, J.MINGGU,
    J.PERIODE,
})  # fmt: skip


@dataclass
class Pengurai:
    """Recursive descent over the tokens of one piece, always forward; every method moves `i` past what it read."""

    tokens: list[Token]
    i: int = 0
    periode: Titik | None = None
    hari_pekan: list[int] = field(default_factory=list)

    def lihat(self, jarak: int = 0) -> Token | None:
        return self.tokens[self.i + jarak] if 0 <= self.i + jarak < len(self.tokens) else None

    def jenis(self, jarak: int = 0) -> J | None:
        token = self.lihat(jarak)
        return token.jenis if token else None

    def kata(self, jarak: int = 0) -> str:
        token = self.lihat(jarak)
        return token.kata if token and token.jenis == J.KATA else ""

    def ambil(self) -> Token:
        self.i += 1
        return self.tokens[self.i - 1]

    # --- lists and ranges ---------------------------------------------------------------------------------------

    def kelompok(self) -> Kelompok:
        """One list. Raises GagalBaca when the tokens here are no list."""
        self.periode, self.hari_pekan = None, []
        awal = self.tokens[self.i].awal
        self._hari_awalan()
        hari = tuple(self.hari_pekan)
        butir = [self._butir()]
        while (langkah := self._pemisah(butir[-1])) is not None:
            simpan = self.i
            self.i += langkah
            try:
                butir.append(self._butir_lanjut(butir[0], simpan))
            except GagalBaca as gagal:
                if not tertutup(butir) or gagal.kode != Kode.BELUM_TERBACA:
                    raise
                self.i = simpan
                break
        self._periksa_sesudah(butir)
        return Kelompok(tuple(butir), hari, awal=awal)

    def _pemisah(self, terakhir: Butir) -> int | None:
        """How many tokens to skip to the next item: a separator (`, dan`), or none between whole days without year."""
        if self.jenis() == J.PISAH:
            return 2 if self.jenis(1) == J.PISAH else 1
        titik = terakhir.titik[-1]
        if titik.utuh and titik.tahun is None and self.jenis() == J.ANGKA and self.jenis(1) == J.BULAN:
            return 0
        return None

    def _periksa_sesudah(self, butir: list[Butir]) -> None:
        """What follows must not change the meaning of what was read (`Januari 25, 2023`)."""
        if self.jenis() == J.SAMPAI:
            raise GagalBaca(Kode.BATAS_TERBUKA)
        if self.jenis() in BUKAN_SESUDAH and not tertutup(butir):
            raise GagalBaca(Kode.BELUM_TERBACA)

    def _butir_lanjut(self, pertama: Butir, simpan: int) -> Butir:
        butir = self._butir()
        tahun = butir.mulai.jenis == T.TAHUN
        if tahun != (pertama.mulai.jenis == T.TAHUN):
            raise GagalBaca(Kode.BELUM_TERBACA)
        if tahun and self.tokens[simpan].teks == "/":  # `2022/2023`
            raise GagalBaca(Kode.AMBIGU)
        return butir

    def _butir(self) -> Butir:
        mulai = self._titik()
        if self.jenis() != J.SAMPAI:
            return Butir(mulai)
        self.i += 1
        if self.lihat() is None:
            raise GagalBaca(Kode.BATAS_TERBUKA)
        selesai = self._titik()
        if (selesai.jenis == T.TAHUN) != (mulai.jenis == T.TAHUN):
            raise GagalBaca(Kode.BELUM_TERBACA)
        if mulai.butuh_bulan and selesai.jenis != mulai.jenis:  # `26 – Juni 2023`
            raise GagalBaca(Kode.AMBIGU)
        return Butir(mulai, selesai)

    # --- points -------------------------------------------------------------------------------------------------

    def _titik(self) -> Titik:
        self._lewati()
        awal = self.lihat()
        hari_pekan = self._hari_pekan()
        self._lewati()
        token = self.lihat()
        if token is None or awal is None:
            raise GagalBaca(Kode.BELUM_TERBACA)
        titik = self._titik_jenis(token)
        if hari_pekan is not None:
            if titik.jenis != T.HARI:
                raise GagalBaca(Kode.BELUM_TERBACA)
            titik = replace(titik, hari_pekan=hari_pekan, awal=awal.awal)
        return titik

    def _lewati(self) -> None:
        while self.kata() in LEWAT and not (self.kata() in ("selama", "sepanjang") and self.setahun()):
            self.i += 1

    def setahun(self) -> bool:
        return self.kata(1) in ("tahun", "setahun") or self.jenis(1) == J.TAHUN

    def _titik_jenis(self, token: Token) -> Titik:
        match token.jenis:
            case J.ANGKA:
                return self._angka()
            case J.TANGGAL:
                return self._tanggal()
            case J.BULAN | J.BULAN_RUSAK:
                return self._dengan_bulan(Titik(T.BULAN, token.awal, token.akhir))
            case J.BAGIAN:
                self.i += 1
                return self._dengan_bulan(Titik(T.BAGIAN, token.awal, token.akhir, bagian=token.kata))
            case J.MINGGU:
                return self._minggu()
            case J.PERIODE:
                return self._periode()
            case J.ROMAWI | J.URUTAN:
                return self._warisan()
            case J.TAHUN | J.KATA:
                return self._tahun_saja()
        raise GagalBaca(Kode.BELUM_TERBACA)

    def _angka(self) -> Titik:
        token = self.lihat()
        assert token
        pekan = self.periode
        if pekan and self.jenis(1) not in BULAN:
            return self._warisan()
        if pekan and pekan.jenis == T.MINGGU and pekan.bulan is None and token.n <= 5:
            raise GagalBaca(Kode.AMBIGU)
        self.i += 1
        self.periode = None
        return self._dengan_bulan(Titik(T.HARI, token.awal, token.akhir, hari=token.n))

    def _dengan_bulan(self, titik: Titik) -> Titik:
        """The month after a day, a part or a week, then its year."""
        if self.kata() == "bulan" and self.jenis(1) in BULAN:
            self.i += 1
        if self.jenis() not in BULAN:
            return titik
        token = self.ambil()
        if token.jenis == J.BULAN_RUSAK:
            titik = replace(titik, bulan=token.n, rusak=token, akhir=token.akhir)
        else:
            titik = replace(titik, bulan=token.n, akhir=token.akhir, ejaan="" if token.tepat else token.teks)
        return self._dengan_tahun(titik)

    def _dengan_tahun(self, titik: Titik) -> Titik:
        langkah = 1 if self.kata() == "tahun" or (self.jenis() == J.PISAH and self.tokens[self.i].teks in ",/") else 0
        if self.jenis(langkah) in (J.TAHUN, *(() if langkah and not self.kata() else (J.TAHUN_PENDEK,))):
            self.i += langkah
            token = self.ambil()
            return replace(titik, tahun=token.n, akhir=token.akhir, tahun_pendek=token.jenis == J.TAHUN_PENDEK)
        return self._tahun_di_ujung(titik)

    def _tahun_di_ujung(self, titik: Titik) -> Titik:
        """`25 Januari 23` at the very end of a piece."""
        token = self.lihat()
        ujung = self.jenis(1) in (None, J.TUTUP)
        if titik.utuh and token and token.jenis == J.ANGKA and len(token.teks) == 2 and ujung:
            self.i += 1
            return replace(titik, tahun=2000 + token.n, akhir=token.akhir, tahun_pendek=True)
        return titik

    def _tanggal(self) -> Titik:
        token = self.ambil()
        tahun, bulan, hari = token.nilai
        return Titik(T.HARI, token.awal, token.akhir, hari, bulan, tahun, tahun_pendek=not token.tepat)

    def _minggu(self) -> Titik:
        """`minggu kedua Maret`, `Minggu I`; `Minggu 2 Maret` could be the Sunday or the week."""
        token, angka = self.ambil(), self.lihat()
        if angka is None or angka.jenis not in NOMOR:
            raise GagalBaca(Kode.BELUM_TERBACA)
        if angka.jenis == J.ANGKA and (self.jenis(1) in BULAN or (token.tepat and self.kata(1) != "bulan")):
            raise GagalBaca(Kode.AMBIGU)
        self.i += 1
        self.periode = self._dengan_bulan(Titik(T.MINGGU, token.awal, angka.akhir, nilai=angka.n))
        return self.periode

    def _periode(self) -> Titik:
        token = self.ambil()
        if self.jenis() == J.SAMPAI and self.tokens[self.i].teks in "-–—":
            self.i += 1
        angka = self.lihat()
        if angka is None or angka.jenis not in NOMOR:
            raise GagalBaca(Kode.BELUM_TERBACA)
        self.i += 1
        self.periode = self._dengan_tahun(Titik(T.PERIODE, token.awal, angka.akhir, nilai=angka.n, lama=token.n))
        return self.periode

    def _warisan(self) -> Titik:
        """A bare numeral after `Triwulan I,` or `Minggu I dan`."""
        token = self.ambil()
        if self.periode is None:
            raise GagalBaca(Kode.BELUM_TERBACA)
        titik = Titik(self.periode.jenis, token.awal, token.akhir, nilai=token.n, lama=self.periode.lama, warisan=True)
        return self._dengan_bulan(titik) if titik.jenis == T.MINGGU else self._dengan_tahun(titik)

    def _tahun_saja(self) -> Titik:
        """`2023`, `Tahun 2023`, `sepanjang tahun`, `selama 2023`. A bare year only where nothing else is meant."""
        awal = self.tokens[self.i].awal
        sepanjang = self.kata() in ("selama", "sepanjang")
        self.i += sepanjang
        bertahun = self.kata() in ("tahun", "setahun")
        akhir = self.tokens[self.i].akhir if bertahun else awal
        self.i += bertahun
        if self.jenis() == J.TAHUN:
            token = self.ambil()
            return Titik(T.TAHUN, awal, token.akhir, tahun=token.n)
        if sepanjang and bertahun:
            return Titik(T.TAHUN, awal, akhir)
        raise GagalBaca(Kode.BELUM_TERBACA)

    # --- weekdays -----------------------------------------------------------------------------------------------

    def _hari_pekan(self) -> int | None:
        """One weekday just before a date, `Jumat, 13` or `Jumat 13`."""
        token = self.lihat()
        if token is None or not self._adalah_hari(0):
            return None
        langkah = 2 if self.jenis(1) == J.PISAH and self.tokens[self.i + 1].teks in ",/" else 1
        if self.kata(langkah) == "tanggal":
            langkah += 1
        if self.jenis(langkah) not in (J.ANGKA, J.TANGGAL):
            raise GagalBaca(Kode.BELUM_TERBACA)
        self.i += langkah
        return token.n if token.jenis == J.HARI else 6

    def _adalah_hari(self, jarak: int) -> bool:
        if self.jenis(jarak) == J.HARI:
            return True
        angka = self.lihat(jarak + 1)
        return self.jenis(jarak) == J.MINGGU and angka is not None and (
            angka.teks in (",", "/") or self.kata(jarak - 1) == "hari" or (angka.jenis == J.ANGKA and angka.n > 5)
        )  # fmt: skip

    def _hari_awalan(self) -> None:
        """`Senin-Rabu, 2-4 Januari 2023`, `Senin dan Kamis, 2 dan 5 Januari 2023`: weekdays before the whole list."""
        simpan, jumlah = self.i, 0
        self._lewati()
        while self.jenis() in (J.HARI, J.MINGGU):
            token = self.ambil()
            self.hari_pekan.append(token.n if token.jenis == J.HARI else 6)
            jumlah += 1
            if self.jenis() in (J.SAMPAI, J.PISAH):
                self.i += 1
            else:
                break
        if jumlah < 2:
            self.i, self.hari_pekan = simpan, []
