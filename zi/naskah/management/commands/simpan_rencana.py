"""Write a plan as the canonical document."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.keluaran import simpan_keluaran
from zi.naskah.kanonik import ke_teks, susun
from zi.rencana.queries import rencana_satker


class Command(BaseCommand):
    help = "Simpan rencana kerja satu satker sebagai dokumen kanonik (JSON)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kode", help="kode satker")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--keluar", required=True, type=Path, metavar="F.json")

    def handle(self, *args: Any, **opsi: Any) -> None:
        rencana = rencana_satker(opsi["kode"], opsi["tahun"])
        if rencana is None:
            raise CommandError(f"Satker {opsi['kode']} tidak mempunyai rencana kerja {opsi['tahun']}.")
        simpan_keluaran(opsi["keluar"], ke_teks(susun(rencana)).encode())
        self.stdout.write(f"{rencana} disimpan di {opsi['keluar']}.")
