"""Putaran: one answering of the whole LKE by one side in one year, with its answers and its stored result."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from zi.common.beku import Segel
from zi.common.models import Bertanggal
from zi.lke.models_jejak import BuktiPutaran, Penggantian
from zi.lke.models_kesiapan import CentangPrasyarat
from zi.lke.models_lanjut import Lanjutan
from zi.lke.models_lhe import Lhe
from zi.lke.models_masa import MasaBersama
from zi.lke.models_portalrb import AksesPortal, Pengusulan, TautanBukti, TokenPortal, UnitUsulan
from zi.lke.models_tugas import Anggota, SuratTugas
from zi.pengungkit.models import Instrumen, Pertanyaan
from zi.satker.hak import hak
from zi.satker.models import Satker

__all__ = [
    "AksesPortal",
    "Anggota",
    "BuktiPutaran",
    "CentangPrasyarat",
    "Jawaban",
    "Lanjutan",
    "Lhe",
    "MasaBersama",
    "Penggantian",
    "Pengusulan",
    "Putaran",
    "SuratTugas",
    "TautanBukti",
    "TokenPortal",
    "UnitUsulan",
]


class PutaranQuerySet(models.QuerySet):
    def terlihat_oleh(self, user: Any) -> "PutaranQuerySet":
        """The unit: its own rounds, the evaluators' once published. The evaluator of the unit and year: what was
        submitted, and all rounds of evaluators. Above: what was submitted by the unit or published."""
        h = hak(user)
        mandiri, terbit = Q(jenis=Putaran.Jenis.MANDIRI), Q(status=Putaran.Status.TERBIT)
        serah = ~Q(status=Putaran.Status.DRAF)
        boleh = Q(satker__in=h.satker_sendiri) & (mandiri | terbit)
        boleh |= Q(satker__in=h.subpohon) & (mandiri & serah | terbit)
        for satker, tahun in h.evaluasi:
            if satker not in h.satker_sendiri:  # nobody evaluates where he works
                boleh |= Q(satker=satker, tahun=tahun) & (~mandiri | serah)
        return self.filter(boleh)


class Putaran(Bertanggal):
    """A round. `asal` is the one it was started from; `buka`–`tutup` the days in which its side may answer.

    `hasil`, `total` and `mesin` are the last full computation, on the answers as `revisi` counts their changes; only
    zi.lke.services writes them. Once `terbit_pada` is filled the database refuses every change.
    """

    class Jenis(models.TextChoices):
        MANDIRI = "mandiri", "Penilaian mandiri"
        PENDAMPINGAN = "pendampingan", "Pendampingan"
        TPI = "tpi", "Penilaian TPI"
        TPN = "tpn", "Penilaian TPN"

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DISERAHKAN = "diserahkan", "Diserahkan"
        TERBIT = "terbit", "Terbit"

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="putaran")
    tahun = models.PositiveSmallIntegerField("tahun")
    instrumen = models.ForeignKey(Instrumen, models.PROTECT, related_name="putaran")
    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    nomor = models.PositiveSmallIntegerField("putaran ke", default=1)
    asal = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="turunan")
    buka = models.DateField("diisi mulai", null=True, blank=True)
    tutup = models.DateField("diisi sampai", null=True, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAF)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diserahkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diserahkan_pada = models.DateTimeField("diserahkan pada", null=True, blank=True)
    terbit_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    terbit_pada = models.DateTimeField("terbit pada", null=True, blank=True)
    total = models.DecimalField("nilai", max_digits=16, decimal_places=12, default=0)
    hasil = models.JSONField("hasil hitungan", default=dict)
    mesin = models.CharField("versi penghitung", max_length=10, blank=True)
    revisi = models.PositiveIntegerField("revisi jawaban", default=0)
    versi = models.PositiveIntegerField("versi", default=1)

    objects = PutaranQuerySet.as_manager()
    segel = Segel("terbit_pada")

    class Meta:
        verbose_name = verbose_name_plural = "putaran"
        ordering = ["-tahun", "satker", "jenis", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "jenis", "nomor"], name="putaran_unik"),
            models.UniqueConstraint(
                fields=["satker", "tahun", "jenis"], condition=~Q(status="terbit"), name="putaran_satu_terbuka"
            ),
            models.CheckConstraint(
                name="putaran_masa", condition=Q(buka=None) | Q(tutup=None) | Q(buka__lte=F("tutup"))
            ),
            models.CheckConstraint(
                name="putaran_diserahkan",
                condition=Q(status="draf", diserahkan_oleh=None, diserahkan_pada=None)
                | (~Q(status="draf") & Q(diserahkan_oleh__isnull=False, diserahkan_pada__isnull=False)),
            ),
            models.CheckConstraint(
                name="putaran_terbit",
                condition=Q(status="terbit", terbit_oleh__isnull=False, terbit_pada__isnull=False)
                | (~Q(status="terbit") & Q(terbit_oleh=None, terbit_pada=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tahun} putaran {self.nomor}"

    def get_absolute_url(self) -> str:
        return reverse("lke:putaran", args=[self.pk])

    @property
    def mandiri(self) -> bool:
        return self.jenis == self.Jenis.MANDIRI

    @property
    def belum(self) -> int:
        """Questions without an answer, by the stored result."""
        return self.hasil.get("belum_dijawab", 0)


class Jawaban(models.Model):
    """What one round says of one question. `isi` as isian.simpan writes it; None: only a remark so far.

    `bawaan`: as it came from the round that this one was started from; nobody here has decided on it yet.
    """

    putaran = models.ForeignKey(Putaran, models.CASCADE, related_name="jawaban")
    pertanyaan = models.ForeignKey(Pertanyaan, models.PROTECT, related_name="jawaban")
    isi = models.JSONField("jawaban", null=True, blank=True)
    catatan = models.TextField("catatan", blank=True)
    bawaan = models.BooleanField("bawaan putaran asal", default=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)
    versi = models.PositiveIntegerField("versi", default=1)

    segel = Segel("terbit_pada", induk="putaran")

    class Meta:
        verbose_name = verbose_name_plural = "jawaban"
        ordering = ["pertanyaan__urutan"]
        constraints = [models.UniqueConstraint(fields=["putaran", "pertanyaan"], name="jawaban_sekali")]

    def __str__(self) -> str:
        return f"{self.pertanyaan.kode}: {self.isi}"
