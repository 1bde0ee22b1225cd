"""What evidence is asked for (SyaratBukti), the files (Berkas), and where they meet (PemenuhanBukti)."""

import uuid
from pathlib import PurePosixPath

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from zi.common.medan import AlamatWeb
from zi.common.models import Bertanggal
from zi.jadwal.models import Kejadian
from zi.pengungkit.models import Pertanyaan
from zi.rencana.models import AreaRencana, BagianRencana, BarisRencana, RencanaAksi, RencanaKerja
from zi.satker.models import Satker
from zi.satker.queries import hak


class JenisBukti(models.Model):
    """A kind of evidence (SHAPES section d). `dokumen` is false for an event such as rapat."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=80)
    sinonim = models.JSONField("sebutan lain", default=list, blank=True)
    dokumen = models.BooleanField("berupa dokumen", default=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "jenis bukti"
        ordering = ["urutan", "nama"]

    def __str__(self) -> str:
        return self.nama


class Resep(models.Model):
    """Kinds that belong together, asked for in one go; without satker it is everybody's."""

    satker = models.ForeignKey(Satker, models.CASCADE, null=True, blank=True, related_name="resep")
    nama = models.CharField("nama", max_length=80)
    jenis = models.ManyToManyField(JenisBukti, related_name="resep")

    class Meta:
        verbose_name = verbose_name_plural = "resep"
        constraints = [
            models.UniqueConstraint(fields=["satker", "nama"], name="resep_unik"),
            models.UniqueConstraint(fields=["nama"], condition=Q(satker=None), name="resep_umum_unik"),
        ]

    def __str__(self) -> str:
        return self.nama


class SyaratBukti(BagianRencana):
    """One item of evidence that is asked for; on exactly one of a row, an area, an LKE question of a unit and year."""

    baris = models.ForeignKey(BarisRencana, models.CASCADE, null=True, blank=True, related_name="syarat")
    area = models.ForeignKey(AreaRencana, models.CASCADE, null=True, blank=True, related_name="syarat")
    pertanyaan = models.ForeignKey(Pertanyaan, models.PROTECT, null=True, blank=True, related_name="syarat")
    satker = models.ForeignKey(Satker, models.PROTECT, null=True, blank=True, related_name="syarat")
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    induk = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="anak")
    aksi = models.ManyToManyField(RencanaAksi, blank=True, related_name="syarat")
    label = models.CharField("label", max_length=20, blank=True)
    teks = models.TextField("bukti fisik")
    teks_tertulis = models.TextField("seperti tertulis", blank=True)
    jenis = models.JSONField("jenis", default=list, blank=True, help_text="Kode jenis bukti, urut seperti tertulis.")
    tanggal = models.DateField("tanggal dokumen", null=True, blank=True)
    tanggal_tertulis = models.CharField("tanggal seperti tertulis", max_length=80, blank=True)
    tahun_tersirat = models.BooleanField("tahun tersirat", default=False)
    jumlah = models.PositiveSmallIntegerField("jumlah", null=True, blank=True)
    per_kejadian = models.BooleanField("diminta setiap kejadian", default=False)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "syarat bukti"
        constraints = [
            models.CheckConstraint(
                name="syarat_satu_tempat",
                condition=Q(baris__isnull=False, area=None, pertanyaan=None, satker=None, tahun=None)
                | Q(baris=None, area__isnull=False, pertanyaan=None, satker=None, tahun=None)
                | Q(baris=None, area=None, pertanyaan__isnull=False, satker__isnull=False, tahun__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.teks

    @classmethod
    def yang_terlihat(cls, user) -> Q:
        rencana, h = RencanaKerja.objects.terlihat_oleh(user), hak(user)
        di_rencana = Q(baris__tabel__rencana__in=rencana) | Q(area__rencana__in=rencana)
        return di_rencana | Q(satker__in=h.satker_sendiri | h.subpohon)

    def get_absolute_url(self) -> str:
        return reverse("bukti:syarat", args=[self.pk])


class BerkasQuerySet(models.QuerySet):
    def terlihat_oleh(self, user):
        """Team and kepala: all of the unit. An evaluator: accepted or returned files of plans he may read."""
        h = hak(user)
        tim = h.satker("anggota", "koordinator", "ketua_tim", "kepala")
        boleh = Q(satker__in=tim)
        if h.evaluasi:
            dinilai = PemenuhanBukti.objects.filter(
                syarat__in=SyaratBukti.objects.terlihat_oleh(user),
                syarat__baris__tabel__rencana__satker__in=h.satker("evaluator"),
                status__in=[PemenuhanBukti.Status.DITERIMA, PemenuhanBukti.Status.DIKEMBALIKAN],
            )
            boleh |= Q(pk__in=dinilai.values("berkas"))
        return self.filter(boleh, dihapus_pada=None)


class Berkas(Bertanggal):
    """A document of the unit with its versions; one may serve many requirements."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="berkas")
    judul = models.CharField("judul", max_length=250)
    nomor = models.CharField("nomor", max_length=120, blank=True)
    tanggal = models.DateField("tanggal dokumen", null=True, blank=True)
    jenis = models.ForeignKey(JenisBukti, models.PROTECT, null=True, blank=True, related_name="berkas")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    tautan = AlamatWeb("tautan", max_length=500, blank=True)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="berkas")
    dihapus_pada = models.DateTimeField("dihapus pada", null=True, blank=True)
    dihapus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    contoh = models.BooleanField("data contoh", default=False)

    objects = BerkasQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "berkas"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.judul


def jalur_berkas(versi: "VersiBerkas", nama: str) -> str:
    """The name on disk is ours: unit, month, random; only the ending is kept."""
    akhiran = PurePosixPath(nama).suffix.lower()[:6]
    return f"bukti/{versi.berkas.satker_id}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}{akhiran}"


class VersiBerkas(models.Model):
    class Pindai(models.TextChoices):
        BELUM = "belum", "Belum dipindai"
        BERSIH = "bersih", "Bersih"
        TERJANGKIT = "terjangkit", "Terjangkit"

    berkas = models.ForeignKey(Berkas, models.CASCADE, related_name="versi")
    nomor = models.PositiveSmallIntegerField("versi", default=1)
    isi = models.FileField("isi", upload_to=jalur_berkas, max_length=200)
    nama_asli = models.CharField("nama asli", max_length=255)
    tipe = models.CharField("tipe", max_length=100)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    pindai = models.CharField("pemindaian", max_length=10, choices=Pindai, default=Pindai.BELUM)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField("diunggah pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "versi berkas"
        ordering = ["berkas", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["berkas", "nomor"], name="versi_berkas_unik"),
            models.CheckConstraint(name="versi_berkas_berisi", condition=Q(ukuran__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.nama_asli} v{self.nomor}"


class PemenuhanBukti(models.Model):
    """A file offered for a requirement, with its verification."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        DITERIMA = "diterima", "Diterima"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"

    syarat = models.ForeignKey(SyaratBukti, models.PROTECT, related_name="pemenuhan")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="pemenuhan")
    kejadian = models.ForeignKey(Kejadian, models.PROTECT, null=True, blank=True, related_name="pemenuhan")
    halaman = models.PositiveSmallIntegerField("halaman", null=True, blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.MENUNGGU)
    catatan = models.TextField("catatan", blank=True)
    ditawarkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ditawarkan_pada = models.DateTimeField("ditawarkan pada", default=timezone.now)
    diverifikasi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diverifikasi_pada = models.DateTimeField("diverifikasi pada", null=True, blank=True)
    versi = models.PositiveIntegerField("versi", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "pemenuhan bukti"
        ordering = ["ditawarkan_pada", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["syarat", "berkas", "kejadian"], name="pemenuhan_unik_kejadian"),
            models.UniqueConstraint(
                fields=["syarat", "berkas"], condition=Q(kejadian=None), name="pemenuhan_unik_tanpa_kejadian"
            ),
            models.CheckConstraint(
                name="pemenuhan_terverifikasi",
                condition=Q(status="menunggu", diverifikasi_pada=None)
                | Q(status="diterima", diverifikasi_pada__isnull=False, diverifikasi_oleh__isnull=False)
                | (
                    Q(status="dikembalikan", diverifikasi_pada__isnull=False, diverifikasi_oleh__isnull=False)
                    & ~Q(catatan="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.berkas} → {self.syarat}"


auditlog.register(SyaratBukti, exclude_fields=["versi"], m2m_fields={"aksi"})
