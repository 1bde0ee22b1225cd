"""manage.py cadangkan F: database, files and key in one archive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.cadangan.kerja import cadangkan
from zi.common.galat import GalatDomain


class Command(BaseCommand):
    help = "Menyimpan basis data, berkas, dan kunci ke satu arsip. Arsip itu rahasia."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("arsip", type=Path, help="arsip yang akan dibuat, misalnya zi-2023-03-03.tar")

    def handle(self, *args: Any, **opsi: Any) -> None:
        try:
            hasil = cadangkan(opsi["arsip"])
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(f"{opsi['arsip']}: basis data dan {hasil['berkas']} berkas, {hasil['ukuran']} bita.")
