"""The plan as it stands, in the form that the reader of office files gives: for matching, comparing, exporting."""

from dataclasses import dataclass

from django.db.models import Prefetch

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
    """All rows of the plan's matrices in printed order, in eight queries."""
    hidup = BarisRencana.objects.hidup().filter(tabel__in=tabel_matriks(rencana))
    baris = hidup.select_related("area__area_baku", "tabel__area__area_baku", "tabel__rencana__satker").order_by(
        "tabel__urutan", "tabel_id", "urutan", "pk"
    )
    semua = baris.prefetch_related(
        Prefetch("aksi", RencanaAksi.objects.hidup()),
        Prefetch("jadwal", Jadwal.objects.hidup().prefetch_related("aksi")),
        Prefetch("syarat", SyaratBukti.objects.hidup().prefetch_related("aksi")),
    )
    berbukti = set(
        PemenuhanBukti.objects.filter(syarat__baris__tabel__rencana=rencana).values_list("syarat__baris", flat=True)
    )
    return [BarisAda(b, b.area or b.tabel.area, _terbaca(b), b.pk in berbukti) for b in semua]


def tabel_matriks(rencana: RencanaKerja):
    """The five-column tables of a plan; a plan that has only other kinds shows all its tables so."""
    tabel = TabelRencana.objects.hidup().filter(rencana=rencana)
    matriks = tabel.filter(jenis=JenisTabel.MATRIK)
    return matriks if matriks.exists() else tabel


def _terbaca(baris: BarisRencana) -> BarisTerbaca:
    aksi = list(baris.aksi.all())
    letak = {a.pk: n for n, a in enumerate(aksi)}

    def milik(bagian: Jadwal | SyaratBukti) -> tuple[int, ...]:
        return tuple(sorted(letak[a.pk] for a in bagian.aksi.all() if a.pk in letak))

    return BarisTerbaca(
        kunci=str(baris.uid),
        no_tertulis=baris.no_tertulis,
        uraian=baris.uraian,
        aksi=tuple(AksiTerbaca(a.label, a.teks) for a in aksi),
        jadwal=tuple(JadwalTerbaca(j.teks, milik(j), j.dasar_pasangan) for j in baris.jadwal.all()),
        bukti=tuple(BuktiTerbaca(s.label, s.teks, milik(s)) for s in baris.syarat.all()),
    )


def area_ada(rencana: RencanaKerja) -> list[AreaTerbaca]:
    """The plan's matrices as areas with rows, for the workbook; an area without rows keeps its heading."""
    isi: dict[int, list[BarisTerbaca]] = {}
    for satu in baris_ada(rencana):
        isi.setdefault(satu.baris.tabel_id, []).append(satu.terbaca)
    tabel = tabel_matriks(rencana).select_related("area__area_baku").order_by("urutan", "pk")
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
