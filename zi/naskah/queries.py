"""Reading a plan for its pages: the matrix by section, one row, the list, what was deleted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from zi.bukti.jenis import kamus, usulkan
from zi.bukti.models import JenisBukti, SyaratBukti
from zi.bukti.queries import HitungSyarat
from zi.bukti.queries_berkas import syarat_rencana
from zi.common.verdict import Verdict
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import nilai_jadwal, teks_usulan
from zi.jadwal.tampil import tulis
from zi.rencana.label import daftar
from zi.rencana.models import (
    AreaRencana,
    BarisRencana,
    ProgramPrioritas,
    RencanaAksi,
    RencanaKerja,
    TabelRencana,
)
from zi.rencana.policies import boleh_ubah_baris
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak


@dataclass(frozen=True)
class SelJadwal:
    """A schedule as the matrix shows it. `bacaan` only where it says more than the words."""

    jadwal: Jadwal
    aksi: tuple[int, ...]
    untuk: str
    bacaan: str
    usulan: str


@dataclass(frozen=True)
class SelSyarat:
    syarat: SyaratBukti
    keadaan: str


@dataclass
class Sel:
    """One row with everything that hangs on it."""

    baris: BarisRencana
    boleh: Verdict
    aksi: list[RencanaAksi] = field(default_factory=list)
    jadwal: list[SelJadwal] = field(default_factory=list)
    syarat: list[SelSyarat] = field(default_factory=list)

    @property
    def hitung(self) -> HitungSyarat:
        kata = [x.keadaan for x in self.syarat]
        diterima = kata.count("diterima")
        return HitungSyarat(len(kata), diterima + kata.count("menunggu"), diterima)


@dataclass
class Seksi:
    """An area with its rows, or a table that spans areas."""

    kunci: str
    area: AreaRencana | None
    tabel: TabelRencana | None
    boleh: Verdict
    baris: list[Sel] = field(default_factory=list)
    syarat: list[SelSyarat] = field(default_factory=list)
    program: list[ProgramPrioritas] = field(default_factory=list)

    @property
    def judul(self) -> str:
        return self.area.nama if self.area else str(self.tabel)

    @property
    def nomor(self) -> str:
        return (self.area.nomor_tertulis if self.area else "") or ""

    @property
    def url_baris_baru(self) -> str:
        return alamat_baru(self.area or self.tabel)

    @property
    def hitung(self) -> HitungSyarat:
        semua = [x.hitung for x in self.baris]
        return HitungSyarat(*(sum(getattr(x, n) for x in semua) for n in ("diminta", "ditawarkan", "diterima")))


def alamat_baru(tempat: AreaRencana | TabelRencana | None) -> str:
    """The page that adds a row to an area, or to a table that spans areas."""
    nama = "naskah:baris_baru" if isinstance(tempat, AreaRencana) else "naskah:baris_baru_tabel"
    return reverse(nama, args=[tempat.pk if tempat else 0])


def kunci_seksi(baris: BarisRencana) -> str:
    """Under which section of the page a row stands."""
    return f"area-{baris.tabel.area_id}" if baris.tabel.area_id else f"tabel-{baris.tabel_id}"


class _Pembaca:
    """Reads a plan, or only some of its rows, with one query a kind."""

    def __init__(self, rencana: RencanaKerja, user: Any, **saring: Any) -> None:
        self.rencana, self.user, self.saring = rencana, user, saring
        self.area = {a.pk: a for a in rencana.area.hidup().select_related("area_baku")}
        for area in self.area.values():
            area.rencana = rencana
        self.sel = {b.pk: Sel(b, boleh_ubah_baris(user, b)) for b in self._baris()}
        self._isi()

    def _baris(self) -> Iterable[BarisRencana]:
        hidup = {"dihapus_pada": None, "tabel__dihapus_pada": None, "tabel__rencana": self.rencana}
        baris = BarisRencana.objects.filter(**hidup | self.saring).select_related("tabel")
        for satu in baris.order_by("tabel__urutan", "tabel_id", "urutan", "pk"):
            satu.tabel.rencana = self.rencana
            satu.tabel.area = self.area.get(satu.tabel.area_id)
            satu.area = self.area.get(satu.area_id)
            yield satu

    def _bagian(self, daftar: Any) -> QuerySet[Any]:
        jalur = {f"baris__{nama}": nilai for nama, nilai in self.saring.items()}
        return daftar.hidup().filter(baris__tabel__rencana=self.rencana, **jalur).order_by("urutan", "pk")

    def _isi(self) -> None:
        for aksi in self._bagian(RencanaAksi.objects.all()):
            if sel := self.sel.get(aksi.baris_id):
                aksi.baris = sel.baris
                sel.aksi.append(aksi)
        pasangan: dict[int, list[int]] = defaultdict(list)
        jadwal: dict[int, Jadwal] = {}
        for satu in self._bagian(Jadwal.objects.annotate(id_aksi=F("aksi"))):
            jadwal.setdefault(satu.pk, satu)
            pasangan[satu.pk].append(satu.id_aksi)
        for satu in jadwal.values():
            if sel := self.sel.get(satu.baris_id):
                satu.baris = sel.baris
                sel.jadwal.append(sel_jadwal(satu, sel.aksi, pasangan[satu.pk]))

    def syarat(self) -> Iterable[SelSyarat]:
        """Requirements of the rows (put into them) and those of areas (returned)."""
        jalur = {f"baris__{nama}": nilai for nama, nilai in self.saring.items()}
        daftar: Any = syarat_rencana(self.rencana).select_related(None).filter(**jalur)
        for satu in daftar:
            isi = SelSyarat(satu, satu.keadaan)
            if satu.baris_id is None:
                yield isi
            elif sel := self.sel.get(satu.baris_id):
                satu.baris = sel.baris
                sel.syarat.append(isi)


def sel_jadwal(jadwal: Jadwal, aksi: list[RencanaAksi], pasangan: list[int]) -> SelJadwal:
    """How a schedule was read and which actions it belongs to, in words."""
    dipilih = [x for x in aksi if x.pk in pasangan]
    sebagian = 0 < len(dipilih) < len(aksi)
    untuk = ", ".join(x.label.strip("(). ") or str(aksi.index(x) + 1) for x in dipilih) if sebagian else ""
    jelas = jadwal.jenis in {"tanggal", "bulan"} and not (jadwal.tahun_tersirat or jadwal.bagian)
    jelas = jelas and jadwal.status_koreksi != "diterima"
    usulan = teks_usulan(jadwal) if jadwal.status_koreksi == "diusulkan" else ""
    bacaan = "" if jelas or not jadwal.jenis else tulis(jadwal)
    return SelJadwal(jadwal, tuple(x.pk for x in dipilih), untuk, bacaan, usulan)


def pratinjau_jadwal(rencana: RencanaKerja, tahun: int | None, teks: str) -> list[SelJadwal]:
    """How typed words would be read, one line after the other; nothing is stored."""
    masa = {"tahun": tahun, "tahun_mulai": rencana.tahun_mulai, "tahun_selesai": rencana.tahun_selesai}
    semua = [Jadwal(**nilai) for butir in daftar(teks) for nilai in nilai_jadwal(butir.teks, **masa)]
    return [replace(sel_jadwal(x, [], []), bacaan=tulis(x)) for x in semua]


def pratinjau_jenis(teks: str) -> list[tuple[str, list[str]]]:
    """Each typed line with the names of the kinds of evidence that it names; nothing is stored."""
    baris = daftar(teks)
    if not baris:
        return []
    jenis = list(JenisBukti.objects.values_list("kode", "nama", "sinonim"))
    nama, istilah = {kode: nama for kode, nama, _ in jenis}, kamus(jenis)
    return [(x.teks, [nama[kode] for kode in usulkan(x.teks, istilah)]) for x in baris]


def matriks(rencana: RencanaKerja, user: Any) -> list[Seksi]:
    """The whole plan by section: the areas in order, then the tables that span areas."""
    pembaca = _Pembaca(rencana, user)
    seksi = {f"area-{a.pk}": Seksi(f"area-{a.pk}", a, None, boleh_ubah_baris(user, a)) for a in pembaca.area.values()}
    for isi in pembaca.syarat():
        seksi[f"area-{isi.syarat.area_id}"].syarat.append(isi)
    for sel in pembaca.sel.values():
        kunci, tabel = kunci_seksi(sel.baris), sel.baris.tabel
        seksi.setdefault(kunci, Seksi(kunci, None, tabel, boleh_ubah_baris(user, tabel))).baris.append(sel)
    hidup = Q(area__rencana=rencana, area__dihapus_pada=None)
    for program in ProgramPrioritas.objects.hidup().filter(hidup).order_by("urutan", "pk"):
        seksi[f"area-{program.area_id}"].program.append(program)
    return list(seksi.values())


def sel_baris(baris: BarisRencana, user: Any) -> Sel:
    """One row, also a deleted one."""
    pembaca = _Pembaca(baris.tabel.rencana, user, pk=baris.pk, dihapus_pada=baris.dihapus_pada)
    list(pembaca.syarat())
    return pembaca.sel[baris.pk]


def daftar_rencana(user: Any) -> QuerySet[RencanaKerja]:
    """Plans that the user may see, the newest first, with the number of their rows."""
    baris = Count("tabel__baris", filter=Q(tabel__dihapus_pada=None, tabel__baris__dihapus_pada=None), distinct=True)
    rencana: Any = RencanaKerja.objects.terlihat_oleh(user).select_related("satker")
    return rencana.annotate(jumlah_baris=baris).order_by("-tahun_mulai", "satker__nama", "pk")


def satker_ketua(user: Any) -> QuerySet[Satker]:
    """Units for which the user may make a plan."""
    return Satker.objects.filter(pk__in=hak(user).satker(Peran.Jenis.KETUA_TIM)).order_by("nama")
