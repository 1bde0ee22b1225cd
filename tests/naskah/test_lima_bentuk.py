"""One document of each of the five shapes of a plan: loaded, written again, and nothing is lost."""

import json
from collections import Counter
from pathlib import Path

import pytest

from zi.naskah.kanonik import ke_teks, susun
from zi.naskah.muat import baca_teks, muat
from zi.pengungkit.services import muat_area_dan_peraturan
from zi.rencana.models import BarisRencana, RencanaKerja
from zi.satker.models import Instansi, Satker

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data/rencana"
LIMA = ("000", "001", "002", "003", "004")


@pytest.fixture(autouse=True)
def _area():
    muat_area_dan_peraturan()


def dokumen(kode: str) -> dict:
    return baca_teks((DATA / f"{kode}.json").read_bytes())


def buat_satker(isi: dict) -> Satker:
    """The unit as the document describes it, with the units above it."""
    isi = dict(isi)
    instansi = Instansi.objects.create(nama=isi.pop("instansi"))
    induk = None
    for n, nama in enumerate(reversed(isi.pop("induk"))):
        induk = Satker.objects.create(instansi=instansi, kode=f"induk-{n}", nama=nama, parent=induk)
    return Satker.objects.create(instansi=instansi, parent=induk, **isi)


def muat_lagi(kode: str) -> RencanaKerja:
    isi = dokumen(kode)
    return RencanaKerja.objects.get(pk=muat(isi, buat_satker(isi["satker"])).pk)


@pytest.mark.parametrize("kode", LIMA)
def test_setiap_isian_kembali(kode):
    tertulis = (DATA / f"{kode}.json").read_text(encoding="utf-8")
    assert ke_teks(susun(muat_lagi(kode))) == tertulis


def isi(kode: str) -> dict:
    """The document as it comes back from the database."""
    return json.loads(ke_teks(susun(muat_lagi(kode))))


def baris(isi: dict, *jenis: str) -> list[dict]:
    return [b for t in isi["tabel"] if not jenis or t["jenis"] in jenis for b in t["baris"]]


def jumlah(baris: list[dict], kunci: str) -> int:
    return sum(len(b.get(kunci, [])) for b in baris)


def per_area(isi: dict, kunci: str) -> list[int]:
    return [len(a.get(kunci, [])) for a in isi["area"]]


def poin(isi: dict, bentuk: str = "butir") -> list[dict]:
    return [p for a in isi["area"] for i in a.get("indikator", []) for p in i.get("poin", []) if p["bentuk"] == bentuk]


def test_000_matrik_per_pengungkit():
    """Counts per area as the printed plan has them: rows, actions, schedules, evidence items, documents named."""
    isi_ = isi("000")
    tabel = {t["kode"]: t["baris"] for t in isi_["tabel"]}
    hitung = {
        kode: (len(b), *(jumlah(b, k) for k in ("aksi", "jadwal", "syarat")), _dokumen(b)) for kode, b in tabel.items()
    }
    assert hitung == {
        "I": (4, 14, 11, 24, 24),
        "II": (6, 6, 6, 15, 15),
        "III": (6, 14, 13, 15, 24),
        "IV": (15, 19, 15, 26, 68),
        "V": (4, 8, 6, 28, 28),
        "VI": (4, 4, 7, 16, 16),
    }
    assert [a["nomor_tertulis"] for a in isi_["area"]] == ["I.", "II.", "III.", "IV.", "V.", "V."]
    assert [b.get("no_tertulis", "") for b in tabel["IV"]][:3] == ["1", "", "2"]
    program = [p for a in isi_["area"] for p in a["program"]]
    assert Counter(p["bentuk"] for p in program) == {"butir": 11, "narasi": 2}


def _dokumen(baris: list[dict]) -> int:
    return sum(len(s["jenis"]) for b in baris for s in b["syarat"])


def test_000_jadwal_yang_ragu_dan_bertentangan():
    semua = {b["kode"]: b for b in baris(isi("000"))}
    usulan = semua["IV.3"]["jadwal"][0]
    assert (usulan["mulai"], usulan["usulan"]["mulai"], usulan["status_koreksi"]) == (
        "2022-02-08",
        "2023-02-08",
        "diusulkan",
    )
    campur = semua["II.2"]["jadwal"][0]
    assert (campur["selesai"], campur["presisi"], campur["presisi_selesai"]) == ("2023-06-30", "hari", "bulan")
    assert semua["V.1"]["jadwal"][0]["teks_tertulis"] == "1 Februai 2023"
    assert [j["aksi"] for j in semua["IV.5"]["jadwal"]] == [[1, 2]]
    assert [j["mulai"] for j in semua["VI.2"]["jadwal"]] == ["2023-01-28", "2023-04-07", "2023-07-03", "2023-10-02"]
    assert all(s["per_kejadian"] for s in semua["VI.2"]["syarat"])
    assert semua["VI.4"]["jadwal"][0]["bulan"] == ["2022-04", "2022-07", "2022-11", "2024-01"]
    assert semua["I.4"]["syarat"][0]["tahun_tersirat"]
    assert [j["dasar_pasangan"] for j in semua["I.2"]["jadwal"]] == ["tidak_pasti"] * 2


def test_001_bukti_pada_area_dan_bertingkat():
    isi_ = isi("001")
    assert "tabel" not in isi_
    syarat = isi_["area"][0]["syarat"]
    rapat = syarat[1]
    assert [x["jenis"] for x in rapat["anak"]] == [
        ["undangan"],
        ["daftar_hadir"],
        ["notula"],
        ["dokumentasi"],
        ["lain_lain"],
    ]
    assert rapat["anak"][4]["teks_tertulis"] == "DII"
    assert len(poin(isi_, "kalimat")) == 2
    assert isi_["pengesahan"][0]["pangkat"]
    assert "tempat" not in isi_["pengesahan"][0]


def test_002_zona_ketujuh_dan_tabel_pengesahan():
    isi_ = isi("002")
    zona = isi_["area"][6]
    assert (zona["kode"], zona["jenis"]) == ("VII", "pengungkit_tambahan")
    assert "area_baku" not in zona
    assert [(p["bentuk"], p["presisi_tanggal"]) for p in isi_["pengesahan"]] == [("blok", "bulan")] + [
        ("tabel", "bulan")
    ] * 3
    assert [p["peran"] for p in isi_["pengesahan"][1:]] == ["disiapkan", "diperiksa", "disetujui"]
    assert len(isi_["dasar_hukum"]) == 4


def test_003_isu_gantt_dan_sasaran():
    isi_ = isi("003")
    assert per_area(isi_, "indikator")[:6] == [4, 3, 6, 2, 5, 3]
    assert per_area(isi_, "target")[:6] == [5, 3, 5, 2, 4, 3]
    assert (len(poin(isi_)), len(poin(isi_, "kalimat"))) == (77, 2)
    gantt = baris(isi_)
    assert (len(gantt), len(isi_["isu"])) == (18, 16)
    assert [b["isu"] for b in gantt] == [*range(1, 17), 16, 16]
    assert all(not b["jadwal"][0]["terbaca"] and "tanda_bulan" not in b["jadwal"][0] for b in gantt)
    assert [b["urutan_"] for b in map(_bernomor, gantt) if b["terpotong"]] == ["9", "10"]
    assert gantt[9]["ambigu"]
    assert gantt[2]["jadwal"][1]["makna"] == "minimal"
    hasil = next(a for a in isi_["area"] if a["kode"] == "VII")
    assert [s.get("nilai_target") for s in hasil["sasaran"]] == ["100", None]
    jumlah_lain = {k: len(isi_[k]) for k in ("dasar_hukum", "target_prioritas", "anggaran", "pengesahan")}
    assert jumlah_lain == {"dasar_hukum": 24, "target_prioritas": 17, "anggaran": 6, "pengesahan": 4}
    assert len(isi_["dasar_hukum"][21]["rujukan"]) == 2
    assert [p["bagian"] for p in isi_["pengesahan"]] == [[2], [4, 4, 1, 1], [4, 4, 1, 2], [5]]


def _bernomor(b: dict) -> dict:
    return b | {"urutan_": b["kode"]}


def test_004_tabel_tahunan_dan_triwulan():
    isi_ = isi("004")
    assert [len(t["baris"]) for t in isi_["tabel"]] == [17, 10, 9, 10, 10, 61]
    assert [p["predikat"] for p in isi_["target_predikat"]] == ["WBK Kemenkes", "WBK Nasional"]
    assert isi_["tabel"][0]["tahun_tercakup"] == [2015, 2016, 2017, 2018, 2019]
    nomor = [b["no_tertulis"] for b in isi_["tabel"][0]["baris"]]
    assert nomor.count("10") == 2
    nilai = [(r["area"], r["nilai"], r["nilai_tertulis"]) for r in isi_["tabel"][1]["baris"][0]["rincian"]]
    assert nilai[3] == ("IV", "94.5", "94.50")
    pihak = {p for b in baris(isi_, "tahunan") for pj in b["penanggung_jawab"] for p in pj["pihak"]}
    tertulis = {pj["teks_tertulis"] for b in baris(isi_, "tahunan") for pj in b["penanggung_jawab"]}
    assert (len(pihak), len(tertulis)) == (9, 16)
    assert isi_["rencana"]["tim"]["sk_tanggal"] == "2019-09-12"


def test_004_tanda_triwulan():
    triwulan = baris(isi("004"), "triwulan")
    tanda = [j["tanda_triwulan"] for b in triwulan for j in b.get("jadwal", [])]
    assert Counter(v for t in tanda for v in t.values()) == {"v": 176, "Revisi": 3}
    assert Counter(k for t in tanda for k in t) == {"1": 53, "2": 43, "3": 41, "4": 42}
    assert [b["kode"] for b in triwulan if not b.get("jadwal")] == ["37", "39"]
    assert triwulan[7]["lintas"] == ["V", "VI"]
    assert [len([b for b in triwulan if b["area"] == a]) for a in ("I", "II", "III", "IV", "V", "VI")] == [
        9,
        8,
        15,
        7,
        11,
        11,
    ]
    assert triwulan[32]["indikator"] == ["IV", 1]
    assert [len(b["rincian"]) for b in triwulan if b.get("rincian")] == [3, 2]


def test_baris_menunjuk_area_yang_benar():
    muat_lagi("004")
    kegiatan = BarisRencana.objects.get(tabel__jenis="triwulan", no_tertulis="8.")
    assert [a.kode for a in kegiatan.lintas.order_by("kode")] == ["V", "VI"]
    assert kegiatan.indikator.nama == "Perubahan Pola Pikir dan Budaya kerja"


@pytest.mark.parametrize("kode", LIMA)
def test_tanpa_tanda_pembacaan(kode):
    """The files carry the text of the plans, not the marks of how it was read."""
    teks = (DATA / f"{kode}.json").read_text(encoding="utf-8")
    assert not [tanda for tanda in ("⏎", "OCR", "as_written", "seed") if tanda in teks]
