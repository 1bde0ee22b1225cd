"""manage.py periksa_berkas: what is missing, changed or nobody's, and the sweep."""

import os
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage, storages
from django.core.management import CommandError, call_command

from tests.bukti.test_berkas import berkas, png
from tests.pabrik import BarisFactory, orang
from zi.bukti import services as services_berkas
from zi.bukti.berkas import services_periksa as services_periksa_berkas
from zi.bukti.berkas.services_hapus import hapus_berkas
from zi.bukti.berkas.services_periksa import periksa_yatim
from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Berkas, SyaratBukti, VersiBerkas
from zi.bukti.services import unggah

pytestmark = pytest.mark.django_db


class Bersimulasi(InMemoryStorage):
    """Answers as a bucket does: a prefix without objects is an empty list, never an error."""

    def listdir(self, path):
        try:
            return super().listdir(path)
        except (FileNotFoundError, AttributeError):
            return [], []


@pytest.fixture(params=["folder", "ember"])
def gudang(request, settings):
    if request.param == "ember":
        settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.Bersimulasi"}}
    return request.param


@pytest.fixture
def versi(gudang):
    return buat_versi()


def buat_versi(**lain) -> VersiBerkas:
    """A file of the ketua tim in a unit of its own."""
    syarat = SyaratBukti.objects.create(baris=BarisFactory(), teks="SK Tim Kerja")
    ketua = orang(syarat.baris.tabel.rencana.satker, "ketua_tim")
    return unggah(syarat, berkas(**lain), oleh=ketua).berkas.versi.get()


def jalankan(*argumen) -> tuple[str, str]:
    """What was printed, and the error (empty: exit code 0)."""
    keluar, kata = StringIO(), ""
    try:
        call_command("periksa_berkas", *argumen, stdout=keluar)
    except CommandError as galat:
        kata = str(galat) if galat.returncode == 1 else "kode keluar lain"
    return keluar.getvalue(), kata


def tulis(nama: str, isi: bytes) -> None:
    default_storage.delete(nama)
    assert default_storage.save(nama, ContentFile(isi)) == nama


def tuakan(nama: str, monkeypatch) -> None:
    """Let the storage say that these bytes were written two hours ago."""
    asal = storages["default"].get_modified_time
    lalu = services_periksa_berkas.timezone.now() - 2 * services_periksa_berkas.USIA_YATIM
    monkeypatch.setattr(storages["default"], "get_modified_time", lambda x: lalu if x == nama else asal(x))


def test_semua_utuh(versi):
    hasil, galat = jalankan()
    assert (hasil, galat) == ("Semua berkas ada dan utuh.\n", "")


def test_hilang(versi):
    default_storage.delete(versi.isi.name)
    hasil, galat = jalankan()
    (baris,) = hasil.splitlines()
    assert baris.startswith(f"HILANG {versi.satker}: “SK Tim, versi 1” tidak ada di penyimpanan")
    assert galat == "Perlu ditangani: 1 hilang."


@pytest.mark.parametrize(("ubah", "kata"), [(lambda x: x[:-1] + b"?", "isinya"), (lambda x: x + b"?", "ukurannya")])
def test_berubah(versi, ubah, kata):
    with versi.isi.open() as isi:
        lama = isi.read()
    tulis(versi.isi.name, ubah(lama))
    hasil, galat = jalankan("--sapu")
    assert f"BERUBAH {versi.satker}: “SK Tim, versi 1” berubah {kata}" in hasil
    assert galat == "Perlu ditangani: 1 berubah."
    assert default_storage.exists(versi.isi.name)  # the sweep takes orphans only


def test_berkas_besar_dibaca_sepotong_sepotong(versi, monkeypatch):
    monkeypatch.setattr(services_periksa_berkas, "POTONG", 7)
    assert jalankan()[1] == ""


def test_penyimpanan_tidak_menjawab(versi, monkeypatch):
    def mati(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(storages["default"], "open", mati)
    hasil, galat = jalankan()
    assert "TIDAK TERBACA" in hasil
    assert galat == "Perlu ditangani: 1 tidak terbaca."


def test_yatim_muda_dibiarkan_yang_tua_disapu(versi, monkeypatch):
    nama = f"bukti/{versi.satker_id}/2026/01/yatim.pdf"
    tulis(nama, b"sisa")
    assert jalankan("--sapu")[1] == ""
    assert default_storage.exists(nama)
    tuakan(nama, monkeypatch)
    hasil, galat = jalankan()
    assert f"YATIM {versi.satker}: {nama} tidak dipakai catatan mana pun (4 bita)." in hasil
    assert galat == "Perlu ditangani: 1 yatim."
    hasil, galat = jalankan("--sapu")
    assert f"Dihapus: {nama}" in hasil
    assert galat == ""
    assert not default_storage.exists(nama)
    assert default_storage.exists(versi.isi.name)


def test_gambar_dan_bungkus_tanpa_catatan(versi, monkeypatch):
    versi.pratinjau = 1
    versi.save()
    for n in (1, 2):
        tulis(jalur_gambar(versi, n), b"gambar")
    tulis("bungkus/lama.zip", b"isi")
    monkeypatch.setattr(services_periksa_berkas, "USIA_YATIM", -services_periksa_berkas.USIA_YATIM)
    assert {x.jalur for x in periksa_yatim()} == {jalur_gambar(versi, 2), "bungkus/lama.zip"}
    assert {x.jalur for x in periksa_yatim(versi.satker)} == {jalur_gambar(versi, 2)}


def test_satker_lain_tidak_ikut(versi):
    lain = buat_versi(isi=png(), nama="foto.png")
    default_storage.delete(lain.isi.name)
    assert jalankan("--satker", versi.satker.kode)[1] == ""
    assert jalankan("--satker", lain.satker.kode)[1] == "Perlu ditangani: 1 hilang."
    assert jalankan("--satker", "tidak-ada")[1] == "Tidak ada satker berkode tidak-ada."


def test_yang_dihapus_tetapi_dapat_dipulihkan_bukan_yatim(versi, monkeypatch):
    hapus_berkas(versi.berkas, oleh=versi.diunggah_oleh)
    tuakan(versi.isi.name, monkeypatch)
    assert jalankan("--sapu")[1] == ""
    assert default_storage.exists(versi.isi.name)


def test_terbunuh_di_antara_berkas_dan_catatan(monkeypatch, settings):
    """Killed, so that not even the clean-up ran: no row without its file, and the sweep takes the bytes."""
    syarat = SyaratBukti.objects.create(baris=BarisFactory(), teks="SK Tim Kerja")
    ketua = orang(syarat.baris.tabel.rencana.satker, "ketua_tim")

    def mati(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as m:
        m.setattr(services_berkas, "_catat", mati)
        m.setattr(services_berkas, "batalkan_isi", lambda versi: None)
        with pytest.raises(SystemExit):
            unggah(syarat, berkas(), oleh=ketua)
    assert not Berkas.objects.exists()
    (sisa,) = (settings.MEDIA_ROOT / "bukti").rglob("*.pdf")
    assert jalankan("--sapu")[1] == ""
    assert sisa.exists()
    os.utime(sisa, (time.time() - 7200,) * 2)
    assert "Dihapus: bukti/" in jalankan("--sapu")[0]
    assert not sisa.exists()
    assert unggah(syarat, berkas(), oleh=ketua).berkas.versi.count() == 1
    assert jalankan()[1] == ""
