"""Guessing title, number, date and kind of a document from the name of its file. Pure.

A guess is better missing than wrong: two different dates are none, a date to come is none, and what is only a camera's
name takes the words of the requirement as its title.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from zi.bukti.jenis import Istilah, usulkan
from zi.jadwal.kata import BULAN_INGGRIS, BULAN_PENDEK, BULAN_PENUH

TAHUN_AWAL = 2000
TAHUN_PENDEK = 5  # `27.01.23` is a date only when it is this young; else it is the number of a clause
JUDUL_MAKS, NOMOR_MAKS = 250, 120
BERGAMBAR = frozenset({"dokumentasi", "foto", "tangkap_layar", "media_sosialisasi"})
BULAN = BULAN_INGGRIS | BULAN_PENDEK | BULAN_PENUH
# Words of cameras, scanners and messengers; a name of only these says nothing about the document.
_UMUM = """img image images dsc dscn dscf dcim pxl mvimg vid screenshot screen shot cuplikan tangkapan layar whatsapp wa
at am pm photo photos picture pict pic foto gambar scan scanned scanner camscanner adobe doc document dokumen berkas
file new untitled unnamed copy salinan jpeg jpg png pdf rotate rotated com android"""
UMUM = frozenset(_UMUM.split())
_TEPI = " \t-–—_.,:;()[]{}#&+"
_PENGANTAR = re.compile(r"(?:^|\s)(?:tanggal|tgl\.?|nomor|no\.?|per|pada)\s*$|^(?:tanggal|tgl\.?|tentang)\s+", re.I)
_SALINAN = re.compile(r"\s*(?:\(\d{1,3}\)|-\s*(?:copy|salinan))\s*$", re.I)

# The parts of a number of a letter: one with a figure in it, any one, its year.
_BERANGKA = r"(?=[A-Z.\-]*\d)[A-Z0-9]+(?:[.\-][A-Z0-9]+)*"
_RUAS = rf"(?:[A-Z]{{1,6}}(?:\.[A-Z0-9]{{1,6}})*(?![A-Za-z0-9.\-])|{_BERANGKA})"
_TAHUN = r"(?:19|20)\d\d(?![A-Za-z0-9])"
_ISI = rf"{_BERANGKA}(?:(?:[_/]{_RUAS}){{0,6}}[_/]{_TAHUN}|(?:/{_RUAS})*)"
_NOMOR = (
    re.compile(
        rf"(?<![A-Za-z])(?P<kata>(?i:nomor|no|nmr))[ ._:]*"
        rf"(?P<isi>{_ISI}(?:[ _]+(?i:tahun|thn)[ _]+{_TAHUN})?)(?![A-Za-z0-9])"
    ),
    re.compile(rf"(?<![A-Za-z0-9])(?P<isi>(?:[A-Z][_/])?{_BERANGKA}(?:[_/]{_RUAS}){{1,6}}[_/]{_TAHUN})"),
    re.compile(r"(?<![A-Za-z0-9])(?P<isi>[A-Z]{1,3}\d{0,2}(?:\.[A-Z0-9]{2,4}){2,5}-\d{1,6})(?![A-Za-z0-9])"),
)

_SEBELUM = r"(?<!\d)(?<!\d[-.])(?<![A-Z]\.)"
_SESUDAH = r"(?!\d)(?![-.]\d)"
_JAM = r"(?:[ T-]*(?:at|pukul)?[ -]*\d{1,2}[.:-]\d{2}(?:[.:-]\d{2})?(?:[.:-]\d{1,3})?(?!\d))?"
_TANGGAL = (
    re.compile(rf"{_SEBELUM}(?P<t>20\d\d)(?P<p>[-. ])(?P<b>\d\d?)(?P=p)(?P<h>\d\d?)(?!\d){_JAM}"),
    re.compile(rf"{_SEBELUM}(?P<h>\d\d?)(?P<p>[-. ])(?P<b>\d\d?)(?P=p)(?P<t>20\d\d){_SESUDAH}"),
    re.compile(rf"{_SEBELUM}(?P<h>\d\d?)[ .,-]*(?P<kata>[A-Za-z]{{3,9}})[ .,-]*(?P<t>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<t>20\d\d)(?P<b>\d\d)(?P<h>\d\d)(?:[ -]?\d{6}(?:\d{3})?)?(?!\d)"),
    re.compile(r"(?<!\d)(?P<h>\d\d)(?P<b>\d\d)(?P<t>20\d\d)(?!\d)"),
    re.compile(rf"{_SEBELUM}(?P<h>\d\d)(?P<p>[-.])(?P<b>\d\d)(?P=p)(?P<pendek>\d\d){_SESUDAH}"),
)
_RENTANG = re.compile(r"\d\s*(?:-|–|s\.?\s?d\.?|sampai|hingga|dan|&)\s*$", re.I)


@dataclass(frozen=True)
class Tebakan:
    """What a new file is called until somebody says better; `jenis` is a code of the vocabulary, "" unknown."""

    judul: str
    nomor: str = ""
    tanggal: date | None = None
    jenis: str = ""


def tebak(
    nama: str,
    *,
    hari_ini: date,
    syarat: str = "",
    jenis: Sequence[str] = (),
    istilah: tuple[Istilah, ...] = (),
    dipotret: date | None = None,
) -> Tebakan:
    """From the file's name; `syarat` and `jenis` are words and kinds asked for, `dipotret` the day of the photo.

    The day of a photo is that of the document, but not when a paper was photographed today to be filed.
    """
    inti = _SALINAN.sub("", PurePosixPath(nama.replace("/", "_")).stem)
    nomor, rentang = _nomor(inti)
    sisa = _tanpa(inti, rentang).replace("_", " ")
    tanggal, letak = _tanggal(sisa, hari_ini)
    if tanggal:
        for satu in reversed(letak):
            sisa = _tanpa(sisa, satu)
    kata, umum = _rapikan(sisa), _umum(sisa)
    kode = _jenis(kata, syarat, jenis, istilah)
    if umum or not letak:
        potret = tanggal or (dipotret if dipotret and dipotret.year >= TAHUN_AWAL and dipotret <= hari_ini else None)
        tanggal = None if potret == hari_ini and kode not in BERGAMBAR else potret
    judul = (_potong(syarat) if umum else kata) or _rapikan(inti.replace("_", " ")) or nama.strip()
    return Tebakan(judul[:JUDUL_MAKS] or "Tanpa nama", nomor, tanggal, kode)


def _tanpa(teks: str, rentang: tuple[int, int]) -> str:
    return f"{teks[: rentang[0]]} {teks[rentang[1] :]}" if rentang[1] else teks


def _nomor(teks: str) -> tuple[str, tuple[int, int]]:
    """The number of the letter with its slashes, and where it stands; a bare number in front counts the files."""
    for pola in _NOMOR:
        for cocok in pola.finditer(teks):
            isi = re.sub(r"_+(?i:tahun|thn)_+", " Tahun ", cocok["isi"])
            polos = isi.isdecimal() and (cocok.start() == 0 or len(isi) > 6)
            bertanda = re.search(r"[A-Za-z]", isi) or "kata" in cocok.groupdict()
            if bertanda and not polos and len(isi) <= NOMOR_MAKS and not _berbulan(isi):
                return isi.replace("_", "/"), cocok.span()
    return "", (0, 0)


def _berbulan(isi: str) -> bool:
    return any(ruas.lower() in BULAN and len(ruas) > 2 for ruas in re.split(r"[_/ ]", isi))


def _tanggal(teks: str, hari_ini: date) -> tuple[date | None, list[tuple[int, int]]]:
    """The one date of the text, and where dates stand; two different ones, a range and one to come are None."""
    temuan: set[date | None] = set()
    letak: list[tuple[int, int]] = []
    for pola in _TANGGAL:
        for cocok in pola.finditer(teks):
            lain = any(a < cocok.end() and cocok.start() < b for a, b in letak)
            hari = None if lain else _hari(cocok.groupdict(), hari_ini)
            if hari:
                rentang = _RENTANG.search(teks[: cocok.start()])
                temuan.add(None if rentang or hari > hari_ini else hari)
                letak.append(cocok.span())
    return temuan.pop() if len(temuan) == 1 else None, sorted(letak)


def _hari(ruas: dict[str, str | None], hari_ini: date) -> date | None:
    tahun = int(ruas.get("t") or 2000 + int(ruas.get("pendek") or 0))
    kata = ruas.get("kata")
    bulan = BULAN.get(kata.lower(), 0) if kata else int(ruas.get("b") or 0)
    try:
        hari = date(tahun, bulan, int(ruas["h"] or 0))
    except ValueError:
        return None
    if ruas.get("pendek") and not hari_ini.year - TAHUN_PENDEK <= tahun <= hari_ini.year:
        return None
    return hari


def _umum(sisa: str) -> bool:
    """Only words of cameras and scanners, or none at all?"""
    kata = re.findall(r"[^\W\d_]+", sisa.lower())
    return not any(len(k) > 1 and k not in UMUM for k in kata)


def _rapikan(teks: str) -> str:
    bersih = " ".join(teks.split()).strip(_TEPI)
    while (kini := _PENGANTAR.sub(" ", bersih).strip(_TEPI)) != bersih:
        bersih = kini
    return bersih


def _potong(teks: str) -> str:
    """The first words of a requirement."""
    polos = " ".join(teks.split())
    return polos if len(polos) <= 120 else polos[:120].rsplit(" ", 1)[0] + " …"


def _jenis(kata: str, syarat: str, jenis: Sequence[str], istilah: tuple[Istilah, ...]) -> str:
    """The only kind asked for, else the kind in the name; of several the one that is asked for."""
    diminta = list(jenis) or usulkan(syarat, istilah)
    if len(diminta) == 1:
        return diminta[0]
    polos = re.sub(r"[-–_.]+", " ", kata)
    calon = usulkan(polos, istilah) or _di_tengah(polos, istilah)
    cocok = [k for k in calon if k in diminta] or calon
    return cocok[0] if len(cocok) == 1 else ""


def _di_tengah(kata: str, istilah: tuple[Istilah, ...]) -> list[str]:
    """Kinds named anywhere, by words long enough not to be an abbreviation of something else."""
    panjang = [x for x in istilah if len(x.kata) > 4 and re.search(rf"\b{re.escape(x.kata)}\b", kata.lower())]
    return list(dict.fromkeys(x.kode for x in panjang))
