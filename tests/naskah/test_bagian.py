"""Chapters and signers: four people, saving, both versions, preview, order, delete and restore."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pabrik import RencanaFactory
from zi.naskah.butir import baca, tulis
from zi.naskah.cetak import cetak_html
from zi.naskah.kanonik import susun
from zi.naskah.models import BagianNaskah, ButirBagian, Pengesahan
from zi.naskah.services import ajukan
from zi.naskah.services_bagian import pakai_susunan_baku, tambah_bagian, tambah_pengesahan

pytestmark = pytest.mark.django_db
FORM = "form.kartu"


def sup(jawab):
    return BeautifulSoup(jawab.content, "html.parser")


def alamat(nama, *argumen):
    return reverse(f"naskah:{nama}", args=[getattr(x, "pk", x) for x in argumen])


@pytest.fixture
def susunan(dunia):
    pakai_susunan_baku(dunia.rencana, oleh=dunia.ketua)
    return {b.judul: b for b in BagianNaskah.objects.filter(rencana=dunia.rencana)}


@pytest.fixture
def latar(susunan):
    return susunan["Latar Belakang"]


def judul(dunia, **saring):
    daftar = BagianNaskah.objects.hidup().filter(rencana=dunia.rencana, **saring).order_by("urutan", "pk")
    return [b.judul for b in daftar]


# --- the list and the usual chapters


def test_susunan_baku_dari_halaman_lalu_tercetak(dunia, ketua):
    url = alamat("bagian", dunia.rencana)
    assert "Pakai susunan baku" in ketua.get(url).text
    assert ketua.post(url).status_code == 302
    assert len(sup(ketua.get(url)).select("tbody tr")) == 9
    html = cetak_html(susun(dunia.rencana), draf=True)
    assert [x.text for x in BeautifulSoup(html, "html.parser").select("h1.bab .nomor")] == [
        "BAB I",
        "BAB II",
        "BAB III",
    ]
    assert html.index("Penyusunan Tim Kerja") < html.index("PENUTUP</span></h1>")


def test_susunan_baku_hanya_untuk_yang_kosong(dunia, ketua, susunan):
    ketua.post(alamat("bagian", dunia.rencana))
    assert BagianNaskah.objects.filter(rencana=dunia.rencana).count() == len(susunan) == 9


@pytest.mark.parametrize("peran", ["koordinator", "anggota", "kepala", "admin_satker"])
def test_yang_lain_membaca_dengan_alasannya(dunia, client, susunan, latar, peran):
    client.force_login(dunia.orang[peran])
    halaman = sup(client.get(alamat("bagian", dunia.rencana)))
    assert len(halaman.select("tbody tr")) == 9
    assert not halaman.select("tbody form")
    assert halaman.select_one(".alasan-mati")
    assert not sup(client.get(alamat("bagian_ubah", latar))).select("form textarea")
    client.post(alamat("bagian_ubah", latar), {"versi": 1, "awal": "{}", "judul": "Diambil", "orientasi": "tegak"})
    client.post(alamat("bagian_tindakan", "bagian", latar, "hapus"), {"versi": latar.versi})
    client.post(alamat("bagian_baru", dunia.rencana), {"jenis": "prosa", "judul": "Baru"})
    client.post(alamat("pengesahan_baru", dunia.rencana), isian_penanda())
    latar.refresh_from_db()
    assert (latar.judul, latar.dihapus_pada) == ("Latar Belakang", None)
    assert BagianNaskah.objects.count() == 9
    assert not Pengesahan.objects.exists()


@pytest.mark.parametrize("peran", ["satker_lain", "evaluator"])
def test_satker_lain_tidak_menemukan(dunia, client, latar, peran):
    penanda = tambah_pengesahan(dunia.rencana, oleh=dunia.ketua, nama="Uji")
    client.force_login(dunia.orang[peran])
    for url in (
        alamat("bagian", dunia.rencana),
        alamat("bagian_baru", dunia.rencana),
        alamat("pengesahan_baru", dunia.rencana),
        alamat("bagian_ubah", latar),
        alamat("pengesahan_ubah", penanda),
        alamat("bagian_tindakan", "bagian", latar, "hapus"),
        alamat("bagian_tindakan", "pengesahan", penanda, "hapus"),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url, {"versi": 1}).status_code == 404


def test_terkunci_selama_diajukan(dunia, ketua, latar):
    ajukan(dunia.rencana, oleh=dunia.ketua)
    assert "menariknya kembali" in sup(ketua.get(alamat("bagian_ubah", latar))).text
    ketua.post(alamat("bagian_tindakan", "bagian", latar, "hapus"), {"versi": latar.versi})
    latar.refresh_from_db()
    assert latar.dihapus_pada is None


def test_alamat_yang_tidak_ada(ketua, latar):
    assert ketua.post(alamat("bagian_tindakan", "bagian", latar, "bakar")).status_code == 404
    assert ketua.post(alamat("bagian_tindakan", "baris", latar, "hapus")).status_code == 404


# --- writing a section


def test_mengubah_isi(ketua, latar, isian):
    url = alamat("bagian_ubah", latar)
    data = isian(ketua.get(url), FORM, isi="Satu **tebal**.\n\nDua.", judul="Latar")
    jawab = ketua.post(url, data)
    assert jawab["Location"] == f"{alamat('bagian', latar.rencana)}#bagian-{latar.pk}"
    latar.refresh_from_db()
    assert (latar.isi.replace("\r", ""), latar.judul) == ("Satu **tebal**.\n\nDua.", "Latar")


def test_dua_orang_melihat_kedua_versi(ketua, latar, isian):
    url = alamat("bagian_ubah", latar)
    data = isian(ketua.get(url), FORM, isi="Isian kedua")
    ketua.post(url, isian(ketua.get(url), FORM, isi="Isian pertama"))
    jawab = ketua.post(url, data)
    assert jawab.status_code == 409
    banding = sup(jawab).select_one(".bandingan").text
    assert "Isian pertama" in banding
    assert "Isian kedua" in banding
    latar.refresh_from_db()
    assert latar.isi == "Isian pertama"
    ketua.post(url, isian(jawab, FORM))
    latar.refresh_from_db()
    assert latar.isi == "Isian kedua"


def test_dua_orang_mengubah_daftar_yang_sama(ketua, susunan, isian):
    maksud = susunan["Maksud, Tujuan, dan Sasaran"]
    url = alamat("bagian_ubah", maksud)
    data = isian(ketua.get(url), FORM, butir="1. kedua")
    ketua.post(url, isian(ketua.get(url), FORM, butir="1. pertama"))
    jawab = ketua.post(url, data)
    assert jawab.status_code == 409
    assert "1. pertama" in sup(jawab).select_one(".bandingan").text
    assert [b.teks for b in maksud.butir.hidup()] == ["pertama"]


def test_dua_orang_mengubah_medan_berbeda(ketua, latar, isian):
    url = alamat("bagian_ubah", latar)
    data = isian(ketua.get(url), FORM, isi="Isi baru")
    ketua.post(url, isian(ketua.get(url), FORM, judul="Judul baru"))
    assert ketua.post(url, data).status_code == 302
    latar.refresh_from_db()
    assert (latar.judul, latar.isi) == ("Judul baru", "Isi baru")


def test_daftar_bertingkat(ketua, susunan, isian):
    maksud = susunan["Maksud, Tujuan, dan Sasaran"]
    url = alamat("bagian_ubah", maksud)
    ketua.post(url, isian(ketua.get(url), FORM, isi="Maksud:", butir="1. induk\n  a. anak\n2. adik"))
    assert isian(ketua.get(url), FORM)["butir"] == ["1. induk\n  a. anak\n2. adik"]
    lama = {b.teks: b.pk for b in maksud.butir.hidup()}
    ketua.post(url, isian(ketua.get(url), FORM, butir="1. induk\n2. anak"))
    sisa = {b.teks: (b.pk, b.induk_id) for b in maksud.butir.hidup()}
    assert sisa == {"induk": (lama["induk"], None), "anak": (lama["anak"], None)}
    assert ButirBagian.objects.filter(dihapus_pada__isnull=False).count() == 1
    html = cetak_html(susun(maksud.rencana), draf=True)
    assert html.index("Maksud:") < html.index("induk") < html.index(">anak<")


def test_data_rapat(ketua, susunan, isian):
    rapat = susunan["Pelaksanaan Kegiatan"]
    BagianNaskah.objects.filter(pk=rapat.pk).update(data={"asal": "impor"})
    url = alamat("bagian_ubah", rapat)
    ketua.post(url, isian(ketua.get(url), FORM, hari_tanggal="Rabu, 1 Februari 2023", tempat="Ruang Anjani"))
    rapat.refresh_from_db()
    assert rapat.data == {"asal": "impor", "hari_tanggal": "Rabu, 1 Februari 2023", "tempat": "Ruang Anjani"}
    assert "Ruang Anjani" in cetak_html(susun(rapat.rencana), draf=True)


def test_medan_menurut_jenis(ketua, susunan):
    def medan(judul):
        halaman = sup(ketua.get(alamat("bagian_ubah", susunan[judul])))
        return {x["name"] for x in halaman.select("form.kartu [name]")} - {"csrfmiddlewaretoken", "versi", "awal"}

    assert medan("Sampul") == {"nomor_tertulis", "judul", "orientasi"}
    assert medan("") == {"nomor_tertulis", "judul", "orientasi", "isi", "tabel_jenis", "pratinjau"}
    assert "butir" in medan("Maksud, Tujuan, dan Sasaran")
    assert {"hari_tanggal", "tempat", "peserta"} <= medan("Pelaksanaan Kegiatan")


def test_pratinjau_tidak_menyimpan(ketua, latar, isian):
    url = alamat("bagian_ubah", latar)
    data = isian(ketua.get(url), FORM, isi="**tebal** <script>x</script> ![a](http://127.0.0.1/)", pratinjau="1")
    halaman = sup(ketua.post(url, data))
    assert halaman.select_one("#pratinjau strong").text == "tebal"
    assert not halaman.select("#pratinjau script, #pratinjau img")
    assert "**tebal**" in halaman.select_one("textarea[name=isi]").text
    sepotong = ketua.post(url, data, headers={"HX-Request": "true"})
    assert "<html" not in sepotong.text
    assert sup(sepotong).select_one("#pratinjau strong")
    latar.refresh_from_db()
    assert (latar.isi, latar.versi) == ("", 1)


# --- a new one, order, delete, restore


def test_bagian_baru_sebelum_tanda_tangan(dunia, ketua, susunan):
    jawab = ketua.post(
        alamat("bagian_baru", dunia.rencana), {"jenis": "prosa", "nomor_tertulis": "BAB IV", "judul": "X"}
    )
    baru = BagianNaskah.objects.get(judul="X")
    assert jawab["Location"] == alamat("bagian_ubah", baru)
    assert judul(dunia, induk=None)[-3:] == ["PENUTUP", "X", "Tanda tangan"]


def test_bagian_baru_di_dalam_bab(dunia, ketua, susunan):
    induk = susunan["PENDAHULUAN"]
    ketua.post(alamat("bagian_baru", dunia.rencana), {"jenis": "prosa", "judul": "1.4", "induk": induk.pk})
    assert judul(dunia, induk=induk)[-1] == "1.4"


def test_induk_dari_rencana_lain_ditolak(dunia, ketua, susunan):
    lain = BagianNaskah.objects.create(rencana=RencanaFactory(), judul="Lain")
    jawab = ketua.post(alamat("bagian_baru", dunia.rencana), {"jenis": "prosa", "judul": "X", "induk": lain.pk})
    assert jawab.status_code == 422
    data = isian_penanda(bagian_id=lain.pk)
    assert ketua.post(alamat("pengesahan_baru", dunia.rencana), data).status_code == 422


def test_naik_dan_turun(dunia, ketua, susunan):
    maksud = susunan["Maksud, Tujuan, dan Sasaran"]

    def urut():
        return [x.split(",")[0] for x in judul(dunia, induk=maksud.induk)]

    ketua.post(alamat("bagian_tindakan", "bagian", maksud, "naik"), {"versi": 1})
    assert urut() == ["Maksud", "Latar Belakang", "Pelaksanaan Kegiatan"]
    ketua.post(alamat("bagian_tindakan", "bagian", maksud, "naik"), {"versi": 2})
    assert urut()[0] == "Maksud", "the first stays the first"
    ketua.post(alamat("bagian_tindakan", "bagian", maksud, "turun"), {"versi": 2})
    assert urut()[1] == "Maksud"
    ketua.post(alamat("bagian_tindakan", "bagian", maksud, "turun"), {"versi": 1})
    assert urut()[1] == "Maksud", "an old page moves nothing"


def test_hapus_dan_pulihkan_bersama_isinya(dunia, ketua, susunan):
    bab = susunan["PENDAHULUAN"]
    jawab = ketua.post(alamat("bagian_tindakan", "bagian", bab, "hapus"), {"versi": bab.versi}, follow=True)
    assert "Latar Belakang" not in str(sup(jawab).select("tbody"))
    assert "Latar Belakang" not in cetak_html(susun(dunia.rencana), draf=True)
    assert sup(jawab).select_one(f'form[action="{alamat("bagian_tindakan", "bagian", bab, "pulihkan")}"]')
    jawab = ketua.post(alamat("bagian_tindakan", "bagian", bab, "pulihkan"), follow=True)
    assert "Latar Belakang" in str(sup(jawab).select("tbody"))
    assert judul(dunia, induk=None)[1] == "PENDAHULUAN"


def test_alamat_tindakan_dibuka_biasa(ketua, latar):
    url = alamat("bagian_tindakan", "bagian", latar, "hapus")
    assert ketua.get(url)["Location"].startswith(alamat("bagian", latar.rencana))
    latar.refresh_from_db()
    assert latar.dihapus_pada is None


# --- signers


def isian_penanda(**ganti):
    return {
        "nama": "Nama Rekaan, M.Hum.",
        "jabatan": "Kepala Kantor",
        "peran": "mengesahkan",
        "tempat": "Mataram",
        "tanggal": "2023-02-01",
        "presisi_tanggal": "hari",
        "bentuk": "blok",
        **ganti,
    }


def test_penanda_tangan_sampai_tercetak(dunia, ketua, susunan, isian):
    ketua.post(alamat("pengesahan_baru", dunia.rencana), isian_penanda(nomor_induk="196901011994032999"))
    satu = Pengesahan.objects.get()
    assert satu.tanggal == datetime.date(2023, 2, 1)
    html = cetak_html(susun(dunia.rencana), draf=True)
    for x in ("Mataram, 1 Februari 2023", "Kepala Kantor", "Nama Rekaan, M.Hum.", "NIP 196901011994032999"):
        assert x in html
    url = alamat("pengesahan_ubah", satu)
    ketua.post(url, isian(ketua.get(url), FORM, presisi_tanggal="bulan", bagian_id=str(susunan["PENUTUP"].pk)))
    satu.refresh_from_db()
    assert (satu.presisi_tanggal, satu.bagian, satu.versi) == ("bulan", susunan["PENUTUP"], 2)
    assert "Mataram, Februari 2023" in cetak_html(susun(dunia.rencana), draf=True)


def test_penanda_tanpa_perubahan_tidak_disimpan(dunia, ketua, isian):
    satu = tambah_pengesahan(dunia.rencana, oleh=dunia.ketua, nama="Uji", tanggal=datetime.date(2023, 2, 1))
    url = alamat("pengesahan_ubah", satu)
    assert ketua.post(url, isian(ketua.get(url), FORM)).status_code == 302
    satu.refresh_from_db()
    assert satu.versi == 1


def test_penanda_bentrok(dunia, ketua, isian):
    satu = tambah_pengesahan(dunia.rencana, oleh=dunia.ketua, nama="Uji", tanggal=datetime.date(2023, 2, 1))
    url = alamat("pengesahan_ubah", satu)
    data = isian(ketua.get(url), FORM, tanggal="2023-03-03", nama="Kedua")
    ketua.post(url, isian(ketua.get(url), FORM, tanggal="2023-02-02", nama="Pertama"))
    jawab = ketua.post(url, data)
    assert jawab.status_code == 409
    ketua.post(url, isian(jawab, FORM))
    satu.refresh_from_db()
    assert (satu.nama, satu.tanggal) == ("Kedua", datetime.date(2023, 3, 3))


def test_penanda_dipindah_dan_dihapus(dunia, ketua):
    a, b = (tambah_pengesahan(dunia.rencana, oleh=dunia.ketua, nama=n) for n in ("A", "B"))
    ketua.post(alamat("bagian_tindakan", "pengesahan", b, "naik"), {"versi": 1})
    assert [p.nama for p in Pengesahan.objects.order_by("urutan")] == ["B", "A"]
    ketua.post(alamat("bagian_tindakan", "pengesahan", a, "hapus"), {"versi": 1})
    assert [p.nama for p in Pengesahan.objects.hidup()] == ["B"]
    ketua.post(alamat("bagian_tindakan", "pengesahan", a, "pulihkan"))
    assert Pengesahan.objects.hidup().count() == 2


# --- the text of a list, pure


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("1. satu\n2. dua", [(0, "1.", "satu"), (0, "2.", "dua")]),
        ("a. x\n    terlalu dalam", [(0, "a.", "x"), (1, "", "terlalu dalam")]),
        ("  lekuk di awal", [(0, "", "lekuk di awal")]),
        ("x\n\ty\n\n  \nz", [(0, "", "x"), (1, "", "y"), (0, "", "z")]),
        ("", []),
    ],
)
def test_baca_butir(teks, hasil):
    assert baca(teks) == hasil


def test_butir_bolak_balik(dunia):
    bagian = tambah_bagian(dunia.rencana, oleh=dunia.ketua, jenis="daftar")
    satu = ButirBagian.objects.create(bagian=bagian, urutan=1, label="1.", teks="satu")
    ButirBagian.objects.create(bagian=bagian, induk=satu, urutan=1, teks="tanpa label")
    ButirBagian.objects.create(bagian=bagian, urutan=2, label="2.", teks="dua")
    teks = tulis(list(bagian.butir.all()))
    assert teks == "1. satu\n  tanpa label\n2. dua"
    assert [(b.dalam, b.label, b.teks) for b in baca(teks)] == [
        (0, "1.", "satu"),
        (1, "", "tanpa label"),
        (0, "2.", "dua"),
    ]


# --- queries


def test_jumlah_kueri_tetap(dunia, ketua, susunan):
    url = alamat("bagian", dunia.rencana)
    with CaptureQueriesContext(
        connection,
    ) as sedikit:
        ketua.get(url)
    for n in range(25):
        BagianNaskah.objects.create(rencana=dunia.rencana, judul=f"B{n}", urutan=10 + n)
        Pengesahan.objects.create(rencana=dunia.rencana, nama=f"P{n}", bagian=susunan["PENUTUP"], urutan=n)
    with CaptureQueriesContext(connection) as banyak:
        ketua.get(url)
    assert len(banyak) == len(sedikit) <= 12
