"""Evidence that recurring work asks for anew each time."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.kejadian.queries import kejadian_kurang
from zi.bukti.kelengkapan.queries import Lengkap, kelengkapan
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.bukti.queries_syarat import hitung_keadaan, syarat_rencana
from zi.bukti.services import tawarkan
from zi.bukti.services_syarat import tambah_syarat
from zi.common.galat import GalatDomain
from zi.jadwal.models import HariLibur, Kejadian
from zi.jadwal.services import pasangkan, tambah_jadwal, ubah_jadwal
from zi.rencana.label import daftar
from zi.rencana.services_baris import tambah_aksi

H = datetime.date
pytestmark = pytest.mark.django_db
HARI = H(2023, 3, 20)


@pytest.fixture(autouse=True)
def maret():
    with time_machine.travel(datetime.datetime(2023, 3, 20, 4, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def baris():
    return BarisFactory(tabel=TabelFactory(area=AreaFactory(rencana=RencanaFactory(), kode="MP")))


@pytest.fixture
def rencana(baris):
    return baris.tabel.rencana


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


@pytest.fixture
def notula(baris, ketua):
    """Asked on the 5th of every month; today three of them are due."""
    tambah_jadwal(baris, "setiap tanggal 5", oleh=ketua)
    return tambah_syarat(baris, daftar("Notula"), oleh=ketua)[0]


def berkas(rencana, ketua, judul="Notula"):
    return Berkas.objects.create(satker=rencana.satker, judul=judul, diunggah_oleh=ketua)


def terima(pemenuhan, ketua, status="diterima"):
    tanda = {"diverifikasi_oleh": ketua, "diverifikasi_pada": timezone.now(), "catatan": "x"}
    PemenuhanBukti.objects.filter(pk=pemenuhan.pk).update(status=status, **tanda)


def jumlah(rencana, ketua):
    """The count of the page, checked to be that of the home and of the lists."""
    hasil = kelengkapan(ketua, rencana, 2023, HARI).hitung
    assert hasil == Lengkap(**hitung_keadaan(syarat_rencana(rencana), HARI))
    return hasil


def keadaan(rencana):
    return {s.teks: s.keadaan for s in syarat_rencana(rencana)}


def test_diusulkan_bila_jadwal_berulang(baris, notula, ketua):
    assert notula.per_kejadian
    lain = BarisFactory(tabel=baris.tabel)
    tambah_jadwal(lain, "5 Maret 2023", oleh=ketua)
    assert not tambah_syarat(lain, daftar("SK"), oleh=ketua)[0].per_kejadian


def test_dihitung_per_kejadian_yang_jatuh_tempo(rencana, notula, ketua):
    depan = 12 - 3 + 4  # the rest of the year, and what goes on after it while there is no new plan
    assert jumlah(rencana, ketua) == Lengkap(semua=3, belum=3, nanti=depan)
    satu = tawarkan(notula, berkas(rencana, ketua), oleh=ketua)
    assert (satu.kejadian.mulai, jumlah(rencana, ketua).menunggu) == (H(2023, 1, 5), 1)
    terima(satu, ketua)
    assert jumlah(rencana, ketua) == Lengkap(semua=3, diterima=1, belum=2, nanti=depan)
    assert keadaan(rencana) == {"Notula": "belum"}


def test_keadaan_syarat_yang_terburuk_dari_yang_jatuh_tempo(rencana, notula, ketua):
    semua = [tawarkan(notula, berkas(rencana, ketua), oleh=ketua) for _ in range(3)]
    assert keadaan(rencana) == {"Notula": "menunggu"}
    assert [p.kejadian.mulai.month for p in semua] == [1, 2, 3]
    terima(semua[0], ketua)
    terima(semua[1], ketua, "dikembalikan")
    assert keadaan(rencana) == {"Notula": "dikembalikan"}
    terima(semua[1], ketua)
    terima(semua[2], ketua)
    assert keadaan(rencana) == {"Notula": "diterima"}
    assert jumlah(rencana, ketua).penuh


def test_batal_tidak_dihitung_dan_selesai_lebih_awal_dihitung(rencana, notula, ketua):
    Kejadian.objects.filter(mulai=H(2023, 1, 5)).update(status="batal", alasan="x")
    Kejadian.objects.filter(mulai=H(2023, 4, 5)).update(status="selesai", realisasi=H(2023, 3, 19))
    assert jumlah(rencana, ketua).semua == 3
    Kejadian.objects.filter(mulai=H(2023, 4, 5)).update(status="belum", realisasi=None)
    assert jumlah(rencana, ketua).semua == 2


def test_hari_terakhir_sudah_jatuh_tempo(rencana, baris, ketua):
    tambah_jadwal(baris, "18-20 Maret 2023", oleh=ketua)
    tambah_syarat(baris, daftar("SK"), oleh=ketua)
    assert jumlah(rencana, ketua).semua == 1


def test_sekali_saja_jatuh_tempo_dengan_kejadian_pertama(rencana, baris, ketua):
    tambah_jadwal(baris, "5 April 2023\n5 Mei 2023", oleh=ketua)
    tambah_syarat(baris, daftar("SK"), oleh=ketua)
    assert jumlah(rencana, ketua) == Lengkap(nanti=1)
    tambah_jadwal(baris, "5 Maret 2023", oleh=ketua)
    assert jumlah(rencana, ketua) == Lengkap(semua=1, belum=1)


@pytest.mark.parametrize("teks", ["secara berkala", "tbd"])
def test_tanpa_kejadian_selalu_diminta(rencana, baris, ketua, teks):
    tambah_jadwal(baris, teks, oleh=ketua)
    syarat = tambah_syarat(baris, daftar("SK"), oleh=ketua)[0]
    SyaratBukti.objects.filter(pk=syarat.pk).update(per_kejadian=True)
    assert jumlah(rencana, ketua) == Lengkap(semua=1, belum=1)
    syarat.refresh_from_db()
    assert tawarkan(syarat, berkas(rencana, ketua), oleh=ketua).kejadian is None


def test_aksi_memasangkan_syarat_dengan_jadwalnya(rencana, baris, ketua):
    a, b = tambah_aksi(baris, daftar("a. Rapat\nb. Laporan"), oleh=ketua)
    bulanan, triwulan = (tambah_jadwal(baris, t, oleh=ketua)[0] for t in ("setiap tanggal 5", "17 Februari 2023"))
    pasangkan(bulanan, bulanan.versi, [a.pk], oleh=ketua)
    pasangkan(triwulan, triwulan.versi, [b.pk], oleh=ketua)
    syarat = tambah_syarat(baris, daftar("Laporan"), oleh=ketua)[0]
    syarat.aksi.set([b])
    assert (jumlah(rencana, ketua).semua, keadaan(rencana)) == (1, {"Laporan": "belum"})
    terima(tawarkan(syarat, berkas(rencana, ketua), oleh=ketua), ketua)
    assert (jumlah(rencana, ketua).diterima, keadaan(rencana)) == (1, {"Laporan": "diterima"})


def test_kejadian_baris_lain_ditolak(rencana, baris, notula, ketua):
    lain = BarisFactory(tabel=baris.tabel)
    (jadwal,) = tambah_jadwal(lain, "5 Maret 2023", oleh=ketua)
    with pytest.raises(GalatDomain, match="Pilih kejadian lain"):
        tawarkan(notula, berkas(rencana, ketua), oleh=ketua, kejadian=jadwal.kejadian.get())


def test_satu_berkas_untuk_dua_kejadian_dan_dua_kali_sama_dengan_sekali(rencana, notula, ketua):
    satu, maret = berkas(rencana, ketua), Kejadian.objects.get(mulai=H(2023, 3, 5))
    pertama = tawarkan(notula, satu, oleh=ketua, kejadian=maret)
    assert tawarkan(notula, satu, oleh=ketua, kejadian=maret) == pertama
    assert tawarkan(notula, satu, oleh=ketua).kejadian.mulai == H(2023, 1, 5)


def test_semua_lengkap_berkas_baru_untuk_yang_berikut(rencana, notula, ketua):
    for _ in range(3):
        tawarkan(notula, berkas(rencana, ketua), oleh=ketua)
    assert kejadian_kurang([notula], HARI)[notula.pk].mulai == H(2023, 4, 5)


def test_aturan_diubah_bukti_tetap_pada_kejadiannya(rencana, baris, notula, ketua):
    satu = tawarkan(notula, berkas(rencana, ketua), oleh=ketua)
    jadwal = baris.jadwal.get()
    ubah_jadwal(jadwal, jadwal.versi, oleh=ketua, teks="setiap tanggal 10")
    satu.refresh_from_db()
    assert satu.kejadian.mulai == H(2023, 1, 5)
    hasil = jumlah(rencana, ketua)
    assert (hasil.semua, hasil.menunggu, hasil.belum) == (3, 1, 2)


# --- pages


def test_halaman_syarat_memilih_kejadian(client, rencana, notula, ketua):
    client.force_login(ketua)
    alamat = reverse("bukti:syarat", args=[notula.pk])
    assert "Untuk kejadian" in (isi := client.get(alamat).text)
    assert "5 Januari 2023" in isi
    maret = Kejadian.objects.get(mulai=H(2023, 3, 5))
    jawab = client.get(alamat, {"kejadian": maret.pk})
    assert jawab.context["saat"].dipilih.kejadian == maret
    assert f'name="kejadian" value="{maret.pk}"' in jawab.text
    assert client.get(alamat, {"kejadian": "x"}).context["saat"].dipilih.kejadian.mulai == H(2023, 1, 5)


def test_berkas_lama_dan_tautan_untuk_kejadian_yang_terbuka(client, rencana, notula, ketua):
    """Opened at one occurrence, the page of the requirement hands it on to every way of bringing evidence."""
    client.force_login(ketua)
    maret, februari = (Kejadian.objects.get(mulai=H(2023, n, 5)) for n in (3, 2))
    halaman = client.get(reverse("bukti:syarat", args=[notula.pk]), {"kejadian": maret.pk}).text
    pakai, tautan = (reverse(f"bukti:{nama}", args=[notula.pk]) for nama in ("pakai", "tautan"))
    assert f'hx-get="{pakai}?kejadian={maret.pk}"' in halaman
    assert halaman.count(f'name="kejadian" value="{maret.pk}"') == 3
    berkas = rencana.satker.berkas.create(judul="Notula", diunggah_oleh=ketua)
    for satu in (maret, februari):
        usul = client.get(pakai, {"kejadian": satu.pk, "cari": "Notula"})
        assert [u.berkas for u in usul.context["usul"]] == [berkas]
        jawab = client.post(pakai, {"berkas": berkas.pk, "kejadian": satu.pk})
        assert jawab.url.endswith(f"?kejadian={satu.pk}")
    assert not client.get(pakai, {"kejadian": maret.pk, "cari": "Notula"}).context["usul"]
    assert {p.kejadian for p in berkas.pemenuhan.all()} == {maret, februari}
    client.post(tautan, {"tautan": "https://drive.uji.invalid/1", "kejadian": maret.pk})
    assert notula.pemenuhan.get(berkas__tautan__contains="drive").kejadian == maret


def test_halaman_kejadian_dan_empat_orang(client, rencana, baris, notula, ketua):
    HariLibur.objects.create(tanggal=H(2023, 1, 5), nama="Libur Uji")
    satu = Kejadian.objects.get(mulai=H(2023, 1, 5))
    alamat, semua = reverse("bukti:kejadian", args=[satu.pk]), reverse("bukti:kejadian_baris", args=[baris.pk])
    langkah = {a: reverse("bukti:kejadian_langkah", args=[satu.pk, a]) for a in ("selesaikan", "pindahkan")}
    client.force_login(ketua)
    isi = client.get(alamat).text
    assert all(kata in isi for kata in ("Terlambat", "Libur Uji", "Notula", "Pindahkan", "Batalkan"))
    assert client.get(semua).text.count("Terlambat") == 3
    anggota = orang(rencana.satker, "anggota")
    client.force_login(anggota)
    assert "Hanya koordinator area ini" in client.get(alamat).text
    jawab = client.post(langkah["pindahkan"], {"versi": 1, "mulai": "2023-01-09", "selesai": "2023-01-09"})
    assert jawab.status_code == 422
    client.force_login(orang(rencana.satker, "anggota", area="PP"))
    assert "Hanya tim kerja area ini" in client.get(alamat).text
    assert client.post(langkah["selesaikan"], {"versi": 1, "realisasi": "2023-01-05"}).status_code == 422
    for asing in (orang(SatkerFactory(), "ketua_tim"), orang(rencana.satker, "evaluator")):
        client.force_login(asing)
        assert {client.get(url).status_code for url in (alamat, semua, *langkah.values())} == {404}
    client.force_login(anggota)
    assert client.post(langkah["selesaikan"], {"versi": 1, "realisasi": "2023-01-06"}).status_code == 302
    satu.refresh_from_db()
    assert (satu.status, satu.realisasi) == ("selesai", H(2023, 1, 6))


@pytest.mark.parametrize(
    "isi", [{}, {"versi": "x"}, {"versi": 1, "realisasi": "31-02-2023"}, {"versi": 1, "realisasi": "2023-03-21"}]
)
def test_isian_buruk_ditolak_dengan_kalimat(client, notula, ketua, isi):
    client.force_login(ketua)
    satu = Kejadian.objects.get(mulai=H(2023, 1, 5))
    assert client.post(reverse("bukti:kejadian_langkah", args=[satu.pk, "selesaikan"]), isi).status_code == 422
    assert client.get(reverse("bukti:kejadian_langkah", args=[satu.pk, "terbang"])).status_code == 404
    satu.refresh_from_db()
    assert satu.status == "belum"


def test_tugas_saya_menyebut_tanggal_kejadian(client, notula, ketua):
    client.force_login(ketua)
    assert "Notula, 5 Januari 2023" in client.get("/").text


def test_berkala_meminta_frekuensi(client, baris, ketua):
    tambah_jadwal(baris, "secara berkala", oleh=ketua)
    client.force_login(ketua)
    assert "Tulis frekuensinya" in client.get(reverse("bukti:kejadian_baris", args=[baris.pk])).text


def test_kueri_tidak_bertambah(client, rencana, baris, notula, ketua):
    client.force_login(ketua)
    satu = Kejadian.objects.get(mulai=H(2023, 1, 5))
    halaman = {
        "kejadian": reverse("bukti:kejadian", args=[satu.pk]),
        "baris": reverse("bukti:kejadian_baris", args=[baris.pk]),
        "kelengkapan": f"{reverse('bukti:kelengkapan')}?rencana={rencana.pk}",
    }

    def hitung():
        hasil = {}
        for nama, url in halaman.items():
            client.get(url)
            with CaptureQueriesContext(connection) as kueri:
                assert client.get(url).status_code == 200
            hasil[nama] = len(kueri)
        return hasil

    tawarkan(notula, berkas(rencana, ketua), oleh=ketua)
    sedikit = hitung()
    for n in range(20):
        syarat = tambah_syarat(baris, daftar(f"Bukti {n}"), oleh=ketua)[0]
        tawarkan(syarat, berkas(rencana, ketua), oleh=ketua)
        tambah_jadwal(baris, f"{n + 1} Maret 2023", oleh=ketua)
    assert hitung() == sedikit
    assert max(sedikit.values()) <= 14, sedikit
