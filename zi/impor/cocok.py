"""Which row of a file is which row of the plan: by key, else by area, words and place. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

YAKIN = 0.86
RAGU = 0.6
LAIN_CUKUP = 40  # letters: `Undangan` below two rows says nothing


@dataclass(frozen=True)
class Baris:
    """What matching looks at; `kunci` is the permanent id of a row of the plan, or what the file's key column says."""

    kunci: str
    area: str
    posisi: int
    uraian: str
    lain: str = ""


@dataclass(frozen=True)
class Jodoh:
    """The row of the plan that a row of the file is taken for (index), and whether a person must say."""

    ada: int | None
    ragu: bool = False


def cocokkan(ada: Sequence[Baris], baru: Sequence[Baris]) -> list[Jodoh]:
    """For each row of the file its row of the plan; each row of the plan is given away once."""
    hasil: dict[int, Jodoh] = {}
    bebas = set(range(len(ada)))

    def beri(i: int, j: int, *, ragu: bool = False) -> None:
        hasil[i] = Jodoh(j, ragu)
        bebas.discard(j)

    kunci = {b.kunci: j for j, b in enumerate(ada)}
    for i, b in enumerate(baru):
        if (j := kunci.get(b.kunci) if b.kunci else None) is not None and j in bebas:
            beri(i, j)
    for sama in (_isi_sama, _uraian_sama):
        for i, b in enumerate(baru):
            if i not in hasil and (j := next((j for j in sorted(bebas) if sama(b, ada[j])), None)) is not None:
                beri(i, j)
    for skor, i, j in _mirip(ada, baru, bebas, hasil):
        if i not in hasil and j in bebas:
            beri(i, j, ragu=skor < YAKIN)
    return [hasil.get(i, Jodoh(None)) for i in range(len(baru))]


def _isi_sama(a: Baris, b: Baris) -> bool:
    return _uraian_sama(a, b) and polos(a.lain) == polos(b.lain)


def _uraian_sama(a: Baris, b: Baris) -> bool:
    return _sewilayah(a, b) and polos(a.uraian) == polos(b.uraian)


def _sewilayah(baru: Baris, ada: Baris) -> bool:
    """A row below no heading may be any row of the plan."""
    return baru.area in {"", ada.area}


def _mirip(
    ada: Sequence[Baris], baru: Sequence[Baris], bebas: set[int], hasil: dict[int, Jodoh]
) -> list[tuple[float, int, int]]:
    """Pairs of one area that are alike, the best first."""
    calon = []
    for i, b in enumerate(baru):
        if i in hasil:
            continue
        for j in bebas:
            if _sewilayah(b, ada[j]) and (skor := kemiripan(b, ada[j])) >= RAGU:
                calon.append((skor, i, j))
    return sorted(calon, key=lambda x: (-x[0], x[1], x[2]))


def kemiripan(a: Baris, b: Baris) -> float:
    """0…1: the words count most, what hangs on the row and its place a little.

    Other words above the same actions and evidence: a doubtful pair, never a sure one.
    """
    kata = _rasio(a.uraian, b.uraian)
    if kata < RAGU:
        return RAGU if len(a.lain) >= LAIN_CUKUP and _rasio(a.lain, b.lain) >= YAKIN else 0.0
    return 0.8 * kata + 0.15 * _rasio(a.lain, b.lain) + 0.05 * (a.posisi == b.posisi)


def _rasio(a: str, b: str) -> float:
    a, b = polos(a)[:400], polos(b)[:400]
    if a == b:
        return 1.0
    banding = SequenceMatcher(None, a, b, autojunk=False)
    return banding.ratio() if banding.quick_ratio() >= RAGU else 0.0


def polos(teks: str) -> str:
    """Lower case, single blanks."""
    return " ".join(teks.split()).casefold()
