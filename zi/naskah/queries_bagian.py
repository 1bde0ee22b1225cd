"""Reading the sections and signers of a plan."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zi.naskah.models import BagianNaskah, ButirBagian, Pengesahan
from zi.rencana.models import RencanaKerja

MODEL: dict[str, Any] = {"bagian": BagianNaskah, "pengesahan": Pengesahan}


@dataclass(frozen=True)
class Simpul:
    """A section with its depth in the tree."""

    bagian: BagianNaskah
    dalam: int
    awal: bool
    akhir: bool

    @property
    def nama(self) -> str:
        return str(self.bagian)

    @property
    def lekuk(self) -> str:
        return "–" * self.dalam


def pohon(rencana: RencanaKerja) -> list[Simpul]:
    """All sections in printed order."""
    semua = list(BagianNaskah.objects.hidup().filter(rencana=rencana).order_by("urutan", "pk"))
    return _jalan(semua, None, 0)


def _jalan(semua: list[BagianNaskah], induk: int | None, dalam: int) -> list[Simpul]:
    saudara = [b for b in semua if b.induk_id == induk]
    hasil = []
    for n, b in enumerate(saudara):
        hasil += [Simpul(b, dalam, n == 0, n == len(saudara) - 1), *_jalan(semua, b.pk, dalam + 1)]
    return hasil


def pilihan_bagian(rencana: RencanaKerja, kosong: str) -> list[tuple[str, str]]:
    """Sections as choices, indented by depth."""
    return [("", kosong), *((str(s.bagian.pk), f"{'– ' * s.dalam}{s.nama}") for s in pohon(rencana))]


def penanda_tangan(rencana: RencanaKerja) -> QuerySet[Pengesahan]:
    daftar = Pengesahan.objects.hidup().filter(rencana=rencana)
    return daftar.select_related("bagian").order_by("urutan", "pk")


def bagian_terhapus(rencana: RencanaKerja) -> list[tuple[str, Any]]:
    """Deleted sections and signers, newest first, with their kind."""
    semua = [
        (jenis, x)
        for jenis, model in MODEL.items()
        for x in model.objects.filter(rencana=rencana, dihapus_pada__isnull=False)
    ]
    return sorted(semua, key=lambda x: x[1].dihapus_pada, reverse=True)


def butir_bagian(bagian: BagianNaskah) -> list[ButirBagian]:
    return list(bagian.butir.hidup().order_by("urutan", "pk"))
