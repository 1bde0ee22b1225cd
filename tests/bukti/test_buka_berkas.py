"""Opening evidence is logged; a central admin gives a reason; what holds a virus is handed to nobody."""

import pytest
from django.urls import reverse

from tests.dunia import bangun
from zi.bukti.berkas.services_pindai import kerjakan_pindai
from zi.bukti.models import BukaBerkas
from zi.common.models import Pekerjaan

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def alamat(dunia):
    return reverse("bukti:unduh", args=[dunia.versi_berkas.pk])


def test_unduhan_dicatat_dan_terlihat_koordinator(client, dunia, alamat):
    client.force_login(dunia.orang["anggota"])
    assert b"".join(client.get(alamat).streaming_content) == b"%PDF"
    assert BukaBerkas.objects.get().oleh == dunia.orang["anggota"]
    for jenis, terlihat in (("ketua_tim", True), ("anggota", False)):
        client.force_login(dunia.orang[jenis])
        assert ("Dibuka 1 kali" in client.get(dunia.syarat.get_absolute_url()).text) is terlihat


def test_admin_pusat_hanya_dengan_alasan(client, dunia, alamat):
    client.force_login(dunia.orang["admin_pusat"])
    assert "Alasan membuka" in client.get(alamat).text
    assert "Tulis alasan" in client.post(alamat, {"alasan": " ingin "}, follow=True).text
    assert not BukaBerkas.objects.exists()
    assert b"".join(client.post(alamat, {"alasan": "Pengaduan nomor 12"}).streaming_content) == b"%PDF"
    assert BukaBerkas.objects.get().alasan == "Pengaduan nomor 12"


def test_terjangkit_tidak_diserahkan(client, dunia, alamat, settings, monkeypatch):
    settings.PEMINDAI = "uji"
    monkeypatch.setattr("zi.bukti.berkas.services_pindai.import_string", lambda nama: lambda isi: isi.read() != b"%PDF")
    kerjakan_pindai(Pekerjaan(jenis="pindai_berkas", data={"versi": dunia.versi_berkas.pk}))
    for jenis in ("ketua_tim", "admin_pusat"):
        client.force_login(dunia.orang[jenis])
        assert client.get(alamat).status_code == 404
