"""Reading how ready a round is: its areas against their least, what is still to gain, how it went over the rounds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from zi.lke.alat import Alat, Cabang
from zi.lke.hasil import terjawab
from zi.lke.isian import Jawaban as Isi
from zi.lke.isian import simpan
from zi.lke.jalan import lebih_baik
from zi.lke.models import Putaran
from zi.lke.nilai import NOL, SERATUS, Hasil, Nilai, Putusan, nilai
from zi.lke.queries import alat, dengan_pertanyaan, kerangka
from zi.lke.queries_putaran import KOSONG, Bukti, bukti_putaran
from zi.pengungkit.models import Pertanyaan
from zi.rencana.models import PenanggungJawab
from zi.satker.models import Peran
from zi.satker.queries import hak

BELUM = "Belum dijawab"
TREN_MAKS = 8


@dataclass(frozen=True)
class Bahan:
    """A round as values: what was answered, what it scores, and the questions by their codes."""

    putaran: Putaran
    alat: Alat
    jawaban: dict[str, Isi]
    hasil: Hasil
    tanya: dict[str, Pertanyaan]

    @cached_property
    def area(self) -> dict[str, str]:
        """By question the code of its standard area; empty where it lies in none."""
        hasil: dict[str, str] = {}

        def turun(cabang: Cabang, area: str) -> None:
            area = cabang.area or area
            hasil.update(dict.fromkeys((s.kode for s in cabang.soal), area))
            for anak in cabang.anak:
                turun(anak, area)

        for akar in self.alat.akar:
            turun(akar, "")
        return hasil

    def nama_area(self, kode: str) -> str:
        """The name of the area of a question, else that of the component above it."""
        if area := self.area[kode]:
            return self.alat.nama_area.get(area, area)
        return next(a.nama for a in self.alat.akar if any(s.kode == kode for c in a.semua() for s in c.soal))

    def tulis(self, kode: str, isi: Isi | None, beda: Isi | None = None) -> str:
        """An answer as people write it; of counts only those that are not as in `beda`."""
        if isi is None:
            return BELUM
        if not isinstance(isi, dict):
            return isi if isinstance(isi, str) else str(simpan(isi)).replace(".", ",")
        lain = beda if isinstance(beda, dict) else {}
        tulisan = simpan(isi)
        return ", ".join(
            f"{m['label']}: {tulisan[m['kunci']]}"
            for m in self.tanya[kode].masukan
            if m["kunci"] in isi and isi[m["kunci"]] != lain.get(m["kunci"])
        )

    def dari_ke(self, kode: str, dari: Isi | None, ke: Isi | None) -> tuple[str, str]:
        """Two answers side by side; of counts only those that differ, and the words of a single one once."""
        tulisan = self.tulis(kode, dari, ke), self.tulis(kode, ke, dari)
        if isinstance(dari, dict) and isinstance(ke, dict):
            beda = [k for k in dari | ke if dari.get(k) != ke.get(k)]
            if len(beda) == 1 and beda[0] in dari.keys() & ke.keys():
                return tulisan[0], simpan(ke)[beda[0]]
        return tulisan

    def rubrik(self, kode: str, isi: Isi | None) -> str:
        """The words of an option."""
        return self.tanya[kode].opsi.get(isi, "") if isinstance(isi, str) else ""


def bahan(putaran: Putaran) -> Bahan:
    """The answers of a round in one query."""
    jawaban = terjawab(putaran.instrumen, dengan_pertanyaan(putaran.instrumen, putaran.jawaban.all()))
    kunci = alat(putaran.instrumen)
    tanya = {p.kode: p for p in kerangka(putaran.instrumen).tanya.values()}
    return Bahan(putaran, kunci, jawaban, nilai(kunci, jawaban), tanya)


@dataclass(frozen=True)
class Garis:
    """The least of an area for a predicate, in per cent of its weight."""

    predikat: str
    minimal: Fraction
    kurang: Fraction

    @property
    def x(self) -> str:
        return f"{float(self.minimal):.2f}"


@dataclass(frozen=True)
class BarisArea:
    """An area, or a half of one, against its least for each predicate."""

    kode: str
    nama: str
    nilai: Nilai
    garis: tuple[Garis, ...]
    bagian: tuple["BarisArea", ...] = ()

    @property
    def lebar(self) -> str:
        return f"{float(min(self.nilai.persen, SERATUS)):.2f}"

    @property
    def terendah(self) -> Garis | None:
        """The first predicate whose least is not met."""
        return next((g for g in self.garis if g.kurang), None)


def minimal_area(hasil: Hasil) -> dict[str, Fraction]:
    """By predicate the least of every area, where the instrument asks for one."""
    semua = ((predikat, p.syarat) for predikat, isi in hasil.ambang.items() for p in isi)
    return {predikat: s.minimal for predikat, s in semua if s.ukuran == "area_persen"}


def baris_area(alat: Alat, hasil: Hasil) -> list[BarisArea]:
    """The areas in the official order, each with its halves."""
    minimal = minimal_area(hasil)

    def baris(kode: str, nama: str, n: Nilai, bagian: tuple[BarisArea, ...] = ()) -> BarisArea:
        garis = (Garis(predikat, m, max(m - n.persen, NOL)) for predikat, m in minimal.items())
        return BarisArea(kode, nama, n, tuple(garis), bagian)

    semua = []
    for satu in alat.area.values():
        paruh = satu.bagian if len(satu.bagian) > 1 else ()
        bagian = tuple(baris(b, _nama_paruh(alat, b), hasil.cabang[b]) for b in paruh)
        semua.append(baris(satu.kode, satu.nama, hasil.area[satu.kode], bagian))
    return semua


def _nama_paruh(alat: Alat, kode: str) -> str:
    """The half in which a node lies: the name of the node above it."""
    return next(c.nama for c in alat.cabang.values() if any(a.kode == kode for a in c.anak))


@dataclass(frozen=True)
class Syarat:
    """A predicate: its conditions with how far they are."""

    predikat: str
    putusan: tuple[Putusan, ...]
    kurang: tuple[Putusan, ...]

    @property
    def terpenuhi(self) -> int:
        return len(self.putusan) - len(self.kurang)


def syarat(hasil: Hasil) -> list[Syarat]:
    return [Syarat(predikat, semua, hasil.kurang[predikat]) for predikat, semua in hasil.ambang.items()]


@dataclass(frozen=True)
class Celah:
    """A question that does not give all its points, and the next better answer with what that would give."""

    tanya: Pertanyaan
    area: str
    nama_area: str
    nilai: Nilai
    kini: str
    ke: str = ""
    rubrik: str = ""
    tambah: Fraction = NOL
    bukti: Bukti = field(default=KOSONG)
    pemilik: tuple[str, ...] = ()

    @property
    def hilang(self) -> Fraction:
        return self.nilai.maksimum - self.nilai.poin


URUT = {
    "langkah": "Kenaikan jawaban berikutnya",
    "hilang": "Poin yang hilang",
    "resmi": "Urutan resmi",
}


def celah(b: Bahan, bukti: Mapping[str, Bukti], pemilik: Mapping[str, tuple[str, ...]]) -> list[Celah]:
    """Every question with points to gain, the most that the next better answer gives first."""
    hasil = []
    for kode, soal in b.alat.soal.items():
        n = b.hasil.soal[kode]
        if n.poin >= n.maksimum:
            continue
        kini = b.jawaban.get(kode)
        isi: dict[str, Any] = {"kini": b.tulis(kode, kini)}
        if pilihan := lebih_baik(soal, kini, n.maksimum, Fraction(1)):
            ke = pilihan[0]
            isi["kini"], isi["ke"] = b.dari_ke(kode, kini, ke.jawaban)
            isi |= {"rubrik": b.rubrik(kode, ke.jawaban), "tambah": ke.poin - n.poin}
        milik: dict[str, Any] = {"bukti": bukti.get(kode, KOSONG), "pemilik": pemilik.get(kode, ())}
        hasil.append(Celah(b.tanya[kode], b.area[kode], b.nama_area(kode), n, **isi, **milik))
    return urutkan(hasil, "langkah")


def urutkan(semua: list[Celah], urut: str) -> list[Celah]:
    """By a key of URUT; ties stay in the official order."""
    if urut == "resmi":
        return sorted(semua, key=lambda c: c.tanya.urutan)
    kunci = {"langkah": lambda c: (-c.tambah, -c.hilang), "hilang": lambda c: (-c.hilang, -c.tambah)}
    return sorted(semua, key=lambda c: (*kunci.get(urut, kunci["langkah"])(c), c.tanya.urutan))


def bukti_dan_pemilik(b: Bahan, user: Any) -> tuple[dict[str, Bukti], dict[str, tuple[str, ...]]]:
    """By question what proves it and who owns it: whom the row of the plan names, else the coordinators of its area.

    Coordinators are named only to who may see the people of the unit.
    """
    bukti, koordinator, h = bukti_putaran(b.putaran, user), dict[str, tuple[str, ...]](), hak(user)
    baris = [s.baris for satu in bukti.values() for s in satu.syarat if s.baris_id]
    hidup = PenanggungJawab.objects.hidup().order_by("urutan", "pk")
    prefetch_related_objects(baris, Prefetch("penanggung_jawab", hidup, to_attr="pemilik"))
    if b.putaran.satker_id in h.satker_sendiri | h.subpohon:
        koordinator = _koordinator(b.putaran.satker_id)
    pemilik = {}
    for kode in b.alat.soal:
        milik = [p.teks_tertulis for s in bukti.get(kode, KOSONG).syarat if s.baris_id for p in s.baris.pemilik]
        pemilik[kode] = tuple(dict.fromkeys(milik)) or koordinator.get(b.area[kode], ())
    return bukti, pemilik


def _koordinator(satker_id: int) -> dict[str, tuple[str, ...]]:
    """By area the names of its coordinators of today."""
    kumpul: dict[str, list[str]] = defaultdict(list)
    semua = Peran.objects.berlaku().filter(satker=satker_id, jenis=Peran.Jenis.KOORDINATOR)
    for area, nama in semua.order_by("pengguna__nama").values_list("area", "pengguna__nama"):
        kumpul[area].append(nama)
    return {area: tuple(nama) for area, nama in kumpul.items()}


@dataclass(frozen=True)
class TitikTren:
    """A round in the course of time. `area`: name and per cent of each, where it was made with the same instrument."""

    putaran: Putaran
    ini: bool
    area: tuple[tuple[str, Fraction | None], ...]

    @property
    def ambang(self) -> list[tuple[str, bool]]:
        semua = self.putaran.hasil.get("ambang", {})
        return [(predikat, satu["terpenuhi"]) for predikat, satu in semua.items()]


def tren(b: Bahan, user: Any) -> list[TitikTren]:
    """The last rounds of the unit that the user may see, the oldest first, by their stored results; in one query."""
    semua = (
        Putaran.objects.terlihat_oleh(user).filter(satker=b.putaran.satker_id).order_by("-tahun", "-created_at", "-pk")
    )
    return [_titik(b, p) for p in reversed(list(semua[:TREN_MAKS]))]


def _titik(b: Bahan, putaran: Putaran) -> TitikTren:
    poin = putaran.hasil.get("nilai", {}) if putaran.instrumen_id == b.putaran.instrumen_id else {}
    semua = b.alat.area.values()
    persen = ((a.nama, _jumlah(poin, a.bagian) * SERATUS / a.bobot if poin else None) for a in semua)
    return TitikTren(putaran, putaran == b.putaran, tuple(persen))


def _jumlah(poin: Mapping[str, str], kode: Iterable[str]) -> Fraction:
    return sum((Fraction(poin.get(k, "0")) for k in kode), NOL)
