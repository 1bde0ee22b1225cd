"""Evidence and follow-ups: the closing evidence of one, filed and checked as all evidence; one made of a return."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bukti.test_berkas import berkas
from tests.bukti.test_pratinjau import pdf
from tests.dunia import bangun
from tests.pabrik import orang
from tests.tindaklanjut.bantu import S, besok, laporkan
from zi.bukti.berkas.services_versi import versi_baru
from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.periksa.queries import hitung_antrean
from zi.bukti.policies import boleh_unggah, boleh_verifikasi, tempat
from zi.bukti.services import unggah, verifikasi
from zi.bukti.tindaklanjut.services import catat_tindak_lanjut, minta_bukti
from zi.common.galat import TidakBerhak
from zi.common.workflow import riwayat
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.services import buat, langkah

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    d = bangun("MILIKKU")
    PemenuhanBukti.objects.all().delete()
    return d


@pytest.fixture
def satu(dunia):
    return dunia.tindak_lanjut


@pytest.fixture
def syarat(dunia, satu):
    return minta_bukti(satu, oleh=dunia.orang["anggota"])


def hitung(user, satker):
    return {a.kode: a.jumlah for a in hitung_antrean(user, satker)}


# --- closing evidence


def test_dari_tombol_sampai_diterima(client, dunia, satu):
    anggota, koordinator = dunia.orang["anggota"], dunia.orang["koordinator"]
    client.force_login(anggota)
    assert "Unggah bukti penyelesaian" in client.get(satu.get_absolute_url()).text
    tujuan = client.post(reverse("bukti:bukti_tindak_lanjut", args=[satu.pk]))["Location"]
    syarat = satu.syarat.get()
    assert tujuan == reverse("bukti:syarat", args=[syarat.pk])
    halaman = client.get(tujuan).text
    assert satu.get_absolute_url() in halaman
    assert "Tindak lanjut MILIKKU" in halaman
    client.post(tujuan, {"berkas": berkas(pdf(1))})
    pemenuhan = syarat.pemenuhan.get()
    assert pemenuhan.berkas.satker == dunia.satker
    client.force_login(koordinator)
    assert "Tindak lanjut: Tindak lanjut MILIKKU" in client.get(reverse("bukti:daftar_periksa")).text
    client.post(reverse("bukti:periksa", args=[pemenuhan.pk]), {"keputusan": "terima", "versi": pemenuhan.versi})
    pemenuhan.refresh_from_db()
    assert pemenuhan.status == "diterima"
    satu.refresh_from_db()
    assert satu.status == S.TERBUKA  # accepted evidence does not close it
    laporkan(satu, anggota)
    terima = client.get(reverse("tindaklanjut:langkah", args=[satu.pk, "terima"])).text
    assert "Bukti penyelesaian" in terima
    assert "Diterima" in terima
    assert "1 dari 1 diterima" in client.get(reverse("tindaklanjut:daftar")).text
    assert satu.get_absolute_url() in client.get(tujuan).text


def test_diminta_dua_kali_tetap_satu(dunia, satu, syarat):
    assert minta_bukti(satu, oleh=dunia.orang["ketua_tim"]) == syarat
    assert SyaratBukti.objects.filter(tindak_lanjut=satu).count() == 1


def test_siapa_mengunggah_dan_siapa_memeriksa(dunia, satu, syarat):
    """The person in charge may be of another area; checking stays with the area of the follow-up."""
    lain = orang(dunia.satker, "anggota", area="TL")
    assert not boleh_unggah(lain, syarat)
    satu.penanggung_jawab = lain
    satu.save()
    syarat = SyaratBukti.objects.get(pk=syarat.pk)
    assert boleh_unggah(lain, syarat)
    pemenuhan = unggah(syarat, berkas(pdf(1)), oleh=lain)
    koordinator_lain = orang(dunia.satker, "koordinator", area="TL")
    assert [bool(boleh_verifikasi(u, pemenuhan)) for u in (lain, koordinator_lain, dunia.orang["koordinator"])] == [
        False,
        False,
        True,
    ]
    assert tempat(syarat)[1].kode_peran == "MP"


def test_antrean_menurut_area(dunia, satu, syarat):
    unggah(syarat, berkas(pdf(1)), oleh=dunia.orang["anggota"])
    assert hitung(dunia.orang["koordinator"], dunia.satker)["belum"] == 1
    assert hitung(dunia.orang["ketua_tim"], dunia.satker)["belum"] == 1
    assert hitung(orang(dunia.satker, "koordinator", area="TL"), dunia.satker)["belum"] == 0


def test_tanpa_area_hanya_ketua_memeriksa(dunia):
    satu = buat(dunia.satker, "Untuk semua", oleh=dunia.orang["ketua_tim"], penanggung_jawab=dunia.orang["kepala"])
    pemenuhan = unggah(minta_bukti(satu, oleh=dunia.orang["kepala"]), berkas(pdf(1)), oleh=dunia.orang["kepala"])
    assert boleh_verifikasi(dunia.orang["ketua_tim"], pemenuhan)
    assert not boleh_verifikasi(dunia.orang["koordinator"], pemenuhan)


@pytest.mark.parametrize("jenis", ["admin_satker", "evaluator", "admin_pusat"])
def test_halaman_syarat_bukan_untuk_semua(client, dunia, satu, syarat, jenis):
    client.force_login(dunia.orang[jenis])
    assert client.get(syarat.get_absolute_url()).status_code == 404
    assert client.post(reverse("bukti:bukti_tindak_lanjut", args=[satu.pk])).status_code == 404


def test_yang_sudah_ditutup_tidak_menerima_bukti(client, dunia, satu, syarat):
    langkah(satu, "batalkan", oleh=dunia.orang["ketua_tim"], catatan="Keliru")
    with pytest.raises(TidakBerhak, match="ditutup"):
        unggah(SyaratBukti.objects.get(pk=syarat.pk), berkas(pdf(1)), oleh=dunia.orang["anggota"])
    client.force_login(dunia.orang["anggota"])
    assert "Unggah bukti penyelesaian" not in client.get(satu.get_absolute_url()).text


def test_halaman_bukti_lain_tahan_akan_syarat_tindak_lanjut(client, dunia, satu, syarat):
    """Register, file, completeness, map, lists: none assumes that a requirement stands in a plan."""
    pemenuhan = unggah(syarat, berkas(pdf(1)), oleh=dunia.orang["anggota"])
    client.force_login(dunia.orang["ketua_tim"])
    polos = [f"bukti:{n}" for n in ("daftar", "kelengkapan", "register", "daftar_periksa")]
    alamat = [*map(reverse, polos), reverse("bukti:berkas", args=[pemenuhan.berkas_id])]
    alamat += [reverse("bukti:periksa", args=[pemenuhan.pk]), reverse("bukti:versi_perbaikan", args=[pemenuhan.pk])]
    alamat += [reverse("bukti:peta", args=[dunia.rencana.pk]), reverse("bukti:register") + "?area=MP", "/"]
    assert {url: client.get(url).status_code for url in alamat} == dict.fromkeys(alamat, 200)
    assert pemenuhan.berkas.judul in client.get(reverse("bukti:register") + "?area=MP").text
    assert pemenuhan.berkas.judul not in client.get(reverse("bukti:register") + "?area=TL").text
    assert "Tindak lanjut MILIKKU" in client.get(reverse("bukti:berkas", args=[pemenuhan.berkas_id])).text


def test_bukti_pada_daftar_tidak_menambah_kueri(client, dunia, satu, syarat):
    client.force_login(dunia.orang["ketua_tim"])

    def banyak():
        with CaptureQueriesContext(connection) as kueri:
            client.get(reverse("tindaklanjut:daftar"))
        return len(kueri)

    banyak()
    sedikit = banyak()
    for n in range(20):
        minta_bukti(buat(dunia.satker, f"Lain {n}", oleh=dunia.orang["ketua_tim"]), oleh=dunia.orang["ketua_tim"])
    assert banyak() == sedikit <= 12


# --- made of a return


@pytest.fixture
def tawaran(dunia):
    return unggah(dunia.syarat, berkas(pdf(1)), oleh=dunia.orang["anggota"])


def kembalikan(client, dunia, tawaran, **lain):
    client.force_login(dunia.orang["koordinator"])
    isi = {"keputusan": "kembalikan", "versi": tawaran.versi, "catatan": "Belum bertanggal", "tindak_lanjut": "1"}
    isi |= {"tl-penanggung_jawab": dunia.orang["anggota"].pk, "tl-tenggat": besok(dunia.satker, 7).isoformat()}
    return client.post(reverse("bukti:periksa", args=[tawaran.pk]), isi | lain, follow=True)


def test_pengembalian_dicatat_lalu_dilaporkan_sendiri(client, dunia, tawaran):
    kembalikan(client, dunia, tawaran)
    tawaran.refresh_from_db()
    satu = tawaran.tindak_lanjut
    assert (satu.asal, satu.area, satu.penanggung_jawab) == ("verifikasi", "MP", dunia.orang["anggota"])
    assert "Belum bertanggal" in satu.uraian
    assert (satu.status, tawaran.status) == (S.TERBUKA, "dikembalikan")
    versi_baru(tawaran.berkas, berkas(pdf(2)), oleh=dunia.orang["anggota"])
    tawaran.refresh_from_db()
    verifikasi(tawaran, True, oleh=dunia.orang["koordinator"])
    satu.refresh_from_db()
    assert (satu.status, satu.dilaporkan_oleh) == (S.DILAPORKAN, dunia.orang["anggota"])
    assert riwayat(satu).get().oleh is None  # the system took the step
    client.force_login(dunia.orang["koordinator"])
    assert reverse("bukti:periksa", args=[tawaran.pk]) in client.get(satu.get_absolute_url()).text
    langkah(satu, "terima", oleh=dunia.orang["koordinator"])
    assert satu.status == S.SELESAI


def test_diterima_lagi_tidak_mengusik_yang_sudah_ditutup(dunia, tawaran):
    koordinator = dunia.orang["koordinator"]
    verifikasi(tawaran, False, oleh=koordinator, catatan="Kurang")
    isi = {"penanggung_jawab": dunia.orang["anggota"], "tenggat": besok(dunia.satker)}
    satu = catat_tindak_lanjut(tawaran, oleh=koordinator, **isi)
    langkah(satu, "batalkan", oleh=koordinator, catatan="Tidak perlu")
    tawaran.refresh_from_db()
    verifikasi(tawaran, True, oleh=koordinator)
    satu.refresh_from_db()
    assert satu.status == S.BATAL


def test_dikembalikan_dua_kali_satu_tindak_lanjut(client, dunia, tawaran):
    kembalikan(client, dunia, tawaran)
    kembalikan(client, dunia, tawaran)
    assert TindakLanjut.objects.filter(asal="verifikasi").count() == 1
    assert "Sudah ada" in client.get(reverse("bukti:periksa", args=[tawaran.pk])).text


@pytest.mark.parametrize(
    "keliru", [{"tl-tenggat": ""}, {"tl-tenggat": "besok"}, {"tl-tenggat": "0001-01-01"}, {"tl-penanggung_jawab": "0"}]
)
def test_isian_keliru_tidak_memutuskan_apa_pun(client, dunia, tawaran, keliru):
    kembalikan(client, dunia, tawaran, **keliru)
    tawaran.refresh_from_db()
    assert (tawaran.status, tawaran.tindak_lanjut) == ("menunggu", None)


def test_tanpa_centang_tidak_ada_tindak_lanjut(client, dunia, tawaran):
    client.force_login(dunia.orang["koordinator"])
    isi = {
        "keputusan": "kembalikan",
        "versi": tawaran.versi,
        "catatan": "Kurang",
        "tl-tenggat": "",
        "tl-penanggung_jawab": "",
    }
    client.post(reverse("bukti:periksa", args=[tawaran.pk]), isi)
    tawaran.refresh_from_db()
    assert (tawaran.status, tawaran.tindak_lanjut) == ("dikembalikan", None)
    client.post(
        reverse("bukti:periksa", args=[tawaran.pk]),
        {"keputusan": "terima", "versi": tawaran.versi, "tindak_lanjut": "1"},
    )
    assert not TindakLanjut.objects.filter(asal="verifikasi").exists()
