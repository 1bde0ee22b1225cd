"""Deleting a file: it can be restored for 30 days, then its rows and its bytes go."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from zi.bukti.berkas.policies import boleh_ubah_berkas
from zi.bukti.isi.pratinjau import gambar_dari
from zi.bukti.models import Berkas, PemenuhanBukti
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan

log = logging.getLogger(__name__)
MASA_PULIH = timedelta(days=30)


def pengikat(berkas: Berkas) -> str:
    """Why the file must stay, in a sentence; empty when nothing relies on it. Higher apps answer (PENGIKAT_BERKAS)."""
    return next(filter(None, (import_string(nama)(berkas) for nama in settings.PENGIKAT_BERKAS)), "")


@layanan
def hapus_berkas(berkas: Berkas, *, oleh: Any) -> None:
    """Twice is once. Refused with a sentence when an approved document relies on the file."""
    boleh_ubah_berkas(oleh, berkas).wajib()
    kini = Berkas.objects.select_for_update().get(pk=berkas.pk)
    if kini.dihapus_pada:
        return
    if sebab := pengikat(kini):
        raise GalatDomain(sebab)
    kini.dihapus_pada, kini.dihapus_oleh = timezone.now(), oleh
    kini.save(update_fields=["dihapus_pada", "dihapus_oleh", "updated_at"])


@layanan
def pulihkan_berkas(berkas: Berkas, *, oleh: Any) -> None:
    """Bring a deleted file back with all its uses; twice is once."""
    boleh_ubah_berkas(oleh, berkas).wajib()
    kini = Berkas.objects.select_for_update().filter(pk=berkas.pk).first()
    if kini is None:
        raise GalatDomain("Berkas ini sudah dibuang dan tidak dapat dipulihkan lagi.")
    kini.dihapus_pada = kini.dihapus_oleh = None
    kini.save(update_fields=["dihapus_pada", "dihapus_oleh", "updated_at"])


def buang_berkas() -> int:
    """Remove what was deleted 30 days ago or earlier; each file for itself. Returns how many went."""
    lama = Berkas.objects.filter(dihapus_pada__lte=timezone.now() - MASA_PULIH).order_by("pk")
    return sum(_buang(pk) for pk in list(lama.values_list("pk", flat=True)))


@layanan
def _buang(pk: int) -> bool:
    """The rows now, the bytes after the commit: a crash between leaves an orphan, never a row without its file."""
    berkas = Berkas.objects.select_for_update().filter(pk=pk, dihapus_pada__lte=timezone.now() - MASA_PULIH).first()
    if berkas is None or pengikat(berkas):
        return False
    isi = [nama for versi in berkas.versi.all() for nama in (str(versi.isi), *gambar_dari(versi))]
    PemenuhanBukti.objects.filter(berkas=berkas).delete()
    berkas.delete()
    transaction.on_commit(lambda: _hapus_isi(isi))
    return True


def _hapus_isi(nama: list[str]) -> None:
    for satu in nama:
        try:
            default_storage.delete(satu)
        except Exception:  # each storage has errors of its own
            log.exception("isi %s tidak terhapus", satu)
