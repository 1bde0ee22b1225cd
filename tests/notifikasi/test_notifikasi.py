"""The inbox and its mails."""

import pytest

from tests.pabrik import PenggunaFactory
from zi.common.models import Pekerjaan
from zi.notifikasi.models import Notifikasi
from zi.notifikasi.queries import belum_dibaca
from zi.notifikasi.services import kerjakan_surel, kirim

pytestmark = pytest.mark.django_db


@pytest.fixture
def penerima():
    return PenggunaFactory()


def test_kunci_sama_satu_pesan_satu_surel(penerima, mailoutbox, django_capture_on_commit_callbacks):
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            kirim(penerima, kunci="x", judul="Rapat besok", tautan="/rapat/1/")
    assert Notifikasi.objects.count() == 1
    assert [m.subject for m in mailoutbox] == ["Rapat besok"]


def test_surel_diulang_tidak_terkirim_lagi(penerima, mailoutbox):
    kirim(penerima, kunci="x", judul="Rapat")
    pekerjaan = Pekerjaan.objects.get()
    assert kerjakan_surel(pekerjaan) == {"terkirim": True}
    assert kerjakan_surel(pekerjaan) == {"terkirim": False}
    assert len(mailoutbox) == 1


def test_id_surel_sama_pada_percobaan_kedua(penerima, mailoutbox):
    notifikasi = kirim(penerima, kunci="x", judul="Rapat")
    pekerjaan = Pekerjaan.objects.get()
    kerjakan_surel(pekerjaan)
    Notifikasi.objects.filter(pk=notifikasi.pk).update(surel_pada=None)
    kerjakan_surel(pekerjaan)
    satu, dua = (m.extra_headers["Message-ID"] for m in mailoutbox)
    assert satu == dua


def test_tautan_memakai_alamat_tetap(penerima, mailoutbox, settings):
    settings.ZI_ALAMAT = "https://zi.uji.invalid"
    kirim(penerima, kunci="x", judul="Rapat", tautan="/rapat/1/")
    kerjakan_surel(Pekerjaan.objects.get())
    assert "https://zi.uji.invalid/rapat/1/" in mailoutbox[0].body


def test_yang_nonaktif_tidak_disurati(mailoutbox):
    kirim(PenggunaFactory(is_active=False), kunci="x", judul="Rapat")
    assert not Pekerjaan.objects.exists()


def test_kotak_masuk(client, penerima):
    notifikasi = kirim(penerima, kunci="x", judul="Rapat besok", tautan="/", surel=False)
    client.force_login(penerima)
    assert "Rapat besok" in client.get("/notifikasi/").text
    assert belum_dibaca(penerima) == 1
    assert client.get(f"/notifikasi/{notifikasi.pk}/").status_code == 200
    assert belum_dibaca(penerima) == 1
    assert client.post(f"/notifikasi/{notifikasi.pk}/")["Location"] == "/"
    assert belum_dibaca(penerima) == 0


def test_tandai_semua_hanya_milik_sendiri(client, penerima):
    lain = PenggunaFactory()
    kirim(lain, kunci="x", judul="Milik lain", surel=False)
    kirim(penerima, kunci="y", judul="Milik saya", surel=False)
    client.force_login(penerima)
    client.post("/notifikasi/")
    assert (belum_dibaca(penerima), belum_dibaca(lain)) == (0, 1)
