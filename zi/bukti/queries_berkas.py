"""Reading requirements with what was offered for them."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

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
    """The living requirements of the living rows of a plan, in the order of the document, with their state counted."""
    hidup = Q(baris__tabel__rencana=rencana, baris__dihapus_pada=None, baris__tabel__dihapus_pada=None)
    syarat = SyaratBukti.objects.hidup().filter(hidup | Q(area__rencana=rencana, area__dihapus_pada=None))
    ada = PemenuhanBukti.objects.filter(syarat=OuterRef("pk"), berkas__dihapus_pada=None)
    return (
        syarat.select_related(
            "baris__tabel__rencana",
            "baris__tabel__area__area_baku",
            "baris__area__area_baku",
            "area__area_baku",
            "area__rencana",
        )
        .annotate(
            ada_terima=Exists(ada.filter(status=S.DITERIMA)),
            ada_kembali=Exists(ada.filter(status=S.DIKEMBALIKAN)),
            ada_tunggu=Exists(ada.filter(status=S.MENUNGGU)),
        )
        .order_by("baris__tabel__urutan", "baris__urutan", "area__urutan", "urutan", "pk")
    )


def saring(syarat: QuerySet[SyaratBukti], keadaan: str, area: str, cari: str) -> QuerySet[SyaratBukti]:
    """Narrow by state (a key of KEADAAN), by the code of the plan's area, by words."""
    pilih = {
        "diterima": Q(ada_terima=True),
        "menunggu": Q(ada_terima=False, ada_tunggu=True),
        "dikembalikan": Q(ada_terima=False, ada_tunggu=False, ada_kembali=True),
        "belum": Q(ada_terima=False, ada_tunggu=False, ada_kembali=False),
    }
    if keadaan in pilih:
        syarat = syarat.filter(pilih[keadaan])
    if area:
        syarat = syarat.filter(Q(baris__area__kode=area) | Q(baris__tabel__area__kode=area) | Q(area__kode=area))
    if cari:
        syarat = syarat.filter(Q(teks__icontains=cari) | Q(baris__uraian__icontains=cari))
    return syarat


def keadaan(syarat: SyaratBukti) -> str:
    """The state of one requirement of `syarat_rencana`, a key of KEADAAN."""
    if syarat.ada_terima:  # type: ignore[attr-defined]
        return "diterima"
    if syarat.ada_tunggu:  # type: ignore[attr-defined]
        return "menunggu"
    return "dikembalikan" if syarat.ada_kembali else "belum"  # type: ignore[attr-defined]


def hitung_keadaan(syarat: QuerySet[SyaratBukti]) -> dict[str, int]:
    """How many requirements are in each state, in one query."""
    tanpa_terima = Q(ada_terima=False)
    return syarat.order_by().aggregate(
        semua=Count("pk"),
        diterima=Count("pk", filter=Q(ada_terima=True)),
        menunggu=Count("pk", filter=tanpa_terima & Q(ada_tunggu=True)),
        dikembalikan=Count("pk", filter=tanpa_terima & Q(ada_tunggu=False, ada_kembali=True)),
        belum=Count("pk", filter=tanpa_terima & Q(ada_tunggu=False, ada_kembali=False)),
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
