"""The plan as issued: sections, legal bases, terms, signers, and the snapshots (Versi) that approvals bind to."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from zi.common.beku import Beku
from zi.dokumen.models import Terbitan
from zi.pengungkit.models import Peraturan
from zi.rencana.models import BagianRencana, RencanaKerja


class JenisBagian(models.TextChoices):
    SAMPUL = "sampul", "Sampul"
    KATA_PENGANTAR = "kata_pengantar", "Kata pengantar"
    LEMBAR_PENGESAHAN = "lembar_pengesahan", "Lembar pengesahan"
    DAFTAR_ISI = "daftar_isi", "Daftar isi"
    BAB = "bab", "Bab"
    PROSA = "prosa", "Prosa"
    DAFTAR = "daftar", "Daftar"
    DASAR_HUKUM = "dasar_hukum", "Dasar hukum"
    MAKSUD_TUJUAN = "maksud_tujuan", "Maksud dan tujuan"
    PENGERTIAN = "pengertian", "Pengertian"
    DATA_RAPAT = "data_rapat", "Data rapat"
    AREA = "area", "Area"
    TABEL = "tabel", "Tabel"
    ANGGARAN = "anggaran", "Anggaran"
    PENUTUP = "penutup", "Penutup"
    TANDA_TANGAN = "tanda_tangan", "Tanda tangan"
    LAMPIRAN = "lampiran", "Lampiran"


class BagianNaskah(BagianRencana):
    """A section of the document. `isi` is limited Markdown; `tabel_jenis`: which tables a `tabel` section prints."""

    class Orientasi(models.TextChoices):
        TEGAK = "tegak", "Tegak"
        MENDATAR = "mendatar", "Mendatar"

    class SusunanArea(models.TextChoices):
        INDIKATOR_TARGET = "indikator_target", "Indikator lalu target"
        TARGET_INDIKATOR = "target_indikator", "Target lalu indikator"
        MATRIK = "matrik", "Matrik saja"

    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="bagian")
    induk = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="anak")
    nomor_tertulis = models.CharField("nomor tertulis", max_length=20, blank=True)
    judul = models.CharField("judul", max_length=400, blank=True)
    judul_tertulis = models.TextField("judul seperti tertulis", blank=True)
    jenis = models.CharField("jenis", max_length=20, choices=JenisBagian, default=JenisBagian.PROSA)
    isi = models.TextField("isi", blank=True)
    orientasi = models.CharField("orientasi", max_length=8, choices=Orientasi, default=Orientasi.TEGAK)
    susunan_area = models.CharField("susunan area", max_length=20, choices=SusunanArea, blank=True)
    tabel_jenis = models.CharField("jenis tabel", max_length=10, blank=True)
    data = models.JSONField("data", default=dict, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "bagian naskah"

    def __str__(self) -> str:
        return " ".join(filter(None, [self.nomor_tertulis, self.judul or self.get_jenis_display()]))


class ButirBagian(BagianRencana):
    """A line of a list section."""

    JALUR = "bagian__rencana"
    bagian = models.ForeignKey(BagianNaskah, models.CASCADE, related_name="butir")
    induk = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="anak")
    label = models.CharField("label", max_length=20, blank=True)
    teks = models.TextField("teks")
    teks_tertulis = models.TextField("seperti tertulis", blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "butir bagian"

    def __str__(self) -> str:
        return self.teks


class DasarHukum(BagianRencana):
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="dasar_hukum")
    label = models.CharField("label", max_length=20, blank=True)
    teks = models.TextField("teks")
    teks_tertulis = models.TextField("seperti tertulis", blank=True)
    rujukan = models.JSONField(
        "rujukan", default=list, blank=True, help_text="jenis, nomor, tahun, tentang, lembaran, diubah_dengan"
    )
    peraturan = models.ManyToManyField(Peraturan, blank=True, related_name="dikutip")

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "dasar hukum"

    def __str__(self) -> str:
        return self.teks


class Pengertian(BagianRencana):
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="pengertian")
    label = models.CharField("label", max_length=20, blank=True)
    istilah = models.CharField("istilah", max_length=200)
    definisi = models.TextField("definisi", blank=True)
    definisi_tertulis = models.TextField("seperti tertulis", blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "pengertian"

    def __str__(self) -> str:
        return self.istilah


class Lampiran(BagianRencana):
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="lampiran")
    judul = models.TextField("judul")
    tersedia = models.CharField("tersedia", max_length=300, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "lampiran"

    def __str__(self) -> str:
        return self.judul


class Pengesahan(BagianRencana):
    """A signer's block or table line; names are copied, so that they stay as they were."""

    class Bentuk(models.TextChoices):
        BLOK = "blok", "Blok"
        TABEL = "tabel", "Tabel"

    class Peran(models.TextChoices):
        DISIAPKAN = "disiapkan", "Disiapkan"
        DIPERIKSA = "diperiksa", "Diperiksa"
        DISETUJUI = "disetujui", "Disetujui"
        MENGESAHKAN = "mengesahkan", "Mengesahkan"
        MENGETAHUI = "mengetahui", "Mengetahui"
        MENYUSUN = "menyusun", "Menyusun"
        KETUA_TIM = "ketua tim", "Ketua tim"

    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="pengesahan")
    bagian = models.ForeignKey(BagianNaskah, models.SET_NULL, null=True, blank=True, related_name="pengesahan")
    bentuk = models.CharField("bentuk", max_length=5, choices=Bentuk, default=Bentuk.BLOK)
    peran = models.CharField("peran", max_length=12, choices=Peran, default=Peran.MENGESAHKAN)
    peran_tertulis = models.CharField("peran seperti tertulis", max_length=200, blank=True)
    nama = models.CharField("nama", max_length=150)
    nama_tertulis = models.CharField("nama seperti tertulis", max_length=200, blank=True)
    jabatan = models.CharField("jabatan", max_length=200, blank=True)
    jabatan_tertulis = models.CharField("jabatan seperti tertulis", max_length=250, blank=True)
    pangkat = models.CharField("pangkat", max_length=80, blank=True)
    nomor_induk = models.CharField("NIP/NRP", max_length=30, blank=True)
    tempat = models.CharField("tempat", max_length=80, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    presisi_tanggal = models.CharField(
        "presisi tanggal", max_length=5, choices=[("hari", "Hari"), ("bulan", "Bulan")], default="hari"
    )
    tanggal_tertulis = models.CharField("tanggal seperti tertulis", max_length=120, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "pengesahan"

    def __str__(self) -> str:
        return f"{self.get_peran_display()}: {self.nama}"


class VersiQuerySet(models.QuerySet):
    def berlaku(self, rencana: RencanaKerja) -> "Versi | None":
        """The approved version in force: the last one that was approved, unless it was revoked."""
        pernah = self.filter(rencana=rencana, status__in=[Versi.Status.DISETUJUI, Versi.Status.DICABUT])
        akhir: Any = pernah.select_related("terbitan").order_by("-nomor").first()
        return akhir if akhir and akhir.status == Versi.Status.DISETUJUI else None


class Versi(models.Model):
    """A frozen canonical plan document: what was submitted and what became of it. Never edited, never deleted.

    `pengesah` says who decided, as he was named that day: sebutan (Plh., Plt., a.n., or empty), nama, nomor_induk,
    pangkat, jabatan, jabatan_kepala. `luar`: decided on paper, recorded by the admin.
    """

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "Diajukan"
        DISETUJUI = "disetujui", "Disetujui"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DICABUT = "dicabut", "Dicabut"
        DITARIK = "ditarik", "Ditarik kembali"

    rencana = models.ForeignKey(RencanaKerja, models.PROTECT, related_name="versi_naskah")
    nomor = models.PositiveSmallIntegerField("versi")
    isi = models.TextField("dokumen kanonik")
    sha256 = models.CharField("SHA-256", max_length=64)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DIAJUKAN)
    diajukan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField("diajukan pada", default=timezone.now)
    pesan = models.TextField("pesan pengaju", blank=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    catatan = models.TextField("catatan", blank=True)
    pengesah = models.JSONField("pengesah", default=dict, blank=True)
    luar = models.BooleanField("disetujui di luar sistem", default=False)
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    alasan_cabut = models.TextField("alasan dicabut", blank=True)
    terbitan = models.OneToOneField(Terbitan, models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersiQuerySet.as_manager()

    beku = (
        Beku(("rencana", "nomor", "isi", "sha256", "diajukan_oleh", "diajukan_pada", "pesan")),
        Beku(("diputus_oleh", "diputus_pada", "catatan", "pengesah", "luar"), bila="diputus_pada"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "versi naskah"
        ordering = ["rencana", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["rencana", "nomor"], name="versi_nomor_unik"),
            models.UniqueConstraint(fields=["rencana"], condition=Q(status="diajukan"), name="versi_satu_diajukan"),
            models.CheckConstraint(
                name="versi_diputus_lengkap",
                condition=Q(status="diajukan", diputus_pada=None)
                | (~Q(status="diajukan") & Q(diputus_pada__isnull=False, diputus_oleh__isnull=False)),
            ),
            models.CheckConstraint(
                name="versi_kembali_bercatatan", condition=~Q(status="dikembalikan") | ~Q(catatan="")
            ),
            models.CheckConstraint(
                name="versi_cabut_beralasan",
                condition=Q(status="dicabut", dicabut_pada__isnull=False, dicabut_oleh__isnull=False)
                & ~Q(alasan_cabut="")
                | ~Q(status="dicabut") & Q(dicabut_pada=None, dicabut_oleh=None, alasan_cabut=""),
            ),
            models.CheckConstraint(
                name="versi_luar_disetujui", condition=Q(luar=False) | Q(status__in=["disetujui", "dicabut"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rencana} versi {self.nomor}"

    @property
    def tanggal_luar(self) -> date | None:
        """The day on the paper of a decision outside the system."""
        tertulis = self.pengesah.get("tanggal")
        return date.fromisoformat(tertulis) if self.luar and tertulis else None
