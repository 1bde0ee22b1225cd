"""manage.py pulihkan F: put back what cadangkan saved."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.cadangan.kerja import pulihkan
from zi.common.galat import GalatDomain


class Command(BaseCommand):
    help = "Memulihkan arsip buatan cadangkan. Hentikan zi dulu."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("arsip", type=Path)
        parser.add_argument("--timpa", action="store_true", help="ganti seluruh isi yang ada")

    def handle(self, *args: Any, **opsi: Any) -> None:
        try:
            hasil = pulihkan(opsi["arsip"], timpa=opsi["timpa"])
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write("Basis data dan berkas sudah dipulihkan.")
        if not hasil["kunci_sama"]:
            self.stdout.write(
                "Kunci arsip berbeda dari ZI_SECRET_KEY sekarang. Ambil dengan "
                f"“tar -xOf {opsi['arsip']} kunci”, lalu pasang agar sesi dan tautan lama tetap berlaku."
            )
