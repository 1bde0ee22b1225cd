"""What the pages of occurrences show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from zi.bukti.kejadian.queries import Unit, baca_ajuan, kejadian_syarat, saat_baris, unit_bukti
from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.queries_syarat import TERBUKA, pemakaian, syarat_rencana
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.hari import kalender
from zi.jadwal.models import Kejadian
from zi.jadwal.tampil import BULAN, rentang
from zi.rencana.models import BarisRencana


@dataclass(frozen=True)
class BarisKejadian:
    """One occurrence in a list: its window in words, what is special about that day, its evidence."""

    kejadian: Any
    jendela: str
    hari: str
    unit: tuple[Unit, ...] = ()

    @property
    def diterima(self) -> int:
        return sum(u.keadaan == "diterima" for u in self.unit)


@dataclass(frozen=True)
class ButirBukti:
    """A requirement at one occurrence, with what was offered for it there."""

    syarat: SyaratBukti
    keadaan: str
    pemenuhan: tuple[PemenuhanBukti, ...] = ()


def jendela(kejadian: Any) -> str:
    return rentang(kejadian.mulai, kejadian.selesai, BULAN)


def daftar_kejadian(baris: BarisRencana, hari_ini: date) -> list[BarisKejadian]:
    """The occurrences of a row in order of time, also those that an edit of the schedule left behind."""
    semua: Any = Kejadian.objects.filter(jadwal__baris=baris).dengan_keadaan(hari_ini).select_related("jadwal")
    semua = list(semua.order_by("mulai", "pk"))
    syarat: Any = syarat_rencana(baris.tabel.rencana).filter(baris=baris, per_kejadian=True)
    unit = unit_bukti(syarat, saat_baris([baris.pk]), hari_ini)
    return _baris(semua, unit)


@dataclass(frozen=True)
class PilihanKejadian:
    """The occurrences at which one requirement is asked, and the one that a new file is for."""

    daftar: tuple[BarisKejadian, ...] = ()
    dipilih: BarisKejadian | None = None

    @property
    def kejadian(self) -> Kejadian | None:
        return self.dipilih.kejadian if self.dipilih else None

    @property
    def tersembunyi(self) -> dict[str, int]:
        """The hidden field of a form that brings evidence."""
        return {"kejadian": self.kejadian.pk} if self.kejadian else {}

    def alamat(self, syarat: SyaratBukti) -> str:
        """The page of the requirement, open at this occurrence."""
        kueri = f"?kejadian={self.kejadian.pk}" if self.kejadian else ""
        return f"{syarat.get_absolute_url()}{kueri}"


def pilihan_kejadian(syarat: SyaratBukti, pilihan: str = "") -> PilihanKejadian:
    """`pilihan`: the id that was asked for, else the oldest that lacks evidence."""
    if not (syarat.per_kejadian and syarat.baris):
        return PilihanKejadian()
    hari_ini = syarat.baris.tabel.rencana.satker.hari_ini()
    milik: Any = kejadian_syarat(syarat)
    semua = list(milik.dengan_keadaan(hari_ini).order_by("selesai", "pk"))
    ada = baca_ajuan([syarat]).keadaan
    unit = [Unit(syarat.pk, syarat.baris_id, k.pk, ada.get((syarat.pk, k.pk), "belum"), tempo=True) for k in semua]
    daftar = _baris(semua, unit)
    terbuka = [x for x in daftar if x.unit[0].keadaan in TERBUKA and x.kejadian.status != StatusKejadian.BATAL]
    diminta = [x for x in daftar if str(x.kejadian.pk) == pilihan]
    return PilihanKejadian(tuple(daftar), next(iter([*diminta, *terbuka, *reversed(daftar)]), None))


def _baris(semua: list[Any], unit: list[Unit]) -> list[BarisKejadian]:
    if not semua:
        return []
    hari = kalender(semua[0].mulai, max(k.selesai for k in semua))
    return [
        BarisKejadian(k, jendela(k), hari.keterangan(k.mulai, k.selesai), tuple(u for u in unit if u.kejadian == k.pk))
        for k in semua
    ]


def periksa_bukti(user: Any, kejadian: Kejadian, hari_ini: date) -> list[ButirBukti]:
    """The checklist of evidence of one occurrence: what is asked there, and what is asked once for its row."""
    baris = kejadian.jadwal.baris
    syarat: Any = {s.pk: s for s in syarat_rencana(baris.tabel.rencana).filter(baris=baris)}
    unit = unit_bukti(syarat.values(), saat_baris([baris.pk]), hari_ini)
    di_sini = Q(kejadian=kejadian) | Q(kejadian=None)
    ajuan = list(pemakaian(user).filter(di_sini, syarat__in=syarat).select_related("berkas"))
    return [
        ButirBukti(
            syarat[u.syarat],
            u.keadaan,
            tuple(p for p in ajuan if p.syarat_id == u.syarat and p.kejadian_id == u.kejadian),
        )
        for u in unit
        if u.kejadian in (None, kejadian.pk)
    ]
