"""The year of a calendar as a document: a chart of each area, then its rows with their windows in words."""

from dataclasses import dataclass

from zi.dokumen.bagian import (
    MENDATAR,
    PITA,
    Baris,
    Blok,
    Butir,
    Daftar,
    Data,
    Dokumen,
    Judul,
    Kolom,
    Lembar,
    Pesan,
    Sel,
    Tabel,
)
from zi.jadwal.kalender import BarisTahun, GrupTahun
from zi.jadwal.queries_kalender import LembarTahun
from zi.ui.gantt import BENTUK, Gantt
from zi.ui.status import rupa
from zi.ui.teks import tanggal

TINGGI = 520  # of one chart: less than a page that lies down has below its headings


@dataclass(frozen=True)
class GambarGantt(Blok):
    """A chart; the first one of an area explains the signs."""

    jenis = "gantt"
    gantt: Gantt
    legenda: bool = False

    @property
    def templat(self) -> str:
        return "dokumen/gantt.html"

    @property
    def bentuk(self) -> list[object]:
        return list(BENTUK.values()) if self.legenda else []


def susun(lembar: LembarTahun) -> Dokumen:
    s = lembar.saringan
    awal: list[Blok] = [
        Judul(f"Kalender Zona Integritas {s.tahun}", tingkat=1, di_daftar_isi=False),
        Data((("Satker", s.satker.nama), ("Kalender", s.nama), ("Keadaan per", tanggal(s.hari_ini)))),
    ]
    if not lembar.grup:
        awal.append(Pesan(f"Tidak ada jadwal pada tahun {s.tahun}."))
    isi = [blok for n, grup in enumerate(lembar.grup) for blok in _grup(grup, legenda=n == 0)]
    return Dokumen(
        judul=f"Kalender Zona Integritas {s.tahun} {s.satker.nama}",
        lembar=(Lembar((*awal, *isi, *_libur(lembar)), MENDATAR),),
        pengarang=s.satker.nama,
        kaki=f"Kalender {s.tahun} · {s.nama}"[:90],
        pita=PITA if s.satker.contoh else "",
    )


def _grup(grup: GrupTahun, *, legenda: bool) -> list[Blok]:
    gambar = [GambarGantt(g, legenda and n == 0) for n, g in enumerate(grup.gantt.bagi(TINGGI))]
    kolom = (Kolom("No.", 5), Kolom("Kegiatan", 45), Kolom("Waktu menurut keadaan", 50))
    baris = tuple(_baris(n, b) for n, b in enumerate(grup.baris, start=1))
    return [Judul(grup.nama, tingkat=2), *gambar, Tabel(kolom, baris, judul_baris=grup.nama)]


def _baris(nomor: int, baris: BarisTahun) -> Baris:
    waktu = tuple(Butir(f"{rupa(k).kata}: {kapan}") for k, kapan in baris.menurut_keadaan)
    return Baris((Sel((Butir(str(nomor)),), tengah=True), Sel((Butir(baris.judul),), kepala=True), Sel(waktu)))


def _libur(lembar: LembarTahun) -> list[Blok]:
    butir = tuple(Butir(f"{tanggal(hari, 'hari')}: {nama}") for hari, nama in lembar.libur)
    if lembar.tanpa_cuti:
        butir += (Butir(f"Cuti bersama {lembar.saringan.tahun} belum ditetapkan."),)
    return [Judul("Hari libur", tingkat=2), Daftar(butir)] if butir else []
