"""Accounts in the admin site. Links and passwords are never made here, and nothing is deleted."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.auth.models import Group

from zi.akun.models import Pengguna, Undangan

# Not used here, or shown with secrets or in English by their own pages.
for _model in (EmailAddress, Authenticator, LogEntry, Group):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)


class TanpaHapus(admin.ModelAdmin):
    """Rows are ended or switched off, not deleted."""

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


class HanyaBaca(TanpaHapus):
    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Pengguna)
class PenggunaAdmin(TanpaHapus):
    """Switch accounts off, correct addresses; new accounts come by invitation."""

    list_display = ("nama", "email", "nomor_induk", "is_active", "is_superuser", "contoh")
    list_filter = ("is_active", "is_superuser", "contoh")
    search_fields = ("nama", "email", "nomor_induk")
    fields = ("nama", "email", "nomor_induk", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")
    readonly_fields = ("last_login", "date_joined")

    def has_add_permission(self, request: Any) -> bool:
        return False


@admin.register(Undangan)
class UndanganAdmin(HanyaBaca):
    list_display = ("pengguna", "jenis", "dibuat_oleh", "dibuat_pada", "berlaku_sampai", "dipakai_pada")
    list_filter = ("jenis",)
    search_fields = ("pengguna__nama", "pengguna__email")
    exclude = ("sidik",)


@admin.register(Authenticator)
class AutentikatorAdmin(HanyaBaca):
    """Deleting one lets a person in again who lost his phone; its secret is not shown."""

    list_display = ("user", "type", "created_at", "last_used_at")
    exclude = ("data",)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return True
