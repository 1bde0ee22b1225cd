"""The reader of office files: a file or a paste in, a plan with its doubts out. Pure: no database."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from .berkas import ArsipAman, Jenis, buka
from .buku import kisi_buku
from .dokumen_word import kisi_docx
from .hasil import Batas, BerkasTidakTerbaca, HasilBaca, PeringatanBaca
from .matriks import baca_kisi
from .tabel import Kisi
from .tempelan import PESAN_PANJANG, kisi_html, kisi_teks

BATAS_BAKU = Batas()


def baca_berkas(nama: str, data: bytes | BinaryIO, *, batas: Batas = BATAS_BAKU) -> HasilBaca:
    """Read an uploaded .xlsx, .xlsm or .docx; raises BerkasTidakTerbaca with one sentence for the user.

    The kind is told by the content, never by the name; the name is only for the sentence about CSV.
    """
    if nama.lower().endswith((".csv", ".ods", ".xlsb")):
        raise BerkasTidakTerbaca(f"Format {nama.rpartition('.')[2].lower()} tidak didukung; simpan sebagai .xlsx.")
    aman = buka(data, batas)
    with aman.arsip:
        kisi, catatan = _kisi_berkas(aman, batas)
    if aman.jenis is Jenis.DOCX and not kisi:
        raise BerkasTidakTerbaca("Berkas Word ini tidak berisi tabel.")
    hasil = baca_kisi(kisi)
    return replace(hasil, peringatan=(*catatan, *hasil.peringatan))


def _kisi_berkas(aman: ArsipAman, batas: Batas) -> tuple[tuple[Kisi, ...], tuple[PeringatanBaca, ...]]:
    return (kisi_docx(aman, batas), ()) if aman.jenis is Jenis.DOCX else kisi_buku(aman, batas)


def baca_tempelan(teks: str, html: str = "", *, batas: Batas = BATAS_BAKU) -> HasilBaca:
    """Read a paste from Word or Excel; the HTML part is better and counts when it holds a table."""
    if not teks.strip() and not html.strip():
        raise BerkasTidakTerbaca("Tempelan ini kosong.")
    if len(teks) + len(html) > batas.huruf:
        raise BerkasTidakTerbaca(PESAN_PANJANG)
    kisi = kisi_html(html, batas) if "<table" in html.lower() else ()
    if kisi or "\t" not in teks:
        return baca_kisi(kisi)
    return baca_kisi((kisi_teks(teks, batas),))
