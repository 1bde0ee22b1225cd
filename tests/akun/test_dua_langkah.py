"""The second step: on, asked for, recovery codes, off; in Indonesian."""

import pytest
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.akun.test_masuk import INGGRIS, teks_halaman
from tests.pabrik import SANDI, PenggunaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tembolok_kosong():
    cache.clear()


def kode_kini(rahasia):
    return format_hotp_value(hotp_value(rahasia, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def pengguna():
    return PenggunaFactory(email="sari@uji.invalid", nomor_induk="12345")


@pytest.fixture
def masuk(client, pengguna):
    client.post(reverse("account_login"), {"login": "12345", "password": SANDI})
    assert get_user(client) == pengguna
    return client


@pytest.fixture
def menyala(masuk):
    """A client whose user has switched the second step on; gives the secret."""
    masuk.post(reverse("account_reauthenticate"), {"password": SANDI})
    halaman = masuk.get(reverse("mfa_activate_totp"))
    assert halaman.status_code == 200
    assert not INGGRIS.findall(teks_halaman(halaman))
    rahasia = masuk.session[SECRET_SESSION_KEY]
    jawab = masuk.post(reverse("mfa_activate_totp"), {"code": kode_kini(rahasia)})
    assert jawab["Location"] == reverse("mfa_view_recovery_codes")
    return rahasia


def test_kode_salah_tidak_menyalakan(masuk):
    masuk.post(reverse("account_reauthenticate"), {"password": SANDI})
    masuk.get(reverse("mfa_activate_totp"))
    jawab = masuk.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Kode salah" in jawab.content.decode()


def test_diminta_sesudah_sandi(menyala):
    client = Client()
    jawab = client.post(reverse("account_login"), {"login": "sari@uji.invalid", "password": SANDI})
    assert jawab["Location"] == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    halaman = client.get(reverse("mfa_authenticate"))
    assert not INGGRIS.findall(teks_halaman(halaman))
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    cache.clear()  # a code is good once; here the clock has not moved
    client.post(reverse("mfa_authenticate"), {"code": kode_kini(menyala)})
    assert get_user(client).is_authenticated


def test_kode_cadangan_berlaku_sekali(menyala, masuk):
    halaman = masuk.get(reverse("mfa_view_recovery_codes"))
    assert not INGGRIS.findall(teks_halaman(halaman))
    kode = halaman.context["unused_codes"][0]
    for berhasil in (True, False):
        client = Client()
        client.post(reverse("account_login"), {"login": "12345", "password": SANDI})
        client.post(reverse("mfa_authenticate"), {"code": kode})
        assert get_user(client).is_authenticated is berhasil


def test_unduh_dan_kode_baru(menyala, masuk):
    lama = masuk.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    unduhan = masuk.get(reverse("mfa_download_recovery_codes"))
    assert lama[0] in unduhan.content.decode()
    assert "kode-cadangan.txt" in unduhan["Content-Disposition"]
    assert not INGGRIS.findall(teks_halaman(masuk.get(reverse("mfa_generate_recovery_codes"))))
    masuk.post(reverse("mfa_generate_recovery_codes"))
    assert lama[0] not in masuk.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]


def test_matikan(menyala, masuk):
    assert not INGGRIS.findall(teks_halaman(masuk.get(reverse("mfa_deactivate_totp"))))
    masuk.post(reverse("mfa_deactivate_totp"))
    assert "mati" in masuk.get(reverse("mfa_index")).content.decode()


def test_ubah_keamanan_minta_sandi_lagi(masuk):
    jawab = masuk.get(reverse("mfa_activate_totp"))
    assert jawab["Location"].startswith(reverse("account_reauthenticate"))
    salah = masuk.post(jawab["Location"], {"password": "bukan-ini"})
    assert "Kata sandi salah" in salah.content.decode()
    nyalakan = masuk.post(jawab["Location"], {"password": SANDI}, follow=True)
    assert "Pindai kode QR" in nyalakan.content.decode()


def test_kode_dibatasi(menyala):
    client = Client()
    client.post(reverse("account_login"), {"login": "12345", "password": SANDI})
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    jawab = client.post(reverse("mfa_authenticate"), {"code": kode_kini(menyala)})
    assert "Terlalu banyak percobaan" in jawab.content.decode()
    assert not get_user(client).is_authenticated
