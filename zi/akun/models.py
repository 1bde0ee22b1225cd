"""Pengguna (one person's account) and the one-time links by which accounts are opened."""

from datetime import timedelta

from auditlog.registry import auditlog
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from zi.akun.nomor import periksa_nomor, rapikan_nomor

MASA_UNDANGAN = timedelta(hours=72)


class PenggunaManager(BaseUserManager["Pengguna"]):
    def get_by_natural_key(self, username: str | None) -> "Pengguna":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **nilai) -> "Pengguna":
        pengguna = self.model(email=self.normalize_email(email).lower(), **nilai)
        pengguna.set_password(password)
        pengguna.save(using=self._db)
        return pengguna

    def create_superuser(self, email: str, password: str | None = None, **nilai) -> "Pengguna":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **nilai)


class Pengguna(AbstractBaseUser, PermissionsMixin):
    """A person who may log in, by e-mail or by NIP/NRP."""

    email = models.EmailField("surel", unique=True)
    nomor_induk = models.CharField(
        "NIP/NRP", max_length=18, unique=True, null=True, blank=True, validators=[periksa_nomor]
    )
    nama = models.CharField("nama lengkap", max_length=150)
    is_active = models.BooleanField("aktif", default=True)
    is_staff = models.BooleanField("boleh masuk halaman admin", default=False)
    contoh = models.BooleanField("data contoh", default=False)
    date_joined = models.DateTimeField("bergabung", default=timezone.now)

    objects = PenggunaManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"
        ordering = ["nama", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="pengguna_surel_unik"),
            models.CheckConstraint(name="pengguna_nomor_tak_kosong", condition=~models.Q(nomor_induk="")),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama.split(",")[0]

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()
        self.nomor_induk = rapikan_nomor(self.nomor_induk)


def nama_tampil(pengguna: Pengguna) -> str:
    """How allauth names a person."""
    return pengguna.nama


class Undangan(models.Model):
    """A one-time link: the first password (undangan) or a new one (reset). Only the hash of its token is kept."""

    class Jenis(models.TextChoices):
        UNDANGAN = "undangan", "Undangan"
        RESET = "reset", "Atur ulang kata sandi"

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="undangan")
    jenis = models.CharField("jenis", max_length=10, choices=Jenis)
    sidik = models.CharField("sidik token", max_length=64, unique=True)
    dibuat_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    berlaku_sampai = models.DateTimeField("berlaku sampai")
    dipakai_pada = models.DateTimeField("dipakai pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "undangan"
        ordering = ["-dibuat_pada"]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.pengguna}"


auditlog.register(Pengguna, exclude_fields=["password", "last_login"])
