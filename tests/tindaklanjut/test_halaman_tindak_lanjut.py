"""The pages of the register: who sees what, forms, steps, the workbook, the home."""

import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.dunia import bangun
from tests.pabrik import orang
from tests.tindaklanjut.bantu import S, besok, ke, laporkan
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.services import buat, ubah

pytestmark = pytest.mark.django_db
DAFTAR = "/tindak-lanjut/"


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def satu(dunia):
    return dunia.tindak_lanjut


def isian(dunia, **lain):
    isi = {"uraian": "Menyusun jadwal piket", "penanggung_jawab": dunia.orang["anggota"].pk, "area": "MP"}
    return isi | {"tenggat": besok(dunia.satker).isoformat(), "asal": "rapat", "keterangan_asal": ""} | lain


def alamat_langkah(satu, aksi):
    return reverse("tindaklanjut:langkah", args=[satu.pk, aksi])


def sup(jawab):
    return BeautifulSoup(jawab.text, "html.parser")


# --- four people


@pytest.mark.parametrize(
    ("jenis", "kode"),
    [
        ("anggota", 200),
        ("anggota_area_lain", 200),
        ("ketua_tim", 200),
        ("kepala", 200),
        ("admin_satker", 404),
        ("evaluator", 404),
        ("admin_pusat", 404),
    ],
)
def test_siapa_melihat(client, dunia, satu, jenis, kode):
    siapa = orang(dunia.satker, "anggota", area="TL") if jenis == "anggota_area_lain" else dunia.orang[jenis]
    client.force_login(siapa)
    alamat = [satu.get_absolute_url(), alamat_langkah(satu, "laporkan"), reverse("tindaklanjut:ubah", args=[satu.pk])]
    assert [client.get(url).status_code for url in alamat] == [kode] * 3
    assert ("Tindak lanjut MILIKKU" in client.get(DAFTAR).text) is (kode == 200)


def test_anggota_area_lain_membaca_alasan_tombol_mati(client, dunia, satu):
    client.force_login(orang(dunia.satker, "anggota", area="TL"))
    isi = sup(client.get(satu.get_absolute_url()))
    mati = " ".join(p.text for p in isi.select(".alasan-mati"))
    assert "Laporkan selesai: Hanya penanggung jawab" in mati
    assert not isi.select('a[href*="/langkah/"]')
    client.post(alamat_langkah(satu, "laporkan"), {"catatan": "Sudah", "versi": satu.versi})
    satu.refresh_from_db()
    assert satu.status == S.TERBUKA


# --- the register


def test_yang_terlambat_di_atas_dan_ditandai(client, dunia, satu):
    ketua = dunia.orang["ketua_tim"]
    buat(dunia.satker, "Tanpa tenggat", oleh=ketua)
    buat(dunia.satker, "Besok", oleh=ketua, tenggat=besok(dunia.satker))
    buat(dunia.satker, "Hari ini", oleh=ketua, tenggat=besok(dunia.satker, 0))
    client.force_login(ketua)
    baris = sup(client.get(DAFTAR)).select("tbody tr")
    assert [b.a.text for b in baris] == ["Tindak lanjut MILIKKU", "Hari ini", "Besok", "Tanpa tenggat"]
    assert ["Terlambat" in b.text for b in baris] == [True, False, False, False]


@pytest.mark.parametrize(
    ("saring", "harap"),
    [
        ("", {"Telat", "Dilaporkan", "Audit TL"}),
        ("?keadaan=terlambat", {"Telat"}),
        ("?keadaan=dilaporkan", {"Dilaporkan"}),
        ("?keadaan=selesai", {"Selesai"}),
        ("?keadaan=semua", {"Telat", "Dilaporkan", "Audit TL", "Selesai"}),
        ("?orang=saya", {"Audit TL"}),
        ("?asal=audit", {"Audit TL"}),
        ("?area=TL", {"Audit TL"}),
        ("?keadaan=ngawur&asal=ngawur&orang=ngawur&page=ngawur", {"Telat", "Dilaporkan", "Audit TL"}),
        ("?area=%00", {"Telat", "Dilaporkan", "Audit TL"}),
    ],
)
def test_saringan(client, dunia, satu, saring, harap):
    ketua = dunia.orang["ketua_tim"]
    ubah(satu, satu.versi, oleh=ketua, uraian="Telat")
    ke(buat(dunia.satker, "Dilaporkan", oleh=ketua, tenggat=satu.tenggat), S.DILAPORKAN)
    ke(buat(dunia.satker, "Selesai", oleh=ketua, tenggat=satu.tenggat), S.SELESAI)
    TindakLanjut.objects.create(satker=dunia.satker, uraian="Audit TL", asal="audit", area="TL", penanggung_jawab=ketua)
    client.force_login(ketua)
    isi = sup(client.get(DAFTAR + saring))
    assert {a.text for a in isi.select("tbody th a")} == harap
    jumlah = {o["value"]: o.text.rsplit("(", 1)[1].rstrip(")") for o in isi.select("#keadaan option")}
    assert jumlah == {"belum": "3", "terlambat": "1", "dilaporkan": "1", "selesai": "1", "batal": "0", "semua": "4"}


@pytest.mark.parametrize("url", [DAFTAR, "satu"])
def test_banyaknya_kueri_tetap(client, dunia, satu, url):
    ketua = dunia.orang["ketua_tim"]
    client.force_login(ketua)
    url = satu.get_absolute_url() if url == "satu" else url

    def hitung():
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            assert client.get(url).status_code == 200
        return len(kueri)

    hitung()
    sedikit = hitung()
    for n in range(30):
        buat(dunia.satker, f"Lain {n}", oleh=ketua, penanggung_jawab=orang(dunia.satker, "anggota"))
    assert hitung() == sedikit <= 12


def test_excel_berisi_yang_disaring_dan_bukan_rumus(client, dunia, satu):
    ketua = dunia.orang["ketua_tim"]
    buat(dunia.satker, "=1+1", oleh=ketua, asal="audit")
    bangun("ORANGLAIN")
    client.force_login(ketua)

    def baris(saring=""):
        jawab = client.get(reverse("tindaklanjut:ekspor") + saring)
        lembar = load_workbook(io.BytesIO(b"".join(jawab.streaming_content))).active
        return [[sel.value for sel in b] for b in lembar.iter_rows(min_row=2)]

    semua = baris()
    assert [b[1] for b in semua] == ["Tindak lanjut MILIKKU", "=1+1"]
    assert semua[0][5:8] == ["anggota MILIKKU", semua[0][6], "Terbuka"]
    assert semua[0][6].date() == satu.tenggat
    assert [b[1] for b in baris("?asal=audit")] == ["=1+1"]
    client.force_login(dunia.orang["evaluator"])
    assert baris() == []


# --- the form


def test_mencatat(client, dunia):
    client.force_login(dunia.orang["koordinator"])
    jawab = client.post(reverse("tindaklanjut:baru"), isian(dunia), follow=True)
    baru = TindakLanjut.objects.get(uraian="Menyusun jadwal piket")
    assert (baru.asal, baru.area, baru.dibuat_oleh) == ("rapat", "MP", dunia.orang["koordinator"])
    assert "dicatat" in jawab.text
    assert "sudah lewat" not in jawab.text


def test_tenggat_yang_lewat_boleh_dan_dikatakan(client, dunia):
    client.force_login(dunia.orang["ketua_tim"])
    kemarin = besok(dunia.satker, -1).isoformat()
    jawab = client.post(reverse("tindaklanjut:baru"), isian(dunia, tenggat=kemarin), follow=True)
    assert "Tenggatnya sudah lewat" in jawab.text
    assert TindakLanjut.objects.get(uraian="Menyusun jadwal piket").lewat


@pytest.mark.parametrize(
    "keliru",
    [
        {"uraian": "  "},
        {"uraian": "x" * 5001},
        {"uraian": "a\0b"},
        {"penanggung_jawab": ""},
        {"penanggung_jawab": "99999999999999999999"},
        {"tenggat": "31/31/2026"},
        {"tenggat": "0001-01-01"},
        {"area": "ZZ"},
        {"asal": "langit"},
        {"keterangan_asal": "x" * 201},
    ],
)
def test_isian_keliru(client, dunia, keliru):
    client.force_login(dunia.orang["ketua_tim"])
    jawab = client.post(reverse("tindaklanjut:baru"), isian(dunia, **keliru))
    assert jawab.status_code == 422
    assert TindakLanjut.objects.count() == 1


def test_orang_satker_lain_tidak_dapat_dipilih(client, dunia):
    lain = bangun("LAIN").orang["anggota"]
    client.force_login(dunia.orang["ketua_tim"])
    assert "anggota LAIN" not in client.get(reverse("tindaklanjut:baru")).text
    assert client.post(reverse("tindaklanjut:baru"), isian(dunia, penanggung_jawab=lain.pk)).status_code == 422


def test_koordinator_mencatat_untuk_area_lain_mendapat_alasan(client, dunia):
    client.force_login(dunia.orang["koordinator"])
    TindakLanjut.objects.all().delete()
    jawab = client.post(reverse("tindaklanjut:baru"), isian(dunia, area=""))
    assert (jawab.status_code, TindakLanjut.objects.count()) == (422, 0)
    assert "Hanya koordinator area ini" in jawab.text
    assert "Menyusun jadwal piket" in jawab.text


@pytest.mark.parametrize("jenis", ["anggota", "kepala"])
def test_yang_tidak_mencatat_membaca_alasannya(client, dunia, jenis):
    client.force_login(dunia.orang[jenis])
    assert client.post(reverse("tindaklanjut:baru"), isian(dunia)).status_code == 200
    assert TindakLanjut.objects.count() == 1
    assert reverse("tindaklanjut:baru") not in client.get(DAFTAR).text


def test_dua_orang_mengubah_melihat_kedua_isian(client, dunia, satu):
    url = reverse("tindaklanjut:ubah", args=[satu.pk])
    client.force_login(dunia.orang["ketua_tim"])
    semula = isian(dunia, versi=satu.versi)
    ubah(satu, satu.versi, oleh=dunia.orang["koordinator"], uraian="Isian koordinator")
    jawab = client.post(url, semula | {"uraian": "Isian ketua"})
    assert jawab.status_code == 409
    assert all(x in sup(jawab).select_one(".alert-warning table").text for x in ("Isian koordinator", "Isian ketua"))
    versi = sup(jawab).select_one("[name=versi]")["value"]
    assert client.post(url, semula | {"uraian": "Isian ketua", "versi": versi}).status_code == 302
    satu.refresh_from_db()
    assert satu.uraian == "Isian ketua"


# --- steps


def test_melapor_lalu_diterima(client, dunia, satu):
    client.force_login(dunia.orang["anggota"])
    assert alamat_langkah(satu, "laporkan") in client.get(satu.get_absolute_url()).text
    client.post(alamat_langkah(satu, "laporkan"), {"catatan": "Sudah ditempel.", "versi": satu.versi})
    client.force_login(dunia.orang["koordinator"])
    halaman = client.get(alamat_langkah(satu, "terima"))
    assert "Sudah ditempel." in halaman.text
    versi = sup(halaman).select_one("[name=versi]")["value"]
    assert client.post(alamat_langkah(satu, "terima"), {"versi": versi}).status_code == 302
    satu.refresh_from_db()
    assert satu.status == S.SELESAI
    riwayat = sup(client.get(satu.get_absolute_url())).select("#riwayat ~ ul li")
    assert [li.text.split()[0] for li in riwayat] == ["Terima", "Laporkan", "Dicatat"]


def test_yang_kalah_cepat_menyimpan_tulisannya(client, dunia, satu):
    laporkan(satu, dunia.orang["anggota"])
    lama = satu.versi
    client.force_login(dunia.orang["koordinator"])
    client.post(alamat_langkah(satu, "terima"), {"versi": lama})
    client.force_login(dunia.orang["ketua_tim"])
    jawab = client.post(alamat_langkah(satu, "kembalikan"), {"versi": lama, "catatan": "Belum ada tanggalnya"})
    assert jawab.status_code == 409
    assert "koordinator MILIKKU" in jawab.text


@pytest.mark.parametrize("versi", ["", "x", "-1", "9" * 30, "٣"])
def test_versi_rusak(client, dunia, satu, versi):
    client.force_login(dunia.orang["anggota"])
    jawab = client.post(alamat_langkah(satu, "laporkan"), {"catatan": "Sudah", "versi": versi})
    assert jawab.status_code == 409
    assert "Sudah" in jawab.text


def test_langkah_yang_tidak_ada(client, dunia, satu):
    client.force_login(dunia.orang["ketua_tim"])
    assert client.get(alamat_langkah(satu, "hancurkan")).status_code == 404


# --- the home


def test_beranda_menyebut_tindak_lanjut_saya(client, dunia, satu):
    def isi(jenis):
        client.force_login(dunia.orang[jenis])
        return sup(client.get("/")).select_one("[aria-labelledby=tindak-lanjut]")

    assert "Terlambat" in isi("anggota").text
    assert isi("koordinator") is isi("evaluator") is None
    laporkan(satu, dunia.orang["anggota"])
    assert isi("anggota") is None
    assert "Menunggu Anda cek, dari anggota MILIKKU" in isi("koordinator").text
