"""What the reader takes and gives: frozen values, no I/O."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zi.jadwal.kata import TAHUN_AKHIR, TAHUN_AWAL
from zi.jadwal.kode import Peringatan


@dataclass(frozen=True)
class Aturan:
    """Conventions that the documents do not state. Thirds of a month: 1-10, 11-20, 21-end."""

    akhir_awal: int = 10
    akhir_tengah: int = 20
    inggris: bool = False
    maks_huruf: int = 2000


@dataclass(frozen=True)
class Konteks:
    """The years the text stands in: the implied one (if there is one) and those of the plan."""

    tahun: int | None
    rencana: tuple[int, int] | None
    aturan: Aturan

    @classmethod
    def dari(cls, tahun: int | None, mulai: int | None, selesai: int | None, aturan: Aturan) -> "Konteks":
        batas = [nilai for nilai in (mulai, selesai) if nilai is not None] or ([] if tahun is None else [tahun])
        if any(not TAHUN_AWAL <= nilai <= TAHUN_AKHIR for nilai in (*batas, tahun or TAHUN_AWAL)):
            raise ValueError(f"Tahun rencana harus {TAHUN_AWAL}–{TAHUN_AKHIR}.")
        rencana = (min(batas), max(batas)) if batas else None
        if tahun is None and rencana and rencana[0] == rencana[1]:
            tahun = rencana[0]
        return cls(tahun, rencana, aturan)


@dataclass(frozen=True)
class JadwalTerbaca:
    """One schedule expression in its normal form."""

    teks: str
    jenis: str
    mulai: date | None = None
    selesai: date | None = None
    presisi: str | None = None
    presisi_selesai: str | None = None
    bagian: str | None = None
    bulan: tuple[str, ...] = ()
    rrule: str | None = None
    durasi: str | None = None
    tahun_tersirat: bool = False
    periode_dinilai: str | None = None
    jumlah_kejadian: int | None = None
    makna: str | None = None
    catatan: str | None = None
    ejaan: tuple[tuple[str, str], ...] = ()
    usulan: "JadwalTerbaca | None" = None
    alasan_usulan: str | None = None
    posisi: tuple[int, int] = field(default=(0, 0), compare=False)

    def ke_dict(self) -> dict[str, Any]:
        """JSON-ready; the seven first keys always, the others only when set."""
        isi = self._inti() | {"teks": self.teks}
        for kunci in ("presisi_selesai", "bagian", "durasi", "periode_dinilai", "jumlah_kejadian", "makna", "catatan"):
            if (nilai := getattr(self, kunci)) is not None:
                isi[kunci] = nilai
        if self.ejaan:
            isi["ejaan"] = dict(self.ejaan)
        if self.usulan:
            isi["usulan"] = self.usulan._ringkas() | {"alasan": self.alasan_usulan}
        return isi

    def _inti(self) -> dict[str, Any]:
        return {
            "jenis": self.jenis,
            "mulai": self.mulai.isoformat() if self.mulai else None,
            "selesai": self.selesai.isoformat() if self.selesai else None,
            "presisi": self.presisi,
            "rrule": self.rrule,
            "bulan": list(self.bulan),
            "tahun_tersirat": self.tahun_tersirat,
        }

    def _ringkas(self) -> dict[str, Any]:
        isi = {kunci: nilai for kunci, nilai in self._inti().items() if nilai not in (None, [])}
        isi.pop("tahun_tersirat")
        for kunci in ("presisi_selesai", "bagian", "durasi", "jumlah_kejadian"):
            if (nilai := getattr(self, kunci)) is not None:
                isi[kunci] = nilai
        return isi


@dataclass(frozen=True)
class Bacaan:
    """The whole answer: everything that could be read, and a reason for everything that could not."""

    jadwal: tuple[JadwalTerbaca, ...] = ()
    peringatan: tuple[Peringatan, ...] = ()

    def ke_dict(self) -> dict[str, Any]:
        return {
            "jadwal": [jadwal.ke_dict() for jadwal in self.jadwal],
            "peringatan": [peringatan.ke_dict() for peringatan in self.peringatan],
        }
