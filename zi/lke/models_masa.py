"""MasaBersama: the days in which all units below one answer a kind of round of a year."""

from typing import Any

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zi.common.models import Bertanggal
from zi.satker.hak import hak
from zi.satker.models import Satker


class MasaBersamaQuerySet(models.QuerySet):
    def terlihat_oleh(self, user: Any) -> "MasaBersamaQuerySet":
        """Central admins: what is set in their subtree."""
        return self.filter(satker__in=hak(user).subpohon)

    def untuk(self, satker: Satker, tahun: int, jenis: str) -> "MasaBersama | None":
        """What applies to a unit: set by the nearest one, itself or above."""
        atas = [satker.pk]
        if satker.parent_id is not None:
            atas = list(satker.ancestors(include_self=True).values_list("pk", flat=True))
        semua: Any = self.filter(satker__in=atas, tahun=tahun, jenis=jenis)
        ada = {m.satker_id: m for m in semua}
        return next((ada[pk] for pk in reversed(atas) if pk in ada), None)


class MasaBersama(Bertanggal):
    """Set by the central admin at `satker`, for it and all below. A round takes these days over when it is started, and
    while it is not published whenever they change (zi.lke.masa.services).
    """

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="masa_lke")
    tahun = models.PositiveSmallIntegerField("tahun yang dinilai")
    jenis = models.CharField("jenis putaran", max_length=12)
    buka = models.DateField("diisi mulai", null=True, blank=True)
    tutup = models.DateField("diisi sampai", null=True, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    versi = models.PositiveIntegerField("versi", default=1)

    objects = MasaBersamaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "masa pengisian bersama"
        ordering = ["-tahun", "satker", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "jenis"], name="masa_bersama_sekali"),
            models.CheckConstraint(
                name="masa_bersama_urut", condition=Q(buka=None) | Q(tutup=None) | Q(buka__lte=F("tutup"))
            ),
        ]

    def __str__(self) -> str:
        return f"Masa {self.jenis} {self.tahun}, {self.satker}"


auditlog.register(MasaBersama, exclude_fields=["versi", "updated_at"])
