"""manage.py siapkan: the first unit and its admin, on an installation of one's own."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.galat import GalatDomain
from zi.satker.models import Satker
from zi.satker.services_awal import IsiAwal, siapkan_awal

TANYA = {
    "instansi": "Instansi (misalnya Kementerian Agama)",
    "nama": "Nama satker",
    "kode": "Kode satker, huruf kecil dan tanda hubung (misalnya kb-ntb)",
    "zona": "Zona waktu: WIB, WITA, atau WIT",
    "nama_admin": "Nama admin pertama",
    "surel": "Surel admin pertama",
}


class Command(BaseCommand):
    help = "Buat satker dan admin pertama (mode mandiri dan produksi); mencetak tautan untuk membuat kata sandi."

    def add_arguments(self, parser: CommandParser) -> None:
        for nama, bantuan in TANYA.items():
            parser.add_argument(f"--{nama.replace('_', '-')}", help=bantuan)
        parser.add_argument("--sandi-stdin", action="store_true", help="baca kata sandi admin dari masukan standar")
        parser.add_argument("--paksa", action="store_true", help="lanjutkan walau sudah ada admin")

    def handle(self, *args: Any, **opsi: Any) -> None:
        if settings.CONTOH:
            raise CommandError("Mode contoh sudah berisi akun. Jalankan dengan ZI_MODE=mandiri atau produksi.")
        isi = {nama: (opsi[nama] or self._tanya(nama, bebas=not opsi["sandi_stdin"])).strip() for nama in TANYA}
        isi["zona"] = isi["zona"].upper()
        if isi["zona"] not in Satker.ZonaWaktu.names:
            raise CommandError("Zona waktu: WIB, WITA, atau WIT.")
        sandi = sys.stdin.readline().rstrip("\n") if opsi["sandi_stdin"] else ""
        try:
            tautan = siapkan_awal(IsiAwal(**isi), sandi=sandi, paksa=opsi["paksa"])
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(self._kabar(isi, tautan))

    @staticmethod
    def _tanya(nama: str, *, bebas: bool) -> str:
        if not bebas or not sys.stdin.isatty():
            raise CommandError(f"Isi --{nama.replace('_', '-')}.")
        return input(f"{TANYA[nama]}: ")

    @staticmethod
    def _kabar(isi: dict[str, str], tautan: str) -> str:
        if not tautan:
            return f"Satker {isi['kode']} siap. Masuk di {settings.ZI_ALAMAT} dengan {isi['surel']}."
        return (
            f"Satker {isi['kode']} siap. Buka tautan ini untuk membuat kata sandi {isi['surel']};\n"
            f"berlaku 72 jam, sekali pakai:\n\n{tautan}\n"
        )
