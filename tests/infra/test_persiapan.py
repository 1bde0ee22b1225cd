"""Preparation: each step once, then only when something has changed."""

import socket

import pytest

from zi.common import persiapan
from zi.common.galat import GalatDomain
from zi.common.models import Pekerjaan, Penanda


@pytest.fixture
def kabar():
    return []


@pytest.fixture
def dipanggil(monkeypatch):
    daftar = []
    monkeypatch.setattr(persiapan, "call_command", lambda nama, **_: daftar.append(nama))
    return daftar


@pytest.mark.django_db
def test_muat_sekali_lalu_lagi_bila_sumbernya_berubah(settings, monkeypatch, dipanggil, kabar):
    settings.PERINTAH_MUAT = ["muat_satu", "muat_dua"]
    persiapan.muat(kabar.append)
    persiapan.muat(kabar.append)
    assert dipanggil == ["muat_satu", "muat_dua"]
    assert kabar == ["Memuat data …"]
    monkeypatch.setattr(persiapan, "_sumber_data", lambda: iter(["berubah"]))
    persiapan.muat(kabar.append)
    assert dipanggil == ["muat_satu", "muat_dua"] * 2


@pytest.mark.django_db
def test_muat_yang_gagal_diulang(settings, monkeypatch, kabar):
    settings.PERINTAH_MUAT = ["muat_satu"]

    def gagal(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(persiapan, "call_command", gagal)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            persiapan.muat(kabar.append)
    assert not Penanda.objects.exists()


def test_statis_dikumpulkan_bila_ada_yang_berubah(settings, tmp_path, monkeypatch, dipanggil, kabar):
    settings.STATIC_ROOT = tmp_path
    persiapan.kumpulkan_statis(kabar.append)
    persiapan.kumpulkan_statis(kabar.append)
    assert dipanggil == ["collectstatic"]
    monkeypatch.setattr(persiapan, "_berkas_statis", lambda: iter(["zi.css 1 1"]))
    persiapan.kumpulkan_statis(kabar.append)
    assert dipanggil == ["collectstatic"] * 2


@pytest.mark.django_db
def test_migrasi_hanya_bila_perlu(dipanggil, kabar):
    persiapan.migrasi(kabar.append)
    assert (dipanggil, kabar) == ([], [])


@pytest.mark.django_db
def test_pekerjaan_yang_terputus_menunggu_lagi():
    jalan = Pekerjaan.objects.create(jenis="x", kunci="a", status="berjalan", percobaan=1)
    Pekerjaan.objects.create(jenis="x", kunci="b", status="menunggu")
    assert persiapan.lepas_sewa() == 1
    jalan.refresh_from_db()
    assert (jalan.status, jalan.percobaan) == ("menunggu", 1)


def test_port_dipakai_ditolak_port_bebas_diterima():
    with socket.create_server(("127.0.0.1", 0)) as soket:
        port = soket.getsockname()[1]
        with pytest.raises(GalatDomain, match=f"Port {port} di 127.0.0.1 tidak bisa dipakai"):
            persiapan.pastikan_port_bebas("127.0.0.1", port)
    persiapan.pastikan_port_bebas("127.0.0.1", port)
