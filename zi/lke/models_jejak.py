"""What stays for ever of a round: answers that one evaluator replaced for another, and the evidence at publishing."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from zi.bukti.models import Berkas, VersiBerkas
from zi.common.beku import Segel
from zi.pengungkit.models import Pertanyaan


class Penggantian(models.Model):
    """An answer that another person had given in a round of evaluators was replaced; never changed, never deleted, and
    none is added once the round is published.

    `dari` and `ke` as isian.simpan writes them.
    """

    putaran = models.ForeignKey("lke.Putaran", models.PROTECT, related_name="penggantian")
    pertanyaan = models.ForeignKey(Pertanyaan, models.PROTECT, related_name="+")
    dari = models.JSONField("dari", null=True, blank=True)
    dari_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ke = models.JSONField("menjadi", null=True, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    alasan = models.TextField("alasan")
    pada = models.DateTimeField("pada", default=timezone.now)

    segel = Segel("terbit_pada", induk="putaran", selalu=True)

    class Meta:
        verbose_name = verbose_name_plural = "penggantian jawaban"
        ordering = ["pada", "pk"]
        constraints = [models.CheckConstraint(name="penggantian_beralasan", condition=~models.Q(alasan=""))]

    def __str__(self) -> str:
        return f"{self.pertanyaan.kode}: {self.dari} → {self.ke}"


class BuktiPutaran(models.Model):
    """A file that stood accepted under a question when the round was published, as it was called that day.

    `teks`: the requirement that it fulfilled. `versi`: the stored content; none for an address.
    """

    putaran = models.ForeignKey("lke.Putaran", models.PROTECT, related_name="bukti")
    pertanyaan = models.ForeignKey(Pertanyaan, models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="bukti_putaran")
    versi = models.ForeignKey(VersiBerkas, models.PROTECT, null=True, blank=True, related_name="+")
    teks = models.TextField("bukti fisik")
    judul = models.CharField("judul", max_length=250)
    tanggal = models.DateField("tanggal dokumen", null=True, blank=True)
    tautan = models.CharField("tautan", max_length=500, blank=True)
    halaman = models.PositiveSmallIntegerField("halaman", null=True, blank=True)

    segel = Segel("terbit_pada", induk="putaran")

    class Meta:
        verbose_name = verbose_name_plural = "bukti putaran"
        ordering = ["pertanyaan__urutan", "pk"]
        constraints = [models.UniqueConstraint(fields=["putaran", "pertanyaan", "berkas"], name="bukti_putaran_sekali")]

    def __str__(self) -> str:
        return self.judul
