"""Celery for real: a worker process takes a job of the table, over the embedded broker and over Redis."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.infra.proses import AKAR, lingkungan, proses_dengan, tunggu
from zi.common.models import Pekerjaan

pytestmark = pytest.mark.django_db(transaction=True)
# The embedded broker always; Redis, in a database of its own, when this run has one.
PERANTARA = ["", *([f"{settings.REDIS_URL.rpartition('/')[0]}/14"] if settings.REDIS_URL else [])]
PEKERJA = ["-A", "tests.infra.aplikasi_celery", "worker", "--pool=prefork", "-c1", "--loglevel=WARNING"]


def alamat_basis() -> str:
    """The database of this test, as a worker process is told of it."""
    basis = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{basis['NAME']}"
    sandi = f":{basis['PASSWORD']}" if basis["PASSWORD"] else ""
    return f"postgres://{basis['USER']}{sandi}@{basis['HOST']}:{basis['PORT'] or 5432}/{basis['NAME']}"


@pytest.fixture
def pekerja(tmp_path):
    """Starts a worker; ends it and all its children."""
    semua = []

    def mulai(**lain):
        env = lingkungan(tmp_path, DATABASE_URL=alamat_basis(), DJANGO_SETTINGS_MODULE="zi.settings", **lain)
        log = (tmp_path / "log").open("wb")
        perintah = [sys.executable, "-m", "celery", *PEKERJA, "--without-gossip", "--without-mingle"]
        proses = subprocess.Popen(perintah, cwd=AKAR, env=env, stdout=log, stderr=log, start_new_session=True)
        log.close()
        semua.append(proses)
        return env

    yield mulai
    for proses in semua:
        os.killpg(proses.pid, signal.SIGKILL)
        proses.wait(10)
    tunggu(lambda: not proses_dengan(tmp_path), 10)


def kirim(env, pk):
    """Send the id as a web process would, in a process with the worker's settings."""
    kode = f"from zi.celery import app; app.send_task('zi.common.tasks.kerjakan', args=[{pk}])"
    subprocess.run([sys.executable, "-c", kode], cwd=AKAR, env=env, check=True, timeout=60)


def selesai(pk):
    return Pekerjaan.objects.filter(pk=pk, status="selesai").first()


@pytest.mark.parametrize("redis", PERANTARA)
def test_pekerja_mengerjakan_yang_dikirim(pekerja, redis):
    env = pekerja(REDIS_URL=redis)
    pekerjaan = Pekerjaan.objects.create(jenis="uji", kunci="kiriman", data={"n": 20})
    kirim(env, pekerjaan.pk)
    assert tunggu(lambda: selesai(pekerjaan.pk), 60, 0.3).hasil == {"n": 21}


def test_pekerjaan_yang_menunggu_sebelum_pekerja_ada(pekerja):
    """Nothing was ever sent: the sweep at the worker's start finds it in the table."""
    pekerjaan = Pekerjaan.objects.create(jenis="uji", kunci="tertinggal", data={"n": 1})
    pekerja()
    assert tunggu(lambda: selesai(pekerjaan.pk), 60, 0.3).hasil == {"n": 2}
