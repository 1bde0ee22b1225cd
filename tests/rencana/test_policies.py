"""The whole matrix role × state × action against the file written by hand from DESIGN section 3."""

import csv
import datetime
import itertools
from pathlib import Path

import pytest

from tests.pabrik import AreaFactory, BarisFactory, PenggunaFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.pengungkit.models import AreaBaku
from zi.rencana import policies
from zi.rencana.enums import StatusRencana

PERAN = (
    "ketua_tim",
    "koordinator_area",
    "koordinator_lain",
    "anggota",
    "kepala",
    "admin_satker",
    "evaluator",
    "admin_pusat",
    "ketua_tim_satker_lain",
    "ketua_tim_berakhir",
    "tanpa_peran",
)
AKSI = ("ubah_rencana", "ubah_baris", "buat_rencana")
with (Path(__file__).parent / "matriks.csv").open(encoding="utf-8") as _berkas:
    HARAPAN = {(x["peran"], x["aksi"], status): x[status] for x in csv.DictReader(_berkas) for status in StatusRencana}


def pelaku(peran, satker):
    if peran == "tanpa_peran":
        return PenggunaFactory()
    if peran == "ketua_tim_satker_lain":
        return orang(SatkerFactory(), "ketua_tim")
    if peran == "ketua_tim_berakhir":
        return orang(satker, "ketua_tim", selesai=datetime.date(2020, 12, 31))
    if peran.startswith("koordinator_"):
        return orang(satker, "koordinator", area="MP" if peran == "koordinator_area" else "TL")
    return orang(satker, peran)


@pytest.fixture
def baris(db):
    baku = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
    return BarisFactory(tabel=TabelFactory(area=AreaFactory(kode="I", area_baku=baku)))


@pytest.mark.parametrize("peran", PERAN)
def test_matriks(baris, peran):
    rencana, hasil = baris.tabel.rencana, {}
    user = pelaku(peran, rencana.satker)
    objek = {"ubah_rencana": rencana, "ubah_baris": baris, "buat_rencana": rencana.satker}
    for status, aksi in itertools.product(StatusRencana, AKSI):
        rencana.status = status
        verdict = getattr(policies, f"boleh_{aksi}")(user, objek[aksi])
        hasil[peran, aksi, status] = "ya" if verdict.ok else "tidak"
        assert bool(verdict.alasan) is not verdict.ok
    assert hasil == {kunci: isi for kunci, isi in HARAPAN.items() if kunci[0] == peran}


def test_semua_peran_ada_dalam_berkas():
    assert {p for p, _, _ in HARAPAN} == set(PERAN)


@pytest.mark.parametrize(
    ("peran", "potongan"),
    [
        ("kepala", "Kepala satker menyetujui"),
        ("anggota", "Anggota melengkapi bukti"),
        ("koordinator_lain", "koordinator area lain"),
        ("admin_satker", "Admin satker mengatur"),
        ("evaluator", "Evaluator membaca"),
    ],
)
def test_alasan_menyebut_peran(baris, peran, potongan):
    assert potongan in policies.boleh_ubah_baris(pelaku(peran, baris.tabel.rencana.satker), baris).alasan


def test_alasan_terkunci(baris):
    baris.tabel.rencana.status = StatusRencana.DIAJUKAN
    verdict = policies.boleh_ubah_baris(orang(baris.tabel.rencana.satker, "ketua_tim"), baris)
    assert verdict.alasan == "Rencana sedang diajukan; ketua tim dapat menariknya kembali untuk diubah."


def test_area_tambahan_memakai_kodenya_sendiri(db):
    area = AreaFactory(kode="VII")
    satker = area.rencana.satker
    assert policies.boleh_ubah_baris(orang(satker, "koordinator", area="VII"), area)
    assert not policies.boleh_ubah_baris(orang(satker, "koordinator", area="VI"), area)


def test_baris_tanpa_area_hanya_ketua_tim(db):
    tabel = TabelFactory(area=None, rencana=RencanaFactory())
    satker = tabel.rencana.satker
    assert policies.boleh_ubah_baris(orang(satker, "ketua_tim"), BarisFactory(tabel=tabel))
    assert not policies.boleh_ubah_baris(orang(satker, "koordinator"), BarisFactory(tabel=tabel))
