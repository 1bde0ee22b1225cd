"""Two simultaneous clicks on one link. An in-memory SQLite knows no second writer, so this one has a file."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.fixture
def jalankan(tmp_path):
    """manage.py on an empty database of its own; gives the last line."""
    lingkungan = {**os.environ, "ZI_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'uji.sqlite3'}"}

    def _jalankan(*perintah):
        perintah = [sys.executable, "-W", "ignore", "manage.py", *perintah]
        selesai = subprocess.run(
            perintah, cwd=settings.BASE_DIR, env=lingkungan, capture_output=True, text=True, check=True
        )
        return selesai.stdout.strip().rpartition("\n")[2]

    _jalankan("migrate", "-v0", "--skip-checks")
    return _jalankan


def test_dua_klik_serentak_satu_yang_menang(jalankan):
    keluaran = jalankan("shell", "-v0", "-c", "from tests.akun import dua_klik; print(dua_klik.main())")
    assert keluaran == "['tidak', 'ya'] True"
