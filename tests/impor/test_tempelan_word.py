"""Pasted text and HTML, and tables of Word files."""

import time

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.impor.pembuat import KEPALA, docx, isi_tabel, simpan
from zi.impor.baca import baca_berkas, baca_tempelan
from zi.impor.hasil import AksiTerbaca, Batas, BerkasTidakTerbaca
from zi.impor.penyusun import label_nomor


def tsv(*baris):
    return "\r\n".join("\t".join(b) for b in baris)


def tabel_html(*baris, sel="td"):
    return "<table>" + "".join("<tr>" + "".join(f"<{sel}>{t}</{sel}>" for t in b) + "</tr>" for b in baris) + "</table>"


def baris_tunggal(hasil):
    (area,) = hasil.areas
    (baris,) = area.baris
    return baris


# --- pasted text


def test_tempelan_excel_dengan_sel_beberapa_baris():
    teks = tsv(KEPALA, ("1", "Tim", '"a. Rapat ""awal""\nb. Lapor"', '"1 Mei 2023\n2 Mei 2023"', "SK"))
    baris = baris_tunggal(baca_tempelan(teks))
    assert baris.aksi == (AksiTerbaca("a.", 'Rapat "awal"'), AksiTerbaca("b.", "Lapor"))
    assert [j.aksi for j in baris.jadwal] == [(0,), (1,)]
    assert baris.sumber == "Tempelan baris 2"


def test_tanda_kutip_tunggal_bukan_kutipan():
    baris = baris_tunggal(baca_tempelan(tsv(KEPALA, ("1", '"Tim', "Rapat", "Mei", "SK"))))
    assert (baris.uraian, baris.aksi[0].teks) == ('"Tim', "Rapat")


@pytest.mark.parametrize(
    ("teks", "kata"),
    [("", "kosong"), ("  \n", "kosong"), ("sekadar kalimat", "Tidak ditemukan"), ("a\tb\n1\t2", "Tidak ditemukan")],
)
def test_tempelan_buruk(teks, kata):
    with pytest.raises(BerkasTidakTerbaca, match=kata):
        baca_tempelan(teks)


def test_tempelan_terlalu_panjang():
    with pytest.raises(BerkasTidakTerbaca, match="terlalu panjang"):
        baca_tempelan("x" * 11, batas=Batas(huruf=10))
    with pytest.raises(BerkasTidakTerbaca, match="lebih dari 3 baris"):
        baca_tempelan(tsv(KEPALA, *[("1", "Tim")] * 3), batas=Batas(baris_isi=3))
    with pytest.raises(BerkasTidakTerbaca, match="baris 2 terlalu panjang"):
        baca_tempelan(tsv(KEPALA, ("1", "x" * 51)), batas=Batas(huruf_sel=50))


# --- pasted HTML


def test_html_didahulukan_dari_teks():
    hasil = baca_tempelan(tsv(KEPALA, ("1", "dari teks")), tabel_html(KEPALA, ("1", "dari html", "", "", "")))
    assert baris_tunggal(hasil).uraian == "dari html"


def test_html_tanpa_tabel_memakai_teks():
    assert baris_tunggal(baca_tempelan(tsv(KEPALA, ("1", "dari teks")), "<p>halo</p>")).uraian == "dari teks"


def test_html_baris_dan_daftar_dalam_sel():
    aksi = "<ol type=a><li>Rapat<li>Lapor</li></ol>"
    bukti = "<p>Undangan</p><p>daftar\n   hadir</p>notula<br>SK &amp; foto"
    baris = baris_tunggal(
        baca_tempelan("", tabel_html(KEPALA, ("1", "Tim <b>Ker</b>ja", aksi, "1 Mei 2023<br/>2 Mei 2023", bukti)))
    )
    assert baris.uraian == "Tim Kerja"
    assert baris.aksi == (AksiTerbaca("a.", "Rapat"), AksiTerbaca("b.", "Lapor"))
    assert [b.teks for b in baris.bukti] == ["Undangan", "daftar hadir", "notula", "SK & foto"]


def test_html_daftar_titik_dan_mulai_lain():
    baris = baris_tunggal(
        baca_tempelan(
            "",
            tabel_html(
                KEPALA, ("1", "Tim", "<ol start=3><li>Satu</li><li>Dua</li></ol>", "", "<ul><li>SK<li>foto</ul>")
            ),
        )
    )
    assert [a.label for a in baris.aksi] == ["3.", "4."]
    assert [(b.label, b.teks) for b in baris.bukti] == [("", "SK"), ("", "foto")]


def test_html_word_dengan_label_tercetak():
    aksi = (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>a.<span>&nbsp; </span></span>"
        "<![endif]>Menyusun\r\npedoman<o:p></o:p></p><p class=MsoListParagraph>b.<span>&nbsp;</span>Menetapkan</p>"
    )
    baris = baris_tunggal(baca_tempelan("", "<style>td {x:y}</style>" + tabel_html(KEPALA, ("1", "Tim", aksi, "", ""))))
    assert baris.aksi == (AksiTerbaca("a.", "Menyusun pedoman"), AksiTerbaca("b.", "Menetapkan"))


def test_html_rowspan_dan_colspan():
    html = (
        "<table><tr><th>No<th>Rencana Kerja<th>Rencana Aksi<th>Jadwal<th>Bukti</tr>"
        "<tr><td colspan=5>VII. Zona Tambahan</td></tr>"
        "<tr><td rowspan=2>1<td rowspan=2>Tim<td>a. Rapat<td rowspan=2>3 Juli 2023<td>Notula</tr>"
        "<tr><td>b. Lapor<td>Laporan</tr></table>"
    )
    hasil = baca_tempelan("", html)
    baris = baris_tunggal(hasil)
    assert (hasil.areas[0].nomor_tertulis, hasil.areas[0].nama) == ("VII.", "Zona Tambahan")
    assert [(j.aksi, j.dasar_pasangan) for j in baris.jadwal] == [((0, 1), "satu_untuk_semua")]
    assert [(b.teks, b.aksi) for b in baris.bukti] == [("Notula", (0,)), ("Laporan", (1,))]


def test_html_judul_di_atas_tabel_dan_tabel_sambungan():
    html = (
        "<p>II. Penataan Tatalaksana</p>"
        + tabel_html(KEPALA, ("1", "POS", "a. Satu", "", ""))
        + tabel_html(("", "", "b. Dua", "", ""))
        + "<p>III. Penataan Sistem Manajemen SDM</p>"
        + tabel_html(KEPALA, ("1", "Mutasi", "", "", ""))
    )
    areas = baca_tempelan("", html).areas
    assert [(a.area_baku, [b.uraian for b in a.baris]) for a in areas] == [("TL", ["POS"]), ("SDM", ["Mutasi"])]
    assert [a.teks for a in areas[0].baris[0].aksi] == ["Satu", "Dua"]


def test_html_tabel_di_dalam_sel_menjadi_baris():
    dalam = "<table><tr><td>Satu</td></tr><tr><td>Dua</td></tr></table>"
    baris = baris_tunggal(baca_tempelan("", tabel_html(KEPALA, ("1", "Tim", dalam, "Mei 2023", "SK"))))
    assert [a.teks for a in baris.aksi] == ["Satu", "Dua"]
    assert baris.bukti[0].teks == "SK"


def test_html_rentang_raksasa():
    html = tabel_html(KEPALA, ("1", "Tim", "Rapat", "", "")).replace(
        "<td>Rapat", "<td colspan=99999 rowspan=99999>Rapat"
    )
    assert baris_tunggal(baca_tempelan("", html)).aksi[0].teks == "Rapat"


def test_html_tidak_ditutup_tetap_terbaca():
    assert baris_tunggal(baca_tempelan("", tabel_html(KEPALA, ("1", "Tim", "", "", "SK"))[:-18])).uraian == "Tim"


@pytest.mark.parametrize(
    ("nomor", "gaya", "label"),
    [(3, "1", "3"), (3, "a", "c"), (28, "a", "bb"), (2, "A", "B"), (4, "i", "iv"), (49, "I", "XLIX"), (0, "a", "0")],
)
def test_label_nomor(nomor, gaya, label):
    assert label_nomor(nomor, gaya) == label


# --- Word


def test_docx_satu_tabel_per_area():
    hasil = baca_berkas(
        "x.docx",
        docx(
            [KEPALA, ("1", "Tim", "a. Rapat\nb. Lapor", "1 Mei 2023\n2 Mei 2023", "SK")],
            [KEPALA, ("1", "POS", "", "", "")],
            pengantar=("I. Manajemen Perubahan", "II. Penataan Tatalaksana"),
        ),
    )
    assert [(a.area_baku, a.baris[0].uraian, a.baris[0].sumber) for a in hasil.areas] == [
        ("MP", "Tim", "Tabel 1 baris 2"),
        ("TL", "POS", "Tabel 2 baris 2"),
    ]
    assert [j.aksi for j in hasil.areas[0].baris[0].jadwal] == [(0,), (1,)]


def test_docx_sel_gabungan():
    dok = Document()
    tabel = isi_tabel(
        dok,
        [
            KEPALA,
            ("VII. Zona Tambahan", "", "", "", ""),
            ("1", "Tim", "a. Rapat", "3 Juli 2023", "Notula"),
            ("", "", "b. Lapor", "", "Laporan"),
        ],
    )
    tabel.cell(1, 0).merge(tabel.cell(1, 4))
    for kolom in (0, 1, 3):
        tabel.cell(2, kolom).merge(tabel.cell(3, kolom))
    hasil = baca_berkas("x.docx", simpan(dok))
    baris = baris_tunggal(hasil)
    assert (hasil.areas[0].nama, baris.uraian) == ("Zona Tambahan", "Tim")
    assert [(j.aksi, j.dasar_pasangan) for j in baris.jadwal] == [((0, 1), "satu_untuk_semua")]
    assert [b.aksi for b in baris.bukti] == [(0,), (1,)]


def beri_nomor(paragraf, nomor):
    sifat = paragraf._p.get_or_add_pPr()
    num = OxmlElement("w:numPr")
    for nama, nilai in (("w:ilvl", "0"), ("w:numId", str(nomor))):
        unsur = OxmlElement(nama)
        unsur.set(qn("w:val"), nilai)
        num.append(unsur)
    sifat.append(num)


def tambah_penomoran(dok, nomor, gaya, pola):
    """Define a numbered list in the document."""
    akar = dok.part.numbering_part.element
    tingkat = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{gaya}"/><w:lvlText w:val="{pola}"/></w:lvl>'
    abstrak = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{nomor}">{tingkat}</w:abstractNum>'
    akar.insert(0, parse_xml(abstrak))
    num = f'<w:num {nsdecls("w")} w:numId="{nomor}"><w:abstractNumId w:val="{nomor}"/></w:num>'
    akar.append(parse_xml(num))


def test_docx_nomor_otomatis():
    dok = Document()
    for nomor, gaya, pola in ((91, "decimal", "%1."), (92, "lowerLetter", "%1)"), (93, "bullet", "·")):
        tambah_penomoran(dok, nomor, gaya, pola)
    tabel = isi_tabel(dok, [KEPALA, ("", "Tim", "Rapat\n", "", "SK"), ("", "POS", "Menilai", "", "SK\nfoto")])
    for i in (1, 2):
        beri_nomor(tabel.cell(i, 0).paragraphs[0], 91)
    sel = tabel.cell(1, 2)
    sel.text = "Rapat"
    sel.add_paragraph("Lapor")
    for p in sel.paragraphs:
        beri_nomor(p, 92)
    beri_nomor(tabel.cell(2, 4).paragraphs[0], 93)
    (area,) = baca_berkas("x.docx", simpan(dok)).areas
    assert [b.no_tertulis for b in area.baris] == ["1.", "2."]
    assert area.baris[0].aksi == (AksiTerbaca("a)", "Rapat"), AksiTerbaca("b)", "Lapor"))
    assert [b.teks for b in area.baris[1].bukti] == ["SK foto"]


def test_docx_tab_baris_baru_dan_tabel_dalam_sel():
    dok = Document()
    tabel = isi_tabel(dok, [KEPALA, ("1", "Tim", "", "Mei 2023", "")])
    jalan = tabel.cell(1, 4).paragraphs[0].add_run("Undangan")
    jalan.add_break()
    jalan.add_text("daftar\thadir")
    tabel.cell(1, 2).add_table(1, 1).cell(0, 0).paragraphs[0].add_run("Rapat")
    baris = baris_tunggal(baca_berkas("x.docx", simpan(dok)))
    assert [b.teks for b in baris.bukti] == ["Undangan", "daftar hadir"]
    assert [a.teks for a in baris.aksi] == ["Rapat"]
    assert baris.jadwal[0].teks == "Mei 2023"


def test_docx_teks_yang_dihapus_tidak_dibaca():
    dok = Document()
    tabel = isi_tabel(dok, [KEPALA, ("1", "Tim", "", "", "")])
    hapus = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>lama</w:delText></w:r></w:del>")
    tabel.cell(1, 1).paragraphs[0]._p.append(hapus)
    assert baris_tunggal(baca_berkas("x.docx", simpan(dok))).uraian == "Tim"


def test_docx_tanpa_kolom_dikenal():
    with pytest.raises(BerkasTidakTerbaca, match="Tidak ditemukan tabel rencana"):
        baca_berkas("x.docx", docx([("Nama", "Alamat"), ("Ani", "Mataram")]))


@pytest.mark.parametrize(
    "sampah", ["<!--", "<a ", "<a b='", '<a b=">', "<![if ", "</", "<", "&", "<div>", "<table>", "<li>"]
)
def test_html_sampah_tidak_macet(sampah):
    """Unclosed constructs repeated: linear time, the table before them is read."""
    mulai = time.process_time()
    html = tabel_html(KEPALA, ("1", "Tim", "", "", "")) + sampah * (300_000 // len(sampah))
    assert baris_tunggal(baca_tempelan("", html)).uraian == "Tim"
    assert time.process_time() - mulai < 5


def test_html_dengan_jutaan_baris_kosong():
    with pytest.raises(BerkasTidakTerbaca, match="terlalu panjang"):
        baca_tempelan("", "<table>" + "<tr>" * 20_001)
    with pytest.raises(BerkasTidakTerbaca, match="terlalu panjang"):
        baca_tempelan("\n" * 20_001 + "\tx")


def test_html_komentar_dan_tanda_dalam_atribut():
    html = "<!-- <table> --><!--[if gte mso 9]><xml>x</xml><![endif]-->" + tabel_html(
        KEPALA, ("1", "Tim<img alt='a>b'> Kerja < 5", "", "", "")
    )
    assert baris_tunggal(baca_tempelan("", html)).uraian == "Tim Kerja < 5"
