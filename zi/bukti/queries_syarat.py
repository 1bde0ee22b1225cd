"""Reading requirements with what was offered for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from zi.bukti.kejadian.queries import Unit, keadaan_berulang, saat_baris, unit_bukti
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.rencana.models import RencanaKerja
from zi.satker.queries import TIM, hak

S = PemenuhanBukti.Status
KEADAAN = {
    "belum": "Belum ada bukti",
    "menunggu": "Menunggu diperiksa",
    "dikembalikan": "Dikembalikan",
    "diterima": "Sudah diterima",
}
TERBUKA = ("dikembalikan", "belum")  # what its team still has to bring


# What pages and policies read of a requirement.
RELASI_SYARAT = (
    "baris__indikator",
    "baris__tabel__rencana__satker",
    "baris__area__area_baku",
    "baris__tabel__area__area_baku",
    "area__rencana__satker",
    "area__area_baku",
    "tindak_lanjut__satker",
)


def syarat_rencana(rencana: RencanaKerja) -> QuerySet[SyaratBukti]:
    """The living requirements of the living rows of a plan, in the order of the document, each with its `keadaan`."""
    hidup = Q(baris__tabel__rencana=rencana, baris__dihapus_pada=None, baris__tabel__dihapus_pada=None)
    syarat = SyaratBukti.objects.hidup().filter(hidup | Q(area__rencana=rencana, area__dihapus_pada=None))
    relasi = ("baris__tabel__rencana", "baris__tabel__area", "baris__area", "area__rencana")
    urut = ("baris__tabel__urutan", "baris__urutan", "area__urutan", "urutan", "pk")
    return dengan_keadaan(syarat).select_related(*relasi).order_by(*urut)


def dengan_keadaan(syarat: QuerySet[SyaratBukti]) -> QuerySet[SyaratBukti]:
    """Each requirement with its `keadaan`, a key of KEADAAN: the best of what was offered for it.

    `tautan_saja`: all that was offered are addresses without a stored content.
    """
    ada = PemenuhanBukti.objects.filter(syarat=OuterRef("pk"), berkas__dihapus_pada=None)
    keadaan = Case(
        *keadaan_berulang(timezone.localdate()),
        When(Exists(ada.filter(status=S.DITERIMA)), then=Value("diterima")),
        When(Exists(ada.filter(status=S.MENUNGGU)), then=Value("menunggu")),
        When(Exists(ada.filter(status=S.DIKEMBALIKAN)), then=Value("dikembalikan")),
        default=Value("belum"),
    )
    isi = VersiBerkas.objects.filter(berkas__pemenuhan__syarat=OuterRef("pk"), berkas__dihapus_pada=None)
    return syarat.annotate(keadaan=keadaan, tautan_saja=Exists(ada) & ~Exists(isi))


def saring(syarat: QuerySet[Any], keadaan: str = "", area: str = "", cari: str = "") -> QuerySet[Any]:
    """Narrow by state (a key of KEADAAN, or "terbuka"), by the code of the plan's area, by words."""
    if keadaan in KEADAAN:
        syarat = syarat.filter(keadaan=keadaan)
    elif keadaan == "terbuka":
        syarat = syarat.filter(keadaan__in=TERBUKA)
    if area:
        syarat = syarat.filter(Q(baris__area__kode=area) | Q(baris__tabel__area__kode=area) | Q(area__kode=area))
    if cari:
        syarat = syarat.filter(Q(teks__icontains=cari) | Q(baris__uraian__icontains=cari))
    return syarat


def hitung_keadaan(syarat: QuerySet[Any], hari_ini: date) -> dict[str, int]:
    """How much of what these requirements ask for is due (`semua`), in which state, and not due yet (`nanti`).

    The one definition of completeness: see kejadian/queries.py. `hari_ini`: where the unit is, whoever asks.
    """
    baca = list(syarat.order_by().values_list("pk", "baris_id", "per_kejadian", "keadaan", named=True))
    saat = saat_baris({s.baris_id for s in baca if s.baris_id})
    return jumlah_unit(unit_bukti(baca, saat, hari_ini))


def jumlah_unit(unit: Iterable[Unit]) -> dict[str, int]:
    """The counts of completeness: what is due by state, and what is not due yet."""
    unit = list(unit)
    jumlah = Counter(u.keadaan for u in unit if u.tempo)
    hitung = {kode: jumlah[kode] for kode in KEADAAN}
    return {"semua": jumlah.total(), **hitung, "nanti": sum(not u.tempo for u in unit)}


def pemakaian(user: Any) -> QuerySet[PemenuhanBukti]:
    """Offers that the user may know of: to the team and kepala all, to an evaluator those that were checked."""
    h = hak(user)
    tahu = Q(berkas__satker__in=h.satker(*TIM, "kepala"), syarat__in=SyaratBukti.objects.terlihat_oleh(user))
    if h.evaluasi:
        dinilai = SyaratBukti.objects.filter(SyaratBukti.yang_dinilai(user))
        tahu |= Q(status__in=PemenuhanBukti.DIPERIKSA, syarat__in=dinilai)
    return PemenuhanBukti.objects.filter(tahu, berkas__dihapus_pada=None)


def pemenuhan_terlihat(user: Any) -> QuerySet[PemenuhanBukti]:
    """The same with the file and its versions."""
    versi = Prefetch("berkas__versi", VersiBerkas.objects.select_related("diunggah_oleh"))
    syarat = (f"syarat__{n}" for n in (*RELASI_SYARAT, "pertanyaan__simpul__area", "satker"))
    relasi = (
        "berkas__jenis",
        "berkas__satker",
        "kejadian",
        "ditawarkan_oleh",
        "diverifikasi_oleh",
        *syarat,
    )
    return pemakaian(user).select_related(*relasi).prefetch_related(versi)


def perlu_alasan(user: Any, syarat: Iterable[SyaratBukti]) -> dict[int, list[VersiBerkas]]:
    """By requirement the newest contents offered for it that a central admin opens only with a reason."""
    hasil: dict[int, list[VersiBerkas]] = defaultdict(list)
    if not (bawah := hak(user).subpohon):
        return hasil
    ada = PemenuhanBukti.objects.filter(syarat__in=[s.pk for s in syarat], berkas__satker__in=bawah)
    ada = ada.filter(berkas__dihapus_pada=None).exclude(berkas__in=Berkas.objects.terlihat_oleh(user))
    urut = VersiBerkas.objects.exclude(pindai=VersiBerkas.Pindai.TERJANGKIT).order_by("-nomor")
    for satu in ada.prefetch_related(Prefetch("berkas__versi", urut)):
        hasil[satu.syarat_id].extend(satu.berkas.versi.all()[:1])
    return hasil
