"""manage.py siapkan_data: migrate, cache table, static files, instruments (and the demonstration in mode contoh)."""

from typing import Any

from django.core.management.base import BaseCommand

from zi.common import persiapan


class Command(BaseCommand):
    help = "Menyiapkan basis data, berkas tampilan, dan data dasar; cepat bila tidak ada yang berubah."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        persiapan.siapkan(self.stdout.write)
