"""Reading what PortalRB may have today: who calls, the running period, a unit with its answers and evidence."""

from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from zi.akun.queries import sidik_token
from zi.bukti.models import VersiBerkas
from zi.lke.models import BuktiPutaran, Jawaban, Pengusulan, TautanBukti, TokenPortal, UnitUsulan
from zi.lke.portalrb.jawaban import jangkar, susun_jawaban
from zi.pengungkit.models import Pertanyaan
from zi.satker.models import Satker

WBK = (UnitUsulan.Kategori.WBK, UnitUsulan.Kategori.WBK_AFIRMASI)
WBBM = (UnitUsulan.Kategori.WBBM,)


def cari_token(kepala: str) -> TokenPortal | None:
    """The token of an Authorization header, in force or not."""
    skema, _, token = kepala.partition(" ")
    if skema.lower() != "bearer" or not (sidik := sidik_token(token.strip())):
        return None
    ada = TokenPortal.objects.filter(sidik=sidik).select_related("pusat").first()
    return ada if ada and compare_digest(ada.sidik, sidik) else None


def pengusulan_kini(pusat: Satker) -> Pengusulan | None:
    """The period in which `pusat` is today."""
    hari = pusat.hari_ini()
    return Pengusulan.objects.filter(pusat=pusat, mulai__lte=hari, selesai__gte=hari).first()


def unit_kini(pengusulan: Pengusulan, *kategori: str) -> list[UnitUsulan]:
    """The units proposed in a period that still stand below its central unit."""
    bawah = pengusulan.pusat.descendants(include_self=True).values_list("pk", flat=True)
    ada = UnitUsulan.objects.hidup().filter(pengusulan=pengusulan, satker__in=list(bawah), kategori__in=kategori)
    return list(ada.select_related("satker"))


def satu_unit(pengusulan: Pengusulan, satker: int) -> UnitUsulan | None:
    """One of these, with its rounds."""
    ada = UnitUsulan.objects.hidup().filter(pengusulan=pengusulan, satker=satker)
    unit = ada.select_related("satker", "mandiri", "tpi", "pengusulan").first()
    return unit if unit and _di_bawah(unit) else None


def _di_bawah(unit: UnitUsulan) -> bool:
    """Does the unit stand below the one that proposed it, as the tree is today?"""
    satker = Satker.objects.with_tree_fields().get(pk=unit.satker_id)
    return unit.pengusulan.pusat_id in satker.tree_path


def isi_unit(unit: UnitUsulan) -> dict[str, Any]:
    """One entry of `units`."""
    kategori = UnitUsulan.Kategori(unit.kategori)
    afirmasi = kategori == UnitUsulan.Kategori.WBK_AFIRMASI
    return {"id": str(unit.satker_id), "nama": unit.satker.nama, "kategori": kategori.value, "afirmasi": afirmasi}


def isi_jawaban(unit: UnitUsulan) -> dict[str, Any]:
    """All answers of a unit in its published rounds, in four queries."""
    per_putaran: dict[int, dict[int, Any]] = {p.pk: {} for p in unit.putaran}
    for satu in Jawaban.objects.filter(putaran__in=unit.putaran):
        per_putaran[satu.putaran_id][satu.pertanyaan_id] = satu
    pertanyaan = Pertanyaan.objects.filter(instrumen=unit.mandiri.instrumen_id).order_by("urutan")
    semua = list(pertanyaan)
    tpi = per_putaran[unit.tpi_id] if unit.tpi_id else {}
    return {
        "unit_id": str(unit.satker_id),
        "nama_unit": unit.satker.nama,
        "tahun": unit.pengusulan.tahun,
        "answers": susun_jawaban(semua, per_putaran[unit.mandiri_id], tpi, _alamat_bukti(unit, semua)),
    }


def _alamat_bukti(unit: UnitUsulan, pertanyaan: list[Pertanyaan]) -> dict[int, str]:
    """By id of the question the place on the evidence page; nothing when there is no evidence or no link."""
    tautan = TautanBukti.objects.filter(unit=unit, dicabut_pada=None).first()
    if tautan is None:
        return {}
    ada = set(bukti_unit(unit).order_by().values_list("pertanyaan", flat=True))
    return {p.pk: f"{alamat_tautan(tautan)}#{jangkar(p)}" for p in pertanyaan if p.pk in ada}


def alamat_tautan(tautan: TautanBukti) -> str:
    return settings.ZI_ALAMAT + tautan.get_absolute_url()


def bukti_unit(unit: UnitUsulan) -> QuerySet[BuktiPutaran]:
    """The files that stood accepted when one of the unit's rounds was published; never one with a virus."""
    bersih = Q(versi=None) | ~Q(versi__pindai=VersiBerkas.Pindai.TERJANGKIT)
    return BuktiPutaran.objects.filter(bersih, putaran__in=unit.putaran)


def tautan_dari(token: str) -> TautanBukti | None:
    """The link of an address, open or not."""
    relasi = ("unit__pengusulan__pusat", "unit__satker__instansi", "unit__mandiri", "unit__tpi")
    return TautanBukti.objects.filter(token=token).select_related(*relasi).first()


def tautan_terbuka(tautan: TautanBukti) -> bool:
    """Neither revoked nor taken back, within the period, the unit where it was."""
    unit = tautan.unit
    if tautan.dicabut_pada or unit.dicabut_pada or unit.pengusulan.status() != "berjalan":
        return False
    return _di_bawah(unit)


@dataclass(frozen=True)
class BuktiTanya:
    """A question with the files under it, each once."""

    pertanyaan: Pertanyaan
    jangkar: str
    bukti: tuple[BuktiPutaran, ...]


def lembar_bukti(unit: UnitUsulan) -> list[BuktiTanya]:
    """The evidence of a unit by question, in the official order; in one query."""
    per_tanya: dict[Pertanyaan, dict[Any, BuktiPutaran]] = {}
    for satu in bukti_unit(unit).select_related("pertanyaan", "versi").order_by("pertanyaan__urutan", "pk"):
        kunci = (satu.berkas_id, satu.versi_id)
        per_tanya.setdefault(satu.pertanyaan, {}).setdefault(kunci, satu)
    return [BuktiTanya(p, jangkar(p), tuple(isi.values())) for p, isi in per_tanya.items()]


def versi_bukti(unit: UnitUsulan, pk: int) -> VersiBerkas | None:
    """One stored content on the evidence page."""
    return VersiBerkas.objects.filter(pk__in=bukti_unit(unit).filter(versi=pk).values("versi")).first()
