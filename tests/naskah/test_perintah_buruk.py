"""Commands for the plan document, told to read or write what cannot be read or written."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.pabrik import SatkerFactory
from zi.common.galat import GalatDomain
from zi.common.keluaran import simpan_keluaran
from zi.naskah.muat import baca_teks
from zi.rencana.models import RencanaKerja

CONTOH = Path(__file__).parents[1] / "data" / "rencana" / "001.json"


@pytest.mark.parametrize("huruf", ["\0", "\ud800"])
def test_huruf_yang_tidak_dapat_disimpan(huruf):
    isi = json.loads(CONTOH.read_text(encoding="utf-8"))
    isi["rencana"]["judul"] = f"Rencana{huruf}Kerja"
    with pytest.raises(GalatDomain, match="huruf yang tidak dapat disimpan"):
        baca_teks(json.dumps(isi).encode())


def test_folder_keluaran_tidak_ada(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        simpan_keluaran(tmp_path / "tidak-ada" / "x.json", b"{}")


@pytest.mark.django_db
@pytest.mark.parametrize("perintah", ["simpan_rencana", "ekspor_rencana"])
def test_perintah_memberi_satu_kalimat(perintah, tmp_path):
    rencana = RencanaKerja.objects.create(satker=SatkerFactory(), tahun_mulai=2023, tahun_selesai=2023, judul="R")
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command(perintah, rencana.satker.kode, "2023", f"--keluar={tmp_path / 'tidak-ada' / 'x'}")
