"""What the approver needs on one page: what is asked, by whom, how far the work is, warnings, and what changed."""

from dataclasses import dataclass
from typing import Any

from zi.bukti.queries_syarat import hitung_keadaan, syarat_rencana
from zi.common.workflow import Tombol
from zi.naskah.beda import bandingkan
from zi.naskah.beda_hasil import BedaRencana
from zi.naskah.kanonik import Isi, susun
from zi.naskah.models import Versi
from zi.naskah.queries_periksa import perlu_diperiksa
from zi.naskah.queries_versi import PERNAH, isi_versi
from zi.naskah.workflow import DINILAI, PENGESAHAN, PUTUSAN
from zi.rencana.models import RencanaKerja


@dataclass(frozen=True)
class Persetujuan:
    """`versi` waits for a decision (None: nothing waits); `dasar` is the version that it is compared with."""

    versi: Versi | None
    dasar: Versi | None
    beda: BedaRencana | None
    jumlah: dict[str, int]
    bukti: dict[str, int]
    peringatan: int
    tombol: tuple[Tombol, ...]

    @property
    def boleh(self) -> bool:
        """May this reader decide?"""
        return any(t.verdict.ok for t in self.tombol)

    @property
    def alasan(self) -> str:
        """Why he may not, once."""
        return next((t.verdict.alasan for t in self.tombol if not t.verdict.ok), "")


def persetujuan(rencana: RencanaKerja, user: Any, *, hidup: bool = False) -> Persetujuan:
    """Read from the submitted snapshot; the live rows are locked meanwhile, so progress and warnings are its own.

    `hidup`: the live rows instead, as the version that would be submitted now.
    """
    versi, dasar = _versi(rencana)
    isi = susun(rencana, dengan_id=True) if hidup else isi_versi(versi) if versi else None
    return Persetujuan(
        versi=versi,
        dasar=dasar,
        beda=bandingkan(isi_versi(dasar), isi) if dasar and isi else None,
        jumlah=jumlah_isi(isi) if isi else {},
        bukti=hitung_keadaan(syarat_rencana(rencana), rencana.satker.hari_ini()),
        peringatan=perlu_diperiksa(rencana, user).jumlah,
        tombol=tuple(PENGESAHAN.tombol(rencana, user, PUTUSAN)),
    )


def _versi(rencana: RencanaKerja) -> tuple[Versi | None, Versi | None]:
    """What waits for a decision, and the last version that was approved (also a revoked one)."""
    perlu = [Versi.Status.DIAJUKAN, *PERNAH]
    semua = list(rencana.versi_naskah.filter(status__in=perlu).select_related("diajukan_oleh").order_by("-nomor")[:2])
    menunggu = rencana.status in DINILAI
    versi = next((v for v in semua if menunggu and v.status == Versi.Status.DIAJUKAN), None)
    return versi, next((v for v in semua if v.status in PERNAH), None)


def jumlah_isi(isi: Isi) -> dict[str, int]:
    """How many rows, actions, schedules and requirements of rows a document has."""
    baris = [b for tabel in isi["tabel"] for b in tabel["baris"]]
    jumlah = {n: sum(len(b[n]) for b in baris) for n in ("aksi", "jadwal")}
    return {"baris": len(baris), "syarat": sum(_pohon(b["syarat"]) for b in baris), **jumlah}


def _pohon(daftar: list[Isi]) -> int:
    return sum(1 + _pohon(x["anak"]) for x in daftar)
