"""Reading a plan for its copy: what was not finished, and what would become of each row."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from zi.bukti.kelengkapan.queries import Lengkap, hitung_menurut
from zi.bukti.queries_syarat import syarat_rencana
from zi.jadwal.enums import StatusKoreksi
from zi.jadwal.models import HariLibur, Jadwal
from zi.naskah.kanonik import susun
from zi.naskah.salin import BarisSalin, Salinan, salin_isi
from zi.rencana.models import RencanaKerja
from zi.rencana.queries import rencana_tahun

BELUM, SELESAI, TIDAK_DIKETAHUI = "belum", "selesai", "tidak_diketahui"


@dataclass(frozen=True)
class BarisPilihan:
    """A row to take along or not, with its evidence of this year."""

    salin: BarisSalin
    hitung: Lengkap
    kelompok: str
    dipilih: bool

    @property
    def keadaan(self) -> str:
        return keadaan_baris(self.hitung)


@dataclass(frozen=True)
class Kelompok:
    """Rows of one area, one after the other."""

    judul: str
    baris: list[BarisPilihan]


@dataclass(frozen=True)
class Pratinjau:
    """What the copy would be. `tanpa_libur`: years of the new plan whose holidays nobody entered yet."""

    salinan: Salinan
    belum: list[Kelompok]
    lain: list[Kelompok]
    jumlah: Counter[str]
    libur: int
    tanpa_libur: list[int]

    @property
    def jumlah_lain(self) -> int:
        return self.jumlah[SELESAI] + self.jumlah[TIDAK_DIKETAHUI]


def keadaan_baris(hitung: Lengkap) -> str:
    """Unfinished: something is asked for that was not accepted, or is not due yet. A row that asks for nothing tells
    nothing.
    """
    if not hitung.semua + hitung.nanti:
        return TIDAK_DIKETAHUI
    return SELESAI if hitung.penuh and not hitung.nanti else BELUM


def hitung_baris(rencana: RencanaKerja) -> dict[str, Lengkap]:
    """The evidence of each row by its uid."""
    semua: Any = syarat_rencana(rencana).filter(baris__isnull=False)
    return hitung_menurut(semua, lambda s: str(s.baris.uid), rencana.satker.hari_ini())


def hari_libur() -> dict[date, str]:
    """Every known holiday with its name; the national one where a joint leave falls on it."""
    return dict(HariLibur.objects.order_by("tanggal", "jenis", "pk").values_list("tanggal", "nama"))


def tahun_salinan(rencana: RencanaKerja, tahun: int) -> range:
    """The years of a copy that begins in `tahun`: as many as the plan has."""
    return range(tahun, tahun + rencana.tahun_selesai - rencana.tahun_mulai + 1)


def rencana_tujuan(rencana: RencanaKerja, tahun: int) -> RencanaKerja | None:
    """A plan of the unit that stands where the copy would."""
    masa = tahun_salinan(rencana, tahun)
    return rencana_tahun(rencana.satker, masa[0], masa[-1])


def pratinjau(rencana: RencanaKerja, tahun: int, *, hanya_belum: bool, dipilih: set[str] | None = None) -> Pratinjau:
    """All rows as they would be copied. Ticked: `dipilih`; else all of them or the unfinished ones."""
    libur, hitung = hari_libur(), hitung_baris(rencana)
    salinan = salin_isi(susun(rencana, dengan_id=True), tahun, libur)
    semua = []
    for kelompok, baris in _berkelompok(salinan):
        milik = hitung.get(baris.uid, Lengkap())
        centang = keadaan_baris(milik) == BELUM or not hanya_belum if dipilih is None else baris.uid in dipilih
        semua.append(BarisPilihan(baris, milik, kelompok, centang))
    return Pratinjau(
        salinan,
        _kelompok([x for x in semua if x.keadaan == BELUM]),
        _kelompok([x for x in semua if x.keadaan != BELUM]),
        Counter(x.keadaan for x in semua),
        sum(1 for j in salinan.jadwal if j.usulan),
        sorted(set(tahun_salinan(rencana, tahun)) - {d.year for d in libur}),
    )


def _berkelompok(salinan: Salinan) -> list[tuple[str, BarisSalin]]:
    """Each row with the name of its area, else of its table, in the order of the document."""
    nama = {a["kode"]: f"{a['nomor_tertulis']} {a['nama']}".strip() for a in salinan.isi["area"]}
    judul = [
        nama.get(b["area"] or t["area"]) or t["judul"] or "Tabel" for t in salinan.isi["tabel"] for b in t["baris"]
    ]
    return list(zip(judul, salinan.baris, strict=True))


def _kelompok(baris: list[BarisPilihan]) -> list[Kelompok]:
    hasil: dict[str, list[BarisPilihan]] = {}
    for x in baris:
        hasil.setdefault(x.kelompok, []).append(x)
    return [Kelompok(judul, isi) for judul, isi in hasil.items()]


def jadwal_perlu_dilihat(rencana: RencanaKerja) -> int:
    """Schedules of a new copy with an open proposal, unread words, or a note of what was lost on the way."""
    perlu = Q(status_koreksi=StatusKoreksi.DIUSULKAN) | Q(terbaca=False) | ~Q(catatan="")
    return Jadwal.objects.hidup().filter(perlu, baris__tabel__rencana=rencana).count()
