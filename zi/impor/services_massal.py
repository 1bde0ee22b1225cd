"""Registering evidence in bulk: a draft from workbook and files, the job that does it, the sweep of old drafts."""

import logging
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zi.bukti.berkas.services_periksa import isi_folder, yatim
from zi.bukti.kejadian.queries import kejadian_syarat
from zi.bukti.kejadian.queries_halaman import jendela
from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.pakai.services_tautan import catat_tautan
from zi.bukti.peta.services import tambah_syarat_tanya
from zi.bukti.services import unggah
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.impor.lke.services import buang_draf_lke
from zi.impor.massal_arsip import daftar, keluarkan, susun
from zi.impor.massal_lembar import baca_lembar, tulis_lembar
from zi.impor.massal_pratinjau import BarisBukti, alamat, pratinjau_bukti
from zi.impor.massal_tempat import Denah, lajur_kosong
from zi.impor.models import FOLDER_ARSIP, DrafBukti
from zi.jadwal.models import Kejadian
from zi.rencana.queries import rencana_tahun
from zi.satker.models import Satker

log = logging.getLogger(__name__)
JENIS = "impor_bukti"
MASA_DRAF = timedelta(days=7)
SEKALI_CATAT = 10  # lines after which the outcome is written down
KOSONG = "Lembar ini tidak berisi satu pun nama berkas atau tautan."
TANPA_ARSIP = "Berkasnya sudah tidak ada di penyimpanan. Unggah lagi."
SIMPAN_GAGAL = "Berkas belum dapat disimpan: penyimpanan penuh atau tidak menjawab. Coba lagi sebentar lagi."
TERTUNDA = "Belum dipilih buktinya."


def siapkan_draf(
    satker: Satker, tahun: int, lembar: UploadedFile, unggahan: Sequence[UploadedFile], *, oleh: Any
) -> DrafBukti:
    """Read workbook and files into a draft of `oleh`; nothing is registered. Raises GalatDomain with one sentence.

    The ZIP is written before the row and taken away again when the row cannot be saved.
    """
    lajur, catatan = baca_lembar(cast(BinaryIO, lembar.file))
    if not any(x["berkas"] for x in lajur):
        raise GalatDomain(KOSONG)
    with susun(unggahan) as arsip:
        anggota = daftar(cast(BinaryIO, arsip.file)) if arsip else []
        isi = {"lajur": lajur, "catatan": catatan, "anggota": [vars(x) for x in anggota], "pilihan": {}}
        nilai = {"satker": satker, "tahun": tahun, "nama": (lembar.name or "lembar")[:255], "isi": isi}
        draf = DrafBukti(pengguna=oleh, rencana=rencana_tahun(satker, tahun, tahun), **nilai)
        if arsip:
            _simpan_arsip(draf, arsip)
    try:
        return _simpan_draf(draf, oleh=oleh)
    except BaseException:
        _hapus_arsip(draf.arsip.name)
        raise


def _simpan_arsip(draf: DrafBukti, arsip: File) -> None:
    arsip.seek(0)
    nama = draf.arsip.field.generate_filename(draf, "arsip.zip")
    try:
        draf.arsip.name = default_storage.save(nama, arsip)
    except Exception as galat:  # each storage has errors of its own
        log.exception("arsip tidak tersimpan")
        _hapus_arsip(nama)
        raise GalatDomain(SIMPAN_GAGAL) from galat


@layanan
def _simpan_draf(draf: DrafBukti, *, oleh: Any) -> DrafBukti:
    """A new draft takes the place of the person's other ones that wait for their confirmation."""
    for lama in DrafBukti.objects.filter(pengguna=oleh, diterapkan_pada=None):
        _buang(lama)
    draf.save()
    return draf


def _buang(draf: DrafBukti) -> None:
    """The row now, the bytes after the commit."""
    nama = draf.arsip.name
    draf.delete()
    transaction.on_commit(lambda: _hapus_arsip(nama))


def _hapus_arsip(nama: str | None) -> None:
    """Take the ZIP away; what cannot be taken away now is left to the daily sweep."""
    try:
        if nama:
            default_storage.delete(nama)
    except Exception:  # each storage has errors of its own
        log.exception("arsip %s belum terhapus", nama)


@layanan
def terapkan_bukti(draf: DrafBukti, pilihan: Mapping[str, str], *, oleh: Any) -> Pekerjaan:
    """Confirm a draft of one's own and put the job; twice is once. `pilihan`: line → key of the chosen requirement."""
    kini = DrafBukti.objects.select_for_update().get(pk=draf.pk, pengguna=oleh)
    if kini.diterapkan_pada is None:
        if not pratinjau_bukti(kini, pilihan).jumlah:
            raise GalatDomain("Belum ada baris yang dapat disimpan.")
        kini.isi["pilihan"] = dict(pilihan)
        kini.diterapkan_pada = timezone.now()
        kini.save()
    return pesan(JENIS, kunci(kini), oleh=oleh, draf=kini.pk)


def kunci(draf: DrafBukti) -> str:
    return f"impor-bukti:{draf.pk}"


def kerjakan_bukti(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Do the job: every line that has no outcome yet. Killed and run again it goes on; nothing is there twice."""
    relasi = ("pengguna", "satker", "rencana__satker")
    draf = DrafBukti.objects.filter(pk=pekerjaan.data["draf"]).select_related(*relasi).first()
    if draf is None:
        return {"galat": "Daftar ini sudah dibuang."}
    antre = [b for b in pratinjau_bukti(draf).baris if b.status != "kosong" and b.nomor not in draf.hasil]
    semua = len(antre) + len(draf.hasil)
    with ExitStack() as tumpukan:
        arsip = _buka(draf, tumpukan) if any(b.anggota for b in antre) else None
        for satu in antre:
            draf.hasil[satu.nomor] = _kerjakan(draf, satu, arsip)
            selesai = len(draf.hasil)
            if selesai % SEKALI_CATAT == 0:
                draf.save(update_fields=["hasil"])
            kemajuan(pekerjaan.pk, 100 * selesai // semua, f"Menyimpan baris {selesai} dari {semua}")
    draf.save(update_fields=["hasil"])
    _hapus_arsip(draf.arsip.name)
    return {"baris": semua}


def _buka(draf: DrafBukti, tumpukan: ExitStack) -> zipfile.ZipFile | None:
    """The ZIP of the draft, None when it is gone; a storage that does not answer fails this try of the job."""
    try:
        isi = tumpukan.enter_context(default_storage.open(str(draf.arsip.name), "rb"))
    except FileNotFoundError:
        return None
    return tumpukan.enter_context(zipfile.ZipFile(isi))


def _kerjakan(draf: DrafBukti, satu: BarisBukti, arsip: zipfile.ZipFile | None) -> dict[str, Any]:
    """Do one line; a refusal is an outcome with its sentence."""
    if satu.status == "ragu":
        return {"status": "gagal", "kalimat": TERTUNDA}
    if not satu.dikerjakan:
        return {"status": "gagal", "kalimat": satu.kalimat}
    try:
        pemenuhan = _catat(draf, satu, arsip)
    except GalatDomain as galat:
        return {"status": "gagal", "kalimat": str(galat)}
    berkas = {"pk": pemenuhan.berkas_id, "dokumen": pemenuhan.berkas.judul}
    saat = pemenuhan.kejadian
    tempat = f"{satu.tempat.sebutan} ({jendela(saat)})" if saat else satu.tempat.sebutan
    return {"status": satu.status, "kalimat": satu.kalimat, "tempat": tempat, **berkas}


def _catat(draf: DrafBukti, satu: BarisBukti, arsip: zipfile.ZipFile | None) -> PemenuhanBukti:
    """The same road as a single upload: same checks, same rights."""
    if satu.anggota is None:
        return catat_tautan(tautan=alamat(satu.lajur["berkas"]), **_isian(draf, satu))
    if arsip is None:
        raise GalatDomain(TANPA_ARSIP)
    with keluarkan(arsip, satu.anggota) as berkas:
        return unggah(berkas=berkas, **_isian(draf, satu))


def _isian(draf: DrafBukti, satu: BarisBukti) -> dict[str, Any]:
    syarat = _syarat(draf, satu)
    return {"syarat": syarat, "oleh": draf.pengguna, "kejadian": _kejadian(syarat, satu), **satu.keterangan}


def _kejadian(syarat: SyaratBukti, satu: BarisBukti) -> Kejadian | None:
    """The occurrence at the date of the document, else the one for which this content was filed already, so that a
    list read twice files nothing twice; None leaves it to the rule of a single upload.
    """
    if not syarat.per_kejadian:
        return None
    hari = satu.keterangan.get("tanggal")
    saat = kejadian_syarat(syarat).filter(mulai__lte=hari, selesai__gte=hari) if hari else Kejadian.objects.none()
    return saat.order_by("selesai", "pk").first() or _tercatat(syarat, satu)


def _tercatat(syarat: SyaratBukti, satu: BarisBukti) -> Kejadian | None:
    sama = Q(berkas__tautan=alamat(satu.lajur["berkas"]))
    if satu.anggota:
        sidik = satu.anggota.sha256
        sama = Q(berkas__versi__sha256_terima=sidik) | Q(berkas__versi__sha256=sidik)
    ada = syarat.pemenuhan.filter(sama, berkas__dihapus_pada=None).select_related("kejadian").order_by("pk").first()
    return ada.kejadian if ada else None


def _syarat(draf: DrafBukti, satu: BarisBukti) -> SyaratBukti:
    tempat = satu.tempat
    if tempat.syarat:
        return tempat.syarat
    if tempat.pertanyaan is None:
        raise LookupError(satu.nomor)
    return tambah_syarat_tanya(draf.satker, draf.tahun, tempat.pertanyaan, tempat.teks, oleh=draf.pengguna)


def lembar_isian(user: Any, satker: Satker, tahun: int) -> bytes:
    """The workbook to fill in: what the person may file and has no evidence yet, then the questions."""
    denah = Denah(user, satker, tahun, rencana_tahun(satker, tahun, tahun))
    return tulis_lembar(lajur_kosong(denah, user), f"Daftar bukti {satker} {tahun}")


def lembar_ditolak(draf: DrafBukti) -> bytes:
    """The workbook of the lines that were not registered, each with the reason; it reads back once corrected."""
    gagal = {n: x["kalimat"] for n, x in draf.hasil.items() if x["status"] == "gagal"}
    baris = [{**x, "keterangan": gagal[x["baris"]]} for x in draf.isi["lajur"] if x["baris"] in gagal]
    return tulis_lembar(baris, f"Perlu diperbaiki: {draf.nama}")


def buang_draf() -> int:
    """Remove drafts older than a week with their bytes, and bytes that no draft names. Returns how many drafts went."""
    buang_draf_lke(MASA_DRAF)
    lama = DrafBukti.objects.filter(dibuat_pada__lte=timezone.now() - MASA_DRAF).order_by("pk")
    jumlah = sum(_buang_satu(pk) for pk in list(lama.values_list("pk", flat=True)))
    for folder, nama in isi_folder(FOLDER_ARSIP):
        for satu in yatim(nama, DrafBukti.objects.filter(arsip__startswith=folder).values_list("arsip", flat=True)):
            _hapus_arsip(satu)
    return jumlah


@layanan
def _buang_satu(pk: int) -> bool:
    draf = DrafBukti.objects.select_for_update().filter(pk=pk).first()
    if draf:
        _buang(draf)
    return draf is not None
