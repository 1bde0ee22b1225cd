"""Read an office file into a plan."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.galat import GalatDomain
from zi.impor.cetak_teks import teks_pratinjau
from zi.impor.services import SAMA, baca, pratinjau, terapkan
from zi.jadwal.kata import TAHUN_AKHIR, TAHUN_AWAL
from zi.satker.models import Satker


class Command(BaseCommand):
    help = "Impor rencana kerja dari .xlsx atau .docx; mencetak pratinjau lalu menyimpan (--coba: tidak menyimpan)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path, metavar="FILE")
        parser.add_argument("--satker", required=True, metavar="KODE")
        parser.add_argument("--tahun", required=True, type=int)
        parser.add_argument("--coba", action="store_true", help="hanya pratinjau")
        parser.add_argument(
            "--ragu", choices=["baru", "sama"], default="baru", help="baris yang meragukan (baku: baru)"
        )

    def handle(self, *args: Any, **opsi: Any) -> None:
        satker = Satker.objects.filter(kode=opsi["satker"]).first()
        if satker is None:
            raise CommandError(f"Satker {opsi['satker']} tidak ada.")
        if not TAHUN_AWAL <= opsi["tahun"] <= TAHUN_AKHIR:
            raise CommandError(f"Tahun rencana harus {TAHUN_AWAL}–{TAHUN_AKHIR}.")
        try:
            with opsi["berkas"].open("rb") as isi:
                hasil = pratinjau(satker, opsi["tahun"], baca(opsi["berkas"].name, isi))
            self.stdout.write("\n".join(teks_pratinjau(hasil)))
            if not opsi["coba"]:
                ragu = {b.nomor: opsi["ragu"] for b in hasil.baris} if opsi["ragu"] == SAMA else {}
                rencana = terapkan(hasil, satker, opsi["tahun"], oleh=None, ragu=ragu)
                self.stdout.write(f"{rencana} disimpan.")
        except OSError as galat:
            raise CommandError(f"Berkas {opsi['berkas']} tidak dapat dibuka: {galat.strerror}.") from galat
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
