"""manage.py hitung_lke FILE.yaml --instrumen lke-zi-2021: the score of one case of answers, as JSON."""

import json
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from zi.common.galat import GalatDomain
from zi.lke.alat import Alat
from zi.lke.kasus import ke_json, nilai_kasus
from zi.lke.queries import alat, alat_berkas
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
        ukur, kasus = _instrumen(opsi["instrumen"]), _baca(opsi["berkas"])
        try:
            hasil = nilai_kasus(ukur, kasus, abaikan=opsi["belum_dijawab"] == "abaikan")
        except GalatDomain as galat:
            raise CommandError(str(galat)) from None
        except ValueError:  # Python prints no number of more than 4300 digits
            raise CommandError(f"Berkas {opsi['berkas']} memuat angka yang terlalu besar.") from None
        self.stdout.write(json.dumps(ke_json(hasil), ensure_ascii=False, indent=2))


def _instrumen(kode: str) -> Alat:
    """The one that is loaded, else the one that is shipped: a score needs no database."""
    try:
        ada = {i.kode: i for i in Instrumen.objects.all()}
    except DatabaseError:  # not prepared yet
        ada = {}
    if ukur := alat(ada[kode]) if kode in ada else alat_berkas(kode):
        return ukur
    lain = f" Yang dimuat: {', '.join(ada)}." if ada else ""
    raise CommandError(f"Tidak ada instrumen {kode}.{lain}")


class _Pemuat(yaml.SafeLoader):
    """Refuses a key that stands twice in one place, of which YAML would keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        kunci = [k.value for k, _ in node.value if isinstance(k, yaml.ScalarNode)]
        if dobel := next((k for k in kunci if kunci.count(k) > 1), None):
            raise CommandError(f"{dobel} tertulis lebih dari satu kali.")
        return super().construct_mapping(node, deep)


def _baca(berkas: Path) -> Any:
    try:
        data = berkas.read_bytes()
    except OSError:
        raise CommandError(f"Berkas {berkas} tidak dapat dibuka.") from None
    if len(data) > BATAS_BITA:
        raise CommandError("Berkas jawaban terlalu besar (lebih dari 2 MB).")
    try:
        return _Pemuat(data.decode("utf-8-sig")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        raise CommandError(f"Berkas {berkas} bukan YAML yang dapat dibaca.") from None
