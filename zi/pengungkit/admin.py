"""Central admin's pages: vocabularies may be edited, instruments only read (their file is the source)."""

from typing import Any

from django.contrib import admin

from zi.pengungkit.models import AreaBaku, Instrumen, Peraturan, Pertanyaan


class HanyaBaca(admin.ModelAdmin):
    """A page that shows and never changes."""

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Instrumen)
class InstrumenAdmin(HanyaBaca):
    list_display = ["judul", "kode", "berlaku_mulai", "berlaku_sampai"]


@admin.register(Pertanyaan)
class PertanyaanAdmin(HanyaBaca):
    list_display = ["kode", "teks", "tipe", "instrumen"]
    list_filter = ["instrumen", "tipe"]
    search_fields = ["kode", "teks"]


@admin.register(AreaBaku)
class AreaBakuAdmin(HanyaBaca):
    list_display = ["kode", "nama", "urutan"]


@admin.register(Peraturan)
class PeraturanAdmin(admin.ModelAdmin):
    list_display = ["jenis", "nomor", "tahun", "tentang"]
    list_filter = ["jenis"]
    search_fields = ["nomor", "tahun", "tentang"]
    autocomplete_fields = ["diubah_dengan"]
