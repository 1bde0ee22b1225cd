"""LaporanBerkala: the monthly or quarterly report of a unit, what people write into it, its frozen versions."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from zi.common.beku import Beku
from zi.common.models import Bertanggal
from zi.dokumen.models import Terbitan
from zi.monev.laporan.periode import BANYAK, JenisLaporan, Periode
from zi.rencana.models import AreaRencana, BarisRencana, RencanaKerja
from zi.satker.models import Satker
from zi.satker.queries import Hak, hak


def _dinilai(h: Hak) -> Q:
    """Reports of the units and years that the person evaluates, and of the subtree of a central admin."""
    boleh = Q(satker__in=h.subpohon)
    for satker, tahun in h.evaluasi:
        boleh |= Q(satker=satker, tahun=tahun)
    return boleh


class LaporanQuerySet(models.QuerySet):
    def terlihat_oleh(self, user):
        """Own unit: all; evaluators and those above: what was submitted or approved, never a draft."""
        h = hak(user)
        sampai = VersiLaporan.objects.filter(laporan=OuterRef("pk"), status__in=VersiLaporan.TERLIHAT_LUAR)
        return self.filter(Q(satker__in=h.satker_sendiri) | _dinilai(h) & Q(Exists(sampai)))


class LaporanBerkala(Bertanggal):
    """The report on one month or quarter. While it is a draft its figures follow from the data; each submission
    freezes them as a VersiLaporan, and an approved version stays in force until the next one is approved.
    """

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DIAJUKAN = "diajukan", "Diajukan"
        DISETUJUI = "disetujui", "Disetujui"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"

    TERBUKA = (Status.DRAF, Status.DIKEMBALIKAN)

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="laporan")
    rencana = models.ForeignKey(RencanaKerja, models.PROTECT, related_name="laporan")
    jenis = models.CharField("jenis", max_length=8, choices=JenisLaporan)
    tahun = models.PositiveSmallIntegerField("tahun")
    ke = models.PositiveSmallIntegerField("bulan atau triwulan ke-")
    ringkasan = models.TextField("ringkasan", blank=True)
    simpulan = models.TextField("simpulan dan rekomendasi", blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DRAF)
    diajukan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    versi = models.PositiveIntegerField("versi", default=1)

    objects = LaporanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "laporan berkala"
        ordering = ["-tahun", "jenis", "-ke"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "jenis", "tahun", "ke"], name="laporan_sekali_seperiode"),
            models.CheckConstraint(
                name="laporan_periode_ada",
                condition=Q(jenis="bulanan", ke__gte=1, ke__lte=BANYAK["bulanan"])
                | Q(jenis="triwulan", ke__gte=1, ke__lte=BANYAK["triwulan"]),
            ),
            models.CheckConstraint(
                name="laporan_diajukan_lengkap",
                condition=Q(status="draf", diajukan_pada=None, diajukan_oleh=None)
                | (~Q(status="draf") & Q(diajukan_pada__isnull=False, diajukan_oleh__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        if self.jenis == JenisLaporan.TRIWULAN:
            return f"Laporan {self.periode}".replace("Triwulan", "triwulan")
        return f"Laporan bulanan {self.periode}"

    def get_absolute_url(self) -> str:
        return reverse("laporan:laporan", args=[self.pk])

    @property
    def periode(self) -> Periode:
        return Periode(self.jenis, self.tahun, self.ke)

    @property
    def terbuka(self) -> bool:
        return self.status in self.TERBUKA


class IsianLaporan(models.Model):
    """What a person writes into a report: a line of the matrix kendala–solusi, or the prognosis of an area.

    `acuan` names what a line of the matrix was proposed from (`terlambat:12`, `keputusan:7`), once in a report.
    """

    class Jenis(models.TextChoices):
        KENDALA = "kendala", "Kendala dan solusi"
        PROGNOSIS = "prognosis", "Prognosis"

    class Perkiraan(models.TextChoices):
        TERCAPAI = "tercapai", "Akan tercapai"
        SEBAGIAN = "sebagian", "Tercapai sebagian"
        TIDAK = "tidak", "Tidak akan tercapai"

    laporan = models.ForeignKey(LaporanBerkala, models.CASCADE, related_name="isian")
    jenis = models.CharField("jenis", max_length=9, choices=Jenis)
    area = models.ForeignKey(AreaRencana, models.PROTECT, null=True, blank=True, related_name="+")
    baris = models.ForeignKey(BarisRencana, models.PROTECT, null=True, blank=True, related_name="+")
    acuan = models.CharField("acuan", max_length=40, blank=True)
    perkiraan = models.CharField("perkiraan", max_length=8, choices=Perkiraan, blank=True)
    teks = models.TextField("kendala atau penjelasan", blank=True)
    solusi = models.TextField("solusi atau upaya", blank=True)
    versi = models.PositiveIntegerField("versi", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "isian laporan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["laporan", "area"], condition=Q(jenis="prognosis"), name="isian_prognosis_sekali"
            ),
            models.UniqueConstraint(fields=["laporan", "acuan"], condition=~Q(acuan=""), name="isian_acuan_sekali"),
            models.CheckConstraint(
                name="isian_menurut_jenis",
                condition=Q(jenis="kendala", perkiraan="") & ~Q(teks="")
                | Q(jenis="prognosis", area__isnull=False, baris=None, acuan=""),
            ),
        ]

    def __str__(self) -> str:
        return self.teks[:60] or self.get_jenis_display()


class VersiLaporan(models.Model):
    """A report as it was submitted, with all its figures and texts, and what became of it. Never edited or deleted.

    `pengesah` says who decided, as he was named that day. `dibuka_…`: the kepala let the team write a next version.
    """

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "Diajukan"
        DISETUJUI = "disetujui", "Disetujui"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DITARIK = "ditarik", "Ditarik kembali"

    TERLIHAT_LUAR = (Status.DIAJUKAN, Status.DISETUJUI)

    laporan = models.ForeignKey(LaporanBerkala, models.PROTECT, related_name="versi_laporan")
    nomor = models.PositiveSmallIntegerField("versi")
    isi = models.TextField("isi")
    sha256 = models.CharField("SHA-256", max_length=64)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DIAJUKAN)
    diajukan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField("diajukan pada", default=timezone.now)
    pesan = models.TextField("pesan pengaju", blank=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    catatan = models.TextField("catatan", blank=True)
    pengesah = models.JSONField("pengesah", default=dict, blank=True)
    dibuka_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dibuka_pada = models.DateTimeField("dibuka pada", null=True, blank=True)
    alasan_buka = models.TextField("alasan dibuka", blank=True)
    terbitan = models.OneToOneField(Terbitan, models.PROTECT, null=True, blank=True, related_name="+")

    beku = (
        Beku(("laporan", "nomor", "isi", "sha256", "diajukan_oleh", "diajukan_pada", "pesan")),
        Beku(("status", "diputus_oleh", "diputus_pada", "catatan", "pengesah", "terbitan"), bila="diputus_pada"),
        Beku(("dibuka_oleh", "dibuka_pada", "alasan_buka"), bila="dibuka_pada"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "versi laporan"
        ordering = ["laporan", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["laporan", "nomor"], name="versi_laporan_nomor_unik"),
            models.UniqueConstraint(
                fields=["laporan"], condition=Q(status="diajukan"), name="versi_laporan_satu_diajukan"
            ),
            models.CheckConstraint(
                name="versi_laporan_diputus_lengkap",
                condition=Q(status="diajukan", diputus_pada=None, diputus_oleh=None)
                | (~Q(status="diajukan") & Q(diputus_pada__isnull=False, diputus_oleh__isnull=False)),
            ),
            models.CheckConstraint(
                name="versi_laporan_disetujui_orang_lain",
                condition=~Q(status="disetujui") | ~Q(diputus_oleh=F("diajukan_oleh")),
            ),
            models.CheckConstraint(
                name="versi_laporan_terbit_bila_disetujui",
                condition=Q(status="disetujui", terbitan__isnull=False) | (~Q(status="disetujui") & Q(terbitan=None)),
            ),
            models.CheckConstraint(
                name="versi_laporan_kembali_bercatatan", condition=~Q(status="dikembalikan") | ~Q(catatan="")
            ),
            models.CheckConstraint(
                name="versi_laporan_dibuka_beralasan",
                condition=Q(dibuka_pada=None, dibuka_oleh=None, alasan_buka="")
                | (Q(status="disetujui", dibuka_pada__isnull=False, dibuka_oleh__isnull=False) & ~Q(alasan_buka="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.laporan} versi {self.nomor}"


auditlog.register(LaporanBerkala, include_fields=["ringkasan", "simpulan"])
auditlog.register(IsianLaporan, exclude_fields=["versi"])
