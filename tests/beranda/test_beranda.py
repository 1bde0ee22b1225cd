"""The home of each user."""

import pytest

from tests.dunia import bangun
from tests.pabrik import BarisFactory, PenggunaFactory, RencanaFactory, SatkerFactory, orang
from zi.bukti.models import SyaratBukti
from zi.jadwal.services import tambah_jadwal
from zi.naskah.services import ajukan
from zi.rencana.models import RencanaKerja

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


def buka(client, pengguna):
    client.force_login(pengguna)
    return client.get("/")


def test_tanpa_peran(client):
    assert "Belum ada peran" in buka(client, PenggunaFactory()).text


def test_anggota_melihat_tugas_areanya(client, dunia):
    assert [s.teks for s in buka(client, dunia.orang["anggota"]).context["isi"].tugas] == ["Bukti area MILIKKU"]
    lain = SyaratBukti.objects.create(baris=dunia.baris, teks="Notula belum ada", urutan=2)
    isi = buka(client, dunia.orang["anggota"]).context["isi"]
    assert lain in isi.tugas
    isi = buka(client, orang(dunia.satker, "anggota", area="PP")).context["isi"]
    assert isi.tugas == ()


def test_hitungan_memisahkan_yang_menunggu(client, dunia):
    isi = buka(client, dunia.orang["ketua_tim"]).context["isi"]
    assert [isi.hitung[k] for k in ("semua", "diterima", "menunggu", "dikembalikan", "belum")] == [2, 0, 1, 0, 1]


def test_kepala_menyetujui_dari_beranda(client, dunia):
    assert not buka(client, dunia.orang["kepala"]).context["isi"].menunggu_keputusan
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    laman = buka(client, dunia.orang["kepala"])
    assert "Menunggu keputusan Anda" in laman.text
    alamat = f"/rencana/{dunia.rencana.pk}/persetujuan/"
    assert f'href="{alamat}"' in laman.text
    assert client.post(alamat, {"aksi": "setujui", "versi": "2"}).status_code == 302
    assert RencanaKerja.objects.get().status == "disetujui"
    assert not buka(client, dunia.orang["kepala"]).context["isi"].menunggu_keputusan


def test_admin_mencatat_dari_beranda_bila_kepala_tanpa_akun(client, dunia):
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    assert not buka(client, dunia.orang["admin_satker"]).context["isi"].menunggu_keputusan
    dunia.orang["kepala"].peran.update(selesai="2022-01-01")
    assert buka(client, dunia.orang["admin_satker"]).context["isi"].menunggu_keputusan


def test_evaluator_melihat_yang_diajukan_saja(client, dunia):
    assert buka(client, dunia.orang["evaluator"]).context["isi"].dinilai == ()
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    assert list(buka(client, dunia.orang["evaluator"]).context["isi"].dinilai) == [dunia.rencana]


def test_admin_pusat_melihat_bawahan(client, dunia):
    anak = SatkerFactory(parent=dunia.satker, nama="Kantor Cabang")
    isi = buka(client, dunia.orang["admin_pusat"]).context["isi"]
    assert dict(isi.bawahan) == {dunia.satker: dunia.rencana, anak: None}


def test_bawahan_dibagi_per_laman(client, dunia):
    for n in range(30):
        SatkerFactory(parent=dunia.satker, nama=f"Cabang {n:02}")
    client.force_login(dunia.orang["admin_pusat"])
    pertama, kedua = (client.get("/", {"page": n}).context["isi"].bawahan for n in (1, 2))
    assert [s.nama for s, _ in kedua] == [
        "Cabang 25",
        "Cabang 26",
        "Cabang 27",
        "Cabang 28",
        "Cabang 29",
        "Kantor MILIKKU",
    ]
    assert len(pertama) == 25
    assert dict(kedua)[dunia.satker] == dunia.rencana


@pytest.mark.parametrize("jenis", ["anggota", "ketua_tim", "kepala", "admin_satker", "evaluator", "admin_pusat"])
def test_kueri_tetap(client, dunia, jenis, django_assert_max_num_queries):
    for n in range(40):
        SyaratBukti.objects.create(baris=dunia.baris, teks=f"Bukti {n}", urutan=n + 2)
        SatkerFactory(parent=dunia.satker)
    client.force_login(dunia.orang[jenis])
    with django_assert_max_num_queries(12):
        client.get("/")


def test_kepala_melihat_rencana_yang_berlaku_bukan_yang_terbaru(client, dunia):
    """The plan of the dunia was approved; a newer one is only a draft."""
    RencanaFactory(satker=dunia.satker, tahun_mulai=2024, tahun_selesai=2024)
    assert buka(client, dunia.orang["kepala"]).context["isi"].rencana == dunia.rencana
    assert buka(client, dunia.orang["ketua_tim"]).context["isi"].rencana.tahun_mulai == 2024


def test_tugas_mendahului_yang_lain_dan_yang_belum_waktunya_terakhir(client, dunia):
    depan = BarisFactory(tabel=dunia.tabel, uraian="Baris depan")
    tambah_jadwal(depan, "25 Januari 2090", oleh=dunia.orang["ketua_tim"])
    SyaratBukti.objects.create(baris=depan, teks="Bukti depan", urutan=1)
    laman = buka(client, dunia.orang["anggota"])
    assert [s.teks for s in laman.context["isi"].tugas][-1] == "Bukti depan"
    assert laman.text.count("Dijadwalkan") == 1
    assert laman.text.index('id="tugas"') < laman.text.index('id="tindak-lanjut"') < laman.text.index('id="rencana"')
