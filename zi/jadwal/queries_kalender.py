"""What the calendar shows, to whom: a month or year of one unit, of an area or a person in it; one person's feed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.module_loading import import_string

from zi.jadwal.hari import kalender
from zi.jadwal.kalender import (
    Acara,
    BulanKalender,
    GrupTahun,
    Lingkup,
    Seseorang,
    batas_bulan,
    susun_bulan,
    susun_tahun,
)
from zi.jadwal.kejadian import horizon
from zi.jadwal.models import AlamatKalender
from zi.satker.hak import SATKER_SENDIRI
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak, pilihan_area

J = Peran.Jenis
SAYA = "saya"
AWAL, AKHIR = 1951, 2099  # years that one can turn to
MUNDUR = timedelta(days=92)  # how far back a feed goes


@dataclass(frozen=True)
class Saringan:
    """Which calendar was asked for; `pilihan` is the person as the address names him: a number, `saya`, or nobody."""

    satker: Satker
    hari_ini: date
    tahun: int
    bulan: int
    daftar_area: tuple[tuple[str, str], ...]
    daftar_orang: tuple[Seseorang, ...]
    area: str = ""
    pilihan: str = ""
    orang: Seseorang | None = None

    @property
    def kueri(self) -> str:
        """The month as the address names it."""
        isi = {"bulan": self.bulan, "tahun": self.tahun, "area": self.area, "orang": self.pilihan}
        return urlencode(isi)

    def geser(self, bulan: int) -> "Saringan | None":
        """The same so many months on; None beyond what one can turn to."""
        tahun, sisa = divmod(self.tahun * 12 + self.bulan - 1 + bulan, 12)
        return replace(self, tahun=tahun, bulan=sisa + 1) if AWAL <= tahun <= AKHIR else None

    @property
    def sebelum(self) -> "Saringan | None":
        return self.geser(-1)

    @property
    def sesudah(self) -> "Saringan | None":
        return self.geser(1)

    @property
    def setahun_sebelum(self) -> "Saringan | None":
        return self.geser(-12)

    @property
    def setahun_sesudah(self) -> "Saringan | None":
        return self.geser(12)

    @property
    def kini(self) -> "Saringan":
        return replace(self, tahun=self.hari_ini.year, bulan=self.hari_ini.month)

    @property
    def nama(self) -> str:
        """Whose calendar it is: the person, the area, else the unit."""
        kata = [self.orang.nama] if self.orang else []
        kata += [dict(self.daftar_area)[self.area]] if self.area else []
        return ", ".join(kata) or f"Seluruh {self.satker}"

    @property
    def tahun_pilihan(self) -> range:
        """The years to choose from: some around the one that is shown."""
        awal, akhir = min(self.tahun, self.hari_ini.year) - 2, max(self.tahun, self.hari_ini.year) + 2
        return range(max(awal, AWAL), min(akhir, AKHIR) + 1)


@dataclass(frozen=True)
class LembarBulan:
    saringan: Saringan
    isi: BulanKalender
    tanpa_cuti: bool


@dataclass(frozen=True)
class LembarTahun:
    saringan: Saringan
    grup: tuple[GrupTahun, ...]
    libur: tuple[tuple[date, str], ...]
    tanpa_cuti: bool


def daftar_orang(satker: Satker) -> tuple[Seseorang, ...]:
    """Who works in the unit today, by name: anggota and koordinator in their areas, ketua tim in all of them."""
    peran = Peran.objects.berlaku().filter(satker=satker, jenis__in=SATKER_SENDIRI, pengguna__is_active=True)
    hasil: dict[int, Seseorang] = {}
    for pk, nama, jenis, area in peran.values_list("pengguna", "pengguna__nama", "jenis", "area"):
        lama = hasil.setdefault(pk, Seseorang(pk, nama))
        semua = jenis == J.KETUA_TIM or lama.area is None
        hasil[pk] = replace(lama, area=None if semua or lama.area is None else lama.area | ({area} - {""}))
    return tuple(sorted(hasil.values(), key=lambda o: (o.nama, o.pk)))


def baca_saringan(user: Any, satker: Satker, isi: Any) -> Saringan | None:
    """The calendar that the address asks for; what makes no sense is dropped, somebody unknown gives None.

    An anggota begins with what is his own, all others with the whole unit.
    """
    hari_ini, area, orang = satker.hari_ini(), tuple(pilihan_area(satker)), daftar_orang(satker)
    pilihan = isi.get("orang", SAYA if _hanya_anggota(user, satker) else "")
    nomor = str(user.pk) if pilihan == SAYA else pilihan
    dipilih = next((o for o in orang if str(o.pk) == nomor), None)
    if nomor and dipilih is None:
        return None
    return Saringan(
        satker=satker,
        hari_ini=hari_ini,
        tahun=_bilangan(isi.get("tahun", ""), AWAL, AKHIR) or hari_ini.year,
        bulan=_bilangan(isi.get("bulan", ""), 1, 12) or hari_ini.month,
        daftar_area=area,
        daftar_orang=orang,
        area=isi.get("area", "") if isi.get("area", "") in dict(area) else "",
        pilihan=SAYA if dipilih and dipilih.pk == user.pk else pilihan,
        orang=dipilih,
    )


def _hanya_anggota(user: Any, satker: Satker) -> bool:
    return all(p.jenis == J.ANGGOTA for p in hak(user).di(satker.pk))


def _bilangan(tertulis: str, awal: int, akhir: int) -> int | None:
    if not (tertulis.isascii() and tertulis.isdecimal() and len(tertulis) < 6):
        return None
    return int(tertulis) if awal <= int(tertulis) <= akhir else None


def acara(user: Any, lingkup: Lingkup) -> Iterator[Acara]:
    """The entries of all sources, those of the plan first."""
    for nama in settings.SUMBER_KALENDER:
        yield from import_string(nama)(user, lingkup)


def lembar_bulan(user: Any, s: Saringan) -> LembarBulan:
    awal, akhir = batas_bulan(s.tahun, s.bulan)
    libur = kalender(awal, akhir)
    isi = susun_bulan(s.tahun, s.bulan, acara(user, _lingkup(s, awal, akhir)), libur, s.hari_ini)
    return LembarBulan(s, isi, s.tahun in libur.tanpa_cuti)


def lembar_tahun(user: Any, s: Saringan) -> LembarTahun:
    awal, akhir = date(s.tahun, 1, 1), date(s.tahun, 12, 31)
    libur = kalender(awal, akhir)
    grup = susun_tahun(s.tahun, acara(user, _lingkup(s, awal, akhir)), s.daftar_area, s.hari_ini)
    return LembarTahun(s, tuple(grup), tuple(sorted(libur.libur.items())), s.tahun in libur.tanpa_cuti)


def _lingkup(s: Saringan, awal: date, akhir: date) -> Lingkup:
    return Lingkup(s.satker, awal, akhir, s.hari_ini, s.area, s.orang)


def alamat_saya(user: Any) -> AlamatKalender | None:
    """The address of the person's own feed, if he has one."""
    return AlamatKalender.objects.filter(pengguna=user, dicabut_pada=None).first()


def alamat_dari(token: str) -> AlamatKalender | None:
    return AlamatKalender.objects.filter(token=token, dicabut_pada=None).select_related("pengguna").first()


def umpan(user: Any) -> Iterator[Acara]:
    """What concerns the person in each unit where he works today; nothing once his roles are over."""
    h = hak(user)
    satker = {p.satker_id: p.satker for p in h.peran if p.satker_id in h.satker_sendiri}
    for satu in sorted(satker.values(), key=lambda s: s.pk):
        saya = next((o for o in daftar_orang(satu) if o.pk == user.pk), None)
        hari_ini = satu.hari_ini()
        if saya:
            yield from acara(user, Lingkup(satu, hari_ini - MUNDUR, horizon(hari_ini), hari_ini, orang=saya))
