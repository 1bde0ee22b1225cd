"""The official instruments as values, straight from their files."""

from fractions import Fraction

import pytest
import yaml

from zi.lke.alat import Alat, Cabang
from zi.lke.queries import soal_dari, syarat_dari
from zi.pengungkit.berkas import baca
from zi.pengungkit.services import FIXTURES


def dari_berkas(kode):
    isi = baca((FIXTURES / "instrumen" / f"{kode}.yaml").read_bytes())
    area = yaml.safe_load((FIXTURES / "area_baku.yaml").read_text(encoding="utf-8"))["area_baku"]

    def cabang(s):
        soal = tuple(soal_dari(p, isi.tipe_jawaban[p.tipe]) for p in s.pertanyaan)
        return Cabang(s.kode, s.nama, Fraction(s.bobot), s.cara, s.area, tuple(map(cabang, s.anak)), soal)

    ambang = {predikat: tuple(map(syarat_dari, semua)) for predikat, semua in isi.ambang.items()}
    nama = {a["kode"]: a["nama"] for a in area}
    return Alat(kode, Fraction(isi.nilai_maksimum), tuple(map(cabang, isi.simpul)), ambang, nama)


@pytest.fixture(scope="session")
def lke():
    return dari_berkas("lke-zi-2021")


@pytest.fixture(scope="session")
def lke_2014():
    return dari_berkas("lke-zi-2014")
