"""Every address of the site, and how a test fills the ones that name an object.

`semua_alamat()` walks the URLconf, so a new URL without a case in `ARGUMEN` makes the tests that use it fail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Names that no test walks, each with the reason.
LEWATI = {
    "admin": "situs admin Django: hanya superuser, diuji sendiri",
}


@dataclass(frozen=True)
class Alamat:
    nama: str
    argumen: tuple[str, ...]

    def url(self, dunia: SimpleNamespace) -> str:
        return reverse(self.nama, kwargs={k: v for k, v in ARGUMEN[self.nama](dunia).items() if k in self.argumen})


def semua_alamat() -> list[Alamat]:
    """All named patterns, namespaces included, without those of LEWATI."""
    return sorted(set(_jalan(get_resolver().url_patterns, "")), key=lambda a: a.nama)


def _jalan(pola: list[Any], ruang: str, argumen: tuple[str, ...] = ()) -> Iterator[Alamat]:
    for satu in pola:
        semua = argumen + tuple(satu.pattern.regex.groupindex)
        if isinstance(satu, URLResolver):
            if satu.namespace not in LEWATI:
                yield from _jalan(satu.url_patterns, f"{ruang}{satu.namespace}:" if satu.namespace else ruang, semua)
        elif isinstance(satu, URLPattern) and satu.name:
            yield Alamat(ruang + satu.name, semua)


# Name → keyword arguments taken from the world of tests/dunia.py. Only names with arguments stand here.
ARGUMEN: dict[str, Any] = {
    "akun:tautan": lambda d: {"token": d.token},
    "bukti:periksa": lambda d: {"pk": d.pemenuhan.pk},
    "bukti:syarat": lambda d: {"pk": d.syarat.pk},
    "bukti:unduh": lambda d: {"pk": d.versi_berkas.pk},
    "impor:ekspor": lambda d: {"pk": d.rencana.pk},
    "impor:pratinjau": lambda d: {"pk": d.draf.pk},
    "monev:rapat": lambda d: {"pk": d.rapat.pk},
    "naskah:area_baru": lambda d: {"pk": d.rencana.pk},
    "naskah:area_hapus": lambda d: {"pk": d.area.pk},
    "naskah:area_ubah": lambda d: {"pk": d.area.pk},
    "naskah:baca_jadwal": lambda d: {"pk": d.rencana.pk},
    "naskah:bagian": lambda d: {"pk": d.rencana.pk},
    "naskah:bagian_baru": lambda d: {"pk": d.rencana.pk},
    "naskah:bagian_tindakan": lambda d: {"jenis": "bagian", "pk": d.bagian.pk, "aksi": "turun"},
    "naskah:bagian_ubah": lambda d: {"pk": d.bagian.pk},
    "naskah:baris": lambda d: {"pk": d.baris.pk},
    "naskah:baris_baru": lambda d: {"pk": d.area.pk},
    "naskah:baris_baru_tabel": lambda d: {"pk": d.tabel.pk},
    "naskah:baris_hapus": lambda d: {"pk": d.baris.pk},
    "naskah:baris_ubah": lambda d: {"pk": d.baris.pk},
    "naskah:cetak": lambda d: {"pk": d.rencana.pk},
    "naskah:cetak_status": lambda d: {"pk": d.cetakan.pk},
    "naskah:dihapus": lambda d: {"pk": d.rencana.pk},
    "naskah:kepala": lambda d: {"pk": d.rencana.pk},
    "naskah:langkah": lambda d: {"pk": d.rencana.pk, "aksi": "tarik"},
    "naskah:pengesahan_baru": lambda d: {"pk": d.rencana.pk},
    "naskah:pengesahan_ubah": lambda d: {"pk": d.pengesahan.pk},
    "naskah:program_baru": lambda d: {"pk": d.area.pk},
    "naskah:program_hapus": lambda d: {"pk": d.program.pk},
    "naskah:program_ubah": lambda d: {"pk": d.program.pk},
    "naskah:pulihkan": lambda d: {"jenis": "baris", "pk": d.baris.pk},
    "naskah:rencana": lambda d: {"pk": d.rencana.pk},
    "naskah:riwayat": lambda d: {"pk": d.rencana.pk},
    "naskah:usul_jenis": lambda d: {"pk": d.rencana.pk},
    "naskah:unduh_pdf": lambda d: {"pk": d.cetakan.pk},
    "naskah:versi": lambda d: {"pk": d.versi.pk},
    "notifikasi:buka": lambda d: {"pk": d.notifikasi.pk},
    "pengungkit:instrumen": lambda d: {"kode": d.instrumen.kode},
    "satker:akhiri": lambda d: {"kode": d.satker.kode, "pk": d.peran.pk},
    "satker:beri": lambda d: {"kode": d.satker.kode},
    "satker:impor": lambda d: {"kode": d.satker.kode},
    "satker:kirim": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
    "satker:orang": lambda d: {"kode": d.satker.kode},
    "satker:pindah": lambda d: {"kode": d.satker.kode},
    "satker:pratinjau": lambda d: {"kode": d.satker.kode, "pk": d.pratinjau_orang.pk},
    "satker:rincian": lambda d: {"kode": d.satker.kode},
    "satker:seseorang": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
    "satker:tambah": lambda d: {"kode": d.satker.kode},
    "satker:tautan": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
    "satker:templat_orang": lambda d: {"kode": d.satker.kode},
    "satker:ubah": lambda d: {"kode": d.satker.kode},
    "satker:ubah_orang": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
}
