"""Logging in: one field, one message, one cost, throttled; no other door."""

import re

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.contrib.auth import get_user
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.urls import reverse
from django.utils.module_loading import import_string

from tests.pabrik import SANDI, PenggunaFactory
from zi.akun.adapter import SALAH

pytestmark = pytest.mark.django_db
NIP = "198503122010011004"
NIP_DIKETIK = "19850312 201001 1 004"


@pytest.fixture(autouse=True)
def _tembolok_kosong():
    cache.clear()


@pytest.fixture
def pengguna():
    return PenggunaFactory(email="sari@uji.invalid", nomor_induk=NIP)


def masuk(client, nama, sandi=SANDI, **lain):
    return client.post(reverse("account_login"), {"login": nama, "password": sandi}, **lain)


@pytest.mark.parametrize("nama", ["sari@uji.invalid", " SARI@uji.invalid ", NIP, NIP_DIKETIK])
def test_surel_atau_nip_dalam_satu_kotak(client, pengguna, nama):
    assert masuk(client, nama).status_code == 302
    assert get_user(client) == pengguna
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    "nama", ["sari@uji.invalid", NIP, "bukan@uji.invalid", "199912312020121001", "12345", "ngawur"]
)
def test_pesan_salah_sama_untuk_semua(client, pengguna, nama):
    jawab = masuk(client, nama, "salah-sekali-ini")
    assert jawab.status_code == 200
    assert SALAH in jawab.content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "nama", ["sari@uji.invalid", NIP, "bukan@uji.invalid", "199912312020121001", "ngawur", "baru@uji.invalid"]
)
def test_setiap_kegagalan_menghitung_satu_sidik_sandi(client, pengguna, nama, monkeypatch):
    """Timing: as many password hashes for an unknown account as for a wrong password."""
    PenggunaFactory(email="baru@uji.invalid", password=None)
    from django.contrib.auth.hashers import MD5PasswordHasher

    hitung = []
    asli = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hitung.append(1) or asli(*a, **k))
    masuk(client, nama, "salah-sekali-ini")
    assert len(hitung) == 1


def test_akun_tidak_aktif_tidak_masuk(client):
    PenggunaFactory(email="lama@uji.invalid", is_active=False)
    assert SALAH in masuk(client, "lama@uji.invalid", "salah-sekali-ini").content.decode()
    assert masuk(client, "lama@uji.invalid")["Location"] == reverse("account_inactive")
    assert not get_user(client).is_authenticated


def test_lima_kegagalan_lalu_dikunci_juga_untuk_sandi_benar(client, pengguna):
    for _ in range(5):
        assert SALAH in masuk(client, NIP_DIKETIK, "salah-sekali-ini").content.decode()
    jawab = masuk(client, NIP)
    assert "Terlalu banyak percobaan" in jawab.content.decode()
    assert not get_user(client).is_authenticated


def test_satu_alamat_ip_dibatasi_untuk_banyak_akun(client):
    jawab = [masuk(client, f"orang-{n}@uji.invalid", "salah-sekali-ini").content.decode() for n in range(11)]
    assert SALAH in jawab[9]
    assert "Terlalu banyak percobaan" in jawab[10]


def test_tembolok_dipakai_bersama_oleh_semua_proses(settings):
    assert issubclass(import_string(settings.CACHES["default"]["BACKEND"]), DatabaseCache | RedisCache)


def test_pendaftaran_tertutup(client):
    jawab = client.post(reverse("account_signup"), {"email": "x@uji.invalid", "password1": SANDI, "password2": SANDI})
    assert jawab.status_code == 200
    assert "Akun tidak dibuat sendiri" in jawab.content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("alamat", ["/akun/email/", "/akun/signup/", "/akun/login/code/", "/akun/password/reset/"])
def test_pintu_lain_allauth_tidak_ada(client, pengguna, alamat):
    client.force_login(pengguna)
    assert client.get(alamat).status_code == 404


def test_keluar_hanya_lewat_post(client, pengguna):
    client.force_login(pengguna)
    assert client.get(reverse("account_logout")).status_code == 200
    assert get_user(client).is_authenticated
    client.post(reverse("account_logout"))
    assert not get_user(client).is_authenticated


def test_ganti_sandi_mengakhiri_sesi_lain(client, pengguna):
    from django.test import Client

    lain = Client()
    lain.force_login(pengguna)
    client.force_login(pengguna)
    isi = {"oldpassword": SANDI, "password1": "sandi-baru-nan-panjang", "password2": "sandi-baru-nan-panjang"}
    assert client.post(reverse("account_change_password"), isi).status_code == 302
    assert get_user(client).is_authenticated
    assert not get_user(lain).is_authenticated


def test_ganti_sandi_menolak_yang_mirip_nama(client):
    pengguna = PenggunaFactory(nama="Lalu Wirajaya Kusuma")
    client.force_login(pengguna)
    isi = {"oldpassword": SANDI, "password1": "wirajaya kusuma", "password2": "wirajaya kusuma"}
    assert client.post(reverse("account_change_password"), isi).status_code == 200


def test_halaman_admin_lewat_pintu_yang_sama(client, pengguna):
    assert client.get("/kelola/", follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
    for metode in (client.get, client.post):
        assert metode("/kelola/login/")["Location"].startswith(reverse("account_login"))
    client.force_login(pengguna)
    pengguna.is_staff = True
    pengguna.save()
    assert client.get("/kelola/login/").status_code == 403
    assert client.post("/kelola/login/", {"username": "a", "password": "b"}).status_code == 403


def test_superuser_masuk_halaman_admin(client):
    client.force_login(PenggunaFactory(is_staff=True, is_superuser=True))
    assert client.get("/kelola/").status_code == 200
    assert client.get("/kelola/login/")["Location"] == "/kelola/"


INGGRIS = re.compile(
    r"\b(password|sign in|log ?in|sign up|sign out|email address|the|your|please|forgot|code|submit|save|change)\b",
    re.I,
)


def teks_halaman(jawab):
    sup = BeautifulSoup(jawab.content, "html.parser")
    for buang in sup(["script", "style"]):
        buang.decompose()
    atribut = " ".join(
        el.get(a, "") for el in sup.find_all(True) for a in ("placeholder", "title", "alt", "aria-label") if el.get(a)
    )
    return sup.get_text(" ") + " " + atribut


@pytest.mark.parametrize(
    "nama",
    [
        "account_login", "account_inactive", "account_signup", "account_reset_password", "akun:lupa_terkirim",
        "account_logout", "account_change_password", "account_reauthenticate", "mfa_index",
    ],
)  # fmt: skip
def test_tanpa_bahasa_inggris(client, pengguna, nama):
    if nama in {"account_logout", "account_change_password", "account_reauthenticate", "mfa_index"}:
        client.force_login(pengguna)
    for jawab in (client.get(reverse(nama)), client.post(reverse(nama), {"login": "", "password1": "a"})):
        if jawab.status_code == 200:
            assert not INGGRIS.findall(teks_halaman(jawab))
