"""Health checks: open to all, alive without a store, ready only with all of them."""

import datetime

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from zi.common import kesehatan
from zi.common.models import Pekerjaan


def test_hidup_tanpa_menyentuh_basis_data(client):
    jawaban = client.get("/sehat/")
    assert (jawaban.status_code, jawaban.content) == (200, b"hidup")


@pytest.mark.django_db
def test_siap(client):
    jawaban = client.get("/sehat/siap/")
    assert jawaban.status_code == 200
    assert jawaban.json() == {"database": "baik", "tembolok": "baik", "antrean": "baik"}


@pytest.mark.django_db
def test_antrean_yang_tidak_dikerjakan(client):
    lama = timezone.now() - kesehatan.ANTREAN_LAMBAT - datetime.timedelta(minutes=1)
    Pekerjaan.objects.create(jenis="x", kunci="x", jalan_mulai=lama)
    jawaban = client.get("/sehat/siap/")
    assert (jawaban.status_code, jawaban.json()["antrean"]) == (503, "lambat")


@pytest.mark.django_db
def test_pekerjaan_yang_belum_waktunya_bukan_antrean():
    Pekerjaan.objects.create(jenis="x", kunci="x", jalan_mulai=timezone.now() + datetime.timedelta(days=1))
    assert kesehatan.umur_antrean() == datetime.timedelta()


@pytest.mark.django_db
@pytest.mark.parametrize("galat", [OperationalError("mati"), ConnectionError("mati")])
def test_tembolok_mati(client, monkeypatch, galat):
    def mati(*args, **kwargs):
        raise galat

    monkeypatch.setattr(type(cache._connections["default"]), "has_key", mati)
    jawaban = client.get("/sehat/siap/")
    assert (jawaban.status_code, jawaban.json()["tembolok"]) == (503, "mati")


def test_basis_data_mati(client, monkeypatch):
    def mati():
        raise OperationalError("mati")

    monkeypatch.setattr(kesehatan.connection, "cursor", mati)
    jawaban = client.get("/sehat/siap/")
    assert (jawaban.status_code, jawaban.json()["database"]) == (503, "mati")
