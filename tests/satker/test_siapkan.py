"""manage.py siapkan: the first unit and its admin."""

import io
import re

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from zi.akun.models import Pengguna, Undangan
from zi.satker.models import Satker

pytestmark = pytest.mark.django_db
ISI = {
    "instansi": "Kementerian Uji",
    "kode": "unit",
    "nama": "Kantor Uji",
    "zona": "wita",
    "surel": "Admin@uji.invalid",
    "nama_admin": "Admin Uji",
}


@pytest.fixture(autouse=True)
def _mandiri(settings):
    cache.clear()
    settings.CONTOH = False


def siapkan(**lain):
    keluar = io.StringIO()
    call_command("siapkan", stdout=keluar, **{**ISI, **lain})
    return keluar.getvalue()


def test_tautan_sekali_pakai_membuka_akun_admin(settings):
    keluaran = siapkan()
    alamat = re.search(r"https?://\S+", keluaran)[0]
    assert alamat.startswith(settings.ZI_ALAMAT)
    satker = Satker.objects.get()
    assert (satker.kode, satker.nama, satker.zona_waktu) == ("unit", "Kantor Uji", "Asia/Makassar")
    client, sandi = Client(), "sandi baru yang panjang"
    client.post(alamat[alamat.index("/akun/") :], {"sandi": sandi, "ulangi": sandi})
    client.post(reverse("account_login"), {"login": "admin@uji.invalid", "password": sandi})
    admin = get_user(client)
    assert {p.jenis for p in admin.peran.all()} == {"admin_satker", "admin_pusat"}
    assert client.get(reverse("satker:beri", args=["unit"])).status_code == 200
    assert client.get("/kelola/").status_code == 200


def test_menolak_bila_sudah_ada_admin():
    orang(SatkerFactory(), "admin_satker")
    with pytest.raises(CommandError, match="Sudah ada admin"):
        siapkan()
    assert not Satker.objects.filter(kode="unit").exists()
    assert "Satker unit siap" in siapkan(paksa=True)


def test_admin_contoh_tidak_dihitung():
    orang(SatkerFactory(), "admin_satker", pengguna__contoh=True)
    assert "Satker unit siap" in siapkan()


def test_ulang_dengan_paksa_memberi_tautan_baru_saja():
    siapkan()
    siapkan(paksa=True)
    assert Satker.objects.count() == Pengguna.objects.count() == 1
    assert Pengguna.objects.get().peran.count() == 2
    assert Undangan.objects.count() == 2


def test_sandi_dari_masukan_standar(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("sandi baru yang panjang\n"))
    assert "http" in siapkan(sandi_stdin=True)
    assert Pengguna.objects.get().check_password("sandi baru yang panjang")
    assert not Undangan.objects.exists()


def test_sandi_lemah_ditolak(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("pendek\n"))
    with pytest.raises(CommandError):
        siapkan(sandi_stdin=True)
    assert not Satker.objects.exists()


@pytest.mark.parametrize("kurang", ["kode", "surel", "instansi"])
def test_isian_kurang_disebut(kurang, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match=f"Isi --{kurang}"):
        siapkan(**{kurang: None})


@pytest.mark.parametrize("salah", [{"zona": "GMT"}, {"kode": "ada spasi"}, {"surel": "bukan surel"}])
def test_isian_salah(salah):
    with pytest.raises(CommandError):
        siapkan(**salah)
    assert not Satker.objects.exists()
    assert not PenggunaFactory._meta.model.objects.exists()


def test_bertanya_bila_ada_orang(monkeypatch):
    jawaban = iter(ISI.values())
    pertanyaan = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda teks: pertanyaan.append(teks) or next(jawaban))
    urut = {"instansi": None, "nama": None, "kode": None, "zona": None, "nama_admin": None, "surel": None}
    jawaban = iter([ISI[k] for k in urut])
    siapkan(**urut)
    assert len(pertanyaan) == 6
    assert Satker.objects.get().nama == "Kantor Uji"


def test_ditolak_di_mode_contoh(settings):
    settings.CONTOH = True
    with pytest.raises(CommandError, match="Mode contoh"):
        siapkan()
