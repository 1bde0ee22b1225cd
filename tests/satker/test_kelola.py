"""The admin site: for superusers, in Indonesian, bound by the models' rules, deletes nothing."""

import pytest
from django.urls import reverse

from tests.pabrik import PenggunaFactory, PeranFactory, SatkerFactory
from zi.akun.services import buat_tautan
from zi.satker.models import Satker

pytestmark = pytest.mark.django_db
DAFTAR = [
    "akun_pengguna", "akun_undangan", "mfa_authenticator", "satker_instansi", "satker_satker", "satker_peran",
    "satker_pegawai", "satker_timkerja",
]  # fmt: skip


@pytest.fixture
def masuk(client):
    client.force_login(PenggunaFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("nama", DAFTAR)
def test_daftar_terbuka_untuk_superuser_saja(client, masuk, nama):
    PeranFactory()
    alamat = reverse(f"admin:{nama}_changelist")
    assert masuk.get(alamat).status_code == 200
    client.force_login(PenggunaFactory(is_staff=True))
    assert client.get(alamat).status_code == 302


@pytest.mark.parametrize("model", ["akun_pengguna", "satker_satker", "satker_peran"])
def test_tidak_ada_yang_dihapus(masuk, model):
    peran = PeranFactory()
    pk = {"akun_pengguna": peran.pengguna_id, "satker_satker": peran.satker_id, "satker_peran": peran.pk}[model]
    assert masuk.post(reverse(f"admin:{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403


def test_lingkaran_ditolak_juga_di_sini(masuk):
    induk = SatkerFactory()
    anak = SatkerFactory(parent=induk, instansi=induk.instansi)
    isi = {
        "kode": induk.kode, "nama": induk.nama, "instansi": induk.instansi_id, "zona_waktu": induk.zona_waktu,
        "parent": anak.pk, "nama_lain-TOTAL_FORMS": 0, "nama_lain-INITIAL_FORMS": 0,
    }  # fmt: skip
    alamat = reverse("admin:satker_satker_change", args=[induk.pk])
    jawab = masuk.post(alamat, isi)
    assert "di bawah dirinya sendiri" in jawab.content.decode()
    assert masuk.post(alamat, {**isi, "parent": "", "nama": "Nama Baru"}).status_code == 302
    terkini = Satker.objects.get(pk=induk.pk)
    assert (terkini.nama, terkini.versi) == ("Nama Baru", 2)


def test_akun_dan_tautan_tidak_dibuat_di_sini(masuk):
    assert masuk.get(reverse("admin:akun_pengguna_add")).status_code == 403
    assert masuk.get(reverse("admin:akun_undangan_add")).status_code == 403


def test_sidik_dan_rahasia_tidak_tampil(masuk):
    siapa = PenggunaFactory()
    buat_tautan(siapa, oleh=None)
    undangan = siapa.undangan.get()
    isi = masuk.get(reverse("admin:akun_undangan_change", args=[undangan.pk])).content.decode()
    assert undangan.sidik not in isi
    sandi = masuk.get(reverse("admin:akun_pengguna_change", args=[siapa.pk])).content.decode()
    assert siapa.password not in sandi


def test_model_tambahan_pustaka_tidak_ditawarkan(masuk):
    isi = masuk.get("/kelola/").content.decode()
    for kata in ("Email addresses", "Log entries", "Groups", "Grup"):
        assert kata not in isi
