"""Units, people and roles in the admin site: the models' own rules hold here too, nothing is deleted."""

from typing import Any

from django.contrib import admin

from zi.akun.admin import TanpaHapus
from zi.satker.models import AnggotaTim, Instansi, NamaSatker, Pegawai, Peran, Satker, TimKerja


@admin.register(Instansi)
class InstansiAdmin(TanpaHapus):
    list_display = ("nama", "jenis", "contoh")


class NamaSatkerInline(admin.TabularInline):
    model = NamaSatker
    extra = 0


@admin.register(Satker)
class SatkerAdmin(TanpaHapus):
    list_display = ("nama", "kode", "instansi", "parent", "zona_waktu", "contoh")
    list_filter = ("instansi", "zona_waktu", "contoh")
    list_select_related = ("instansi", "parent")
    search_fields = ("nama", "kode")
    inlines = (NamaSatkerInline,)

    def save_model(self, request: Any, obj: Satker, form: Any, change: bool) -> None:
        """Whoever has the unit's form open elsewhere sees that it changed."""
        obj.versi += change
        super().save_model(request, obj, form, change)


@admin.register(Peran)
class PeranAdmin(TanpaHapus):
    list_display = ("pengguna", "sebutan", "jenis", "area", "satker", "mulai", "selesai", "dibatalkan_pada")
    list_filter = ("jenis", "satker")
    list_select_related = ("pengguna", "satker")
    search_fields = ("pengguna__nama", "pengguna__email")
    autocomplete_fields = ("pengguna", "satker")


@admin.register(Pegawai)
class PegawaiAdmin(TanpaHapus):
    list_display = ("nama", "nomor_induk", "jabatan", "satker", "pengguna")
    list_filter = ("satker",)
    list_select_related = ("satker", "pengguna")
    search_fields = ("nama", "nomor_induk")
    autocomplete_fields = ("satker", "pengguna")


class AnggotaTimInline(admin.TabularInline):
    model = AnggotaTim
    extra = 0
    autocomplete_fields = ("pegawai",)


@admin.register(TimKerja)
class TimKerjaAdmin(TanpaHapus):
    list_display = ("sebutan", "tahun", "satker", "sk_nomor")
    list_filter = ("tahun", "satker")
    inlines = (AnggotaTimInline,)
