"""Opening an office file without trusting it: kind, size, encryption, XML tricks; before any library loads it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import IO, BinaryIO
from xml.parsers import expat

from .hasil import Batas, BerkasTidakTerbaca
from .tabel import Gabungan

POTONG = 65_536
KEDALAMAN = 200
BARIS_EXCEL = 1_048_576
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RUSAK = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, SyntaxError, OverflowError, OSError,
)  # fmt: skip
ALAMAT = re.compile(r'\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
PESAN_RUSAK = "Berkas ini rusak atau bukan berkas Excel (.xlsx) atau Word (.docx)."
PESAN_BESAR = "Isi berkas ini terlalu besar setelah dibuka (lebih dari {mb} MB); hapus gambar atau lembar lain."
PESAN_RUMIT = "Berkas ini terlalu rumit untuk dibaca; salin tabel rencananya saja ke berkas baru."


class Jenis(Enum):
    """Kinds of file the reader understands."""

    XLSX = "xlsx"
    DOCX = "docx"


@dataclass
class IkhtisarLembar:
    """What one streaming pass learned about a sheet: where its content ends, its cells with formulas, merged ranges,
    and by cell the address that it links to.
    """

    baris: int = 0
    baris_isi: set[int] = field(default_factory=set)
    kolom_akhir: int = 0
    sel: int = 0
    rumus: set[str] = field(default_factory=set)
    rumus_kosong: list[str] = field(default_factory=list)
    gabungan: list[Gabungan] = field(default_factory=list)
    tautan: dict[str, str] = field(default_factory=dict)
    melebihi: str = ""


@dataclass(frozen=True)
class ArsipAman:
    """A zip that passed every check."""

    jenis: Jenis
    arsip: zipfile.ZipFile
    sumber: BinaryIO
    lembar: dict[str, IkhtisarLembar]


def buka(data: bytes | BinaryIO, batas: Batas) -> ArsipAman:
    """Check everything that can be checked by streaming; raises BerkasTidakTerbaca."""
    sumber = io.BytesIO(data) if isinstance(data, bytes | bytearray | memoryview) else data
    _tolak_bukan_zip(sumber, batas)
    try:
        arsip = zipfile.ZipFile(sumber)
        _periksa_daftar(arsip, batas)
        lembar = _periksa_isi(arsip, batas)
        return ArsipAman(_jenis(arsip), arsip, sumber, lembar)
    except BerkasTidakTerbaca:
        raise
    except (*RUSAK, expat.ExpatError) as galat:
        raise BerkasTidakTerbaca(PESAN_RUSAK) from galat


def _tolak_bukan_zip(sumber: BinaryIO, batas: Batas) -> None:
    ukuran = sumber.seek(0, io.SEEK_END)
    sumber.seek(0)
    if not ukuran:
        raise BerkasTidakTerbaca("Berkas ini kosong.")
    if ukuran > batas.byte_berkas:
        raise BerkasTidakTerbaca(f"Berkas ini lebih dari {batas.byte_berkas // 1_000_000} MB.")
    kepala = sumber.read(8)
    sumber.seek(0)
    if kepala == OLE:
        raise BerkasTidakTerbaca(_pesan_ole(sumber.read()))
    if kepala[:4] == b"%PDF":
        raise BerkasTidakTerbaca("Berkas PDF tidak dapat dibaca sebagai tabel; unggah berkas Excel atau Word aslinya.")
    if kepala[:2] != b"PK":
        raise BerkasTidakTerbaca("Berkas ini bukan berkas Excel (.xlsx) atau Word (.docx).")


def _pesan_ole(isi: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in isi:
        return "Berkas ini terkunci kata sandi; buka kuncinya lalu unggah lagi."
    if "WordDocument".encode("utf-16-le") in isi:
        return "Berkas ini berformat Word lama (.doc); buka di Word lalu simpan sebagai .docx."
    return "Berkas ini berformat Excel lama (.xls); buka di Excel lalu simpan sebagai .xlsx."


def _periksa_daftar(arsip: zipfile.ZipFile, batas: Batas) -> None:
    anggota = arsip.infolist()
    if len(anggota) > batas.anggota:
        raise BerkasTidakTerbaca(PESAN_RUMIT)
    if any(a.flag_bits & 0x1 for a in anggota):
        raise BerkasTidakTerbaca("Berkas ini terkunci kata sandi; buka kuncinya lalu unggah lagi.")
    if sum(a.file_size for a in anggota) > batas.byte_terbuka:
        raise BerkasTidakTerbaca(PESAN_BESAR.format(mb=batas.byte_terbuka // 1_000_000))
    nama = [a.filename for a in anggota]
    if len(set(nama)) != len(nama):
        raise BerkasTidakTerbaca(PESAN_RUSAK)


def _jenis(arsip: zipfile.ZipFile) -> Jenis:
    nama = set(arsip.namelist())
    if "[Content_Types].xml" in nama and any(n.startswith("word/document") for n in nama):
        return Jenis.DOCX
    if "[Content_Types].xml" in nama and "xl/workbook.xml" in nama:
        return Jenis.XLSX
    if nama & {"mimetype", "xl/workbook.bin"}:
        raise BerkasTidakTerbaca("Format berkas ini tidak didukung; simpan sebagai .xlsx atau .docx.")
    raise BerkasTidakTerbaca("Berkas ini bukan berkas Excel (.xlsx) atau Word (.docx).")


def _periksa_isi(arsip: zipfile.ZipFile, batas: Batas) -> dict[str, IkhtisarLembar]:
    """Stream every part once: no DOCTYPE, bounded elements; sheets are measured on the way.

    zipfile never unpacks more of a part than its declared size, which `_periksa_daftar` has summed, and a part that
    declares too little fails its checksum here: so the cap holds for what is really unpacked.
    """
    semua: dict[str, _Bagian] = {}
    for anggota in arsip.infolist():
        if anggota.is_dir():
            continue
        with arsip.open(anggota) as aliran:
            bagian = _Bagian(batas, anggota.filename)
            for potongan in _potongan(aliran):
                if not bagian.terima(potongan):
                    break
            bagian.tutup()
        if bagian.akar in ("worksheet", "Relationships"):
            semua[anggota.filename] = bagian
    lembar = {nama: bagian for nama, bagian in semua.items() if bagian.akar == "worksheet"}
    for nama, bagian in lembar.items():
        folder, _, berkas = nama.rpartition("/")
        if hubungan := semua.get(f"{folder}/_rels/{berkas}.rels"):
            bagian.sambung(hubungan.rujukan)
    return {nama: bagian.ikhtisar for nama, bagian in lembar.items()}


def _potongan(aliran: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: aliran.read(POTONG), b"")


def mirip_xml(kepala: bytes) -> bool:
    """True for anything an XML parser would accept, in UTF-8 or UTF-16."""
    return kepala.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] in (b"<", b"")


class _Bagian:
    """One part of the archive, fed piece by piece; measures sheets, refuses DOCTYPE."""

    def __init__(self, batas: Batas, nama: str) -> None:
        self.batas = batas
        self._harus_xml = nama.lower().endswith((".xml", ".rels"))
        self.akar = ""
        self.ikhtisar = IkhtisarLembar()
        self.rujukan: dict[
            str, str
        ] = {}  # of a sheet: by cell the id of what it links to; of a list: by id the address
        self._pengurai: expat.XMLParserType | None = None
        self._mulai = False
        self._dalam = self._unsur = self._huruf = self._nomor = self._kolom = 0
        self._alamat = ""
        self._rumus = self._bernilai = self._nilai = False
        self._teks_rumus: list[str] | None = None

    def terima(self, potongan: bytes) -> bool:
        """Feed a piece; False when the rest need not be read."""
        if not self._mulai:
            self._mulai = True
            self._pengurai = self._buat() if self._harus_xml or mirip_xml(potongan) else None
        if self._pengurai is not None:
            self._pengurai.Parse(potongan, False)
        return not self.ikhtisar.melebihi

    def tutup(self) -> None:
        """The part is complete; an unfinished XML text is an error."""
        if self._pengurai is not None and not self.ikhtisar.melebihi:
            self._pengurai.Parse(b"", True)

    def sambung(self, alamat: dict[str, str]) -> None:
        """The cells of this sheet link to these addresses, by id."""
        self.ikhtisar.tautan |= {sel: alamat[kunci] for sel, kunci in self.rujukan.items() if kunci in alamat}

    def _buat(self) -> expat.XMLParserType:
        pengurai = expat.ParserCreate(namespace_separator=" ")
        pengurai.StartDoctypeDeclHandler = self._doctype
        pengurai.StartElementHandler = self._buka
        pengurai.EndElementHandler = self._tutup
        pengurai.CharacterDataHandler = self._isi
        return pengurai

    def _doctype(self, *_: object) -> None:
        raise BerkasTidakTerbaca("Berkas ini memuat bagian yang tidak aman (DOCTYPE), jadi tidak dibuka.")

    def _buka(self, nama: str, atribut: dict[str, str]) -> None:
        lokal = nama.rpartition(" ")[2]
        self.akar = self.akar or lokal
        self._dalam += 1
        self._unsur += 1
        if self._dalam > KEDALAMAN or self._unsur > self._batas_unsur():
            raise BerkasTidakTerbaca(PESAN_RUMIT)
        if self.akar == "worksheet" and not self.ikhtisar.melebihi:
            self._buka_lembar(lokal, atribut)
        elif lokal == "Relationship" and atribut.get("TargetMode") == "External":
            self.rujukan[atribut.get("Id", "")] = atribut.get("Target", "")

    def _batas_unsur(self) -> int:
        if self.akar in ("worksheet", "sst"):
            return self.batas.sel * 10
        return self.batas.unsur_docx if self.akar == "document" else self.batas.unsur

    def _tutup(self, nama: str) -> None:
        self._dalam -= 1
        if self.akar == "worksheet":
            self._tutup_lembar(nama.rpartition(" ")[2])

    def _isi(self, teks: str) -> None:
        self._huruf += len(teks)
        if self.akar in ("worksheet", "sst", "document") and self._huruf > self.batas.huruf * 2:
            raise BerkasTidakTerbaca(PESAN_RUMIT)
        if self._nilai and not teks.isspace():
            self._bernilai = True
        if self._teks_rumus is not None:
            self._teks_rumus.append(teks)

    def _buka_lembar(self, nama: str, atribut: dict[str, str]) -> None:
        if nama == "row":
            self._baris(atribut)
        elif nama == "c":
            self._sel(atribut)
        elif nama in ("v", "t"):
            self._nilai = True
        elif nama == "f":
            self._rumus, self._teks_rumus = True, []
        elif nama == "mergeCell":
            self._gabung(atribut.get("ref", ""))
        elif nama == "hyperlink":
            kunci = next((isi for nama, isi in atribut.items() if nama.endswith("/relationships id")), "")
            self.rujukan[atribut.get("ref", "").partition(":")[0]] = kunci

    def _tutup_lembar(self, nama: str) -> None:
        if nama == "c" and self._rumus:
            self.ikhtisar.rumus.add(self._alamat)
        if nama in ("v", "t"):
            self._nilai = False
        elif nama == "f":
            self._alamat_rumus()
        elif nama == "c" and self._bernilai:
            self._catat_isi()
        elif nama == "c" and self._rumus and len(self.ikhtisar.rumus_kosong) < 50:
            self.ikhtisar.rumus_kosong.append(self._alamat)

    def _alamat_rumus(self) -> None:
        """=HYPERLINK("https://…"; "teks") is a link."""
        if cocok := ALAMAT.match("".join(self._teks_rumus or ())):
            self.ikhtisar.tautan[self._alamat] = cocok[1]
        self._teks_rumus = None

    def _catat_isi(self) -> None:
        self.ikhtisar.baris_isi.add(self._nomor)
        self.ikhtisar.kolom_akhir = max(self.ikhtisar.kolom_akhir, self._kolom)
        if len(self.ikhtisar.baris_isi) > self.batas.baris_isi:
            self.ikhtisar.melebihi = "baris"

    def _baris(self, atribut: dict[str, str]) -> None:
        self._nomor = int(atribut.get("r", self._nomor + 1))
        self._kolom = 0
        self.ikhtisar.baris += 1
        if not 0 < self._nomor <= BARIS_EXCEL:
            raise BerkasTidakTerbaca(PESAN_RUSAK)
        if self.ikhtisar.baris > self.batas.baris:
            self.ikhtisar.melebihi = "baris"

    def _sel(self, atribut: dict[str, str]) -> None:
        self._alamat = atribut.get("r", "")
        self._kolom = nomor_kolom(self._alamat) or self._kolom + 1
        self._rumus = self._bernilai = False
        self.ikhtisar.sel += 1
        if self.ikhtisar.sel > self.batas.sel:
            self.ikhtisar.melebihi = "sel"

    def _gabung(self, rujukan: str) -> None:
        awal, _, akhir = rujukan.partition(":")
        kiri, kanan = nomor_kolom(awal), nomor_kolom(akhir or awal)
        atas, bawah = nomor_baris(awal), nomor_baris(akhir or awal)
        if 0 < kiri <= kanan and 0 < atas <= bawah:
            self.ikhtisar.gabungan.append(Gabungan(atas, bawah, kiri - 1, kanan - 1))
        if len(self.ikhtisar.gabungan) > self.batas.baris:
            raise BerkasTidakTerbaca(PESAN_RUMIT)


def nomor_kolom(alamat: str) -> int:
    """`AB12` → 28; 0 when there are no letters."""
    nomor = 0
    for huruf in alamat.rstrip("0123456789").upper()[:3]:
        nomor = nomor * 26 + ord(huruf) - 64 if "A" <= huruf <= "Z" else nomor
    return nomor


def nomor_baris(alamat: str) -> int:
    """`AB12` → 12; 0 when there are no digits."""
    angka = alamat.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$")
    return int(angka) if angka.isdigit() else 0
