"""The inbox: one line per person and matter, mailed at most once."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Notifikasi(models.Model):
    """A message to one person. `kunci` makes sending twice harmless."""

    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifikasi")
    kunci = models.CharField("kunci", max_length=200)
    judul = models.CharField("judul", max_length=200)
    isi = models.TextField("isi", blank=True)
    tautan = models.CharField("tautan", max_length=300, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    dibaca_pada = models.DateTimeField("dibaca pada", null=True, blank=True)
    surel_pada = models.DateTimeField("surel dikirim pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "notifikasi"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [models.UniqueConstraint(fields=["penerima", "kunci"], name="notifikasi_unik")]
        indexes = [models.Index(fields=["penerima", "dibaca_pada"], name="notifikasi_belum_dibaca")]

    def __str__(self) -> str:
        return self.judul
