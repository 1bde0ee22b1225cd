"""Writing requirements: what evidence a row or an area asks for."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from zi.bukti.jenis import usulkan
from zi.bukti.models import JenisBukti, SyaratBukti
from zi.bukti.queries import kamus_jenis
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.jadwal.baca import baca
from zi.jadwal.enums import JenisJadwal
from zi.jadwal.queries import berulang
from zi.rencana.label import Butir, lanjutkan
from zi.rencana.models import AreaRencana, BarisRencana
from zi.rencana.policies import asal
from zi.rencana.services import buka, tempat, urutan_berikut

Wadah = BarisRencana | AreaRencana
TEMPAT = {BarisRencana: "baris", AreaRencana: "area"}
_KURUNG = re.compile(r"\(([^()]+)\)")


@layanan
def tambah_syarat(tempat: Wadah, butir: Iterable[Butir], *, oleh: Any) -> list[SyaratBukti]:
    """Requirements at the end of a row or an area; kinds and date are proposed from the words.

    In a row whose schedule repeats they are asked per kejadian, unless a person says otherwise.
    """
    buka(tempat, oleh)
    istilah = kamus_jenis()
    return _tulis(tempat, [(x, usulkan(x.teks, istilah)) for x in butir])


@layanan
def tambah_jenis(tempat: Wadah, jenis: Iterable[JenisBukti], *, oleh: Any) -> tuple[list[SyaratBukti], list[str]]:
    """One requirement for each kind that the row or area does not ask for yet; the names of the others."""
    buka(tempat, oleh)
    baru, sudah = pisah_diminta(tempat.syarat.hidup(), jenis)
    return _tulis(tempat, [(Butir("", j.nama), [j.kode]) for j in baru]), sudah


def pisah_diminta(ada: QuerySet[Any], jenis: Iterable[JenisBukti]) -> tuple[list[JenisBukti], list[str]]:
    """The kinds that these requirements do not ask for, and the names of those that they do."""
    isi = list(ada.values_list("teks", "jenis"))
    diminta = {kode for _, kode_kode in isi for kode in kode_kode} | {teks.strip().lower() for teks, _ in isi}
    semua = [(j, j.kode in diminta or j.nama.lower() in diminta) for j in jenis]
    return [j for j, sudah in semua if not sudah], [j.nama for j, sudah in semua if sudah]


def _tulis(tempat: Wadah, isi: list[tuple[Butir, list[str]]]) -> list[SyaratBukti]:
    ada = list(tempat.syarat.hidup().filter(induk=None).values_list("label", flat=True))
    urutan, hasil = urutan_berikut(tempat.syarat.all()), []
    lain = {TEMPAT[type(tempat)]: tempat, "per_kejadian": isinstance(tempat, BarisRencana) and berulang(tempat)}
    for n, (x, (_, jenis)) in enumerate(zip(lanjutkan(ada, [b for b, _ in isi]), isi, strict=True), start=urutan):
        nilai = {"label": x.label[:20], "teks": x.teks, "jenis": jenis, **tanggal_dari(tempat, x.teks)}
        hasil.append(SyaratBukti.objects.create(**lain, urutan=n, **nilai))
    return hasil


@layanan
def ubah_syarat(syarat: SyaratBukti, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """New words bring their kinds along, unless a person had chosen kinds or chooses them now."""
    buka(tempat(syarat), oleh)
    if "teks" in nilai:
        istilah = kamus_jenis()
        if "jenis" not in nilai and syarat.jenis == usulkan(syarat.teks, istilah):
            nilai["jenis"] = usulkan(nilai["teks"], istilah)
        if wadah := syarat.baris or syarat.area:
            nilai |= tanggal_dari(wadah, nilai["teks"])
    simpan_versi(syarat, versi, **nilai)


def tanggal_dari(tempat: Wadah, teks: str) -> dict[str, Any]:
    """The date of the document when the words give one day in parentheses: `Surat undangan (25 Januari 2023)`."""
    rencana, tahun = asal(tempat)[0], tempat.tabel.tahun if isinstance(tempat, BarisRencana) else None
    mulai, selesai = rencana.tahun_mulai, rencana.tahun_selesai
    for kurung in _KURUNG.findall(teks):
        jadwal = baca(kurung, tahun=tahun, tahun_mulai=mulai, tahun_selesai=selesai).jadwal
        if len(jadwal) == 1 and jadwal[0].jenis == JenisJadwal.TANGGAL and len(jadwal[0].teks) <= 80:
            satu = jadwal[0]
            return {"tanggal": satu.mulai, "tanggal_tertulis": satu.teks, "tahun_tersirat": satu.tahun_tersirat}
    return {"tanggal": None, "tanggal_tertulis": "", "tahun_tersirat": False}
