"""The home of each user."""

import pytest

from tests.dunia import bangun
from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from zi.bukti.models import SyaratBukti
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
    assert [s.teks for s in buka(client, dunia.orang["anggota"]).context["isi"].tugas] == []
    lain = SyaratBukti.objects.create(baris=dunia.baris, teks="Notula belum ada", urutan=2)
    isi = buka(client, dunia.orang["anggota"]).context["isi"]
    assert list(isi.tugas) == [lain]
    isi = buka(client, orang(dunia.satker, "anggota", area="PP")).context["isi"]
    assert isi.tugas == ()


def test_hitungan_memisahkan_yang_menunggu(client, dunia):
    isi = buka(client, dunia.orang["ketua_tim"]).context["isi"]
    assert isi.hitung == {"semua": 1, "diterima": 0, "menunggu": 1, "dikembalikan": 0, "belum": 0}


def test_kepala_menyetujui_dari_beranda(client, dunia):
    assert not buka(client, dunia.orang["kepala"]).context["isi"].menunggu_keputusan
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    laman = buka(client, dunia.orang["kepala"])
    assert "Menunggu keputusan Anda" in laman.text
    alamat = f"/rencana/{dunia.rencana.pk}/langkah/setujui/"
    assert f'formaction="{alamat}"' in laman.text
    jawab = client.post(alamat, {"catatan": "", "next": "/"})
    assert jawab.status_code == 302
    assert RencanaKerja.objects.get().status == "disetujui"


def test_kepala_mengembalikan_tanpa_catatan_ditolak_di_beranda(client, dunia):
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    client.force_login(dunia.orang["kepala"])
    alamat = f"/rencana/{dunia.rencana.pk}/langkah/kembalikan/"
    jawab = client.post(alamat, {"catatan": "", "next": "/"}, follow=True)
    assert jawab.redirect_chain[-1][0] == "/"
    assert "Tulis catatannya dulu" in jawab.text
    client.post(alamat, {"catatan": "Lengkapi jadwal.", "next": "/"})
    assert RencanaKerja.objects.get().status == "dikembalikan"


def test_evaluator_melihat_yang_diajukan_saja(client, dunia):
    assert buka(client, dunia.orang["evaluator"]).context["isi"].dinilai == ()
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    assert list(buka(client, dunia.orang["evaluator"]).context["isi"].dinilai) == [dunia.rencana]


def test_admin_pusat_melihat_bawahan(client, dunia):
    anak = SatkerFactory(parent=dunia.satker, nama="Kantor Cabang")
    isi = buka(client, dunia.orang["admin_pusat"]).context["isi"]
    assert dict(isi.bawahan) == {dunia.satker: dunia.rencana, anak: None}


@pytest.mark.parametrize("jenis", ["anggota", "ketua_tim", "kepala", "admin_satker", "evaluator", "admin_pusat"])
def test_kueri_tetap(client, dunia, jenis, django_assert_max_num_queries):
    for n in range(40):
        SyaratBukti.objects.create(baris=dunia.baris, teks=f"Bukti {n}", urutan=n + 2)
        SatkerFactory(parent=dunia.satker)
    client.force_login(dunia.orang[jenis])
    with django_assert_max_num_queries(12):
        client.get("/")
