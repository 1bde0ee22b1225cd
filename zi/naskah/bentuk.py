"""The shape of the canonical plan document, as data: which model stands where, and how references are written.

Every plain field of a model is part of the document under its own name, so that a new field cannot be forgotten.
Order is the order of the lists (1-based positions); `urutan` itself is not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from django.db import models

from zi.bukti.models import SyaratBukti
from zi.jadwal.models import Jadwal
from zi.naskah.models import BagianNaskah, ButirBagian, DasarHukum, Lampiran, Pengertian, Pengesahan
from zi.rencana.models import (
    AreaRencana,
    BagianRencana,
    BarisRencana,
    Indikator,
    IsuStrategis,
    ItemAnggaran,
    PenanggungJawab,
    PoinIndikator,
    ProgramPrioritas,
    RencanaAksi,
    RencanaKerja,
    Rincian,
    SasaranHasil,
    TabelRencana,
    TargetArea,
    TargetPredikat,
    TargetPrioritas,
)

BUKAN_ISI = frozenset(
    {"id", "uid", "urutan", "versi", "dihapus_pada", "created_at", "updated_at", "status", "diajukan_pada"}
)
KUNCI_ANAK = "anak"


@dataclass(frozen=True)
class Bentuk:
    """One kind of part.

    `induk`: FK to the parent. `acuan`: relation → model that it refers to, written by address (see `Alamat`).
    `anak`: key in the document → shape of the parts below. `pohon`: FK to itself; its children stand under "anak".
    `jalur`: look-up path to the plan where the model has no single one.
    """

    model: type[models.Model]
    induk: str = "rencana"
    alamat: str = "posisi"  # how others refer to it: posisi, kode, or jalur (address of the parent + position)
    acuan: dict[str, type[models.Model]] = field(default_factory=dict)
    anak: dict[str, "Bentuk"] = field(default_factory=dict)
    pohon: str = ""
    jalur: str = ""
    tanpa: frozenset[str] = frozenset()  # plain fields that are not part of the document

    @property
    def nilai(self) -> tuple[models.Field, ...]:
        """The plain fields that are part of the document, in the order of the model."""
        return tuple(
            f for f in self.model._meta.concrete_fields if not f.is_relation and f.name not in BUKAN_ISI | self.tanpa
        )

    @property
    def jalur_rencana(self) -> str:
        return self.jalur or cast(type[BagianRencana], self.model).JALUR

    def semua(self) -> Iterator["Bentuk"]:
        """This shape and all below it."""
        yield self
        for bentuk in self.anak.values():
            yield from bentuk.semua()


def _syarat(induk: str, jalur: str, **acuan: type[models.Model]) -> Bentuk:
    return Bentuk(SyaratBukti, induk, acuan=acuan, pohon="induk", jalur=jalur, tanpa=frozenset({"tahun"}))


BARIS = Bentuk(
    BarisRencana,
    "tabel",
    acuan={"area": AreaRencana, "indikator": Indikator, "isu": IsuStrategis, "lintas": AreaRencana},
    anak={
        "aksi": Bentuk(RencanaAksi, "baris"),
        "jadwal": Bentuk(Jadwal, "baris", acuan={"aksi": RencanaAksi}),
        "syarat": _syarat("baris", "baris__tabel__rencana", aksi=RencanaAksi),
        "rincian": Bentuk(Rincian, "baris", acuan={"area": AreaRencana}),
        "penanggung_jawab": Bentuk(PenanggungJawab, "baris"),
    },
)
RENCANA: dict[str, Bentuk] = {
    "target_predikat": Bentuk(TargetPredikat),
    "area": Bentuk(
        AreaRencana,
        alamat="kode",
        anak={
            "indikator": Bentuk(Indikator, "area", alamat="jalur", anak={"poin": Bentuk(PoinIndikator, "indikator")}),
            "target": Bentuk(TargetArea, "area"),
            "sasaran": Bentuk(SasaranHasil, "area"),
            "program": Bentuk(ProgramPrioritas, "area"),
            "syarat": _syarat("area", "area__rencana"),
        },
    ),
    "isu": Bentuk(IsuStrategis, acuan={"area": AreaRencana}),
    "target_prioritas": Bentuk(TargetPrioritas, acuan={"area": AreaRencana}),
    "anggaran": Bentuk(ItemAnggaran),
    "tabel": Bentuk(TabelRencana, acuan={"area": AreaRencana}, anak={"baris": BARIS}),
    "bagian": Bentuk(
        BagianNaskah,
        alamat="jalur",
        pohon="induk",
        anak={"butir": Bentuk(ButirBagian, "bagian", pohon="induk")},
    ),
    "dasar_hukum": Bentuk(DasarHukum),
    "pengertian": Bentuk(Pengertian),
    "pengesahan": Bentuk(Pengesahan, acuan={"bagian": BagianNaskah}),
    "lampiran": Bentuk(Lampiran),
}
KEPALA = Bentuk(RencanaKerja)


def semua_bentuk() -> Iterator[Bentuk]:
    """Every shape of the document."""
    for bentuk in RENCANA.values():
        yield from bentuk.semua()
