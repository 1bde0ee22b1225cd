"""What PortalRB is given: Pengusulan (a proposal period) with its units, tokens, evidence links, the log of use."""

import secrets
from typing import Any

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from zi.common.models import Bertanggal
from zi.satker.hak import hak
from zi.satker.models import Satker

DICABUT = Q(dicabut_oleh=None, dicabut_pada=None) | Q(dicabut_oleh__isnull=False, dicabut_pada__isnull=False)


class PusatQuerySet(models.QuerySet):
    """Rows of a central unit, named by `jalur`."""

    jalur = "pusat"

    def terlihat_oleh(self, user: Any) -> "PusatQuerySet":
        """Central admins: those of the units in their subtree."""
        return self.filter(**{f"{self.jalur}__in": hak(user).subpohon})


class UnitUsulanQuerySet(PusatQuerySet):
    jalur = "pengusulan__pusat"

    def hidup(self) -> "UnitUsulanQuerySet":
        return self.filter(dicabut_pada=None)


class Pengusulan(Bertanggal):
    """The days in which PortalRB may fetch what `pusat` proposes for the evaluation year `tahun`."""

    pusat = models.ForeignKey(Satker, models.PROTECT, related_name="pengusulan")
    tahun = models.PositiveSmallIntegerField("tahun evaluasi")
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    versi = models.PositiveIntegerField("versi", default=1)

    objects = PusatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengusulan"
        ordering = ["-tahun", "pusat"]
        constraints = [
            models.UniqueConstraint(fields=["pusat", "tahun"], name="pengusulan_unik"),
            models.CheckConstraint(name="pengusulan_masa", condition=Q(mulai__lte=F("selesai"))),
        ]

    def __str__(self) -> str:
        return f"Pengusulan {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("portalrb:pengusulan", args=[self.pk])

    def status(self) -> str:
        """belum, berjalan or selesai, as today is where the central unit is."""
        hari = self.pusat.hari_ini()
        if hari < self.mulai:
            return "belum"
        return "berjalan" if hari <= self.selesai else "selesai"


class UnitUsulan(models.Model):
    """A proposed unit with the published rounds that PortalRB reads; taken back, the row stays for the log."""

    class Kategori(models.TextChoices):
        WBK = "WBK", "WBK"
        WBK_AFIRMASI = "WBK-AFIRMASI", "WBK (afirmasi)"
        WBBM = "WBBM", "WBBM"

    pengusulan = models.ForeignKey(Pengusulan, models.PROTECT, related_name="unit")
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="usulan")
    kategori = models.CharField("kategori", max_length=12, choices=Kategori)
    mandiri = models.ForeignKey("lke.Putaran", models.PROTECT, related_name="usulan")
    tpi = models.ForeignKey("lke.Putaran", models.PROTECT, null=True, blank=True, related_name="usulan_tpi")
    diusulkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField("diusulkan pada", default=timezone.now)
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)

    objects = UnitUsulanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "unit usulan"
        ordering = ["satker__nama", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pengusulan", "satker"], condition=Q(dicabut_pada=None), name="unit_usulan_sekali"
            ),
            models.CheckConstraint(name="unit_usulan_dicabut", condition=DICABUT),
        ]

    def __str__(self) -> str:
        return f"{self.satker}, {self.get_kategori_display()} {self.pengusulan.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("portalrb:unit", args=[self.pk])

    @property
    def predikat(self) -> str:
        """The predicate by which the instrument names thresholds and prerequisites."""
        return "WBBM" if self.kategori == self.Kategori.WBBM else "WBK"

    @property
    def putaran(self) -> list[Any]:
        return [p for p in (self.mandiri, self.tpi) if p]


class TokenPortal(models.Model):
    """A bearer token of PortalRB for what `pusat` proposes; only its SHA-256 is kept."""

    pusat = models.ForeignKey(Satker, models.PROTECT, related_name="token_portal")
    nama = models.CharField("nama", max_length=80)
    sidik = models.CharField("sidik token", max_length=64, unique=True)
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)

    objects = PusatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "token PortalRB"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [models.CheckConstraint(name="token_portal_dicabut", condition=DICABUT)]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("portalrb:token", args=[self.pk])

    def status(self) -> str:
        """berjalan, selesai (expired) or dicabut, as today is where the central unit is."""
        if self.dicabut_pada:
            return "dicabut"
        habis = self.berlaku_sampai is not None and self.berlaku_sampai < self.pusat.hari_ini()
        return "selesai" if habis else "berjalan"


def token_tautan() -> str:
    return secrets.token_urlsafe(32)


class TautanBukti(models.Model):
    """The address at which PortalRB's evaluators read the evidence of one proposed unit without a login."""

    unit = models.ForeignKey(UnitUsulan, models.PROTECT, related_name="tautan")
    token = models.CharField("token", max_length=43, unique=True, default=token_tautan, editable=False)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tautan bukti"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(dicabut_pada=None), name="tautan_bukti_satu"),
            models.CheckConstraint(name="tautan_bukti_dicabut", condition=DICABUT),
        ]

    def __str__(self) -> str:
        return f"Tautan bukti {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("portalrb_luar:bukti", args=[self.token])


class AksesPortal(models.Model):
    """One call of the API or opening of an evidence link. Neither `token` nor `tautan`: what was sent is unknown.

    `jalur` never holds a secret; `alamat` is the IP address (of IPv6 the network), by which unknown callers count.
    """

    token = models.ForeignKey(TokenPortal, models.PROTECT, null=True, blank=True, related_name="akses")
    tautan = models.ForeignKey(TautanBukti, models.PROTECT, null=True, blank=True, related_name="akses")
    metode = models.CharField("metode", max_length=10)
    jalur = models.CharField("jalur", max_length=200)
    status = models.PositiveSmallIntegerField("status")
    alamat = models.CharField("alamat", max_length=45)
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "akses PortalRB"
        ordering = ["-pada", "-pk"]
        indexes = [
            models.Index(fields=["token", "pada"], condition=Q(token__isnull=False), name="akses_token"),
            models.Index(fields=["tautan", "pada"], condition=Q(tautan__isnull=False), name="akses_tautan"),
            models.Index(fields=["alamat", "pada"], condition=Q(token=None, tautan=None), name="akses_asing"),
        ]
        constraints = [
            models.CheckConstraint(name="akses_satu_kunci", condition=Q(token=None) | Q(tautan=None)),
        ]

    def __str__(self) -> str:
        return f"{self.metode} {self.jalur}: {self.status}"


auditlog.register(Pengusulan, exclude_fields=["versi", "updated_at"])
auditlog.register(UnitUsulan)
auditlog.register(TokenPortal, exclude_fields=["sidik"])
auditlog.register(TautanBukti, exclude_fields=["token"])
