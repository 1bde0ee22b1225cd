"""Reading differences: between two versions, and of the live rows from the version in force."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from zi.naskah.beda import bandingkan
from zi.naskah.beda_hasil import DIPINDAH, DITAMBAH, DIUBAH, BedaRencana
from zi.naskah.beda_pohon import medan
from zi.naskah.bentuk import RENCANA, Bentuk
from zi.naskah.kanonik import Isi, polos, ringkas, susun, susun_bagian
from zi.naskah.kanonik_baca import SemuaBagian, baca_bagian
from zi.naskah.models import ButirBagian, Versi
from zi.naskah.queries_versi import versi_berlaku
from zi.rencana.enums import StatusRencana
from zi.rencana.models import RencanaKerja

BAGIAN, PENGESAHAN = RENCANA["bagian"], RENCANA["pengesahan"]
BUTIR = BAGIAN.anak["butir"]
TANDA = {DITAMBAH: "baru", DIUBAH: "berubah", DIPINDAH: "berubah"}


def beda_versi(dari: Versi, ke: Versi | None, rencana: RencanaKerja) -> BedaRencana:
    """What `ke` says otherwise than `dari`; without `ke` what the live rows say."""
    baru = json.loads(ke.isi) if ke else ringkas(susun(rencana, dengan_id=True))
    return bandingkan(json.loads(dari.isi), baru)


class SejakDisetujui:
    """Marks against the version in force, as the page that compares shows them; both are read when first asked for.

    `semua`: the parts of the plan where the caller has read them already.
    """

    def __init__(self, rencana: RencanaKerja, semua: SemuaBagian | None = None) -> None:
        self.rencana, self.semua = rencana, semua

    @cached_property
    def lama(self) -> Isi | None:
        """The rows of the version in force, or None where nothing is marked."""
        if self.rencana.status == StatusRencana.DISETUJUI:
            return None
        versi = versi_berlaku(self.rencana)
        return _matriks(json.loads(versi.isi)) if versi else None

    def tanda(self, sel: Iterable[Any]) -> dict[int, str]:
        """Row → baru or berubah."""
        pk = {str(x.baris.uid): x.baris.pk for x in sel}
        if self.lama is None:
            return {}
        semua = self.semua or baca_bagian(self.rencana)
        kini = _matriks(ringkas(susun_bagian(self.rencana, semua, dengan_id=True)))
        beda = bandingkan(_pilih(self.lama, set(pk)), _pilih(kini, set(pk)))
        return {pk[x.kunci]: TANDA[x.jenis] for x in beda.semua() if x.kunci in pk and x.jenis in TANDA}

    def dihapus(self, sel: Iterable[Any]) -> dict[str, int]:
        """Permanent id of an area, or of a table that spans areas → how many of its rows are gone."""
        hasil: dict[str, int] = {}
        if self.lama is None:
            return hasil
        hidup = {str(x.baris.uid) for x in sel}
        uid_area = {a.get("kode"): a.get("uid") for a in self.lama["area"]}
        for tabel in self.lama["tabel"]:
            tempat = uid_area.get(tabel.get("area")) or tabel.get("uid", "")
            hilang = {b["uid"] for b in tabel.get("baris", []) if "uid" in b} - hidup
            hasil[tempat] = hasil.get(tempat, 0) + len(hilang)
        return hasil


def tanda_sejak_disetujui(sejak: SejakDisetujui, seksi: Iterable[Any]) -> None:
    """Mark the rows of all sections, and say in each how many were deleted; one query."""
    daftar = list(seksi)
    sel = [x for s in daftar for x in s.baris]
    tanda, dihapus = sejak.tanda(sel), sejak.dihapus(sel)
    for x in sel:
        x.tanda = tanda.get(x.baris.pk, "")
    for s in daftar:
        s.dihapus = dihapus.get(str((s.area or s.tabel).uid), 0)


def tanda_naskah(rencana: RencanaKerja, bagian: Iterable[Any], pengesahan: Iterable[Any]) -> None:
    """Mark sections (with their lists) and signers as baru or berubah since the version in force; two queries."""
    versi = None if rencana.status == StatusRencana.DISETUJUI else versi_berlaku(rencana)
    lama = json.loads(versi.isi) if versi else {}
    butir = defaultdict(list)
    for x in ButirBagian.objects.hidup().filter(bagian__rencana=rencana).order_by("urutan", "pk") if versi else ():
        butir[x.bagian_id].append(_nilai(BUTIR, x))
    lama_bagian = {x.get("uid", ""): x for x in _rata(lama.get("bagian", []))}
    lama_pengesahan = {x.get("uid", ""): x for x in lama.get("pengesahan", [])}
    for b in bagian:
        b.tanda = _tanda(BAGIAN, b, lama_bagian, butir[b.pk]) if versi else ""
    for p in pengesahan:
        p.tanda = _tanda(PENGESAHAN, p, lama_pengesahan, []) if versi else ""


def _tanda(bentuk: Bentuk, part: Any, lama: dict[str, Isi], butir: list[Isi]) -> str:
    kini = ringkas(_nilai(bentuk, part))
    dulu = lama.get(str(part.uid))
    if dulu is None:
        return "baru"
    sama = kini == _saring(dulu, ("uid", *(f.name for f in medan(bentuk))))
    nilai = ("uid", *(f.name for f in medan(BUTIR)))
    return "" if sama and ringkas(butir) == [_saring(x, nilai) for x in _rata(dulu.get("butir", []))] else "berubah"


def _rata(daftar: Iterable[Isi]) -> Iterator[Isi]:
    """A tree as a list, each part before what stands below it."""
    for x in daftar:
        yield x
        yield from _rata(x.get("anak", []))


def _pilih(lama: Isi, uid: set[str]) -> Isi:
    """The version with these rows only."""
    tabel = [t | {"baris": [b for b in t.get("baris", []) if b.get("uid") in uid]} for t in lama["tabel"]]
    return lama | {"tabel": tabel}


def _matriks(isi: Isi) -> Isi:
    """Of a document the rows and what they refer to."""
    return {"area": [], "isu": [], "tabel": []} | _saring(isi, ("area", "isu", "tabel"))


def _saring(isi: Isi, kunci: Iterable[str]) -> Isi:
    return {k: isi[k] for k in kunci if k in isi}


def _nilai(bentuk: Bentuk, part: Any) -> Isi:
    return {"uid": str(part.uid)} | {f.name: polos(getattr(part, f.name)) for f in medan(bentuk)}
