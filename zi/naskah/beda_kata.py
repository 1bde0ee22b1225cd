"""What changed between two texts, word by word. Pure; bounded, whatever the texts are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

SELA = re.compile(r"\s+")
KATA = re.compile(r"(\s*)(\S+)")
TANDA = '.,;:!?()[]“”"…'
BIAYA_TEKS = 120_000  # letters to cut into words and pairs of equal words to try: for one text
BIAYA_SEMUA = 800_000  # and for all texts of a comparison
MIRIP = 0.25  # below this the text was written anew
KATA_TERPANJANG = 400  # letters; what is longer may be cut
JALIN = 2  # letters: equal stretches as short as this between two changes are part of the change
KONTEKS = 90  # letters that are shown on each side of a long equal stretch
SINGKAT = 3 * KONTEKS


@dataclass(frozen=True)
class Potongan:
    """A stretch of the text: `sama`, `hapus` (only in the old one), `tambah` (only in the new one)."""

    jenis: str
    teks: str


@dataclass
class Biaya:
    """What a comparison of many texts may still cost; when it is used up, texts are shown old → new."""

    sisa: int = BIAYA_SEMUA

    def ambil(self, perlu: int) -> bool:
        cukup = perlu <= min(self.sisa, BIAYA_TEKS)
        self.sisa -= perlu if cukup else 0
        return cukup


class _Kata(NamedTuple):
    """A word or a mark at its edge, and the blanks before it; words are compared without the blanks."""

    sela: str
    isi: str


def banding_kata(lama: str, baru: str, biaya: Biaya | None = None) -> tuple[Potongan, ...]:
    """The pieces of both texts in reading order. Blanks do not count; a complete rewrite is the old, then the new."""
    awal, akhir = _tepi(lama, baru)
    tengah_lama, tengah_baru = lama[awal : len(lama) - akhir], baru[awal : len(baru) - akhir]
    tengah = _tengah(tengah_lama, tengah_baru, biaya or Biaya())
    kepala, ekor = Potongan("sama", baru[:awal]), Potongan("sama", baru[len(baru) - akhir :])
    hasil = _rapikan([kepala, *tengah, ekor])
    sama = sum(len(x.teks) for x in hasil if x.jenis == "sama")
    if sama < MIRIP * max(len(lama), len(baru)):
        return tuple(x for x in (Potongan("hapus", lama), Potongan("tambah", baru)) if x.teks.strip())
    return hasil


def _tepi(lama: str, baru: str) -> tuple[int, int]:
    """How many letters at the beginning and at the end are the same, up to whole words."""
    awal = _sama(lama, baru, min(len(lama), len(baru)))
    if not awal == len(lama) == len(baru) and not (_batas(lama, awal) and _batas(baru, awal)):
        dekat = max(0, awal - KATA_TERPANJANG)
        awal = max((m.start() for m in SELA.finditer(lama, dekat, awal)), default=dekat)
    akhir = _sama(lama[::-1], baru[::-1], min(len(lama), len(baru)) - awal)
    if not (_batas(lama, len(lama) - akhir) and _batas(baru, len(baru) - akhir)):
        sela = SELA.search(lama, len(lama) - akhir)
        akhir = len(lama) - sela.start() if sela else 0
    return awal, akhir


def _batas(teks: str, letak: int) -> bool:
    """Whether a word ends at this place: the text ends there or blanks begin."""
    return letak in {0, len(teks)} or (teks[letak].isspace() and not teks[letak - 1].isspace())


def _sama(a: str, b: str, maks: int) -> int:
    """The length of the common beginning, by halving."""
    rendah, tinggi = 0, maks
    while rendah < tinggi:
        tengah = (rendah + tinggi + 1) // 2
        rendah, tinggi = (tengah, tinggi) if a[rendah:tengah] == b[rendah:tengah] else (rendah, tengah - 1)
    return rendah


def _tengah(lama: str, baru: str, biaya: Biaya) -> Iterator[Potongan]:
    utuh = (Potongan("hapus", lama), Potongan("tambah", baru))
    if not biaya.ambil(len(lama) + len(baru)):
        yield from utuh
        return
    a, b = _pecah(lama), _pecah(baru)
    kunci_a, kunci_b = [x.isi for x in a], [x.isi for x in b]
    if not biaya.ambil(_perkiraan(kunci_a, kunci_b)):
        yield from utuh
        return
    for _, a1, a2, b1, b2 in SequenceMatcher(None, kunci_a, kunci_b).get_opcodes():
        if kunci_a[a1:a2] == kunci_b[b1:b2]:
            yield Potongan("sama", _gabung(a[a1:a2], b[b1:b2]))
        else:
            yield from (Potongan("hapus", _gabung(a[a1:a2])), Potongan("tambah", _gabung(b[b1:b2])))


def _perkiraan(a: list[str], b: list[str]) -> int:
    """Pairs of equal words; difflib leaves out words that stand everywhere in a long text."""
    jumlah: dict[str, int] = {}
    for kata in b:
        jumlah[kata] = jumlah.get(kata, 0) + 1
    populer = len(b) // 100 + 1 if len(b) >= 200 else len(b)
    return len(a) + sum(n for kata in a if (n := jumlah.get(kata, 0)) <= populer)


def _pecah(teks: str) -> list[_Kata]:
    """Words and, apart from them, the marks at their edges."""
    hasil: list[_Kata] = []
    for sela, kata in KATA.findall(teks):
        inti = kata.strip(TANDA)
        if inti == kata:
            hasil.append(_Kata(sela, kata))
            continue
        mulai = kata.index(inti) if inti else len(kata)
        bagian = [x for x in (kata[:mulai], inti, kata[mulai + len(inti) :]) if x]
        hasil += [_Kata("" if n else sela, x) for n, x in enumerate(bagian)]
    return hasil


def _gabung(lama: list[_Kata], baru: list[_Kata] | None = None) -> str:
    """Words with their blanks; of two equal stretches the new one, with a blank in front when one of them has it."""
    kata = baru or lama
    teks = "".join(f"{x.sela}{x.isi}" for x in kata)
    return lama[0].sela + teks if baru and not kata[0].sela else teks


def _rapikan(potong: list[Potongan]) -> tuple[Potongan, ...]:
    """Join neighbours, take tiny equal stretches between two changes into the change, old before new."""
    ada = list(_susun([x for x in potong if x.teks]))
    hasil: list[Potongan] = []
    for n, x in enumerate(ada):
        if x.jenis == "sama" and 0 < n < len(ada) - 1 and len(x.teks.strip()) <= JALIN:
            hasil += [Potongan("hapus", x.teks), Potongan("tambah", x.teks)]
        else:
            hasil.append(x)
    return tuple(_susun(hasil))


def _susun(potong: list[Potongan]) -> Iterator[Potongan]:
    ubah: dict[str, str] = {"hapus": "", "tambah": ""}
    sama = ""
    for x in [*potong, Potongan("sama", "")]:
        if x.jenis != "sama":
            if sama:
                yield Potongan("sama", sama)
            sama, ubah[x.jenis] = "", ubah[x.jenis] + x.teks
            continue
        yield from (Potongan(jenis, teks) for jenis, teks in ubah.items() if teks)
        sama, ubah = sama + x.teks, {"hapus": "", "tambah": ""}
    if sama:
        yield Potongan("sama", sama)


def singkat(potong: tuple[Potongan, ...]) -> tuple[Potongan, ...]:
    """For the screen: long equal stretches keep only what stands next to a change."""
    return tuple(_singkat(x, n > 0, n < len(potong) - 1) for n, x in enumerate(potong))


def _singkat(satu: Potongan, ada_sebelum: bool, ada_sesudah: bool) -> Potongan:
    if satu.jenis != "sama" or len(satu.teks) <= SINGKAT:
        return satu
    awal = satu.teks[:KONTEKS].rsplit(" ", 1)[0] if ada_sebelum else ""
    akhir = satu.teks[-KONTEKS:].split(" ", 1)[-1] if ada_sesudah else ""
    return Potongan("sama", f"{awal} … {akhir}")
