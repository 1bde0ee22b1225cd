"""The workflow engine: a process is a table of steps, read by the service, the buttons, the history and the docs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from zi.common.galat import GalatDomain
from zi.common.models import CatatanAlur
from zi.common.verdict import YA, Verdict, tidak

HAMPA = "\u115f\u1160\u2800\u3164\uffa0"  # letters by their class, drawn as nothing


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
            return tidak(f"{langkah.label} tidak bisa: {self._keadaan(objek)}.")
        return langkah.boleh(oleh, objek)

    def _keadaan(self, objek: Any) -> str:
        """The present state and who brought it about, for the one who comes second."""
        kata = f"statusnya “{self.label_status.get(objek.status, objek.status)}”"
        akhir = riwayat(objek).order_by("-pada", "-pk").first()
        if akhir is None or akhir.ke != objek.status or akhir.oleh is None:
            return kata
        return f"{kata} (oleh {akhir.oleh}, {date_format(timezone.localtime(akhir.pada), 'j F Y, H.i')})"

    def tombol(self, objek: Any, oleh: Any, aksi: tuple[str, ...] = ()) -> list[Tombol]:
        """The steps that start from the present state (only those of `aksi`, if given), each with its verdict."""
        mungkin = (x for x in self.langkah if objek.status in x.dari and (not aksi or x.aksi in aksi))
        return [Tombol(x, x.boleh(oleh, objek)) for x in mungkin]

    def jalankan(self, objek: Any, aksi: str, *, oleh: Any, catatan: str = "", **nilai: Any) -> bool:
        """Take the step: check, change by compare-and-set on status and versi, log.

        Returns False when the object is already there by the same step (the service stays idempotent); with another
        note it is another step, so that no note is dropped in silence.
        Raises TidakBerhak or GalatDomain with a sentence for the user. `nilai` are further fields to set.
        """
        langkah = self.cari(aksi)
        objek.refresh_from_db(from_queryset=type(objek)._default_manager.select_for_update())
        lama = objek.status
        if lama == langkah.ke and lama not in langkah.dari and _terakhir(objek, aksi, oleh, catatan):
            return False
        self.periksa(objek, aksi, oleh).wajib()
        if langkah.wajib_catatan and not berkata(catatan):
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


def _terakhir(objek: models.Model, aksi: str, oleh: Any, catatan: str) -> bool:
    akhir = riwayat(objek).order_by("-pada", "-pk").first()
    ini = (aksi, getattr(oleh, "pk", None), catatan.strip())
    return akhir is not None and (akhir.aksi, akhir.oleh_id, akhir.catatan) == ini


def berkata(catatan: str) -> bool:
    """Is there anything to read? White space and signs without a shape say nothing."""
    return any(c.isprintable() and not c.isspace() and c not in HAMPA for c in catatan)


__all__ = ["YA", "Alur", "Langkah", "Tombol", "berkata", "catat", "riwayat"]
