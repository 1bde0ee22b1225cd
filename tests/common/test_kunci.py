"""The embedded secret key: one key for all who start at once, for the owner's eyes only."""

import stat
from concurrent.futures import ThreadPoolExecutor

from zi.common.kunci import baca_atau_buat_kunci


def test_banyak_yang_mulai_bersamaan_membaca_kunci_yang_sama(tmp_path):
    path = tmp_path / "kunci"
    with ThreadPoolExecutor(8) as kolam:
        kunci = set(kolam.map(lambda _: baca_atau_buat_kunci(path), range(40)))
    assert len(kunci) == 1
    assert len(kunci.pop()) >= 50
    assert [p.name for p in tmp_path.iterdir()] == ["kunci"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_kunci_yang_ada_tidak_diganti(tmp_path):
    path = tmp_path / "kunci"
    path.write_text("kunci-lama\n")
    assert baca_atau_buat_kunci(path) == "kunci-lama"
