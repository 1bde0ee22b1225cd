"""What changed in the values of one part: fields, references, the reading of a schedule. Pure.

Fields come from the shape table, so none can be forgotten; those that only accompany others are silent when these
changed (`PENGIRING`).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import models

from zi.bukti.models import SyaratBukti
from zi.jadwal.models import Jadwal
from zi.jadwal.tampil import BELUM
from zi.naskah.beda_hasil import Ubahan
from zi.naskah.beda_kata import Biaya, banding_kata
from zi.naskah.beda_pohon import NOMOR, Pohon, Simpul, bacaan, isian, medan, sebut, tanggal, tulis_nilai, utama
from zi.naskah.kanonik import bawaan
from zi.naskah.models import Pengesahan
from zi.rencana.models import BarisRencana

BACAAN = (
    "jenis", "mulai", "selesai", "presisi", "presisi_selesai", "bagian", "bulan", "rrule", "durasi", "periode_dinilai",
    "makna", "tahun_tersirat", "usulan", "alasan_usulan", "status_koreksi", "terbaca", "peringatan",
)  # fmt: skip

# Model → field → what makes it silent: it follows from these, or it is not printed beside them.
PENGIRING: dict[type[models.Model], dict[str, tuple[str, ...]]] = {
    Jadwal: {**dict.fromkeys(BACAAN, ("teks", "bacaan")), "dasar_pasangan": ("teks", "aksi")},
    SyaratBukti: {"tahun_tersirat": ("tanggal", "teks")},
    BarisRencana: {"ambigu": ("uraian",), "terpotong": ("uraian",), "kode": ("no_tertulis",)},
    Pengesahan: {"presisi_tanggal": ("tanggal",)},
}
TERTULIS = "_tertulis"
TERCETAK = frozenset({"peran_tertulis"})  # printed itself, in place of its companion
SELALU_TAMPAK = frozenset({*NOMOR, "kode"})  # shown with the title of a part, or no word for people
TANPA = {"aksi": "seluruh baris"}  # what a reference to nothing means
LABEL = {"bacaan": "tanggal", "aksi": "untuk rencana aksi", "tim": "tim kerja"}


def pengiring(simpul: Simpul, nama: str, ada: set[str]) -> bool:
    """Whether a field only accompanies one of `ada`."""
    if nama.endswith(TERTULIS) and nama not in TERCETAK and nama.removesuffix(TERTULIS) in ada:
        return True
    return not ada.isdisjoint(PENGIRING.get(simpul.model, {}).get(nama, ()))


def label(model: type[models.Model], nama: str) -> str:
    if nama in LABEL:
        return LABEL[nama].capitalize()
    f: Any = model._meta.get_field(nama)
    kata = str(f.verbose_name)
    return kata[:1].upper() + kata[1:]


class Medan:
    """Compares the values of two states of one part."""

    def __init__(self, lama: Pohon, baru: Pohon, biaya: Biaya) -> None:
        self.lama, self.baru, self.biaya = lama, baru, biaya

    def ubahan(self, a: Simpul, b: Simpul, lewati: frozenset[str] = frozenset()) -> tuple[Ubahan, ...]:
        """All values that differ, the main text first. `lewati`: fields that something else explains."""
        semua = {x.medan: x for x in self._acuan(a, b)}
        if a.isi != b.isi:
            semua |= {x.medan: x for x in [*self._nilai(a, b), *self._khusus(a, b)]}
            if a.model is Jadwal and (geser := _bacaan(a, b)):
                semua["bacaan"] = geser
        ada = set(semua)
        tersisa = [x for nama, x in semua.items() if nama not in lewati and not pengiring(b, nama, ada)]
        return tuple(sorted(tersisa, key=lambda x: not x.utama))

    def _nilai(self, a: Simpul, b: Simpul) -> Iterator[Ubahan]:
        inti = utama(b.bentuk)
        for f in medan(b.bentuk):
            x, y = a.nilai(f), b.nilai(f)
            if x != y:
                yield self.satu(b.model, f, x, y, inti=f.name == inti)

    def satu(self, model: type[models.Model], f: models.Field, lama: Any, baru: Any, *, inti: bool = False) -> Ubahan:
        """One field that differs: a text word by word, another value in words."""
        if isinstance(f, models.CharField | models.TextField) and not f.choices:
            x, y = str(lama or ""), str(baru or "")
            return Ubahan(f.name, label(model, f.name), x, y, banding_kata(x, y, self.biaya), inti)
        return Ubahan(f.name, label(model, f.name), tulis_nilai(f, lama), tulis_nilai(f, baru), utama=inti)

    def _khusus(self, a: Simpul, b: Simpul) -> Iterator[Ubahan]:
        """Relations to what stands outside the plan, written by natural key."""
        biasa = {f.name for f in medan(b.bentuk)} | set(b.bentuk.acuan) | set(b.bentuk.anak)
        meta = b.model._meta
        relasi = {f.name for f in (*meta.concrete_fields, *meta.many_to_many) if f.is_relation}
        for nama in sorted((set(a.isi) | set(b.isi)) & relasi - biasa):
            x, y = isian(a.isi.get(nama)), isian(b.isi.get(nama))
            if x != y:
                yield Ubahan(nama, label(b.model, nama), tulis_nilai(None, x), tulis_nilai(None, y))

    def _acuan(self, a: Simpul, b: Simpul) -> Iterator[Ubahan]:
        """References compared by what they lead to: a position that shifted is no change, nor a target that went."""
        for nama in b.bentuk.acuan:
            x, y = self.lama.acuan(a, nama), self.baru.acuan(b, nama)
            tetap = {s.kunci for s in x if (s.model, s.kunci) in self.baru.semua}
            if tetap != {s.kunci for s in y}:
                lama, baru = (", ".join(sebut(s) for s in daftar) or TANPA.get(nama, "") for daftar in (x, y))
                yield Ubahan(nama, label(b.model, nama), lama, baru)


def _bacaan(a: Simpul, b: Simpul) -> Ubahan | None:
    """The dates of a schedule, when they are others now: in words, and by how many days."""
    lama, baru = bacaan(a), bacaan(b)
    if lama == baru:
        return None
    return Ubahan("bacaan", LABEL["bacaan"].capitalize(), lama, baru, geser=_geser(a, b))


def _geser(a: Simpul, b: Simpul) -> str:
    """“mundur 8 hari” when both ends moved alike, else each end that moved."""
    mulai, selesai = (_selisih(a.isi.get(n), b.isi.get(n)) for n in ("mulai", "selesai"))
    if mulai is None or selesai is None or BELUM in {bacaan(a), bacaan(b)}:
        return ""
    if mulai == selesai:
        return _hari(mulai)
    return ", ".join(f"{kata} {_hari(n)}" for kata, n in (("mulai", mulai), ("selesai", selesai)) if n)


def _selisih(lama: Any, baru: Any) -> int | None:
    x, y = tanggal(lama), tanggal(baru)
    return (y - x).days if isinstance(x, date) and isinstance(y, date) else None


def _hari(n: int) -> str:
    return f"{'mundur' if n > 0 else 'maju'} {abs(n)} hari" if n else ""


def isi_bagian(simpul: Simpul, pohon: Pohon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The values of a part that was added or removed, beyond its number and main text; defaults are no news."""
    ada = {f.name for f in medan(simpul.bentuk) if simpul.nilai(f) is not None} | {"teks", "bacaan"}
    if simpul.model is Jadwal and (baca := bacaan(simpul)) != simpul.isi.get("teks"):
        yield LABEL["bacaan"].capitalize(), (baca,)
    for f in medan(simpul.bentuk):
        nilai = simpul.nilai(f)
        biasa = f.name in SELALU_TAMPAK or f.name == utama(simpul.bentuk) or pengiring(simpul, f.name, ada)
        if not biasa and nilai is not None and nilai != isian(bawaan(f)):
            yield label(simpul.model, f.name), (tulis_nilai(f, nilai),)
    for nama in simpul.bentuk.acuan:
        if kena := [sebut(x) for x in pohon.acuan(simpul, nama)]:
            yield label(simpul.model, nama), (", ".join(kena),)
