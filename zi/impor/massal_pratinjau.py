"""What a draft of evidence would do, line by line, as things stand now; the job asks the same and then does it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q

from zi.bukti.models import PemenuhanBukti, VersiBerkas
from zi.bukti.pakai.services_tautan import periksa_tautan
from zi.bukti.policies import boleh_tambah_tanya, boleh_unggah
from zi.common.galat import GalatDomain
from zi.common.verdict import Verdict
from zi.impor.massal_arsip import Anggota, Pencari
from zi.impor.massal_lembar import ISIAN, Lajur
from zi.impor.massal_tempat import Denah, Tempat
from zi.impor.models import DrafBukti
from zi.jadwal.baca import baca
from zi.jadwal.enums import JenisJadwal

POTONG = 500
ALAMAT = re.compile(r"(https?://|www\.)", re.IGNORECASE)
SERI = re.compile(r"(\d{5})([.,]0+)?")
AWAL_SERI = date(1899, 12, 30)
S = PemenuhanBukti.Status
PUNYA_KEMBALI = "Sama isinya dengan yang dikembalikan. Ganti dengan yang sudah diperbaiki."
MENURUT_TANGGAL = "Untuk kejadian pada tanggal dokumennya."
MENURUT_URUTAN = "Untuk kejadian terlama yang belum berbukti."
SUDAH_TERCATAT = "Sudah tercatat untuk bukti ini; tidak ada yang berubah."


@dataclass(frozen=True)
class BarisBukti:
    """One line with its outcome: `status` is baru, tautan, sama, ragu, gagal or kosong; `kalimat` says it in words.

    `keterangan`: the fields of the Berkas that the line gives.
    """

    lajur: Lajur
    status: str
    kalimat: str
    tempat: Tempat = field(default_factory=Tempat)
    anggota: Anggota | None = None
    keterangan: dict[str, Any] = field(default_factory=dict)

    @property
    def nomor(self) -> str:
        return self.lajur["baris"]

    @property
    def dikerjakan(self) -> bool:
        return self.status in ("baru", "tautan", "sama")


@dataclass(frozen=True)
class PratinjauBukti:
    """All lines, and the files of the ZIP that no line names."""

    baris: tuple[BarisBukti, ...]
    sisa: tuple[str, ...]

    @cached_property
    def hitung(self) -> dict[str, int]:
        kata = ("baru", "sama", "tautan", "ragu", "gagal", "kosong")
        return {k: sum(b.status == k for b in self.baris) for k in kata}

    @property
    def jumlah(self) -> int:
        """How many lines would be done."""
        return sum(b.dikerjakan for b in self.baris)

    def menurut(self, *status: str) -> list[BarisBukti]:
        return [b for s in status for b in self.baris if b.status == s]


def pratinjau_bukti(draf: DrafBukti, pilihan: Mapping[str, str] | None = None) -> PratinjauBukti:
    """What the draft does for its owner; `pilihan`: line → key of the proposal that he chose."""
    return _Penilai(draf, draf.isi.get("pilihan", {}) if pilihan is None else pilihan).semua()


class _Penilai:
    def __init__(self, draf: DrafBukti, pilihan: Mapping[str, str]) -> None:
        self.draf, self.user, self.pilihan = draf, draf.pengguna, pilihan
        self.denah = Denah(self.user, draf.satker, draf.tahun, draf.rencana)
        self.anggota = [Anggota(**x) for x in draf.isi["anggota"]]
        self.pencari = Pencari(self.anggota)
        self.versi = self._versi({x.sha256 for x in self.anggota})
        self.tercatat = self._tercatat()
        self.dibaca: set[str] = set()
        self.dipakai: set[str] = set()
        self.boleh = ingat(lambda s: boleh_unggah(self.user, s))
        self.boleh_tanya = ingat(lambda p: boleh_tambah_tanya(self.user, draf.satker, p))

    def _versi(self, sidik: set[str]) -> dict[str, VersiBerkas]:
        """Content that the unit has already, by hash of what came in or of what is stored."""
        urut, hasil = sorted(sidik), dict[str, VersiBerkas]()
        for awal in range(0, len(urut), POTONG):
            potong = urut[awal : awal + POTONG]
            sama = Q(sha256_terima__in=potong) | Q(sha256__in=potong)
            for v in VersiBerkas.objects.filter(sama, satker=self.draf.satker).select_related("berkas"):
                hasil |= {v.sha256: v, v.sha256_terima: v}
        return hasil

    def _tercatat(self) -> dict[tuple[int, int], str]:
        """(requirement, file) → status, of the files that the unit has already."""
        berkas = {v.berkas_id for v in self.versi.values()}
        semua = PemenuhanBukti.objects.filter(berkas__in=berkas, berkas__dihapus_pada=None)
        return {(p.syarat_id, p.berkas_id): p.status for p in semua}

    def semua(self) -> PratinjauBukti:
        baris = tuple(self._baris(x) for x in self.draf.isi["lajur"])
        return PratinjauBukti(baris, tuple(x.jalur for x in self.anggota if x.sha256 not in self.dipakai))

    def _baris(self, lajur: Lajur) -> BarisBukti:
        if not lajur["berkas"]:
            lupa = any(lajur[x] for x in ISIAN)
            return BarisBukti(lajur, "gagal" if lupa else "kosong", "Nama berkas atau tautannya belum ditulis.")
        try:
            return self._isi(lajur)
        except GalatDomain as galat:
            return BarisBukti(lajur, "gagal", str(galat))

    def _isi(self, lajur: Lajur) -> BarisBukti:
        anggota = None if ALAMAT.match(lajur["berkas"]) else self._berkas(lajur["berkas"])
        tempat = self.denah.cari(lajur)
        if tempat.usul:
            tempat = self.denah.tetapkan(tempat, self.pilihan.get(lajur["baris"], ""))
        if tempat.galat:
            raise GalatDomain(tempat.galat)
        keterangan = self._keterangan(lajur)
        if tempat.usul:
            boleh = tuple(s for s in tempat.usul if self.boleh(s))
            if not boleh:
                self.boleh(tempat.usul[0]).wajib()
            return BarisBukti(lajur, "ragu", "Pilih dulu buktinya.", Tempat(usul=boleh, pilihan=tempat.pilihan))
        (self.boleh(tempat.syarat) if tempat.syarat else self.boleh_tanya(tempat.pertanyaan)).wajib()
        if anggota is None:
            periksa_tautan(alamat(lajur["berkas"]))
            kalimat = "Tautan dicatat; pemeriksa mungkin tidak dapat membukanya."
            return BarisBukti(lajur, "tautan", kalimat, tempat, None, keterangan)
        status, kalimat = self._nasib(anggota, tempat)
        if status == "baru" and tempat.syarat and tempat.syarat.per_kejadian:
            kalimat = f"{kalimat} {MENURUT_TANGGAL if keterangan.get('tanggal') else MENURUT_URUTAN}"
        return BarisBukti(lajur, status, kalimat, tempat, anggota, keterangan)

    def _berkas(self, tertulis: str) -> Anggota:
        anggota = self.pencari.cari(tertulis)
        self.dipakai.add(anggota.sha256)
        if not anggota.ukuran:
            raise GalatDomain(f"“{anggota.jalur}” kosong (0 bita).")
        if anggota.ukuran > settings.BATAS_UNGGAH_MB * 1024 * 1024:
            raise GalatDomain(f"“{anggota.jalur}” lebih besar dari {settings.BATAS_UNGGAH_MB} MB.")
        return anggota

    def _nasib(self, anggota: Anggota, tempat: Tempat) -> tuple[str, str]:
        """New, or content that is there already: in the unit, or earlier in this very list."""
        if versi := self.versi.get(anggota.sha256):
            status = self.tercatat.get((tempat.syarat.pk, versi.berkas_id)) if tempat.syarat else None
            if status == S.DIKEMBALIKAN:
                raise GalatDomain(PUNYA_KEMBALI)
            return "sama", SUDAH_TERCATAT if status else f"Isinya sudah ada sebagai “{versi.berkas}”; itu yang dipakai."
        if anggota.sha256 in self.dibaca:
            return "sama", "Berkas yang sama dengan baris di atas; disimpan sekali."
        self.dibaca.add(anggota.sha256)
        return "baru", "Berkas baru disimpan."

    def _keterangan(self, lajur: Lajur) -> dict[str, Any]:
        """The fields that the line gives; raises GalatDomain for a date that is none."""
        nilai: dict[str, Any] = {"judul": lajur["judul"][:250], "nomor": lajur["nomor"][:120]}
        nilai["tanggal"] = tanggal(lajur["tanggal"], self.draf.tahun, "Tanggal dokumen")
        nilai["berlaku_sampai"] = tanggal(lajur["berlaku"], self.draf.tahun, "Berlaku sampai")
        if nilai["tanggal"] and nilai["berlaku_sampai"] and nilai["berlaku_sampai"] < nilai["tanggal"]:
            raise GalatDomain("Berlaku sampai tidak boleh sebelum tanggal dokumen.")
        return {k: v for k, v in nilai.items() if v}


def alamat(tertulis: str) -> str:
    """An address as typed: without scheme it is https."""
    return tertulis if "://" in tertulis else f"https://{tertulis}"


def tanggal(teks: str, tahun: int, kolom: str) -> date | None:
    """One day in Indonesian words, or as Excel counts days (2000 to 2099) where a cell lost its format; None for an
    empty cell; raises GalatDomain for anything else.
    """
    if not teks:
        return None
    if (seri := SERI.fullmatch(teks)) and 2000 <= (hari := AWAL_SERI + timedelta(int(seri[1]))).year < 2100:
        return hari
    jadwal = baca(teks, tahun=tahun).jadwal
    if len(jadwal) != 1 or jadwal[0].jenis != JenisJadwal.TANGGAL or jadwal[0].mulai is None:
        raise GalatDomain(f"{kolom} “{teks}” tidak terbaca. Tulis misalnya 25 Januari {tahun}.")
    return jadwal[0].mulai


def ingat(tanya: Callable[[Any], Verdict]) -> Callable[[Any], Verdict]:
    """Ask once for each object."""
    jawab: dict[int, Verdict] = {}

    def bungkus(objek: Any) -> Verdict:
        if objek.pk not in jawab:
            jawab[objek.pk] = tanya(objek)
        return jawab[objek.pk]

    return bungkus
