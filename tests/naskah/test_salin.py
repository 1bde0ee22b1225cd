"""The copied document: every year moves, words and reading agree, and what cannot move is named."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zi.jadwal.nilai import nilai_jadwal
from zi.naskah.kanonik import lengkapi, polos
from zi.naskah.salin import salin_isi
from zi.naskah.salin_jadwal import Geser, Masa, hari_kerja, salin_jadwal, tulis_hari
from zi.naskah.salin_kata import ganti_tanggal, geser_judul, geser_kata, sebut_hari
from zi.naskah.skema import periksa

AKAR = Path(__file__).parents[2]
LIMA = ("000", "001", "002", "003", "004")
LIBUR = {x["tanggal"]: x["nama"] for x in yaml.safe_load((AKAR / "fixtures/hari_libur.yaml").read_text())["hari_libur"]}
BACAAN = ("jenis", "mulai", "selesai", "presisi", "presisi_selesai", "bagian", "rrule", "durasi", "bulan")


def dokumen(nama: str) -> dict:
    return lengkapi(json.loads((AKAR / nama).read_text(encoding="utf-8")))


def bentuk(kode: str) -> dict:
    return dokumen(f"tests/data/rencana/{kode}.json")


def baris(isi: dict) -> list[dict]:
    return [b for t in isi["tabel"] for b in t["baris"]]


def jadwal(isi: dict) -> list[dict]:
    return [j for b in baris(isi) for j in b["jadwal"]]


def satu(teks: str, tahun: int = 2023, ke: int = 2024, *, libur=None, terima=False, **ganti):
    """One schedule as it would stand in a plan of `tahun`, moved to `ke`."""
    (nilai,) = nilai_jadwal(teks, tahun_mulai=tahun, tahun_selesai=tahun)
    isi = {k: polos(v) for k, v in nilai.items()} | {"catatan": ""} | ganti
    return salin_jadwal(isi, Masa(None, tahun, tahun), Geser(ke - tahun, libur or {}, terima))


# --- words


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("25 Januari 2023", "25 Januari 2024"),
        ("TW II 2023", "TW II 2024"),
        ("26 Januari–Juni 2023", "26 Januari–Juni 2024"),
        ("Desember 2022 s.d. Januari 2024", "Desember 2023 s.d. Januari 2025"),
        ("25/01/2023", "25/01/2024"),
        ("25-1-23", "25-1-24"),
        ("2023-01-25", "2024-01-25"),
        ("Januari ’23", "Januari ’24"),
        ("25 Januari 23", "25 Januari 24"),
        ("Rapat (26 s.d. 27 Januari 99)", "Rapat (26 s.d. 27 Januari 00)"),
        ("25 Januari 23 Februari", "25 Januari 23 Februari"),
        ("setiap bulan", "setiap bulan"),
        ("٢٥ Januari ٢٠٢٣", "٢٥ Januari 2024"),
    ],
)
def test_setiap_tahun_dalam_jadwal_bergeser(lama, baru):
    assert geser_kata(lama, 1) == baru


@pytest.mark.parametrize(
    ("lama", "n", "baru"),
    [
        ("29 Februari 2024", 1, "28 Februari 2025"),
        ("29 Februari 2024", 4, "29 Februari 2028"),
        ("26–29 Februari 2024", 1, "26–28 Februari 2025"),
        ("29/02/2024", 1, "28/02/2025"),
        ("29 Februari 24", 1, "28 Februari 25"),
        ("28-29 Februari 2024", 1, "28 Februari 2025"),
        ("28 s.d. 29 Februari 2024", 4, "28 s.d. 29 Februari 2028"),
        ("28 Februari 2023", 1, "28 Februari 2024"),
        ("29 Maret 2024", 1, "29 Maret 2025"),
    ],
)
def test_29_februari(lama, n, baru):
    assert geser_kata(lama, n) == baru


def test_29_februari_tanpa_tahun_menurut_tahun_rencana():
    assert geser_kata("29 Februari", 1, 2024) == "28 Februari"
    assert geser_kata("29 Februari", 1) == "29 Februari"


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("Senin, 25 Maret 2024", "Kamis, 25 Maret 2024"),
        ("SENIN, 25 MARET 2024", "KAMIS, 25 MARET 2024"),
        ("senin 25 Maret 2024", "kamis 25 Maret 2024"),
        ("25 Maret 2024", "25 Maret 2024"),
    ],
)
def test_nama_hari_mengikuti_tanggal(lama, baru):
    assert sebut_hari(lama, [date(2021, 3, 25)]) == baru


def test_ejaan_hari_yang_benar_tidak_diganti():
    assert sebut_hari("Jum'at, 22 Maret 2024", [date(2024, 3, 22)]) == "Jum'at, 22 Maret 2024"


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("Sabtu, 30 November 2024 di aula", "Senin, 2 Desember 2024 di aula"),
        ("30/11/2024", "02/12/2024"),
        ("30 November", "2 Desember"),
        ("30 November 2023", ""),
        ("30 November 2024 atau 30 November 2024", ""),
        ("akhir November 2024", ""),
    ],
)
def test_ganti_satu_tanggal(teks, hasil):
    assert ganti_tanggal(teks, date(2024, 11, 30), date(2024, 12, 2)) == hasil


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("RENCANA KERJA TAHUN 2019 - 2023", "RENCANA KERJA TAHUN 2024 - 2028"),
        ("Tahun 2020", "Tahun 2025"),
        ("Rabu, 1 Februari 2023", "Selasa, 1 Februari 2028"),
        ("Surat (29 Februari 2020)", "Surat (28 Februari 2025)"),
        ("tanggal 26/01/2023", "tanggal 26/01/2028"),
        ("Triwulan 2 Tahun 2023", "Triwulan 2 Tahun 2028"),
        ("CPNS 2018", "CPNS 2018"),
        ("Renstra 2020–2024", "Renstra 2020–2024"),
        ("Peraturan Menteri Nomor 5 Tahun 2023", "Peraturan Menteri Nomor 5 Tahun 2023"),
        ("UU 8 Tahun 2023", "UU 8 Tahun 2023"),
        ("SK 0100/CONTOH/2023", "SK 0100/CONTOH/2023"),
        ("HK.02.03/2/4460/2019", "HK.02.03/2/4460/2019"),
        ("kode 20235", "kode 20235"),
    ],
)
def test_judul_hanya_tahun_rencana(lama, baru):
    assert geser_judul(lama, range(2019, 2024), 5) == baru


# --- one schedule


def test_bacaan_dibaca_ulang_dari_kata_baru():
    hasil, salin = satu("26 Januari–Juni 2023")
    assert (hasil["teks"], hasil["mulai"], hasil["selesai"]) == ("26 Januari–Juni 2024", "2024-01-26", "2024-06-30")
    assert (salin.lama, salin.baru, salin.perlu) == ("26 Januari–Juni 2023", "26 Januari–Juni 2024", ())


def test_akhir_februari_tetap_akhir_bulan():
    assert satu("Februari 2023")[0]["selesai"] == "2024-02-29"
    hasil, salin = satu("Februari 2024", 2024, 2025)
    assert (hasil["selesai"], salin.perlu) == ("2025-02-28", ())


def test_kabisat_dicatat():
    hasil, salin = satu("29 Februari 2024", 2024, 2025)
    assert (hasil["teks"], hasil["mulai"]) == ("28 Februari 2025", "2025-02-28")
    assert salin.perlu == ("29 Februari tidak ada pada tahun 2025, menjadi 28 Februari.",)
    assert hasil["catatan"] == salin.perlu[0]
    assert satu("29 Februari 2024", 2024, 2028)[1].perlu == ()


def test_nama_hari_rentang_dan_berulang():
    assert satu("Senin–Rabu, 13–15 Maret 2023")[0]["teks"] == "Rabu–Jumat, 13–15 Maret 2024"
    hasil, _ = satu("setiap Senin")
    assert (hasil["teks"], hasil["mulai"]) == ("setiap Senin", "2024-01-01")


def test_yang_tidak_terbaca_tetap_dan_ditandai():
    hasil, salin = satu("menunggu arahan pusat 2023")
    assert (hasil["teks"], hasil["terbaca"]) == ("menunggu arahan pusat 2023", False)
    assert salin.perlu == ("Belum terbaca; katanya tidak diubah.",)


def test_hari_libur_menjadi_usulan():
    hasil, salin = satu("6 Januari 2023", libur=LIBUR)
    assert (hasil["teks"], hasil["mulai"], hasil["status_koreksi"]) == ("6 Januari 2024", "2024-01-06", "diusulkan")
    assert (hasil["usulan"]["mulai"], hasil["usulan"]["teks"]) == ("2024-01-08", "8 Januari 2024")
    assert hasil["alasan_usulan"] == "6 Januari 2024 jatuh pada hari Sabtu."
    assert (salin.usulan, salin.pindah) == ("Senin, 8 Januari 2024", False)


def test_nama_hari_raya_dan_cuti_bersama_dilompati():
    hasil, _ = satu("10 April 2023", libur=LIBUR)
    assert hasil["alasan_usulan"] == "10 April 2024 jatuh pada Hari Raya Idul Fitri."
    assert hasil["usulan"]["mulai"] == "2024-04-16"


def test_usulan_diterima_di_muka_mengubah_kata_dan_bacaan():
    hasil, salin = satu("Jumat, 6 Januari 2023", libur=LIBUR, terima=True)
    assert (hasil["teks"], hasil["mulai"], hasil["selesai"]) == ("Senin, 8 Januari 2024", "2024-01-08", "2024-01-08")
    assert (hasil["usulan"], hasil["status_koreksi"], salin.perlu, salin.pindah) == ({}, "", (), True)


@pytest.mark.parametrize("teks", ["6–7 Januari 2023", "Januari 2023", "setiap tanggal 6", "TW I 2023"])
def test_rentang_dan_berulang_tanpa_usulan(teks):
    assert satu(teks, libur=LIBUR)[0]["usulan"] == {}


def test_akhir_desember_tidak_melewati_tahun():
    libur = {date(2028, 12, 29): "Cuti bersama"}
    assert hari_kerja(date(2028, 12, 31), libur) == date(2028, 12, 28)
    hasil, _ = satu("31 Desember 2027", 2027, 2028, libur=libur)
    assert hasil["usulan"]["mulai"] == "2028-12-28"


def test_semua_hari_libur_tidak_diusulkan():
    libur = {date.fromordinal(n): "Libur" for n in range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal())}
    assert satu("3 Juli 2023", libur=libur)[0]["usulan"] == {}


def test_usulan_tahun_yang_terbuka_tetap_usulan():
    hasil, salin = satu("8 Februari 2022", libur=LIBUR)
    assert (hasil["teks"], hasil["mulai"]) == ("8 Februari 2023", "2023-02-08")
    assert (hasil["usulan"]["mulai"], hasil["status_koreksi"]) == ("2024-02-12", "diusulkan")  # the 8th is a holiday
    assert "di luar masa rencana kerja (2024)" in salin.perlu[0]
    assert "Isra Mikraj" in salin.perlu[0]


def test_usulan_yang_diterima_masuk_ke_kata():
    diterima = {"mulai": "2023-02-08", "selesai": "2023-02-08", "status_koreksi": "diterima"}
    hasil, _ = satu("8 Februari 2022", **diterima)
    assert (hasil["teks"], hasil["mulai"], hasil["status_koreksi"]) == ("8 Februari 2024", "2024-02-08", "")
    teks = "Bulan April, Juli, November 2022 dan Januari 2024"
    bulan = ["2023-04", "2023-07", "2023-11", "2024-01"]
    hasil, _ = satu(teks, bulan=bulan, mulai="2023-04-01", status_koreksi="diterima")
    assert hasil["bulan"] == ["2024-04", "2024-07", "2024-11", "2025-01"]
    assert hasil["teks"] == "April 2024, Juli 2024, November 2024, Januari 2025"


def test_usulan_yang_ditolak_tidak_ditanyakan_lagi():
    hasil, salin = satu("8 Februari 2022", status_koreksi="ditolak")
    assert (hasil["mulai"], hasil["status_koreksi"], salin.perlu) == ("2023-02-08", "ditolak", ())


def test_bacaan_yang_menyalahi_katanya_dibaca_ulang():
    hasil, salin = satu("5 Maret 2023", mulai="2023-03-07", selesai="2023-03-07")
    assert (hasil["mulai"], salin.perlu) == ("2024-03-05", ("Tanggalnya dibaca ulang dari katanya.",))


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)), st.integers(1, 9), st.booleans())
@settings(max_examples=150, deadline=None)
def test_tanggal_apa_pun_terbaca_sama_dan_jatuh_pada_hari_kerja(hari, n, bernama):
    """Whatever the date: the new words are read as the new date, and the accepted one is a working day of that year."""
    teks = tulis_hari(hari) if bernama else tulis_hari(hari).split(", ")[1]
    hasil, _ = satu(teks, hari.year, hari.year + n, libur=LIBUR, terima=True)
    tahun = hari.year + n
    (baca,) = nilai_jadwal(hasil["teks"], tahun_mulai=tahun, tahun_selesai=tahun)
    assert (baca["mulai"].isoformat(), baca["peringatan"]) == (hasil["mulai"], [])
    assert baca["mulai"].weekday() < 5
    assert baca["mulai"] not in LIBUR
    assert baca["mulai"].year == tahun


# --- whole documents


@pytest.mark.parametrize("kode", LIMA)
def test_lima_bentuk_disalin_dan_kembali(kode):
    semula = bentuk(kode)
    tahun = semula["rencana"]["tahun_mulai"]
    panjang = semula["rencana"]["tahun_selesai"] - tahun + 1
    maju = salin_isi(semula, tahun + panjang, {}).isi
    periksa(maju)
    kembali = salin_isi(maju, tahun, {}).isi
    periksa(kembali)
    kunci = (*BACAAN, "teks", "tahun_tersirat", "terbaca", "aksi")
    assert [[j[k] for k in kunci] for j in jadwal(kembali)] == [[j[k] for k in kunci] for j in jadwal(semula)]
    tahun_luar = [(n, j["usulan"]) for n, j in enumerate(jadwal(semula)) if j["usulan"]]
    assert [(n, jadwal(kembali)[n]["usulan"]) for n, _ in tahun_luar] == tahun_luar
    assert kembali["rencana"]["judul"] == semula["rencana"]["judul"]
    assert [t["judul"] for t in kembali["tabel"]] == [t["judul"] for t in semula["tabel"]]
    assert kembali["target_predikat"] == [t | {"catatan": ""} for t in semula["target_predikat"]]
    assert kembali["dasar_hukum"] == [d | {"catatan": "", "teks_tertulis": ""} for d in semula["dasar_hukum"]]


@pytest.mark.parametrize("ke", [2024, 2025, 2027])
@pytest.mark.parametrize("terima", [False, True])
def test_setiap_jadwal_ntb_terbaca_seperti_katanya(ke, terima):
    semula = dokumen("fixtures/contoh/rencana-kb-ntb-2023.json")
    asal = copy.deepcopy(semula)
    salinan = salin_isi(semula, ke, LIBUR, terima=terima)
    assert semula == asal, "the source document is not touched"
    periksa(salinan.isi)
    assert len(jadwal(salinan.isi)) == len(jadwal(semula)) == len(salinan.jadwal) > 50
    for j in jadwal(salinan.isi):
        (baca,) = nilai_jadwal(j["teks"], tahun_mulai=ke, tahun_selesai=ke)
        assert [polos(baca[k]) for k in BACAAN] == [j[k] for k in BACAAN], j["teks"]
        assert "2023" not in j["teks"] or ke == 2024  # only a schedule that lay a year before its plan
    libur = [j for j in jadwal(salinan.isi) if "jatuh pada" in j["alasan_usulan"] and "luar" not in j["alasan_usulan"]]
    assert bool(libur) is not terima


def test_ntb_2024_dihitung_tangan():
    salinan = salin_isi(dokumen("fixtures/contoh/rencana-kb-ntb-2023.json"), 2024, LIBUR)
    tim = salinan.baris[0]
    assert [(j.baru, j.usulan) for j in tim.jadwal] == [
        ("25 Januari 2024", ""),
        ("27 Januari 2024", "Senin, 29 Januari 2024"),
    ]
    semua = {b["kode"]: b for b in baris(salinan.isi)}
    assert semua["IV.4"]["uraian"] == "Evaluasi Capaian Kinerja Bulan Februari 2024"
    assert semua["IV.14"]["uraian"] == "Evaluasi Capaian Renstra Satker Tahun 2020–2024"
    syarat = semua["I.1"]["syarat"][0]
    assert syarat["teks"].endswith("(25 Januari 2024)")
    assert (syarat["tanggal"], syarat["tanggal_tertulis"]) == ("2024-01-25", "25 Januari 2024")
    assert {b.isi["kode"]: b.tahun_lama for b in salinan.baris if b.tahun_lama} == {
        "II.4": (2022,),
        "III.1": (2021,),
        "IV.(tanpa nomor)": (2022,),
    }
    assert "Pelaksanaan Kegiatan" in salinan.prosa


def test_tanggal_bukti_ikut_pindah_bila_usulan_diterima():
    isi = dokumen("fixtures/contoh/rencana-kb-ntb-2023.json")
    biasa, pindah = (baris(salin_isi(isi, 2025, LIBUR, terima=t).isi)[0]["syarat"][0] for t in (False, True))
    assert (biasa["tanggal"], biasa["tanggal_tertulis"]) == ("2025-01-25", "25 Januari 2025")  # a Saturday
    assert (pindah["tanggal"], pindah["tanggal_tertulis"]) == ("2025-01-30", "30 Januari 2025")
    assert pindah["teks"].endswith("(30 Januari 2025)")


def test_rencana_beberapa_tahun():
    salinan = salin_isi(bentuk("004"), 2024, LIBUR)
    isi, kepala = salinan.isi, salinan.isi["rencana"]
    assert (kepala["tahun_mulai"], kepala["tahun_selesai"], kepala["tahun_tertulis"]) == (
        2024,
        2028,
        "TAHUN 2024 - 2028",
    )
    assert kepala["judul"].endswith("TAHUN 2024 - 2028")
    assert [(t["tahun"], t["judul"]) for t in isi["tabel"]][:2] == [
        (2024, "A. Tahun 2024 (+2020, 2021,2022,2023)"),
        (2025, "B. Tahun 2025"),
    ]
    assert isi["tabel"][0]["tahun_tercakup"] == [2020, 2021, 2022, 2023, 2024]
    assert [(p["predikat"], p["tahun"]) for p in isi["target_predikat"]] == [
        ("WBK Kemenkes", 2025),
        ("WBK Nasional", 2027),
    ]
    target = isi["area"][0]["target"][0]
    assert (target["tahun_target"], target["teks"][-4:]) == (2027, "2027")
    tanda = [j["tanda_triwulan"] for j in jadwal(isi) if j["tanda_triwulan"]]
    assert len(tanda) == len([j for j in jadwal(bentuk("004")) if j["tanda_triwulan"]])


def test_yang_ditinggalkan_dan_yang_dibawa():
    semula = bentuk("003")
    isi = salin_isi(semula, 2022, {}).isi
    assert isi["rencana"]["tim"] is None
    assert [(p["nama"], p["tanggal"], p["tanggal_tertulis"]) for p in isi["pengesahan"]] == [
        (p["nama"], None, "") for p in semula["pengesahan"]
    ]
    assert {a["tahun_anggaran"] for a in isi["anggaran"]} == {2022}
    assert [d["teks"] for d in isi["dasar_hukum"]] == [d["teks"] for d in semula["dasar_hukum"]]
    assert [b["isi"] for b in isi["bagian"]] == [b["isi"] for b in semula["bagian"]]
    assert "Menetapkan Agen Perubahan 2022" in [t["teks"] for t in isi["target_prioritas"]]
    assert isi["tabel"][0]["judul"].endswith("TAHUN 2022")
    assert (isi["tabel"][0]["judul_tertulis"], isi["tabel"][0]["catatan"]) == ("", "")
    assert isi["rencana"]["contoh"] is False
    assert salin_isi(dokumen("fixtures/contoh/rencana-kb-ntb-2023.json"), 2024, {}).isi["rencana"]["contoh"] is True


def test_tim_tahun_yang_sama_ikut():
    """A plan of several years whose team belongs to a year that the copy covers too."""
    isi = bentuk("004")
    isi["rencana"]["tim"] |= {"tahun": 2024}
    assert salin_isi(isi, 2024, {}).isi["rencana"]["tim"]["tahun"] == 2024


def test_tahun_sampul_yang_tidak_bergeser_dikosongkan():
    """`Tahun 2020 – 2022` on a plan of 2022: neither span nor year may stand on the new cover."""
    assert salin_isi(bentuk("002"), 2023, {}).isi["rencana"]["tahun_tertulis"] == ""


def test_baris_pilihan_dan_nomornya():
    isi = bentuk("000")
    for n, b in enumerate(baris(isi)):
        b["uid"] = f"uid-{n}"
    salinan = salin_isi(isi, 2024, {}, baris={"uid-1", "uid-3", "uid-5", "uid-38", "bukan-uid"})
    periksa(salinan.isi)
    assert [len(t["baris"]) for t in salinan.isi["tabel"]] == [2, 1, 0, 0, 0, 1]
    dua = salinan.isi["tabel"][0]["baris"]
    asal = isi["tabel"][0]["baris"]
    assert [b["no_tertulis"] for b in dua] == ["1", "2"]
    assert [b["uraian"] for b in dua] == [asal[1]["uraian"], asal[3]["uraian"]]
    assert [len(b["aksi"]) for b in dua] == [len(asal[1]["aksi"]), len(asal[3]["aksi"])]
    assert [b.uid for b in salinan.baris] == ["uid-1", "uid-3", "uid-5", "uid-38"]
    assert not [b for b in baris(salinan.isi) if "uid" in b]
