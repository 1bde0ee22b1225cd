"""The way of a plan: each step of the log with the version that it made or decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zi.common.models import CatatanAlur
from zi.common.workflow import riwayat
from zi.naskah.models import Versi
from zi.naskah.workflow import PUTUSAN
from zi.rencana.models import RencanaKerja

KATA = {
    "ajukan": "Diajukan",
    "tarik": "Ditarik kembali",
    "periksa": "Dinyatakan sudah diperiksa",
    "setujui": "Disetujui",
    "kembalikan": "Dikembalikan",
    "catat_luar": "Disetujui di luar sistem",
    "cabut": "Dicabut",
    "ubah": "Mulai diubah menjadi draf",
    "salin": "Disalin dari rencana tahun sebelumnya",
}
TANPA_VERSI = ("ubah", "salin")


@dataclass(frozen=True)
class Peristiwa:
    """One point of the timeline. `sebagai`: the office of a decision ("Plh. Kepala …"), or whose it was."""

    kata: str
    catatan: CatatanAlur
    versi: Versi | None
    sebagai: str

    @property
    def nama(self) -> str:
        """Who took the step, as the version names him; else as his account does today."""
        versi: Any = self.versi
        if versi and self.catatan.aksi in PUTUSAN[:2] and versi.pengesah.get("nama"):
            return str(versi.pengesah["nama"])
        if versi and self.catatan.oleh_id == versi.diajukan_oleh_id and versi.nama_pengaju:
            return str(versi.nama_pengaju)
        return str(self.catatan.oleh or "")


def linimasa(rencana: RencanaKerja, versi: Iterable[Versi]) -> list[Peristiwa]:
    """All steps, the newest first. Each `ajukan` makes the next version; what follows is about it until the next."""
    ada = {v.nomor: v for v in versi}
    dicabut = iter(sorted((v for v in ada.values() if v.dicabut_pada), key=lambda v: v.nomor))
    hasil, nomor = [], 0
    for catatan in riwayat(rencana):
        nomor += catatan.aksi == "ajukan"
        satu = next(dicabut, None) if catatan.aksi == "cabut" else ada.get(nomor)
        if catatan.aksi in TANPA_VERSI:
            satu = None
        hasil.append(Peristiwa(KATA.get(catatan.aksi, catatan.aksi), catatan, satu, _sebagai(catatan, satu)))
    return hasil[::-1]


def _sebagai(catatan: CatatanAlur, versi: Versi | None) -> str:
    if versi is None or catatan.aksi not in {"setujui", "kembalikan", "catat_luar"}:
        return ""
    jabatan = [versi.pengesah.get("sebutan", ""), versi.pengesah.get("jabatan_kepala", "")]
    if catatan.aksi == "catat_luar":  # the admin writes down what another decided
        jabatan = ["mencatat keputusan", *jabatan, versi.pengesah.get("nama", "")]
    return " ".join(filter(None, jabatan))
