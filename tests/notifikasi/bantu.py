"""A unit with people, and lines that a test puts before the reminder."""

from datetime import date
from types import SimpleNamespace

from tests.pabrik import SatkerFactory, orang
from zi.notifikasi.butir import Butir

SENIN = date(2026, 3, 2)
BARIS: list[tuple[int | None, Butir]] = []


def sumber(satker, tanggal):
    """A source whose lines a test wrote, each with the id of its unit."""
    yield from sorted((b for pk, b in BARIS if pk == satker.pk), key=lambda b: b.tenggat)


def tulis(satker, siapa, tenggat, teks="Menyusun laporan", area="MP", tautan="", kecuali=None):
    """Put a line before the reminder; `siapa` None is the team of the area; `kecuali`: a check not for these people."""
    tautan = tautan or f"/kerja/{len(BARIS)}/"
    bukan = None if kecuali is None else frozenset(x.pk for x in kecuali)
    BARIS.append((satker.pk, Butir(siapa and siapa.pk, tenggat, teks, tautan, area, bukan)))


def kantor(**nilai):
    """A unit in WIB with one person in each role of area MP."""
    satker = SatkerFactory(zona_waktu="Asia/Jakarta", **nilai)
    jenis = ("anggota", "koordinator", "ketua_tim", "kepala", "admin_satker")
    return SimpleNamespace(satker=satker, **{j: orang(satker, j) for j in jenis})
