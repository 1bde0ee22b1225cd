"""What the inbox keeps, and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.notifikasi.bantu import SENIN
from tests.pabrik import PenggunaFactory, SatkerFactory
from zi.common.models import Pekerjaan
from zi.notifikasi.models import JalanPengingat, Notifikasi
from zi.notifikasi.tasks import buang_notifikasi

pytestmark = pytest.mark.django_db


def lalu(hari):
    return timezone.now() - timedelta(days=hari)


def test_ringkasan_lama_dibuang_kabar_yang_belum_dibaca_tinggal():
    orang, satker = PenggunaFactory(), SatkerFactory()
    for kunci, hari, dibaca in [
        ("pengingat:lama", 61, None),
        ("pengingat:baru", 59, None),
        ("dibaca lama", 731, lalu(700)),
        ("dibaca baru", 729, lalu(700)),
        ("belum dibaca", 2000, None),
    ]:
        Notifikasi.objects.create(penerima=orang, kunci=kunci, dibuat_pada=lalu(hari), dibaca_pada=dibaca)
    for n, hari in enumerate((731, 729)):
        JalanPengingat.objects.create(satker=satker, tanggal=SENIN + timedelta(days=n), dibuat_pada=lalu(hari))
    for jenis, hari in (("pengingat", 61), ("kirim_surel", 61), ("kirim_surel", 59), ("bungkus_bukti", 61)):
        selesai = {"status": "selesai", "selesai_pada": lalu(hari)}
        Pekerjaan.objects.create(jenis=jenis, kunci=f"{jenis}{hari}", **selesai)
    Pekerjaan.objects.create(jenis="pengingat", kunci="menunggu", jalan_mulai=lalu(90))
    assert buang_notifikasi() == 5
    assert set(Notifikasi.objects.values_list("kunci", flat=True)) == {"pengingat:baru", "dibaca baru", "belum dibaca"}
    assert JalanPengingat.objects.get().tanggal == SENIN + timedelta(days=1)
    assert set(Pekerjaan.objects.values_list("kunci", flat=True)) == {"kirim_surel59", "bungkus_bukti61", "menunggu"}
