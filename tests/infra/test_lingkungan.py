"""`.env.example` names every variable, and only those."""

import re

from tests.infra.proses import AKAR


def dibaca() -> set[str]:
    settings = (AKAR / "zi/settings.py").read_text()
    gunicorn = (AKAR / "deploy/gunicorn_conf.py").read_text()
    return set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z0-9_]+)"', settings)) | set(
        re.findall(r'environ\.get\("([A-Z0-9_]+)"', gunicorn)
    )


def test_env_example_menyebut_setiap_variabel_sekali():
    baris = re.findall(r"^#?([A-Z][A-Z0-9_]*)=", (AKAR / ".env.example").read_text(), re.MULTILINE)
    assert len(baris) == len(set(baris))
    assert set(baris) == dibaca()
