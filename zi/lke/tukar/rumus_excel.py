"""Formulas of the workbook that count as the scoring engine does (zi.lke.nilai); with them an empty answer is 0."""

import ast
from collections.abc import Mapping

from zi.lke.alat import Soal
from zi.lke.isian import urai_desimal
from zi.lke.rumus import urai

BELUM = '"Blm Diisi"'  # as the official sheet says it
_TANDA: dict[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def skor(soal: Soal, sel: str) -> str:
    """The score of the answer in a cell, 0 to 1."""
    if soal.jenis == "pilihan":
        hasil = "0"
        for huruf, nilai in reversed(soal.nilai.items()):
            hasil = f'IF(TRIM({sel})="{huruf}",{urai_desimal(nilai)},{hasil})'
        return hasil
    if soal.jenis == "angka":
        bawah, atas = soal.rentang
        skala = f"({sel}-{urai_desimal(bawah)})/{urai_desimal(atas - bawah)}"
        return f"IF(ISNUMBER({sel}),MAX(0,MIN(1,{skala})),0)"
    return f"IF(ISNUMBER({sel}),{sel},0)"


def persen(soal: Soal, sel: Mapping[str, str]) -> str:
    """A percentage from the cells of its inputs: incomplete in words, cut to its range, 0 / 0 as the question says."""
    pohon = urai(soal.rumus)
    bawah, atas = (urai_desimal(x) for x in soal.rentang)
    hasil = f"MAX({bawah},MIN({atas},{_tulis(pohon, sel)}))"
    nol = BELUM if soal.nol_per_nol is None else urai_desimal(soal.nol_per_nol)
    for bagi in reversed(_pembagian(pohon)):
        atas_, bawah_ = _tulis(bagi.left, sel), _tulis(bagi.right, sel)
        hasil = f"IF({bawah_}=0,IF({atas_}=0,{nol},{BELUM}),{hasil})"
    semua = ",".join(sel[k] for k in soal.masukan)
    return f"IF(COUNT({semua})<{len(soal.masukan)},{BELUM},{hasil})"


def jumlah(rumus: str, sel: Mapping[str, str]) -> str:
    """A row that the sheet computes from inputs; empty while all of them are."""
    return f'IF(COUNT({",".join(sel.values())})=0,"",{_tulis(urai(rumus), sel)})'


def _pembagian(pohon: ast.expr) -> list[ast.BinOp]:
    """Divisions in the order in which the engine meets them."""
    if not isinstance(pohon, ast.BinOp):
        return []
    milik = [*_pembagian(pohon.left), *_pembagian(pohon.right)]
    return [*milik, pohon] if isinstance(pohon.op, ast.Div) else milik


def _tulis(pohon: ast.expr, sel: Mapping[str, str]) -> str:
    if isinstance(pohon, ast.Name):
        return sel[pohon.id]
    if isinstance(pohon, ast.BinOp):
        return f"({_tulis(pohon.left, sel)}{_TANDA[type(pohon.op)]}{_tulis(pohon.right, sel)})"
    if isinstance(pohon, ast.Constant):
        return str(pohon.value)
    raise TypeError(pohon)
