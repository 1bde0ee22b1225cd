"""The line of a question in the tree of a round: written here, because a page has more than a hundred of them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from zi.lke.queries_putaran import Baris

register = template.Library()
BARIS = (
    '<li class="py-2 border-bottom" id="{}"><a href="{}jawab/{}/">{}</a>'
    '<div class="small"><strong>{}</strong>, {}{}</div></li>'
)
TANPA_BUKTI = mark_safe(' <span class="text-danger-emphasis">Belum didukung bukti yang diterima.</span>')


@register.simple_tag
def baris_pertanyaan(baris: Baris, alamat: str) -> SafeString:
    """`alamat`: that of the round."""
    p, tanda = baris.pertanyaan, TANPA_BUKTI if baris.tanpa_bukti else ""
    return format_html(BARIS, p.kode, alamat, p.pk, p, baris.tulisan or "Belum dijawab", baris.keterangan, tanda)
