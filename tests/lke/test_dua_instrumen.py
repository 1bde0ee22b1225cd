"""Instruments live side by side; a round keeps the one it was made with."""

from decimal import Decimal

import pytest
import yaml
from django.urls import reverse
from django.utils import timezone

from tests.lke.bantu import bangun_lke
from zi.common.galat import GalatDomain
from zi.lke.models import Putaran
from zi.lke.queries import alat
from zi.lke.queries_putaran import nilai_berbeda
from zi.lke.services import jawab, mulai_putaran
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import FIXTURES, laporan, muat_acuan, muat_instrumen

pytestmark = pytest.mark.django_db
DULU = 2019  # the instrument of 52/2014 was in force


@pytest.fixture
def dunia():
    d = bangun_lke()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2014.yaml")
    d.ketua = d.orang["ketua_tim"]
    d.lama = mulai_putaran(d.satker, DULU, "mandiri", oleh=d.ketua)
    return d


def test_tiap_putaran_dihitung_dengan_instrumennya(dunia):
    assert (dunia.lama.instrumen.kode, dunia.mandiri.instrumen.kode) == ("lke-zi-2014", "lke-zi-2021")
    for putaran in (dunia.lama, dunia.mandiri):
        kunci = alat(putaran.instrumen)
        for satu in [s for s in kunci.soal.values() if s.jenis == "pilihan"][:5]:
            tanya = putaran.instrumen.pertanyaan.get(kode=satu.kode)
            jawab(putaran, tanya, 0, tulisan=next(iter(satu.nilai)), oleh=dunia.ketua)
        putaran.refresh_from_db()
        assert putaran.belum == len(kunci.soal) - 5
        assert set(putaran.hasil["ambang"]["WBK"]["kurang"]) <= {s.kode for s in kunci.ambang["WBK"]}
    assert dunia.lama.total != dunia.mandiri.total > 0
    assert nilai_berbeda() == (3, [])


def test_aturan_yang_diperbaiki_menghitung_ulang_yang_belum_terbit(dunia):
    """A corrected file or engine: drafts follow when the reference data is loaded, published rounds stay."""
    simpul = dunia.mandiri.instrumen.simpul.filter(kode="A.I.1.i")
    tanya = dunia.mandiri.instrumen.pertanyaan.get(kode="A.I.1.i.a")
    for putaran in (dunia.mandiri, dunia.tpi):
        jawab(putaran, tanya, 0, tulisan="Ya", oleh=dunia.orang["ketua_tim" if putaran.mandiri else "evaluator"])
    kini = timezone.now()
    siapa = {"diserahkan_oleh": dunia.ketua, "diserahkan_pada": kini, "terbit_oleh": dunia.ketua, "terbit_pada": kini}
    Putaran.objects.filter(pk=dunia.tpi.pk).update(status="terbit", mesin="1", total=1, **siapa)
    Putaran.objects.filter(pk=dunia.mandiri.pk).update(mesin="1", total=1)
    simpul.update(bobot="0.6")
    Instrumen.objects.filter(kode="lke-zi-2021").update(sidik="lama")
    kabar = laporan(muat_acuan())
    assert "Nilai LKE: 1 putaran dihitung ulang." in kabar
    assert [Putaran.objects.get(pk=p.pk).total for p in (dunia.mandiri, dunia.tpi)] == [Decimal("0.25"), 1]
    assert len(nilai_berbeda()[1]) == 1
    assert laporan(muat_acuan()) == ""


def test_jawaban_instrumen_lain_tidak_masuk(dunia):
    with pytest.raises(GalatDomain, match="memakai instrumen lain"):
        mulai_putaran(dunia.satker, 2024, "mandiri", oleh=dunia.ketua, asal=dunia.lama)


def test_halaman_keduanya(client, dunia):
    client.force_login(dunia.ketua)
    for putaran in (dunia.lama, dunia.mandiri):
        teks = client.get(putaran.get_absolute_url()).text
        assert reverse("pengungkit:instrumen", args=[putaran.instrumen.kode]) in teks
        biasa = [s for s in alat(putaran.instrumen).ambang["WBK"] if s.ukuran != "area_persen"]
        assert all(s.uraian in teks for s in biasa)
    asing = dunia.mandiri.instrumen.pertanyaan.first()
    alamat = reverse("lke:jawab", args=[dunia.lama.pk, asing.pk])
    assert client.get(alamat).status_code == 404
    assert client.post(alamat, {"isi": "Ya", "versi": 0}).status_code == 404


SIMPUL = """
- kode: X
  nama: Satu
  bobot: "10"
  cara: jumlah_anak
  anak:
  - {kode: X.1, nama: Rata, bobot: "4", cara: rata_rata_kali_bobot, area: MP, pertanyaan: [
      {kode: X.1.a, teks: Sudah ada, tipe: YT},
      {kode: X.1.b, teks: Seberapa kuat, tipe: KUAT, opsi: {Kuat: selalu, Sedang: sering, Lemah: jarang}}]}
  - {kode: X.2, nama: Berbobot, bobot: "6", cara: jumlah_berbobot, pertanyaan: [
      {kode: X.2.a, teks: Indeks, tipe: INDEKS, bobot: "5"},
      {kode: X.2.b, teks: Bagian, tipe: PERSEN, bobot: "1", rumus: a / (a + b),
       masukan: [{kunci: a, label: Jumlah A, dinilai: true}, {kunci: b, label: Jumlah B, dinilai: true}]}]}
"""


def test_instrumen_lain_sama_sekali(client, dunia, tmp_path):
    """The next one: other codes, letters, scale, tree, and one predicate; nothing of it stands in the code."""
    isi = yaml.safe_load((FIXTURES / "instrumen" / "lke-zi-2021.yaml").read_text(encoding="utf-8"))
    isi["instrumen"] |= {"kode": "lke-2027", "judul": "LKE 2027", "berlaku_mulai": 2027, "nilai_maksimum": "10"}
    isi["tipe_jawaban"] |= {
        "KUAT": {"nama": "Kekuatan", "jenis": "pilihan", "nilai": {"Kuat": "1", "Sedang": "0.4", "Lemah": "0.1"}},
        "INDEKS": {"nama": "Indeks 1-5", "jenis": "angka", "rentang": ["1", "5"]},
    }
    total = {"kode": "total", "uraian": "Nilai total", "ukuran": "total", "minimal": "7"}
    isi |= {"simpul": yaml.safe_load(SIMPUL), "prasyarat": {}, "ambang": {"WBK": [total]}}
    isi["area"] = [{"kode": "MP", "bobot": "4", "bagian": {"X.1": "4"}}]
    (berkas := tmp_path / "baru.yaml").write_text(yaml.safe_dump(isi, sort_keys=False), encoding="utf-8")
    muat_instrumen(berkas)
    putaran = mulai_putaran(dunia.satker, 2027, "mandiri", oleh=dunia.ketua)
    tulisan = {"X.1.a": "ya", "X.1.b": "sedang", "X.2.a": "3,5", "X.2.b": {"a": "1", "b": "3"}}
    for tanya in putaran.instrumen.pertanyaan.all():
        jawab(putaran, tanya, 0, tulisan=tulisan[tanya.kode], oleh=dunia.ketua)
    putaran.refresh_from_db()
    assert (putaran.instrumen.kode, putaran.belum) == ("lke-2027", 0)
    assert putaran.total == Decimal("2.8") + Decimal("3.125") + Decimal("0.25")
    assert putaran.hasil["ambang"] == {"WBK": {"terpenuhi": False, "kurang": ["total"]}}
    client.force_login(dunia.ketua)
    for nama in ("putaran", "kesiapan", "celah", "jalan", "andai", "prasyarat"):
        assert client.get(reverse(f"lke:{nama}", args=[putaran.pk])).status_code == 200, nama
    assert client.get(reverse("lke:unduh_buku", args=[putaran.pk, "lke-zi"])).status_code == 200
    assert client.get(reverse("lke:unduh_buku", args=[putaran.pk, "portalrb"])).status_code == 404  # not asked there
    assert "Seberapa kuat" in client.get(reverse("pengungkit:instrumen", args=["lke-2027"])).text
    assert nilai_berbeda() == (4, [])
