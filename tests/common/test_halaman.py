"""`halaman`: GET cannot write, POST is one transaction, a domain error is a message."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, transaction
from django.http import HttpResponse

from tests.pabrik import InstansiFactory
from zi.common.galat import GalatDomain
from zi.common.http import MenulisDiGet, boleh_menulis, halaman, halaman_berkas
from zi.satker.models import Instansi

pytestmark = pytest.mark.django_db


@halaman
def menulis(request):
    Instansi.objects.create(nama="Baru")
    return HttpResponse("jadi")


@halaman
def menulis_lalu_menolak(request):
    Instansi.objects.create(nama="Baru")
    raise GalatDomain("Belum boleh.")


@halaman_berkas
def berkas_menolak(request):
    raise GalatDomain("Berkas ini bukan buku kerja.")


def minta(rf, cara, view, **data):
    permintaan = getattr(rf, cara)("/asal/", data)
    permintaan._messages = CookieStorage(permintaan)
    return view(permintaan), permintaan


@pytest.mark.parametrize("cara", ["get", "head"])
def test_get_yang_menulis_ditolak(rf, cara):
    with pytest.raises(MenulisDiGet), transaction.atomic():
        minta(rf, cara, menulis)
    assert not Instansi.objects.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO x VALUES (1)",
        "  update x set a=1",
        "DELETE FROM x",
        "WITH a AS (SELECT 1) DELETE FROM x",
        "TRUNCATE x",
        "DROP TABLE x",
    ],
)
def test_semua_cara_menulis_dikenali(rf, sql):
    @halaman
    def view(request):
        with connection.cursor() as kursor:
            kursor.execute(sql)

    with pytest.raises(MenulisDiGet):
        minta(rf, "get", view)


def test_get_boleh_membaca_dan_mencatat_bila_diizinkan(rf):
    @halaman
    def view(request):
        with boleh_menulis():
            Instansi.objects.create(nama="Catatan")
        with connection.cursor() as kursor:
            kursor.execute("WITH a AS (SELECT 1 AS hapus) SELECT hapus FROM a")
        return HttpResponse(Instansi.objects.count())

    assert minta(rf, "get", view)[0].content == b"1"


def test_post_menulis(rf):
    assert minta(rf, "post", menulis)[0].content == b"jadi"
    assert Instansi.objects.count() == 1


def test_penolakan_membatalkan_dan_menjadi_pesan(rf):
    jawaban, permintaan = minta(rf, "post", menulis_lalu_menolak)
    assert (jawaban.status_code, jawaban.url) == (302, "/asal/")
    assert [str(p) for p in get_messages(permintaan)] == ["Belum boleh."]
    assert not Instansi.objects.exists()


@pytest.mark.parametrize(
    ("berikut", "tujuan"),
    [("/lain/", "/lain/"), ("https://jahat.invalid/", "/asal/"), ("//jahat.invalid/", "/asal/"), ("", "/asal/")],
)
def test_kembali_hanya_di_situs_ini(rf, berikut, tujuan):
    assert minta(rf, "post", menulis_lalu_menolak, next=berikut)[0].url == tujuan


def test_halaman_berkas_tanpa_transaksi_tetap_memberi_pesan(rf):
    jawaban, permintaan = minta(rf, "post", berkas_menolak)
    assert jawaban.status_code == 302
    assert [str(p) for p in get_messages(permintaan)] == ["Berkas ini bukan buku kerja."]


@pytest.mark.parametrize("cara", ["put", "delete", "patch"])
def test_cara_lain_ditolak(rf, cara):
    InstansiFactory()
    assert minta(rf, cara, menulis)[0].status_code == 405
