"""Print a plan as the official document."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.galat import GalatDomain
from zi.common.keluaran import simpan_keluaran
from zi.dokumen.pdf import buat_pdf
from zi.naskah.services_cetak import Cetakan, cetakan
from zi.rencana.queries import rencana_satker
from zi.ui.teks import angka


class Command(BaseCommand):
    help = "Cetak rencana kerja satu satker sebagai PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kode", help="kode satker")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--keluar", required=True, type=Path, metavar="F.pdf")
        parser.add_argument("--rapikan", action="store_true", default=None, help="rapikan penomoran")
        parser.add_argument("--html", action="store_true", help="tulis HTML, bukan PDF")

    def handle(self, *args: Any, **opsi: Any) -> None:
        rencana = rencana_satker(opsi["kode"], opsi["tahun"])
        if rencana is None:
            raise CommandError(f"Satker {opsi['kode']} tidak mempunyai rencana kerja {opsi['tahun']}.")
        try:
            fakta = self._tulis(cetakan(rencana, opsi["rapikan"]), opsi["keluar"], opsi["html"])
        except GalatDomain as galat:
            raise CommandError(str(galat)) from None
        self.stdout.write(f"{rencana} dicetak di {opsi['keluar']}{fakta}.")

    def _tulis(self, c: Cetakan, keluar: Path, html: bool) -> str:
        if html:
            simpan_keluaran(keluar, c.html().encode())
            return ""
        pdf = buat_pdf(c.html())
        simpan_keluaran(keluar, pdf.isi)
        return f" ({pdf.halaman} halaman, {angka(pdf.detik, 1)} detik, {pdf.memori_mb} MB)"
