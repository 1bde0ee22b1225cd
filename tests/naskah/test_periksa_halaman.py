"""The page "Perlu diperiksa": who sees it, where its links land, and back."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.naskah.bantu import HTMX, alamat, segarkan, sup
from tests.pabrik import AksiFactory, BarisFactory, TabelFactory, orang
from zi.bukti.models import SyaratBukti
from zi.jadwal.acuan import muat_hari_libur
from zi.jadwal.services import tambah_jadwal
from zi.naskah.models import Pengesahan
from zi.naskah.queries_periksa import perlu_diperiksa
from zi.rencana.models import RencanaKerja

pytestmark = pytest.mark.django_db


@pytest.fixture
def keliru(dunia):
    """A row of area MP with a fault of every kind that has a field of its own; the first row is twice there."""
    muat_hari_libur()
    satu = BarisFactory(tabel=dunia.tabel[0], urutan=2, no_tertulis="2.", uraian="Rapat kerja")
    for teks in ("Menyusun agenda", "menyusun agenda."):
        AksiFactory(baris=satu, teks=teks, label="")
    for teks in ("tbd", "secara berkala", "8 Februari 2022", "Desember 2023–Maret 2024", "7 April 2023"):
        tambah_jadwal(satu, teks, oleh=dunia.ketua)
    dua = BarisFactory(tabel=dunia.tabel[0], urutan=3, no_tertulis="3.", uraian="Baris kosong")
    tiga = BarisFactory(tabel=dunia.tabel[0], urutan=4, no_tertulis="4.", uraian="PENYUSUNAN TIM KERJA")
    tambah_jadwal(tiga, "8 Maret 2023", oleh=dunia.ketua)
    SyaratBukti.objects.create(baris=tiga, teks="Undangan", jenis=["undangan"], tanggal="2023-03-10")
    Pengesahan.objects.create(rencana=dunia.rencana, nama="Orang lama", jabatan="Kepala Kantor Contoh")
    return dua


@pytest.fixture
def periksa(dunia):
    return alamat("perlu_diperiksa", dunia.rencana)


def tautan(jawab):
    """Kind → addresses of its lines."""
    return {s["id"]: [a["href"] for a in s.select("li a")] for s in sup(jawab).select("section[id]")}


def test_halaman_memuat_semua_jenis_dengan_jumlahnya(dunia, ketua, keliru, periksa):
    jawab = ketua.get(periksa)
    jumlah = {kode: len(isi) for kode, isi in tautan(jawab).items()}
    assert jumlah == {
        "tanpa_jadwal": 1,
        "aksi_tanpa_jadwal": 1,
        "belum_terbaca": 1,
        "tanpa_tanggal": 1,
        "luar_masa": 1,
        "bertentangan": 1,
        "hari_libur": 1,
        "undangan_terlambat": 1,
        "tanpa_bukti": 2,
        "tanpa_aksi": 2,
        "kembar": 2,
        "area_kosong": 1,
        "penanda_tangan": 1,
    }
    assert f"{sum(jumlah.values())} hal." in jawab.text
    assert "Wafat Yesus Kristus" in jawab.text
    assert "tidak menghalangi pengajuan" in jawab.text
    assert [int(x.text) for x in sup(jawab).select(".tab-area span")] == list(jumlah.values())


def test_tiap_tautan_mendarat_di_isiannya(dunia, ketua, keliru, periksa):
    semua = [url for isi in tautan(ketua.get(periksa)).values() for url in isi]
    assert len(semua) == 16
    for url in semua:
        bagian = urlsplit(url)
        halaman = sup(ketua.get(url))
        sasaran = halaman.select_one(f'[id="{bagian.fragment}"]')
        assert sasaran, url
        if "/baris/" in bagian.path:
            assert sasaran.name in {"input", "textarea"}
            assert not halaman.select("[data-fokus]"), "fokus milik isian yang ditunjuk alamat"


def test_dari_peringatan_ke_editor_dan_kembali(dunia, ketua, keliru, periksa, isian):
    (url,) = tautan(ketua.get(periksa))["tanpa_jadwal"]
    assert parse_qs(urlsplit(url).query) == {"periksa": ["tanpa_jadwal"]}
    editor = ketua.get(url)
    assert sup(editor).select_one(".bilah-simpan a")["href"] == f"{periksa}#tanpa_jadwal"
    assert not sup(editor).select("form.editor [hx-post], form.editor[hx-post]")  # a page of its own has no row to swap
    jawab = ketua.post(urlsplit(url).path, isian(editor, **{"isi-jadwal": "3 Maret 2023"}))
    assert jawab["Location"] == f"{periksa}#tanpa_jadwal"
    assert "tanpa_jadwal" not in tautan(ketua.get(periksa))


def test_simpan_lanjut_dan_isian_keliru_tetap_tahu_jalan_kembali(dunia, ketua, keliru, periksa, isian):
    (url,) = tautan(ketua.get(periksa))["tanpa_jadwal"]
    lanjut = ketua.post(urlsplit(url).path, isian(ketua.get(url), lalu="tetap"))
    assert lanjut["Location"] == f"{urlsplit(url).path}?periksa=tanpa_jadwal"
    salah = ketua.post(urlsplit(url).path, isian(ketua.get(url), **{"baris-uraian": ""}))
    assert salah.status_code == 422
    assert sup(salah).select_one("[name=periksa]")["value"] == "tanpa_jadwal"


def test_hapus_baris_kembar_kembali_ke_daftar_dengan_urungkan(dunia, ketua, keliru, periksa, isian):
    url = tautan(ketua.get(periksa))["kembar"][0]
    tombol = sup(ketua.get(url)).select_one("button[formaction]")["formaction"]
    jawab = ketua.post(tombol, isian(ketua.get(url)), follow=True)
    assert jawab.redirect_chain[-1][0].startswith(periksa)
    assert "PENYUSUNAN TIM KERJA" in sup(jawab).select_one("#kabar form").text
    assert len(tautan(jawab)["kembar"]) == 1


@pytest.mark.parametrize("kode", ["", "bukan_jenis", "https://contoh.invalid/", "<script>"])
def test_asal_yang_tidak_dikenal_diabaikan(dunia, ketua, ubah, isian, kode):
    editor = ketua.get(ubah, {"periksa": kode})
    assert not sup(editor).select("[name=periksa]")
    assert sup(editor).select_one("[data-fokus]")["name"] == "baris-uraian"
    jawab = ketua.post(ubah, isian(editor) | {"periksa": [kode]})
    assert jawab["Location"] == f"{alamat('rencana', dunia.rencana)}#baris-{dunia.baris.pk}"


def test_editor_di_tempat_tetap_menyimpan_di_tempat(dunia, ketua, ubah):
    editor = sup(ketua.get(ubah, headers=HTMX))
    assert editor.select_one("form.editor")["hx-post"] == ubah
    assert editor.select_one(".bilah-simpan a")["hx-get"] == alamat("baris", dunia.baris)


# --- people


@pytest.mark.parametrize(
    ("peran", "status"),
    [
        ("ketua_tim", 200),
        ("koordinator", 200),
        ("anggota", 200),
        ("kepala", 200),
        ("admin_satker", 200),
        ("admin_pusat", 200),
        ("evaluator", 404),
        ("satker_lain", 404),
    ],
)
def test_siapa_yang_melihat(dunia, client, periksa, peran, status):
    waktu = dunia.rencana.created_at
    RencanaKerja.objects.update(status="diajukan", diajukan_oleh=dunia.ketua, diajukan_pada=waktu)
    client.force_login(dunia.orang[peran])
    assert client.get(alamat("rencana", dunia.rencana)).status_code == (404 if peran == "satker_lain" else 200)
    assert client.get(periksa).status_code == status


@pytest.mark.parametrize("peran", ["anggota", "kepala", "koordinator_lain"])
def test_yang_tidak_boleh_mengubah_diantar_ke_barisnya(dunia, client, keliru, periksa, peran):
    lain = orang(dunia.satker, "koordinator", area="TL")
    client.force_login(dunia.orang.get(peran, lain))
    (url,) = tautan(client.get(periksa))["tanpa_jadwal"]
    assert url == f"{alamat('rencana', dunia.rencana)}#baris-{keliru.pk}"
    assert sup(client.get(url)).select_one(f"#baris-{keliru.pk}")


def test_koordinator_mengubah_areanya(dunia, client, keliru, periksa):
    client.force_login(dunia.orang["koordinator"])
    (url,) = tautan(client.get(periksa))["tanpa_jadwal"]
    assert urlsplit(url).path == alamat("baris_ubah", keliru)


def test_rencana_terkunci_diantar_ke_barisnya(dunia, ketua, keliru, periksa):
    waktu = dunia.rencana.created_at
    RencanaKerja.objects.update(status="diajukan", diajukan_oleh=dunia.ketua, diajukan_pada=waktu)
    jawab = ketua.get(periksa)
    assert "ketua tim dapat menariknya kembali" in jawab.text
    assert tautan(jawab)["tanpa_jadwal"] == [f"{alamat('rencana', dunia.rencana)}#baris-{keliru.pk}"]
    assert not [x for isi in tautan(jawab).values() for x in isi if "/ubah/" in x]


def test_area_tanpa_orang_diatur_admin(dunia, client, periksa):
    BarisFactory(tabel=dunia.tabel[1], urutan=1, uraian="Revisi POS")
    for peran, tujuan in (
        ("admin_satker", f"/satker/{dunia.satker.kode}/orang/"),
        ("ketua_tim", f"{alamat('rencana', dunia.rencana)}#area-{dunia.area[1].pk}"),
    ):
        client.force_login(dunia.orang[peran])
        assert tautan(client.get(periksa))["tanpa_orang"] == [tujuan]
    orang(dunia.satker, "anggota", area="TL")
    assert "tanpa_orang" not in tautan(client.get(periksa))


def test_peran_satker_lain_atau_yang_berakhir_bukan_orang_area(dunia, ketua, periksa):
    BarisFactory(tabel=dunia.tabel[1], urutan=1, uraian="Revisi POS")
    orang(dunia.satker, "koordinator", area="TL", selesai="2020-02-01")
    orang(dunia.orang["satker_lain"].peran.get().satker, "koordinator", area="TL")
    assert "tanpa_orang" in tautan(ketua.get(periksa))


# --- the whole


def test_tidak_ada_yang_perlu_diperiksa(dunia, ketua, periksa):
    dunia.jadwal.aksi.clear()
    dunia.area[1].dihapus_pada = dunia.rencana.created_at
    dunia.area[1].save()
    jawab = ketua.get(periksa)
    assert "Tidak ada yang perlu diperiksa" in jawab.text
    assert not sup(jawab).select("section[id]")


def test_peringatan_tidak_menghalangi_pengajuan(dunia, ketua, keliru):
    assert perlu_diperiksa(dunia.rencana, dunia.ketua).jumlah
    halaman = sup(ketua.get(alamat("rencana", dunia.rencana)))
    (ajukan,) = [a["href"] for a in halaman.select("a") if a["href"].endswith("/langkah/ajukan/")]
    assert ketua.post(ajukan, follow=True).status_code == 200
    dunia.rencana.refresh_from_db()
    assert dunia.rencana.status == "diajukan"


def test_menu_rencana_menunjuk_ke_halaman(dunia, client, periksa):
    client.force_login(dunia.ketua)
    assert sup(client.get(alamat("rencana", dunia.rencana))).select(f'a[href="{periksa}"]')


def test_yang_dihapus_tidak_ditegur(dunia, ketua, keliru, periksa):
    segarkan(keliru)
    keliru.dihapus_pada = dunia.rencana.created_at
    keliru.save()
    assert "tanpa_jadwal" not in tautan(ketua.get(periksa))


def test_kueri_tetap_berapa_pun_barisnya(dunia, django_assert_num_queries, django_assert_max_num_queries, client):
    rencana = RencanaKerja.objects.select_related("satker").get()

    def isi(n):
        satu = BarisFactory(tabel=dunia.tabel[n % 2], urutan=n, uraian=f"Rapat {n}")
        AksiFactory(baris=satu)
        tambah_jadwal(satu, "2 Juli 2023\ntbd", oleh=None)
        SyaratBukti.objects.create(baris=satu, teks="Undangan", jenis=["undangan"], tanggal="2023-07-09")

    isi(2)
    perlu_diperiksa(rencana, None)  # holidays and the like are read once a process
    with django_assert_num_queries(3):
        awal = perlu_diperiksa(rencana, None).jumlah
    for n in range(3, 53):
        isi(n)
    TabelFactory(area=dunia.area[1], judul="Kosong")
    with django_assert_num_queries(3):
        assert perlu_diperiksa(rencana, None).jumlah >= awal + 100
    client.force_login(dunia.ketua)
    with django_assert_max_num_queries(12):
        client.get(alamat("perlu_diperiksa", rencana))
