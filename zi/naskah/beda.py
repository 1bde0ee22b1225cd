"""The difference between two canonical plan documents: what the next approver reads instead of the whole plan. Pure.

Parts are matched by their permanent id, all models of the shape table alike. Parts that people name on their own (an
area, a row, a section …) stand in a group; what hangs on them is shown inside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from zi.jadwal.models import Jadwal
from zi.naskah.beda_hasil import (
    DIHAPUS,
    DIPINDAH,
    DITAMBAH,
    DIUBAH,
    KELUAR,
    BedaBagian,
    BedaGrup,
    BedaRencana,
    Ubahan,
)
from zi.naskah.beda_kata import Biaya
from zi.naskah.beda_medan import Medan, isi_bagian
from zi.naskah.beda_pohon import Pohon, Simpul, isian, judul, nomor, sebut, semua_isi, tulis_nilai
from zi.naskah.bentuk import KEPALA
from zi.naskah.kanonik import Isi
from zi.naskah.models import BagianNaskah
from zi.rencana.models import AreaRencana, BarisRencana, TabelRencana
from zi.satker.models import Satker, TimKerja

G_KEPALA, G_UMUM, G_NASKAH = "kepala", "umum", "naskah"
JUDUL_GRUP = {G_KEPALA: "Kepala rencana", G_UMUM: "Isu, target, dan anggaran", G_NASKAH: "Teks naskah"}
# Lists of the document that belong to no area → group; others stand in `umum`.
GRUP = dict.fromkeys(("target_predikat", "area", "tabel"), G_KEPALA) | dict.fromkeys(
    ("bagian", "dasar_hukum", "pengertian", "pengesahan", "lampiran", "anak"), G_NASKAH
)
NAMA: dict[type[models.Model], str] = {BarisRencana: "baris", AreaRencana: "area", TabelRencana: "tabel"}
NAMA_LAIN = {"syarat bukti": "bukti fisik"}
WADAH = (AreaRencana, TabelRencana)
LABEL_AREA = "Area"
SEBAB_PINDAH = frozenset({"no_tertulis", "kode", "indikator"})  # a move numbers a row anew and frees it


def bandingkan(lama: Isi, baru: Isi) -> BedaRencana:
    """What `baru` says otherwise than `lama`; both as `susun(…, dengan_id=True)` gives them, short or complete."""
    return _Pembanding(lama, baru).hasil()


def nama(model: type[models.Model]) -> str:
    """The word for a kind of part, as the interface uses it."""
    kata = NAMA.get(model, str(model._meta.verbose_name))
    kata = NAMA_LAIN.get(kata, kata)
    return kata[:1].upper() + kata[1:]


def berdiri(simpul: Simpul) -> bool:
    """Whether a part stands in a group on its own: not below another, or in an area, a table or a section tree."""
    return simpul.induk is None or simpul.induk.model in WADAH or simpul.model is BagianNaskah


class _Pembanding:
    def __init__(self, lama: Isi, baru: Isi) -> None:
        uid = all(isinstance(x.get("uid"), str) for isi in (lama, baru) for x in semua_isi(isi))
        self.isi_lama, self.isi_baru = lama, baru
        self.lama, self.baru = Pohon(lama, pakai_uid=uid), Pohon(baru, pakai_uid=uid)
        self.medan = Medan(self.lama, self.baru, Biaya())
        self.grup: dict[str, list[BedaBagian]] = defaultdict(list)
        self.urutan: dict[str, list[str]] = defaultdict(list)

    def hasil(self) -> BedaRencana:
        self.grup[G_KEPALA] += _kepala(self.isi_lama, self.isi_baru, self.medan)
        for simpul in self.baru.semua.values():
            if berdiri(simpul):
                self._berdiri(simpul)
        for simpul in self.lama.semua.values():
            if berdiri(simpul) and self._pasangan(simpul, self.baru) is None:
                self._tanpa_pasangan(simpul, DIHAPUS, self.lama, self.baru)
        self._urutan_daftar()
        return BedaRencana(tuple(self._susun_grup()))

    @staticmethod
    def _pasangan(simpul: Simpul, pohon: Pohon) -> Simpul | None:
        return pohon.semua.get((simpul.model, simpul.kunci))

    # --- parts ---

    def _berdiri(self, baru: Simpul) -> None:
        lama, kunci = self._pasangan(baru, self.lama), self._kunci_grup(self.baru, baru)
        if lama is None:
            self._tanpa_pasangan(baru, DITAMBAH, self.baru, self.lama)
            return
        dari, ke = self._tempat(lama, baru)
        lewati = SEBAB_PINDAH if ke and baru.model is BarisRencana else frozenset()
        if beda := self._sama(lama, baru, dari, ke, lewati):
            self.grup[kunci].append(beda)
        asal = self._kunci_grup(self.lama, lama)
        if ke and asal != kunci:
            self.grup[asal].append(_bagian(KELUAR, baru, ke=ke))

    def _tanpa_pasangan(self, simpul: Simpul, jenis: str, pohon: Pohon, lawan: Pohon) -> None:
        """A part that one document lacks; the plain table that came or went with its area is no news of its own."""
        area = self._area(pohon, simpul)
        serta = area is not None and self._pasangan(area, lawan) is None
        if not (simpul.model is TabelRencana and serta and not simpul.isi.get("judul")):
            self.grup[self._kunci_grup(pohon, simpul)].append(self._hilang(simpul, jenis))

    def _sama(
        self, lama: Simpul, baru: Simpul, dari: str = "", ke: str = "", lewati: frozenset[str] = frozenset()
    ) -> BedaBagian | None:
        """The difference of a part that both documents have."""
        if baru.model is BarisRencana:
            lewati |= {"area"}  # said by the move
        beda = {
            "ubahan": self.medan.ubahan(lama, baru, lewati),
            "anak": tuple(self._anak(lama, baru)),
            "urutan": tuple(self._urutan_dalam(lama, baru)),
        }
        if ke or any(beda.values()):
            return _bagian(DIPINDAH if ke else DIUBAH, baru, dari=dari, ke=ke, **beda)
        return None

    def _anak(self, lama: Simpul, baru: Simpul) -> Iterator[BedaBagian]:
        for x in baru.anak:
            if berdiri(x):
                continue
            asal = self._pasangan(x, self.lama)
            if asal is None:
                yield self._hilang(x, DITAMBAH)
            else:
                pindah = asal.induk is not None and asal.induk.kunci != baru.kunci
                tempat = (sebut(asal.induk), sebut(baru)) if pindah and asal.induk else ("", "")
                if beda := self._sama(asal, x, *tempat):
                    yield beda
        for x in lama.anak:
            kini = self._pasangan(x, self.baru)
            if kini is None and not berdiri(x):
                yield self._hilang(x, DIHAPUS)
            elif kini and kini.induk and not berdiri(x) and kini.induk.kunci != lama.kunci:
                yield _bagian(KELUAR, kini, ke=sebut(kini.induk))

    def _hilang(self, simpul: Simpul, jenis: str) -> BedaBagian:
        """A part that only one document has, with what hangs on it."""
        pohon = self.baru if jenis == DITAMBAH else self.lama
        isi: dict[str, tuple[str, ...]] = {}
        for kata, nilai in (*isi_bagian(simpul, pohon), *_isi_anak(simpul)):
            isi[kata] = isi.get(kata, ()) + nilai
        if simpul.model is TabelRencana or self._area(pohon, simpul) is self._area(pohon, simpul.induk):
            isi.pop(LABEL_AREA, None)
        return _bagian(jenis, simpul, isi=tuple(isi.items()))

    # --- places ---

    def _area(self, pohon: Pohon, simpul: Simpul | None) -> Simpul | None:
        """The area of a part: the one it hangs on, the one it names, the one of its table."""
        while simpul:
            if simpul.model is AreaRencana:
                return simpul
            if "area" in simpul.bentuk.acuan and (kena := pohon.acuan(simpul, "area")):
                return kena[0]
            simpul = simpul.induk
        return None

    def _tempat(self, lama: Simpul, baru: Simpul) -> tuple[str, str]:
        """From where to where a part moved; empty when it stayed. A row moves with its area, else with its table."""
        a, b = self._area(self.lama, lama), self._area(self.baru, baru)
        hilang = a is not None and b is None and self._pasangan(a, self.baru) is None
        if baru.model is BarisRencana and (a and a.kunci) != (b and b.kunci) and not hilang:
            dari, ke = (sebut(x) if x else _sebut_induk(y.induk) for x, y in ((a, lama), (b, baru)))
            return dari, ke
        if (lama.induk and lama.induk.kunci) == (baru.induk and baru.induk.kunci):
            return "", ""
        return self._sebut_wadah(self.lama, lama.induk), self._sebut_wadah(self.baru, baru.induk)

    def _sebut_wadah(self, pohon: Pohon, induk: Simpul | None) -> str:
        """A table without a title of its own is known by its area."""
        polos = induk is not None and induk.model is TabelRencana and not induk.isi.get("judul")
        area = self._area(pohon, induk) if polos else None
        return sebut(area) if area else _sebut_induk(induk)

    def _kunci_grup(self, pohon: Pohon, simpul: Simpul) -> str:
        """A row stands in the group of its table, whatever area it names itself."""
        if simpul.model is BarisRencana and simpul.induk:
            simpul = simpul.induk
        if area := self._area(pohon, simpul):
            return area.kunci
        return simpul.kunci if simpul.model is TabelRencana else GRUP.get(simpul.daftar, G_UMUM)

    # --- order ---

    def _urutan_dalam(self, lama: Simpul, baru: Simpul) -> Iterator[str]:
        yield from _urutan_berubah([x for x in lama.anak if not berdiri(x)], [x for x in baru.anak if not berdiri(x)])

    def _urutan_daftar(self) -> None:
        """Lists of parts that stand in groups: the document's own, and those of areas, tables and sections."""
        for kata, grup in self._daftar_grup(None, self.lama.atas, self.baru.atas):
            self.urutan[grup].append(kata)
        for (model, kunci), baru in self.baru.semua.items():
            lama = self.lama.semua.get((model, kunci))
            if lama and (model in WADAH or model is BagianNaskah):
                for kata, grup in self._daftar_grup(baru, lama.anak, baru.anak):
                    self.urutan[grup].append(kata)

    def _daftar_grup(self, induk: Simpul | None, lama: list[Simpul], baru: list[Simpul]) -> Iterator[tuple[str, str]]:
        per_daftar: dict[str, tuple[list[Simpul], list[Simpul]]] = defaultdict(lambda: ([], []))
        for n, semua in enumerate((lama, baru)):
            for x in filter(berdiri, semua):
                per_daftar[x.daftar][n].append(x)
        for daftar, (a, b) in per_daftar.items():
            grup = self._kunci_grup(self.baru, induk) if induk else GRUP.get(daftar, G_UMUM)
            yield from ((kata, grup) for kata in _urutan_berubah(a, b))

    # --- groups ---

    def _susun_grup(self) -> Iterator[BedaGrup]:
        """The head, areas as in the new document then those removed, tables of their own, the rest."""
        yield from self._satu_grup(G_KEPALA, JUDUL_GRUP[G_KEPALA])
        for model in WADAH:
            semua = {x.kunci: x for pohon in (self.baru, self.lama) for x in pohon.atas if x.model is model}
            for kunci in semua:
                ada = [p.semua.get((model, kunci)) for p in (self.lama, self.baru)]
                keadaan = "baru" if ada[0] is None else "dihapus" if ada[1] is None else ""
                yield from self._satu_grup(kunci, sebut(ada[1] or semua[kunci]), keadaan)
        for kunci in (G_UMUM, G_NASKAH):
            yield from self._satu_grup(kunci, JUDUL_GRUP[kunci])

    def _satu_grup(self, kunci: str, kata: str, keadaan: str = "") -> Iterator[BedaGrup]:
        bagian, urutan = tuple(self.grup.get(kunci, ())), tuple(self.urutan.get(kunci, ()))
        if bagian or urutan:
            yield BedaGrup(kunci, kata, keadaan, bagian, urutan)


def _bagian(jenis: str, simpul: Simpul, **lain: Any) -> BedaBagian:
    jadwal, wadah = simpul.model is Jadwal, simpul.model in WADAH
    return BedaBagian(
        jenis, simpul.kunci, nama(simpul.model), nomor(simpul), judul(simpul), jadwal=jadwal, wadah=wadah, **lain
    )


def _sebut_induk(simpul: Simpul | None) -> str:
    return sebut(simpul) if simpul else "susunan teratas"


def _isi_anak(simpul: Simpul) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What hangs on a part, by kind, as titles."""
    for x in simpul.anak:
        if not berdiri(x):
            yield nama(x.model), (" ".join(filter(None, [nomor(x), judul(x)])),)
            yield from _isi_anak(x)


def _urutan_berubah(lama: Iterable[Simpul], baru: Iterable[Simpul]) -> Iterator[str]:
    """Names of the lists in which the parts that stayed stand in another order."""
    urut: tuple[dict[Any, list[str]], dict[Any, list[str]]] = (defaultdict(list), defaultdict(list))
    for tempat, semua in zip(urut, (lama, baru), strict=True):
        for x in semua:
            tempat[x.model].append(x.kunci)
    for model, kunci_baru in urut[1].items():
        tetap = set(kunci_baru)
        kunci_lama = [k for k in urut[0].get(model, []) if k in tetap]
        ada = set(kunci_lama)
        if kunci_lama != [k for k in kunci_baru if k in ada]:
            yield nama(model)


def _kepala(lama: Isi, baru: Isi, medan: Medan) -> Iterator[BedaBagian]:
    """The head of the plan, its team, and the unit as letterheads name it."""
    a, b = (Simpul(KEPALA, isi.get("rencana") or {}, G_KEPALA, None, "") for isi in (lama, baru))
    if ubahan := medan.ubahan(a, b, frozenset({"tim", "satker"})):
        yield BedaBagian(DIUBAH, G_KEPALA, "Rencana kerja", "", judul_kepala(b), ubahan)
    x, y = (simpul.isi.get("tim") or {} for simpul in (a, b))
    if ubahan := tuple(_kamus(TimKerja, x, y, medan)):
        yield BedaBagian(DIUBAH, "tim", "Tim kerja", "", str((y or x).get("sebutan", "")), ubahan)
    x, y = (isi.get("satker") or {} for isi in (lama, baru))
    if x and y and (ubahan := tuple(_kamus(Satker, x, y, medan))):
        yield BedaBagian(DIUBAH, "satker", "Satker", "", str(y.get("nama", "")), ubahan)


def judul_kepala(simpul: Simpul) -> str:
    return str(simpul.isi.get("judul", ""))


def _kamus(model: type[models.Model], lama: Isi, baru: Isi, medan: Medan) -> Iterator[Ubahan]:
    """Facts that stand in the document as plain pairs, labelled as in the model that they come from."""
    dikenal = {f.name: f for f in model._meta.concrete_fields}
    for kunci in sorted(set(lama) | set(baru)):
        x, y = isian(lama.get(kunci)), isian(baru.get(kunci))
        if x == y:
            continue
        f = dikenal.get(kunci)
        if f is not None and not f.is_relation:
            yield medan.satu(model, f, x, y)
        else:
            kata = {"induk": "Satker induk"}.get(kunci, kunci.replace("_", " ").capitalize())
            yield Ubahan(kunci, kata, tulis_nilai(f, x), tulis_nilai(f, y))
