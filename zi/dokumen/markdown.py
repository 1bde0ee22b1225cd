"""Limited Markdown: paragraphs, emphasis and lists; everything else, HTML and addresses above all, is plain text."""

from dataclasses import dataclass
from functools import cache

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAG = {"p", "br", "strong", "em", "ol", "ul", "li"}
ATRIBUT = {"ol": {"start"}}
ATURAN = ["emphasis", "newline", "escape", "balance_pairs", "fragments_join"]


@cache
def _pembaca(*aturan: str) -> MarkdownIt:
    return MarkdownIt("zero", {"breaks": True, "html": False}).enable([*ATURAN, *aturan])


def ke_html(teks: str, tebal: tuple[str, ...] = ()) -> SafeString:
    """Paragraphs and lists; the first occurrence of each name of `tebal` becomes bold."""
    return _rapikan(_pembaca("list").render(teks), tebal)


def baris_html(teks: str, tebal: tuple[str, ...] = ()) -> SafeString:
    """One run of text with emphasis, for a cell or an item."""
    return _rapikan(_pembaca().renderInline(teks), tebal)


def _rapikan(html: str, tebal: tuple[str, ...]) -> SafeString:
    """What the sanitiser leaves may stand in a page as it is."""
    for nama in map(escape, tebal):
        if nama and f"<strong>{nama}" not in html:
            html = html.replace(nama, f"<strong>{nama}</strong>", 1)
    return SafeString(nh3.clean(html, tags=TAG, attributes=ATRIBUT))


@dataclass(frozen=True)
class Potongan:
    """A piece of one line in one look."""

    teks: str
    tebal: bool = False
    miring: bool = False


@dataclass(frozen=True)
class Alinea:
    """A paragraph, or an item of a list with its label at a depth."""

    potongan: tuple[Potongan, ...]
    label: str = ""
    tingkat: int = 0


def alinea(teks: str) -> list[Alinea]:
    """The same text as data, for what is no HTML."""
    hasil: list[Alinea] = []
    nomor: list[int | None] = []  # of each list that is open; None: bullets
    label = ""
    for token in _pembaca("list").parse(teks):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            nomor.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            nomor.pop()
        elif token.type == "list_item_open":
            label = "•" if nomor[-1] is None else f"{nomor[-1]}."
            nomor[-1] = None if nomor[-1] is None else nomor[-1] + 1
        elif token.type == "inline":
            hasil.append(Alinea(_potong(token.children or []), label, len(nomor)))
            label = ""
    return hasil


def potongan(teks: str) -> tuple[Potongan, ...]:
    """One run of text with emphasis, as data."""
    return _potong(_pembaca().parseInline(teks)[0].children or [])


def _potong(token: list[Token]) -> tuple[Potongan, ...]:
    hasil, tebal, miring = [], 0, 0
    for satu in token:
        tebal += {"strong_open": 1, "strong_close": -1}.get(satu.type, 0)
        miring += {"em_open": 1, "em_close": -1}.get(satu.type, 0)
        teks = "\n" if satu.type in {"softbreak", "hardbreak"} else satu.content
        if teks:
            hasil.append(Potongan(teks, bool(tebal), bool(miring)))
    return tuple(hasil)
