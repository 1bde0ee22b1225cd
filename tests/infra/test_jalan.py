"""`make run` as a newcomer meets it: it prepares, answers, works in the background, stops as a whole, loses nothing."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.infra.proses import AKAR, buka, lingkungan, manage, port_bebas, proses_dengan, tunggu

SIAP = 180


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("jalan") / "var"


class Jalan:
    """One run in a process group of its own, as a terminal starts it."""

    def __init__(self, var):
        self.var, self.port = var, port_bebas()
        self.log = var.parent / f"log-{self.port}"
        with self.log.open("wb") as keluar:
            self.proses = subprocess.Popen(
                ["env", "--default-signal=HUP", sys.executable, "manage.py", "jalan"],  # also where nohup ignores it
                cwd=AKAR,
                env=lingkungan(var, PORT=str(self.port)),
                stdout=keluar,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def alamat(self):
        return f"http://127.0.0.1:{self.port}"

    def tunggu_siap(self):
        tunggu(lambda: self.proses.poll() is not None or buka(f"{self.alamat}/sehat/siap/") == 200, SIAP)
        assert self.proses.poll() is None, self.log.read_text()
        return self

    def hentikan(self, sinyal):
        os.killpg(self.proses.pid, sinyal)
        self.proses.wait(20)
        tunggu(lambda: not proses_dengan(self.var), 20)

    def paksa(self):
        if self.proses.poll() is None:
            self.hentikan(signal.SIGTERM)


@pytest.fixture
def jalan(var):
    daftar = []

    def mulai():
        daftar.append(Jalan(var))
        return daftar[-1]

    yield mulai
    for j in daftar:
        j.paksa()


def tanya(var, sql):
    with closing(sqlite3.connect(var / "zi.sqlite3", timeout=20)) as basis:
        hasil = basis.execute(sql).fetchall()
        basis.commit()
    return hasil


def test_dua_kali_jalan_dan_berhenti_tanpa_sisa(var, jalan):
    pertama = jalan().tunggu_siap()
    teks = tunggu(lambda: "Siap:" in (t := pertama.log.read_text()) and t)
    assert f"Siap: {pertama.alamat}/" in teks
    assert "Akun contoh" in teks
    assert "kepala@contoh.invalid" in teks
    assert buka(f"{pertama.alamat}/") == 200

    tanya(var, "UPDATE satker_satker SET alamat = 'Jalan Ubahan 1' WHERE kode = 'kb-ntb'")
    pertama.hentikan(signal.SIGINT)
    assert buka(pertama.alamat) == 0

    # a job that the stop interrupted; it has no data, so trying it once more is its last failure
    nilai = {
        "jenis": "kirim_surel",
        "kunci": "uji-jalan",
        "status": "berjalan",
        "percobaan": 5,
        "kemajuan": 0,
        "pesan": "",
        "data": "{}",
        "hasil": "{}",
        **dict.fromkeys(("jalan_mulai", "sewa_sampai", "dibuat_pada"), "2020-01-01 00:00:00"),
    }
    tanya(var, f"INSERT INTO common_pekerjaan ({', '.join(nilai)}) VALUES {tuple(nilai.values())}")
    kedua = jalan().tunggu_siap()
    gugur = "SELECT 1 FROM common_pekerjaan WHERE kunci = 'uji-jalan' AND status = 'gagal'"
    assert tunggu(lambda: tanya(var, gugur), 30)
    assert tanya(var, "SELECT alamat FROM satker_satker WHERE kode = 'kb-ntb'") == [("Jalan Ubahan 1",)]
    assert "Menyiapkan" not in kedua.log.read_text()
    assert "kepala@contoh.invalid" in kedua.log.read_text()
    kedua.hentikan(signal.SIGHUP)


def test_port_yang_dipakai_satu_kalimat(var):
    with socket.create_server(("127.0.0.1", 0)) as soket:
        port = soket.getsockname()[1]
        hasil = manage(var, "jalan", PORT=str(port))
    assert hasil.returncode == 1
    assert f"Port {port} di 127.0.0.1 tidak bisa dipakai" in hasil.stderr
    assert "Traceback" not in hasil.stderr


def test_contoh_tidak_melayani_jaringan(var):
    hasil = manage(var, "jalan", HOST="0.0.0.0", PORT=str(port_bebas()))
    assert hasil.returncode == 1
    assert "HOST harus 127.0.0.1" in hasil.stderr
    assert "Traceback" not in hasil.stderr
