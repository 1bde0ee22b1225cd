"""Reading the register of follow-ups."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.module_loading import import_string

from zi.akun.models import Pengguna
from zi.satker.models import Peran, Satker
from zi.satker.queries import TIM, hak
from zi.tindaklanjut.models import TindakLanjut

J = Peran.Jenis
S = TindakLanjut.Status
BELUM, LEWAT, SEMUA = "belum", "terlambat", "semua"
KEADAAN = {
    BELUM: "Belum selesai",
    LEWAT: "Terlambat",
    S.DILAPORKAN.value: "Menunggu dicek",
    S.SELESAI.value: "Selesai",
    S.BATAL.value: "Batal",
    SEMUA: "Semua",
}
PELAKSANA = TIM | {J.KEPALA}  # who sees the register and the files of the unit


@dataclass(frozen=True)
class Saringan:
    """What the register is narrowed by; what makes no sense is dropped."""

    keadaan: str = BELUM
    saya: bool = False
    asal: str = ""
    area: str = ""

    @classmethod
    def dari(cls, isi: Any) -> "Saringan":
        keadaan, asal = isi.get("keadaan", ""), isi.get("asal", "")
        return cls(
            keadaan=keadaan if keadaan in KEADAAN else BELUM,
            saya=isi.get("orang", "") == "saya",
            asal=asal if asal in TindakLanjut.Asal.values else "",
            area=str(isi.get("area", "")).replace("\x00", "")[:10],
        )


@dataclass(frozen=True)
class Bukti:
    """What bears witness to one follow-up: requirements with `keadaan`, and the offers that it came from."""

    syarat: list[Any] = field(default_factory=list)
    asal: list[Any] = field(default_factory=list)

    @property
    def diterima(self) -> int:
        return sum(s.keadaan == "diterima" for s in self.syarat)


def bukti(user: Any, daftar: Iterable[int]) -> dict[int, Bukti]:
    """The evidence of follow-ups by id, as far as the user may see it; a higher app knows it."""
    return import_string(settings.BUKTI_TINDAK_LANJUT)(user, list(daftar))


def asal(user: Any, pk: int) -> list[tuple[str, str]]:
    """Words and addresses of what a follow-up came from, beside evidence, as far as the user may see it."""
    return [satu for nama in settings.ASAL_TINDAK_LANJUT for satu in import_string(nama)(user, pk)]


def terlambat(hari_ini: date) -> Q:
    """Open past its date; what is reported waits for the check, no longer for the person."""
    return Q(status=S.TERBUKA, tenggat__lt=hari_ini)


def urutkan(semua: QuerySet[TindakLanjut], hari_ini: date) -> QuerySet[TindakLanjut]:
    """Late ones first, then by date, closed ones last."""
    tingkat = Case(
        When(terlambat(hari_ini), then=0), When(status__in=TindakLanjut.BELUM_SELESAI, then=1), default=Value(2)
    )
    urut = (tingkat, F("tenggat").asc(nulls_last=True), "pk")
    return semua.select_related("satker", "penanggung_jawab").order_by(*urut)


def daftar_satker(user: Any, satker: Satker) -> QuerySet[TindakLanjut]:
    """The follow-ups of one unit that the user may see."""
    return urutkan(TindakLanjut.objects.terlihat_oleh(user).filter(satker=satker), satker.hari_ini())


def saring(semua: QuerySet[TindakLanjut], s: Saringan, user: Any, hari_ini: date) -> QuerySet[TindakLanjut]:
    if s.keadaan != SEMUA:
        semua = semua.filter(_keadaan(s.keadaan, hari_ini))
    if s.saya:
        semua = semua.filter(penanggung_jawab=user)
    if s.asal:
        semua = semua.filter(asal=s.asal)
    return semua.filter(area=s.area) if s.area else semua


def _keadaan(kode: str, hari_ini: date) -> Q:
    if kode == LEWAT:
        return terlambat(hari_ini)
    return Q(status__in=TindakLanjut.BELUM_SELESAI) if kode == BELUM else Q(status=kode)


def hitung(semua: QuerySet[TindakLanjut], hari_ini: date) -> dict[str, int]:
    """How many there are of each key of KEADAAN, in one query."""
    jumlah = {k: Count("pk", filter=_keadaan(k, hari_ini)) for k in KEADAAN if k != SEMUA}
    return semua.order_by().aggregate(**jumlah, **{SEMUA: Count("pk")})


def terbuka(satker: Satker) -> QuerySet[TindakLanjut]:
    """What is not done yet, the latest first: for the agenda of the next meeting."""
    return urutkan(TindakLanjut.objects.filter(satker=satker, status__in=TindakLanjut.BELUM_SELESAI), satker.hari_ini())


def untuk_saya(user: Any, satker: Satker) -> QuerySet[TindakLanjut]:
    """What the person must do, and what others reported that waits for his check."""
    h = hak(user)
    dicek = Q(area__in=h.area(satker.pk, J.KOORDINATOR))
    if h.punya(satker.pk, J.KETUA_TIM, J.KEPALA):
        dicek = Q()
    orang_lain = ~Q(dilaporkan_oleh=user) & (Q(penanggung_jawab=None) | ~Q(penanggung_jawab=user))
    milik = Q(status=S.TERBUKA, penanggung_jawab=user) | (Q(status=S.DILAPORKAN) & dicek & orang_lain)
    return daftar_satker(user, satker).filter(milik)


def pengampu(satker: Satker, area: str) -> int | None:
    """Who coordinates the area today, else who leads the team."""
    peran = Peran.objects.berlaku().filter(satker=satker, jenis__in=("koordinator", "ketua_tim"))
    semua = peran.filter(area__in=("", area)).order_by("-area", "pk")
    return semua.values_list("pengguna", flat=True).first()


def calon(satker: Satker) -> QuerySet[Pengguna]:
    """Who may be put in charge: the team and the kepala of today."""
    peran = Peran.objects.berlaku().filter(satker=satker, jenis__in=PELAKSANA, pengguna=OuterRef("pk"))
    return Pengguna.objects.filter(Exists(peran), is_active=True).order_by("nama", "pk")
