"""What evidence is asked for: kinds proposed from the words, dates in parentheses, counting."""

import datetime

import pytest

from tests.pabrik import BarisFactory, orang
from zi.bukti.acuan import muat_jenis_bukti
from zi.bukti.jenis import usulkan
from zi.bukti.models import Berkas, PemenuhanBukti
from zi.bukti.queries import kamus_jenis
from zi.bukti.queries_syarat import syarat_rencana
from zi.bukti.services_syarat import tambah_syarat, ubah_syarat
from zi.common.galat import SudahBerubah, TidakBerhak
from zi.rencana.label import Butir, daftar
from zi.rencana.services import hapus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kosakata():
    muat_jenis_bukti()


@pytest.fixture
def baris():
    return BarisFactory()


@pytest.fixture
def ketua(baris):
    return orang(baris.tabel.rencana.satker, "ketua_tim")


@pytest.mark.parametrize(
    ("teks", "jenis"),
    [
        ("Undangan, daftar hadir, notula", ["undangan", "daftar_hadir", "notula"]),
        ("Undangan, absensi, notulen, dan foto kegiatan", ["undangan", "daftar_hadir", "notula", "dokumentasi"]),
        ("Surat undangan penentuan tim (26 Januari 2023)", ["undangan"]),
        ("SK Pedoman Pemberian Penghargaan", ["sk"]),
        ("Tautan instrumen penilaian dan tangkap layar pengumuman", ["tautan", "tangkap_layar"]),
        ("Matrik daftar kendala, permasalahan, dan solusi", ["matriks"]),
        ("Notula rapat undangan terbuka", ["notula"]),
        ("11 SOP yang diperbarui", ["pos"]),
        ("Salinan SK Tim", ["sk"]),
        ("Fotokopi surat tugas", ["surat"]),
        ("Skema pelayanan", []),
        ("Rapat penyusunan pedoman", ["rapat"]),
        ("", []),
    ],
)
def test_jenis_diusulkan_dari_kata(teks, jenis):
    assert usulkan(teks, kamus_jenis()) == jenis


def test_daftar_tempelan_dengan_tanggal(baris, ketua):
    undangan, pedoman = tambah_syarat(
        baris, daftar("1. Surat undangan (25 Januari 2023)\n2. Pedoman (1 Februari)"), oleh=ketua
    )
    assert (undangan.label, undangan.jenis) == ("1.", ["undangan"])
    assert (undangan.tanggal, undangan.tanggal_tertulis) == (datetime.date(2023, 1, 25), "25 Januari 2023")
    assert (pedoman.tanggal, pedoman.tahun_tersirat, pedoman.urutan) == (datetime.date(2023, 2, 1), True, 2)


def test_kata_baru_membawa_jenisnya_kecuali_sudah_dipilih_orang(baris, ketua):
    (syarat,) = tambah_syarat(baris, [Butir("", "Undangan")], oleh=ketua)
    ubah_syarat(syarat, 1, oleh=ketua, teks="Notula dan foto")
    assert syarat.jenis == ["notula", "foto"]
    ubah_syarat(syarat, 2, oleh=ketua, jenis=["laporan"])
    ubah_syarat(syarat, 3, oleh=ketua, teks="Undangan")
    assert syarat.jenis == ["laporan"]
    ubah_syarat(syarat, 4, oleh=ketua, teks="SK Tim", jenis=["sk"])
    assert (syarat.teks, syarat.jenis) == ("SK Tim", ["sk"])


def test_versi_lama_dan_orang_lain_ditolak(baris, ketua):
    (syarat,) = tambah_syarat(baris, [Butir("", "Undangan")], oleh=ketua)
    with pytest.raises(SudahBerubah):
        ubah_syarat(syarat, 9, oleh=ketua, teks="X")
    with pytest.raises(TidakBerhak):
        ubah_syarat(syarat, 1, oleh=orang(baris.tabel.rencana.satker, "kepala"), teks="X")


def tawarkan(syarat, ketua, status):
    berkas = Berkas.objects.create(satker=syarat.baris.tabel.rencana.satker, judul="B", diunggah_oleh=ketua)
    lain = {"diverifikasi_oleh": ketua, "diverifikasi_pada": berkas.created_at} if status != "menunggu" else {}
    catatan = "Perbaiki" if status == "dikembalikan" else ""
    PemenuhanBukti.objects.create(
        syarat=syarat, berkas=berkas, ditawarkan_oleh=ketua, status=status, catatan=catatan, **lain
    )


def test_keadaan_syarat_satu_kueri(baris, ketua, django_assert_num_queries):
    a, b, c, d, _ = tambah_syarat(baris, daftar("A\nB\nC\nD\nE"), oleh=ketua)
    tawarkan(a, ketua, "diterima")
    tawarkan(a, ketua, "menunggu")
    tawarkan(b, ketua, "menunggu")
    tawarkan(c, ketua, "dikembalikan")
    hapus(d, 1, oleh=ketua)
    with django_assert_num_queries(1):
        keadaan = {s.teks: s.keadaan for s in syarat_rencana(baris.tabel.rencana)}
    assert keadaan == {"A": "diterima", "B": "menunggu", "C": "dikembalikan", "E": "belum"}
