"""Formulas of percentages, such as `sudah / (kepala + wajib)`: numbers, names, + - * / and parentheses. Pure."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

OPERASI: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class NolPerNol(ArithmeticError):
    """A division of nothing by nothing."""


@lru_cache(maxsize=256)
def urai(rumus: str) -> ast.expr:
    """The tree of a formula; raises ValueError when it holds anything else."""
    try:
        pohon = ast.parse(rumus, mode="eval").body
    except SyntaxError:
        raise ValueError(f"Rumus “{rumus}” tidak dapat dibaca.") from None
    for simpul in ast.walk(pohon):
        sah = isinstance(simpul, ast.BinOp | ast.Name | ast.Load) or type(simpul) in OPERASI
        if not sah and not (isinstance(simpul, ast.Constant) and type(simpul.value) is int):
            raise ValueError(f"Rumus “{rumus}” memuat yang tidak dikenal.")
    return pohon


def nama_dalam(rumus: str) -> frozenset[str]:
    """The inputs that a formula needs."""
    return frozenset(_nama(urai(rumus)))


def _nama(pohon: ast.expr) -> Iterator[str]:
    yield from (x.id for x in ast.walk(pohon) if isinstance(x, ast.Name))


def hitung(rumus: str, masukan: Mapping[str, Fraction]) -> Fraction:
    """The exact value. Raises NolPerNol for 0 / 0, ZeroDivisionError for another division by zero, KeyError for an
    input that is missing."""
    return _nilai(urai(rumus), masukan)


def _nilai(pohon: ast.expr, masukan: Mapping[str, Fraction]) -> Fraction:
    if isinstance(pohon, ast.Name):
        return masukan[pohon.id]
    if isinstance(pohon, ast.Constant) and isinstance(pohon.value, int):
        return Fraction(pohon.value)
    if not isinstance(pohon, ast.BinOp):
        raise TypeError(pohon)
    kiri, kanan = _nilai(pohon.left, masukan), _nilai(pohon.right, masukan)
    if isinstance(pohon.op, ast.Div) and kiri == kanan == 0:
        raise NolPerNol
    return OPERASI[type(pohon.op)](kiri, kanan)
