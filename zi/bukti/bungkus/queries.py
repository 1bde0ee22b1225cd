"""What goes into a bundle, in the official order; which bundles a person ordered, and how far they are."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from zi.bukti.berlaku import AreaBerlaku, naskah_berlaku, semua_berlaku
from zi.bukti.bungkus.policies import SATKER
from zi.bukti.bungkus.susun import TINDAK_LANJUT, Bahan, Letak
from zi.bukti.models import Bungkus, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.peta.queries import RELASI_RENCANA, AreaPeta, Bukti, Tanya, peta_rencana
from zi.bukti.queries_berlaku import naskah_pengganti, syarat_dibaca
from zi.bukti.queries_syarat import pemenuhan_terlihat
from zi.common.models import Pekerjaan
from zi.pengungkit.queries import instrumen_tahun
from zi.rencana.models import AreaRencana, BarisRencana, RencanaKerja
from zi.satker.queries import hak
from zi.tindaklanjut.models import TindakLanjut

JENIS = "bungkus_bukti"
VIRUS = "Tidak disertakan: mengandung virus"
TANPA_ISI = "Tidak disertakan: belum ada isinya"
USULAN = "Usulan peta bukti, belum ditetapkan tim"
S = PemenuhanBukti.Status
P = Pekerjaan.Status


def letak_bungkus(rencana: RencanaKerja, area: AreaRencana | None, user: Any, *, belum: bool) -> list[Letak]:
    """Every use of every file that `user` may see, by question in the order of the instrument, then by row.

    Accepted files only, with `belum` also those that wait for their check. A number of queries that does not grow.
    """
    tempat = list(_tempat(rencana, area, user))
    status = [S.DITERIMA, S.MENUNGGU] if belum else [S.DITERIMA]
    per_syarat: dict[int, list[tuple[str, Bahan]]] = defaultdict(list)
    for p in pemenuhan_terlihat(user).filter(syarat__in={pk for pk, _ in tempat}, status__in=status):
        bahan = _bahan(p, rencana)
        per_syarat[p.syarat_id].append((bahan.tolak or p.get_status_display(), bahan))
    return [replace(x, keadaan=kata, bahan=bahan) for pk, x in tempat for kata, bahan in per_syarat[pk]]


KOSONG = Bahan("", "")


def _tempat(rencana: RencanaKerja, area: AreaRencana | None, user: Any) -> Iterator[tuple[int, Letak]]:
    """Each requirement with each place of it: its questions, else its area and row; then those of the follow-ups."""
    instrumen = instrumen_tahun(rencana.tahun_mulai)
    tertanya: set[int] = set()
    for bagian in peta_rencana(rencana, instrumen, user) if instrumen else []:
        for tanya, bukti, syarat in _bukti(bagian, area):
            tertanya.add(syarat.pk)
            yield syarat.pk, _di_tanya(tanya, bukti, syarat)
    nama = _NamaFolder(rencana, user)
    for syarat in syarat_dibaca(user, rencana, *RELASI_RENCANA):
        if syarat.pk not in tertanya and (area is None or _area(syarat) == area):
            yield syarat.pk, Letak(nama.folder(syarat), KOSONG, syarat=syarat.teks)
    yield from _tindak_lanjut(rencana, area, user)


def _tindak_lanjut(rencana: RencanaKerja, area: AreaRencana | None, user: Any) -> Iterator[tuple[int, Letak]]:
    """The closing evidence of the follow-ups that were due, or made, in the years of the plan, by area."""
    masa = (date(rencana.tahun_mulai, 1, 1), date(rencana.tahun_selesai, 12, 31))
    dibuat = Q(tindak_lanjut__tenggat=None, tindak_lanjut__created_at__date__range=masa)
    milik = SyaratBukti.objects.terlihat_oleh(user).filter(
        Q(tindak_lanjut__tenggat__range=masa) | dibuat, tindak_lanjut__satker=rencana.satker_id, dihapus_pada=None
    )
    semua = milik.exclude(tindak_lanjut__status=TindakLanjut.Status.BATAL).select_related("tindak_lanjut")
    semua = semua.filter(tindak_lanjut__area=area.kode_peran) if area else semua
    nama: dict[str, str] = {}
    for syarat in semua.order_by("tindak_lanjut__area", "tindak_lanjut_id", "urutan", "pk"):
        satu: Any = syarat.tindak_lanjut
        nama = nama or {a.kode_peran: f"{a.kode} {a.nama}" for a in rencana.area.hidup().select_related("area_baku")}
        folder = (TINDAK_LANJUT, nama.get(satu.area) or satu.area or "Seluruh satker")
        yield syarat.pk, Letak(folder, KOSONG, syarat=f"{satu.uraian}: {syarat.teks}")


def _bukti(bagian: AreaPeta, area: AreaRencana | None) -> Iterator[tuple[Tanya, Bukti, SyaratBukti]]:
    """What is decided, and of the proposals those that the words themselves speak for."""
    for tanya in bagian.tanya:
        for bukti in tanya.bukti:
            if bukti.usul is None or bukti.usul.putusan or bukti.usul.kuat:
                yield from ((tanya, bukti, s) for s in bukti.syarat if area is None or _di_area(s, bagian, area))


def _di_area(syarat: SyaratBukti, bagian: AreaPeta, area: AreaRencana) -> bool:
    """One filed under a question itself belongs to the area of the question."""
    if syarat.pertanyaan_id:
        return bagian.area is not None and bagian.area.pk == area.area_baku_id
    return _area(syarat) == area


def _area(syarat: SyaratBukti) -> AreaRencana | None:
    return (syarat.baris.area or syarat.baris.tabel.area) if syarat.baris else syarat.area


def _di_tanya(tanya: Tanya, bukti: Bukti, syarat: SyaratBukti) -> Letak:
    p = tanya.pertanyaan
    dasar = USULAN if bukti.usulan else ""
    folder = (f"{p.kode} {p.simpul.nama}",)
    return Letak(folder, KOSONG, p.kode, p.teks, syarat.teks, dasar=dasar, utama=not dasar)


class _NamaFolder:
    """Area and row of what no question asks for, for an evaluator as the version in force names them."""

    def __init__(self, rencana: RencanaKerja, user: Any) -> None:
        self.berlaku = semua_berlaku(user) if naskah_pengganti(user, None, str(rencana.pk)) else {}
        self.nomor: dict[int, int] = {}  # the printed number of a row may be missing or stand twice
        self.per_area: Counter[Any] = Counter()
        if not self.berlaku:
            baris = BarisRencana.objects.hidup().filter(tabel__rencana=rencana, tabel__dihapus_pada=None)
            for satu in baris.select_related("tabel").order_by("tabel__urutan", "urutan", "pk"):
                self._beri_nomor(satu.pk, satu.area_id or satu.tabel.area_id)

    def _beri_nomor(self, pk: int, area: Any) -> None:
        if pk not in self.nomor:
            self.per_area[area] += 1
            self.nomor[pk] = self.per_area[area]

    def folder(self, syarat: SyaratBukti) -> tuple[str, ...]:
        isi = self.berlaku.get(str(syarat.uid))
        area: AreaRencana | AreaBerlaku | None = isi.area if isi else _area(syarat)
        atas = ("Rencana", f"{area.kode} {area.nama}" if area else "Tanpa area")
        if syarat.baris is None:
            return atas
        self._beri_nomor(syarat.baris.pk, atas)
        return (*atas, f"{self.nomor[syarat.baris.pk]:02d} {syarat.baris.uraian}")


def _bahan(pemenuhan: PemenuhanBukti, rencana: RencanaKerja) -> Bahan:
    """The newest version of an offered file; a link has none."""
    b = pemenuhan.berkas
    versi = next(iter(b.versi.all()), None)
    if versi is None:
        tolak = "" if b.tautan else TANPA_ISI
        return Bahan(f"berkas:{b.pk}", b.judul, b.nomor, b.tanggal, b.tautan, tolak)
    tolak = VIRUS if versi.pindai == VersiBerkas.Pindai.TERJANGKIT else ""
    waktu = timezone.localtime(versi.diunggah_pada, rencana.satker.tz).replace(tzinfo=None)
    isi = (versi.pk, str(versi.isi.name), versi.ukuran, versi.sha256)
    return Bahan(versi.sha256, b.judul, b.nomor, b.tanggal, "", tolak, *isi, waktu)


def rencana_bungkus(user: Any) -> list[Any]:
    """Plans whose evidence the user may bundle, each with its `area_hidup`, the newest first.

    Also a plan that is being rewritten, for an evaluator who reads its version in force: only as a whole.
    """
    areanya = Prefetch("area", AreaRencana.objects.hidup().order_by("urutan", "pk"), to_attr="area_hidup")
    tim = RencanaKerja.objects.hidup().filter(satker__in=hak(user).satker(*SATKER))
    boleh = tim | RencanaKerja.objects.dinilai_oleh(user)
    semua: list[Any] = list(boleh.distinct().select_related("satker").prefetch_related(areanya))
    ada = {r.pk for r in semua}
    for naskah in naskah_berlaku(user):
        if naskah.rencana.pk not in ada:
            vars(naskah.rencana)["area_hidup"] = []
            semua.append(naskah.rencana)
    return sorted(semua, key=lambda r: (-r.tahun_mulai, r.satker.nama, r.pk))


def bungkus_saya(user: Any) -> QuerySet[Bungkus]:
    """What the user ordered, of plans whose evidence he may still bundle, the newest first."""
    milik = Bungkus.objects.filter(pemesan=user, rencana__in=[r.pk for r in rencana_bungkus(user)])
    return milik.select_related("rencana__satker", "area").order_by("-dibuat_pada", "-pk")


@dataclass(frozen=True)
class KeadaanBungkus:
    """A bundle with its job."""

    bungkus: Bungkus
    pekerjaan: Pekerjaan | None

    @property
    def kode(self) -> str:
        """menunggu, berjalan, gagal, selesai, kedaluwarsa."""
        if self.pekerjaan and self.pekerjaan.status in {P.MENUNGGU, P.BERJALAN}:
            return str(self.pekerjaan.status)
        if self.pekerjaan and (self.pekerjaan.status == P.GAGAL or "galat" in self.pekerjaan.hasil):
            return "gagal"
        return "selesai" if self.siap else "kedaluwarsa"

    @property
    def siap(self) -> bool:
        return bool(self.bungkus.isi) and self.bungkus.kedaluwarsa > timezone.now()

    @property
    def hasil(self) -> dict[str, Any]:
        return self.pekerjaan.hasil if self.pekerjaan else {}

    @property
    def belum(self) -> bool:
        return bool(self.pekerjaan and self.pekerjaan.data["belum"])


def kunci(bungkus: Bungkus) -> str:
    return f"bungkus:{bungkus.pk}"


def keadaan_bungkus(bungkus: list[Bungkus]) -> list[KeadaanBungkus]:
    """Each with its job, in one query."""
    semua = Pekerjaan.objects.filter(kunci__in=[kunci(b) for b in bungkus])
    per_kunci = {p.kunci: p for p in semua}
    return [KeadaanBungkus(b, per_kunci.get(kunci(b))) for b in bungkus]


def nama_unduhan(bungkus: Bungkus) -> str:
    rencana, area = bungkus.rencana, bungkus.area
    bagian = ["bukti zi", rencana.satker.kode, rencana.tahun.replace("–", "-"), area.kode if area else ""]
    return f"{slugify(' '.join(bagian))}.zip"
