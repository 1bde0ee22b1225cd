"""What evidence is asked for (SyaratBukti), the files (Berkas), and where they meet (PemenuhanBukti)."""

import secrets
import uuid
from pathlib import PurePosixPath

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from zi.bukti.berlaku import semua_berlaku
from zi.common.beku import Beku
from zi.common.medan import AlamatWeb
from zi.common.models import Bertanggal
from zi.jadwal.models import Kejadian
from zi.pengungkit.models import Pertanyaan
from zi.rencana.models import AreaRencana, BagianRencana, BarisRencana, RencanaAksi, RencanaKerja
from zi.satker.models import Satker
from zi.satker.queries import TIM, Hak, hak
from zi.tindaklanjut.models import TindakLanjut

TANPA_TANYA = {"pertanyaan": None, "satker": None, "tahun": None}
DENGAN_TANYA = {f"{medan}__isnull": False for medan in TANPA_TANYA}


class JenisBukti(models.Model):
    """A kind of evidence (SHAPES section d). `dokumen` is false for an event such as rapat; `tetap`: one document
    holds until another replaces it, as a pedoman does; of the other kinds every year needs its own.
    """

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=80)
    sinonim = models.JSONField("sebutan lain", default=list, blank=True)
    dokumen = models.BooleanField("berupa dokumen", default=True)
    tetap = models.BooleanField("berlaku sampai diganti", default=False)
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


def _tanya_dinilai(h: Hak) -> Q:
    """Requirements under a question of a unit and year that an evaluator was given, once something was checked."""
    milik = Q(pk__in=[])
    for satker, tahun in h.evaluasi:
        milik |= Q(satker=satker, tahun=tahun)
    diperiksa = PemenuhanBukti.objects.filter(syarat=OuterRef("pk"), berkas__dihapus_pada=None)
    return milik & Q(Exists(diperiksa.filter(status__in=PemenuhanBukti.DIPERIKSA)))


class SyaratBukti(BagianRencana):
    """One item of evidence that is asked for; on exactly one of a row, an area, an LKE question of a unit and year,
    a follow-up.
    """

    baris = models.ForeignKey(BarisRencana, models.CASCADE, null=True, blank=True, related_name="syarat")
    area = models.ForeignKey(AreaRencana, models.CASCADE, null=True, blank=True, related_name="syarat")
    pertanyaan = models.ForeignKey(Pertanyaan, models.PROTECT, null=True, blank=True, related_name="syarat")
    satker = models.ForeignKey(Satker, models.PROTECT, null=True, blank=True, related_name="syarat")
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    tindak_lanjut = models.ForeignKey(TindakLanjut, models.CASCADE, null=True, blank=True, related_name="syarat")
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
                condition=Q(baris__isnull=False, area=None, tindak_lanjut=None, **TANPA_TANYA)
                | Q(baris=None, area__isnull=False, tindak_lanjut=None, **TANPA_TANYA)
                | Q(baris=None, area=None, tindak_lanjut__isnull=False, **TANPA_TANYA)
                | Q(
                    baris=None,
                    area=None,
                    tindak_lanjut=None,
                    **dict.fromkeys(map("{}__isnull".format, TANPA_TANYA), False),
                ),
            )
        ]

    def __str__(self) -> str:
        return self.teks

    @classmethod
    def yang_terlihat(cls, user) -> Q:
        rencana, h = RencanaKerja.objects.terlihat_oleh(user), hak(user)
        di_rencana = Q(baris__tabel__rencana__in=rencana) | Q(area__rencana__in=rencana)
        di_tindak_lanjut = Q(tindak_lanjut__in=TindakLanjut.objects.terlihat_oleh(user))
        return di_rencana | Q(satker__in=h.satker_sendiri | h.subpohon) | di_tindak_lanjut | _tanya_dinilai(h)

    @classmethod
    def yang_dinilai(cls, user) -> Q:
        """What the user reads as an evaluator: of submitted plans, of versions in force, checked under a question.

        What a version in force asks for may be changed or deleted in the draft: show it with the words of the version.
        """
        rencana = RencanaKerja.objects.dinilai_oleh(user)
        hidup = Q(dihapus_pada=None, baris__dihapus_pada=None, baris__tabel__dihapus_pada=None, area__dihapus_pada=None)
        di_rencana = Q(baris__tabel__rencana__in=rencana) | Q(area__rencana__in=rencana)
        return hidup & (di_rencana | _tanya_dinilai(hak(user))) | Q(uid__in=[*semua_berlaku(user)])

    def get_absolute_url(self) -> str:
        if self.pertanyaan_id:
            return reverse("bukti:pertanyaan", args=[self.satker_id, self.tahun, self.pertanyaan_id])
        return reverse("bukti:syarat", args=[self.pk])


class BerkasQuerySet(models.QuerySet):
    def terlihat_oleh(self, user):
        """Team and kepala: all of the unit. An evaluator: what was accepted or returned of what he reads."""
        h = hak(user)
        boleh = Q(satker__in=h.satker(*TIM, "kepala"))
        if h.evaluasi:
            syarat = SyaratBukti.objects.filter(SyaratBukti.yang_dinilai(user))
            dinilai = PemenuhanBukti.objects.filter(syarat__in=syarat, status__in=PemenuhanBukti.DIPERIKSA)
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
        indexes = [
            models.Index(
                fields=["satker", "berlaku_sampai"], condition=Q(berlaku_sampai__isnull=False), name="berkas_berlaku"
            )
        ]

    def __str__(self) -> str:
        return self.judul


def jalur_berkas(versi: "VersiBerkas", nama: str) -> str:
    """The name on disk is ours: unit, month, random; only the ending is kept."""
    akhiran = PurePosixPath(nama).suffix.lower()[:6]
    return f"bukti/{versi.berkas.satker_id}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}{akhiran}"


class VersiBerkas(models.Model):
    """One stored content of a file. `sha256_terima`: of what came in; `sha256`: of what is stored (a photo loses its
    place data). `tanda`: what makes a PDF unfit to be shown inline (skrip, lampiran). `satker` is that of the file.
    """

    class Pindai(models.TextChoices):
        BELUM = "belum", "Belum dipindai"
        BERSIH = "bersih", "Bersih"
        TERJANGKIT = "terjangkit", "Terjangkit"

    berkas = models.ForeignKey(Berkas, models.CASCADE, related_name="versi")
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="+")
    nomor = models.PositiveSmallIntegerField("versi", default=1)
    isi = models.FileField("isi", upload_to=jalur_berkas, max_length=200)
    nama_asli = models.CharField("nama asli", max_length=255)
    tipe = models.CharField("tipe", max_length=100)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    sha256_terima = models.CharField("SHA-256 yang diterima", max_length=64)
    halaman = models.PositiveIntegerField("halaman", default=0)
    tanda = models.JSONField("tanda", default=list, blank=True)
    pratinjau = models.PositiveSmallIntegerField("gambar pratinjau", default=0)
    pindai = models.CharField("pemindaian", max_length=10, choices=Pindai, default=Pindai.BELUM)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField("diunggah pada", default=timezone.now)

    beku = (Beku(("berkas", "satker", "nomor", "isi", "ukuran", "sha256", "sha256_terima", "diunggah_oleh")),)

    class Meta:
        verbose_name = verbose_name_plural = "versi berkas"
        ordering = ["berkas", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["berkas", "nomor"], name="versi_berkas_unik"),
            models.UniqueConstraint(fields=["satker", "sha256_terima"], name="versi_berkas_isi_unik"),
            models.CheckConstraint(name="versi_berkas_berisi", condition=Q(ukuran__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.nama_asli} v{self.nomor}"


class TeksBerkas(models.Model):
    """The words of a PDF, for the search; apart, so that lists do not read them."""

    versi = models.OneToOneField(VersiBerkas, models.CASCADE, related_name="teks")
    isi = models.TextField("isi")

    class Meta:
        verbose_name = verbose_name_plural = "teks berkas"

    def __str__(self) -> str:
        return f"teks {self.versi}"


class BukaBerkas(models.Model):
    """Who opened which content, when, how; a central admin with his reason."""

    class Cara(models.TextChoices):
        PRATINJAU = "pratinjau", "Pratinjau"
        UNDUH = "unduh", "Unduh"
        BUNGKUS = "bungkus", "Dalam bungkus"

    versi = models.ForeignKey(VersiBerkas, models.CASCADE, related_name="dibuka")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)
    cara = models.CharField("cara", max_length=10, choices=Cara)
    alasan = models.TextField("alasan", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pembukaan berkas"
        ordering = ["-pada", "-pk"]

    def __str__(self) -> str:
        return f"{self.versi} {self.get_cara_display()}"


class PemenuhanBukti(models.Model):
    """A file offered for a requirement, with its verification."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        DITERIMA = "diterima", "Diterima"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"

    DIPERIKSA = (Status.DITERIMA, Status.DIKEMBALIKAN)

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
    tindak_lanjut = models.ForeignKey(
        TindakLanjut, models.SET_NULL, null=True, blank=True, related_name="pemenuhan_asal"
    )
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


class PetaJenis(models.Model):
    """From the fixture: a kind of evidence that proves a question; `kata` narrow it to requirements that have one."""

    pertanyaan = models.ForeignKey(Pertanyaan, models.CASCADE, related_name="peta_jenis")
    jenis = models.ForeignKey(JenisBukti, models.CASCADE, related_name="peta")
    kata = models.JSONField("kata", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "peta jenis"
        constraints = [models.UniqueConstraint(fields=["pertanyaan", "jenis"], name="peta_jenis_unik")]

    def __str__(self) -> str:
        return f"{self.jenis} → {self.pertanyaan.kode}"


class PetaBukti(models.Model):
    """What a unit decided: requirements with these words prove, or do not prove, a question.

    `kunci` is the normalised text of the requirement, not its row, so that the decision holds for next year's plan too.
    """

    satker = models.ForeignKey(Satker, models.CASCADE, related_name="peta_bukti")
    kunci = models.CharField("kunci", max_length=300)
    pertanyaan = models.ForeignKey(Pertanyaan, models.CASCADE, related_name="peta_bukti")
    cocok = models.BooleanField("membuktikan", default=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "peta bukti"
        constraints = [models.UniqueConstraint(fields=["satker", "kunci", "pertanyaan"], name="peta_bukti_unik")]

    def __str__(self) -> str:
        return f"{self.kunci[:60]} → {self.pertanyaan.kode}"


def kode_bungkus() -> str:
    return secrets.token_urlsafe(24)


class Bungkus(models.Model):
    """The evidence of a plan, or of one of its areas, as a ZIP that a job builds; its address expires.

    Only who ordered it opens it: what is in it is what he may see.
    """

    kode = models.CharField("kode", max_length=40, unique=True, default=kode_bungkus)
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="bungkus")
    area = models.ForeignKey(AreaRencana, models.CASCADE, null=True, blank=True, related_name="bungkus")
    pemesan = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bungkus")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    kedaluwarsa = models.DateTimeField("berlaku sampai")
    isi = models.FileField("isi", upload_to="bungkus/", max_length=200, blank=True)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)", default=0)
    jumlah = models.PositiveIntegerField("jumlah berkas", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "bungkus"
        ordering = ["-dibuat_pada", "-pk"]

    def __str__(self) -> str:
        return f"bungkus {self.area or self.rencana}"


auditlog.register(SyaratBukti, exclude_fields=["versi"], m2m_fields={"aksi"})
