"""A document as one self-contained HTML page: what WeasyPrint draws, and what `--html` shows."""

import re
from typing import Any

from django.template.loader import render_to_string

from zi.common.galat import GalatDomain
from zi.dokumen.bagian import Dokumen
from zi.dokumen.cap import GambarCap

HURUF_MAKS = 20_000  # of one text: a megabyte in one cell takes WeasyPrint half a minute
JUMLAH_MAKS = 3_000_000  # of the whole page
KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def susun_html(dokumen: Dokumen) -> str:
    """Draw every block; control characters, which neither HTML nor PDF can hold, are left out."""
    konteks = {"dokumen": dokumen, "cap": GambarCap(dokumen.cap) if dokumen.cap else None}
    html = KENDALI.sub("", render_to_string("print.html", konteks))
    if len(html) > JUMLAH_MAKS:
        raise GalatDomain("Naskah ini terlalu besar untuk dicetak sekaligus. Kurangi isinya atau bagi menurut tahun.")
    return html


def periksa_panjang(isi: Any) -> None:
    """Refuse plain data with a text that is too long to lay out, naming how it begins."""
    antrean = [isi]
    while antrean:
        satu = antrean.pop()
        if isinstance(satu, str) and len(satu) > HURUF_MAKS:
            raise GalatDomain(
                f"Satu isian terlalu panjang untuk dicetak ({len(satu)} huruf, paling banyak {HURUF_MAKS}): "
                f"“{satu[:60]}…”. Pendekkan, lalu coba lagi."
            )
        if isinstance(satu, dict):
            antrean += satu.values()
        elif isinstance(satu, list | tuple):
            antrean += satu
