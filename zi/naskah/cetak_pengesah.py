"""Who approved, where the head signs. Pure: from the document and from the names that the version keeps.

Whose block is the head's: among the signers who pass the plan (not those who prepare or check it), the one whose
title is the head's, else by role in the order of `PERAN_KEPALA`, the last of several. A deputy takes its place, and
the place of every other block of the same person: what he signs, the head does not. A plan without such a signer
prints as it stands.
"""

from dataclasses import fields
from typing import Any

from zi.satker.pejabat import Pejabat

Isi = dict[str, Any]
PERAN_KEPALA = ("mengesahkan", "disetujui", "mengetahui")
MEDAN = {f.name for f in fields(Pejabat)}


def kepala(isi: Isi, pengesah: Isi | None) -> Pejabat:
    """Who signs where no signer is named: who approved, else the head of that day, else a title without a name."""
    orang = pengesah or isi.get("pejabat", {}).get("kepala") or {}
    dikenal = {k: v for k, v in orang.items() if k in MEDAN}
    return Pejabat(**{**dikenal, "jabatan_kepala": orang.get("jabatan_kepala") or f"Kepala {isi['satker']['nama']}"})


def dengan_pengesah(isi: Isi, pengesah: Isi | None) -> Isi:
    """The document with the deputy in the blocks of the head when a deputy approved, else the same."""
    if not pengesah or not pengesah.get("sebutan"):
        return isi
    wakil = kepala(isi, pengesah)
    nama = _nama_kepala(isi["pengesahan"], wakil.jabatan_kepala)
    return isi | {"pengesahan": [_wakili(p, wakil) if _milik(p, nama) else p for p in isi["pengesahan"]]}


def _milik(penanda: Isi, nama: str | None) -> bool:
    return penanda["peran"] in PERAN_KEPALA and penanda["nama"] == nama


def _nama_kepala(daftar: list[Isi], jabatan: str) -> str | None:
    calon = [p for p in daftar if p["peran"] in PERAN_KEPALA]
    if bergelar := [p for p in calon if _sama(p["jabatan"], jabatan)]:
        return bergelar[-1]["nama"]
    return min(reversed(calon), key=lambda p: PERAN_KEPALA.index(p["peran"]), default={"nama": None})["nama"]


def _wakili(penanda: Isi, wakil: Pejabat) -> Isi:
    """The same block, signed by the deputy; a line above that only repeats the head's title goes."""
    gelar = (penanda["jabatan"], wakil.jabatan_kepala)
    peran = "" if any(_sama(penanda["peran_tertulis"], g) for g in gelar) else penanda["peran_tertulis"]
    nama = {"nama": wakil.nama, "pangkat": wakil.pangkat, "nomor_induk": wakil.nomor_induk}
    return penanda | nama | {"jabatan": wakil.jabatan_tercetak, "peran_tertulis": peran}


def _sama(satu: str, lain: str) -> bool:
    return bool(lain) and satu.strip(" ,").casefold() == lain.strip(" ,").casefold()
