"""The order and the names in a bundle: safe everywhere, no byte twice, every use listed. Also by property."""

import datetime
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from zi.bukti.bungkus.susun import BITA_MAKS, FOLDER_MAKS, JALUR_MAKS, Bahan, Letak, nama_aman, susun

HARI = datetime.date(2023, 1, 27)
DILARANG = set('<>:"\\|?*') | {chr(n) for n in range(32)}


def bahan(kunci="a", judul="SK Tim Kerja", **lain):
    return Bahan(kunci, judul, **{"tanggal": HARI, "isi": "bukti/1/x.pdf", **lain})


def jalur(*letak):
    return [e.jalur for e in susun(letak).entri]


TIM, TERBUKA = ("A.I.1.i.a Tim kerja",), ("A.I.1.ii.b Terbuka",)


def test_nama_resmi_dengan_tanggal_dokumen():
    assert jalur(Letak(TIM, bahan())) == ["A.I.1.i.a Tim kerja/01 SK Tim Kerja (2023-01-27).pdf"]
    assert jalur(Letak(TIM, bahan(tanggal=None))) == ["A.I.1.i.a Tim kerja/01 SK Tim Kerja.pdf"]


def test_akhiran_yang_sudah_ada_di_judul_tidak_diulang():
    assert jalur(Letak(TIM, bahan(judul="SK.PDF", tanggal=None))) == ["A.I.1.i.a Tim kerja/01 SK.pdf"]


def test_satu_berkas_untuk_dua_pertanyaan_disimpan_sekali_dan_tercantum_dua_kali():
    s = susun([Letak(TIM, bahan(), "A"), Letak(TERBUKA, bahan(), "B"), Letak(TERBUKA, bahan("b", "Notula"), "B")])
    assert [e.jalur.split("/")[0] for e in s.entri] == [TIM[0], TERBUKA[0]]
    assert s.entri[1].jalur.startswith("A.I.1.ii.b Terbuka/01 Notula")
    assert [(b.letak.kode, b.jalur) for b in s.daftar[:2]] == [("A", s.entri[0].jalur), ("B", s.entri[0].jalur)]


def test_rumahnya_yang_ditetapkan_bukan_yang_baru_diusulkan():
    s = susun([Letak(TIM, bahan(), utama=False), Letak(TERBUKA, bahan())])
    assert s.entri[0].jalur.startswith("A.I.1.ii.b")
    assert {b.jalur for b in s.daftar} == {s.entri[0].jalur}
    assert jalur(Letak(TIM, bahan(), utama=False))[0].startswith("A.I.1.i.a")


def test_tautan_dan_yang_ditolak_tercantum_tanpa_berkas():
    s = susun([Letak(TIM, bahan(tautan="https://contoh.invalid/x")), Letak(TIM, bahan("b", tolak="virus"))])
    assert s.entri == ()
    assert [b.jalur for b in s.daftar] == ["", ""]


def test_nama_yang_sama_tetap_berbeda():
    """The same title twice, folders that differ only in what is not allowed, or in upper and lower case."""
    semua = jalur(
        Letak(("Rencana", "I Area?", "01 SK"), bahan("a")),
        Letak(("Rencana", "I Area?", "01 SK"), bahan("b")),
        Letak(("Rencana", "I Area*", "01 SK"), bahan("c")),
        Letak(("rencana", "I Area*", "01 SK"), bahan("d")),
        Letak(("Daftar bukti.pdf",), bahan("e")),
    )
    assert len({x.casefold() for x in semua}) == 5
    assert semua[1] == "Rencana/I Area/01 SK/02 SK Tim Kerja (2023-01-27).pdf"
    assert semua[2].startswith("Rencana/I Area (2)/")
    assert semua[3].startswith("rencana (2)/")
    assert semua[4].startswith("Daftar bukti.pdf (2)/")


def test_lebih_dari_99_berkas():
    semua = jalur(*(Letak(TIM, bahan(str(n))) for n in range(101)))
    assert semua[100].startswith("A.I.1.i.a Tim kerja/101 ")
    assert len(set(semua)) == 101


def test_nama_panjang_berhenti_di_akhir_kata():
    assert nama_aman("Sistem Pengendalian Intern Pemerintah", 25) == "Sistem Pengendalian"
    assert nama_aman("Sistem Pengendalian Intern", 19) == "Sistem Pengendalian"
    assert nama_aman("Pengendaliannya", 10) == "Pengendali"


def test_nama_perangkat_windows_dan_huruf_pembalik():
    assert [nama_aman(x, 60) for x in ("CON", "nul.txt", "LPT1 .x", "Com², daftar", "..", " .a. ")] == [
        "_CON",
        "_nul.txt",
        "_LPT1 .x",
        "Com², daftar",
        "Tanpa nama",
        "a",
    ]
    assert nama_aman("a\u202efdp.exe\u200b", 60) == "afdp.exe"
    assert nama_aman("SK #1: 50% / dua", 60) == "SK 1 50 dua"


NAMA = st.text(max_size=300) | st.sampled_from(
    ["CON", "aux.pdf", "é" * 200, "e\u0301" * 200, "…", "a" * 300, "😀" * 200]
)


@given(NAMA, st.integers(12, 180))
@example("\u1100" * 200, 60)
def test_setiap_nama_aman(teks, maks):
    nama = nama_aman(teks, maks)
    assert 0 < len(nama) <= maks
    assert len(nama.encode()) <= BITA_MAKS
    assert unicodedata.is_normalized("NFC", nama)
    assert not DILARANG & set(nama)
    assert "/" not in nama
    assert nama[-1] not in " ."
    assert nama[0] not in " ."
    assert nama.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


LETAK = st.builds(
    Letak,
    st.lists(NAMA, min_size=1, max_size=3).map(tuple),
    st.builds(
        Bahan,
        st.sampled_from("abcdef"),
        NAMA,
        tanggal=st.none() | st.just(HARI),
        tolak=st.sampled_from(["", "", "virus"]),
        isi=st.sampled_from(["x.pdf", "x.xlsx", "x", "x.😀"]),
    ),
    st.sampled_from(["", "A.I.1.i.a"]),
    utama=st.booleans(),
)


@given(st.lists(LETAK, max_size=12))
def test_setiap_susunan_utuh(letak):
    s = susun(letak)
    semua = [e.jalur for e in s.entri]
    assert len({x.casefold() for x in semua}) == len(semua)
    assert all(len(x) <= JALUR_MAKS and len(x.split("/")[-1].encode()) <= 255 for x in semua)
    assert all(len(x) <= FOLDER_MAKS for j in semua for x in j.split("/")[:-1])
    assert {e.bahan.kunci for e in s.entri} == {x.bahan.kunci for x in letak if x.bahan.berisi}
    assert len({e.bahan.kunci for e in s.entri}) == len(s.entri)
    assert [b.letak for b in s.daftar] == list(dict.fromkeys(letak))
    assert all((b.jalur in semua) == b.letak.bahan.berisi for b in s.daftar)
    assert s == susun(letak)
