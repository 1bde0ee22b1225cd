"""Bad ZIPs, bad workbooks, and how files are found by name."""

import io
import unicodedata
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.bukti.test_unggah_aman import bertumpuk
from tests.impor.pembuat import buku
from zi.common.galat import GalatDomain
from zi.common.unggahan import ANGGOTA_MAKS
from zi.impor import massal_lembar
from zi.impor.massal_arsip import Anggota, Pencari, daftar, keluarkan, susun
from zi.impor.massal_lembar import KOLOM, baca_lembar, tulis_lembar
from zi.impor.massal_pratinjau import tanggal


def arsip(isi: dict[str, bytes], padat=zipfile.ZIP_STORED) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", padat) as z:
        for nama, data in isi.items():
            z.writestr(nama, data)
    return keluar.getvalue()


def terkunci() -> bytes:
    """Says of its only file that it is encrypted."""
    isi = bytearray(arsip({"a.pdf": b"isi"}))
    isi[isi.find(b"PK\x01\x02") + 8] |= 1
    isi[6] |= 1
    return bytes(isi)


def berbohong() -> bytes:
    """Declares fewer bytes than it unpacks to."""
    isi = bytearray(arsip({"a.pdf": b"isi yang panjang" * 99}, zipfile.ZIP_DEFLATED))
    tengah = isi.find(b"PK\x01\x02")
    isi[tengah + 24 : tengah + 28] = (5).to_bytes(4, "little")
    return bytes(isi)


@pytest.mark.parametrize(
    ("buat", "kata"),
    [
        (terkunci, "terkunci kata sandi"),
        (lambda: arsip({"a.pdf": b"0" * 30_000_000}, zipfile.ZIP_DEFLATED), "terlalu besar"),
        (lambda: arsip({f"{n}": b"" for n in range(10_001)}), "terlalu besar"),
        (bertumpuk, "terlalu besar"),
        (berbohong, "rusak"),
        (lambda: arsip({"a.pdf": b"isi"})[:-30], "rusak"),
        (lambda: b"bukan zip", "rusak"),
        (lambda: b"", "rusak"),
    ],
)
def test_zip_buruk_satu_kalimat(buat, kata):
    with pytest.raises(GalatDomain, match=kata):
        daftar(io.BytesIO(buat()))


def test_zip_dibuka_lebih_dari_dua_kali_batas(settings):
    settings.BATAS_ZIP_MB = 1
    with pytest.raises(GalatDomain, match="terlalu besar"):
        daftar(io.BytesIO(arsip({f"{n}.pdf": bytes(1_000_000) for n in range(3)})))


def test_sampah_sistem_tidak_ikut():
    isi = {
        "__MACOSX/._a.pdf": b"x",
        "f/.DS_Store": b"x",
        "Thumbs.db": b"x",
        "f/~$a.docx": b"x",
        "f/": b"",
        "a.pdf": b"x",
    }
    assert [x.jalur for x in daftar(io.BytesIO(arsip(isi)))] == ["a.pdf"]


def test_nama_yang_keluar_dari_folder_tidak_ke_mana_mana(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    isi = arsip({"../../../etc/jahat.pdf": b"isi", "/akar/b.pdf": b"dua"})
    semua = daftar(io.BytesIO(isi))
    assert Pencari(semua).cari("jahat").jalur == "../../../etc/jahat.pdf"
    with zipfile.ZipFile(io.BytesIO(isi)) as z, keluarkan(z, semua[0]) as keluar:
        assert (keluar.name, keluar.read()) == ("jahat.pdf", b"isi")
        assert str(tmp_path) in keluar.temporary_file_path()
    assert not list(tmp_path.iterdir())


def anggota(*jalur: str, sama: bool = False) -> Pencari:
    return Pencari([Anggota(x, 1, "0" if sama else str(n)) for n, x in enumerate(jalur)])


@pytest.mark.parametrize(
    "tertulis",
    ["SK Tim.pdf", "sk tim", "Folder/SK Tim.pdf", "folder\\sk  tim", "./Folder/sk tim.PDF", "Lain/sk tim.pdf"],
)
def test_dicari_menurut_nama(tertulis):
    assert anggota("Folder/SK Tim.pdf", "Folder/SK Tim 2.pdf").cari(tertulis).jalur == "Folder/SK Tim.pdf"


def test_huruf_bertanda_dari_sistem_lain():
    nama = "Réncana.pdf"
    assert anggota(unicodedata.normalize("NFD", nama)).cari(nama)


def test_bermakna_dua_dan_tidak_ada():
    pencari = anggota("a/SK.pdf", "b/SK.pdf")
    with pytest.raises(GalatDomain, match=r"dapat berarti “a/SK\.pdf”, “b/SK\.pdf”"):
        pencari.cari("SK")
    assert pencari.cari("b/SK").jalur == "b/SK.pdf"
    assert anggota("a/SK.pdf", "b/SK.pdf", sama=True).cari("SK").jalur == "a/SK.pdf"
    with pytest.raises(GalatDomain, match=r"“\.\./SK2” tidak ada"):
        pencari.cari("../SK2")


def unggahan(nama: str, isi: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)


def test_berkas_lepas_dijadikan_satu_zip():
    dua = [
        unggahan("a.pdf", b"satu"),
        unggahan("A.pdf", b"dua"),
        unggahan("b.docx", arsip({"[Content_Types].xml": b""})),
    ]
    with susun(dua) as hasil:
        assert [x.jalur for x in daftar(hasil.file)] == ["a.pdf", "2/A.pdf", "b.docx"]
    with susun([]) as kosong:
        assert kosong is None


def test_zip_dan_berkas_tidak_dicampur():
    with (
        pytest.raises(GalatDomain, match="jangan dicampur"),
        susun([unggahan("a.zip", arsip({"x": b""})), unggahan("b", b"")]),
    ):
        pass


def baca(*baris, **lain):
    return baca_lembar(io.BytesIO(buku(list(baris), **lain)))


def test_judul_kolom_dalam_urutan_apa_pun():
    kepala = ["LINK", "No. Surat", "Nama File", "Bukti dukung", "No"]
    lajur, _ = baca(
        ["Daftar bukti"], [], kepala, ["", 12.0, "a.pdf", "SK\nTim", 1], ["https://x.invalid", "", "", "LHKPN", 2]
    )
    assert [x["berkas"] for x in lajur] == ["a.pdf", "https://x.invalid"]
    assert (lajur[0]["nomor"], lajur[0]["syarat"], lajur[0]["baris"], lajur[0]["kode"]) == ("12", "SK Tim", "4", "")


@pytest.mark.parametrize(
    ("kode", "judul", "hari", "isi"),
    [
        ("Kode LKE", "Nama Dokumen", "Tgl. Surat", "Link Google Drive"),
        ("KODE BARIS ATAU PERTANYAAN", "Judul Bukti", "Tanggal", "Nama file / link"),
        ("No. Baris", "judul_berkas", "Tgl", "nama_berkas atau tautan"),
    ],
)
def test_sebutan_kolom_yang_lazim(kode, judul, hari, isi):
    lajur, _ = baca_lembar(io.BytesIO(buku([["Daftar bukti kami"], [kode, judul, hari, isi], ["I.3", "SK", "x", "a"]])))
    assert [(x["kode"], x["judul"], x["tanggal"], x["berkas"]) for x in lajur] == [("I.3", "SK", "x", "a")]


def test_rumus_tidak_dihitung():
    lajur, catatan = baca(["Kode", "Berkas"], ["I.1", '=HYPERLINK("x")'], ["I.2", "b.pdf"])
    assert [x["berkas"] for x in lajur] == ["", "b.pdf"]
    assert catatan == ["Sel B2 berisi rumus tanpa hasil; isinya tidak terbaca."]


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (lambda: b"", "kosong"),
        (lambda: b"MZ" + b"0" * 99, "bukan berkas Excel"),
        (lambda: buku([["Nama", "Alamat"], ["a", "b"]]), "Tidak ada lembar dengan kolom"),
        (lambda: buku([["Kode", "Berkas"], *[[n, "a"] for n in range(2_001)]]), "lebih dari 2.000 baris"),
        (lambda: buku([["Kode", "Berkas"], *[[n, "a"] for n in range(2_100)]]), "terlalu panjang"),
        (lambda: buku([["Kode", "Berkas"], ["a", "x" * 6_000]]), "terlalu panjang"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    ],
)
def test_lembar_buruk_satu_kalimat(isi, kata):
    with pytest.raises(GalatDomain, match=kata):
        baca_lembar(io.BytesIO(isi()))


def test_lembar_kami_terbaca_kembali_apa_adanya():
    satu = {k: f"={k}" for k in KOLOM}
    lajur, _ = baca_lembar(io.BytesIO(tulis_lembar([satu], "Judul")))
    assert lajur == [{**satu, "baris": "3"}]
    lajur, _ = baca_lembar(io.BytesIO(tulis_lembar([{**satu, "keterangan": "salah"}], "Judul")))
    assert lajur == [{**satu, "baris": "3"}]


@pytest.mark.parametrize(
    "teks", ["25 Januari 2023", "25/01/2023", "2023-01-25", "25-1-2023", "25 Januari", "44951", "44951,0"]
)
def test_tanggal_terbaca(teks):
    assert str(tanggal(teks, 2023, "Tanggal")) == "2023-01-25"


@pytest.mark.parametrize("teks", ["Januari 2023", "kemarin", "31 Februari 2023", "1–2 Mei 2023", "12345", "99999"])
def test_tanggal_tidak_dikarang(teks):
    with pytest.raises(GalatDomain, match=f"Tanggal “{teks}” tidak terbaca"):
        tanggal(teks, 2023, "Tanggal")


def test_batas_dari_rumah():
    """The limits that the page promises."""
    assert massal_lembar.BARIS_MAKS == 2_000
    assert ANGGOTA_MAKS == 10_000
