"""The map from evidence to questions: the fixture, its loader, the proposals."""

import copy
import json

import pytest
from django.conf import settings

from zi.bukti.models import PetaJenis
from zi.bukti.peta.acuan import muat_peta_bukti
from zi.bukti.peta.queries import arah_instrumen
from zi.bukti.peta.usul import BANYAK, Arah, Syarat, kunci, usulkan
from zi.common.galat import GalatDomain
from zi.pengungkit.models import Instrumen, Pertanyaan
from zi.pengungkit.services import TETAP, baca_acuan, muat_acuan

pytestmark = pytest.mark.django_db
NTB = settings.BASE_DIR / "fixtures" / "contoh" / "rencana-kb-ntb-2023.json"
# (row, beginning of the requirement) → the question that a person would name first
HARAPAN = {
    ("I.1", "SK Tim Kerja ZI-WBK"): "A.I.1.i.a",
    ("I.1", "Notula penyusunan mekanisme"): "A.I.1.i.b",
    ("I.2", "Rencana Kerja ZI-WBK"): "A.I.1.ii.a",
    ("I.2", "Media sosialisasi"): "A.I.1.ii.c",
    ("I.4", "SK Agen Perubahan"): "A.I.1.iv.b",
    ("I.4", "SK Role Model"): "A.I.1.iv.a",
    ("II.3", "foto penerapan POS"): "A.I.2.i.b",
    ("II.4", "notula rapat"): "A.I.2.i.c",
    ("II.5", "notula rapat"): "A.I.2.ii.d",
    ("III.1", "Hasil monitoring tindak lanjut"): "A.I.3.i.c",
    ("III.2", "Undangan rapat, daftar hadir"): "A.I.3.ii.b",
    ("III.6", "Tangkap layar aplikasi"): "A.I.3.vi.a",
    ("IV.3", "Undangan, daftar hadir"): "A.I.4.i.c",
    ("IV.5", "Matrik daftar kendala"): "A.I.4.i.c",
    ("V.1", "SK Tim Pengendalian Gratifikasi"): "A.I.5.i.b",
    ("V.2", "SK Tim SPIP"): "A.I.5.ii.a",
    ("V.4", "SK Tim WBS"): "A.I.5.iv.a",
    ("VI.1", "Standar Pelayanan 11"): "A.I.6.i.a",
    ("VI.4", "Instrumen Survei"): "A.I.6.iv.a",
}


@pytest.fixture
def acuan():
    muat_acuan()
    return Instrumen.objects.get(kode="lke-zi-2021")


@pytest.fixture
def arah(acuan):
    return arah_instrumen(acuan)


def syarat_ntb():
    """(row, requirement as the map reads it) of the plan that the sample comes with."""
    isi = json.loads(NTB.read_text())
    area = {a["kode"]: a["area_baku"] for a in isi["area"]}
    for baris in (b for tabel in isi["tabel"] for b in tabel["baris"]):
        for s in baris["syarat"]:
            yield baris["kode"], Syarat(s["teks"], tuple(s["jenis"]), area[baris["area"]], baris["uraian"])


def test_semua_pertanyaan_dipetakan_atau_beralasan(acuan):
    peta = baca_acuan("peta_bukti.yaml")["peta"]
    assert set(peta) == set(acuan.pertanyaan.values_list("kode", flat=True))
    assert len(peta) == 113
    assert {k for k, v in peta.items() if v.get("alasan")} == {"B.I.a", "B.II.a"}
    terpetakan = set(PetaJenis.objects.values_list("pertanyaan__kode", flat=True))
    pemenuhan = set(acuan.pertanyaan.filter(kode__startswith="A.I.").values_list("kode", flat=True))
    assert pemenuhan
    assert pemenuhan <= terpetakan


def test_muat_dua_kali_sama_dan_mengikuti_berkas(acuan):
    pk = set(PetaJenis.objects.values_list("pk", flat=True))
    assert muat_peta_bukti()[0].keadaan == TETAP
    assert set(PetaJenis.objects.values_list("pk", flat=True)) == pk
    isi = copy.deepcopy(baca_acuan("peta_bukti.yaml"))
    isi["peta"]["A.I.1.i.a"] = {"jenis": ["notula"], "kata": ["tim"]}
    assert muat_peta_bukti(isi=isi)[0].keadaan == "2 baris dimuat"
    satu = PetaJenis.objects.get(pertanyaan__kode="A.I.1.i.a")
    assert (satu.jenis.kode, satu.kata) == ("notula", ["tim"])


@pytest.mark.parametrize(
    ("kode", "nilai", "sebut"),
    [
        ("X.1", {"jenis": ["sk"]}, "X.1"),
        ("A.I.1.i.a", {"jenis": ["surat_cinta"]}, "surat_cinta"),
        ("A.I.1.i.a", {}, "A.I.1.i.a"),
        ("A.I.1.i.a", {"jenis": ["sk"], "alasan": "dari luar"}, "A.I.1.i.a"),
        ("A.I.1.i.a", {"jenis": ["sk"], "katta": ["tim"]}, "katta"),
        ("A.I.1.i.a", None, "A.I.1.i.a"),
    ],
)
def test_berkas_salah_ditolak_dengan_nama(acuan, kode, nilai, sebut):
    isi = copy.deepcopy(baca_acuan("peta_bukti.yaml"))
    isi["peta"][kode] = nilai
    if nilai is None:
        del isi["peta"][kode]
    with pytest.raises(GalatDomain, match=sebut):
        muat_peta_bukti(isi=isi)
    assert PetaJenis.objects.filter(pertanyaan__kode="A.I.1.i.a", jenis__kode="sk").exists()


def test_usulan_untuk_rencana_ntb(arah):
    area = {a.kode: a.area for a in arah}
    usul = [(s, usulkan(s, arah)) for _, s in syarat_ntb()]
    assert len(usul) == 124
    assert sum(bool(u) for _, u in usul) >= 0.9 * len(usul)
    assert max(len(u) for _, u in usul) <= BANYAK
    assert all(area[x.kode] in (s.area, "") for s, u in usul for x in u)


def test_usulan_pertama_seperti_kata_orang(arah):
    pertama = {}
    for baris, awal in HARAPAN:
        syarat = next(s for b, s in syarat_ntb() if b == baris and s.teks.startswith(awal))
        pertama[baris, awal] = usulkan(syarat, arah)[0].kode
    assert pertama == HARAPAN


def test_area_dan_jenis_menentukan(arah):
    assert usulkan(Syarat("SK Tim Kerja ZI", ("sk",), "MP"), arah)[0].kode == "A.I.1.i.a"
    assert "A.I.1.i.a" not in {u.kode for u in usulkan(Syarat("SK Tim Kerja ZI", ("sk",), "PP"), arah)}
    assert "A.I.1.i.a" not in {u.kode for u in usulkan(Syarat("Foto Tim Kerja ZI", ("foto",), "MP"), arah)}
    assert usulkan(Syarat("", (), "MP"), arah) == []


def test_tanpa_jenis_hanya_dari_katanya_sendiri(arah):
    assert "A.II.5.iii.a.1" in {u.kode for u in usulkan(Syarat("Rekap LHKPN", (), "PW"), arah)}
    assert "A.II.5.iii.a.1" not in {u.kode for u in usulkan(Syarat("Rekap", (), "PW", "Pelaporan LHKPN"), arah)}


def test_putusan_mengalahkan_usulan(arah):
    syarat = Syarat("SK Tim Kerja ZI-WBK", ("sk",), "MP", "Penyusunan Tim Kerja")
    hasil = usulkan(syarat, arah, {"A.I.1.i.a": False, "A.I.6.i.a": True})
    assert hasil[0] == ("A.I.6.i.a", "Ditetapkan tim", True, True)
    assert "A.I.1.i.a" not in {u.kode for u in hasil}
    banyak = usulkan(syarat, arah, {a.kode: True for a in arah[: BANYAK + 2]})
    assert len(banyak) == BANYAK + 2


def test_yang_terkuat_di_depan():
    def arah(kode, kata):
        return Arah(kode, "MP", "", "", frozenset({"sk"}), (kata,))

    syarat = Syarat("SK agen perubahan", ("sk",), "MP", "Budaya kerja")
    hasil = usulkan(syarat, [arah("barisnya", "budaya kerja"), arah("katanya", "agen perubahan")])
    assert [(u.kode, u.kuat) for u in hasil] == [("katanya", True), ("barisnya", False)]


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("SK Tim Kerja ZI-WBK", "sk tim kerja zi wbk"),
        ("1. Surat undangan rapat (25 Januari 2023)", "Surat undangan rapat (3 Maret 2024)"),
        ("Laporan Kinerja Tahun 2022", "Laporan Kinerja Tahun 2023"),
        ("a) Matriks prognosis TW II", "Matriks prognosis TW IV"),
    ],
)
def test_kunci_lupa_waktu_dan_tanda(satu, dua):
    assert kunci(satu) == kunci(dua)


def test_kunci_membedakan():
    assert kunci("Undangan", "Pola mutasi") != kunci("Undangan", "Pengaduan")
    assert kunci("Undangan", "Evaluasi Bulan Januari 2023") == kunci("undangan", "Evaluasi bulan Mei 2024")
    panjang = ["kata " * 100 + akhir for akhir in ("satu", "dua")]
    assert len({kunci(x) for x in panjang}) == 2
    assert all(len(kunci(x)) <= 300 for x in panjang)
    assert kunci("2023") == "2023"


def test_arah_dari_basis_data(acuan, arah, django_assert_num_queries):
    with django_assert_num_queries(1):
        arah_instrumen(acuan)
    satu = next(a for a in arah if a.kode == "A.II.5.iii.a.1")
    assert satu.area == "PW"
    assert "lhkpn" in satu.kata
    assert next(a for a in arah if a.kode == "B.I.b").area == ""
    assert len(arah) == Pertanyaan.objects.filter(instrumen=acuan).count() - 2
