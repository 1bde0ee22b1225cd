"""Section kinds: from a section of the canonical document to blocks of the engine, one function a kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zi.dokumen.bagian import (
    MENDATAR,
    TEGAK,
    Baris,
    Blok,
    Butir,
    Daftar,
    Data,
    Judul,
    Kolom,
    Penanda,
    Prosa,
    Sampul,
    Tabel,
    TandaTangan,
)
from zi.naskah.cetak_tabel import BULAT, anggaran, area_menurut_kode, sel, tabel, target_prioritas
from zi.satker.pejabat import Pejabat
from zi.ui.teks import tanggal

Isi = dict[str, Any]
Letak = tuple[Blok, str]  # a block and the orientation of its page
TINGKAT_MAKS = 6
TITIK = "…" * 12
KEPALA_RAPAT = (("hari_tanggal", "Hari/tanggal"), ("tempat", "Tempat"), ("peserta", "Peserta"))
KOLOM_PENGESAHAN = (
    Kolom("", 17),
    Kolom("Nama", 25),
    Kolom("Jabatan", 24),
    Kolom("Tanda Tangan", 19),
    Kolom("Tanggal", 15),
)
BAB = {"bab", "kata_pengantar", "lembar_pengesahan", "daftar_isi", "lampiran"}
TANPA_JUDUL = {"sampul", "tanda_tangan"}


@dataclass
class Cetakan:
    """The document being printed, and what of it has found its place."""

    isi: Isi
    kepala: Pejabat
    tanggal: str | None = None  # of a decision on paper
    tercetak: set[int] = field(default_factory=set)  # tables and signers, by identity

    @property
    def berisi(self) -> bool:
        """Does the plan say anything at all?"""
        area = (a[k] for a in self.isi["area"] for k in ("indikator", "target", "sasaran", "program"))
        return any(t["baris"] for t in self.isi["tabel"]) or any(area) or bool(self.isi["target_prioritas"])


# --- one section and what stands below it -----------------------------------------------------------------------------


def bagian(c: Cetakan, satu: Isi, jalur: list[int], tingkat: int = 1, atas: str = TEGAK) -> Iterator[Letak]:
    """Heading, text, what the kind adds, list, sections below, signers."""
    arah = MENDATAR if MENDATAR in (atas, satu["orientasi"], _arah_anak(satu)) else TEGAK
    blok = [*_judul(satu, tingkat)]
    if satu["isi"] and satu["jenis"] not in {"sampul", "daftar"}:
        blok.append(Prosa(satu["isi"]))
    blok += JENIS.get(satu["jenis"], _tak_ada)(c, satu, tingkat)
    if satu["butir"]:
        blok.append(Daftar(_butir(satu["butir"]), satu["isi"] if satu["jenis"] == "daftar" else ""))
    yield from ((b, arah) for b in blok)
    lurus = MENDATAR if satu["orientasi"] == MENDATAR else TEGAK
    for n, anak in enumerate(satu["anak"], start=1):
        yield from bagian(c, anak, [*jalur, n], min(tingkat + 1, TINGKAT_MAKS), lurus)
    milik = [p for p in c.isi["pengesahan"] if p["bagian"] == jalur]
    yield from ((b, arah) for b in penanda_tangan(c, milik))


def _arah_anak(satu: Isi) -> str:
    """A short chapter opening shares the page of the landscape table that follows it."""
    anak = satu["anak"][0] if satu["anak"] else None
    pendek = len(satu["isi"]) < 1500 and not satu["butir"]
    return MENDATAR if anak and pendek and anak["orientasi"] == MENDATAR and not anak["judul"] else TEGAK


def _judul(satu: Isi, tingkat: int) -> Iterator[Blok]:
    if satu["judul"] and satu["jenis"] not in TANPA_JUDUL:
        bab = tingkat == 1 and (satu["jenis"] in BAB or satu["nomor_tertulis"].upper().startswith("BAB"))
        yield Judul(satu["judul"], satu["nomor_tertulis"], tingkat, bab)


def _butir(daftar: list[Isi]) -> tuple[Butir, ...]:
    return tuple(Butir(x["teks"], x["label"] or BULAT, _butir(x.get("anak", []))) for x in daftar)


def _tak_ada(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    return []


# --- kinds ------------------------------------------------------------------------------------------------------------


def sampul(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    satker, rencana, data = c.isi["satker"], c.isi["rencana"], satu["data"]
    pemilik = data.get("satker") or [satker["nama"], *satker["induk"]]
    alamat = (data.get(k) for k in ("alamat", "telepon", "laman", "surel", "kota"))
    return [
        Sampul(
            rencana["judul"],
            rencana["disusun_oleh"],
            tuple(str(x) for x in pemilik if x),
            tuple(str(x) for x in alamat if x),
            rencana["tahun_tertulis"] or tahun(rencana),
        )
    ]


def tahun(rencana: Isi) -> str:
    mulai, selesai = rencana["tahun_mulai"], rencana["tahun_selesai"]
    return f"{mulai}" if mulai == selesai else f"{mulai}–{selesai}"


def dasar_hukum(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    return _daftar(Butir(x["teks"], x["label"] or BULAT) for x in c.isi["dasar_hukum"])


def pengertian(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    semua = c.isi["pengertian"]
    return _daftar(
        Butir(f"{x['istilah']} {x['definisi']}".strip(), x["label"] or BULAT, tebal=(x["istilah"],)) for x in semua
    )


def data_rapat(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    pasangan = tuple((nama, str(satu["data"][k])) for k, nama in KEPALA_RAPAT if satu["data"].get(k))
    return [Data(pasangan)] if pasangan else []


def lampiran(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    daftar = _daftar(Butir(x["judul"], f"{n}.") for n, x in enumerate(c.isi["lampiran"], start=1))
    return daftar + (tabel_rencana(c, satu, tingkat) if satu["tabel_jenis"] else [])


def _daftar(butir: Iterator[Butir]) -> list[Blok]:
    semua = tuple(butir)
    return [Daftar(semua)] if semua else []


def _anggaran(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    return [anggaran(c.isi)] if c.isi["anggaran"] else []


def tabel_rencana(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    """The tables of one kind, each followed by the program prioritas of its area."""
    if satu["tabel_jenis"] == "prioritas":
        return [target_prioritas(c.isi)]
    jenis = satu["tabel_jenis"]
    dipilih = (t for t in c.isi["tabel"] if not jenis or t["jenis"] == jenis)
    return [blok for t in dipilih if id(t) not in c.tercetak for blok in satu_tabel(c, t, tingkat)]


def satu_tabel(c: Cetakan, t: Isi, tingkat: int) -> list[Blok]:
    c.tercetak.add(id(t))
    hasil: list[Blok] = [tabel(c.isi, t)]
    area = area_menurut_kode(c.isi, t["area"])
    if area and t["jenis"] == "matrik":
        hasil += program(c, area, tingkat)
    return hasil


def program(c: Cetakan, area: Isi, tingkat: int) -> list[Blok]:
    """Program prioritas of an area: narrative and list, names of innovations in bold."""
    if not area["program"] or id(area) in c.tercetak:
        return []
    c.tercetak.add(id(area))
    sebutan = c.isi["rencana"]["kata"].get("area") or area["sebutan"] or "Pengungkit"
    judul = area["judul_program"] or f"Program Prioritas {sebutan} {area['kode']}"
    hasil: list[Blok] = [Judul(judul, tingkat=min(tingkat + 1, TINGKAT_MAKS), di_daftar_isi=False)]
    hasil += [Prosa(p["teks"], tuple(p["inovasi"])) for p in area["program"] if p["bentuk"] == "narasi"]
    butir = (p for p in area["program"] if p["bentuk"] != "narasi")
    return hasil + _daftar(Butir(p["teks"], p["label"] or BULAT, tebal=tuple(p["inovasi"])) for p in butir)


# --- areas as lists (indikator and target) ----------------------------------------------------------------------------


def area(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    """Every area that has a purpose, indikator, targets or measures, in the order that the section asks for."""
    hasil: list[Blok] = []
    for a in c.isi["area"]:
        if any(a[k] for k in ("tujuan", "pengantar", "indikator", "target", "sasaran", "syarat")):
            hasil += _satu_area(c, a, satu["susunan_area"], min(tingkat + 1, TINGKAT_MAKS))
    return hasil


def _satu_area(c: Cetakan, a: Isi, susunan: str, tingkat: int) -> list[Blok]:
    indikator = _berjudul(a["judul_indikator"] or "Indikator", _indikator(a))
    target = _berjudul(a["judul_target"] or "Target", [Butir(t["teks"], t["label"] or BULAT) for t in a["target"]])
    hasil: list[Blok] = [Judul(a["nama"], a["nomor_tertulis"], tingkat)]
    hasil += [Prosa(teks) for teks in (a["tujuan"], a["pengantar"]) if teks]
    hasil += [*target, *indikator] if susunan == "target_indikator" else [*indikator, *target]
    hasil += _daftar(_sasaran(x) for x in a["sasaran"])
    hasil += _berjudul("Bukti pendukung", list(_butir(a["syarat"])))
    return hasil + program(c, a, tingkat)


def _berjudul(judul: str, butir: list[Butir]) -> list[Blok]:
    return [Daftar(tuple(butir), judul)] if butir else []


def _indikator(a: Isi) -> list[Butir]:
    return [
        Butir(
            "\n".join(filter(None, [i["nama"], i["pengantar"]])),
            i["label"] or BULAT,
            tuple(Butir(p["teks"], p["label"] or ("" if p["bentuk"] == "kalimat" else BULAT)) for p in i["poin"]),
        )
        for i in a["indikator"]
    ]


def _sasaran(x: Isi) -> Butir:
    target = " ".join(filter(None, [str(x["nilai_target"] or "").replace(".", ","), x["satuan"]]))
    ukuran = f"{x['ukuran']}: {target}" if target and x["ukuran"] else x["ukuran"] or target
    return Butir("\n".join(filter(None, [x["nama"], x["penjelasan"], ukuran])), x["label"] or BULAT)


# --- signers ----------------------------------------------------------------------------------------------------------


def tanda_tangan(c: Cetakan, satu: Isi, tingkat: int) -> list[Blok]:
    """Signers that belong to no section; a plan without any gets one block, of the head as far as he is known."""
    semua = c.isi["pengesahan"]
    if semua:
        return penanda_tangan(c, [p for p in semua if p["bagian"] is None])
    k, tempat = c.kepala, tempat_tanggal(c.isi["satker"]["kota"], c.tanggal)
    nama, nomor = k.nama or f"({TITIK})", _nomor_induk(k.nomor_induk)
    return [TandaTangan((Penanda(nama, "", k.jabatan_tercetak, tempat, k.pangkat, nomor),))]


def penanda_tangan(c: Cetakan, daftar: list[Isi]) -> list[Blok]:
    """Blocks, then a table of those who sign in one."""
    baru = [p for p in daftar if id(p) not in c.tercetak]
    c.tercetak |= {id(p) for p in baru}
    blok = tuple(_penanda(p) for p in baru if p["bentuk"] == "blok")
    baris = tuple(_baris_pengesahan(p) for p in baru if p["bentuk"] == "tabel")
    hasil: list[Blok] = [TandaTangan(blok)] if blok else []
    return [*hasil, Tabel(KOLOM_PENGESAHAN, baris)] if baris else hasil


def _penanda(p: Isi) -> Penanda:
    peran = p["peran_tertulis"] or ("Mengetahui," if p["peran"] == "mengetahui" else "")
    if peran.strip(" ,") == p["jabatan"].strip(" ,"):
        peran = ""
    tempat = tempat_tanggal(p["tempat"], p["tanggal"], p["presisi_tanggal"]) if p["tempat"] or p["tanggal"] else ""
    return Penanda(
        p["nama"], peran, p["jabatan"], tempat or p["tanggal_tertulis"], p["pangkat"], _nomor_induk(p["nomor_induk"])
    )


def _nomor_induk(nomor: str) -> str:
    """NIP has 18 digits, NRP fewer; what says so itself stays."""
    angka = "".join(nomor.split())
    return f"{'NIP' if len(angka) == 18 else 'NRP'} {nomor}" if angka.isdecimal() else nomor


def tempat_tanggal(tempat: str, hari: str | None = None, presisi: str = "hari") -> str:
    """Mataram, 1 Februari 2023; dots where the date is still to be written."""
    return ", ".join(filter(None, [tempat, _tanggal(hari, presisi) or TITIK]))


def _tanggal(hari: str | None, presisi: str) -> str:
    return tanggal(date.fromisoformat(hari), "bulan" if presisi == "bulan" else "") if hari else ""


def _baris_pengesahan(p: Isi) -> Baris:
    peran = p["peran_tertulis"] or f"{p['peran'].capitalize()} oleh"
    return Baris(
        (
            sel(peran, kepala=True),
            sel(p["nama"]),
            sel(p["jabatan"]),
            sel(),
            sel(_tanggal(p["tanggal"], p["presisi_tanggal"])),
        )
    )


JENIS: dict[str, Callable[[Cetakan, Isi, int], list[Blok]]] = {
    "sampul": sampul,
    "dasar_hukum": dasar_hukum,
    "pengertian": pengertian,
    "data_rapat": data_rapat,
    "lampiran": lampiran,
    "anggaran": _anggaran,
    "tabel": tabel_rencana,
    "area": area,
    "tanda_tangan": tanda_tangan,
    "lembar_pengesahan": tanda_tangan,
}
