"""The inbox (one line per person and matter, mailed at most once), the daily reminder of a unit, and preferences."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from zi.satker.models import Satker


class JalanPengingat(models.Model):
    """The reminder of one unit on one of its days; the pair is unique, so nobody is told twice.

    `diambil_pada`: somebody is at it since then. `selesai_pada`: everybody was told. `orang`: how many had something,
    `surel` and `ditolak`: mails sent, and refused by the server for good.
    """

    satker = models.ForeignKey(Satker, models.CASCADE, related_name="+")
    tanggal = models.DateField("tanggal di satker")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    diambil_pada = models.DateTimeField("diambil pada", null=True, blank=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)
    orang = models.PositiveIntegerField("orang", default=0)
    surel = models.PositiveIntegerField("surel terkirim", default=0)
    ditolak = models.PositiveIntegerField("surel ditolak", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "jalan pengingat"
        ordering = ["-tanggal", "satker"]
        constraints = [models.UniqueConstraint(fields=["satker", "tanggal"], name="jalan_pengingat_unik")]

    def __str__(self) -> str:
        return f"pengingat {self.satker_id} {self.tanggal}"


class Notifikasi(models.Model):
    """A message to one person. `kunci` makes sending twice harmless.

    A daily digest has the run that owns it (`jalan`) and its lines by group (`rincian`, see ringkas.py). `ringkas`:
    sent without a mail of its own; it goes into the next digest while it is unread.
    """

    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifikasi")
    kunci = models.CharField("kunci", max_length=200)
    judul = models.CharField("judul", max_length=200)
    isi = models.TextField("isi", blank=True)
    tautan = models.CharField("tautan", max_length=300, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    dibaca_pada = models.DateTimeField("dibaca pada", null=True, blank=True)
    surel_pada = models.DateTimeField("surel dikirim pada", null=True, blank=True)
    surel_ditolak = models.CharField("alasan surel ditolak", max_length=300, blank=True)
    ringkas = models.BooleanField("masuk ringkasan berikutnya", default=False)
    jalan = models.ForeignKey(JalanPengingat, models.SET_NULL, null=True, blank=True, related_name="ringkasan")
    rincian = models.JSONField("rincian", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "notifikasi"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [models.UniqueConstraint(fields=["penerima", "kunci"], name="notifikasi_unik")]
        indexes = [
            models.Index(fields=["penerima", "dibaca_pada"], name="notifikasi_belum_dibaca"),
            models.Index(fields=["penerima"], condition=Q(ringkas=True), name="notifikasi_ringkas"),
        ]

    def __str__(self) -> str:
        return self.judul


class PilihanPengingat(models.Model):
    """How a person wants to be reminded; the inbox always is. In the quiet days the deputy gets the digest."""

    pengguna = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pilihan_pengingat")
    surel = models.BooleanField("kirim pengingat lewat surel", default=True)
    tenang_mulai = models.DateField("tidak diganggu mulai", null=True, blank=True)
    tenang_sampai = models.DateField("sampai", null=True, blank=True)
    pengganti = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pengganti"
    )

    class Meta:
        verbose_name = verbose_name_plural = "pilihan pengingat"
        constraints = [
            models.CheckConstraint(
                name="pilihan_pengingat_masa",
                condition=Q(tenang_mulai=None, tenang_sampai=None)
                | Q(tenang_mulai__isnull=False, tenang_sampai__gte=F("tenang_mulai")),
            ),
            models.CheckConstraint(
                name="pilihan_pengingat_pengganti", condition=Q(pengganti=None) | ~Q(pengganti=F("pengguna"))
            ),
        ]

    def __str__(self) -> str:
        return f"pilihan pengingat {self.pengguna_id}"

    def tenang(self, tanggal: Any) -> bool:
        """Is the person not to be disturbed on this day?"""
        return bool(self.tenang_mulai and self.tenang_mulai <= tanggal <= self.tenang_sampai)
