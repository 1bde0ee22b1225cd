"""Issued documents in the admin site: to look at, never to change."""

from django.contrib import admin

from zi.akun.admin import HanyaBaca
from zi.dokumen.models import SalinanBertandaTangan, Terbitan


@admin.register(Terbitan)
class TerbitanAdmin(HanyaBaca):
    list_display = ("judul", "versi", "satker", "kode", "disahkan_pada", "terbit_pada", "dicabut_pada", "contoh")
    list_filter = ("satker", "contoh")
    list_select_related = ("satker",)
    search_fields = ("kode", "judul", "sha256")
    exclude = ("berkas",)  # handed out by pages that ask who may have it


@admin.register(SalinanBertandaTangan)
class SalinanBertandaTanganAdmin(HanyaBaca):
    list_display = ("terbitan", "nomor", "nama_asli", "cara", "diunggah_oleh", "diunggah_pada")
    list_filter = ("cara",)
    list_select_related = ("terbitan", "diunggah_oleh")
    search_fields = ("nama_asli", "sha256", "terbitan__kode")
    exclude = ("berkas",)
