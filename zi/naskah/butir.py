"""Lines of a list section as text and back: two blanks of indent a level, the label typed in front. Pure."""

from typing import Any, NamedTuple

from zi.rencana.label import pisah

LEKUK = "  "
DALAM_MAKS = 3


class Baris(NamedTuple):
    dalam: int
    label: str
    teks: str


def baca(teks: str) -> list[Baris]:
    """One item a line; an item can stand at most one level below the one before it."""
    hasil: list[Baris] = []
    for baris in teks.expandtabs(len(LEKUK)).splitlines():
        butir = pisah(baris)
        if butir.teks:
            lekuk = (len(baris) - len(baris.lstrip())) // len(LEKUK)
            dalam = min(lekuk, hasil[-1].dalam + 1 if hasil else 0, DALAM_MAKS)
            hasil.append(Baris(dalam, butir.label[:20], butir.teks))
    return hasil


def tulis(butir: list[Any]) -> str:
    """Items (with `induk_id`, `label`, `teks`) in their order as lines."""
    return "\n".join(
        f"{LEKUK * b.dalam}{b.label} {b.teks}" if b.label else f"{LEKUK * b.dalam}{b.teks}" for b in urut(butir)
    )


def urut(butir: list[Any]) -> list[Baris]:
    """The tree of items, walked from the top."""
    return [Baris(dalam, x.label, " ".join(x.teks.split())) for dalam, x in jalan(butir)]


def jalan(butir: list[Any], induk: int | None = None, dalam: int = 0) -> list[tuple[int, Any]]:
    hasil = []
    for x in (b for b in butir if b.induk_id == induk):
        hasil += [(dalam, x), *jalan(butir, x.pk, dalam + 1)]
    return hasil
