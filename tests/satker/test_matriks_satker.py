"""Every verdict about units, people and roles, compared with the table written by hand."""

import csv
import datetime
from pathlib import Path

import pytest

from tests.pabrik import PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.satker import policies, queries
from zi.satker.models import Peran

pytestmark = pytest.mark.django_db
BERKAS = Path(__file__).with_name("matriks.csv")
PELAKU = [
    *Peran.Jenis.values[:6],
    "admin_pusat_sini",
    "admin_pusat_atas",
    "admin_pusat_bawah",
    "admin_satker_lain",
    "admin_satker_lewat",
    "tanpa_peran",
    "superuser",
    "wakil",
    "wakil_lewat",
]
AKUN = ["anggota", "admin_satker", "evaluator", "admin_pusat", "anggota_juga_di_luar", "superuser", "sendiri"]
AKSI = [
    "lihat_satker",
    "lihat_orang",
    "kelola",
    "tambah_anak",
    "pindah",
    "tunjuk_wakil",
    *(f"beri_{x}" for x in Peran.Jenis.values),
    "beri_diri_sendiri",
    *(f"akun_{x}" for x in AKUN),
]


def tabel():
    with BERKAS.open(newline="") as berkas:
        return {
            (baris["aksi"], pelaku): baris[pelaku]
            for baris in csv.DictReader(berkas)
            for pelaku in baris
            if pelaku != "aksi"
        }


def test_tabel_lengkap_dan_tanpa_sel_kosong():
    isi = tabel()
    assert set(isi) == {(aksi, pelaku) for aksi in AKSI for pelaku in PELAKU}
    assert set(isi.values()) == {"ya", "tidak"}


@pytest.fixture
def dunia():
    """pusat > unit > bawah, and pusat > lain."""
    pusat = SatkerFactory(nama="Pusat")
    unit, lain = (SatkerFactory(parent=pusat, instansi=pusat.instansi) for _ in range(2))
    return {"pusat": pusat, "unit": unit, "lain": lain, "bawah": SatkerFactory(parent=unit, instansi=pusat.instansi)}


def buat_pelaku(nama, d):
    if nama in Peran.Jenis.values[:6]:
        return orang(d["unit"], nama)
    kemarin = d["unit"].hari_ini() - datetime.timedelta(days=1)
    return {
        "admin_pusat_sini": lambda: orang(d["unit"], "admin_pusat"),
        "admin_pusat_atas": lambda: orang(d["pusat"], "admin_pusat"),
        "admin_pusat_bawah": lambda: orang(d["bawah"], "admin_pusat"),
        "admin_satker_lain": lambda: orang(d["lain"], "admin_satker"),
        "admin_satker_lewat": lambda: orang(d["unit"], "admin_satker", selesai=kemarin),
        "tanpa_peran": PenggunaFactory,
        "superuser": lambda: PenggunaFactory(is_superuser=True, is_staff=True),
        "wakil": lambda: orang(d["unit"], "kepala", sebutan="Plh.", selesai=d["unit"].hari_ini()),
        "wakil_lewat": lambda: orang(d["unit"], "kepala", sebutan="Plh.", selesai=kemarin),
    }[nama]()


def buat_akun(nama, d, pelaku):
    if nama == "sendiri":
        return pelaku
    if nama == "superuser":
        return PeranFactory(satker=d["unit"], pengguna__is_superuser=True).pengguna
    if nama == "anggota_juga_di_luar":
        return PeranFactory(satker=d["lain"], pengguna=orang(d["unit"], "anggota")).pengguna
    return orang(d["unit"], nama)


def putuskan(aksi, pelaku, d):
    unit = d["unit"]
    kepala, _, ekor = aksi.partition("_")
    if aksi == "lihat_satker":
        return queries.daftar_satker(pelaku).filter(pk=unit.pk).exists()
    if aksi == "beri_diri_sendiri":
        return any(policies.boleh_atur_peran(pelaku, unit, x, pelaku) for x in Peran.Jenis.values)
    if kepala == "beri":
        return policies.boleh_atur_peran(pelaku, unit, ekor, PenggunaFactory())
    if kepala == "akun":
        return policies.boleh_kelola_akun(pelaku, buat_akun(ekor, d, pelaku))
    nama = {"lihat_orang": "boleh_lihat_orang"}.get(aksi, f"boleh_{aksi}")
    return getattr(policies, nama)(pelaku, unit)


@pytest.mark.parametrize("pelaku", PELAKU)
def test_putusan(pelaku, dunia):
    hasil, user = {}, buat_pelaku(pelaku, dunia)
    for aksi in AKSI:
        putusan = putuskan(aksi, user, dunia)
        hasil[aksi] = "ya" if putusan else "tidak"
        assert not isinstance(putusan, policies.Verdict) or putusan or putusan.alasan.endswith("."), aksi
    assert hasil == {aksi: isi for (aksi, siapa), isi in tabel().items() if siapa == pelaku}


def test_pindah_hanya_ke_dalam_subpohon_sendiri(dunia):
    d = dunia
    pelaku = orang(d["unit"], "admin_pusat")
    assert policies.boleh_pindah(pelaku, d["bawah"], d["unit"])
    assert not policies.boleh_pindah(pelaku, d["bawah"], d["lain"])
    assert not policies.boleh_pindah(orang(d["pusat"], "admin_pusat"), d["pusat"])
