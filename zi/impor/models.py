"""A read file that waits for its confirmation; the plan is untouched until then."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from zi.satker.models import Satker


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
