"""Pekerjaan (the job table), the workflow log, and the bases that the models of the other apps share."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Bertanggal(models.Model):
    """When a row was made and last saved."""

    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    updated_at = models.DateTimeField("diubah", auto_now=True)

    class Meta:
        abstract = True


class HidupQuerySet(models.QuerySet):
    def hidup(self):
        """Rows that are not deleted."""
        return self.filter(dihapus_pada=None)


class BarisHidup(models.Model):
    """A live row of a plan: a permanent id, an order, a version for concurrent edits, reversible deletion."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    urutan = models.PositiveIntegerField("urutan", default=1)
    versi = models.PositiveIntegerField("versi", default=1)
    dihapus_pada = models.DateTimeField("dihapus pada", null=True, blank=True)
    dihapus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["urutan", "pk"]


class Pekerjaan(models.Model):
    """One piece of background work; this table, not the broker, is the queue of record."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        BERJALAN = "berjalan", "Berjalan"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    jenis = models.CharField("jenis", max_length=40)
    kunci = models.CharField("kunci", max_length=200, unique=True)
    data = models.JSONField("data", default=dict, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    jalan_mulai = models.DateTimeField("boleh jalan mulai", default=timezone.now)
    sewa_sampai = models.DateTimeField("sewa sampai", null=True, blank=True)
    kemajuan = models.PositiveSmallIntegerField("kemajuan", default=0)
    pesan = models.TextField("pesan", blank=True)
    hasil = models.JSONField("hasil", default=dict, blank=True)
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pekerjaan"
        indexes = [models.Index(fields=["status", "sewa_sampai"], name="pekerjaan_antre")]
        constraints = [
            models.CheckConstraint(name="pekerjaan_kemajuan", condition=Q(kemajuan__lte=100)),
            models.CheckConstraint(
                name="pekerjaan_selesai_berwaktu",
                condition=Q(status__in=["selesai", "gagal"], selesai_pada__isnull=False)
                | Q(status__in=["menunggu", "berjalan"], selesai_pada__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.kunci}"


class Penanda(models.Model):
    """What was last done to this database, for example which data files were loaded."""

    kunci = models.CharField("kunci", max_length=40, primary_key=True)
    nilai = models.CharField("nilai", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "penanda"

    def __str__(self) -> str:
        return f"{self.kunci}={self.nilai}"


class CatatanAlur(models.Model):
    """Who took which step of a workflow, when and with which note."""

    jenis_objek = models.ForeignKey(ContentType, models.PROTECT)
    objek_id = models.BigIntegerField()
    objek = GenericForeignKey("jenis_objek", "objek_id")
    aksi = models.CharField("aksi", max_length=30)
    dari = models.CharField("dari", max_length=30)
    ke = models.CharField("ke", max_length=30)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "catatan alur"
        ordering = ["pada", "pk"]
        indexes = [models.Index(fields=["jenis_objek", "objek_id"], name="catatan_alur_objek")]

    def __str__(self) -> str:
        return f"{self.aksi} {self.dari}→{self.ke}"
