"""Pasted text or HTML (what Word and Excel put on the clipboard) → grids."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from .hasil import Batas, BerkasTidakTerbaca, rapikan
from .penyusun import Penyusun, label_nomor
from .tabel import Kisi, kisi_dari

PESAN_PANJANG = "Tempelan ini terlalu panjang; simpan sebagai berkas .xlsx lalu unggah."
LEWATI = frozenset({"style", "script", "head", "title", "xml"})
BARIS_BARU = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"})
SPASI = re.compile(r"\s+")
# Every branch ends at the next "<", so reading is linear in the text whatever is pasted; html.parser of Python
# 3.11 is quadratic on unclosed comments and tags.
UNSUR = re.compile(
    r"""<(?P<tutup>/?)(?P<tag>[a-zA-Z][\w:]*+)(?P<atribut>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>|<[^<>]*+>|(?P<teks>[^<]++|<)"""
)
ATRIBUT = re.compile(r"""\b(colspan|rowspan|type|start)\s*=\s*["']?(\w+)""", re.I)


def kisi_teks(teks: str, batas: Batas) -> Kisi:
    """Tab separated lines, cells with line breaks quoted as Excel does."""
    csv.field_size_limit(max(csv.field_size_limit(), batas.huruf))
    try:
        baris = list(islice(_pembaca_csv(teks), batas.baris + 1))
    except csv.Error as galat:
        raise BerkasTidakTerbaca("Tempelan ini tidak terbaca sebagai tabel.") from galat
    _tolak_baris_berlebih(len(baris), batas)
    return periksa_ukuran(kisi_dari(([rapikan(s) for s in b[: batas.kolom]] for b in baris), sebutan="Tempelan"), batas)


def _pembaca_csv(teks: str) -> Iterator[list[str]]:
    """Word does not quote: with an odd number of quotation marks they are plain text."""
    aliran = io.StringIO(teks, newline="")
    if teks.count('"') % 2:
        return csv.reader(aliran, delimiter="\t", quoting=csv.QUOTE_NONE)
    return csv.reader(aliran, delimiter="\t")


def kisi_html(html: str, batas: Batas) -> tuple[Kisi, ...]:
    """Every outer table of the pasted HTML, with the lines printed above it."""
    pembaca = _PembacaHtml(batas)
    for unsur in UNSUR.finditer(_tanpa_komentar(html)):
        pembaca.terima(unsur)
    return tuple(periksa_ukuran(k, batas) for k in pembaca.selesai())


def _tanpa_komentar(html: str) -> str:
    potongan, awal = [], 0
    while (mulai := html.find("<!--", awal)) >= 0:
        potongan.append(html[awal:mulai])
        akhir = html.find("-->", mulai + 4)
        awal = akhir + 3 if akhir >= 0 else len(html)
    return "".join([*potongan, html[awal:]])


def _tolak_baris_berlebih(banyak: int, batas: Batas) -> None:
    if banyak > batas.baris:
        raise BerkasTidakTerbaca(PESAN_PANJANG)


def periksa_ukuran(kisi: Kisi, batas: Batas) -> Kisi:
    """The same caps as for files, for a grid that is already in memory."""
    if len(kisi.baris) > batas.baris_isi:
        raise BerkasTidakTerbaca(
            f"{kisi.sebutan} terlalu panjang: lebih dari {batas.baris_isi:_} baris berisi.".replace("_", ".")
        )
    for baris in kisi.baris:
        if any(len(t) > batas.huruf_sel for t in baris.sel):
            raise BerkasTidakTerbaca(
                f"Satu sel di {kisi.tempat(baris.nomor)} terlalu panjang "
                f"(paling banyak {batas.huruf_sel:_} huruf).".replace("_", ".")
            )
    return kisi


class _PembacaHtml:
    """Outer tables become grids; inner tables become lines of their cell."""

    def __init__(self, batas: Batas) -> None:
        self.batas = batas
        self._kisi: list[Kisi] = []
        self._penyusun: Penyusun | None = None
        self._dalam = self._lewat = 0
        self._sel: tuple[int, int] | None = None
        self._potongan: list[str] = []
        self._daftar: list[list[object]] = []
        self._pengantar: tuple[str, ...] = ()

    def terima(self, unsur: re.Match[str]) -> None:
        """One tag or one stretch of text."""
        tag = (unsur["tag"] or "").lower()
        if tag in LEWATI:
            self._lewat = max(self._lewat + (-1 if unsur["tutup"] else 1), 0)
        elif self._lewat:
            return
        elif tag and unsur["tutup"]:
            self._tutup(tag)
        elif tag:
            self._buka(tag, {k.lower(): v for k, v in ATRIBUT.findall(unsur["atribut"])})
        elif unsur["teks"]:
            self._potongan.append(SPASI.sub(" ", unescape(unsur["teks"])))

    def _buka(self, tag: str, atribut: dict[str, str]) -> None:
        if tag == "table":
            self._buka_tabel()
        elif tag in ("tr", "td", "th") and self._dalam == 1:
            self._buka_sel(tag, atribut)
        elif tag in ("ol", "ul"):
            self._daftar.append([tag, atribut.get("type", "1"), _angka(atribut.get("start"), 1)])
        elif tag in BARIS_BARU:
            self._potongan.append("\n")
            self._potongan.extend([self._label()] if tag == "li" else [])

    def _tutup(self, tag: str) -> None:
        if tag == "table":
            self._tutup_tabel()
        elif tag in ("td", "th", "tr") and self._dalam == 1:
            self._tutup_sel()
        elif tag in ("ol", "ul") and self._daftar:
            self._daftar.pop()
        if tag in BARIS_BARU - {"br"}:
            self._potongan.append("\n")

    def _teks(self) -> str:
        baris = (" ".join(b.split()) for b in "".join(self._potongan).split("\n"))
        self._potongan = []
        return rapikan("\n".join(b for b in baris if b))

    def _buka_tabel(self) -> None:
        self._dalam += 1
        if self._dalam == 1:
            self._pengantar = tuple(self._teks().split("\n"))[-3:]
            self._penyusun = Penyusun(self.batas.kolom)

    def _tutup_tabel(self) -> None:
        if self._dalam == 1:
            self._simpan()
        self._dalam = max(self._dalam - 1, 0)

    def _simpan(self) -> None:
        self._tutup_sel()
        if self._penyusun is not None:
            sebutan = f"Tempelan tabel {len(self._kisi) + 1}"
            self._kisi.append(self._penyusun.kisi(sebutan=sebutan, pengantar=self._pengantar, bersambung=True))
        self._penyusun = None

    def _buka_sel(self, tag: str, atribut: dict[str, str]) -> None:
        self._tutup_sel()
        if self._penyusun is None:
            return
        if tag == "tr" or not self._penyusun.baris:
            self._penyusun.baris_baru()
            _tolak_baris_berlebih(len(self._penyusun.baris), self.batas)
        if tag != "tr":
            self._sel = (_angka(atribut.get("colspan"), 1), _angka(atribut.get("rowspan"), 1))
            self._potongan, self._daftar = [], []

    def _tutup_sel(self) -> None:
        if self._sel is not None and self._penyusun is not None:
            self._penyusun.sel(self._teks(), *self._sel)
        self._sel = None
        self._potongan = []

    def _label(self) -> str:
        if not self._daftar or self._daftar[-1][0] == "ul":
            return "• "
        daftar = self._daftar[-1]
        nomor = int(str(daftar[2]))
        daftar[2] = nomor + 1
        return f"{label_nomor(nomor, str(daftar[1]))}. "

    def selesai(self) -> tuple[Kisi, ...]:
        """All tables, an unclosed one included."""
        if self._dalam:
            self._simpan()
        return tuple(self._kisi)


def _angka(teks: str | None, cadangan: int) -> int:
    teks = (teks or "").strip()
    return int(teks) if teks.isdecimal() and len(teks) < 6 else cadangan
