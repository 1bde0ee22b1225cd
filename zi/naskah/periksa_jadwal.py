"""What may be wrong with the dates of a row. A schedule gets at most one line: its first cause. Pure."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from zi.jadwal.enums import DasarPasangan, JenisJadwal, StatusKoreksi
from zi.jadwal.kode import Kode
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import teks_usulan
from zi.jadwal.tampil import BULAN, ULANG, rentang
from zi.naskah.periksa_bahan import Bahan, BarisBahan, ButirPeriksa, hari, kutip

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SABTU = 5
DIPUTUS = (StatusKoreksi.DITERIMA, StatusKoreksi.DITOLAK)
ACARA = r"rapat|pertemuan|sosialisasi|forum|lokakarya|pelatihan|bimtek|bimbingan teknis|fgd|diskusi|apel|koordinasi"
_UNDANGAN = re.compile(r"(?:[\w-]+\s+){0,2}undangan\b", re.I)
_ADA = r"melaksanakan|mengadakan|menyelenggarakan|melakukan|menggelar|pelaksanaan|penyelenggaraan"
_ACARA = re.compile(rf"(?:(?:{_ADA})\s+)?(?:kegiatan\s+)?(?:{ACARA})\b", re.I)
_DIADAKAN = re.compile(rf"\b(?:{_ADA})\b", re.I)
KERTAS_RAPAT = frozenset({"undangan", "daftar_hadir", "notula", "rapat"})
SESUDAH_RAPAT = frozenset({"daftar_hadir", "notula", "rapat"})
_KATA_KERTAS = re.compile(r"\b(?:surat|undangan|daftar hadir|notul\w*|presensi|absensi|rapat|kegiatan)\b|\W+")
_KURUNG = re.compile(r"\([^)]*\)")


def tanpa_jadwal(bahan: Bahan) -> Iterator[ButirPeriksa]:
    for b in bahan.baris:
        if not b.jadwal:
            yield b.butir("tanpa_jadwal", "Belum ada jadwal.", "isi-jadwal")
        elif lepas := _aksi_lepas(b):
            sebut = ", ".join(f"“{kutip(f'{x.label} {x.teks}'.strip(), 60)}”" for x in lepas)
            yield b.butir("aksi_tanpa_jadwal", f"Belum berjadwal: {sebut}.", "isi-jadwal")


def _aksi_lepas(b: BarisBahan) -> list:
    """Actions without a schedule, when every schedule of the row names the actions that it is for."""
    pasangan = [b.aksi_jadwal.get(j.pk) for j in b.jadwal]
    if not all(pasangan):
        return []
    berjadwal = frozenset().union(*filter(None, pasangan))
    return [x for x in b.aksi if x.pk not in berjadwal]


def tiap_jadwal(bahan: Bahan) -> Iterator[ButirPeriksa]:
    for b in bahan.baris:
        for j in b.jadwal:
            sebab = next(((kode, kata) for kode, aturan in SEBAB if (kata := aturan(bahan, b, j))), None)
            if sebab:
                kode, kalimat = sebab
                yield b.butir(kode, f"{_untuk(b, j)}{kalimat}", f"jadwal-{j.pk}-teks")


def _untuk(b: BarisBahan, j: Jadwal) -> str:
    """The label of the one action that a schedule is for, where the row has several."""
    aksi = [x for x in b.aksi if x.pk in b.aksi_jadwal.get(j.pk, ())]
    return f"{aksi[0].label} " if len(b.aksi) > 1 == len(aksi) and aksi[0].label else ""


# --- the causes, each a sentence or nothing


def _belum_terbaca(bahan: Bahan, b: BarisBahan, j: Jadwal) -> str:
    return "" if j.terbaca else _pesan(j) or f"“{kutip(j.teks)}” belum terbaca sebagai jadwal."


def _tanpa_tanggal(bahan: Bahan, b: BarisBahan, j: Jadwal) -> str:
    """A frequency without dates; a table that ticks months or quarters has them in the ticks."""
    if j.jenis not in ULANG or j.mulai or j.tanda_triwulan or j.tanda_bulan:
        return ""
    kurang = "frekuensinya" if j.jenis == JenisJadwal.BERKALA else "masanya"
    return _pesan(j) or f"“{kutip(j.teks)}” belum menyebut {kurang}."


def _diusulkan(bahan: Bahan, b: BarisBahan, j: Jadwal) -> str:
    """A reading that contradicts the plan and waits for a decision."""
    if j.status_koreksi != StatusKoreksi.DIUSULKAN:
        return ""
    alasan = j.alasan_usulan.removesuffix(" Perlu konfirmasi satker.").rstrip(". ")
    karena = f" {alasan[0].upper()}{alasan[1:]}." if alasan else ""
    return f"“{kutip(j.teks)}”: usulan {teks_usulan(j)}.{karena}"


def _luar_masa(bahan: Bahan, b: BarisBahan, j: Jadwal) -> str:
    """January after the plan only closes the work; a year that a person kept on purpose is his decision."""
    if not (j.mulai and j.selesai) or j.status_koreksi in DIPUTUS:
        return ""
    awal, akhir = bahan.masa(b.baris)
    if awal <= j.mulai.year and j.selesai <= date(akhir + 1, 1, 31):
        return ""
    tertulis = _pesan(j, Kode.TAHUN_LUAR_RENCANA, Kode.TAHUN_JAUH)
    masa = str(awal) if awal == akhir else f"{awal}–{akhir}"
    return tertulis or f"{rentang(j.mulai, j.selesai, BULAN)} di luar masa rencana kerja ({masa})."


def _hari_tidak_cocok(bahan: Bahan, b: BarisBahan, j: Jadwal) -> str:
    return "" if j.status_koreksi == StatusKoreksi.DITERIMA else _pesan(j, Kode.HARI_TIDAK_COCOK)


def _tahun_tabel(bahan: Bahan, b: BarisBahan, j: Jadwal) -> str:
    """A table of one year with a date of another; January after it only closes the work."""
    tabel = b.baris.tabel
    if not (tabel.tahun and j.mulai and j.selesai) or j.status_koreksi in DIPUTUS:
        return ""
    tahun = [tabel.tahun, *tabel.tahun_tercakup]
    if min(tahun) <= j.mulai.year and j.selesai <= date(max(tahun) + 1, 1, 31):
        return ""
    return f"{rentang(j.mulai, j.selesai, BULAN)} ada di tabel tahun {tabel.tahun}."


def _hari_libur(bahan: Bahan, b: BarisBahan, j: Jadwal) -> str:
    if j.jenis != JenisJadwal.TANGGAL or j.mulai is None or j.mulai != j.selesai:
        return ""
    nama, akhir_pekan = bahan.libur.get(j.mulai, ""), j.mulai.weekday() >= SABTU
    if nama:
        return f"{HARI[j.mulai.weekday()]}, {hari(j.mulai)}: {nama}."
    return f"{hari(j.mulai)} jatuh pada hari {HARI[j.mulai.weekday()]}." if akhir_pekan else ""


SEBAB: tuple[tuple[str, Callable[[Bahan, BarisBahan, Jadwal], str]], ...] = (
    ("belum_terbaca", _belum_terbaca),
    ("tanpa_tanggal", _tanpa_tanggal),
    ("bertentangan", _diusulkan),
    ("luar_masa", _luar_masa),
    ("bertentangan", _hari_tidak_cocok),
    ("bertentangan", _tahun_tabel),
    ("hari_libur", _hari_libur),
)


def _pesan(j: Jadwal, *kode: str) -> str:
    """The sentence of the reader's first warning, of these kinds when named."""
    return next((p["pesan"] for p in j.peringatan if not kode or p["kode"] in kode), "")


# --- papers of a meeting


def kertas_luar_masa(bahan: Bahan) -> Iterator[ButirPeriksa]:
    """Papers of a meeting dated outside the plan; other evidence may well be older than it."""
    for b in bahan.baris:
        awal, akhir = bahan.masa(b.baris)
        for s in b.syarat:
            if s.tanggal and KERTAS_RAPAT & set(s.jenis) and not awal <= s.tanggal.year <= akhir:
                kalimat = f"“{kutip(s.teks)}” bertanggal {hari(s.tanggal)}."
                yield b.butir("luar_masa", kalimat, f"syarat-{s.pk}-teks")


def undangan_terlambat(bahan: Bahan) -> Iterator[ButirPeriksa]:
    for b in bahan.baris:
        yield from _aksi_undangan(b)
        for s in b.syarat:
            if s.tanggal and "undangan" in s.jenis and not SESUDAH_RAPAT & set(s.jenis):
                acara = _acara_kertas(b, s) or _akhir_jadwal(b, b.aksi_syarat.get(s.pk) or frozenset())
                if acara and s.tanggal > acara:
                    kalimat = f"Undangan bertanggal {hari(s.tanggal)}, acaranya {hari(acara)}."
                    yield b.butir("undangan_terlambat", kalimat, f"syarat-{s.pk}-teks")


def _aksi_undangan(b: BarisBahan) -> Iterator[ButirPeriksa]:
    """Schedules of actions that send an invitation, later than every schedule of an action that holds the meeting."""
    undangan = {x.pk for x in b.aksi if _UNDANGAN.match(x.teks) and not _DIADAKAN.search(x.teks)}
    acara = {x.pk for x in b.aksi if x.pk not in undangan and _ACARA.match(x.teks)}
    rapat = [j.selesai for j in _khusus(b, acara)]
    for j in _khusus(b, undangan):
        if rapat and None not in rapat and j.mulai and j.mulai > max(x for x in rapat if x):
            kalimat = f"Undangan dijadwalkan {hari(j.mulai)}, acaranya {hari(max(x for x in rapat if x))}."
            yield b.butir("undangan_terlambat", kalimat, f"jadwal-{j.pk}-teks")


def _khusus(b: BarisBahan, aksi: set[int]) -> list[Jadwal]:
    """The schedules that are surely for these actions alone."""
    pasti = [j for j in b.jadwal if j.dasar_pasangan != DasarPasangan.TIDAK_PASTI]
    return [j for j in pasti if (punya := b.aksi_jadwal.get(j.pk)) and punya <= aksi]


def _acara_kertas(b: BarisBahan, undangan) -> date | None:
    """The day on the notula or daftar hadir of the same meeting, known by the same words."""
    inti = _inti_kertas(undangan.teks)
    sama = [s.tanggal for s in b.syarat if s.tanggal and SESUDAH_RAPAT & set(s.jenis) and _inti_kertas(s.teks) == inti]
    return max(sama, default=None)


def _inti_kertas(teks: str) -> str:
    return " ".join(_KATA_KERTAS.sub(" ", _KURUNG.sub(" ", teks.casefold())).split())


def _akhir_jadwal(b: BarisBahan, aksi: frozenset[int]) -> date | None:
    """The last day of the schedules (those of `aksi`, when named); None when one of them is open or missing."""
    jadwal = [j for j in b.jadwal if not aksi or not b.aksi_jadwal.get(j.pk) or b.aksi_jadwal[j.pk] & aksi]
    terbuka = any(not j.terbaca or j.selesai is None or j.status_koreksi == StatusKoreksi.DIUSULKAN for j in jadwal)
    if terbuka or (_aksi_lepas(b) and not aksi):
        return None
    return max((j.selesai for j in jadwal if j.selesai), default=None)
