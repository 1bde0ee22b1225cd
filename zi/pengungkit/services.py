"""Loading the instruments, the standard areas and the regulations. Loading twice changes nothing."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
from django.utils.module_loading import import_string

from zi.common.layanan import layanan
from zi.pengungkit.berkas import IsiInstrumen, IsiPertanyaan, IsiSimpul, baca, tolak
from zi.pengungkit.models import AreaBaku, Instrumen, Peraturan, Pertanyaan, Simpul

FIXTURES: Path = settings.BASE_DIR / "fixtures"


class Hasil(NamedTuple):
    """What loading one file did, in words for the person at the terminal."""

    nama: str
    keadaan: str


TETAP = "tidak berubah"


def laporan(hasil: list[Hasil]) -> str:
    """A line for each thing that changed."""
    return "\n".join(f"{satu.nama}: {satu.keadaan}." for satu in hasil if satu.keadaan != TETAP)


def baca_acuan(nama: str) -> dict[str, Any]:
    """The content of one of our own reference files."""
    return yaml.safe_load((FIXTURES / nama).read_text(encoding="utf-8"))


def perbarui(objek: models.Model, nilai: dict[str, Any]) -> bool:
    """Set the values and save only when one of them differs; True when it was saved."""
    beda = {k: v for k, v in nilai.items() if objek.pk is None or getattr(objek, k) != v}
    if not beda:
        return False
    for k, v in beda.items():
        setattr(objek, k, v)
    objek.save()
    return True


def muat_acuan(*, oleh: Any = None) -> list[Hasil]:
    """Load everything that stands in fixtures/ for every installation, each loader named in the settings."""
    return [hasil for nama in settings.PEMUAT_ACUAN for hasil in import_string(nama)(oleh=oleh)]


@layanan
def muat_area_dan_peraturan(*, oleh: Any = None) -> list[Hasil]:
    return [Hasil("Area baku", _keadaan(_muat_area())), Hasil("Peraturan", _keadaan(_muat_peraturan()))]


def _keadaan(jumlah: int) -> str:
    return f"{jumlah} baris dimuat" if jumlah else TETAP


def _muat_area() -> int:
    ada = {a.kode: a for a in AreaBaku.objects.all()}
    jumlah = 0
    for urutan, isi in enumerate(baca_acuan("area_baku.yaml")["area_baku"], start=1):
        area = ada.get(isi["kode"]) or AreaBaku(kode=isi["kode"])
        jumlah += perbarui(area, {"nama": isi["nama"], "sinonim": isi["sinonim"], "urutan": urutan})
    return jumlah


def _muat_peraturan() -> int:
    """Missing regulations are added; what people completed or corrected stays."""
    daftar = baca_acuan("peraturan.yaml")["peraturan"]
    jumlah = 0
    for isi in daftar:
        baru = Peraturan.objects.get_or_create(**_kunci(isi), defaults={"tentang": isi["tentang"]})[1]
        jumlah += baru
    for isi in daftar:
        for lain in isi.get("diubah_dengan", []):
            Peraturan.objects.get(**_kunci(isi)).diubah_dengan.add(Peraturan.objects.get(**_kunci(lain)))
    return jumlah


def _kunci(isi: dict[str, Any]) -> dict[str, Any]:
    return {k: isi[k] for k in ("jenis", "nomor", "tahun")}


def muat_semua_instrumen(*, oleh: Any = None) -> list[Hasil]:
    return [muat_instrumen(berkas, oleh=oleh) for berkas in sorted((FIXTURES / "instrumen").glob("*.yaml"))]


def muat_instrumen(berkas: Path, *, oleh: Any = None) -> Hasil:
    """Load one instrument file, all or nothing; a tree that does not add up is refused by name."""
    try:
        data = berkas.read_bytes()
    except OSError:
        raise tolak(f"Berkas {berkas} tidak dapat dibuka.") from None
    return simpan_instrumen(baca(data), oleh=oleh)


@layanan
def simpan_instrumen(isi: IsiInstrumen, *, oleh: Any = None) -> Hasil:
    """Write a checked instrument; the same file again changes nothing, a changed one keeps the ids by kode."""
    instrumen = Instrumen.objects.filter(kode=isi.kepala["kode"]).first() or Instrumen()
    nama = f"Instrumen {isi.kepala['kode']}"
    if instrumen.sidik == isi.sidik:
        return Hasil(nama, TETAP)
    keadaan = "diperbarui" if instrumen.pk else "dimuat"
    isian = ("tipe_jawaban", "ambang", "prasyarat", "nilai_maksimum", "sidik")
    perbarui(instrumen, isi.kepala | {n: getattr(isi, n) for n in isian})
    _Penulis(instrumen).tulis(isi)
    return Hasil(nama, f"{keadaan}: {len(isi.semua_simpul())} simpul, {len(isi.semua_pertanyaan())} pertanyaan")


class _Penulis:
    """Writes the tree over what is there: same kode, same row."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen = instrumen
        self.area = {a.kode: a for a in AreaBaku.objects.all()}
        self.simpul = {s.kode: s for s in instrumen.simpul.all()}
        self.pertanyaan = {p.kode: p for p in instrumen.pertanyaan.all()}
        self.urutan: dict[str, int] = {}

    def tulis(self, isi: IsiInstrumen) -> None:
        self.urutan = {s.kode: n for n, s in enumerate(isi.semua_simpul(), start=1)}
        for akar in isi.simpul:
            self._simpul(akar, None)
        urutan = {p.kode: n for n, p in enumerate(isi.semua_pertanyaan(), start=1)}
        for simpul in isi.semua_simpul():
            for tanya in simpul.pertanyaan:
                self._pertanyaan(tanya, self.simpul[simpul.kode], urutan[tanya.kode])
        self._buang(self.pertanyaan, set(urutan), "Pertanyaan")
        self._buang(self.simpul, set(self.urutan), "Simpul")

    def _simpul(self, isi: IsiSimpul, induk: Simpul | None) -> None:
        if isi.area and isi.area not in self.area:
            raise tolak(f"Simpul {isi.kode} menunjuk area {isi.area} yang tidak dikenal.")
        simpul = self.simpul.setdefault(isi.kode, Simpul(instrumen=self.instrumen, kode=isi.kode))
        nilai = {n: getattr(isi, n) for n in ("nama", "bobot", "cara")} | {"urutan": self.urutan[isi.kode]}
        perbarui(simpul, nilai | {"induk": induk, "area": self.area.get(isi.area)})
        for anak in isi.anak:
            self._simpul(anak, simpul)

    def _pertanyaan(self, isi: IsiPertanyaan, simpul: Simpul, urutan: int) -> None:
        tanya = self.pertanyaan.setdefault(isi.kode, Pertanyaan(instrumen=self.instrumen, kode=isi.kode))
        perbarui(tanya, vars(isi) | {"simpul": simpul, "urutan": urutan})

    def _buang(self, ada: dict[str, Any], tinggal: set[str], jenis: str) -> None:
        """Remove what the file no longer has, children first; what others rely on is never removed silently."""
        for kode in sorted(set(ada) - tinggal, key=len, reverse=True):
            try:
                ada[kode].delete()
            except ProtectedError as galat:
                raise tolak(f"{jenis} {kode} tidak ada lagi di berkas, padahal sudah dipakai data lain.") from galat
