"""Terbitan: an issued PDF that never changes, and the signed copies of it. Knows no plan and no round."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from zi.common.beku import Beku
from zi.satker.models import Satker

HURUF_KODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that look alike
PANJANG_KODE = 12


def kode_baru() -> str:
    """60 bits, so that nobody finds a document by trying."""
    return "".join(secrets.choice(HURUF_KODE) for _ in range(PANJANG_KODE))


def _path_terbitan(terbitan: "Terbitan", nama: str) -> str:
    return f"{terbitan.folder}/{uuid.uuid4().hex}.pdf"


def _path_salinan(salinan: "SalinanBertandaTangan", nama: str) -> str:
    return f"salinan/{salinan.terbitan.satker_id}/{uuid.uuid4().hex}.pdf"


class Terbitan(models.Model):
    """One version of a document as issued. Made when it is approved; its PDF is written once, by a job.

    `seri` joins the versions of one document (for example `rencana:12`); `judul` names no person, the public page
    shows it. `sha_isi` is the SHA-256 of the content from which the PDF is made, `sha256` that of the PDF's bytes.
    """

    kode = models.CharField("kode", max_length=16, unique=True, default=kode_baru)
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="+")
    seri = models.CharField("seri", max_length=60)
    versi = models.PositiveSmallIntegerField("versi")
    judul = models.CharField("judul", max_length=400)
    sha_isi = models.CharField("SHA-256 isi", max_length=64)
    disahkan_pada = models.DateTimeField("disahkan pada")
    luar = models.BooleanField("disetujui di luar sistem", default=False)
    contoh = models.BooleanField("data contoh", default=False)
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    berkas = models.FileField("berkas", upload_to=_path_terbitan, max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)", default=0)
    halaman = models.PositiveIntegerField("halaman", default=0)
    terbit_pada = models.DateTimeField("terbit pada", null=True, blank=True)

    beku = (
        Beku(("kode", "satker", "seri", "versi", "judul", "sha_isi", "disahkan_pada", "luar", "contoh")),
        Beku(("berkas", "sha256", "ukuran", "halaman", "terbit_pada"), bila="sha256"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "terbitan"
        ordering = ["seri", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["seri", "versi"], name="terbitan_versi_unik"),
            models.UniqueConstraint(fields=["sha256"], condition=~Q(sha256=""), name="terbitan_sha256_unik"),
            models.CheckConstraint(
                name="terbitan_terbit_lengkap",
                condition=Q(sha256="", berkas="", terbit_pada=None)
                | (~Q(sha256="") & ~Q(berkas="") & Q(terbit_pada__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judul}, versi {self.versi}"

    def get_absolute_url(self) -> str:
        return reverse("dokumen:keaslian", args=[self.kode])

    @property
    def alamat(self) -> str:
        """The public page with the host: what the QR holds."""
        return settings.ZI_ALAMAT + self.get_absolute_url()

    @property
    def sidik_pendek(self) -> str:
        """What the foot of every page shows."""
        return self.sha_isi[:8]

    @property
    def folder(self) -> str:
        """One for each, so that what a killed worker left there can be told from the PDF."""
        return f"terbitan/{self.satker_id}/{self.pk}"

    @property
    def terbit(self) -> bool:
        return bool(self.sha256)


class SalinanBertandaTangan(models.Model):
    """A signed copy of one Terbitan: signed by certificate, or on paper and scanned. Every one is kept."""

    class Cara(models.TextChoices):
        BITA = "bita", "memuat terbitan ini utuh"
        KODE = "kode", "kode pada dokumen dikenali"
        ORANG = "orang", "dicocokkan pengunggah"

    terbitan = models.ForeignKey(Terbitan, models.PROTECT, related_name="salinan")
    nomor = models.PositiveSmallIntegerField("salinan ke-")
    berkas = models.FileField("berkas", upload_to=_path_salinan, max_length=200)
    nama_asli = models.CharField("nama asli", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)")
    cara = models.CharField("dikenali dari", max_length=5, choices=Cara)
    tanda_tangan = models.JSONField(
        "tanda tangan elektronik yang ada", default=list, blank=True, help_text="Ada, belum tentu sah."
    )
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField("diunggah pada", default=timezone.now)

    beku = (Beku(("terbitan", "nomor", "berkas", "sha256", "ukuran", "cara", "diunggah_oleh", "diunggah_pada")),)

    class Meta:
        verbose_name = verbose_name_plural = "salinan bertanda tangan"
        ordering = ["terbitan", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["terbitan", "nomor"], name="salinan_nomor_unik"),
            models.UniqueConstraint(fields=["terbitan", "sha256"], name="salinan_sha256_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.terbitan}, salinan {self.nomor}"
