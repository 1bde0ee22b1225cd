"""The daily reminder: 1.000 units, 100.000 open occurrences on PostgreSQL in `make bench`, one unit in the suite."""

import time
import tracemalloc
from datetime import timedelta

import pytest
from django.db import connection

from tests.pabrik import AreaFactory, BarisFactory, PenggunaFactory, RencanaFactory, SatkerFactory, TabelFactory
from zi.akun.models import Pengguna
from zi.bukti.models import SyaratBukti
from zi.common import services
from zi.jadwal.models import Jadwal, Kejadian
from zi.notifikasi.models import JalanPengingat, Notifikasi
from zi.notifikasi.services_pengingat import pesan_pengingat
from zi.satker.models import Peran

MEMORI_MB = 20
JENIS = ("anggota", "koordinator", "ketua_tim", "kepala")


def siapkan(satker, kejadian):
    """Units of four people and one plan, with `kejadian` open occurrences each: 40 days late to 7 days ahead."""
    orang = Pengguna.objects.bulk_create(PenggunaFactory.build_batch(satker * len(JENIS), password="!"))
    for n in range(satker):
        tempat = SatkerFactory()
        Peran.objects.bulk_create(
            Peran(
                satker=tempat, pengguna=siapa, jenis=jenis, area="MP" if jenis in JENIS[:2] else "", mulai="2020-01-01"
            )
            for siapa, jenis in zip(orang[n * 4 : n * 4 + 4], JENIS, strict=True)
        )
        tabel = TabelFactory(area=AreaFactory(rencana=RencanaFactory(satker=tempat), kode="MP"))
        baris = BarisFactory(tabel=tabel)
        SyaratBukti.objects.create(baris=baris, teks="Notula", per_kejadian=True)
        jadwal = Jadwal.objects.create(baris=baris, teks="x", jenis="tanggal", mulai="2023-01-01", selesai="2023-12-31")
        hari = [(n, tempat.hari_ini() + timedelta(days=7 - n % 48)) for n in range(kejadian)]
        asal = tempat.hari_ini() - timedelta(days=kejadian)
        Kejadian.objects.bulk_create(
            [Kejadian(jadwal=jadwal, tanggal_asal=asal + timedelta(days=n), mulai=h, selesai=h) for n, h in hari],
            batch_size=1000,
        )


def jalankan(banyak=None):
    """Seconds of what beat and the worker do; only the first `banyak` jobs, as when the worker is then killed."""
    mulai = time.perf_counter()
    pesan_pengingat()
    while semua := services.menunggu():
        for pk in semua[:banyak]:
            services.kerjakan(pk)
        if banyak:
            break
    return time.perf_counter() - mulai


def puncak_mb():
    tracemalloc.start()
    jalankan()
    puncak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return puncak


def puncak_lagi(satker):
    """The same of some units whose day begins anew; measuring slows the work down threefold."""
    ulang = list(JalanPengingat.objects.values_list("pk", flat=True)[:satker])
    Notifikasi.objects.filter(jalan__in=ulang).delete()
    JalanPengingat.objects.filter(pk__in=ulang).delete()
    return puncak_mb()


@pytest.fixture
def pagi(settings, monkeypatch):
    """At any hour of the day, without a broker, mails to nowhere."""
    settings.PUKUL_PENGINGAT = 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    monkeypatch.setattr(services, "senggol", lambda pk: None)


@pytest.mark.django_db
def test_memori_tidak_ikut_banyaknya_kejadian(pagi):
    siapkan(1, 3000)
    assert puncak_mb() < MEMORI_MB
    assert Notifikasi.objects.filter(surel_pada__isnull=False).count() == 3  # anggota, koordinator, kepala
    rincian = Notifikasi.objects.order_by("pk").first().rincian["terlambat"]
    assert (len(rincian["butir"]), rincian["jumlah"] > 300) == (30, True)


@pytest.mark.bench
@pytest.mark.django_db
def test_seribu_satker_seratus_ribu_kejadian(capsys, pagi):
    if connection.vendor != "postgresql":
        pytest.skip("angka skala diukur di PostgreSQL")
    siapkan(1000, 100)
    pertama = jalankan(400)
    sisa = 1000 - JalanPengingat.objects.filter(selesai_pada__isnull=False).count()
    kedua = jalankan()
    lagi = jalankan()
    surel = Notifikasi.objects.filter(surel_pada__isnull=False).count()
    puncak = puncak_lagi(50)
    with capsys.disabled():
        print(f"\n1.000 satker, 100.000 kejadian terbuka: {pertama:.0f} + {kedua:.0f} s untuk {surel} surel, ", end="")
        print(f"lagi tanpa pekerjaan {lagi:.1f} s, puncak {puncak:.1f} MB (≤ {MEMORI_MB} MB)")
    assert (sisa, surel) == (600, 3000)
    assert pertama + kedua < 900  # minutes, also on a machine that has other work
    assert lagi < 5
    assert puncak < MEMORI_MB
