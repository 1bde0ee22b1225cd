"""Redis is gone for an hour: people go on working, nothing is lost, and what waited is done once when it is back."""

import contextlib
import socket
import threading

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.infra.proses import port_bebas, tunggu
from tests.infra.test_celery import PERANTARA
from tests.notifikasi.bantu import SENIN, kantor, tulis
from tests.notifikasi.test_celery_pengingat import celery, kotak, siap
from tests.pabrik import SANDI, PenggunaFactory
from zi.celery import app
from zi.common import services, tasks
from zi.common.models import Pekerjaan
from zi.common.pengirim import Pengirim
from zi.notifikasi.models import JalanPengingat
from zi.notifikasi.services_pengingat import pesan_pengingat
from zi.tindaklanjut.models import TindakLanjut

__all__ = ["celery", "kotak"]


@pytest.fixture
def hilang(settings, monkeypatch):
    """Nobody listens where Redis was, neither for the cache nor for the broker."""
    alamat = f"redis://127.0.0.1:{port_bebas()}/0"
    redis = {**settings.TEMBOLOK_REDIS, "LOCATION": alamat}
    settings.CACHES = {"default": redis, "cadangan": settings.TEMBOLOK_BASIS}
    settings.CELERY_TASK_ALWAYS_EAGER = False
    for nama in ("broker_url", "broker_write_url"):
        monkeypatch.setattr(app.conf, nama, alamat)
    monkeypatch.setattr(services, "pengirim", Pengirim())
    app.amqp._producer_pool = None
    yield
    app.amqp._producer_pool = None


def masuk(client, pengguna, sandi=SANDI):
    return client.post(reverse("account_login"), {"login": pengguna.email, "password": sandi})


@pytest.mark.django_db
def test_orang_tetap_masuk_bekerja_dan_dihitung(client, hilang):
    """Logging in, pages and the throttle work from the database; the health check says what is missing."""
    k, lain = kantor(), PenggunaFactory()
    for _ in range(5):
        assert masuk(client, lain, "salah").status_code == 200
    assert "Terlalu banyak percobaan" in masuk(client, lain).content.decode()
    assert masuk(client, k.anggota).status_code == 302
    for nama in ("beranda:beranda", "monev:daftar", "notifikasi:daftar", "jadwal:bulan"):
        assert client.get(reverse(nama)).status_code == 200, nama
    sehat = client.get("/sehat/siap/")
    assert (sehat.status_code, sehat.json()["tembolok"]) == (503, "mati")


@pytest.mark.django_db(transaction=True)
def test_pengingat_menunggu_di_tabel_lalu_sekali_terkirim(hilang, settings, baris, pukul, mailoutbox):
    """At seven nobody can be told of the job; an hour later the sweep finds it."""
    k = kantor()
    tulis(k.satker, k.anggota, SENIN)
    pukul(2, 7, 5)
    assert [pesan_pengingat() for _ in range(2)] == [1, 1]
    assert (len(services.menunggu()), len(mailoutbox)) == (1, 0)
    pukul(2, 8, 5)
    settings.CELERY_TASK_ALWAYS_EAGER = True
    assert [tasks.sapu_pekerjaan(), tasks.sapu_pekerjaan()] == [1, 0]
    assert [s.to for s in mailoutbox] == [[k.anggota.email]]


@pytest.mark.django_db(transaction=True)
def test_pengingat_dengan_tangan_tidak_memerlukan_redis(hilang, settings, baris, pukul, mailoutbox):
    k = kantor()
    tulis(k.satker, k.anggota, SENIN)
    pukul(2, 7, 5)
    pesan_pengingat()
    call_command("kirim_pengingat", "--tanggal", "2026-03-02")
    assert len(mailoutbox) == 1
    settings.CELERY_TASK_ALWAYS_EAGER = True
    tasks.sapu_pekerjaan()
    assert len(mailoutbox) == 1


@contextlib.contextmanager
def jalur(port, redis):
    """A way from this port to the real Redis; when it ends, all that used it is cut off."""
    host, tujuan = redis.removeprefix("redis://").partition("/")[0].split(":")
    pintu, sambungan = socket.create_server(("127.0.0.1", port)), []

    def salurkan(dari, ke):
        with contextlib.suppress(OSError):
            while data := dari.recv(65536):
                ke.sendall(data)

    def terima():
        with contextlib.suppress(OSError):
            while True:
                satu = pintu.accept()[0]
                dua = socket.create_connection((host, int(tujuan)))
                sambungan.extend((satu, dua))
                for pasang in ((satu, dua), (dua, satu)):
                    threading.Thread(target=salurkan, args=pasang, daemon=True).start()

    threading.Thread(target=terima, daemon=True).start()
    yield
    for soket in (pintu, *sambungan):
        with contextlib.suppress(OSError):
            soket.shutdown(socket.SHUT_RDWR)
        soket.close()


@pytest.mark.skipif(len(PERANTARA) == 1, reason="perlu Redis sungguhan yang dapat diputus")
@pytest.mark.django_db(transaction=True)
def test_pekerja_dan_beat_menyambung_lagi(celery, kotak, tmp_path):
    """Both live through it: the reminder of a day that came up meanwhile is mailed once."""
    port = port_bebas()
    alamat = f"redis://127.0.0.1:{port}/14"
    with jalur(port, PERANTARA[1]):
        Pekerjaan.objects.create(jenis="uji", kunci="mulai", data={"n": 1})
        celery("pekerja", alamat)
        tunggu(siap, 60, 0.3)
    k = kantor()
    tugas = {"penanggung_jawab": k.anggota, "tenggat": k.satker.hari_ini()}
    TindakLanjut.objects.create(satker=k.satker, uraian="Ganti papan nama", **tugas)
    celery("beat", alamat)
    for nama in ("pekerja", "beat"):
        tunggu(lambda log=tmp_path / f"log-{nama}": "Connection refused" in log.read_text(), 60, 0.3)
    with jalur(port, PERANTARA[1]):
        tunggu(lambda: JalanPengingat.objects.filter(selesai_pada__isnull=False).exists(), 90, 0.3)
    assert kotak.kepada == [k.anggota.email]
