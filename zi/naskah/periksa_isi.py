"""What may be wrong with the words of a plan and the people in it. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator

from zi.naskah.models import Pengesahan
from zi.naskah.periksa_bahan import Bahan, BarisBahan, ButirPeriksa, Orang, Sasaran, kutip
from zi.naskah.periksa_jadwal import ACARA
from zi.rencana.enums import JenisArea, JenisTabel, StatusRencana
from zi.rencana.label import pisah
from zi.rencana.models import TabelRencana

_TAHUN = re.compile(r"(?<!\d)(20\d\d)(?:\s*(?:[-–—/]|s\.?d\.?|sampai(?: dengan)?)\s*(20\d\d|\d\d(?!\d)))?(?!\d)")
_PERATURAN = re.compile(r"\b(?:nomor|no\.?)\s*\S+\s+tahun\s+\d{4}", re.I)
_BUKAN_KATA = re.compile(r"[\W_]+")
_BERULANG = re.compile(rf"\b(?:monitoring|monev|evaluasi|pemantauan|pengawasan|laporan|survei|{ACARA})\b", re.I)
BERBARIS = (JenisArea.PENGUNGKIT, JenisArea.TAMBAHAN)


def tanpa_isi(bahan: Bahan) -> Iterator[ButirPeriksa]:
    """Rows without actions or evidence; a form whose tables have no such column is not asked for it."""
    kolom = {(b.baris.tabel.jenis, n) for b in bahan.baris for n in ("aksi", "syarat") if getattr(b, n)}
    kolom |= {(JenisTabel.MATRIK, "aksi"), (JenisTabel.MATRIK, "syarat")}
    for b in bahan.baris:
        if not b.syarat and (b.baris.tabel.jenis, "syarat") in kolom:
            yield b.butir("tanpa_bukti", "Belum ada bukti fisik.", "isi-syarat")
        if not b.aksi and (b.baris.tabel.jenis, "aksi") in kolom:
            yield b.butir("tanpa_aksi", "Belum ada rencana aksi.", "isi-aksi")


def tanpa_orang(bahan: Bahan) -> Iterator[ButirPeriksa]:
    """Where the form names who is responsible, every row should; elsewhere somebody of the area is."""
    bernama = {b.baris.tabel.jenis for b in bahan.baris if b.berorang}
    lain = set()
    for b in bahan.baris:
        if b.baris.tabel.jenis not in bernama:
            lain.add(b.area.pk if b.area else 0)
        elif not b.berorang:
            yield b.butir("tanpa_orang", "Belum ada penanggung jawab.", "baris-penanggung_jawab")
    for a in bahan.area:
        if a.area.pk in lain and not a.berorang:
            kalimat = "Belum ada koordinator atau anggota di area ini."
            yield ButirPeriksa("tanpa_orang", kalimat, Sasaran("orang", a.area.pk), a.area.nomor_tertulis, a.area.nama)


def area_kosong(bahan: Bahan) -> Iterator[ButirPeriksa]:
    """Not asked of a plan with rows outside areas: they may be of any; nor of one that has indikator instead."""
    berbaris = {b.area.pk if b.area else 0 for b in bahan.baris}
    matriks = any(b.baris.tabel.area_id for b in bahan.baris)
    for a in bahan.area:
        berisi = {0, a.area.pk} & berbaris or a.berisi or (a.berindikator and not matriks)
        if not berisi and a.area.jenis in BERBARIS:
            sasaran = Sasaran("area", a.area.pk)
            yield ButirPeriksa("area_kosong", "Belum ada baris.", sasaran, a.area.nomor_tertulis, a.area.nama)


# --- what is said twice


def kembar(bahan: Bahan) -> Iterator[ButirPeriksa]:
    """One line for all rows that say the same; tables of different kinds or years repeat each other on purpose."""
    sama: dict[tuple, list[BarisBahan]] = defaultdict(list)
    for b in bahan.baris:
        tabel = b.baris.tabel
        sama[tabel.jenis, tabel.tahun, tuple(tabel.tahun_tercakup), inti(b.baris.uraian)].append(b)
    for kelompok in sama.values():
        for satu in _beraksi_sama(kelompok):
            if len(satu) > 1 and not _berulang(satu):
                yield _baris_kembar(satu)
    yield from _aksi_kembar(bahan)


def _beraksi_sama(kelompok: list[BarisBahan]) -> list[list[BarisBahan]]:
    """Rows of one heading apart when their actions differ: they do not say the same."""
    isi = [frozenset(inti(x.teks) for x in b.aksi) for b in kelompok]
    if len(set(filter(None, isi))) < 2:
        return [kelompok]
    return [[b for b, punya in zip(kelompok, isi, strict=True) if punya == satu] for satu in dict.fromkeys(isi)]


def _berulang(satu: list[BarisBahan]) -> bool:
    """Work that comes back by its nature, each time at a date of its own."""
    jadwal = {frozenset(inti(j.teks) for j in b.jadwal) for b in satu}
    return frozenset() not in jadwal and len(jadwal) == len(satu) and bool(_BERULANG.search(satu[0].baris.uraian))


def _baris_kembar(satu: list[BarisBahan]) -> ButirPeriksa:
    *lain, terakhir = satu
    sebut = ", ".join(_tempat(b, terakhir) for b in lain[:5])
    lebih = f" dan {len(lain) - 5} baris lain" if len(lain) > 5 else ""
    jadwal = {frozenset(inti(j.teks) for j in b.jadwal) for b in satu}
    beda = "; jadwalnya berbeda" if len(jadwal) > 1 else ""
    return terakhir.butir("kembar", f"Sama dengan {sebut}{lebih}{beda}.", "baris-uraian")


def _tempat(b: BarisBahan, dari: BarisBahan) -> str:
    nomor = f"baris {b.baris.no_tertulis.rstrip('.')}" if b.baris.no_tertulis else "baris tanpa nomor"
    return f"{nomor} di area lain ({b.area.nama})" if b.area and b.area != dari.area else nomor


def _aksi_kembar(bahan: Bahan) -> Iterator[ButirPeriksa]:
    for b in bahan.baris:
        ada: set[str] = set()
        for x in b.aksi:
            if inti(x.teks) in ada:
                yield b.butir("kembar", f"Rencana aksi “{kutip(x.teks)}” ada dua kali.", f"aksi-{x.pk}-teks")
            ada.add(inti(x.teks))


def inti(teks: str) -> str:
    """The words alone: no case, no punctuation, no number in front."""
    return " ".join(_BUKAN_KATA.split(pisah(teks).teks.casefold())).strip()


# --- years in titles


def tahun_judul(bahan: Bahan) -> Iterator[ButirPeriksa]:
    rencana = bahan.rencana
    if _lain(rencana.judul, rencana.tahun_mulai, rencana.tahun_selesai):
        kalimat = f"Judul rencana tidak menyebut tahun {rencana.tahun}."
        yield ButirPeriksa("bertentangan", kalimat, Sasaran("kepala", rencana.pk), teks=kutip(rencana.judul))
    semua: dict[int, TabelRencana] = {}
    for b in bahan.baris:
        tabel = b.baris.tabel
        if tabel.pk not in semua and _lain(tabel.judul, *((tabel.tahun,) * 2 if tabel.tahun else bahan.masa(b.baris))):
            tahun = f"tabel tahun {tabel.tahun}" if tabel.tahun else f"rencana {rencana.tahun}"
            area = b.area.nama if b.area and tabel.area_id else ""
            sasaran = Sasaran("area", tabel.area_id) if tabel.area_id else Sasaran("tabel", tabel.pk)
            kalimat = f"Judul tabel menyebut tahun yang bukan tahun {tahun}."
            yield ButirPeriksa("bertentangan", kalimat, sasaran, teks=kutip(tabel.judul), area=area)
        semua[tabel.pk] = tabel


def _lain(judul: str, awal: int, akhir: int) -> bool:
    """Whether a title names years and none of these; the year of a regulation is none."""
    masa = [_masa(m[1], m[2]) for m in _TAHUN.finditer(_PERATURAN.sub(" ", judul))]
    return bool(masa) and not any(dari <= akhir and awal <= sampai for dari, sampai in masa)


def _masa(dari: str, sampai: str | None) -> tuple[int, int]:
    ujung = int(dari[:2] + sampai[-2:]) if sampai else int(dari)
    return min(int(dari), ujung), max(int(dari), ujung)


# --- who signs


def penanda_tangan(bahan: Bahan) -> Iterator[ButirPeriksa]:
    """The signer as head of the unit is the one of today; what is approved stays as it was signed."""
    if not bahan.kepala or bahan.rencana.status in (StatusRencana.DISETUJUI, StatusRencana.DICABUT):
        return
    for p in bahan.pengesahan:
        if _sebagai_kepala(p, bahan) and (kalimat := _beda(p, bahan.kepala)):
            yield ButirPeriksa("penanda_tangan", kalimat, Sasaran("pengesahan", p.pk, "nama"), teks=p.jabatan)


def _sebagai_kepala(p: Pengesahan, bahan: Bahan) -> bool:
    satker = bahan.rencana.satker
    return inti(p.jabatan) in {"kepala", *(inti(f"Kepala {n}") for n in (satker.nama, satker.nama_pendek) if n)}


def _beda(p: Pengesahan, kepala: list[Orang]) -> str:
    senama = next((k for k in kepala if inti(k.nama) == inti(p.nama)), None)
    if senama is None:
        return f"Naskah menyebut {p.nama}; kepala satker saat ini {kepala[0].nama}."
    nomor = [re.sub(r"\D", "", x) for x in (p.nomor_induk, senama.nomor_induk)]
    if all(nomor) and nomor[0] != nomor[1]:
        return f"NIP {p.nama} berbeda dari data pegawai."
    return ""
