"""The instruments as they are loaded: counts, exact weights, refusals, idempotence."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum

from tests.pabrik import SatkerFactory
from zi.bukti.models import JenisBukti, Resep, SyaratBukti
from zi.common.galat import GalatDomain
from zi.jadwal.models import HariLibur
from zi.pengungkit.berkas import baca
from zi.pengungkit.models import AreaBaku, Instrumen, Peraturan, Pertanyaan, Simpul
from zi.pengungkit.services import FIXTURES, muat_acuan, simpan_instrumen

pytestmark = pytest.mark.django_db
BERKAS = FIXTURES / "instrumen"


@pytest.fixture
def acuan():
    muat_acuan()


def isi(kode="lke-zi-2021") -> dict:
    return yaml.safe_load((BERKAS / f"{kode}.yaml").read_text(encoding="utf-8"))


def data(isi: dict) -> bytes:
    return yaml.safe_dump(isi, allow_unicode=True, sort_keys=False).encode()


def tipe(kode: str) -> dict[str, int]:
    hitung = Pertanyaan.objects.filter(instrumen__kode=kode).values_list("tipe").annotate(n=Count("pk"))
    return dict(hitung.order_by())


def test_instrumen_2021_lengkap(acuan):
    assert tipe("lke-zi-2021") == {"YT": 17, "ABC": 36, "ABCD": 33, "ABCDE": 17, "PERSEN": 8, "SURVEI": 2}
    simpul = Simpul.objects.filter(instrumen__kode="lke-zi-2021")
    assert simpul.count() == 62
    bobot = {s.kode: s.bobot for s in simpul}
    harap = {"A": 60, "A.I": 30, "A.II": 30, "B": 40, "B.I": "22.5", "B.II": "17.5", "A.I.2": "3.5", "A.II.5": "7.5"}
    harap |= {"A.I.3.i": "0.25", "A.II.5.iii": 2, "A.II.5.iii.a": 1, "A.II.5.iii.b": 1}
    assert {k: bobot[k] for k in harap} == {k: Decimal(v) for k, v in harap.items()}
    per_area = simpul.exclude(area=None).values_list("area__kode").annotate(b=Sum("bobot")).order_by()
    assert dict(per_area) == {"MP": 8, "TL": 7, "SDM": 10, "AK": 10, "PW": 15, "PP": 10}


def test_instrumen_2014_lengkap(acuan):
    assert tipe("lke-zi-2014") == {"YT": 19, "ABC": 20, "ABCD": 41, "ABCDE": 1, "PERSEN": 1, "SURVEI": 2}
    assert Simpul.objects.filter(instrumen__kode="lke-zi-2014", induk=None).aggregate(b=Sum("bobot"))["b"] == 100
    assert Instrumen.objects.get(kode="lke-zi-2014").berlaku_sampai == 2021


def test_nilai_jawaban_dan_ambang_tepat(acuan):
    instrumen = Instrumen.objects.get(kode="lke-zi-2021")
    assert instrumen.tipe_jawaban["ABCD"]["nilai"] == {"A": "1", "B": "0.67", "C": "0.33", "D": "0"}
    wbk = {s["kode"]: s["minimal"] for s in instrumen.ambang["WBK"]}
    wbbm = {s["kode"]: s["minimal"] for s in instrumen.ambang["WBBM"]}
    urut = ("total", "pengungkit", "area", "hasil_I", "ipak", "capaian_kinerja", "hasil_II")
    assert [wbk[k] for k in urut] == ["75", "40", "60", "18.25", "15.75", "2.5", "14"]
    assert [wbbm[k] for k in urut] == ["85", "48", "75", "19.5", "15.75", "3.75", "15.75"]


def test_nomor_portalrb_1_sampai_127_masing_masing_sekali(acuan):
    soal = []
    for p in Pertanyaan.objects.filter(instrumen__kode="lke-zi-2021"):
        soal += [m["portalrb_soal"] for m in p.masukan] or [p.portalrb_soal]
    assert sorted(soal) == list(range(1, 128))


def test_kosakata_dan_hari_libur(acuan):
    assert list(AreaBaku.objects.values_list("kode", flat=True)) == ["MP", "TL", "SDM", "AK", "PW", "PP", "HASIL"]
    assert "Penataan Tata Laksana" in AreaBaku.objects.get(kode="TL").sinonim
    assert JenisBukti.objects.count() == 32
    assert set(JenisBukti.objects.filter(dokumen=False).values_list("kode", flat=True)) == {"rapat", "lain_lain"}
    rapat = Resep.objects.get(nama="Rapat").jenis.values_list("kode", flat=True)
    assert set(rapat) == {"undangan", "daftar_hadir", "notula", "dokumentasi"}
    tim = Resep.objects.get(nama="Pembentukan tim").jenis.values_list("kode", flat=True)
    assert set(tim) == {"mekanisme", "notula", "sk"}
    assert HariLibur.objects.get(tanggal="2023-04-07").jenis == "nasional"
    assert set(HariLibur.objects.values_list("tanggal__year", flat=True)) == {2023, 2024, 2025, 2026, 2027}
    lama = Peraturan.objects.get(nomor="52", tahun=2014)
    assert [p.tahun for p in lama.diubah_dengan.all()] == [2019]


def test_kedua_kali_tidak_mengubah_apa_pun(acuan):
    semua = (Instrumen, Simpul, Pertanyaan, AreaBaku, Peraturan, JenisBukti, Resep, HariLibur)
    dulu = [list(m.objects.order_by("pk").values()) for m in semua]
    keadaan = {h.keadaan for h in muat_acuan()}
    assert keadaan == {"tidak berubah"}
    assert [list(m.objects.order_by("pk").values()) for m in semua] == dulu


def ubah_bobot(isi):
    isi["simpul"][0]["anak"][0]["anak"][0]["anak"][0]["bobot"] = "0.75"


def ubah_total(isi):
    isi["simpul"][1]["bobot"] = "41"
    isi["simpul"][1]["anak"][0]["bobot"] = "23.5"
    isi["simpul"][1]["anak"][0]["pertanyaan"][0]["bobot"] = "18.5"


def ubah_pertanyaan_berbobot(isi):
    isi["simpul"][1]["anak"][0]["pertanyaan"][1]["bobot"] = "4"


def ubah_paruh(isi):
    isi["area"][0]["bagian"] = {"A.I": "5", "A.II": "3"}


def ubah_area(isi):
    isi["area"][1]["bobot"] = "8"


def pindah_bobot_antararea(isi):
    daftar = isi["simpul"][0]["anak"][0]["anak"]
    daftar[0]["bobot"], daftar[0]["anak"][0]["bobot"] = "4.25", "0.75"
    daftar[3]["bobot"], daftar[3]["anak"][0]["bobot"] = "4.75", "2.25"


@pytest.mark.parametrize(
    ("rusak", "kata"),
    [
        (ubah_bobot, "simpul A.I.1 “Manajemen Perubahan” adalah 4, tetapi jumlah bobot di bawahnya 4,25"),
        (ubah_total, "seluruh komponen adalah 101, .*adalah 100"),
        (ubah_pertanyaan_berbobot, "simpul B.I .*22,5.* 21,5"),
        (ubah_paruh, "area MP pada simpul A.I adalah 5, .* 4"),
        (ubah_area, "area TL .*adalah 8, .* 7"),
        (pindah_bobot_antararea, "area MP pada simpul A.I adalah 4, .* 4,25"),
        (lambda d: d["simpul"][0].update(bobot=0), "simpul A “0”"),
        (lambda d: d["simpul"][0].update(bobot="enam puluh"), "enam puluh"),
        (lambda d: d["simpul"][1]["anak"][0]["pertanyaan"][0].pop("bobot"), "B.I.a pada simpul B.I .*tidak mempunyai"),
        (lambda d: d["simpul"][1]["anak"][1].update(kode="B.I"), "B.I ada lebih dari satu kali"),
        (lambda d: d["simpul"][1]["anak"][1].update(pertanyaan=[]), "B.II"),
        (lambda d: d["simpul"][1]["anak"][1].update(cara="kira_kira"), "B.II .*kira_kira"),
        (lambda d: d["simpul"][1]["anak"][1]["pertanyaan"][0].update(tipe="XYZ"), "B.II.a .*XYZ"),
        (lambda d: d["simpul"][1]["anak"][0]["pertanyaan"][1]["opsi"].pop("E"), "B.I.b"),
        (lambda d: d["ambang"]["WBK"][1].update(simpul="Z"), "pengungkit.* Z"),
        (lambda d: d["simpul"][0]["anak"][0]["anak"][0].update(area="XX"), "area"),
        (lambda d: d.pop("tipe_jawaban"), "tipe_jawaban"),
        (lambda d: d.update(simpul=5), "Susunan"),
    ],
)
def test_pohon_yang_tidak_cocok_ditolak_utuh(rusak, kata):
    muat = isi()
    rusak(muat)
    with pytest.raises(GalatDomain, match=kata):
        simpan_instrumen(baca(data(muat)))
    assert not Instrumen.objects.exists()
    assert not Simpul.objects.exists()


@pytest.mark.parametrize("bita", [b"", b"\xff\xfe\x00", b"a: [", b"- 1", b"instrumen: {}", b"x" * 3_000_000])
def test_bukan_berkas_instrumen(bita):
    with pytest.raises(GalatDomain, match="Tidak ada yang disimpan"):
        baca(bita)


def test_berkas_yang_berubah_memperbarui_dengan_id_yang_sama(acuan):
    dulu = {p.kode: p.pk for p in Pertanyaan.objects.filter(instrumen__kode="lke-zi-2021")}
    baru = isi()
    tanya = baru["simpul"][0]["anak"][0]["anak"][0]["anak"][0]["pertanyaan"]
    tanya[0]["teks"] = "Tim kerja ZI telah dibentuk"
    tanya.reverse()
    hasil = simpan_instrumen(baca(data(baru)))
    assert hasil.keadaan.startswith("diperbarui")
    kini = {p.kode: p.pk for p in Pertanyaan.objects.filter(instrumen__kode="lke-zi-2021")}
    assert kini == dulu
    assert Pertanyaan.objects.get(pk=dulu["A.I.1.i.a"]).teks == "Tim kerja ZI telah dibentuk"
    awal = Pertanyaan.objects.filter(instrumen__kode="lke-zi-2021")[:2]
    assert [p.kode for p in awal] == ["A.I.1.i.b", "A.I.1.i.a"]


def test_pertanyaan_yang_dipakai_tidak_hilang_diam_diam(acuan):
    tanya = Pertanyaan.objects.get(kode="A.I.1.i.b")
    baru = isi()
    baru["simpul"][0]["anak"][0]["anak"][0]["anak"][0]["pertanyaan"].pop(1)
    SyaratBukti.objects.create(pertanyaan=tanya, satker=SatkerFactory(), tahun=2023, teks="SK Tim")
    with pytest.raises(GalatDomain, match=r"A\.I\.1\.i\.b tidak ada lagi"):
        simpan_instrumen(baca(data(baru)))
    assert Pertanyaan.objects.filter(pk=tanya.pk).exists()
    assert Instrumen.objects.get(kode="lke-zi-2021").pertanyaan.count() == 113


def test_pertanyaan_yang_tidak_dipakai_boleh_hilang(acuan):
    baru = isi()
    baru["simpul"][0]["anak"][0]["anak"][0]["anak"][0]["pertanyaan"].pop(1)
    simpan_instrumen(baca(data(baru)))
    assert Instrumen.objects.get(kode="lke-zi-2021").pertanyaan.count() == 112


def test_perintah_dengan_berkas(tmp_path: Path, capsys):
    berkas = tmp_path / "lain.yaml"
    lain = isi()
    lain["instrumen"]["kode"] = "lke-lain"
    berkas.write_bytes(data(lain))
    call_command("muat_instrumen", berkas)
    assert "Instrumen lke-lain: dimuat: 62 simpul, 113 pertanyaan." in capsys.readouterr().out
    assert list(Instrumen.objects.values_list("kode", flat=True)) == ["lke-lain"]


def test_perintah_menolak_dengan_satu_kalimat(tmp_path: Path):
    berkas = tmp_path / "rusak.yaml"
    lain = isi()
    ubah_bobot(lain)
    berkas.write_bytes(data(lain))
    with pytest.raises(CommandError, match=r"A\.I\.1 .* 4, .*4,25"):
        call_command("muat_instrumen", berkas)
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("muat_instrumen", tmp_path / "tidak-ada.yaml")
    assert not AreaBaku.objects.exists()
