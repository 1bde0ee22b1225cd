"""Jadwal (one schedule expression with its reading), Kejadian (its occurrences), HariLibur, AlamatKalender."""

import secrets
from datetime import date

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from zi.jadwal.enums import DasarPasangan, JenisJadwal, Presisi, StatusKejadian, StatusKoreksi
from zi.rencana.models import BagianBaris, BagianRencana, BarisRencana, RencanaAksi, RencanaKerja

S = StatusKejadian


class Jadwal(BagianBaris):
    """One expression: the words as written and the normal form (SHAPES a.1). No actions = the whole row."""

    baris = models.ForeignKey(BarisRencana, models.CASCADE, related_name="jadwal")
    aksi = models.ManyToManyField(RencanaAksi, blank=True, related_name="jadwal")
    dasar_pasangan = models.CharField("dasar pasangan", max_length=30, choices=DasarPasangan, blank=True)
    teks = models.CharField("jadwal", max_length=300, help_text="Kata yang dicetak dokumen.")
    teks_tertulis = models.TextField("seperti tertulis", blank=True)
    jenis = models.CharField("jenis", max_length=12, choices=JenisJadwal, blank=True)
    mulai = models.DateField("mulai", null=True, blank=True)
    selesai = models.DateField("selesai", null=True, blank=True)
    presisi = models.CharField("presisi", max_length=16, choices=Presisi, blank=True)
    presisi_selesai = models.CharField("presisi selesai", max_length=16, choices=Presisi, blank=True)
    bagian = models.CharField("bagian bulan", max_length=8, blank=True)
    bulan = models.JSONField("bulan", default=list, blank=True)
    rrule = models.CharField("aturan berulang", max_length=200, blank=True)
    durasi = models.CharField("durasi", max_length=20, blank=True)
    periode_dinilai = models.CharField("periode yang dinilai", max_length=60, blank=True)
    makna = models.CharField("makna", max_length=20, blank=True)
    tahun_tersirat = models.BooleanField("tahun tersirat", default=False)
    usulan = models.JSONField("usulan pembacaan", default=dict, blank=True)
    alasan_usulan = models.TextField("alasan usulan", blank=True)
    status_koreksi = models.CharField("status usulan", max_length=10, choices=StatusKoreksi, blank=True)
    tanda_triwulan = models.JSONField("tanda triwulan", null=True, blank=True)
    tanda_bulan = models.JSONField("tanda bulan", null=True, blank=True)
    terbaca = models.BooleanField("terbaca", default=True)
    peringatan = models.JSONField("peringatan", default=list, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "jadwal"
        constraints = [
            models.CheckConstraint(
                name="jadwal_urut", condition=Q(mulai=None) | Q(selesai=None) | Q(mulai__lte=F("selesai"))
            ),
            models.CheckConstraint(
                name="jadwal_bertanggal",
                condition=Q(jenis__in=["", "berkala", "triwulanan", "semesteran", "tahunan"])
                | Q(mulai__isnull=False, selesai__isnull=False)
                | Q(jenis="daftar_bulan", terbaca=False),
            ),
        ]

    def __str__(self) -> str:
        return self.teks


class KejadianQuerySet(models.QuerySet):
    def terlihat_oleh(self, user):
        return self.filter(jadwal__baris__tabel__rencana__in=RencanaKerja.objects.terlihat_oleh(user))

    def dengan_keadaan(self, hari_ini: date):
        """Each with its `keadaan`, a StatusKejadian: an open one is running or late by its window and `hari_ini`."""
        keadaan = Case(
            When(~Q(status=S.BELUM), then=F("status")),
            When(selesai__lt=hari_ini, then=Value(S.TERLAMBAT)),
            When(mulai__lte=hari_ini, then=Value(S.BERJALAN)),
            default=Value(S.BELUM),
        )
        return self.annotate(keadaan=keadaan)

    def berlaku(self):
        """Those whose row and schedule are not deleted."""
        hidup = {f"jadwal__{jalur}dihapus_pada": None for jalur in ("", "baris__", "baris__tabel__")}
        return self.filter(**hidup)


class Kejadian(models.Model):
    """One occurrence; its key is the schedule and the original date.

    `status` is what people said (belum, selesai, batal); berjalan and terlambat follow from the day, see
    `dengan_keadaan`. `versi` 1 = nobody touched it, so it follows its rule.
    """

    jadwal = models.ForeignKey(Jadwal, models.CASCADE, related_name="kejadian")
    tanggal_asal = models.DateField("tanggal asal")
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    status = models.CharField("status", max_length=10, choices=StatusKejadian, default=StatusKejadian.BELUM)
    realisasi = models.DateField("tanggal realisasi", null=True, blank=True)
    alasan = models.TextField("alasan", blank=True)
    catatan = models.TextField("catatan", blank=True)
    versi = models.PositiveIntegerField("versi", default=1)
    diubah_pada = models.DateTimeField("diubah pada", default=timezone.now)

    objects = KejadianQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kejadian"
        ordering = ["mulai", "pk"]
        indexes = [models.Index(fields=["selesai"], condition=Q(status="belum"), name="kejadian_terbuka")]
        constraints = [
            models.UniqueConstraint(fields=["jadwal", "tanggal_asal"], name="kejadian_unik"),
            models.CheckConstraint(name="kejadian_urut", condition=Q(mulai__lte=F("selesai"))),
            models.CheckConstraint(name="kejadian_batal_beralasan", condition=~Q(status="batal") | ~Q(alasan="")),
            models.CheckConstraint(
                name="kejadian_status",
                condition=Q(status="selesai", realisasi__isnull=False)
                | Q(status__in=["belum", "batal"], realisasi=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jadwal} {self.tanggal_asal}"


class HariLibur(models.Model):
    class Jenis(models.TextChoices):
        NASIONAL = "nasional", "Libur nasional"
        CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"

    tanggal = models.DateField("tanggal")
    nama = models.CharField("nama", max_length=150)
    jenis = models.CharField("jenis", max_length=12, choices=Jenis, default=Jenis.NASIONAL)

    class Meta:
        verbose_name = verbose_name_plural = "hari libur"
        ordering = ["tanggal"]
        constraints = [models.UniqueConstraint(fields=["tanggal", "nama"], name="hari_libur_unik")]

    def __str__(self) -> str:
        return self.nama


def token_kalender() -> str:
    """192 random bits."""
    return secrets.token_urlsafe(24)


class AlamatKalender(models.Model):
    """The address at which calendar programs read what concerns one person; who has the token needs no login."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alamat_kalender")
    token = models.CharField("token", max_length=43, unique=True, default=token_kalender, editable=False)
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    dibaca_pada = models.DateTimeField("terakhir dibaca pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "alamat kalender"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["pengguna"], condition=Q(dicabut_pada=None), name="alamat_kalender_satu")
        ]

    def __str__(self) -> str:
        return f"Kalender {self.pengguna}"

    def get_absolute_url(self) -> str:
        return reverse("jadwal:ics", args=[self.token])


auditlog.register(Jadwal, exclude_fields=["versi"], m2m_fields={"aksi"})
