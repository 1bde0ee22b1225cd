"""Surat tugas: which evaluators assess which units, from–to. Their roles (satker.Peran) follow from it."""

from typing import Any

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from zi.common.models import Bertanggal
from zi.satker.hak import hak
from zi.satker.models import Satker


class SuratTugasQuerySet(models.QuerySet):
    def terlihat_oleh(self, user: Any) -> "SuratTugasQuerySet":
        """Central admins: what was issued in their subtree. A member: the letters that name him."""
        bertugas = Anggota.objects.filter(pengguna=getattr(user, "pk", None) or 0).values("surat")
        return self.filter(Q(penerbit__in=hak(user).subpohon) | Q(pk__in=bertugas))


class SuratTugas(Bertanggal):
    """A letter of assignment: `penerbit` issues it, `satker` are assessed for the year `tahun`.

    Its members have evaluator roles in these units that carry `nomor`; zi.lke.tugas.services keeps them the same.
    """

    penerbit = models.ForeignKey(Satker, models.PROTECT, related_name="surat_tugas_terbit")
    nomor = models.CharField("nomor surat tugas", max_length=120)
    tanggal = models.DateField("tanggal surat")
    tahun = models.PositiveSmallIntegerField("tahun yang dievaluasi")
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    satker: Any = models.ManyToManyField(Satker, related_name="surat_tugas", blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diakhiri_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diakhiri_pada = models.DateTimeField("diakhiri pada", null=True, blank=True)
    versi = models.PositiveIntegerField("versi", default=1)

    objects = SuratTugasQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "surat tugas"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["penerbit", "nomor"], name="surat_tugas_unik"),
            models.CheckConstraint(name="surat_tugas_masa", condition=Q(mulai__lte=F("selesai"))),
            models.CheckConstraint(
                name="surat_tugas_diakhiri",
                condition=Q(diakhiri_oleh=None, diakhiri_pada=None)
                | Q(diakhiri_oleh__isnull=False, diakhiri_pada__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Surat tugas {self.nomor}"

    def get_absolute_url(self) -> str:
        return reverse("lke:tugas", args=[self.pk])

    def status(self) -> str:
        """belum, berjalan, selesai or batal (ended before its time), as today is where it was issued."""
        hari = self.penerbit.hari_ini()
        if self.diakhiri_pada:
            return "batal"
        if hari < self.mulai:
            return "belum"
        return "berjalan" if hari <= self.selesai else "selesai"


class Anggota(models.Model):
    """A member of the evaluating team; exactly one is the ketua."""

    surat = models.ForeignKey(SuratTugas, models.CASCADE, related_name="anggota")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="anggota_tugas")
    ketua = models.BooleanField("ketua", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "anggota surat tugas"
        ordering = ["-ketua", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["surat", "pengguna"], name="anggota_tugas_sekali"),
            models.UniqueConstraint(fields=["surat"], condition=Q(ketua=True), name="anggota_satu_ketua"),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna} ({'ketua' if self.ketua else 'anggota'})"


auditlog.register(SuratTugas, exclude_fields=["versi", "updated_at"], m2m_fields={"satker"})
auditlog.register(Anggota)
