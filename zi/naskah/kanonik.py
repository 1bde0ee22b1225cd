"""The canonical plan document, read from the live rows: export, snapshot, fixture and print all use this one form.

`susun` gives every key (what templates need); `ringkas` leaves out what is empty (what files and hashes hold);
`lengkapi` puts the empty keys back. Booleans are always written.
"""

import hashlib
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db import models

from zi.naskah.bentuk import KEPALA, KUNCI_ANAK, RENCANA, Bentuk, semua_bentuk
from zi.rencana.models import AreaRencana, PenanggungJawab, RencanaKerja
from zi.satker.models import Satker

FORMAT = "zi/rencana-kerja"
VERSI_FORMAT = 1
Isi = dict[str, Any]


def polos(nilai: Any) -> Any:
    """A value of a field as JSON: dates ISO, decimals as plain text without trailing zeros."""
    if isinstance(nilai, date):
        return nilai.isoformat()
    if isinstance(nilai, Decimal):
        return f"{nilai.normalize():f}"
    return nilai


class _Pembaca:
    """Reads each model of a plan with one query and knows the address of every part that was written."""

    def __init__(self, rencana: RencanaKerja, dengan_id: bool) -> None:
        self.rencana, self.dengan_id = rencana, dengan_id
        self.alamat: dict[tuple[type[models.Model], int], Any] = {}
        self.baris = {id(b): self._kelompok(b) for b in semua_bentuk()}

    def _kelompok(self, bentuk: Bentuk) -> dict[tuple[int, int | None], list[Any]]:
        """Parts by (id of the parent, id of the part above in the tree)."""
        relasi = [n for n in bentuk.acuan if bentuk.model._meta.get_field(n).many_to_many]
        saring = {bentuk.jalur_rencana: self.rencana}
        hidup = cast(Any, bentuk.model._default_manager).hidup()
        parts = hidup.filter(**saring).order_by("urutan", "pk")
        if bentuk.model is AreaRencana:
            parts = parts.select_related("area_baku")
        if bentuk.model is PenanggungJawab:
            relasi.append("pihak")
        hasil: dict[tuple[int, int | None], list[Any]] = defaultdict(list)
        for part in parts.prefetch_related(*relasi):
            atas = getattr(part, f"{bentuk.pohon}_id") if bentuk.pohon else None
            hasil[getattr(part, f"{bentuk.induk}_id"), atas].append(part)
        return hasil

    def daftar(self, bentuk: Bentuk, induk: models.Model, atas: models.Model | None = None) -> list[Isi]:
        parts = self.baris[id(bentuk)].get((induk.pk, atas.pk if atas else None), [])
        return [self._satu(bentuk, part, n, induk, atas) for n, part in enumerate(parts, start=1)]

    def _satu(self, bentuk: Bentuk, part: Any, posisi: int, induk: models.Model, atas: models.Model | None) -> Isi:
        self.alamat[bentuk.model, part.pk] = self._alamat(bentuk, part, posisi, atas or induk)
        isi: Isi = {"uid": str(part.uid)} if self.dengan_id else {}
        isi |= {f.name: polos(getattr(part, f.name)) for f in bentuk.nilai}
        isi |= self._khusus(part)
        isi |= {nama: self._acuan(part, nama, model) for nama, model in bentuk.acuan.items()}
        isi |= {kunci: self.daftar(anak, part) for kunci, anak in bentuk.anak.items()}
        if bentuk.pohon:
            isi[KUNCI_ANAK] = self.daftar(bentuk, induk, part)
        return isi

    def _alamat(self, bentuk: Bentuk, part: Any, posisi: int, atas: models.Model) -> Any:
        if bentuk.alamat == "kode":
            return part.kode
        if bentuk.alamat == "posisi":
            return posisi
        jalur = self.alamat.get((type(atas), atas.pk), [])
        return [*(jalur if isinstance(jalur, list) else [jalur]), posisi]

    def _acuan(self, part: Any, nama: str, model: type[models.Model]) -> Any:
        if part._meta.get_field(nama).many_to_many:
            kena = (self.alamat.get((model, x.pk)) for x in getattr(part, nama).all())
            return sorted(x for x in kena if x is not None)
        return self.alamat.get((model, getattr(part, f"{nama}_id")))

    @staticmethod
    def _khusus(part: Any) -> Isi:
        """Relations to what stands outside the plan, written by natural key."""
        if isinstance(part, AreaRencana):
            return {"area_baku": part.area_baku.kode if part.area_baku else None}
        if isinstance(part, PenanggungJawab):
            return {"pihak": sorted(p.nama for p in part.pihak.all())}
        return {}


def susun_satker(satker: Satker) -> Isi:
    """Names and letterhead as they are now (nearest parent first); informative, not read back."""
    nama = ("kode", "nama", "nama_pendek", "alamat", "kota", "telepon", "laman", "surel", "kop", "zona_waktu")
    induk, atas = [], satker.parent
    while atas:
        induk.append(atas.nama)
        atas = atas.parent
    return {n: getattr(satker, n) for n in nama} | {"instansi": satker.instansi.nama, "induk": induk}


def susun_tim(rencana: RencanaKerja) -> Isi | None:
    tim = rencana.tim
    if tim is None:
        return None
    nama = ("tahun", "sebutan", "sk_nomor", "sk_tanggal", "sk_pejabat", "sk_tentang")
    return {n: polos(getattr(tim, n)) for n in nama}


def susun(rencana: RencanaKerja, *, dengan_id: bool = False) -> Isi:
    """The whole plan as plain data. `dengan_id` adds the permanent ids (a snapshot needs them)."""
    pembaca = _Pembaca(rencana, dengan_id)
    return {
        "format": FORMAT,
        "versi": VERSI_FORMAT,
        "satker": susun_satker(rencana.satker),
        "rencana": {f.name: polos(getattr(rencana, f.name)) for f in KEPALA.nilai} | {"tim": susun_tim(rencana)},
        **{kunci: pembaca.daftar(bentuk, rencana) for kunci, bentuk in RENCANA.items()},
    }


def _kosong(nilai: Any) -> bool:
    return nilai is None or (not isinstance(nilai, bool) and nilai in ("", [], {}))


def ringkas(isi: Any) -> Any:
    """The same document without empty values; a list keeps its length, so positions stay right."""
    if isinstance(isi, dict):
        return {k: ringkas(v) for k, v in isi.items() if not _kosong(v)}
    if isinstance(isi, list):
        return [ringkas(x) for x in isi]
    return isi


def ke_teks(isi: Isi) -> str:
    """The one way to write a document: sorted keys, two blanks, a newline at the end."""
    return json.dumps(ringkas(isi), ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def sidik(isi: Isi) -> str:
    """SHA-256 (hex) of the canonical text."""
    return hashlib.sha256(ke_teks(isi).encode()).hexdigest()


def lengkapi(isi: Isi) -> Isi:
    """A document that was shortened, with all keys of `susun` again."""
    kepala = {f.name: isi["rencana"].get(f.name, bawaan(f)) for f in KEPALA.nilai}
    satker = {k: isi.get("satker", {}).get(k, v) for k, v in KOSONG_SATKER.items()}
    return {
        **{k: isi[k] for k in ("format", "versi")},
        "satker": satker,
        "rencana": kepala | {"tim": isi["rencana"].get("tim")},
        **{kunci: [_lengkapi_satu(b, x) for x in isi.get(kunci, [])] for kunci, b in RENCANA.items()},
    }


KOSONG_SATKER: Isi = dict.fromkeys(
    ("kode", "nama", "nama_pendek", "alamat", "kota", "telepon", "laman", "surel", "kop", "zona_waktu", "instansi"), ""
) | {"induk": []}


def _lengkapi_satu(bentuk: Bentuk, isi: Isi) -> Isi:
    hasil = dict(isi)
    for f in bentuk.nilai:
        hasil.setdefault(f.name, bawaan(f))
    if bentuk.model is AreaRencana:
        hasil.setdefault("area_baku", None)
    if bentuk.model is PenanggungJawab:
        hasil.setdefault("pihak", [])
    for nama in bentuk.acuan:
        hasil.setdefault(nama, [] if bentuk.model._meta.get_field(nama).many_to_many else None)
    for kunci, anak in bentuk.anak.items():
        hasil[kunci] = [_lengkapi_satu(anak, x) for x in isi.get(kunci, [])]
    if bentuk.pohon:
        hasil[KUNCI_ANAK] = [_lengkapi_satu(bentuk, x) for x in isi.get(KUNCI_ANAK, [])]
    return hasil


def bawaan(f: models.Field) -> Any:
    """What an absent key means: empty where empty is allowed, else the model's default."""
    if f.null:
        return None
    return "" if f.blank and isinstance(f, models.CharField | models.TextField) else f.get_default()
