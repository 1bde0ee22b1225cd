"""Using a file that is there already: the files for a requirement, the requirements for a file, what it serves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from zi.bukti.berkas.queries import Saringan, berkas_satker, saring_berkas
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.periksa.queries import syarat_diurus
from zi.bukti.peta.queries import (
    RELASI_RENCANA,
    arah_instrumen,
    ke_syarat,
    kunci_syarat,
    pk_satker_tanya,
    putusan_satker,
)
from zi.bukti.peta.usul import usulkan
from zi.bukti.policies import DiLuarRencana, tempat
from zi.bukti.queries_syarat import dengan_keadaan
from zi.jadwal.models import Kejadian
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import instrumen_tahun
from zi.satker.models import Peran, Satker

RELASI_LUAR = ("satker", "pertanyaan__simpul__area", "pertanyaan__simpul__induk__area", "tindak_lanjut__satker")
DEKAT = timedelta(days=14)
CALON = 100  # how many files, or requirements of a kind, are weighed
BANYAK = 8
HASIL_CARI = 30
JAUH = 10_000  # days: no date to compare
KATA_MAKS = 6
J = Peran.Jenis


@dataclass(frozen=True)
class UsulBerkas:
    """A file that may prove a requirement; `alasan` is empty for one that was searched for."""

    berkas: Berkas
    alasan: str = ""


@dataclass(frozen=True)
class UsulSyarat:
    """A requirement that a file may prove, as UsulBerkas."""

    syarat: Any
    alasan: str = ""


@dataclass(frozen=True)
class Dilayani:
    """A question that a use of a file proves; `boleh`: the viewer may open its page."""

    pertanyaan: Pertanyaan
    tahun: int
    putusan: bool
    boleh: bool


def syarat_terlihat(user: Any) -> QuerySet[Any]:
    """Requirements that the user may see, with all that the rights ask."""
    return SyaratBukti.objects.terlihat_oleh(user).select_related(*RELASI_RENCANA, *RELASI_LUAR)


def masa(syarat: SyaratBukti) -> tuple[date, date]:
    """The days between which its document is dated: its own date, else the years of its plan or question."""
    if syarat.tanggal:
        return syarat.tanggal, syarat.tanggal
    wadah = tempat(syarat)[0]
    mulai, selesai = syarat.tahun, syarat.tahun
    if not isinstance(wadah, DiLuarRencana):
        mulai, selesai = wadah.tahun_mulai, wadah.tahun_selesai
    return date(mulai or 1, 1, 1), date(selesai or 9999, 12, 31)


def _jarak(hari: date | None, dari: date, sampai: date) -> int:
    """Days outside of the span, JAUH without a date."""
    return JAUH if hari is None else max((dari - hari).days, (hari - sampai).days, 0)


def _alasan(nama_jenis: str, jarak: int, *, tepat: bool) -> str:
    """`tepat`: the requirement names a day, so that a near date says something."""
    kata = [f"jenisnya {nama_jenis}"] if nama_jenis else []
    if tepat and jarak <= DEKAT.days:
        kata.append("tanggalnya sama" if jarak == 0 else f"tanggalnya selisih {jarak} hari")
    return ", ".join(kata).capitalize()


def usul_berkas(user: Any, syarat: SyaratBukti, cari: str = "", kejadian: Kejadian | None = None) -> list[UsulBerkas]:
    """Files of the unit that are not offered here yet (at this occurrence): found by words, else of its kinds and
    about its date.
    """
    satker = tempat(syarat)[0].satker
    di_sini = PemenuhanBukti.objects.filter(syarat=syarat, berkas=OuterRef("pk"), kejadian=kejadian)
    versi = Prefetch("versi", VersiBerkas.objects.order_by("-nomor"))
    semua = berkas_satker(user, satker).exclude(Exists(di_sini)).exclude(versi__pindai=VersiBerkas.Pindai.TERJANGKIT)
    if cari.strip():
        cocok = saring_berkas(semua, Saringan.dari({"cari": cari}), satker.hari_ini())
        return [UsulBerkas(b) for b in cocok.prefetch_related(versi)[:HASIL_CARI]]
    dari, sampai = masa(syarat)
    calon = {b.pk: b for b in semua.filter(jenis__kode__in=syarat.jenis)[:CALON]}
    if syarat.tanggal:
        dekat = semua.filter(tanggal__range=(dari - DEKAT, sampai + DEKAT)).order_by("tanggal", "pk")
        calon |= {b.pk: b for b in dekat[:CALON]}
    nilai = {pk: (not _sejenis(b, syarat), _jarak(b.tanggal, dari, sampai), -pk) for pk, b in calon.items()}
    terbaik = sorted(calon, key=nilai.__getitem__)[:BANYAK]
    lengkap = {b.pk: b for b in semua.filter(pk__in=terbaik).prefetch_related(versi)}
    tepat = syarat.tanggal is not None
    return [
        UsulBerkas(b, _alasan(str(b.jenis).lower() if _sejenis(b, syarat) else "", nilai[pk][1], tepat=tepat))
        for pk in terbaik
        if (b := lengkap.get(pk))
    ]


def _sejenis(berkas: Berkas, syarat: SyaratBukti) -> bool:
    return berkas.jenis is not None and berkas.jenis.kode in syarat.jenis


def usul_syarat(user: Any, berkas: Berkas, cari: str = "") -> list[UsulSyarat]:
    """Requirements of the unit for which the user may upload and this file is not offered yet, as usul_berkas."""
    di_sini = PemenuhanBukti.objects.filter(syarat=OuterRef("pk"), berkas=berkas)
    semua = syarat_diurus(user, berkas.satker, J.ANGGOTA, J.KOORDINATOR).filter(~Exists(di_sini))
    if cari.strip():
        urut = _cari(semua, cari).order_by("-pk").values_list("pk", flat=True)
        alasan = dict.fromkeys(urut[:HASIL_CARI], "")
    else:
        alasan = _sesuai(semua, berkas)
    relasi = (*RELASI_RENCANA, "pertanyaan", "tindak_lanjut")
    lengkap = {s.pk: s for s in dengan_keadaan(SyaratBukti.objects.filter(pk__in=alasan)).select_related(*relasi)}
    return [UsulSyarat(s, alasan[pk]) for pk in alasan if (s := lengkap.get(pk))]


def _cari(syarat: QuerySet[Any], cari: str) -> QuerySet[Any]:
    """Each word must stand in the requirement, its row, its area or its question."""
    for kata in cari.replace("\x00", "")[:200].split()[:KATA_MAKS]:
        medan = ("teks", "baris__uraian", "area__nama", "pertanyaan__kode", "tindak_lanjut__uraian")
        syarat = syarat.filter(Q(*((f"{m}__icontains", kata) for m in medan), _connector=Q.OR))
    return syarat


def _sesuai(semua: QuerySet[Any], berkas: Berkas) -> dict[int, str]:
    """The requirements of its kind, or that name a day near its own, the best first; with the reason."""
    kode = berkas.jenis.kode if berkas.jenis else ""
    nilai: dict[int, tuple[bool, int, int]] = {}
    for pk, jenis, hari in semua.order_by("-pk").values_list("pk", "jenis", "tanggal"):
        jarak = _jarak(berkas.tanggal, hari, hari) if hari else JAUH
        if (kode and kode in jenis) or jarak <= DEKAT.days:
            nilai[pk] = (not (kode and kode in jenis), jarak, -pk)
    terbaik = sorted(nilai, key=nilai.__getitem__)[:BANYAK]
    nama = str(berkas.jenis).lower()
    return {pk: _alasan("" if nilai[pk][0] else nama, nilai[pk][1], tepat=True) for pk in terbaik}


def dilayani(user: Any, satker: Satker, pemenuhan: Iterable[Any]) -> None:
    """Give each use of a file its `dilayani`, the questions that it proves: decided, or proposed by the words.

    The number of queries grows with the years of the plans, not with the uses.
    """
    per_tahun: dict[int, list[Any]] = defaultdict(list)
    for satu in pemenuhan:
        satu.dilayani = []
        if satu.syarat.tindak_lanjut_id is None:
            wadah = tempat(satu.syarat)[0]
            tahun = satu.syarat.tahun if isinstance(wadah, DiLuarRencana) else wadah.tahun_mulai
            per_tahun[tahun or 0].append(satu)
    for tahun, isi in per_tahun.items():
        boleh = satker.pk in pk_satker_tanya(user, tahun)
        tanya = _per_pemenuhan(satker, tahun, isi)
        for satu in isi:
            satu.dilayani = [Dilayani(p, tahun, putusan, boleh) for p, putusan in tanya.get(satu.pk, [])]


def _per_pemenuhan(satker: Satker, tahun: int, isi: list[Any]) -> dict[int, list[tuple[Pertanyaan, bool]]]:
    langsung = {p.pk: [(p.syarat.pertanyaan, True)] for p in isi if p.syarat.pertanyaan}
    instrumen = instrumen_tahun(tahun)
    if instrumen is None or len(langsung) == len(isi):
        return langsung
    arah, putusan = arah_instrumen(instrumen), putusan_satker(satker, instrumen)
    usul = {}
    for p in isi:
        if p.pk not in langsung:
            semua = usulkan(ke_syarat(p.syarat), arah, putusan.get(kunci_syarat(p.syarat)))
            usul[p.pk] = [u for u in semua if u.putusan or u.kuat]
    tanya = {p.kode: p for p in instrumen.pertanyaan.filter(kode__in={u.kode for x in usul.values() for u in x})}
    return langsung | {pk: [(tanya[u.kode], u.putusan) for u in x] for pk, x in usul.items()}
