"""The printed plan, made from the canonical document alone, so that an approved snapshot prints the same for ever."""

from itertools import groupby, takewhile
from typing import Any

from zi.dokumen.bagian import MENDATAR, PITA, TEGAK, Blok, Cap, DaftarIsi, Dokumen, Lembar, Pesan
from zi.dokumen.html import periksa_panjang, susun_html
from zi.dokumen.ukuran import lembar
from zi.naskah.cetak_bagian import Cetakan, Letak, bagian, penanda_tangan, satu_tabel, tahun
from zi.naskah.cetak_nomor import rapikan
from zi.naskah.cetak_pengesah import dengan_pengesah, kepala

Isi = dict[str, Any]
VERSI_CETAK = 2  # part of the key of a print job: raise it when the same plan comes to look different
DEPAN = {"sampul", "kata_pengantar", "lembar_pengesahan", "daftar_isi"}
PENUTUP = {"penutup", "tanda_tangan", "lampiran"}
KOSONG = "Rencana kerja ini masih kosong: belum ada rencana kerja, rencana aksi, indikator, atau target yang diisi."
DRAF = "DRAF, belum disetujui"
LUAR = "Disetujui di luar sistem"
TANPA_BAGIAN: Isi = {
    "nomor_tertulis": "", "judul": "", "isi": "", "orientasi": TEGAK, "susunan_area": "", "tabel_jenis": "",
    "data": {}, "butir": [], "anak": [],
}  # fmt: skip


def susun_naskah(
    isi: Isi, *, draf: bool, rapi: bool | None = None, cap: Cap | None = None, pengesah: Isi | None = None
) -> Dokumen:
    """The document of a plan. Raises GalatDomain.

    `rapi` tidies the numbers; None leaves it to the plan. `cap` marks an issued document. `pengesah` says who
    approved, as `Versi.pengesah` has it: see `cetak_pengesah`.
    """
    periksa_panjang(isi)
    isi, penanda = dengan_pengesah(isi, pengesah), kepala(isi, pengesah)
    rencana, satker = isi["rencana"], isi["satker"]
    if rencana["nomor_rapi"] if rapi is None else rapi:
        isi = rapikan(isi)
    kertas = (pengesah or {}).get("tanggal")  # of a decision outside the system; a stamp says it itself
    kaki = [f"Rencana Kerja Zona Integritas {tahun(rencana)}", satker["nama_pendek"] or satker["nama"]]
    kaki += [DRAF] if draf else [LUAR] if kertas and not cap else []
    return Dokumen(
        judul=f"{rencana['judul']} ({tahun(rencana)})",
        lembar=_lembar(list(_isi_naskah(Cetakan(isi, penanda, kertas)))),
        pengarang=satker["nama"],
        kaki=" · ".join(kaki),
        tanda_air=draf,
        pita=PITA if rencana["contoh"] else "",
        cap=cap,
    )


def cetak_html(
    isi: Isi, *, draf: bool, rapi: bool | None = None, cap: Cap | None = None, pengesah: Isi | None = None
) -> str:
    return susun_html(susun_naskah(isi, draf=draf, rapi=rapi, cap=cap, pengesah=pengesah))


def _lembar(letak: list[Letak]) -> tuple[Lembar, ...]:
    """Neighbours with the same page set-up share their pages."""
    return tuple(lembar([b for b, _ in kelompok], arah) for arah, kelompok in groupby(letak, key=lambda x: x[1]))


def _isi_naskah(c: Cetakan) -> list[Letak]:
    """Cover and front matter, contents, chapters, tables that no section asked for, the end."""
    urut = list(enumerate(c.isi["bagian"] or _bawaan(), start=1))
    if not any(b["jenis"] == "sampul" for _, b in urut):
        urut.insert(0, (0, _bagian("sampul")))
    depan = list(takewhile(lambda x: x[1]["jenis"] in DEPAN, urut))
    akhir = list(takewhile(lambda x: x[1]["jenis"] in PENUTUP, urut[: len(depan) - 1 : -1]))[::-1]
    badan = urut[len(depan) : len(urut) - len(akhir)]
    hasil = [*_cetak(c, depan), (DaftarIsi(), TEGAK)]
    if not c.berisi:
        hasil.append((Pesan(KOSONG), TEGAK))
    hasil += _cetak(c, badan)
    penutup = _cetak(c, akhir)
    hasil += [*_tabel_sisa(c), *penutup]
    sisa = [p for p in c.isi["pengesahan"] if id(p) not in c.tercetak]
    return [*hasil, *((b, TEGAK) for b in penanda_tangan(c, sisa))]


def _cetak(c: Cetakan, daftar: list[tuple[int, Isi]]) -> list[Letak]:
    return [letak for n, satu in daftar for letak in bagian(c, satu, [n])]


def _tabel_sisa(c: Cetakan) -> list[Letak]:
    """Rows are never left out because no section names their table."""
    sisa = [t for t in c.isi["tabel"] if t["baris"] and id(t) not in c.tercetak]
    blok: list[Blok] = [b for t in sisa for b in satu_tabel(c, t, 1)]
    return [(b, MENDATAR) for b in blok]


def _bagian(jenis: str, **lain: Any) -> Isi:
    return {**TANPA_BAGIAN, "jenis": jenis, **lain}


def _bawaan() -> list[Isi]:
    """What a plan without sections prints."""
    tabel = _bagian("tabel", orientasi=MENDATAR)
    return [
        _bagian("sampul"),
        _bagian("bab", judul="RENCANA KERJA PEMBANGUNAN ZONA INTEGRITAS", anak=[tabel]),
        _bagian("tanda_tangan"),
    ]
