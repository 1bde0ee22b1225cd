"""Template tags of the house; built in, no {% load %} needed."""

from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zi.ui import teks
from zi.ui.gantt import BENTUK, Gantt
from zi.ui.radar import Radar
from zi.ui.status import Rupa, rupa
from zi.ui.tren import Tren

register = template.Library()


@cache
def _svg(nama: str) -> SafeString:
    return render_to_string(f"icons/{nama}.svg")


@register.simple_tag
def ikon(nama: str, label: str = "") -> SafeString:
    """An inline icon; with a label it speaks, without one it is decoration."""
    return format_html('{}<span class="visually-hidden">{}</span>', _svg(nama), label) if label else _svg(nama)


@register.simple_tag
def lencana(status: Any, kata: str = "") -> SafeString:
    """A status: word, icon and colour. `kata` replaces the word."""
    r = rupa(status)
    return format_html('<span class="lencana lencana-{}">{}{}</span>', r.warna, ikon(r.ikon), kata or r.kata)


@register.simple_tag
def rupa_status(status: Any) -> Rupa:
    """The word, the colour and the icon of a status, where a badge is too large."""
    return rupa(status)


@register.inclusion_tag("components/kemajuan.html")
def kemajuan(nilai: Any, maks: Any, label: str = "") -> dict[str, Any]:
    """A progress bar with its figures in words."""
    nilai, maks = nilai or 0, maks or 0
    persen = round(100 * nilai / maks) if maks else 0
    return {"nilai": nilai, "maks": maks, "persen": min(persen, 100), "label": label}


@register.simple_tag
def gantt(gambar: Gantt) -> SafeString:
    """A year of windows as an inline drawing."""
    return render_to_string("components/gantt.svg", {"gantt": gambar})


@register.inclusion_tag("components/gantt_legenda.html")
def gantt_legenda() -> dict[str, Any]:
    """What the bars of such a drawing mean."""
    return {"bentuk": BENTUK.values()}


@register.simple_tag
def radar(gambar: Radar) -> SafeString:
    """Per cents on spokes as an inline drawing."""
    return render_to_string("components/radar.svg", {"radar": gambar})


@register.simple_tag
def tren(gambar: Tren) -> SafeString:
    """Values in the course of time as an inline drawing."""
    return render_to_string("components/tren.svg", {"tren": gambar})


@register.inclusion_tag("components/penomoran.html", takes_context=True)
def penomoran(context: Context, page_obj: Page, param: str = "page") -> dict[str, Any]:
    """Pagination that keeps the other parameters of the address."""
    saringan = context["request"].GET.copy()

    def ke(nomor: int) -> str:
        saringan[param] = str(nomor)
        return f"?{saringan.urlencode()}"

    elipsis = page_obj.paginator.ELLIPSIS
    nomor = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "halaman": page_obj,
        "lompatan": [(n, "" if n == elipsis else ke(int(n))) for n in nomor],
        "sebelum": ke(page_obj.number - 1) if page_obj.has_previous() else "",
        "sesudah": ke(page_obj.number + 1) if page_obj.has_next() else "",
    }


@register.inclusion_tag("components/kosong.html")
def kosong(judul: str, kalimat: str = "", url: str = "", label: str = "", gambar: str = "berkas") -> dict[str, str]:
    """What an empty list says, and what to do about it."""
    return {"judul": judul, "kalimat": kalimat, "url": url, "label": label, "gambar": gambar}


@register.simple_tag(takes_context=True)
def isi_blok(context: Context, nama: str) -> SafeString | str:
    """The content of a block once more (the title is also the h1)."""
    blok = context.render_context.get(BLOCK_CONTEXT_KEY)
    node = blok.get_block(nama) if blok else None
    return node.render(context) if node else ""


@register.filter
def tanggal(nilai: Any, bentuk: str = "") -> str:
    return teks.tanggal(nilai, bentuk)


@register.filter
def angka(nilai: Any, desimal: int | None = None) -> str:
    return teks.angka(nilai, desimal)


@register.filter
def ukuran(bita: int | None) -> str:
    return teks.ukuran(bita)
