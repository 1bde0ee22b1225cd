"""What an import would do, row by row, before anything is done."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from zi.impor.cocok import Baris, Jodoh, cocokkan, polos
from zi.impor.hasil import AreaTerbaca, BarisTerbaca, HasilBaca, JadwalTerbaca, PeringatanBaca
from zi.impor.rencana_ada import BarisAda, baris_ada
from zi.jadwal.nilai import nilai_bacaan, nilai_jadwal
from zi.jadwal.tampil import tulis
from zi.rencana.models import AreaRencana, RencanaKerja

MIRIP = 0.7
KOLOM = {
    "no_tertulis": "No",
    "uraian": "Rencana Kerja",
    "aksi": "Rencana Aksi",
    "jadwal": "Jadwal Pelaksanaan",
    "bukti": "Bukti Fisik",
}


@dataclass(frozen=True)
class Beda:
    """One column before and after, a line an item."""

    kolom: str
    lama: tuple[str, ...]
    baru: tuple[str, ...]


@dataclass(frozen=True)
class JadwalDibaca:
    """One schedule of a row: the words, the reading in words, the fields, the warnings, and the text it came from."""

    teks: str
    bacaan: str
    nilai: dict[str, Any]
    pesan: tuple[str, ...]
    asal: JadwalTerbaca


@dataclass(frozen=True)
class BarisPratinjau:
    """One row of the file: `keadaan` is baru, berubah, sama or ragu (a person must say which row it is)."""

    nomor: int
    area: AreaTerbaca
    posisi: int
    terbaca: BarisTerbaca
    jadwal: tuple[JadwalDibaca, ...]
    ada: BarisAda | None
    keadaan: str
    beda: tuple[Beda, ...]
    peringatan: tuple[PeringatanBaca, ...]


@dataclass(frozen=True)
class Pratinjau:
    rencana: RencanaKerja | None
    areas: tuple[AreaTerbaca, ...]
    baris: tuple[BarisPratinjau, ...]
    hilang: tuple[BarisAda, ...]
    peringatan: tuple[PeringatanBaca, ...]

    def hitung(self) -> dict[str, int]:
        """Rows by state; `hilang` are rows of the plan that the file does not have."""
        keadaan = [b.keadaan for b in self.baris]
        return {k: keadaan.count(k) for k in ("baru", "berubah", "sama", "ragu")} | {"hilang": len(self.hilang)}

    def sidik(self) -> str:
        """Changes when the plan changes: a confirmation is only good for the preview that was shown."""
        isi = [(b.nomor, b.keadaan, str(b.ada.baris.uid) if b.ada else "", _isi(b.ada)) for b in self.baris]
        isi += [(0, "hilang", str(a.baris.uid), _isi(a)) for a in self.hilang]
        return hashlib.sha256(json.dumps(isi, default=str).encode()).hexdigest()[:32]


def _isi(ada: BarisAda | None) -> Any:
    return None if ada is None else (ada.baris.versi, ada.terbaca.uraian, _butir_semua(ada.terbaca))


def buat_pratinjau(rencana: RencanaKerja | None, hasil: HasilBaca, tahun: int) -> Pratinjau:
    """Match the rows of a reading with those of the plan (None: there is no plan yet)."""
    ada = baris_ada(rencana) if rencana else []
    area_lama = list(rencana.area.hidup().select_related("area_baku")) if rencana else []
    urut = [(area, n, b) for area in hasil.areas for n, b in enumerate(area.baris, start=1)]
    baru = [_baris(b.kunci, _kunci_area(area, area_lama), n, b) for area, n, b in urut]
    jodoh = cocokkan([_baris_lama(posisi, a) for posisi, a in _bernomor(ada)], baru)
    tahun_plan = (rencana.tahun_mulai, rencana.tahun_selesai) if rencana else (tahun, tahun)
    baris = tuple(_pratinjau(nomor, urut[nomor - 1], j, ada, tahun_plan) for nomor, j in enumerate(jodoh, start=1))
    terpakai = {j.ada for j in jodoh}
    hilang = tuple(a for n, a in enumerate(ada) if n not in terpakai)
    return Pratinjau(rencana, hasil.areas, baris, hilang, hasil.peringatan)


def _bernomor(ada: Sequence[BarisAda]) -> list[tuple[int, BarisAda]]:
    """Each row with its place in its area."""
    hitung: dict[int | None, int] = {}
    hasil = []
    for a in ada:
        kunci = a.area.pk if a.area else None
        hitung[kunci] = hitung.get(kunci, 0) + 1
        hasil.append((hitung[kunci], a))
    return hasil


def _baris_lama(posisi: int, a: BarisAda) -> Baris:
    return _baris(a.terbaca.kunci, a.area.kode if a.area else "", posisi, a.terbaca)


def _baris(kunci: str, area: str, posisi: int, b: BarisTerbaca) -> Baris:
    lain = "\n".join([*(x.teks for x in b.aksi), *(x.teks for x in b.bukti)])
    return Baris(kunci, area, posisi, b.uraian, lain)


def _kunci_area(area: AreaTerbaca, lama: Sequence[AreaRencana]) -> str:
    cocok = cari_area(area, lama)
    if cocok is None and not area.nama:
        return ""
    return cocok.kode if cocok else f"baru:{area.nomor_tertulis}{area.nama}"


def cari_area(area: AreaTerbaca, lama: Sequence[AreaRencana]) -> AreaRencana | None:
    """The area of the plan that a heading names: by key, by standard area, by name."""
    for sama in (
        lambda x: bool(area.kunci) and str(x.uid) == area.kunci,
        lambda x: area.area_baku is not None and x.area_baku is not None and x.area_baku.kode == area.area_baku,
        lambda x: bool(area.nama) and polos(x.nama) == polos(area.nama),
    ):
        if cocok := next((x for x in lama if sama(x)), None):
            return cocok
    return lama[0] if len(lama) == 1 and not area.nama else None


def _pratinjau(
    nomor: int,
    asal: tuple[AreaTerbaca, int, BarisTerbaca],
    jodoh: Jodoh,
    ada: Sequence[BarisAda],
    tahun: tuple[int, int],
) -> BarisPratinjau:
    area, posisi, terbaca = asal
    lama = ada[jodoh.ada] if jodoh.ada is not None else None
    tetap = {rapat(x.teks) for x in lama.terbaca.jadwal} if lama else set()
    jadwal = tuple(x for j in terbaca.jadwal for x in baca_jadwal(j, tahun, utuh=rapat(j.teks) in tetap))
    utuh = replace(terbaca, jadwal=tuple(JadwalTerbaca(x.teks) for x in jadwal))
    beda = banding(lama.terbaca, utuh) if lama else ()
    keadaan = "ragu" if jodoh.ragu else "baru" if lama is None else "berubah" if beda else "sama"
    return BarisPratinjau(nomor, area, posisi, terbaca, jadwal, lama, keadaan, beda, terbaca.peringatan)


def baca_jadwal(jadwal: JadwalTerbaca, tahun: tuple[int, int], *, utuh: bool = False) -> list[JadwalDibaca]:
    """The schedules in one piece of text, each with its reading; unread words stay as text.

    `utuh`: the plan has exactly this text as one schedule, so it is not split again.
    """
    hasil = []
    semua = nilai_jadwal(jadwal.teks, tahun_mulai=tahun[0], tahun_selesai=tahun[1])
    if utuh and len(semua) > 1:
        semua = [semua[0] | nilai_bacaan(None) | {"teks": jadwal.teks, "teks_tertulis": "", "terbaca": False}]
    for nilai in semua:
        pesan = tuple(p["pesan"] for p in nilai["peringatan"])
        hasil.append(JadwalDibaca(nilai["teks"], tulis(_Bacaan(nilai)), nilai, pesan, jadwal))
    return hasil


class _Bacaan:
    """The fields of a reading as attributes, which is what `tulis` takes."""

    def __init__(self, nilai: dict[str, Any]) -> None:
        self.__dict__.update(nilai)


def banding(lama: BarisTerbaca, baru: BarisTerbaca) -> tuple[Beda, ...]:
    """The columns that differ, white space apart."""
    semua = ((KOLOM[k], _kolom(lama, k), _kolom(baru, k)) for k in KOLOM)
    return tuple(Beda(*x) for x in semua if [rapat(t) for t in x[1]] != [rapat(t) for t in x[2]])


def rapat(teks: str) -> str:
    return " ".join(teks.split())


def _kolom(baris: BarisTerbaca, nama: str) -> tuple[str, ...]:
    nilai = getattr(baris, nama)
    if isinstance(nilai, str):
        return (nilai,)
    return tuple(" ".join(filter(None, [getattr(x, "label", ""), x.teks])) for x in nilai)


def _butir_semua(baris: BarisTerbaca) -> list[tuple[str, ...]]:
    return [_kolom(baris, k) for k in KOLOM]


def selaraskan(lama: Sequence[tuple[str, str]], baru: Sequence[tuple[str, str]]) -> list[tuple[int | None, int | None]]:
    """Pair the items (label, text) of a column before and after; (None, j) is new, (i, None) is gone.

    Equal words first, in order; then words that are alike, so that evidence never moves to another requirement.
    """
    kata_lama, kata_baru = [rapat(t) for _, t in lama], [rapat(t) for _, t in baru]
    urutan = SequenceMatcher(None, kata_lama, kata_baru, autojunk=False)
    hasil: list[tuple[int | None, int | None]] = []
    for m in urutan.get_matching_blocks():
        hasil += [(m.a + n, m.b + n) for n in range(m.size)]
    sisa = [i for i in range(len(lama)) if i not in {a for a, _ in hasil}]
    for j in (j for j in range(len(baru)) if j not in {b for _, b in hasil}):
        i = next((i for i in sisa if _mirip(kata_lama[i], kata_baru[j])), None)
        if i is not None:
            sisa.remove(i)
        hasil.append((i, j))
    return hasil + [(i, None) for i in sisa]


def _mirip(a: str, b: str) -> bool:
    return SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False).ratio() >= MIRIP
