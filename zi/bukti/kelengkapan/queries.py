"""Completeness of a plan, by the one definition (DESIGN section 5): what is due so far with at least one accepted file
over all that is due (queries_kejadian); what waits, and what is not due yet, is shown apart. Per area, per row with its
occurrences by month, per person."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from zi.bukti.berlaku import AreaBerlaku
from zi.bukti.kejadian.queries import Saat, Unit, saat_baris, unit_bukti
from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.queries_syarat import KEADAAN, jumlah_unit, syarat_rencana
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.models import Jadwal
from zi.rencana.models import AreaRencana, BarisRencana, RencanaKerja
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak
from zi.ui.status import Rupa

BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
J = Peran.Jenis
# From the worst to the best: a month with several occurrences shows the worst.
SEL = {
    "kosong": Rupa("Lewat, belum ada bukti", "merah", "peringatan"),
    "terlambat": Rupa("Lewat, belum lengkap", "kuning", "jam"),
    "rencana": Rupa("Direncanakan", "biru", "kalender"),
    "selesai": Rupa("Selesai", "hijau", "centang-lingkar"),
}


@dataclass(frozen=True)
class Lengkap:
    """How much evidence is due and in which state; `nanti`: how much is not due yet."""

    semua: int = 0
    diterima: int = 0
    menunggu: int = 0
    dikembalikan: int = 0
    belum: int = 0
    nanti: int = 0

    @property
    def penuh(self) -> bool:
        return self.semua > 0 and self.diterima == self.semua


@dataclass(frozen=True)
class BarisKisi:
    """A row of the plan; `sel`: the state of each of the twelve months, empty where nothing is planned."""

    baris: BarisRencana
    hitung: Lengkap
    sel: tuple[str, ...]
    berjadwal: bool

    @property
    def bulan(self) -> list[tuple[str, str]]:
        return list(zip(BULAN, self.sel, strict=True))


@dataclass(frozen=True)
class AreaKisi:
    area: AreaRencana | AreaBerlaku | None
    hitung: Lengkap
    baris: tuple[BarisKisi, ...] = ()


@dataclass(frozen=True)
class OrangKisi:
    """A person of the team: the evidence of his areas, and what became of the files that he offered."""

    nama: str
    peran: str
    hitung: Lengkap
    diajukan: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Kelengkapan:
    rencana: RencanaKerja
    tahun: int
    hitung: Lengkap
    area: tuple[AreaKisi, ...]
    orang: tuple[OrangKisi, ...]


def rencana_dipilih(user: Any, satker: Satker | None, pk: str) -> RencanaKerja | None:
    """The plan of this id, else the newest of the unit, among those that the user may see."""
    terlihat = RencanaKerja.objects.terlihat_oleh(user).select_related("satker")
    if pk:
        return terlihat.filter(pk=pk if pk.isdecimal() and len(pk) < 19 else 0).first()
    return terlihat.filter(satker=satker).order_by("-tahun_mulai").first()


def pilih_tahun(rencana: RencanaKerja, tertulis: str, hari_ini: date) -> int:
    """The year that was asked for when the plan covers it, else this year, else the nearest one of the plan."""
    tahun = int(tertulis) if tertulis.isdecimal() and len(tertulis) == 4 else hari_ini.year
    return min(max(tahun, rencana.tahun_mulai), rencana.tahun_selesai)


def hitung(unit: Iterable[Unit]) -> Lengkap:
    """The counts of what is already read; the same as hitung_keadaan."""
    return Lengkap(**jumlah_unit(unit))


def hitung_menurut(syarat: Iterable[Any], kelompok: Callable[[Any], str], hari_ini: date) -> dict[str, Lengkap]:
    """The counts of each group of these requirements; each as unit_bukti reads it."""
    semua = list(syarat)
    milik = {s.pk: kelompok(s) for s in semua}
    unit: dict[str, list[Unit]] = defaultdict(list)
    for u in unit_bukti(semua, saat_baris({s.baris_id for s in semua if s.baris_id}), hari_ini):
        unit[milik[u.syarat]].append(u)
    return {kunci: hitung(isi) for kunci, isi in unit.items()}


def kelengkapan(user: Any, rencana: RencanaKerja, tahun: int, hari_ini: date) -> Kelengkapan:
    """All of the page in a number of queries that does not grow."""
    syarat: list[Any] = list(syarat_rencana(rencana))
    saat = saat_baris(BarisRencana.objects.filter(tabel__rencana=rencana).values("pk"))
    unit = unit_bukti(syarat, saat, hari_ini)
    area_syarat = {s.pk: s.baris.area_id or s.baris.tabel.area_id if s.baris else s.area_id for s in syarat}
    per_baris: dict[int | None, list[Unit]] = defaultdict(list)
    per_area: dict[int | None, list[Unit]] = defaultdict(list)
    for u in unit:
        per_baris[u.baris].append(u)
        per_area[area_syarat[u.syarat]].append(u)
    kisi = _kisi(rencana, tahun, hari_ini, per_baris, saat)
    semua: list[AreaRencana | None] = [*rencana.area.hidup().select_related("area_baku").order_by("urutan", "pk"), None]
    kunci = [(a, a.pk if a else None) for a in semua]
    area_kisi = [AreaKisi(a, hitung(per_area[pk]), tuple(kisi[pk])) for a, pk in kunci if per_area[pk] or kisi[pk]]
    orang = _orang(rencana, area_kisi, syarat) if rencana.satker_id in hak(user).satker_sendiri else ()
    return Kelengkapan(rencana, tahun, hitung(unit), tuple(area_kisi), orang)


def _kisi(
    rencana: RencanaKerja,
    tahun: int,
    hari_ini: date,
    per_baris: dict[int | None, list[Unit]],
    saat: dict[int, list[Saat]],
) -> dict[int | None, list[BarisKisi]]:
    """The rows of each area; a row of a table of another year is left out."""
    berjadwal = Exists(Jadwal.objects.hidup().filter(baris=OuterRef("pk")))
    baris: Any = BarisRencana.objects.hidup().filter(tabel__rencana=rencana, tabel__dihapus_pada=None)
    baris = baris.annotate(berjadwal=berjadwal).select_related("tabel")
    hasil: dict[int | None, list[BarisKisi]] = defaultdict(list)
    for b in baris.order_by("tabel__urutan", "urutan", "pk"):
        if b.tabel.tahun not in (None, tahun):
            continue
        unit = per_baris[b.pk]
        sel = sel_bulan(saat.get(b.pk, ()), unit, tahun, hari_ini)
        hasil[b.area_id or b.tabel.area_id].append(BarisKisi(b, hitung(unit), sel, b.berjadwal))
    return hasil


def sel_bulan(saat: Iterable[Saat], unit: list[Unit], tahun: int, hari_ini: date) -> tuple[str, ...]:
    """The state of each month of the year in which something is planned; over is what has ended before today."""
    sel: dict[int, set[str]] = defaultdict(set)
    for k in saat:
        awal, akhir = max(k.mulai, date(tahun, 1, 1)), min(k.selesai, date(tahun, 12, 31))
        diminta = [u.keadaan for u in unit if u.kejadian in (None, k.pk)]
        for bulan in range(awal.month, akhir.month + 1) if awal <= akhir else ():
            sel[bulan].add(_keadaan(k, diminta, hari_ini))
    return tuple(next((k for k in SEL if k in sel[bulan]), "") for bulan in range(1, 13))


def _keadaan(saat: Saat, diminta: list[str], hari_ini: date) -> str:
    """One that asks for no evidence is done when somebody says so."""
    selesai = saat.status == StatusKejadian.SELESAI
    if (diminta and set(diminta) == {"diterima"}) or (selesai and not diminta):
        return "selesai"
    if saat.selesai >= hari_ini and not selesai:
        return "rencana"
    return "kosong" if diminta and set(diminta) == {"belum"} else "terlambat"


def _orang(rencana: RencanaKerja, area: list[AreaKisi], syarat: list[SyaratBukti]) -> tuple[OrangKisi, ...]:
    """Koordinator and anggota in force, with the evidence of their areas; their offers by state."""
    peran = Peran.objects.berlaku().filter(satker=rencana.satker, jenis__in=[J.KOORDINATOR, J.ANGGOTA])
    per_orang: dict[int, list[Peran]] = defaultdict(list)
    for p in peran.select_related("pengguna", "satker").order_by("-jenis", "area"):
        per_orang[p.pengguna_id].append(p)
    ajuan: dict[int, Counter[str]] = defaultdict(Counter)
    tawaran = PemenuhanBukti.objects.filter(syarat__in=[s.pk for s in syarat], berkas__dihapus_pada=None)
    for siapa, status in tawaran.values_list("ditawarkan_oleh", "status"):
        ajuan[siapa][status] += 1
    hasil = [_seorang(punya, area, ajuan[pk]) for pk, punya in per_orang.items()]
    return tuple(sorted(hasil, key=lambda o: o.nama))


def _seorang(peran: list[Peran], area: list[AreaKisi], ajuan: Counter[str]) -> OrangKisi:
    kode = {p.area for p in peran}
    milik = [a.hitung for a in area if isinstance(a.area, AreaRencana) and a.area.kode_peran in kode]
    jumlah = Lengkap(**{n: sum(getattr(h, n) for h in milik) for n in ("semua", *KEADAAN, "nanti")})
    sebutan = ", ".join(f"{p.get_jenis_display()} {p.area}" for p in peran)
    return OrangKisi(str(peran[0].pengguna), sebutan, jumlah, {s: ajuan[s] for s in PemenuhanBukti.Status.values})
