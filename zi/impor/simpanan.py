"""A reading as JSON and back, so that a preview survives until it is confirmed."""

from dataclasses import asdict
from typing import Any

from zi.impor.hasil import (
    AksiTerbaca,
    AreaTerbaca,
    BarisTerbaca,
    BuktiTerbaca,
    HasilBaca,
    JadwalTerbaca,
    PeringatanBaca,
)

Isi = dict[str, Any]


def ke_json(hasil: HasilBaca) -> Isi:
    return asdict(hasil)


def dari_json(isi: Isi) -> HasilBaca:
    return HasilBaca(tuple(_area(a) for a in isi["areas"]), _peringatan(isi["peringatan"]))


def _area(isi: Isi) -> AreaTerbaca:
    return AreaTerbaca(**{**isi, "baris": tuple(_baris(b) for b in isi["baris"])})


def _baris(isi: Isi) -> BarisTerbaca:
    anak = {
        "aksi": tuple(AksiTerbaca(**x) for x in isi["aksi"]),
        "jadwal": tuple(JadwalTerbaca(**{**x, "aksi": tuple(x["aksi"])}) for x in isi["jadwal"]),
        "bukti": tuple(BuktiTerbaca(**{**x, "aksi": tuple(x["aksi"])}) for x in isi["bukti"]),
        "peringatan": _peringatan(isi["peringatan"]),
    }
    return BarisTerbaca(**{**isi, **anak})


def _peringatan(daftar: list[Isi]) -> tuple[PeringatanBaca, ...]:
    return tuple(PeringatanBaca(**x) for x in daftar)
