"""A round as a workbook in an official shape, with formulas that give the score of the engine when recalculated.

No value is cached: Excel and LibreOffice count when they open it. An unanswered question counts 0, as in the engine.
"""

import io
from collections.abc import Container, Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from zi.common.sel import isi_teks
from zi.dokumen.html import KENDALI
from zi.lke.alat import Alat
from zi.lke.models import Jawaban, Putaran
from zi.lke.queries import alat
from zi.lke.rumus import nama_dalam
from zi.lke.tukar import rumus_excel
from zi.lke.tukar.bentuk import (
    KET_INSTRUMEN,
    KET_SATKER,
    KET_TAHUN,
    KOLOM_BOBOT,
    KOLOM_PENJELASAN,
    KOLOM_TEKS,
    KOLOM_TIPE,
    Bentuk,
    Sisi,
)
from zi.lke.tukar.queries import IsiLembar
from zi.lke.tukar.susunan import JUMLAH, MASUKAN, SIMPUL, SOAL, TURUNAN, Baris, nomor_baris
from zi.pengungkit.models import Simpul

HURUF_MAKS = 15_000
TOTAL = "Nilai Evaluasi Zona Integritas"
LEBAR = {"A": 7, "B": 4, "C": 5, "D": 4, "E": 5, "F": 4, "G": 52, "H": 8, "I": 48, "J": 14}
LEBAR_LAIN, LEBAR_PANJANG = 12, 48
WARNA = {SIMPUL: PatternFill("solid", fgColor="DCE6F1"), JUMLAH: PatternFill("solid", fgColor="F2F2F2")}
TEBAL, RAPAT = Font(bold=True), Alignment(wrap_text=True, vertical="top")
KETERANGAN = (
    "Pertanyaan yang belum dijawab dihitung 0 dan tetap masuk rata-rata; lembar resmi mengeluarkannya dari rata-rata.",
    "Isi hanya kolom jawaban, catatan, dan baris bertipe Jumlah. Persentase, nilai, dan jumlah dihitung oleh rumus.",
    "Lembar ini dapat diimpor kembali. Baris dikenali dari tempatnya dalam susunan dan tipe jawabannya.",
)


def tulis_buku(putaran: Putaran, bentuk: Bentuk, semua: Sequence[Baris], isi: IsiLembar) -> bytes:
    """The .xlsx; notes and addresses are text and never a formula."""
    buku = Workbook()
    lembar: Any = buku.active
    lembar.title = bentuk.lembar
    _Penulis(lembar, bentuk, alat(putaran.instrumen), semua).tulis(isi, f"{putaran.satker}: {putaran}")
    _keterangan(buku.create_sheet("Keterangan"), putaran)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


class _Penulis:
    """Writes the tree of one instrument into a sheet."""

    def __init__(self, lembar: Any, bentuk: Bentuk, instrumen: Alat, semua: Sequence[Baris]) -> None:
        self.lembar, self.bentuk, self.alat, self.semua = lembar, bentuk, instrumen, semua
        self.nomor = nomor_baris(semua, bentuk.awal, portalrb=bentuk.portalrb)
        self.letak = {(kode, kunci): n for (jenis, kode, kunci), n in self.nomor.items() if jenis != JUMLAH}
        self.kolom = [*KOLOM_TEKS, *bentuk.judul]

    def tulis(self, isi: IsiLembar, judul: str) -> None:
        if self.bentuk.kepala > 1:
            isi_teks(self.lembar["B1"], KENDALI.sub("", judul))
            isi_teks(self.lembar["B3"], KETERANGAN[0])
        for huruf, teks in self.bentuk.judul.items():
            isi_teks(self.lembar[f"{huruf}{self.bentuk.kepala}"], teks)
        for baris in self.semua:
            self._baris(baris, self.nomor[(baris.jenis, *baris.letak)], isi)
        self._total(max(self.nomor.values()) + 2)
        self._pilihan()
        self._gaya()

    def _baris(self, baris: Baris, n: int, isi: IsiLembar) -> None:
        kolom = KOLOM_TEKS[baris.dalam :]
        self._teks(f"{kolom[0]}{n}", baris.nomor if baris.jenis != JUMLAH else baris.teks)
        if baris.jenis != JUMLAH:
            self._teks(f"{kolom[1]}{n}", baris.teks)
        if baris.bobot is not None:
            self.lembar[f"{KOLOM_BOBOT}{n}"] = float(baris.bobot)
        self._teks(f"{KOLOM_PENJELASAN}{n}", baris.penjelasan)
        self._teks(f"{KOLOM_TIPE}{n}", baris.tipe)
        for sisi, jawaban in zip(self.bentuk.sisi, (isi.unit, isi.tpi), strict=False):
            self._jawaban(baris, n, sisi, jawaban.get(baris.kode))
            self._nilai(baris, n, sisi)
        if self._berketerangan(baris):
            self._teks(f"{self.bentuk.bukti}{n}", isi.bukti.get(baris.kode, ""))

    def _berketerangan(self, baris: Baris) -> bool:
        """Notes and evidence stand once a question; the form of PortalRB asks them at the first input."""
        masukan = self.alat.soal[baris.kode].masukan if self.bentuk.portalrb and baris.jenis in (SOAL, MASUKAN) else {}
        return baris.jenis == MASUKAN and baris.kunci == next(iter(masukan)) if masukan else baris.jenis == SOAL

    def _teks(self, alamat: str, teks: str) -> None:
        rapi = KENDALI.sub("", teks)
        isi_teks(self.lembar[alamat], rapi if len(rapi) <= HURUF_MAKS else f"{rapi[:HURUF_MAKS]} …")

    def _jawaban(self, baris: Baris, n: int, sisi: Sisi, jawaban: Jawaban | None) -> None:
        if baris.jenis in (SIMPUL, JUMLAH):
            return
        soal, sel = self.alat.soal[baris.kode], self.lembar[f"{sisi.jawaban}{n}"]
        isi = jawaban.isi if jawaban else None
        if baris.jenis == TURUNAN:
            sel.value = f"={rumus_excel.jumlah(baris.rumus, self._masukan(baris.kode, sisi, nama_dalam(baris.rumus)))}"
        elif baris.jenis == SOAL and soal.jenis == "hitung":
            sel.value = f"={rumus_excel.persen(soal, self._masukan(baris.kode, sisi, soal.masukan))}"
            sel.number_format = "0.00%"
        elif baris.jenis == SOAL and soal.jenis == "pilihan":
            self._teks(sel.coordinate, isi or "")
        elif angka := (isi or {}).get(baris.kunci) if baris.jenis == MASUKAN else isi:
            sel.value = float(angka) if "." in angka else int(angka)
        if jawaban and self._berketerangan(baris):
            self._teks(f"{sisi.catatan}{n}", jawaban.catatan)

    def _masukan(self, kode: str, sisi: Sisi, nama: Container[str]) -> dict[str, str]:
        return {k: f"{sisi.jawaban}{self.letak[kode, k]}" for k in self.alat.soal[kode].masukan if k in nama}

    def _nilai(self, baris: Baris, n: int, sisi: Sisi) -> None:
        """The score of a question, the points of a node; both beside the per cent of their weight."""
        bobot, nilai = f"{KOLOM_BOBOT}{n}", f"{sisi.nilai}{n}"
        if baris.jenis == SOAL:
            skor = rumus_excel.skor(self.alat.soal[baris.kode], f"{sisi.jawaban}{n}")
            rumus = f"{skor}*{bobot}" if baris.bobot is not None else skor
        elif baris.jenis in (SIMPUL, JUMLAH):
            anak = ",".join(f"{sisi.nilai}{self.letak[a]}" for a in baris.anak)
            rata = baris.cara == Simpul.Cara.RATA_RATA_KALI_BOBOT
            rumus = f"AVERAGE({anak})*{bobot}" if rata else f"SUM({anak})"
        else:
            return
        self.lembar[nilai] = f"={rumus}"
        self.lembar[nilai].number_format = "0.00"
        if baris.bobot is not None:
            self.lembar[f"{sisi.persen}{n}"] = f"={nilai}/{bobot}"
            self.lembar[f"{sisi.persen}{n}"].number_format = "0.00%"

    def _total(self, n: int) -> None:
        isi_teks(self.lembar[f"B{n}"], TOTAL)
        akar = [self.letak[b.letak] for b in self.semua if b.jenis == SIMPUL and b.dalam == 0]
        for sisi in self.bentuk.sisi:
            sel = self.lembar[f"{sisi.nilai}{n}"]
            sel.value, sel.number_format = f"=SUM({','.join(f'{sisi.nilai}{a}' for a in akar)})", "0.00"
        for sel in self.lembar[n]:
            sel.font = TEBAL

    def _pilihan(self) -> None:
        """Lists to choose from, one for each type of letters."""
        per_tipe: dict[tuple[str, ...], list[int]] = {}
        for baris in self.semua:
            if baris.jenis == SOAL and (huruf := tuple(self.alat.soal[baris.kode].nilai)):
                per_tipe.setdefault(huruf, []).append(self.letak[baris.letak])
        for huruf, semua in per_tipe.items():
            daftar = DataValidation(type="list", formula1=f'"{",".join(huruf)}"', allow_blank=True)
            self.lembar.add_data_validation(daftar)
            for n in semua:
                for sisi in self.bentuk.sisi:
                    daftar.add(f"{sisi.jawaban}{n}")

    def _gaya(self) -> None:
        panjang = {self.bentuk.bukti, *(s.catatan for s in self.bentuk.sisi)}
        for huruf in self.bentuk.judul.keys() | set(LEBAR):
            lebar = LEBAR.get(huruf, LEBAR_PANJANG if huruf in panjang else LEBAR_LAIN)
            self.lembar.column_dimensions[huruf].width = lebar
        self.lembar.column_dimensions["A"].hidden = True
        self.lembar.freeze_panes = f"H{self.bentuk.kepala + 1}"
        for sel in self.lembar[self.bentuk.kepala]:
            sel.font, sel.fill, sel.alignment = TEBAL, WARNA[SIMPUL], RAPAT
        teks = [KOLOM_TEKS[-1], KOLOM_PENJELASAN, KOLOM_TIPE, *sorted(panjang)]
        for baris, n in zip(self.semua, self.nomor.values(), strict=True):
            if baris.jenis in WARNA:
                for sel in self.lembar[n]:
                    sel.font, sel.fill = TEBAL, WARNA[baris.jenis]
            else:
                for huruf in teks:
                    self.lembar[f"{huruf}{n}"].alignment = RAPAT


def _keterangan(lembar: Any, putaran: Putaran) -> None:
    """What the workbook is of, and how it counts."""
    kepala: Iterable[tuple[str, str]] = (
        (KET_SATKER, str(putaran.satker)),
        (KET_TAHUN, str(putaran.tahun)),
        ("Putaran", str(putaran)),
        (KET_INSTRUMEN, putaran.instrumen.kode),
        ("Dasar", putaran.instrumen.dasar),
    )
    for n, (nama, nilai) in enumerate(kepala, start=1):
        isi_teks(lembar.cell(n, 1), nama)
        isi_teks(lembar.cell(n, 2), KENDALI.sub("", nilai))
    for n, teks in enumerate(KETERANGAN, start=7):
        isi_teks(lembar.cell(n, 1), teks)
    lembar.column_dimensions["A"].width, lembar.column_dimensions["B"].width = 24, 90
