"""The list, a new plan, the matrix, its head and areas: four people, the number of queries, isolation."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.pabrik import AksiFactory, BarisFactory, RencanaFactory, orang
from zi.bukti.models import SyaratBukti
from zi.jadwal.services import tambah_jadwal
from zi.rencana.models import AreaRencana, ProgramPrioritas, RencanaKerja

pytestmark = pytest.mark.django_db
SEMUA_PERAN = ("ketua_tim", "koordinator", "anggota", "kepala", "admin_satker", "evaluator", "admin_pusat")


def sup(jawab):
    return BeautifulSoup(jawab.content, "html.parser")


def alamat(nama, objek):
    return reverse(f"naskah:{nama}", args=[objek.pk])


def ajukan(dunia, status="disetujui"):
    oleh, waktu = (None, None) if status == "draf" else (dunia.ketua, dunia.rencana.created_at)
    RencanaKerja.objects.update(status=status, diajukan_oleh=oleh, diajukan_pada=waktu)


# --- the list


def test_daftar_hanya_rencana_yang_boleh_dilihat(dunia, client):
    RencanaFactory()
    client.force_login(dunia.ketua)
    halaman = sup(client.get(reverse("naskah:daftar")))
    assert [a["href"] for a in halaman.select("tbody a")] == [alamat("rencana", dunia.rencana)]
    assert halaman.select_one(f'a[href="{reverse("naskah:buat")}"]')


@pytest.mark.parametrize("peran", ["anggota", "koordinator", "kepala", "admin_satker"])
def test_daftar_tanpa_tombol_buat_bagi_yang_lain(dunia, client, peran):
    client.force_login(dunia.orang[peran])
    halaman = sup(client.get(reverse("naskah:daftar")))
    assert len(halaman.select("tbody tr")) == 1
    assert not halaman.select_one(f'a[href="{reverse("naskah:buat")}"]')


def test_daftar_kosong_mengajak_membuat(dunia, client):
    client.force_login(dunia.orang["satker_lain"])
    halaman = sup(client.get(reverse("naskah:daftar")))
    assert not halaman.select("table")
    assert halaman.select_one(f'.kosong a[href="{reverse("naskah:buat")}"]')


# --- a new plan


def kirim_baru(client, satker, **ganti):
    isi = {"satker": satker.pk, "tahun_mulai": "2024", "predikat": "WBK", "judul": "Rencana Kerja ZI", **ganti}
    return client.post(reverse("naskah:buat"), isi)


def test_buat_rencana(dunia, ketua):
    jawab = kirim_baru(ketua, dunia.satker)
    baru = RencanaKerja.objects.get(tahun_mulai=2024)
    assert jawab["Location"] == alamat("rencana", baru)
    assert [a.nama for a in baru.area.all()] == ["Manajemen Perubahan", "Penataan Tata Laksana"]


def test_rencana_yang_ada_ditanyakan_bukan_digandakan(dunia, ketua):
    jawab = kirim_baru(ketua, dunia.satker, tahun_mulai="2023")
    assert jawab.status_code == 409
    assert RencanaKerja.objects.count() == 1
    assert sup(jawab).select_one(f'.alert a[href="{alamat("rencana", dunia.rencana)}"]')


@pytest.mark.parametrize("selesai", ["2023", "2034", "abc"])
def test_tahun_yang_tidak_masuk_akal(dunia, ketua, selesai):
    jawab = kirim_baru(ketua, dunia.satker, tahun_mulai="2024", tahun_selesai=selesai)
    assert jawab.status_code == 200
    assert RencanaKerja.objects.count() == 1


def test_satker_orang_lain_tidak_dapat_dipilih(dunia, client):
    client.force_login(dunia.orang["satker_lain"])
    assert kirim_baru(client, dunia.satker).status_code == 200
    assert RencanaKerja.objects.count() == 1


# --- the plan page


@pytest.mark.parametrize("peran", ["ketua_tim", "koordinator", "anggota", "kepala", "admin_satker", "admin_pusat"])
def test_matriks_lima_kolom_untuk_semua_orang_satker(dunia, client, peran):
    client.force_login(dunia.orang[peran])
    halaman = sup(client.get(alamat("rencana", dunia.rencana)))
    kolom = [x.text for x in halaman.select_one("table").select("thead th")]
    assert kolom == ["No", "Rencana Kerja", "Rencana Aksi", "Jadwal Pelaksanaan", "Bukti Fisik"]
    sel = [" ".join(x.text.split()) for x in halaman.select_one(f"#baris-{dunia.baris.pk}").select("td, th")]
    assert sel[0] == "1."
    assert sel[1].startswith("Penyusunan Tim Kerja")
    assert sel[2].startswith("a. Menyusun mekanisme")
    assert sel[2].endswith("b. Membentuk tim")
    assert sel[3].startswith("25 Januari 2023 untuk a Kejadian")
    assert "SK Tim Kerja" in sel[4]


@pytest.mark.parametrize(
    ("peran", "baris_diubah", "susunan"),
    [
        ("ketua_tim", 1, True),
        ("koordinator", 1, False),
        ("anggota", 0, False),
        ("kepala", 0, False),
        ("admin_satker", 0, False),
        ("admin_pusat", 0, False),
    ],
)
def test_tombol_menurut_hak(dunia, client, peran, baris_diubah, susunan):
    client.force_login(dunia.orang[peran])
    BarisFactory(tabel=dunia.tabel[1])
    halaman = sup(client.get(alamat("rencana", dunia.rencana)))
    assert len(halaman.select(".tombol-ubah")) == baris_diubah + (peran == "ketua_tim")
    assert bool(halaman.select(f'a[href="{alamat("area_baru", dunia.rencana)}"]')) is susunan
    if not baris_diubah:
        assert "tim kerja" in halaman.text or "ketua tim" in halaman.text


def test_koordinator_membaca_alasan_di_area_lain(dunia, client):
    client.force_login(dunia.orang["koordinator"])
    halaman = sup(client.get(alamat("rencana", dunia.rencana)))
    assert "koordinator area lain" in halaman.select_one(f"#area-{dunia.area[1].pk} .alasan-mati").text


def test_terkunci_tanpa_tombol_dan_dengan_alasan(dunia, ketua):
    ajukan(dunia, "diajukan")
    halaman = sup(ketua.get(alamat("rencana", dunia.rencana)))
    assert not halaman.select(".tombol-ubah")
    assert "ketua tim dapat menariknya kembali" in halaman.select_one(".alasan-mati").text


def test_evaluator_melihat_setelah_diajukan(dunia, client):
    client.force_login(dunia.orang["evaluator"])
    assert client.get(alamat("rencana", dunia.rencana)).status_code == 404
    ajukan(dunia, "diajukan")
    halaman = sup(client.get(alamat("rencana", dunia.rencana)))
    assert "Penyusunan Tim Kerja" in halaman.text
    assert not halaman.select(".tombol-ubah")
    assert client.get(alamat("dihapus", dunia.rencana)).status_code == 404


def test_tabel_lintas_area_dan_bukti_area_ikut_tampil(dunia, ketua):
    from tests.pabrik import TabelFactory

    tabel = TabelFactory(area=None, rencana=dunia.rencana, judul="Rencana aksi 2019", urutan=9)
    BarisFactory(tabel=tabel, area=None, uraian="Sosialisasi tahunan")
    SyaratBukti.objects.create(area=dunia.area[1], teks="Berita acara area")
    halaman = sup(ketua.get(alamat("rencana", dunia.rencana)))
    assert "Sosialisasi tahunan" in halaman.select_one(f"#tabel-{tabel.pk}").text
    assert "Berita acara area" in halaman.select_one(f"#area-{dunia.area[1].pk}").text


def test_rencana_tanpa_area(ketua, dunia):
    kosong = RencanaFactory(satker=dunia.satker, tahun_mulai=2020, tahun_selesai=2020)
    assert "masih kosong" in ketua.get(alamat("rencana", kosong)).text


def isi_baris(dunia, banyak):
    for _ in range(banyak):
        baris = BarisFactory(tabel=dunia.tabel[0])
        AksiFactory.create_batch(2, baris=baris)
        tambah_jadwal(baris, "3 Maret 2023\nsecara berkala", oleh=dunia.ketua)
        SyaratBukti.objects.create(baris=baris, teks="Undangan", jenis=["undangan"])
        ProgramPrioritas.objects.create(area=dunia.area[0], teks="Program")


def jumlah_kueri(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as kueri:
        assert client.get(url).status_code == 200
    return len(kueri)


def test_kueri_halaman_rencana_tetap(dunia, client):
    url, hitung = alamat("rencana", dunia.rencana), {}
    for banyak in (1, 50):
        ajukan(dunia, "draf")
        isi_baris(dunia, banyak)
        for peran in SEMUA_PERAN:
            client.force_login(dunia.orang[peran])
            ajukan(dunia, "draf" if peran == "ketua_tim" else "disetujui")
            hitung.setdefault(peran, []).append(jumlah_kueri(client, url))
    assert {peran: dua == banyak <= 12 for peran, (dua, banyak) in hitung.items()} == dict.fromkeys(SEMUA_PERAN, True)


def test_kueri_daftar_tetap(dunia, ketua):
    url = reverse("naskah:daftar")
    RencanaFactory(satker=dunia.satker, tahun_mulai=2022, tahun_selesai=2022)
    isi_dua = jumlah_kueri(ketua, url)
    for tahun in range(1960, 2010):
        RencanaFactory(satker=dunia.satker, tahun_mulai=tahun, tahun_selesai=tahun)
    assert jumlah_kueri(ketua, url) == isi_dua <= 12


# --- isolation


# --- head, areas, program prioritas


def test_ubah_kepala(dunia, ketua, isian):
    url = alamat("kepala", dunia.rencana)
    data = isian(ketua.get(url), "main form", judul="Judul\nbaru")
    assert ketua.post(url, data).status_code == 302
    assert RencanaKerja.objects.get().judul == "Judul baru"


@pytest.mark.parametrize("nama", ["kepala", "area_baru"])
def test_susunan_bukan_untuk_koordinator(dunia, client, nama):
    client.force_login(dunia.orang["koordinator"])
    halaman = sup(client.get(alamat(nama, dunia.rencana)))
    assert not halaman.select("main form")
    assert "hanya diubah ketua tim" in halaman.select_one(".alert").text


def test_area_ketujuh_ditambah_dan_diganti_nama(dunia, ketua, isian):
    ketua.post(alamat("area_baru", dunia.rencana), {"nama": "Inovasi"})
    area = AreaRencana.objects.get(nama="Inovasi")
    assert (area.nomor_tertulis, area.jenis) == ("III.", "pengungkit_tambahan")
    url = alamat("area_ubah", area)
    jawab = ketua.post(url, isian(ketua.get(url), "main form", nama="Inovasi Layanan", sebutan="Zona"))
    assert jawab["Location"].endswith(f"#area-{area.pk}")
    area.refresh_from_db()
    assert (area.nama, area.sebutan) == ("Inovasi Layanan", "Zona")


def test_area_yang_diubah_orang_lain_menampilkan_keduanya(dunia, ketua, isian):
    area = dunia.area[0]
    url = alamat("area_ubah", area)
    milik_saya = isian(ketua.get(url), "main form", nama="Nama saya")
    ketua.post(url, isian(ketua.get(url), "main form", nama="Nama orang lain"))
    jawab = ketua.post(url, milik_saya)
    assert jawab.status_code == 409
    teks = sup(jawab).select_one(".bandingan").text
    assert all(x in teks for x in ("Nama orang lain", "Nama saya", "Manajemen Perubahan"))
    area.refresh_from_db()
    assert area.nama == "Nama orang lain"
    ketua.post(url, isian(jawab, "main form"))
    area.refresh_from_db()
    assert area.nama == "Nama saya"


def test_hapus_area_kosong_lalu_urungkan(dunia, ketua):
    kosong = dunia.area[1]
    jawab = ketua.post(alamat("area_hapus", kosong), {"versi": "1"}, follow=True)
    assert f"#{kosong.pk}" not in jawab.text
    urungkan = sup(jawab).select_one("#kabar form")
    assert "Area dihapus: Penataan Tata Laksana" in " ".join(urungkan.text.split())
    ketua.post(urungkan["action"])
    assert dunia.rencana.area.hidup().count() == 2


def test_hapus_area_berisi_memberi_alasan(dunia, ketua):
    jawab = ketua.post(alamat("area_hapus", dunia.area[0]), {"versi": "1"}, follow=True)
    assert "masih berisi baris" in jawab.text


def test_program_prioritas_ditambah_diubah_dihapus(dunia, client, isian):
    client.force_login(dunia.orang["koordinator"])
    area = dunia.area[0]
    client.post(alamat("program_baru", area), {"teks": "1. **POS BAR** di meja\n2. Lomba"})
    satu, dua = area.program.hidup()
    assert (satu.label, satu.teks, dua.label) == ("1.", "**POS BAR** di meja", "2.")
    assert "<strong>POS BAR</strong>" in client.get(alamat("rencana", dunia.rencana)).text
    url = alamat("program_ubah", satu)
    client.post(url, isian(client.get(url), "main form", teks="POS BAR baru"))
    jawab = client.post(alamat("program_hapus", dua), {"versi": "1"}, follow=True)
    assert sup(jawab).select_one("#kabar form")
    assert [x.teks for x in area.program.hidup()] == ["POS BAR baru"]


def test_hapus_program_yang_berubah_ditolak(dunia, ketua, isian):
    program = ProgramPrioritas.objects.create(area=dunia.area[0], teks="Program")
    url = alamat("program_ubah", program)
    ketua.post(url, isian(ketua.get(url), "main form", teks="Diubah"))
    jawab = ketua.post(alamat("program_hapus", program), {"versi": "1"}, follow=True)
    assert "Baru saja diubah orang lain" in jawab.text
    assert dunia.area[0].program.hidup().exists()


def test_koordinator_area_lain_tidak_menambah_program(dunia, client):
    client.force_login(dunia.orang["koordinator"])
    client.post(alamat("program_baru", dunia.area[1]), {"teks": "X"})
    assert not dunia.area[1].program.exists()


@pytest.mark.parametrize("peran", ["anggota", "kepala", "admin_satker", "admin_pusat"])
def test_peran_lain_tidak_menulis_lewat_post(dunia, client, peran):
    client.force_login(dunia.orang[peran])
    kiriman = [
        (alamat("area_baru", dunia.rencana), {"nama": "X"}),
        (alamat("baris_baru", dunia.area[0]), {"uraian": "X"}),
        (alamat("baris_hapus", dunia.baris), {"baris-versi": "1"}),
        (alamat("program_baru", dunia.area[0]), {"teks": "X"}),
        (reverse("naskah:pulihkan", args=["baris", dunia.baris.pk]), {}),
    ]
    for url, isi in kiriman:
        client.post(url, isi)
    dunia.baris.refresh_from_db()
    assert dunia.baris.dihapus_pada is None
    assert (dunia.rencana.area.count(), dunia.area[0].baris.count(), dunia.area[0].program.count()) == (2, 1, 0)


def test_dihapus_kosong_dan_pemulihan_menurut_hak(dunia, ketua, client):
    url = alamat("dihapus", dunia.rencana)
    assert "Tidak ada yang dihapus" in ketua.get(url).text
    ketua.post(alamat("baris_hapus", dunia.baris), {"baris-versi": "1"})
    assert len(sup(ketua.get(url)).select("tbody form")) == 1
    client.force_login(orang(dunia.satker, "koordinator", area="TL"))
    halaman = sup(client.get(url))
    assert not halaman.select("tbody form")
    assert "koordinator area lain" in halaman.text
