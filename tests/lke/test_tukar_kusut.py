"""Sheets as offices bend them: columns by headings, links kept, rows in another order; what is not read is said."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.comments import Comment

from tests.lke.bantu import bangun_lke
from tests.lke.bantu_tukar import ubah
from tests.lke.test_tukar_impor import ABC, PERSEN, SURVEI, YT, baca, di, isi_sel, kosong
from zi.common.galat import GalatDomain

pytestmark = pytest.mark.django_db
ASN = "A.II.5.iii.b.1"
SATU, DUA = "A.I.1.iii.a", "A.I.1.iii.b"  # of one type, side by side


@pytest.fixture
def dunia():
    return bangun_lke()


@pytest.fixture
def isi(dunia):
    """Three answers and a note in our own workbook."""
    n = {k: di(dunia, k) for k in (YT, ABC, SURVEI)}
    return ubah(
        kosong(dunia), isi_sel(**{f"K{n[YT]}": "Ya", f"K{n[ABC]}": "B", f"K{n[SURVEI]}": "3,6", f"O{n[YT]}": "SK 1"})
    )


def peringatan(draf):
    return [k for k in draf.isi["catatan"] if not k.startswith("Menurut lembar")]


def dapat(hasil):
    return {k: b.isi for k, b in hasil.items()}


@pytest.mark.parametrize(
    "geser",
    [
        lambda s: s.insert_cols(1, 2),
        lambda s: s.insert_cols(11),
        lambda s: s.delete_cols(8),
        lambda s: s.delete_cols(9),
        lambda s: s.delete_cols(8, 2),
        lambda s: s.insert_rows(1, 2),
    ],
)
def test_kolom_menurut_judulnya(dunia, isi, geser):
    hasil, draf = baca(dunia, ubah(isi, geser))
    assert dapat(hasil) == {YT: "Ya", ABC: "B", SURVEI: "3.6"}
    assert hasil[YT].teks_catatan == "SK 1"
    assert (peringatan(draf), draf.isi["lepas"], draf.isi["tiada"]) == ([], [], [])


def test_kolom_jawaban_lain_tidak_tertukar(dunia, isi):
    """Last year's column beside this year's; two years without the official heading; the columns of the TPI."""
    n = di(dunia, YT)

    def tahun_lalu(lembar):
        lembar.insert_cols(11)
        lembar["K2"], lembar[f"K{n}"] = "Jawaban 2022", "Tidak"

    hasil, draf = baca(dunia, ubah(isi, tahun_lalu))
    assert hasil[YT].isi == "Ya"
    assert peringatan(draf) == ["Kolom K (“Jawaban 2022”) berisi tulisan, tetapi tidak dibaca."]
    with pytest.raises(GalatDomain, match=re.escape("K (“Jawaban 2022”), L (“Jawaban 2023”)")):
        baca(dunia, ubah(isi, tahun_lalu, isi_sel(L2="Jawaban 2023")))

    def tpi(lembar):
        lembar.title, lembar["R2"], lembar["S2"] = "Isian kantor", "Jawaban TPI", "Catatan TPI"
        lembar[f"R{n}"], lembar[f"S{n}"] = "Tidak", "Kata TPI"

    hasil, draf = baca(dunia, ubah(isi, tpi))
    assert (hasil[YT].isi, hasil[YT].teks_catatan) == ("Ya", "SK 1")
    assert [k[:7] for k in peringatan(draf)] == ["Kolom R", "Kolom S"]
    hasil, draf = baca(dunia, ubah(isi, tpi), dunia.tpi, "evaluator")
    assert {k: (b.isi, b.teks_catatan) for k, b in hasil.items()} == {YT: ("Tidak", "Kata TPI")}
    assert [k[:7] for k in peringatan(draf)] == ["Kolom K"]


def test_tautan_di_balik_tulisan_ikut(dunia, isi):
    n = {k: di(dunia, k) for k in (YT, ABC, SURVEI)}

    def taut(lembar):
        lembar[f"O{n[YT]}"].hyperlink = "https://drive.example/sk?a=1&b=2"
        lembar[f"O{n[ABC]}"] = '=HYPERLINK("https://drive.example/notula","Notula")'
        lembar[f"P{n[SURVEI]}"], lembar["R2"], lembar[f"R{n[SURVEI]}"] = "Laporan", "Link bukti", "https://b.example"
        lembar[f"P{n[SURVEI]}"].hyperlink = "https://drive.example/survei"

    hasil, _ = baca(dunia, ubah(isi, taut))
    assert hasil[YT].teks_catatan == "SK 1\nhttps://drive.example/sk?a=1&b=2"
    assert hasil[ABC].teks_catatan == "https://drive.example/notula"
    assert hasil[SURVEI].bacaan["bukti"] == "Laporan\nhttps://drive.example/survei\nhttps://b.example"


def test_yang_tidak_dibaca_disebut(dunia, isi):
    n = di(dunia, ABC)

    def lain(lembar):
        lembar[f"N{n}"] = "Di luar kolom"
        lembar[f"K{n}"].comment = Comment("Lihat SK", "tim")
        lembar[f"O{n}"] = "Untuk dua pertanyaan"
        lembar.merge_cells(f"O{n}:O{n + 2}")

    hasil, draf = baca(dunia, ubah(isi, lain))
    assert dapat(hasil)[ABC] == "B"
    assert peringatan(draf) == [
        "Kolom N berisi tulisan, tetapi tidak dibaca.",
        f"Sel gabungan O{n} hanya dibaca untuk baris {n}, tidak untuk 1 baris di bawahnya.",
        "Komentar yang menempel pada sel tidak dibaca.",
    ]


def test_jumlah_yang_diketik_harus_sama_dengan_rinciannya(dunia):
    """The total of a percentage is computed; typed over its formula it says something that would be lost."""
    baris = {k: di(dunia, ASN, k) for k in ("es3", "es4", "jfp", "sudah")}
    total = f"K{baris['es3'] - 1}"
    assert load_workbook(io.BytesIO(kosong(dunia))).worksheets[0][total].value.startswith("=IF(COUNT(")
    rinci = {f"K{n}": nilai for n, nilai in zip(baris.values(), (1, 2, 3, 6), strict=True)}
    for tertulis, kalimat in ((6, []), ("20", [f"Sel {total} berisi jumlah 20, padahal rinciannya berjumlah 6."])):
        hasil, _ = baca(dunia, ubah(kosong(dunia), isi_sel(**rinci, **{total: tertulis})))
        assert hasil[ASN].bacaan["tanda"] == kalimat
        assert hasil[ASN].status == ("ragu" if kalimat else "baru")
    hasil, _ = baca(dunia, ubah(kosong(dunia), isi_sel(**{total: 20, f"K{baris['sudah']}": 20})))
    assert (hasil[ASN].status, hasil[ASN].isi) == ("ragu", {"sudah": "20"})
    assert "rinciannya belum lengkap" in hasil[ASN].bacaan["tanda"][0]
    hasil, _ = baca(dunia, ubah(kosong(dunia), isi_sel(**{total: 20})))
    assert (hasil[ASN].status, "rinciannya belum lengkap" in hasil[ASN].galat) == ("gagal", True)


@pytest.mark.parametrize(
    ("tertulis", "kalimat"),
    [
        (0.5, ""),
        ("50 %", ""),
        (0.9, "berisi 0,9, padahal cacahnya memberi 50%."),
        ("90%", "berisi 90%, padahal cacahnya memberi 50%."),
        ("separuh", "berisi separuh, padahal"),
    ],
)
def test_persen_yang_diketik_harus_sama_dengan_cacahnya(dunia, tertulis, kalimat):
    n = di(dunia, PERSEN)
    hasil, _ = baca(dunia, ubah(kosong(dunia), isi_sel(**{f"K{n}": tertulis, f"K{n + 1}": 4, f"K{n + 2}": 2})))
    assert hasil[PERSEN].isi == {"agen": "4", "perubahan": "2"}
    assert hasil[PERSEN].status == ("ragu" if kalimat else "baru")
    assert kalimat in "".join(hasil[PERSEN].bacaan["tanda"])


def test_bagian_yang_melebihi_keseluruhan_diperingatkan(client, dunia):
    n = di(dunia, PERSEN)
    hasil, draf = baca(dunia, ubah(kosong(dunia), isi_sel(**{f"K{n + 1}": 2, f"K{n + 2}": 5})))
    assert hasil[PERSEN].status == "baru"
    client.force_login(dunia.orang["ketua_tim"])
    assert "Hasilnya 250 persen, lebih dari keseluruhan" in client.get(reverse("impor:lke_draf", args=[draf.pk])).text


@pytest.mark.parametrize("nomor", ["ikut", "tetap"])
def test_baris_bertukar_dikenali_dari_katanya(dunia, nomor):
    """Two rows of one type changed places, in other words than ours: with their numbers they are known; numbered anew
    they contradict, so nobody guesses."""
    a, b = di(dunia, SATU), di(dunia, DUA)
    teks = {
        a: ("b.", "Terdapat monitoring dan evaluasi terhadap pembangunan Zona Integritas", "D"),
        b: ("a.", "Seluruh kegiatan pembangunan sudah dilaksanakan sesuai dengan rencana", "A"),
    }

    def tukar(lembar):
        for n, (label, kalimat, jawaban) in teks.items():
            lembar[f"G{n}"], lembar[f"K{n}"] = kalimat, jawaban
            if nomor == "ikut":
                lembar[f"F{n}"] = label

    hasil, draf = baca(dunia, ubah(kosong(dunia), tukar))
    if nomor == "ikut":
        assert dapat(hasil) == {SATU: "A", DUA: "D"}
    else:
        assert dapat(hasil) == {}
        assert [(x["baris"], x["jawaban"]) for x in draf.isi["lepas"]] == [(a, "D"), (b, "A")]


def test_baris_ganda_dan_judul_hilang(dunia):
    n = di(dunia, ABC)

    def ganda(lembar):
        lembar.insert_rows(n + 1)
        for kolom, nilai in (("F", "b."), ("G", lembar[f"G{n}"].value), ("J", "A/B/C"), ("K", "C")):
            lembar[f"{kolom}{n + 1}"] = nilai
        lembar[f"K{n}"] = "A"

    hasil, draf = baca(dunia, ubah(kosong(dunia), ganda))
    assert hasil == {}
    assert {x["sebab"] for x in draf.isi["lepas"]} == {f"Ada baris lain untuk pertanyaan {ABC}."}

    def tanpa_judul(lembar):
        lembar.delete_cols(2, 6)
        lembar["E10"] = "Ya"

    with pytest.raises(GalatDomain, match="tidak ada pertanyaan yang dikenali"):
        baca(dunia, ubah(kosong(dunia), tanpa_judul))
