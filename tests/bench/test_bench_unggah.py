"""`make bench`: an upload of 50 MB to gunicorn as it is deployed: what it adds to the process, and whether two slow
uploads hold up the pages of others. (That it is hashed once, while it comes in, test_unggah_aman.py holds.)
"""

import http.cookiejar
import io
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from tests.infra.proses import AKAR, buka, lingkungan, manage, port_bebas, tunggu
from zi.beranda.contoh import sandi_contoh

pytestmark = pytest.mark.bench
MB = 1024 * 1024
UKURAN = 49 * MB
TAMBAHAN_MAKS_MB = 30
BATAS = "batas-antara-medan-formulir"


@pytest.fixture
def server(tmp_path_factory):
    """One worker with the threads of deploy/gunicorn_conf.py, on the demonstration."""
    var, port = tmp_path_factory.mktemp("unggah") / "var", port_bebas()
    siap = manage(var, "siapkan_data")
    assert siap.returncode == 0, siap.stderr
    env = lingkungan(var, PORT=str(port), ZI_WEB_PROSES="1")
    perintah = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn_conf.py", "zi.wsgi"]
    with subprocess.Popen(perintah, cwd=AKAR, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as proses:
        tunggu(lambda: buka(f"http://127.0.0.1:{port}/sehat/siap/") == 200)
        yield Server(var, port, proses.pid)
        proses.terminate()


class Server:
    def __init__(self, var: Path, port: int, pid: int) -> None:
        self.var, self.port, self.pid = var, port, pid
        self.kue = http.cookiejar.CookieJar()
        self.peramban = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.kue))
        token = self.token("/akun/masuk/")
        isian = {"login": "ketua@contoh.invalid", "password": sandi_contoh(), "csrfmiddlewaretoken": token}
        self.peramban.open(self.url("/akun/masuk/"), urllib.parse.urlencode(isian).encode()).close()

    def url(self, alamat: str) -> str:
        return f"http://127.0.0.1:{self.port}{alamat}"

    def token(self, alamat: str) -> str:
        with self.peramban.open(self.url(alamat)) as jawab:
            return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', jawab.read().decode())[1]

    def memori_mb(self, apa: str) -> float:
        """Of the worker that serves: VmRSS, its memory now, or VmHWM, the highest since the last `mulai_puncak`."""
        return int(re.search(rf"{apa}:\s+(\d+)", (self.proc() / "status").read_text())[1]) / 1024

    def mulai_puncak(self) -> None:
        (self.proc() / "clear_refs").write_text("5")

    def proc(self) -> Path:
        anak = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()[0]
        return Path("/proc", anak)

    def syarat(self) -> str:
        with closing(sqlite3.connect(self.var / "zi.sqlite3")) as basis:
            (pk,) = basis.execute("SELECT min(id) FROM bukti_syaratbukti WHERE baris_id > 0").fetchone()
        return f"/bukti/syarat/{pk}/"

    def kepala_dan_badan(self, alamat: str, isi: bytes) -> tuple[bytes, bytes]:
        medan = f"--{BATAS}\r\nContent-Disposition: form-data; name="
        badan = f'{medan}"csrfmiddlewaretoken"\r\n\r\n{self.token(alamat)}\r\n'
        badan += f'{medan}"berkas"; filename="besar.pdf"\r\n\r\n'
        semua = badan.encode() + isi + f"\r\n--{BATAS}--\r\n".encode()
        kue = "; ".join(f"{k.name}={k.value}" for k in self.kue)
        kepala = f"POST {alamat} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {kue}\r\nConnection: close\r\n"
        kepala += f"Content-Type: multipart/form-data; boundary={BATAS}\r\nContent-Length: {len(semua)}\r\n\r\n"
        return kepala.encode(), semua

    def lambat(self) -> float:
        """Median milliseconds of a light page."""
        waktu = []
        for _ in range(15):
            mulai = time.perf_counter()
            self.peramban.open(self.url("/bukti/register/")).read()
            waktu.append((time.perf_counter() - mulai) * 1000)
        return sorted(waktu)[len(waktu) // 2]


def pdf_besar(ukuran: int) -> bytes:
    """A PDF with one stream of this many bytes."""
    tulis, keluar, isi = PdfWriter(), io.BytesIO(), StreamObject()
    isi.set_data(b"% " + b"a" * ukuran)
    tulis.add_blank_page(100, 100)[NameObject("/Contents")] = tulis._add_object(isi)
    tulis.write(keluar)
    return keluar.getvalue()


def test_unggah_50_mb_dan_dua_unggahan_lambat(server, capsys):
    alamat, isi = server.syarat(), pdf_besar(UKURAN)
    kepala, badan = server.kepala_dan_badan(alamat, isi[: 2 * MB])
    server.lambat()
    tenang = server.lambat()

    selesai = threading.Event()

    def menetes():
        with socket.create_connection(("127.0.0.1", server.port)) as soket:
            soket.sendall(kepala)
            for n in range(0, len(badan), 64 * 1024):
                soket.sendall(badan[n : n + 64 * 1024])
                if selesai.wait(0.05):
                    return

    utas = [threading.Thread(target=menetes) for _ in range(2)]
    for satu in utas:
        satu.start()
    sibuk = server.lambat()
    selesai.set()
    for satu in utas:
        satu.join(30)

    server.mulai_puncak()
    sebelum = server.memori_mb("VmRSS")
    kepala, badan = server.kepala_dan_badan(alamat, isi)
    mulai = time.perf_counter()
    with socket.create_connection(("127.0.0.1", server.port)) as soket:
        soket.sendall(kepala + badan)
        jawab = soket.recv(200)
    detik, tambah = time.perf_counter() - mulai, server.memori_mb("VmHWM") - sebelum
    with capsys.disabled():
        print(f"\nunggah {UKURAN // MB} MB: {detik:.1f} s, +{tambah:.1f} MB (≤ {TAMBAHAN_MAKS_MB} MB)")
        print(f"halaman lain: {tenang:.0f} ms; selama dua unggahan lambat {sibuk:.0f} ms")
    assert b" 302 " in jawab
    with closing(sqlite3.connect(server.var / "zi.sqlite3")) as basis:
        assert basis.execute("SELECT max(ukuran) FROM bukti_versiberkas").fetchone()[0] == len(isi)
    assert tambah < TAMBAHAN_MAKS_MB
    assert sibuk < 2 * tenang + 50
