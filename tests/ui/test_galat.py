"""Each error page says what happened, what to do, and leads home."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.test import Client
from django.urls import path

from tests.pabrik import PenggunaFactory
from zi.ui import views


def _lempar(galat):
    def view(request):
        raise galat

    view.login_required = False
    return view


def _baca(request):
    return views.galat(200 if request.POST else 400, "400.html")


_baca.login_required = False
urlpatterns = [
    path("403/", _lempar(PermissionDenied())),
    path("403-beralasan/", _lempar(PermissionDenied("Hanya admin satker yang mengatur orang."))),
    path("400/", _lempar(SuspiciousOperation("x"))),
    path("413/", _lempar(RequestDataTooBig("x"))),
    path("500/", _lempar(RuntimeError("rahasia dalam"))),
    path("baca/", _baca),
]
handler400 = "zi.ui.views.permintaan_salah"
handler403 = "zi.ui.views.ditolak"
handler404 = "zi.ui.views.tidak_ditemukan"
handler500 = "zi.ui.views.gangguan"

KASUS = {
    "/400/": (400, "tidak dapat dibaca"),
    "/403/": (403, "tidak berhak"),
    "/tidak-ada/": (404, "tidak ditemukan"),
    "/413/": (413, "terlalu besar"),
    "/500/": (500, "gangguan"),
}


def _periksa(jawab, status, kata):
    assert jawab.status_code == status
    dom = BeautifulSoup(jawab.content, "html.parser")
    assert kata in dom.h1.text
    assert len(dom.main.find_all("p")) >= 3
    assert dom.main.find("a", href="/")
    assert dom.html["lang"] == "id"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("alamat", KASUS)
def test_halaman_galat(alamat):
    """Without the database: this test has no access to one."""
    klien = Client(raise_request_exception=False)
    jawab = klien.get(alamat)
    _periksa(jawab, *KASUS[alamat])
    assert "rahasia" not in jawab.text


@pytest.mark.urls(__name__)
def test_alasan_kebijakan_tampil():
    assert "Hanya admin satker yang mengatur orang." in Client().get("/403-beralasan/").text


def test_csrf(db):
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(PenggunaFactory())
    jawab = klien.post("/notifikasi/")
    _periksa(jawab, 403, "kedaluwarsa")
    assert 'href="/notifikasi/"' in jawab.text


@pytest.mark.urls(__name__)
def test_formulir_terlalu_besar(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    _periksa(Client().post("/baca/", {"x": "y" * 50}), 413, "terlalu besar")


@pytest.mark.urls(__name__)
def test_berkas_terlalu_besar_ditolak_sebelum_dibaca(settings):
    settings.BATAS_UNGGAH_MB = 0
    jawab = Client().post("/baca/", {"x": "y" * (1024 * 1024 + 10)})
    _periksa(jawab, 413, "terlalu besar")
    assert "0 MB" in jawab.text


def test_terlalu_sering(db, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "galat"}}
    isian = {"login": "a@uji.invalid", "password": "x"}
    client.post("/akun/masuk/", isian)
    jawab = client.post("/akun/masuk/", isian)
    _periksa(jawab, 429, "Terlalu sering")
    assert jawab["Retry-After"] == "300"


def test_alamat_tak_dikenal_di_situs_sebenarnya(client):
    _periksa(client.get("/tidak-ada-di-mana-pun/"), 404, "tidak ditemukan")


def test_tiap_kode_punya_templat_polos():
    for status in (400, 403, 404, 429, 500):
        assert views.galat(status).status_code == status
