"""The plan as it stands, in the form that the reader of office files gives: for matching, comparing, exporting."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch

from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.impor.hasil import AksiTerbaca, AreaTerbaca, BarisTerbaca, BuktiTerbaca, JadwalTerbaca
from zi.impor.tulis import tulis_buku
from zi.jadwal.models import Jadwal
from zi.rencana.enums import JenisTabel
from zi.rencana.models import AreaRencana, BarisRencana, RencanaAksi, RencanaKerja, TabelRencana


@dataclass(frozen=True)
class BarisAda:
    """A living row of a five-column table with its parts in order."""

    baris: BarisRencana
    area: AreaRencana | None
    terbaca: BarisTerbaca
    berbukti: bool


def baris_ada(rencana: RencanaKerja) -> list[BarisAda]:
    """All rows of the plan's matrices in printed order, in five queries."""
    return _baris(tabel_matriks(rencana))


def _baris(tabel: list[TabelRencana]) -> list[BarisAda]:
    dipakai = Exists(PemenuhanBukti.objects.filter(syarat__baris=OuterRef("pk")))
    hidup = BarisRencana.objects.hidup().filter(tabel__in=[t.pk for t in tabel]).annotate(berbukti=dipakai)
    semua = hidup.select_related("area__area_baku").prefetch_related(
        Prefetch("aksi", RencanaAksi.objects.hidup()),
        Prefetch("jadwal", Jadwal.objects.hidup().annotate(id_aksi=F("aksi"))),
        Prefetch("syarat", SyaratBukti.objects.hidup().annotate(id_aksi=F("aksi"))),
    )
    urutan = {t.pk: n for n, t in enumerate(tabel)}
    hasil = []
    for satu in sorted(semua, key=lambda b: (urutan[b.tabel_id], b.urutan, b.pk)):
        satu.tabel = tabel[urutan[satu.tabel_id]]
        hasil.append(BarisAda(satu, satu.area or satu.tabel.area, _terbaca(satu), satu.berbukti))
    return hasil


def tabel_matriks(rencana: RencanaKerja) -> list[TabelRencana]:
    """The five-column tables of a plan; a plan that has only other kinds shows all its tables so."""
    hidup = TabelRencana.objects.hidup().filter(rencana=rencana).order_by("urutan", "pk")
    semua = list(hidup.select_related("area__area_baku", "rencana__satker"))
    return [t for t in semua if t.jenis == JenisTabel.MATRIK] or semua


def _terbaca(baris: BarisRencana) -> BarisTerbaca:
    aksi = list(baris.aksi.all())
    letak = {a.pk: n for n, a in enumerate(aksi)}

    def milik(daftar: Any) -> list[tuple[Any, tuple[int, ...]]]:
        """Each part once, with the places of its actions; the query gives it once for each of them."""
        satu: dict[int, Any] = {}
        pasangan: dict[int, set[int]] = defaultdict(set)
        for x in daftar:
            satu.setdefault(x.pk, x)
            pasangan[x.pk] |= {letak[x.id_aksi]} if x.id_aksi in letak else set()
        return [(x, tuple(sorted(pasangan[pk]))) for pk, x in satu.items()]

    return BarisTerbaca(
        kunci=str(baris.uid),
        no_tertulis=baris.no_tertulis,
        uraian=baris.uraian,
        aksi=tuple(AksiTerbaca(a.label, a.teks) for a in aksi),
        jadwal=tuple(JadwalTerbaca(j.teks, ke, j.dasar_pasangan) for j, ke in milik(baris.jadwal.all())),
        bukti=tuple(BuktiTerbaca(s.label, s.teks, ke) for s, ke in milik(baris.syarat.all())),
    )


def area_ada(rencana: RencanaKerja) -> list[AreaTerbaca]:
    """The plan's matrices as areas with rows, for the workbook; an area without rows keeps its heading."""
    isi: dict[int, list[BarisTerbaca]] = {}
    tabel = tabel_matriks(rencana)
    for satu in _baris(tabel):
        isi.setdefault(satu.baris.tabel_id, []).append(satu.terbaca)
    return [_area(t, tuple(isi.get(t.pk, ()))) for t in tabel]


def _area(tabel: TabelRencana, baris: tuple[BarisTerbaca, ...]) -> AreaTerbaca:
    area = tabel.area
    if area is None:
        return AreaTerbaca(nama=tabel.judul or tabel.get_jenis_display(), baris=baris, kunci=str(tabel.uid))
    baku = area.area_baku.kode if area.area_baku else None
    return AreaTerbaca(area.nomor_tertulis, area.nama, baku, baris, str(area.uid), area.sebutan)


def buku_rencana(rencana: RencanaKerja) -> bytes:
    """The plan as an .xlsx that imports back to the same five columns."""
    return tulis_buku(area_ada(rencana), judul=str(rencana), info=["DATA CONTOH"] if rencana.contoh else [])
