"""A round as an official workbook: its formulas give the score of the engine, its texts stay texts."""

import io
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.lke.bantu import bangun_lke
from tests.lke.bantu_tukar import Hitung, jawaban_bernilai, letak, unduh
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.lke.isian import baca, simpan
from zi.lke.kasus import BAGIAN, nilai_kasus
from zi.lke.models import Putaran
from zi.lke.nilai import nilai
from zi.lke.queries import alat
from zi.lke.services import jawab, langkah
from zi.lke.tukar.rumus_excel import persen
from zi.lke.tukar.susunan import susun
from zi.pengungkit.services import FIXTURES, muat_instrumen

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ast.Str:DeprecationWarning"),  # pycel, on Python 3.12 and later
]
KASUS = yaml.safe_load((Path(__file__).parent / "kasus.yaml").read_text(encoding="utf-8"))["score_cases"]
CATATAN = '=HYPERLINK("http://a.example")', "+62 811", "-1 orang", "@semua", "  biasa\nlink https://a.example"


@pytest.fixture
def dunia():
    return bangun_lke()


@pytest.fixture
def ketua(client, dunia):
    client.force_login(dunia.orang["ketua_tim"])
    return client


def lembar(data):
    return load_workbook(io.BytesIO(data)).worksheets[0]


def acak(soal):
    """Any answers, some of them missing, some percentages not whole."""
    isi = {}
    for kode, s in soal.items():
        cacah = st.integers(0, 9).map(str)
        satu = {
            "pilihan": lambda s=s: st.sampled_from(list(s.nilai)),
            "angka": lambda: st.integers(0, 400).map(lambda n: f"{n // 100}.{n % 100:02}"),
            "hitung": lambda s=s, c=cacah: st.fixed_dictionaries({}, optional=dict.fromkeys(s.masukan, c)),
        }[s.jenis]()
        isi[kode] = satu
    return st.fixed_dictionaries({}, optional=isi)


def dari_kasus(soal, kasus):
    """The answers of a case, as stored."""
    ditulis = {k: v for bagian in BAGIAN for k, v in (kasus.get(bagian) or {}).items()}
    isi = {k: simpan(baca(soal[k], v)) for k, v in ditulis.items()}
    ingin = {"best": 1, "worst": 0}.get(kasus["default"])
    return isi if ingin is None else {k: jawaban_bernilai(s, ingin) for k, s in soal.items()} | isi


def test_rumus_menghitung_seperti_mesin(ketua, dunia, tmp_path):
    """Empty workbooks, filled by somebody and recalculated: the cases, then whatever hypothesis thinks of."""
    instrumen = alat(dunia.mandiri.instrumen)
    hitungan = [
        Hitung(tmp_path, unduh(ketua, dunia.mandiri, b), b, dunia.mandiri.instrumen) for b in ("lke-zi", "portalrb")
    ]
    assert [h.nilai(s) for h in hitungan for s in h.sisi] == [0, 0, 0]

    def periksa(isi, harap):
        for h in hitungan:
            for sisi in h.sisi:
                h.isi(sisi, instrumen.soal, isi)
                assert h.nilai(sisi) == pytest.approx(float(harap.total), abs=1e-9)
                for kode, cabang in harap.cabang.items():
                    assert h.nilai(sisi, kode) == pytest.approx(float(cabang.poin), abs=1e-9), kode

    for kasus in KASUS:
        periksa(dari_kasus(instrumen.soal, kasus), nilai_kasus(instrumen, kasus))

    @settings(max_examples=5, deadline=None)
    @given(acak(instrumen.soal))
    def coba(isi):
        dibaca = {k: b for k, v in isi.items() if (b := baca(instrumen.soal[k], v)) is not None}
        periksa(isi, nilai(instrumen, dibaca))

    coba()


def test_jawaban_catatan_dan_bukti_tertulis_sebagai_teks(ketua, dunia, tmp_path):
    user, kode = dunia.orang["ketua_tim"], ["A.I.1.i.a", "A.I.1.i.b", "A.II.1.i.a", "B.I.a", "B.I.b"]
    isian = ["Ya", "B", {"agen": "4", "perubahan": "3"}, "3,6", "C"]
    for k, isi, catatan in zip(kode, isian, CATATAN, strict=True):
        jawab(dunia.mandiri, dunia.tanya[k], 0, tulisan=isi, catatan=catatan, oleh=user)
    berkas(dunia, kode[0], "=SK Tim", "https://sk.example/1")
    dunia.mandiri.refresh_from_db()
    for bentuk, kolom in (("lke-zi", "OP"), ("portalrb", "LM")):
        data = unduh(ketua, dunia.mandiri, bentuk)
        isi, di = lembar(data), letak(dunia.mandiri.instrumen, bentuk)
        assert (isi[f"K{di['soal', 'B.I.a', '']}"].value, isi[f"K{di['masukan', kode[2], 'perubahan']}"].value) == (
            3.6,
            3,
        )
        baris = [di["masukan", k, "agen"] if k == kode[2] and kolom == "LM" else di["soal", k, ""] for k in kode]
        sel = [isi[f"{kolom[0]}{n}"] for n in baris]
        assert [s.value for s in sel] == [c.strip() for c in CATATAN]
        assert {s.data_type for s in sel} == {"s"}
        assert [s.quotePrefix for s in sel] == [True] * 4 + [False]
        assert isi[f"{kolom[1]}{baris[0]}"].value == "=SK Tim: https://sk.example/1"
        assert isi[f"{kolom[1]}{baris[0]}"].data_type == "s"
        hitung = Hitung(tmp_path, data, bentuk, dunia.mandiri.instrumen)
        assert hitung.nilai(hitung.sisi[0]) == pytest.approx(float(dunia.mandiri.total), abs=1e-9)


def berkas(dunia, kode, judul, tautan):
    syarat = SyaratBukti.objects.create(satker=dunia.satker, tahun=2023, pertanyaan=dunia.tanya[kode], teks="SK")
    orang = {"diunggah_oleh": dunia.orang["anggota"]}
    b = Berkas.objects.create(satker=dunia.satker, judul=judul, tautan=tautan, **orang)
    lain = {"diverifikasi_oleh": dunia.orang["kepala"], "diverifikasi_pada": b.created_at}
    PemenuhanBukti.objects.create(
        syarat=syarat, berkas=b, status="diterima", ditawarkan_oleh=dunia.orang["anggota"], **lain
    )


def test_baris_portalrb_dan_jawaban_tpi_hanya_bila_terlihat(ketua, dunia):
    for putaran, orang, isi in ((dunia.mandiri, "ketua_tim", "Ya"), (dunia.tpi, "evaluator", "Tidak")):
        jawab(putaran, dunia.tanya["A.I.1.i.a"], 0, tulisan=isi, catatan=f"Kata {orang}", oleh=dunia.orang[orang])
    isi = lembar(unduh(ketua, dunia.mandiri, "portalrb"))
    assert isi.title == "Jawaban"
    assert [isi[f"{k}6"].value for k in "KLNQ"] == ["Ya", "Kata ketua_tim", None, None]
    for tanya in dunia.mandiri.instrumen.pertanyaan.all():
        for baris, tipe in [(tanya.portalrb_baris, ""), *((m["portalrb_baris"], "Jumlah") for m in tanya.masukan)]:
            if baris:
                teks = isi[f"J{baris}"].value
                assert teks == (tipe or dunia.mandiri.instrumen.tipe_jawaban[tanya.tipe]["nama"]), baris
    langkah(dunia.tpi, "serahkan", oleh=dunia.orang["evaluator"], tetap=True)
    langkah(dunia.tpi, "terbitkan", oleh=dunia.orang["ketua_tpi"], tetap=True)
    isi = lembar(unduh(ketua, dunia.mandiri, "portalrb"))
    assert [isi[f"{k}6"].value for k in "KLNQ"] == ["Ya", "Kata ketua_tim", "Tidak", "Kata evaluator"]


def test_instrumen_lama_dan_jumlah_kueri(ketua, dunia):
    """The older instrument has no rows in PortalRB; an export takes as many queries full as empty."""
    url = {b: reverse("lke:unduh_buku", args=[dunia.mandiri.pk, b]) for b in ("lke-zi", "portalrb", "lain")}
    jumlah = []
    for kode in ("A.I.1.i.a", "A.I.1.i.b"):
        jawab(
            dunia.mandiri, dunia.tanya[kode], 0, tulisan="A" if kode[-1] == "b" else "Ya", oleh=dunia.orang["ketua_tim"]
        )
        berkas(dunia, kode, "SK", "")
        for b in ("lke-zi", "portalrb"):
            ketua.get(url[b])
            with CaptureQueriesContext(connection) as kueri:
                ketua.get(url[b])
            jumlah.append(len(kueri))
    assert jumlah[:2] == jumlah[2:]
    assert max(jumlah) <= 12
    assert ketua.get(url["lain"]).status_code == 404
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2014.yaml")
    lama = type(dunia.mandiri.instrumen).objects.get(kode="lke-zi-2014")
    Putaran.objects.filter(pk=dunia.mandiri.pk).update(instrumen=lama)
    dunia.mandiri.jawaban.all().delete()
    assert ketua.get(url["portalrb"]).status_code == 404
    assert lembar(unduh(ketua, dunia.mandiri))["B4"].value == "A."
    assert "portalrb" not in ketua.get(dunia.mandiri.get_absolute_url()).text


def test_rumus_persen_menyebut_setiap_pembagian(dunia):
    """Incomplete in words; 0 / 0 as the question says; every row of the tree is in the sheet once."""
    soal = alat(dunia.mandiri.instrumen).soal["A.II.3.iii.a"]
    rumus = persen(soal, {"lalu": "K1", "ini": "K2", "sanksi": "K3"})
    assert rumus == 'IF(COUNT(K1,K2,K3)<3,"Blm Diisi",IF(K1=0,IF((K1-K2)=0,1,"Blm Diisi"),MAX(0,MIN(1,((K1-K2)/K1)))))'
    semua = [(b.jenis, *b.letak) for b in susun(dunia.mandiri.instrumen)]
    assert len(set(semua)) == len(semua)
