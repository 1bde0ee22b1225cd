"""The list of people from a workbook: preview now, save later exactly what was shown."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from import_export.results import Result, RowResult
from tablib import Dataset

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.satker import policies
from zi.satker.lembar import KOLOM
from zi.satker.models import Peran, PratinjauOrang, Satker
from zi.satker.services_orang import kirim_tautan_untuk
from zi.satker.sumber import SumberOrang

MASA_PRATINJAU = timedelta(hours=24)
STATUS = {
    RowResult.IMPORT_TYPE_NEW: "baru",
    RowResult.IMPORT_TYPE_UPDATE: "berubah",
    RowResult.IMPORT_TYPE_SKIP: "sama",
    RowResult.IMPORT_TYPE_INVALID: "gagal",
}
SUDAH = "Pratinjau ini sudah disimpan atau sudah lama. Unggah lagi berkasnya."
BERUBAH = "Data orang di satker ini berubah sejak pratinjau. Unggah lagi berkasnya untuk melihat hasilnya."


@layanan
def buat_pratinjau(satker: Satker, nama_berkas: str, baris: list[dict[str, str]], *, oleh: Any) -> PratinjauOrang:
    """Try every row and undo it all; what would happen is kept for the preview page."""
    policies.boleh_kelola(oleh, satker).wajib()
    PratinjauOrang.objects.filter(satker=satker, oleh=oleh).delete()
    hasil, _ = _jalankan(satker, baris, oleh=oleh, coba=True)
    nilai = {"nama_berkas": nama_berkas[:200], "baris": baris, "hasil": hasil}
    return PratinjauOrang.objects.create(satker=satker, oleh=oleh, **nilai)


@layanan
def terapkan(pratinjau: PratinjauOrang, *, oleh: Any, undang: bool = False) -> dict[str, int]:
    """Save the rows that were shown as good, once (compare-and-set); refuse when they would now come out otherwise."""
    kini = timezone.now()
    terbuka = PratinjauOrang.objects.filter(diterapkan_pada=None, dibuat_pada__gt=kini - MASA_PRATINJAU)
    if not terbuka.filter(pk=pratinjau.pk, oleh=oleh).update(diterapkan_pada=kini):
        raise GalatDomain(SUDAH)
    hasil, akun_baru = _jalankan(pratinjau.satker, pratinjau.baris, oleh=oleh, coba=False)
    if hasil != pratinjau.hasil:
        raise GalatDomain(BERUBAH)
    for pengguna in akun_baru if undang else ():
        kirim_tautan_untuk(pratinjau.satker, pengguna, oleh=oleh)
    return hitung(hasil)


def hitung(hasil: list[dict[str, str]]) -> dict[str, int]:
    """How many rows of each outcome."""
    return {kata: sum(1 for x in hasil if x["status"] == kata) for kata in STATUS.values()}


def baris_sekarang(satker: Satker) -> list[dict[str, Any]]:
    """The people and roles that are not over, as rows of the workbook; deputies are named on their own page."""
    peran = (
        Peran.objects.belum_selesai()
        .filter(satker=satker, sebutan="")
        .select_related("pengguna")
        .order_by("pengguna__nama", "pk")
    )
    pegawai = {p.pengguna_id: p for p in satker.pegawai.exclude(pengguna=None)}
    return [_baris_peran(p, pegawai.get(p.pengguna_id)) for p in peran]


def _baris_peran(peran: Peran, pegawai: Any) -> dict[str, Any]:
    akun = peran.pengguna
    return {
        "nama": pegawai.nama if pegawai else akun.nama,
        "surel": akun.email,
        "nomor_induk": (pegawai.nomor_induk if pegawai else None) or akun.nomor_induk,
        "jabatan": pegawai.jabatan if pegawai else "",
        "pangkat": pegawai.pangkat if pegawai else "",
        "jenis": peran.get_jenis_display(),
        "area": peran.area,
        "tahun": peran.tahun,
        "surat_tugas": peran.surat_tugas,
        "mulai": peran.mulai,
        "selesai": peran.selesai,
    }


def _jalankan(satker: Satker, baris: list[dict[str, str]], *, oleh: Any, coba: bool) -> tuple[list[dict], list[Any]]:
    """Run the resource; the outcome of each row in words, and the accounts that were made."""
    kepala = [*KOLOM, "_baris"]
    dataset = Dataset(*[[satu[k] for k in kepala] for satu in baris], headers=kepala)
    hasil: Result = SumberOrang(satker, oleh).import_data(dataset, dry_run=coba, use_transactions=True)
    for galat in [*hasil.base_errors, *(g for r in hasil.rows for g in r.errors)]:
        raise galat.error
    baru = [r.instance.surel for r in hasil.rows if r.is_new() and r.instance.akun is None]
    return [_dalam_kata(r) for r in hasil.rows], list(Pengguna.objects.filter(email__in=baru))


def _dalam_kata(satu: RowResult) -> dict[str, str]:
    return {
        "nomor": satu.row_values["_baris"],
        "status": STATUS[satu.import_type],
        "nama": satu.row_values["nama"],
        "surel": satu.row_values["surel"],
        "peran": " ".join(filter(None, [satu.row_values["jenis"], satu.row_values["area"]])),
        "keterangan": _keterangan(satu),
    }


def _keterangan(satu: RowResult) -> str:
    if satu.is_invalid():
        return " ".join(satu.validation_error.messages)
    if satu.is_new():
        return "Peran baru." if satu.instance.akun else "Akun baru dan peran baru."
    if satu.is_skip():
        return ""
    beda = [(KOLOM[k][0], getattr(satu.original, k), getattr(satu.instance, k)) for k in KOLOM]
    return "; ".join(f"{judul}: {lama or '–'} → {baru or '–'}" for judul, lama, baru in beda if lama != baru)
