"""kill -9 at every point of a reminder: nothing is lost, at most the mail in flight comes again, Message-ID and all."""

import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.infra.proses import AKAR, lingkungan, port_bebas
from tests.infra.test_celery import alamat_basis
from tests.notifikasi.aplikasi_terbunuh import BELUM_COMMIT, TITIK
from tests.notifikasi.bantu import kantor
from tests.notifikasi.pelayan import pelayan
from zi.common import services
from zi.common.models import Pekerjaan
from zi.notifikasi.models import JalanPengingat, Notifikasi
from zi.notifikasi.services import kirim
from zi.notifikasi.services_pengingat import jalankan, pesan_pengingat
from zi.tindaklanjut.models import TindakLanjut

pytestmark = pytest.mark.django_db(transaction=True)
PENGINGAT = [*TITIK, *BELUM_COMMIT]
SENDIRI = ["sebelum diambil", "sebelum surel pertama", "hasil belum commit"]


@pytest.fixture
def kotak(settings):
    with pelayan(settings, port_bebas()) as kotak:
        yield kotak


@pytest.fixture
def k(settings):
    settings.SUMBER_PENGINGAT = ["zi.tindaklanjut.pengingat.butir"]
    k = kantor()
    for siapa in (k.anggota, k.koordinator):
        hari = k.satker.hari_ini()
        TindakLanjut.objects.create(satker=k.satker, uraian="Sesuatu", penanggung_jawab=siapa, tenggat=hari)
    return k


def jalan(tmp_path, settings, pekerjaan, titik):
    """The job in a process of its own; its return code."""
    surel = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    env = lingkungan(
        tmp_path, DATABASE_URL=alamat_basis(), DJANGO_SETTINGS_MODULE="zi.settings", EMAIL_URL=surel, REDIS_URL=""
    )
    perintah = [sys.executable, "-m", "tests.notifikasi.aplikasi_terbunuh", str(pekerjaan.pk), titik]
    return subprocess.run(perintah, cwd=AKAR, env=env, check=False, timeout=120).returncode


def sewa_habis():
    """Ten minutes later, as the table sees it."""
    lalu = timezone.now() - timedelta(minutes=11)
    Pekerjaan.objects.filter(sewa_sampai__isnull=False).update(sewa_sampai=lalu)
    JalanPengingat.objects.filter(diambil_pada__isnull=False).update(diambil_pada=lalu)


def pengingat(k):
    hari = k.satker.hari_ini().isoformat()
    data = {"satker": k.satker.pk, "tanggal": hari}
    return Pekerjaan.objects.create(jenis="pengingat", kunci=f"pengingat:{k.satker.pk}:{hari}", data=data)


def periksa(kotak, penerima, ulang):
    """Everybody got his mail; one may have come twice, with one Message-ID."""
    per_orang = Counter(kotak.kepada)
    assert set(per_orang) == {x.email for x in penerima}
    assert sorted(per_orang.values())[:-1] == [1] * (len(per_orang) - 1)
    assert max(per_orang.values()) == (2 if ulang else 1)
    assert len({s["Message-ID"] for s in kotak.surat}) == len(penerima)


@pytest.mark.parametrize("titik", PENGINGAT)
def test_pengingat_terbunuh(titik, k, kotak, settings, tmp_path):
    pekerjaan = pengingat(k)
    assert jalan(tmp_path, settings, pekerjaan, titik) == -signal.SIGKILL
    terkirim = len(kotak.surat)
    assert terkirim == {"sebelum surel kedua": 1, "sesudah surel": 1, "surel belum commit": 1}.get(
        titik, 2 if titik in {"sesudah surel kedua", "selesai", "selesai belum commit", "hasil belum commit"} else 0
    )
    sewa_habis()
    assert services.menunggu() == [pekerjaan.pk]
    assert jalan(tmp_path, settings, pekerjaan, "") == 0
    periksa(kotak, [k.anggota, k.koordinator], ulang="sesudah surel" in titik or titik == "surel belum commit")
    satu = JalanPengingat.objects.get()
    assert (satu.orang, satu.surel, bool(satu.selesai_pada)) == (2, 2, True)
    assert Notifikasi.objects.filter(surel_pada__isnull=False).count() == 2
    jumlah = len(kotak.surat)
    jalankan(k.satker, k.satker.hari_ini())
    assert (services.menunggu(), len(kotak.surat)) == ([], jumlah)


@pytest.mark.parametrize("titik", SENDIRI)
def test_surel_seketika_terbunuh(titik, k, kotak, settings, tmp_path):
    """The same for a mail of its own."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    kirim(k.kepala, kunci="x", judul="Mohon persetujuan")
    pekerjaan = Pekerjaan.objects.get()
    assert jalan(tmp_path, settings, pekerjaan, titik) == -signal.SIGKILL
    sewa_habis()
    assert jalan(tmp_path, settings, pekerjaan, "") == 0
    periksa(kotak, [k.kepala], ulang=False)
    assert Pekerjaan.objects.get().status == "selesai"


def test_yang_masih_dipegang_proses_lain_menunggu(k, kotak, settings, tmp_path):
    """Before the lease is over nobody takes over what a killed process held."""
    pekerjaan = pengingat(k)
    jalan(tmp_path, settings, pekerjaan, "sebelum surel kedua")
    assert not services.kerjakan(pekerjaan.pk)
    assert len(kotak.surat) == 1


def serentak(fungsi, n=2):
    """Run it in threads that start together; what each of them raised."""
    mulai, galat = threading.Barrier(n), []

    def satu():
        mulai.wait(20)
        try:
            fungsi()
        except Exception as keliru:
            galat.append(keliru)
        finally:
            connection.close()

    utas = [threading.Thread(target=satu) for _ in range(n)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(60)
    return galat


def test_dua_beat_serentak_satu_surel_seorang(k, kotak, settings):
    settings.PUKUL_PENGINGAT = 0
    settings.CELERY_TASK_ALWAYS_EAGER = False

    def beat():
        pesan_pengingat()
        for pk in services.menunggu():
            services.kerjakan(pk)

    assert serentak(beat) == []
    assert Pekerjaan.objects.filter(jenis="pengingat").count() == 1
    periksa(kotak, [k.anggota, k.koordinator], ulang=False)


def test_dua_orang_menjalankan_perintah_serentak(k, kotak):
    """Not through the job table: the run itself has one holder."""
    galat = serentak(lambda: jalankan(k.satker, k.satker.hari_ini()), 4)
    assert all("sedang dikirim proses lain" in str(x) for x in galat)
    periksa(kotak, [k.anggota, k.koordinator], ulang=False)
    assert JalanPengingat.objects.get().selesai_pada
