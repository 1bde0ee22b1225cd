"""The plan as a workbook that offices can edit and that reads back exactly: `ke_kisi` and `tulis_buku`.

One item per sheet line: a row of the plan is as many lines as its longest column needs, the schedule and evidence
of an action on the lines of that action. So no cell holds a list, and a text may contain anything.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any, TypeVar

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from zi.common.sel import isi_teks

from .daftar import gabung_label
from .hasil import AreaTerbaca, BarisTerbaca, Batas, BuktiTerbaca, JadwalTerbaca, rapikan
from .kepala import KOLOM_BAKU
from .matriks import judul_teks
from .susunan import Letak, Susunan, label_tersimpan, tulis_susunan
from .tabel import Gabungan, Kisi, kisi_dari

TAMPAK = 5
LEBAR = (6, 34, 44, 24, 44, 4, 4)
WARNA_KEPALA = "DCE6F1"
WARNA_AREA = "F2F2F2"
Butir = TypeVar("Butir", JadwalTerbaca, BuktiTerbaca)


def ke_kisi(areas: Sequence[AreaTerbaca]) -> Kisi:
    """The plan as a grid: header, a full-width line per area, one item per line; `baca_kisi([ke_kisi(x)])` gives x."""
    baris: list[tuple[str, ...]] = [tuple(KOLOM_BAKU.values())]
    gabungan = []
    blok = count()
    for area in areas:
        baris.append(_baris_judul(area))
        gabungan.append(Gabungan(len(baris), len(baris), 0, TAMPAK - 1))
        for satu in area.baris:
            baris.extend(_baris_rencana(satu, next(blok)))
    return kisi_dari(baris, gabungan=tuple(gabungan), sebutan="Lembar Rencana Kerja", lembar="Rencana Kerja")


def _baris_judul(area: AreaTerbaca) -> tuple[str, ...]:
    isi = (area.sebutan, area.nomor_tertulis, area.nama)
    susunan = Susunan(area=(*isi, area.area_baku))
    return (judul_teks(*isi), *[""] * (TAMPAK - 1), area.kunci, tulis_susunan(susunan))


def _baris_rencana(baris: BarisTerbaca, blok: int) -> Iterator[tuple[str, ...]]:
    mulai = _baris_aksi(baris)
    aksi = dict(zip(mulai, enumerate(baris.aksi), strict=True))
    jadwal, bukti = _tempatkan(baris.jadwal, mulai), _tempatkan(baris.bukti, mulai)
    tinggi = max([0, *aksi, *jadwal, *bukti]) + 1
    for i in range(tinggi):
        susunan = Susunan(
            blok,
            i == 0,
            Letak(aksi[i][0], label_tersimpan(aksi[i][1].label, aksi[i][1].teks)) if i in aksi else None,
            Letak(jadwal[i][0], None, jadwal[i][1].aksi, jadwal[i][1].dasar_pasangan) if i in jadwal else None,
            _letak_bukti(*bukti[i]) if i in bukti else None,
        )
        yield (
            baris.no_tertulis if i == 0 else "",
            baris.uraian if i == 0 else "",
            gabung_label(aksi[i][1].label, aksi[i][1].teks) if i in aksi else "",
            jadwal[i][1].teks if i in jadwal else "",
            gabung_label(bukti[i][1].label, bukti[i][1].teks) if i in bukti else "",
            baris.kunci if i == 0 else "",
            tulis_susunan(susunan),
        )


def _letak_bukti(urutan: int, bukti: BuktiTerbaca) -> Letak:
    return Letak(urutan, label_tersimpan(bukti.label, bukti.teks), bukti.aksi)


def _baris_aksi(baris: BarisTerbaca) -> list[int]:
    """The line of each action, with room for what belongs to it."""
    mulai, berikut = [], 0
    for i in range(len(baris.aksi)):
        mulai.append(berikut)
        milik = [sum(b.aksi[:1] == (i,) for b in kolom) for kolom in (baris.jadwal, baris.bukti)]
        berikut += max(1, *milik)
    return mulai


def _tempatkan(butir: Sequence[Butir], mulai: Sequence[int]) -> dict[int, tuple[int, Butir]]:
    """Line → (number, item): beside its first action, or on the first free line."""
    hasil: dict[int, tuple[int, Butir]] = {}
    for berpasangan in (True, False):
        for urutan, b in enumerate(butir):
            ada = bool(b.aksi) and b.aksi[0] < len(mulai)
            if ada == berpasangan:
                awal = mulai[b.aksi[0]] if ada else 0
                hasil[next(i for i in count(awal) if i not in hasil)] = (urutan, b)
    return hasil


# --- the workbook


def tulis_buku(areas: Sequence[AreaTerbaca], *, judul: str, info: Iterable[str] = ()) -> bytes:
    """An .xlsx of one sheet; every cell is text, so that nothing is ever taken for a formula."""
    kisi = ke_kisi(areas)
    buku = Workbook()
    lembar: Any = buku.active
    lembar.title = kisi.lembar
    kepala = _tulis_judul(lembar, judul, tuple(info)) + 1
    geser = kepala - 1
    for baris in kisi.baris:
        for k, teks in enumerate(baris.sel):
            isi_sel(lembar.cell(baris.nomor + geser, k + 1), teks)
    for g in kisi.gabungan:
        _gaya_area(lembar, g.atas + geser)
    _gaya_tabel(lembar, kepala)
    _gaya_lembar(lembar, kepala)
    aliran = io.BytesIO()
    buku.save(aliran)
    return aliran.getvalue()


def _tulis_judul(lembar: Any, judul: str, info: Sequence[str]) -> int:
    """Title lines above the table; gives the number of lines used."""
    for nomor, teks in enumerate((judul, *info), start=1):
        isi_sel(lembar.cell(nomor, 1), teks)
        lembar.cell(nomor, 1).font = Font(bold=nomor == 1, size=14 if nomor == 1 else 11)
        lembar.cell(nomor, 1).alignment = Alignment(wrap_text=True, vertical="top")
        lembar.merge_cells(start_row=nomor, end_row=nomor, start_column=1, end_column=TAMPAK)
    return 1 + len(info)


def isi_sel(sel: Cell, teks: str) -> None:
    """Text that stays text: `=1+1`, `+62…`, `@nama` and `#N/A` included."""
    teks = rapikan(teks)
    if len(teks) > Batas.huruf_sel:
        raise ValueError(f"teks terlalu panjang untuk satu sel: {len(teks)} huruf")
    isi_teks(sel, teks)


def _gaya_area(lembar: Any, nomor: int) -> None:
    sel = lembar.cell(nomor, 1)
    sel.font = Font(bold=True)
    sel.fill = PatternFill("solid", fgColor=WARNA_AREA)
    lembar.merge_cells(start_row=nomor, end_row=nomor, start_column=1, end_column=TAMPAK)


def _gaya_tabel(lembar: Any, kepala: int) -> None:
    garis = Side(style="thin", color="999999")
    for baris in lembar.iter_rows(min_row=kepala, max_col=TAMPAK):
        for sel in baris:
            sel.alignment = Alignment(wrap_text=True, vertical="top")
            sel.border = Border(left=garis, right=garis, top=garis, bottom=garis)
    for sel in lembar[kepala][:TAMPAK]:
        sel.font = Font(bold=True)
        sel.fill = PatternFill("solid", fgColor=WARNA_KEPALA)
        sel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _gaya_lembar(lembar: Any, kepala: int) -> None:
    for k, lebar in enumerate(LEBAR, start=1):
        lembar.column_dimensions[get_column_letter(k)].width = lebar
        lembar.column_dimensions[get_column_letter(k)].hidden = k > TAMPAK
    lembar.freeze_panes = lembar.cell(kepala + 1, 1)
    lembar.print_title_rows = f"{kepala}:{kepala}"
    lembar.print_area = f"A1:{get_column_letter(TAMPAK)}{lembar.max_row}"
    lembar.page_setup.orientation = "landscape"
    lembar.page_setup.paperSize = lembar.PAPERSIZE_A4
    lembar.page_setup.fitToWidth = 1
    lembar.page_setup.fitToHeight = 0
    lembar.sheet_properties.pageSetUpPr.fitToPage = True
    lembar.oddFooter.center.text = "Halaman &P dari &N"
