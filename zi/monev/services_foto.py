"""Photos of a meeting: opened, scaled, without place data; kept with the meeting until it is closed."""

import io
from typing import Any, BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from PIL import Image, ImageOps

from zi.bukti.isi.unggahan import periksa
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.monev.models import FotoRapat, Rapat
from zi.monev.policies import boleh_catat

FOTO_MAKS = 12
LEBAR = 1600


def unggah_foto(rapat: Rapat, berkas: UploadedFile, *, oleh: Any, keterangan: str = "") -> FotoRapat:
    """Keep one photo; the same again is the same. The file work is no part of a transaction."""
    boleh_catat(oleh, rapat).wajib()
    with periksa(berkas) as hasil:
        if not hasil.tipe.startswith("image/"):
            raise GalatDomain(f"“{hasil.nama}” bukan foto. Unggah JPG, PNG, atau WEBP.")
        if lama := rapat.foto.filter(sha256=hasil.sha256_terima).first():
            return lama
        kata = " ".join(keterangan.replace("\0", "").split())[:200]
        foto = FotoRapat(rapat=rapat, sha256=hasil.sha256_terima, keterangan=kata, diunggah_oleh=oleh)
        foto.isi.save("foto.jpg", ContentFile(_kecilkan(cast(BinaryIO, hasil.isi.file))), save=False)
    try:
        return _catat(foto, oleh=oleh)
    except BaseException as galat:
        default_storage.delete(str(foto.isi.name))
        lama = rapat.foto.filter(sha256=foto.sha256).first()
        if isinstance(galat, IntegrityError) and lama:
            return lama
        raise


def _kecilkan(isi: BinaryIO) -> bytes:
    """Upright, at most LEBAR pixels, as JPEG. `periksa` has decoded it and refused what is too large."""
    isi.seek(0)
    keluar = io.BytesIO()
    with Image.open(isi, formats=["JPEG", "PNG", "WEBP"]) as gambar:
        gambar.draft("RGB", (LEBAR, LEBAR))
        gambar.thumbnail((LEBAR, LEBAR))
        ImageOps.exif_transpose(gambar).convert("RGB").save(keluar, "JPEG", quality=82)
    return keluar.getvalue()


@layanan
def _catat(foto: FotoRapat, *, oleh: Any) -> FotoRapat:
    kini = Rapat.objects.select_for_update().get(pk=foto.rapat_id)
    boleh_catat(oleh, kini).wajib()
    if kini.foto.count() >= FOTO_MAKS:
        raise GalatDomain(f"Paling banyak {FOTO_MAKS} foto untuk satu rapat.")
    foto.save()
    return foto


@layanan
def hapus_foto(foto: FotoRapat, *, oleh: Any) -> None:
    """Take a photo away; its bytes go once the row is gone."""
    boleh_catat(oleh, foto.rapat).wajib()
    nama = str(foto.isi.name)
    foto.delete()
    transaction.on_commit(lambda: default_storage.delete(nama))
