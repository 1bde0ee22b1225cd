"""The shortest way from a round to a predicate, as a person reads it: steps with evidence and owner."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from zi.bukti.peta.queries import URUT_KEADAAN
from zi.lke.alat import Alat, Soal
from zi.lke.isian import angka
from zi.lke.jalan import Jalan, Langkah, lebih_baik, terpendek
from zi.lke.kesiapan.andai import tulis_andai
from zi.lke.kesiapan.queries import Bahan, bukti_dan_pemilik
from zi.lke.nilai import Putusan, skor
from zi.lke.queries_putaran import KOSONG, Bukti
from zi.pengungkit.models import Pertanyaan

USAHA_MAKS = 100
SATU = Fraction(1)


@dataclass(frozen=True)
class Permintaan:
    """What is asked: the predicate, the surveys that may change, and effort per step where it is not one."""

    tujuan: str
    bebas: frozenset[str]
    usaha: dict[str, Fraction]
    galat: dict[str, str]

    def alamat(self) -> str:
        """The query of an address that asks the same."""
        isi = [("tujuan", self.tujuan), *(("bebas", k) for k in sorted(self.bebas))]
        isi += [(f"usaha-{k}", f"{float(n):g}") for k, n in self.usaha.items()]
        return urlencode(isi)


def survei(alat: Alat) -> list[str]:
    """The questions whose value comes from a survey."""
    return [k for k, s in alat.soal.items() if s.jenis == "angka"]


def baca_permintaan(alat: Alat, data: Any) -> Permintaan:
    """From a form or an address (a QueryDict); what is unknown is as if it were not there."""
    tujuan = data.get("tujuan", "")
    usaha, galat = {}, {}
    for kode in alat.soal:
        tulisan = data.get(f"usaha-{kode}", "").strip()[:20]
        n = angka(tulisan) if tulisan else SATU
        if n is None or not 0 < n <= USAHA_MAKS or (n * 100).denominator != 1:
            galat[kode] = f"Usaha {kode} “{tulisan}” harus angka lebih dari 0 sampai {USAHA_MAKS}."
        elif n != SATU:
            usaha[kode] = n
    bebas = frozenset(data.getlist("bebas")) & frozenset(survei(alat))
    return Permintaan(tujuan if tujuan in alat.ambang else next(iter(alat.ambang), ""), bebas, usaha, galat)


@dataclass(frozen=True)
class BarisLangkah:
    """A step of the way; `luar`: its figure comes from a survey by others."""

    langkah: Langkah
    tanya: Pertanyaan
    area: str
    dari: str
    ke: str
    rubrik: str
    bukti: Bukti
    pemilik: tuple[str, ...]
    luar: bool


@dataclass(frozen=True)
class LembarJalan:
    """The way with its steps; `alasan`: the conditions that cannot be met; `tanpa_cacah`: percentages whose counts are
    not whole, so that nobody knows how far they are; `andai`: the query of the page that supposes all steps."""

    jalan: Jalan
    baris: tuple[BarisLangkah, ...]
    sudah: bool
    alasan: tuple[Putusan, ...]
    tanpa_cacah: tuple[Pertanyaan, ...]
    andai: str


def lembar_jalan(b: Bahan, minta: Permintaan, user: Any) -> LembarJalan:
    jalan = terpendek(b.alat, b.jawaban, minta.tujuan, bebas=minta.bebas, usaha=lambda s: minta.usaha.get(s.kode, SATU))
    bukti, pemilik = bukti_dan_pemilik(b, user) if jalan.langkah else ({}, {})
    return LembarJalan(
        jalan,
        tuple(_baris(b, x, bukti, pemilik) for x in jalan.langkah),
        b.hasil.terpenuhi(minta.tujuan),
        jalan.hasil.kurang[minta.tujuan] if jalan.mustahil else (),
        tuple(b.tanya[k] for k, s in b.alat.soal.items() if s.jenis == "hitung" and skor(s, b.jawaban.get(k)) is None),
        urlencode(tulis_andai(b.alat, b.jawaban, {x.kode: x.ke for x in jalan.langkah})),
    )


def _baris(b: Bahan, x: Langkah, bukti: Mapping[str, Bukti], pemilik: Mapping[str, tuple[str, ...]]) -> BarisLangkah:
    tulisan = (*b.dari_ke(x.kode, x.dari, x.ke), b.rubrik(x.kode, x.ke))
    luar = b.alat.soal[x.kode].jenis == "angka"
    milik = (_urut(bukti.get(x.kode, KOSONG)), () if luar else pemilik.get(x.kode, ()))
    return BarisLangkah(x, b.tanya[x.kode], b.nama_area(x.kode), *tulisan, *milik, luar)


def _urut(bukti: Bukti) -> Bukti:
    """What is to be brought first."""
    return replace(bukti, syarat=tuple(sorted(bukti.syarat, key=lambda s: URUT_KEADAAN.index(s.keadaan))))


def dapat_naik(b: Bahan) -> list[Soal]:
    """The questions that have a better answer than today's."""
    return [s for k, s in b.alat.soal.items() if lebih_baik(s, b.jawaban.get(k), b.hasil.soal[k].maksimum, SATU)]
