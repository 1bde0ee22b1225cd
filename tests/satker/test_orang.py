"""People of a unit: who is listed, roles from–to, one-time links by an admin."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.pabrik import SANDI, PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.akun.models import Pengguna, Undangan
from zi.common.galat import GalatDomain, TidakBerhak
from zi.satker import queries
from zi.satker.hak import hak
from zi.satker.models import Peran
from zi.satker.services_orang import IsiOrang, IsiPeran, akhiri_peran, beri_peran

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _area(monkeypatch):
    cache.clear()
    monkeypatch.setattr(
        "zi.rencana.queries.pilihan_area", lambda satker: [("MP", "Manajemen Perubahan"), ("TL", "Tata")]
    )


@pytest.fixture
def unit():
    return SatkerFactory(kode="unit")


@pytest.fixture
def admin(unit):
    return orang(unit, "admin_satker")


@pytest.fixture
def masuk(client, admin):
    client.force_login(admin)
    return client


def hari(n):
    """Days from today where the units of these tests are."""
    return timezone.localdate(timezone=ZoneInfo("Asia/Makassar")) + datetime.timedelta(days=n)


def segar(pengguna):
    """As the next request sees him: his rights are read again."""
    return Pengguna.objects.get(pk=pengguna.pk)


class TestDaftar:
    def test_hanya_orang_satker_ini(self, masuk, unit):
        orang(unit, "kepala", pengguna__nama="Kepala Di Sini")
        orang(SatkerFactory(instansi=unit.instansi), "kepala", pengguna__nama="Kepala Di Sana")
        isi = masuk.get(reverse("satker:orang", args=["unit"])).content.decode()
        assert "Kepala Di Sini" in isi
        assert "Di Sana" not in isi

    def test_peran_di_satker_lain_tidak_bocor(self, masuk, unit):
        siapa = orang(unit, "kepala")
        PeranFactory(pengguna=siapa, satker=SatkerFactory(), jenis="evaluator", evaluator=True)
        for alamat in (reverse("satker:orang", args=["unit"]), reverse("satker:seseorang", args=["unit", siapa.pk])):
            assert "Evaluator" not in masuk.get(alamat).content.decode()

    def test_yang_selesai_hanya_bila_diminta(self, masuk, unit):
        orang(unit, "kepala", pengguna__nama="Kepala Lama", selesai=hari(-1))
        alamat = reverse("satker:orang", args=["unit"])
        assert "Kepala Lama" not in masuk.get(alamat).content.decode()
        assert "Kepala Lama" in masuk.get(alamat, {"semua": "1"}).content.decode()

    def test_cari(self, masuk, unit):
        orang(unit, "kepala", pengguna__nama="Baiq Contoh")
        orang(unit, "ketua_tim", pengguna__nama="Lalu Contoh")
        isi = masuk.get(reverse("satker:orang", args=["unit"]), {"cari": "baiq"}).content.decode()
        assert "Baiq Contoh" in isi
        assert "Lalu Contoh" not in isi

    @pytest.mark.parametrize(("jenis", "kode"), [("anggota", 200), ("kepala", 200), ("evaluator", 404)])
    def test_siapa_yang_melihat(self, client, unit, jenis, kode):
        client.force_login(orang(unit, jenis))
        assert client.get(reverse("satker:orang", args=["unit"])).status_code == kode

    def test_orang_satker_lain_404(self, masuk, unit):
        lain = orang(SatkerFactory(instansi=unit.instansi), "kepala")
        for nama in ("seseorang", "ubah_orang", "tautan", "kirim"):
            for metode in (masuk.get, masuk.post):
                assert metode(reverse(f"satker:{nama}", args=["unit", lain.pk])).status_code == 404
        assert masuk.post(reverse("satker:akhiri", args=["unit", lain.peran.get().pk])).status_code == 404

    def test_jumlah_query_tetap(self, masuk, unit):
        hitung = []
        for banyak in (2, 40):
            for _ in range(banyak):
                orang(unit, "anggota")
            with CaptureQueriesContext(connection) as query:
                masuk.get(reverse("satker:orang", args=["unit"]))
            hitung.append(len(query))
        assert hitung[0] == hitung[1] <= 12


class TestBeriPeran:
    ISI = {"surel": "Baru@uji.invalid", "nama": "Orang Baru, S.Pd.", "jenis": "anggota", "area": "MP"}

    def kirim(self, masuk, **lain):
        return masuk.post(reverse("satker:beri", args=["unit"]), {**self.ISI, "mulai": hari(0), **lain})

    def test_membuat_akun_tanpa_sandi(self, masuk, unit):
        jawab = self.kirim(masuk, nomor_induk="19850312 201001 1 004", jabatan="Pranata")
        baru = Pengguna.objects.get(email="baru@uji.invalid")
        assert jawab["Location"] == reverse("satker:seseorang", args=["unit", baru.pk])
        assert not baru.has_usable_password()
        assert baru.nomor_induk == "198503122010011004"
        assert baru.peran.get().area == "MP"
        assert queries.pegawai_dari(unit, baru).jabatan == "Pranata"
        assert mail.outbox == []

    def test_akun_yang_ada_dipakai(self, masuk, unit):
        lama = PenggunaFactory(email="baru@uji.invalid", nama="Nama Lama")
        self.kirim(masuk)
        lama.refresh_from_db()
        assert lama.nama == "Nama Lama"  # the account is not this admin's to change
        assert lama.has_usable_password()
        assert queries.pegawai_dari(unit, lama).nama == "Orang Baru, S.Pd."

    def test_dua_kali_satu_peran(self, masuk, unit):
        self.kirim(masuk)
        self.kirim(masuk)
        assert Peran.objects.filter(pengguna__email="baru@uji.invalid").count() == 1

    def test_masa_bertumpuk_ditolak(self, masuk, unit):
        self.kirim(masuk)
        jawab = self.kirim(masuk, selesai=hari(30))
        assert "sudah dimilikinya" in jawab.content.decode()

    @pytest.mark.parametrize(
        ("medan", "isi"),
        [
            ("area", {"area": ""}),
            ("selesai", {"selesai": hari(-1)}),
            ("nomor_induk", {"nomor_induk": "198513122010011004"}),
            ("jenis", {"jenis": "evaluator"}),
            ("jenis", {"jenis": "admin_pusat"}),
            ("surel", {"surel": "bukan-surel"}),
        ],
    )
    def test_isian_salah(self, masuk, medan, isi):
        jawab = self.kirim(masuk, **isi)
        assert medan in jawab.context["form"].errors
        assert not Pengguna.objects.filter(email="baru@uji.invalid").exists()

    def test_nip_milik_orang_lain(self, masuk):
        PenggunaFactory(nomor_induk="12345")
        jawab = self.kirim(masuk, nomor_induk="12345")
        assert jawab.status_code == 200
        assert jawab.context["form"].non_field_errors()
        assert not Pengguna.objects.filter(email="baru@uji.invalid").exists()

    def test_tidak_untuk_diri_sendiri(self, masuk, admin):
        jawab = self.kirim(masuk, surel=admin.email)
        assert "admin lain" in jawab.content.decode()

    def test_evaluator_oleh_admin_pusat(self, client, unit):
        client.force_login(orang(unit, "admin_pusat"))
        isi = {"jenis": "evaluator", "area": "MP", "tahun": "2024", "surat_tugas": "ST-9", "selesai": hari(60)}
        self.kirim(client, **isi)
        peran = Peran.objects.get(jenis="evaluator")
        assert (peran.tahun, peran.surat_tugas, peran.area) == (2024, "ST-9", "")
        assert "tahun" in self.kirim(client, **{**isi, "tahun": ""}).context["form"].errors

    def test_mulai_nanti_belum_berlaku(self, admin, unit):
        isi = IsiPeran("kepala", mulai=hari(3))
        peran = beri_peran(unit, IsiOrang("nanti@uji.invalid", "Kepala Nanti"), isi, oleh=admin)
        assert peran.status() == "belum"
        assert not hak(peran.pengguna).peran

    def test_basis_data_menolak_peran_kembar(self, unit):
        peran = PeranFactory(satker=unit, jenis="kepala")
        with pytest.raises(IntegrityError), transaction.atomic():
            PeranFactory(pengguna=peran.pengguna, satker=unit, jenis="kepala", mulai=peran.mulai)


class TestAkhiri:
    def akhiri(self, masuk, peran, **isi):
        return masuk.post(reverse("satker:akhiri", args=["unit", peran.pk]), isi)

    def test_sekarang_juga(self, masuk, unit):
        siapa = orang(unit, "ketua_tim")
        self.akhiri(masuk, siapa.peran.get())
        peran = Peran.objects.get(pengguna=siapa)
        assert peran.selesai == hari(-1)
        assert not hak(segar(siapa)).peran

    def test_pada_tanggal(self, masuk, unit):
        siapa = orang(unit, "ketua_tim")
        self.akhiri(masuk, siapa.peran.get(), pada=hari(10))
        assert Peran.objects.get(pengguna=siapa).selesai == hari(10)
        assert hak(segar(siapa)).peran

    def test_yang_baru_hari_ini_dibatalkan_dan_langsung_tak_berlaku(self, masuk, unit):
        siapa = orang(unit, "ketua_tim", mulai=hari(0))
        self.akhiri(masuk, siapa.peran.get())
        peran = Peran.objects.get(pengguna=siapa)
        assert peran.dibatalkan_pada is not None
        assert peran.status() == "batal"
        assert not hak(segar(siapa)).peran

    def test_yang_dibatalkan_bisa_diberi_lagi(self, admin, unit):
        siapa = orang(unit, "ketua_tim", mulai=hari(0))
        akhiri_peran(siapa.peran.get(), oleh=admin)
        beri_peran(unit, IsiOrang(siapa.email, siapa.nama), IsiPeran("ketua_tim"), oleh=admin)
        assert hak(segar(siapa)).punya(unit.pk, "ketua_tim")
        assert siapa.peran.count() == 1

    def test_dua_kali_tidak_apa(self, admin, unit):
        peran = orang(unit, "ketua_tim").peran.get()
        akhiri_peran(peran, oleh=admin)
        assert akhiri_peran(peran, oleh=admin).selesai == hari(-1)

    def test_bukan_peran_sendiri(self, masuk, admin):
        jawab = self.akhiri(masuk, admin.peran.get())
        assert jawab.status_code == 302
        assert admin.peran.get().selesai is None

    def test_admin_satker_tidak_mengakhiri_evaluator(self, unit, admin):
        with pytest.raises(TidakBerhak):
            akhiri_peran(orang(unit, "evaluator").peran.get(), oleh=admin)

    def test_tanggal_ngawur(self, masuk, unit):
        siapa = orang(unit, "ketua_tim")
        self.akhiri(masuk, siapa.peran.get(), pada="kapan-kapan")
        assert Peran.objects.get(pengguna=siapa).selesai is None


class TestTautan:
    def buat(self, masuk, siapa):
        return masuk.post(reverse("satker:tautan", args=["unit", siapa.pk]))

    def test_tampil_sekali_dan_membuka_akun(self, masuk, unit, admin):
        siapa = orang(unit, "anggota", pengguna__password=None)
        jawab = self.buat(masuk, siapa)
        isi = jawab.content.decode()
        alamat = re.search(r'value="(http\S+?)"', isi)[1]
        assert "readonly" in isi
        assert "no-store" in jawab["Cache-Control"]
        assert Undangan.objects.get().dibuat_oleh == admin
        halaman = masuk.get(reverse("satker:seseorang", args=["unit", siapa.pk])).content.decode()
        assert alamat not in halaman
        lain = Client()
        sandi = "sandi baru yang panjang"
        lain.post(alamat[alamat.index("/akun/") :], {"sandi": sandi, "ulangi": sandi})
        lain.post(reverse("account_login"), {"login": siapa.email, "password": sandi})
        assert get_user(lain) == siapa

    def test_get_tidak_membuat(self, masuk, unit):
        siapa = orang(unit, "anggota")
        assert masuk.get(reverse("satker:tautan", args=["unit", siapa.pk])).status_code == 302
        assert not Undangan.objects.exists()

    def test_tidak_untuk_yang_juga_berperan_di_luar(self, masuk, unit, django_capture_on_commit_callbacks):
        siapa = orang(unit, "anggota")
        PeranFactory(pengguna=siapa, satker=SatkerFactory(), jenis="kepala")
        assert self.buat(masuk, siapa).status_code == 302
        assert not Undangan.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            masuk.post(reverse("satker:kirim", args=["unit", siapa.pk]))
        assert [m.to for m in mail.outbox] == [[siapa.email]]

    def test_kirim_undangan(self, masuk, unit, django_capture_on_commit_callbacks):
        siapa = orang(unit, "anggota", pengguna__password=None)
        with django_capture_on_commit_callbacks(execute=True):
            masuk.post(reverse("satker:kirim", args=["unit", siapa.pk]))
        [surat] = mail.outbox
        assert "Undangan" in surat.subject
        assert surat.to == [siapa.email]

    @pytest.mark.parametrize("jenis", ["anggota", "koordinator", "ketua_tim", "kepala"])
    def test_bukan_admin_tidak_bisa(self, client, unit, jenis):
        client.force_login(orang(unit, jenis))
        siapa = orang(unit, "anggota")
        for nama in ("tautan", "kirim"):
            client.post(reverse(f"satker:{nama}", args=["unit", siapa.pk]))
        assert not Undangan.objects.exists()
        assert mail.outbox == []

    def test_dibatasi(self, masuk, unit, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "buat_tautan": "2/h/user"}
        siapa = orang(unit, "anggota")
        assert [self.buat(masuk, siapa).status_code for _ in range(3)] == [200, 200, 429]


class TestUbahOrang:
    def test_nama_akun_ikut_bila_kewenangannya_penuh(self, masuk, unit):
        siapa = orang(unit, "anggota")
        isi = {"nama": "Nama Baru", "nomor_induk": "12345", "jabatan": "Analis", "pangkat": ""}
        masuk.post(reverse("satker:ubah_orang", args=["unit", siapa.pk]), isi)
        siapa.refresh_from_db()
        assert (siapa.nama, siapa.nomor_induk) == ("Nama Baru", "12345")

    def test_akun_orang_luar_tidak_disentuh(self, masuk, unit):
        siapa = orang(unit, "anggota", pengguna__nama="Nama Akun")
        PeranFactory(pengguna=siapa, satker=SatkerFactory(), jenis="kepala")
        masuk.post(reverse("satker:ubah_orang", args=["unit", siapa.pk]), {"nama": "Nama Di Sini"})
        siapa.refresh_from_db()
        assert siapa.nama == "Nama Akun"
        assert queries.pegawai_dari(unit, siapa).nama == "Nama Di Sini"


def test_sandi_tidak_masuk_riwayat(unit, admin):
    from auditlog.models import LogEntry

    siapa = orang(unit, "anggota")
    siapa.set_password(SANDI + "x")
    siapa.save()
    assert all("password" not in (x.changes_dict or {}) for x in LogEntry.objects.all())


def test_riwayat_mencatat_siapa_yang_memberi(unit, admin):
    from auditlog.models import LogEntry

    peran = beri_peran(unit, IsiOrang("a@uji.invalid", "A B"), IsiPeran("kepala"), oleh=admin)
    catatan = LogEntry.objects.get_for_object(peran).get()
    assert catatan.actor == admin


def test_peran_diakhiri_oleh_dua_admin(unit, admin):
    """A stale object: the second sees the row as it is."""
    peran = orang(unit, "ketua_tim").peran.get()
    lama = Peran.objects.get(pk=peran.pk)
    akhiri_peran(peran, oleh=admin)
    assert akhiri_peran(lama, oleh=orang(unit, "admin_satker"), pada=hari(90)).selesai == hari(-1)


def test_galat_service_satu_kalimat(unit, admin):
    with pytest.raises(GalatDomain, match=r"^Isi area untuk anggota dan koordinator\.$"):
        beri_peran(unit, IsiOrang("a@uji.invalid", "A B"), IsiPeran("anggota"), oleh=admin)
