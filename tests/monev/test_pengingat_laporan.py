"""The reminder of reports: due ones to the ketua tim, submitted ones to the kepala, finished ones to nobody."""

import datetime

import pytest
import time_machine

from tests.monev.bantu_laporan import buat, diajukan, disetujui, dunia_laporan, hari
from tests.pabrik import SatkerFactory
from zi.monev import pengingat
from zi.monev.laporan.services import ajukan, langkah
from zi.monev.models import LaporanBerkala
from zi.notifikasi.ringkas import ringkasan_hari
from zi.rencana.models import RencanaKerja

pytestmark = pytest.mark.django_db
APRIL = hari(4, 5)


@pytest.fixture(autouse=True)
def _april():
    with time_machine.travel("2026-04-05 02:00:00+00:00", tick=False):
        yield


@pytest.fixture
def d():
    d = dunia_laporan()
    RencanaKerja.objects.update(created_at="2026-03-15T00:00Z")
    return d


def isi(d, tanggal=APRIL):
    return [(b.orang, b.tenggat, b.teks, b.tautan) for b in pengingat.butir(d.satker, tanggal)]


def test_bulan_yang_berakhir_diingatkan_sampai_disetujui(d):
    """From March on, when the plan came; not more than seven days ahead; straight to the draft once there is one."""
    bulanan = "Susun dan ajukan laporan Maret 2026"
    triwulan = (None, hari(4, 10), "Susun dan ajukan laporan Triwulan I 2026", "/laporan/?tahun=2026#triwulan")
    assert isi(d, hari(4, 2)) == []
    assert isi(d) == [(None, hari(4, 10), bulanan, "/laporan/?tahun=2026#bulanan"), triwulan]
    laporan = buat(d)
    assert isi(d)[0] == (None, hari(4, 10), bulanan, laporan.get_absolute_url())
    ajukan(laporan, oleh=d.orang["ketua_tim"])
    putusan = (d.orang["kepala"].pk, hari(4, 12), f"Putuskan: {laporan}", laporan.get_absolute_url())
    assert isi(d) == [triwulan, putusan]
    langkah(laporan, "kembalikan", oleh=d.orang["kepala"], catatan="Lengkapi")
    assert isi(d)[0][2] == bulanan
    ajukan(LaporanBerkala.objects.get(pk=laporan.pk), oleh=d.orang["ketua_tim"])
    langkah(LaporanBerkala.objects.get(pk=laporan.pk), "setujui", oleh=d.orang["kepala"])
    assert isi(d) == [triwulan]
    langkah(LaporanBerkala.objects.get(pk=laporan.pk), "buka", oleh=d.orang["kepala"], catatan="Angka keliru")
    assert isi(d) == [triwulan]  # the approved version stays in force


def test_yang_menumpuk_satu_baris_dan_naik_ke_kepala(d):
    """Four months and a quarter behind: two lines, overdue for the ketua tim, escalated to the kepala."""
    tanggal = hari(7, 6)
    assert [x[1:3] for x in isi(d, tanggal)] == [
        (hari(4, 10), "Susun dan ajukan laporan Maret 2026, dan 3 periode sesudahnya"),
        (hari(4, 10), "Susun dan ajukan laporan Triwulan I 2026, dan 1 periode sesudahnya"),
    ]
    untuk = ringkasan_hari(d.satker, tanggal, datetime.datetime(2026, 7, 6, tzinfo=datetime.UTC))
    kata = {
        nama: [b["teks"][:28] for k in ("terlambat", "eskalasi") if k in r for b in r[k]["butir"]]
        for nama in ("ketua_tim", "kepala", "anggota")
        if (r := untuk.get(d.orang[nama].pk, {})) is not None
    }
    assert "Susun dan ajukan laporan Mar" in kata["ketua_tim"]
    assert "Susun dan ajukan laporan Mar" in kata["kepala"]
    assert "Susun dan ajukan laporan Mar" not in kata["anggota"]


def test_tahun_berganti_dan_tanpa_rencana(d):
    """The months of a finished plan stay open over 31 December; a unit without a plan is told of nothing."""
    disetujui(d)
    teks = [x[2] for x in isi(d, datetime.date(2027, 3, 1))]
    assert teks[0] == "Susun dan ajukan laporan Triwulan I 2026, dan 3 periode sesudahnya"
    assert teks[1] == "Susun dan ajukan laporan April 2026, dan 8 periode sesudahnya"
    assert list(pengingat.butir(SatkerFactory(), APRIL)) == []
    diajukan(d, "triwulan", 1, "Belum semua bulan")
    d.orang["kepala"].peran.all().delete()
    assert (None, "Putuskan: Laporan triwulan I 2026") in [(x[0], x[2]) for x in isi(d)]
