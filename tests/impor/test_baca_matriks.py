"""From a sheet to areas and rows: headers, headings, continuation rows, pairing, warnings."""

import datetime as dt

import pytest
from openpyxl import Workbook

from tests.impor.pembuat import (
    KEPALA,
    LEMBAR1,
    baris_kepala,
    baris_xml,
    buku,
    ganti_bagian,
    lembar_xml,
    matriks,
    simpan,
    teks_bersama,
)
from zi.impor.baca import baca_berkas
from zi.impor.hasil import AksiTerbaca, BerkasTidakTerbaca, BuktiTerbaca, JadwalTerbaca


def baca(*lembar, **lain):
    return baca_berkas("rencana.xlsx", buku(*lembar, **lain))


def satu(*baris, **lain):
    """The only row of the only area."""
    (area,) = baca(matriks(*baris), **lain).areas
    (hasil,) = area.baris
    return hasil


def kode(hasil):
    return [p.kode for p in hasil.peringatan]


# --- the plan of the issue: one workbook in the style of the office


def rencana_ntb():
    return [
        ("MATRIK RENCANA KERJA PEMBANGUNAN ZONA INTEGRITAS",),
        ("Tahun 2023",),
        (),
        KEPALA,
        ("I. Manajemen Perubahan",),
        (
            "1",
            "Penyusunan Tim Kerja",
            "a. Menyusun Mekanisme Pemilihan Tim Kerja\nb. Pembentukan Tim Kerja",
            "25 Januari 202327 Januari 2023",
            "Surat undangan penyusunan mekanisme (25 Januari 2023)\nNotula penyusunan mekanisme\nSK Tim Kerja ZI-WBK",
        ),
        (
            "2",
            "Penyusunan Dokumen Rencana Pembangunan ZI-WBK",
            "a. Menyusun Rencana Kerja ZI-WBK\nb. Menyusun target prioritas\nc. Membuat Media Sosialisasi",
            "30 Januari 2023\n30 Januari 2023",
            "Undangan Rapat; Notula; Daftar Hadir",
        ),
        KEPALA,
        ("V. Penguatan Pengawasan",),
        ("1", "Penyusunan Tim ULT", "a. Menyusun Mekanisme\nb. Pembentukan Tim ULT", "2 Juli 2023", "SK Tim ULT"),
        KEPALA,
        ("V. Peningkatan Kualitas Pelayanan Publik",),
        (
            "2",
            "Budaya Pelayanan Prima",
            "1. Sosialisasi Pelayanan ULT",
            "28 Januari 2023\n7 April 2023\n3 Juli 2023\n2 Oktober 2023",
            "Undangan, daftar hadir, notula, dan dokumentasi",
        ),
        (None, "Laporan Kinerja Tahun 2022", "(1) Menyusun Laporan Kinerja", "1–27 Januari 2022", "Laporan Kinerja"),
    ]


def test_area_rencana_ntb():
    hasil = baca(rencana_ntb(), gabung=("A5:E5", "A9:E9", "A12:E12"))
    assert [(a.nomor_tertulis, a.nama, a.area_baku, len(a.baris)) for a in hasil.areas] == [
        ("I.", "Manajemen Perubahan", "MP", 2),
        ("V.", "Penguatan Pengawasan", "PW", 1),
        ("V.", "Peningkatan Kualitas Pelayanan Publik", "PP", 2),
    ]
    assert hasil.peringatan == ()


def test_pasangan_rencana_ntb():
    areas = baca(rencana_ntb()).areas
    dasar = [[(j.teks, j.aksi, j.dasar_pasangan) for j in b.jadwal] for a in areas for b in a.baris]
    assert dasar == [
        [("25 Januari 2023", (0,), "posisi"), ("27 Januari 2023", (1,), "posisi")],
        [("30 Januari 2023", (), "tidak_pasti")] * 2,
        [("2 Juli 2023", (0, 1), "satu_untuk_semua")],
        [(t, (0,), "beberapa_tanggal_satu_aksi") for t in
         ("28 Januari 2023", "7 April 2023", "3 Juli 2023", "2 Oktober 2023")],
        [("1–27 Januari 2022", (0,), "posisi")],
    ]  # fmt: skip


def test_isi_rencana_ntb():
    pertama, kedua = baca(rencana_ntb()).areas[0].baris
    assert pertama.no_tertulis == "1"
    assert pertama.uraian == "Penyusunan Tim Kerja"
    assert pertama.aksi[1] == AksiTerbaca("b.", "Pembentukan Tim Kerja")
    assert pertama.bukti[2] == BuktiTerbaca("", "SK Tim Kerja ZI-WBK")
    assert [b.teks for b in kedua.bukti] == ["Undangan Rapat", "Notula", "Daftar Hadir"]
    assert pertama.sumber == "Lembar Sheet1 baris 6"


def test_baris_tanpa_nomor_disimpan_dan_ditandai():
    terakhir = baca(rencana_ntb()).areas[2].baris[1]
    assert (terakhir.no_tertulis, terakhir.uraian, kode(terakhir)) == (
        "",
        "Laporan Kinerja Tahun 2022",
        ["tanpa_nomor"],
    )
    assert terakhir.aksi == (AksiTerbaca("(1)", "Menyusun Laporan Kinerja"),)


# --- headers


@pytest.mark.parametrize(
    "kepala",
    [
        ("No.", "Kegiatan", "Langkah", "Waktu", "Data Dukung"),
        ("NOMOR", "PROGRAM KERJA", "AKSI", "JADUAL", "EVIDEN"),
        ("No", "Uraian", "Rencana Aksi", "Waktu Pelaksanaan", "Evidence"),
        ("no", "Rencana Krja", "Rencana Aski", "Jadwal Pelaksanan", "Bukti Fisk"),
        ("No", "Rencana Kerja ZI", "Rencana Aksi*", "Jadwal (2023)", "Output"),
        ("No", "Program/Kegiatan", "Langkah-langkah", "Jadwal Tahun 2023", "Bukti Dukung / Eviden"),
        ("No", "Rencana\nKerja", "Rencana\nAksi", "Jadwal\nPelaksanaan", "Bukti\nFisik"),
    ],
)
def test_ejaan_kepala(kepala):
    (area,) = baca([kepala, ("1", "Tim", "a. Rapat", "Mei 2023", "SK")]).areas
    (baris,) = area.baris
    assert (baris.no_tertulis, baris.uraian, baris.aksi[0].teks) == ("1", "Tim", "Rapat")
    assert (baris.jadwal[0].teks, baris.bukti[0].teks) == ("Mei 2023", "SK")


def test_urutan_kolom_bebas_dan_kolom_lain_dicatat():
    hasil = baca(
        [("Bukti Fisik", "Penanggung Jawab", "Jadwal", "Rencana Kerja", "No"), ("SK", "Ketua", "Mei 2023", "Tim", 3)]
    )
    (baris,) = hasil.areas[0].baris
    assert (baris.no_tertulis, baris.uraian, baris.bukti[0].teks) == ("3", "Tim", "SK")
    assert ("kolom_diabaikan", "Penanggung Jawab") in [(p.kode, p.teks) for p in hasil.peringatan]


def test_kolom_serupa_kedua_menjadi_aksi():
    hasil = baca([("No", "Program Kerja", "Kegiatan", "Waktu"), ("1", "Tim", "Rapat", "Mei 2023")])
    (baris,) = hasil.areas[0].baris
    assert (baris.uraian, baris.aksi) == ("Tim", (AksiTerbaca("", "Rapat"),))
    assert "kolom_ditafsir" in kode(hasil)


def test_hanya_kolom_aksi_menjadi_rencana():
    (baris,) = baca([("No", "Rencana Aksi", "Waktu"), ("1", "Rapat", "Mei 2023")]).areas[0].baris
    assert (baris.uraian, baris.aksi) == ("Rapat", ())
    assert baris.jadwal == (JadwalTerbaca("Mei 2023"),)


def test_kepala_dua_baris_dengan_kata_terpisah():
    kepala = [("No", "Rencana", "Rencana", "Jadwal", "Bukti"), (None, "Kerja", "Aksi", "Pelaksanaan", "Fisik")]
    (baris,) = baca([("RENCANA AKSI",), *kepala, ("1", "Tim", "Rapat", "Mei 2023", "SK")]).areas[0].baris
    assert (baris.no_tertulis, baris.uraian, baris.aksi[0].teks, baris.bukti[0].teks) == ("1", "Tim", "Rapat", "SK")


def test_kepala_dua_baris_dengan_sel_gabungan():
    kepala = [("No", "Rencana", None, "Jadwal", "Bukti Fisik"), (None, "Kerja", "Aksi", None, None)]
    data = [*kepala, ("1", "Tim", "Rapat", "Mei 2023", "SK")]
    (baris,) = baca(data, gabung=("A1:A2", "B1:C1", "D1:D2", "E1:E2")).areas[0].baris
    assert (baris.uraian, baris.aksi[0].teks, baris.jadwal[0].teks) == ("Tim", "Rapat", "Mei 2023")


def test_baris_nomor_kolom_dilewati():
    (baris,) = baca([KEPALA, ("(1)", "(2)", "(3)", "(4)", "(5)"), ("1", "Tim", "Rapat", "Mei", "SK")]).areas[0].baris
    assert baris.uraian == "Tim"


def test_kepala_berulang_bukan_isi():
    (area,) = baca(matriks(("1", "Tim", "", "", ""), KEPALA, ("2", "Rapat", "", "", ""))).areas
    assert [b.uraian for b in area.baris] == ["Tim", "Rapat"]


def test_kepala_berulang_dengan_urutan_lain():
    lain = ("Rencana Kerja", "No", "Bukti Fisik")
    (area,) = baca(matriks(("1", "Tim", "", "", "SK"), lain, ("Rapat", "2", "Notula"))).areas
    assert [(b.no_tertulis, b.uraian, b.bukti[0].teks) for b in area.baris] == [
        ("1", "Tim", "SK"),
        ("2", "Rapat", "Notula"),
    ]


def test_kolom_bulan_menjadi_kata():
    bulan = ("No", "Kegiatan", "Jadwal Pelaksanaan", None, None, "Bukti")
    sub = (None, None, "Jan", "Feb", "Mar", None)
    (baris,) = baca([bulan, sub, ("1", "Tim", "v", None, "√", "SK")], gabung=("C1:E1",)).areas[0].baris
    assert [j.teks for j in baris.jadwal] == ["Januari, Maret"]
    assert baris.bukti[0].teks == "SK"


def test_kolom_triwulan_dengan_revisi():
    kepala = ("No", "Kegiatan", "Jadwal", None, None, None)
    sub = (None, None, "TW 1", "TW 2", "TW III", "Triwulan 4")
    (baris,) = (
        baca([kepala, sub, ("1", "Tim", "v", "Revisi", None, "V")], gabung=("C1:F1", "A1:A2", "B1:B2")).areas[0].baris
    )
    assert [j.teks for j in baris.jadwal] == ["Triwulan 1", "Triwulan 2 (Revisi)", "Triwulan 4"]


# --- headings


@pytest.mark.parametrize(
    ("sel", "nomor", "nama", "baku"),
    [
        (("I. Manajemen Perubahan",), "I.", "Manajemen Perubahan", "MP"),
        (("Pengungkit II: Penataan Tata Laksana",), "II", "Penataan Tata Laksana", "TL"),
        (("AREA 3 PENATAAN SISTEM MANAJEMEN SDM",), "3", "PENATAAN SISTEM MANAJEMEN SDM", "SDM"),
        (("Zona VII Inovasi Daerah",), "VII", "Inovasi Daerah", None),
        (("VII. Percepatan Layanan",), "VII.", "Percepatan Layanan", None),
        (("I. M", "anajemen Perubahan"), "I.", "Manajemen Perubahan", "MP"),
        (("V. Peng", "uatan Pengawasan"), "V.", "Penguatan Pengawasan", "PW"),
        (("IV", "Penguatan Akuntabilitas Kinerja"), "IV", "Penguatan Akuntabilitas Kinerja", "AK"),
        ((None, "Penguatan Pengawasan"), "", "Penguatan Pengawasan", "PW"),
        (("Manajamen Perubahan",), "", "Manajamen Perubahan", "MP"),
    ],
)
def test_judul_area(sel, nomor, nama, baku):
    (area,) = baca([KEPALA, sel, ("1", "Tim", "Rapat", "Mei 2023", "SK")]).areas
    assert (area.nomor_tertulis, area.nama, area.area_baku) == (nomor, nama, baku)
    assert len(area.baris) == 1


def test_judul_selebar_tabel_dengan_romawi():
    (area,) = baca([KEPALA, (None, "VII. Zona Tambahan"), ("1", "Tim")], gabung=("B2:E2",)).areas
    assert (area.nomor_tertulis, area.area_baku) == ("VII.", None)


def test_judul_di_atas_kepala():
    lembar = [
        ("II. Penataan Tatalaksana",),
        KEPALA,
        ("1", "POS"),
        ("III. Penataan Sistem Manajemen SDM",),
        KEPALA,
        ("1", "Mutasi"),
    ]
    areas = baca(lembar).areas
    assert [(a.area_baku, a.baris[0].uraian) for a in areas] == [("TL", "POS"), ("SDM", "Mutasi")]


def test_judul_dicetak_lagi_di_halaman_berikut():
    (area,) = baca(matriks(("1", "Tim"), KEPALA, ("I. MANAJEMEN PERUBAHAN",), ("2", "Rapat"))).areas
    assert [b.uraian for b in area.baris] == ["Tim", "Rapat"]


def test_bukti_bernama_area_bukan_judul():
    baris = satu(("1", "Tim", "a. Rapat\nb. Lapor", "Mei 2023", "SK"), (None, None, None, None, "Penguatan Pengawasan"))
    assert [b.teks for b in baris.bukti] == ["SK", "Penguatan Pengawasan"]


def test_satu_lembar_per_area():
    isi = [KEPALA, ("1", "Tim")]
    hasil = baca(isi, isi, isi, judul=("MP", "2. Tata Laksana", "Inovasi"))
    assert [(a.nama, a.area_baku, a.lembar) for a in hasil.areas] == [
        ("MP", "MP", "MP"),
        ("Tata Laksana", "TL", "2. Tata Laksana"),
        ("Inovasi", None, "Inovasi"),
    ]


def test_tanpa_judul_dan_nama_lembar_umum():
    hasil = baca([KEPALA, ("1", "Tim")])
    assert (hasil.areas[0].nama, hasil.areas[0].area_baku) == ("", None)
    assert kode(hasil) == ["tanpa_area"]


def test_keterangan_selebar_tabel_disimpan_sebagai_peringatan():
    hasil = baca(matriks(("1", "Tim"), ("Program Prioritas Pengungkit I",)), gabung=("A4:E4",))
    assert [(p.kode, p.teks, p.tempat) for p in hasil.peringatan] == [
        ("baris_lebar", "Program Prioritas Pengungkit I", "Lembar Sheet1 baris 4")
    ]
    assert len(hasil.areas[0].baris) == 1


def test_tanda_tangan_tidak_dibaca():
    kaki = [
        (),
        (None, None, None, None, "Mataram, 1 Februari 2023"),
        (None, None, None, None, "Kepala"),
        (None, None, None, None, "NIP 1"),
    ]
    hasil = baca(matriks(("1", "Tim", "Rapat", "Mei 2023", "SK"), *kaki))
    assert [b.teks for b in hasil.areas[0].baris[0].bukti] == ["SK"]
    assert kode(hasil) == ["tanda_tangan"]


# --- continuation rows and pairing


def test_baris_lanjutan_berpasangan():
    baris = satu(
        ("1", "Tim", "a. Satu", "25 Januari 2023", "Undangan"),
        (None, None, None, None, "Notula"),
        (None, None, "b. Dua", "27 Januari 2023", "SK"),
    )
    assert baris.jadwal == (
        JadwalTerbaca("25 Januari 2023", (0,), "posisi"),
        JadwalTerbaca("27 Januari 2023", (1,), "posisi"),
    )
    assert [b.aksi for b in baris.bukti] == [(0,), (0,), (1,)]


def test_tanggal_di_baris_tanpa_aksi_milik_aksi_di_atasnya():
    baris = satu(
        ("1", "Tim", "a. Satu", "25 Januari 2023"),
        (None, None, None, "27 Januari 2023"),
        (None, None, "b. Dua", "1 Mei 2023"),
    )
    assert [(j.aksi, j.dasar_pasangan) for j in baris.jadwal] == [
        ((0,), "beberapa_tanggal_satu_aksi"),
        ((0,), "beberapa_tanggal_satu_aksi"),
        ((1,), "posisi"),
    ]


def test_satu_tanggal_gabungan_untuk_semua_aksi():
    baris = satu(("1", "Tim", "a. Satu", "3 Juli 2023"), (None, None, "b. Dua"), gabung=("D3:D4",))
    assert baris.jadwal == (JadwalTerbaca("3 Juli 2023", (0, 1), "satu_untuk_semua"),)


def test_tanggal_tanpa_gabungan_hanya_untuk_aksi_di_sampingnya():
    baris = satu(("1", "Tim", "a. Satu", "3 Juli 2023"), (None, None, "b. Dua"))
    assert baris.jadwal == (JadwalTerbaca("3 Juli 2023", (0,), "posisi"),)


def test_aksi_gabungan_dengan_beberapa_tanggal():
    baris = satu(
        ("1", "Tim", "a. Satu", "25 Januari 2023"),
        (None, None, "b. Dua", "27 Januari 2023"),
        (None, None, None, "29 Januari 2023"),
        gabung=("C4:C5",),
    )
    assert [j.aksi for j in baris.jadwal] == [(0,), (1,), (1,)]
    assert [j.dasar_pasangan for j in baris.jadwal] == ["posisi", *["beberapa_tanggal_satu_aksi"] * 2]


def test_kolom_yang_lebih_panjang_dari_aksi_tidak_dipasangkan():
    baris = satu(
        ("1", "Tim", "a. Satu", "25 Januari 2023", "Undangan"),
        (None, None, "b. Dua", "27 Januari 2023", "Notula"),
        (None, None, None, "29 Januari 2023", "SK"),
    )
    assert [(j.aksi, j.dasar_pasangan) for j in baris.jadwal] == [((), "tidak_pasti")] * 3
    assert [b.aksi for b in baris.bukti] == [()] * 3


def test_label_tanggal_menentukan_pasangan():
    baris = satu(("1", "Tim", "a. Satu\nb. Dua\nc. Tiga", "c. 3 Juli 2023\na. 1 Mei 2023"))
    assert [(j.teks, j.aksi) for j in baris.jadwal] == [("3 Juli 2023", (2,)), ("1 Mei 2023", (0,))]


def test_jadwal_tanpa_aksi_untuk_seluruh_baris():
    assert satu(("1", "Tim", None, "Mei 2023\nJuni 2023")).jadwal == (
        JadwalTerbaca("Mei 2023"),
        JadwalTerbaca("Juni 2023"),
    )


def test_uraian_gabungan_dengan_nomor_per_aksi():
    baris = satu(("1", "Tim", "Satu"), ("2", None, "Dua"), gabung=("B3:B4",))
    assert baris.aksi == (AksiTerbaca("", "Satu"), AksiTerbaca("2", "Dua"))


def test_uraian_terpotong_halaman_disambung():
    baris = satu(
        ("3", "Mengambil bukti", "a. Mengambil gambar", "Mei 2023"), (None, "penerapan POS", "di lingkungan kantor")
    )
    assert baris.uraian == "Mengambil bukti penerapan POS"
    assert baris.aksi == (AksiTerbaca("a.", "Mengambil gambar di lingkungan kantor"),)
    assert kode(baris) == ["uraian_disambung"]


def test_nomor_di_depan_uraian():
    baris = satu((None, "2. Penyusunan Tim"))
    assert (baris.no_tertulis, baris.uraian) == ("2.", "Penyusunan Tim")


def test_nomor_ganda_disimpan_dan_ditandai():
    (area,) = baca(matriks(("10", "Tim"), ("10", "Rapat"), ("11", "Lapor"))).areas
    assert [b.no_tertulis for b in area.baris] == ["10", "10", "11"]
    assert [kode(b) for b in area.baris] == [["nomor_ganda"], ["nomor_ganda"], []]


def test_baris_hanya_nomor_dan_baris_tanpa_uraian():
    hasil = baca(matriks(("1", None, "Rapat"), ("2",)))
    assert [kode(b) for b in hasil.areas[0].baris] == [["tanpa_uraian"]]
    assert kode(hasil) == ["nomor_saja"]


# --- cell values


def test_tanggal_sungguhan_dan_angka():
    def ubah(ws):
        ws["D3"] = dt.datetime(2023, 1, 25)
        ws["D4"] = dt.date(2023, 2, 1)
        ws["D4"].number_format = "mmm-yy"
        ws["A3"], ws["A4"] = 1.0, 2.5

    (area,) = baca(matriks(("x", "Tim"), ("y", "Rapat")), lembar_ubah=ubah).areas
    assert [b.no_tertulis for b in area.baris] == ["1", "2,5"]
    assert [b.jadwal[0].teks for b in area.baris] == ["25 Januari 2023", "Februari 2023"]


def test_nomor_seri_tanpa_format_tetap_teks_dan_ditandai():
    baris = satu(("1", "Tim", "Rapat", 44951))
    assert baris.jadwal == (JadwalTerbaca("44951", (0,), "posisi"),)
    assert kode(baris) == ["angka_serial"]


def test_rumus_memakai_nilai_tersimpan():
    rumus = (
        '<row r="2"><c r="A2"><f>1+1</f><v>7</v></c><c r="B2" t="str"><f>"T"</f><v>Tim</v></c>'
        '<c r="C2"><f>NOW()</f></c></row>'
    )
    data = ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(baris_kepala() + rumus))
    hasil = baca_berkas("x.xlsx", data)
    (baris,) = hasil.areas[0].baris
    assert (baris.no_tertulis, baris.uraian, baris.aksi) == ("7", "Tim", ())
    assert ("rumus_tanpa_nilai", "Sel C2 berisi rumus tanpa hasil; isinya tidak terbaca.") in [
        (p.kode, p.pesan) for p in hasil.peringatan
    ]


def test_teks_berawalan_sama_dengan_apa_adanya():
    data = ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(baris_kepala() + baris_xml(2, {"A": "1", "B": "=1+1"})))
    assert baca_berkas("x.xlsx", data).areas[0].baris[0].uraian == "=1+1"


def test_teks_bersama_dan_teks_berformat():
    isi = '<row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>0</v></c></row>'
    data = ganti_bagian(buku([KEPALA]), LEMBAR1, lembar_xml(baris_kepala() + isi))
    kaya = '<r><t xml:space="preserve">Penyusunan </t></r><r><rPr><b/></rPr><t>Tim</t></r>'
    (baris,) = baca_berkas("x.xlsx", teks_bersama(data, "<t>a. Rapat\nb. Lapor</t>", kaya)).areas[0].baris
    assert (baris.uraian, [a.teks for a in baris.aksi]) == ("Penyusunan Tim", ["Rapat", "Lapor"])


def test_galat_excel_ditandai():
    data = ganti_bagian(
        buku([KEPALA]),
        LEMBAR1,
        lembar_xml(baris_kepala() + '<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>'),
    )
    assert "sel_galat" in kode(baca_berkas("x.xlsx", data))


# --- sheets


def test_lembar_tersembunyi_dilewati_baris_tersembunyi_dibaca():
    wb = Workbook()
    tampak, sembunyi = wb.active, wb.create_sheet("Rahasia")
    for ws in (tampak, sembunyi):
        for baris in matriks(("1", ws.title)):
            ws.append(baris)
    tampak.row_dimensions[3].hidden = True
    sembunyi.sheet_state = "hidden"
    hasil = baca_berkas("x.xlsx", simpan(wb))
    assert [b.uraian for a in hasil.areas for b in a.baris] == ["Sheet"]
    assert [(p.kode, p.tempat) for p in hasil.peringatan] == [("lembar_tersembunyi", "Lembar Rahasia")]


def test_lembar_tanpa_tabel_dicatat():
    hasil = baca([("Petunjuk",)], matriks(("1", "Tim")), judul=("Baca dulu", "Isi"))
    assert len(hasil.areas) == 1
    assert [(p.kode, p.tempat) for p in hasil.peringatan] == [("bukan_tabel_rencana", "Lembar Baca dulu")]


@pytest.mark.parametrize(
    "lembar", [[("Nama", "Alamat"), ("Ani", "Mataram")], [()], [("1", "Tim", "Rapat", "Mei", "SK")]]
)
def test_tanpa_kolom_yang_dikenal(lembar):
    with pytest.raises(BerkasTidakTerbaca, match="Tidak ditemukan tabel rencana"):
        baca(lembar)


def test_kepala_tanpa_isi():
    with pytest.raises(BerkasTidakTerbaca, match="tidak berisi satu baris pun"):
        baca([KEPALA])
