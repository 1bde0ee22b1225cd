"""The official document of layout 000: every text of a list written from the source is read back from the PDF."""

import copy
import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from zi.common.galat import GalatDomain
from zi.dokumen.pdf import buat_pdf
from zi.naskah.cetak import KOSONG, PITA, cetak_html, susun_naskah
from zi.naskah.kanonik import lengkapi

DATA = Path(__file__).parents[1] / "data" / "rencana"
NTB = json.loads((Path(__file__).parent / "data" / "ntb_teks.json").read_text(encoding="utf-8"))
PENGGAL = re.compile(r"Halaman \d+ dari \d+|DATA CONTOH[^\n]*|Rencana Kerja Zona Integritas [\d–]+ · [^\n]*")


def rencana(kode="000", **ganti):
    isi = lengkapi(json.loads((DATA / f"{kode}.json").read_text(encoding="utf-8")))
    isi["rencana"] |= ganti
    return isi


def baca(html):
    """The text of the PDF in one line, without what stands in the margins of each page."""
    pdf = PdfReader(BytesIO(buat_pdf(html).isi))
    return rapat("\n".join(PENGGAL.sub("", halaman.extract_text()) for halaman in pdf.pages)), pdf


def rapat(teks):
    """Without white space: a line of a PDF may end anywhere."""
    return "".join(teks.split()).casefold()


def yang_hilang(teks):
    """Texts of the source that are not in the document in their order, each row below its area."""
    hilang, dari = [], 0
    for area in NTB["area"]:
        mulai = teks.find(rapat(f"{area['nomor']} {area['nama']}") + rapat(area["baris"][0]["no"]), dari)
        if mulai < 0:
            return [*hilang, area["nama"]]
        dari = mulai
        for baris in area["baris"]:
            for kunci, isi in potongan(baris):
                ada = teks.find(rapat(isi), dari)
                if ada < 0:
                    hilang.append((area["kode"], kunci, isi))
                else:
                    dari = ada + len(rapat(isi))
        hilang += [("program", area["kode"], p) for p in area["program"] + area["inovasi"] if rapat(p) not in teks]
    return hilang


def potongan(baris):
    """The cells of a row, in the order of the columns."""
    yield "baris", baris["uraian"]
    yield from (("aksi", x["teks"]) for x in baris["aksi"])
    yield from (("jadwal", x) for x in baris["jadwal"])
    yield from (("bukti", x) for x in baris["bukti"])


@pytest.fixture(scope="module")
def html():
    return cetak_html(rencana(contoh=True), draf=True, rapi=False)


@pytest.fixture(scope="module")
def naskah(html):
    return baca(html)


def test_daftar_acuan_sesuai_hitungan():
    baris = [b for a in NTB["area"] for b in a["baris"]]
    hitung = {k: sum(len(b[k]) for b in baris) for k in ("aksi", "jadwal", "bukti")}
    assert {"area": len(NTB["area"]), "baris": len(baris), **hitung} == NTB["hitungan"]
    assert NTB["hitungan"] == {"area": 6, "baris": 39, "aksi": 65, "jadwal": 58, "bukti": 124}


def test_setiap_teks_terbaca_kembali(naskah):
    assert yang_hilang(naskah[0]) == []


def test_jumlah_di_halaman(html):
    """Not more either: as many rows and lines as the source has."""
    sel = [tr.find_all(["td", "th"]) for tr in BeautifulSoup(html, "html.parser").select("table.tabel tbody tr")]
    hitung = [sum(len(x[n].find_all("div", class_="butir")) for x in sel) for n in (1, 2, 3, 4)]
    assert hitung == [39, 65, 58, 124]


def test_membuang_satu_baris_ketahuan(html):
    """Mutation: without one row the read-back fails, and names all of it."""
    for nomor in (0, 17, 38):
        sup = BeautifulSoup(html, "html.parser")
        sup.select("table.tabel tbody tr")[nomor].decompose()
        baris = [(a["kode"], b) for a in NTB["area"] for b in a["baris"]][nomor]
        hilang = yang_hilang(baca(str(sup))[0])
        assert baris[1]["uraian"] in {x[2] if isinstance(x, tuple) else x for x in hilang} or hilang == [
            next(a["nama"] for a in NTB["area"] if a["kode"] == baris[0])
        ]


@pytest.mark.parametrize("kunci", ["aksi", "jadwal", "syarat"])
def test_membuang_satu_butir_ketahuan(kunci):
    isi = rencana()
    del isi["tabel"][2]["baris"][4][kunci][0]
    assert len(yang_hilang(baca(cetak_html(isi, draf=True))[0])) >= 1


def test_sampul_bab_dan_tanda_tangan(naskah):
    teks, pdf = naskah
    sampul = rapat(pdf.pages[0].extract_text())
    for x in [NTB["judul"], NTB["disusun_oleh"], NTB["satker"], *NTB["induk"], NTB["tahun"]]:
        assert rapat(x) in sampul
    for b in NTB["bagian"]:
        assert teks.count(rapat(f"{b['nomor']} {b['judul']}")) >= 2, "in the contents and at its place"
    for x in NTB["butir"] + NTB["data_rapat"] + [a["judul_program"] for a in NTB["area"]]:
        assert rapat(x) in teks
    akhir = rapat(pdf.pages[-1].extract_text())
    assert akhir.index(rapat("BAB V PENUTUP")) < akhir.index(rapat(NTB["tanda_tangan"][0]))
    assert akhir.index(rapat(NTB["tanda_tangan"][0])) < akhir.index(rapat(NTB["tanda_tangan"][1]))


def test_matriks_mendatar_satu_tabel_per_pengungkit(naskah, html):
    assert len(BeautifulSoup(html, "html.parser").select("table.tabel")) == 6
    arah = [h.mediabox.width > h.mediabox.height for h in naskah[1].pages]
    assert arah == [False] * 3 + [True] * (len(arah) - 4) + [False]


def test_penanda_menurut_bab_dan_area(naskah):
    def rata(daftar):
        for x in daftar:
            yield from rata(x) if isinstance(x, list) else [x.title]

    judul = list(rata(naskah[1].outline))
    assert [x for x in judul if not x.startswith("Program")] == [
        "DAFTAR ISI",
        "BAB I PENDAHULUAN",
        "1.1 Latar Belakang",
        "1.2 Maksud, Tujuan, dan Sasaran",
        "1.3 Pelaksanaan Kegiatan",
        "BAB II MATRIK RENCANA KEGIATAN PEMBANGUNAN ZONA INTEGRITAS",
        *(f"{a['nomor']} {a['nama']}" for a in NTB["area"]),
        "BAB V PENUTUP",
    ]


def test_halaman_daftar_isi_benar(naskah):
    """The number beside each entry is the page where its heading stands."""
    _, pdf = naskah
    isi = rapat(pdf.pages[1].extract_text().replace(" .", "").replace(". .", ""))
    for area in NTB["area"]:
        judul = rapat(f"{area['nomor']} {area['nama']}")
        halaman = int(re.search(re.escape(judul) + r"\.*(\d+)", isi)[1])
        tabel = rapat(pdf.pages[halaman - 1].extract_text())
        assert judul + rapat(area["baris"][0]["no"]) in tabel


def test_nama_inovasi_tebal(html):
    tebal = {x.text for x in BeautifulSoup(html, "html.parser").select(".prosa strong, .daftar strong")}
    assert {i for a in NTB["area"] for i in a["inovasi"]} <= tebal


# --- draft, example, empty


def test_draf_dan_contoh():
    draf, sah = (cetak_html(rencana(contoh=c), draf=d) for d, c in ((True, True), (False, False)))
    assert "data:image/svg+xml" in draf
    assert PITA in draf
    assert "DRAF, belum disetujui" in draf
    assert "data:image/svg+xml" not in sah
    assert "DATA CONTOH" not in sah
    assert "Draf" not in sah


def test_pita_contoh_di_tiap_halaman(naskah):
    assert all("DATA CONTOH" in h.extract_text() for h in naskah[1].pages)


def kosongkan(isi, bagian=True):
    for kunci in ("tabel", "area", "pengesahan", *(["bagian"] if bagian else [])):
        isi[kunci] = []
    return isi


@pytest.mark.parametrize("bagian", [True, False])
def test_rencana_kosong_mengaku_kosong(bagian):
    teks, pdf = baca(cetak_html(kosongkan(rencana(), bagian), draf=True))
    assert rapat(KOSONG) in teks
    assert rapat(NTB["judul"]) in rapat(pdf.pages[0].extract_text())


def test_rencana_berisi_tidak_mengaku_kosong(naskah):
    assert rapat(KOSONG) not in naskah[0]


def test_tanpa_bagian_semua_baris_tetap_tercetak():
    isi = rencana()
    isi["bagian"] = []
    assert yang_hilang(baca(cetak_html(isi, draf=False))[0]) == []


def test_tabel_tanpa_bagian_tidak_hilang():
    """Chapters that forgot the matrix: it is printed before the closing chapter."""
    isi = rencana()
    isi["bagian"][2]["anak"] = []
    teks, _ = baca(cetak_html(isi, draf=False))
    assert yang_hilang(teks) == []
    assert teks.rindex(rapat("Mandalika-Bumi")) < teks.rindex(rapat("BAB V PENUTUP"))


def test_tanpa_penanda_tangan_ada_tempat_kosong():
    isi = rencana()
    isi["pengesahan"] = []
    teks, _ = baca(cetak_html(isi, draf=False))
    assert rapat("Kepala Kantor Bahasa Provinsi Nusa Tenggara Barat") in teks[-400:]


# --- schedules beside their actions


def jadwal(naskah, area, baris):
    from zi.dokumen.bagian import Tabel

    tabel = [b for b in naskah.blok if isinstance(b, Tabel)][area]
    return [(x.label, x.teks) for x in tabel.baris[baris].sel[3].butir]


def test_jadwal_berlabel_bila_pasangannya_pasti():
    dok = susun_naskah(rencana(), draf=True, rapi=False)
    assert jadwal(dok, 0, 0) == [("a.", "25 Januari 2023"), ("b.", "27 Januari 2023")]
    assert jadwal(dok, 0, 1) == [("", "30 Januari 2023"), ("", "30 Januari 2023")], "the pairing was lost"
    assert {x[0] for x in jadwal(dok, 5, 1)} == {""}, "four dates of one action"


# --- numbers


def nomor(isi, rapi):
    sup = BeautifulSoup(cetak_html(isi, draf=True, rapi=rapi), "html.parser")
    bab = [x.text for x in sup.select("h1.bab .nomor")]
    area = [x.text for x in sup.select("tr.judul-baris th")]
    baris = [[tr.find("td").get_text(strip=True) for tr in t.select("tbody tr")] for t in sup.select("table.tabel")]
    return bab, area, baris


def test_seperti_tertulis():
    bab, area, baris = nomor(rencana(), False)
    assert bab == ["BAB I", "BAB II", "BAB V"]
    assert [x.split()[0] for x in area] == ["I.", "II.", "III.", "IV.", "V.", "V."]
    assert baris[1] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert baris[3][:3] == ["1", "", "2"]


def test_rapikan():
    bab, area, baris = nomor(rencana(), True)
    assert bab == ["BAB I", "BAB II", "BAB III"]
    assert [x.split()[0] for x in area] == ["I.", "II.", "III.", "IV.", "V.", "VI."]
    assert baris == [[str(n) for n in range(1, len(b) + 1)] for b in baris]
    assert len(baris[3]) == 15


def test_rencana_sendiri_memilih_bila_tidak_diminta():
    assert "BAB III" in cetak_html(rencana(nomor_rapi=True), draf=True)
    assert "BAB III" not in cetak_html(rencana(nomor_rapi=False), draf=True)
    assert "BAB III" not in cetak_html(rencana(nomor_rapi=True), draf=True, rapi=False)


def test_mencetak_tidak_mengubah_dokumen():
    isi = rencana()
    sebelum = copy.deepcopy(isi)
    cetak_html(isi, draf=True, rapi=True)
    assert isi == sebelum


def test_semua_teks_ada_juga_bila_dirapikan():
    teks, _ = baca(cetak_html(rencana(), draf=True, rapi=True))
    dari = 0
    for baris in (b for a in NTB["area"] for b in a["baris"]):
        for _, isi in potongan(baris):
            assert (dari := teks.find(rapat(isi), dari)) >= 0


# --- other shapes and bad input


TEKS_TAMPAK = {
    "teks",
    "uraian",
    "nama",
    "judul",
    "istilah",
    "definisi",
    "jabatan",
    "tujuan",
    "pengantar",
    "catatan_kaki",
}
TAK_TAMPAK = {"data", "satker", "target_predikat", "lampiran", "usulan", "nama_lain"}


def tampak(isi):
    """Every text of a plan that a reader of the document must find."""
    if isinstance(isi, list):
        for x in isi:
            yield from tampak(x)
    elif isinstance(isi, dict):
        for kunci, x in isi.items():
            if kunci in TEKS_TAMPAK and isinstance(x, str) and x:
                yield x
            elif kunci not in TAK_TAMPAK:
                yield from tampak(x)


@pytest.mark.parametrize("kode", ["001", "002", "003", "004"])
def test_lima_bentuk_tercetak_lengkap(kode):
    isi = rencana(kode)
    teks, pdf = baca(cetak_html(isi, draf=False))
    for tabel in isi["tabel"]:
        for baris in tabel["baris"]:  # printed as marks, which have their own test
            baris["jadwal"] = [] if tabel["jenis"] in {"gantt", "triwulan"} else baris["jadwal"]
    for kunci in ("tabel", "area", "isu", "target_prioritas", "anggaran", "dasar_hukum", "pengertian", "pengesahan"):
        hilang = [x for x in tampak(isi[kunci]) if rapat(x.replace("*", "")) not in teks]
        assert not hilang, kunci
    for x in (b["judul"] for b in isi["bagian"] if b["jenis"] not in {"sampul", "tanda_tangan"}):
        assert rapat(x) in teks
    assert len(pdf.pages) > 3


def test_matriks_triwulan_dan_tanda():
    isi = rencana("004")
    tanda = [
        x for t in isi["tabel"] for b in t["baris"] for j in b["jadwal"] for x in (j["tanda_triwulan"] or {}).values()
    ]
    html = BeautifulSoup(cetak_html(isi, draf=False), "html.parser")
    tercetak = [x.get_text(strip=True) for x in html.select("td.tengah") if x.get_text(strip=True)]
    assert sorted(tercetak) == sorted(x for x in tanda if x)
    assert len(tercetak) == 179


def test_gantt_tak_terbaca_dikatakan():
    assert "sel kosong berarti tidak diketahui" in cetak_html(rencana("003"), draf=False)


def test_isian_sejuta_huruf_ditolak():
    isi = rencana()
    isi["tabel"][0]["baris"][0]["aksi"][0]["teks"] = "kata " * 200_000
    with pytest.raises(GalatDomain, match="terlalu panjang"):
        cetak_html(isi, draf=True)


def test_html_dalam_rencana_tidak_berlaku():
    isi = rencana()
    jahat = "<script>x</script><img src='http://127.0.0.1:9/'>![a](file:///etc/hostname)"
    isi["rencana"]["judul"] = isi["satker"]["nama"] = isi["rencana"]["disusun_oleh"] = jahat
    isi["bagian"][0]["data"] = {"satker": [jahat], "alamat": jahat}
    isi["bagian"][1]["anak"][0]["isi"] = isi["area"][0]["nama"] = isi["area"][0]["program"][0]["teks"] = jahat
    isi["tabel"][0]["baris"][0] |= {"uraian": jahat, "no_tertulis": jahat}
    isi["pengesahan"][0]["nama"] = jahat
    sup = BeautifulSoup(cetak_html(isi, draf=True), "html.parser")
    assert not sup.select("script, img, iframe, object, link, [onerror]")
    assert not [a for a in sup.select("[href], [src]") if not a.get("href", "#").startswith("#")]
