"""Monthly monev meetings."""

from django.db import models
from django.db.models import F, Q

from zi.common.models import Bertanggal
from zi.satker.models import Satker
from zi.satker.queries import hak


class RapatQuerySet(models.QuerySet):
    def terlihat_oleh(self, user):
        return self.filter(satker__in=hak(user).satker_sendiri)


class Rapat(Bertanggal):
    """A meeting. `periode` is the month that a monev meeting looks back on (first day), unique in the unit."""

    class Jenis(models.TextChoices):
        MONEV = "monev", "Monitoring dan evaluasi"
        LAIN = "lain", "Rapat lain"

    class Status(models.TextChoices):
        USULAN = "usulan", "Usulan"
        DIJADWALKAN = "dijadwalkan", "Dijadwalkan"
        SELESAI = "selesai", "Selesai"
        BATAL = "batal", "Batal"

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="rapat")
    jenis = models.CharField("jenis", max_length=6, choices=Jenis, default=Jenis.MONEV)
    periode = models.DateField("periode", null=True, blank=True)
    judul = models.CharField("judul", max_length=200)
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("selesai")
    tempat = models.CharField("tempat", max_length=200, blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.USULAN)

    objects = RapatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "rapat"
        ordering = ["-mulai", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "periode"], condition=Q(jenis="monev"), name="rapat_monev_sebulan_sekali"
            ),
            models.CheckConstraint(name="rapat_urut", condition=Q(mulai__lt=F("selesai"))),
            models.CheckConstraint(
                name="rapat_monev_berperiode", condition=~Q(jenis="monev") | Q(periode__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.judul
