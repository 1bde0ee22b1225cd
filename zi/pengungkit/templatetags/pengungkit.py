"""Marking what a search found."""

import re

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from zi.pengungkit.queries import kata_cari

register = template.Library()


@register.filter
def sorot(teks: str, cari: str) -> SafeString:
    """The text with every word of the search marked."""
    kata = sorted(kata_cari(cari), key=len, reverse=True)
    if not kata:
        return SafeString(conditional_escape(teks))
    potong = re.split(f"({'|'.join(map(re.escape, kata))})", str(teks), flags=re.IGNORECASE)
    return format_html_join("", "{}{}{}", (_tanda(x, nomor % 2) for nomor, x in enumerate(potong) if x))


def _tanda(teks: str, kena: int) -> tuple[SafeString, str, SafeString]:
    return (SafeString("<mark>"), teks, SafeString("</mark>")) if kena else (SafeString(""), teks, SafeString(""))
