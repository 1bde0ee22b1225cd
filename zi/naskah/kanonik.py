"""The canonical plan document, read from the live rows: export, snapshot, fixture and print all use this one form.

`susun` gives every key (what templates need); `ringkas` leaves out what is empty (what files and hashes hold);
`lengkapi` puts the empty keys back. Booleans are always written.
"""

import hashlib
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from zi.naskah.bentuk import KEPALA, KUNCI_ANAK, RENCANA, Bentuk
from zi.naskah.kanonik_baca import Bagian, SemuaBagian, baca_bagian
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
    """Writes what was read of a plan, and knows the address of every part that was written."""

    def __init__(self, semua: SemuaBagian, dengan_id: bool) -> None:
        self.semua, self.dengan_id = semua, dengan_id
        self.alamat: dict[tuple[type[models.Model], int], Any] = {}
        self.baris: dict[int, dict[tuple[int, int | None], list[Bagian]]] = {}
        for kunci, daftar in self.semua.bagian.items():
            kelompok = self.baris[kunci] = defaultdict(list)
            for part in daftar:
                kelompok[part.induk, part.atas].append(part)

    def daftar(self, bentuk: Bentuk, induk: int, di: Any = (), atas: int | None = None) -> list[Isi]:
        """The parts below `induk` (and below `atas` of the tree), whose own address is `di`."""
        parts = self.baris.get(id(bentuk), {}).get((induk, atas), [])
        return [self._satu(bentuk, part, self._alamat(bentuk, part, n, di)) for n, part in enumerate(parts, start=1)]

    def _satu(self, bentuk: Bentuk, part: Bagian, alamat: Any) -> Isi:
        self.alamat[bentuk.model, part.pk] = alamat
        isi: Isi = {"uid": part.uid} if self.dengan_id else {}
        isi |= {nama: polos(nilai) for nama, nilai in part.nilai.items()}
        isi |= self._khusus(bentuk, part)
        isi |= {nama: self._acuan(bentuk, part, nama, model) for nama, model in bentuk.acuan.items()}
        isi |= {kunci: self.daftar(anak, part.pk, alamat) for kunci, anak in bentuk.anak.items()}
        if bentuk.pohon:
            isi[KUNCI_ANAK] = self.daftar(bentuk, part.induk, alamat, part.pk)
        return isi

    @staticmethod
    def _alamat(bentuk: Bentuk, part: Bagian, posisi: int, di: Any) -> Any:
        if bentuk.alamat == "kode":
            return part.nilai["kode"]
        if bentuk.alamat == "posisi":
            return posisi
        return [*(di if isinstance(di, list | tuple) else [di]), posisi]

    def _acuan(self, bentuk: Bentuk, part: Bagian, nama: str, model: type[models.Model]) -> Any:
        if nama in part.acuan:
            return self.alamat.get((model, part.acuan[nama] or 0))
        kena = (self.alamat.get((model, pk)) for pk, _ in self._relasi(bentuk, part, nama))
        return sorted(x for x in kena if x is not None)

    def _khusus(self, bentuk: Bentuk, part: Bagian) -> Isi:
        """Relations to what stands outside the plan, written by natural key."""
        if bentuk.model is AreaRencana:
            return {"area_baku": part.baku.kode if part.baku else None}
        if bentuk.model is PenanggungJawab:
            return {"pihak": sorted(nama for _, nama in self._relasi(bentuk, part, "pihak"))}
        return {}

    def _relasi(self, bentuk: Bentuk, part: Bagian, nama: str) -> list[tuple[int, str]]:
        return self.semua.pasangan(bentuk, nama).get(part.pk, [])


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
    return {
        "format": FORMAT,
        "versi": VERSI_FORMAT,
        "satker": susun_satker(rencana.satker),
        "rencana": {f.name: polos(getattr(rencana, f.name)) for f in KEPALA.nilai} | {"tim": susun_tim(rencana)},
        **susun_bagian(rencana, baca_bagian(rencana), dengan_id=dengan_id),
    }


def susun_bagian(rencana: RencanaKerja, semua: SemuaBagian, *, dengan_id: bool = False) -> Isi:
    """The parts of a plan that were read, as the document has them."""
    pembaca = _Pembaca(semua, dengan_id)
    return {kunci: pembaca.daftar(bentuk, rencana.pk) for kunci, bentuk in RENCANA.items()}


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
    """A document that was shortened, with all keys of `susun` again, and the names that only a snapshot has."""
    kepala = {f.name: isi["rencana"].get(f.name, bawaan(f)) for f in KEPALA.nilai}
    satker = {k: isi.get("satker", {}).get(k, v) for k, v in KOSONG_SATKER.items()}
    return {
        **{k: isi[k] for k in ("format", "versi")},
        "satker": satker,
        "rencana": kepala | {"tim": isi["rencana"].get("tim")},
        **{kunci: [_lengkapi_satu(b, x) for x in isi.get(kunci, [])] for kunci, b in RENCANA.items()},
        **({"pejabat": _lengkapi_pejabat(isi["pejabat"])} if "pejabat" in isi else {}),
    }


def _lengkapi_pejabat(isi: Isi) -> Isi:
    satu = {k: dict.fromkeys(PEJABAT, "") | isi.get(k, {}) for k in ("pengaju", "kepala")}
    return satu | {"tim": [dict.fromkeys(ANGGOTA, "") | x for x in isi.get("tim", [])]}


PEJABAT = ("sebutan", "nama", "nomor_induk", "pangkat", "jabatan", "jabatan_kepala")
ANGGOTA = ("nama", "nomor_induk", "pangkat", "jabatan", "jabatan_tim", "area")
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
