"""Signing the attendance list: with an account, with name and number, noted; once each, in time, of this unit."""

import datetime
import threading

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from tests.monev.bantu_rapat import RAPAT, SEBELUM, dunia, jadwalkan, saat, usulan
from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from zi.common.galat import GalatDomain, TidakBerhak
from zi.monev.models import Hadir, Rapat
from zi.monev.queries import daftar_hadir
from zi.monev.services_hadir import TAK_DIKENAL, batalkan_hadir, hadir_akun, hadir_dicatat, hadir_nomor
from zi.monev.services_peserta import keluarkan, undang_tamu
from zi.monev.services_rapat import langkah, ubah
from zi.satker.models import Pegawai

pytestmark = pytest.mark.django_db
NIP = "198001012005011003"  # of the anggota


@pytest.fixture
def jam():
    cache.clear()
    with time_machine.travel(SEBELUM, tick=False) as penjelajah:
        yield penjelajah


@pytest.fixture
def d(jam):
    d = dunia()
    d.rapat = jadwalkan(d)
    jam.move_to(RAPAT)
    return d


@pytest.fixture
def alamat(d):
    return reverse("monev:isi_hadir", args=[d.rapat.token])


def catatan(rapat):
    return [(h.nama, h.nomor_induk, h.cara, bool(h.peserta)) for h in rapat.hadir.all()]


# --- on the phone -----------------------------------------------------------------------------------------------
def test_dengan_akun_satu_ketukan_dan_dua_kali_sama_dengan_sekali(client, d, alamat):
    client.force_login(d.anggota)
    assert "Anda masuk sebagai Ahmad Anggota Rekaan" in client.get(alamat).text
    for _ in range(2):
        jawab = client.post(alamat, follow=True)
        assert "Ahmad Anggota Rekaan, S.E. tercatat hadir, 1 Desember 2026, 09.30 WITA" in jawab.text
    assert catatan(d.rapat) == [("Ahmad Anggota Rekaan, S.E.", NIP, "akun", True)]
    assert d.rapat.hadir.get().pada == RAPAT


@pytest.mark.parametrize("nama", ["Ahmad Anggota Rekaan, S.E.", "ahmad", "ANGGOTA rekaan"])
@pytest.mark.parametrize("nomor", [NIP, "19800101 200501 1 003"])
def test_dengan_nama_dan_nip(client, d, alamat, nama, nomor):
    for _ in range(2):
        jawab = client.post(alamat, {"nama": nama, "nomor_induk": nomor})
        assert "tercatat hadir, 1 Desember 2026, 09.30 WITA" in jawab.text
    assert catatan(d.rapat) == [("Ahmad Anggota Rekaan, S.E.", NIP, "nomor", True)]


def test_dengan_akun_lalu_dengan_nip_tetap_satu(client, d, alamat):
    client.post(alamat, {"nama": "Ahmad", "nomor_induk": NIP})
    client.force_login(d.anggota)
    assert "tercatat hadir" in client.get(alamat).text
    client.post(alamat)
    hadir_dicatat(d.rapat.peserta.get(pengguna=d.anggota), oleh=d.ketua)
    assert [c for _, _, c, _ in catatan(d.rapat)] == ["nomor"]


@pytest.mark.parametrize(
    ("nama", "nomor"),
    [
        ("Ahmad", "198001012005011999"),  # nobody's number
        ("Budi", NIP),  # somebody else's name
        ("Ahmad", ""),  # one who has a number signs with it
        ("Tidak Ada", ""),
        ("'; DROP TABLE monev_hadir; --", "x" * 24),
        ("Ahmad", "١٩٨٠"),
    ],
)
def test_yang_tidak_dikenal_ditolak_dengan_kalimat_yang_sama(client, d, alamat, nama, nomor):
    jawab = client.post(alamat, {"nama": nama, "nomor_induk": nomor})
    assert (jawab.status_code, TAK_DIKENAL in jawab.text) == (422, True)
    assert not Hadir.objects.exists()


def test_orang_satker_tanpa_undangan_tercatat_tanpa_undangan(client, d, alamat):
    Pegawai.objects.create(satker=d.satker, nama="Oka Pegawai Rekaan", nomor_induk="197001011995031001")
    client.post(alamat, {"nama": "Oka", "nomor_induk": "197001011995031001"})
    baru = orang(d.satker, "anggota", pengguna__nama="Putu Baru Rekaan", pengguna__nomor_induk="197001011995031002")
    client.post(alamat, {"nama": "Putu", "nomor_induk": "197001011995031002"})
    assert catatan(d.rapat) == [
        ("Oka Pegawai Rekaan", "197001011995031001", "nomor", False),
        ("Putu Baru Rekaan", "197001011995031002", "nomor", False),
    ]
    assert hadir_akun(d.rapat, oleh=baru).cara == "nomor"  # the same person again
    assert [b.nama for b in daftar_hadir(d.rapat)][-2:] == ["Oka Pegawai Rekaan", "Putu Baru Rekaan"]


def test_orang_satker_lain_ditolak(client, d, alamat):
    lain = orang(SatkerFactory(), "ketua_tim", pengguna__nomor_induk="197001011995031005", pengguna__nama="Luar Rekaan")
    assert TAK_DIKENAL in client.post(alamat, {"nama": "Luar", "nomor_induk": "197001011995031005"}).text
    client.force_login(lain)
    for jawab in (client.get(alamat), client.post(alamat)):
        assert "Rapat ini bukan rapat satker Anda" in jawab.text
    with pytest.raises(TidakBerhak):
        hadir_akun(d.rapat, oleh=lain)
    assert not Hadir.objects.exists()


def test_evaluator_satker_ini_bukan_peserta(client, d, alamat):
    client.force_login(orang(d.satker, "evaluator"))
    assert "bukan rapat satker Anda" in client.post(alamat).text


def test_tamu_satker_lain_yang_diundang_boleh(client, d, alamat):
    undang_tamu(d.rapat, "Luar Rekaan", oleh=d.ketua, jabatan="Inspektorat", nomor_induk="197001011995031005")
    undang_tamu(d.rapat, "Tanpa Nomor Rekaan", oleh=d.ketua)
    client.post(alamat, {"nama": "Luar", "nomor_induk": "197001011995031005"})
    client.post(alamat, {"nama": "tanpa  nomor rekaan", "nomor_induk": ""})
    assert catatan(d.rapat) == [
        ("Luar Rekaan", "197001011995031005", "nomor", True),
        ("Tanpa Nomor Rekaan", "", "nomor", True),
    ]


def test_tamu_bernomor_yang_ternyata_berakun(d):
    lain = orang(SatkerFactory(), "anggota", pengguna__nama="Luar Rekaan", pengguna__nomor_induk="197001011995031005")
    undang_tamu(d.rapat, "Luar Rekaan", oleh=d.ketua, nomor_induk="197001011995031005")
    hadir_nomor(d.rapat, "Luar", "197001011995031005")
    with pytest.raises(TidakBerhak):  # the account itself was not invited; its number signed already
        hadir_akun(d.rapat, oleh=lain)


# --- when -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pukul", "kalimat"),
    [
        (datetime.time(23, 59), "dibuka satu jam sebelum rapat: Selasa, 1 Desember 2026, 09.00–11.00 WITA"),
        (datetime.time(0, 0), ""),  # 08.00 WITA
        (datetime.time(4, 0), ""),  # 12.00 WITA
        (datetime.time(4, 1), "Daftar hadir sudah ditutup"),
    ],
)
def test_terlalu_pagi_dan_terlambat(client, d, jam, alamat, pukul, kalimat):
    hari = 30 if pukul.hour == 23 else 1
    jam.move_to(datetime.datetime(2026, 11 if hari == 30 else 12, hari, pukul.hour, pukul.minute, tzinfo=datetime.UTC))
    jawab = client.post(alamat, {"nama": "Ahmad", "nomor_induk": NIP})
    assert (kalimat or "tercatat hadir") in jawab.text
    assert d.rapat.hadir.count() == (not kalimat)
    assert ('name="nomor_induk"' in client.get(alamat).text) is (not kalimat)


def test_terlambat_dicatat_panitia_dan_terlalu_pagi_tidak(d, jam):
    peserta = d.rapat.peserta.get(pengguna=d.anggota)
    jam.move_to(saat(2026, 11, 30))
    with pytest.raises(GalatDomain, match="dibuka satu jam sebelum"):
        hadir_dicatat(peserta, oleh=d.ketua)
    jam.move_to(saat(2026, 12, 2))
    assert hadir_dicatat(peserta, oleh=d.ketua).cara == "dicatat"


def test_usulan_tidak_punya_daftar_dan_batal_menutupnya(client, d, jam):
    langkah(d.rapat, "batalkan", oleh=d.ketua, catatan="Ketua sakit.")
    jawab = client.post(reverse("monev:isi_hadir", args=[d.rapat.token]), {"nama": "Ahmad", "nomor_induk": NIP})
    assert "rapat ini batal" in jawab.text
    lain = usulan(d, datetime.date(2026, 12, 1))
    assert lain.token == ""
    with pytest.raises(GalatDomain, match="rapat ini usulan"):
        hadir_akun(lain, oleh=d.anggota)
    assert not Hadir.objects.exists()


def test_rapat_digeser_daftarnya_ikut(client, d, alamat):
    d.rapat.refresh_from_db()
    ubah(d.rapat, d.rapat.versi, oleh=d.ketua, mulai=saat(2026, 12, 3), selesai=saat(2026, 12, 3, 4))
    assert "dibuka satu jam sebelum" in client.get(alamat).text


# --- the address ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("token", ["x", "a" * 32, "a" * 300, "%00"])
def test_token_lain_tidak_ada(client, d, token):
    assert client.get(f"/rapat/hadir/{token}/").status_code == 404


def test_halaman_qr_tidak_menyebut_siapa_pun(client, d, alamat):
    undang_tamu(d.rapat, "Tamu Rahasia Rekaan", oleh=d.ketua)
    hadir_akun(d.rapat, oleh=d.anggota)
    teks = client.get(alamat).text
    assert "Rapat monev Zona Integritas November 2026" in teks
    assert 'name="nomor_induk"' in teks
    assert not [p.nama for p in d.rapat.peserta.all() if p.nama.split(",")[0] in teks]


def test_salah_berulang_kali_dihentikan_tetapi_seruang_boleh_masuk(client, d, alamat):
    for n in range(40):  # a whole room behind one address
        undang_tamu(d.rapat, f"Tamu {n:02} Rekaan", oleh=d.ketua)
        assert "tercatat hadir" in client.post(alamat, {"nama": f"Tamu {n:02} Rekaan", "nomor_induk": ""}).text
    status = [client.post(alamat, {"nama": "Salah", "nomor_induk": ""}).status_code for _ in range(32)]
    assert status == [422] * 30 + [429] * 2
    client.force_login(d.anggota)  # with an account it goes on
    assert "tercatat hadir" in client.post(alamat, follow=True).text


def test_qr_memuat_alamat_situs(client, d, settings, alamat):
    settings.ZI_ALAMAT = "https://zi.uji.invalid"
    client.force_login(d.ketua)
    teks = client.get(reverse("monev:hadir", args=[d.rapat.pk]), headers={"host": "testserver"}).text
    assert f"https://zi.uji.invalid{alamat}" in teks
    assert 'src="data:image/png;base64,' in teks


# --- the list of the committee ----------------------------------------------------------------------------------
def test_daftar_panitia_mencatat_menghapus_dan_menyegarkan(client, d):
    client.force_login(d.ketua)
    url = reverse("monev:hadir", args=[d.rapat.pk])
    peserta = d.rapat.peserta.get(pengguna=d.anggota)
    for _ in range(2):
        client.post(url, {"aksi": "catat", "nomor": peserta.pk})
    potong = client.get(url, headers={"HX-Request": "true"}).text
    assert "<html" not in potong
    assert "1 orang hadir, 4 orang di daftar" in potong
    client.post(url, {"aksi": "hapus", "nomor": d.rapat.hadir.get().pk})
    assert not Hadir.objects.exists()
    for isi in ({"aksi": "catat", "nomor": "9" * 30}, {"aksi": "catat", "nomor": "x"}, {"aksi": "lain"}):
        assert client.post(url, isi).status_code == 404


def test_peserta_rapat_lain_tidak_bisa_dicatat_di_sini(client, d):
    asing = jadwalkan(lain := dunia())
    client.force_login(d.ketua)
    nomor = asing.peserta.first().pk
    assert client.post(reverse("monev:hadir", args=[d.rapat.pk]), {"aksi": "catat", "nomor": nomor}).status_code == 404
    assert not Hadir.objects.exists()
    assert lain.satker != d.satker


def test_undangan_dan_kehadiran_dua_duanya_tetap(d):
    """Names as they were; who has signed stays invited."""
    hadir_akun(d.rapat, oleh=d.anggota)
    Pegawai.objects.filter(pengguna=d.anggota).update(nama="Nama Baru Rekaan", jabatan="Jabatan baru")
    peserta = d.rapat.peserta.get(pengguna=d.anggota)
    with pytest.raises(GalatDomain, match="sudah mengisi daftar hadir"):
        keluarkan(peserta, oleh=d.ketua)
    baris = next(b for b in daftar_hadir(d.rapat) if b.hadir)
    assert (baris.nama, baris.jabatan) == ("Ahmad Anggota Rekaan, S.E.", "Jabatan anggota")
    batalkan_hadir(baris.hadir, oleh=d.ketua)
    keluarkan(peserta, oleh=d.ketua)
    assert d.rapat.peserta.count() == 3


def test_orang_nonaktif_tidak_bisa(d):
    asing = PenggunaFactory(is_active=False)
    with pytest.raises(TidakBerhak):
        hadir_akun(d.rapat, oleh=asing)


@pytest.mark.django_db(transaction=True)
def test_dua_ketukan_pada_saat_yang_sama_satu_baris(jam):
    """Two requests at once, on two connections: each is answered with the one row."""
    d = dunia()
    rapat = jadwalkan(d)
    jam.move_to(RAPAT)
    mulai, hasil = threading.Barrier(2), []

    def tekan(hadirkan):
        try:
            mulai.wait()
            hasil.append(hadirkan(Rapat.objects.get(pk=rapat.pk)).pk)
        finally:
            connection.close()

    kedua = (
        lambda r: hadir_akun(r, oleh=type(d.anggota).objects.get(pk=d.anggota.pk)),
        lambda r: hadir_nomor(r, "Ahmad", NIP),
    )
    benang = [threading.Thread(target=tekan, args=(x,)) for x in kedua]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join()
    assert hasil == [rapat.hadir.get().pk] * 2
