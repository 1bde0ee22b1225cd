"""The official instruments as data: areas, tree with weights, questions, thresholds; and the regulations."""

from django.db import models
from django.db.models import Q


class AreaBaku(models.Model):
    """A standard area: the six pengungkit and HASIL. What a plan's own areas are compared by."""

    kode = models.CharField("kode", max_length=10, unique=True)
    nama = models.CharField("nama", max_length=120)
    urutan = models.PositiveSmallIntegerField("urutan", unique=True)
    sinonim = models.JSONField("sebutan lain", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "area baku"
        ordering = ["urutan"]

    def __str__(self) -> str:
        return self.nama


class Peraturan(models.Model):
    jenis = models.CharField("jenis", max_length=120)
    nomor = models.CharField("nomor", max_length=40)
    tahun = models.PositiveSmallIntegerField("tahun")
    tanggal = models.DateField("tanggal", null=True, blank=True)
    tentang = models.TextField("tentang", blank=True)
    lembaran = models.JSONField("lembaran negara", default=list, blank=True)
    diubah_dengan = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="mengubah", verbose_name="diubah dengan"
    )

    class Meta:
        verbose_name = verbose_name_plural = "peraturan"
        ordering = ["tahun", "jenis", "nomor"]
        constraints = [models.UniqueConstraint(fields=["jenis", "nomor", "tahun"], name="peraturan_unik")]

    def __str__(self) -> str:
        return f"{self.jenis} Nomor {self.nomor} Tahun {self.tahun}"


class Instrumen(models.Model):
    """A version of the official LKE; several live side by side."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    judul = models.CharField("judul", max_length=200)
    dasar = models.CharField("dasar", max_length=300)
    berlaku_mulai = models.PositiveSmallIntegerField("berlaku mulai tahun")
    berlaku_sampai = models.PositiveSmallIntegerField("berlaku sampai tahun", null=True, blank=True)
    nilai_maksimum = models.DecimalField("nilai maksimum", max_digits=8, decimal_places=4)
    tipe_jawaban = models.JSONField("tipe jawaban", default=dict)
    ambang = models.JSONField("ambang", default=dict)
    prasyarat = models.JSONField("prasyarat", default=dict)
    sidik = models.CharField("sidik berkas", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "instrumen"
        ordering = ["-berlaku_mulai"]

    def __str__(self) -> str:
        return self.judul


class Simpul(models.Model):
    """A node of the instrument's tree: component, half, area, sub-area."""

    class Cara(models.TextChoices):
        JUMLAH_ANAK = "jumlah_anak", "Jumlah anak"
        RATA_RATA_KALI_BOBOT = "rata_rata_kali_bobot", "Rata-rata pertanyaan × bobot"
        JUMLAH_BERBOBOT = "jumlah_berbobot", "Jumlah pertanyaan berbobot"

    instrumen = models.ForeignKey(Instrumen, models.CASCADE, related_name="simpul")
    induk = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="anak")
    kode = models.CharField("kode", max_length=30)
    nama = models.CharField("nama", max_length=250)
    bobot = models.DecimalField("bobot", max_digits=8, decimal_places=4)
    cara = models.CharField("cara menghitung", max_length=24, choices=Cara)
    area = models.ForeignKey(AreaBaku, models.PROTECT, null=True, blank=True, related_name="+")
    urutan = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = verbose_name_plural = "simpul instrumen"
        ordering = ["instrumen", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["instrumen", "kode"], name="simpul_unik"),
            models.CheckConstraint(name="simpul_bobot_positif", condition=Q(bobot__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class Pertanyaan(models.Model):
    """A question: its answer type, its options, and for a percentage its inputs and formula."""

    instrumen = models.ForeignKey(Instrumen, models.CASCADE, related_name="pertanyaan")
    simpul = models.ForeignKey(Simpul, models.CASCADE, related_name="pertanyaan")
    kode = models.CharField("kode", max_length=30)
    teks = models.TextField("pertanyaan")
    tipe = models.CharField("tipe jawaban", max_length=10)
    bobot = models.DecimalField("bobot", max_digits=8, decimal_places=4, null=True, blank=True)
    opsi = models.JSONField("pilihan", default=dict, blank=True)
    masukan = models.JSONField("isian", default=list, blank=True)
    rumus = models.CharField("rumus", max_length=200, blank=True)
    lain = models.JSONField("keterangan lain", default=dict, blank=True)
    portalrb_soal = models.PositiveSmallIntegerField("nomor soal PortalRB", null=True, blank=True)
    portalrb_baris = models.PositiveSmallIntegerField("baris PortalRB", null=True, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = verbose_name_plural = "pertanyaan"
        ordering = ["instrumen", "urutan"]
        constraints = [models.UniqueConstraint(fields=["instrumen", "kode"], name="pertanyaan_unik")]

    def __str__(self) -> str:
        return f"{self.kode} {self.teks}"
