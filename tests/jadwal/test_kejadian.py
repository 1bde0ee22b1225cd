"""Which occurrences a schedule wants, and what a new rule would change: pure."""

from datetime import date, timedelta

import pytest

from zi.jadwal.kejadian import Ada, Beda, Masa, Wujud, beda_kejadian, horizon, ingin
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import nilai_jadwal

H = date
SETAHUN = Masa(H(2023, 12, 31), 2023)


def baca(teks, mulai=2023, selesai=2023, tahun=None):
    return Jadwal(**nilai_jadwal(teks, tahun=tahun, tahun_mulai=mulai, tahun_selesai=selesai)[0])


def jendela(jadwal, masa=SETAHUN):
    return [(w.mulai, w.selesai) for w in ingin(jadwal, masa).values()]


@pytest.mark.parametrize(
    ("teks", "jumlah", "pertama", "terakhir"),
    [
        ("25 Januari 2023", 1, (H(2023, 1, 25), H(2023, 1, 25)), (H(2023, 1, 25), H(2023, 1, 25))),
        ("26 Januari–Juni 2023", 1, (H(2023, 1, 26), H(2023, 6, 30)), (H(2023, 1, 26), H(2023, 6, 30))),
        ("April, Juli dan November 2023", 3, (H(2023, 4, 1), H(2023, 4, 30)), (H(2023, 11, 1), H(2023, 11, 30))),
        ("setiap triwulan", 4, (H(2023, 3, 31), H(2023, 3, 31)), (H(2023, 12, 31), H(2023, 12, 31))),
        ("per semester", 2, (H(2023, 6, 30), H(2023, 6, 30)), (H(2023, 12, 31), H(2023, 12, 31))),
        ("setiap tahun", 1, (H(2023, 1, 1), H(2023, 12, 31)), (H(2023, 1, 1), H(2023, 12, 31))),
        (
            "Setiap bulan sekali (minggu pertama bulan berikutnya)",
            12,
            (H(2023, 2, 1), H(2023, 2, 7)),
            (H(2024, 1, 1), H(2024, 1, 7)),
        ),
    ],
)
def test_tiap_macam_jadwal(teks, jumlah, pertama, terakhir):
    isi = jendela(baca(teks))
    assert (len(isi), isi[0], isi[-1]) == (jumlah, pertama, terakhir)


@pytest.mark.parametrize("teks", ["secara berkala", "dua kali setahun", "tbd"])
def test_tanpa_frekuensi_atau_tanggal_tidak_ada(teks):
    assert ingin(baca(teks), SETAHUN) == {}


def test_aturan_asing_tidak_ada():
    assert ingin(Jadwal(rrule="FREQ=SECONDLY", mulai=H(2023, 1, 1), selesai=H(2023, 12, 31)), SETAHUN) == {}


def test_hari_kabisat():
    assert jendela(baca("29 Februari 2024", 2024, 2024)) == [(H(2024, 2, 29), H(2024, 2, 29))]
    akhir = jendela(baca("setiap akhir bulan", 2024, 2024), Masa(H(2024, 12, 31), 2024))
    assert akhir[1] == (H(2024, 2, 29), H(2024, 2, 29))


def test_tidak_berhenti_di_tahun_baru():
    masa = Masa(H(2023, 12, 31), 2023, sampai=horizon(H(2023, 12, 20)))
    isi = ingin(baca("setiap tanggal 17"), masa)
    assert [w.mulai for w in isi.values() if w.lanjutan] == [H(2024, n, 17) for n in range(1, 13)] + [H(2025, 1, 17)]
    assert not isi[H(2023, 12, 17)].lanjutan
    assert max(isi) > H(2023, 12, 20) + timedelta(days=365)


@pytest.mark.parametrize(
    "teks", ["setiap bulan (Januari s.d. Juni)", "setiap bulan tahun 2023", "25 Januari 2023", "April dan Juli 2023"]
)
def test_yang_berakhir_tidak_dilanjutkan(teks):
    masa = Masa(H(2023, 12, 31), 2023, sampai=horizon(H(2023, 12, 20)))
    assert not [w for w in ingin(baca(teks), masa).values() if w.lanjutan]


def test_tabel_tahun_di_tengah_rencana_berhenti_pada_tahunnya():
    masa = Masa(H(2023, 12, 31), 2020, sampai=H(2025, 1, 1))
    assert max(ingin(baca("setiap bulan", 2019, 2023, 2020), masa)) == H(2020, 12, 1)
    akhir = Masa(H(2023, 12, 31), 2023, sampai=H(2025, 1, 1))
    assert max(ingin(baca("setiap bulan", 2019, 2023, 2023), akhir)) == H(2025, 1, 1)


def test_lanjutan_minggu_pertama_bulan_berikutnya():
    masa = Masa(H(2023, 12, 31), 2023, sampai=H(2024, 3, 31))
    isi = ingin(baca("Setiap bulan sekali (minggu pertama bulan berikutnya)"), masa)
    assert [w for w in isi.values() if w.lanjutan] == [
        Wujud(H(2024, 2, 1), H(2024, 2, 7), True),
        Wujud(H(2024, 3, 1), H(2024, 3, 7), True),
    ]


def test_tanda_bulan_dan_triwulan_bila_tahunnya_jelas():
    gantt = Jadwal(tanda_bulan={"1": None, "2": "x", "12": "v"})
    assert jendela(gantt) == [(H(2023, 2, 1), H(2023, 2, 28)), (H(2023, 12, 1), H(2023, 12, 31))]
    assert jendela(Jadwal(tanda_triwulan={"1": "v", "2": None, "4": "Revisi"})) == [
        (H(2023, 1, 1), H(2023, 3, 31)),
        (H(2023, 10, 1), H(2023, 12, 31)),
    ]
    assert jendela(gantt, Masa(H(2023, 12, 31))) == []


# --- what an edit changes


def ada(teks, tetap=()):
    return [Ada(w.mulai, w.mulai, w.selesai, w.mulai in tetap) for w in ingin(baca(teks), SETAHUN).values()]


@pytest.mark.parametrize(
    ("lama", "baru", "beda"),
    [
        ("setiap tanggal 5", "setiap tanggal 5", Beda()),
        ("setiap tanggal 5", "setiap tanggal 10", Beda(bergeser=12)),
        ("setiap bulan", "setiap awal bulan", Beda(bergeser=12)),
        ("setiap tanggal 5", "setiap triwulan", Beda(bergeser=4, hilang=8)),
        ("setiap triwulan", "setiap tanggal 5", Beda(bergeser=4, bertambah=8)),
        ("25 Januari 2023", "tbd", Beda(hilang=1)),
        ("tbd", "25 Januari 2023", Beda(bertambah=1)),
    ],
)
def test_beda(lama, baru, beda):
    assert beda_kejadian(ada(lama), ingin(baca(baru), SETAHUN), H(2023, 1, 1)) == beda


def test_beda_menyebut_yang_tetap():
    semua = ada("setiap tanggal 5", tetap={H(2023, 1, 5), H(2023, 2, 5)})
    beda = beda_kejadian(semua, ingin(baca("setiap tanggal 10"), SETAHUN), H(2023, 3, 1))
    assert beda.kalimat() == "10 kejadian bergeser, 2 yang sudah dicatat atau berbukti tetap."
    assert Beda().kalimat() == ""
