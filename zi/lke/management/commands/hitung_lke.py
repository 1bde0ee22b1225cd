"""manage.py hitung_lke FILE.yaml --instrumen lke-zi-2021: the score of one case of answers, as JSON."""

import json
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi.common.galat import GalatDomain
from zi.lke.kasus import ke_json, nilai_kasus
from zi.lke.queries import alat
from zi.pengungkit.models import Instrumen

BATAS_BITA = 2 * 1024 * 1024


class Command(BaseCommand):
    help = "Menghitung nilai LKE dari satu berkas jawaban (YAML) dan mencetaknya sebagai JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--instrumen", metavar="KODE", required=True)
        parser.add_argument(
            "--belum-dijawab",
            choices=("nol", "abaikan"),
            default="nol",
            help="nol: dihitung 0; abaikan: dikeluarkan dari rata-rata, seperti lembar Excel",
        )

    def handle(self, *args: Any, **opsi: Any) -> None:
        instrumen = Instrumen.objects.filter(kode=opsi["instrumen"]).first()
        if instrumen is None:
            ada = ", ".join(Instrumen.objects.values_list("kode", flat=True)) or "belum ada; jalankan muat_instrumen"
            raise CommandError(f"Tidak ada instrumen {opsi['instrumen']} (yang ada: {ada}).")
        try:
            hasil = nilai_kasus(alat(instrumen), _baca(opsi["berkas"]), abaikan=opsi["belum_dijawab"] == "abaikan")
        except GalatDomain as galat:
            raise CommandError(str(galat)) from None
        self.stdout.write(json.dumps(ke_json(hasil), ensure_ascii=False, indent=2))


def _baca(berkas: Path) -> Any:
    try:
        data = berkas.read_bytes()
    except OSError:
        raise CommandError(f"Berkas {berkas} tidak dapat dibuka.") from None
    if len(data) > BATAS_BITA:
        raise CommandError("Berkas jawaban terlalu besar (lebih dari 2 MB).")
    try:
        return yaml.safe_load(data.decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        raise CommandError(f"Berkas {berkas} bukan YAML yang dapat dibaca.") from None
