"""The pages of the calendar, for whom, with which entries; the PDF of the year."""

import datetime
import io
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from tests.pabrik import AreaFactory, BarisFactory, PeranFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.jadwal.models import HariLibur, Jadwal, Kejadian
from zi.jadwal.services import tambah_jadwal
from zi.jadwal.services_catat import batalkan, pindahkan, selesaikan
from zi.jadwal.services_kejadian import selaraskan
from zi.monev.models import PesertaRapat, Rapat
from zi.pengungkit.models import AreaBaku
from zi.satker.models import Satker
from zi.tindaklanjut.services import buat

H = datetime.date
WITA = Satker.ZonaWaktu.WITA
pytestmark = pytest.mark.django_db
BULAN, TAHUN = reverse("jadwal:bulan"), reverse("jadwal:tahun")


@pytest.fixture(autouse=True)
def juni():
    with time_machine.travel(datetime.datetime(2023, 6, 15, 3, tzinfo=datetime.UTC), tick=False):
        yield


def bangun(zona=WITA) -> SimpleNamespace:
    """A unit with two areas, a row in each, and somebody in every role; the anggota is of MP."""
    satker = SatkerFactory(zona_waktu=zona)
    rencana = RencanaFactory(satker=satker)
    d = SimpleNamespace(satker=satker, rencana=rencana, baris={}, orang={})
    for n, (kode, nama) in enumerate((("MP", "Manajemen Perubahan"), ("TL", "Penataan Tatalaksana")), start=1):
        baku = AreaBaku.objects.get_or_create(kode=kode, defaults={"nama": nama, "urutan": n})[0]
        tabel = TabelFactory(area=AreaFactory(rencana=rencana, kode=kode, nama=nama, area_baku=baku), urutan=n)
        d.baris[kode] = BarisFactory(tabel=tabel, uraian=f"Kegiatan {kode}")
    for jenis in ("anggota", "koordinator", "ketua_tim", "kepala", "admin_satker", "evaluator", "admin_pusat"):
        d.orang[jenis] = orang(satker, jenis, pengguna__nama=f"Nama {jenis}")
    d.ketua = d.orang["ketua_tim"]
    tambah_jadwal(d.baris["MP"], "12-16 Juni 2023", oleh=d.ketua)
    tambah_jadwal(d.baris["TL"], "20 Juni 2023", oleh=d.ketua)
    return d


@pytest.fixture
def dunia():
    return bangun()


@pytest.fixture
def buka(client):
    def jawab(pengguna, url=BULAN, **isi):
        client.force_login(pengguna)
        return client.get(url, {k: v for k, v in isi.items() if k != "htmx"}, headers=isi.get("htmx"))

    return jawab


def rapat(d, *undang, mulai=(2023, 6, 21, 1), **lain) -> Rapat:
    awal = datetime.datetime(*mulai, tzinfo=datetime.UTC)
    isi = {"judul": "Rapat Uji", "jenis": "lain", "status": "dijadwalkan", "tempat": "Aula"} | lain
    satu = Rapat.objects.create(satker=d.satker, mulai=awal, selesai=awal + datetime.timedelta(hours=2), **isi)
    for siapa in undang:
        PesertaRapat.objects.create(rapat=satu, pengguna=siapa, nama=siapa.nama)
    return satu


def isi_hari(jawab) -> dict[int, list[str]]:
    dom = BeautifulSoup(jawab.text, "html.parser")
    hari = dom.select(".kalender-hari")
    semua = {n: [a.get_text(" ", strip=True) for a in h.select(".acara")] for n, h in enumerate(hari, start=1)}
    return {n: isi for n, isi in semua.items() if isi}


def semua_teks(jawab) -> str:
    return " ".join(x for isi in isi_hari(jawab).values() for x in isi)


@pytest.mark.parametrize("jenis", ["koordinator", "ketua_tim", "kepala", "admin_satker"])
def test_sebulan_seluruh_satker(dunia, buka, jenis):
    hari = isi_hari(buka(dunia.orang[jenis]))
    assert sorted(hari) == [12, 13, 14, 15, 16, 20]
    assert "Kegiatan MP" in hari[12][0]
    assert "Berjalan" in hari[12][0]
    assert "Kegiatan TL" in hari[20][0]
    assert "Belum" in hari[20][0]


def test_anggota_mulai_dari_miliknya(dunia, buka):
    anggota = dunia.orang["anggota"]
    assert "Kegiatan TL" not in semua_teks(buka(anggota))
    assert "Kegiatan MP" in semua_teks(buka(anggota))
    assert "Kegiatan TL" in semua_teks(buka(anggota, orang=""))


def test_anggota_area_lain(dunia, buka):
    lain = orang(dunia.satker, "anggota", area="TL")
    teks = semua_teks(buka(lain))
    assert "Kegiatan TL" in teks
    assert "Kegiatan MP" not in teks


@pytest.mark.parametrize("url", [BULAN, TAHUN, reverse("jadwal:tahun_pdf")])
@pytest.mark.parametrize("jenis", ["evaluator", "admin_pusat"])
def test_bukan_tim_tidak_ada(dunia, buka, jenis, url):
    assert buka(dunia.orang[jenis], url).status_code == 404


def test_satker_lain_tidak_terlihat(dunia, buka):
    asing = bangun()
    Jadwal.objects.filter(baris__tabel__rencana=asing.rencana).update(teks="x")
    asing.baris["MP"].__class__.objects.filter(tabel__rencana=asing.rencana).update(uraian="RAHASIA")
    for url in (BULAN, TAHUN):
        jawab = buka(dunia.ketua, url, orang="")
        assert "RAHASIA" not in jawab.text
    assert buka(dunia.ketua, orang=str(asing.orang["anggota"].pk)).status_code == 404


def test_per_area_dan_per_orang(dunia, buka):
    assert "Kegiatan MP" not in semua_teks(buka(dunia.ketua, area="TL"))
    milik_anggota = buka(dunia.ketua, orang=str(dunia.orang["anggota"].pk))
    assert "Kegiatan TL" not in semua_teks(milik_anggota)
    assert "Nama anggota" in BeautifulSoup(milik_anggota.text, "html.parser").select_one(".kalender-ringkas").text
    assert isi_hari(buka(dunia.ketua, orang=str(dunia.orang["kepala"].pk))) == {}
    assert isi_hari(buka(dunia.orang["anggota"], area="TL", orang="saya")) == {}


@pytest.mark.parametrize(
    "isi", [{"bulan": "13"}, {"tahun": "9999"}, {"bulan": "²"}, {"bulan": "-1", "tahun": "abc"}, {"area": "ZZ"}]
)
def test_yang_tidak_masuk_akal_diabaikan(dunia, buka, isi):
    jawab = buka(dunia.ketua, **isi)
    assert jawab.status_code == 200
    assert sorted(isi_hari(jawab)) == [12, 13, 14, 15, 16, 20]


@pytest.mark.parametrize(("tahun", "ada", "tidak"), [(1951, "sesudah", "sebelum"), (2099, "sebelum", "sesudah")])
def test_ujung_kalender(dunia, buka, tahun, ada, tidak):
    dom = BeautifulSoup(buka(dunia.ketua, tahun=tahun, bulan=1 if tahun == 1951 else 12).text, "html.parser")
    assert dom.select_one(f"#{ada}")
    assert not dom.select_one(f"#{tidak}")


def test_bulan_sebelum_dan_sesudah_menyimpan_saringan(dunia, buka):
    dom = BeautifulSoup(buka(dunia.ketua, bulan=12, tahun=2023, area="MP", orang="saya").text, "html.parser")
    assert dom.select_one("#sesudah")["href"] == "?bulan=1&tahun=2024&area=MP&orang=saya"
    assert dom.select_one("#sebelum")["href"] == "?bulan=11&tahun=2023&area=MP&orang=saya"
    assert dom.select_one("#kini")["href"] == "?bulan=6&tahun=2023&area=MP&orang=saya"


def test_htmx_hanya_bagiannya(dunia, buka):
    penuh, bagian = buka(dunia.ketua), buka(dunia.ketua, htmx={"HX-Request": "true"})
    assert "<html" in penuh.text
    assert "<html" not in bagian.text
    assert isi_hari(bagian) == isi_hari(penuh)


def test_keadaan_dengan_kata(dunia, buka):
    mp, tl = (Kejadian.objects.get(jadwal__baris=dunia.baris[k]) for k in ("MP", "TL"))
    selesaikan(mp, 1, oleh=dunia.ketua, realisasi=H(2023, 6, 14))
    batalkan(tl, 1, oleh=dunia.ketua, alasan="Anggaran")
    hari = isi_hari(buka(dunia.ketua))
    assert hari[12][0].endswith("Selesai")
    assert hari[20][0].endswith("Batal")


def test_yang_dipindah_ikut_pindah(dunia, buka):
    tl = Kejadian.objects.get(jadwal__baris=dunia.baris["TL"])
    pindahkan(tl, 1, oleh=dunia.ketua, mulai=H(2023, 7, 3), selesai=H(2023, 7, 3))
    assert 20 not in isi_hari(buka(dunia.ketua))
    assert list(isi_hari(buka(dunia.ketua, bulan=7, tahun=2023))) == [3]


@pytest.mark.parametrize("apa", ["baris", "rencana"])
def test_yang_dihapus_tidak_tampak(dunia, buka, apa):
    kini = datetime.datetime.now(datetime.UTC)
    satu = dunia.rencana if apa == "rencana" else dunia.baris["MP"]
    satu.dihapus_pada = kini
    satu.save()
    assert "Kegiatan MP" not in semua_teks(buka(dunia.ketua))


# --- meetings and follow-ups -----------------------------------------------------------------------------------------


def test_rapat_menurut_jam_satker(dunia, buka):
    rapat(dunia, mulai=(2023, 6, 20, 23))  # 07.00 of the 21st in Mataram
    hari = isi_hari(buka(dunia.ketua))
    assert any("07.00–09.00" in x and "Rapat Uji" in x and "Dijadwalkan" in x for x in hari[21])


@pytest.mark.parametrize(("zona", "hari"), [("Asia/Jakarta", 30), ("Asia/Makassar", 30), ("Asia/Jayapura", 1)])
def test_hari_rapat_mengikuti_zona(buka, zona, hari):
    """15.30 UTC of 30 June is still June in WIB and WITA, and 00.30 of 1 July in WIT."""
    d = bangun(zona)
    awal = datetime.datetime(2023, 6, 30, 15, 30, tzinfo=datetime.UTC)
    Rapat.objects.create(
        satker=d.satker, judul="Rapat Batas", jenis="lain", mulai=awal, selesai=awal + datetime.timedelta(minutes=20)
    )
    bulan = 6 if hari == 30 else 7
    assert "Rapat Batas" in " ".join(isi_hari(buka(d.ketua, bulan=bulan, tahun=2023))[hari])
    assert "Rapat Batas" not in semua_teks(buka(d.ketua, bulan=13 - bulan, tahun=2023))


def test_hari_ini_menurut_zona(buka):
    """At 16.00 UTC of 30 June it is 1 July in Jayapura only."""
    with time_machine.travel(datetime.datetime(2023, 6, 30, 15, 30, tzinfo=datetime.UTC), tick=False):
        for zona, tanggal in (("Asia/Jakarta", "30"), ("Asia/Makassar", "30"), ("Asia/Jayapura", "1")):
            dom = BeautifulSoup(buka(bangun(zona).ketua).text, "html.parser")
            assert dom.select_one("[aria-current=date] .kalender-angka").text == tanggal


def test_rapat_batal_tidak_tampak_dan_hanya_undangannya(dunia, buka):
    anggota = dunia.orang["anggota"]
    rapat(dunia, judul="Batal", status="batal", alasan="Ditunda")
    rapat(dunia, judul="Diundang", mulai=(2023, 6, 22, 1)).peserta.create(pengguna=anggota, nama="A")
    rapat(dunia, judul="Orang lain", mulai=(2023, 6, 23, 1))
    rapat(dunia, judul="Notulis", mulai=(2023, 6, 26, 1), notulis=anggota)
    milik = semua_teks(buka(anggota, orang="saya"))
    assert ("Diundang" in milik, "Notulis" in milik, "Orang lain" in milik) == (True, True, False)
    semua = semua_teks(buka(anggota, orang=""))
    assert ("Orang lain" in semua, "Batal" in semua) == (True, False)


def test_tindak_lanjut_pada_tenggatnya(dunia, buka):
    anggota, ketua = dunia.orang["anggota"], dunia.ketua
    buat(dunia.satker, "Lewat", oleh=ketua, penanggung_jawab=anggota, tenggat=H(2023, 6, 2), area="MP")
    buat(dunia.satker, "Tanpa orang", oleh=ketua, penanggung_jawab=None, tenggat=H(2023, 6, 28), area="MP")
    buat(dunia.satker, "Tanpa tanggal", oleh=ketua, penanggung_jawab=anggota, tenggat=None, area="MP")
    hari = isi_hari(buka(anggota))
    assert hari[2] == ["Tindak lanjut: Lewat Terlambat"]
    assert hari[28] == ["Tindak lanjut: Tanpa orang Terbuka"]
    assert "Tindak lanjut" not in semua_teks(buka(ketua, area="TL"))


# --- days off --------------------------------------------------------------------------------------------------------


def test_libur_dan_cuti_bersama(dunia, buka):
    HariLibur.objects.create(tanggal=H(2023, 6, 29), nama="Idul Adha")
    jawab = buka(dunia.ketua)
    assert "Idul Adha" in jawab.text
    assert "Cuti bersama 2023 belum ditetapkan" in jawab.text
    HariLibur.objects.create(tanggal=H(2023, 6, 28), nama="Cuti Bersama", jenis="cuti_bersama")
    assert "belum ditetapkan" not in buka(dunia.ketua).text
    assert "Cuti bersama 2024 belum ditetapkan" in buka(dunia.ketua, TAHUN, tahun=2024).text


# --- the year --------------------------------------------------------------------------------------------------------


def test_setahun_bagan_dan_tabel(dunia, buka):
    rapat(dunia)
    dom = BeautifulSoup(buka(dunia.ketua, TAHUN).text, "html.parser")
    judul = [h.text for h in dom.select("section.kartu h3")]
    assert judul == ["Manajemen Perubahan", "Penataan Tatalaksana", "Rapat dan tindak lanjut"]
    assert len(dom.select("svg.gantt")) == len(dom.select("table.tabel-tahun")) == 3
    sel = {td["data-label"]: td.get_text(strip=True) for td in dom.select("table.tabel-tahun")[0].select("td")}
    assert {k: v for k, v in sel.items() if v} == {"Jun": "Berjalan"}
    assert dom.select("svg.gantt .hari-ini")
    assert not BeautifulSoup(buka(dunia.ketua, TAHUN, tahun=2024).text, "html.parser").select("svg.gantt .hari-ini")


def test_tanpa_tulisan_gaya(dunia, buka):
    """The content policy allows no inline style."""
    for url in (BULAN, TAHUN):
        assert " style=" not in buka(dunia.ketua, url).text


def test_deret_melewati_31_desember(dunia, buka):
    """A repetition whose end nobody wrote goes on in the next year, and the calendar shows it there."""
    tambah_jadwal(dunia.baris["MP"], "setiap bulan", oleh=dunia.ketua)
    selaraskan(dunia.rencana)
    assert "Kegiatan MP" in semua_teks(buka(dunia.ketua, bulan=12, tahun=2023)) + buka(dunia.ketua, bulan=12).text
    januari = buka(dunia.ketua, bulan=1, tahun=2024)
    assert "Kegiatan MP" in januari.text


def test_pdf_dibaca_kembali(dunia, buka):
    tambah_jadwal(dunia.baris["MP"], "3 Januari 2023", oleh=dunia.ketua)
    jawab = buka(dunia.ketua, reverse("jadwal:tahun_pdf"), tahun=2023)
    assert jawab["Content-Type"] == "application/pdf"
    assert jawab["Cache-Control"] == "private, no-store"
    halaman = PdfReader(io.BytesIO(b"".join(jawab))).pages
    teks = " ".join("\n".join(p.extract_text() for p in halaman).split())
    for kata in (
        "Kalender Zona Integritas 2023",
        dunia.satker.nama,
        "15 Juni 2023",
        "Manajemen Perubahan",
        "Terlambat: 3 Jan 2023",
        "Berjalan: 12 Jun 2023 – 16 Jun 2023",
        "Cuti bersama 2023 belum ditetapkan",
        "Agu",
    ):
        assert kata in teks
    assert halaman[0].mediabox.width > halaman[0].mediabox.height


def test_pdf_tahun_kosong(dunia, buka):
    jawab = buka(dunia.ketua, reverse("jadwal:tahun_pdf"), tahun=2050)
    teks = PdfReader(io.BytesIO(b"".join(jawab))).pages[0].extract_text()
    assert "Tidak ada jadwal pada tahun 2050" in teks


def test_pdf_yang_terlalu_besar_dikatakan(dunia, buka, monkeypatch):
    monkeypatch.setattr("zi.dokumen.html.JUMLAH_MAKS", 100)
    jawab = buka(dunia.ketua, reverse("jadwal:tahun_pdf"))
    assert jawab.status_code == 302
    assert jawab["Location"].startswith(TAHUN)


# --- how it is reached, and how much it asks of the database ---------------------------------------------------------


def test_terjangkau_dari_menu_dan_beranda(dunia, client):
    client.force_login(dunia.orang["anggota"])
    beranda = client.get("/").text
    assert beranda.count(f'href="{BULAN}"') >= 3  # navigation, menu of a phone, the page itself
    assert reverse("jadwal:alamat") in beranda
    client.force_login(dunia.orang["evaluator"])
    assert f'href="{BULAN}"' not in client.get("/").text


def test_tanpa_peran(client):
    PeranFactory(selesai=H(2021, 1, 1))
    siapa = orang(SatkerFactory(), "anggota", mulai=H(2020, 1, 1), selesai=H(2021, 1, 1))
    client.force_login(siapa)
    for url in (BULAN, TAHUN):
        assert "Belum ada peran" in client.get(url).text


@pytest.mark.parametrize("url", [BULAN, TAHUN])
@pytest.mark.parametrize("jenis", ["anggota", "ketua_tim"])
def test_kueri_tetap(dunia, client, url, jenis):
    """As many queries with 2 rows as with 50, and at most 12."""

    def ukur():
        for _ in range(2):
            with CaptureQueriesContext(connection) as kueri:
                assert client.get(url).status_code == 200
        return len(kueri)

    client.force_login(dunia.orang[jenis])
    rapat(dunia, dunia.orang[jenis])
    buat(dunia.satker, "Satu", oleh=dunia.ketua, penanggung_jawab=dunia.ketua, tenggat=H(2023, 6, 2), area="MP")
    sedikit = ukur()
    for n in range(48):
        baris = BarisFactory(tabel=dunia.baris["MP"].tabel, uraian=f"Lain {n}")
        tambah_jadwal(baris, "21 Juni 2023", oleh=dunia.ketua)
        rapat(dunia, dunia.orang[jenis], judul=f"Rapat {n}", mulai=(2023, 6, 1 + n % 28, 1))
        orang(dunia.satker, "anggota")
    assert client.get(url).text.count("Lain ") >= 48
    assert ukur() == sedikit <= 12
