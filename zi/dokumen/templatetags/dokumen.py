"""Filters of the document templates."""

from django import template
from django.utils.safestring import SafeString

from zi.dokumen import markdown
from zi.dokumen.bagian import Blok, Butir, Dokumen

register = template.Library()


@register.filter
def md(teks: str, tebal: tuple[str, ...] = ()) -> SafeString:
    """Limited Markdown as paragraphs and lists."""
    return markdown.ke_html(teks, tebal)


@register.filter
def md_baris(butir: Butir | str) -> SafeString:
    """Limited Markdown as one run of text."""
    if isinstance(butir, Butir):
        return markdown.baris_html(butir.teks, butir.tebal)
    return markdown.baris_html(butir)


@register.filter
def alamat(blok: Blok, dokumen: Dokumen) -> str:
    """The address of a block inside its document."""
    return dokumen.alamat(blok)
