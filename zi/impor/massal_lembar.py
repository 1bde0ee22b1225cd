"""The workbook of evidence: reading one without trusting it, writing the one to fill in and the one to correct.

A line is a dict of texts: the keys of KOLOM, and `baris`, the row number that Excel shows.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from zi.common.galat import GalatDomain
from zi.impor.berkas import Jenis, buka
from zi.impor.buku import kisi_buku
from zi.impor.hasil import Batas, BerkasTidakTerbaca, satu_baris
from zi.impor.kepala import KOLOM_KUNCI
from zi.impor.tabel import BarisKisi, Kisi
from zi.impor.tulis import WARNA_KEPALA, isi_sel

Lajur = dict[str, str]
BARIS_MAKS = 2_000
KEPALA_MAKS = 20  # the headings stand within the first rows
BATAS = Batas(byte_berkas=20_000_000, baris_isi=BARIS_MAKS + KEPALA_MAKS, kolom=60, huruf_sel=5_000)
_KODE = (
    "kode baris, kode pertanyaan, kode lke, kode pertanyaan lke, kode baris pertanyaan, kode baris atau pertanyaan, "
    "nomor baris, no baris, kode rencana"
)
_BERKAS = (
    "berkas, nama berkas, file, nama file, tautan, link, url, link drive, link google drive, berkas tautan, "
    "berkas link, nama berkas tautan, nama berkas atau tautan, nama file link, nama file tautan, nama file atau link, "
    "nama file atau tautan, file link, file atau link, file atau tautan"
)
# key -> (heading in our workbook, width, other headings that are understood)
KOLOM: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "kunci": (KOLOM_KUNCI, 4, ("kunci", "id")),
    "kode": ("Kode", 12, tuple(_KODE.split(", "))),
    "area": ("Area", 22, ("pengungkit", "zona", "pokja", "area perubahan")),
    "uraian": ("Rencana kerja atau pertanyaan", 40, ("rencana kerja", "kegiatan", "pertanyaan")),
    "syarat": ("Bukti yang diminta", 40, ("bukti", "bukti fisik", "bukti dukung", "data dukung", "eviden")),
    "judul": ("Judul dokumen", 34, ("judul", "nama dokumen", "judul berkas", "judul bukti")),
    "nomor": ("Nomor dokumen", 20, ("nomor", "nomor surat", "no surat", "no dokumen", "nomor naskah")),
    "tanggal": ("Tanggal dokumen", 18, ("tanggal", "tanggal surat", "tgl", "tgl dokumen", "tgl surat")),
    "berkas": ("Berkas atau tautan", 34, tuple(_BERKAS.split(", "))),
    "berlaku": ("Berlaku sampai", 18, ("masa berlaku", "berlaku hingga", "berlaku s d")),
}
ISIAN = ("judul", "nomor", "tanggal", "berkas", "berlaku")
TEMPAT = {"kunci", "kode", "syarat"}
TANPA_KOLOM = (
    "Tidak ada lembar dengan kolom “Berkas atau tautan” dan “Kode” atau “Bukti yang diminta”. Pakai lembar isian kami."
)
BUKAN_EXCEL = "Lembar isian harus berkas Excel (.xlsx)."
KETERANGAN = "Keterangan"
_PEMISAH = re.compile(r"[\W_]+")


def _kata(teks: str) -> str:
    return _PEMISAH.sub(" ", teks.casefold()).strip()


_NAMA = {_kata(h): k for k, (judul, _, lain) in KOLOM.items() for h in (judul, *lain)}


def baca_lembar(isi: BinaryIO) -> tuple[list[Lajur], list[str]]:
    """The lines of the first sheet with known headings, and notes on cells that could not be read.

    Formulas are never evaluated: the value that Excel saved counts. Raises GalatDomain with one sentence.
    """
    try:
        aman = buka(isi, BATAS)
        with aman.arsip:
            if aman.jenis is not Jenis.XLSX:
                raise GalatDomain(BUKAN_EXCEL)
            semua, _ = kisi_buku(aman, BATAS)
    except BerkasTidakTerbaca as galat:
        raise GalatDomain(f"Lembar isian: {galat}") from galat
    for kisi in semua:
        for n, baris in enumerate(kisi.baris[:KEPALA_MAKS]):
            if kepala := _kepala(baris):
                return _lajur(kisi, n, kepala), [pesan for _, pesan in kisi.catatan]
    raise GalatDomain(TANPA_KOLOM)


def _kepala(baris: BarisKisi) -> list[tuple[int, str]]:
    """Which column is what, when this line is the one with the headings."""
    kepala = [(k, nama) for k, teks in baris.terisi() if (nama := _NAMA.get(_kata(teks)))]
    ada = {nama for _, nama in kepala}
    return kepala if "berkas" in ada and ada & TEMPAT else []


def _lajur(kisi: Kisi, n: int, kepala: Sequence[tuple[int, str]]) -> list[Lajur]:
    hasil = []
    for baris in kisi.baris[n + 1 :]:
        satu = dict.fromkeys(KOLOM, "")
        for kolom, nama in kepala:  # two columns of one kind, such as berkas and tautan: the first that is filled
            satu[nama] = satu[nama] or satu_baris(baris.teks(kolom))
        if any(satu.values()):
            hasil.append({**satu, "baris": str(baris.nomor)})
    if len(hasil) > BARIS_MAKS:
        raise GalatDomain(f"Lembar isian lebih dari {BARIS_MAKS:_} baris. Bagilah menjadi beberapa.".replace("_", "."))
    return hasil


def tulis_lembar(lajur: Iterable[Mapping[str, str]], judul: str) -> bytes:
    """A workbook of these lines; a line with `keterangan` says there what is wrong. Every cell is text."""
    buku, semua = Workbook(), list(lajur)
    lembar: Any = buku.active
    lembar.title = "Bukti"
    kolom = [*KOLOM, *(["keterangan"] if any("keterangan" in x for x in semua) else [])]
    for k, nama in enumerate(kolom, 1):
        isi_sel(lembar.cell(2, k), KOLOM[nama][0] if nama in KOLOM else KETERANGAN)
        for n, satu in enumerate(semua, 3):
            isi_sel(lembar.cell(n, k), satu.get(nama, ""))
    isi_sel(lembar.cell(1, 2), judul)
    lembar.cell(1, 2).font = Font(bold=True, size=14)
    _gaya(lembar, kolom)
    _petunjuk(buku.create_sheet("Petunjuk"))
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _gaya(lembar: Any, kolom: Sequence[str]) -> None:
    for sel in lembar[2]:
        nama = kolom[sel.column - 1]
        sel.font = Font(bold=True)
        sel.fill = PatternFill("solid", fgColor=WARNA_KEPALA)
        lembar.column_dimensions[sel.column_letter].width = KOLOM[nama][1] if nama in KOLOM else 50
        lembar.column_dimensions[sel.column_letter].hidden = nama == "kunci"
    for baris in lembar.iter_rows(min_row=2):
        for sel in baris:
            sel.alignment = Alignment(wrap_text=True, vertical="top")
    lembar.freeze_panes = "A3"


def _petunjuk(lembar: Any) -> None:
    for n, teks in enumerate(PETUNJUK, 1):
        isi_sel(lembar.cell(n, 1), teks)
    lembar.column_dimensions["A"].width = 110


PETUNJUK = (
    "Isi satu baris untuk setiap berkas. Baris yang kolom “Berkas atau tautan”-nya kosong dilewati.",
    "Berkas atau tautan: nama berkas di ZIP atau folder Anda, boleh tanpa folder dan tanpa akhiran; atau alamat web.",
    "Satu bukti dengan beberapa berkas: salin barisnya, lalu ganti nama berkasnya.",
    "Satu berkas untuk beberapa bukti: tulis nama berkas yang sama di setiap baris; berkasnya disimpan sekali.",
    "Tanggal: tanggal pada dokumennya, misalnya 25 Januari 2023 atau 25/01/2023.",
    "Bukti yang diminta berulang: tanggalnya menentukan kejadiannya; tanpa tanggal, yang terlama belum berbukti.",
    "Judul, nomor, tanggal, dan berlaku sampai boleh kosong.",
    "Pertanyaan LKE: tulis nama buktinya di kolom “Bukti yang diminta”; bila belum ada, bukti itu dibuat.",
)
