"""The pages of the reports: four people, texts edited in place, two taps to decide, a bounded number of queries."""

import json

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.monev.bantu_laporan import HARI_INI, buat, catat, diajukan, disetujui, dunia_laporan, hari
from tests.pabrik import BarisFactory, SatkerFactory, TabelFactory, orang
from zi.monev.laporan.services import langkah, tambah_kendala, tulis
from zi.monev.models import LaporanBerkala, VersiLaporan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _april():
    with time_machine.travel(HARI_INI, tick=False):
        yield


@pytest.fixture
def d():
    return dunia_laporan()


def masuk(client, d, siapa):
    client.force_login(d.orang[siapa] if isinstance(siapa, str) else siapa)
    return client


def sup(jawab):
    return BeautifulSoup(jawab.content, "html.parser")


def kata(jawab):
    return " ".join(sup(jawab).main.get_text(" ").split())


def isian(jawab, aksi, *memuat):
    """The fields of the form with the button `aksi` that carries these (name, value)."""
    for form in sup(jawab).select("main form"):
        isi = {e["name"]: e.get("value", "") for e in form.select("input")}
        isi |= {e["name"]: e.text.removeprefix("\n") for e in form.select("textarea")}
        for e in form.select("select"):
            dipilih = e.select_one("option[selected]") or e.select_one("option")
            isi[e["name"]] = dipilih["value"]
        if form.select(f'button[value="{aksi}"]') and all(isi.get(n) == str(v) for n, v in memuat):
            isi.pop("csrfmiddlewaretoken", None)
            return isi | {"aksi": aksi}
    raise AssertionError(f"tidak ada formulir {aksi} {memuat}")


# --- who sees what


@pytest.mark.parametrize(
    ("siapa", "draf", "resmi"),
    [("ketua_tim", 200, 200), ("anggota", 200, 200), ("kepala", 200, 200), ("evaluator", 404, 200), ("lain", 404, 404)],
)
def test_empat_orang(client, d, siapa, draf, resmi):
    masuk(client, d, orang(SatkerFactory(), "kepala") if siapa == "lain" else siapa)
    assert client.get(f"/laporan/{buat(d, ke=2).pk}/").status_code == draf
    laporan = disetujui(d)
    versi = laporan.versi_laporan.get()
    for url in (f"/laporan/{laporan.pk}/", f"/laporan/versi/{versi.pk}/"):
        assert client.get(url).status_code == resmi
    assert client.get(f"/laporan/{laporan.pk}/draf/").status_code == (200 if draf == 200 else 404)


def test_evaluator_tahun_lain_tidak_melihat(client, d):
    laporan = diajukan(d)
    client.force_login(orang(d.satker, "evaluator", tahun=2025))
    assert client.get(f"/laporan/{laporan.pk}/").status_code == 404


def test_admin_pusat_membaca_yang_diajukan_bukan_draf(client, d):
    induk = SatkerFactory(instansi=d.satker.instansi)
    d.satker.parent = induk
    d.satker.save()
    masuk(client, d, orang(induk, "admin_pusat"))
    draf, resmi = buat(d, ke=2), diajukan(d)
    assert [client.get(f"/laporan/{x.pk}/").status_code for x in (draf, resmi)] == [404, 200]


def test_evaluator_membaca_versi_bukan_draf_berikutnya(client, d):
    laporan = disetujui(d)
    langkah(laporan, "buka", oleh=d.orang["kepala"], catatan="Keliru di dalam")
    laporan.refresh_from_db()
    tulis(laporan, laporan.versi, oleh=d.orang["ketua_tim"], ringkasan="RAHASIA DRAF")
    teks = kata(masuk(client, d, "evaluator").get(f"/laporan/{laporan.pk}/"))
    assert "RAHASIA DRAF" not in teks
    assert "Versi 1" in teks
    masuk(client, d, "ketua_tim")
    teks = kata(client.get(f"/laporan/{laporan.pk}/"))
    assert "RAHASIA DRAF" in teks
    assert "Dibuka lagi oleh Nama kepala" in teks


# --- the list


def test_daftar_menyebut_yang_tertutup_terbuka_terlambat(client, d):
    disetujui(d, ke=1)
    buat(d, ke=2)
    jawab = masuk(client, d, "ketua_tim").get("/laporan/")
    baris = [" ".join(x.get_text(" ").split()) for x in sup(jawab).main.select("ul.list-group > li")]
    assert baris[:5] == [
        "Januari 2026 Disetujui Buka Laporan bulanan Januari 2026",
        "Februari 2026 Terlambat Buka Laporan bulanan Februari 2026",
        "Maret 2026 Belum Susun laporan Maret 2026",
        "April 2026 Berjalan Susun laporan April 2026",
        "Mei 2026",
    ]
    assert [" ".join(b.split()[:3]) for b in baris[12:]] == [f"Triwulan {n} 2026" for n in ("I", "II", "III", "IV")]


def test_daftar_bagi_evaluator_tanpa_draf(client, d):
    buat(d, ke=1)
    diajukan(d, ke=2)
    teks = kata(masuk(client, d, "evaluator").get("/laporan/"))
    assert "Buka Laporan bulanan Februari 2026" in teks
    assert "Buka Laporan bulanan Januari 2026" not in teks
    assert "Terlambat" not in teks


def test_susun_dari_daftar(client, d):
    masuk(client, d, "koordinator")
    jawab = client.post("/laporan/", {"jenis": "bulanan", "tahun": 2026, "ke": 3}, follow=True)
    assert jawab.redirect_chain[-1][0] == f"/laporan/{LaporanBerkala.objects.get().pk}/"
    for isi in ({"jenis": "bulanan", "tahun": 2026, "ke": 9}, {"jenis": "x", "tahun": "y", "ke": ""}, {}):
        assert client.post("/laporan/", isi).status_code == 302
    assert LaporanBerkala.objects.count() == 1


def test_tanpa_rencana(client):
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    assert "buat rencananya dulu" in client.get("/laporan/").text
    assert client.get("/laporan/?tahun=9999").status_code == 200


# --- texts in place


def test_menulis_di_tempat(client, d):
    url = f"/laporan/{buat(d).pk}/"
    masuk(client, d, "ketua_tim")
    client.post(url, isian(client.get(url), "bagian", ("nama", "ringkasan")) | {"ringkasan": "Ringkas"})
    client.post(url, isian(client.get(url), "bagian", ("nama", "simpulan")) | {"simpulan": "Simpul"})
    pos = d.baris["pos"].pk
    client.post(url, isian(client.get(url), "tambah", ("acuan", f"terlambat:{pos}")) | {"teks": "Pindah tugas"})
    satu = LaporanBerkala.objects.get().isian.get()
    assert (satu.area, satu.baris, satu.acuan) == (d.tl, d.baris["pos"], f"terlambat:{pos}")
    client.post(url, isian(client.get(url), "kendala", ("isian", satu.pk)) | {"solusi": "Tunjuk penyusun"})
    mp = isian(client.get(url), "prognosis", ("area", d.mp.pk))
    client.post(url, mp | {"perkiraan": "tercapai", "teks": "SK siap"})
    laporan = LaporanBerkala.objects.get()
    assert (laporan.ringkasan, laporan.simpulan) == ("Ringkas", "Simpul")
    assert list(laporan.isian.values_list("jenis", "teks", "solusi", "perkiraan")) == [
        ("kendala", "Pindah tugas", "Tunjuk penyusun", ""),
        ("prognosis", "SK siap", "", "tercapai"),
    ]
    hapus = isian(client.get(url), "kendala", ("isian", satu.pk)) | {"aksi": "hapus"}
    client.post(url, hapus)
    assert not laporan.isian.filter(jenis="kendala").exists()


def test_usulan_keputusan_terisi_dari_notula(client, d):
    url = f"/laporan/{buat(d).pk}/"
    isi = isian(masuk(client, d, "ketua_tim").get(url), "tambah", ("acuan", f"keputusan:{d.butir.pk}"))
    assert (isi["teks"], isi["solusi"]) == ("Penyusun pindah tugas", "Menunjuk penyusun baru")


def test_dua_orang_menulis_sekaligus(client, d):
    laporan = buat(d)
    url = f"/laporan/{laporan.pk}/"
    basi = isian(masuk(client, d, "ketua_tim").get(url), "bagian", ("nama", "ringkasan"))
    tulis(laporan, 1, oleh=d.orang["ketua_tim"], ringkasan="Tulisan orang lain")
    jawab = client.post(url, basi | {"ringkasan": "Tulisan saya"})
    assert jawab.status_code == 409
    assert "Tulisan orang lain" in kata(jawab)
    assert "Tulisan saya" in kata(jawab)
    client.post(url, isian(jawab, "bagian", ("nama", "ringkasan")))
    assert LaporanBerkala.objects.get().ringkasan == "Tulisan saya"


def test_prognosis_dua_orang_sekaligus(client, d):
    url = f"/laporan/{buat(d).pk}/"
    basi = isian(masuk(client, d, "ketua_tim").get(url), "prognosis", ("area", d.mp.pk))
    client.post(url, basi | {"teks": "Satu", "perkiraan": "tercapai"})
    jawab = client.post(url, basi | {"teks": "Dua", "perkiraan": "tidak"})
    assert jawab.status_code == 409
    assert LaporanBerkala.objects.get().isian.get().teks == "Satu"


@pytest.mark.parametrize(
    "isi",
    [
        {},
        {"aksi": "kendala", "isian": "999"},
        {"aksi": "kendala", "isian": "x"},
        {"aksi": "prognosis", "area": "999"},
        {"aksi": "bagian", "nama": "status", "status": "disetujui"},
        {"aksi": "tambah", "baris": "999999", "teks": "x"},
    ],
)
def test_kiriman_buatan_ditolak(client, d, isi):
    laporan = buat(d)
    assert masuk(client, d, "ketua_tim").post(f"/laporan/{laporan.pk}/", isi).status_code == 404


def test_baris_rencana_lain_ditolak(client, d):
    asing = BarisFactory()
    isi = {"aksi": "tambah", "baris": asing.pk, "teks": "x", "acuan": f"terlambat:{asing.pk}"}
    assert masuk(client, d, "ketua_tim").post(f"/laporan/{buat(d).pk}/", isi).status_code == 404


def test_terlalu_panjang_tetap_di_formulir(client, d):
    url = f"/laporan/{buat(d).pk}/"
    isi = isian(masuk(client, d, "ketua_tim").get(url), "bagian", ("nama", "ringkasan"))
    jawab = client.post(url, isi | {"ringkasan": "a" * 5001})
    assert jawab.status_code == 409
    assert "5000" in kata(jawab) or "5.000" in kata(jawab)


def test_koordinator_hanya_formulir_areanya(client, d):
    url = f"/laporan/{buat(d).pk}/"
    jawab = masuk(client, d, "koordinator_lain").get(url)
    isian(jawab, "prognosis", ("area", d.tl.pk))
    with pytest.raises(AssertionError, match="tidak ada formulir"):
        isian(jawab, "prognosis", ("area", d.mp.pk))
    with pytest.raises(AssertionError, match="tidak ada formulir"):
        isian(jawab, "bagian")
    paksa = {"aksi": "prognosis", "area": d.mp.pk, "versi": 0, "awal": json.dumps({}), "teks": "Lancang"}
    assert client.post(url, paksa).status_code == 409
    assert not LaporanBerkala.objects.get().isian.exists()


def test_teks_jahat_tampil_sebagai_teks(client, d):
    laporan = buat(d)
    tambah_kendala(laporan, oleh=d.orang["ketua_tim"], teks="<script>alert(1)</script>", solusi="{{ 7*7 }}")
    jawab = masuk(client, d, "anggota").get(f"/laporan/{laporan.pk}/")
    assert "<script>alert" not in jawab.text
    assert "{{ 7*7 }}" in kata(jawab)


# --- submit and decide


def test_dua_ketukan_dari_beranda(client, d):
    diajukan(d, catatan="Mohon arahan")
    beranda = masuk(client, d, "kepala").get("/")
    tautan = sup(beranda).find("section", {"aria-labelledby": "laporan"}).find("a")
    halaman = client.get(tautan["href"])
    assert "Anda diminta memutuskan" in kata(halaman)
    assert "Mohon arahan" in kata(halaman)
    client.post(tautan["href"], isian(halaman, "setujui"))
    assert LaporanBerkala.objects.get().status == "disetujui"
    assert "Laporan menunggu keputusan" not in client.get("/").text
    assert "Laporan menunggu keputusan" not in masuk(client, d, "ketua_tim").get("/").text


def test_kembalikan_tanpa_catatan_tetap_di_halaman(client, d):
    laporan = diajukan(d)
    url = f"/laporan/{laporan.pk}/"
    isi = isian(masuk(client, d, "kepala").get(url), "kembalikan")
    jawab = client.post(url, isi)
    assert jawab.status_code == 409
    assert "Tulis catatannya dulu" in kata(jawab)
    client.post(url, isi | {"catatan": "Tambah solusi"})
    teks = kata(masuk(client, d, "ketua_tim").get(url))
    assert "Versi 1 dikembalikan Nama kepala" in teks
    assert "Tambah solusi" in teks


def test_versi_basi_menyimpan_catatan(client, d):
    laporan = diajukan(d)
    url = f"/laporan/{laporan.pk}/"
    isi = isian(masuk(client, d, "kepala").get(url), "kembalikan") | {"catatan": "Sudah saya tulis", "versi": "9"}
    jawab = client.post(url, isi)
    assert jawab.status_code == 409
    assert "Sudah saya tulis" in kata(jawab)
    assert LaporanBerkala.objects.get().status == "diajukan"


def test_ajukan_menyebut_yang_kurang(client, d):
    laporan = buat(d, ke=4)
    url = f"/laporan/{laporan.pk}/langkah/ajukan/"
    halaman = masuk(client, d, "ketua_tim").get(url)
    assert "April 2026 belum berakhir" in kata(halaman)
    assert "Ringkasan masih kosong" in kata(halaman)
    assert client.post(url, {"versi": 1, "catatan": ""}).status_code == 409
    assert client.post(url, {"versi": 1, "catatan": "Diminta pusat"}).status_code == 302
    assert VersiLaporan.objects.get().status == "diajukan"


def test_buka_dari_halaman(client, d):
    laporan = disetujui(d)
    masuk(client, d, "kepala").post(f"/laporan/{laporan.pk}/langkah/buka/", {"versi": 1, "catatan": "Angka keliru"})
    assert LaporanBerkala.objects.get().status == "draf"
    assert client.get(f"/laporan/{laporan.pk}/langkah/setujui/").status_code == 404
    assert client.get(f"/laporan/{laporan.pk}/langkah/apa/").status_code == 404


def test_yang_tak_berhak_melihat_alasannya(client, d):
    laporan = diajukan(d)
    teks = kata(masuk(client, d, "anggota").get(f"/laporan/{laporan.pk}/"))
    assert "Menunggu keputusan kepala satker" in teks
    assert client.post(f"/laporan/{laporan.pk}/", {"aksi": "setujui", "versi": 1}).status_code == 409
    assert LaporanBerkala.objects.get().status == "diajukan"


# --- queries


def banyakkan(d, jumlah):
    tabel = TabelFactory(area=d.tl)
    for n in range(jumlah):
        catat(BarisFactory(tabel=tabel, uraian=f"Baris {n}", urutan=n + 1), hari(3, 1 + n % 28))


@pytest.mark.parametrize("siapa", ["ketua_tim", "anggota", "kepala", "evaluator"])
def test_kueri_tetap_dan_paling_banyak_dua_belas(client, d, siapa):
    resmi = disetujui(d)
    diajukan(d, ke=2)
    draf = [buat(d, ke=1), buat(d, "triwulan", 1)]
    alamat = ["/laporan/", f"/laporan/{resmi.pk}/", f"/laporan/versi/{resmi.versi_laporan.get().pk}/"]
    if siapa != "evaluator":
        alamat += [f"/laporan/{x.pk}/" for x in draf]
    if siapa == "ketua_tim":
        alamat += [f"/laporan/{x.pk}/langkah/ajukan/" for x in draf]
    masuk(client, d, siapa)

    def ukur():
        hasil = {}
        for url in alamat:
            client.get(url)
            with CaptureQueriesContext(connection) as kueri:
                assert client.get(url).status_code == 200
            hasil[url] = len(kueri)
        return hasil

    sedikit = ukur()
    banyakkan(d, 30)
    assert ukur() == sedikit
    assert {url: n for url, n in sedikit.items() if n > 12} == {}
