"""Offering a file for a requirement, and verifying it."""

from pathlib import PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.policies import boleh_unggah, boleh_verifikasi, tempat
from zi.bukti.unggahan import Unggahan, periksa
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.notifikasi.services import kirim

Status = PemenuhanBukti.Status


def unggah(syarat: SyaratBukti, berkas: UploadedFile, *, oleh: Any) -> PemenuhanBukti:
    """Check and store one file and offer it for the requirement; the same content again is not stored twice.

    The file is written before the transaction and taken away again when the rows cannot be saved.
    """
    boleh_unggah(oleh, syarat).wajib()
    hasil = periksa(berkas)
    rencana, _ = tempat(syarat)
    lama = VersiBerkas.objects.filter(
        sha256=hasil.sha256, berkas__satker=rencana.satker_id, berkas__dihapus_pada=None
    ).first()
    if lama:
        return tawarkan(syarat, lama.berkas, oleh=oleh)
    versi = VersiBerkas(
        berkas=Berkas(satker=rencana.satker, judul=_judul(hasil), diunggah_oleh=oleh, contoh=rencana.contoh),
        nama_asli=hasil.nama,
        tipe=hasil.tipe,
        ukuran=hasil.ukuran,
        sha256=hasil.sha256,
        diunggah_oleh=oleh,
    )
    versi.isi.save(f"isi.{hasil.akhiran}", berkas, save=False)
    try:
        return _catat(syarat, versi, oleh=oleh)
    except BaseException:
        versi.isi.delete(save=False)
        raise


def _judul(hasil: Unggahan) -> str:
    return PurePosixPath(hasil.nama).stem.replace("_", " ").strip() or hasil.nama


@layanan
def _catat(syarat: SyaratBukti, versi: VersiBerkas, *, oleh: Any) -> PemenuhanBukti:
    berkas = versi.berkas
    if len(syarat.jenis) == 1:
        berkas.jenis = JenisBukti.objects.filter(kode=syarat.jenis[0]).first()
    berkas.save()
    versi.berkas = berkas
    versi.save()
    return tawarkan(syarat, berkas, oleh=oleh)


@layanan
def tawarkan(syarat: SyaratBukti, berkas: Berkas, *, oleh: Any) -> PemenuhanBukti:
    """Offer a file that is there already; twice is once."""
    boleh_unggah(oleh, syarat).wajib()
    if berkas.satker_id != tempat(syarat)[0].satker_id:
        raise GalatDomain("Berkas ini milik satker lain.")
    return PemenuhanBukti.objects.get_or_create(
        syarat=syarat, berkas=berkas, kejadian=None, defaults={"ditawarkan_oleh": oleh}
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
    if not terima:
        _kabarkan(kini, oleh)


def _kabarkan(pemenuhan: PemenuhanBukti, oleh: Any) -> None:
    """Tell the one who offered the file that it came back, and why."""
    kirim(
        pemenuhan.ditawarkan_oleh,
        kunci=f"bukti-dikembalikan:{pemenuhan.pk}:{pemenuhan.versi}",
        judul=f"Dikembalikan: {pemenuhan.berkas.judul}"[:200],
        isi=f"{oleh}: {pemenuhan.catatan}",
        tautan=pemenuhan.syarat.get_absolute_url(),
    )
