"""Reading requirements with what was offered for them."""

from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.rencana.models import RencanaKerja

S = PemenuhanBukti.Status
KEADAAN = {
    "belum": "Belum ada bukti",
    "menunggu": "Menunggu diperiksa",
    "dikembalikan": "Dikembalikan",
    "diterima": "Sudah diterima",
}


def syarat_rencana(rencana: RencanaKerja) -> QuerySet[SyaratBukti]:
    """The living requirements of the living rows of a plan, in the order of the document, each with its `keadaan`."""
    hidup = Q(baris__tabel__rencana=rencana, baris__dihapus_pada=None, baris__tabel__dihapus_pada=None)
    syarat = SyaratBukti.objects.hidup().filter(hidup | Q(area__rencana=rencana, area__dihapus_pada=None))
    ada = PemenuhanBukti.objects.filter(syarat=OuterRef("pk"), berkas__dihapus_pada=None)
    keadaan = Case(
        When(Exists(ada.filter(status=S.DITERIMA)), then=Value("diterima")),
        When(Exists(ada.filter(status=S.MENUNGGU)), then=Value("menunggu")),
        When(Exists(ada.filter(status=S.DIKEMBALIKAN)), then=Value("dikembalikan")),
        default=Value("belum"),
    )
    relasi = ("baris__tabel__rencana", "baris__tabel__area", "baris__area", "area__rencana")
    urut = ("baris__tabel__urutan", "baris__urutan", "area__urutan", "urutan", "pk")
    return syarat.select_related(*relasi).annotate(keadaan=keadaan).order_by(*urut)


def saring(syarat: QuerySet[Any], keadaan: str = "", area: str = "", cari: str = "") -> QuerySet[Any]:
    """Narrow by state (a key of KEADAAN), by the code of the plan's area, by words."""
    if keadaan in KEADAAN:
        syarat = syarat.filter(keadaan=keadaan)
    if area:
        syarat = syarat.filter(Q(baris__area__kode=area) | Q(baris__tabel__area__kode=area) | Q(area__kode=area))
    if cari:
        syarat = syarat.filter(Q(teks__icontains=cari) | Q(baris__uraian__icontains=cari))
    return syarat


def hitung_keadaan(syarat: QuerySet[Any]) -> dict[str, int]:
    """How many requirements there are in all and in each state, in one query."""
    hitung = {kode: Count("pk", filter=Q(keadaan=kode)) for kode in KEADAAN}
    return syarat.order_by().aggregate(semua=Count("pk"), **hitung)


def menunggu_diperiksa(syarat: QuerySet[Any], user: Any) -> QuerySet[PemenuhanBukti]:
    """Offers for these requirements that wait for a check which `user` may make: none of his own files."""
    sendiri = Q(ditawarkan_oleh=user) | Q(berkas__diunggah_oleh=user)
    versinya = Exists(VersiBerkas.objects.filter(berkas=OuterRef("berkas"), diunggah_oleh=user))
    menunggu = PemenuhanBukti.objects.filter(status=S.MENUNGGU, syarat__in=syarat, berkas__dihapus_pada=None)
    return (
        menunggu.exclude(sendiri)
        .exclude(versinya)
        .select_related("berkas", "syarat", "ditawarkan_oleh")
        .order_by("ditawarkan_pada", "pk")
    )


def pemenuhan_terlihat(user: Any) -> QuerySet[PemenuhanBukti]:
    """Offers whose requirement and whose file the user may see, with the versions of the file."""
    versi = Prefetch("berkas__versi", VersiBerkas.objects.select_related("diunggah_oleh"))
    return (
        PemenuhanBukti.objects.filter(
            syarat__in=SyaratBukti.objects.terlihat_oleh(user), berkas__in=Berkas.objects.terlihat_oleh(user)
        )
        .select_related("berkas", "ditawarkan_oleh", "diverifikasi_oleh")
        .prefetch_related(versi)
    )
