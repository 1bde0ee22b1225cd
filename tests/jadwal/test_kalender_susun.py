"""The calendar as values: a month by day, a year as rows, the chart; no database."""

import datetime
from xml.etree import ElementTree as ET

import pytest

from zi.jadwal.hari import Kalender
from zi.jadwal.kalender import Acara, Kelompok, batas_bulan, susun_bulan, susun_tahun
from zi.ui.gantt import ATAS, BENTUK, HARI, KIRI, Batang, Gantt, Lajur
from zi.ui.templatetags.zi import gantt

H = datetime.date
BIASA = Kalender({}, frozenset())
DIUBAH = datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC)


def acara(mulai, selesai=None, keadaan="belum", judul="Evaluasi", kelompok="baris:1", area="MP") -> Acara:
    milik = Kelompok(kelompok, judul, "/baris/", area)
    return Acara(f"{judul}-{mulai}", judul, mulai, selesai or mulai, keadaan, "/satu/", milik, DIUBAH)


def hari_berisi(bulan):
    return {h.tanggal.day: [(a.judul, bagian) for a, bagian in h.acara] for h in bulan.hari if h.acara}


@pytest.mark.parametrize(("tahun", "bulan", "hari"), [(2024, 2, 29), (2023, 2, 28), (2100, 2, 28), (2023, 12, 31)])
def test_bulan_utuh(tahun, bulan, hari):
    isi = susun_bulan(tahun, bulan, [], BIASA, H(2023, 1, 1))
    assert [h.tanggal.day for h in isi.hari] == list(range(1, hari + 1))
    assert isi.hari[-1].tanggal == batas_bulan(tahun, bulan)[1]


def test_hari_kabisat_berisi():
    isi = susun_bulan(2024, 2, [acara(H(2024, 2, 29))], BIASA, H(2024, 2, 29))
    assert hari_berisi(isi) == {29: [("Evaluasi", "")]}
    assert [h.tanggal for h in isi.hari if h.hari_ini] == [H(2024, 2, 29)]
    assert isi.kosong_di_depan == 3  # 1 February 2024 is a Thursday


def test_jendela_beberapa_hari_tampak_tiap_hari():
    isi = susun_bulan(2023, 6, [acara(H(2023, 6, 12), H(2023, 6, 14))], BIASA, H(2023, 6, 1))
    assert [b for h in hari_berisi(isi).values() for _, b in h] == ["Mulai", "Lanjutan", "Hari terakhir"]
    assert isi.panjang == ()


def test_jendela_panjang_hanya_ujungnya():
    panjang = acara(H(2023, 1, 26), H(2023, 6, 30), judul="Revisi POS")
    januari = susun_bulan(2023, 1, [panjang], BIASA, H(2023, 6, 1))
    assert hari_berisi(januari) == {26: [("Revisi POS", "Mulai")]}
    maret = susun_bulan(2023, 3, [panjang], BIASA, H(2023, 6, 1))
    assert hari_berisi(maret) == {}
    assert (maret.panjang, maret.jumlah) == ((panjang,), 1)
    assert hari_berisi(susun_bulan(2023, 6, [panjang], BIASA, H(2023, 6, 1))) == {30: [("Revisi POS", "Hari terakhir")]}


def test_melintasi_tahun_baru():
    lintas = acara(H(2023, 12, 30), H(2024, 1, 2))
    assert sorted(hari_berisi(susun_bulan(2023, 12, [lintas], BIASA, H(2023, 1, 1)))) == [30, 31]
    assert sorted(hari_berisi(susun_bulan(2024, 1, [lintas], BIASA, H(2023, 1, 1)))) == [1, 2]


def test_libur_dan_akhir_pekan():
    libur = Kalender({H(2023, 6, 1): "Hari Lahir Pancasila"}, frozenset())
    isi = susun_bulan(2023, 6, [], libur, H(2023, 6, 5))
    assert isi.hari[0].libur == "Hari Lahir Pancasila"
    assert [h.tanggal.day for h in isi.hari if h.akhir_pekan] == [3, 4, 10, 11, 17, 18, 24, 25]
    assert isi.hari[0].nama == "Kamis, 1 Juni"


def test_terlambat_di_atas_dan_selebihnya_dilipat():
    semua = [acara(H(2023, 6, 5), judul=f"Acara {n}") for n in range(9)]
    semua.append(acara(H(2023, 6, 5), keadaan="terlambat", judul="Zakat"))
    hari = susun_bulan(2023, 6, semua, BIASA, H(2023, 6, 1)).hari[4]
    assert hari.tampak[0][0].judul == "Zakat"
    assert (len(hari.tampak), len(hari.lagi)) == (4, 6)
    lima = susun_bulan(2023, 6, semua[:5], BIASA, H(2023, 6, 1)).hari[4]
    assert (len(lima.tampak), len(lima.lagi)) == (5, 0)  # nothing is gained by folding one


def test_tahun_per_area_dan_bulan():
    semua = [
        acara(H(2023, 2, 1), keadaan="selesai", judul="B", kelompok="baris:2", area="TL"),
        acara(H(2023, 3, 1), keadaan="selesai", judul="A"),
        acara(H(2023, 3, 20), keadaan="terlambat", judul="A"),
        acara(H(2022, 12, 20), H(2023, 1, 5), judul="A"),
        acara(H(2023, 4, 1), judul="Tanpa", kelompok="baris:3", area=""),
        acara(H(2023, 4, 3), judul="Rapat", kelompok="rapat", area=None),
        acara(H(2023, 4, 3), judul="Asing", kelompok="baris:9", area="ZZ"),
    ]
    grup = susun_tahun(2023, semua, [("MP", "Perubahan"), ("TL", "Tatalaksana")], H(2023, 6, 1))
    nama = ["Perubahan", "Tatalaksana", "Tanpa area", "Area ZZ", "Rapat dan tindak lanjut"]
    assert [g.nama for g in grup] == nama
    (baris, bulan), *lain = grup[0].bulan
    assert not lain
    assert dict(bulan) == {b: "" for b, _ in bulan} | {"Jan": "belum", "Mar": "terlambat"}
    kata = {"terlambat": "20 Mar 2023", "belum": "20 Des 2022 – 5 Jan 2023", "selesai": "1 Mar 2023"}
    assert dict(baris.menurut_keadaan) == kata


# --- the chart -------------------------------------------------------------------------------------------------------


def satu(*batang: Batang, tahun=2023, hari_ini=None, judul="Baris") -> Gantt:
    return Gantt(tahun, "Area", (Lajur(judul, batang),), hari_ini)


def kotak(gambar: Gantt):
    return [(k.x, k.lebar) for k in gambar.jadi[0].kotak]


def test_batang_pada_tempatnya():
    gambar = satu(Batang(H(2023, 2, 1), H(2023, 2, 28), "belum", "Feb"))
    assert kotak(gambar) == [(KIRI + 31 * HARI, 28 * HARI)]
    assert gambar.lebar == KIRI + 365 * HARI
    assert satu(tahun=2024).lebar == KIRI + 366 * HARI


def test_batang_dipotong_pada_batas_tahun():
    gambar = satu(Batang(H(2022, 1, 1), H(2024, 1, 1), "belum", ""), Batang(H(2024, 1, 1), H(2024, 1, 2), "belum", ""))
    assert kotak(gambar) == [(KIRI, 365 * HARI)]


def test_batang_sehari_masih_terlihat_dan_tidak_keluar():
    (x, lebar), *_ = kotak(satu(Batang(H(2023, 12, 31), H(2023, 12, 31), "belum", "")))
    assert lebar >= 12
    assert x + lebar <= KIRI + 365 * HARI


def test_yang_bertumpuk_bersusun():
    feb = Batang(H(2023, 2, 1), H(2023, 2, 28), "belum", "")
    lajur = satu(feb, feb, Batang(H(2023, 4, 1), H(2023, 4, 5), "belum", "")).jadi[0]
    y = [k.y for k in lajur.kotak]
    assert y[0] == y[2] < y[1]
    assert lajur.tinggi > satu(feb).jadi[0].tinggi


def test_hari_ini_hanya_pada_tahunnya():
    assert satu(hari_ini=H(2023, 1, 1)).garis_hari_ini == KIRI + 1
    assert satu(hari_ini=H(2024, 1, 1)).garis_hari_ini is None


def test_bagi_menurut_tinggi():
    gambar = Gantt(2023, "Area", tuple(Lajur(f"Baris {n}", ()) for n in range(40)))
    potong = gambar.bagi(200)
    assert [x.judul for g in potong for x in g.lajur] == [x.judul for x in gambar.lajur]
    assert all(g.tinggi <= 201 for g in potong)
    assert len(gambar.bagi(ATAS)) == 40  # a row is never cut


def test_svg_sah_tanpa_gaya_sebaris():
    jahat = '</text><script>alert("1")</script>'
    semua = (Batang(H(2023, 3, 1), H(2023, 3, 9), k, f"{k} {jahat}") for k in ("belum", "berjalan", "selesai"))
    lain = (Batang(H(2023, 5, 1), H(2023, 5, 9), k, k) for k in ("terlambat", "batal", "dijadwalkan"))
    teks = gantt(satu(*semua, *lain, hari_ini=H(2023, 5, 5), judul=f"Kegiatan {jahat}"))
    akar = ET.fromstring(teks)
    ruang = "{http://www.w3.org/2000/svg}"
    assert akar.get("role") == "img"
    assert [e.tag.removeprefix(ruang) for e in akar][:2] == ["title", "desc"]
    assert "style" not in teks
    assert not akar.findall(f".//{ruang}script")
    assert len(akar.findall(f"{ruang}g")) == 6
    angka = [v for e in akar.iter() for k, v in e.attrib.items() if k in {"x", "y", "width", "height"}]
    assert all(v.isdecimal() for v in angka)  # no comma of the Indonesian locale


def test_keadaan_tidak_hanya_warna():
    """Each state has a word and a sign or a line of its own; two that look alike without colour are one too many."""
    rupa = {(b.tanda, b.putus, b.isi == "#ffffff") for b in BENTUK.values()}
    assert len(rupa) == len({b.kata for b in BENTUK.values()}) == len(BENTUK)
