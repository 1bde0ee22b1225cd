"""One-time links: shown once, stored as a hash, used once even by two at the same moment."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.akun.test_masuk import teks_halaman
from tests.pabrik import SANDI, PenggunaFactory
from zi.akun import services
from zi.akun.models import Undangan
from zi.akun.queries import sidik_token
from zi.common.galat import GalatDomain
from zi.common.models import Pekerjaan

BARU = "sandi baru yang panjang"
ISI = {"sandi": BARU, "ulangi": BARU}


@pytest.fixture(autouse=True)
def _tembolok_kosong(db):
    cache.clear()


@pytest.fixture
def pengguna(db):
    orang = PenggunaFactory(email="sari@uji.invalid", nama="Sari Uji")
    orang.set_unusable_password()
    orang.save()
    return orang


def buat(pengguna, **lain):
    alamat = services.buat_tautan(pengguna, oleh=None, **lain)
    return alamat, alamat.rstrip("/").rsplit("/", 1)[1]


def jalur(token):
    return reverse("akun:tautan", args=[token])


def test_hanya_sidik_yang_disimpan(pengguna):
    _, token = buat(pengguna)
    undangan = Undangan.objects.get()
    assert undangan.sidik == sidik_token(token) != token
    assert len(token) >= 43
    assert timedelta(hours=71, minutes=59) < undangan.berlaku_sampai - timezone.now() <= timedelta(hours=72)


def test_alamat_dari_zi_alamat_bukan_dari_host(client, pengguna, settings):
    settings.ZI_ALAMAT = "https://zi.uji.invalid"
    assert buat(pengguna)[0].startswith("https://zi.uji.invalid/akun/tautan/")


def test_membuka_tidak_memakai(client, pengguna):
    _, token = buat(pengguna)
    for _ in range(3):
        jawab = client.get(jalur(token))
        assert jawab.status_code == 200
        assert "no-store" in jawab["Cache-Control"]
    assert Undangan.objects.get().dipakai_pada is None


def test_membuat_sandi_lalu_masuk(client, pengguna):
    _, token = buat(pengguna)
    assert client.post(jalur(token), ISI)["Location"] == reverse("account_login")
    assert not get_user(client).is_authenticated  # the second step, if any, still has its say
    client.post(reverse("account_login"), {"login": "sari@uji.invalid", "password": BARU})
    assert get_user(client) == pengguna


@pytest.mark.parametrize("isi", [{"sandi": "pendek1", "ulangi": "pendek1"}, {"sandi": BARU, "ulangi": "lain"}, {}])
def test_sandi_buruk_tidak_memakai_tautan(client, pengguna, isi):
    _, token = buat(pengguna)
    assert client.post(jalur(token), isi).status_code == 200
    assert Undangan.objects.get().dipakai_pada is None


def test_dipakai_sekali(client, pengguna):
    _, token = buat(pengguna)
    client.post(jalur(token), ISI)
    for jawab in (client.get(jalur(token)), client.post(jalur(token), ISI)):
        assert jawab.status_code == 404
        assert "Tautan tidak berlaku" in jawab.content.decode()


def test_lewat_72_jam(client, pengguna):
    _, token = buat(pengguna)
    with time_machine.travel(timezone.now() + timedelta(hours=72, seconds=1)):
        assert client.get(jalur(token)).status_code == 404
        with pytest.raises(GalatDomain):
            services.pakai_tautan(token, BARU)


def test_tidak_dikenal_dan_akun_mati_satu_halaman(client, pengguna):
    _, token = buat(pengguna)
    pengguna.is_active = False
    pengguna.save()
    mati, asing = client.get(jalur(token)), client.get(jalur("x" * 43))
    assert mati.status_code == asing.status_code == 404
    assert teks_halaman(mati) == teks_halaman(asing)


def test_tautan_baru_mematikan_yang_lama(pengguna):
    (_, lama), (_, baru) = buat(pengguna), buat(pengguna)
    with pytest.raises(GalatDomain):
        services.pakai_tautan(lama, BARU)
    services.pakai_tautan(baru, BARU)


def test_pemakaian_mematikan_semua_tautan_lain(pengguna):
    (_, satu), (_, dua) = buat(pengguna), buat(pengguna, gantikan=False)
    services.pakai_tautan(satu, BARU)
    with pytest.raises(GalatDomain):
        services.pakai_tautan(dua, BARU)


def test_sesi_lain_berakhir(client, pengguna):
    _, token = buat(pengguna)
    lain = Client()
    lain.force_login(pengguna)
    client.post(jalur(token), ISI)
    assert not get_user(lain).is_authenticated


def test_orang_lain_yang_sedang_masuk_dikeluarkan(client, pengguna):
    _, token = buat(pengguna)
    client.force_login(PenggunaFactory(nama="Orang Lain"))
    assert "Orang Lain sedang masuk" in client.get(jalur(token)).content.decode()
    client.post(jalur(token), ISI)
    assert not get_user(client).is_authenticated


def test_pemilik_dikabari(client, pengguna, django_capture_on_commit_callbacks):
    _, token = buat(pengguna)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(jalur(token), ISI)
    assert [m.to for m in mail.outbox] == [["sari@uji.invalid"]]
    assert "baru saja diatur" in mail.outbox[0].subject


def test_percobaan_dibatasi(client):
    jawab = [client.post(jalur("x" * 43), ISI).status_code for _ in range(11)]
    assert jawab[:10] == [404] * 10
    assert jawab[10] == 429


class TestLupaSandi:
    @pytest.fixture
    def kirim(self, client, django_capture_on_commit_callbacks):
        def _kirim(nama):
            with django_capture_on_commit_callbacks(execute=True):
                return client.post(reverse("account_reset_password"), {"masuk": nama}, follow=True)

        return _kirim

    @pytest.mark.parametrize("nama", ["sari@uji.invalid", "SARI@uji.invalid", "12345", "123 45"])
    def test_surel_berisi_tautan_yang_membuka(self, client, kirim, nama):
        PenggunaFactory(email="sari@uji.invalid", nomor_induk="12345")
        kirim(nama)
        [surat] = mail.outbox
        assert surat.to == ["sari@uji.invalid"]
        assert "Atur ulang" in surat.subject
        alamat = re.search(r"https?://\S+", surat.body)[0]
        assert client.get(alamat[alamat.index("/akun/") :]).status_code == 200

    def test_jawaban_sama_untuk_yang_tidak_dikenal(self, kirim):
        PenggunaFactory(email="sari@uji.invalid")
        PenggunaFactory(email="mati@uji.invalid", is_active=False)
        jawab = {
            teks_halaman(kirim(nama)) for nama in ("sari@uji.invalid", "mati@uji.invalid", "asing@uji.invalid", "99999")
        }
        assert len(jawab) == 1
        assert len(mail.outbox) == 1
        assert Pekerjaan.objects.filter(jenis="kirim_tautan").count() == 4  # the same work for every name

    def test_token_tidak_ada_di_tabel_pekerjaan(self, kirim):
        PenggunaFactory(email="sari@uji.invalid")
        kirim("sari@uji.invalid")
        pekerjaan = Pekerjaan.objects.get(jenis="kirim_tautan")
        token = re.search(r"/tautan/([\w-]+)/", mail.outbox[0].body)[1]
        assert token not in f"{pekerjaan.data}{pekerjaan.hasil}{pekerjaan.kunci}{pekerjaan.pesan}"
        assert pekerjaan.data == {"masuk": "sari@uji.invalid"}

    def test_tidak_mematikan_tautan_dari_admin(self, kirim):
        orang = PenggunaFactory(email="sari@uji.invalid")
        _, token = buat(orang)
        kirim("sari@uji.invalid")
        assert services.pakai_tautan(token, BARU) == orang

    def test_tiga_kali_sejam_untuk_satu_nama(self, kirim):
        PenggunaFactory(email="sari@uji.invalid")
        kode = [kirim("sari@uji.invalid").status_code for _ in range(4)]
        assert kode == [200, 200, 200, 429]
        assert len(mail.outbox) == 3

    def test_sandi_lama_tetap_berlaku_sampai_diganti(self, client, kirim):
        orang = PenggunaFactory(email="sari@uji.invalid")
        kirim("sari@uji.invalid")
        orang.refresh_from_db()
        assert orang.check_password(SANDI)
