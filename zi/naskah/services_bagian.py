"""Writing the sections and signers of a plan: the head of the team, one at a time, reversibly."""

from typing import Any

from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.naskah.butir import Baris, jalan
from zi.naskah.models import BagianNaskah, ButirBagian, JenisBagian, Pengesahan
from zi.naskah.queries_bagian import butir_bagian
from zi.rencana.models import RencanaKerja
from zi.rencana.policies import boleh_ubah_rencana
from zi.rencana.services import ARAH, siap_diubah, susun_urutan, urutan_berikut

J = JenisBagian
TURUNAN = ("butir", "hari_tanggal", "tempat", "peserta")  # form fields that are not fields of the row
Bagian = BagianNaskah | Pengesahan
BAKU: tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("", "Sampul", J.SAMPUL, ()),
    (
        "BAB I",
        "PENDAHULUAN",
        J.BAB,
        (
            ("1.1", "Latar Belakang", J.PROSA),
            ("1.2", "Maksud, Tujuan, dan Sasaran", J.DAFTAR),
            ("1.3", "Pelaksanaan Kegiatan", J.DATA_RAPAT),
        ),
    ),
    ("BAB II", "MATRIK RENCANA KEGIATAN PEMBANGUNAN ZONA INTEGRITAS", J.BAB, (("", "", J.TABEL),)),
    ("BAB III", "PENUTUP", J.PENUTUP, ()),
    ("", "Tanda tangan", J.TANDA_TANGAN, ()),
)


def _buka(rencana: RencanaKerja, oleh: Any) -> None:
    boleh_ubah_rencana(oleh, rencana).wajib()
    siap_diubah(rencana, oleh)


def saudara(objek: Bagian) -> Any:
    """Parts in the same place of the same plan, deleted ones too, in order."""
    tempat = {"induk": objek.induk_id} if isinstance(objek, BagianNaskah) else {}
    return type(objek).objects.filter(rencana=objek.rencana_id, **tempat).order_by("urutan", "pk")


@layanan
def tambah_bagian(rencana: RencanaKerja, *, oleh: Any, induk: BagianNaskah | None = None, **nilai: Any) -> BagianNaskah:
    """A section at the end of its place; the signature block stays last."""
    _buka(rencana, oleh)
    return _sisipkan(BagianNaskah(rencana=rencana, induk=induk, **_arah(nilai)))


def _arah(nilai: dict[str, Any]) -> dict[str, Any]:
    """A section of tables begins in landscape with the matrix."""
    if nilai.get("jenis") == J.TABEL:
        return {"orientasi": BagianNaskah.Orientasi.MENDATAR, "tabel_jenis": "matrik"} | nilai
    return nilai


def _sisipkan(baru: BagianNaskah) -> BagianNaskah:
    ada = list(saudara(baru).hidup())
    baru.urutan = urutan_berikut(saudara(baru))
    baru.save()
    akhir = [b for b in ada if b.jenis == J.TANDA_TANGAN]
    if akhir and baru.jenis != J.TANDA_TANGAN:
        susun_urutan([*(b for b in ada if b not in akhir), baru, *akhir])
    return baru


@layanan
def pakai_susunan_baku(rencana: RencanaKerja, *, oleh: Any) -> None:
    """The usual chapters, for a plan without any."""
    _buka(rencana, oleh)
    if BagianNaskah.objects.hidup().filter(rencana=rencana).exists():
        raise GalatDomain("Naskah ini sudah mempunyai bagian.")
    for urutan, (nomor, judul, jenis, anak) in enumerate(BAKU, start=1):
        bab = BagianNaskah.objects.create(
            rencana=rencana, urutan=urutan, nomor_tertulis=nomor, judul=judul, jenis=jenis
        )
        for n, (nomor_anak, judul_anak, jenis_anak) in enumerate(anak, start=1):
            nilai = _arah({"nomor_tertulis": nomor_anak, "judul": judul_anak, "jenis": jenis_anak})
            BagianNaskah.objects.create(rencana=rencana, induk=bab, urutan=n, **nilai)


@layanan
def ubah_bagian(bagian: BagianNaskah, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """Save a section with its list and its meeting facts; raises SudahBerubah."""
    _buka(bagian.rencana, oleh)
    turunan = {k: nilai.pop(k) for k in TURUNAN if k in nilai}
    butir = turunan.pop("butir", None)
    if turunan:
        nilai["data"] = {k: v for k, v in {**bagian.data, **turunan}.items() if v != ""}
    simpan_versi(bagian, versi, **nilai)
    if butir is not None:
        _tulis_butir(bagian, butir, oleh)


def _tulis_butir(bagian: BagianNaskah, baris: list[Baris], oleh: Any) -> None:
    """Existing items are reused in their order; what is left over is deleted reversibly."""
    lama = [x for _, x in jalan(butir_bagian(bagian))]
    induk: dict[int, ButirBagian] = {}
    nomor: dict[int | None, int] = {}
    for n, b in enumerate(baris):
        butir = lama[n] if n < len(lama) else ButirBagian(bagian=bagian)
        atas = induk.get(b.dalam - 1)
        nomor[atas.pk if atas else None] = butir.urutan = nomor.get(atas.pk if atas else None, 0) + 1
        if butir.teks != b.teks:
            butir.teks_tertulis = ""
        butir.induk, butir.label, butir.teks = atas, b.label, b.teks
        butir.save()
        induk[b.dalam] = butir
    for butir in lama[len(baris) :]:
        butir.dihapus_pada, butir.dihapus_oleh = timezone.now(), oleh
        butir.save()


@layanan
def tambah_pengesahan(rencana: RencanaKerja, *, oleh: Any, **nilai: Any) -> Pengesahan:
    _buka(rencana, oleh)
    urutan = urutan_berikut(Pengesahan.objects.filter(rencana=rencana))
    return Pengesahan.objects.create(rencana=rencana, urutan=urutan, **_tempat(rencana, nilai))


@layanan
def ubah_pengesahan(satu: Pengesahan, versi: int, *, oleh: Any, **nilai: Any) -> None:
    _buka(satu.rencana, oleh)
    simpan_versi(satu, versi, **_tempat(satu.rencana, nilai))


def _tempat(rencana: RencanaKerja, nilai: dict[str, Any]) -> dict[str, Any]:
    """The section where a signer stands must be of the same plan."""
    pk = nilai.get("bagian_id")
    if pk and not BagianNaskah.objects.hidup().filter(rencana=rencana, pk=pk).exists():
        raise GalatDomain("Bagian yang dipilih tidak ada lagi. Muat ulang halaman.")
    return nilai


@layanan
def tindak(objek: Bagian, aksi: str, versi: int, *, oleh: Any) -> None:
    """Move up or down, delete, restore."""
    _buka(objek.rencana, oleh)
    if aksi in ARAH:
        _geser(objek, versi, aksi)
    elif aksi == "hapus" and objek.dihapus_pada is None:
        simpan_versi(objek, versi, dihapus_pada=timezone.now(), dihapus_oleh=oleh)
    elif aksi == "pulihkan" and objek.dihapus_pada is not None:
        simpan_versi(objek, objek.versi, dihapus_pada=None, dihapus_oleh=None)


def _geser(objek: Bagian, versi: int, arah: str) -> None:
    urut = list(saudara(objek).hidup())
    dari = next((n for n, x in enumerate(urut) if x.pk == objek.pk), None)
    if dari is None:
        raise SudahBerubah("Bagian ini sudah dihapus orang lain.")
    ke = dari + ARAH[arah]
    if 0 <= ke < len(urut):
        urut[dari], urut[ke] = urut[ke], urut[dari]
        susun_urutan(urut, kecuali=objek.pk)
        simpan_versi(objek, versi, urutan=ke + 1)
