"""Registering an issued document, keeping its PDF, revoking it, and taking signed copies. No rights are asked here:
the caller knows whose document it is and asks its own policy.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.unggahan import bersihkan_nama, mirip_pdf, periksa_pdf, periksa_ukuran, sidik_berkas
from zi.dokumen import pindai
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.satker.models import Satker

Cara = SalinanBertandaTangan.Cara


class PerluDicocokkan(GalatDomain):
    """No code was found on the copy; a person must say that it belongs here."""


@layanan
def daftarkan(
    *,
    satker: Satker,
    seri: str,
    versi: int,
    judul: str,
    sha_isi: str,
    disahkan_pada: datetime,
    luar: bool = False,
    contoh: bool = False,
    oleh: Any = None,
) -> Terbitan:
    """Register one version of a document; the same facts again give the same Terbitan, others are refused."""
    fakta = {
        "satker": satker,
        "judul": judul,
        "sha_isi": sha_isi,
        "disahkan_pada": disahkan_pada,
        "luar": luar,
        "contoh": contoh,
    }
    terbitan, _ = Terbitan.objects.get_or_create(seri=seri, versi=versi, defaults=fakta)
    if any(getattr(terbitan, nama) != nilai for nama, nilai in fakta.items()):
        raise GalatDomain(f"Versi {versi} dokumen ini sudah terbit dengan isi lain dan tidak dapat diganti.")
    return terbitan


def simpan_pdf(terbitan: Terbitan, pdf: bytes, halaman: int, *, oleh: Any = None) -> Terbitan:
    """Give the Terbitan its PDF, once and for all; whoever comes second gets what the first one stored.

    The file is written before its row, into a folder of its own, so a worker killed in between leaves a file that the
    next call takes away. Files may only go once the row is decided: then no other file can still win.
    """
    if not pdf.startswith(b"%PDF"):
        raise GalatDomain("Hasil cetak bukan PDF, jadi tidak disimpan.")
    if not Terbitan.objects.filter(pk=terbitan.pk).exclude(sha256="").exists():
        _simpan_pertama(terbitan, pdf, halaman, oleh)
    terbitan.refresh_from_db()
    transaction.on_commit(lambda: _sapu(terbitan))
    return terbitan


def _simpan_pertama(terbitan: Terbitan, pdf: bytes, halaman: int, oleh: Any) -> None:
    baru = Terbitan(pk=terbitan.pk, satker_id=terbitan.satker_id, halaman=halaman, ukuran=len(pdf))
    baru.sha256, baru.terbit_pada = hashlib.sha256(pdf).hexdigest(), timezone.now()
    baru.berkas.save("terbitan.pdf", ContentFile(pdf), save=False)
    menang = False
    try:
        menang = _catat_pdf(baru, oleh=oleh)
    except IntegrityError:
        raise GalatDomain("PDF yang persis sama sudah tersimpan sebagai terbitan lain.") from None
    finally:
        if not menang:
            default_storage.delete(str(baru.berkas.name))


@layanan
def _catat_pdf(baru: Terbitan, *, oleh: Any) -> bool:
    """Compare and set: of two writers at once one finds the column filled."""
    nilai = {n: getattr(baru, n) for n in ("sha256", "ukuran", "halaman", "terbit_pada")}
    return bool(Terbitan.objects.filter(pk=baru.pk, sha256="").update(berkas=baru.berkas.name, **nilai))


def _sapu(terbitan: Terbitan) -> None:
    """Take away what tries before left beside the PDF."""
    for nama in _isi_folder(terbitan.folder):
        if nama != terbitan.berkas.name:
            default_storage.delete(nama)


def _isi_folder(folder: str) -> list[str]:
    try:
        return [f"{folder}/{nama}" for nama in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []


@layanan
def cabut(terbitan: Terbitan, *, oleh: Any) -> Terbitan:
    """Revoke; the moment of the first time stays."""
    Terbitan.objects.filter(pk=terbitan.pk, dicabut_pada=None).update(dicabut_pada=timezone.now())
    terbitan.refresh_from_db()
    return terbitan


def simpan_salinan(terbitan: Terbitan, berkas: UploadedFile, *, dicocokkan: bool, oleh: Any) -> SalinanBertandaTangan:
    """Keep a signed copy of this very version; the same file twice is one copy. Asks no rights: the caller has.

    `dicocokkan`: the uploader says that the code at the foot of the pages is this one; asked for (PerluDicocokkan)
    only when the file does not say itself what it is.
    """
    with salinan_baru(terbitan, berkas, dicocokkan=dicocokkan, oleh=oleh) as salinan:
        return catat_salinan(salinan, oleh=oleh)


@contextmanager
def salinan_baru(
    terbitan: Terbitan, berkas: UploadedFile, *, dicocokkan: bool, oleh: Any
) -> Iterator[SalinanBertandaTangan]:
    """A checked copy with its file stored but no row yet, so that the file work is no part of a transaction.

    The body saves it with `catat_salinan`; without that, or after an error, the file is taken away again. `terbitan`
    may itself be unsaved: the body then sets the one that it made. A copy that is kept already is given as it is.
    """
    nama = bersihkan_nama(berkas.name or "")
    ukuran, sha256 = _periksa_salinan(terbitan, berkas, nama)
    if terbitan.pk and (lama := terbitan.salinan.filter(sha256=sha256).first()):
        yield lama
        return
    cara, tanda_tangan = _cocokkan(terbitan, berkas, nama, sha256, dicocokkan)
    salinan = SalinanBertandaTangan(
        terbitan=terbitan,
        nama_asli=nama,
        sha256=sha256,
        ukuran=ukuran,
        cara=cara,
        tanda_tangan=tanda_tangan,
        diunggah_oleh=oleh,
    )
    berkas.seek(0)
    salinan.berkas.save("salinan.pdf", berkas, save=False)
    try:
        yield salinan
    finally:
        if not SalinanBertandaTangan.objects.filter(berkas=salinan.berkas.name).exists():
            default_storage.delete(str(salinan.berkas.name))


def _periksa_salinan(terbitan: Terbitan, berkas: UploadedFile, nama: str) -> tuple[int, str]:
    """Size and SHA-256 of what is a PDF and not the unsigned issue itself."""
    isi = cast(BinaryIO, berkas.file)
    ukuran = periksa_ukuran(berkas, nama)
    if not mirip_pdf(isi):
        raise GalatDomain(f"“{nama}” bukan PDF. Simpan pindaian sebagai PDF, lalu unggah lagi.")
    periksa_pdf(isi, nama)
    sha256 = sidik_berkas(berkas)
    if not terbitan.terbit and not terbitan.luar:
        raise GalatDomain("PDF versi ini masih dibuat. Tunggu sebentar, lalu unggah lagi.")
    if sha256 == terbitan.sha256:
        raise GalatDomain(
            f"Ini naskah terbitan yang belum ditandatangani (“{nama}”). Tanda tangani dulu, lalu unggah hasilnya."
        )
    return ukuran, sha256


def _cocokkan(
    terbitan: Terbitan, berkas: UploadedFile, nama: str, sha256: str, dicocokkan: bool
) -> tuple[Cara, list[dict]]:
    """How the copy is known to be of this version, and the electronic signatures in it; raises when it is not."""
    isi = cast(BinaryIO, berkas.file)
    temuan = pindai.pindai(isi, reverse("dokumen:periksa"))  # whatever the host: it may have moved since
    tanda_tangan = list(temuan.tanda_tangan)
    if terbitan.terbit and pindai.memuat_utuh(isi, terbitan):
        if not (tanda_tangan or dicocokkan):
            raise PerluDicocokkan(
                f"“{nama}” memuat naskah ini, tetapi tanpa tanda tangan elektronik. "
                "Bila tanda tangannya terlihat di halamannya, centang itu, lalu unggah lagi."
            )
        return Cara.BITA, tanda_tangan
    if terbitan.kode in temuan.kode:
        return Cara.KODE, tanda_tangan
    _tolak_milik_lain(terbitan, temuan.kode, sha256)
    if not dicocokkan:
        raise PerluDicocokkan(
            f"Kode pada “{nama}” tidak terbaca. Bila kode di kaki halamannya {terbitan.kode}, "
            "centang bahwa kodenya sama, lalu unggah lagi."
        )
    return Cara.ORANG, tanda_tangan


def _tolak_milik_lain(terbitan: Terbitan, kode: frozenset[str], sha256: str) -> None:
    """Refuse a copy that carries only codes of others, or that is kept already as a copy of another document.

    Codes that nobody here knows say nothing. Titles are only told within the unit.
    """
    semua = Terbitan.objects.exclude(pk=terbitan.pk)
    lain = list(semua.filter(kode__in=kode) or semua.filter(salinan__sha256=sha256))
    if not lain:
        return
    if versi := next((t.versi for t in lain if t.seri == terbitan.seri), 0):
        raise GalatDomain(
            f"Berkas ini salinan versi {versi}, bukan versi {terbitan.versi}. Unggah di halaman versi {versi}."
        )
    if milik := next((t for t in lain if t.satker_id == terbitan.satker_id), None):
        raise GalatDomain(f"Berkas ini salinan “{milik.judul}” versi {milik.versi}. Unggah di halaman dokumen itu.")
    raise GalatDomain("Berkas ini salinan dokumen lain. Pilih salinan dokumen ini, lalu unggah lagi.")


@layanan
def catat_salinan(salinan: SalinanBertandaTangan, *, oleh: Any) -> SalinanBertandaTangan:
    """Number it and save, one at a time per Terbitan; the copy with the same content when it came meanwhile."""
    if salinan.pk:
        return salinan
    Terbitan.objects.select_for_update().get(pk=salinan.terbitan_id)
    semua = SalinanBertandaTangan.objects.filter(terbitan=salinan.terbitan_id)
    if lama := semua.filter(sha256=salinan.sha256).first():
        return lama
    salinan.nomor = (semua.aggregate(akhir=Max("nomor"))["akhir"] or 0) + 1
    salinan.save()
    return salinan
