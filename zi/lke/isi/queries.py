"""Reading the questions that are answered on one page: one, or all of a node."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from zi.bukti.models import PemenuhanBukti, VersiBerkas
from zi.bukti.policies import area_tanya
from zi.bukti.queries_syarat import pemakaian
from zi.lke.isi.policies import boleh_lanjut
from zi.lke.models import Jawaban, Putaran
from zi.lke.nilai import Nilai
from zi.lke.policies import boleh_isi
from zi.lke.queries import alat, kerangka
from zi.lke.queries_jejak import dari_orang_lain, tulisan
from zi.lke.queries_putaran import KOSONG, Baris, bukti_dibaca, diterima, peringatan
from zi.lke.queries_sisi import Sekitar, sekitar, tiga_nilai
from zi.lke.sisi import TOTAL, Tiga, TigaNilai
from zi.pengungkit.models import Pertanyaan, Simpul


@dataclass(frozen=True)
class Opsi:
    """One possible answer with its rubric; `kunci` is the key that chooses it."""

    huruf: str
    teks: str
    nilai: Fraction

    @property
    def kunci(self) -> str:
        return self.huruf[:1].lower()


@dataclass(frozen=True)
class Kiriman:
    """What somebody sent and the service refused, with its sentence."""

    isi: Any
    catatan: str
    alasan: str
    galat: str
    bentrok: bool = False


@dataclass(frozen=True)
class Keadaan:
    """What is stored of an answer, and what became of what was sent."""

    pertanyaan: Pertanyaan
    jawaban: Jawaban | None
    perlu_alasan: bool
    tersimpan: bool = False
    kiriman: Kiriman | None = None
    disisipi: str | None = None  # the remark after a sentence was put in

    @property
    def tulisan(self) -> str:
        return tulisan(self.pertanyaan, self.jawaban.isi if self.jawaban else None)

    @property
    def peringatan(self) -> str:
        soal = alat(self.pertanyaan.instrumen).soal[self.pertanyaan.kode]
        return peringatan(soal, self.jawaban.isi if self.jawaban else None)


def keadaan(putaran: Putaran, pertanyaan: Pertanyaan, jawaban: Jawaban | None, user: Any, **lain: Any) -> Keadaan:
    return Keadaan(pertanyaan, jawaban, dari_orang_lain(putaran, jawaban, user), **lain)


def jawaban_kini(putaran: Putaran, pertanyaan: Pertanyaan) -> Jawaban | None:
    return putaran.jawaban.filter(pertanyaan=pertanyaan).select_related("oleh").first()


@dataclass(frozen=True)
class Catatan:
    """What a round says of a question: its answer and remark, and the follow-up that the remark became."""

    hubungan: str
    putaran: Putaran
    jawaban: Jawaban
    tulisan: str
    boleh_lanjut: bool = False  # make a follow-up of the remark

    @property
    def tindak_lanjut(self) -> Any:
        lanjutan = getattr(self.jawaban, "lanjutan", None)
        return lanjutan.tindak_lanjut if lanjutan else None


@dataclass(frozen=True)
class Kartu:
    """A question with all that is needed to answer it. `syarat`: what proves it, each with the files offered for it."""

    baris: Baris
    keadaan: Keadaan
    ini: Catatan | None
    lain: tuple[Catatan, ...]
    syarat: tuple[tuple[Any, tuple[PemenuhanBukti, ...]], ...]
    sebelum: Pertanyaan | None = None
    sesudah: Pertanyaan | None = None

    @property
    def opsi(self) -> list[Opsi]:
        teks = self.baris.pertanyaan.opsi
        return [Opsi(huruf, teks.get(huruf, ""), n) for huruf, n in self.baris.soal.nilai.items()]

    @property
    def isi(self) -> Any:
        """As the field shows it: what was sent, else what is stored."""
        if self.keadaan.kiriman:
            return self.keadaan.kiriman.isi
        isi = self.baris.jawaban.isi if self.baris.jawaban else ""
        return isi if isinstance(isi, dict) else self.baris.tulisan

    @property
    def masukan(self) -> list[tuple[dict[str, str], str]]:
        isi = self.isi if isinstance(self.isi, dict) else {}
        return [(m, isi.get(m["kunci"], "")) for m in self.baris.pertanyaan.masukan]

    @property
    def catatan(self) -> str:
        if self.keadaan.kiriman:
            return self.keadaan.kiriman.catatan
        return self.baris.jawaban.catatan if self.baris.jawaban else ""


@dataclass(frozen=True)
class LembarIsi:
    """The questions of one page with the three scores of each, of the node, of the area and of the whole."""

    simpul: Simpul
    kartu: tuple[Kartu, ...]
    rekap: tuple[tuple[str, Fraction, Tiga], ...]
    sekitar: Sekitar


def lembar_isi(putaran: Putaran, semua: tuple[Pertanyaan, ...], user: Any, kiriman: Kiriman | None = None) -> LembarIsi:
    """One question, or all of a node; `kiriman` belongs to the first."""
    sekeliling, bukti = sekitar(putaran, user), bukti_dibaca(putaran, user)
    tiga = tiga_nilai(sekeliling, diterima(bukti))
    jawaban, berkas = _jawaban(sekeliling, semua), _berkas(user, [bukti.get(p.kode, KOSONG) for p in semua])
    boleh = bool(boleh_isi(user, putaran))
    tetangga = dict(zip(semua, zip([None, *semua], [*semua[1:], None], strict=False), strict=True))

    def catatan(hubungan: str, r: Putaran, j: Jawaban, p: Pertanyaan) -> Catatan:
        r.satker = putaran.satker
        return Catatan(hubungan, r, j, tulisan(p, j.isi), bool(boleh_lanjut(user, r, area_tanya(p))))

    def kartu(p: Pertanyaan) -> Kartu:
        milik, isi = jawaban[p.pk], bukti.get(p.kode, KOSONG)
        ini = milik.get(putaran.pk)
        baris = Baris(p, alat(putaran.instrumen).soal[p.kode], _nilai(putaran, p), ini, isi, tiga.pada(p.kode))
        perlu = boleh and dari_orang_lain(putaran, ini, user)
        lain = ((h, r, milik[r.pk]) for h, r in sekeliling.lain if r.pk in milik)
        return Kartu(
            baris,
            Keadaan(p, ini, perlu, kiriman=kiriman if p == semua[0] else None),
            catatan("", putaran, ini, p) if ini else None,
            tuple(catatan(h, r, j, p) for h, r, j in lain),
            tuple((s, tuple(berkas[s.pk])) for s in isi.syarat),
            *tetangga[p],
        )

    return LembarIsi(semua[0].simpul, tuple(map(kartu, semua)), _rekap(tiga, semua), sekeliling)


def _jawaban(s: Sekitar, semua: Iterable[Pertanyaan]) -> Mapping[int, dict[int, Jawaban]]:
    """By question and round, in one query, with who answered and the follow-up of the remark."""
    putaran = [s.ini.pk, *(p.pk for _, p in s.lain)]
    ada = Jawaban.objects.filter(putaran__in=putaran, pertanyaan__in=[p.pk for p in semua])
    hasil: dict[int, dict[int, Jawaban]] = defaultdict(dict)
    for satu in ada.select_related("oleh", "lanjutan__tindak_lanjut"):
        hasil[satu.pertanyaan_id][satu.putaran_id] = satu
    return hasil


def _berkas(user: Any, bukti: Iterable[Any]) -> Mapping[int, list[PemenuhanBukti]]:
    """By requirement what was offered for it, with `isi`: the newest content that may be opened."""
    hasil: dict[int, list[PemenuhanBukti]] = defaultdict(list)
    syarat = [s.pk for b in bukti for s in b.syarat]
    if not syarat:
        return hasil
    versi = VersiBerkas.objects.filter(berkas=OuterRef("berkas")).exclude(pindai=VersiBerkas.Pindai.TERJANGKIT)
    ada: Any = pemakaian(user).filter(syarat__in=syarat).select_related("berkas")
    for satu in ada.annotate(isi=Subquery(versi.order_by("-nomor").values("pk")[:1])):
        hasil[satu.syarat_id].append(satu)
    return hasil


def _nilai(putaran: Putaran, p: Pertanyaan) -> Nilai:
    """By the stored result; without an answer also 0."""
    poin = Fraction(putaran.hasil.get("nilai", {}).get(p.kode, "0"))
    return Nilai(poin, alat(putaran.instrumen).bobot_soal[p.kode], 0, 1)


def _rekap(tiga: TigaNilai, semua: Iterable[Pertanyaan]) -> tuple[tuple[str, Fraction, Tiga], ...]:
    """Name, maximum and three scores: of each question, its node, its area, the whole."""
    kunci, hasil = tiga.alat, [(p.kode, tiga.alat.bobot_soal[p.kode], tiga.pada(p.kode)) for p in semua]
    p = next(iter(semua))
    cabang = kunci.cabang[p.simpul.kode]
    hasil.append((f"{cabang.kode} {cabang.nama}", cabang.bobot, tiga.pada(cabang.kode)))
    if (area := kunci.area.get(area_tanya(p))) and area.kode != cabang.area:
        hasil.append((f"Area {area.nama}", area.bobot, tiga.area(area.kode)))
    return (*hasil, ("Nilai total", kunci.maksimum, tiga.pada(TOTAL)))


def bersebelahan(putaran: Putaran, pk: int, *, simpul: bool) -> tuple[int | None, int | None, int]:
    """Ids before and after a question (a node with questions) in the official order, and which one it is, from 1."""
    peta = kerangka(putaran.instrumen)
    urut = list(peta.di_simpul if simpul else peta.tanya)
    di = urut.index(pk)
    return urut[di - 1] if di else None, urut[di + 1] if di + 1 < len(urut) else None, di + 1


def asal_tindak_lanjut(user: Any, pk: int) -> list[tuple[str, str]]:
    """The remark that became a follow-up (settings.ASAL_TINDAK_LANJUT)."""
    terlihat = Putaran.objects.terlihat_oleh(user)
    ada = Jawaban.objects.filter(lanjutan__tindak_lanjut=pk, putaran__in=terlihat)
    return [
        ("Buka catatannya", reverse("lke:jawab", args=pasangan))
        for pasangan in ada.values_list("putaran", "pertanyaan")
    ]
