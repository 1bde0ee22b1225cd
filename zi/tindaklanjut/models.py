"""TindakLanjut: something that was decided or found wanting, who does it and until when."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from zi.common.models import Bertanggal
from zi.satker.models import Satker
from zi.satker.queries import TIM, hak


class TindakLanjutQuerySet(models.QuerySet):
    def terlihat_oleh(self, user):
        """Team and kepala: all of the unit; whoever is asked to do it: his own."""
        h = hak(user)
        sendiri = Q(penanggung_jawab=getattr(user, "pk", None), satker__in=h.satker_sendiri)
        return self.filter(Q(satker__in=h.satker(*TIM, "kepala")) | sendiri)


class TindakLanjut(Bertanggal):
    """One follow-up. What it came from points to it; `asal` and `keterangan_asal` say so in words.

    Who reported it done never closes it himself; `alasan` is that of the last return, cancelling or opening.
    """

    class Asal(models.TextChoices):
        RAPAT = "rapat", "Rapat"
        VERIFIKASI = "verifikasi", "Pemeriksaan bukti"
        LKE = "lke", "Catatan evaluator"
        AUDIT = "audit", "Temuan audit"
        LAIN = "lain", "Lainnya"

    class Status(models.TextChoices):
        TERBUKA = "terbuka", "Terbuka"
        DILAPORKAN = "dilaporkan", "Menunggu dicek"
        SELESAI = "selesai", "Selesai"
        BATAL = "batal", "Batal"

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="tindak_lanjut")
    area = models.CharField("area", max_length=10, blank=True, help_text="Kode area; kosong untuk seluruh satker.")
    uraian = models.TextField("yang harus dikerjakan")
    asal = models.CharField("asal", max_length=10, choices=Asal, default=Asal.LAIN)
    keterangan_asal = models.CharField("keterangan asal", max_length=200, blank=True)
    penanggung_jawab = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tindak_lanjut"
    )
    tenggat = models.DateField("tenggat", null=True, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.TERBUKA)
    hasil = models.TextField("yang sudah dikerjakan", blank=True)
    alasan = models.TextField("alasan", blank=True, help_text="Mengapa dikembalikan, dibatalkan, atau dibuka lagi.")
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dilaporkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dilaporkan_pada = models.DateTimeField("dilaporkan pada", null=True, blank=True)
    ditutup_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)
    versi = models.PositiveIntegerField("versi", default=1)
    contoh = models.BooleanField("data contoh", default=False)

    objects = TindakLanjutQuerySet.as_manager()

    BELUM_SELESAI = (Status.TERBUKA, Status.DILAPORKAN)

    class Meta:
        verbose_name = verbose_name_plural = "tindak lanjut"
        ordering = ["tenggat", "pk"]
        constraints = [
            models.CheckConstraint(name="tindak_lanjut_beruraian", condition=~Q(uraian="")),
            models.CheckConstraint(
                name="tindak_lanjut_dilaporkan",
                condition=Q(status="terbuka", dilaporkan_pada=None, dilaporkan_oleh=None)
                | (
                    Q(status__in=["dilaporkan", "selesai"], dilaporkan_pada__isnull=False)
                    & Q(dilaporkan_oleh__isnull=False)
                    & ~Q(hasil="")
                )
                | Q(status="batal"),
            ),
            models.CheckConstraint(
                name="tindak_lanjut_penutup",
                condition=Q(status__in=["terbuka", "dilaporkan"], ditutup_pada=None, ditutup_oleh=None)
                | Q(status__in=["selesai", "batal"], ditutup_pada__isnull=False, ditutup_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="tindak_lanjut_dicek_orang_lain",
                condition=~Q(status="selesai") | ~Q(ditutup_oleh=F("dilaporkan_oleh")),
            ),
            models.CheckConstraint(name="tindak_lanjut_batal_beralasan", condition=~Q(status="batal") | ~Q(alasan="")),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def lewat(self) -> bool:
        """Open past its date, where the unit is; what is reported waits for the check, no longer for the person."""
        if self.status != self.Status.TERBUKA or self.tenggat is None:
            return False
        return self.tenggat < self.satker.hari_ini()

    def get_absolute_url(self) -> str:
        return reverse("tindaklanjut:satu", args=[self.pk])


auditlog.register(TindakLanjut, exclude_fields=["versi"])
