"""Meetings propose themselves, and their agenda comes from data."""

import pytest
import time_machine

from tests.monev.bantu_rapat import RAPAT, SEBELUM, SESUDAH, H, dunia, jadwalkan, putuskan, saat, usulan
from tests.pabrik import BarisFactory, SatkerFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti
from zi.common.galat import GalatDomain, SudahBerubah
from zi.jadwal.models import HariLibur, Jadwal, Kejadian
from zi.jadwal.queries import tertahan
from zi.monev import services_agenda
from zi.monev.models import ButirAgenda, Rapat
from zi.monev.queries import calon_kejadian
from zi.monev.services import bulan_kurang, pesan_rapat
from zi.monev.services_agenda import keluarkan, pindahkan, segarkan, tambah, ubah
from zi.monev.services_kaitan import kaitkan
from zi.monev.services_peserta import undang_tim
from zi.monev.services_rapat import buat, langkah
from zi.monev.services_tutup import tutup
from zi.tindaklanjut.services import buat as buat_tindak_lanjut

pytestmark = pytest.mark.django_db
A = ButirAgenda.Asal


@pytest.fixture
def jam():
    with time_machine.travel(SEBELUM, tick=False) as penjelajah:
        yield penjelajah


@pytest.fixture
def d(jam):
    return dunia()


SELESAI = {"status": "selesai", "realisasi": H(2026, 11, 2)}
BELUM = {"status": "belum", "realisasi": None}


def kejadian(d, uraian, selesai, **keadaan):
    baris = BarisFactory(tabel=d.baris.tabel, uraian=uraian, no_tertulis="7")
    jadwal = Jadwal.objects.create(baris=baris, teks="x", jenis="tanggal", mulai=selesai, selesai=selesai)
    return Kejadian.objects.create(jadwal=jadwal, tanggal_asal=selesai, mulai=selesai, selesai=selesai, **keadaan)


def agenda(rapat):
    return [(b.asal, b.teks) for b in rapat.agenda.filter(dihapus=False)]


# --- which months -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("akhir", "hari_ini", "harapan"),
    [
        (None, H(2026, 11, 21), [H(2026, 11, 1)]),
        (H(2026, 11, 1), H(2026, 11, 30), []),
        (H(2026, 11, 1), H(2027, 1, 2), [H(2026, 12, 1), H(2027, 1, 1)]),
        (H(2028, 1, 1), H(2028, 2, 29), [H(2028, 2, 1)]),
        (H(2026, 11, 1), H(2026, 9, 1), []),  # the clock went back
        (H(2020, 1, 1), H(2026, 2, 1), [H(2025, m, 1) for m in range(3, 13)] + [H(2026, 1, 1), H(2026, 2, 1)]),
    ],
)
def test_bulan_yang_kurang(akhir, hari_ini, harapan):
    assert bulan_kurang(akhir, hari_ini) == harapan


def test_melewati_31_desember_dan_yang_terlewat_menyusul(d, jam, django_capture_on_commit_callbacks):
    def jalan():
        with django_capture_on_commit_callbacks(execute=True):
            pesan_rapat()

    jalan()
    jam.move_to(saat(2026, 12, 31, 15))  # 23.00 WITA
    jalan()
    jam.move_to(saat(2026, 12, 31, 17))  # 01.00 WITA of the next year
    jalan()
    jam.move_to(saat(2027, 4, 10))  # the PC was off for two months: Saturday
    jalan()
    jalan()
    semua = Rapat.objects.order_by("periode")
    assert [r.periode for r in semua] == [H(2026, 11, 1), H(2026, 12, 1), *(H(2027, m, 1) for m in range(1, 5))]
    tanggal = [H(2026, 12, 1), H(2027, 1, 1), H(2027, 2, 1), H(2027, 4, 12), H(2027, 4, 12), H(2027, 5, 3)]
    assert [r.tanggal for r in semua] == tanggal


def test_tahun_kabisat(d, jam):
    jam.move_to(saat(2028, 2, 29))
    rapat = usulan(d, H(2028, 2, 1))
    assert (rapat.judul, rapat.tanggal) == ("Rapat monev Zona Integritas Februari 2028", H(2028, 3, 1))


def test_minggu_pertama_libur_seluruhnya(d):
    for n in range(1, 10):
        HariLibur.objects.create(tanggal=H(2026, 12, n), nama="Libur")
    assert usulan(d).tanggal == H(2026, 12, 10)


def test_yang_dibatalkan_tidak_diusulkan_lagi(d, django_capture_on_commit_callbacks):
    rapat = usulan(d)
    langkah(rapat, "batalkan", oleh=d.ketua, catatan="Digabung bulan depan.")
    with django_capture_on_commit_callbacks(execute=True):
        pesan_rapat()
    assert Rapat.objects.get().status == Rapat.Status.BATAL


def test_pindah_zona_waktu_tidak_menggandakan(d, jam, django_capture_on_commit_callbacks):
    """At 23.30 WIB the unit that was in WIT had the next month already."""
    jam.move_to(saat(2026, 11, 30, 16))
    d.satker.zona_waktu = "Asia/Jayapura"
    d.satker.save()
    for zona in ("Asia/Jayapura", "Asia/Jakarta"):
        d.satker.zona_waktu = zona
        d.satker.save()
        with django_capture_on_commit_callbacks(execute=True):
            pesan_rapat()
    assert [r.periode for r in Rapat.objects.all()] == [H(2026, 12, 1)]


# --- agenda from data -------------------------------------------------------------------------------------------
def test_agenda_dari_data(d):
    kejadian(d, "Terlambat sekali", H(2026, 10, 5))
    kejadian(d, "Sebentar lagi", H(2026, 11, 30))
    kejadian(d, "Bulan depan", H(2026, 12, 20))
    kejadian(d, "Sudah selesai", H(2026, 10, 5), **SELESAI)
    kejadian(d, "Masih lama", H(2027, 3, 1))
    buat_tindak_lanjut(
        d.satker, "Lengkapi SK", oleh=d.ketua, penanggung_jawab=d.anggota, tenggat=H(2026, 11, 1), area="MP"
    )
    berkas = Berkas.objects.create(satker=d.satker, judul="Notula", diunggah_oleh=d.anggota)
    kembali = PemenuhanBukti(syarat=d.syarat[2], berkas=berkas, ditawarkan_oleh=d.anggota, kejadian=d.kejadian)
    kembali.status, kembali.catatan = PemenuhanBukti.Status.DIKEMBALIKAN, "Belum ditandatangani"
    kembali.diverifikasi_oleh, kembali.diverifikasi_pada = d.ketua, SEBELUM
    kembali.save()
    assert agenda(usulan(d)) == [
        (A.TERLAMBAT, "7 Terlambat sekali (tenggat 5 Oktober 2026)"),
        (A.BERISIKO, "7 Sebentar lagi (tenggat 30 November 2026)"),
        (A.BULAN_DEPAN, "4 Monitoring dan evaluasi bulanan (tenggat 7 Desember 2026)"),
        (A.BULAN_DEPAN, "7 Bulan depan (tenggat 20 Desember 2026)"),
        (A.TINDAK_LANJUT, "Lengkapi SK (terbuka, Ahmad Anggota Rekaan, tenggat 1 November 2026)"),
        (A.DIKEMBALIKAN, "Bukti notula: Belum ditandatangani"),
    ]


def test_agenda_usulan_mengikuti_data_tiap_hari(d, jam, django_capture_on_commit_callbacks):
    rapat = usulan(d)
    satu = kejadian(d, "Baru terlambat", H(2026, 11, 20))
    for hari, ada in ((21, False), (22, True), (23, False)):
        jam.move_to(saat(2026, 11, hari))
        with django_capture_on_commit_callbacks(execute=True):
            pesan_rapat()
        assert any("Baru terlambat" in t for _, t in agenda(rapat)) is ada
        if hari == 22:
            Kejadian.objects.filter(pk=satu.pk).update(**SELESAI)
    langkah(rapat, "undang", oleh=d.ketua)
    assert Rapat.objects.get().agenda_per == H(2026, 11, 23)
    Kejadian.objects.filter(pk=satu.pk).update(**BELUM)
    jam.move_to(saat(2026, 11, 24))
    with django_capture_on_commit_callbacks(execute=True):
        pesan_rapat()
    assert not any("Baru" in t for _, t in agenda(rapat))  # what was sent is not changed behind its readers


def test_undangan_membawa_agenda_hari_itu(d, jam):
    rapat = usulan(d)
    kejadian(d, "Baru terlambat", H(2026, 11, 20))
    jadwalkan(d, rapat)
    assert any("Baru terlambat" in t for _, t in agenda(rapat))


def test_yang_disentuh_orang_tetap(d):
    kejadian(d, "Satu", H(2026, 10, 5))
    kejadian(d, "Dua", H(2026, 10, 6))
    kejadian(d, "Tiga", H(2026, 10, 7))
    rapat = usulan(d)
    satu, dua, tiga, *_ = rapat.agenda.all()
    ubah(satu, satu.versi, "Satu, kata ketua", oleh=d.ketua)
    keluarkan(dua, oleh=d.ketua)
    pindahkan(tiga, -1, oleh=d.ketua)
    Kejadian.objects.update(**SELESAI)
    assert segarkan(rapat, oleh=d.ketua) == 0
    assert agenda(rapat) == [(A.TERLAMBAT, "Satu, kata ketua")]


def test_dua_orang_mengubah_butir_yang_sama(d):
    rapat = usulan(d)
    butir = tambah(rapat, "Semula", oleh=d.ketua)
    lama = ButirAgenda.objects.get(pk=butir.pk)
    ubah(butir, 1, "Yang pertama", oleh=d.ketua)
    with pytest.raises(SudahBerubah):
        ubah(lama, 1, "Yang kedua", oleh=d.ketua)
    assert ButirAgenda.objects.get(pk=butir.pk).teks == "Yang pertama"


def test_batas_agenda(d, monkeypatch):
    rapat = usulan(d)
    with pytest.raises(GalatDomain, match="Tulis dulu"):
        tambah(rapat, " \0 ", oleh=d.ketua)
    with pytest.raises(GalatDomain, match=r"5\.000 huruf"):
        tambah(rapat, "x" * 5001, oleh=d.ketua)
    monkeypatch.setattr(services_agenda, "BUTIR_MAKS", rapat.agenda.count())
    with pytest.raises(GalatDomain, match="Paling banyak"):
        tambah(rapat, "Satu lagi", oleh=d.ketua)


# --- what is left open moves on ---------------------------------------------------------------------------------
def tutup_sekarang(d, rapat, jam):
    jam.move_to(max(SESUDAH, rapat.selesai))
    tutup(rapat, [], oleh=d.ketua)


def test_butir_terbuka_pindah_ke_rapat_berikutnya(d, jam):
    rapat = jadwalkan(d)
    tambah(rapat, "Belum dibahas", oleh=d.ketua)
    putuskan(d, rapat, "Sudah diputuskan")
    putuskan(d, rapat, "Dibahas saja", keputusan="")
    lanjut = usulan(d, H(2026, 12, 1))
    assert not lanjut.agenda.filter(asal=A.LANJUTAN)
    tutup_sekarang(d, rapat, jam)
    terbuka = [(A.LANJUTAN, "Belum dibahas"), (A.LANJUTAN, "Dibahas saja")]
    assert [x for x in agenda(lanjut) if x[0] == A.LANJUTAN] == terbuka
    jadwalkan(d, lanjut)
    tutup_sekarang(d, lanjut, jam)  # again undecided: it goes on
    assert [x for x in agenda(usulan(d, H(2027, 1, 1))) if x[0] == A.LANJUTAN] == terbuka


def test_rapat_lain_menitip_ke_monev_berikutnya(d, jam):
    monev, waktu = usulan(d), {"mulai": RAPAT, "selesai": SESUDAH}
    lain = buat(d.satker, oleh=d.ketua, judul="Rapat SK", **waktu)
    kedua = buat(d.satker, oleh=d.ketua, judul="Rapat lain", **waktu)
    undang_tim(lain, [d.anggota.pk], oleh=d.ketua)
    langkah(lain, "undang", oleh=d.ketua)
    tambah(lain, "Belum selesai di rapat SK", oleh=d.ketua)
    tutup_sekarang(d, lain, jam)
    assert (A.LANJUTAN, "Belum selesai di rapat SK") in agenda(monev)
    assert agenda(kedua) == []  # nothing is poured into a meeting on something else
    assert segarkan(kedua, oleh=d.ketua) == 0
    jadwalkan(d, monev)
    tutup_sekarang(d, monev, jam)
    berikut = [t for a, t in agenda(usulan(d, H(2026, 12, 1))) if a == A.LANJUTAN]
    assert berikut == ["Belum selesai di rapat SK"]  # once, though two meetings had it


def test_keputusan_menjadi_tindak_lanjut_dan_masuk_agenda_berikutnya(d, jam):
    rapat = jadwalkan(d)
    putuskan(d, rapat, "SK", keputusan="Susun SK tim", penanggung_jawab=d.anggota, tenggat=H(2026, 12, 10))
    tutup_sekarang(d, rapat, jam)
    satu = d.satker.tindak_lanjut.get()
    assert (satu.uraian, satu.penanggung_jawab, satu.tenggat, satu.asal) == (
        "Susun SK tim", d.anggota, H(2026, 12, 10), "rapat",
    )  # fmt: skip
    assert satu.keterangan_asal == "Rapat monev Zona Integritas November 2026, Selasa, 1 Desember 2026"
    berikut = agenda(usulan(d, H(2026, 12, 1)))
    assert (A.TINDAK_LANJUT, "Susun SK tim (terbuka, Ahmad Anggota Rekaan, tenggat 10 Desember 2026)") in berikut


# --- links ------------------------------------------------------------------------------------------------------
def test_kaitan_hanya_yang_ditawarkan(d):
    rapat = usulan(d)
    asing = dunia()
    lama = kejadian(d, "Jauh", H(2026, 6, 1))
    bulan_lalu = kejadian(d, "Bulan lalu", H(2026, 11, 5))
    assert set(calon_kejadian(rapat)) == {d.kejadian, bulan_lalu}
    kaitkan(rapat, [d.kejadian.pk, asing.kejadian.pk, lama.pk, 999_999], oleh=d.ketua)
    assert list(rapat.kejadian.all()) == [d.kejadian]


def test_jadwal_yang_sama_terkait_lagi_bulan_berikutnya(d):
    januari = Kejadian.objects.create(
        jadwal=d.jadwal, tanggal_asal=H(2027, 1, 1), mulai=H(2027, 1, 1), selesai=H(2027, 1, 7)
    )
    tetangga = kejadian(d, "Monitoring dan evaluasi bulanan", H(2027, 1, 1))  # the same words, another schedule
    rapat = usulan(d)
    assert not rapat.kejadian.exists()
    kaitkan(rapat, [d.kejadian.pk], oleh=d.ketua)
    lanjut = usulan(d, H(2026, 12, 1))
    assert list(lanjut.kejadian.all()) == [januari]
    assert tetangga not in lanjut.kejadian.all()


def test_kejadian_yang_terkait_tidak_dihapus_penyusun_jadwal(d):
    kaitkan(usulan(d), [d.kejadian.pk], oleh=d.ketua)
    assert list(Kejadian.objects.filter(tertahan())) == [d.kejadian]


def test_tanpa_ketua_tim_tidak_ada_usulan(jam):
    orang(SatkerFactory(), "anggota")
    assert pesan_rapat() == 0
