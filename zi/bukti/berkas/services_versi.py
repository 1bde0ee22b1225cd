"""A new version of a file: it is kept beside the old ones, and whoever accepted or returned the file looks again."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.db.models import Max

from zi.bukti.berkas.services_kata import sesudah_simpan
from zi.bukti.isi.unggahan import Unggahan, periksa
from zi.bukti.models import Berkas, PemenuhanBukti, VersiBerkas
from zi.bukti.policies import boleh_unggah
from zi.bukti.services import batalkan_isi, simpan_isi, versi_dengan_isi
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.verdict import Verdict, tidak
from zi.notifikasi.services import kirim

Status = PemenuhanBukti.Status
HALAMAN_MAKS = 5000
DIDAHULUI = "Versi lain dari berkas ini baru saja diunggah. Muat ulang halaman, lalu lihat dulu versi itu."
TIDAK_DIAJUKAN = "Berkas ini tidak sedang diajukan untuk bukti yang Anda urus."


def boleh_versi_baru(user: Any, berkas: Berkas) -> Verdict:
    """Whoever may upload for one of the requirements that the file is offered for."""
    relasi = ("syarat__baris__tabel__rencana", "syarat__baris__area", "syarat__area__rencana")
    semua = berkas.pemenuhan.filter(syarat__dihapus_pada=None).select_related(*relasi)
    alasan = tidak(TIDAK_DIAJUKAN)
    for satu in semua:
        alasan = boleh_unggah(user, satu.syarat)
        if alasan:
            return alasan
    return alasan


def nomor_terakhir(berkas: Berkas) -> int:
    return VersiBerkas.objects.filter(berkas=berkas).aggregate(n=Max("nomor"))["n"] or 0


def versi_baru(berkas: Berkas, upload: UploadedFile, *, oleh: Any, sesudah: int | None = None) -> VersiBerkas:
    """Check and store `upload` as the version that follows number `sesudah` (the one the person saw; None: today's).

    The bytes are written before the transaction and taken away again when the row cannot be saved. Raises
    SudahBerubah when another version came first.
    """
    boleh_versi_baru(oleh, berkas).wajib()
    nomor = nomor_terakhir(berkas) if sesudah is None else sesudah
    with periksa(upload) as hasil:
        return _simpan(berkas, nomor + 1, hasil, oleh)


def _simpan(berkas: Berkas, nomor: int, hasil: Unggahan, oleh: Any) -> VersiBerkas:
    _tolak_isi_sama(berkas, hasil)
    versi = VersiBerkas(
        berkas=berkas,
        satker=berkas.satker,
        nomor=nomor,
        nama_asli=hasil.nama,
        tipe=hasil.tipe,
        ukuran=hasil.ukuran,
        sha256=hasil.sha256,
        sha256_terima=hasil.sha256_terima,
        halaman=hasil.halaman,
        tanda=list(hasil.tanda),
        diunggah_oleh=oleh,
    )
    simpan_isi(versi, hasil)
    try:
        return _catat(versi, oleh=oleh)
    except BaseException as galat:
        batalkan_isi(versi)
        if isinstance(galat, IntegrityError):
            raise SudahBerubah(DIDAHULUI) from None
        raise


def _tolak_isi_sama(berkas: Berkas, hasil: Unggahan) -> None:
    if ada := versi_dengan_isi(berkas.satker_id, hasil.sha256_terima):
        if ada.berkas_id == berkas.pk:
            raise GalatDomain(f"“{hasil.nama}” sama isinya dengan versi {ada.nomor}. Unggah yang sudah diperbaiki.")
        raise GalatDomain(
            f"“{hasil.nama}” sama isinya dengan berkas “{ada.berkas}”. Ajukan berkas itu, jangan sebagai versi baru."
        )


@layanan
def _catat(versi: VersiBerkas, *, oleh: Any) -> VersiBerkas:
    berkas = Berkas.objects.select_for_update().get(pk=versi.berkas_id)
    if berkas.dihapus_pada:
        raise GalatDomain("Berkas ini sudah dihapus.")
    if nomor_terakhir(berkas) != versi.nomor - 1:
        raise SudahBerubah(DIDAHULUI)
    versi.save()
    _buka_lagi(versi, oleh)
    sesudah_simpan(versi, oleh=oleh)
    return versi


def _buka_lagi(versi: VersiBerkas, oleh: Any) -> None:
    """Every use of the file waits for a check again, with the note of the last one; open check pages are stale now."""
    pemeriksa: dict[Any, PemenuhanBukti] = {}
    semua = PemenuhanBukti.objects.select_for_update(of=("self",)).filter(berkas=versi.berkas_id)
    for satu in semua.select_related("diverifikasi_oleh", "syarat").order_by("pk"):
        if satu.diverifikasi_oleh and satu.diverifikasi_oleh != oleh:
            pemeriksa.setdefault(satu.diverifikasi_oleh, satu)
        if satu.status == Status.DITERIMA:
            lama = f"Versi {versi.nomor - 1}" if versi.nomor > 1 else "Tautannya"
            satu.catatan = satu.catatan or f"{lama} sudah diterima."
        satu.status, satu.diverifikasi_oleh, satu.diverifikasi_pada = Status.MENUNGGU, None, None
        satu.versi += 1
        satu.save()
    for orang, satu in pemeriksa.items():
        kirim(
            orang,
            kunci=f"versi-baru:{versi.pk}",
            judul=f"Versi baru: {versi.berkas.judul}"[:200],
            isi=f"{oleh} mengunggah versi {versi.nomor}. Periksa sekali lagi.",
            tautan=satu.syarat.get_absolute_url(),
            surel=False,
            ringkas=True,
        )


@layanan
def atur_halaman(pemenuhan: PemenuhanBukti, halaman: int | None, *, oleh: Any) -> None:
    """Say on which page of the file the evidence stands; None takes it away."""
    boleh_unggah(oleh, pemenuhan.syarat).wajib()
    terakhir = pemenuhan.berkas.versi.order_by("-nomor").first()
    batas = (terakhir.halaman if terakhir else 0) or HALAMAN_MAKS
    if halaman is not None and not 1 <= halaman <= batas:
        raise GalatDomain(f"Tulis nomor halaman dari 1 sampai {batas}.")
    pemenuhan.halaman = halaman
    pemenuhan.save(update_fields=["halaman"])
