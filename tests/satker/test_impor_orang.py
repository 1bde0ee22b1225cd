"""The list of people from a workbook: preview, confirmation, again, and everything offices send."""

import io
import zipfile
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from tests.pabrik import PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.akun.models import Pengguna
from zi.satker import services_impor
from zi.satker.models import Pegawai, Peran, PratinjauOrang
from zi.satker.services_orang import akhiri_peran

pytestmark = pytest.mark.django_db
KEPALA = ["Nama", "Surel", "NIP/NRP", "Jabatan", "Peran", "Area", "Mulai", "Selesai"]
SATU = [
    "Sari Uji, S.Pd.",
    "sari@uji.invalid",
    "19850312 201001 2 004",
    "Analis",
    "Anggota",
    "MP",
    date(2024, 1, 2),
    None,
]
DUA = ["Lalu Uji", "lalu@uji.invalid", None, None, "ketua tim", None, None, None]


@pytest.fixture(autouse=True)
def _area(monkeypatch):
    cache.clear()
    area = [("MP", "Manajemen Perubahan"), ("TL", "Tata Laksana")]
    monkeypatch.setattr("zi.rencana.queries.pilihan_area", lambda satker: area)


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


def buku(*baris, kepala=KEPALA, di_atas=()):
    wb = Workbook()
    for satu in [*di_atas, kepala, *baris]:
        wb.active.append(satu)
    keluar = io.BytesIO()
    wb.save(keluar)
    return keluar.getvalue()


def unggah(masuk, isi, nama="orang.xlsx"):
    return masuk.post(reverse("satker:impor", args=["unit"]), {"berkas": SimpleUploadedFile(nama, isi)}, follow=True)


def pratinjau(masuk, *baris, **lain):
    unggah(masuk, buku(*baris, **lain))
    return PratinjauOrang.objects.get()


def hasil(satu):
    return [x["status"] for x in satu.hasil]


def simpan(masuk, satu, **isi):
    return masuk.post(reverse("satker:pratinjau", args=["unit", satu.pk]), isi, follow=True)


class TestAlur:
    def test_pratinjau_tidak_menyimpan_apa_pun(self, masuk):
        sebelum = (Pengguna.objects.count(), Peran.objects.count(), Pegawai.objects.count())
        jawab = unggah(masuk, buku(SATU, DUA))
        assert hasil(PratinjauOrang.objects.get()) == ["baru", "baru"]
        assert "Akun baru dan peran baru" in jawab.content.decode()
        assert (Pengguna.objects.count(), Peran.objects.count(), Pegawai.objects.count()) == sebelum

    def test_simpan(self, masuk, unit, admin):
        simpan(masuk, pratinjau(masuk, SATU, DUA))
        sari = Pengguna.objects.get(email="sari@uji.invalid")
        assert (sari.nama, sari.nomor_induk) == ("Sari Uji, S.Pd.", "198503122010012004")
        assert not sari.has_usable_password()
        peran = sari.peran.get()
        assert (peran.satker, peran.jenis, peran.area, peran.mulai) == (unit, "anggota", "MP", date(2024, 1, 2))
        assert Pegawai.objects.get(pengguna=sari).jabatan == "Analis"
        assert Peran.objects.get(pengguna__email="lalu@uji.invalid").mulai == timezone.localdate()
        assert mail.outbox == []

    def test_berkas_yang_sama_tidak_mengubah_apa_pun(self, masuk, admin):
        simpan(masuk, pratinjau(masuk, SATU, DUA))
        with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
            masuk.force_login(admin)  # the session of then is over
            jawab = unggah(masuk, buku(SATU, DUA))
        assert hasil(PratinjauOrang.objects.get()) == ["sama", "sama"]
        assert "Tidak ada yang perlu disimpan" in jawab.content.decode()

    def test_perubahan_disebut(self, masuk):
        simpan(masuk, pratinjau(masuk, SATU))
        baru = [*SATU]
        baru[3], baru[7] = "Pranata", date(2030, 12, 31)
        satu = pratinjau(masuk, baru)
        assert hasil(satu) == ["berubah"]
        assert satu.hasil[0]["keterangan"] == "Jabatan: Analis → Pranata; Selesai: – → 2030-12-31"
        simpan(masuk, satu)
        assert Peran.objects.get(pengguna__email="sari@uji.invalid").selesai == date(2030, 12, 31)

    def test_sel_kosong_tidak_menghapus(self, masuk):
        simpan(masuk, pratinjau(masuk, SATU))
        assert hasil(pratinjau(masuk, ["", "sari@uji.invalid", None, None, "Anggota", "MP", None, None])) == ["sama"]

    def test_peran_yang_sudah_diakhiri_tidak_hidup_lagi(self, masuk, admin):
        simpan(masuk, pratinjau(masuk, SATU))
        akhiri_peran(Peran.objects.get(pengguna__email="sari@uji.invalid"), oleh=admin)
        assert hasil(pratinjau(masuk, SATU)) == ["sama"]

    def test_undangan_bila_dicentang(self, masuk, django_capture_on_commit_callbacks):
        PenggunaFactory(email="lalu@uji.invalid")
        satu = pratinjau(masuk, SATU, DUA)
        with django_capture_on_commit_callbacks(execute=True):
            simpan(masuk, satu, undang="1")
        assert [m.to for m in mail.outbox] == [["sari@uji.invalid"]]

    def test_klik_dua_kali_disimpan_sekali(self, masuk):
        satu = pratinjau(masuk, SATU)
        simpan(masuk, satu)
        assert "sudah disimpan" in simpan(masuk, satu).content.decode()
        assert Peran.objects.filter(pengguna__email="sari@uji.invalid").count() == 1

    def test_data_berubah_sejak_pratinjau(self, masuk):
        satu = pratinjau(masuk, SATU, DUA)
        PenggunaFactory(email="sari@uji.invalid")
        assert "berubah sejak pratinjau" in simpan(masuk, satu).content.decode()
        assert not Peran.objects.filter(pengguna__email="lalu@uji.invalid").exists()
        satu.refresh_from_db()
        assert satu.diterapkan_pada is None

    def test_pratinjau_kedaluwarsa(self, masuk):
        satu = pratinjau(masuk, SATU)
        with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
            masuk.force_login(orang(satu.satker, "admin_satker"))
            assert simpan(masuk, satu).status_code == 404  # another admin's preview
            masuk.force_login(satu.oleh)
            simpan(masuk, satu)
        assert not Pengguna.objects.filter(email="sari@uji.invalid").exists()

    def test_templat_kembali_tanpa_perubahan(self, masuk, unit):
        simpan(masuk, pratinjau(masuk, SATU, DUA))
        orang(unit, "evaluator")
        orang(unit, "kepala", selesai=date(2020, 1, 2))
        isi = masuk.get(reverse("satker:templat_orang", args=["unit"])).content
        satu = pratinjau_berkas(masuk, isi)
        assert hasil(satu) == ["sama"] * 4
        lembar = load_workbook(io.BytesIO(isi)).worksheets[0]
        assert [s.value for s in lembar[1]][:3] == ["Nama", "Surel", "NIP/NRP"]

    def test_satu_orang_dua_peran(self, masuk):
        dua = [*SATU]
        dua[4], dua[5] = "Koordinator", "tata laksana"
        satu = pratinjau(masuk, SATU, dua)
        assert [x["keterangan"] for x in satu.hasil] == ["Akun baru dan peran baru.", "Peran baru."]
        simpan(masuk, satu)
        assert {(p.jenis, p.area) for p in Peran.objects.filter(pengguna__email="sari@uji.invalid")} == {
            ("anggota", "MP"),
            ("koordinator", "TL"),
        }


def pratinjau_berkas(masuk, isi):
    unggah(masuk, isi)
    return PratinjauOrang.objects.get()


class TestBarisBermasalah:
    @pytest.mark.parametrize(
        ("kolom", "isi", "kalimat"),
        [
            (1, "bukan surel", "Surel “bukan surel” tidak benar."),
            (1, None, "Surel kosong."),
            (0, None, "Nama kosong."),
            (2, "198513122010012004", "NIP ini tidak mungkin"),
            (2, 198503122010012004, "angka belakangnya hilang"),
            (2, "abc", "Isi NIP 18 angka"),
            (4, "Raja", "Peran “Raja” tidak dikenal."),
            (4, None, "Peran kosong."),
            (4, "Admin pusat", "Hanya admin pusat di atas satker ini"),
            (4, "Evaluator", "Hanya admin pusat di atas satker ini"),
            (5, "XX", "Area “XX” tidak dikenal."),
            (5, None, "Isi area untuk anggota dan koordinator."),
            (6, "kapan-kapan", "Tanggal “kapan-kapan” tidak terbaca."),
            (6, "31/02/2024", "Tanggal “31/02/2024” tidak terbaca."),
            (7, date(2023, 1, 1), "mendahului"),
        ],
    )
    def test_satu_kalimat(self, masuk, kolom, isi, kalimat):
        baris = [*SATU]
        baris[kolom] = isi
        satu = pratinjau(masuk, baris, DUA)
        assert hasil(satu) == ["gagal", "baru"]
        assert kalimat in satu.hasil[0]["keterangan"]

    def test_baris_baik_tetap_disimpan(self, masuk):
        buruk = [*SATU]
        buruk[5] = "XX"
        jawab = simpan(masuk, pratinjau(masuk, buruk, DUA))
        assert "Tersimpan: 1 peran baru" in jawab.content.decode()
        assert not Pengguna.objects.filter(email="sari@uji.invalid").exists()
        assert Pengguna.objects.filter(email="lalu@uji.invalid").exists()

    def test_nip_kembar_di_berkas(self, masuk):
        kembar = ["Lain", "lain@uji.invalid", *SATU[2:]]
        assert hasil(pratinjau(masuk, SATU, kembar)) == ["baru", "gagal"]

    def test_peran_sendiri(self, masuk, admin):
        baris = ["Nama Saya", admin.email, None, None, "Kepala satker", None, None, None]
        satu = pratinjau(masuk, baris)
        assert "admin lain" in satu.hasil[0]["keterangan"]

    @pytest.mark.parametrize(
        "tulisan", ["2/1/2024", "02-01-2024", "2 Januari 2024", "2024-01-02", datetime(2024, 1, 2), date(2024, 1, 2)]
    )
    def test_bentuk_tanggal(self, masuk, tulisan):
        baris = [*SATU]
        baris[6] = tulisan
        simpan(masuk, pratinjau(masuk, baris))
        assert Peran.objects.get(pengguna__email="sari@uji.invalid").mulai == date(2024, 1, 2)

    def test_judul_kolom_dan_letaknya_bebas(self, masuk):
        kepala = ["  PERAN ", "Catatan", "E-mail", "nama", "Area"]
        baris = ["KETUA  TIM", "abaikan", "Sari@uji.invalid", "Sari", None]
        satu = pratinjau(masuk, baris, kepala=kepala, di_atas=[["Daftar orang"], []])
        assert (hasil(satu), satu.hasil[0]["nomor"]) == (["baru"], "4")


class TestRumus:
    def test_teks_rumus_tetap_teks(self, masuk, unit):
        wb = Workbook()
        wb.active.append(KEPALA)
        wb.active.append(["x", *SATU[1:]])
        sel = wb.active["A2"]
        sel.value, sel.data_type = '=HYPERLINK("http://jahat.invalid","klik")', "s"
        keluar = io.BytesIO()
        wb.save(keluar)
        satu = pratinjau_berkas(masuk, keluar.getvalue())
        simpan(masuk, satu)
        assert Pengguna.objects.get(email="sari@uji.invalid").nama.startswith("=HYPERLINK")
        isi = masuk.get(reverse("satker:templat_orang", args=["unit"])).content
        sel = [s for b in load_workbook(io.BytesIO(isi)).worksheets[0].iter_rows() for s in b]
        assert any(str(s.value).startswith("=HYPERLINK") for s in sel)
        assert "f" not in {s.data_type for s in sel}  # nothing is a formula

    def test_rumus_tidak_dihitung(self, masuk):
        baris = [*SATU]
        baris[0] = "=1+1"  # a formula without a saved value
        assert hasil(pratinjau(masuk, baris)) == ["gagal"]

    def test_html_tidak_hidup(self, masuk):
        baris = ["<script>alert(1)</script>", *SATU[1:]]
        assert "<script>alert" not in unggah(masuk, buku(baris)).content.decode()


class TestBerkasBuruk:
    def kalimat(self, masuk, isi, nama="orang.xlsx"):
        jawab = unggah(masuk, isi, nama)
        assert jawab.status_code == 200
        assert not PratinjauOrang.objects.exists()
        return jawab.content.decode()

    def test_bukan_buku(self, masuk):
        assert "bukan berkas Excel" in self.kalimat(masuk, b"halo")
        assert "bukan berkas Excel" in self.kalimat(masuk, b"PK\x03\x04rusak")

    def test_zip_lain(self, masuk):
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w") as arsip:
            arsip.writestr("a.txt", "a")
        assert "bukan berkas Excel" in self.kalimat(masuk, keluar.getvalue())

    def test_xls_lama_atau_terkunci(self, masuk):
        assert "Simpan sebagai .xlsx" in self.kalimat(masuk, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)

    def test_tanpa_kolom(self, masuk):
        assert "Surel dan Peran" in self.kalimat(masuk, buku(["a"], kepala=["Satu", "Dua"]))

    def test_kosong(self, masuk):
        assert "kosong" in self.kalimat(masuk, b"").lower()

    def test_terlalu_banyak_baris(self, masuk):
        banyak = [["N", f"n{i}@uji.invalid", None, None, "Kepala satker"] for i in range(1001)]
        assert "lebih dari 1.000 baris" in self.kalimat(masuk, buku(*banyak))

    def test_terlalu_besar(self, masuk):
        assert "lebih dari 5 MB" in self.kalimat(masuk, b"PK\x03\x04" + b"0" * 5_000_001)

    def test_zip_bom(self, masuk):
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
            arsip.writestr("xl/worksheets/sheet1.xml", b"0" * 41_000_000)
        assert "terlalu besar" in self.kalimat(masuk, keluar.getvalue())


def test_bukan_admin_404_atau_403(client, unit, admin):
    satu = PratinjauOrang.objects.create(satker=unit, oleh=admin, nama_berkas="x.xlsx")
    alamat = reverse("satker:pratinjau", args=["unit", satu.pk])
    for siapa, kode in ((orang(unit, "kepala"), 403), (orang(SatkerFactory(), "admin_satker"), 404)):
        client.force_login(siapa)
        assert client.get(alamat).status_code == client.post(alamat).status_code == kode


def test_jumlah_query_pratinjau_tetap(masuk, unit, admin):
    def hitung(banyak):
        baris = [dict.fromkeys(("nomor", "nama", "surel", "peran", "keterangan"), "x") | {"status": "baru"}] * banyak
        satu = PratinjauOrang.objects.create(satker=unit, oleh=admin, nama_berkas="x", hasil=baris)
        with CaptureQueriesContext(connection) as query:
            masuk.get(reverse("satker:pratinjau", args=["unit", satu.pk]))
        return len(query)

    assert hitung(2) == hitung(500) <= 12


def test_orang_yang_berperan_di_luar_tidak_diubah_akunnya(masuk, unit):
    luar = PeranFactory(pengguna__email="luar@uji.invalid", pengguna__nama="Nama Akun").pengguna
    simpan(masuk, pratinjau(masuk, ["Nama Di Sini", "luar@uji.invalid", "12345", None, "Kepala satker"]))
    luar.refresh_from_db()
    assert (luar.nama, luar.nomor_induk) == ("Nama Akun", None)
    assert Pegawai.objects.get(pengguna=luar).nama == "Nama Di Sini"


def test_hitung_menyebut_semua_hasil():
    assert services_impor.hitung([{"status": "baru"}]) == {"baru": 1, "berubah": 0, "sama": 0, "gagal": 0}
