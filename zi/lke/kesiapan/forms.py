"""The forms of readiness: supposed answers by question, and the effort of the shortest way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zi.lke.alat import Soal
from zi.lke.isian import Jawaban, simpan
from zi.lke.kesiapan.andai import Andai
from zi.lke.kesiapan.queries import BELUM, Bahan


@dataclass(frozen=True)
class Medan:
    """One field: its name in the form, its label, what stands in it."""

    nama: str
    label: str
    isi: str


@dataclass(frozen=True)
class Isian:
    """A question of the form: a choice when there is `opsi`, else one or more numbers."""

    kode: str
    teks: str
    kini: str
    berubah: bool
    galat: str
    opsi: tuple[tuple[str, str], ...]
    medan: tuple[Medan, ...]


@dataclass(frozen=True)
class Kelompok:
    """The questions of an area, or of a component without areas."""

    nama: str
    isian: tuple[Isian, ...]

    @property
    def berubah(self) -> int:
        return sum(i.berubah for i in self.isian)

    @property
    def terbuka(self) -> bool:
        return any(i.berubah or i.galat for i in self.isian)


def formulir_andai(b: Bahan, andai: Andai, data: Mapping[str, str]) -> list[Kelompok]:
    """All questions by area, as supposed; what could not be read stands as it was sent."""
    jawaban = andai.pada(b.jawaban)
    return _kelompokkan(b, [_isian(b, s, jawaban.get(k), andai, data) for k, s in b.alat.soal.items()])


def _isian(b: Bahan, soal: Soal, isi: Jawaban | None, andai: Andai, data: Mapping[str, str]) -> Isian:
    tanya, tulisan = b.tanya[soal.kode], simpan(isi)
    galat = andai.galat.get(soal.kode, "")

    def medan(nama: str, label: str, kini: str) -> Medan:
        return Medan(nama, label, data.get(nama, kini) if galat else kini)

    if soal.jenis == "hitung":
        ada = tulisan or {}
        semua = tuple(medan(f"{soal.kode}-{m['kunci']}", m["label"], ada.get(m["kunci"], "")) for m in tanya.masukan)
    else:
        semua = (medan(soal.kode, "", (tulisan or "").replace(".", ",") if soal.jenis == "angka" else tulisan or ""),)
    opsi = [("", BELUM), *((h, _opsi(h, tanya.opsi)) for h in soal.nilai)] if soal.jenis == "pilihan" else []
    kini = b.tulis(soal.kode, b.jawaban.get(soal.kode))
    return Isian(soal.kode, tanya.teks, kini, soal.kode in andai.ubah, galat, tuple(opsi), semua)


def _opsi(huruf: str, opsi: Mapping[str, Any]) -> str:
    return f"{huruf}: {opsi[huruf]}" if opsi.get(huruf) else huruf


def formulir_usaha(b: Bahan, soal: Iterable[Soal], data: Mapping[str, str], galat: Mapping[str, str]) -> list[Kelompok]:
    """A number for each of these questions."""
    isian = []
    for s in soal:
        nama = f"usaha-{s.kode}"
        isi = data.get(nama, "").strip()[:20]
        milik = (Medan(nama, "", isi),)
        keliru = galat.get(s.kode, "")
        isian.append(Isian(s.kode, b.tanya[s.kode].teks, "", bool(isi) and isi != "1", keliru, (), milik))
    return _kelompokkan(b, isian)


def _kelompokkan(b: Bahan, isian: list[Isian]) -> list[Kelompok]:
    kumpul: dict[str, list[Isian]] = {}
    for satu in isian:
        kumpul.setdefault(b.nama_area(satu.kode), []).append(satu)
    return [Kelompok(nama, tuple(isi)) for nama, isi in kumpul.items()]
