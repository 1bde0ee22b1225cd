"""Files that must be refused with one clear sentence, quickly and in little memory."""

import io
import time
import tracemalloc
import zipfile

import pytest

from tests.impor.pembuat import (
    KEPALA,
    LEMBAR1,
    baca_bagian,
    baris_kepala,
    baris_xml,
    buku,
    docx,
    ganti_bagian,
    lembar_xml,
    matriks,
    teks_bersama,
)
from zi.impor.baca import baca_berkas
from zi.impor.hasil import Batas, BerkasTidakTerbaca

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WAJAR = matriks(("1", "Tim", "a. Rapat", "Mei 2023", "SK"))


def pesan(data, nama="x.xlsx", **lain):
    with pytest.raises(BerkasTidakTerbaca) as galat:
        baca_berkas(nama, data, **lain)
    teks = str(galat.value)
    assert teks.endswith(".")
    assert "\n" not in teks
    assert len(teks) < 200
    return teks


def zip_dari(**bagian):
    aliran = io.BytesIO()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bagian.items():
            arsip.writestr(nama, isi)
    return aliran.getvalue()


@pytest.mark.parametrize(
    ("data", "kata"),
    [
        (b"", "kosong"),
        (b"halo dunia", "bukan berkas Excel"),
        (b"<html><table></table></html>", "bukan berkas Excel"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 bukan zip", "rusak"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "terkunci kata sandi"),
        (OLE + "Workbook".encode("utf-16-le"), "simpan sebagai .xlsx"),
        (OLE + "WordDocument".encode("utf-16-le"), "simpan sebagai .docx"),
        (zip_dari(catatan="halo"), "bukan berkas Excel"),
        (zip_dari(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "simpan sebagai .xlsx"),
    ],
)
def test_bukan_buku_kerja(data, kata):
    assert kata in pesan(data)


@pytest.mark.parametrize("nama", ["data.csv", "data.ods", "DATA.XLSB"])
def test_format_lain(nama):
    assert "simpan sebagai .xlsx" in pesan(b"No,Rencana Kerja", nama)


def test_terpotong_di_tengah():
    data = buku(WAJAR)
    assert "rusak" in pesan(data[: len(data) // 2])


def test_bagian_hilang_atau_rusak():
    data = buku(WAJAR)
    assert "rusak" in pesan(ganti_bagian(data, "xl/workbook.xml", b"<workbook>"))
    assert "rusak" in pesan(ganti_bagian(data, LEMBAR1, b"<worksheet"))
    assert "rusak" in pesan(ganti_bagian(data, "xl/sharedStrings.xml", b"<sst><si>"))
    tak_ada = '<row r="2"><c r="B2" t="s"><v>7</v></c></row>'
    assert "rusak" in pesan(ganti_bagian(data, LEMBAR1, lembar_xml(baris_kepala() + tak_ada)))


def test_docx_tanpa_tabel():
    assert "tidak berisi tabel" in pesan(docx(), "x.docx")


@pytest.mark.parametrize("sandi", ["utf-8", "utf-16"])
def test_doctype_ditolak_di_bagian_mana_pun(sandi):
    jahat = f'<?xml version="1.0" encoding="{sandi}"?><!DOCTYPE x [<!ENTITY a "{"b" * 99}">]><x>&a;</x>'.encode(sandi)
    for nama in (LEMBAR1, "xl/sharedStrings.xml", "docProps/app.xml", "xl/media/gambar.png"):
        assert "DOCTYPE" in pesan(ganti_bagian(buku(WAJAR), nama, jahat))


def test_spasi_panjang_tidak_menyembunyikan_doctype():
    jahat = b" " * 100_000 + b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    assert "DOCTYPE" in pesan(ganti_bagian(buku(WAJAR), "xl/lain.bin", jahat))


def test_xml_bersarang_dalam_ditolak():
    assert "rumit" in pesan(ganti_bagian(buku(WAJAR), "xl/styles.xml", b"<a>" * 5_000))


def test_seratus_ribu_baris_ditolak_cepat_dan_hemat():
    isi = "".join(baris_xml(i, {"A": i, "B": "Kegiatan", "C": "Rapat", "D": "Mei 2023"}) for i in range(2, 100_002))
    data = ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(baris_kepala() + isi, "A1:E100001"))
    assert len(baca_bagian(data, LEMBAR1)) > 10_000_000
    tracemalloc.start()
    mulai = time.process_time()
    teks = pesan(data)
    lama = time.process_time() - mulai
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert teks == "Lembar Sheet1 terlalu panjang: lebih dari 5.000 baris berisi atau 20.000 baris seluruhnya."
    assert puncak < 5_000_000
    assert lama < 5


def test_dua_puluh_ribu_baris_kosong_ditolak():
    isi = "".join(f'<row r="{i}"/>' for i in range(2, 20_003))
    assert "terlalu panjang" in pesan(ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(baris_kepala() + isi)))


def test_lembar_tersembunyi_yang_panjang_tidak_mengganggu():
    def sembunyikan(ws):
        ws.sheet_state = "hidden" if ws.title == "Daftar" else "visible"

    panjang = [(i,) for i in range(60)]
    data = buku(WAJAR, panjang, judul=("Isi", "Daftar"), lembar_ubah=sembunyikan)
    hasil = baca_berkas("x.xlsx", data, batas=Batas(baris_isi=50))
    assert len(hasil.areas[0].baris) == 1


def test_dimensi_bohong_dibatasi_sel_sungguhan():
    jauh = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>jauh</t></is></c></row>'
    isi = baris_kepala() + baris_xml(2, {"A": "1", "B": "Tim"}) + jauh
    data = ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(isi, "A1:XFD1048576"))
    tracemalloc.start()
    hasil = baca_berkas("x.xlsx", data)
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [b.uraian for b in hasil.areas[0].baris] == ["Tim"]
    assert "kolom_terlalu_jauh" in [p.kode for p in hasil.peringatan]
    assert puncak < 5_000_000


def test_gabungan_raksasa_tidak_memakan_memori():
    data = ganti_bagian(
        buku([KEPALA]),
        LEMBAR1,
        lembar_xml(baris_kepala() + baris_xml(2, {"A": "1", "B": "Tim"})).replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="F3:XFD1048576"/></mergeCells>'
        ),
    )
    assert baca_berkas("x.xlsx", data).areas[0].baris[0].uraian == "Tim"


@pytest.mark.parametrize("nomor", ["0", "-4", "1048577", "99999999999999999999", "x"])
def test_nomor_baris_mustahil(nomor):
    isi = baris_kepala() + f'<row r="{nomor}"><c r="A2"><v>1</v></c></row>'
    assert "rusak" in pesan(ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(isi)))


def test_bom_zip_ditolak_dari_ukuran_yang_dinyatakan():
    data = ganti_bagian(buku(WAJAR), "xl/media/a.bin", b"\0" * 3_000_000)
    assert len(data) < 100_000
    assert "terlalu besar" in pesan(data, batas=Batas(byte_terbuka=2_000_000))


def test_bom_zip_dengan_ukuran_bohong_ditolak():
    data = bytearray(ganti_bagian(buku(WAJAR), "xl/media/a.bin", b"\0" * 3_000_000))
    asli, bohong = (3_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert data.count(asli) == 2
    tracemalloc.start()
    assert "rusak" in pesan(bytes(data.replace(asli, bohong)), batas=Batas(byte_terbuka=2_000_000))
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert puncak < 2_000_000


def test_batas_baku_seratus_kali_lipat():
    """The bounds of the issue: 200 MB unpacked, 5,000 rows with content, 20,000 characters in a cell."""
    assert (Batas.byte_terbuka, Batas.baris_isi, Batas.baris, Batas.huruf_sel) == (200_000_000, 5_000, 20_000, 20_000)


def test_berkas_terlalu_besar():
    assert "lebih dari 0 MB" in pesan(buku(WAJAR), batas=Batas(byte_berkas=100))


def test_terlalu_banyak_sel_lembar_dan_bagian():
    assert "terlalu banyak sel" in pesan(buku(WAJAR), batas=Batas(sel=5))
    assert "rumit" in pesan(buku(WAJAR, WAJAR), batas=Batas(lembar=1))
    assert "rumit" in pesan(buku(WAJAR), batas=Batas(anggota=3))
    assert "rumit" in pesan(buku(WAJAR), batas=Batas(unsur=5))
    assert "rumit" in pesan(buku(WAJAR), batas=Batas(huruf=20))


def test_sel_terlalu_panjang_disebut_namanya():
    data = buku(matriks(("1", "Tim", "x" * 20_001)))
    assert pesan(data) == "Sel C3 di lembar Sheet1 terlalu panjang (20.001 huruf; paling banyak 20.000)."
    assert (
        baca_berkas("x.xlsx", buku(matriks(("1", "Tim", "x" * 20_000)))).areas[0].baris[0].aksi[0].teks == "x" * 20_000
    )


def test_teks_bersama_yang_diulang_tetap_dihitung():
    """One long shared text in many cells must not grow without bound."""
    isi = "".join(f'<row r="{i}"><c r="B{i}" t="s"><v>0</v></c></row>' for i in range(2, 52))
    data = ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(baris_kepala() + isi))
    data = teks_bersama(data, f"<t>{'X' * 1_000}</t>")
    assert len(baca_berkas("x.xlsx", data).areas[0].baris) == 50
    assert "rumit" in pesan(data, batas=Batas(huruf=20_000))


def test_kolom_jauh_tidak_dibaca():
    data = buku([(*KEPALA, *[None] * 95, "Keterangan"), ("1", "Tim")])
    catatan = [p.kode for p in baca_berkas("x.xlsx", data).peringatan]
    assert "kolom_terlalu_jauh" in catatan
    assert "kolom_diabaikan" not in catatan


def test_docx_panjang_dan_sel_panjang():
    baris = [KEPALA, *(("1", "Tim", "", "", "") for _ in range(20))]
    assert "Tabel 1 terlalu panjang" in pesan(docx(baris), "x.docx", batas=Batas(baris_isi=10))
    assert "terlalu panjang" in pesan(
        docx([KEPALA, ("1", "x" * 101, "", "", "")]), "x.docx", batas=Batas(huruf_sel=100)
    )


def test_makro_diabaikan():
    data = ganti_bagian(buku(WAJAR), "xl/vbaProject.bin", OLE)
    assert baca_berkas("x.xlsm", data).areas[0].baris[0].uraian == "Tim"


def test_nama_tidak_menentukan_jenis():
    assert baca_berkas("rencana.docx", buku(WAJAR)).areas[0].area_baku == "MP"


def test_aliran_berkas_dibaca_seperti_byte():
    data = buku(WAJAR)
    assert baca_berkas("x.xlsx", io.BytesIO(data)) == baca_berkas("x.xlsx", data)


def test_satu_baris_dengan_ribuan_lanjutan_tidak_macet():
    isi = [
        ("1", "Tim", "a. Rapat", "Mei 2023", "SK"),
        *((None, None, f"Aksi {i}", "Mei 2023", "SK") for i in range(3_000)),
    ]
    mulai = time.process_time()
    hasil = baca_berkas("x.xlsx", buku(matriks(*isi)))
    assert len(hasil.areas[0].baris[0].aksi) == 3_001
    assert time.process_time() - mulai < 15
