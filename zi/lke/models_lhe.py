"""Lhe: the laporan hasil evaluasi of a published round of the TPI, written once and then issued for good."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from zi.common.beku import Segel
from zi.common.models import Bertanggal
from zi.dokumen.models import Terbitan
from zi.lke.models_tugas import SuratTugas
from zi.satker.models import Satker


class Lhe(Bertanggal):
    """`penerbit` of the surat tugas issues it too, and uses a number once a year. `isi` is the whole content as
    canonical text, empty until it is issued; from then on the database refuses every change.
    """

    putaran = models.OneToOneField("lke.Putaran", models.PROTECT, related_name="lhe")
    surat = models.ForeignKey(SuratTugas, models.PROTECT, related_name="lhe")
    penerbit = models.ForeignKey(Satker, models.PROTECT, related_name="+")
    nomor = models.CharField("nomor LHE", max_length=80)
    tanggal = models.DateField("tanggal LHE")
    tahun_surat = models.PositiveSmallIntegerField("tahun nomor")
    rekomendasi = models.TextField("rekomendasi", blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    isi = models.TextField("isi", blank=True)
    sha256 = models.CharField("SHA-256 isi", max_length=64, blank=True)
    terbitan = models.OneToOneField(Terbitan, models.PROTECT, null=True, blank=True, related_name="+")
    terbit_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    terbit_pada = models.DateTimeField("terbit pada", null=True, blank=True)
    versi = models.PositiveIntegerField("versi", default=1)

    objects: Any = models.Manager()
    segel = Segel("terbit_pada")

    class Meta:
        verbose_name = verbose_name_plural = "LHE"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["penerbit", "tahun_surat", "nomor"], name="lhe_nomor_setahun_sekali"),
            models.CheckConstraint(
                name="lhe_terbit_lengkap",
                condition=Q(terbit_pada=None, terbit_oleh=None, terbitan=None, isi="", sha256="")
                | (
                    Q(terbit_pada__isnull=False, terbit_oleh__isnull=False, terbitan__isnull=False)
                    & ~Q(isi="")
                    & ~Q(sha256="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor if self.nomor.upper().startswith("LHE") else f"LHE {self.nomor}"

    @property
    def status(self) -> str:
        return "terbit" if self.terbit_pada else "draf"
