"""Which archives are believed: only whole ones of ours; the others are one sentence."""

import io
import tarfile

import pytest

from tests.infra.arsip_uji import anggota, ganti_bita, tulis_ulang, ubah_manifes
from zi.common.cadangan import arsip
from zi.common.galat import GalatDomain


@pytest.fixture
def cadangan(tmp_path):
    path = tmp_path / "c.tar"
    with arsip.tulis(path) as penulis:
        penulis.tambah_byte("basis/zi.sqlite3", b"basis" * 500)
        penulis.tambah("berkas/bukti/surat.pdf", io.BytesIO(b"%PDF-asal" * 1000), 9000)
        penulis.tambah_byte("berkas/kosong.txt", b"")
        penulis.tambah_byte("kunci", b"rahasia")
        penulis.tutup({"mesin": "sqlite", "migrasi": [], "tabel": {}})
    return path


def test_arsip_utuh(cadangan):
    assert set(arsip.periksa(cadangan)["isi"]) == {
        "basis/zi.sqlite3",
        "berkas/bukti/surat.pdf",
        "berkas/kosong.txt",
        "kunci",
    }


BURUK = {
    "berkas diubah": ganti_bita,
    "berkas hilang": lambda isi: [x for x in isi if not x[0].name.startswith("berkas/kosong")],
    "berkas bertambah": lambda isi: [anggota("berkas/sisipan"), *isi],
    "manifes hilang": lambda isi: isi[:-1],
    "kunci hilang": lambda isi: [x for x in isi if x[0].name != "kunci"],
    "naik folder": lambda isi: [anggota("berkas/../../jahat"), *isi],
    "jalur mutlak": lambda isi: [anggota("/tmp/jahat"), *isi],
    "folder asing": lambda isi: [anggota("lain/jahat"), *isi],
    "tautan": lambda isi: [anggota("berkas/tautan", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"), *isi],
    "dua kali": lambda isi: [isi[0], *isi],
    "manifes bukan json": lambda isi: [*isi[:-1], [isi[-1][0], b"{"]],
    "manifes tanpa isi": ubah_manifes(isi=None),
}


@pytest.mark.parametrize("nama", BURUK)
def test_arsip_rusak_satu_kalimat(cadangan, nama):
    tulis_ulang(cadangan, BURUK[nama])
    with pytest.raises(arsip.ArsipRusak) as galat:
        arsip.periksa(cadangan)
    assert str(galat.value) == arsip.RUSAK


def test_terpotong_di_mana_pun(cadangan):
    data, awal_manifes = cadangan.read_bytes(), 0
    with tarfile.open(cadangan) as tar:
        awal_manifes = tar.getmember("manifest.json").offset_data
    for panjang in [*range(0, awal_manifes, 301), awal_manifes + 10]:
        cadangan.write_bytes(data[:panjang])
        with pytest.raises(arsip.ArsipRusak):
            arsip.periksa(cadangan)


@pytest.mark.parametrize("isi", [b"", b"bukan arsip" * 400, b"\x1f\x8b" + b"z" * 2000, b"PK\x03\x04" + b"z" * 2000])
def test_bukan_arsip(cadangan, isi):
    cadangan.write_bytes(isi)
    with pytest.raises(arsip.ArsipRusak):
        arsip.periksa(cadangan)


def test_format_lain(cadangan):
    tulis_ulang(cadangan, ubah_manifes(format=2))
    with pytest.raises(GalatDomain, match="hanya membaca format 1"):
        arsip.periksa(cadangan)


def test_tulisan_yang_gagal_tidak_meninggalkan_arsip(tmp_path):
    def gagal():
        with arsip.tulis(tmp_path / "g.tar") as penulis:
            penulis.tambah_byte("kunci", b"x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        gagal()
    assert list(tmp_path.iterdir()) == []
