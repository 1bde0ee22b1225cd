"""The tree of units: seen, made, edited, moved; letterhead; switcher; profile."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pabrik import InstansiFactory, PeranFactory, SatkerFactory, orang
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.satker import queries, services
from zi.satker.models import Satker

pytestmark = pytest.mark.django_db
HALAMAN_ADMIN = ["ubah", "tambah", "pindah", "beri", "impor", "templat_orang"]


@pytest.fixture
def pusat():
    return SatkerFactory(kode="pusat", nama="Badan Uji")


@pytest.fixture
def unit(pusat):
    return SatkerFactory(kode="unit", nama="Kantor Uji NTB", parent=pusat, instansi=pusat.instansi)


@pytest.fixture
def anak(unit):
    return SatkerFactory(kode="anak", nama="Pos Uji", parent=unit, instansi=unit.instansi)


class TestPohon:
    def test_admin_pusat_melihat_subpohonnya_menurut_susunan(self, pusat, unit, anak):
        SatkerFactory(nama="Kantor Asing")
        pohon = queries.pohon(orang(pusat, "admin_pusat"))
        assert [(s.kode, s.kedalaman) for s in pohon] == [("pusat", 0), ("unit", 1), ("anak", 2)]

    def test_kedalaman_dihitung_dari_yang_terlihat(self, pusat, unit, anak):
        siapa = orang(anak, "ketua_tim")
        PeranFactory(pengguna=siapa, satker=pusat)
        assert [(s.kode, s.kedalaman) for s in queries.pohon(siapa)] == [("pusat", 0), ("anak", 1)]

    def test_halaman(self, client, pusat, unit):
        client.force_login(orang(unit, "anggota"))
        isi = client.get(reverse("satker:daftar")).content.decode()
        assert "Kantor Uji NTB" in isi
        assert "Badan Uji" not in isi

    @pytest.mark.parametrize(
        "halaman", ["rincian", "ubah", "tambah", "pindah", "orang", "beri", "impor", "templat_orang"]
    )
    def test_satker_lain_tidak_ada(self, client, unit, halaman):
        client.force_login(orang(SatkerFactory(instansi=unit.instansi), "admin_satker"))
        for metode in (client.get, client.post):
            assert metode(reverse(f"satker:{halaman}", args=["unit"])).status_code == 404

    @pytest.mark.parametrize("siapa", ["anggota", "koordinator", "ketua_tim", "kepala"])
    @pytest.mark.parametrize("halaman", HALAMAN_ADMIN)
    def test_bukan_admin_ditolak(self, client, unit, siapa, halaman):
        client.force_login(orang(unit, siapa))
        assert client.get(reverse(f"satker:{halaman}", args=["unit"])).status_code == 403
        assert client.get(reverse("satker:rincian", args=["unit"])).status_code == 200

    def test_jumlah_query_tetap(self, client, pusat):
        client.force_login(orang(pusat, "admin_pusat"))
        alamat = reverse("satker:daftar")
        hitung = []
        for banyak in (2, 48):
            SatkerFactory.create_batch(banyak, parent=pusat, instansi=pusat.instansi)
            with CaptureQueriesContext(connection) as query:
                client.get(alamat)
            hitung.append(len(query))
        assert hitung[0] == hitung[1] <= 12


class TestUbah:
    ISI = {"zona_waktu": "Asia/Jayapura", "alamat": "Jalan Baru 1", "kota": "Jayapura", "kop": "BARIS SATU\nBARIS DUA"}

    def test_admin_satker_mengubah_alamat_zona_dan_kop(self, client, unit):
        client.force_login(orang(unit, "admin_satker"))
        halaman = client.get(reverse("satker:ubah", args=["unit"])).content.decode()
        assert 'name="kode"' not in halaman
        isi = {**self.ISI, "versi": 1, "nama": "Diselundupkan", "kode": "lain"}
        assert client.post(reverse("satker:ubah", args=["unit"]), isi).status_code == 302
        unit.refresh_from_db()
        assert (unit.zona_waktu, unit.kota, unit.versi) == ("Asia/Jayapura", "Jayapura", 2)
        assert (unit.nama, unit.kode) == ("Kantor Uji NTB", "unit")
        assert unit.get_zona_waktu_display() == "WIT"

    def test_service_juga_menyaring_medan(self, unit):
        services.ubah_satker(unit, oleh=orang(unit, "admin_satker"), versi=1, nama="Diselundupkan", kota="Bima")
        unit.refresh_from_db()
        assert (unit.nama, unit.kota) == ("Kantor Uji NTB", "Bima")

    def test_admin_pusat_mengubah_nama(self, unit, pusat):
        services.ubah_satker(unit, oleh=orang(pusat, "admin_pusat"), versi=1, nama="Balai Uji NTB")
        assert Satker.objects.get(pk=unit.pk).nama == "Balai Uji NTB"

    def test_yang_kedua_melihat_kedua_versi(self, client, unit):
        services.ubah_satker(unit, oleh=orang(unit, "admin_satker"), versi=1, kota="Bima")
        client.force_login(orang(unit, "admin_satker"))
        jawab = client.post(reverse("satker:ubah", args=["unit"]), {**self.ISI, "versi": 1})
        isi = jawab.content.decode()
        assert jawab.status_code == 409
        assert "Bima" in isi
        assert "Jayapura" in isi
        assert 'name="versi" value="2"' in isi
        unit.refresh_from_db()
        assert unit.kota == "Bima"
        assert client.post(reverse("satker:ubah", args=["unit"]), {**self.ISI, "versi": 2}).status_code == 302

    def test_versi_lama_ditolak_service(self, unit):
        with pytest.raises(SudahBerubah):
            services.ubah_satker(unit, oleh=orang(unit, "admin_satker"), versi=7, kota="Bima")

    @pytest.mark.parametrize("kode", ["ganti", "saya"])
    def test_kode_yang_dipakai_halaman_lain_ditolak(self, pusat, kode):
        with pytest.raises(GalatDomain, match="Kode ini dipakai"):
            services.buat_satker(pusat, oleh=orang(pusat, "admin_pusat"), kode=kode, nama="X")


class TestTambahDanPindah:
    def test_tambah_anak(self, client, pusat):
        client.force_login(orang(pusat, "admin_pusat"))
        isi = {"kode": "baru", "nama": "Kantor Baru", "zona_waktu": "Asia/Jakarta"}
        assert client.post(reverse("satker:tambah", args=["pusat"]), isi).status_code == 302
        assert Satker.objects.get(kode="baru").parent == pusat
        ganda = client.post(reverse("satker:tambah", args=["pusat"]), isi)
        assert ganda.status_code == 200
        assert ganda.context["form"].errors["kode"]

    def test_admin_satker_tidak_menambah(self, unit):
        with pytest.raises(TidakBerhak):
            services.buat_satker(unit, oleh=orang(unit, "admin_satker"), kode="x", nama="X")

    def test_pindah(self, client, pusat, unit, anak):
        client.force_login(orang(pusat, "admin_pusat"))
        alamat = reverse("satker:pindah", args=["anak"])
        assert client.post(alamat, {"induk": pusat.pk}).status_code == 302
        anak.refresh_from_db()
        assert anak.parent == pusat

    def test_tidak_ke_bawah_dirinya(self, client, pusat, unit, anak):
        pelaku = orang(pusat, "admin_pusat")
        client.force_login(pelaku)
        assert client.post(reverse("satker:pindah", args=["unit"]), {"induk": anak.pk}).status_code == 200
        with pytest.raises(GalatDomain, match="di bawah dirinya sendiri"):
            services.pindahkan(unit, anak, oleh=pelaku)

    def test_pindah_dari_pembacaan_lama_tidak_membuat_lingkaran(self, pusat, unit):
        """Both movers read the tree before either moved; the second is checked against the tree as it is."""
        lain = SatkerFactory(parent=pusat, instansi=pusat.instansi)
        pelaku = orang(pusat, "admin_pusat")
        a, b = Satker.objects.get(pk=unit.pk), Satker.objects.get(pk=lain.pk)
        services.pindahkan(a, b, oleh=pelaku)
        with pytest.raises(GalatDomain):
            services.pindahkan(b, a, oleh=pelaku)

    def test_basis_data_menolak_induk_sendiri(self, unit):
        with pytest.raises(IntegrityError), transaction.atomic():
            Satker.objects.filter(pk=unit.pk).update(parent=unit.pk)

    def test_model_menolak_lingkaran_dan_instansi_lain(self, unit, anak):
        unit.parent = anak
        with pytest.raises(ValidationError, match="dirinya sendiri"):
            unit.full_clean()
        anak.parent = SatkerFactory(instansi=InstansiFactory(nama="Instansi Lain"))
        with pytest.raises(ValidationError, match="instansi yang sama"):
            anak.full_clean()


class TestKop:
    def test_disusun(self, unit):
        unit.alamat, unit.telepon = "Jalan Uji 1", "0370"
        assert queries.baris_kop(unit) == [
            "KEMENTERIAN UJI", "BADAN UJI", "KANTOR UJI NTB", "Jalan Uji 1, Mataram", "Telepon 0370",
        ]  # fmt: skip

    def test_satker_bernama_instansinya_disebut_sekali(self, unit):
        unit.parent.nama = unit.instansi.nama
        assert queries.baris_kop(unit)[:2] == ["KEMENTERIAN UJI", "KANTOR UJI NTB"]

    def test_ditulis_sendiri(self, unit):
        unit.kop = " SATU \n\nDUA"
        assert queries.baris_kop(unit) == ["SATU", "DUA"]

    def test_markup_tidak_hidup(self, client, unit):
        Satker.objects.filter(pk=unit.pk).update(kop="<script>alert(1)</script>")
        client.force_login(orang(unit, "kepala"))
        isi = client.get(reverse("satker:rincian", args=["unit"])).content.decode()
        assert "&lt;script&gt;alert(1)" in isi


class TestGanti:
    def test_berpindah_dan_bertahan(self, client, unit, anak):
        siapa = orang(unit, "ketua_tim")
        PeranFactory(pengguna=siapa, satker=anak)
        client.force_login(siapa)
        assert client.post(reverse("satker:ganti"), {"satker": anak.pk, "next": "/satker/"})["Location"] == "/satker/"
        assert client.session["satker"] == anak.pk
        assert queries.satker_aktif(siapa, anak.pk) == anak

    @pytest.mark.parametrize("nilai", ["asing", "0", ""])
    def test_hanya_satker_sendiri(self, client, unit, nilai):
        client.force_login(orang(unit, "ketua_tim"))
        pilihan = SatkerFactory().pk if nilai == "asing" else nilai
        client.post(reverse("satker:ganti"), {"satker": pilihan})
        assert "satker" not in client.session

    def test_next_ke_luar_diabaikan(self, client, unit):
        client.force_login(orang(unit, "ketua_tim"))
        jawab = client.post(reverse("satker:ganti"), {"satker": unit.pk, "next": "https://jahat.invalid/"})
        assert jawab["Location"] == "/"

    def test_halaman_menyebut_peran(self, client, unit):
        client.force_login(orang(unit, "koordinator"))
        assert "Koordinator MP" in client.get(reverse("satker:ganti")).content.decode()


def test_profil(client, unit):
    siapa = orang(unit, "anggota")
    client.force_login(siapa)
    isi = client.get(reverse("satker:profil")).content.decode()
    assert siapa.email in isi
    assert "Anggota MP" in isi
    assert "1 Januari 2020 – seterusnya" in isi
    assert "Mati" in isi
