"""docker-compose.yml, Dockerfile and nginx agree with each other, with the settings and with `make setup`."""

import re
import shutil
import stat
import subprocess

import pytest
import yaml
from django.conf import settings

from tests.infra.proses import AKAR
from tests.infra.test_lingkungan import dibaca

COMPOSE = yaml.safe_load((AKAR / "docker-compose.yml").read_text())
LAYANAN = COMPOSE["services"]
KITA = ["siapkan", "web", "pekerja", "jadwal"]
DOCKERFILE = (AKAR / "Dockerfile").read_text()
NGINX = (AKAR / "deploy/nginx.conf.template").read_text()


def perintah_run():
    return [x.replace("\\\n", " ") for x in re.findall(r"^RUN ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)]


def test_layanan_lengkap():
    assert set(LAYANAN) == {*KITA, "db", "redis", "nginx"}
    assert LAYANAN["db"]["image"].startswith("postgres:16.")
    assert LAYANAN["redis"]["image"].startswith("redis:7.")


@pytest.mark.parametrize("nama", sorted(LAYANAN))
def test_versi_disebut_dan_kesehatan_diperiksa(nama):
    layanan = LAYANAN[nama]
    _, _, versi = layanan["image"].partition(":")
    assert versi
    assert versi != "latest"
    if nama == "siapkan":  # it ends; the others wait for its success
        assert layanan["healthcheck"] == {"disable": True}
    else:
        assert {"test", "interval", "timeout", "retries"} <= set(layanan["healthcheck"])


@pytest.mark.parametrize("nama", KITA)
def test_lingkungan_dikenal_pengaturan(nama):
    dikenal = dibaca()
    for variabel in LAYANAN[nama]["environment"]:
        assert variabel.removesuffix("_FILE") in dikenal


def test_rahasia_lewat_berkas_saja():
    rahasia = set(COMPOSE["secrets"])
    for nama, layanan in LAYANAN.items():
        assert set(layanan.get("secrets", [])) <= rahasia, nama
        for variabel, nilai in layanan.get("environment", {}).items():
            if str(nilai).startswith("/run/secrets/"):
                assert variabel.endswith("_FILE")
                assert nilai.removeprefix("/run/secrets/") in layanan["secrets"]
            else:
                assert not re.search(r"SECRET|PASSWORD|DATABASE_URL|REDIS_URL|EMAIL_URL", variabel), variabel


@pytest.mark.parametrize("nama", ["web", "pekerja", "jadwal"])
def test_menunggu_basis_data_dan_persiapan(nama):
    tunggu = {k: v["condition"] for k, v in LAYANAN[nama]["depends_on"].items()}
    assert tunggu == {
        "db": "service_healthy",
        "redis": "service_healthy",
        "siapkan": "service_completed_successfully",
    }


def test_hanya_nginx_terbuka_dan_penyimpanan_di_jaringan_dalam():
    assert [nama for nama, x in LAYANAN.items() if "ports" in x] == ["nginx"]
    assert COMPOSE["networks"]["dalam"]["internal"] is True
    assert LAYANAN["db"]["networks"] == LAYANAN["redis"]["networks"] == ["dalam"]


def test_volume_disebut():
    for layanan in LAYANAN.values():
        bernama = {v.split(":")[0] for v in layanan.get("volumes", []) if v[0] not in "./$"}
        assert bernama <= set(COMPOSE["volumes"])
    assert "berkas:/data/berkas:ro" in LAYANAN["nginx"]["volumes"]
    assert LAYANAN["web"]["environment"]["ZI_VAR"] == "/data"


@pytest.mark.parametrize("nama", ["web", "pekerja"])
def test_unggahan_tidak_memenuhi_memori(nama):
    """/tmp of a container is memory; what is being uploaded lies on a disk, where the worker sweeps it."""
    letak = f"/data/{settings.FILE_UPLOAD_TEMP_DIR.relative_to(settings.VAR_DIR)}"
    assert letak in {v.split(":")[1] for v in LAYANAN[nama]["volumes"]}
    assert f'"{letak}"' in re.search(r"^VOLUME (.*)$", DOCKERFILE, re.MULTILINE)[1]


def test_citra_memakai_langkah_make_setup():
    assert any(x.startswith("make setup") for x in perintah_run())
    assert not [x for x in perintah_run() if "pip install" in x or "libpango" in x]
    for berkas in re.findall(r"^COPY (.+) (?:\./|deploy/|\.)$", DOCKERFILE, re.MULTILINE):
        assert all((AKAR / b).exists() for b in berkas.split()), berkas


def test_citra_tidak_jalan_sebagai_root_dan_pin():
    pengguna = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert pengguna == ["zi"]
    assert re.search(r"^FROM python:3\.\d+\.\d+-", DOCKERFILE, re.MULTILINE)
    assert "HEALTHCHECK" in DOCKERFILE


def test_berkas_pribadi_hanya_dari_dalam():
    (blok,) = re.findall(r"location /_berkas/ \{(.*?)\n    \}", NGINX, re.DOTALL)
    assert "internal;" in blok
    assert "alias /data/berkas/;" in blok
    for wajib in ("proxy_request_buffering on;", "client_max_body_size ${ZI_BATAS_UNGGAH_MB}m;", "ssl_certificate "):
        assert wajib in NGINX
    assert "X-Forwarded-For $remote_addr" in NGINX
    assert "server web:8000;" in NGINX


def test_perintah_kesehatan_ada(tmp_path):
    for nama in ("web", "jadwal"):
        _, program, berkas, argumen = LAYANAN[nama]["healthcheck"]["test"]
        assert program == "python"
        hasil = subprocess.run(
            ["python3", AKAR / berkas, argumen],
            env={"PORT": "9", "TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
            check=False,
        )
        assert hasil.returncode == 1  # nothing runs here, so it is not healthy


def test_rahasia_dibuat_sekali(tmp_path):
    (tmp_path / "deploy").mkdir()
    shutil.copy(AKAR / "deploy/rahasia.sh", tmp_path / "deploy")

    def jalan():
        subprocess.run(["sh", tmp_path / "deploy/rahasia.sh"], check=True, capture_output=True)
        return {p.name: p.read_text() for p in (tmp_path / "rahasia").iterdir() if p.is_file()}

    pertama = jalan()
    assert set(pertama) == set(COMPOSE["secrets"])
    assert len(pertama["kunci"]) >= 50
    assert pertama["database_sandi"] in pertama["database_url"]
    assert stat.S_IMODE((tmp_path / "rahasia").stat().st_mode) & 0o077 == 0
    assert jalan() == pertama
