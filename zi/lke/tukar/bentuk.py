"""The two official shapes of the workbook as data: names of sheets, columns, headings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sisi:
    """Columns of one side, the unit or the evaluators: its answer, its note, and where its score is computed."""

    jawaban: str
    catatan: str
    nilai: str
    persen: str


@dataclass(frozen=True)
class Bentuk:
    """A shape. `kepala`: the row with the headings; `awal`: the first row of the tree."""

    kunci: str
    lembar: str
    nama: str
    portalrb: bool
    kepala: int
    awal: int
    unit: Sisi
    tpi: Sisi | None
    bukti: str
    judul: dict[str, str]
    tombol: str

    @property
    def sisi(self) -> tuple[Sisi, ...]:
        return (self.unit, self.tpi) if self.tpi else (self.unit,)


KOLOM_TEKS = "BCDEFG"
KOLOM_BOBOT, KOLOM_PENJELASAN, KOLOM_TIPE = "H", "I", "J"
KET_TAHUN, KET_SATKER, KET_INSTRUMEN = "Tahun yang dinilai", "Satker", "Instrumen"
_POHON = {"B": "Penilaian", "H": "Bobot", "I": "Penjelasan", "J": "Pilihan Jawaban"}
LKE = Bentuk(
    "lke-zi",
    "LKE ZI",
    "Lampiran III",
    portalrb=False,
    kepala=2,
    awal=4,
    unit=Sisi("K", "O", "L", "M"),
    tpi=None,
    bukti="P",
    judul=_POHON
    | {"K": "Jawaban", "L": "Nilai", "M": "%", "O": "Catatan/Keterangan/Penjelasan", "P": "Alamat bukti dukung"},
    tombol="Unduh Excel (LKE ZI)",
)
PORTALRB = Bentuk(
    "portalrb",
    "Jawaban",
    "PortalRB 2026",
    portalrb=True,
    kepala=1,
    awal=2,
    unit=Sisi("K", "L", "R", "S"),
    tpi=Sisi("N", "Q", "O", "P"),
    bukti="M",
    judul=_POHON
    | {"K": "Jawaban Unit", "L": "Catatan Unit", "M": "Bukti Dukung Unit", "N": "Jawaban TPI", "O": "Nilai TPI"}
    | {"P": "% TPI", "Q": "Catatan TPI", "R": "Nilai Unit", "S": "% Unit"},
    tombol="Unduh Excel (PortalRB)",
)
BENTUK = {b.kunci: b for b in (LKE, PORTALRB)}
