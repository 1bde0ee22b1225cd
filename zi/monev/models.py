"""Rapat: who was invited, what is on the agenda, who came, its photos, and the four papers that it leaves."""

import secrets
import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from zi.bukti.models import Berkas, Resep, SyaratBukti
from zi.common.models import Bertanggal
from zi.jadwal.models import Kejadian
from zi.monev.models_laporan import IsianLaporan as IsianLaporan
from zi.monev.models_laporan import LaporanBerkala as LaporanBerkala
from zi.monev.models_laporan import VersiLaporan as VersiLaporan
from zi.rencana.models import BarisRencana, RencanaAksi
from zi.satker.models import Satker
from zi.satker.queries import hak
from zi.tindaklanjut.models import TindakLanjut


def token_baru() -> str:
    """What the QR of the attendance list holds: 192 random bits."""
    return secrets.token_urlsafe(24)


class RapatQuerySet(models.QuerySet):
    def terlihat_oleh(self, user):
        return self.filter(satker__in=hak(user).satker_sendiri)


class Rapat(Bertanggal):
    """A meeting. `periode` is the month that a monev meeting looks back on (first day), unique in the unit.

    `penanda` is who signs the invitation, frozen when it is sent, `pencatat` the notulis, named as he was when he was
    chosen; `tahun_surat` is the year of `tanggal_surat`, in which `nomor` is used once; `token` opens the attendance
    list, from the invitation on; `agenda_per` is the day whose data the agenda follows. `baris` and `kejadian` are what
    its papers may be evidence of.
    """

    class Jenis(models.TextChoices):
        MONEV = "monev", "Monitoring dan evaluasi"
        LAIN = "lain", "Rapat lain"

    class Status(models.TextChoices):
        USULAN = "usulan", "Usulan"
        DIJADWALKAN = "dijadwalkan", "Dijadwalkan"
        SELESAI = "selesai", "Selesai"
        BATAL = "batal", "Batal"

    TERBUKA = (Status.USULAN, Status.DIJADWALKAN)

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="rapat")
    jenis = models.CharField("jenis", max_length=6, choices=Jenis, default=Jenis.MONEV)
    resep = models.ForeignKey(Resep, models.SET_NULL, null=True, blank=True, related_name="+")
    aksi = models.ForeignKey(RencanaAksi, models.SET_NULL, null=True, blank=True, related_name="rapat")
    periode = models.DateField("periode", null=True, blank=True)
    judul = models.CharField("judul", max_length=200)
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("selesai")
    tempat = models.CharField("tempat", max_length=200, blank=True)
    nomor = models.CharField("nomor surat", max_length=80, blank=True)
    tanggal_surat = models.DateField("tanggal surat", null=True, blank=True)
    tahun_surat = models.PositiveSmallIntegerField("tahun surat", null=True, blank=True)
    pengantar = models.TextField("kalimat pengantar", blank=True)
    pimpinan = models.CharField("pimpinan rapat", max_length=150, blank=True)
    notulis = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    pencatat = models.JSONField("notulis seperti tercetak", default=dict, blank=True)
    penanda = models.JSONField("penanda tangan undangan", default=dict, blank=True)
    token = models.CharField("token daftar hadir", max_length=43, blank=True, editable=False)
    baris = models.ManyToManyField(BarisRencana, blank=True, related_name="rapat")
    kejadian = models.ManyToManyField(Kejadian, blank=True, related_name="rapat")
    agenda_per = models.DateField("agenda menurut data", null=True, blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.USULAN)
    alasan = models.TextField("alasan batal", blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diundang_pada = models.DateTimeField("diundang pada", null=True, blank=True)
    ditutup_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)
    versi = models.PositiveIntegerField("versi", default=1)

    objects = RapatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "rapat"
        ordering = ["-mulai", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "periode"], condition=Q(jenis="monev"), name="rapat_monev_sebulan_sekali"
            ),
            models.UniqueConstraint(
                fields=["satker", "tahun_surat", "nomor"], condition=~Q(nomor=""), name="rapat_nomor_setahun_sekali"
            ),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="rapat_token_unik"),
            models.CheckConstraint(name="rapat_urut", condition=Q(mulai__lt=F("selesai"))),
            models.CheckConstraint(
                name="rapat_monev_berperiode", condition=~Q(jenis="monev") | Q(periode__isnull=False)
            ),
            models.CheckConstraint(
                name="rapat_bernomor_bertanggal",
                condition=Q(nomor="") | Q(tanggal_surat__isnull=False, tahun_surat__isnull=False),
            ),
            models.CheckConstraint(name="rapat_batal_beralasan", condition=~Q(status="batal") | ~Q(alasan="")),
            models.CheckConstraint(
                name="rapat_ditutup",
                condition=Q(status="selesai", ditutup_pada__isnull=False, ditutup_oleh__isnull=False)
                | (~Q(status="selesai") & Q(ditutup_pada=None, ditutup_oleh=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("monev:rapat", args=[self.pk])

    @property
    def terbuka(self) -> bool:
        return self.status in self.TERBUKA

    def setempat(self, saat: datetime) -> datetime:
        """A moment on the clock of the unit."""
        return timezone.localtime(saat, self.satker.tz)

    @property
    def tanggal(self) -> date:
        return self.setempat(self.mulai).date()

    @property
    def hari(self) -> str:
        return date_format(self.setempat(self.mulai), "l, j F Y")

    @property
    def pukul(self) -> str:
        """09.00–11.00 WITA."""
        mulai, selesai = (date_format(self.setempat(x), "H.i") for x in (self.mulai, self.selesai))
        return f"{mulai}–{selesai} {self.satker.get_zona_waktu_display()}"

    @property
    def nama_notulis(self) -> str:
        return self.pencatat.get("nama", "")

    @property
    def berlangsung(self) -> bool:
        """Was everybody invited, and has it begun?"""
        return self.status == self.Status.DIJADWALKAN and self.mulai <= timezone.now()

    @property
    def lewat(self) -> bool:
        """Is its time over, though nobody has closed it?"""
        return self.terbuka and self.selesai < timezone.now()


class ButirAgenda(models.Model):
    """One item of the agenda with what was said and decided. `acuan` names what it comes from, such as
    `terlambat:12`, once a meeting; `disunting`: a person wrote it, so a refresh leaves it; one with `dihapus` was
    taken off by a person and stays off.
    """

    class Asal(models.TextChoices):
        TERLAMBAT = "terlambat", "Terlambat"
        BERISIKO = "berisiko", "Berisiko terlambat"
        BULAN_DEPAN = "bulan_depan", "Akan jatuh tempo"
        TINDAK_LANJUT = "tindak_lanjut", "Tindak lanjut"
        DIKEMBALIKAN = "dikembalikan", "Bukti dikembalikan"
        LANJUTAN = "lanjutan", "Dari rapat sebelumnya"
        LAIN = "lain", "Lainnya"

    rapat = models.ForeignKey(Rapat, models.CASCADE, related_name="agenda")
    urutan = models.PositiveIntegerField("urutan", default=1)
    asal = models.CharField("asal", max_length=14, choices=Asal, default=Asal.LAIN)
    acuan = models.CharField("acuan", max_length=60, blank=True)
    teks = models.TextField("butir agenda")
    disunting = models.BooleanField("ditulis orang", default=False)
    dihapus = models.BooleanField("dikeluarkan", default=False)
    pembahasan = models.TextField("pembahasan", blank=True)
    keputusan = models.TextField("keputusan", blank=True)
    penanggung_jawab = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    nama_penanggung_jawab = models.CharField("penanggung jawab seperti tercetak", max_length=150, blank=True)
    tenggat = models.DateField("tenggat", null=True, blank=True)
    tindak_lanjut = models.ForeignKey(
        TindakLanjut, models.SET_NULL, null=True, blank=True, related_name="butir_rapat", editable=False
    )
    versi = models.PositiveIntegerField("versi", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "butir agenda"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rapat", "acuan"], condition=~Q(acuan=""), name="butir_agenda_sekali"),
            models.CheckConstraint(name="butir_agenda_berisi", condition=~Q(teks="")),
            models.CheckConstraint(
                name="butir_agenda_tugas_berkeputusan",
                condition=Q(penanggung_jawab=None, tenggat=None) | ~Q(keputusan=""),
            ),
        ]

    def __str__(self) -> str:
        return self.teks

    @property
    def dibahas(self) -> bool:
        return bool(self.pembahasan or self.keputusan)


class PesertaRapat(models.Model):
    """Somebody who is invited, named as he was then; a guest (`tamu`) is of no team here and may have no account."""

    rapat = models.ForeignKey(Rapat, models.CASCADE, related_name="peserta")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    nama = models.CharField("nama", max_length=150)
    jabatan = models.CharField("jabatan", max_length=150, blank=True)
    nomor_induk = models.CharField("NIP/NRP", max_length=18, blank=True)
    tamu = models.BooleanField("tamu", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "peserta rapat"
        ordering = ["tamu", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rapat", "pengguna"], name="peserta_rapat_sekali"),
            models.UniqueConstraint(
                fields=["rapat", "nomor_induk"], condition=~Q(nomor_induk=""), name="peserta_rapat_nomor_sekali"
            ),
            models.CheckConstraint(name="peserta_rapat_bernama", condition=~Q(nama="")),
        ]

    def __str__(self) -> str:
        return self.nama


class Hadir(models.Model):
    """Somebody who came, named as he was then; `peserta` is his invitation, if he had one."""

    class Cara(models.TextChoices):
        AKUN = "akun", "Dengan akun"
        NOMOR = "nomor", "Dengan nama dan NIP"
        DICATAT = "dicatat", "Dicatat panitia"

    rapat = models.ForeignKey(Rapat, models.CASCADE, related_name="hadir")
    peserta = models.OneToOneField(PesertaRapat, models.PROTECT, null=True, blank=True, related_name="hadir")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    nama = models.CharField("nama", max_length=150)
    jabatan = models.CharField("jabatan", max_length=150, blank=True)
    nomor_induk = models.CharField("NIP/NRP", max_length=18, blank=True)
    cara = models.CharField("cara", max_length=8, choices=Cara)
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "kehadiran"
        ordering = ["pada", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rapat", "pengguna"], name="hadir_orang_sekali"),
            models.UniqueConstraint(
                fields=["rapat", "nomor_induk"], condition=~Q(nomor_induk=""), name="hadir_nomor_sekali"
            ),
            models.UniqueConstraint(
                "rapat", Lower("nama"), condition=Q(nomor_induk="", pengguna=None), name="hadir_nama_sekali"
            ),
            models.CheckConstraint(name="hadir_bernama", condition=~Q(nama="")),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def pukul(self) -> str:
        """On the clock of the unit, also for who is not logged in: 1 Desember 2026, 09.30 WITA."""
        satker = self.rapat.satker
        return f"{date_format(self.rapat.setempat(self.pada), 'j F Y, H.i')} {satker.get_zona_waktu_display()}"


def jalur_foto(foto: "FotoRapat", nama: str) -> str:
    return f"rapat/{foto.rapat.satker_id}/{foto.rapat_id}/{uuid.uuid4().hex}.jpg"


class FotoRapat(models.Model):
    """A photo, scaled for print and without what the camera wrote into it; becomes evidence when the meeting closes."""

    rapat = models.ForeignKey(Rapat, models.CASCADE, related_name="foto")
    isi = models.FileField("foto", upload_to=jalur_foto, max_length=200)
    sha256 = models.CharField("SHA-256 yang diterima", max_length=64)
    keterangan = models.CharField("keterangan", max_length=200, blank=True)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField("diunggah pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "foto rapat"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["rapat", "sha256"], name="foto_rapat_sekali")]

    def __str__(self) -> str:
        return self.keterangan or f"Foto {self.pk}"


class BerkasRapat(models.Model):
    """One of the four papers of a closed meeting, and the Berkas that it became (None: the job is on its way)."""

    class Jenis(models.TextChoices):
        UNDANGAN = "undangan", "Undangan"
        DAFTAR_HADIR = "daftar_hadir", "Daftar hadir"
        NOTULA = "notula", "Notula"
        DOKUMENTASI = "dokumentasi", "Dokumentasi"

    rapat = models.ForeignKey(Rapat, models.CASCADE, related_name="berkas")
    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, blank=True, related_name="rapat")

    class Meta:
        verbose_name = verbose_name_plural = "berkas rapat"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["rapat", "jenis"], name="berkas_rapat_sekali")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.rapat}"


class TujuanBerkas(models.Model):
    """A tick of the confirming page: this paper is offered for this requirement (at this occurrence).

    `galat` says in words why it could not be offered after all.
    """

    berkas_rapat = models.ForeignKey(BerkasRapat, models.CASCADE, related_name="tujuan")
    syarat = models.ForeignKey(SyaratBukti, models.PROTECT, related_name="+")
    kejadian = models.ForeignKey(Kejadian, models.PROTECT, null=True, blank=True, related_name="+")
    galat = models.CharField("belum ditawarkan karena", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tujuan berkas rapat"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.berkas_rapat} → {self.syarat}"
