"""Workbooks of the LKE for tests: exported by us, bent as people bend them, recalculated by somebody else's code."""

import io
import itertools
import logging
import re

from django.urls import reverse
from openpyxl import load_workbook

from tests.impor.pembuat import baca_bagian, ganti_bagian, simpan
from zi.lke.isian import baca
from zi.lke.nilai import skor
from zi.lke.tukar.bentuk import BENTUK, PORTALRB
from zi.lke.tukar.buku import TOTAL
from zi.lke.tukar.susunan import nomor_baris, susun

LEMBAR = "xl/worksheets/sheet1.xml"


def unduh(client, putaran, bentuk="lke-zi"):
    jawaban = client.get(reverse("lke:unduh_buku", args=[putaran.pk, bentuk]))
    assert jawaban.status_code == 200
    return b"".join(jawaban.streaming_content) if jawaban.streaming else jawaban.content


def letak(instrumen, bentuk="lke-zi"):
    """(kind, code, input) → row of our own workbook."""
    satu = BENTUK[bentuk]
    return nomor_baris(susun(instrumen), satu.awal, portalrb=satu is PORTALRB)


def ubah(data, *langkah):
    """The same workbook after each step was done to its first sheet; formulas lose their saved values."""
    buku = load_workbook(io.BytesIO(data))
    for satu in langkah:
        satu(buku.worksheets[0])
    return simpan(buku)


def dengan_rumus(data, sel, nilai=None):
    """The cell holds a formula, with a saved value or without."""
    isi = baca_bagian(data, LEMBAR).decode()
    simpanan = f"<v>{nilai}</v>" if nilai is not None else ""
    baru = f'<c r="{sel}" t="str"><f>UPPER("x")</f>{simpanan}</c>'
    hasil, jumlah = re.subn(rf'<c r="{sel}"[^>]*?(/>|>.*?</c>)', baru, isi)
    assert jumlah == 1
    return ganti_bagian(data, LEMBAR, hasil)


class Hitung:
    """A workbook recalculated by pycel from its formulas; it has no cached values."""

    def __init__(self, tmp_path, data, bentuk, instrumen):
        logging.getLogger("pycel").setLevel(logging.ERROR)
        from pycel import ExcelCompiler

        jalur = tmp_path / f"{bentuk}.xlsx"
        jalur.write_bytes(data)
        lembar = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
        assert all(s.value is None for s in lembar["L" if bentuk == "lke-zi" else "R"][4:])
        self.buku, self.nama, self.letak = ExcelCompiler(filename=str(jalur)), lembar.title, letak(instrumen, bentuk)
        self.total = next(s.row for s in lembar["B"] if s.value == TOTAL)
        self.sisi = BENTUK[bentuk].sisi

    def nilai(self, sisi, kode=None):
        """Points of a node or question, or the total."""
        baris = self.total if kode is None else self.letak.get(("simpul", kode, "")) or self.letak["soal", kode, ""]
        return self.buku.evaluate(f"{self.nama}!{sisi.nilai}{baris}")

    def isi(self, sisi, soal, jawaban):
        """Type answers (as stored, by code) over what stands there."""
        for kode, satu in soal.items():
            isi = jawaban.get(kode)
            if satu.jenis == "hitung":
                for m in satu.masukan:
                    angka = (isi or {}).get(m)
                    self._tulis(sisi, ("masukan", kode, m), None if angka is None else int(angka))
            else:
                self._tulis(sisi, ("soal", kode, ""), float(isi) if isi and satu.jenis == "angka" else isi)

    def _tulis(self, sisi, di, nilai):
        kosong = ""  # pycel does not forget a value for None
        alamat = f"{self.nama}!{sisi.jawaban}{self.letak[di]}"
        self.buku.set_value(alamat, kosong if nilai is None else nilai)


def jawaban_bernilai(soal, ingin):
    """An answer with this score, as stored."""
    if soal.jenis == "pilihan":
        return next(h for h, n in soal.nilai.items() if n == ingin)
    if soal.jenis == "angka":
        return str(soal.rentang[1] if ingin else soal.rentang[0])
    for angka in itertools.product(("0", "10", "30"), repeat=len(soal.masukan)):
        isi = dict(zip(soal.masukan, angka, strict=True))
        if skor(soal, baca(soal, isi)) == ingin:
            return isi
    raise AssertionError(soal.kode)
