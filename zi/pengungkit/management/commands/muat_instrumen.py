"""Load the official instruments and the other reference data."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from zi.common.galat import GalatDomain
from zi.pengungkit.services import Hasil, laporan, muat_acuan, muat_area_dan_peraturan, muat_instrumen


class Command(BaseCommand):
    help = "Muat instrumen resmi dan data acuan (area, peraturan, jenis bukti, hari libur), atau berkas instrumen FILE."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", nargs="*", type=Path, metavar="FILE", help="berkas instrumen (YAML)")

    def handle(self, *args: Any, **opsi: Any) -> None:
        try:
            hasil = self._muat(opsi["berkas"])
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
        if opsi["verbosity"]:
            self.stdout.write(laporan(hasil) or "Instrumen dan data acuan: tidak berubah.")

    @staticmethod
    @transaction.atomic
    def _muat(berkas: list[Path]) -> list[Hasil]:
        if not berkas:
            return muat_acuan()
        return [*muat_area_dan_peraturan(), *(muat_instrumen(b) for b in berkas)]
