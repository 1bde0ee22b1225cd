"""Perlu diperiksa: warnings while a plan is being written. They never block. Pure.

A rule is a function from Bahan to warnings; a new one needs a line in ATURAN and its kind in periksa_bahan.JENIS.
"""

from collections.abc import Callable, Iterator

from zi.naskah import periksa_isi, periksa_jadwal
from zi.naskah.periksa_bahan import JENIS, Bahan, ButirPeriksa, JenisPeriksa

ATURAN: tuple[Callable[[Bahan], Iterator[ButirPeriksa]], ...] = (
    periksa_jadwal.tanpa_jadwal,
    periksa_jadwal.tiap_jadwal,
    periksa_jadwal.kertas_luar_masa,
    periksa_jadwal.undangan_terlambat,
    periksa_isi.tanpa_isi,
    periksa_isi.tanpa_orang,
    periksa_isi.kembar,
    periksa_isi.area_kosong,
    periksa_isi.tahun_judul,
    periksa_isi.penanda_tangan,
)


def periksa(bahan: Bahan) -> list[tuple[JenisPeriksa, list[ButirPeriksa]]]:
    """The kinds with something to check, in their order, each with its warnings in the order of the plan."""
    semua = [butir for aturan in ATURAN for butir in aturan(bahan)]
    kelompok = [(jenis, [x for x in semua if x.kode == jenis.kode]) for jenis in JENIS]
    return [(jenis, isi) for jenis, isi in kelompok if isi]
