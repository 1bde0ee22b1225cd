"""Offering a file for a requirement, and verifying it."""

import errno
import logging
from datetime import date
from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, IntegrityError
from django.db.models import Q
from django.utils import timezone

from zi.bukti.berkas.services_kata import sesudah_simpan
from zi.bukti.isi.foto import hari_potret
from zi.bukti.isi.tebak import tebak
from zi.bukti.isi.unggahan import Unggahan, periksa
from zi.bukti.kejadian.services import kejadian_dipilih
from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.policies import boleh_unggah, boleh_verifikasi, tempat
from zi.bukti.queries import kamus_jenis
from zi.bukti.tindaklanjut.services import laporkan_perbaikan
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.jadwal.models import Kejadian
from zi.notifikasi.services import kirim

log = logging.getLogger(__name__)
PENUH = (errno.ENOSPC, errno.EDQUOT)
Status = PemenuhanBukti.Status


def unggah(
    syarat: SyaratBukti,
    berkas: UploadedFile,
    *,
    oleh: Any,
    kejadian: Kejadian | None = None,
    dipotret: date | None = None,
    **keterangan: Any,
) -> PemenuhanBukti:
    """Check and store one file and offer it for the requirement; the same content again is not stored twice.

    `dipotret`: the day of a photo, when the sender took it out of the file before scaling it.
    `keterangan`: fields of a new Berkas that are known and need no guess (judul, nomor, tanggal, berlaku_sampai).
    The file is written before the transaction and taken away again when the rows cannot be saved, also because the
    same content was stored by somebody else at the same moment; that one is then used.
    """
    boleh_unggah(oleh, syarat).wajib()
    with periksa(berkas) as hasil:
        if hasil.tipe.startswith("image/"):
            dipotret = dipotret or hari_potret(cast(BinaryIO, berkas.file))
        baru = _berkas(syarat, hasil.nama, dipotret, oleh)
        for nama, isi in keterangan.items():
            setattr(baru, nama, isi)
        return _unggah(syarat, hasil, kejadian, baru, oleh)


def _unggah(syarat: SyaratBukti, hasil: Unggahan, kejadian: Kejadian | None, baru: Berkas, oleh: Any) -> PemenuhanBukti:
    rencana, _ = tempat(syarat)
    if lama := versi_dengan_isi(rencana.satker_id, hasil.sha256_terima):
        return _pakai_lagi(syarat, lama, kejadian, oleh=oleh)
    versi = VersiBerkas(
        berkas=baru,
        nama_asli=hasil.nama,
        tipe=hasil.tipe,
        ukuran=hasil.ukuran,
        sha256=hasil.sha256,
        sha256_terima=hasil.sha256_terima,
        halaman=hasil.halaman,
        tanda=list(hasil.tanda),
        satker=rencana.satker,
        diunggah_oleh=oleh,
    )
    simpan_isi(versi, hasil)
    try:
        return _catat(syarat, versi, kejadian, oleh=oleh)
    except BaseException as galat:
        batalkan_isi(versi)
        lama = versi_dengan_isi(rencana.satker_id, hasil.sha256_terima)
        if isinstance(galat, IntegrityError) and lama:
            return _pakai_lagi(syarat, lama, kejadian, oleh=oleh)
        raise


def _berkas(syarat: SyaratBukti, nama: str, dipotret: date | None, oleh: Any) -> Berkas:
    """The new document with what its name tells; whoever uploaded it corrects that afterwards."""
    rencana, _ = tempat(syarat)
    isi = tebak(
        nama,
        hari_ini=rencana.satker.hari_ini(),
        syarat=syarat.teks,
        jenis=syarat.jenis,
        istilah=kamus_jenis(),
        dipotret=dipotret,
    )
    return Berkas(
        satker=rencana.satker,
        judul=isi.judul,
        nomor=isi.nomor,
        tanggal=isi.tanggal,
        jenis=JenisBukti.objects.filter(kode=isi.jenis, dokumen=True).first(),
        diunggah_oleh=oleh,
        contoh=rencana.contoh,
    )


def versi_dengan_isi(satker_id: int, sha256: str) -> VersiBerkas | None:
    """The version of the unit that came in, or is stored, with this content; that of a deleted file too."""
    sama = VersiBerkas.objects.filter(Q(sha256_terima=sha256) | Q(sha256=sha256), satker=satker_id)
    return sama.select_related("berkas").order_by("pk").first()


def simpan_isi(versi: VersiBerkas, hasil: Unggahan) -> None:
    """Write the bytes under a name of ours; raises GalatDomain when the storage is full or does not answer."""
    nama = versi.isi.field.generate_filename(versi, f"isi.{hasil.akhiran}")
    try:
        versi.isi.name = default_storage.save(nama, hasil.isi)
    except Exception as galat:  # each storage has errors of its own
        log.exception("berkas tidak tersimpan")
        _buang(nama)
        penuh = isinstance(galat, OSError) and galat.errno in PENUH
        sebab = "penyimpanan penuh. Beri tahu admin" if penuh else "penyimpanan tidak menjawab. Coba lagi sebentar lagi"
        raise GalatDomain(f"“{hasil.nama}” belum tersimpan: {sebab}.") from galat


def batalkan_isi(versi: VersiBerkas) -> None:
    """Take the bytes away again whose row was not saved; where nobody can tell whether it was, they stay."""
    try:
        if VersiBerkas.objects.filter(isi=versi.isi.name).exists():
            return
    except DatabaseError:  # the connection broke, perhaps after the commit: an orphan is swept, a row would be bereft
        log.exception("%s belum tentu tercatat", versi.isi.name)
        return
    _buang(str(versi.isi.name))


def _buang(nama: str) -> None:
    """Take a half-written file away; what cannot be taken away now is left to `periksa_berkas --sapu`."""
    try:
        default_storage.delete(nama)
    except Exception:
        log.exception("sisa %s belum terhapus", nama)


@layanan
def _pakai_lagi(syarat: SyaratBukti, versi: VersiBerkas, kejadian: Kejadian | None, *, oleh: Any) -> PemenuhanBukti:
    """Offer the file that has this content already; a deleted one comes back."""
    if versi.pindai == VersiBerkas.Pindai.TERJANGKIT:
        raise GalatDomain(f"“{versi.nama_asli}” mengandung virus, jadi tidak dapat dipakai.")
    berkas = Berkas.objects.select_for_update().filter(pk=versi.berkas_id).first()
    if berkas is None:
        raise GalatDomain(f"“{versi.nama_asli}” baru saja dibuang dari register. Unggah sekali lagi.")
    if berkas.dihapus_pada:
        berkas.dihapus_pada = berkas.dihapus_oleh = None
        berkas.save(update_fields=["dihapus_pada", "dihapus_oleh", "updated_at"])
    return tawarkan(syarat, berkas, oleh=oleh, kejadian=kejadian)


@layanan
def _catat(syarat: SyaratBukti, versi: VersiBerkas, kejadian: Kejadian | None, *, oleh: Any) -> PemenuhanBukti:
    berkas = versi.berkas
    berkas.save()
    versi.berkas = berkas
    versi.save()
    sesudah_simpan(versi, oleh=oleh)
    return tawarkan(syarat, berkas, oleh=oleh, kejadian=kejadian)


@layanan
def tawarkan(syarat: SyaratBukti, berkas: Berkas, *, oleh: Any, kejadian: Kejadian | None = None) -> PemenuhanBukti:
    """Offer a file that is there already; twice is once.

    For a requirement per kejadian without one named: the oldest that is due and lacks evidence.
    """
    boleh_unggah(oleh, syarat).wajib()
    if berkas.satker_id != tempat(syarat)[0].satker_id:
        raise GalatDomain("Berkas ini milik satker lain.")
    kejadian = kejadian_dipilih(syarat, kejadian)
    return PemenuhanBukti.objects.get_or_create(
        syarat=syarat, berkas=berkas, kejadian=kejadian, defaults={"ditawarkan_oleh": oleh}
    )[0]


@layanan
def verifikasi(pemenuhan: PemenuhanBukti, terima: bool, *, oleh: Any, catatan: str = "") -> None:
    """Accept, or return with a reason; the same decision again changes nothing.

    Raises SudahBerubah when somebody else decided meanwhile.
    """
    boleh_verifikasi(oleh, pemenuhan).wajib()
    if not terima and not catatan.strip():
        raise GalatDomain("Tulis alasan pengembalian, supaya pengunggah tahu apa yang harus diperbaiki.")
    status = Status.DITERIMA if terima else Status.DIKEMBALIKAN
    kini = PemenuhanBukti.objects.select_for_update().get(pk=pemenuhan.pk)
    if kini.status == status and kini.diverifikasi_oleh_id == oleh.pk:
        return
    if kini.versi != pemenuhan.versi:
        raise SudahBerubah("Bukti ini baru saja diperiksa orang lain. Muat ulang halaman ini.")
    kini.status, kini.catatan = status, catatan.strip()
    kini.diverifikasi_oleh, kini.diverifikasi_pada = oleh, timezone.now()
    kini.versi += 1
    kini.save()
    pemenuhan.refresh_from_db()
    if terima:
        laporkan_perbaikan(kini, oleh=oleh)
    else:
        _kabarkan(kini, oleh)


def _kabarkan(pemenuhan: PemenuhanBukti, oleh: Any) -> None:
    """Tell the one who offered the file that it came back, and why; the reminder has a line of its own for it."""
    kirim(
        pemenuhan.ditawarkan_oleh,
        kunci=f"bukti-dikembalikan:{pemenuhan.pk}:{pemenuhan.versi}",
        judul=f"Dikembalikan: {pemenuhan.berkas.judul}"[:200],
        isi=f"{oleh}: {pemenuhan.catatan}",
        tautan=pemenuhan.syarat.get_absolute_url(),
        surel=False,
    )
