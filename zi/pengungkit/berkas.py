"""Reading an instrument file (YAML) and proving that its tree adds up. Pure: bytes in, an `IsiInstrumen` out.

Keys of the file: `instrumen` (kode, judul, dasar, berlaku_mulai, berlaku_sampai?, nilai_maksimum), `tipe_jawaban`
(kode → nama, jenis: pilihan with nilai per option, hitung, or angka with rentang), `area` (kode, bobot, bagian: share
by node), `ambang` (predicate → list of conditions; `ukuran` says what is measured: total, simpul, pertanyaan,
area_persen = each area as a per cent of its weight), `prasyarat`, and `simpul` (kode, nama, bobot, cara, area?, and
either `anak` or `pertanyaan`). `turunan` of a question: a row that the official sheet computes from its inputs and
prints before the input `sebelum`. Weights and numbers are text or whole numbers, so that they stay exact.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from zi.common.galat import GalatDomain
from zi.pengungkit.models import Simpul

BATAS_BITA = 2 * 1024 * 1024
C = Simpul.Cara


@dataclass(frozen=True)
class IsiPertanyaan:
    kode: str
    teks: str
    tipe: str
    bobot: Decimal | None = None
    opsi: dict[str, str] = field(default_factory=dict)
    masukan: list[dict[str, Any]] = field(default_factory=list)
    rumus: str = ""
    lain: dict[str, Any] = field(default_factory=dict)
    portalrb_soal: int | None = None
    portalrb_baris: int | None = None


@dataclass(frozen=True)
class IsiSimpul:
    kode: str
    nama: str
    bobot: Decimal
    cara: str
    area: str
    anak: tuple["IsiSimpul", ...]
    pertanyaan: tuple[IsiPertanyaan, ...]

    def semua(self) -> Iterator["IsiSimpul"]:
        """This node and all below it, parents first."""
        yield self
        for anak in self.anak:
            yield from anak.semua()


@dataclass(frozen=True)
class IsiInstrumen:
    kepala: dict[str, Any]
    nilai_maksimum: Decimal
    tipe_jawaban: dict[str, Any]
    area: list[dict[str, Any]]
    ambang: dict[str, Any]
    prasyarat: dict[str, Any]
    simpul: tuple[IsiSimpul, ...]
    sidik: str

    def semua_simpul(self) -> list[IsiSimpul]:
        return [s for akar in self.simpul for s in akar.semua()]

    def semua_pertanyaan(self) -> list[IsiPertanyaan]:
        return [p for s in self.semua_simpul() for p in s.pertanyaan]


def tolak(sebab: str) -> GalatDomain:
    return GalatDomain(f"{sebab} Tidak ada yang disimpan.")


def angka(nilai: Decimal) -> str:
    """A weight as people write it: 3,5."""
    return f"{nilai.normalize():f}".replace(".", ",")


def baca(data: bytes) -> IsiInstrumen:
    """Parse and check a file; raises GalatDomain naming what is wrong and where."""
    isi = _urai(data)
    try:
        hasil = _susun(isi, hashlib.sha256(data).hexdigest())
        periksa(hasil)
    except KeyError as galat:
        raise tolak(f"Berkas instrumen tidak lengkap: isian {galat} tidak ada.") from None
    except (TypeError, AttributeError, ValueError):
        raise tolak("Susunan berkas instrumen tidak dikenali.") from None
    return hasil


def _urai(data: bytes) -> dict[str, Any]:
    if len(data) > BATAS_BITA:
        raise tolak("Berkas instrumen terlalu besar (lebih dari 2 MB).")
    try:
        isi = yaml.safe_load(data.decode())
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise tolak("Berkas instrumen bukan YAML yang dapat dibaca.") from None
    if not isinstance(isi, dict):
        raise tolak("Berkas instrumen tidak berisi instrumen.")
    return isi


def _susun(isi: dict[str, Any], sidik: str) -> IsiInstrumen:
    kepala = dict(isi["instrumen"])
    maksimum = _bobot(kepala.pop("nilai_maksimum"), f"instrumen {kepala['kode']}")
    pengenal = {k: kepala[k] for k in ("kode", "judul", "dasar", "berlaku_mulai")}
    return IsiInstrumen(
        kepala=pengenal | {"berlaku_sampai": kepala.get("berlaku_sampai")},
        nilai_maksimum=maksimum,
        tipe_jawaban=dict(isi["tipe_jawaban"]),
        area=list(isi.get("area", [])),
        ambang=dict(isi.get("ambang", {})),
        prasyarat=dict(isi.get("prasyarat", {})),
        simpul=tuple(_simpul(s) for s in isi["simpul"]),
        sidik=sidik,
    )


def _bobot(nilai: Any, di: str) -> Decimal:
    try:
        hasil = Decimal(str(nilai))
    except InvalidOperation:
        hasil = Decimal("NaN")
    if not hasil.is_finite() or hasil <= 0 or hasil != round(hasil, 4):
        raise tolak(f"Bobot {di} “{nilai}” bukan angka di atas nol dengan paling banyak empat desimal.")
    return hasil


def _simpul(isi: dict[str, Any]) -> IsiSimpul:
    kode = str(isi["kode"])
    return IsiSimpul(
        kode=kode,
        nama=str(isi["nama"]),
        bobot=_bobot(isi["bobot"], f"simpul {kode}"),
        cara=str(isi["cara"]),
        area=str(isi.get("area") or ""),
        anak=tuple(_simpul(s) for s in isi.get("anak") or []),
        pertanyaan=tuple(_pertanyaan(p) for p in isi.get("pertanyaan") or []),
    )


def _pertanyaan(isi: dict[str, Any]) -> IsiPertanyaan:
    return IsiPertanyaan(
        kode=str(isi["kode"]),
        teks=str(isi["teks"]),
        tipe=str(isi["tipe"]),
        bobot=_bobot(isi["bobot"], f"pertanyaan {isi['kode']}") if "bobot" in isi else None,
        opsi=dict(isi.get("opsi") or {}),
        masukan=list(isi.get("masukan") or []),
        rumus=str(isi.get("rumus") or ""),
        lain={k: isi[k] for k in ("nol_per_nol", "catatan", "turunan") if k in isi},
        portalrb_soal=isi.get("portalrb_soal"),
        portalrb_baris=isi.get("portalrb_baris"),
    )


def periksa(isi: IsiInstrumen) -> None:
    """Raise GalatDomain for the first place where the tree does not hold together."""
    _kode_unik([s.kode for s in isi.semua_simpul()], "Simpul")
    _kode_unik([p.kode for p in isi.semua_pertanyaan()], "Pertanyaan")
    for simpul in isi.semua_simpul():
        _periksa_simpul(simpul)
        for pertanyaan in simpul.pertanyaan:
            _periksa_pertanyaan(pertanyaan, isi.tipe_jawaban)
    total = sum((s.bobot for s in isi.simpul), Decimal(0))
    if total != isi.nilai_maksimum:
        raise tolak(
            f"Jumlah bobot seluruh komponen adalah {angka(total)}, tetapi nilai maksimum instrumen "
            f"{isi.kepala['kode']} adalah {angka(isi.nilai_maksimum)}."
        )
    _periksa_area(isi)
    _periksa_ambang(isi)


def _kode_unik(kode: list[str], jenis: str) -> None:
    dobel = next((k for k in kode if kode.count(k) > 1), None)
    if dobel:
        raise tolak(f"{jenis} {dobel} ada lebih dari satu kali.")


def _periksa_simpul(simpul: IsiSimpul) -> None:
    nama = f"simpul {simpul.kode} “{simpul.nama}”"
    if simpul.cara not in C.values:
        raise tolak(f"Cara menghitung {nama} tidak dikenal: {simpul.cara}.")
    if bool(simpul.anak) == bool(simpul.pertanyaan):
        raise tolak(f"Isi {nama} harus salah satu: bagian di bawahnya, atau pertanyaan.")
    if (simpul.cara == C.JUMLAH_ANAK) != bool(simpul.anak):
        raise tolak(f"Cara menghitung {nama} tidak cocok dengan isinya.")
    _periksa_bobot(simpul, nama)


def _periksa_bobot(simpul: IsiSimpul, nama: str) -> None:
    if simpul.cara == C.RATA_RATA_KALI_BOBOT:
        berbobot = next((p.kode for p in simpul.pertanyaan if p.bobot is not None), None)
        if berbobot:
            raise tolak(f"Pertanyaan {berbobot} tidak boleh berbobot: nilai {nama} adalah rata-rata.")
        return
    tanpa = next((p.kode for p in simpul.pertanyaan if p.bobot is None), None)
    if tanpa:
        raise tolak(f"Pertanyaan {tanpa} pada {nama} tidak mempunyai bobot.")
    bawah = [x.bobot for x in simpul.anak] or [p.bobot or Decimal(0) for p in simpul.pertanyaan]
    jumlah = sum(bawah, Decimal(0))
    if jumlah != simpul.bobot:
        raise tolak(f"Bobot {nama} adalah {angka(simpul.bobot)}, tetapi jumlah bobot di bawahnya {angka(jumlah)}.")


def _periksa_pertanyaan(tanya: IsiPertanyaan, tipe: dict[str, Any]) -> None:
    if tanya.tipe not in tipe:
        raise tolak(f"Tipe jawaban pertanyaan {tanya.kode} tidak dikenal: {tanya.tipe}.")
    pilihan = tipe[tanya.tipe].get("nilai", {})
    if tanya.opsi and list(tanya.opsi) != list(pilihan):
        raise tolak(f"Pilihan pertanyaan {tanya.kode} tidak cocok dengan tipe {tanya.tipe}.")
    kunci = {m["kunci"] for m in tanya.masukan}
    if tipe[tanya.tipe]["jenis"] == "hitung" and not (tanya.rumus and kunci):
        raise tolak(f"Pertanyaan {tanya.kode} dihitung, tetapi rumus atau isiannya tidak ada.")
    asing = sorted(set(re.findall(r"[a-z]\w*", tanya.rumus)) - kunci)
    if asing:
        raise tolak(f"Rumus pertanyaan {tanya.kode} memakai isian yang tidak ada: {', '.join(asing)}.")
    if turunan := tanya.lain.get("turunan"):
        asing = sorted({turunan["sebelum"], *re.findall(r"[a-z]\w*", turunan["rumus"])} - kunci)
        if asing:
            raise tolak(f"Baris turunan pertanyaan {tanya.kode} memakai isian yang tidak ada: {', '.join(asing)}.")


def _periksa_area(isi: IsiInstrumen) -> None:
    """The areas' own weights, whole and by part (pemenuhan, reform), equal what stands in the tree."""
    simpul = {s.kode: s for s in isi.semua_simpul()}
    for area in isi.area:
        bagian = {k: _bobot(v, f"area {area['kode']}") for k, v in area.get("bagian", {}).items()}
        for kode, bobot in bagian.items():
            if kode not in simpul:
                raise tolak(f"Area {area['kode']} menunjuk simpul {kode} yang tidak ada.")
            _sama(f"{area['kode']} pada simpul {kode}", bobot, _bobot_area(area["kode"], [simpul[kode]]))
        bobot = _bobot(area["bobot"], f"area {area['kode']}")
        if bagian:
            _sama(f"{area['kode']} (jumlah bagiannya)", bobot, sum(bagian.values(), Decimal(0)))
        _sama(area["kode"], bobot, _bobot_area(area["kode"], list(isi.simpul)))
    disebut = {a["kode"] for a in isi.area}
    asing = next((s for s in simpul.values() if s.area and s.area not in disebut), None)
    if asing:
        raise tolak(f"Simpul {asing.kode} memakai area {asing.area} yang tidak ada dalam daftar area.")


def _bobot_area(kode: str, akar: list[IsiSimpul]) -> Decimal:
    return sum((s.bobot for a in akar for s in a.semua() if s.area == kode), Decimal(0))


def _sama(area: str, bobot: Decimal, jumlah: Decimal) -> None:
    if bobot != jumlah:
        raise tolak(f"Bobot area {area} adalah {angka(bobot)}, tetapi jumlah bobot di pohon {angka(jumlah)}.")


def _periksa_ambang(isi: IsiInstrumen) -> None:
    """Conditions name nodes and questions that exist, and numbers."""
    ada: dict[str, set[str | None]] = {
        "simpul": {s.kode for s in isi.semua_simpul()},
        "pertanyaan": {p.kode for p in isi.semua_pertanyaan()},
        "total": {None},
        "area_persen": {None},
    }
    for predikat, syarat in isi.ambang.items():
        for s in syarat:
            ukuran = s["ukuran"]
            if ukuran not in ada or s.get(ukuran) not in ada[ukuran]:
                raise tolak(f"Ambang {predikat} “{s['uraian']}” mengukur {ukuran} {s.get(ukuran, '')} yang tidak ada.")
            _bobot(s["minimal"], f"ambang {predikat} {s['kode']}")
