"""manage.py periksa_berkas: are all stored files still there and unchanged, and does a row name each of them?"""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.bukti.berkas.services_periksa import periksa, periksa_yatim, sapu
from zi.satker.models import Satker


class Command(BaseCommand):
    help = "Membaca ulang semua berkas tersimpan: yang hilang, yang berubah, dan yang tidak dipakai catatan mana pun."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--satker", metavar="KODE", help="hanya berkas satker ini")
        parser.add_argument("--sapu", action="store_true", help="hapus yang tidak dipakai catatan mana pun")

    def handle(self, *args: Any, **opsi: Any) -> None:
        satker, jumlah = self._satker(opsi["satker"]), Counter[str]()
        for temuan in (x for cari in (periksa, periksa_yatim) for x in cari(satker)):
            jumlah[temuan.jenis] += 1
            self.stdout.write(f"{temuan.jenis.upper()} {temuan.kalimat}")
            if opsi["sapu"] and temuan.jenis == "yatim":
                self.stdout.write(sapu(temuan))
                jumlah["yatim"] -= 1
        if sisa := {jenis: n for jenis, n in jumlah.items() if n}:
            raise CommandError("Perlu ditangani: " + ", ".join(f"{n} {jenis}" for jenis, n in sisa.items()) + ".")
        self.stdout.write("Semua berkas ada dan utuh.")

    def _satker(self, kode: str | None) -> Satker | None:
        if not kode:
            return None
        satker = Satker.objects.filter(kode=kode).first()
        if satker is None:
            raise CommandError(f"Tidak ada satker berkode {kode}.")
        return satker
