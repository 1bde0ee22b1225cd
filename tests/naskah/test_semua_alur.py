"""The page that says who decides what shows every workflow of the house."""

import importlib
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from tests.pabrik import PenggunaFactory
from zi.common.workflow import Alur

AKAR = Path(__file__).resolve().parents[2]


def semua_alur():
    for berkas in AKAR.glob("zi/**/workflow.py"):
        nama = ".".join(berkas.relative_to(AKAR).with_suffix("").parts)
        if nama != "zi.common.workflow":
            yield from (x for x in vars(importlib.import_module(nama)).values() if isinstance(x, Alur))


def test_setiap_alur_terdaftar():
    assert {x.nama for x in semua_alur()} == {import_string(nama).nama for nama in settings.ALUR}


@pytest.mark.django_db
def test_halaman_menyebut_setiap_langkah(client):
    client.force_login(PenggunaFactory())
    isi = client.get(reverse("naskah:alur")).content.decode()
    for alur in semua_alur():
        assert f"<caption>{alur.nama}</caption>" in isi
        assert all(x.siapa in isi and x.label in isi for x in alur.langkah)
