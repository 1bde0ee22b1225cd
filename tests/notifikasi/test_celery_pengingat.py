"""Celery for real: beat and a worker, on the embedded broker and on Redis, to a mail that an SMTP server received."""

import os
import signal
import subprocess
import sys

import pytest

from tests.infra.proses import AKAR, lingkungan, port_bebas, proses_dengan, tunggu
from tests.infra.test_celery import PERANTARA, alamat_basis
from tests.notifikasi.bantu import kantor
from tests.notifikasi.pelayan import pelayan
from zi.celery import app
from zi.common.models import Pekerjaan
from zi.notifikasi.models import JalanPengingat
from zi.tindaklanjut.models import TindakLanjut

pytestmark = pytest.mark.django_db(transaction=True)
CELERY = [sys.executable, "-m", "celery", "-A", "tests.notifikasi.aplikasi_celery"]
PERINTAH = {
    "pekerja": ["worker", "--pool=prefork", "-c1", "--without-gossip", "--without-mingle", "--loglevel=WARNING"],
    "beat": ["beat", "--max-interval=1", "--loglevel=WARNING"],
}


@pytest.fixture
def kotak(settings):
    with pelayan(settings, port_bebas()) as kotak:
        yield kotak


@pytest.fixture
def celery(tmp_path, settings, kotak):
    """Starts a worker or beat; ends them and all their children."""
    semua = []

    def mulai(nama, redis):
        basis = {"DATABASE_URL": alamat_basis(), "DJANGO_SETTINGS_MODULE": "zi.settings", "REDIS_URL": redis}
        env = lingkungan(tmp_path, EMAIL_URL=f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}", **basis)
        with (tmp_path / f"log-{nama}").open("wb") as log:
            perintah = {"cwd": AKAR, "env": env, "stdout": log, "stderr": log, "start_new_session": True}
            semua.append(subprocess.Popen([*CELERY, *PERINTAH[nama]], **perintah))

    yield mulai
    for proses in semua:
        os.killpg(proses.pid, signal.SIGKILL)
        proses.wait(10)
    tunggu(lambda: not proses_dengan(tmp_path), 10)


def siap():
    """A worker ran the job that waited for it: what it does at its start is done."""
    return Pekerjaan.objects.filter(kunci="mulai", status="selesai").exists()


@pytest.mark.parametrize("redis", PERANTARA)
def test_dari_beat_sampai_surel_diterima(celery, kotak, redis):
    Pekerjaan.objects.create(jenis="uji", kunci="mulai", data={"n": 1})
    celery("pekerja", redis)
    tunggu(siap, 60, 0.3)
    k = kantor()  # only now, so that nothing but beat can tell of it
    tugas = {"penanggung_jawab": k.anggota, "tenggat": k.satker.hari_ini()}
    satu = TindakLanjut.objects.create(satker=k.satker, uraian="Ganti papan nama", **tugas)
    celery("beat", redis)
    tunggu(lambda: JalanPengingat.objects.filter(selesai_pada__isnull=False).exists(), 60, 0.3)
    [surat] = kotak.surat
    assert surat["To"] == k.anggota.email
    assert f"/tindak-lanjut/{satu.pk}/langkah/laporkan/" in surat.get_body(["html"]).get_content()


def test_redis_yang_mati_lama_ditunggu_terus():
    """With Celery's default of 100 tries a worker ends after 47 minutes without its broker."""
    assert app.conf.broker_connection_max_retries is None
