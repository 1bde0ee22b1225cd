"""The JSON schema of the canonical plan document, made from the models, and the check of a document against it."""

from typing import Any

from django.db import models
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from zi.common.galat import GalatDomain
from zi.naskah.bentuk import KEPALA, KUNCI_ANAK, RENCANA, Bentuk
from zi.naskah.kanonik import ANGGOTA, FORMAT, KOSONG_SATKER, PEJABAT, VERSI_FORMAT, Isi
from zi.rencana.models import AreaRencana, PenanggungJawab

TANGGAL: Isi = {"type": ["string", "null"], "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
DESIMAL: Isi = {"type": ["string", "null"], "pattern": r"^-?\d{1,11}(\.\d{1,4})?$"}
ALAMAT: dict[str, Isi] = {
    "posisi": {"type": "integer", "minimum": 1},
    "kode": {"type": "string"},
    "jalur": {"type": "array", "items": {"type": ["string", "integer"]}, "minItems": 1},
}
TIM: Isi = {
    "type": ["object", "null"],
    "required": ["tahun", "sebutan"],
    "additionalProperties": False,
    "properties": {
        "tahun": {"type": "integer"},
        "sk_tanggal": TANGGAL,
        **{n: {"type": "string"} for n in ("sebutan", "sk_nomor", "sk_pejabat", "sk_tentang")},
    },
}


def _orang(kunci: tuple[str, ...]) -> Isi:
    return {"type": "object", "additionalProperties": False, "properties": {k: {"type": "string"} for k in kunci}}


NAMA: Isi = {  # who was who when a snapshot was made; informative, not read back
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "pengaju": _orang(PEJABAT),
        "kepala": _orang(PEJABAT),
        "tim": {"type": "array", "items": _orang(ANGGOTA)},
    },
}


def _medan(f: models.Field) -> Isi:
    """The schema of one field."""
    if isinstance(f, models.JSONField):
        jenis = "array" if f.default is list else "object"
        return {"type": [jenis, "null"] if f.null else jenis}
    if isinstance(f, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(f, models.DateField):
        return TANGGAL
    if isinstance(f, models.DecimalField):
        return DESIMAL
    if isinstance(f, models.IntegerField):
        return {"type": ["integer", "null"] if f.null else "integer", "minimum": 0, "maximum": 32767}
    return _teks(f)


def _teks(f: models.Field) -> Isi:
    hasil: Isi = {"type": "string", "maxLength": f.max_length or 200_000}
    if f.choices:
        hasil["enum"] = [kode for kode, _ in f.flatchoices if kode] + ([""] if f.blank else [])
    return hasil


def _objek(bentuk: Bentuk) -> Isi:
    isi: Isi = {"uid": {"type": "string"}} | {f.name: _medan(f) for f in bentuk.nilai} | _acuan(bentuk)
    if bentuk.model is AreaRencana:
        isi["area_baku"] = {"type": ["string", "null"]}
    if bentuk.model is PenanggungJawab:
        isi["pihak"] = {"type": "array", "items": {"type": "string", "maxLength": 120}}
    isi |= {kunci: _daftar(anak) for kunci, anak in bentuk.anak.items()}
    if bentuk.pohon:
        isi[KUNCI_ANAK] = {"type": "array", "items": {"$ref": f"#/$defs/{_nama(bentuk)}"}}
    return {"type": "object", "additionalProperties": False, "properties": isi, "required": _wajib(bentuk)}


def _acuan(bentuk: Bentuk) -> Isi:
    hasil: Isi = {}
    for nama, model in bentuk.acuan.items():
        satu = ALAMAT[_cara_alamat(model)]
        banyak = bentuk.model._meta.get_field(nama).many_to_many
        hasil[nama] = {"type": "array", "items": satu} if banyak else {"anyOf": [satu, {"type": "null"}]}
    return hasil


def _cara_alamat(model: type[models.Model]) -> str:
    return next(b.alamat for atas in RENCANA.values() for b in atas.semua() if b.model is model)


def _wajib(bentuk: Bentuk) -> list[str]:
    """Texts that a part cannot be without."""
    return [
        f.name
        for f in bentuk.nilai
        if not f.blank and not f.null and not f.has_default() and not isinstance(f, models.BooleanField)
    ]


def _nama(bentuk: Bentuk) -> str:
    return f"{bentuk.model.__name__}_{bentuk.induk}"


def _daftar(bentuk: Bentuk) -> Isi:
    return {"type": "array", "items": {"$ref": f"#/$defs/{_nama(bentuk)}"}}


def skema() -> Isi:
    """The JSON schema (draft 2020-12), as it stands in docs/skema/rencana-kerja.schema.json."""
    semua = [b for atas in RENCANA.values() for b in atas.semua()]
    kepala = _objek(KEPALA)
    kepala["properties"]["tim"] = TIM
    satker = {k: {"type": "array" if v == [] else "string"} for k, v in KOSONG_SATKER.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rencana Kerja Zona Integritas",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "versi", "rencana"],
        "properties": {
            "format": {"const": FORMAT},
            "versi": {"const": VERSI_FORMAT},
            "satker": {"type": "object", "properties": satker},
            "rencana": kepala,
            "pejabat": NAMA,
            **{kunci: _daftar(bentuk) for kunci, bentuk in RENCANA.items()},
        },
        "$defs": {_nama(b): _objek(b) for b in semua},
    }


ARTI = {
    "required": "ada isian wajib yang hilang",
    "additionalProperties": "ada kunci yang tidak dikenal",
    "enum": "nilainya bukan salah satu pilihan",
    "type": "jenis nilainya salah",
    "maxLength": "teksnya terlalu panjang",
    "pattern": "bentuk tulisannya salah",
    "const": "format atau versinya tidak dikenal",
    "minimum": "angkanya terlalu kecil",
    "maximum": "angkanya terlalu besar",
}


def periksa(isi: Any) -> None:
    """Raise GalatDomain with the place and the reason when the document does not fit the schema."""
    galat = next(Draft202012Validator(skema()).iter_errors(isi), None)
    if galat is not None:
        raise GalatDomain(f"Dokumen rencana tidak dapat dibaca di “{_tempat(galat)}”: {_arti(galat)}.")


def _tempat(galat: ValidationError) -> str:
    return " › ".join(str(x + 1) if isinstance(x, int) else str(x) for x in galat.absolute_path) or "awal"


def _arti(galat: ValidationError) -> str:
    kunci = [x for x in ("required", "additionalProperties") if galat.validator == x]
    rinci = f" ({galat.message.split(chr(39))[1]})" if kunci and "'" in galat.message else ""
    return ARTI.get(str(galat.validator), "isinya tidak sesuai skema") + rinci
