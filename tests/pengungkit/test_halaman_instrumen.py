"""The pages of the instruments."""

import pytest
from django.urls import reverse

from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from zi.pengungkit.models import Instrumen
from zi.pengungkit.queries import area_baku_dari_nama, instrumen_tahun, pohon
from zi.pengungkit.services import muat_area_dan_peraturan, muat_semua_instrumen
from zi.pengungkit.templatetags.pengungkit import sorot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _instrumen():
    muat_area_dan_peraturan()
    muat_semua_instrumen()


@pytest.fixture
def masuk(client):
    client.force_login(orang(SatkerFactory(), "anggota"))
    return client


def teks(respons) -> str:
    return respons.content.decode()


@pytest.mark.parametrize("jenis", ["anggota", "kepala", "evaluator", "admin_pusat", None])
def test_semua_yang_masuk_boleh_membaca(client, jenis):
    client.force_login(orang(SatkerFactory(), jenis) if jenis else PenggunaFactory())
    isi = teks(client.get(reverse("pengungkit:daftar")))
    assert isi.count("Lembar Kerja Evaluasi Zona Integritas") == 2
    assert isi.index("lke-zi-2021") < isi.index("lke-zi-2014")  # the newest first
    respons = client.get(reverse("pengungkit:instrumen", args=["lke-zi-2021"]))
    assert respons.status_code == 200


def test_yang_belum_masuk_diarahkan(client):
    respons = client.get(reverse("pengungkit:daftar"))
    assert respons.status_code == 302
    assert reverse("account_login") in respons.url


def test_seluruh_pohon_terbaca(masuk):
    isi = teks(masuk.get(reverse("pengungkit:instrumen", args=["lke-zi-2021"])))
    for tanya in Instrumen.objects.get(kode="lke-zi-2021").pertanyaan.all():
        assert f'id="{tanya.kode}"' in isi
    assert isi.count('<details class="border-start') == 62
    assert "bobot 22,5" in isi
    assert "B (0,67)" in isi
    assert 'Rumus: <code class="text-body">(lalu - ini) / lalu</code>' in isi
    assert "18,25" in isi
    assert "bobot 0,50 ·" in isi
    assert isi.count('mb-2" open>') == 2
    semua = teks(masuk.get(reverse("pengungkit:instrumen", args=["lke-zi-2021"]), {"buka": "semua"}))
    assert semua.count('mb-2" open>') == 62


def test_pencarian(masuk):
    alamat = reverse("pengungkit:instrumen", args=["lke-zi-2021"])
    isi = teks(masuk.get(alamat, {"q": "AGEN perubahan"}))
    assert 'id="A.II.1.i.a"' in isi
    assert 'id="A.I.2.i.a"' not in isi
    assert "dari 113 pertanyaan cocok" in isi
    kosong = teks(masuk.get(alamat, {"q": "<script>"}))
    assert "Tidak ada yang cocok" in kosong
    assert "“<script>”" not in kosong


def test_pencarian_menandai_tiap_kata_dan_mencari_syarat(masuk):
    alamat = reverse("pengungkit:instrumen", args=["lke-zi-2021"])
    isi = teks(masuk.get(alamat, {"q": "tim mekanisme"}))
    assert 'id="A.I.1.i.b"' in isi  # both words, not side by side
    assert "<mark>Tim</mark>" in isi or "<mark>tim</mark>" in isi
    assert "<mark>mekanisme</mark>" in isi
    assert "Nilai minimal untuk predikat" not in isi
    isi = teks(masuk.get(alamat, {"q": "opini"}))
    assert "<mark>Opini</mark> BPK" in isi
    assert "0 dari 113 pertanyaan dan 1 syarat cocok" in isi
    assert "Tidak ada yang cocok" not in isi
    assert sorot("a < b & <b>", "b") == "a &lt; <mark>b</mark> &amp; &lt;<mark>b</mark>&gt;"
    assert sorot("<i>", " ") == "&lt;i&gt;"


def test_skala_jawaban_yang_tanpa_kalimat_pilihan_tampak(masuk):
    assert "Ya (1), Tidak (0)" in teks(masuk.get(reverse("pengungkit:instrumen", args=["lke-zi-2021"])))


def test_pencarian_menemukan_simpul_beserta_isinya():
    instrumen = Instrumen.objects.get(kode="lke-zi-2021")
    (akar,) = pohon(instrumen, "Pola Mutasi Internal")
    assert akar.jumlah == 3
    assert pohon(instrumen, "  ") == pohon(instrumen)


def test_kueri_sedikit_dan_tetap(masuk, django_assert_max_num_queries):
    for kode in ("lke-zi-2014", "lke-zi-2021"):
        with django_assert_max_num_queries(12):
            masuk.get(reverse("pengungkit:instrumen", args=[kode]))


def test_instrumen_tak_dikenal(masuk):
    assert masuk.get(reverse("pengungkit:instrumen", args=["lke-9999"])).status_code == 404


@pytest.mark.parametrize(("tahun", "kode"), [(2014, "lke-zi-2014"), (2021, "lke-zi-2014"), (2023, "lke-zi-2021")])
def test_instrumen_yang_berlaku(tahun, kode):
    assert instrumen_tahun(tahun).kode == kode


def test_tidak_ada_instrumen_sebelum_2014():
    assert instrumen_tahun(2010) is None


def test_area_dikenal_dari_banyak_nama():
    nama = area_baku_dari_nama()
    assert nama["penataan tata laksana"].kode == nama["tl"].kode == "TL"
    assert nama["penguatan akuntabilitas kinerja"].kode == "AK"
