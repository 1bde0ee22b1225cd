"""Who takes which step of a report, and what is refused: the matrix written by hand, then bad input."""

import csv
import datetime
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction

from tests.monev.bantu_laporan import HARI_INI, buat, diajukan, disetujui, dunia_laporan
from tests.pabrik import PenggunaFactory, PeranFactory, RencanaFactory, SatkerFactory, orang
from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.models import CatatanAlur
from zi.dokumen.models import Terbitan
from zi.monev.laporan.kanonik import baca
from zi.monev.laporan.policies import boleh_tulis
from zi.monev.laporan.services import (
    ajukan,
    hapus_kendala,
    isi_prognosis,
    langkah,
    mulai,
    tambah_kendala,
    tulis,
    ubah_isian,
)
from zi.monev.laporan.workflow import LAPORAN
from zi.monev.models import IsianLaporan, LaporanBerkala, VersiLaporan
from zi.notifikasi.models import Notifikasi
from zi.rencana.models import BarisRencana

pytestmark = pytest.mark.django_db
STATUS = LaporanBerkala.Status.values
with (Path(__file__).parent / "matriks_laporan.csv").open(encoding="utf-8") as _berkas:
    HARAPAN = {(x["peran"], x["aksi"]): {s: x[s] for s in STATUS} for x in csv.DictReader(_berkas)}
PERAN = sorted({p for p, _ in HARAPAN})
MASA = {"mulai": datetime.date(2020, 1, 1), "selesai": datetime.date(2099, 12, 31)}


@pytest.fixture(autouse=True)
def _april():
    with time_machine.travel(HARI_INI, tick=False):
        yield


@pytest.fixture
def d():
    return dunia_laporan()


def keadaan(laporan):
    """All that a refused step must leave as it was."""
    satu = LaporanBerkala.objects.get(pk=laporan.pk)
    versi = list(VersiLaporan.objects.order_by("nomor").values_list("nomor", "status", "catatan"))
    return (satu.status, satu.versi, versi, CatatanAlur.objects.count(), Terbitan.objects.count())


def ditolak(laporan, kalimat, fungsi, *args, **kwargs):
    sebelum = keadaan(laporan)
    with pytest.raises(GalatDomain, match=kalimat):
        fungsi(laporan, *args, **kwargs)
    assert keadaan(laporan) == sebelum


# --- the matrix


def pelaku(peran, laporan):
    satker = laporan.satker
    if peran == "tanpa_peran":
        return PenggunaFactory()
    if peran == "kepala_satker_lain":
        return orang(SatkerFactory(), "kepala")
    if peran.startswith("plh"):
        masa = MASA if peran == "plh" else MASA | {"selesai": datetime.date(2020, 12, 31)}
        return orang(satker, "kepala", sebutan="Plh.", **masa)
    if peran == "kepala_pengaju":
        PeranFactory(pengguna=laporan.diajukan_oleh, satker=satker, jenis="kepala")
        return Pengguna.objects.get(pk=laporan.diajukan_oleh_id)  # without the rights that were read before
    return orang(satker, peran)


@pytest.mark.parametrize("peran", PERAN)
def test_matriks(peran):
    rencana = RencanaFactory(tahun_mulai=2026, tahun_selesai=2026)
    laporan = LaporanBerkala(satker=rencana.satker, rencana=rencana, jenis="bulanan", tahun=2026, ke=3)
    laporan.diajukan_oleh, laporan.diajukan_pada = orang(rencana.satker, "ketua_tim"), HARI_INI
    laporan.status = "diajukan"
    laporan.save()
    user, hasil = pelaku(peran, laporan), {}
    for aksi in [x.aksi for x in LAPORAN.langkah]:
        for status in STATUS:
            laporan.status = status
            verdict = LAPORAN.periksa(laporan, aksi, user)
            assert bool(verdict.alasan) is not verdict.ok
            hasil.setdefault((peran, aksi), {})[status] = "ya" if verdict.ok else "tidak"
    assert hasil == {k: v for k, v in HARAPAN.items() if k[0] == peran}


def test_berkas_memuat_semua_langkah():
    assert {a for _, a in HARAPAN} == {x.aksi for x in LAPORAN.langkah}
    assert len(HARAPAN) == len(PERAN) * len(LAPORAN.langkah)


@pytest.mark.parametrize(
    ("siapa", "umum", "milik", "lain"),
    [
        ("ketua_tim", True, True, True),
        ("koordinator", False, True, False),
        ("anggota", False, True, False),
        ("koordinator_lain", False, False, True),
        ("kepala", False, False, False),
        ("admin_satker", False, False, False),
        ("evaluator", False, False, False),
    ],
)
def test_siapa_menulis(d, siapa, umum, milik, lain):
    """Texts of the whole unit, of area MP, of area TL."""
    laporan, user = buat(d), d.orang[siapa]
    assert [bool(boleh_tulis(user, laporan, k)) for k in ("", "MP", "TL")] == [umum, milik, lain]
    laporan.status = "diajukan"
    assert not any(boleh_tulis(user, laporan, k) for k in ("", "MP", "TL"))


# --- the way there and back


def test_perjalanan_lengkap(d):
    laporan, ketua, kepala = diajukan(d), d.orang["ketua_tim"], d.orang["kepala"]
    langkah(laporan, "kembalikan", oleh=kepala, catatan="Tambah solusi", nomor=1)
    ajukan(laporan, oleh=ketua, nomor=2)
    langkah(laporan, "tarik", oleh=ketua, nomor=2)
    ajukan(laporan, oleh=ketua, nomor=3)
    langkah(laporan, "setujui", oleh=kepala, nomor=3)
    langkah(laporan, "buka", oleh=kepala, catatan="Angka keliru", nomor=3)
    ajukan(laporan, oleh=ketua, nomor=4)
    langkah(laporan, "setujui", oleh=kepala, nomor=4)
    versi = list(laporan.versi_laporan.order_by("nomor"))
    assert [(v.nomor, v.status, v.catatan, v.alasan_buka) for v in versi] == [
        (1, "dikembalikan", "Tambah solusi", ""),
        (2, "ditarik", "", ""),
        (3, "disetujui", "", "Angka keliru"),
        (4, "disetujui", "", ""),
    ]
    assert [v.pengesah.get("nama") for v in versi] == ["Nama kepala", None, "Nama kepala", "Nama kepala"]
    seri = Terbitan.objects.filter(seri=f"laporan:{laporan.pk}").order_by("versi")
    assert [(t.versi, t.sha_isi, t.judul) for t in seri] == [
        (v.nomor, v.sha256, "Laporan bulanan Maret 2026 Pembangunan Zona Integritas") for v in versi[2:]
    ]


def test_dibekukan_dengan_tulisan_terakhir(d):
    """Whoever submits from an older page freezes what stands in the database by then."""
    lama = buat(d)
    tulis(LaporanBerkala.objects.get(), 1, oleh=d.orang["ketua_tim"], ringkasan="Ditulis barusan")
    ajukan(lama, oleh=d.orang["ketua_tim"])
    assert baca(VersiLaporan.objects.get().isi)["ringkasan"] == "Ditulis barusan"


def test_kabar_seketika_dan_sekali(d, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        laporan = diajukan(d, catatan="Mohon arahan")
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([d.orang["kepala"].email], "Mohon persetujuan: Laporan bulanan Maret 2026")
    ]
    assert "Mohon arahan" in mail.outbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        langkah(laporan, "kembalikan", oleh=d.orang["kepala"], catatan="Kurang solusi")
    assert (mail.outbox[1].to, mail.outbox[1].subject) == (
        [d.orang["ketua_tim"].email],
        "Dikembalikan: Laporan bulanan Maret 2026",
    )


def test_persetujuan_dikabarkan_tanpa_surel_seketika(d):
    disetujui(d)
    kabar = Notifikasi.objects.get(penerima=d.orang["ketua_tim"])
    assert (kabar.judul, kabar.ringkas) == ("Disetujui: Laporan bulanan Maret 2026", True)


def test_wakil_memutuskan_dengan_sebutan(d):
    laporan = diajukan(d)
    langkah(laporan, "setujui", oleh=orang(d.satker, "kepala", sebutan="Plh.", **MASA))
    assert laporan.versi_laporan.get().pengesah["sebutan"] == "Plh."


# --- bad input


def test_diajukan_dua_kali(d):
    laporan = diajukan(d)
    ajukan(laporan, oleh=d.orang["ketua_tim"])  # the same person again: harmless
    assert laporan.versi_laporan.count() == 1
    ditolak(laporan, "statusnya “Diajukan” .oleh Nama ketua_tim", ajukan, oleh=orang(d.satker, "ketua_tim"))


def test_disetujui_dua_kali_dan_dua_penyetuju(d):
    laporan = disetujui(d)
    langkah(laporan, "setujui", oleh=d.orang["kepala"])
    assert Terbitan.objects.filter(seri__startswith="laporan:").count() == 1
    wakil = orang(d.satker, "kepala", sebutan="Plh.", **MASA)
    ditolak(laporan, "statusnya “Disetujui” .oleh Nama kepala", langkah, "setujui", oleh=wakil)
    ditolak(laporan, "statusnya “Disetujui”", langkah, "kembalikan", oleh=wakil, catatan="Tidak")


def test_tanpa_catatan(d):
    laporan = diajukan(d)
    ditolak(laporan, "Tulis catatannya dulu", langkah, "kembalikan", oleh=d.orang["kepala"], catatan="  ")
    langkah(laporan, "setujui", oleh=d.orang["kepala"])
    ditolak(laporan, "Tulis catatannya dulu", langkah, "buka", oleh=d.orang["kepala"])


def test_ajuan_sendiri(d):
    laporan = diajukan(d)
    PeranFactory(pengguna=d.orang["ketua_tim"], satker=d.satker, jenis="kepala")
    ketua = Pengguna.objects.get(pk=d.orang["ketua_tim"].pk)
    ditolak(laporan, "ajukan sendiri", langkah, "setujui", oleh=ketua)
    versi = laporan.versi_laporan.get()
    versi.status, versi.diputus_oleh, versi.diputus_pada = "disetujui", ketua, versi.diajukan_pada
    with pytest.raises(IntegrityError), transaction.atomic():
        versi.save()


def test_versi_basi(d):
    laporan = diajukan(d)
    langkah(laporan, "tarik", oleh=d.orang["ketua_tim"])
    ajukan(laporan, oleh=d.orang["ketua_tim"])
    ditolak(laporan, "baca versi 1, yang sekarang versi 2", langkah, "setujui", oleh=d.orang["kepala"], nomor=1)
    langkah(laporan, "tarik", oleh=d.orang["ketua_tim"])
    ditolak(laporan, "berikutnya versi 3, bukan 1", ajukan, oleh=d.orang["ketua_tim"], nomor=1)


def test_bulan_belum_berakhir_perlu_catatan(d):
    laporan = buat(d, ke=4)
    ditolak(laporan, "April 2026 belum berakhir .*Tulis catatan", ajukan, oleh=d.orang["ketua_tim"])
    ajukan(laporan, oleh=d.orang["ketua_tim"], catatan="Diminta kantor pusat")
    assert laporan.versi_laporan.get().pesan == "Diminta kantor pusat"


def test_triwulan_dengan_bulan_terbuka_perlu_catatan(d):
    laporan = buat(d, "triwulan", 1)
    ditolak(laporan, "belum disetujui: Januari 2026, Februari 2026, Maret 2026", ajukan, oleh=d.orang["ketua_tim"])


@pytest.mark.parametrize(
    ("jenis", "tahun", "ke", "kalimat"),
    [
        ("bulanan", 2026, 5, "belum dimulai"),
        ("triwulan", 2026, 3, "belum dimulai"),
        ("bulanan", 2025, 12, "Tidak ada rencana kerja untuk tahun 2025"),
        ("bulanan", 2026, 13, "tidak ada"),
        ("triwulan", 2026, 0, "tidak ada"),
        ("tahunan", 2026, 1, "tidak ada"),
        ("bulanan", 0, 1, "tidak ada"),
    ],
)
def test_periode_yang_tidak_dapat_dilaporkan(d, jenis, tahun, ke, kalimat):
    with pytest.raises(GalatDomain, match=kalimat):
        mulai(d.satker, jenis, tahun, ke, oleh=d.orang["ketua_tim"])
    assert not LaporanBerkala.objects.exists()


@pytest.mark.parametrize("siapa", ["anggota", "kepala", "admin_satker", "evaluator"])
def test_yang_tidak_menyusun(d, siapa):
    with pytest.raises(GalatDomain, match="disusun ketua tim"):
        mulai(d.satker, "bulanan", 2026, 3, oleh=d.orang[siapa])


def test_rencana_tanpa_baris(d):
    laporan = buat(d)
    BarisRencana.objects.update(dihapus_pada=HARI_INI)
    ditolak(laporan, "belum berisi satu baris pun", ajukan, oleh=d.orang["ketua_tim"])


def test_rencana_terbaru_yang_meliputi_tahun(d):
    RencanaFactory(satker=d.satker, tahun_mulai=2024, tahun_selesai=2028)
    assert buat(d).rencana == d.rencana


# --- texts that two people write at once


def test_tulisan_tidak_saling_timpa(d):
    laporan, ketua = buat(d), d.orang["ketua_tim"]
    tulis(laporan, 1, oleh=ketua, ringkasan="Pertama")
    with pytest.raises(SudahBerubah):
        tulis(laporan, 1, oleh=ketua, ringkasan="Kedua")
    baris = tambah_kendala(laporan, oleh=ketua, teks="Kendala")
    ubah_isian(baris, 1, oleh=ketua, solusi="Satu")
    with pytest.raises(SudahBerubah):
        ubah_isian(baris, 1, oleh=ketua, solusi="Dua")
    with pytest.raises(SudahBerubah):
        hapus_kendala(baris, 1, oleh=ketua)
    isi_prognosis(laporan, d.mp, oleh=ketua, perkiraan="tercapai")
    with pytest.raises(SudahBerubah):
        isi_prognosis(laporan, d.mp, oleh=d.orang["koordinator"], perkiraan="tidak")
    assert [(x.teks, x.solusi, x.perkiraan) for x in laporan.isian.all()] == [
        ("Kendala", "Satu", ""),
        ("", "", "tercapai"),
    ]


def test_usulan_dijawab_sekali(d):
    laporan = buat(d)
    tambah_kendala(laporan, oleh=d.orang["ketua_tim"], teks="Satu", acuan="terlambat:1")
    with pytest.raises(GalatDomain, match="baru saja diisi orang lain"):
        tambah_kendala(laporan, oleh=d.orang["ketua_tim"], teks="Dua", acuan="terlambat:1")


def test_kendala_kosong(d):
    laporan = buat(d)
    with pytest.raises(GalatDomain, match="Tulis dulu kendalanya"):
        tambah_kendala(laporan, oleh=d.orang["ketua_tim"], teks=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        IsianLaporan.objects.create(laporan=laporan, jenis="kendala")


def test_area_orang_lain(d):
    laporan = buat(d)
    with pytest.raises(GalatDomain, match="diisi ketua tim"):
        tambah_kendala(laporan, oleh=d.orang["koordinator"], teks="Lancang", area=d.tl)
    assert tambah_kendala(laporan, oleh=d.orang["koordinator_lain"], teks="Milik sendiri", area=d.tl)


def test_yang_diajukan_terkunci(d):
    laporan = buat(d)
    baris = tambah_kendala(laporan, oleh=d.orang["ketua_tim"], teks="Kendala")
    diajukan(d)
    for fungsi in (
        lambda: tulis(laporan, 1, oleh=d.orang["ketua_tim"], ringkasan="Lain"),
        lambda: ubah_isian(baris, 1, oleh=d.orang["ketua_tim"], teks="Lain"),
        lambda: hapus_kendala(baris, 1, oleh=d.orang["ketua_tim"]),
        lambda: tambah_kendala(laporan, oleh=d.orang["ketua_tim"], teks="Lain"),
        lambda: isi_prognosis(laporan, d.mp, oleh=d.orang["ketua_tim"], perkiraan="tercapai"),
    ):
        with pytest.raises(GalatDomain, match="sudah diajukan, jadi isinya tidak diubah lagi"):
            fungsi()
    assert [x.teks for x in laporan.isian.all()] == ["Kendala"]


@pytest.mark.parametrize(
    "salah",
    [
        {"status": "diajukan", "diajukan_pada": None},
        {"status": "draf", "diajukan_pada": HARI_INI},
    ],
)
def test_batasan_status(d, salah):
    laporan = buat(d)
    with pytest.raises(IntegrityError), transaction.atomic():
        LaporanBerkala.objects.filter(pk=laporan.pk).update(**salah)
