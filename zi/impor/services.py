"""Reading a file into a draft, and putting a confirmed preview into the plan."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

from django.utils import timezone
from import_export.exceptions import ImportError as GalatImpor

from zi.bukti.jenis import usulkan
from zi.bukti.models import SyaratBukti
from zi.bukti.queries import kamus_jenis
from zi.bukti.services_syarat import tanggal_dari
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.impor.baca import baca_berkas, baca_tempelan
from zi.impor.hasil import AreaTerbaca, BerkasTidakTerbaca, HasilBaca
from zi.impor.models import DrafImpor
from zi.impor.pratinjau import BarisPratinjau, Pratinjau, buat_pratinjau, cari_area, rapat, selaraskan
from zi.impor.rencana_ada import BarisAda
from zi.impor.simpanan import dari_json, ke_json
from zi.impor.sumber import BarisResource, ke_dataset
from zi.jadwal.models import Jadwal
from zi.jadwal.services_kejadian import selaraskan_satker
from zi.rencana.models import AreaRencana, BarisRencana, RencanaAksi, RencanaKerja, TabelRencana
from zi.rencana.queries import rencana_tahun
from zi.rencana.services import (
    buat_rencana,
    buka,
    hapus,
    siap_diubah,
    susun_urutan,
    tabel_area,
    tambah_area,
    urutan_berikut,
)
from zi.satker.models import Satker

JUDUL = "Rencana Kerja Pembangunan Zona Integritas"
TANPA_JUDUL = "Rencana kerja"  # the area of new rows that stand below no heading
BARU, SAMA = "baru", "sama"  # what a person says of a doubtful row


def baca(nama: str, data: bytes | BinaryIO | None, teks: str = "", html: str = "") -> HasilBaca:
    """Read an upload or a paste; raises GalatDomain with one sentence, also when no row was found."""
    try:
        hasil = baca_berkas(nama, data) if data is not None else baca_tempelan(teks, html)
    except BerkasTidakTerbaca as galat:
        raise GalatDomain(str(galat)) from galat
    if not any(area.baris for area in hasil.areas):
        raise GalatDomain("Tidak ada baris rencana kerja yang ditemukan di sini.")
    return hasil


@layanan
def simpan_draf(satker: Satker, tahun: int, nama: str, hasil: HasilBaca, *, oleh: Any) -> DrafImpor:
    """Keep a reading until it is confirmed; older drafts of the person are let go."""
    DrafImpor.objects.filter(pengguna=oleh, diterapkan_pada=None).delete()
    return DrafImpor.objects.create(pengguna=oleh, satker=satker, tahun=tahun, nama=nama[:255], isi=ke_json(hasil))


def pratinjau_draf(draf: DrafImpor) -> Pratinjau:
    """What the draft would do to the plan as it is now."""
    return pratinjau(draf.satker, draf.tahun, dari_json(draf.isi))


def pratinjau(satker: Satker, tahun: int, hasil: HasilBaca) -> Pratinjau:
    return buat_pratinjau(rencana_tahun(satker, tahun, tahun), hasil, tahun)


@layanan
def terapkan_draf(
    draf: DrafImpor, sidik: str, *, oleh: Any, ragu: Mapping[int, str], buang: Collection[int] = ()
) -> RencanaKerja:
    """Confirm a draft; refused when the plan changed since the preview with this `sidik` was shown."""
    kini = DrafImpor.objects.select_for_update().get(pk=draf.pk)
    hasil = pratinjau_draf(kini)
    if kini.diterapkan_pada:
        raise GalatDomain("Impor ini sudah disimpan.")
    if hasil.sidik() != sidik:
        raise SudahBerubah("Rencana berubah sejak pratinjau ini dibuat. Periksa lagi, lalu simpan.")
    rencana = terapkan(hasil, kini.satker, kini.tahun, oleh=oleh, ragu=ragu, buang=buang)
    kini.diterapkan_pada = timezone.now()
    kini.save()
    return rencana


@layanan
def terapkan(
    hasil: Pratinjau,
    satker: Satker,
    tahun: int,
    *,
    oleh: Any,
    ragu: Mapping[int, str] | None = None,
    buang: Collection[int] = (),
) -> RencanaKerja:
    """Put a preview into the plan, all or nothing.

    `ragu`: number of a doubtful row → BARU or SAMA (not named: a new row, nothing is overwritten).
    `buang`: ids of rows of the plan that the file lacks and that are to go; one with evidence stays.
    """
    rencana = hasil.rencana or buat_rencana(satker, oleh=oleh, tahun_mulai=tahun, tahun_selesai=tahun, judul=JUDUL)
    area = _siapkan_area(rencana, _area_perlu(hasil, ragu or {}), oleh)
    penulis = _Penulis(area, ragu or {}, oleh)
    try:
        BarisResource(hasil, penulis.tulis).import_data(ke_dataset(hasil), raise_errors=True)
    except GalatImpor as galat:
        raise galat.error from galat  # what the service said, not what the library made of it
    _tempatkan(hasil, penulis.baru)
    selaraskan_satker(satker)
    for ada in hasil.hilang:
        if ada.baris.pk in buang and not ada.berbukti:
            hapus(ada.baris, ada.baris.versi, oleh=oleh)
    return RencanaKerja.objects.get(pk=rencana.pk)


def _baris_baru(b: BarisPratinjau, ragu: Mapping[int, str]) -> bool:
    """Whether this row of the file becomes a new row of the plan."""
    return b.ada is None or (b.keadaan == "ragu" and ragu.get(b.nomor) != SAMA)


def _area_perlu(hasil: Pratinjau, ragu: Mapping[int, str]) -> list[AreaTerbaca]:
    """Headings that need an area: with new rows, or with none at all. Rows that the plan has stay where they are."""
    berisi = {id(b.area) for b in hasil.baris}
    baru = {id(b.area) for b in hasil.baris if _baris_baru(b, ragu)}
    return [a for a in hasil.areas if id(a) in baru or id(a) not in berisi]


def _siapkan_area(rencana: RencanaKerja, areas: list[AreaTerbaca], oleh: Any) -> dict[int, AreaRencana | TabelRencana]:
    """Where the new rows below each heading go; an area without rows takes the words of the file.

    The heading of a table that stands in no area (yearly plans) is that table, known by its key.
    """
    tabel = {str(t.uid): t for t in TabelRencana.objects.hidup().filter(rencana=rencana)}
    hasil: dict[int, AreaRencana | TabelRencana] = {}
    for terbaca in areas:
        if terbaca.kunci in tabel:
            hasil[id(terbaca)] = tabel[terbaca.kunci]
            continue
        lama = list(rencana.area.hidup().select_related("area_baku"))
        area = cari_area(terbaca, lama) or cari_area(replace(terbaca, nama=terbaca.nama or TANPA_JUDUL), lama)
        if area is None:
            nama = terbaca.nama or TANPA_JUDUL
            area = tambah_area(rencana, oleh=oleh, nama=nama, nomor_tertulis=terbaca.nomor_tertulis)
        elif terbaca.nama and not area.baris.hidup().exists():
            _namai(area, terbaca, oleh)
        hasil[id(terbaca)] = area
    return hasil


def _namai(area: AreaRencana, terbaca: AreaTerbaca, oleh: Any) -> None:
    nilai = {"nama": terbaca.nama, "nomor_tertulis": terbaca.nomor_tertulis, "sebutan": terbaca.sebutan}
    if any(getattr(area, k) != v for k, v in nilai.items()):
        siap_diubah(area.rencana, oleh)
        simpan_versi(area, area.versi, **nilai)


def _tempatkan(hasil: Pratinjau, baru: Mapping[int, BarisRencana]) -> None:
    """New rows among rows of the plan go where they stand in the file: behind the row that precedes them there."""
    for area in hasil.areas:
        di_berkas = [b for b in hasil.baris if b.area is area]
        if all(b.nomor in baru for b in di_berkas):
            continue  # all new: they stand at the end already, in the order of the file
        sebelum: BarisRencana | None = None
        for b in di_berkas:
            kini = baru.get(b.nomor) or cast(BarisAda, b.ada).baris
            if b.nomor in baru:
                lain = BarisRencana.objects.hidup().filter(tabel=kini.tabel_id).exclude(pk=kini.pk)
                urut = list(lain.order_by("urutan", "pk"))
                tempat = 0 if sebelum is None else next((n for n, x in enumerate(urut, 1) if x == sebelum), len(urut))
                susun_urutan([*urut[:tempat], kini, *urut[tempat:]])
            sebelum = kini


class _Penulis:
    """Saves one row of a preview at a time; `baru` are the rows it made, by their number in the file."""

    def __init__(self, area: dict[int, AreaRencana | TabelRencana], ragu: Mapping[int, str], oleh: Any) -> None:
        self.area, self.ragu, self.oleh = area, ragu, oleh
        self.istilah = kamus_jenis()
        self.baru: dict[int, BarisRencana] = {}

    def tulis(self, b: BarisPratinjau) -> None:
        """A new row at the end of its area, or the changed columns of the row that it is taken for."""
        if _baris_baru(b, self.ragu):
            b = replace(b, ada=None)
        baris = self._ubah(b) if b.ada else self._baru(b)
        aksi = self._aksi(baris, b)
        self._jadwal(baris, b, aksi)
        self._syarat(baris, b, aksi)

    def _baru(self, b: BarisPratinjau) -> BarisRencana:
        tujuan = self.area[id(b.area)]
        buka(tujuan, self.oleh)
        area = tujuan if isinstance(tujuan, AreaRencana) else None
        tabel = tujuan if isinstance(tujuan, TabelRencana) else tabel_area(tujuan)
        nilai = {"no_tertulis": b.terbaca.no_tertulis[:20], "uraian": b.terbaca.uraian, "area": area}
        urutan = urutan_berikut(tabel.baris.all())
        self.baru[b.nomor] = BarisRencana.objects.create(tabel=tabel, urutan=urutan, **nilai)
        return self.baru[b.nomor]

    def _ubah(self, b: BarisPratinjau) -> BarisRencana:
        baris = cast(BarisAda, b.ada).baris
        buka(baris, self.oleh)
        nilai = {"no_tertulis": b.terbaca.no_tertulis[:20], "uraian": b.terbaca.uraian}
        if any(rapat(getattr(baris, k)) != rapat(v) for k, v in nilai.items()):
            simpan_versi(baris, baris.versi, **nilai)
        return baris

    def _aksi(self, baris: BarisRencana, b: BarisPratinjau) -> list[RencanaAksi]:
        baru = [{"label": x.label[:20], "teks": x.teks} for x in b.terbaca.aksi]
        return self._selaraskan(baris, RencanaAksi, baru, ("label", "teks"))

    def _jadwal(self, baris: BarisRencana, b: BarisPratinjau, aksi: list[RencanaAksi]) -> None:
        nilai = [j.nilai | {"dasar_pasangan": j.asal.dasar_pasangan} for j in b.jadwal]
        pasangan = [[aksi[i] for i in j.asal.aksi if i < len(aksi)] for j in b.jadwal]
        self._selaraskan(baris, Jadwal, nilai, ("teks",), pasangan)

    def _syarat(self, baris: BarisRencana, b: BarisPratinjau, aksi: list[RencanaAksi]) -> None:
        baru = [
            {
                "label": x.label[:20],
                "teks": x.teks,
                "jenis": usulkan(x.teks, self.istilah),
                **tanggal_dari(baris, x.teks),
            }
            for x in b.terbaca.bukti
        ]
        pasangan = [[aksi[i] for i in x.aksi if i < len(aksi)] for x in b.terbaca.bukti]
        self._selaraskan(baris, SyaratBukti, baru, ("label", "teks"), pasangan)

    def _selaraskan(
        self,
        baris: BarisRencana,
        model: Any,
        baru: list[dict[str, Any]],
        dilihat: tuple[str, ...],
        pasangan: Any = None,
    ) -> list[Any]:
        """Make the parts of a row those of the file: equal ones stay, alike ones change, the others come or go."""
        lama = list(model.objects.hidup().filter(baris=baris).order_by("urutan", "pk"))
        kunci_lama = [(getattr(x, "label", ""), x.teks) for x in lama]
        hasil: list[Any] = [None] * len(baru)
        for i, j in selaraskan(kunci_lama, [(x.get("label", ""), x["teks"]) for x in baru]):
            if i is not None and j is None:
                self._lepas(lama[i])
            elif j is None:
                continue
            elif i is None:
                hasil[j] = model.objects.create(baris=baris, urutan=len(lama) + j + 1, **baru[j])
                if pasangan:
                    hasil[j].aksi.set(pasangan[j])
            else:
                hasil[j] = self._samakan(lama[i], baru[j], dilihat)
        self._urutkan(hasil)
        return hasil

    def _samakan(self, lama: Any, baru: dict[str, Any], dilihat: tuple[str, ...]) -> Any:
        if any(rapat(getattr(lama, k)) != rapat(baru[k]) for k in dilihat):
            simpan_versi(lama, lama.versi, **{k: v for k, v in baru.items() if k != "dasar_pasangan"})
        return lama

    def _lepas(self, lama: Any) -> None:
        """A part that the file lacks goes, unless evidence hangs on it."""
        if isinstance(lama, SyaratBukti) and lama.pemenuhan.exists():
            return
        simpan_versi(lama, lama.versi, dihapus_pada=timezone.now(), dihapus_oleh=self.oleh)

    @staticmethod
    def _urutkan(bagian: list[Any]) -> None:
        for n, x in enumerate(bagian, start=1):
            if x.urutan != n:
                x.urutan = n
                x.save(update_fields=["urutan"])
