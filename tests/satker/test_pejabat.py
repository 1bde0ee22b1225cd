"""How documents name a person: head, deputy, somebody of the team; and who counts as the head."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tests.pabrik import PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.satker.models import Pegawai, Peran
from zi.satker.pejabat import Pejabat, ada_kepala_berakun, kepala_definitif, pejabat

pytestmark = pytest.mark.django_db
KEMARIN = datetime.date.today() - datetime.timedelta(days=2)
NANTI = datetime.date.today() + datetime.timedelta(days=9)


@pytest.fixture
def unit():
    return SatkerFactory(nama="Kantor Uji Mataram", nama_pendek="KUM")


def pegawai(satker, pengguna, jabatan, **lain):
    nilai = {"nama": f"{pengguna.nama}, M.Hum." if pengguna else "Tanpa Akun, M.Hum.", "pangkat": "Pembina (IV/a)"}
    return Pegawai.objects.create(satker=satker, pengguna=pengguna, jabatan=jabatan, **nilai | lain)


def wakil(satker, sebutan="Plh.", **lain):
    return orang(satker, "kepala", sebutan=sebutan, **{"mulai": KEMARIN, "selesai": NANTI} | lain)


class TestPejabat:
    def test_kepala(self, unit):
        kepala = orang(unit, "kepala", pengguna__nama="Laras")
        pegawai(unit, kepala, "Kepala Kantor Uji Provinsi", nomor_induk="197411182000032990")
        assert pejabat(kepala, unit).ke_dict() == {
            "sebutan": "",
            "nama": "Laras, M.Hum.",
            "nomor_induk": "197411182000032990",
            "pangkat": "Pembina (IV/a)",
            "jabatan": "Kepala Kantor Uji Provinsi",
            "jabatan_kepala": "Kepala Kantor Uji Provinsi",
        }
        assert pejabat(kepala, unit).jabatan_tercetak == "Kepala Kantor Uji Provinsi"

    @pytest.mark.parametrize(
        ("sebutan", "tercetak"),
        [
            ("Plh.", "Plh. Kepala Kantor Uji Provinsi"),
            ("Plt.", "Plt. Kepala Kantor Uji Provinsi"),
            ("a.n.", "a.n. Kepala Kantor Uji Provinsi\nKepala Subbagian Umum"),
        ],
    )
    def test_wakil_memakai_jabatan_kepala(self, unit, sebutan, tercetak):
        pegawai(unit, orang(unit, "kepala"), "Kepala Kantor Uji Provinsi")
        siapa = wakil(unit, sebutan)
        pegawai(unit, siapa, "Kepala Subbagian Umum")
        hasil = pejabat(siapa, unit, "kepala")
        assert (hasil.sebutan, hasil.jabatan) == (sebutan, "Kepala Subbagian Umum")
        assert hasil.jabatan_tercetak == tercetak

    def test_jabatan_kosong_memakai_nama_satker(self, unit):
        siapa = wakil(unit, "Plt.")
        pegawai(unit, siapa, "Kepala Subbagian Umum")
        assert pejabat(siapa, unit).jabatan_tercetak == "Plt. Kepala Kantor Uji Mataram"

    def test_atas_nama_tanpa_jabatan_sendiri_satu_baris(self, unit):
        assert pejabat(wakil(unit, "a.n."), unit).jabatan_tercetak == "a.n. Kepala Kantor Uji Mataram"

    @pytest.mark.parametrize(
        ("tertulis", "tercetak"),
        [
            ("Kepala", "Kepala Kantor Uji Mataram"),
            ("", "Kepala Kantor Uji Mataram"),
            ("Widyabasa Ahli Madya", "Kepala Kantor Uji Mataram"),
            ("Ketua Pengadilan Negeri Uji", "Ketua Pengadilan Negeri Uji"),
        ],
    )
    def test_jabatan_kepala(self, unit, tertulis, tercetak):
        kepala = orang(unit, "kepala")
        pegawai(unit, kepala, tertulis)
        assert pejabat(kepala, unit).jabatan_tercetak == tercetak

    def test_bukan_kepala(self, unit):
        ketua = orang(unit, "ketua_tim")
        pegawai(unit, ketua, "Kepala Subbagian Umum")
        hasil = pejabat(ketua, unit)
        assert (hasil.jabatan_kepala, hasil.jabatan_tercetak) == ("", "Kepala Subbagian Umum")

    def test_tanpa_pegawai_memakai_akun(self, unit):
        siapa = orang(unit, "anggota", pengguna__nama="Nama Akun", pengguna__nomor_induk="12345")
        assert pejabat(siapa, unit) == Pejabat(nama="Nama Akun", nomor_induk="12345")

    def test_hanya_dalam_peran_yang_diminta(self, unit):
        """A ketua tim who also stands in for the kepala submits as ketua tim."""
        siapa = wakil(unit)
        PeranFactory(pengguna=siapa, satker=unit, jenis="ketua_tim")
        assert pejabat(siapa, unit, "ketua_tim").sebutan == ""
        assert pejabat(siapa, unit, "kepala").sebutan == "Plh."

    def test_masa_lewat_atau_satker_lain(self, unit):
        lewat = wakil(unit, mulai=KEMARIN, selesai=KEMARIN)
        asing = wakil(SatkerFactory())
        assert pejabat(lewat, unit).jabatan_kepala == pejabat(asing, unit).jabatan_kepala == ""

    def test_pegawai_satker_lain_tidak_dipakai(self, unit):
        siapa = orang(unit, "kepala", pengguna__nama="Nama Akun")
        pegawai(SatkerFactory(), siapa, "Kepala Kantor Lain")
        assert pejabat(siapa, unit).jabatan_tercetak == "Kepala Kantor Uji Mataram"

    def test_sistem_tanpa_nama(self, unit):
        pegawai(unit, None, "Kepala")
        assert pejabat(None, unit) == Pejabat()


class TestKepalaDefinitif:
    def test_bukan_wakilnya(self, unit):
        kepala = orang(unit, "kepala", pengguna__nama="Laras")
        wakil(unit)
        assert kepala_definitif(unit).nama == "Laras"
        assert kepala_definitif(unit) == pejabat(kepala, unit)

    def test_hanya_wakil(self, unit):
        wakil(unit)
        assert kepala_definitif(unit) is None

    def test_yang_terbaru(self, unit):
        orang(unit, "kepala", pengguna__nama="Lama")
        orang(unit, "kepala", pengguna__nama="Baru", mulai=KEMARIN)
        assert kepala_definitif(unit).nama == "Baru"

    @pytest.mark.parametrize("jabatan", ["Kepala", "kepala kantor uji mataram", "Kepala KUM"])
    def test_tanpa_akun(self, unit, jabatan):
        pegawai(unit, None, "Kepala Subbagian Umum", nama="Bukan Dia")
        pegawai(unit, None, jabatan, nomor_induk="12345")
        hasil = kepala_definitif(unit)
        assert (hasil.nama, hasil.nomor_induk) == ("Tanpa Akun, M.Hum.", "12345")
        assert hasil.jabatan_tercetak.casefold() in {"kepala kantor uji mataram", "kepala kum"}

    def test_tidak_ada(self, unit):
        pegawai(unit, None, "Kepala Subbagian Umum")
        pegawai(SatkerFactory(), None, "Kepala")
        assert kepala_definitif(unit) is None


class TestAdaKepala:
    def test_kepala_atau_wakil(self, unit):
        assert not ada_kepala_berakun(unit)
        wakil(unit)
        assert ada_kepala_berakun(unit)

    def test_tidak_dihitung(self, unit):
        orang(unit, "kepala", pengguna__is_active=False)
        orang(unit, "kepala", selesai=KEMARIN)
        orang(unit, "ketua_tim")
        orang(SatkerFactory(), "kepala")
        assert not ada_kepala_berakun(unit)
        assert kepala_definitif(unit) is None


@pytest.mark.parametrize(
    "isi",
    [
        {"jenis": "kepala", "sebutan": "Plh.", "selesai": None},
        {"jenis": "ketua_tim", "sebutan": "Plh.", "selesai": NANTI},
        {"jenis": "kepala", "sebutan": "Pj.", "selesai": NANTI},
    ],
)
def test_basis_data_menolak_wakil_yang_tidak_lengkap(unit, isi):
    with pytest.raises(IntegrityError), transaction.atomic():
        Peran.objects.create(pengguna=PenggunaFactory(), satker=unit, mulai=KEMARIN, **isi)


def test_nama_peran(unit):
    assert wakil(unit).peran.get().nama == "Plh. Kepala satker"
    assert orang(unit, "koordinator").peran.get().nama == "Koordinator MP"
    assert orang(unit, "evaluator").peran.get().nama == "Evaluator 2023"
