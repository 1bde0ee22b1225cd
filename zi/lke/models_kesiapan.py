"""CentangPrasyarat: what a unit, or the agency above it, has fulfilled of what an instrument asks before a proposal."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.utils import timezone

from zi.pengungkit.models import Instrumen
from zi.satker.models import Satker


class CentangPrasyarat(models.Model):
    """The tick at one prerequisite. `kode`: level and code in Instrumen.prasyarat (`satker.tlhp`); `predikat`: those
    for which it is fulfilled. One of the agency stands at the unit whose central admin ticked it, and holds below it.
    """

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="prasyarat")
    tahun = models.PositiveSmallIntegerField("tahun")
    instrumen = models.ForeignKey(Instrumen, models.PROTECT, related_name="+")
    kode = models.CharField("kode", max_length=80)
    predikat = models.JSONField("terpenuhi untuk", default=list, blank=True)
    catatan = models.TextField("catatan", blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)
    versi = models.PositiveIntegerField("versi", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "centang prasyarat"
        ordering = ["kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "instrumen", "kode"], name="centang_prasyarat_sekali")
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {', '.join(self.predikat) or 'belum'}"


auditlog.register(CentangPrasyarat, exclude_fields=["versi"])
