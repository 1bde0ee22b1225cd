"""Every living part of a plan in one query: each kind writes its rows as JSON, and a UNION puts them together.

A page that compares the live rows with a version would else ask once for each of the twenty-odd kinds.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, cast

from django.db import models
from django.db.models import F, IntegerField, TextField, Value
from django.db.models.functions import Cast, JSONObject

from zi.naskah.bentuk import BARIS, RENCANA, Bentuk, semua_bentuk
from zi.pengungkit.models import AreaBaku
from zi.rencana.models import AreaRencana, PenanggungJawab, RencanaKerja


@dataclass(frozen=True)
class Bagian:
    """One part: `nilai` its plain fields as Python values, `acuan` the ids that its foreign keys hold."""

    pk: int
    uid: str
    induk: int
    atas: int | None
    urutan: int
    nilai: dict[str, Any]
    acuan: dict[str, int | None]
    versi: int
    baku: AreaBaku | None


@dataclass(frozen=True)
class SemuaBagian:
    """The parts by shape, each list in order; `relasi`: (shape, relation) → id of a part → (id, name) of the others."""

    bagian: dict[int, list[Bagian]]
    relasi: dict[tuple[int, str], dict[int, list[tuple[int, str]]]]

    def objek(self, bentuk: Bentuk) -> list[Any]:
        """The parts of a shape as objects of their model, in order; what they refer to is left to the caller."""
        return [_objek(bentuk, part) for part in self.bagian.get(id(bentuk), [])]

    def pasangan(self, bentuk: Bentuk, nama: str) -> dict[int, list[tuple[int, str]]]:
        return self.relasi.get((id(bentuk), nama), {})


def baca_bagian(rencana: RencanaKerja, *, baris: int | None = None) -> SemuaBagian:
    """`baris`: only what hangs on this row, and the areas."""
    hasil = SemuaBagian(defaultdict(list), defaultdict(lambda: defaultdict(list)))
    nomor, kueri, penerima = count(), [], []
    bentuk_baris = tuple(BARIS.anak.values())
    for bentuk in semua_bentuk() if baris is None else (RENCANA["area"], *bentuk_baris):
        saring = {"baris": baris} if baris is not None and bentuk in bentuk_baris else {}
        saring[bentuk.jalur_rencana] = rencana.pk
        for isi, terima in _sumber(bentuk, saring, hasil):
            kueri.append(isi.annotate(nomor_=Value(next(nomor), IntegerField())).values_list("nomor_", "isi_"))
            penerima.append(terima)
    for ke, isi in kueri[0].union(*kueri[1:], all=True):
        penerima[ke](isi)
    for daftar in hasil.bagian.values():
        daftar.sort(key=lambda x: (x.urutan, x.pk))
    return hasil


def _sumber(bentuk: Bentuk, saring: dict[str, int], hasil: SemuaBagian) -> Iterator[tuple[Any, Any]]:
    """The queries of a shape, each with what takes one of its rows."""
    hidup = cast(Any, bentuk.model._default_manager).hidup().filter(**saring)
    yield (
        hidup.order_by().annotate(isi_=_kolom(bentuk)),
        lambda isi: hasil.bagian[id(bentuk)].append(_bagian(bentuk, isi)),
    )
    for nama in relasi(bentuk):
        medan: Any = bentuk.model._meta.get_field(nama)
        dari, ke = medan.m2m_field_name(), medan.m2m_reverse_field_name()
        baris = medan.remote_field.through.objects.filter(**{f"{dari}__{n}": nilai for n, nilai in saring.items()})
        sebutan = F(f"{ke}__nama") if nama == "pihak" else Value("")
        pasangan = JSONObject(dari=F(f"{dari}_id"), ke=F(f"{ke}_id"), nama=sebutan)
        peta = hasil.relasi[id(bentuk), nama]
        yield (
            baris.order_by().annotate(isi_=pasangan),
            lambda isi, peta=peta: peta[isi["dari"]].append((isi["ke"], isi["nama"])),
        )


def relasi(bentuk: Bentuk) -> list[str]:
    """The many-to-many relations that are part of the document."""
    nama = [n for n in bentuk.acuan if bentuk.model._meta.get_field(n).many_to_many]
    return [*nama, "pihak"] if bentuk.model is PenanggungJawab else nama


def _luar(bentuk: Bentuk) -> list[str]:
    """The foreign keys that are part of the document."""
    return [n for n in bentuk.acuan if not bentuk.model._meta.get_field(n).many_to_many]


def _kolom(bentuk: Bentuk) -> JSONObject:
    """JSON inside and exact numbers go as text, which both databases write alike."""
    kolom: dict[str, Any] = {n: F(n) for n in ("pk", "uid", "urutan", "versi")} | {"induk": F(f"{bentuk.induk}_id")}
    kolom |= {"atas": F(f"{bentuk.pohon}_id")} if bentuk.pohon else {}
    kolom |= {f"acuan_{n}": F(f"{n}_id") for n in _luar(bentuk)}
    if bentuk.model is AreaRencana:
        kolom |= {f"baku_{n}": F(f"area_baku__{n}") for n in ("pk", "kode", "nama", "urutan")}
    for f in bentuk.nilai:
        teks = isinstance(f, models.JSONField | models.DecimalField)
        kolom[f"nilai_{f.name}"] = Cast(f.name, TextField()) if teks else F(f.name)
    return JSONObject(**kolom)


def _bagian(bentuk: Bentuk, isi: dict[str, Any]) -> Bagian:
    return Bagian(
        isi["pk"],
        str(cast(Any, bentuk.model._meta.get_field("uid")).to_python(isi["uid"])),
        isi["induk"],
        isi.get("atas"),
        isi["urutan"],
        {f.name: _nilai(f, isi[f"nilai_{f.name}"]) for f in bentuk.nilai},
        {n: isi[f"acuan_{n}"] for n in _luar(bentuk)},
        isi["versi"],
        AreaBaku(**{n: isi[f"baku_{n}"] for n in ("pk", "kode", "nama", "urutan")}) if isi.get("baku_pk") else None,
    )


def _objek(bentuk: Bentuk, part: Bagian) -> Any:
    luar: dict[str, Any] = {f"{nama}_id": pk for nama, pk in part.acuan.items()} | {f"{bentuk.induk}_id": part.induk}
    luar |= {f"{bentuk.pohon}_id": part.atas} if bentuk.pohon else {}
    luar |= {"area_baku": part.baku} if bentuk.model is AreaRencana else {}
    tetap = {"pk": part.pk, "uid": part.uid, "urutan": part.urutan, "versi": part.versi}
    objek = bentuk.model(**tetap, **luar, **part.nilai)
    objek._state.adding = False
    return objek


def _nilai(f: Any, nilai: Any) -> Any:
    if isinstance(f, models.JSONField):
        return None if nilai is None else json.loads(nilai)
    return f.to_python(nilai)
