"""The PDF of a report read back, compared with lists written here; issued once, with its public page."""

from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from tests.monev.bantu_laporan import HARI_INI, buat, diajukan, disetujui, dunia_laporan
from zi.common.models import Pekerjaan
from zi.dokumen.models import Terbitan
from zi.monev.laporan.services import isi_prognosis, langkah, tambah_kendala, tulis
from zi.monev.laporan.services_terbit import kerjakan_terbit, pesan_terbit
from zi.monev.models import LaporanBerkala, VersiLaporan

pytestmark = pytest.mark.django_db
BULANAN = [
    "LAPORAN BULANAN MARET 2026 PEMBANGUNAN ZONA INTEGRITAS",
    "Kantor Uji Laporan",
    "Maret 2026 (1 Mar 2026 – 31 Mar 2026)",
    "Rencana Kerja ZI (2026), belum disetujui",
    "5 April 2026",
    "A. Ringkasan",
    "Dua dari tiga belum terlaksana.",
    "B. Realisasi per pengungkit",
    "I Manajemen Perubahan 2 1 50 % 4 2 50 % 1 1 1 100 %",
    "II Penataan Tatalaksana 1 0 0 % 1 0 0 % 0 1 0 0 %",
    "Jumlah 3 1 33,33 % 5 2 40 % 1 2 1 50 %",
    "C. Yang direncanakan dan yang terlaksana",
    "1 Menyusun tim kerja 10 Mar 2026 Selesai 9 Maret 2026",
    "Terlambat (tunggakan dari periode lalu)",
    "Selesai 12 Maret 2026 (tunggakan yang diselesaikan)",
    "Terlambat, selesai 3 April 2026",
    "Selesai 15 Maret 2026 (mendahului jadwal)",
    "Digabung dengan akhir bulan",
    "D. Matriks kendala, permasalahan, dan solusi",
    "Penyusun POS pindah tugas",
    "Menunjuk penyusun baru",
    "E. Matriks prognosis April 2026",
    "Rapat monev bulanan (20 April 2026)",
    "Tercapai sebagian",
    "Tunggakan: 2 kejadian",
    "F. Rapat dan notula",
    "Rapat monev Maret 2026",
    "2 April 2026, Ruang rapat",
    "1. POS belum selesai: Menunjuk penyusun baru (Nama anggota)",
    "G. Tindak lanjut",
    "Tidak ada tindak lanjut yang terbuka atau ditutup pada periode ini.",
    "H. Simpulan dan rekomendasi",
    "POS didahulukan bulan April.",
    "Nama ketua_tim",
    "Mataram, 5 April 2026",
    "Kepala Kantor Uji Laporan",
    "Nama kepala",
]


@pytest.fixture(autouse=True)
def _april():
    with time_machine.travel(HARI_INI, tick=False):
        yield


@pytest.fixture
def d():
    d = dunia_laporan()
    laporan, ketua = buat(d), d.orang["ketua_tim"]
    tulis(
        laporan,
        1,
        oleh=ketua,
        ringkasan="Dua dari tiga belum terlaksana.",
        simpulan="POS didahulukan bulan April.",
    )
    tambah_kendala(
        laporan, oleh=ketua, teks="Penyusun POS pindah tugas", solusi="Menunjuk penyusun baru", baris=d.baris["pos"]
    )
    isi_prognosis(laporan, d.mp, oleh=ketua, perkiraan="sebagian", teks="SK menyusul", solusi="Menagih tiap pekan")
    return d


def teks(pdf):
    return " ".join(" ".join(h.extract_text() for h in PdfReader(BytesIO(pdf)).pages).split())


def kerjakan(versi):
    return kerjakan_terbit(Pekerjaan.objects.get(jenis="terbitkan_laporan", data__versi=versi.pk))


def tanpa(isi, daftar):
    return [x for x in daftar if x not in isi]


def test_pdf_resmi_memuat_semua_dan_terbit_sekali(d, client):
    versi = disetujui(d).versi_laporan.get()
    assert kerjakan(versi)["halaman"] >= 3
    assert kerjakan(versi) == {}
    terbitan = Terbitan.objects.get(pk=versi.terbitan_id)
    with terbitan.berkas.open("rb") as berkas:
        pdf = berkas.read()
    isi = teks(pdf)
    assert tanpa(isi, BULANAN) == []
    assert f"Versi 1 · {versi.sha256[:8]}" in isi
    assert "DRAF" not in isi
    assert PdfReader(BytesIO(pdf)).metadata["/Keywords"] == f"zi:{terbitan.kode}:1:{versi.sha256}"
    halaman = client.get(terbitan.get_absolute_url()).text
    assert "Laporan bulanan Maret 2026 Pembangunan Zona Integritas" in halaman
    assert "Nama kepala" not in halaman
    client.force_login(d.orang["anggota"])
    jawab = client.get(f"/laporan/versi/{versi.pk}/pdf/")
    assert b"".join(jawab.streaming_content) == pdf
    assert 'filename="laporan-bulanan' in jawab["Content-Disposition"]


def test_pdf_draf_bertanda_pada_tiap_halaman(d, client):
    client.force_login(d.orang["anggota"])
    jawab = client.get(f"/laporan/{buat(d).pk}/draf/")
    pembaca = PdfReader(BytesIO(b"".join(jawab.streaming_content)))
    assert all("DRAF" in h.extract_text() for h in pembaca.pages)
    assert not Terbitan.objects.filter(seri__startswith="laporan:").exists()


def test_pdf_triwulan_menyebut_bulannya(d, client):
    maret = disetujui(d).versi_laporan.get()
    client.force_login(d.orang["ketua_tim"])
    jawab = client.get(f"/laporan/{buat(d, 'triwulan', 1).pk}/draf/")
    isi = teks(b"".join(jawab.streaming_content))
    daftar = [
        "LAPORAN TRIWULAN I 2026 PEMBANGUNAN",
        "Januari 2026 – – – Belum disetujui",
        f"Maret 2026 3 1 33,33 % Versi 1, disetujui 5 April 2026, sidik {maret.sha256[:8]}",
        "E. Matriks prognosis Triwulan II 2026",
        "Penyusun POS pindah tugas",
    ]
    assert tanpa(isi, daftar) == []


def test_versi_baru_menggantikan_terbitan_lama(d, client):
    laporan = disetujui(d)
    langkah(laporan, "buka", oleh=d.orang["kepala"], catatan="Angka keliru")
    lama = laporan.versi_laporan.get().terbitan
    assert "berlaku" in client.get(lama.get_absolute_url()).text
    tulis(LaporanBerkala.objects.get(), LaporanBerkala.objects.get().versi, oleh=d.orang["ketua_tim"], ringkasan="Baru")
    baru = disetujui(d).versi_laporan.order_by("-nomor").first()
    assert baru.nomor == 2
    assert "digantikan" in client.get(lama.get_absolute_url()).text.lower()
    assert VersiLaporan.objects.get(nomor=1).sha256 == lama.sha_isi


def test_gagal_dibuat_dapat_diulang(d, client):
    versi = disetujui(d).versi_laporan.get()
    pekerjaan = Pekerjaan.objects.get(jenis="terbitkan_laporan")
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(status="gagal", selesai_pada=HARI_INI)
    client.force_login(d.orang["ketua_tim"])
    assert "PDF tidak berhasil dibuat" in client.get(f"/laporan/{versi.laporan_id}/").text
    client.post(f"/laporan/versi/{versi.pk}/")
    assert Pekerjaan.objects.get(pk=pekerjaan.pk).status == "menunggu"
    assert pesan_terbit(versi, oleh=None).pk == pekerjaan.pk


def test_teks_terlalu_panjang_ditolak_sewaktu_diajukan(d):
    laporan = buat(d)
    tulis(laporan, laporan.versi, oleh=d.orang["ketua_tim"], ringkasan="a" * 21_000)
    with pytest.raises(Exception, match="terlalu panjang untuk dicetak"):
        diajukan(d)
    assert not VersiLaporan.objects.exists()
