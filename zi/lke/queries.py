"""Reading an instrument for the scoring engine."""

from collections import defaultdict
from fractions import Fraction
from functools import lru_cache
from typing import Any

from zi.lke.alat import Alat, Cabang, Soal, Syarat
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul


def alat(instrumen: Instrumen) -> Alat:
    """The instrument as values; read once a process for each content of its file."""
    return _alat(instrumen.pk, instrumen.sidik)


@lru_cache(maxsize=16)
def _alat(pk: int, sidik: str) -> Alat:
    instrumen = Instrumen.objects.get(pk=pk, sidik=sidik)
    anak: dict[int | None, list[Simpul]] = defaultdict(list)
    tanya: dict[int, list[Pertanyaan]] = defaultdict(list)
    for simpul in instrumen.simpul.select_related("area").order_by("urutan"):
        anak[simpul.induk_id].append(simpul)
    for satu in instrumen.pertanyaan.order_by("urutan"):
        tanya[satu.simpul_id].append(satu)

    def cabang(induk: int | None) -> tuple[Cabang, ...]:
        return tuple(
            Cabang(
                s.kode,
                s.nama,
                Fraction(s.bobot),
                s.cara,
                s.area.kode if s.area else "",
                cabang(s.pk),
                tuple(soal_dari(p, instrumen.tipe_jawaban[p.tipe]) for p in tanya[s.pk]),
            )
            for s in anak[induk]
        )

    return Alat(
        instrumen.kode,
        Fraction(instrumen.nilai_maksimum),
        cabang(None),
        {predikat: tuple(syarat_dari(s) for s in semua) for predikat, semua in instrumen.ambang.items()},
        dict(AreaBaku.objects.values_list("kode", "nama")),
    )


def soal_dari(satu: Pertanyaan, tipe: dict[str, Any]) -> Soal:
    nol = satu.lain.get("nol_per_nol")
    bawah, atas = (Fraction(x) for x in tipe.get("rentang", ("0", "1")))
    return Soal(
        satu.kode,
        tipe["jenis"],
        satu.tipe,
        {huruf: Fraction(n) for huruf, n in tipe.get("nilai", {}).items()},
        (bawah, atas),
        satu.rumus,
        tuple(m["kunci"] for m in satu.masukan),
        Fraction(nol["nilai"]) if nol else None,
        None if satu.bobot is None else Fraction(satu.bobot),
        satu.teks,
    )


def syarat_dari(satu: dict[str, Any]) -> Syarat:
    ukuran = satu["ukuran"]
    return Syarat(
        satu["kode"],
        satu["uraian"],
        ukuran,
        satu.get(ukuran, ""),
        Fraction(satu["minimal"]),
        bool(satu.get("peringatan_per_bagian")),
    )
