"""Read a canonical plan document into a unit."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.galat import GalatDomain
from zi.naskah.muat import baca_teks, muat
from zi.rencana.services import RencanaSudahAda
from zi.satker.models import Satker


class Command(BaseCommand):
    help = "Muat rencana kerja dari dokumen kanonik (JSON)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path, metavar="F.json")
        parser.add_argument("--satker", required=True, metavar="KODE")
        parser.add_argument("--ganti", action="store_true", help="ganti rencana tahun yang sama tanpa bertanya")

    def handle(self, *args: Any, **opsi: Any) -> None:
        satker = Satker.objects.filter(kode=opsi["satker"]).first()
        if satker is None:
            raise CommandError(f"Satker {opsi['satker']} tidak ada.")
        try:
            isi = baca_teks(opsi["berkas"].read_bytes())
            rencana = self._muat(isi, satker, opsi["ganti"])
        except OSError as galat:
            raise CommandError(f"Berkas {opsi['berkas']} tidak dapat dibuka: {galat.strerror}.") from galat
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(f"{rencana} dimuat.")

    def _muat(self, isi: dict[str, Any], satker: Satker, ganti: bool) -> Any:
        try:
            return muat(isi, satker, ganti=ganti)
        except RencanaSudahAda as galat:
            if not sys.stdin.isatty():
                raise GalatDomain(f"{galat} Tambahkan --ganti untuk menggantinya.") from galat
            if input(f"{galat} Ganti? [y/T] ").strip().lower() not in {"y", "ya"}:
                raise GalatDomain("Dibatalkan, tidak ada yang berubah.") from galat
            return muat(isi, satker, ganti=True)
