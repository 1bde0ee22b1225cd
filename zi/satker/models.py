"""The tree of work units, their people, and the roles that say who may see and do what."""

import uuid
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from auditlog.registry import auditlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from zi.akun.nomor import periksa_nomor
from zi.common.medan import AlamatWeb

BANTUAN_KOP = "Satu baris kop per baris. Kosong: disusun dari nama instansi, induk, dan satker."

KODE_TERPAKAI = {"ganti", "saya"}  # pages of their own under /satker/


class Instansi(models.Model):
    class Jenis(models.TextChoices):
        KEMENTERIAN = "kementerian", "Kementerian"
        LEMBAGA = "lembaga", "Lembaga"
        PEMDA = "pemda", "Pemerintah daerah"

    nama = models.CharField("nama", max_length=200, unique=True)
    jenis = models.CharField("jenis", max_length=12, choices=Jenis, default=Jenis.KEMENTERIAN)
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "instansi"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class SatkerQuerySet(TreeQuerySet):
    def terlihat_oleh(self, user) -> "SatkerQuerySet":
        """Units in which the user has a role today, and the subtree of a central admin."""
        from zi.satker.hak import hak

        return self.filter(pk__in=hak(user).semua_satker)


class Satker(TreeNode):
    """A work unit; `parent` is the unit above it."""

    class ZonaWaktu(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=200)
    nama_pendek = models.CharField("nama pendek", max_length=80, blank=True)
    zona_waktu = models.CharField("zona waktu", max_length=20, choices=ZonaWaktu, default=ZonaWaktu.WIB)
    alamat = models.CharField("alamat", max_length=300, blank=True)
    kota = models.CharField("kota", max_length=80, blank=True, help_text="Tempat pada tanda tangan, misalnya Mataram.")
    telepon = models.CharField("telepon", max_length=60, blank=True)
    laman = AlamatWeb("laman", blank=True)
    surel = models.EmailField("surel", blank=True)
    kelas = models.CharField("kelas", max_length=40, blank=True)
    kop = models.TextField(
        "kop surat",
        blank=True,
        help_text="Satu baris kop per baris. Kosong: disusun dari nama instansi, induk, dan satker.",
    )
    contoh = models.BooleanField("data contoh", default=False)
    versi = models.PositiveIntegerField("versi", default=1, editable=False)

    tree_path: list[int]  # set by with_tree_fields()
    kedalaman = 0  # set by queries.pohon()

    objects: Any = models.Manager.from_queryset(SatkerQuerySet)()  # tree_queries has no types

    class Meta:
        verbose_name = verbose_name_plural = "satker"
        ordering = ["nama"]
        constraints = [models.CheckConstraint(name="satker_bukan_induk_sendiri", condition=~Q(parent=F("id")))]

    def __str__(self) -> str:
        return self.nama_pendek or self.nama

    def clean(self) -> None:
        """A unit hangs under another of the same agency, never under itself or one of its own."""
        if self.kode in KODE_TERPAKAI:
            raise ValidationError({"kode": "Kode ini dipakai halaman lain; pilih kode lain."})
        if self.parent_id and self.parent.instansi_id != self.instansi_id:
            raise ValidationError({"parent": "Satker induk harus dari instansi yang sama."})
        if self.parent_id and self.pk:
            atas = Satker.objects.ancestors(self.parent_id, include_self=True)
            if atas.filter(pk=self.pk).exists():
                raise ValidationError({"parent": "Satker tidak bisa berada di bawah dirinya sendiri."})

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zona_waktu)

    def hari_ini(self) -> date:
        """Today where the unit is."""
        return timezone.localdate(timezone=self.tz)


class NamaSatker(models.Model):
    """A name that a unit had for a time (LPMP → BPMP)."""

    satker = models.ForeignKey(Satker, models.CASCADE, related_name="nama_lain")
    nama = models.CharField("nama", max_length=200)
    berlaku_mulai = models.DateField("berlaku mulai", null=True, blank=True)
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "nama satker"
        constraints = [
            models.CheckConstraint(
                name="nama_satker_masa",
                condition=Q(berlaku_mulai=None) | Q(berlaku_sampai=None) | Q(berlaku_mulai__lte=F("berlaku_sampai")),
            )
        ]

    def __str__(self) -> str:
        return self.nama


class Pegawai(models.Model):
    """A person of the unit as documents name him; he may or may not have an account."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="pegawai")
    nama = models.CharField("nama dan gelar", max_length=150)
    nomor_induk = models.CharField("NIP/NRP", max_length=18, null=True, blank=True, validators=[periksa_nomor])
    pangkat = models.CharField("pangkat", max_length=80, blank=True)
    jabatan = models.CharField("jabatan", max_length=150, blank=True)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="pegawai"
    )
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "pegawai"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "nomor_induk"], name="pegawai_nomor_unik", condition=Q(nomor_induk__isnull=False)
            ),
            models.CheckConstraint(name="pegawai_nomor_tak_kosong", condition=~Q(nomor_induk="")),
        ]

    def __str__(self) -> str:
        return self.nama


class TimKerja(models.Model):
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="tim")
    tahun = models.PositiveSmallIntegerField("tahun")
    sebutan = models.CharField("sebutan", max_length=120, default="Tim Kerja")
    sk_nomor = models.CharField("nomor SK", max_length=80, blank=True)
    sk_tanggal = models.DateField("tanggal SK", null=True, blank=True)
    sk_pejabat = models.CharField("pejabat penetap", max_length=150, blank=True)
    sk_tentang = models.CharField("tentang", max_length=300, blank=True)
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "tim kerja"
        ordering = ["-tahun"]
        constraints = [models.UniqueConstraint(fields=["satker", "tahun", "sebutan"], name="tim_unik")]

    def __str__(self) -> str:
        return f"{self.sebutan} {self.tahun}"


class AnggotaTim(models.Model):
    tim = models.ForeignKey(TimKerja, models.CASCADE, related_name="anggota")
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="tim")
    jabatan_tim = models.CharField("jabatan dalam tim", max_length=80)
    area = models.CharField("area", max_length=10, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "anggota tim"
        ordering = ["urutan", "pk"]

    def __str__(self) -> str:
        return f"{self.pegawai}, {self.jabatan_tim}"


def _pada(medan: str, pada: date | None) -> Q:
    """A comparison with a day, or with today where each unit is: a role begins and ends by the clock of its unit."""
    if pada:
        return Q(**{medan: pada})
    zona = Satker.ZonaWaktu.values
    hari = [(z, timezone.localdate(timezone=ZoneInfo(z))) for z in zona]
    return reduce(or_, (Q(**{medan: h, "satker__zona_waktu": z}) for z, h in hari))


class PeranQuerySet(models.QuerySet):
    def berlaku(self, pada: date | None = None) -> "PeranQuerySet":
        """Roles in force on a day (default: today)."""
        return self.belum_selesai(pada).filter(_pada("mulai__lte", pada))

    def belum_selesai(self, pada: date | None = None) -> "PeranQuerySet":
        """Roles in force on a day or later."""
        return self.filter(Q(selesai=None) | _pada("selesai__gte", pada), dibatalkan_pada=None)


class Peran(models.Model):
    """What one person is in one unit, from–to (DESIGN section 3).

    `area` is the code of the area of an anggota or koordinator; `tahun` and `surat_tugas` belong to an evaluator.
    A kepala with a `sebutan` is a deputy: he has the same rights, always for a period, and is named by it.
    """

    class Jenis(models.TextChoices):
        ANGGOTA = "anggota", "Anggota"
        KOORDINATOR = "koordinator", "Koordinator"
        KETUA_TIM = "ketua_tim", "Ketua tim"
        KEPALA = "kepala", "Kepala satker"
        ADMIN_SATKER = "admin_satker", "Admin satker"
        EVALUATOR = "evaluator", "Evaluator"
        ADMIN_PUSAT = "admin_pusat", "Admin pusat"

    class Sebutan(models.TextChoices):
        PLH = "Plh.", "Plh. (pelaksana harian)"
        PLT = "Plt.", "Plt. (pelaksana tugas)"
        AN = "a.n.", "a.n. (atas nama)"

    PER_AREA = (Jenis.ANGGOTA, Jenis.KOORDINATOR)

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="peran")
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="peran")
    jenis = models.CharField("peran", max_length=12, choices=Jenis)
    sebutan = models.CharField(
        "sebutan", max_length=4, choices=Sebutan, blank=True, help_text="Hanya untuk wakil kepala satker."
    )
    area = models.CharField("area", max_length=10, blank=True, help_text="Kode area, misalnya MP.")
    tahun = models.PositiveSmallIntegerField("tahun yang dievaluasi", null=True, blank=True)
    surat_tugas = models.CharField("surat tugas", max_length=120, blank=True)
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True, help_text="Hari terakhir; kosong: tanpa batas.")
    dibatalkan_pada = models.DateTimeField(
        "dibatalkan pada",
        null=True,
        blank=True,
        help_text="Keliru diberikan; dicabut pada hari yang sama.",
    )

    objects = PeranQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "peran"
        ordering = ["satker", "jenis", "area", "pk"]
        constraints = [
            models.CheckConstraint(name="peran_masa", condition=Q(selesai=None) | Q(mulai__lte=F("selesai"))),
            models.CheckConstraint(
                name="peran_area",
                condition=(Q(jenis__in=["anggota", "koordinator"]) & ~Q(area=""))
                | (~Q(jenis__in=["anggota", "koordinator"]) & Q(area="")),
            ),
            models.CheckConstraint(
                name="peran_evaluator",
                condition=Q(jenis="evaluator", tahun__isnull=False, selesai__isnull=False)
                | (~Q(jenis="evaluator") & Q(tahun__isnull=True)),
            ),
            models.CheckConstraint(
                name="peran_wakil_bermasa",
                condition=Q(sebutan="")
                | Q(sebutan__in=["Plh.", "Plt.", "a.n."], jenis="kepala", selesai__isnull=False),
            ),
            # two constraints, because SQLite cannot make one that counts NULLs as equal
            models.UniqueConstraint(
                fields=["pengguna", "satker", "jenis", "area", "mulai"], name="peran_unik", condition=Q(tahun=None)
            ),
            models.UniqueConstraint(
                fields=["pengguna", "satker", "jenis", "tahun", "mulai"],
                name="peran_evaluator_unik",
                condition=Q(tahun__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.satker}"

    @property
    def nama(self) -> str:
        """The role as people call it: Koordinator MP, Evaluator 2023, Plh. Kepala satker."""
        return " ".join(str(x) for x in (self.sebutan, self.get_jenis_display(), self.area, self.tahun) if x)

    def clean(self) -> None:
        """What belongs to a kind of role must be there; what belongs to another kind is dropped."""
        galat = {}
        if self.jenis not in self.PER_AREA:
            self.area = ""
        elif not self.area:
            galat["area"] = "Isi area untuk anggota dan koordinator."
        if self.jenis != self.Jenis.KEPALA:
            self.sebutan = ""
        elif self.sebutan and not self.selesai:
            galat["selesai"] = "Isi tanggal selesai: kepala diwakili untuk suatu masa."
        if self.jenis != self.Jenis.EVALUATOR:
            self.tahun, self.surat_tugas = None, ""
        elif not (self.tahun and self.selesai):
            galat["tahun"] = "Isi tahun yang dievaluasi dan tanggal selesai untuk evaluator."
        if self.selesai and self.mulai and self.selesai < self.mulai:
            galat["selesai"] = "Tanggal selesai mendahului tanggal mulai."
        if galat:
            raise ValidationError(galat)

    def berlaku(self) -> bool:
        """In force today, where the unit is?"""
        hari = self.satker.hari_ini()
        return not self.dibatalkan_pada and self.mulai <= hari and (self.selesai is None or self.selesai >= hari)

    def status(self) -> str:
        """belum, berjalan, selesai or batal, as today is where the unit is."""
        if self.dibatalkan_pada:
            return "batal"
        if self.mulai > self.satker.hari_ini():
            return "belum"
        return "berjalan" if self.berlaku() else "selesai"


class PratinjauOrang(models.Model):
    """A list of people as it was read from a workbook, kept here between the preview and the confirmation.

    The browser only holds the id; what is saved on confirmation is read from this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, models.CASCADE, related_name="+")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    nama_berkas = models.CharField("nama berkas", max_length=200)
    baris = models.JSONField("baris yang dibaca", default=list)
    hasil = models.JSONField("hasil tiap baris", default=list)
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pratinjau impor orang"
        ordering = ["-dibuat_pada"]

    def __str__(self) -> str:
        return self.nama_berkas


for _model in (Satker, Pegawai, Peran):
    auditlog.register(_model)
