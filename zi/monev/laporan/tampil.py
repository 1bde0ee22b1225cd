"""A report on the screen: the same content with percentages and words beside the figures."""

from collections.abc import Iterator

from zi.monev.laporan.cetak_tabel import GOLONGAN, nama_area, persen
from zi.monev.laporan.kanonik import Isi


def untuk_layar(isi: Isi) -> Isi:
    """Add to each set of counts its percentages, and to each occurrence why it stands there."""
    for hitung in _hitungan(isi):
        hitung["persen"] = persen(hitung["selesai"], hitung["rencana"])
        hitung["persen_sd"] = persen(hitung["selesai_sd"], hitung["rencana_sd"])
        hitung["persen_bukti"] = persen(hitung["bukti_diterima"], hitung["bukti"])
    for area in isi["area"]:
        area["judul"] = nama_area(area)
        area["sisa"] = area["angka"]["tunggakan"] + area["angka"]["terlambat"]
        for baris in area["baris"]:
            for saat in baris["saat"]:
                saat["sebab"] = GOLONGAN.get(saat["golongan"], "")
    return isi


def _hitungan(isi: Isi) -> Iterator[Isi]:
    yield isi["total"]
    yield from (a["angka"] for a in isi["area"])
    yield from (b["angka"] for b in isi["bulan"] if b["angka"])
