"""States of an occurrence, and what people say of it."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from tests.pabrik import BarisFactory, SatkerFactory, orang
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.common.workflow import riwayat
from zi.jadwal import services_catat as catat
from zi.jadwal.hari import kalender
from zi.jadwal.models import HariLibur, Kejadian
from zi.jadwal.services import tambah_jadwal

H = datetime.date
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def juni():
    with time_machine.travel(datetime.datetime(2023, 6, 15, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def baris():
    return BarisFactory(tabel__area__kode="MP")


@pytest.fixture
def ketua(baris):
    return orang(baris.tabel.rencana.satker, "ketua_tim")


@pytest.fixture
def satu(baris, ketua):
    (jadwal,) = tambah_jadwal(baris, "12-16 Juni 2023", oleh=ketua)
    return jadwal.kejadian.get()


@pytest.mark.parametrize(
    ("hari", "keadaan"),
    [(11, "belum"), (12, "berjalan"), (16, "berjalan"), (17, "terlambat")],
)
def test_keadaan_mengikuti_hari(satu, hari, keadaan):
    assert Kejadian.objects.dengan_keadaan(H(2023, 6, hari)).get().keadaan == keadaan


def test_terlambat_tetap_terlambat_sampai_ada_yang_bertindak(satu, ketua):
    def kini():
        return Kejadian.objects.dengan_keadaan(H(2027, 1, 1)).get().keadaan

    assert kini() == "terlambat"
    catat.selesaikan(satu, 1, oleh=ketua, realisasi=H(2023, 6, 14), catatan=" lancar ")
    assert (kini(), satu.realisasi, satu.catatan) == ("selesai", H(2023, 6, 14), "lancar")
    catat.buka_lagi(satu, satu.versi, oleh=ketua)
    assert (kini(), satu.realisasi) == ("terlambat", None)
    catat.batalkan(satu, satu.versi, oleh=ketua, alasan="Anggaran dialihkan")
    assert (kini(), satu.alasan) == ("batal", "Anggaran dialihkan")
    assert [x.aksi for x in riwayat(satu)] == ["selesaikan", "buka", "batalkan"]


def test_realisasi_tidak_di_masa_depan_menurut_jam_satker(satu, ketua):
    """In WITA it is already the 16th when UTC still has the 15th."""
    with time_machine.travel(datetime.datetime(2023, 6, 15, 17, tzinfo=datetime.UTC), tick=False):
        with pytest.raises(GalatDomain, match="belum tiba"):
            catat.selesaikan(satu, 1, oleh=ketua, realisasi=H(2023, 6, 17))
        catat.selesaikan(satu, 1, oleh=ketua, realisasi=H(2023, 6, 16))


def test_dua_kali_sama_dengan_sekali(satu, ketua):
    for _ in range(2):
        catat.selesaikan(satu, 1, oleh=ketua, realisasi=H(2023, 6, 14))
    satu.refresh_from_db()
    assert (satu.versi, riwayat(satu).count()) == (2, 1)


def test_yang_lain_lebih_dulu(satu, ketua):
    catat.pindahkan(satu, 1, oleh=ketua, mulai=H(2023, 6, 19), selesai=H(2023, 6, 20))
    for langkah in (
        lambda: catat.selesaikan(satu, 1, oleh=ketua, realisasi=H(2023, 6, 14)),
        lambda: catat.pindahkan(satu, 1, oleh=ketua, mulai=H(2023, 6, 1), selesai=H(2023, 6, 1)),
    ):
        with pytest.raises(SudahBerubah):
            langkah()
    assert (satu.mulai, satu.tanggal_asal) == (H(2023, 6, 19), H(2023, 6, 12))


@pytest.mark.parametrize(("mulai", "selesai"), [(20, 19), (1, 2024)])
def test_pindah_ke_tanggal_mustahil(satu, ketua, mulai, selesai):
    akhir = H(2026, 1, 1) if selesai == 2024 else H(2023, 6, selesai)
    with pytest.raises(GalatDomain):
        catat.pindahkan(satu, 1, oleh=ketua, mulai=H(2023, 6, mulai), selesai=akhir)


def test_yang_selesai_tidak_dipindah_atau_dibatalkan(satu, ketua):
    catat.selesaikan(satu, 1, oleh=ketua, realisasi=H(2023, 6, 14))
    with pytest.raises(GalatDomain):
        catat.pindahkan(satu, 2, oleh=ketua, mulai=H(2023, 6, 19), selesai=H(2023, 6, 20))
    with pytest.raises(GalatDomain):
        catat.batalkan(satu, 2, oleh=ketua, alasan="x")


def test_batal_minta_alasan(satu, ketua):
    with pytest.raises(GalatDomain, match="alasan"):
        catat.batalkan(satu, 1, oleh=ketua, alasan="  ")


def test_siapa(satu, baris):
    satker = baris.tabel.rencana.satker
    anggota, koordinator = orang(satker, "anggota"), orang(satker, "koordinator")
    lain = [
        orang(satker, "koordinator", area="PP"),
        orang(satker, "kepala"),
        orang(satker, "evaluator"),
        orang(SatkerFactory(), "ketua_tim"),
    ]
    for orang_lain in lain:
        with pytest.raises(TidakBerhak):
            catat.selesaikan(satu, 1, oleh=orang_lain, realisasi=H(2023, 6, 14))
    with pytest.raises(TidakBerhak):
        catat.pindahkan(satu, 1, oleh=anggota, mulai=H(2023, 6, 19), selesai=H(2023, 6, 20))
    with pytest.raises(TidakBerhak):
        catat.batalkan(satu, 1, oleh=anggota, alasan="x")
    catat.pindahkan(satu, 1, oleh=koordinator, mulai=H(2023, 6, 19), selesai=H(2023, 6, 20))
    catat.selesaikan(satu, 2, oleh=anggota, realisasi=H(2023, 6, 14))


@pytest.mark.parametrize(
    "nilai", [{"status": "terlambat"}, {"status": "selesai"}, {"realisasi": H(2023, 1, 1)}, {"status": "batal"}]
)
def test_basis_data_menolak_yang_setengah(satu, nilai):
    with pytest.raises(IntegrityError), transaction.atomic():
        Kejadian.objects.filter(pk=satu.pk).update(**nilai)


def test_hari_libur_dan_cuti_yang_belum_ditetapkan():
    HariLibur.objects.create(tanggal=H(2023, 4, 7), nama="Wafat Yesus Kristus")
    HariLibur.objects.create(tanggal=H(2023, 4, 19), nama="Cuti bersama", jenis="cuti_bersama")
    isi = kalender(H(2023, 1, 1), H(2024, 12, 31))
    assert isi.keterangan(H(2023, 4, 7), H(2023, 4, 7)) == "Wafat Yesus Kristus"
    assert isi.keterangan(H(2023, 7, 1), H(2023, 7, 2)) == "Sabtu, Minggu"
    assert isi.keterangan(H(2023, 7, 1), H(2023, 7, 3)) == ""
    assert isi.keterangan(H(2023, 7, 3), H(2023, 7, 3)) == ""
    assert isi.keterangan(H(2024, 7, 1), H(2024, 7, 1)) == "Cuti bersama 2024 belum ditetapkan"
