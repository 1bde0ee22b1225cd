"""What we write reads back exactly; what a person changes in it is read as it looks."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.impor.pembuat import simpan
from zi.impor.baca import baca_berkas
from zi.impor.hasil import AksiTerbaca, AreaTerbaca, BarisTerbaca, BuktiTerbaca, JadwalTerbaca, rapikan
from zi.impor.kepala import KOLOM_KUNCI, KOLOM_SUSUNAN
from zi.impor.matriks import baca_kisi
from zi.impor.tulis import ke_kisi, tulis_buku
from zi.jadwal.enums import DasarPasangan

LICIK = st.sampled_from(
    [
        "1. ", "a. ", "(1) ", "- ", "• ", ";", "=1+1", "+62", "@nama", "-5", "I. Manajemen Perubahan", "No",
        "Rencana Kerja", "Mataram, 1 Februari 2023", "44951", "\n", " ", "b. Dua", "#N/A", "{}", '{"r":1,"m":1}',
        "_x000D_", "TRUE", "1.0", "25 Januari 2023",
    ]
)  # fmt: skip
TEKS = st.lists(st.one_of(LICIK, st.text(max_size=8)), max_size=5).map("".join).map(rapikan)
ISI = TEKS.filter(bool)
LABEL = st.one_of(st.just(""), st.sampled_from(["a.", "b.", "1.", "(1)", "1)", "-", "12"]), TEKS)
AKSI = st.lists(st.builds(AksiTerbaca, LABEL, ISI), max_size=4).map(tuple)


@st.composite
def baris_bebas(draw):
    aksi = draw(AKSI)
    indeks = st.lists(st.integers(0, len(aksi) - 1), unique=True, max_size=3) if aksi else st.just([])
    dasar = st.sampled_from(["", *DasarPasangan.values])
    jadwal = st.lists(st.builds(JadwalTerbaca, ISI, indeks.map(tuple), dasar), max_size=4)
    bukti = st.lists(st.builds(BuktiTerbaca, LABEL, ISI, indeks.map(tuple)), max_size=4)
    return BarisTerbaca("", draw(TEKS), draw(TEKS), aksi, tuple(draw(jadwal)), tuple(draw(bukti)))


AREA = st.builds(
    AreaTerbaca,
    nomor_tertulis=TEKS,
    nama=TEKS,
    area_baku=st.sampled_from([None, "MP", "PP"]),
    baris=st.lists(baris_bebas(), max_size=3).map(tuple),
    sebutan=st.sampled_from(["", "Pengungkit", "Zona"]),
)
RENCANA = st.lists(AREA, min_size=1, max_size=3).map(lambda areas: beri_kunci(areas))
TENANG = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def beri_kunci(areas):
    """Unique keys on every second area and row."""
    return tuple(
        AreaTerbaca(
            a.nomor_tertulis, a.nama, a.area_baku,
            tuple(BarisTerbaca(f"b{i}-{j}" if j % 2 else "", *isi_baris(b)) for j, b in enumerate(a.baris)),
            f"a{i}" if i % 2 else "", a.sebutan,
        )
        for i, a in enumerate(areas)
    )  # fmt: skip


def isi_baris(b):
    return b.no_tertulis, b.uraian, b.aksi, b.jadwal, b.bukti


@TENANG
@given(RENCANA)
def test_kisi_kembali_utuh(areas):
    assert baca_kisi([ke_kisi(areas)]).areas == areas


@settings(TENANG, max_examples=40)
@given(RENCANA)
def test_buku_kembali_utuh(areas):
    assert (
        baca_berkas("x.xlsx", tulis_buku(areas, judul="Rencana Kerja", info=["I. Manajemen Perubahan"])).areas == areas
    )


@settings(TENANG, max_examples=40)
@given(RENCANA)
def test_buku_yang_disimpan_ulang_tetap_utuh(areas):
    """Saved again by another program, styles and all."""
    wb = load_workbook(io.BytesIO(tulis_buku(areas, judul="Rencana")))
    assert baca_berkas("x.xlsx", simpan(wb)).areas == areas


# --- the workbook itself

RENCANA_CONTOH = (
    AreaTerbaca(
        "I.",
        "Manajemen Perubahan",
        "MP",
        (
            BarisTerbaca(
                "k1",
                "1",
                "Penyusunan Tim",
                (AksiTerbaca("a.", "Rapat"), AksiTerbaca("b.", "Menetapkan tim")),
                (
                    JadwalTerbaca("25 Januari 2023", (0,), "posisi"),
                    JadwalTerbaca("27 Januari 2023", (1,), "posisi"),
                ),
                (
                    BuktiTerbaca("", "=Undangan", (0,)),
                    BuktiTerbaca("", "1. Notula; SK", (0,)),
                    BuktiTerbaca("", "SK", (1,)),
                ),
            ),
            BarisTerbaca("k2", "2", "Pemantauan", (AksiTerbaca("", "Rapat bulanan"),)),
        ),
        "a1",
    ),
)


def lembar_contoh():
    wb = load_workbook(io.BytesIO(tulis_buku(RENCANA_CONTOH, judul="Rencana Kerja 2023", info=["Kantor Bahasa"])))
    return wb, wb.active


def baca_ulang(wb):
    return baca_berkas("x.xlsx", simpan(wb)).areas[0].baris


def test_tampilan_buku():
    _, ws = lembar_contoh()
    tampak = [[c.value for c in baris[:5]] for baris in ws.iter_rows(min_row=3)]
    assert tampak == [
        ["No", "Rencana Kerja", "Rencana Aksi", "Jadwal Pelaksanaan", "Bukti Fisik"],
        ["I. Manajemen Perubahan", None, None, None, None],
        ["1", "Penyusunan Tim", "a. Rapat", "25 Januari 2023", "=Undangan"],
        [None, None, None, None, "1. Notula; SK"],
        [None, None, "b. Menetapkan tim", "27 Januari 2023", "SK"],
        ["2", "Pemantauan", "Rapat bulanan", None, None],
    ]
    assert (ws["F3"].value, ws["G3"].value) == (KOLOM_KUNCI, KOLOM_SUSUNAN)


def test_gaya_buku():
    _, ws = lembar_contoh()
    assert [ws.column_dimensions[k].hidden for k in "EFG"] == [False, True, True]
    assert "A4:E4" in {str(r) for r in ws.merged_cells.ranges}
    assert (ws.page_setup.orientation, int(ws.page_setup.paperSize)) == ("landscape", 9)
    assert (ws.print_title_rows, ws.freeze_panes) == ("$3:$3", "A4")
    assert ws["E5"].alignment.wrap_text


def test_semua_sel_teks():
    _, ws = lembar_contoh()
    assert {c.data_type for baris in ws.iter_rows() for c in baris if c.value is not None} == {"s"}
    assert ws["E5"].quotePrefix
    assert not ws["E6"].quotePrefix


def test_teks_terlalu_panjang_tidak_dipotong_diam_diam():
    with pytest.raises(ValueError, match="terlalu panjang"):
        tulis_buku((AreaTerbaca("", "x" * 20_001),), judul="x")


# --- edited by a person


def test_suntingan_teks_tetap_pada_kuncinya():
    wb, ws = lembar_contoh()
    ws["B5"], ws["C5"] = "Pembentukan Tim", "a. Rapat awal"
    pertama = baca_ulang(wb)[0]
    assert (pertama.kunci, pertama.uraian, pertama.aksi[0]) == (
        "k1",
        "Pembentukan Tim",
        AksiTerbaca("a.", "Rapat awal"),
    )
    assert pertama.bukti[1] == BuktiTerbaca("", "1. Notula; SK", (0,))


def test_daftar_dalam_baris_baru_dipecah():
    wb, ws = lembar_contoh()
    ws.append(["3", "Baru", "a. Satu\nb. Dua", "1 Mei 2023\n2 Mei 2023", "Undangan; notula"])
    baru = baca_ulang(wb)[2]
    assert (baru.kunci, baru.aksi) == ("", (AksiTerbaca("a.", "Satu"), AksiTerbaca("b.", "Dua")))
    assert [j.aksi for j in baru.jadwal] == [(0,), (1,)]
    assert [b.teks for b in baru.bukti] == ["Undangan", "notula"]


def test_baris_disisipkan_di_tengah_menjadi_bagian_baris_itu():
    wb, ws = lembar_contoh()
    ws.insert_rows(7)
    ws["C7"], ws["D7"] = "c. Melapor", "26 Januari 2023"
    pertama, kedua = baca_ulang(wb)
    assert [a.teks for a in pertama.aksi] == ["Rapat", "Melapor", "Menetapkan tim"]
    assert [(j.teks, j.aksi) for j in pertama.jadwal] == [
        ("25 Januari 2023", (0,)),
        ("26 Januari 2023", (1,)),
        ("27 Januari 2023", (2,)),
    ]
    assert [b.aksi for b in pertama.bukti] == [(0,), (0,), (2,)]
    assert kedua.kunci == "k2"


def test_aksi_dihapus_jadwalnya_tidak_berpindah():
    wb, ws = lembar_contoh()
    ws["C5"] = None
    pertama = baca_ulang(wb)[0]
    assert [a.teks for a in pertama.aksi] == ["Menetapkan tim"]
    assert [(j.aksi, j.dasar_pasangan) for j in pertama.jadwal] == [((), "tidak_pasti"), ((0,), "posisi")]


def test_baris_pertama_dihapus_tidak_menempel_ke_baris_lain():
    wb, ws = lembar_contoh()
    ws.delete_rows(8)
    ws.delete_rows(5)
    assert [(b.kunci, b.uraian) for b in baca_ulang(wb)] == [("", "")]
    wb, ws = lembar_contoh()
    ws.move_range("A8:G8", rows=-3)
    hasil = baca_ulang(wb)
    assert [(b.kunci, len(b.aksi)) for b in hasil] == [("k2", 1), ("", 1)]
    assert [p.kode for p in hasil[1].peringatan] == ["baris_terputus"]


def test_baris_disalin_dianggap_baru():
    wb, ws = lembar_contoh()
    ws.append([c.value for c in ws[8]])
    hasil = baca_ulang(wb)
    assert [b.kunci for b in hasil] == ["k1", "k2", ""]
    assert [p.kode for p in hasil[2].peringatan] == ["kunci_ganda"]


def test_nomor_diketik_di_baris_lanjutan_memulai_baris_baru():
    wb, ws = lembar_contoh()
    ws["A7"], ws["B7"] = "1a", "Penetapan"
    hasil = baca_ulang(wb)
    assert [(b.no_tertulis, b.uraian, len(b.aksi)) for b in hasil] == [
        ("1", "Penyusunan Tim", 1),
        ("1a", "Penetapan", 1),
        ("2", "Pemantauan", 1),
    ]


def test_judul_area_disunting():
    wb, ws = lembar_contoh()
    ws["A4"] = "II. Penataan Tatalaksana"
    area = baca_berkas("x.xlsx", simpan(wb)).areas[0]
    assert (area.kunci, area.nomor_tertulis, area.nama, area.area_baku) == ("a1", "II.", "Penataan Tatalaksana", "TL")


@pytest.mark.parametrize(
    "isi",
    [
        "rusak",
        "{}",
        '{"r":"x","m":1}',
        '{"r":1,"m":1,"j":[0,null,[0],"ngawur"]}',
        '{"r":Infinity,"m":1}',
        "{" * 3000,
        '{"area":[1]}',
    ],
)
def test_susunan_rusak_dibaca_sebagai_lembar_biasa(isi):
    wb, ws = lembar_contoh()
    for baris in range(4, 9):
        ws.cell(baris, 7).value = isi
    areas = baca_berkas("x.xlsx", simpan(wb)).areas
    assert [(a.nama, len(a.baris)) for a in areas] == [("Manajemen Perubahan", 2)]
    assert [a.label for a in areas[0].baris[0].aksi] == ["a.", "b."]
