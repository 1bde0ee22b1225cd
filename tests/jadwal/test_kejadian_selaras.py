"""Stored occurrences agree with their rules, by every way in which a schedule is written."""

import datetime
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, TabelFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.common.models import Pekerjaan
from zi.common.services import SEWA, kerjakan
from zi.jadwal import services, services_kejadian
from zi.jadwal.models import Jadwal, Kejadian
from zi.jadwal.services_kejadian import kerjakan_gulir, pesan_gulir, selaraskan
from zi.naskah.kanonik import susun
from zi.naskah.muat import muat
from zi.rencana.services import hapus, pulihkan

H = datetime.date
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def juni():
    with time_machine.travel(datetime.datetime(2023, 6, 15, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def baris():
    return BarisFactory()


@pytest.fixture
def rencana(baris):
    return baris.tabel.rencana


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


AKHIR = H(2023, 12, 31)


def tanggal(rencana, sampai=AKHIR):
    semua = Kejadian.objects.filter(jadwal__baris__tabel__rencana=rencana, mulai__lte=sampai)
    return [k.mulai for k in semua.order_by("mulai")]


def tambah(baris, teks, oleh):
    return services.tambah_jadwal(baris, teks, oleh=oleh)[0]


def bukti(kejadian, oleh):
    syarat = SyaratBukti.objects.create(baris=kejadian.jadwal.baris, teks="Notula", per_kejadian=True)
    berkas = Berkas.objects.create(satker=oleh.peran.get().satker, judul="Notula", diunggah_oleh=oleh)
    return PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, kejadian=kejadian, ditawarkan_oleh=oleh)


def test_menulis_mengubah_menghapus_memulihkan(baris, rencana, ketua):
    jadwal = tambah(baris, "5 Januari 2023", ketua)
    assert tanggal(rencana) == [H(2023, 1, 5)]
    services.ubah_jadwal(jadwal, jadwal.versi, oleh=ketua, teks="7 Maret 2023 dan 8 April 2023")
    assert tanggal(rencana) == [H(2023, 3, 7), H(2023, 4, 8)]
    hapus(jadwal, jadwal.versi, oleh=ketua)
    assert tanggal(rencana) == [H(2023, 4, 8)]
    pulihkan(jadwal, oleh=ketua)
    assert tanggal(rencana) == [H(2023, 3, 7), H(2023, 4, 8)]
    hapus(baris, baris.versi, oleh=ketua)
    assert tanggal(rencana) == []
    pulihkan(baris, oleh=ketua)
    assert len(tanggal(rencana)) == 2


def test_usulan_diterima_memindahkan(baris, rencana, ketua):
    jadwal = tambah(baris, "8 Februari 2022", ketua)
    services.putuskan_usulan(jadwal, 1, terima=True, oleh=ketua)
    assert tanggal(rencana) == [H(2023, 2, 8)]


def test_dimuat_dari_dokumen(baris, rencana, ketua):
    tambah(baris, "setiap triwulan", ketua)
    isi = susun(rencana)
    isi["rencana"] |= {"tahun_mulai": 2022, "tahun_selesai": 2022}
    baru = muat(isi, rencana.satker)
    assert len(tanggal(baru)) == 4


def test_dua_kali_sama_dengan_sekali(baris, rencana, ketua):
    tambah(baris, "setiap tanggal 5", ketua)
    semula = list(Kejadian.objects.values_list("pk", "mulai", "versi"))
    selaraskan(rencana)
    assert list(Kejadian.objects.values_list("pk", "mulai", "versi")) == semula


def test_yang_hilang_dibuat_lagi(baris, rencana, ketua):
    tambah(baris, "setiap tanggal 5", ketua)
    semula = tanggal(rencana)
    Kejadian.objects.filter(mulai__month=3).delete()
    selaraskan(rencana)
    assert tanggal(rencana) == semula


def test_aturan_diubah_yang_berbukti_dan_dicatat_tetap(baris, rencana, ketua):
    jadwal = tambah(baris, "setiap tanggal 5", ketua)
    berbukti = jadwal.kejadian.get(mulai=H(2023, 1, 5))
    bukti(berbukti, ketua)
    jadwal.kejadian.filter(mulai=H(2023, 2, 5)).update(status="selesai", realisasi=H(2023, 2, 6), versi=2)
    jadwal.kejadian.filter(mulai=H(2023, 3, 5)).update(mulai=H(2023, 3, 9), selesai=H(2023, 3, 9), versi=2)
    services.ubah_jadwal(jadwal, jadwal.versi, oleh=ketua, teks="setiap tanggal 10")
    assert tanggal(rencana) == [H(2023, 1, 5), H(2023, 2, 5), H(2023, 3, 9)] + [H(2023, n, 10) for n in range(4, 13)]
    berbukti.refresh_from_db()
    assert (berbukti.mulai, berbukti.status) == (H(2023, 1, 5), "belum")
    hapus(jadwal, jadwal.versi, oleh=ketua)
    assert tanggal(rencana) == [H(2023, 1, 5), H(2023, 2, 5), H(2023, 3, 9)]


def test_jendela_bergeser_kuncinya_tetap(baris, rencana, ketua):
    jadwal = tambah(baris, "setiap tanggal 1", ketua)
    pk = set(jadwal.kejadian.values_list("pk", flat=True))
    services.ubah_jadwal(jadwal, jadwal.versi, oleh=ketua, teks="minggu pertama setiap bulan")
    assert set(jadwal.kejadian.values_list("pk", flat=True)) == pk
    assert jadwal.kejadian.first().selesai == H(2023, 1, 7)


def test_lewat_tahun_baru_selama_belum_ada_rencana_baru(baris, rencana, ketua):
    tambah(baris, "setiap tanggal 17", ketua)
    assert tanggal(rencana, H(2030, 1, 1))[-1] == H(2024, 7, 17)
    with time_machine.travel(datetime.datetime(2024, 2, 1, tzinfo=datetime.UTC), tick=False):
        selaraskan(rencana)
        assert tanggal(rencana, H(2030, 1, 1))[-1] == H(2025, 2, 17)
        depan = RencanaFactory(satker=rencana.satker, tahun_mulai=2024, tahun_selesai=2024)
        services_kejadian.selaraskan_satker(rencana.satker)
        assert tanggal(rencana, H(2030, 1, 1))[-1] == H(2025, 2, 17)  # an empty plan takes nothing over
        tambah(BarisFactory(tabel=TabelFactory(area=AreaFactory(rencana=depan))), "setiap tanggal 17", ketua)
        services_kejadian.selaraskan_satker(rencana.satker)
        assert tanggal(rencana, H(2030, 1, 1))[-1] == H(2023, 12, 17)
        assert tanggal(depan, H(2030, 1, 1))[0] == H(2024, 1, 17)


def test_rencana_lama_yang_baru_dimasukkan_tidak_berutang_tahun_sesudahnya(baris, rencana, ketua):
    with time_machine.travel(datetime.datetime(2026, 6, 15, tzinfo=datetime.UTC), tick=False):
        tambah(baris, "setiap tanggal 17", ketua)
        assert len(tanggal(rencana)) == 12
        assert tanggal(rencana, H(2026, 6, 16)) == tanggal(rencana)
        assert tanggal(rencana, H(2026, 6, 17))[-1] == H(2026, 6, 17)


def test_gulir_harian_sekali_sehari(baris, rencana, ketua):
    tambah(baris, "setiap tanggal 17", ketua)
    pesan_gulir()
    pesan_gulir()
    satu = Pekerjaan.objects.get(jenis="gulir_kejadian")
    with time_machine.travel(datetime.datetime(2023, 8, 15, tzinfo=datetime.UTC), tick=False):
        assert kerjakan_gulir(satu)["rencana"] == 1
    assert tanggal(rencana, H(2030, 1, 1))[-1] == H(2024, 9, 17)


def test_pekerjaan_yang_mati_di_tengah_diulang(baris, rencana, ketua, monkeypatch):
    """The worker is lost after the first plan: its lease ends, the second try does the rest and doubles nothing."""
    for satu in (rencana, lain := RencanaFactory(satker=rencana.satker, tahun_mulai=2022, tahun_selesai=2022)):
        b = BarisFactory(tabel=TabelFactory(area=AreaFactory(rencana=satu)))
        Jadwal.objects.create(baris=b, teks="x", jenis="tanggal", mulai=H(2023, 1, 5), selesai=H(2023, 1, 5))
    pesan_gulir()
    satu, asli = Pekerjaan.objects.get(jenis="gulir_kejadian"), services_kejadian.selaraskan

    class Mati(BaseException):
        pass

    def mati(r):
        if r == lain:
            raise Mati
        asli(r)

    monkeypatch.setattr(services_kejadian, "selaraskan", mati)
    with pytest.raises(Mati):
        kerjakan(satu.pk)
    assert (tanggal(rencana), tanggal(lain)) == ([H(2023, 1, 5)], [])
    monkeypatch.setattr(services_kejadian, "selaraskan", asli)
    with time_machine.travel(timezone.now() + SEWA * 2, tick=False):
        assert kerjakan(satu.pk)
    assert (tanggal(rencana), tanggal(lain)) == ([H(2023, 1, 5)], [H(2023, 1, 5)])


@pytest.mark.django_db(transaction=True)
def test_dua_sekaligus(baris, rencana):
    Jadwal.objects.create(
        baris=baris, teks="x", jenis="bulanan", rrule="FREQ=MONTHLY", mulai=H(2023, 1, 1), selesai=H(2023, 12, 31)
    )
    galat = []

    def jalan():
        try:
            selaraskan(rencana)
        except Exception as e:  # told by the assertion below
            galat.append(e)
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert (galat, Kejadian.objects.count()) == ([], 12)


def test_kueri_tidak_bertambah_dengan_jadwal(baris, rencana, ketua, django_assert_max_num_queries):
    AksiFactory(baris=baris)
    for n in range(1, 29):
        tambah(baris, f"{n} Maret 2023", ketua)
    Kejadian.objects.all().delete()
    with django_assert_max_num_queries(10):
        selaraskan(rencana)
    assert len(tanggal(rencana)) == 28
