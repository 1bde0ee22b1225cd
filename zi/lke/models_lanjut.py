"""A remark that became a follow-up: the remark stays as it was, the link stands beside it."""

from django.db import models

from zi.tindaklanjut.models import TindakLanjut


class Lanjutan(models.Model):
    """The follow-up of a remark, at most one; not in the remark's own row, which publishing seals."""

    jawaban = models.OneToOneField("lke.Jawaban", models.PROTECT, related_name="lanjutan")
    tindak_lanjut = models.OneToOneField(TindakLanjut, models.CASCADE, related_name="lanjutan")

    class Meta:
        verbose_name = verbose_name_plural = "lanjutan catatan"

    def __str__(self) -> str:
        return f"{self.jawaban} → {self.tindak_lanjut}"
