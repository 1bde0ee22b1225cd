"""The monthly meeting is made and announced once."""

import datetime

import pytest
import time_machine

from tests.pabrik import SatkerFactory, orang
from zi.common.models import Pekerjaan
from zi.jadwal.models import HariLibur
from zi.monev.models import Rapat
from zi.monev.services import ingatkan, pesan_rapat, usulkan_monev
from zi.monev.tasks import siapkan_rapat
from zi.notifikasi.models import Notifikasi

pytestmark = pytest.mark.django_db


@pytest.fixture
def satker():
    return SatkerFactory(zona_waktu="Asia/Makassar")


@pytest.fixture
def ketua(satker):
    return orang(satker, "ketua_tim")


@time_machine.travel("2026-11-21 02:00:00+00:00", tick=False)
def test_pekerja_membuat_rapat_bulan_depan_dan_mengingatkan_sekali(
    satker, ketua, mailoutbox, django_capture_on_commit_callbacks
):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            siapkan_rapat()
    rapat = Rapat.objects.get()
    assert rapat.periode == datetime.date(2026, 11, 1)
    assert rapat.mulai.astimezone(satker.tz) == datetime.datetime(2026, 12, 1, 9, tzinfo=satker.tz)
    assert not mailoutbox  # the next digest tells of it; only the invitation is mailed at once
    kabar = Notifikasi.objects.get()
    assert (kabar.penerima, kabar.ringkas) == (ketua, True)
    assert "Selasa, 1 Desember 2026 pukul 09.00 WITA" in kabar.judul


def test_hari_libur_dilewati(satker, ketua):
    HariLibur.objects.create(tanggal="2027-01-01", nama="Tahun Baru")
    rapat = usulkan_monev(satker, datetime.date(2026, 12, 1), oleh=None)
    assert rapat.mulai.astimezone(satker.tz).date() == datetime.date(2027, 1, 4)


def test_satker_tanpa_tim_tidak_dibuatkan(satker):
    pesan_rapat()
    assert not Pekerjaan.objects.exists()


@time_machine.travel("2026-11-30 16:30:00+00:00", tick=False)
def test_bulan_menurut_waktu_satker(satker, ketua, django_capture_on_commit_callbacks):
    """At 00.30 WITA on 1 December it is still November in Greenwich."""
    with django_capture_on_commit_callbacks(execute=True):
        pesan_rapat()
    assert Rapat.objects.get().periode == datetime.date(2026, 12, 1)


def test_mengingatkan_lagi_tidak_menggandakan(satker, ketua):
    rapat = usulkan_monev(satker, datetime.date(2026, 11, 1), oleh=None)
    assert ingatkan(rapat) == 1
    assert Notifikasi.objects.count() == 1


@pytest.mark.parametrize(("jenis", "status"), [("anggota", 200), ("kepala", 200), ("evaluator", 404)])
def test_hanya_satker_sendiri(client, satker, ketua, jenis, status):
    rapat = usulkan_monev(satker, datetime.date(2026, 11, 1), oleh=None)
    client.force_login(orang(satker, jenis))
    assert client.get(f"/rapat/{rapat.pk}/").status_code == status
    client.force_login(orang(SatkerFactory(), "kepala"))
    assert client.get(f"/rapat/{rapat.pk}/").status_code == 404
