"""Reading rounds: the whole tree with answers, evidence and scores; whether stored results are right."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q

from zi.bukti.models import SyaratBukti
from zi.bukti.peta.queries import kunci_syarat, putusan_satker
from zi.bukti.queries_berlaku import kenakan
from zi.bukti.queries_syarat import dengan_keadaan
from zi.lke.alat import Soal
from zi.lke.hasil import hitung, ke_hasil
from zi.lke.isian import baca, tulis
from zi.lke.models import Jawaban, Putaran
from zi.lke.nilai import Hasil, Nilai, skor
from zi.lke.queries import alat, dengan_pertanyaan, kerangka
from zi.lke.queries_jejak import BuktiTerbit, bukti_terbit, tulisan
from zi.lke.queries_sisi import Sekitar, sekitar, tiga_nilai
from zi.lke.rumus import NolPerNol
from zi.lke.rumus import hitung as hitung_rumus
from zi.lke.sisi import Tiga, TigaNilai
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import BarisSimpul
from zi.ui.teks import angka

KEADAAN = ("diterima", "menunggu", "belum")  # accepted, to be checked, to be brought


@dataclass(frozen=True)
class Bukti:
    """The requirements that prove a question, by decision of the unit or filed under it, each with its `keadaan`."""

    syarat: tuple[Any, ...]
    berkas: tuple[Any, ...] = ()  # only of what is published: BuktiTerbit

    @cached_property
    def jumlah(self) -> Counter[str]:
        """How many by KEADAAN; what was sent back has to be brought again."""
        return Counter(s.keadaan if s.keadaan in KEADAAN else "belum" for s in self.syarat)

    @property
    def diterima(self) -> int:
        return self.jumlah["diterima"]

    @property
    def menunggu(self) -> int:
        return self.jumlah["menunggu"]

    @property
    def belum(self) -> int:
        return self.jumlah["belum"]


KOSONG = Bukti(())
# What the pages and `kenakan` read of a requirement.
DIBACA = ("uid", "teks", "jenis", "tanggal", "pertanyaan", "satker", "tahun", "baris__uraian", "area__nama")


@dataclass(frozen=True)
class Baris:
    """A question of a round."""

    pertanyaan: Pertanyaan
    soal: Soal
    nilai: Nilai
    jawaban: Jawaban | None
    bukti: Bukti | BuktiTerbit
    tiga: Tiga

    @property
    def tulisan(self) -> str:
        """The answer as people write it."""
        return tulisan(self.pertanyaan, self.jawaban.isi if self.jawaban else None)

    @property
    def keterangan(self) -> str:
        """The points and the evidence in words."""
        bukti, kata = self.bukti, f"{_poin(self.nilai)}{_sisi_lain(self.tiga, self.nilai)}."
        if isinstance(bukti, BuktiTerbit):
            return f"{kata} Bukti saat terbit: {bukti.diterima} berkas." if bukti.diterima else kata
        if not bukti.syarat:
            return kata
        ada = f"{bukti.diterima} diterima, {bukti.menunggu} menunggu diperiksa, {bukti.belum} belum ada"
        return f"{kata} Bukti: {ada}."

    @property
    def tanpa_bukti(self) -> bool:
        """A claim: it scores, and nothing that was accepted stands under it. A survey is proved by others."""
        return self.soal.jenis != "angka" and self.nilai.poin > 0 and not self.bukti.diterima


@dataclass(frozen=True)
class Simpul:
    """A node of a round with what is below it."""

    simpul: Any
    nilai: Nilai
    tiga: Tiga
    anak: tuple["Simpul", ...]
    baris: tuple[Baris, ...]
    terbuka: bool

    @property
    def keterangan(self) -> str:
        belum = f", {self.nilai.belum} belum dijawab" if self.nilai.belum else ""
        persen = angka(self.nilai.persen, 0)
        return f"{_poin(self.nilai)} ({persen} %){_sisi_lain(self.tiga, self.nilai)}{belum}"


def _poin(nilai: Nilai) -> str:
    return f"{angka(nilai.poin, 2)} dari {angka(nilai.maksimum, 2)}"


def _sisi_lain(tiga: Tiga, ini: Nilai) -> str:
    """Those of the three scores that there are and that the points, as they are shown, do not say."""
    semua = (("klaim", tiga.klaim), ("didukung bukti", tiga.didukung), ("evaluator", tiga.evaluator))
    tampak = ((nama, angka(n, 2)) for nama, n in semua if n is not None)
    return "".join(f", {nama} {n}" for nama, n in tampak if n != angka(ini.poin, 2))


@dataclass(frozen=True)
class Lembar:
    """A whole round, with the rounds beside it."""

    hasil: Hasil
    pohon: tuple[Simpul, ...]
    sekitar: Sekitar
    tiga: TigaNilai

    @property
    def rekap(self) -> list[tuple[str, Fraction, Tiga]]:
        """Name, maximum and the three scores of each standard area, then of the whole."""
        area = [(a.nama, a.bobot, self.tiga.area(kode)) for kode, a in self.tiga.alat.area.items()]
        return [*area, ("Nilai total", self.tiga.alat.maksimum, self.tiga.pada("total"))]

    @property
    def tanpa_bukti(self) -> int:
        return sum(b.tanpa_bukti for s in self.pohon for b in _semua(s))

    @property
    def belum(self) -> Pertanyaan | None:
        """The first question without an answer."""
        semua = (b for s in self.pohon for b in _semua(s))
        return next((b.pertanyaan for b in semua if b.jawaban is None or b.jawaban.isi is None), None)


def _semua(simpul: Simpul) -> Iterable[Baris]:
    yield from simpul.baris
    for anak in simpul.anak:
        yield from _semua(anak)


def lembar(putaran: Putaran, user: Any) -> Lembar:
    """The round as its page shows it, in a number of queries that does not grow."""
    jawaban = dengan_pertanyaan(putaran.instrumen, putaran.jawaban.all())
    hasil = hitung(putaran.instrumen, jawaban)
    per_kode = {j.pertanyaan.kode: j for j in jawaban}
    soal, bukti = alat(putaran.instrumen).soal, bukti_dibaca(putaran, user)
    lain = sekitar(putaran, user)
    tiga = tiga_nilai(lain, diterima(bukti))

    def baris(p: Pertanyaan) -> Baris:
        kode = p.kode
        return Baris(p, soal[kode], hasil.soal[kode], per_kode.get(kode), bukti.get(kode, KOSONG), tiga.pada(kode))

    def simpul(s: BarisSimpul) -> Simpul:
        anak, kode = tuple(simpul(a) for a in s.anak), s.simpul.kode
        isi = tuple(baris(b.pertanyaan) for b in s.pertanyaan)
        return Simpul(s.simpul, hasil.cabang[kode], tiga.pada(kode), anak, isi, bool(anak) and s.terbuka)

    return Lembar(hasil, tuple(simpul(s) for s in kerangka(putaran.instrumen).pohon), lain, tiga)


def diterima(bukti: Mapping[str, Bukti | BuktiTerbit]) -> frozenset[str]:
    """The questions under which accepted evidence stands."""
    return frozenset(kode for kode, satu in bukti.items() if satu.diterima)


def bukti_dibaca(putaran: Putaran, user: Any) -> Mapping[str, Bukti | BuktiTerbit]:
    """By question what proves it that the user may see: of a published round as it was that day, else as it is."""
    return bukti_terbit(putaran, user) if putaran.terbit_pada else bukti_putaran(putaran, user)


def bukti_putaran(putaran: Putaran, user: Any) -> dict[str, Bukti]:
    """By question what proves it today that the user may see; proposals that nobody decided on are left out."""
    kumpul: dict[str, list[Any]] = defaultdict(list)
    putusan, tanya = putusan_satker(putaran.satker, putaran.instrumen), kerangka(putaran.instrumen).tanya
    for satu in _syarat(putaran, user):
        if satu.pertanyaan_id:
            kumpul[tanya[satu.pertanyaan_id].kode].append(satu)
            continue
        for kode, cocok in putusan.get(kunci_syarat(satu), {}).items():
            if cocok:
                kumpul[kode].append(satu)
    return {kode: Bukti(tuple(semua)) for kode, semua in kumpul.items()}


def _syarat(putaran: Putaran, user: Any) -> Iterable[Any]:
    """What is asked for under the questions and by the plans of the year, each with its `keadaan`, in one query."""
    satker, tahun = putaran.satker_id, putaran.tahun
    semua = Q(satker=satker, tahun=tahun, pertanyaan__instrumen=putaran.instrumen_id)
    for jalur in ("baris__tabel__rencana", "area__rencana"):
        masa = {f"{jalur}__tahun_mulai__lte": tahun, f"{jalur}__tahun_selesai__gte": tahun}
        semua |= Q(**{f"{jalur}__satker": satker}, **masa)
    terlihat = dengan_keadaan(SyaratBukti.objects.terlihat_oleh(user).filter(semua))
    hasil = list(terlihat.select_related("baris", "area").only(*DIBACA).order_by("pk"))
    kenakan(user, hasil)
    return hasil


def peringatan(soal: Soal, isi: Any) -> str:
    """What is odd about a stored answer that may stand nevertheless."""
    if soal.jenis != "hitung" or not isi:
        return ""
    jawaban = baca(soal, isi)
    if not isinstance(jawaban, dict) or not soal.masukan.keys() <= jawaban.keys():
        kurang = [label for kunci, label in soal.masukan.items() if kunci not in isi]
        return f"Belum dinilai, masih kosong: {'; '.join(kurang)}."
    if skor(soal, jawaban) is None:
        return "Belum dinilai: pembaginya 0. Periksa lagi angkanya."
    return _lebih(soal, jawaban)


def _lebih(soal: Soal, jawaban: dict[str, Fraction]) -> str:
    try:
        hasil = hitung_rumus(soal.rumus, jawaban)
    except NolPerNol:
        return ""
    if hasil <= soal.rentang[1]:
        return ""
    return f"Hasilnya {tulis(hasil * 100)} persen, lebih dari keseluruhan, jadi dihitung 100 persen. Periksa angkanya."


def nilai_berbeda() -> tuple[int, list[str]]:
    """How many rounds there are, and a sentence for each whose stored result is not what its answers give."""
    jawaban = Prefetch("jawaban", Jawaban.objects.select_related("pertanyaan"))
    semua = Putaran.objects.select_related("instrumen", "satker").prefetch_related(jawaban).order_by("pk")
    jumlah, beda = 0, []
    for putaran in semua.iterator(chunk_size=100):
        jumlah += 1
        total, hasil = ke_hasil(hitung(putaran.instrumen, putaran.jawaban.all()))
        if (putaran.total, putaran.hasil) != (total, hasil):
            beda.append(f"{putaran.satker}, {putaran}: tersimpan {putaran.total}, seharusnya {total}.")
    return jumlah, beda
