"""Reading requirements as a person may read them: the living ones, or, for an evaluator while the next version of a
plan is being written, those of the version in force with its words."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from zi.bukti.berlaku import AreaBerlaku, NaskahBerlaku, SyaratBerlaku, naskah_berlaku, semua_berlaku
from zi.bukti.kejadian.queries import Unit, jumlah_tempo, saat_baris, unit_bukti
from zi.bukti.kelengkapan.queries import AreaKisi, Kelengkapan, hitung, rencana_dipilih
from zi.bukti.models import SyaratBukti
from zi.bukti.queries_syarat import KEADAAN, RELASI_SYARAT, TERBUKA, dengan_keadaan, syarat_rencana
from zi.rencana.models import RencanaKerja
from zi.satker.models import Satker


def naskah_pengganti(user: Any, satker: Satker | None, pk: str) -> NaskahBerlaku | None:
    """The version in force that stands in for plan `pk`, else (pk empty) for the newest hidden plan of the unit."""
    semua = naskah_berlaku(user)
    if pk:
        return next((n for n in semua if str(n.rencana.pk) == pk), None)
    return next((n for n in semua if satker and n.rencana.satker_id == satker.pk), None)


def rencana_dibaca(user: Any, satker: Satker | None, pk: str) -> RencanaKerja | None:
    """As rencana_dipilih; also a hidden plan of which the user reads the version in force."""
    rencana, naskah = rencana_dipilih(user, satker, pk), None
    if rencana is None:
        naskah = naskah_pengganti(user, satker, pk)
    return naskah.rencana if naskah else rencana


def syarat_dibaca(user: Any, rencana: RencanaKerja, *relasi: str) -> Iterable[Any]:
    """The requirements of a plan from `rencana_dibaca`, as the user may read them, each with its `keadaan`."""
    naskah = naskah_pengganti(user, None, str(rencana.pk))
    return syarat_naskah(naskah) if naskah else syarat_rencana(rencana).select_related(*relasi)


def cari_syarat(user: Any, pk: int) -> SyaratBukti | None:
    """A requirement of a plan or a follow-up, as the user may read it."""
    di_rencana: QuerySet[SyaratBukti] = SyaratBukti.objects.filter(pertanyaan=None).select_related(*RELASI_SYARAT)
    satu = di_rencana.filter(pk__in=SyaratBukti.objects.terlihat_oleh(user).filter(pk=pk)).first()
    if satu is None and (satu := di_rencana.filter(pk=pk, uid__in=[*semua_berlaku(user)]).first()):
        kenakan(user, [satu])
    return satu


def kenakan(user: Any, semua: Iterable[SyaratBukti]) -> None:
    """Put the words of the version in force on these requirements, for who may not read the draft. Never save them."""
    berlaku = semua_berlaku(user)
    for syarat in semua:
        if isi := berlaku.get(str(syarat.uid)):
            _kenakan(syarat, isi)


def _kenakan(syarat: SyaratBukti, isi: SyaratBerlaku) -> None:
    syarat.teks, syarat.jenis, syarat.tanggal = isi.teks, list(isi.jenis), isi.tanggal
    if syarat.baris:
        syarat.baris.uraian = isi.uraian
    elif syarat.area:
        syarat.area.nama = isi.area.nama if isi.area else ""


def syarat_naskah(naskah: NaskahBerlaku) -> list[Any]:
    """The requirements of a version in force in its order and words, each with its `keadaan`."""
    ada: Any = dengan_keadaan(SyaratBukti.objects.filter(uid__in=[*naskah.syarat])).select_related(*RELASI_SYARAT)
    ada = ada.annotate(**jumlah_tempo(naskah.rencana.satker.hari_ini()))
    per_uid = {str(s.uid): s for s in ada}
    hasil = [per_uid[uid] for uid in naskah.syarat if uid in per_uid]
    for syarat in hasil:
        _kenakan(syarat, naskah.syarat[str(syarat.uid)])
    return hasil


def saring_naskah(
    naskah: NaskahBerlaku, semua: Iterable[Any], keadaan: str = "", area: str = "", cari: str = ""
) -> list[Any]:
    """As `saring`, by the areas and the words of the version."""

    def cocok(syarat: Any) -> bool:
        isi = naskah.syarat[str(syarat.uid)]
        kata = cari.casefold() in f"{isi.teks}\n{isi.uraian}".casefold()
        boleh = TERBUKA if keadaan == "terbuka" else (keadaan,) if keadaan in KEADAAN else KEADAAN
        return kata and area in ("", isi.area and isi.area.kode) and syarat.keadaan in boleh

    return [s for s in semua if cocok(s)]


def kelengkapan_naskah(naskah: NaskahBerlaku, tahun: int) -> Kelengkapan:
    """Completeness of what a version in force asks for, in all and per area."""
    area: dict[int, AreaBerlaku | None] = {}
    semua = syarat_naskah(naskah)
    for syarat in semua:
        area[syarat.pk] = naskah.syarat[str(syarat.uid)].area
    unit: dict[AreaBerlaku | None, list[Unit]] = defaultdict(list)
    for u in unit_naskah(naskah, semua):
        unit[area[u.syarat]].append(u)
    kisi = tuple(AreaKisi(a, hitung(isi)) for a, isi in unit.items())
    return Kelengkapan(naskah.rencana, tahun, hitung(u for isi in unit.values() for u in isi), kisi, ())


def unit_naskah(naskah: NaskahBerlaku, semua: list[Any]) -> list[Unit]:
    """What these requirements of a version ask for so far."""
    saat = saat_baris({s.baris_id for s in semua if s.baris_id})
    return unit_bukti(semua, saat, naskah.rencana.satker.hari_ini())
