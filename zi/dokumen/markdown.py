"""Limited Markdown: paragraphs, emphasis and lists; everything else, HTML and addresses above all, is plain text."""

from functools import cache

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

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
