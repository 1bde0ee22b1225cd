"""Reading the register of files of a unit. Its time must not grow with the files: newest first along the primary key,
no count beyond what anybody leafs through, sums only for the lines of one page."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from zi.bukti.berkas.cari import berkata
from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, TeksBerkas, VersiBerkas
from zi.bukti.peta.queries import RELASI_RENCANA
from zi.bukti.queries_syarat import pemakaian
from zi.rencana.models import AreaRencana
from zi.satker.models import Satker
from zi.satker.queries import TIM, hak, pilihan_area

PER_LAMAN = 40
HITUNG_MAKS = 2000
KATA_MAKS = 6
HARI_SEGERA = 90
PAKAI = {"dipakai": "Dipakai", "belum": "Belum dipakai"}
HARI = {"sebulan": 30, "segera": HARI_SEGERA, "lewat": None}
MASA = {k: f"Habis dalam {n} hari" if n else "Sudah habis berlaku" for k, n in HARI.items()}
TANPA = "-"


@dataclass(frozen=True)
class Saringan:
    """What the register is narrowed by; what makes no sense is dropped, so that a bad address shows the whole list."""

    cari: str = ""
    jenis: str = ""
    tahun: int | None = None
    pakai: str = ""
    area: str = ""
    masa: str = ""

    @classmethod
    def dari(cls, isi: Any) -> "Saringan":
        tahun = str(isi.get("tahun", ""))
        pilihan = {"pakai": PAKAI, "masa": MASA}
        return cls(
            cari=str(isi.get("cari", "")).replace("\x00", "").strip()[:200],
            jenis=str(isi.get("jenis", "")).replace("\x00", "")[:40],
            tahun=int(tahun) if tahun.isascii() and tahun.isdecimal() and 1900 <= int(tahun[:5]) <= 2200 else None,
            area=str(isi.get("area", "")).replace("\x00", "")[:10],
            **{nama: nilai if (nilai := isi.get(nama, "")) in kenal else "" for nama, kenal in pilihan.items()},
        )

    @property
    def ada(self) -> bool:
        return self != Saringan()


class PaginatorTerbatas(Paginator):
    """Counts up to HITUNG_MAKS and no further; `lebih` says that there is more."""

    object_list: Any

    @cached_property
    def _sampai(self) -> int:
        return self.object_list.order_by()[: HITUNG_MAKS + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._sampai, HITUNG_MAKS)

    @property
    def lebih(self) -> bool:
        return self._sampai > HITUNG_MAKS


def berkas_satker(user: Any, satker: Satker | None) -> QuerySet[Berkas]:
    """The files of one unit that the user may see, the newest first."""
    terlihat = Berkas.objects.terlihat_oleh(user)
    terlihat = terlihat.filter(satker=satker) if satker else terlihat.none()
    return terlihat.select_related("jenis").order_by("-pk")


def berkas_dihapus(user: Any, satker: Satker | None) -> QuerySet[Berkas]:
    """Deleted files of the unit, for its team and kepala, the last one first."""
    milik = Berkas.objects.filter(satker=satker) if satker else Berkas.objects.none()
    tim = milik.filter(satker__in=hak(user).satker(*TIM, "kepala"))
    return tim.exclude(dihapus_pada=None).select_related("dihapus_oleh").order_by("-dihapus_pada", "-pk")


def saring_berkas(berkas: QuerySet[Berkas], s: Saringan, hari_ini: date) -> QuerySet[Berkas]:
    """Each word of the search must stand in title, number or text; by validity, what expires next comes first."""
    for kata in s.cari.split()[:KATA_MAKS]:
        bernama = Berkas.objects.filter(berkata(kata, "judul", "nomor")).order_by().values("pk")
        berisi = TeksBerkas.objects.filter(berkata(kata, "isi")).values("versi__berkas")
        berkas = berkas.filter(pk__in=bernama.union(berisi, all=True))
    if s.jenis:
        berkas = berkas.filter(jenis=None) if s.jenis == TANPA else berkas.filter(jenis__kode=s.jenis)
    if s.tahun:
        berkas = berkas.filter(tanggal__range=(date(s.tahun, 1, 1), date(s.tahun, 12, 31)))
    if s.masa:
        urut = "-berlaku_sampai" if s.masa == "lewat" else "berlaku_sampai"
        berkas = berkas.filter(masa_berlaku(hari_ini, HARI[s.masa])).order_by(urut, "-pk")
    dipakai = PemenuhanBukti.objects.filter(berkas=OuterRef("pk"), syarat__dihapus_pada=None)
    if s.pakai:
        berkas = berkas.filter(Exists(dipakai) if s.pakai == "dipakai" else ~Exists(dipakai))
    return berkas.filter(Exists(dipakai.filter(_di_area(s.area)))) if s.area else berkas


def masa_berlaku(hari_ini: date, dalam: int | None) -> Q:
    """Files that expire within so many days from today on; None: those that have expired."""
    if dalam is None:
        return Q(berlaku_sampai__lt=hari_ini)
    return Q(berlaku_sampai__range=(hari_ini, hari_ini + timedelta(days=dalam)))


def _di_area(kode: str) -> Q:
    """Offers for requirements of the area that roles call `kode`."""
    area = AreaRencana.objects.filter(Q(area_baku__kode=kode) | Q(area_baku=None, kode=kode)).values("pk")
    di_rencana = Q(syarat__baris__area__in=area) | Q(syarat__baris__tabel__area__in=area) | Q(syarat__area__in=area)
    return di_rencana | Q(syarat__tindak_lanjut__area=kode)


def dengan_rincian(berkas: QuerySet[Berkas], user: Any) -> QuerySet[Any]:
    """The lines of a page: versions and size of the newest, how often used and the first place of use."""
    versi = VersiBerkas.objects.filter(berkas=OuterRef("pk")).order_by("-nomor")
    pakai = pemakaian(user).filter(berkas=OuterRef("pk")).order_by("pk")
    banyak = pakai.order_by().values("berkas").annotate(n=Count("pk")).values("n")
    return berkas.annotate(
        jumlah_versi=Coalesce(Subquery(versi.order_by().values("berkas").annotate(n=Count("pk")).values("n")), 0),
        ukuran=Subquery(versi.values("ukuran")[:1]),
        jumlah_pakai=Coalesce(Subquery(banyak), 0),
        syarat_pertama=Subquery(pakai.values("syarat")[:1]),
        uid_syarat=Subquery(pakai.values("syarat__uid")[:1]),
        nama_syarat=Coalesce(Subquery(pakai.values("syarat__teks")[:1]), Value(""), output_field=TextField()),
    )


def satu_berkas(user: Any) -> QuerySet[Berkas]:
    """Files with all that the page of one shows."""
    versi = Prefetch("versi", VersiBerkas.objects.select_related("diunggah_oleh"))
    relasi = (f"syarat__{satu}" for satu in (*RELASI_RENCANA, "satker", "pertanyaan__simpul", "tindak_lanjut__satker"))
    dipakai = pemakaian(user).select_related("ditawarkan_oleh", *relasi)
    pakai = Prefetch("pemenuhan", dipakai, to_attr="dipakai_di")
    terlihat = Berkas.objects.terlihat_oleh(user).select_related("jenis", "satker", "diunggah_oleh")
    return terlihat.prefetch_related(versi, pakai)


def pilihan_saringan(satker: Satker) -> list[tuple[str, str, list[tuple[Any, str]]]]:
    """The selects: name, label, choices."""
    jenis = JenisBukti.objects.filter(dokumen=True).values_list("kode", "nama")
    tahun = Berkas.objects.filter(satker=satker, dihapus_pada=None).exclude(tanggal=None)
    rentang = tahun.order_by("tanggal"), tahun.order_by("-tanggal")
    awal, akhir = (q.values_list("tanggal", flat=True).first() for q in rentang)
    semua = range(akhir.year, max(awal.year, akhir.year - 30) - 1, -1) if awal and akhir else ()
    return [
        ("jenis", "Jenis", [*jenis, (TANPA, "Tanpa jenis")]),
        ("tahun", "Tahun dokumen", [(n, str(n)) for n in semua]),
        ("area", "Area", pilihan_area(satker)),
        ("pakai", "Pemakaian", list(PAKAI.items())),
        ("masa", "Masa berlaku", list(MASA.items())),
    ]


def habis_sebulan(user: Any, satker: Satker) -> QuerySet[Berkas]:
    """The files that expire within 30 days."""
    return berkas_satker(user, satker).filter(masa_berlaku(satker.hari_ini(), HARI["sebulan"])).order_by()
