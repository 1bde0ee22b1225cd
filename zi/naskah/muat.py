"""Reading a canonical plan document into live rows."""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models

from zi.bukti.models import PemenuhanBukti
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.jadwal.services_kejadian import selaraskan_satker
from zi.naskah.bentuk import KEPALA, KUNCI_ANAK, RENCANA, Bentuk
from zi.naskah.kanonik import Isi, bawaan
from zi.naskah.models import DasarHukum, Versi
from zi.naskah.skema import periksa
from zi.pengungkit.models import AreaBaku, Peraturan
from zi.rencana.models import AreaRencana, PenanggungJawab, Pihak, RencanaKerja
from zi.rencana.services import RencanaSudahAda
from zi.satker.models import Satker, TimKerja

BATAS_BITA = 20 * 1024 * 1024
_SUROGAT = re.compile(r"[\ud800-\udfff]")  # half a character: no database stores it


def baca_teks(data: bytes) -> Isi:
    """Parse and check a document; raises GalatDomain with one sentence."""
    if len(data) > BATAS_BITA:
        raise GalatDomain("Berkas rencana terlalu besar (lebih dari 20 MB).")
    try:
        isi = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise GalatDomain("Berkas ini bukan JSON rencana kerja.") from None
    periksa(isi)
    if any("\0" in teks or _SUROGAT.search(teks) for teks in _semua_teks(isi)):
        raise GalatDomain("Dokumen rencana memuat huruf yang tidak dapat disimpan.")
    return isi


def _semua_teks(isi: Any) -> Iterator[str]:
    """Every text in a checked document."""
    if isinstance(isi, str):
        yield isi
    elif isinstance(isi, dict | list):
        for satu in isi.values() if isinstance(isi, dict) else isi:
            yield from _semua_teks(satu)


def muat(
    isi: Isi, satker: Satker, *, oleh: Any = None, ganti: bool = False, contoh: bool | None = None
) -> RencanaKerja:
    """Make the plan of `satker` that the document describes; all or nothing.

    Raises RencanaSudahAda when there is one for the year and `ganti` is not set; a plan with evidence or a
    submitted version is never replaced. `contoh` overrides the document's own mark.
    """
    periksa(isi)
    try:
        return _muat(isi, satker, oleh=oleh, ganti=ganti, contoh=contoh)
    except IntegrityError as galat:
        raise GalatDomain(
            f"Dokumen rencana bertentangan dengan aturan data ({str(galat).splitlines()[0]}). Tidak ada yang disimpan."
        ) from galat


@layanan
def _muat(isi: Isi, satker: Satker, *, oleh: Any, ganti: bool, contoh: bool | None) -> RencanaKerja:
    kepala = isi["rencana"]
    lama = RencanaKerja.objects.hidup().filter(satker=satker, tahun_mulai=kepala["tahun_mulai"]).first()
    if lama:
        _sisihkan(lama, ganti, oleh)
    rencana = RencanaKerja(satker=satker, tim=_tim(kepala.get("tim"), satker))
    _isi_nilai(rencana, KEPALA, kepala)
    if contoh is not None:
        rencana.contoh = contoh
    rencana.save()
    penulis = _Penulis(rencana)
    for kunci, bentuk in RENCANA.items():
        penulis.daftar(bentuk, isi.get(kunci, []), rencana)
    selaraskan_satker(satker)
    return rencana


def _sisihkan(lama: RencanaKerja, ganti: bool, oleh: Any) -> None:
    """Put the old plan aside (reversibly) so that the new one takes its year."""
    from django.utils import timezone

    if not ganti:
        raise RencanaSudahAda(lama)
    berbukti = PemenuhanBukti.objects.filter(syarat__baris__tabel__rencana=lama).exists()
    if berbukti or Versi.objects.filter(rencana=lama).exists():
        raise GalatDomain(f"Rencana kerja {lama.tahun} tidak dapat diganti: sudah ada bukti atau pernah diajukan.")
    lama.dihapus_pada, lama.dihapus_oleh = timezone.now(), oleh
    lama.save()


def _tim(isi: Isi | None, satker: Satker) -> TimKerja | None:
    if not isi:
        return None
    lain = {n: isi.get(n, "") for n in ("sk_nomor", "sk_pejabat", "sk_tentang")}
    lain["sk_tanggal"] = _tanggal(isi.get("sk_tanggal"))
    return TimKerja.objects.get_or_create(satker=satker, tahun=isi["tahun"], sebutan=isi["sebutan"], defaults=lain)[0]


def _tanggal(teks: str | None) -> date | None:
    if not teks:
        return None
    try:
        return date.fromisoformat(teks)
    except ValueError:
        raise GalatDomain(f"Tanggal {teks} tidak ada di kalender.") from None


def _nilai(f: models.Field, isi: Isi) -> Any:
    """The value of a field from the document."""
    if f.name not in isi:
        return bawaan(f)
    if isinstance(f, models.DateField):
        return _tanggal(isi[f.name])
    if isinstance(f, models.DecimalField) and isi[f.name] is not None:
        return Decimal(isi[f.name])
    return isi[f.name]


def _isi_nilai(part: models.Model, bentuk: Bentuk, isi: Isi) -> None:
    for f in bentuk.nilai:
        setattr(part, f.name, _nilai(f, isi))


class _Penulis:
    """Writes the parts and remembers under which address each one stands."""

    def __init__(self, rencana: RencanaKerja) -> None:
        self.rencana = rencana
        self.baku = {a.kode: a for a in AreaBaku.objects.all()}
        self.pihak = {p.nama: p for p in Pihak.objects.filter(satker=rencana.satker)}
        self.alamat: dict[tuple[type[models.Model], Any], models.Model] = {}
        self.jalur: dict[int, list[Any]] = {}

    def daftar(self, bentuk: Bentuk, daftar: list[Isi], induk: models.Model, atas: models.Model | None = None) -> None:
        if bentuk.alamat == "posisi":  # positions are counted anew in each parent
            self.alamat = {k: v for k, v in self.alamat.items() if k[0] is not bentuk.model or atas is not None}
        for posisi, isi in enumerate(daftar, start=1):
            part = self._satu(bentuk, isi, posisi, induk, atas)
            self._ingat(bentuk, part, posisi, atas or induk)
            for kunci, anak in bentuk.anak.items():
                self.daftar(anak, isi.get(kunci, []), part)
            if bentuk.pohon:
                self.daftar(bentuk, isi.get(KUNCI_ANAK, []), induk, part)

    def _satu(self, bentuk: Bentuk, isi: Isi, posisi: int, induk: models.Model, atas: models.Model | None) -> Any:
        part = bentuk.model(**{bentuk.induk: induk, "urutan": posisi})
        if bentuk.pohon and atas is not None:
            setattr(part, bentuk.pohon, atas)
        _isi_nilai(part, bentuk, isi)
        self._khusus(part, isi)
        banyak = {}
        for nama, model in bentuk.acuan.items():
            if bentuk.model._meta.get_field(nama).many_to_many:
                banyak[nama] = [self._cari(model, x) for x in isi.get(nama) or []]
            else:
                setattr(part, nama, self._cari(model, isi.get(nama)))
        part.save()
        for nama, objek in banyak.items():
            if objek:
                getattr(part, nama).set(objek)
        self._khusus_banyak(part, isi)
        return part

    def _ingat(self, bentuk: Bentuk, part: Any, posisi: int, atas: models.Model) -> None:
        if bentuk.alamat == "jalur":
            dari = self.jalur.get(id(atas), [atas.kode] if isinstance(atas, AreaRencana) else [])
            self.jalur[id(part)] = [*dari, posisi]
            self.alamat[bentuk.model, tuple(self.jalur[id(part)])] = part
        else:
            self.alamat[bentuk.model, part.kode if bentuk.alamat == "kode" else posisi] = part

    def _cari(self, model: type[models.Model], alamat: Any) -> models.Model | None:
        if alamat is None:
            return None
        kunci = tuple(alamat) if isinstance(alamat, list) else alamat
        if (model, kunci) not in self.alamat:
            raise GalatDomain(
                f"Dokumen rencana menunjuk {model._meta.verbose_name} “{alamat}” yang tidak ada di dalamnya."
            )
        return self.alamat[model, kunci]

    def _khusus(self, part: Any, isi: Isi) -> None:
        if isinstance(part, AreaRencana) and isi.get("area_baku"):
            if isi["area_baku"] not in self.baku:
                raise GalatDomain(f"Area baku “{isi['area_baku']}” tidak dikenal. Jalankan muat_instrumen lebih dulu.")
            part.area_baku = self.baku[isi["area_baku"]]

    def _khusus_banyak(self, part: Any, isi: Isi) -> None:
        if isinstance(part, PenanggungJawab):
            part.pihak.set([self._pihak(nama) for nama in isi.get("pihak", [])])
        if isinstance(part, DasarHukum):
            part.peraturan.set([_peraturan(x) for x in part.rujukan if {"jenis", "nomor", "tahun"} <= x.keys()])

    def _pihak(self, nama: str) -> Pihak:
        if nama not in self.pihak:
            self.pihak[nama] = Pihak.objects.create(satker=self.rencana.satker, nama=nama)
        return self.pihak[nama]


def _peraturan(isi: Isi) -> Peraturan:
    """The regulation that a legal basis cites, made when it is not known yet."""
    lain = {"tentang": isi.get("tentang", ""), "lembaran": isi.get("lembaran", [])}
    kunci = {"jenis": str(isi["jenis"])[:120], "nomor": str(isi["nomor"])[:40], "tahun": int(isi["tahun"])}
    return Peraturan.objects.get_or_create(**kunci, defaults=lain)[0]
