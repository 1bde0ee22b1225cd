"""A read file that waits for its confirmation; the plan is untouched until then."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from zi.lke.models import Putaran
from zi.rencana.models import RencanaKerja
from zi.satker.models import Satker

FOLDER_ARSIP = "impor/bukti/"


class DrafImpor(models.Model):
    """What one person uploaded or pasted, as read; only he sees it."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draf_impor")
    satker = models.ForeignKey(Satker, models.CASCADE, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun")
    nama = models.CharField("nama berkas", max_length=255)
    isi = models.JSONField("isi")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "draf impor"
        ordering = ["-dibuat_pada"]

    def __str__(self) -> str:
        return f"{self.nama} → {self.satker} {self.tahun}"


def jalur_arsip(draf: "DrafBukti", nama: str) -> str:
    """The name on disk is ours."""
    return f"{FOLDER_ARSIP}{draf.satker_id}/{uuid.uuid4().hex}.zip"


class DrafBukti(models.Model):
    """Evidence to be registered in one go: lines of a workbook and a ZIP of files; only its owner sees it.

    `isi`: {"lajur": lines as read, "anggota": files of the ZIP, "catatan": notes of the reader, "pilihan": line →
    requirement, as the owner decided}. `hasil`: line → outcome, written while the job runs.
    """

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draf_bukti")
    satker = models.ForeignKey(Satker, models.CASCADE, related_name="+")
    rencana = models.ForeignKey(RencanaKerja, models.SET_NULL, null=True, blank=True, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun")
    nama = models.CharField("nama berkas", max_length=255)
    isi = models.JSONField("isi")
    arsip = models.FileField("arsip", upload_to=jalur_arsip, max_length=200, blank=True)
    hasil = models.JSONField("hasil", default=dict, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "draf bukti"
        ordering = ["-dibuat_pada"]

    def __str__(self) -> str:
        return f"{self.nama} → bukti {self.satker} {self.tahun}"


class DrafLke(models.Model):
    """A workbook of the LKE as read, until its owner confirms it; only he sees it.

    `isi`: {"bentuk", "lembar", "bacaan": readings (zi.impor.lke.isi), "lepas": rows that fit nowhere, "tiada": codes
    of questions that the sheet does not hold, "catatan": notes of the reader}.
    """

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draf_lke")
    putaran = models.ForeignKey(Putaran, models.CASCADE, related_name="+")
    nama = models.CharField("nama berkas", max_length=255)
    isi = models.JSONField("isi")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "draf LKE"
        ordering = ["-dibuat_pada"]

    def __str__(self) -> str:
        return f"{self.nama} → {self.putaran}"
