"""Reading a plan for its pages: the matrix by section, one row, the list, what was deleted."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from zi.bukti.jenis import kamus, usulkan
from zi.bukti.kejadian.queries import jumlah_tempo
from zi.bukti.models import JenisBukti, SyaratBukti
from zi.bukti.queries_syarat import syarat_rencana
from zi.common.verdict import Verdict
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import nilai_jadwal, teks_usulan
from zi.jadwal.queries import kalimat_beda
from zi.jadwal.tampil import tulis
from zi.naskah.bentuk import BARIS, RENCANA, Bentuk
from zi.naskah.kanonik_baca import baca_bagian
from zi.naskah.queries_beda import SejakDisetujui, tanda_sejak_disetujui
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
    """A requirement; `tempo`: how much it asks for so far (1, or its occurrences), `diterima`: accepted of that."""

    syarat: SyaratBukti
    keadaan: str
    tempo: int
    diterima: int


@dataclass
class Sel:
    """One row with everything that hangs on it."""

    baris: BarisRencana
    boleh: Verdict
    sejak: SejakDisetujui
    semua_area: tuple[AreaRencana, ...] = ()  # of its plan: where it may be moved to
    aksi: list[RencanaAksi] = field(default_factory=list)
    jadwal: list[SelJadwal] = field(default_factory=list)
    syarat: list[SelSyarat] = field(default_factory=list)
    penanggung_jawab: list[str] = field(default_factory=list)

    @cached_property
    def tanda(self) -> str:
        """baru or berubah since the plan was approved; the matrix sets it for all rows at once."""
        return self.sejak.tanda([self]).get(self.baris.pk, "")


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
    dihapus: int = 0  # rows deleted since the plan was approved

    @property
    def judul(self) -> str:
        return self.area.nama if self.area else str(self.tabel)

    @property
    def nomor(self) -> str:
        return (self.area.nomor_tertulis if self.area else "") or ""

    @property
    def tempo(self) -> int:
        return sum(x.tempo for x in self._semua_syarat())

    @property
    def diterima(self) -> int:
        return sum(x.diterima for x in self._semua_syarat())

    def _semua_syarat(self) -> Iterable[SelSyarat]:
        return chain(self.syarat, *(sel.syarat for sel in self.baris))

    @property
    def url_baris_baru(self) -> str:
        return alamat_baru(self.area or self.tabel)


def alamat_baru(tempat: AreaRencana | TabelRencana | None) -> str:
    """The page that adds a row to an area, or to a table that spans areas."""
    nama = "naskah:baris_baru" if isinstance(tempat, AreaRencana) else "naskah:baris_baru_tabel"
    return reverse(nama, args=[tempat.pk if tempat else 0])


def kunci_seksi(baris: BarisRencana) -> str:
    """Under which section of the page a row stands."""
    return f"area-{baris.tabel.area_id}" if baris.tabel.area_id else f"tabel-{baris.tabel_id}"


class _Pembaca:
    """A plan, or one row of it (also a deleted one), with its parts; one query and one for the evidence."""

    def __init__(self, rencana: RencanaKerja, user: Any, baris: BarisRencana | None = None) -> None:
        self.rencana, self.baris = rencana, baris
        self.semua = baca_bagian(rencana, baris=baris.pk if baris else None)
        self.area = {a.pk: a for a in self.semua.objek(RENCANA["area"])}
        for area in self.area.values():
            area.rencana = rencana
        self.sejak = SejakDisetujui(rencana, None if baris else self.semua)
        daftar = [baris] if baris else self._baris()
        self.sel = {b.pk: Sel(b, boleh_ubah_baris(user, b), self.sejak, tuple(self.area.values())) for b in daftar}
        self._isi()

    def _baris(self) -> Iterable[BarisRencana]:
        tabel = {t.pk: t for t in self.semua.objek(RENCANA["tabel"])}
        letak = {pk: n for n, pk in enumerate(tabel)}
        for satu in tabel.values():
            satu.rencana, satu.area = self.rencana, self.area.get(satu.area_id)
        hidup = [b for b in self.semua.objek(BARIS) if b.tabel_id in tabel]
        for satu in sorted(hidup, key=lambda b: letak[b.tabel_id]):
            satu.tabel, satu.area = tabel[satu.tabel_id], self.area.get(satu.area_id)
            yield satu

    def _isi(self) -> None:
        for nama, bentuk in BARIS.anak.items():
            for satu in self.semua.objek(bentuk):
                if (sel := self.sel.get(satu.baris_id)) and nama != "syarat":
                    satu.baris = sel.baris
                    self._taruh(sel, nama, bentuk, satu)

    def _taruh(self, sel: Sel, nama: str, bentuk: Bentuk, satu: Any) -> None:
        if nama == "aksi":
            sel.aksi.append(satu)
        elif nama == "jadwal":
            pasangan = self.semua.pasangan(bentuk, "aksi").get(satu.pk, [])
            sel.jadwal.append(sel_jadwal(satu, sel.aksi, [pk for pk, _ in pasangan]))
        elif nama == "penanggung_jawab":
            sel.penanggung_jawab.append(satu.teks_tertulis)

    def syarat(self) -> Iterable[SelSyarat]:
        """Requirements of the rows (put into them) and those of areas (returned)."""
        daftar: Any = syarat_rencana(self.rencana).select_related(None)
        daftar = daftar.filter(baris=self.baris) if self.baris else daftar
        for satu in daftar.annotate(**jumlah_tempo(self.rencana.satker.hari_ini())):
            isi = SelSyarat(satu, satu.keadaan, satu.tempo, satu.tempo_diterima)
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


def beda_jadwal(rencana: RencanaKerja, medan: str, baca: list[SelJadwal]) -> str:
    """What saving this reading does to the occurrences of the schedule that the field `medan` belongs to."""
    nomor = medan.removeprefix("jadwal-").removesuffix("-teks")
    pk = int(nomor) if nomor.isdecimal() and len(nomor) < 16 else 0
    milik = Jadwal.objects.hidup().filter(baris__tabel__rencana=rencana, pk=pk)
    satu = milik.select_related("baris__tabel__rencana__satker").first()
    return kalimat_beda(satu, [x.jadwal for x in baca]) if satu else ""


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
    for program in pembaca.semua.objek(RENCANA["area"].anak["program"]):
        if milik := seksi.get(f"area-{program.area_id}"):
            program.area = milik.area
            milik.program.append(program)
    tanda_sejak_disetujui(pembaca.sejak, seksi.values())
    return list(seksi.values())


def sel_baris(baris: BarisRencana, user: Any) -> Sel:
    """One row, also a deleted one."""
    pembaca = _Pembaca(baris.tabel.rencana, user, baris)
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
