"""The home leads to the LKE: the newest round with its score, what is missing, and its readiness."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lke.bantu import bangun_lke, isi_semua
from tests.pabrik import SatkerFactory, orang

pytestmark = pytest.mark.django_db


def rapi(jawaban):
    return " ".join(re.sub(r"<[^>]+>", " ", jawaban.text).split())


@pytest.mark.parametrize("jenis", ["kepala", "ketua_tim", "koordinator", "anggota"])
def test_putaran_terbaru_dengan_nilai_dan_kesiapannya(client, jenis):
    dunia = bangun_lke()
    isi_semua(dunia, dunia.mandiri, dunia.orang["ketua_tim"], kecuali=("A.I.1.i.a",))
    client.force_login(dunia.orang[jenis])
    with CaptureQueriesContext(connection) as kueri:
        halaman = client.get(reverse("beranda:beranda"))
    assert len(kueri) <= 12
    assert "Penilaian mandiri 2023 putaran 1" in rapi(halaman)
    assert "99,75 dari 100, 1 pertanyaan belum dijawab" in rapi(halaman)
    assert "WBK Memenuhi" in rapi(halaman)
    assert reverse("lke:kesiapan", args=[dunia.mandiri.pk]) in halaman.text
    assert "TPI" not in rapi(halaman)  # a draft of the evaluators


def test_ketua_tim_memulai_dari_beranda(client):
    satker = SatkerFactory()
    for jenis, ada in (("ketua_tim", True), ("anggota", False), ("kepala", False)):
        client.force_login(orang(satker, jenis))
        assert (reverse("lke:mulai") in client.get(reverse("beranda:beranda")).text) is ada


def test_lke_di_bilah_bawah_ponsel(client):
    client.force_login(orang(SatkerFactory(), "anggota"))
    teks = client.get(reverse("beranda:beranda")).text
    assert f'<li><a href="{reverse("lke:daftar")}"' in teks
