"""`manage.py baca_jadwal "25 Januari 2023"`: show how a schedule text is read, as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zi.jadwal.baca import Aturan, Bacaan, baca


class Command(BaseCommand):
    help = "Baca teks jadwal dan tampilkan hasilnya sebagai JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("teks", help="teks jadwal seperti tertulis")
        parser.add_argument("--tahun", type=int, help="tahun rencana, atau tahun pertama bila rencana beberapa tahun")
        parser.add_argument("--tahun-selesai", type=int, help="tahun terakhir rencana")
        parser.add_argument("--tahun-tabel", type=int, help="tahun pada judul tabel tempat teks itu berada")
        parser.add_argument("--inggris", action="store_true", help="terima nama bulan bahasa Inggris")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        try:
            bacaan = bacaan_perintah(pilihan)
        except ValueError as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(json.dumps(bacaan.ke_dict(), ensure_ascii=False, indent=2))


def bacaan_perintah(pilihan: dict[str, Any]) -> Bacaan:
    """One plan year is implied; with several only the table's year is."""
    return baca(
        pilihan["teks"],
        tahun=pilihan["tahun_tabel"],
        tahun_mulai=pilihan["tahun"],
        tahun_selesai=pilihan["tahun_selesai"],
        aturan=Aturan(inggris=pilihan["inggris"]),
    )
