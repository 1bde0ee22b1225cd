"""Tags, filters, status words, navigation, the forms base and the weight of a page."""

import datetime
import gzip
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.urls import reverse

from tests.pabrik import SatkerFactory, orang
from zi.notifikasi.services import kirim
from zi.ui.contoh import FormulirContoh, ikon_semua
from zi.ui.status import RUPA
from zi.ui.teks import angka, tanggal, ukuran

D = datetime.date


def tampil(templat: str, rf=None, **isi) -> str:
    return engines["django"].from_string(templat).render(isi, rf)


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (D(2023, 3, 3), "3 Maret 2023"),
        (D(2023, 8, 17), "17 Agustus 2023"),
        (datetime.datetime(2023, 3, 3, 1, 5, tzinfo=datetime.UTC), "3 Maret 2023"),
        (None, "–"),
    ],
)
def test_tanggal(nilai, teks):
    assert tampil("{{ x|tanggal }}", x=nilai) == teks


def test_bentuk_tanggal():
    assert tanggal(D(2023, 3, 3), "hari") == "Jumat, 3 Maret 2023"
    assert tanggal(D(2023, 5, 3), "pendek") == "3 Mei 2023"
    assert tanggal(D(2023, 3, 3), "bulan") == "Maret 2023"
    assert tanggal(datetime.datetime(2023, 3, 3, 2, 5, tzinfo=datetime.UTC), "waktu") == "3 Maret 2023, 09.05"


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (Decimal("95.714"), "95,71"),
        (1250, "1.250"),
        (Fraction(1, 3), "0,33"),
        ("80.50", "80,50"),
        (0, "0"),
        (None, "–"),
        ("abc", "abc"),
    ],
)
def test_angka(nilai, teks):
    assert tampil("{{ x|angka }}", x=nilai) == teks


def test_angka_berdesimal_dibulatkan():
    """As the sentences of the LKE say it: half to even, never cut off."""
    assert angka(80, 2) == "80,00"
    for nilai, teks in (("2/3", "0,67"), ("1541/200", "7,70"), ("1543/200", "7,72"), ("77089/1000", "77,09")):
        assert angka(Fraction(nilai), 2) == teks
    assert (angka(Fraction(-2, 3), 2), angka(Decimal("2.666"), 2)) == ("-0,67", "2,67")


@pytest.mark.parametrize(("bita", "teks"), [(0, "0 bita"), (840, "840 bita"), (12_400, "12 kB"), (3_400_000, "3,4 MB")])
def test_ukuran(bita, teks):
    assert ukuran(bita) == teks


def test_tiap_status_punya_rupa():
    """A status word that any model uses has its word, colour and icon."""
    pilihan = {
        n
        for m in apps.get_models()
        if m.__module__.startswith("zi.")
        for f in m._meta.fields
        if f.name.startswith("status") and f.choices
        for n, _ in f.flatchoices
        if n
    }
    assert len(pilihan) > 10
    assert pilihan <= set(RUPA), pilihan - set(RUPA)


def test_tiap_ikon_yang_dipakai_ada():
    dipakai = {r.ikon for r in RUPA.values()}
    for berkas in Path("templates").rglob("*.html"):
        dipakai |= set(re.findall(r'{% ikon ["\']([\w-]+)', berkas.read_text()))
    assert dipakai <= set(ikon_semua())


def test_lencana_kata_ikon_warna():
    dom = BeautifulSoup(tampil('{% lencana "terlambat" %}'), "html.parser")
    assert dom.span.text.strip() == "Terlambat"
    assert dom.svg
    assert "lencana-merah" in dom.span["class"]
    assert "Rapat" in tampil('{% lencana "belum" "Rapat" %}')


def test_ikon_bersuara_dan_diam():
    assert 'aria-hidden="true"' in tampil('{% ikon "hapus" %}')
    assert "Hapus &lt;b&gt;" in tampil('{% ikon "hapus" x %}', x="Hapus <b>")


@pytest.mark.parametrize(
    ("nilai", "maks", "persen"), [(0, 0, 0), (7, 12, 58), (124, 124, 100), (None, 5, 0), (9, 5, 100)]
)
def test_kemajuan(nilai, maks, persen):
    dom = BeautifulSoup(tampil('{% kemajuan n m "Bukti" %}', n=nilai, m=maks), "html.parser")
    assert dom.progress["value"] == str(persen)
    assert dom.progress["aria-label"] == "Bukti"


def test_penomoran_menjaga_saringan(rf):
    minta = rf.get("/x/?cari=a+b&page=2")
    dom = BeautifulSoup(tampil("{% penomoran p %}", minta, p=Paginator(range(95), 10).page(2)), "html.parser")
    assert dom.find("a", rel="prev")["href"] == "?cari=a+b&page=1"
    assert dom.find("a", rel="next")["href"] == "?cari=a+b&page=3"
    assert dom.find(attrs={"aria-current": "page"}).text == "2"
    assert not tampil("{% penomoran p %}", minta, p=Paginator(range(5), 10).page(1)).strip()


def test_ringkasan_galat_menunjuk_isian():
    templat = "{% load crispy_forms_tags %}{% crispy f %}"
    dom = BeautifulSoup(tampil(templat, f=FormulirContoh({"surel": "bukan"})), "html.parser")
    tautan = [a["href"] for a in dom.select(".ringkasan-galat a")]
    assert "#id_nama" in tautan
    assert all(dom.select(t) for t in tautan)
    assert dom.find(id="id_nama")["aria-invalid"] == "true"
    assert not BeautifulSoup(tampil(templat, f=FormulirContoh()), "html.parser").select(".ringkasan-galat")


def test_h1_sama_dengan_judul_dan_disandikan_sekali(rf, settings):
    templat = '{% extends "base.html" %}{% block judul %}{{ x }}{% endblock %}'
    dom = BeautifulSoup(tampil(templat, rf.get("/"), x="Tim & <b>Kerja</b>"), "html.parser")
    assert dom.h1.text == "Tim & <b>Kerja</b>"
    assert dom.title.text.startswith("Tim & <b>Kerja</b>")


@pytest.mark.django_db
class TestKepala:
    def buka(self, client, siapa):
        client.force_login(siapa)
        return BeautifulSoup(client.get(reverse("ui:galeri")).content, "html.parser")

    def test_menu_menurut_peran(self, client):
        satker = SatkerFactory()
        ketua = self.buka(client, orang(satker, "ketua_tim")).select_one(".nav-utama").text
        admin = self.buka(client, orang(satker, "admin_satker")).select_one(".nav-utama").text
        assert "Rencana" in ketua
        assert "Satker & orang" not in ketua
        assert "Satker & orang" in admin

    def test_semua_butir_menu_ada_halamannya(self, settings):
        for butir in settings.MENU + settings.MENU_AKUN:
            assert reverse(butir["nama"])

    def test_lonceng_menghitung(self, client):
        siapa = orang(SatkerFactory(), "ketua_tim")
        kirim(siapa, kunci="a", judul="A", surel=False)
        lonceng = self.buka(client, siapa).select_one(".kepala-kanan a.tombol-kepala")
        assert lonceng["aria-label"] == "Notifikasi, 1 belum dibaca"

    def test_pemilih_satker_hanya_bila_ada_pilihan(self, client):
        satu = orang(SatkerFactory(), "ketua_tim")
        assert not self.buka(client, satu).select(".turun-satker")
        orang(SatkerFactory(), "evaluator", pengguna=satu)
        assert len(self.buka(client, satu).select(".turun-satker button")) == 2

    def test_sedikit_kueri(self, client, django_assert_max_num_queries):
        siapa = orang(SatkerFactory(), "ketua_tim")
        client.force_login(siapa)
        with django_assert_max_num_queries(4):  # session, user, roles, inbox
            client.get(reverse("ui:galeri"))


@pytest.mark.django_db
def test_halaman_pertama_ringan(client):
    """First visit ≤ 120 kB compressed with all it loads; later pages ≤ 30 kB."""
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    html = client.get(reverse("ui:galeri")).content
    dom = BeautifulSoup(html, "html.parser")
    tautan = [x["href"] for x in dom.select("link[href]")] + [x["src"] for x in dom.select("script[src]")]
    berkas = [Path(finders.find(t.removeprefix("/static/"))) for t in tautan]
    beban = len(gzip.compress(html)) + sum(len(gzip.compress(b.read_bytes())) for b in berkas)
    assert len(berkas) == 5
    assert beban <= 120_000
    assert len(gzip.compress(html)) <= 30_000


def test_ukuran_skrip_sendiri():
    assert len(Path("static/zi.js").read_text().splitlines()) <= 350


def test_tanpa_gaya_dan_skrip_sebaris():
    """The strict policy would block them; the browser test would see it, this one names the line."""
    pola = re.compile(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\bsrc=)|hx-on|javascript:", re.IGNORECASE)
    salah = [
        f"{b}:{n}"
        for b in Path("templates").rglob("*.html")
        if "dokumen" not in b.parts and b.name not in {"print.html", "ringkasan_surel.html"}  # not pages of the site
        for n, baris in enumerate(b.read_text().splitlines(), 1)
        if pola.search(baris)
    ]
    assert not salah
