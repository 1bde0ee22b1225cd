"""Load the demonstration and print its accounts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zi.beranda.contoh import muat_contoh, tabel_akun
from zi.common.galat import GalatDomain
from zi.pengungkit.services import laporan


class Command(BaseCommand):
    help = "Muat data contoh: satker kb-ntb dengan rencana 2023, satker kosong, dan satu akun tiap peran."

    def handle(self, *args: Any, **opsi: Any) -> None:
        try:
            hasil = muat_contoh()
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
        if opsi["verbosity"]:
            self.stdout.write("\n\n".join(filter(None, [laporan(hasil), tabel_akun()])))
