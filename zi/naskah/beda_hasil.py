"""What a comparison of two plan documents gives: frozen values, counted, ready for a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from zi.naskah.beda_kata import Potongan, singkat
from zi.ui.status import Rupa

DITAMBAH, DIHAPUS, DIUBAH, DIPINDAH, KELUAR = "ditambah", "dihapus", "diubah", "dipindah", "keluar"
RUPA = {
    DITAMBAH: Rupa("Ditambah", "hijau", "tambah"),
    DIHAPUS: Rupa("Dihapus", "merah", "hapus"),
    DIUBAH: Rupa("Diubah", "kuning", "ubah"),
    DIPINDAH: Rupa("Dipindah ke sini", "biru", "pindah"),
    KELUAR: Rupa("Dipindah dari sini", "netral", "pindah"),
}


@dataclass(frozen=True)
class Ubahan:
    """A value that reads differently. `kata`: the words of a text; a value without words is shown old → new."""

    medan: str
    label: str
    lama: str
    baru: str
    kata: tuple[Potongan, ...] = ()
    utama: bool = False  # the text by which people know the part
    geser: str = ""  # "mundur 8 hari"

    @property
    def tampil(self) -> tuple[Potongan, ...]:
        return singkat(self.kata)

    @property
    def hanya_sela(self) -> bool:
        """A text in which only blanks or line ends changed."""
        return bool(self.kata) and all(x.jenis == "sama" for x in self.kata)


@dataclass(frozen=True)
class BedaBagian:
    """One part of the document that was added, removed, changed or moved, with what changed below it."""

    jenis: str
    kunci: str
    nama: str  # what it is: "Rencana aksi"
    nomor: str
    judul: str
    ubahan: tuple[Ubahan, ...] = ()
    anak: tuple["BedaBagian", ...] = ()
    urutan: tuple[str, ...] = ()  # lists inside whose order changed
    isi: tuple[tuple[str, tuple[str, ...]], ...] = ()  # what an added or removed part holds
    dari: str = ""
    ke: str = ""
    jadwal: bool = False
    wadah: bool = False  # the group itself: counted by its `keadaan`

    @property
    def rupa(self) -> Rupa:
        return RUPA[self.jenis]

    @property
    def utama(self) -> Ubahan | None:
        return next((x for x in self.ubahan if x.utama), None)

    @property
    def lain(self) -> tuple[Ubahan, ...]:
        return tuple(x for x in self.ubahan if not x.utama)

    @property
    def berubah(self) -> bool:
        return bool(self.ubahan or self.anak or self.urutan)

    @property
    def bergeser(self) -> int:
        """Schedules, this one included, whose dates are others now."""
        sendiri = self.jadwal and any(x.medan == "bacaan" for x in self.ubahan)
        return sendiri + sum(x.bergeser for x in self.anak)


@dataclass(frozen=True)
class Hitung:
    """Parts of a group. A moved part that also changed counts as both; `bergeser` counts schedules inside parts."""

    ditambah: int = 0
    dihapus: int = 0
    diubah: int = 0
    bergeser: int = 0
    dipindah: int = 0
    urutan: int = 0

    @classmethod
    def jumlah(cls, semua: Iterable["Hitung"]) -> "Hitung":
        daftar = list(semua)
        return cls(**{f.name: sum(getattr(x, f.name) for x in daftar) for f in fields(cls)})

    @property
    def kata(self) -> tuple[str, ...]:
        """“2 ditambah”, “1 jadwal bergeser”: what is not zero."""
        ada = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        sebut = {"bergeser": "jadwal bergeser", "urutan": "urutan berubah"}
        return tuple(f"{n} {sebut.get(nama, nama)}" for nama, n in ada.items())


@dataclass(frozen=True)
class BedaGrup:
    """An area, a table that spans areas, the head, the text. `keadaan`: baru or dihapus as a whole, else empty."""

    kunci: str
    judul: str
    keadaan: str
    bagian: tuple[BedaBagian, ...]
    urutan: tuple[str, ...] = ()

    @cached_property
    def hitung(self) -> Hitung:
        jenis = [x.jenis for x in self.bagian if not (x.wadah and self.keadaan)]
        return Hitung(
            ditambah=jenis.count(DITAMBAH),
            dihapus=jenis.count(DIHAPUS),
            diubah=sum(x.jenis in {DIUBAH, DIPINDAH} and x.berubah for x in self.bagian),
            bergeser=sum(x.bergeser for x in self.bagian),
            dipindah=jenis.count(DIPINDAH),
            urutan=len(self.urutan),
        )

    @property
    def kata(self) -> tuple[str, ...]:
        """The counts in words; a group that only lost parts to others says so."""
        keadaan = {"baru": ("baru",), "dihapus": ("dihapus seluruhnya",)}.get(self.keadaan, ())
        keluar = sum(x.jenis == KELUAR for x in self.bagian)
        return (*keadaan, *self.hitung.kata, *([f"{keluar} dipindah ke tempat lain"] if keluar else []))


@dataclass(frozen=True)
class BedaRencana:
    grup: tuple[BedaGrup, ...]

    @property
    def kosong(self) -> bool:
        return not self.grup

    @cached_property
    def hitung(self) -> Hitung:
        return Hitung.jumlah(x.hitung for x in self.grup)

    @property
    def kata(self) -> tuple[str, ...]:
        return self.hitung.kata or ("susunan berubah",)

    def semua(self) -> Iterator[BedaBagian]:
        """The parts of all groups, without those below them."""
        for grup in self.grup:
            yield from grup.bagian
