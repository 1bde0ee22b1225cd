"""Deputies of the kepala: named for a period, with his rights for just that period, by the right people only."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.pabrik import BarisFactory, PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.akun.models import Pengguna
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.bukti.policies import boleh_verifikasi
from zi.common.galat import GalatDomain, TidakBerhak
from zi.naskah.models import Versi
from zi.naskah.services import ajukan, langkah
from zi.notifikasi.models import Notifikasi
from zi.pengungkit.models import AreaBaku
from zi.satker import queries
from zi.satker.hak import hak
from zi.satker.models import Pegawai, Peran
from zi.satker.policies import boleh_tunjuk_wakil
from zi.satker.services_impor import baris_sekarang
from zi.satker.services_orang import IsiOrang, IsiPeran, akhiri_peran, beri_peran
from zi.satker.services_wakil import akhiri_wakil, tunjuk_wakil

pytestmark = pytest.mark.django_db
SEKARANG = "2026-03-02 01:00:00+00:00"  # 09.00 in Mataram
SENIN, JUMAT = datetime.date(2026, 3, 2), datetime.date(2026, 3, 6)


@pytest.fixture(autouse=True)
def _jam():
    with time_machine.travel(SEKARANG, tick=False):
        yield


@pytest.fixture
def rencana():
    return BarisFactory().tabel.rencana


@pytest.fixture
def unit(rencana):
    satker = rencana.satker
    satker.kode, satker.nama = "unit", "Kantor Uji Mataram"
    satker.save()
    return satker


@pytest.fixture
def kepala(unit):
    return orang(unit, "kepala", pengguna__nama="Laras Kepala")


@pytest.fixture
def anggota(unit):
    return orang(unit, "anggota", pengguna__nama="Tirta Anggota")


@pytest.fixture
def wakil(unit, kepala, anggota):
    return tunjuk_wakil(unit, anggota, "Plh.", SENIN, JUMAT, oleh=kepala)


def pada(waktu):
    return time_machine.travel(waktu, tick=False)


def segar(siapa):
    """As the next request sees him: his rights are read again."""
    return Pengguna.objects.get(pk=siapa.pk)


def memutuskan(siapa, unit):
    return hak(segar(siapa)).punya(unit.pk, "kepala")


class TestTunjuk:
    def test_peran_dan_kabar(self, wakil, unit, anggota):
        assert (wakil.nama, wakil.mulai, wakil.selesai) == ("Plh. Kepala satker", SENIN, JUMAT)
        assert memutuskan(anggota, unit)
        kabar = Notifikasi.objects.get()
        assert kabar.penerima == anggota
        for potong in (
            "Mulai 2 Maret 2026 sampai 6 Maret 2026 Anda dapat menyetujui",
            "“Plh. Kepala Kantor Uji Mataram”",
            "Ditetapkan oleh Laras Kepala.",
        ):
            assert potong in kabar.isi
        assert kabar.tautan == reverse("satker:wakil", args=["unit"])

    def test_dua_kali_sekali(self, wakil, unit, kepala, anggota):
        assert tunjuk_wakil(unit, anggota, "Plh.", SENIN, JUMAT, oleh=kepala) == wakil
        assert Peran.objects.filter(pengguna=anggota, jenis="kepala").count() == 1
        assert Notifikasi.objects.count() == 1

    @pytest.mark.parametrize(
        ("ganti", "kalimat"),
        [
            ({"sebutan": "Plt."}, r"Tirta Anggota sudah mewakili kepala \(Plh\.\) 2 Maret 2026 sampai 6 Maret 2026"),
            (
                {"mulai": JUMAT, "selesai": JUMAT + datetime.timedelta(days=9)},
                r"sudah mewakili kepala \(Plh\.\) 2 Maret",
            ),
            ({"selesai": SENIN - datetime.timedelta(days=1)}, "mendahului tanggal mulai"),
            (
                {"mulai": SENIN - datetime.timedelta(days=9), "selesai": SENIN - datetime.timedelta(days=2)},
                "sudah lewat seluruhnya",
            ),
            ({"selesai": SENIN + datetime.timedelta(days=367)}, "paling lama satu tahun"),
            ({"sebutan": ""}, "Pilih sebutannya"),
            ({"sebutan": "Pj."}, "Pilih sebutannya"),
        ],
    )
    def test_isian_buruk(self, wakil, unit, kepala, anggota, ganti, kalimat):
        isi = {"sebutan": "Plh.", "mulai": SENIN, "selesai": JUMAT} | ganti
        with pytest.raises(GalatDomain, match=kalimat):
            tunjuk_wakil(unit, anggota, **isi, oleh=kepala)
        assert Peran.objects.filter(pengguna=anggota, jenis="kepala").count() == 1

    def test_orang_lain_pada_masa_yang_sama_boleh(self, wakil, unit, kepala):
        tunjuk_wakil(unit, orang(unit, "ketua_tim"), "a.n.", SENIN, JUMAT, oleh=kepala)
        assert queries.daftar_wakil(unit).count() == 2

    def test_bukan_diri_sendiri(self, unit):
        admin = orang(unit, "admin_satker")
        with pytest.raises(GalatDomain, match="diri sendiri"):
            tunjuk_wakil(unit, admin, "Plh.", SENIN, JUMAT, oleh=admin)
        assert admin not in queries.calon_wakil(unit, admin)

    def test_bukan_kepala_sendiri(self, unit, kepala):
        with pytest.raises(GalatDomain, match="sendiri kepala satker"):
            tunjuk_wakil(unit, kepala, "Plh.", SENIN, JUMAT, oleh=orang(unit, "admin_satker"))

    def test_hanya_orang_satker_ini(self, unit, kepala):
        lewat = orang(unit, "anggota", selesai=SENIN - datetime.timedelta(days=1))
        nonaktif = orang(unit, "anggota", pengguna__is_active=False)
        menilai = orang(unit, "evaluator")
        PeranFactory(pengguna=menilai, satker=unit, jenis="anggota")
        asing = orang(SatkerFactory(instansi=unit.instansi), "anggota")
        for bukan in (lewat, nonaktif, menilai, asing, PenggunaFactory()):
            with pytest.raises(GalatDomain, match="dipilih dari tim kerja"):
                tunjuk_wakil(unit, bukan, "Plh.", SENIN, JUMAT, oleh=kepala)
        assert not queries.daftar_wakil(unit).exists()
        assert not queries.calon_wakil(unit, kepala).exists()

    def test_wakil_tidak_menunjuk_wakil(self, wakil, unit, anggota):
        with pytest.raises(TidakBerhak, match="tidak menunjuk wakil lain"):
            tunjuk_wakil(unit, orang(unit, "ketua_tim"), "Plh.", SENIN, JUMAT, oleh=segar(anggota))

    def test_kepala_satker_lain_tidak(self, unit, anggota):
        asing = orang(SatkerFactory(instansi=unit.instansi), "kepala")
        with pytest.raises(TidakBerhak):
            tunjuk_wakil(unit, anggota, "Plh.", SENIN, JUMAT, oleh=asing)
        assert not boleh_tunjuk_wakil(orang(unit, "kepala", selesai=SENIN - datetime.timedelta(days=1)), unit)


class TestAkhiri:
    def test_hak_berakhir_dan_riwayat_tetap(self, wakil, unit, kepala, anggota):
        with pada("2026-03-04 01:00:00+00:00"):
            akhiri_wakil(wakil, oleh=kepala)
            assert not memutuskan(anggota, unit)
        wakil.refresh_from_db()
        assert (wakil.selesai, wakil.dibatalkan_pada) == (datetime.date(2026, 3, 3), None)
        assert list(queries.daftar_wakil(unit)) == [wakil]
        assert Notifikasi.objects.filter(penerima=anggota, judul__startswith="Anda tidak lagi").count() == 1

    def test_dua_kali_satu_kabar(self, wakil, kepala):
        akhiri_wakil(wakil, oleh=kepala)
        akhiri_wakil(wakil, oleh=kepala)
        assert Notifikasi.objects.filter(judul__startswith="Anda tidak lagi").count() == 1

    def test_ditunjuk_lagi_sesudah_dibatalkan_diberi_kabar_lagi(self, wakil, unit, kepala, anggota):
        akhiri_wakil(wakil, oleh=kepala)
        assert not memutuskan(anggota, unit)
        with pada("2026-03-02 05:00:00+00:00"):
            assert tunjuk_wakil(unit, anggota, "Plt.", SENIN, JUMAT, oleh=kepala).status() == "berjalan"
        assert memutuskan(anggota, unit)
        assert Notifikasi.objects.filter(judul__startswith="Anda mewakili").count() == 2

    def test_yang_belum_mulai_dibatalkan(self, unit, kepala, anggota):
        nanti = tunjuk_wakil(unit, anggota, "Plh.", JUMAT, JUMAT, oleh=kepala)
        assert akhiri_wakil(nanti, oleh=kepala).status() == "batal"

    def test_bukan_oleh_wakil_atau_anggota(self, wakil, unit, anggota):
        for siapa in (segar(anggota), orang(unit, "ketua_tim"), orang(unit, "evaluator")):
            with pytest.raises(TidakBerhak):
                akhiri_wakil(wakil, oleh=siapa)

    def test_kepala_tidak_mengakhiri_peran_lain(self, unit, kepala, anggota):
        for peran in (anggota.peran.get(), kepala.peran.get()):
            with pytest.raises(GalatDomain, match="bukan wakil kepala"):
                akhiri_wakil(peran, oleh=kepala)

    def test_admin_juga_lewat_halaman_orang(self, wakil, unit, anggota):
        akhiri_peran(wakil, oleh=orang(unit, "admin_satker"))
        assert not memutuskan(anggota, unit)


class TestMasa:
    """The unit is in Mataram (WITA, UTC+8); the server's own clock is WIB."""

    @pytest.mark.parametrize(
        ("waktu", "berhak"),
        [
            ("2026-03-01 15:59:00+00:00", False),  # Sunday 23.59 WITA
            ("2026-03-01 16:00:00+00:00", True),  # Monday 00.00 WITA, Sunday 23.00 WIB
            ("2026-03-06 15:59:00+00:00", True),  # Friday 23.59 WITA
            ("2026-03-06 16:00:00+00:00", False),  # Saturday 00.00 WITA, Friday 23.00 WIB
        ],
    )
    def test_menurut_tanggal_satker(self, wakil, unit, anggota, waktu, berhak):
        with pada(waktu):
            for zona in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
                with timezone.override(zona):
                    assert memutuskan(anggota, unit) is berhak
                    assert (segar(anggota).peran.get(jenis="kepala").status() == "berjalan") is berhak

    def test_memutuskan_dalam_masanya_saja(self, wakil, rencana, anggota):
        ajukan(rencana, oleh=orang(rencana.satker, "ketua_tim"))
        with pada("2026-03-07 01:00:00+00:00"), pytest.raises(GalatDomain):
            langkah(rencana, "setujui", oleh=segar(anggota))
        langkah(rencana, "setujui", oleh=segar(anggota))
        versi = Versi.objects.get()
        assert (versi.status, versi.diputus_oleh) == ("disetujui", anggota)
        assert versi.pengesah["sebutan"] == "Plh."
        assert versi.pengesah["jabatan_kepala"] == "Kepala Kantor Uji Mataram"

    def test_tidak_menyetujui_ajuan_sendiri(self, rencana, unit, kepala):
        ketua = orang(unit, "ketua_tim")
        ajukan(rencana, oleh=ketua)
        tunjuk_wakil(unit, ketua, "Plh.", SENIN, JUMAT, oleh=kepala)
        with pytest.raises(GalatDomain, match="ajukan sendiri"):
            langkah(rencana, "setujui", oleh=segar(ketua))


class TestTidakMelebar:
    @pytest.fixture
    def pemenuhan(self, rencana, anggota):
        area = rencana.area.get()
        area.area_baku = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
        area.save()
        syarat = SyaratBukti.objects.create(area=area, teks="SK", jenis=["sk"])
        berkas = Berkas.objects.create(satker=rencana.satker, judul="SK", diunggah_oleh=anggota)
        return PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=anggota)

    def test_wakil_tidak_memeriksa_unggahannya(self, wakil, pemenuhan, anggota):
        assert not boleh_verifikasi(segar(anggota), pemenuhan)

    def test_koordinator_yang_menjadi_wakil_juga_tidak(self, wakil, unit, pemenuhan, anggota):
        PeranFactory(pengguna=anggota, satker=unit, jenis="koordinator", area="MP")
        assert "sendiri" in boleh_verifikasi(segar(anggota), pemenuhan).alasan

    def test_menjadi_wakil_tidak_memberi_hak_memeriksa(self, unit, kepala, pemenuhan):
        siapa = orang(unit, "anggota", area="MP")
        tunjuk_wakil(unit, siapa, "Plh.", SENIN, JUMAT, oleh=kepala)
        assert not boleh_verifikasi(segar(siapa), pemenuhan)
        assert boleh_verifikasi(orang(unit, "koordinator", area="MP"), pemenuhan)

    def test_bukan_orang_dan_peran(self, wakil, unit, client, anggota):
        client.force_login(anggota)
        assert client.get(reverse("satker:beri", args=["unit"])).status_code == 403


class TestPeranBiasa:
    def test_beri_peran_tidak_menganggap_wakil_sebagai_kepala(self, wakil, unit, anggota):
        isi = IsiPeran("kepala", mulai=SENIN, selesai=JUMAT)
        with pytest.raises(GalatDomain, match="wakil kepala pada masa itu"):
            beri_peran(unit, IsiOrang(anggota.email, anggota.nama), isi, oleh=orang(unit, "admin_satker"))

    def test_wakil_yang_dibatalkan_dapat_menjadi_kepala(self, wakil, unit, kepala, anggota):
        akhiri_wakil(wakil, oleh=kepala)
        isi = IsiPeran("kepala", mulai=SENIN)
        peran = beri_peran(unit, IsiOrang(anggota.email, anggota.nama), isi, oleh=orang(unit, "admin_satker"))
        assert (peran.nama, peran.selesai) == ("Kepala satker", None)

    def test_daftar_excel_tanpa_wakil(self, wakil, unit, anggota):
        jenis = [b["jenis"] for b in baris_sekarang(unit) if b["surel"] == anggota.email]
        assert jenis == ["Anggota"]


class TestHalaman:
    ALAMAT = "/satker/unit/wakil/"
    ISI = {"sebutan": "Plh.", "mulai": "2026-03-02", "selesai": "2026-03-06"}

    def test_alamat(self, unit):
        assert reverse("satker:wakil", args=["unit"]) == self.ALAMAT

    @pytest.mark.parametrize(
        ("jenis", "kode", "formulir"),
        [
            ("kepala", 200, True),
            ("admin_satker", 200, True),
            ("anggota", 200, False),
            ("koordinator", 200, False),
            ("evaluator", 404, False),
        ],
    )
    def test_siapa_melihat_dan_menunjuk(self, client, unit, anggota, jenis, kode, formulir):
        client.force_login(orang(unit, jenis))
        jawab = client.get(self.ALAMAT)
        assert jawab.status_code == kode
        assert ("Tunjuk wakil" in jawab.text) is formulir
        jawab = client.post(self.ALAMAT, {**self.ISI, "orang": anggota.pk})
        assert jawab.status_code == (302 if formulir else 403 if kode == 200 else 404)
        assert queries.daftar_wakil(unit).exists() is formulir

    def test_satker_lain_tidak_ada(self, client, wakil):
        client.force_login(orang(SatkerFactory(), "kepala"))
        for alamat in (self.ALAMAT, f"{self.ALAMAT}{wakil.pk}/akhiri/"):
            assert client.get(alamat).status_code == client.post(alamat).status_code == 404
        assert Peran.objects.get(pk=wakil.pk).status() == "berjalan"

    def test_usulan_awal(self, client, unit, kepala, anggota):
        Pegawai.objects.create(satker=unit, pengguna=anggota, nama="Tirta, S.S.", jabatan="Widyabasa")
        client.force_login(kepala)
        jawab = client.get(self.ALAMAT)
        assert 'value="2026-03-02"' in jawab.text
        assert 'value="2026-03-09"' in jawab.text
        assert [t for _, t in jawab.context["form"].fields["orang"].choices] == [
            "Pilih orang",
            "Tirta, S.S., Widyabasa",
        ]
        assert "Sekarang tidak ada yang mewakili" in jawab.text

    def test_tunjuk_lalu_akhiri(self, client, unit, kepala, anggota):
        client.force_login(kepala)
        jawab = client.post(self.ALAMAT, {**self.ISI, "orang": anggota.pk}, follow=True)
        assert "Tirta Anggota mewakili kepala satker (Plh.). Ia sudah diberi tahu." in jawab.text
        assert "2 Maret 2026 – 6 Maret 2026" in jawab.text
        peran = queries.daftar_wakil(unit).get()
        assert client.get(f"{self.ALAMAT}{peran.pk}/akhiri/").status_code == 302
        assert Peran.objects.get(pk=peran.pk).status() == "berjalan"
        jawab = client.post(f"{self.ALAMAT}{peran.pk}/akhiri/", follow=True)
        assert "tidak lagi mewakili kepala satker" in jawab.text
        assert [jawab.context["kini"], jawab.context["riwayat"]] == [[], [peran]]

    def test_peringatan_wakil_kedua(self, client, wakil, unit, kepala):
        client.force_login(kepala)
        kedua = orang(unit, "ketua_tim", pengguna__nama="Gita Kedua")
        jawab = client.post(self.ALAMAT, {**self.ISI, "sebutan": "a.n.", "orang": kedua.pk}, follow=True)
        assert "ada juga wakil lain: Tirta Anggota (Plh.)" in jawab.text

    @pytest.mark.parametrize(
        "ganti",
        [
            {"orang": "0"},
            {"orang": "x"},
            {"sebutan": ""},
            {"sebutan": "Pj."},
            {"mulai": ""},
            {"selesai": ""},
            {"selesai": "31/02/2026"},
            {"selesai": "2026-03-01"},
            {"selesai": "9999-12-31"},
        ],
    )
    def test_isian_buruk(self, client, unit, kepala, anggota, ganti):
        client.force_login(kepala)
        jawab = client.post(self.ALAMAT, {**self.ISI, "orang": anggota.pk} | ganti)
        assert jawab.status_code == 200
        assert jawab.context["form"].errors
        assert jawab.text.index("<form", jawab.text.index("<main")) < jawab.text.index("Sekarang tidak ada")
        assert not queries.daftar_wakil(unit).exists()

    def test_orang_satker_lain_tidak_dapat_dipilih(self, client, unit, kepala):
        asing = orang(SatkerFactory(instansi=unit.instansi), "anggota")
        client.force_login(kepala)
        assert "orang" in client.post(self.ALAMAT, {**self.ISI, "orang": asing.pk}).context["form"].errors

    def test_wakil_melihat_tanpa_formulir(self, client, wakil, anggota):
        client.force_login(anggota)
        jawab = client.get(self.ALAMAT)
        assert "Wakil kepala tidak menunjuk wakil lain." in jawab.text
        assert client.post(self.ALAMAT, self.ISI).status_code == 403
        assert client.post(f"{self.ALAMAT}{wakil.pk}/akhiri/").status_code == 403

    def test_akhiri_hanya_wakil(self, client, unit, kepala, anggota):
        client.force_login(kepala)
        assert client.post(f"{self.ALAMAT}{anggota.peran.get().pk}/akhiri/").status_code == 404

    def test_sebutan_tampak_di_mana_mana(self, client, wakil, unit, anggota):
        client.force_login(anggota)
        for alamat in (reverse("beranda:beranda"), reverse("satker:ganti")):
            assert "Plh. Kepala satker sampai 6 Maret 2026" in client.get(alamat).text
        for nama, argumen in (("profil", []), ("orang", ["unit"]), ("seseorang", ["unit", anggota.pk])):
            assert "Plh. Kepala satker" in client.get(reverse(f"satker:{nama}", args=argumen)).text

    @pytest.mark.parametrize("nama", ["rincian", "orang"])
    def test_tautan_menuju_halaman(self, client, unit, kepala, nama):
        client.force_login(kepala)
        assert f'href="{self.ALAMAT}"' in client.get(reverse(f"satker:{nama}", args=["unit"])).text
        assert f'href="{self.ALAMAT}"' in client.get(reverse("satker:profil")).text

    def test_jumlah_query_tetap(self, client, unit, kepala):
        client.force_login(kepala)
        hitung = []
        for banyak in (2, 48):
            for _ in range(banyak):
                siapa = orang(unit, "anggota")
                tunjuk_wakil(unit, siapa, "Plh.", SENIN, JUMAT, oleh=kepala)
                lewat = orang(unit, "anggota")
                PeranFactory(
                    pengguna=lewat, satker=unit, jenis="kepala", sebutan="Plt.", selesai=datetime.date(2021, 1, 1)
                )
            with CaptureQueriesContext(connection) as query:
                assert client.get(self.ALAMAT).status_code == 200
            hitung.append(len(query))
        assert hitung[0] == hitung[1] <= 14
