"""Which row of a workbook is which question: by its place in the hierarchy and its type, never by its row number.

First the headings are laid along the tree (same words, same weight, same number, in order). Between two headings the
rows are the questions of what lies there, in order, when number and types agree and no words are more like those of
another question; else a row needs the question's own words, or its printed number and words most like it. What stays
in doubt is not matched, with the reason.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from zi.impor.lke.lembar import Lajur, rapat
from zi.lke.tukar.susunan import MASUKAN, SIMPUL, SOAL, TIPE_MASUKAN, TURUNAN, Baris

MIRIP_MIN = 0.6
JUDUL_MAKS = 300  # letters; the official headings have at most 90
TOTAL = re.compile(r"total\b|nilai evaluasi\b", re.IGNORECASE)
AWAL = 6  # letters of a word that are compared
TAK_PASTI = "Nomor, urutan, dan tipenya tidak cukup untuk memastikan pertanyaannya."
TAK_SAMA = "Tipe jawabannya bukan {}."
DOBEL = "Ada baris lain untuk pertanyaan {}."
BUKAN_PERTANYAAN = "Ini judul atau keterangan, bukan pertanyaan."
DI_LUAR = "Tidak di bawah judul yang dikenal."
BUKAN_ISIAN = "Baris jumlah ini bukan isian pertanyaan di atasnya."


@dataclass
class Pencocokan:
    """Rows by question and by input of a percentage; the row that adds up inputs, with its formula; rows that fit
    nowhere, with the reason; how much was found."""

    soal: dict[str, Lajur] = field(default_factory=dict)
    masukan: dict[tuple[str, str], Lajur] = field(default_factory=dict)
    turunan: dict[str, tuple[Lajur, str]] = field(default_factory=dict)
    lepas: list[tuple[Lajur, str]] = field(default_factory=list)
    simpul: int = 0


def cocokkan(lajur: Sequence[Lajur], susunan: Sequence[Baris], pilihan: Mapping[str, Sequence[str]]) -> Pencocokan:
    """`pilihan`: by name of a type the letters that answer it."""
    return _Pencocok(susunan, pilihan).semua(lajur)


def kata(teks: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", teks.casefold()))


def polos(teks: str) -> str:
    """For comparing whole texts: words alone."""
    return " ".join(re.findall(r"\w+", teks.casefold()))


def label_polos(label: str) -> str:
    return label.strip(" .)-").casefold()


class _Pencocok:
    def __init__(self, susunan: Sequence[Baris], pilihan: Mapping[str, Sequence[str]]) -> None:
        self.simpul = [b for b in susunan if b.jenis == SIMPUL]
        self.tipe = {rapat(t) for t in pilihan}
        self.huruf = {t: {h.casefold() for h in semua} for t, semua in pilihan.items()}
        self.bagian: list[list[Baris]] = []
        self.rinci: dict[str, list[Baris]] = {}
        for b in susunan:
            if b.jenis == SIMPUL:
                self.bagian.append([])
            elif b.jenis == SOAL:
                self.bagian[-1].append(b)
            elif b.jenis in (MASUKAN, TURUNAN):
                self.rinci.setdefault(b.kode, []).append(b)
        self.hasil = Pencocokan()

    def semua(self, lajur: Sequence[Lajur]) -> Pencocokan:
        judul = self._judul(lajur)
        self.hasil.simpul = len(judul)
        urut = sorted(judul.items())
        batas = [*(n for n, _ in urut), len(lajur)][1:]
        self._luar(lajur[: urut[0][0] if urut else len(lajur)])
        for m, ((baris, simpul), akhir) in enumerate(zip(urut, batas, strict=True)):
            sampai = urut[m + 1][1] if m + 1 < len(urut) else len(self.simpul)
            if lajur[baris].catatan or (lajur[baris].jawaban and not lajur[baris].rumus):
                self.hasil.lepas.append((lajur[baris], BUKAN_PERTANYAAN))
            tanya = [s for bagian in self.bagian[simpul:sampai] for s in bagian]
            self._segmen(lajur[baris + 1 : akhir], tanya)
        return self.hasil

    def _luar(self, lajur: Sequence[Lajur]) -> None:
        for satu in lajur:
            if satu.berisi and self._bertipe(satu):
                self.hasil.lepas.append((satu, DI_LUAR))

    def _bertipe(self, satu: Lajur) -> bool:
        return rapat(satu.tipe) in self.tipe or rapat(satu.tipe) == rapat(TIPE_MASUKAN)

    def _judul(self, lajur: Sequence[Lajur]) -> dict[int, int]:
        """Index of the row → index of the node: the best way to lay headings along the tree, both in order."""
        calon = [(n, satu) for n, satu in enumerate(lajur) if self._mungkin_judul(satu)]
        harap = [(s, kata(s.teks)) for s in self.simpul]
        bobot = [
            [_mirip(satu, tertulis, *h) for h in harap] for satu, tertulis in ((x, kata(x.teks)) for _, x in calon)
        ]
        tinggi, lebar = len(calon), len(self.simpul)
        terbaik = [[0.0] * (lebar + 1) for _ in range(tinggi + 1)]
        for a in range(tinggi - 1, -1, -1):
            for b in range(lebar - 1, -1, -1):
                ambil = bobot[a][b] + terbaik[a + 1][b + 1] if bobot[a][b] else 0.0
                terbaik[a][b] = max(ambil, terbaik[a + 1][b], terbaik[a][b + 1])
        hasil, a, b = {}, 0, 0
        while a < tinggi and b < lebar:
            if bobot[a][b] and terbaik[a][b] == bobot[a][b] + terbaik[a + 1][b + 1]:
                hasil[calon[a][0]] = b
                a, b = a + 1, b + 1
            elif terbaik[a][b] == terbaik[a + 1][b]:
                a += 1
            else:
                b += 1
        return hasil

    def _mungkin_judul(self, satu: Lajur) -> bool:
        """Words, and no type but that of a percentage, which some sheets print beside a heading."""
        tipe = rapat(satu.tipe)
        return (
            0 < len(satu.teks) <= JUDUL_MAKS and (tipe not in self.tipe or tipe == "%") and tipe != rapat(TIPE_MASUKAN)
        )

    def _segmen(self, lajur: Sequence[Lajur], tanya: Sequence[Baris]) -> None:
        """The rows between two headings, against the questions that lie there."""
        baris, jumlah = self._pisah(lajur)
        pasangan = self._pasangkan(baris, tanya, self._cocok_soal)
        pakai = {n: tanya[m] for n, m in pasangan.items()}
        self.hasil.soal |= {s.kode: baris[n] for n, s in pakai.items()}
        for n, satu in enumerate(baris):
            if n not in pakai and (satu.berisi or self._bertipe(satu)):
                self.hasil.lepas.append((satu, self._sebab(satu, tanya, baris)))
            self._masukan(jumlah[n + 1], pakai.get(n))
        self._masukan(jumlah[0], None)

    def _pisah(self, lajur: Sequence[Lajur]) -> tuple[list[Lajur], list[list[Lajur]]]:
        """Rows that could be questions, and after each (first: before all) the counts that follow it."""
        baris: list[Lajur] = []
        jumlah: list[list[Lajur]] = [[]]
        for satu in lajur:
            if rapat(satu.tipe) == rapat(TIPE_MASUKAN):
                jumlah[-1].append(satu)
            elif self._bertipe(satu) or (satu.jawaban and not TOTAL.match(satu.teks)) or self._jawaban_di_tipe(satu):
                baris.append(satu)
                jumlah.append([])
            elif satu.catatan:
                self.hasil.lepas.append((satu, BUKAN_PERTANYAAN))
        return baris, jumlah

    def _jawaban_di_tipe(self, satu: Lajur) -> bool:
        return any(satu.tipe.casefold() in huruf for huruf in self.huruf.values())

    def _cocok_soal(self, satu: Lajur, soal: Baris) -> bool:
        """Same type; where an answer was typed over the type, an answer that the question takes; empty: any."""
        if rapat(satu.tipe) in self.tipe:
            return rapat(satu.tipe) == rapat(soal.tipe)
        return not satu.tipe or satu.tipe.casefold() in self.huruf[soal.tipe]

    def _pasangkan(
        self, baris: Sequence[Lajur], tanya: Sequence[Baris], cocok: Callable[[Lajur, Baris], bool]
    ) -> dict[int, int]:
        """Index of the row → index of the question: own words first, then order, then printed number."""
        hasil = dict(_menurut_teks(baris, tanya, cocok))
        sejajar = len(baris) == len(tanya) and all(map(cocok, baris, tanya))
        paling = [_paling_mirip(b, tanya) for b in baris]
        if sejajar and all(n == m for n, m in hasil.items()):
            hasil |= {n: n for n in range(len(baris)) if paling[n] in (n, None) and _sejalan(baris, tanya, n)}
        label = [label_polos(b.label) for b in baris]
        for m, soal in enumerate(tanya):
            nomor = label_polos(soal.nomor)
            ada = [n for n in range(len(baris)) if label[n] == nomor and paling[n] in (m, None)]
            sama = [s for s in tanya if label_polos(s.nomor) == nomor]
            if m in hasil.values() or not len(ada) == len(sama) == 1 or ada[0] in hasil:
                continue
            if cocok(baris[ada[0]], soal) and (paling[ada[0]] == m or not sejajar):
                hasil[ada[0]] = m
        return hasil

    def _sebab(self, satu: Lajur, tanya: Sequence[Baris], baris: Sequence[Lajur]) -> str:
        nomor = label_polos(satu.label)
        soal = next((s for s in tanya if label_polos(s.nomor) == nomor), None)
        if soal is None:
            return TAK_PASTI
        if not self._cocok_soal(satu, soal):
            return TAK_SAMA.format(soal.tipe)
        dobel = soal.kode in self.hasil.soal or sum(label_polos(b.label) == nomor for b in baris) > 1
        return DOBEL.format(soal.kode) if dobel else TAK_PASTI

    def _masukan(self, lajur: Sequence[Lajur], soal: Baris | None) -> None:
        """Counts below a percentage: own words first, then order, with or without the computed rows."""
        semua = self.rinci.get(soal.kode, []) if soal else []
        for harap in (semua, [b for b in semua if b.jenis == MASUKAN]):
            if len(harap) == len(lajur) and _tanpa_silang(lajur, harap):
                for b, satu in zip(harap, lajur, strict=True):
                    self._satu_masukan(b, satu)
                return
        teks = dict(_menurut_teks(lajur, semua, lambda *_: True))
        for n, satu in enumerate(lajur):
            if n in teks:
                self._satu_masukan(semua[teks[n]], satu)
            elif satu.berisi:
                self.hasil.lepas.append((satu, BUKAN_ISIAN))

    def _satu_masukan(self, b: Baris, satu: Lajur) -> None:
        if b.jenis == MASUKAN:
            self.hasil.masukan[b.letak] = satu
        else:
            self.hasil.turunan[b.kode] = (satu, b.rumus)


def _mirip(satu: Lajur, kiri: frozenset[str], simpul: Baris, kanan: frozenset[str]) -> float:
    """How much a row looks like the heading of a node, by the words of both; 0 when it does not."""
    mirip = len(kiri & kanan) / len(kiri | kanan)
    if mirip < MIRIP_MIN:
        return 0.0
    return (
        mirip
        + 0.3 * _sama_bobot(satu.bobot, simpul.bobot)
        + 0.2 * (label_polos(satu.label) == label_polos(simpul.nomor))
    )


def _sama_bobot(tertulis: str, bobot: Decimal | None) -> bool:
    try:
        return Decimal(tertulis.replace(",", ".")) == bobot
    except InvalidOperation:
        return False


def _menurut_teks(
    baris: Sequence[Lajur], tanya: Sequence[Baris], cocok: Callable[[Lajur, Baris], bool]
) -> Iterator[tuple[int, int]]:
    """Rows with the very words of one question, both once."""
    tulisan, soal = [polos(b.teks) for b in baris], [polos(s.teks) for s in tanya]
    for m, teks in enumerate(soal):
        if tulisan.count(teks) == soal.count(teks) == 1 and cocok(baris[tulisan.index(teks)], tanya[m]):
            yield tulisan.index(teks), m


def _sejalan(baris: Sequence[Lajur], tanya: Sequence[Baris], n: int) -> bool:
    """Does the printed number not speak against the order? A type that only one question has decides alone."""
    label = label_polos(baris[n].label)
    if not label or label == label_polos(tanya[n].nomor):
        return True
    if label not in {label_polos(s.nomor) for s in tanya}:
        return len(tanya) == 1
    return sum(s.tipe == tanya[n].tipe for s in tanya) == 1


def _paling_mirip(satu: Lajur, tanya: Sequence[Baris]) -> int | None:
    """Index of the question of the same type whose words are most like the row's; None when several are."""
    sama = [m for m, s in enumerate(tanya) if rapat(s.tipe) == rapat(satu.tipe)]
    milik = _awal_kata(satu.teks)
    nilai = {m: len(milik & (lain := _awal_kata(tanya[m].teks))) / max(1, min(len(milik), len(lain))) for m in sama}
    atas = [m for m in sama if nilai[m] == max(nilai.values())]
    return atas[0] if len(atas) == 1 and nilai[atas[0]] else None


def _awal_kata(teks: str) -> frozenset[str]:
    """Words that say something, without their endings: an official sheet and the instrument word things differently."""
    return frozenset(k[:AWAL] for k in kata(teks) if len(k) > 4)


def _tanpa_silang(lajur: Sequence[Lajur], harap: Sequence[Baris]) -> bool:
    """No row carries the words of another input."""
    return all(n == m for n, m in _menurut_teks(lajur, harap, lambda *_: True))
