"""Working on rows, with and without JavaScript."""

import pytest
from django.urls import reverse

from tests.naskah.bantu import HTMX, alamat, segarkan, sup, urut
from tests.pabrik import AksiFactory, BarisFactory, TabelFactory
from zi.jadwal.models import Jadwal
from zi.jadwal.services import tambah_jadwal
from zi.rencana.models import RencanaKerja
from zi.rencana.services import hapus

pytestmark = pytest.mark.django_db


# --- add


def test_tambah_baris_sekaligus_dengan_isinya(dunia, ketua, isian):
    url = alamat("baris_baru", dunia.area[1])
    data = isian(
        ketua.get(url),
        uraian="2. Rapat koordinasi",
        aksi="a. Menyusun agenda\r\nb. Melaksanakan rapat",
        jadwal="a. 26 Januari–Juni 2023\r\ntbd",
        syarat="1) Undangan, daftar hadir, notula\r\n2) SK Tim",
    )
    jawab = ketua.post(url, data)
    baris = dunia.area[1].baris.get()
    assert jawab["Location"] == f"{alamat('rencana', dunia.rencana)}#baris-{baris.pk}"
    assert (baris.no_tertulis, baris.uraian) == ("2.", "Rapat koordinasi")
    assert [(x.label, x.teks) for x in baris.aksi.all()] == [("a.", "Menyusun agenda"), ("b.", "Melaksanakan rapat")]
    rentang, belum = baris.jadwal.all()
    assert (str(rentang.mulai), str(rentang.selesai), rentang.terbaca) == ("2023-01-26", "2023-06-30", True)
    assert (belum.teks, belum.terbaca, belum.peringatan[0]["kode"]) == ("tbd", False, "BELUM_TERBACA")
    assert list(rentang.aksi.all()) == [baris.aksi.first()]
    assert baris.syarat.first().jenis == ["undangan", "daftar_hadir", "notula"]


def test_tambah_lagi_tetap_di_formulir(dunia, ketua, isian):
    url = alamat("baris_baru", dunia.area[1])
    assert ketua.post(url, isian(ketua.get(url), uraian="Satu", lalu="lagi"))["Location"] == url
    jawab = ketua.post(url, isian(ketua.get(url), uraian="Dua", lalu="lagi"), headers=HTMX)
    seksi = sup(jawab).select_one(f"#area-{dunia.area[1].pk}")
    assert seksi["hx-swap-oob"] == "true"
    assert seksi.select_one("form.editor [name=uraian][data-fokus]").text.strip() == ""
    assert urut(dunia.area[1].baris) == ["Satu", "Dua"]


def test_tambah_baris_kosong_ditolak_dengan_isian_tetap(dunia, ketua, isian):
    url = alamat("baris_baru", dunia.area[1])
    jawab = ketua.post(url, isian(ketua.get(url), uraian=" ", aksi="a. Menyusun agenda"))
    assert jawab.status_code == 422
    assert "a. Menyusun agenda" in sup(jawab).select_one("[name=aksi]").text
    assert not dunia.area[1].baris.exists()


def test_tambah_baris_tabel_lintas_area(dunia, ketua, isian):
    tabel = TabelFactory(area=None, rencana=dunia.rencana, tahun=2023)
    url = alamat("baris_baru_tabel", tabel)
    ketua.post(url, isian(ketua.get(url), uraian="Kegiatan tahunan", jadwal="3 Maret"))
    assert tabel.baris.get().jadwal.get().mulai.year == 2023


def test_baca_jadwal_tanpa_javascript(dunia, ketua, isian):
    url = alamat("baris_baru", dunia.area[1])
    jawab = ketua.post(url, isian(ketua.get(url), uraian="X", jadwal="26 Januari–Juni 2023", lalu="baca"))
    assert jawab.status_code == 200
    assert "26 Jan 2023 – 30 Jun 2023" in jawab.text
    assert not dunia.area[1].baris.exists()


def test_baca_jadwal_seketika(dunia, ketua):
    kepala = {**HTMX, "HX-Trigger-Name": "jadwal-7-teks"}
    url = alamat("baca_jadwal", dunia.rencana)
    jawab = ketua.get(url, {"jadwal-7-teks": "26 Januari–Juni 2023"}, headers=kepala)
    assert "26 Jan 2023 – 30 Jun 2023" in jawab.text
    teks = ketua.get(url, {"teks": "8 Februari 2022\n30 Februari 2023"}).text
    assert "di luar masa rencana kerja (2023)" in teks
    assert "Usulan" in teks
    assert "8 Feb 2023" in teks
    assert "tidak ada dalam kalender" in teks
    assert not Jadwal.objects.filter(teks__contains="Februari").exists()


def test_jenis_bukti_diusulkan_seketika(dunia, ketua):
    kepala = {**HTMX, "HX-Trigger-Name": "isi-syarat"}
    kirim = {"isi-syarat": "1. Undangan, daftar hadir, notula\n2. Sesuatu"}
    satu, dua = sup(ketua.get(alamat("usul_jenis", dunia.rencana), kirim, headers=kepala)).select("p")
    assert satu.select_one("strong").text == "Undangan, Daftar hadir, Notula"
    assert "belum dikenali" in dua.text
    assert ketua.get(alamat("usul_jenis", dunia.rencana)).text.strip() == ""


def test_kutipan_jadwal_tidak_menjadi_html(dunia, ketua):
    jawab = ketua.get(alamat("baca_jadwal", dunia.rencana), {"teks": "<script>alert(1)</script>"})
    assert "<script" not in jawab.text
    assert "&lt;script&gt;" in jawab.text


# --- edit


def test_ubah_semua_bagian_sekali_simpan(dunia, ketua, isian, ubah):
    a, _ = dunia.aksi
    data = isian(
        ketua.get(ubah),
        **{
            "baris-uraian": "Pembentukan Tim",
            f"aksi-{a.pk}-teks": "Menyusun mekanisme pemilihan",
            f"jadwal-{dunia.jadwal.pk}-teks": "Februari 2023",
            f"syarat-{dunia.syarat.pk}-teks": "SK Tim, notula",
            "isi-aksi": "Sosialisasi",
            "isi-jadwal": "3 Maret 2023",
            "isi-syarat": "Dokumentasi",
        },
    )
    jawab = ketua.post(ubah, data)
    assert jawab["Location"] == f"{alamat('rencana', dunia.rencana)}#baris-{dunia.baris.pk}"
    segarkan(dunia.baris, a, dunia.jadwal, dunia.syarat)
    assert dunia.baris.uraian == "Pembentukan Tim"
    assert urut(dunia.baris.aksi) == ["Menyusun mekanisme pemilihan", "Membentuk tim", "Sosialisasi"]
    assert dunia.baris.aksi.last().label == "c."
    assert (str(dunia.jadwal.selesai), urut(dunia.baris.jadwal)) == ("2023-02-28", ["Februari 2023", "3 Maret 2023"])
    assert dunia.syarat.jenis == ["sk", "notula"]
    assert urut(dunia.baris.syarat) == ["SK Tim, notula", "Dokumentasi"]


def test_simpan_tanpa_perubahan_tidak_menaikkan_versi(dunia, ketua, isian, ubah):
    waktu = dunia.rencana.created_at
    RencanaKerja.objects.update(status="dikembalikan", diajukan_oleh=dunia.ketua, diajukan_pada=waktu)
    ketua.post(ubah, isian(ketua.get(ubah)))
    segarkan(dunia.baris, dunia.jadwal, dunia.syarat)
    assert (dunia.baris.versi, dunia.jadwal.versi, dunia.syarat.versi) == (1, 1, 1)


def test_pasangan_jadwal_dan_aksi(dunia, ketua, isian, ubah):
    kunci = f"jadwal-{dunia.jadwal.pk}-aksi"
    semua = [str(x.pk) for x in dunia.aksi]
    ketua.post(ubah, isian(ketua.get(ubah), **{kunci: [semua[1]]}))
    assert [x.label for x in dunia.jadwal.aksi.all()] == ["b."]
    data = isian(ketua.get(ubah))
    del data[kunci]
    ketua.post(ubah, data)
    assert not dunia.jadwal.aksi.exists()
    ketua.post(ubah, isian(ketua.get(ubah), **{kunci: semua}))
    assert dunia.jadwal.aksi.count() == 2


def test_jenis_bukti_diubah_orang(dunia, ketua, isian, ubah):
    awalan = f"syarat-{dunia.syarat.pk}"
    ketua.post(ubah, isian(ketua.get(ubah), **{f"{awalan}-jenis": ["sk", "laporan"], f"{awalan}-per_kejadian": "on"}))
    segarkan(dunia.syarat)
    assert (sorted(dunia.syarat.jenis), dunia.syarat.per_kejadian) == (["laporan", "sk"], True)


@pytest.mark.parametrize(("pilihan", "status", "tahun"), [("terima", "diterima", 2023), ("tolak", "ditolak", 2022)])
def test_usulan_tahun_diputuskan_orang(dunia, ketua, isian, ubah, pilihan, status, tahun):
    (jadwal,) = tambah_jadwal(dunia.baris, "8 Februari 2022", oleh=dunia.ketua)
    halaman = ketua.get(ubah)
    assert "di luar masa rencana kerja" in sup(halaman).select_one(".usulan legend").text
    ketua.post(ubah, isian(halaman))
    segarkan(jadwal)
    assert jadwal.status_koreksi == "diusulkan"
    ketua.post(ubah, isian(ketua.get(ubah), **{f"jadwal-{jadwal.pk}-usulan": pilihan}))
    segarkan(jadwal)
    assert (jadwal.status_koreksi, jadwal.mulai.year, jadwal.teks) == (status, tahun, "8 Februari 2022")
    assert not sup(ketua.get(ubah)).select(".usulan")


def test_isian_keliru_tidak_hilang(dunia, ketua, isian, ubah):
    jawab = ketua.post(ubah, isian(ketua.get(ubah), **{"baris-uraian": "", "isi-aksi": "Sosialisasi"}))
    assert jawab.status_code == 422
    halaman = sup(jawab)
    assert halaman.select_one("[name=baris-uraian][aria-invalid=true]")
    assert halaman.select_one("[name=isi-aksi]").text.strip() == "Sosialisasi"
    assert not dunia.baris.aksi.filter(teks="Sosialisasi").exists()


def test_awal_yang_rusak_ditolak(dunia, ketua, isian, ubah):
    for rusak in ("[]", "bukan json", ""):
        assert ketua.post(ubah, isian(ketua.get(ubah), **{"baris-awal": rusak})).status_code == 422


def test_bagian_baris_lain_tidak_ikut_tersentuh(dunia, ketua, isian, ubah):
    asing = AksiFactory(teks="Milik orang")
    tambahan = {f"aksi-{asing.pk}-{k}": v for k, v in (("versi", "1"), ("awal", "{}"), ("teks", "Dibajak"))}
    ketua.post(ubah, isian(ketua.get(ubah), **tambahan))
    segarkan(asing)
    assert asing.teks == "Milik orang"


# --- move


def test_geser_butir_tetap_di_editor(dunia, ketua, isian, ubah):
    b = dunia.aksi[1]
    jawab = ketua.post(ubah, isian(ketua.get(ubah), lalu=f"naik-aksi-{b.pk}", **{"isi-syarat": "Notula"}))
    assert jawab["Location"] == ubah
    assert urut(dunia.baris.aksi) == ["Membentuk tim", "Menyusun mekanisme"]
    assert urut(dunia.baris.syarat) == ["SK Tim Kerja", "Notula"]


def test_geser_baris(dunia, ketua, isian, ubah):
    BarisFactory(tabel=dunia.tabel[0], urutan=2, uraian="Kedua")
    ketua.post(ubah, isian(ketua.get(ubah), lalu="turun"))
    assert urut(dunia.area[0].baris) == ["Kedua", "Penyusunan Tim Kerja"]
    ketua.post(ubah, isian(ketua.get(ubah), lalu="naik"))
    assert urut(dunia.area[0].baris) == ["Penyusunan Tim Kerja", "Kedua"]


def test_pindah_ke_area_lain(dunia, ketua, isian, ubah):
    tujuan = dunia.area[1]
    jawab = ketua.post(ubah, isian(ketua.get(ubah), lalu="pindah", area_tujuan=str(tujuan.pk)), headers=HTMX)
    segarkan(dunia.baris)
    assert (dunia.baris.area, dunia.baris.tabel) == (tujuan, dunia.tabel[1])
    assert [x["id"] for x in sup(jawab).select("section")] == [f"area-{x.pk}" for x in dunia.area]
    assert sup(jawab).select_one(f"#area-{tujuan.pk} #baris-{dunia.baris.pk} [data-fokus]")
    assert jawab["HX-Retarget"] == "#kabar"


@pytest.mark.parametrize("tujuan", ["", "0", "abc", "999999"])
def test_pindah_ke_tempat_yang_tidak_ada(dunia, ketua, isian, ubah, tujuan):
    assert ketua.post(ubah, isian(ketua.get(ubah), lalu="pindah", area_tujuan=tujuan)).status_code == 404


# --- delete and undo


def test_hapus_baris_lalu_urungkan_tanpa_javascript(dunia, ketua, isian, ubah):
    tujuan = sup(ketua.get(ubah)).select_one("button[formaction]")["formaction"]
    jawab = ketua.post(tujuan, isian(ketua.get(ubah)), follow=True)
    assert not sup(jawab).select(f"#baris-{dunia.baris.pk}")
    urungkan = sup(jawab).select_one("#kabar form")
    assert "Penyusunan Tim Kerja" in urungkan.text
    jawab = ketua.post(urungkan["action"], follow=True)
    assert sup(jawab).select(f"#baris-{dunia.baris.pk}")
    assert "dikembalikan ke tempatnya" in jawab.text
    assert not sup(jawab).select("#kabar form")


def test_hapus_baris_dengan_htmx(dunia, ketua):
    jawab = ketua.post(alamat("baris_hapus", dunia.baris), {"baris-versi": "1"}, headers=HTMX)
    halaman = sup(jawab)
    assert not halaman.select(f"#baris-{dunia.baris.pk}")
    assert halaman.select_one("#kabar button[data-fokus]").text.strip() == "Urungkan"
    assert halaman.select_one(f"#area-{dunia.area[0].pk}")["hx-swap-oob"] == "true"


@pytest.mark.parametrize("kelompok", ["aksi", "jadwal", "syarat"])
@pytest.mark.parametrize("kepala", [{}, HTMX])
def test_hapus_butir_lalu_urungkan(dunia, ketua, isian, ubah, kelompok, kepala):
    objek = {"aksi": dunia.aksi[0], "jadwal": dunia.jadwal, "syarat": dunia.syarat}[kelompok]
    data = isian(ketua.get(ubah), lalu=f"hapus-{kelompok}-{objek.pk}")
    jawab = ketua.post(ubah, data, headers=kepala, follow=True)
    segarkan(objek)
    assert objek.dihapus_pada
    urungkan = sup(jawab).select_one(".alert-info")
    assert str(objek) in urungkan.text
    ketua.post(urungkan["action"])
    segarkan(objek)
    assert objek.dihapus_pada is None


def test_halaman_dihapus_memuat_semua_jenis(dunia, ketua, django_assert_max_num_queries):
    hapus(dunia.aksi[0], 1, oleh=dunia.ketua)
    hapus(dunia.jadwal, 1, oleh=dunia.ketua)
    hapus(dunia.syarat, 1, oleh=dunia.ketua)
    with django_assert_max_num_queries(12):
        halaman = sup(ketua.get(alamat("dihapus", dunia.rencana)))
    assert [x.text for x in halaman.select("tbody th")] == ["SK Tim Kerja", "25 Januari 2023", "Menyusun mekanisme"]
    hapus(dunia.baris, 1, oleh=dunia.ketua)
    halaman = sup(ketua.get(alamat("dihapus", dunia.rencana)))
    assert [x.text for x in halaman.select("tbody th")] == ["Penyusunan Tim Kerja"]


@pytest.mark.parametrize("kunci", ["baris-1x", "baris-99999999999999999999", "lain-1", "baris-", "", "baris-0"])
def test_dihapus_yang_tidak_masuk_akal_diabaikan(dunia, ketua, kunci):
    jawab = ketua.get(alamat("rencana", dunia.rencana), {"dihapus": kunci})
    assert not sup(jawab).select("#kabar form")


def test_pulihkan_jenis_tak_dikenal(dunia, ketua):
    assert ketua.post(reverse("naskah:pulihkan", args=["satker", 1])).status_code == 404


# --- htmx


def test_editor_di_tempat_dan_batal(dunia, ketua, ubah):
    editor = sup(ketua.get(ubah, headers=HTMX))
    assert editor.select_one("tr.baris-ubah")["id"] == f"baris-{dunia.baris.pk}"
    assert editor.select_one("[data-fokus]")["name"] == "baris-uraian"
    assert not editor.select("html")
    baris = sup(ketua.get(alamat("baris", dunia.baris), headers=HTMX))
    assert baris.select_one("tr a.tombol-ubah").has_attr("data-fokus")
    assert ketua.get(alamat("baris", dunia.baris))["Location"].endswith(f"#baris-{dunia.baris.pk}")


def test_simpan_di_tempat_mengembalikan_baris_dengan_fokus(dunia, ketua, isian, ubah):
    jawab = ketua.post(ubah, isian(ketua.get(ubah), **{"baris-uraian": "Baru"}), headers=HTMX)
    baris = sup(jawab).select_one("tr")
    assert "Baru" in baris.select_one("th").text
    assert baris.select_one(".tombol-ubah").has_attr("data-fokus")


def test_simpan_lanjut_mengembalikan_editor(dunia, ketua, isian, ubah):
    jawab = ketua.post(ubah, isian(ketua.get(ubah), lalu="tetap", **{"isi-aksi": "Sosialisasi"}), headers=HTMX)
    editor = sup(jawab)
    assert "Sosialisasi" in editor.text
    assert editor.select_one("[name=isi-aksi]").text.strip() == ""


# --- the pairing of a schedule that the page does not ask about


@pytest.fixture
def tunggal(dunia):
    """A row with one action, and a schedule of that action."""
    baris = BarisFactory(tabel=dunia.tabel[1])
    aksi = AksiFactory(baris=baris, label="a.")
    (jadwal,) = tambah_jadwal(baris, "a. 25 Januari 2023", oleh=dunia.ketua)
    assert list(jadwal.aksi.all()) == [aksi]
    return baris, jadwal


def test_pasangan_satu_satunya_aksi_tidak_hilang(ketua, isian, tunggal):
    baris, jadwal = tunggal
    url = alamat("baris_ubah", baris)
    ketua.post(url, isian(ketua.get(url), **{"isi-aksi": "b. Aksi kedua", f"jadwal-{jadwal.pk}-teks": "2 Mei 2023"}))
    jadwal.refresh_from_db()
    assert jadwal.teks == "2 Mei 2023"
    assert [a.label for a in jadwal.aksi.all()] == ["a."]


def test_pasangan_tidak_hilang_bila_aksi_bertambah_sementara_formulir_terbuka(ketua, isian, tunggal):
    baris, jadwal = tunggal
    url = alamat("baris_ubah", baris)
    data = isian(ketua.get(url), **{"baris-uraian": "Diubah"})
    AksiFactory(baris=baris, label="b.")
    ketua.post(url, data)
    assert [a.label for a in jadwal.aksi.all()] == ["a."]


def test_pasangan_tetap_bisa_dilepas(dunia, ketua, isian, ubah):
    data = isian(ketua.get(ubah))
    data[f"jadwal-{dunia.jadwal.pk}-aksi"] = []
    ketua.post(ubah, data)
    assert not dunia.jadwal.aksi.exists()


def test_ubah_jadwal_menyebut_dulu_kejadian_yang_berubah(ketua, dunia, isian):
    """While typing, and without JavaScript by the button that reads what is typed."""
    medan = f"jadwal-{dunia.jadwal.pk}-teks"
    baca = alamat("baca_jadwal", dunia.rencana)
    kepala = {"HX-Request": "true", "HX-Trigger-Name": medan}
    assert "Bila disimpan" not in ketua.get(baca, {medan: "25 Januari 2023"}, headers=kepala).text
    isi = ketua.get(baca, {medan: "27 Januari 2023 dan 3 Maret 2023"}, headers=kepala).text
    assert "Bila disimpan: 1 kejadian bergeser, 1 kejadian bertambah." in isi
    ubah = alamat("baris_ubah", dunia.jadwal.baris)
    kiriman = isian(ketua.get(ubah), lalu="baca", **{medan: "27 Januari 2023"})
    assert "Bila disimpan: 1 kejadian bergeser." in ketua.post(ubah, kiriman).text
    assert dunia.jadwal.kejadian.get().mulai.day == 25
