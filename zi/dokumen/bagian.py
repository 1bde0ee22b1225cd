"""The kinds of blocks of which a document is made; each is drawn by its own template in templates/dokumen/.

A document is plain data: it knows no plan, no database and no file. Texts are limited Markdown (see `markdown`),
labels are typed text, so that a document can be printed as it was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

TEGAK, MENDATAR = "tegak", "mendatar"
PITA = "DATA CONTOH – nama orang dan naskah ini rekaan, bukan dokumen resmi"  # on each page


@dataclass(frozen=True)
class Blok:
    """One block; `jenis` names its template."""

    jenis: ClassVar[str]

    @property
    def templat(self) -> str:
        return f"dokumen/{self.jenis}.html"


@dataclass(frozen=True)
class Butir:
    """A labelled line, with lines below it."""

    teks: str
    label: str = ""
    anak: tuple["Butir", ...] = ()
    tebal: tuple[str, ...] = ()  # names set in bold where they occur
    tautan: str = ""  # where the text leads: a web address, or one relative to the file of the document


def _semua(butir: tuple[Butir, ...]) -> Iterator[Butir]:
    for satu in butir:
        yield satu
        yield from _semua(satu.anak)


@dataclass(frozen=True)
class Sampul(Blok):
    jenis = "sampul"
    judul: str
    oleh: str = ""
    pemilik: tuple[str, ...] = ()  # the unit, then what stands above it
    alamat: tuple[str, ...] = ()
    tahun: str = ""


@dataclass(frozen=True)
class DaftarIsi(Blok):
    """Filled by the document from its headings."""

    jenis = "daftar_isi"


@dataclass(frozen=True)
class Judul(Blok):
    """A heading; up to level 2 it stands in the contents. A chapter (`bab`) begins a new page."""

    jenis = "judul"
    teks: str
    nomor: str = ""
    tingkat: int = 1
    bab: bool = False
    di_daftar_isi: bool = True


@dataclass(frozen=True)
class Prosa(Blok):
    jenis = "prosa"
    isi: str
    tebal: tuple[str, ...] = ()


@dataclass(frozen=True)
class Daftar(Blok):
    """A list with typed labels; `pengantar` is kept with its first item."""

    jenis = "daftar"
    butir: tuple[Butir, ...]
    pengantar: str = ""

    @property
    def pendek(self) -> bool:
        """Short enough to stay on one page."""
        return len(self.butir) <= 8 and sum(len(b.teks) + 40 for b in _semua(self.butir)) < 1600


@dataclass(frozen=True)
class Data(Blok):
    """Pairs of a name and a value: Hari/tanggal : Rabu, 1 Februari 2023."""

    jenis = "data"
    pasangan: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Kolom:
    judul: str
    lebar: float  # per cent
    kelompok: str = ""  # a heading above several columns


@dataclass(frozen=True)
class Sel:
    butir: tuple[Butir, ...] = ()
    kepala: bool = False  # heads its row
    lanjutan: bool = False  # continues the cell above
    tengah: bool = False


@dataclass(frozen=True)
class Baris:
    sel: tuple[Sel, ...]
    judul: str = ""  # a full-width row instead of cells
    panjang: bool = False  # longer than most of a page, so it may break inside (see `ukuran`)


@dataclass(frozen=True)
class Tabel(Blok):
    """A table with a repeated head; `judul_baris` is a full-width row of the head (the name of an area)."""

    jenis = "tabel"
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    judul_baris: str = ""
    penanda: str = ""  # entry in the contents and bookmarks
    catatan: str = ""
    kosong: str = "Belum ada isian."

    @property
    def kelompok(self) -> list[tuple[Kolom, int]]:
        """The upper head: each column with the number of columns that its group covers."""
        hasil: list[tuple[Kolom, int]] = []
        for kolom in self.kolom:
            if kolom.kelompok and hasil and hasil[-1][0].kelompok == kolom.kelompok:
                hasil[-1] = (hasil[-1][0], hasil[-1][1] + 1)
            else:
                hasil.append((kolom, 1))
        return hasil

    @property
    def berkelompok(self) -> bool:
        return any(k.kelompok for k in self.kolom)


@dataclass(frozen=True)
class Penanda:
    """One signer."""

    nama: str
    peran: str = ""
    jabatan: str = ""
    tempat_tanggal: str = ""
    pangkat: str = ""
    nomor_induk: str = ""


@dataclass(frozen=True)
class TandaTangan(Blok):
    """Blocks to sign; one stands at the right, two side by side."""

    jenis = "tanda_tangan"
    blok: tuple[Penanda, ...]


@dataclass(frozen=True)
class Kop(Blok):
    """The letterhead: agency and unit large, address and ways of contact small, a double rule."""

    jenis = "kop"
    baris: tuple[str, ...]

    @property
    def nama(self) -> tuple[str, ...]:
        """The lines in capitals; the first one when nobody wrote any so."""
        return tuple(b for b in self.baris if b.isupper()) or self.baris[:1]

    @property
    def alamat(self) -> tuple[str, ...]:
        return tuple(b for b in self.baris if b not in self.nama)


@dataclass(frozen=True)
class KepalaSurat(Blok):
    """Nomor, Lampiran, Hal at the left, place and date at the right, then to whom."""

    jenis = "kepala_surat"
    pasangan: tuple[tuple[str, str], ...]
    tempat_tanggal: str
    kepada: tuple[str, ...]


@dataclass(frozen=True)
class Foto(Blok):
    """A photo as a data address of a JPEG, with its caption."""

    jenis = "foto"
    data: str
    keterangan: str


@dataclass(frozen=True)
class Pesan(Blok):
    """A framed sentence, such as the one that says that there is nothing yet."""

    jenis = "pesan"
    teks: str


@dataclass(frozen=True)
class Lembar:
    """Blocks that share a page set-up."""

    blok: tuple[Blok, ...]
    orientasi: str = TEGAK


@dataclass(frozen=True)
class Entri:
    """A line of the contents."""

    id: str
    teks: str
    nomor: str
    tingkat: int


@dataclass(frozen=True)
class Cap:
    """What stands at the foot of every page of an issued document: which one it is, and where to ask about it."""

    alamat: str  # the public page, with scheme and host: what the QR holds
    kode: str
    versi: int
    sidik: str  # SHA-256 of the content, whole
    keterangan: str = ""  # a sentence more, such as that it was approved on paper


@dataclass(frozen=True)
class Dokumen:
    judul: str
    lembar: tuple[Lembar, ...]
    pengarang: str = ""
    kaki: str = ""  # left of the page number
    tanda_air: bool = False  # DRAF across each page
    pita: str = ""  # a line on top of each page
    cap: Cap | None = None
    bahasa: str = "id"
    _id: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Give every block that can be a target an address; blocks are told apart by identity."""
        for nomor, blok in enumerate(self.blok, start=1):
            self._id[id(blok)] = f"b{nomor}"

    @property
    def blok(self) -> Iterator[Blok]:
        return (b for lembar in self.lembar for b in lembar.blok)

    def alamat(self, blok: Blok) -> str:
        return self._id[id(blok)]

    @property
    def daftar_isi(self) -> list[Entri]:
        return [entri for blok in self.blok if (entri := self._entri(blok))]

    def _entri(self, blok: Blok) -> Entri | None:
        if isinstance(blok, Judul) and blok.di_daftar_isi and blok.tingkat <= 2:
            return Entri(self.alamat(blok), blok.teks, blok.nomor, blok.tingkat)
        if isinstance(blok, Tabel) and blok.penanda:
            return Entri(self.alamat(blok), blok.penanda, "", 2)
        return None
