"""The job table: one claim, leases, retries, giving up, the sweep, and a broker that is gone or silent."""

import datetime
import socket
import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from zi.common import services, tasks
from zi.common.models import Pekerjaan
from zi.common.pengirim import Pengirim

S = Pekerjaan.Status
dijalankan: list[int] = []


def catat(pekerjaan):
    dijalankan.append(pekerjaan.pk)
    return {"n": pekerjaan.data.get("n", 0)}


def gagal(pekerjaan):
    raise ValueError(f"tidak jadi {pekerjaan.percobaan}")


def direbut(pekerjaan):
    """While this try runs, its lease ends and another one takes over and finishes."""
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(sewa_sampai=timezone.now() - datetime.timedelta(seconds=1))
    assert services.ambil(pekerjaan.pk).percobaan == 2
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(
        status=S.SELESAI, hasil={"dari": "yang kedua"}, selesai_pada=timezone.now(), sewa_sampai=None
    )
    raise ValueError("yang pertama terlambat gagal")


@pytest.fixture(autouse=True)
def _pelaksana(settings):
    dijalankan.clear()
    settings.PELAKSANA_PEKERJAAN = {n: f"{__name__}.{n}" for n in ("catat", "gagal", "direbut")}


def buat(jenis="catat", **nilai):
    bawaan = {"jenis": jenis, "kunci": f"{jenis}-{Pekerjaan.objects.count()}"}
    return Pekerjaan.objects.create(**bawaan | nilai)


@pytest.mark.django_db
def test_kunci_yang_sama_pekerjaan_yang_sama(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        satu = services.pesan("catat", "k", n=1)
        dua = services.pesan("catat", "k", n=2)
    assert satu.pk == dua.pk
    assert dijalankan == [satu.pk]
    satu.refresh_from_db()
    assert (satu.status, satu.kemajuan, satu.hasil, satu.percobaan) == (S.SELESAI, 100, {"n": 1}, 1)


@pytest.mark.django_db
def test_ulang_menjalankan_lagi_dengan_data_baru(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.pesan("catat", "k", n=1)
    with django_capture_on_commit_callbacks(execute=True):
        lagi = services.pesan("catat", "k", ulang=True, n=2)
    lagi.refresh_from_db()
    assert lagi.hasil == {"n": 2}
    assert len(dijalankan) == 2


@pytest.mark.django_db
def test_jenis_tak_dikenal_ditolak():
    with pytest.raises(LookupError):
        services.pesan("entah", "k")


@pytest.mark.django_db
def test_dibatalkan_bersama_transaksinya(django_capture_on_commit_callbacks):
    def batal():
        with transaction.atomic():
            services.pesan("catat", "k")
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        batal()
    assert not Pekerjaan.objects.exists()
    assert dijalankan == []


@pytest.mark.django_db(transaction=True)
def test_dua_pekerja_satu_yang_mengambil():
    pekerjaan, mulai, didapat = buat(), threading.Barrier(2), []

    def ambil():
        mulai.wait()
        didapat.append(services.ambil(pekerjaan.pk))
        connection.close()

    benang = [threading.Thread(target=ambil) for _ in range(2)]
    for b in benang:
        b.start()
    for b in benang:
        b.join(30)
    assert [x.percobaan for x in didapat if x] == [1]


@pytest.mark.django_db
def test_belum_waktunya_tidak_diambil():
    nanti = buat(jalan_mulai=timezone.now() + datetime.timedelta(hours=1))
    assert services.ambil(nanti.pk) is None
    assert services.menunggu() == []


@pytest.mark.django_db
def test_sewa_habis_diambil_lagi_sewa_berlaku_tidak():
    pekerjaan = buat()
    assert services.ambil(pekerjaan.pk).percobaan == 1
    assert services.ambil(pekerjaan.pk) is None
    Pekerjaan.objects.update(sewa_sampai=timezone.now() - datetime.timedelta(seconds=1))
    assert services.menunggu() == [pekerjaan.pk]
    assert services.ambil(pekerjaan.pk).percobaan == 2


@pytest.mark.django_db
def test_kemajuan_memperpanjang_sewa():
    pekerjaan = buat()
    services.ambil(pekerjaan.pk)
    Pekerjaan.objects.update(sewa_sampai=timezone.now() - datetime.timedelta(seconds=1))
    services.kemajuan(pekerjaan.pk, 140, "hampir")
    pekerjaan.refresh_from_db()
    assert (pekerjaan.kemajuan, pekerjaan.pesan) == (100, "hampir")
    assert services.ambil(pekerjaan.pk) is None


@pytest.mark.django_db
def test_gagal_menunggu_makin_lama_lalu_menyerah(time_machine):
    kini = datetime.datetime(2026, 3, 3, 8, tzinfo=datetime.UTC)
    time_machine.move_to(kini, tick=False)
    pekerjaan, jeda = buat("gagal"), []
    for _ in range(services.PERCOBAAN_MAKS):
        assert services.kerjakan(pekerjaan.pk)
        pekerjaan.refresh_from_db()
        jeda.append((pekerjaan.jalan_mulai - timezone.now()).total_seconds())
        time_machine.move_to(max(pekerjaan.jalan_mulai, timezone.now()), tick=False)
    assert jeda[:4] == [60, 120, 240, 480]
    assert (pekerjaan.status, pekerjaan.pesan) == (S.GAGAL, "tidak jadi 5")
    assert services.kerjakan(pekerjaan.pk) is False


@pytest.mark.django_db
def test_percobaan_yang_terlambat_tidak_menimpa_hasil():
    pekerjaan = buat("direbut")
    services.kerjakan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.hasil) == (S.SELESAI, {"dari": "yang kedua"})


@pytest.mark.django_db
def test_sapuan_menjalankan_yang_tertinggal_dan_menggugurkan_yang_hilang_terus():
    lampau = timezone.now() - datetime.timedelta(minutes=1)
    tertinggal = buat(status=S.BERJALAN, percobaan=1, sewa_sampai=lampau)
    hilang = buat(status=S.BERJALAN, percobaan=services.PERCOBAAN_MAKS, sewa_sampai=lampau)
    assert tasks.sapu_pekerjaan() == 1
    assert dijalankan == [tertinggal.pk]
    hilang.refresh_from_db()
    assert (hilang.status, hilang.pesan) == (S.GAGAL, "Terhenti berulang kali sebelum selesai.")


class _Bisu:
    """A server that accepts and never answers."""

    def __enter__(self):
        self.soket = socket.create_server(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{self.soket.getsockname()[1]}/0"

    def __exit__(self, *galat):
        self.soket.close()


class _Tutup(_Bisu):
    """A port where nobody listens."""

    def __enter__(self):
        alamat = super().__enter__()
        self.soket.close()
        return alamat


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("perantara", [_Bisu, _Tutup])
def test_perantara_mati_atau_bisu_tidak_menahan_permintaan(settings, monkeypatch, perantara):
    from zi.celery import app

    settings.CELERY_TASK_ALWAYS_EAGER = False
    with perantara() as alamat:
        monkeypatch.setattr(app.conf, "broker_url", alamat)
        monkeypatch.setattr(app.conf, "broker_write_url", alamat)
        monkeypatch.setattr(services, "pengirim", Pengirim())
        app.amqp._producer_pool = None
        mulai = time.monotonic()
        with transaction.atomic():
            pekerjaan = services.pesan("catat", "k")
        assert time.monotonic() - mulai < 1
        app.amqp._producer_pool = None
    assert services.menunggu() == [pekerjaan.pk]


class _TugasMacet:
    def __init__(self):
        self.lepas, self.terkirim = threading.Event(), []

    def apply_async(self, *, args, retry):
        self.lepas.wait(30)
        self.terkirim += args


def test_kotak_penuh_dibuang_dan_satu_benang_saja():
    pengirim, macet = Pengirim(), _TugasMacet()
    pengirim.kotak.maxsize = 3
    diterima = [pengirim.titip(macet, n) for n in range(20)]
    assert 3 <= sum(diterima) <= 4
    assert sum(b.name == "pengirim" and b is pengirim.benang for b in threading.enumerate()) == 1
    macet.lepas.set()
    tenggat = time.monotonic() + 10
    while len(macet.terkirim) < sum(diterima) and time.monotonic() < tenggat:
        time.sleep(0.01)
    assert macet.terkirim == [n for n, ya in enumerate(diterima) if ya]
