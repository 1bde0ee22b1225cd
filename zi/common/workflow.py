"""The workflow engine: a process is a table of steps, read by the service, the buttons, the history and the docs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from zi.common.galat import GalatDomain
from zi.common.models import CatatanAlur
from zi.common.verdict import YA, Verdict, tidak


@dataclass(frozen=True)
class Langkah:
    """One line of the table: in these states, this action, by whom, leads there."""

    aksi: str
    label: str
    dari: tuple[str, ...]
    ke: str
    boleh: Callable[[Any, Any], Verdict]
    siapa: str
    wajib_catatan: bool = False
    kesan: str = "primary"  # look of the button


@dataclass(frozen=True)
class Tombol:
    """A step as a button: shown on or off, with the reason."""

    langkah: Langkah
    verdict: Verdict


@dataclass(frozen=True)
class Alur:
    nama: str
    langkah: tuple[Langkah, ...]
    label_status: dict[str, str] = field(default_factory=dict)

    def cari(self, aksi: str) -> Langkah:
        return next(x for x in self.langkah if x.aksi == aksi)

    def periksa(self, objek: Any, aksi: str, oleh: Any) -> Verdict:
        """May `oleh` take this step now? The state first, then the policy."""
        langkah = self.cari(aksi)
        if objek.status not in langkah.dari:
            return tidak(
                f"{langkah.label} tidak bisa: statusnya “{self.label_status.get(objek.status, objek.status)}”."
            )
        return langkah.boleh(oleh, objek)

    def tombol(self, objek: Any, oleh: Any) -> list[Tombol]:
        """The steps that start from the present state, each with its verdict."""
        return [Tombol(x, x.boleh(oleh, objek)) for x in self.langkah if objek.status in x.dari]

    def jalankan(self, objek: Any, aksi: str, *, oleh: Any, catatan: str = "", **nilai: Any) -> bool:
        """Take the step: check, change by compare-and-set on status and versi, log.

        Returns False when the object is already there by the same step (the service stays idempotent).
        Raises TidakBerhak or GalatDomain with a sentence for the user. `nilai` are further fields to set.
        """
        langkah = self.cari(aksi)
        objek.refresh_from_db(from_queryset=type(objek)._default_manager.select_for_update())
        lama = objek.status
        if lama == langkah.ke and lama not in langkah.dari and _terakhir(objek, aksi, oleh):
            return False
        self.periksa(objek, aksi, oleh).wajib()
        if langkah.wajib_catatan and not catatan.strip():
            raise GalatDomain(f"Tulis catatannya dulu, lalu pilih {langkah.label} lagi.")
        ubah = {"status": langkah.ke, "versi": models.F("versi") + 1, **nilai}
        if not type(objek)._default_manager.filter(pk=objek.pk, status=lama, versi=objek.versi).update(**ubah):
            raise GalatDomain("Baru saja diubah oleh orang lain. Muat ulang halaman ini.")
        objek.refresh_from_db()
        catat(objek, aksi, lama, langkah.ke, oleh=oleh, catatan=catatan)
        return True


def catat(objek: models.Model, aksi: str, dari: str, ke: str, *, oleh: Any, catatan: str = "") -> CatatanAlur:
    """Write one line of the workflow log."""
    return CatatanAlur.objects.create(
        jenis_objek=ContentType.objects.get_for_model(objek),
        objek_id=objek.pk,
        aksi=aksi,
        dari=dari,
        ke=ke,
        oleh=oleh,
        catatan=catatan.strip(),
        pada=timezone.now(),
    )


def riwayat(objek: models.Model) -> models.QuerySet[CatatanAlur]:
    """The log of one object, oldest first, with the actors."""
    jenis = ContentType.objects.get_for_model(objek)
    return CatatanAlur.objects.filter(jenis_objek=jenis, objek_id=objek.pk).select_related("oleh")


def _terakhir(objek: models.Model, aksi: str, oleh: Any) -> bool:
    akhir = riwayat(objek).order_by("-pada", "-pk").first()
    return akhir is not None and akhir.aksi == aksi and akhir.oleh_id == getattr(oleh, "pk", None)


__all__ = ["YA", "Alur", "Langkah", "Tombol", "catat", "riwayat"]
