"""What a report counts, counted by hand; what was frozen stays, whatever becomes of the data."""

import datetime
import hashlib

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from tests.monev.bantu_laporan import HARI_INI, buat, catat, diajukan, disetujui, dunia_laporan, hari
from tests.pabrik import AreaFactory
from zi.bukti.kelengkapan.queries import hitung_menurut
from zi.bukti.queries_syarat import hitung_keadaan, syarat_rencana
from zi.jadwal.models import Kejadian
from zi.monev.laporan.hitung import Jendela, Saat, angka, golongan, keadaan
from zi.monev.laporan.kanonik import baca, ke_teks
from zi.monev.laporan.periode import Periode
from zi.monev.laporan.queries import versi_terkait
from zi.monev.laporan.services import isi_prognosis, langkah, tambah_kendala, tulis
from zi.monev.laporan.susun import susun
from zi.monev.laporan.usul import peringatan, usulan, wajib_catatan
from zi.monev.models import LaporanBerkala, Rapat, VersiLaporan

pytestmark = pytest.mark.django_db
MARET = Jendela(hari(3, 1), hari(3, 31), hari(4, 5))
NAMA = (
    "rencana", "selesai", "terlambat", "batal", "tunggakan", "dikejar", "mendahului",
    "rencana_sd", "selesai_sd", "bukti", "bukti_diterima",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _april():
    with time_machine.travel(HARI_INI, tick=False):
        yield


@pytest.fixture
def d():
    return dunia_laporan()


def baca_laporan(laporan):
    return susun(laporan, versi_terkait(laporan))


def test_angka_dihitung_dengan_tangan(d):
    isi = baca_laporan(buat(d))
    per_area = {a["nama"]: tuple(a["angka"][n] for n in NAMA) for a in isi["area"]}
    assert per_area == {
        "Manajemen Perubahan": (2, 1, 1, 0, 1, 1, 0, 4, 2, 1, 1),
        "Penataan Tatalaksana": (1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0),
    }
    assert tuple(isi["total"][n] for n in NAMA) == (3, 1, 2, 1, 1, 1, 1, 5, 2, 2, 1)


def test_bukti_sama_dengan_kelengkapan(d):
    """One definition of completeness, as of the last day of the period."""
    isi = baca_laporan(buat(d))
    sama = hitung_keadaan(syarat_rencana(d.rencana), hari(3, 31))
    assert (isi["total"]["bukti"], isi["total"]["bukti_diterima"]) == (sama["semua"], sama["diterima"])
    per = hitung_menurut(syarat_rencana(d.rencana), lambda s: s.baris.tabel.area.nama, hari(3, 31))
    assert {a["nama"]: (a["angka"]["bukti"], a["angka"]["bukti_diterima"]) for a in isi["area"]} == {
        nama: (h.semua, h.diterima) for nama, h in per.items()
    }


def test_baris_menurut_rencana_dan_pelaksanaan(d):
    isi = baca_laporan(buat(d))
    ringkas = [
        (b["uraian"], [(s["golongan"], s["keadaan"], s["realisasi"]) for s in b["saat"]])
        for a in isi["area"]
        for b in a["baris"]
    ]
    assert ringkas == [
        ("Menyusun tim kerja", [("rencana", "selesai", hari(3, 9))]),
        (
            "Rapat monev bulanan",
            [
                ("tunggakan", "terlambat", None),
                ("dikejar", "selesai", hari(3, 12)),
                ("rencana", "terlambat", hari(4, 3)),
            ],
        ),
        (
            "Menata POS",
            [("batal", "batal", None), ("rencana", "terlambat", None), ("mendahului", "selesai", hari(3, 15))],
        ),
    ]


def test_prognosis_menyebut_periode_berikutnya(d):
    isi = baca_laporan(buat(d))
    assert isi["laporan"]["berikutnya"] == "April 2026"
    assert [(b["uraian"], b["selesai"], b["jumlah"]) for a in isi["area"] for b in a["depan"]] == [
        ("Rapat monev bulanan", hari(4, 20), 1)
    ]


def test_rapat_dan_tindak_lanjut_periode(d):
    isi = baca_laporan(buat(d))
    (rapat,) = isi["rapat"]
    assert (rapat["judul"], rapat["tanggal"], rapat["status"]) == ("Rapat monev Maret 2026", hari(4, 2), "selesai")
    assert [(k["agenda"], k["keputusan"], k["orang"]) for k in rapat["keputusan"]] == [
        ("POS belum selesai", "Menunjuk penyusun baru", "Nama anggota")
    ]
    assert isi["tindak_lanjut"] == []  # noted on 5 April, after the period
    d.tindak_lanjut.__class__.objects.update(created_at="2026-03-30T00:00Z")
    (satu,) = baca_laporan(buat(d))["tindak_lanjut"]
    assert (satu["uraian"], satu["orang"], satu["lewat"]) == ("Menandatangani SK", "Nama anggota", True)


def test_usulan_hanya_kata_dari_data(d):
    laporan = buat(d)
    isi = baca_laporan(laporan)
    assert [(u.acuan.split(":")[0], u.judul, u.kendala, u.solusi) for u in usulan(isi)] == [
        ("terlambat", "2 Rapat monev bulanan", "", ""),
        ("terlambat", "1 Menata POS", "", ""),
        ("keputusan", "POS belum selesai", "Penyusun pindah tugas", "Menunjuk penyusun baru"),
    ]
    assert usulan(isi)[0].keterangan == "Terlambat sejak 20 Januari 2026, 2 kejadian. Menunggu SK"
    acuan = usulan(isi)[1].acuan
    tambah_kendala(laporan, oleh=d.orang["ketua_tim"], teks="Penyusun pindah", baris=d.baris["pos"], acuan=acuan)
    assert acuan not in {u.acuan for u in usulan(baca_laporan(laporan))}


def test_berisiko_dua_pekan(d):
    with time_machine.travel("2026-04-08 02:00:00+00:00", tick=False):
        assert "berisiko" in {u.acuan.split(":")[0] for u in usulan(baca_laporan(buat(d)))}


def test_peringatan_tidak_menghalangi(d):
    assert peringatan(baca_laporan(buat(d))) == [
        "Ringkasan masih kosong.",
        "2 rencana kerja terlambat belum diberi kendala dan solusi.",
        "Prognosis belum diisi: Manajemen Perubahan.",
    ]
    Rapat.objects.all().delete()
    assert "Belum ada rapat yang membahas periode ini." in peringatan(baca_laporan(buat(d)))


def test_periode_berjalan_menurut_hari_ini(d):
    """April on the 5th: what is not due yet is no failure, and what was done is counted until today."""
    isi = baca_laporan(buat(d, ke=4))
    mp = isi["area"][0]["angka"]
    assert (mp["rencana"], mp["selesai"], mp["terlambat"], mp["tunggakan"], mp["dikejar"]) == (1, 0, 0, 1, 1)
    assert [s["keadaan"] for b in isi["area"][0]["baris"] for s in b["saat"] if s["golongan"] == "rencana"] == ["belum"]
    assert wajib_catatan(isi) == [
        "April 2026 belum berakhir (30 April 2026); angkanya baru sampai 5 April 2026.",
    ]


def test_tanpa_penyebut(d):
    """Nothing planned, nothing done: no division, a dash."""
    Kejadian.objects.all().delete()
    isi = baca_laporan(buat(d))
    assert isi["total"]["rencana"] == isi["total"]["rencana_sd"] == 0
    assert all(a["baris"] == [] for a in isi["area"])


def test_baris_tanpa_area_tetap_tercatat(d):
    d.baris["tim"].tabel.area = None
    d.baris["tim"].tabel.save()
    d.baris["tim"].area = d.baris["monev"].area = None
    d.baris["tim"].save()
    assert [a["nama"] for a in baca_laporan(buat(d))["area"]][-1] == "Tanpa pengungkit"


def test_area_hasil_tanpa_isi_tidak_ikut(d):
    AreaFactory(rencana=d.rencana, jenis="hasil", nama="Birokrasi bersih")
    assert [a["nama"] for a in baca_laporan(buat(d))["area"]] == ["Manajemen Perubahan", "Penataan Tatalaksana"]


# --- quarters


def test_triwulan_dirakit_dari_bulan(d):
    maret = buat(d)
    tambah_kendala(maret, oleh=d.orang["ketua_tim"], teks="Penyusun pindah", area=d.tl, solusi="Tunjuk baru")
    maret = disetujui(d)
    draf = buat(d, ke=2)
    tambah_kendala(draf, oleh=d.orang["ketua_tim"], teks="SK terlambat")
    isi = baca_laporan(buat(d, "triwulan", 1))
    assert [(b["nama"], b["versi"], b["angka"] and b["angka"]["rencana"]) for b in isi["bulan"]] == [
        ("Januari 2026", 0, None),
        ("Februari 2026", 0, None),
        ("Maret 2026", 1, 3),
    ]
    assert isi["bulan"][2]["sha256"] == maret.versi_laporan.get().sha256
    assert isi["bulan"][2]["disetujui"] == hari(4, 5)
    assert [(k["bulan"], k["kendala"], k["ditutup"]) for k in isi["kendala_bulan"]] == [
        ("Februari 2026", "SK terlambat", False),
        ("Maret 2026", "Penyusun pindah", True),
    ]
    assert (isi["total"]["rencana"], isi["total"]["selesai"], isi["total"]["tunggakan"]) == (5, 2, 0)
    assert isi["laporan"]["berikutnya"] == "Triwulan II 2026"
    assert wajib_catatan(isi) == ["Laporan bulanannya belum disetujui: Januari 2026, Februari 2026."]


def test_triwulan_memakai_versi_yang_berlaku(d):
    """Opened again, the month counts as it was approved; what is typed meanwhile does not leak into the quarter."""
    maret = disetujui(d)
    langkah(maret, "buka", oleh=d.orang["kepala"], catatan="Kurang")
    tambah_kendala(maret, oleh=d.orang["ketua_tim"], teks="Belum disetujui")
    isi = baca_laporan(buat(d, "triwulan", 1))
    assert isi["bulan"][2]["versi"] == 1
    assert isi["kendala_bulan"] == []


# --- what was frozen


def test_beku_tidak_berubah(d):
    laporan = buat(d)
    ketua = d.orang["ketua_tim"]
    tulis(laporan, laporan.versi, oleh=ketua, ringkasan="Ringkas Maret")
    isi_prognosis(laporan, d.mp, oleh=ketua, perkiraan="sebagian", teks="SK terlambat", solusi="Mempercepat")
    laporan = disetujui(d)
    versi = laporan.versi_laporan.get()
    lama = (versi.isi, versi.sha256)
    Kejadian.objects.filter(pk=d.kejadian["pos"].pk).update(status="selesai", realisasi=hari(3, 31))
    d.baris["pos"].uraian = "Uraian lain"
    d.baris["pos"].save()
    d.mp.nama = "Nama lain"
    d.mp.save()
    d.butir.keputusan = "Lain"
    d.butir.save()
    d.tindak_lanjut.delete()
    versi.refresh_from_db()
    assert (versi.isi, versi.sha256) == lama
    assert hashlib.sha256(versi.isi.encode()).hexdigest() == versi.sha256
    isi = baca(versi.isi)
    assert isi["area"][1]["baris"][0]["uraian"] == "Menata POS"
    assert isi["rapat"][0]["keputusan"][0]["keputusan"] == "Menunjuk penyusun baru"
    assert isi["area"][0]["prognosis"]["kata"] == "Tercapai sebagian"
    assert isi["pejabat"]["pengaju"]["nama"] == "Nama ketua_tim"
    assert ke_teks(baca(versi.isi)) == versi.isi


@pytest.mark.parametrize(
    "ubah",
    [
        {"isi": "{}"},
        {"sha256": "0" * 64},
        {"nomor": 9},
        {"status": "dikembalikan"},
        {"catatan": "Lain"},
        {"pengesah": {}},
    ],
)
def test_basis_data_menolak_mengubah_yang_beku(d, ubah):
    versi = disetujui(d).versi_laporan.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        VersiLaporan.objects.filter(pk=versi.pk).update(**ubah)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("UPDATE monev_versilaporan SET isi = 'x' WHERE id = %s", [versi.pk])


def test_menunjuk_versi_rencana(d):
    versi = diajukan(d).versi_laporan.get()
    assert baca(versi.isi)["rencana"]["versi"] == 0


# --- pure


@pytest.mark.parametrize(
    ("jenis", "ke", "awal", "akhir", "nama", "berikutnya"),
    [
        ("bulanan", 1, "2026-01-01", "2026-01-31", "Januari 2026", "Februari 2026"),
        ("bulanan", 2, "2026-02-01", "2026-02-28", "Februari 2026", "Maret 2026"),
        ("bulanan", 12, "2026-12-01", "2026-12-31", "Desember 2026", "Januari 2027"),
        ("triwulan", 1, "2026-01-01", "2026-03-31", "Triwulan I 2026", "Triwulan II 2026"),
        ("triwulan", 4, "2026-10-01", "2026-12-31", "Triwulan IV 2026", "Triwulan I 2027"),
    ],
)
def test_periode(jenis, ke, awal, akhir, nama, berikutnya):
    p = Periode(jenis, 2026, ke)
    assert (str(p.awal), str(p.akhir), str(p), str(p.berikutnya)) == (awal, akhir, nama, berikutnya)


def test_tahun_kabisat():
    assert Periode("bulanan", 2028, 2).akhir == datetime.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("selesai", "status", "realisasi", "hasil"),
    [
        (hari(3, 1), "belum", None, ("rencana", "terlambat")),
        (hari(3, 31), "selesai", hari(3, 31), ("rencana", "selesai")),
        (hari(3, 31), "selesai", hari(4, 1), ("rencana", "terlambat")),
        (hari(2, 28), "selesai", hari(3, 1), ("dikejar", "selesai")),
        (hari(2, 28), "selesai", hari(2, 28), ("", "selesai")),
        (hari(2, 28), "selesai", hari(4, 1), ("tunggakan", "terlambat")),
        (hari(2, 28), "batal", None, ("", "batal")),
        (hari(4, 1), "selesai", hari(3, 31), ("mendahului", "selesai")),
        (hari(4, 1), "belum", None, ("", "terlambat")),
        (hari(4, 5), "belum", None, ("", "berjalan")),
        (hari(4, 6), "belum", None, ("", "belum")),
    ],
)
def test_golongan_dan_keadaan(selesai, status, realisasi, hasil):
    k = Saat(1, 1, selesai, selesai, status, realisasi, "", "")
    assert (golongan(k, MARET), str(keadaan(k, MARET))) == hasil


def test_angka_kosong():
    assert set(angka([], MARET).values()) == {0}


def test_tunggakan_tahun_lalu_ikut(d):
    catat(d.baris["tim"], datetime.date(2025, 12, 20))
    mp = baca_laporan(buat(d))["area"][0]["angka"]
    assert (mp["tunggakan"], mp["rencana_sd"]) == (2, 4)


def test_satu_laporan_seperiode(d):
    assert buat(d) == buat(d)
    with pytest.raises(IntegrityError), transaction.atomic():
        LaporanBerkala.objects.create(satker=d.satker, rencana=d.rencana, jenis="bulanan", tahun=2026, ke=3)


@pytest.mark.parametrize(("jenis", "ke"), [("bulanan", 0), ("bulanan", 13), ("triwulan", 5), ("tahunan", 1)])
def test_periode_yang_tidak_ada(d, jenis, ke):
    with pytest.raises(IntegrityError), transaction.atomic():
        LaporanBerkala.objects.create(satker=d.satker, rencana=d.rencana, jenis=jenis, tahun=2026, ke=ke)
